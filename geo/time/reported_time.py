"""The time of an event or leg as the report gives it: bounds, an order, the report's own words.

Open ends stay open here. The bounds closed for drawing are derived from it in
geo/time/closed_bounds.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from geo.story.model import Event, Leg, Story
from geo.time.instants import UNSAID, Instant


@dataclass(frozen=True, slots=True)
class ReportedTime:
    """When something is reported to have been; `UNSAID` where the report gives no bound.

    With `span`, `start` is one time for all of it, and `end` is the same. `after` and `before`
    are ids of events and legs; `words` are the report's own.
    """

    start: Instant = UNSAID
    end: Instant = UNSAID
    span: bool = True
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    words: str | None = None

    @property
    def bounds(self) -> tuple[datetime | None, ...]:
        """Earliest and latest start, earliest and latest end, in UTC; None where not reported."""
        return self.start.earliest, self.start.latest, self.end.earliest, self.end.latest

    @property
    def questioned(self) -> bool:
        """Whether the file doubts the date or the clock time."""
        return self.start.questioned or self.end.questioned

    @property
    def approximate(self) -> tuple[bool, bool]:
        """Whether the first and the last of its clock times are approximate (see Instant)."""
        return self.start.approximate[0], self.end.approximate[1]


def has_legs_time(event: Event) -> bool:
    """Whether an event is the movement of its leg, and so has the leg's time."""
    return event.leg is not None and not (event.start.text or event.after or event.before)


def reported_time(story: Story, row: Event | Leg) -> ReportedTime:
    """Give the time of an event or leg as reported; the event of a leg's movement has the leg's."""
    if isinstance(row, Event):
        if row.leg is not None and has_legs_time(row):
            leg = reported_time(story, story.leg[row.leg])
            return ReportedTime(
                leg.start, leg.end, leg.span, leg.after, leg.before, row.words or leg.words
            )
        start, end = row.start, row.end
    elif row.window.text:
        start, end = row.window, UNSAID
    else:
        start, end = row.departure, row.arrival
    span = not end.text and (isinstance(row, Event) or bool(row.window.text) or not start.text)
    return ReportedTime(start, start if span else end, span, row.after, row.before, row.words)
