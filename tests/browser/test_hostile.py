"""A story whose every text would break out of its place: it is shown as text, and runs nothing."""

import json
import re
from xml.etree import ElementTree

import pytest
import yaml
from pydantic import BaseModel

from formats import jsonfg
from geo.errors import StoryError
from geo.story.loading import load_story
from geo.story.model import Story
from layers.scene.scene_builder import build_scene
from tests.browser.documents import CITED, opener, write
from tests.browser.served_app import at_ease, opened, press
from tests.drawn import picture

PANELS = ("Events as a table", "Claims by source", "How to read this map")

SCRIPT = "<script>window.hacked=1</script>"
BREAKOUT = "</script><img src=x onerror=window.hacked=1>"
TEMPLATE = "{{ 7*7 }}{% raw %}{# no #}{%- endraw %}${1}{{{'a'}}}"
SIGNS = "\"'`\\<!--]]>&lt;&amp;%3C\u2028\u200f__content_security_policy__"
EVILS = {"script": SCRIPT, "breakout": BREAKOUT, "template": TEMPLATE, "signs": SIGNS}


def hostile(evil, **changes):
    """Make a valid story with one evil text in every field that holds text."""

    def said(what):
        return f"{what} {evil} end"

    url = "https://paper.invalid/?`${1}&a=\\" + ("{{7*7}}{%raw%}" if evil == TEMPLATE else "")
    claim = {
        "source": "paper",
        "paragraphs": [1],
        "told_by": said("teller"),
        "named": False,
        "origin": said("origin"),
        "text": said("account"),
    }
    told = {
        "words": said("words"),
        "reading": said("reading"),
        "text": said("text"),
        "called": said("called"),
        "claims": [claim, {**claim, "stance": "denies"}, {**claim, "stance": "no-comment"}],
        "support": {"figure": 4, "reason": said("reason")},
    }
    point = {"precision_km": 5, "coordinates_from": said("from"), "note": said("note")}
    story = {
        "format": 1,
        "id": "hostile",
        "title": said("title"),
        "subtitle": said("subtitle"),
        "time_zone": "UTC",
        "zone_name": said("zone"),
        "silenced": [{"remark": "single-informant", "reason": said("silenced")}],
        "sources": [
            {
                "id": "paper",
                "title": said("source"),
                "publisher": said("paper"),
                "published": "2024-05-09",
                "paragraphs": 4,
                "url": url,
                "reliability_reason": said("because"),
                "versions": [{"id": "second", "published": "2024-05-10", "note": said("version")}],
            }
        ],
        "tracks": [
            {
                "id": "recorded",
                "name": said("track"),
                "vehicle": said("vehicle"),
                "registration": said("registration"),
                "device": said("device"),
                "source": "paper",
                "fixes": [
                    {"time": "2024-05-01T09:00Z", "lon": 2.4, "lat": 48.8},
                    {"time": "2024-05-01T12:00Z", "lon": 4.8, "lat": 45.8},
                ],
                "claims": [claim],
            }
        ],
        "translations": [{"language": "de", "text": said("title"), "told": said("titel")}],
        "groups": [{"id": "one", "name": said("group")}, {"id": "two", "name": said("other")}],
        "people": [
            {
                "id": "anna",
                "name": said("anna"),
                "short": said("a"),
                "names": {"ar": said("ar")},
                "group": "one",
                "role": said("role"),
            },
            {"id": "ben", "name": said("ben"), "group": "two"},
        ],
        "places": [
            {"id": "paris", "name": said("paris"), "lon": 2.35, "lat": 48.86, **point},
            {"id": "lyon", "name": said("lyon"), "lon": 4.83, "lat": 45.76, **point},
            {
                "id": "italy",
                "name": said("italy"),
                "area": "IT",
                "coordinates_from": said("from"),
                "names": {"ar": said("ar")},
            },
        ],
        "legs": [
            {
                "id": "drive",
                "headline": said("drive"),
                "people": ["anna"],
                "from": "paris",
                "to": "lyon",
                "window": "2024-05-01T08:00/2024-05-01T20:00",
                **told,
            }
        ],
        "events": [
            {
                "id": "leaves",
                "headline": said("leaves"),
                "people": ["anna"],
                "leg": "drive",
                **told,
            },
            {
                "id": "waits",
                "headline": said("waits"),
                "people": ["ben"],
                "place": "lyon",
                "start": "2024-05-02",
                "mentions": ["italy"],
                **told,
            },
            {
                "id": "calls",
                "headline": said("calls"),
                "people": ["ben", "anna"],
                "start": "2024-05-03T12:00",
                **told,
            },
        ],
    }
    return {**story, **changes}


