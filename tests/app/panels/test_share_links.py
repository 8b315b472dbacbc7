"""The link and the lines for an article, whatever the page's address and the story's title are."""

from urllib.parse import parse_qs, urlsplit

import pytest

from app.panels.share_links import base_url, link, snippet
from geo.story.loading import load_story
from layers.scene.scene_builder import build_scene
from layers.web.url_state import Address, read_address, read_base
from tests.html_tags import tags_of

NOW = Address("2024-12-07T22:30:07", "homs-taken", ("maher", "asma"), (), (34.802, -38.5, 6.25))


@pytest.fixture(scope="module")
def scene(root):
    return build_scene(load_story(root / "stories" / "assad-2024.yaml"))


def query_of(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, True).items()}


def test_a_link_says_exactly_what_is_on_screen(scene):
    address = link("https://maps.example.org/a/?x=1#y", NOW, story="assad-2024", base="osm")
    assert address.startswith("https://maps.example.org/a/?story=assad-2024&base=osm&")
    assert read_address(query_of(address), scene) == (NOW, ())
    assert read_base(query_of(address)) == ("osm", ())


def test_a_link_may_leave_the_view_out():
    address = link("https://example.org", NOW, story="s", base="plain", view=False)
    assert "view" not in query_of(address)
    assert "base" not in query_of(address)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://example.org", "https://example.org/"),
        ("http://127.0.0.1:8501/", "http://127.0.0.1:8501/"),
        ("http://[::1]:8501/x", "http://[::1]:8501/x"),
        ("https://example.org/a b", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://me:secret@example.org/", None),
        ('https://example.org/"><script>', None),
        ("https://example.org/\n", None),
        ("https://example.org:99999/", None),
        ("https://[x/", None),
        ("https:///path", None),
        ("//example.org/", None),
        ("https://example.org/" + "a" * 3000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_an_honest_address_of_the_page_is_taken(url, base):
    assert base_url(url) == base


def test_without_one_the_link_begins_with_its_question_mark():
    assert link("javascript:x", Address(), story="a b&c", base="plain") == "?story=a+b%26c"


@pytest.mark.parametrize("title", ["The night", "A \"b\" <script>alert(1)</script> & c\n'd'"])
def test_the_lines_for_an_article_hold_one_frame(title):
    address = link("https://example.org/", NOW, story="assad-2024", base="plain")
    ((tag, attrs),) = tags_of(snippet(address, title=title, height=760))
    assert tag == "iframe"
    assert attrs["src"] == f"{address}&embed=true"
    assert attrs["title"] == " ".join(title.split())
    assert (attrs["width"], attrs["height"], attrs["loading"]) == ("100%", "760", "lazy")
    assert "allowfullscreen" in attrs
