"""Which marks show at a moment: worked out by hand from the report's bounds, Damascus time."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import Instant, epoch_ms, from_epoch_ms, progress, state
from layers.scene.scene_builder import build_scene
from layers.scene.visibility import LEAST_STRETCH, event_state, marks_at, signs
from layers.style import map_style


@pytest.fixture(scope="module")
def scene(shipped):
    return build_scene(shipped)


@pytest.fixture
def shown(scene, shipped):
    def at(text):
        moment = epoch_ms(datetime.fromisoformat(text).replace(tzinfo=shipped.zone))
        return marks_at(scene, moment)

    return at


def states(marks, kind):
    by_id = {}
    for mark in marks:
        if mark.kind == kind:
            by_id.setdefault(mark.state, set()).add(mark.id)
    return by_id


def stretch(marks, name):
    (leg,) = (mark for mark in marks if mark.kind == "leg" and mark.id == name)
    return leg.least, leg.furthest


def near(least, furthest):
    return pytest.approx((least, furthest), abs=0.005)


# -------------------------------------------------------------------- a night of our own, by hand


@pytest.fixture(scope="module")
def night(make_story):
    """A day, a clock time, a part of a night, an order alone, an open bound, one who is stopped."""
    leg, event = make_story.leg, make_story.event
    legs = [
        leg("trip", mode="plane", to="gdansk", window="2024-11-28"),
        leg("asked", outcome="refused", window="2024-12-07"),
        leg("flight", mode="plane", path="concealed", window="2024-12-08T00:00/2024-12-08T06:00"),
        leg("onward", mode="plane", **{"from": "lyon"}, to="gdansk", after=["flight"]),
        leg("drive", outcome="stopped", to="italy", window="2024-12-08/2024-12-12"),
    ]
    events = [
        event("offensive", start="2024-11-27", place="lyon"),
        event("trips", leg="trip"),
        event("refuses", leg="asked"),
        event("call", start="2024-12-07T22:30", mentions=["russia"]),
        event("flies", leg="flight"),
        event("flies-on", leg="onward"),
        event("ambush", leg="drive"),
        event("hides", start="2024-12-10/.."),
        event("published", start="2024-12-13", place="paris"),
    ]
    return build_scene(make_story(time_zone="Asia/Damascus", legs=legs, events=events))


@pytest.fixture
def at_night(night):
    def at(text):
        moment = epoch_ms(datetime.fromisoformat(text).replace(tzinfo=night.story.zone))
        return marks_at(night, moment)

    return at


def test_at_noon_of_the_first_day(at_night, night):
    marks = at_night("2024-11-27T12:00")
    everything = {event.id for event in night.events}
    assert states(marks, "event") == {
        "perhaps": {"offensive"},
        "ahead": everything - {"offensive"},
    }
    assert states(marks, "leg") == {}
    assert states(marks, "place") == {"named": {"lyon"}}
    assert states(marks, "area") == {}


def test_at_the_minute_of_the_call(at_night):
    marks = at_night("2024-12-07T22:30")
    assert states(marks, "event") == {
        "past": {"offensive", "trips"},
        "perhaps": {"refuses"},
        "under way": {"call"},
        "ahead": {"flies", "flies-on", "ambush", "hides", "published"},
    }
    assert states(marks, "leg") == {"passed": {"trip"}, "not travelled": {"asked"}}
    assert states(marks, "area") == {"named": {"russia"}}
    assert states(marks, "place") == {"named": {"paris", "lyon", "gdansk"}}


def test_a_minute_later_the_call_is_past(at_night):
    assert "call" in states(at_night("2024-12-07T22:31"), "event")["past"]
    assert "call" in states(at_night("2024-12-07T22:29"), "event")["ahead"]


def test_at_three_in_the_night(at_night):
    marks = at_night("2024-12-08T03:00")
    assert states(marks, "leg") == {
        "passed": {"trip"},
        "not travelled": {"asked"},
        "perhaps": {"flight", "onward", "drive"},
    }
    assert stretch(marks, "flight") == near(0, 1)
    assert stretch(marks, "onward") == near(0, 1)  # after the flight: no hour is reported
    assert states(marks, "area") == {"named": {"russia", "italy"}}
    shown = states(marks, "event")
    assert shown["perhaps"] == {"flies", "flies-on", "ambush"}
    assert shown["past"] == {"offensive", "trips", "refuses", "call"}


def test_what_only_has_an_order_moves_no_sooner_than_that_allows(at_night):
    """392 km at 1000 km/h: the flight lands at 00:23 at the soonest, and then it goes on."""
    assert "onward" not in {mark.id for mark in at_night("2024-12-08T00:20")}
    assert 0 < stretch(at_night("2024-12-08T00:40"), "onward")[1] < 0.25


def test_at_the_end_all_has_come_but_who_was_stopped(at_night, night):
    marks = at_night("2024-12-14T00:00")
    assert states(marks, "leg") == {
        "passed": {"trip", "flight", "onward"},
        "perhaps": {"drive"},
        "not travelled": {"asked"},
    }
    assert stretch(marks, "drive") == near(0, 1)
    assert set(states(marks, "event")) == {"past", "under way"}


# ------------------------------------------------------------------------------- as it is shipped


def test_the_call_is_under_way_at_half_past_ten_and_the_flight_at_three(shown):
    marks = shown("2024-12-07T22:30")
    assert "jalali-call" in states(marks, "event")["under way"]
    assert {"offensive-begins", "trip-to-moscow"} <= states(marks, "event")["past"]
    assert "damascus-hmeimim" not in {mark.id for mark in marks}
    marks = shown("2024-12-08T03:00")
    assert stretch(marks, "damascus-hmeimim") == near(0, 1)
    assert {"damascus-hmeimim", "makhlouf-lebanon"} <= states(marks, "leg")["perhaps"]
    assert "damascus-emirates" in states(marks, "leg")["not travelled"]
    by_state = states(marks, "event")
    begun = {"goes-to-airport", "homs-displaced-flee"}  # by Saturday; no end is reported
    assert by_state["under way"] == begun
    assert {"ministry-meeting", "tells-office-manager", "jalali-call"} <= by_state["past"]
    assert {"flight-from-damascus", "lands-at-hmeimim", "rebels-take-damascus"} <= by_state[
        "perhaps"
    ]
    assert {"jalali-second-call", "peskov-statement"} <= by_state["ahead"]
    assert "iraq" in states(marks, "area")["named"]


def test_in_the_end_who_was_stopped_has_not_arrived(shown, scene):
    marks = shown("2024-12-14T00:00")
    by_state = states(marks, "leg")
    assert "makhlouf-lebanon" in by_state["perhaps"]
    assert stretch(marks, "makhlouf-lebanon") == near(0, 1)
    assert by_state["not travelled"] == {leg.id for leg in scene.legs if not leg.travelled}
    assert {"damascus-hmeimim", "hmeimim-moscow"} <= by_state["passed"]


def test_before_the_beginning_nothing_shows_but_what_is_ahead(scene):
    marks = marks_at(scene, scene.span[0] - 1)
    assert {(mark.kind, mark.state) for mark in marks} == {("event", "ahead")}


def test_marks_come_in_drawing_order(shown):
    kinds = [mark.kind for mark in shown("2024-12-08T03:00")]
    order = ["area", "leg", "place", "event"]
    assert kinds == sorted(kinds, key=order.index)
    assert set(kinds) == set(order)


# ------------------------------------------------------------------------------- where, how exactly


def test_a_leg_with_exact_ends_is_a_stretch_and_never_a_dot(make_story):
    """Nobody reported a point between the two ends: not even where speed leaves a single one."""
    leg = make_story.leg(
        "ride", mode="train", departure="2024-05-01T08:00", arrival="2024-05-01T11:00"
    )
    scene = build_scene(make_story(legs=[leg]))
    (mark,) = scene.legs
    half = (mark.d0 + mark.a1) // 2

    def on_its_way(mark):
        (leg,) = (o for o in marks_at(replace(scene, legs=(mark,)), half) if o.kind == "leg")
        return leg

    exact = on_its_way(mark)
    assert (exact.state, exact.least, exact.furthest) == ("perhaps", 0, 1)
    assert signs(scene, [exact]) == {"inferred", "may-be"}
    # At full speed the two computed bounds meet: a stretch stays, and reaches no further ahead.
    fastest = on_its_way(replace(mark, d1=mark.d0, a0=mark.a1))
    assert (fastest.state, fastest.furthest) == ("perhaps", 0.5)
    assert fastest.furthest - fastest.least == pytest.approx(LEAST_STRETCH)


def test_no_leg_of_any_moment_is_shorter_than_the_least_stretch(scene, night):
    for drawn in (scene, night):
        step = (drawn.span[1] - drawn.span[0]) // 997
        legs = [
            shown
            for at in range(*drawn.span, step)
            for shown in marks_at(drawn, at)
            if shown.kind == "leg" and shown.state == "perhaps" and shown.least > 0
        ]
        assert legs
        for shown in legs:
            assert shown.furthest - shown.least >= LEAST_STRETCH - 1e-9, shown


@given(st.tuples(*[st.integers(0, 10**9)] * 3))
def test_progress_rises_from_0_to_1(times):
    start, end, at = times
    assert 0 <= progress(start, end, at) <= 1
    assert progress(start, end, at) <= progress(start, end, at + 1000)
    assert progress(start, max(end, start), max(end, start)) == 1


def test_the_scenes_states_are_the_models(scene, shipped):
    drawn = drawn_bounds(shipped)
    for mark in scene.events:
        bounds = drawn[mark.id]
        start, end = Instant(bounds.s0, bounds.s1), Instant(bounds.e0, bounds.e1)
        for moment in {mark.s0, mark.s1, mark.e0, mark.e1, mark.stop, *scene.span}:
            for at in (moment - 1000, moment, moment + 1000):
                # the model knows microseconds, the scene milliseconds
                if min(abs(at - t) for t in (mark.s0, mark.s1, mark.e1)) in (0, 1000) and any(
                    edge.microsecond for edge in (bounds.s0, bounds.s1, bounds.e1)
                ):
                    continue
                expected = state(start, end, from_epoch_ms(at, zone=shipped.zone))
                assert event_state(mark, at) == expected, (mark.id, at)


# ---------------------------------------------------------------------------------- the legend


def test_every_sign_on_screen_is_in_the_legend(scene):
    moments = {scene.span[0], scene.span[1], *(event.stop for event in scene.events)}
    seen = set().union(*(signs(scene, marks_at(scene, at)) for at in moments))
    assert seen <= set(map_style.SIGNS)
    assert {"inferred", "concealed", "may-be", "questioned", "open", "intended"} <= seen
    assert {"ahead", "perhaps", "past", "place", "area", "vague"} <= seen


def test_every_word_of_the_legend_can_be_called_for(scene, make_story):
    """By the shipped story, or one with a reported way, an exact ride, an event that lasts."""
    legs = [
        make_story.leg(
            "ride", path="reported", departure="2024-05-01T08:00", arrival="2024-05-01T11:00"
        ),
        make_story.leg("halt", outcome="stopped", window="2024-05-01"),
    ]
    events = [
        make_story.event("stay", place="lyon", start="2024-05-01T08:00", end="2024-05-01T12:00")
    ]
    rebuilt = build_scene(make_story(legs=legs, events=events))
    called = set()
    for built in (scene, rebuilt):
        step = (built.span[1] - built.span[0]) // 97
        for at in range(built.span[0] - step, built.span[1] + 2 * step, step):
            called |= signs(built, marks_at(built, at))
    assert called == set(map_style.SIGNS) - {*map_style.CONTEXT, "context"}  # those are of roles


def test_signs_at_three_in_the_night(scene, shown):
    marks = shown("2024-12-08T03:00")

    def of(name, marks=marks):
        return signs(scene, [mark for mark in marks if mark.id == name])

    assert {"concealed", "may-be"} == of("damascus-hmeimim")
    assert {"inferred", "may-be", "questioned", "open"} == of("makhlouf-lebanon")
    early = shown("2024-12-08T00:20")
    assert of("makhlouf-lebanon", early) == {"inferred", "may-be", "questioned", "open"}
    assert of("damascus-emirates") == {"intended"}
    assert of("moscow") == {"vague"}
    assert of("hmeimim") == {"place"}
    assert of("jalali-call") == set(), "without a point it has no sign on the map"
