"""Every product tells the reported time of each row of the design's table, and no other time.

The story has a clock time at 22:31, whose minute no slider stop and no quarter of an hour has; what
follows from orders and speeds (00:23, 05:36, 16:04, ...) and the middles of bounds must show in
none of them.
"""

import csv
import io
import json
import re
from datetime import UTC
from xml.etree import ElementTree as ET

import defusedxml.ElementTree
import pytest

from formats import WRITERS
from formats.writers import flat_tables
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import from_epoch_ms
from geo.time.time_in_words import TimeWords
from layers.film.film_encoder import _words
from layers.film.film_frame import Screen
from layers.film.film_schedule import stops_of
from layers.scene.scene_builder import build_scene
from layers.style.picture_sizes import size_of
from layers.text.story_tables import events_table
from layers.web.web_payload import document_data
from tests.drawn import picture, storyboard

SVG, KML = "{http://www.w3.org/2000/svg}", "{http://www.opengis.net/kml/2.2}"
CLOCK_TIME = re.compile(r"(?<![\d:])\d{2}:\d{2}(?![\d:])")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

ROWS = {
    "call": "Saturday 7 December, 22:31",
    "speech": "Sunday 8 December (no hour reported)",
    "flight": "between midnight and six on 8 December",
    "talks": "some time between 28 November and 2 December",
    "landing": "after the flight from Damascus; no date reported",
    "packing": "after the call and before the flight from Damascus; no date reported",
    "hiding": "from 9 December; no end reported",
    "plan": "by 30 November; no beginning reported",
    "end": "Friday 13 December (no hour reported)",
}
"""What is told of each event: a row of the design's table each, and both kinds of open bounds."""
ALONE = {
    name: re.sub(r"(\d (?:November|December))(?! and \d)", r"\1 2024", words)
    for name, words in ROWS.items()
}
"""The same where it stands alone, as on a picture: a day has its year, a span once."""


