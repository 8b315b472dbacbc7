"""The bounds of a story's times for export: where the story leaves one open, it stays open.

A loaded story closes open bounds by its own first and last moment (geo/order.py). That is for
drawing; nobody said it, and so no other tool is told it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from geo.model import Event, Leg, Story
from geo.when import UNSAID, Instant, parse_when

JSON_OPEN = ".."
"""How JSON-FG writes an end of an interval that is open."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Earliest and latest start, earliest and latest end, in UTC; None is open."""

    s0: datetime | None
    s1: datetime | None
    e0: datetime | None
    e1: datetime | None

    def stamps(self) -> dict[str, str | None]:
        """Give the four as texts under the names that exports use; None where open."""
        names = ("earliest", "latest", "end_earliest", "end_latest")
        moments = (self.s0, self.s1, self.e0, self.e1)
        return {name: stamp(moment) for name, moment in zip(names, moments, strict=True)}

    def json_time(self) -> dict[str, Any] | None:
        """Give JSON-FG's `time`: a moment, or the interval outside of which nothing happened."""
        if self.s0 is not None and self.s0 == self.e1:
            return {"timestamp": stamp(self.s0)}
        if self.s0 is None and self.e1 is None:
            return None
        return {"interval": [stamp(self.s0) or JSON_OPEN, stamp(self.e1) or JSON_OPEN]}


class Times:
    """The bounds of a loaded story's events and legs."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._known: dict[str, Instant] = {"": UNSAID}
        self._by_id: dict[str, Event | Leg] = {leg.id: leg for leg in story.legs}
        self._by_id |= {event.id: event for event in story.events}
        whens = [when for leg in story.legs for when in (leg.departure, leg.arrival)]
        whens += [when for event in story.events for when in (event.start, event.end)]
        pairs = [when.bounds() for when in whens]
        self._first, self._last = min(low for low, _ in pairs), max(high for _, high in pairs)

    def of(self, one: Event | Leg) -> Bounds:
        """Give the bounds of an event or a leg, those open that the story leaves open."""
        given_start, given_end = self._given(one)
        start, end = (one.departure, one.arrival) if isinstance(one, Leg) else (one.start, one.end)
        (s0, s1), (e0, e1) = start.bounds(), end.bounds()
        no_floor = given_start.earliest is None and s0 == self._first
        no_ceiling = given_end.latest is None and e1 == self._last
        # An order gives a bound where that which it names has one of its own.
        no_floor = no_floor and not any(self._bounded(name)[0] for name in one.after)
        no_ceiling = no_ceiling and not any(self._bounded(name)[1] for name in one.before)
        # What was only reckoned from an open bound is as open as that.
        open_s1 = given_start.latest is None and no_ceiling
        open_e0 = given_end.earliest is None and no_floor
        return Bounds(
            None if no_floor else s0,
            None if open_s1 else s1,
            None if open_e0 else e0,
            None if no_ceiling else e1,
        )

    def _bounded(self, name: str) -> tuple[bool, bool]:
        """Whether the file itself bounds an event or leg from below, and from above."""
        start, end = self._given(self._by_id[name])
        return (
            start.earliest is not None or end.earliest is not None,
            start.latest is not None or end.latest is not None,
        )

    def _given(self, one: Event | Leg) -> tuple[Instant, Instant]:
        """Read the times as the file gave them."""
        if isinstance(one, Leg):
            if one.window.text:
                whole = self._parsed(one.window)
                return whole, whole
            return self._parsed(one.departure), self._parsed(one.arrival)
        if one.leg and not (one.start.text or one.after or one.before):
            return self._given(self._story.leg[one.leg])
        start = self._parsed(one.start)
        return start, self._parsed(one.end) if one.end.text else start

    def _parsed(self, when: Instant) -> Instant:
        if when.text not in self._known:
            self._known[when.text] = parse_when(when.text, zone=self._story.zone)
        return self._known[when.text]


def stamp(moment: datetime | None) -> str | None:
    """Write a moment in UTC to the second, with a year of four figures."""
    if moment is None:
        return None
    moment = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
