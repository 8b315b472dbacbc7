"""The slider's stops: within bounds, in the order in which the story tells, by declared orders."""

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import epoch_ms
from layers.scene.scene_builder import build_scene
from layers.scene.stops import stops_of


def order_of(story):
    return [mark.id for mark in build_scene(story).events]


def test_what_has_no_date_is_told_where_the_file_tells_it(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("first", start="2024-05-01T12:00"),
            event("undated", before=["last"]),
            event("last", start="2024-05-03T12:00"),
            event("afterwards", after=["first"]),
            event("end", start="2024-05-20T12:00"),
        ]
    )
    assert order_of(story) == ["first", "undated", "last", "afterwards", "end"]


def test_a_declared_order_goes_before_the_files(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("first", start="2024-05-01T12:00"),
            event("answer", after=["question"]),
            event("question", after=["first"]),
            event("end", start="2024-05-20T12:00"),
        ]
    )
    assert order_of(story) == ["first", "question", "answer", "end"]


def test_the_order_of_a_leg_is_that_of_the_event_that_tells_of_it(make_story):
    event = make_story.event
    story = make_story(
        legs=[make_story.leg("ride", after=["meal"])],
        events=[
            event("riding", leg="ride"),
            event("meal", start="2024-05-01/2024-05-09"),
            event("end", start="2024-05-20T12:00"),
        ],
    )
    assert order_of(story) == ["meal", "riding", "end"]


def test_a_file_out_of_order_is_told_by_its_times(make_story):
    event = make_story.event
    story = make_story(
        events=[
            event("late", start="2024-05-07T12:00"),
            event("early", start="2024-05-01T12:00"),
            event("between", start="2024-05-03"),
        ]
    )
    assert order_of(story) == ["early", "between", "late"]


def test_stops_are_apart_where_there_is_room(make_story):
    names = [f"e{i}" for i in range(6)]
    events = [make_story.event(name, start="2024-05-01") for name in names]
    call = make_story.event("call", start="2024-05-01T10:30")
    stops = [mark.stop for mark in build_scene(make_story(events=[*events, call])).events]
    assert stops == sorted(set(stops))


DAYS = st.integers(1, 9)
SPANS = st.lists(st.tuples(DAYS, st.integers(0, 5), st.booleans()), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(SPANS)
def test_stops_lie_within_the_bounds_and_in_order(make_story, spans):
    events = [
        make_story.event(
            f"e{i}",
            start=f"2024-05-{first:02}T12:00"
            if exact
            else f"2024-05-{first:02}/2024-05-{first + more:02}",
        )
        for i, (first, more, exact) in enumerate(spans)
    ]
    story = make_story(events=events)
    drawn, stops = drawn_bounds(story), stops_of(story, drawn_bounds(story))
    for name, stop in stops.items():
        assert epoch_ms(drawn[name].s0) <= stop <= epoch_ms(drawn[name].s1)
    assert list(stops.values()) == sorted(stops.values())


def test_the_first_story_tells_of_those_who_left_after_the_flight(shipped):
    names = order_of(shipped)
    flight = names.index("flight-from-damascus")
    assert names.index("maher-helicopter") > flight
    assert names.index("ministry-meeting") < names.index("jalali-call") < flight
