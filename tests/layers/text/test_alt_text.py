"""Alt text: it names traveller, ends, time and certainty, as far as the picture shows them."""

import re
from datetime import datetime

import pytest

from geo.time.instants import epoch_ms
from layers.scene.scene_builder import build_scene
from layers.text.alt_text import SHORT
from tests.drawn import picture


@pytest.fixture(scope="module")
def alt(shipped):
    scene = build_scene(shipped)

    def texts(moment, event=None, **options):
        at = epoch_ms(datetime.fromisoformat(moment).replace(tzinfo=shipped.zone))
        made = picture(scene, at=at, event=event, size="article-510", **options)
        return made.alt_short, made.alt_long

    return texts


@pytest.fixture(scope="module")
def flown(make_story):
    """A scene of a flight by night, told as a part of a day, and of what came after it."""
    window = {"window": "2024-12-08T00:00/2024-12-08T06:00"}
    legs = [make_story.leg("way", mode="plane", path="concealed", **window)]
    events = [
        make_story.event("flight", leg="way", called="the flight", words="early hours of Sunday"),
        make_story.event("call", start="2024-12-07T22:30"),
        make_story.event("landing", after=["way"], headline="It lands"),
        make_story.event("end", start="2024-12-09"),
    ]
    return build_scene(make_story(time_zone="Asia/Damascus", legs=legs, events=events))


def at_stop(scene, name):
    (mark,) = (mark for mark in scene.events if mark.id == name)
    made = picture(scene, at=mark.stop, event=name, size="article-510")
    return made.alt_short, made.alt_long


def test_the_short_text_names_who_whence_whither_when_and_how_surely(flown):
    short, long = at_stop(flown, "flight")
    assert short == (
        "An event. “early hours of Sunday”: between midnight and six on 8 December 2024, "
        "Damascus time. According to a guard (The Paper). By plane, way concealed."
    )
    assert long.startswith(short)
    assert "Anna may be anywhere on the way from Paris to Lyon" in long
    assert "03:00" not in short + long, "the slider's stop is no statement"


def test_what_has_an_order_alone_is_told_by_it(flown):
    short, long = at_stop(flown, "landing")
    assert short.startswith("It lands. After the flight; no date reported. According to ")
    assert long.startswith(short)
    assert not re.search(r"\d\d:\d\d", short + long)


def test_a_moment_that_was_asked_for_is_named_as_such(alt):
    short, long = alt("2024-12-08T03:07")
    asked = "The map at 03:07 on 8 December 2024, Damascus time (UTC+3)"
    assert short.startswith(f"{asked}: ")
    assert f" {asked}. " in long


def test_the_long_text_names_the_claims(alt):
    _, long = alt("2024-12-08T03:00", "flight-from-damascus")
    assert "the way was concealed" in long
    assert "two diplomats of the region, unnamed (Reuters, paragraph 8)" in long
    assert "no comment from Qatar’s foreign ministry" in long
    assert "contested or unverified" in long
    assert "shown without endorsement." in long


@pytest.mark.parametrize(
    ("moment", "event", "words"),
    [
        ("2024-11-28T12:00", "trip-to-moscow", "Assad may be anywhere on the way from Damascus to"),
        ("2024-12-05T12:00", "emirates-refuse", "Assad sought to go from Damascus to"),
        ("2024-12-10T12:00", "makhlouf-ambush", "and did not get there"),
        ("2024-12-12T12:00", "flight-from-damascus", "Assad went from Damascus to Hmeimim"),
    ],
)
def test_what_is_not_certain_is_not_said_as_certain(alt, moment, event, words):
    short, long = alt(moment, event)
    assert words in short
    assert words in long


def test_the_short_text_stays_short(alt):
    short, _ = alt("2024-12-08T03:00", extent="story")
    assert len(short) <= SHORT + 1


def test_a_view_without_anything_says_so(alt):
    short, _ = alt("2024-12-08T03:00", extent=(-80, -40, -60, -20))
    assert short.endswith("no reported movement in view.")
