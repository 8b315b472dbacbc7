from datetime import UTC, datetime

import pytest

from geo.errors import StoryError
from geo.routes.leg_routes import duration, route
from geo.time.closed_bounds import close_bounds, drawn_bounds
from geo.time.instants import UNSAID
from geo.time.reported_time import ReportedTime, reported_time
from geo.yaml.yaml_writer import story_data


def utc(day, hour=0, minute=0):
    return datetime(2024, 5, day, hour, minute, tzinfo=UTC)


def begins(story, name):
    """Give the earliest and latest start that something is drawn with."""
    bounds = drawn_bounds(story)[name]
    return bounds.s0, bounds.s1


def ends(story, name):
    """Give the earliest and latest end that something is drawn with."""
    bounds = drawn_bounds(story)[name]
    return bounds.e0, bounds.e1


def test_after_narrows_only_the_one_that_says_so(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("first", start="2024-05-02"),
            event("second", start="2024-05-01/2024-05-03", after=["first"]),
        ]
    )
    assert begins(story, "first") == (utc(2), utc(3))
    assert begins(story, "second") == (utc(2), utc(4))  # the earliest possible end of the first
    first, second = story.events
    assert first.start.bounds() == (utc(2), utc(3))
    assert second.start.bounds() == (utc(1), utc(4)), "what is reported is not narrowed"


def test_before_narrows_only_the_one_that_says_so(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("first", start="2024-05-01/2024-05-03", before=["second"]),
            event("second", start="2024-05-02"),
        ]
    )
    assert begins(story, "first") == (utc(1), utc(3))  # the latest possible start of the second
    assert begins(story, "second") == (utc(2), utc(3))
    first, second = story.events
    assert first.start.bounds() == (utc(1), utc(4)), "what is reported is not narrowed"
    assert second.start.bounds() == (utc(2), utc(3))


def test_after_what_lasts_is_after_its_end(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("talks", start="2024-05-01T10:00", end="2024-05-01T12:00/2024-05-01T14:00"),
            event("dinner", start="2024-05-01", after=["talks"]),
        ]
    )
    assert begins(story, "dinner") == (utc(1, 12), utc(2))


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
    assert begins(story, "second") == (utc(2, 6), utc(6))
    assert begins(story, "third") == (utc(2, 6), utc(6))
    reported = {event.id: reported_time(story, event) for event in story.events}
    assert reported["second"] == ReportedTime(after=("first",), before=("third",))
    assert reported["third"].bounds == (None, None, None, None), "an order gives no bound"


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
    assert begins(story, "some") == (utc(3), utc(10))
    assert begins(story, "other") == (utc(1, 9), utc(5))
    assert begins(story, "later") == (utc(3), utc(10))
    _, some, before, later, _ = story.events
    assert (some.start.earliest, some.start.latest, some.start.text) == (
        utc(3),
        None,
        "2024-05-03/..",
    )
    assert (before.start.earliest, before.start.latest) == (None, utc(5))
    assert later.start == later.end == UNSAID


def test_an_open_end_of_a_departure_is_closed_too(make_story):
    leg = make_story.leg("drive", mode="car", arrival="2024-05-02")
    story = make_story(legs=[leg], events=[make_story.event("noon", start="2024-05-01T12:00")])
    needs = duration("car", route(story, story.legs[0]).length_m)
    assert begins(story, "drive") == (utc(1, 12), utc(3) - needs)
    assert ends(story, "drive") == (utc(2), utc(3))
    assert story.legs[0].departure == UNSAID, "nobody reported a departure"
    assert story.legs[0].arrival.bounds() == (utc(2), utc(3))


def test_an_event_has_its_legs_times(make_story):
    leg = make_story.leg("drive", mode="car", window="2024-05-01T08:00/2024-05-01T20:00")
    story = make_story(legs=[leg], events=[make_story.event("driving", leg="drive")])
    assert drawn_bounds(story)["driving"] == drawn_bounds(story)["drive"]
    assert begins(story, "driving")[0] == utc(1, 8)
    assert ends(story, "driving")[1] == utc(1, 20)
    (event,) = story.events
    assert reported_time(story, event) == reported_time(story, story.legs[0])
    assert reported_time(story, event).start == story.legs[0].window
    assert event.start == event.end == UNSAID, "its own file gives none"


