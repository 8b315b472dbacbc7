"""Which marks of a scene show at a moment, and how: a rule that every renderer keeps.

layers/web/assets/core/visibility.js is the same rule in the browser; tests/vectors hold the two
together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.time.instants import progress
from layers.scene.scene_builder import EventMark, LegMark, PlaceMark, Scene
from layers.style.map_style import VAGUE_KM

Kind = Literal["place", "area", "leg", "event"]
LEAST_STRETCH = 0.01
"""A stretch is drawn at least so long, as a share of the path: nobody reported a point on it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A mark that shows: its state and, for a leg, the fractions surely passed and at most."""

    kind: Kind
    id: str
    state: str
    least: float = 0.0
    furthest: float = 0.0


def marks_at(scene: Scene, at: int) -> list[Shown]:
    """List what shows at a moment (epoch ms), in drawing order: areas, legs, places, events."""
    areas = [_place(mark) for mark in scene.places if mark.area and mark.since <= at]
    legs = [shown for mark in scene.legs if (shown := _leg(mark, at))]
    places = [_place(mark) for mark in scene.places if not mark.area and mark.since <= at]
    events = [_event(mark, at) for mark in scene.events]
    return [*areas, *legs, *places, *events]


def signs(scene: Scene, shown: list[Shown]) -> set[str]:
    """Name the signs of the marks in `shown`, as in map_style.SIGNS; pass those in view."""
    legs = {mark.id: mark for mark in scene.legs}
    events = {mark.id: mark for mark in scene.events}
    places = {mark.id: mark for mark in scene.places}
    out: set[str] = set()
    for shown_mark in shown:
        if shown_mark.kind == "leg":
            out |= _leg_signs(legs[shown_mark.id], shown_mark)
        elif shown_mark.kind == "event":
            if (
                events[shown_mark.id].lon is not None
                and events[shown_mark.id].precision_km < VAGUE_KM
            ):
                out.add(shown_mark.state)
        else:
            out.add("vague" if places[shown_mark.id].precision_km >= VAGUE_KM else shown_mark.kind)
    return out


def event_state(mark: EventMark, at: int) -> str:
    """Give ahead, perhaps, under way or past (see geo.time.instants.state)."""
    if at < mark.s0:
        return "ahead"
    if at < mark.s1 or (at == mark.s0 == mark.s1 and mark.approximate[0]):
        return "perhaps"
    if at < mark.e1 or at == mark.s1:
        return "under way"
    return "past"


def _place(mark: PlaceMark) -> Shown:
    return Shown("area" if mark.area else "place", mark.id, "named")


def _leg(mark: LegMark, at: int) -> Shown | None:
    if not mark.travelled:
        return Shown("leg", mark.id, "not travelled") if at >= mark.d0 else None
    furthest = progress(mark.d0, mark.a0, at)
    if furthest <= 0:
        return None
    least = progress(mark.d1, mark.a1, at) if mark.outcome == "arrived" else 0.0
    if least >= 1:
        return Shown("leg", mark.id, "passed", 1.0, 1.0)
    if mark.approximate:  # nobody says how far from its figures: it may be anywhere on the way
        least, furthest = 0.0, 1.0 if mark.outcome == "arrived" else furthest
    least = max(min(least, furthest - LEAST_STRETCH), 0.0)
    return Shown("leg", mark.id, "perhaps", least, furthest)


def _event(mark: EventMark, at: int) -> Shown:
    return Shown("event", mark.id, event_state(mark, at))


def _leg_signs(mark: LegMark, shown: Shown) -> set[str]:
    if shown.state == "not travelled":
        out = {"intended"}
    else:
        out = {mark.path}
        if shown.state == "perhaps" and mark.path != "recorded":
            out.add("may-be")
        if mark.outcome == "stopped" and not mark.open_end and shown.furthest >= 1:
            out.add("stopped")
        if mark.open_start or (mark.open_end and shown.furthest >= 1):
            out.add("open")
    if mark.questioned:
        out.add("questioned")
    return out
