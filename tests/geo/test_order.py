from datetime import UTC, datetime

import pytest

from geo.errors import StoryError
from geo.journey import duration, route


def utc(day, hour=0, minute=0):
    return datetime(2024, 5, day, hour, minute, tzinfo=UTC)


def test_after_narrows_only_the_one_that_says_so(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("first", start="2024-05-02"),
            event("second", start="2024-05-01/2024-05-03", after=["first"]),
        ]
    )
    first, second = story.events
    assert first.start.bounds() == (utc(2), utc(3))
    assert second.start.bounds() == (utc(2), utc(4))  # from the earliest possible end of the first


def test_before_narrows_only_the_one_that_says_so(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("first", start="2024-05-01/2024-05-03", before=["second"]),
            event("second", start="2024-05-02"),
        ]
    )
    first, second = story.events
    assert first.start.bounds() == (utc(1), utc(3))  # up to the latest possible start of the second
    assert second.start.bounds() == (utc(2), utc(3))


def test_after_what_lasts_is_after_its_end(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("talks", start="2024-05-01T10:00", end="2024-05-01T12:00/2024-05-01T14:00"),
            event("dinner", start="2024-05-01", after=["talks"]),
        ]
    )
    assert story.events[1].start.bounds() == (utc(1, 12), utc(2))


def test_bounds_are_passed_on_through_a_chain_whatever_the_order_in_the_file(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("third", after=["second"], before=["last"]),
            event("last", start="2024-05-05"),
            event("second", after=["first"], before=["third"]),
            event("first", start="2024-05-02T06:00"),
        ]
    )
    bounds = {one.id: one.start.bounds() for one in story.events}
    assert bounds["second"] == (utc(2, 6), utc(6))
    assert bounds["third"] == (utc(2, 6), utc(6))


def test_what_is_open_is_closed_by_the_storys_own_first_and_last_moment(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("begins", start="2024-05-01T09:00"),
            event("some", start="2024-05-03/.."),
            event("other", start="../2024-05-04"),
            event("later", after=["some"]),
            event("ends", start="2024-05-09"),
        ]
    )
    bounds = {one.id: one.start.bounds() for one in story.events}
    assert bounds["some"] == (utc(3), utc(10))
    assert bounds["other"] == (utc(1, 9), utc(5))
    assert bounds["later"] == (utc(3), utc(10))


def test_an_open_end_of_a_departure_is_closed_too(make_story):
    leg = make_story.leg("drive", mode="car", arrival="2024-05-02")
    story = make_story(legs=[leg], events=[make_story.event("noon", start="2024-05-01T12:00")])
    departure, arrival = story.legs[0].departure, story.legs[0].arrival
    needs = duration("car", route(story, story.legs[0]).length_m)
    assert departure.bounds() == (utc(1, 12), utc(3) - needs)
    assert arrival.bounds() == (utc(2), utc(3))


def test_an_event_has_its_legs_times(make_story):
    leg = make_story.leg("drive", mode="car", window="2024-05-01T08:00/2024-05-01T20:00")
    story = make_story(legs=[leg], events=[make_story.event("driving", leg="drive")])
    (one,) = story.events
    assert one.start == story.legs[0].departure
    assert one.end == story.legs[0].arrival
    assert one.start.bounds()[0] == utc(1, 8)
    assert one.end.bounds()[1] == utc(1, 20)


def test_an_event_of_a_leg_may_have_a_time_of_its_own(make_story):
    leg = make_story.leg("drive", mode="car", window="2024-05-01T08:00/2024-05-01T20:00")
    event = make_story.event("filmed", leg="drive", start="2024-05-01T10:00")
    (one,) = make_story(legs=[leg], events=[event]).events
    assert one.start.bounds() == one.end.bounds() == (utc(1, 10), utc(1, 10))


def test_after_a_leg_is_after_its_soonest_arrival(make_story):
    leg = make_story.leg("drive", mode="car", window="2024-05-01T08:00/2024-05-01T20:00")
    events = [
        make_story.event("driving", leg="drive"),
        make_story.event("rest", start="2024-05-01", after=["drive"]),
        make_story.event("sleep", start="2024-05-01", after=["driving"]),  # an event that is a leg
        make_story.event("pack", start="2024-05-01", before=["drive"]),
    ]
    story = make_story(legs=[leg], events=events)
    needs = duration("car", route(story, story.legs[0]).length_m)
    _, rest, sleep, pack = story.events
    assert rest.start.bounds() == (utc(1, 8) + needs, utc(2))
    assert sleep.start == rest.start.__class__(*rest.start.bounds(), text="2024-05-01")
    assert pack.start.bounds() == (utc(1), utc(1, 20) - needs)


@pytest.mark.parametrize("outcome", ["intended", "refused", "stopped"])
def test_a_way_not_gone_to_its_end_takes_no_time(make_story, outcome):
    leg = make_story.leg(
        "idea", mode="foot", outcome=outcome, window="2024-05-01T08:00/2024-05-01T20:00"
    )
    events = [
        make_story.event("rest", start="2024-05-01", after=["idea"]),
        make_story.event("pack", start="2024-05-01", before=["idea"]),
    ]
    story = make_story(legs=[leg], events=events)
    rest, pack = story.events
    assert rest.start.bounds() == (utc(1, 8), utc(2))
    assert pack.start.bounds() == (utc(1), utc(1, 20))


def test_what_lasts_keeps_its_end_behind_its_start(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("noon", start="2024-05-01T12:00"),
            event("talks", start="2024-05-01", end="2024-05-01", after=["noon"]),
        ]
    )
    talks = story.events[1]
    assert talks.start.bounds() == (utc(1, 12), utc(2))
    assert talks.end.bounds() == (utc(1, 12), utc(2))


def test_a_question_is_kept_through_the_order(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("noon", start="2024-05-01T12:00"),
            event("perhaps", start="2024-05-01?", after=["noon"]),
        ]
    )
    assert story.events[1].start.questioned
    assert story.events[1].start.text == "2024-05-01?"


def test_a_story_needs_one_time_at_least(make_story):
    event = make_story.event
    with pytest.raises(StoryError, match=r"made\.yaml:\d+: events: No event or leg has a time"):
        make_story(events=[event("first", before=["second"]), event("second", after=["first"])])


def test_before_and_after_may_say_the_same(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("first", start="2024-05-01", before=["second"]),
            event("second", start="2024-05-01", after=["first"]),
        ]
    )
    assert story.events[0].start.bounds() == story.events[1].start.bounds() == (utc(1), utc(2))


def test_a_circle_of_three_is_found_through_both_words(make_story):
    event = make_story.event
    with pytest.raises(StoryError, match="in a circle") as caught:
        make_story(
            events=[
                event("a", start="2024-05-01", after=["b"]),
                event("b", start="2024-05-01", after=["c"]),
                event("c", start="2024-05-01", after=["a"]),
            ]
        )
    (one,) = caught.value.faults
    assert one.wrong.endswith('"a" after "b" after "c" after "a"')
    with pytest.raises(StoryError, match="in a circle"):
        make_story(
            events=[
                event("a", start="2024-05-01", after=["b"], before=["c"]),
                event("b", start="2024-05-01"),
                event("c", start="2024-05-01", before=["b"]),
            ]
        )