def load(story, path):
    path.write_text(yaml.safe_dump(story, sort_keys=False, allow_unicode=False), encoding="utf-8")
    return load_story(path)


@pytest.fixture(scope="module", params=EVILS.values(), ids=EVILS)
def evil(request):
    return request.param


@pytest.fixture(scope="module")
def story(evil, tmp_path_factory):
    return load(hostile(evil), tmp_path_factory.mktemp("hostile") / "hostile.yaml")


@pytest.fixture(scope="module")
def file(story, tmp_path_factory):
    return write(story, tmp_path_factory.mktemp("hostile") / "hostile.html")


@pytest.fixture
def document(open_page, file):
    return opener(open_page)(file)


def unharmed(document):
    """Nothing ran, nothing was fetched, nothing was said, no element came of a text."""
    assert document.js("() => window.hacked") is None
    assert document.said == []
    assert {url.partition(":")[0] for url in document.requests} == {"file"}
    assert len(document.requests) == 1
    tags = document.js(
        """() => ({ scripts: document.scripts.length,
        images: [...document.images].filter((n) => !n.classList.contains('sign')).length,
        handlers: [...document.querySelectorAll('*')].filter((n) => [...n.attributes].some((a) =>
          a.name.startsWith('on'))).length,
        comments: !!document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT).nextNode(),
        policies: document.querySelectorAll('meta[http-equiv=Content-Security-Policy]').length })"""
    )
    # Leaflet and the page's own; the data, which do not run; the start.
    assert tags == {
        "scripts": 3,
        "images": 0,
        "handlers": 0,
        "comments": False,
        "policies": 1,
    }


def test_it_opens_and_runs_nothing_whatever_event_is_told(document, story):
    unharmed(document)
    for event in story.events:
        document.choose(event.id)
        assert document.text("#card h2") == event.headline
        unharmed(document)


def test_the_policy_stands_where_it_belongs_and_nowhere_else(document, story):
    policy = document.attribute("meta[http-equiv='Content-Security-Policy']", "content")
    assert policy.startswith("default-src 'none'")
    data = document.text("script#story")
    assert "default-src" not in data
    assert (
        document.js(
            "() => JSON.parse(document.getElementById('story').textContent).scene.story.title"
        )
        == story.title
    )


def test_its_texts_are_read_as_they_are_written(document, story):
    assert document.page.title() == story.title
    assert document.text("h1") == story.title
    assert document.text("#subtitle") == story.subtitle
    # A name with a mark of the other direction is isolated (UAX 9), as its letters would be.
    source = document.text("#source").replace("\u2068", "").replace("\u2069", "")
    assert source.startswith(f"Source: {story.sources[0].publisher}, ")
    day = "between eight in the morning and eight in the evening on 1 May"
    assert document.moment() == f"“{story.events[0].words}” {day} ({story.zone_name})"
    document.click(".view.lanes")
    assert document.attribute(".score", "aria-label") == f"Time, {story.zone_name}"
    names = [group.name for group in story.groups]
    assert document.texts(".chip[data-group]") == names
    assert document.texts(".lane .who") == names
    assert document.texts("#list .line") == [event.headline for event in story.events]
    for event in story.events:
        document.choose(event.id)
        card = document.text("#card")
        for text in (event.words, event.reading, event.text, event.support.reason):
            assert text in card
        for claim, row in zip(event.claims, document.texts("#card .claims li"), strict=True):
            assert claim.told_by in row
            assert claim.text in row
        cited = document.js(CITED)
        assert cited == [f"{story.sources[0].publisher}, paragraph 1"] * len(event.claims)
        assert story.person[event.people[0]].name in document.text("#card .facts")
        assert event.headline in document.attribute(".score", "aria-valuetext")
        assert document.attribute(f".bar[data-event={event.id}]", "title") == event.headline
    document.choose("waits")
    assert document.text("#card .facts dd") == story.place["lyon"].name
    document.choose("leaves")
    expected = f"from {story.place['paris'].name} to {story.place['lyon'].name}"
    assert document.text("#card .facts dd") == expected
    assert document.attribute("#card .cite a", "href") == story.sources[0].url


