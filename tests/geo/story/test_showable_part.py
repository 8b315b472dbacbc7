"""What of a faulty story can be shown, and what is named as left out."""

import pytest

from geo.errors import StoryError
from geo.story.loading import story_of
from geo.story.showable_part import showable_part
from geo.yaml.starter_story import starter_text
from geo.yaml.yaml_reader import read_yaml


def part_of(text):
    data = read_yaml(text, name="story")
    with pytest.raises(StoryError) as caught:
        story_of(data)
    return showable_part(data, caught.value.faults)


def changed(before, after):
    text = starter_text()
    assert before in text
    return text.replace(before, after, 1)


def ids(rows):
    return [row.id for row in rows]


@pytest.fixture(scope="module")
def starter():
    return story_of(read_yaml(starter_text(), name="story"))


def test_a_faulty_event_alone_is_left_out_and_named(starter):
    part = part_of(changed("    place: lyon ", "    place: lion "))
    assert ids(part.story.events) == [name for name in ids(starter.events) if name != "dinner"]
    assert ids(part.story.legs) == ids(starter.legs)
    assert [(row.kind, row.name) for row in part.left_out] == [
        ("events", "She dines in Lyon with friends, they say")
    ]


def test_what_rests_on_a_row_that_is_left_out_goes_with_it(starter):
    part = part_of(changed("    name: Paris", "    name: Parys-on-nowhere"))
    assert "paris" not in part.story.place
    assert "paris-lyon" not in part.story.leg
    assert "train-to-lyon" not in ids(part.story.events)
    named = {(row.kind, row.name) for row in part.left_out}
    assert {("places", "Parys-on-nowhere"), ("events", "Ada leaves Paris by train")} <= named


def test_an_order_after_something_left_out_is_dropped_and_says_less(starter):
    part = part_of(changed("    departure: 2024-05-01T08:00", "    departure: 2024-13-01"))
    (leg,) = [leg for leg in part.story.legs if leg.id == "lyon-italy"]
    assert starter.leg["lyon-italy"].after == ("paris-lyon",)
    assert leg.after == ()


def test_a_faulty_claim_takes_its_event_along_since_a_denial_may_not_be_lost():
    guard = "told_by: a border guard\n        named: false\n        stance: "
    part = part_of(changed(f"{guard}denies", f"{guard}denied"))
    assert "lyon-italy" not in part.story.leg


def test_a_missing_title_keeps_nothing_from_being_shown():
    assert part_of(changed("title: An example journey\n", "")).story.title == "…"
    assert part_of(changed("title: An example journey\n", "titel: An example\n")).story


def test_without_a_time_zone_or_any_event_there_is_nothing_to_show():
    assert part_of(changed("time_zone: Europe/Paris", "time_zone: Europe/Lyon")).story is None
    text = starter_text()
    part = part_of(text[: text.index("\nevents:")])
    assert part.story is None
