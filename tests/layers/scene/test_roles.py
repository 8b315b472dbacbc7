"""What stands beside a subject, under which day it stands, and who is said to tell it."""

import pytest

from layers.scene.roles import places_beside, roles
from layers.scene.scene_builder import build_scene
from layers.scene.subject import LONGEST
from layers.scene.visibility import marks_at


def told(scene, name):
    return next(event for event in scene.events if event.id == name)


def beside(scene, name):
    event = told(scene, name)
    return roles(scene, marks_at(scene, event.stop), event)


@pytest.fixture(scope="module")
def scene(shipped):
    return build_scene(shipped)


def test_the_leg_told_is_the_subject_and_there_is_no_other(scene):
    for event in scene.events:
        subjects = [leg for leg, role in beside(scene, event.id).items() if role == "subject"]
        assert subjects in ([], [event.leg]), event.id


def test_before_is_of_the_same_people_and_meanwhile_of_others(scene):
    flight = beside(scene, "flight-from-damascus")
    assert flight["damascus-moscow"] == "before"
    assert flight["homs-damascus"] == "meanwhile", "the rebels are on their way"


def test_what_is_told_later_does_not_show(scene):
    early = beside(scene, "trip-to-moscow")
    assert "damascus-hmeimim" not in early
    assert "moscow-damascus" not in early


def test_what_others_have_surely_done_does_not_show(make_story):
    people = [{"id": who, "name": who, "group": "travellers"} for who in ("anna", "ben")]
    legs = [
        make_story.leg("ride", window="2024-05-01", people=["ben"]),
        make_story.leg("walk", window="2024-05-05", people=["anna"]),
    ]
    events = [
        make_story.event("a", leg="ride", people=["ben"]),
        make_story.event("b", leg="walk", people=["anna"]),
    ]
    scene = build_scene(make_story(people=people, legs=legs, events=events))
    assert beside(scene, "a") == {"ride": "subject"}
    assert beside(scene, "b") == {"walk": "subject"}


def test_places_beside_a_subject(scene):
    event = told(scene, "flight-from-damascus")
    places = places_beside(scene, beside(scene, event.id), event)
    assert {name for name, role in places.items() if role == "subject"} == {"damascus", "hmeimim"}
    assert places["moscow"] == "before", "the end of a way told before"
    assert "doha" not in places, "no line leads there, and the event does not speak of it"
    assert "lebanon" not in places, "it is told of later"


@pytest.mark.parametrize("story", ["shipped", "second_story"])
def test_a_label_has_two_short_lines_and_names_who_tells(story, request):
    scene = build_scene(request.getfixturevalue(story))
    for event in scene.events:
        assert len(event.subject.label) == (2 if event.leg else 0)
        assert all(0 < len(line) <= LONGEST for line in event.subject.label), event.id
        assert event.subject.tellers.startswith("According to "), event.id


def test_who_tells_is_who_reports_it_first(scene):
    flight = told(scene, "flight-from-damascus").subject
    assert flight.tellers == "According to two diplomats of the region (Reuters)"
    assert flight.label == ("By plane, way concealed", "two diplomats of the region")
    assert told(scene, "lands-at-hmeimim").subject.tellers == "According to Reuters"


def test_stops_are_grouped_under_reported_days(scene):
    groups = {event.id: event.group for event in scene.events}
    assert groups["jalali-call"] == "7 Dec", "without its hour"
    assert groups["flight-from-damascus"] == groups["lands-at-hmeimim"] == "8 Dec"
    assert groups["kremlin-refuses"] == "undated, 27 Nov to 2 Dec", "what the order gives"
    assert groups["brother-not-told"] == "undated, by 8 Dec"
    assert groups["houri-remark"] == "undated, by 13 Dec", (
        "of its run, one has no bound but the report's day"
    )


@pytest.mark.parametrize(
    ("stance", "group"), [("reports", "undated, by 9 May"), ("denies", "undated")]
)
def test_what_nobody_reports_has_no_day_by_which_it_was_reported(make_story, stance, group):
    claims = [{"source": "paper", "paragraphs": [1], "told_by": "a guard", "named": False}]
    claims[0]["stance"] = stance
    event = make_story.event
    story = make_story(
        events=[
            event("dated", start="2024-05-01"),
            event("other", before=["later"], claims=claims),
            event("later", after=["dated"]),
        ]
    )
    assert told(build_scene(story), "other").group == group