def test_on_the_map_too_they_are_text(document, story):
    document.choose("leaves")
    names = document.texts(".name")
    # A name that finds no room is left out, and such names are long: one of the two stands.
    assert {story.place["paris"].name, story.place["lyon"].name} & set(names)
    document.everyone()
    traveller = f"{story.people[0].short} may be anywhere\non this stretch"
    assert traveller in document.texts(".name.traveller")
    x, y = document.js(
        """() => { const { map } = ER.document, p = map.latLngToContainerPoint([47.33, 3.62]);
        const r = map.getContainer().getBoundingClientRect();
        return [r.left + p.x, r.top + p.y]; }"""
    )
    document.page.mouse.move(x, y)
    assert document.texts("#tip p") == [story.leg["drive"].headline]
    document.choose("waits")
    document.js("() => ER.document.map.setView([43, 12.5], 5)")
    document.painted()
    assert story.place["italy"].name in document.texts(".name.area")
    unharmed(document)


def test_no_template_is_filled_in(document, story):
    document.choose("calls")
    everything = document.js("() => document.title + document.getElementById('page').textContent")
    assert "49" not in everything.replace(TEMPLATE, "")
    if TEMPLATE in story.title:
        assert everything.count(TEMPLATE) > 20


def test_an_evil_link_to_an_evil_story_is_harmless(open_page, story, file, evil):
    fragment = "&".join(f"{name}={evil}" for name in ("t", "event", "people", "layers", "view"))
    document = opener(open_page)(file, fragment=fragment)
    unharmed(document)
    assert document.now()["event"] == story.events[0].id


@pytest.mark.parametrize(
    "url",
    [
        "javascript:window.hacked=1",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>window.hacked=1</script>",
        "vbscript:x",
        "//paper.invalid/",
        'https://paper.invalid/"onclick=window.hacked=1',
    ],
)
def test_a_source_s_address_that_is_none_is_refused(tmp_path, url):
    story = hostile("fine")
    story["sources"][0]["url"] = url
    with pytest.raises(StoryError, match=r"sources\[0\]\.url"):
        load(story, tmp_path / "hostile.yaml")


# ------------------------------------------------------------------------- no field is forgotten

FREE = {("Story", "time_zone")}  # a text, but no free one: only names of zones pass


def text_fields():
    """Every field of the format that takes a free text, from the models themselves."""
    schema = Story.model_json_schema()
    for name, table in (("Story", schema), *schema["$defs"].items()):
        for field, said in table.get("properties", {}).items():
            for option in (said, *said.get("anyOf", ())):
                value = option.get("additionalProperties") or option
                if value.get("type") == "string" and not value.keys() & {"pattern", "enum"}:
                    if "maxLength" in value and (name, field) not in FREE:
                        yield name, field
                    else:
                        assert (name, field) in FREE or value.get("description", "").startswith(
                            "EDTF"
                        ), f"{name}.{field} takes any text, of any length"


def fields_with(evil, word):
    """The fields of a loaded story, and of all in it, that hold the evil text."""
    for field in type(word).model_fields:
        value = getattr(word, field)
        values = value.values() if isinstance(value, dict) else (value,)
        for proposal in values:
            if isinstance(proposal, str) and evil in proposal:
                yield type(word).__name__, field
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from fields_with(evil, item)


