"""Remarks on speeds, ways, and people in two places at once.

remark_catalogue.py explains each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from geo.errors import Path
from geo.evidence import admiralty_scale
from geo.language.told_text import ToldText
from geo.remarks.claim_remarks import Finding, happenings
from geo.routes.leg_routes import WGS84, route
from geo.story.model import Event, Leg, Mode, Person, Story
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import Bounds

USUAL_KMH: dict[Mode, float] = {
    "plane": 900,
    "helicopter": 250,
    "train": 200,
    "car": 110,
    "ship": 40,
    "foot": 5,
    "unknown": 900,
}
"""Faster is possible (geo/routes/leg_routes.py) but seldom: an airliner's cruise, a laden
helicopter, a fast train with stops, a motorway, a fast freighter (22 knots), a day's march."""
SLOW_KMH = 100
"""Slower than this no aircraft stays in the air."""
_FLYING = ("plane", "helicopter")
_FASTEST_KMH = 1000.0

_Row = TypeVar("_Row")
_Happenings = Sequence[tuple[Path, "Event | Leg"]]
_NEIGHBOURS = 12
"""With how many of the rows that follow it a row is compared."""


def about_ways(story: Story) -> Iterator[Finding]:
    """Ask about speeds and ways of legs, and about people in two places at once."""
    drawn = drawn_bounds(story)
    for i, leg in enumerate(story.legs):
        if not leg.travelled:
            continue
        km = route(story, leg).length_m / 1000
        yield from _speed(i, leg, km, drawn[leg.id])
        if leg.path == "reported" and not leg.via and not leg.track and km > 50:  # noqa: PLR2004 - as geo/remarks/remark_catalogue.py says
            wrong = ToldText("remark.way-not-described")
            mend = ToldText("remark.way-not-described.mend")
            yield Finding(("legs", i, "path"), leg.id, "way-not-described", wrong, mend)
    yield from _in_two_places(story)


def _speed(i: int, leg: Leg, km: float, drawn: Bounds) -> Iterator[Finding]:
    d0, d1, a0, a1 = drawn.s0, drawn.s1, drawn.e0, drawn.e1
    at: Path = ("legs", i, "mode")
    most, least = (
        (later - sooner).total_seconds() / 3600 for sooner, later in ((d0, a1), (d1, a0))
    )
    usual = USUAL_KMH[leg.mode]
    mend = ToldText("remark.implausible-speed.mend")
    if leg.outcome == "arrived" and km > usual * most:
        wrong = ToldText(
            f"remark.faster-than-usual.{leg.mode}",
            km=f"{km:,.0f}",
            hours=f"{most:.1f}",
            usual=f"{usual:g}",
        )
        yield Finding(at, leg.id, "implausible-speed", wrong, mend)
    if leg.mode in _FLYING and not leg.via and least > 1 and km < SLOW_KMH * least:
        wrong = ToldText(f"remark.slow.{leg.mode}", km=f"{km:,.0f}", hours=f"{least:.1f}")
        yield Finding(at, leg.id, "implausible-speed", wrong, mend)


def _in_two_places(story: Story) -> Iterator[Finding]:
    sure: dict[str, list[tuple[Path, Event | Leg]]] = {}
    for path, item in happenings(story):
        if admiralty_scale.figure(item.claims) <= 3:  # noqa: PLR2004 - nobody denies it
            for name in set(item.people):
                sure.setdefault(name, []).append((path, item))
    for person in story.people:
        if not person.plural:
            happenings_of_person = sure.get(person.id, [])
            yield from _at_both(story, person, happenings_of_person)
            yield from _there_and_on_the_way(story, person, happenings_of_person)
            yield from _on_both(story, person, happenings_of_person)


