"""The Share panel: it says what is on screen, and nothing that a stranger put into the address."""

import pytest
from streamlit.runtime.context import ContextProxy

from geo.language.messages import Messages


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
