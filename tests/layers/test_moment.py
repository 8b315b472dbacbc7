"""Which marks show at a moment: worked out by hand from the report's bounds, Damascus time."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.when import epoch_ms, from_epoch_ms, state
from layers import style
from layers.moment import MEETING, event_state, marks_at, progress, signs
from layers.scene import build_scene


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
    found = {}
    for mark in marks:
        if mark.kind == kind:
            found.setdefault(mark.state, set()).add(mark.id)
    return found


def stretch(marks, name):
    (one,) = (mark for mark in marks if mark.kind == "leg" and mark.id == name)
    return one.least, one.furthest


def near(least, furthest):
    return pytest.approx((least, furthest), abs=0.005)


# ----------------------------------------------------------- noon of the day on which it all begins


def test_when_the_offensive_begins(shown, scene):
    marks = shown("2024-11-27T12:00")
    # The offensive, and what may have begun with it: Aleppo's fall, the flight from Homs, the
    # request to the Emirates. Nothing is surely so yet.
    perhaps = {"offensive-begins", "aleppo-held", "homs-displaced-flee", "emirates-refuse"}
    everything = {event.id for event in scene.events}
    assert states(marks, "event") == {"perhaps": perhaps, "ahead": everything - perhaps}
    assert states(marks, "leg") == {
        "perhaps": {"homs-latakia", "aleppo-homs"},
        "not travelled": {"damascus-emirates"},
    }
    assert stretch(marks, "homs-latakia") == near(0, 1)  # an hour by car, some time in ten days
    assert stretch(marks, "aleppo-homs") == near(0, 0.1)  # in Homs on 2 December at the soonest
    # Damascus and the Emirates are named by the request, as is nothing beyond.
    assert states(marks, "place") == {
        "named": {"aleppo-province", "aleppo", "homs", "latakia", "damascus"}
    }
    assert states(marks, "area") == {"named": {"uae"}}


# ------------------------------------------------------------------------- the minute of the call


def test_when_the_prime_minister_calls(shown):
    marks = shown("2024-12-07T22:30")
    found = states(marks, "event")
    assert found["under way"] == {"jalali-call"}
    assert found["past"] == {
        "offensive-begins",
        "trip-to-moscow",
        "kremlin-refuses",
        "aleppo-held",
        "return-from-moscow",
        "araqchi-meeting",
        "homs-displaced-flee",  # he speaks of it on the telephone
    }
    assert found["perhaps"] == {
        "emirates-refuse",
        "no-rescue",
        "false-comfort",
        "decides-to-leave",
        "homs-taken",
        "lavrov-doha",
        "ministry-meeting",
        "tells-office-manager",
        "goes-to-airport",
        "shaaban-called",
        "brother-not-told",
        "hts-arrangement",
        "airspace-cleared",
    }
    assert states(marks, "leg") == {
        "passed": {"damascus-moscow", "moscow-damascus", "homs-latakia"},
        "perhaps": {"aleppo-homs", "homs-damascus", "work-airport"},
        "not travelled": {"damascus-emirates", "work-home"},
    }
    assert stretch(marks, "work-airport") == near(0, 1)
    # Rebels set out for Homs by the end of the 2nd and came by the end of the 8th: 118.5 h of 144.
    assert stretch(marks, "aleppo-homs") == near(118.5 / 144, 1)
    assert stretch(marks, "homs-damascus") == near(0, 142.5 / 144)
    # Named by the Emirates' refusal, the hope for Iran and Russia, the decision to leave Syria and
    # Lavrov's talks with Turkey and Qatar; not yet by anybody's way to Iraq or Lebanon.
    others = {"uae", "iran", "russia", "syria", "turkey", "qatar"}
    assert states(marks, "area") == {"named": others}
    assert "hmeimim" not in {mark.id for mark in marks}


def test_a_minute_later_the_call_is_past(shown):
    assert "jalali-call" in states(shown("2024-12-07T22:31"), "event")["past"]
    assert "jalali-call" in states(shown("2024-12-07T22:29"), "event")["ahead"]


# ----------------------------------------------------------------------------- three in the night


def test_at_three_in_the_night(shown):
    marks = shown("2024-12-08T03:00")
    assert states(marks, "leg") == {
        "passed": {"damascus-moscow", "moscow-damascus", "homs-latakia"},
        "perhaps": {
            "aleppo-homs",
            "homs-damascus",
            "work-airport",
            "damascus-hmeimim",
            "makhlouf-lebanon",
            "maher-iraq",
            "maher-russia",
        },
        "not travelled": {"damascus-emirates", "work-home"},
    }
    assert stretch(marks, "damascus-hmeimim") == near(0, 1)
    assert "hmeimim-moscow" not in {mark.id for mark in marks}
    found = states(marks, "event")
    assert found.get("under way", set()) == set()
    assert {"ministry-meeting", "tells-office-manager", "jalali-call"} <= found["past"]
    assert {"flight-from-damascus", "lands-at-hmeimim", "rebels-take-damascus"} <= found["perhaps"]
    assert {"jalali-second-call", "onward-to-moscow", "peskov-statement"} <= found["ahead"]
    # Now the ways to Lebanon and Iraq may have been taken too: every country has been named.
    others = {"uae", "iran", "russia", "syria", "turkey", "qatar"}
    assert states(marks, "area") == {"named": others | {"iraq", "lebanon"}}
    assert {"hmeimim", "damascus-airport"} <= states(marks, "place")["named"]


# ------------------------------------------------------------------------------------ the very end


def test_at_the_end_all_has_come_but_who_was_stopped(shown, scene):
    marks = shown("2024-12-14T00:00")
    found = states(marks, "leg")
    assert found["perhaps"] == {"makhlouf-lebanon"}
    assert stretch(marks, "makhlouf-lebanon") == near(0, 1)
    assert found["not travelled"] == {"damascus-emirates", "work-home"}
    assert len(found["passed"]) == len(scene.legs) - 3
    assert set(states(marks, "event")) == {"past", "under way"}


def test_before_the_beginning_nothing_shows_but_what_is_ahead(shown):
    assert {(mark.kind, mark.state) for mark in shown("2024-11-26T23:59")} == {("event", "ahead")}


def test_marks_come_in_drawing_order(shown):
    kinds = [mark.kind for mark in shown("2024-12-08T03:00")]
    order = ["area", "leg", "place", "event"]
    assert kinds == sorted(kinds, key=order.index)
    assert set(kinds) == set(order)


# ------------------------------------------------------------------------------- where, how exactly


def test_a_dot_shows_only_where_least_and_furthest_all_but_meet(make_story):
    leg = make_story.leg(
        "ride", mode="train", departure="2024-05-01T08:00", arrival="2024-05-01T11:00"
    )
    scene = build_scene(make_story(legs=[leg]))
    eight = scene.legs[0].d0
    half = eight + 5_400_000

    def on_its_way(mark):
        (one,) = (o for o in marks_at(replace(scene, legs=(mark,)), half) if o.kind == "leg")
        return one

    exact = on_its_way(scene.legs[0])
    assert (exact.state, exact.least, exact.furthest) == ("there", 0.5, 0.5)
    minute = replace(scene.legs[0], d1=eight + 60_000)
    assert on_its_way(minute).state == "there"
    assert on_its_way(minute).furthest - on_its_way(minute).least < MEETING
    five = replace(scene.legs[0], d1=eight + 300_000)
    assert on_its_way(five).state == "perhaps"


@given(st.tuples(*[st.integers(0, 10**9)] * 3))
def test_progress_rises_from_0_to_1(times):
    start, end, at = times
    assert 0 <= progress(start, end, at) <= 1
    assert progress(start, end, at) <= progress(start, end, at + 1000)
    assert progress(start, max(end, start), max(end, start)) == 1


def test_the_scenes_states_are_the_models(scene, shipped):
    events = {event.id: event for event in shipped.events}
    for mark in scene.events:
        for moment in {mark.s0, mark.s1, mark.e0, mark.e1, mark.stop, *scene.span}:
            for at in (moment - 1000, moment, moment + 1000):
                event = events[mark.id]
                # the model knows microseconds, the scene milliseconds
                if min(abs(at - t) for t in (mark.s0, mark.s1, mark.e1)) in (0, 1000) and (
                    event.start.bounds()[0].microsecond or event.start.bounds()[1].microsecond
                ):
                    continue
                expected = state(event.start, event.end, from_epoch_ms(at, zone=shipped.zone))
                assert event_state(mark, at) == expected, (mark.id, at)


# ---------------------------------------------------------------------------------- the legend


def test_every_sign_on_screen_is_in_the_legend(scene):
    moments = {scene.span[0], scene.span[1], *(event.stop for event in scene.events)}
    seen = set().union(*(signs(scene, marks_at(scene, at)) for at in moments))
    assert seen <= set(style.LEGEND)
    assert {"inferred", "concealed", "may-be", "cased", "questioned", "open", "intended"} <= seen
    assert {"ahead", "perhaps", "past", "place", "area", "vague", "stopped"} <= seen


def test_every_word_of_the_legend_can_be_called_for(scene, make_story):
    """By the shipped story, or one with a reported way, an exact ride, an event that lasts."""
    legs = [
        make_story.leg(
            "ride", path="reported", departure="2024-05-01T08:00", arrival="2024-05-01T11:00"
        )
    ]
    events = [
        make_story.event("stay", place="lyon", start="2024-05-01T08:00", end="2024-05-01T12:00")
    ]
    other = build_scene(make_story(legs=legs, events=events))
    called = set()
    for one in (scene, other):
        step = (one.span[1] - one.span[0]) // 97
        for at in range(one.span[0] - step, one.span[1] + 2 * step, step):
            called |= signs(one, marks_at(one, at))
    assert called == set(style.LEGEND)


def test_signs_at_three_in_the_night(scene, shown):
    marks = shown("2024-12-08T03:00")
    only = [mark for mark in marks if mark.id == "damascus-hmeimim"]
    assert signs(scene, only) == {"concealed", "may-be", "cased"}
    only = [mark for mark in marks if mark.id == "makhlouf-lebanon"]
    assert signs(scene, only) == {"inferred", "may-be", "questioned", "open", "stopped"}
    early = [mark for mark in shown("2024-12-08T00:20") if mark.id == "makhlouf-lebanon"]
    assert signs(scene, early) == {"inferred", "may-be", "questioned", "open"}, "not stopped yet"
    only = [mark for mark in marks if mark.id == "damascus-emirates"]
    assert signs(scene, only) == {"intended"}
    only = [mark for mark in marks if mark.id == "moscow"]
    assert signs(scene, only) == {"vague"}
    only = [mark for mark in marks if mark.id == "hmeimim"]
    assert signs(scene, only) == {"place"}
    only = [mark for mark in marks if mark.id == "jalali-call"]
    assert signs(scene, only) == set(), "without a point it has no sign on the map"
