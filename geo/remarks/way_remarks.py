"""The questions of a careful desk about speeds, ways and people in two places at once.

remark_catalogue.py explains each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from geo.errors import Path
from geo.evidence import admiralty_scale
from geo.remarks.claim_remarks import Noted, happenings
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
"""Slower than this nothing stays in the air all the way."""
_FLYING = ("plane", "helicopter")
_FASTEST_KMH = 1000.0

_Row = TypeVar("_Row")
_Mine = Sequence[tuple[Path, "Event | Leg"]]
_NEIGHBOURS = 12
_MEND_BOTH = "Check the times and places, or add the claim that denies one"


def about_ways(story: Story) -> Iterator[Noted]:
    """Ask about speeds and ways of legs, and about people in two places at once."""
    drawn = drawn_bounds(story)
    for i, leg in enumerate(story.legs):
        if not leg.travelled:
            continue
        km = route(story, leg).length_m / 1000
        yield from _speed(i, leg, km, drawn[leg.id])
        if leg.path == "reported" and not leg.via and km > 50:  # noqa: PLR2004 - as geo/remarks/remark_catalogue.py says
            wrong = "The way is called reported, and no place on it is named"
            mend = 'Name its places under "via", or make the path "inferred"'
            yield Noted(("legs", i, "path"), leg.id, "way-not-described", wrong, mend)
    yield from _in_two_places(story)


def _speed(i: int, leg: Leg, km: float, drawn: Bounds) -> Iterator[Noted]:
    d0, d1, a0, a1 = drawn.s0, drawn.s1, drawn.e0, drawn.e1
    at: Path = ("legs", i, "mode")
    who = "anybody on foot" if leg.mode == "foot" else f"a {leg.mode}"
    who = "anything" if leg.mode == "unknown" else who
    most, least = (
        (later - sooner).total_seconds() / 3600 for sooner, later in ((d0, a1), (d1, a0))
    )
    usual = USUAL_KMH[leg.mode]
    mend = "Check the times, the places and the mode"
    if leg.outcome == "arrived" and km > usual * most:
        wrong = f"{km:,.0f} km in {most:.1f} h is faster than {who} usually goes ({usual:g} km/h)"
        yield Noted(at, leg.id, "implausible-speed", wrong, mend)
    if leg.mode in _FLYING and not leg.via and least > 1 and km < SLOW_KMH * least:
        wrong = f"{km:,.0f} km in {least:.1f} h or more is slow for {who}"
        yield Noted(at, leg.id, "implausible-speed", wrong, mend)


def _in_two_places(story: Story) -> Iterator[Noted]:
    sure: dict[str, list[tuple[Path, Event | Leg]]] = {}
    for path, one in happenings(story):
        if admiralty_scale.figure(one.claims) <= 3:  # noqa: PLR2004 - nobody denies it
            for name in set(one.people):
                sure.setdefault(name, []).append((path, one))
    for person in story.people:
        if not person.plural:
            mine = sure.get(person.id, [])
            yield from _at_both(story, person, mine)
            yield from _on_both(story, person, mine)


def _at_both(story: Story, person: Person, mine: _Mine) -> Iterator[Noted]:
    """At two places too far apart."""
    there = [
        (path, one, story.place[one.place])
        for path, one in mine
        if isinstance(one, Event) and one.place and story.place[one.place].area is None
    ]
    drawn = drawn_bounds(story)
    there.sort(key=lambda row: (drawn[row[1].id].s0, drawn[row[1].id].s1))
    for (_, one, here), (path, other, yonder) in _close(there):
        if here.id == yonder.id:
            continue
        km = WGS84.inv(*here.point, *yonder.point)[2] / 1000
        km -= (here.precision_km or 0) + (yonder.precision_km or 0)
        first, second = drawn[one.id], drawn[other.id]
        if km > _FASTEST_KMH * max(_hours(first, second), _hours(second, first)):
            wrong = f'{person.label} cannot be in {here.name} ("{one.id}") and in {yonder.name}'
            at = (*path, "place")
            yield Noted(at, other.id, "in-two-places", f"{wrong} at these times", _MEND_BOTH)


def _on_both(story: Story, person: Person, mine: _Mine) -> Iterator[Noted]:
    """Surely on two ways at the same time."""
    drawn = drawn_bounds(story)
    legs = [(path, leg) for path, leg in mine if isinstance(leg, Leg) and leg.travelled]
    legs.sort(key=lambda row: (drawn[row[1].id].s0, drawn[row[1].id].s1))
    for (_, first), (path, leg) in _close(legs):
        begun = max(drawn[first.id].s1, drawn[leg.id].s1)
        if begun < min(drawn[first.id].e0, drawn[leg.id].e0):
            wrong = f'{person.label} is surely on the leg "{first.id}" at the same time'
            yield Noted((*path, "people"), leg.id, "in-two-places", wrong, _MEND_BOTH)


def _close(rows: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Pair each row with the few next ones: all with all would take too long in a large file."""
    for i, row in enumerate(rows):
        for other in rows[i + 1 : i + 1 + _NEIGHBOURS]:
            yield row, other


def _hours(first: Bounds, second: Bounds) -> float:
    """The most time that there can be from the start of the first to the second's, hours."""
    return (second.s1 - first.s0).total_seconds() / 3600