def _at_both(story: Story, person: Person, rows: _Happenings) -> Iterator[Finding]:
    """Ask where a person is at two places too far apart."""
    there = [
        (path, event, story.place[event.place])
        for path, event in rows
        if isinstance(event, Event) and event.place and story.place[event.place].area is None
    ]
    drawn = drawn_bounds(story)
    there.sort(key=lambda row: (drawn[row[1].id].s0, drawn[row[1].id].s1))
    for (_, event, place), (path, second_event, second_place) in _close(there):
        if place.id == second_place.id:
            continue
        km = WGS84.inv(*place.point, *second_place.point)[2] / 1000
        km -= (place.precision_km or 0) + (second_place.precision_km or 0)
        bounds, second_bounds = drawn[event.id], drawn[second_event.id]
        if km > _FASTEST_KMH * max(_hours(bounds, second_bounds), _hours(second_bounds, bounds)):
            wrong = ToldText(
                "remark.in-two-places",
                who=person.label,
                place=place.name,
                event=event.id,
                other=second_place.name,
            )
            at = (*path, "place")
            yield Finding(
                at, second_event.id, "in-two-places", wrong, ToldText("remark.in-two-places.mend")
            )


def _there_and_on_the_way(story: Story, person: Person, rows: _Happenings) -> Iterator[Finding]:
    """Ask where a person is reported at an end of a way while they may be anywhere on it."""
    drawn = drawn_bounds(story)
    legs = [leg for _, leg in rows if isinstance(leg, Leg) and leg.travelled]
    ends: dict[str, list[Leg]] = {}
    for leg in legs:
        for place in {leg.origin, leg.to}:
            ends.setdefault(place, []).append(leg)
    for path, event in rows:
        if not isinstance(event, Event) or event.leg is not None or event.place is None:
            continue
        there = drawn[event.id]
        for leg in ends.get(event.place, ())[:_NEIGHBOURS]:
            way = drawn[leg.id]
            if way.s0 < there.s1 and there.s0 < way.e1 and not _ordered(story, event, leg):
                key = "after" if event.place == leg.to else "before"
                wrong = ToldText(
                    "remark.there-and-on-the-way",
                    who=person.label,
                    place=story.place[event.place].name,
                    leg=leg.id,
                )
                mend = ToldText(f"remark.there-and-on-the-way.{key}.mend", leg=leg.id)
                yield Finding((*path, "place"), event.id, "there-and-on-the-way", wrong, mend)


def _ordered(story: Story, event: Event, leg: Leg) -> bool:
    """Whether the file says which of the two came first."""
    same = {leg.id, *(row.id for row in story.events if row.leg == leg.id)}
    named = {*event.after, *event.before}
    by_others = any(
        event.id in (*row.after, *row.before)
        for row in (leg, *(retelling for retelling in story.events if retelling.leg == leg.id))
    )
    return bool(same & named) or by_others


def _on_both(story: Story, person: Person, rows: _Happenings) -> Iterator[Finding]:
    """Ask where a person is surely under way on two legs at the same time."""
    drawn = drawn_bounds(story)
    legs = [(path, leg) for path, leg in rows if isinstance(leg, Leg) and leg.travelled]
    legs.sort(key=lambda row: (drawn[row[1].id].s0, drawn[row[1].id].s1))
    for (_, first), (path, leg) in _close(legs):
        begun = max(drawn[first.id].s1, drawn[leg.id].s1)
        if begun < min(drawn[first.id].e0, drawn[leg.id].e0):
            wrong = ToldText("remark.on-two-legs", who=person.label, leg=first.id)
            yield Finding(
                (*path, "people"),
                leg.id,
                "in-two-places",
                wrong,
                ToldText("remark.in-two-places.mend"),
            )


def _close(rows: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Pair each row with the next few; all pairs would take too long in a large file."""
    for i, row in enumerate(rows):
        for later in rows[i + 1 : i + 1 + _NEIGHBOURS]:
            yield row, later


def _hours(first: Bounds, second: Bounds) -> float:
    """Give the longest possible time from the start of the first to that of the second, hours."""
    return (second.s1 - first.s0).total_seconds() / 3600
