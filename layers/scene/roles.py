"""What each leg is at a stop: the subject, what went before, or what others may do meanwhile.

At a stop one event is told. Its leg is the subject. Legs told before, of the same people, are what
went before; legs of others that are told already and may still be under way are meanwhile. What is
told only later, and what others have surely done, does not show beside a subject. *Everyone*
brings all back. layers/web/assets/core/roles.js is the same rule in the browser; tests/vectors
hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from layers.scene.scene_builder import EventMark, LegMark, Scene
from layers.scene.visibility import Shown

Role = Literal["subject", "before", "meanwhile"]


def roles(scene: Scene, shown: Iterable[Shown], told: EventMark) -> dict[str, Role]:
    """Give the role of each leg that shows beside a subject, by its id.

    The subject's own leg is always there: the report tells it, whether or not anybody may have
    set out by the moment of the stop.
    """
    legs = {mark.id: mark for mark in scene.legs}
    turns = turns_of(scene)
    # A filter may hide the event told; then the events up to its stop are counted.
    now = sum(event.stop <= told.stop for event in scene.events) - 1
    now = next((i for i, event in enumerate(scene.events) if event.id == told.id), now)
    out: dict[str, Role] = {}
    for mark in shown:
        if mark.kind != "leg":
            continue
        role = _role(legs[mark.id], mark, told, is_told=turns.get(mark.id, -1) <= now)
        if role:
            out[mark.id] = role
    if told.leg in legs:
        out[told.leg] = "subject"
    return out


def turns_of(scene: Scene) -> dict[str, int]:
    """Give the number of the first event that tells of a leg, by leg; none for legs never told."""
    turns: dict[str, int] = {}
    for i, event in enumerate(scene.events):
        if event.leg:
            turns.setdefault(event.leg, i)
    return turns


def places_beside(scene: Scene, roles: dict[str, Role], told: EventMark) -> dict[str, Role]:
    """Give the role of each place that shows beside a subject, by its id.

    They are its own places, the ends of the legs that show, and the places that the event mentions.
    An end that nobody reported is not its own place.
    """
    ends_of = {mark.id: mark.ends for mark in scene.legs}
    out: dict[str, Role] = {}
    for leg, role in roles.items():
        if role == "meanwhile":
            out.update(dict.fromkeys(ends_of[leg], role))
    for leg, role in roles.items():
        if role == "before":
            out.update(dict.fromkeys(ends_of[leg], role))
    out.update(dict.fromkeys(told.mentions, "meanwhile"))
    out.update(dict.fromkeys(told.subject.places, "subject"))
    for mark in scene.legs:
        if mark.id == told.leg:
            ends = ((mark.ends[0], mark.open_start), (mark.ends[-1], mark.open_end))
            areas = {place.id for place in scene.places if place.area}
            for name, is_open in ends:
                if is_open and name != told.place and name not in areas:
                    out[name] = "before"  # nobody reported that end: it has no ring of its own
    known = {place.id for place in scene.places}
    return {place: role for place, role in out.items() if place in known}


def _role(leg: LegMark, mark: Shown, told: EventMark, *, is_told: bool) -> Role | None:
    if leg.id == told.leg:
        return "subject"
    if not is_told:
        return None
    if mark.state == "not travelled":
        return None  # nobody went: beside another subject it would pass for a journey
    if not set(leg.people).isdisjoint(told.people):
        return "before"
    return "meanwhile" if mark.state == "perhaps" else None
