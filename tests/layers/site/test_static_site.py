"""The site: files that need no server of ours, and links that show what they are."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest

from layers.scene.scene_builder import build_scene
from layers.site.static_site import site_files

DOCUMENT = "<!DOCTYPE html><html><head><style>p{}</style></head><body></body></html>"


class Page(HTMLParser):
    """The tags of a page's head, and every address that it names."""

    def __init__(self, text):
        super().__init__()
        self.meta, self.named, self.alts = {}, [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "meta" and (name := said.get("property") or said.get("name")):
            self.meta[name] = said["content"]
        self.named += [said[key] for key in ("href", "src") if key in said]
        if "alt" in said:
            self.alts.append(said["alt"])


@pytest.fixture(scope="module")
def scene(make_story):
    evil = 'A "flight" <b>of</b> Anna & Bert'
    return build_scene(
        make_story(
            legs=[make_story.leg("way", window="2024-12-08", mode="plane")],
            events=[
                make_story.event("flight", leg="way", headline=evil),
                make_story.event("call", start="2024-12-09"),
            ],
        )
    )


@pytest.fixture(scope="module")
def site(scene):
    return {file.path: file.data for file in site_files([scene], [DOCUMENT])}


def test_each_event_has_a_page_and_a_picture_of_the_size_of_previews(site, scene):
    for event in scene.events:
        assert site[f"made/events/{event.id}.png"].startswith(b"\x89PNG")
        width, height = (
            int.from_bytes(site[f"made/events/{event.id}.png"][i : i + 4]) for i in (16, 20)
        )
        assert (width, height) == (1200, 630)
        page = Page(site[f"made/events/{event.id}.html"].decode())
        assert page.meta["og:title"] == page.meta["twitter:title"] == event.headline
        assert event.time.said.replace(" December", " December 2024") in page.meta[
            "og:description"
        ].replace("Between", "between")
        assert event.subject.tellers in page.meta["og:description"]
        assert page.meta["og:image:alt"] == page.alts[0]
        assert page.meta["twitter:card"] == "summary_large_image"
        assert f"../index.html#event={event.id}" in page.named


def test_every_address_is_relative_and_leads_to_a_file_of_the_folder(site):
    for path, data in site.items():
        if not path.endswith(".html"):
            continue
        for address in Page(data.decode()).named:
            assert not re.match(r"[a-z]+:|/", address), (path, address)
            target = urljoin(f"https://x/{path}", address).removeprefix("https://x/")
            assert target.partition("#")[0] in site, (path, address)


def test_with_its_address_told_previews_get_whole_addresses(scene):
    files = site_files([scene], [DOCUMENT], url="https://example.org/maps")
    site = {file.path: file.data.decode(errors="replace") for file in files}
    here = "https://example.org/maps/made/"
    page = Page(site["made/events/flight.html"])
    assert page.meta["og:image"] == f"{here}events/flight.png"
    assert page.meta["og:url"] == f"{here}events/flight.html"
    assert Page(site["made/index.html"]).meta["og:image"] == f"{here}events/flight.png"
    told = json.loads(site["made/oembed.json"])
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert f'src="{here}index.html"' in told["html"]
    assert told["thumbnail_url"] == f"{here}events/flight.png"
    assert f'src="{here}index.html"' in json.loads(site["oembed.json"])["html"]


def test_nothing_of_a_headline_is_markup(site):
    for path, data in site.items():
        if path.endswith(".html"):
            assert b"<b>" not in data, path


def test_two_stories_of_one_id_are_refused(scene):
    with pytest.raises(ValueError, match='Two stories have the id "made"'):
        list(site_files([scene, scene], [DOCUMENT, DOCUMENT]))
