"""A scene set back to what was known: marks, support, words, and the products drawn of it."""

import pytest

from geo.evidence.known_by import Knowledge
from layers.film.captions import spoken
from layers.film.film_schedule import Still, stops_of
from layers.scene.scene_builder import build_scene
from layers.scene.visibility import marks_at
from layers.text.alt_text import SHORT, Seen, alt_texts
from layers.text.credits import source_line
from layers.web.known_rows import has_steps
from layers.web.web_payload import scene_rows
from tests.drawn import picture

Y1784, Y1790 = 0, 1


@pytest.fixture(scope="module")
def story(second_story):
    return second_story


@pytest.fixture(scope="module")
def now(story):
    return build_scene(story)


@pytest.fixture(scope="module")
def back(story):
    return build_scene(story, known_by=Y1790)


def marked(marks, name):
    return next(mark for mark in marks if mark.id == name)


def test_what_was_not_public_is_absent_and_what_was_stays_where_it_is(now, back):
    assert (len(now.events), len(back.events), len(back.legs), len(back.places)) == (23, 8, 4, 9)
    assert back.as_known == "As known by the end of 1790"
    assert back.span == now.span
    assert back.lanes == now.lanes
    for mark in back.events:
        assert mark.stop == marked(now.events, mark.id).stop
    at_the_end = marks_at(back, back.span[1])
    assert "in-macau" not in {place.id for place in at_the_end}


def test_support_labels_and_signs_follow(story, now, back):
    early = build_scene(story, known_by=Y1784)
    kurils = [marked(scene.legs, "south-kurils") for scene in (early, back, now)]
    assert [leg.questioned for leg in kurils] == [False, True, False]
    told = [marked(scene.events, "along-the-kurils") for scene in (early, back, now)]
    assert [event.subject.label[1] for event in told] == [
        "4 sources, unnamed", "4 sources, unnamed", "Ivan Ryumin"]  # fmt: skip


def test_who_reported_it_first_and_when_is_told(now):
    first = marked(now.events, "along-the-kurils").first
    assert first.said == (
        "Happened 23 May 1771 to 29 May 1771, first reported some time in 1784, Cook and King"
    )
    assert first.at == Knowledge(now.story).steps[Y1784].at.timestamp() * 1000


def test_the_last_step_is_now(story, now):
    last = build_scene(story, known_by=len(Knowledge(story).steps) - 1)
    assert (last.as_known, last.known_by, last.events) == ("", None, now.events)


def test_a_story_of_one_report_has_no_steps(shipped):
    scene = build_scene(shipped)
    assert not has_steps(scene)
    assert all(mark.first is None for mark in scene.events)
    rows = scene_rows(scene)
    assert "known" not in rows
    assert not any("known" in row or "first" in row for row in (*rows["legs"], *rows["events"]))


def test_only_sources_that_were_public_are_named(back):
    line = source_line(back)
    assert "Memoirs" in line
    assert "Cultru" not in line


# -------------------------------------------------------------------------------------- products


def test_both_alt_texts_begin_with_as_of_when(back):
    event = marked(back.events, "along-the-kurils")
    seen = Seen(label=event.subject.label, subject=("south-kurils",))
    for text in (
        *alt_texts(back, event.stop, (), told=event, seen=seen),
        *alt_texts(back, event.stop + 60_000, marks_at(back, event.stop)),
    ):
        assert text.startswith("As known by the end of 1790. ")
    short, full = alt_texts(back, event.stop, (), told=event, seen=seen)
    assert len(short) <= SHORT
    assert "denied by Benyovszky himself" in full
    assert "Ryumin’s journal" not in full


def test_a_picture_says_as_of_when(back):
    made = picture(back, at=marked(back.events, "sails").stop, event="sails", size="article-510")
    assert "As known by the end of 1790" in made.data.decode()


def test_a_film_says_as_of_when_at_each_stop(back):
    stops = stops_of(back, "sails", "along-the-kurils")
    stills = [Still(stop.at, None, i, 0.0) for i, stop in enumerate(stops)]
    for caption in spoken(back, stops, stills, 1):
        assert caption.lines[-1] == "As known by the end of 1790"


def test_a_recording_that_was_published_later_is_not_drawn_before(make_story):
    fixes = [
        {"time": f"2024-05-01T22:4{minute}:00Z", "lon": 2.35 + minute, "lat": 48.86}
        for minute in range(3)
    ]
    claim = {"paragraphs": [1], "told_by": "a guard", "named": False}
    source = {"title": "A report", "publisher": "The Paper", "paragraphs": 4}
    jet = {"id": "jet", "name": "the jet’s transponder", "mode": "plane", "fixes": fixes}
    story = make_story(
        sources=[
            {**source, "id": "paper", "published": "2024-05-09"},
            {**source, "id": "tracker", "published": "2024-05-12"},
        ],
        tracks=[{**jet, "source": "tracker", "claims": [{**claim, "source": "tracker"}]}],
        legs=[make_story.leg("flight", window="2024-05-01", mode="plane", track="jet")],
        events=[make_story.event("landing", leg="flight")],
    )
    back, now = build_scene(story, known_by=0), build_scene(story)
    assert [scene.legs[0].path for scene in (back, now)] == ["inferred", "recorded"]
    assert [len(scene.tracks) for scene in (back, now)] == [0, 1]
    assert back.events[0].subject.label[0] != now.events[0].subject.label[0]
    (row,) = scene_rows(now)["legs"]
    (first, patch), (second, nothing) = row["known"]
    assert (first, second, nothing) == (0, 1, {})
    assert patch["path"] == "inferred"
    assert patch["parts"] != row["parts"]