def test_an_event_of_a_leg_may_have_a_time_of_its_own(make_story):
    leg = make_story.leg("drive", mode="car", window="2024-05-01T08:00/2024-05-01T20:00")
    event = make_story.event("filmed", leg="drive", start="2024-05-01T10:00")
    story = make_story(legs=[leg], events=[event])
    assert begins(story, "filmed") == ends(story, "filmed") == (utc(1, 10), utc(1, 10))
    assert reported_time(story, story.events[0]).start.text == "2024-05-01T10:00"


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
    assert begins(story, "rest") == (utc(1, 8) + needs, utc(2))
    assert begins(story, "sleep") == begins(story, "rest")
    assert begins(story, "pack") == (utc(1), utc(1, 20) - needs)
    for event in story.events[1:]:
        assert event.start.bounds() == (utc(1), utc(2)), "a day is reported, and no hour"


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
    assert begins(story, "rest") == (utc(1, 8), utc(2))
    assert begins(story, "pack") == (utc(1), utc(1, 20))


def test_what_lasts_keeps_its_end_behind_its_start(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("noon", start="2024-05-01T12:00"),
            event("talks", start="2024-05-01", end="2024-05-01", after=["noon"]),
        ]
    )
    assert begins(story, "talks") == ends(story, "talks") == (utc(1, 12), utc(2))
    assert story.events[1].end.bounds() == (utc(1), utc(2)), "as reported"


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
    assert begins(story, "first") == begins(story, "second") == (utc(1), utc(2))


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
    (fault,) = caught.value.faults
    assert fault.wrong.endswith('"a" after "b" after "c" after "a"')
    with pytest.raises(StoryError, match="in a circle"):
        make_story(
            events=[
                event("a", start="2024-05-01", after=["b"], before=["c"]),
                event("b", start="2024-05-01"),
                event("c", start="2024-05-01", before=["b"]),
            ]
        )


# ------------------------------------------------------------------- derived, and kept out of sight


def test_bounds_for_drawing_are_derived_once_and_leave_the_story_as_it_was(make_story):
    event = make_story.event
    story = make_story(
        events=[event("first", start="2024-05-02/.."), event("second", after=["first"])]
    )
    before = story_data(story)
    assert drawn_bounds(story) is drawn_bounds(story)
    bounds, faults = close_bounds(story)
    assert (bounds, faults) == (dict(drawn_bounds(story)), [])
    assert story_data(story) == before
    assert [row["id"] for row in before["events"] if "start" in row] == ["first"]


def test_every_event_and_leg_of_the_shipped_stories_is_drawn_within_closed_bounds(
    shipped, second_story
):
    for story in (shipped, second_story):
        rows = {row.id: row for row in (*story.legs, *story.events)}
        drawn = drawn_bounds(story)
        assert set(drawn) == set(rows)
        for name, bounds in drawn.items():
            assert bounds.s0 <= bounds.s1 <= bounds.e1, name
            assert bounds.s0 <= bounds.e0 <= bounds.e1, name
            first, latest, earliest, last = reported_time(story, rows[name]).bounds
            assert first is None or first <= bounds.s0, name
            assert latest is None or bounds.s1 <= latest, name
            assert earliest is None or earliest <= bounds.e0, name
            assert last is None or bounds.e1 <= last, name


def test_without_a_faulty_row_there_are_no_bounds_and_no_faults_that_hang_on_it(make_story):
    event = make_story.event
    story = make_story(
        events=[event("first", start="2024-05-02"), event("second", after=["first"])]
    )
    assert close_bounds(story, without={"first"}) == ({}, [])
    assert close_bounds(story)[0].keys() == {"first", "second"}


def test_a_way_that_is_open_on_its_far_side_still_takes_its_time(make_story):
    """What comes before it ends as early as the way needs, though neither has a time."""
    story = make_story(
        legs=[
            make_story.leg("there", mode="train", before=["back"]),
            make_story.leg("back", **{"from": "lyon"}, to="paris", mode="train", after=["there"]),
        ],
        events=[make_story.event("noon", start="2024-05-01")],
    )
    drawn = drawn_bounds(story)
    assert drawn["there"].e1 == drawn["back"].s1 < drawn["noon"].s1
    assert drawn["back"].s0 == drawn["there"].e0 > drawn["noon"].s0