def test_the_evil_text_stands_in_every_text_field_of_the_format(story, evil):
    wanted = set(text_fields())
    assert len(wanted) > 25
    assert set(fields_with(evil, story)) == wanted


@pytest.mark.parametrize("turning", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
def test_a_character_that_turns_text_round_is_refused_in_every_text_field(tmp_path, turning):
    # An override in one label would turn round its neighbours, here and in every exported file.
    with pytest.raises(StoryError) as caught:
        load(hostile(f"x{turning}y"), tmp_path / "turning.yaml")
    assert {fault.wrong for fault in caught.value.faults} == {
        f"The text has the character U+{ord(turning):04X}, which turns the text behind it round"
    }


# ------------------------------------------------------------------- the picture, and the export

SVG = "{http://www.w3.org/2000/svg}"
INERT = {
    *("svg", "g", "path", "text", "tspan", "rect", "circle", "defs", "clipPath", "title", "desc"),
    *("style", "use", "image", "metadata"),
}


@pytest.mark.filterwarnings("ignore:Glyph")  # no font has all the signs of the evil texts
@pytest.mark.parametrize("event", ["leaves", "waits", "calls"])
def test_in_a_picture_texts_are_text_and_nothing_runs(story, evil, event):
    scene = build_scene(story)
    stop = next(mark.stop for mark in scene.events if mark.id == event)
    made = picture(scene, at=stop, event=event, size="slide-1920x1080")
    root = ElementTree.fromstring(made.data)
    svg = {node.tag.removeprefix(SVG) for node in root.iter() if node.tag.startswith(SVG)}
    assert svg <= INERT
    for node in root.iter():
        for name, value in node.attrib.items():
            bare = name.rpartition("}")[2].lower()
            assert not bare.startswith("on")
            assert bare != "href" or value.startswith(("#", "data:image/png;base64,"))
            assert "javascript:" not in value.lower()
    style = "".join(node.text or "" for node in root.iter(f"{SVG}style"))
    assert evil not in style
    assert "@import" not in style
    said = "".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
    headline = next(mark.headline for mark in story.events if mark.id == event)
    squeezed = re.sub(r"\s+", "", said)
    # Whole, however it is broken into lines; marks of direction turn into runs in an SVG.
    assert re.sub(r"[\s\u200f]+", "", headline) in squeezed
    assert evil in made.alt_long


def test_in_an_export_texts_are_the_very_same(story, evil):
    data = json.loads(jsonfg.text(story))
    kinds = {}
    for feature in data["features"]:
        kinds.setdefault(feature["properties"]["kind"], []).append(feature["properties"])
    for word, rows in ((story.events, kinds["event"]), (story.legs, kinds["leg"])):
        exported = {row["id"]: row for row in rows}
        for letter in word:
            row = exported[letter.id]
            assert row["headline"] == letter.headline
            assert [claim["told_by"] for claim in row["claims"]] == [
                c.told_by for c in letter.claims
            ]
    names = {row["id"]: row["name"] for row in kinds["place"]}
    assert names == {place.id: place.name for place in story.places}


# ---------------------------------------------------------------------- the page and its tables


def test_on_the_page_and_in_its_tables_they_are_text(page, serve, noise):
    """The script is the app itself over a folder of hostile stories, one an evil text."""
    server = serve("tests/browser/hostile_page.py")
    for key in EVILS:
        document = opened(page, server.url, story=key)
        title = hostile(EVILS[key])["title"].strip()
        assert document.evaluate("() => document.title") == title
        assert page.title().split() == title.split()
        for panel in PANELS:
            press(page, page.get_by_role("radio", name=panel, exact=True))
            at_ease(page)
        harm = page.evaluate(
            """() => ({ ran: window.hacked,
            images: document.querySelectorAll('img[src="x"]').length,
            scripts: [...document.scripts].filter((n) => /hacked/.test(n.textContent)).length })"""
        )
        assert harm == {"ran": None, "images": 0, "scripts": 0}
        assert document.evaluate("() => window.hacked") is None
    assert not [line for line in noise.heard if "hacked" in line]
