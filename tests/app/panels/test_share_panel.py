"""The Share panel: it says what is on screen, and nothing that a stranger put into the address."""

import html

import pytest
from streamlit.runtime.context import ContextProxy

from app.jobs import site_jobs
from app.jobs.site_jobs import SiteRequest
from geo.language.messages import Messages
from tests.html_tags import tags_of
from tests.waiting import PATIENCE


@pytest.fixture
def at_url(monkeypatch):
    def put(url):
        monkeypatch.setattr(ContextProxy, "url", property(lambda self: url))

    return put


def test_the_link_holds_all_that_has_come_to_rest(open_panel, at_url):
    at_url("https://maps.example.org/x/")
    page = open_panel("Share").settle(people=["maher", "asma"], layers=[])
    assert page.codes()[0] == (
        "https://maps.example.org/x/?story=assad-2024&t=2024-12-08T03:00"
        "&event=flight-from-damascus&people=maher,asma&layers=&view=34.8,38.5,6.25"
    )
    assert Messages("en")("app.share.no-address") not in page.texts()
    page.settle(view=[30, -100.5, 3])
    assert page.codes()[0].endswith("&event=flight-from-damascus&view=30,-100.5,3")


def test_the_lines_for_an_article(open_panel, at_url):
    at_url("https://maps.example.org/")
    page = open_panel("Share")
    assert "view=34.8,38.5,6.25&amp;embed=true" in page.codes()[1]
    assert 'title="The night Assad left"' in page.codes()[1]
    assert 'height="760"' in page.codes()[1]
    page.choose("share-height", "900").choose("share-view", False, kind="checkbox")
    assert 'height="900"' in page.codes()[1]
    assert "view=" not in page.codes()[1]


def test_a_page_without_an_honest_address_says_so(open_panel, at_url):
    at_url("javascript:alert(1)")
    page = open_panel("Share")
    assert Messages("en")("app.share.no-address") in page.texts()
    assert page.codes()[0].startswith("?story=assad-2024&t=")


def test_a_hostile_view_from_the_document_does_not_reach_the_link(open_panel, at_url):
    at_url("https://maps.example.org/")
    page = open_panel("Share").settle(view=["<b>", 1, 2])
    assert "view" not in page.codes()[0]
    assert "<b>" not in "".join(page.codes())


def test_a_page_without_scripts_gets_a_picture_that_links(open_panel, at_url):
    at_url("https://maps.example.org/")
    page = open_panel("Share").choose("share-kind", "picture")
    picture = page.state["share-picture"].value.picture
    assert picture.data.startswith(b"\x89PNG")
    (link, to), (image, shown) = tags_of(page.codes()[1])
    assert (link, to["href"]) == ("a", page.codes()[0])
    assert image == "img"
    assert shown["src"] == "assad-2024-2024-12-08T0300-social-1200x630.png"
    assert shown["alt"] == picture.alt_short
    assert (shown["width"], shown["height"]) == ("1200", "630")
    assert html.escape(picture.alt_short) in page.codes()[1], "nothing of a story is markup"
    before = picture.data
    page.choose("share-view", False, kind="checkbox")
    assert page.state["share-picture"].value.picture.data != before
    assert "view=" not in page.codes()[1]


def test_a_site_is_made_when_it_is_asked_for(open_panel, monkeypatch):
    monkeypatch.setattr(SiteRequest, "make", lambda *_, **__: site_jobs.Site(b"PK", 7))
    page = open_panel("Share")
    assert [button.label for button in page.app.get("download_button")] == ["Download the HTML"]
    page.press("site-make")
    assert page.state["site"].wait(PATIENCE)
    page.run()
    assert page.one("download_button", "site-zip").label == "Download the zip"
    assert "7 files, 1 kB" in page.texts()
    page.one("text_input", "site-url").set_value("https://example.org")
    page.run()
    assert Messages("en")("app.share.site.changed") in page.texts()


def test_a_site_that_cannot_be_is_told_in_a_sentence(open_panel, monkeypatch):
    monkeypatch.setattr(site_jobs, "MOST_EVENTS", 3)
    page = open_panel("Share").press("site-make")
    assert page.state["site"].wait(PATIENCE)
    page.run()
    assert Messages("en")("site.too-many", most="3") in page.texts()
    assert "site-zip" not in [button.key for button in page.app.get("download_button")]