@pytest.fixture(scope="module")
def story(make_story):
    leg, event = make_story.leg, make_story.event
    return make_story(
        time_zone="Asia/Damascus",
        legs=[
            leg("way", mode="plane", window="2024-12-08T00:00/2024-12-08T06:00"),
            leg("onward", mode="plane", **{"from": "lyon"}, to="gdansk", after=["way"]),
        ],
        events=[
            event("plan", headline="A plan", start="../2024-11-30"),
            event("talks", headline="Some talks", start="2024-11-28/2024-12-02"),
            event("call", headline="A call", called="the call", start="2024-12-07T22:31"),
            event("packing", headline="They pack", after=["call"], before=["way"]),
            event("flight", headline="A flight", called="the flight from Damascus", leg="way",
                  words="early hours of Sunday"),
            event("landing", headline="They land", place="lyon", after=["way"]),
            event("speech", headline="A speech", start="2024-12-08"),
            event("hiding", headline="They hide", start="2024-12-09/.."),
            event("end", headline="The end", start="2024-12-13"),
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def scene(story):
    return build_scene(story)


@pytest.fixture(scope="module")
def reported(story):
    """The bounds that the file gives, as exports write them."""
    stamps = {
        f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        for row in (*story.legs, *story.events)
        for when in (
            (row.departure, row.arrival, row.window)
            if hasattr(row, "window")
            else (row.start, row.end)
        )
        for moment in (when.earliest, when.latest)
        if moment
    }
    assert len(stamps) == 9
    return stamps


def strings(data):
    """Give every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings(value)


def written(svg):
    """Give the words of a picture in one line."""
    root = ET.fromstring(svg)
    texts = [
        element.text or ""
        for element in root.iter(f"{SVG}text")
        if element.get("aria-hidden") != "true"
    ]
    return re.sub(r"\s+", " ", " ".join(texts))


def tells(text, name, told=ROWS):
    """Whether a text tells the time of an event, however its lines are broken."""
    return told[name] in text or told[name][:1].upper() + told[name][1:] in text


def only_the_call(text):
    """Whether the only clock time in words is the one that the story's file has."""
    times = set(CLOCK_TIME.findall(STAMP.sub("", text)))
    assert times <= {"22:31"}, times


def test_the_story_has_bounds_of_its_own_that_must_not_show(story, scene):
    """Otherwise none of the tests below would say anything."""
    soonest = drawn_bounds(story)["landing"].s0.astimezone(story.zone)
    assert f"{soonest:%H:%M}" == "00:23", "the flight takes that long at least"
    latest = drawn_bounds(story)["packing"].s1.astimezone(story.zone)
    assert f"{latest:%H:%M}" == "05:36", "it must have set out by then"
    stops = {mark.id: from_epoch_ms(mark.stop, zone=story.zone) for mark in scene.events}
    assert f"{stops['flight']:%H:%M}" != "00:00", "a middle"
    assert {event.id for event in story.events} == set(ROWS)


def test_the_words_themselves(story):
    clock = TimeWords(story)
    assert {event.id: clock.of(event).said for event in story.events} == ROWS
    assert {leg.id: clock.of(leg).said for leg in story.legs} == {
        "way": ROWS["flight"],
        "onward": ROWS["landing"],
    }


def test_the_document(scene, reported):
    data = document_data(scene)
    texts = list(strings(data))
    for mark in data["scene"]["events"]:
        assert mark["time"]["said"] == ROWS[mark["id"]]
    only_the_call(" ".join(texts))
    assert set(STAMP.findall(" ".join(texts))) <= reported


def test_the_table(scene):
    rows = dict(zip(events_table(scene).events, events_table(scene).rows, strict=True))
    for name in ROWS:
        assert tells(str(rows[name]["When"]), name)
    only_the_call(" ".join(strings([dict(row) for row in rows.values()])))


@pytest.mark.parametrize("name", ROWS)
def test_a_picture_and_its_alt_text(scene, name):
    (mark,) = (mark for mark in scene.events if mark.id == name)
    made = picture(scene, at=mark.stop, event=name, size="article-660")
    for text in (written(made.data), made.alt_short, made.alt_long):
        assert tells(text, name, ALONE), text
        only_the_call(text)


def test_a_storyboard(scene):
    made = storyboard(scene, moments=list(ROWS), size="social-1080x1350")
    text = written(made.data)
    for name in ROWS:
        assert tells(text, name), (name, text)  # its panels have no room for the same year each
        assert tells(made.alt_long, name, ALONE), name
    only_the_call(f"{text} {made.alt_short} {made.alt_long}")


def test_a_film(scene):
    first, last = scene.events[0].id, scene.events[-1].id
    stops = stops_of(scene, first, last)
    screen = Screen(scene, stops, size=size_of("article-660"), fps=10, seconds=None, captions=True)
    short, long = _words(scene, screen, stops)
    assert [stop.told.id for stop in stops] == [mark.id for mark in scene.events]
    for number, stop in enumerate(stops):
        words = screen.words(number, 2000.0, (20.0, 14.0))
        lines = " ".join(text for text, *_ in words.time.lines)
        assert tells(lines, stop.told.id, ALONE), lines
        assert tells(long, stop.told.id, ALONE)
        only_the_call(lines)
    only_the_call(f"{short} {long}")


def test_kml(story, reported):
    root = defusedxml.ElementTree.fromstring(WRITERS["kml"].write(story))
    said = {}
    for mark in root.iter(f"{KML}Placemark"):
        values = {
            data.get("name"): data.findtext(f"{KML}value") for data in mark.iter(f"{KML}Data")
        }
        said[values["id"]] = mark.findtext(f"{KML}description")
        times = set(STAMP.findall(ET.tostring(mark, encoding="unicode")))
        assert times <= reported
        assert bool(times) == (values["id"] not in {"landing", "packing", "onward", *story.place})
    for name in ROWS:
        assert tells(said[name], name)
    only_the_call(" ".join(text or "" for text in said.values()))


def test_csv(story, reported):
    text = WRITERS["csv"].write(story).decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    bounds = ("earliest", "latest", "end_earliest", "end_latest")
    for name, told in ROWS.items():
        assert rows[name]["told"] == told
        assert {rows[name][key] for key in bounds} - {""} <= reported
    assert {rows["landing"][key] for key in (*bounds, "start", "end")} == {""}
    assert rows["hiding"]["latest"] == rows["hiding"]["end_latest"] == ""
    for row in rows.values():
        only_the_call(" ".join(row[key] for key in row if key not in ("start", "end", *bounds)))


def test_geojson(story, reported):
    text = WRITERS["geojson"].write(story).decode()
    features = {load["id"]: load for load in json.loads(text)["features"]}
    for name, told in ROWS.items():
        assert features[name]["properties"]["told"] == told
    for name in ("landing", "packing", "onward"):
        assert features[name]["time"] is None
    assert features["hiding"]["time"]["interval"][1] == ".."
    assert features["plan"]["time"]["interval"][0] == ".."
    assert set(STAMP.findall(text)) <= reported


def test_rows_of_a_geopackage(story):
    rows = {row["id"]: row for row in (*flat_tables.events(story), *flat_tables.legs(story))}
    for name, told in ROWS.items():
        assert rows[name]["told"] == told
    for name in ("landing", "packing", "onward"):
        assert [rows[name][key] for key in flat_tables.TIMES] == [None] * 4
    assert rows["hiding"]["end"] is rows["hiding"]["start_latest"] is None
    assert rows["plan"]["start"] is rows["plan"]["end_earliest"] is None
