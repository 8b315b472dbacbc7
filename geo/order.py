"""Close a story's bounds: what only an order gives gets the bounds of that order.

`after: [x]` keeps the start from lying before the earliest possible end of x; `before: [y]` keeps
the end from lying after the latest possible start of y. Only the one that names the other is
narrowed. A bound that stays open after that is the story's own first or last moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from geo.checks import Found
from geo.journey import duration, route, timing
from geo.model import Event, Leg, Story
from geo.when import Instant


@dataclass
class _Row:
    """An event or a leg while its bounds are being closed."""

    path: tuple[str | int, ...]
    one: Event | Leg
    start: Instant
    end: Instant
    length_m: float = 0.0

    @property
    def lasts(self) -> bool:
        """Whether the end is another moment than the start."""
        return isinstance(self.one, Leg) or bool(self.one.end.text)


def close_bounds(story: Story) -> tuple[Story, list[Found]]:
    """Give the story with closed bounds, and the faults met on the way."""
    faults: list[Found] = []
    rows = {row.one.id: row for row in _rows(story, faults)}
    if faults:
        return story, faults
    moved = {e.id: e.leg for e in story.events if e.leg and e.id not in rows}
    rows |= {event: rows[leg] for event, leg in moved.items()}  # its time is its leg's
    try:
        forwards = _sorted(rows, lambda one: one.after)
        backwards = _sorted(rows, lambda one: one.before)
    except _Circle as circle:
        path = rows[circle.name].path
        wrong = f'The order goes round in a circle at "{circle.name}"'
        return story, [(path, wrong, 'Take one "after" or "before" of the circle away')]
    first, last = _span(rows.values())
    if first is None or last is None:
        return story, [((), "No event or leg has a time", "Give at least one a start")]
    for row in forwards:
        floor = max((_earliest_end(rows[name]) or first for name in row.one.after), default=None)
        row.start = _not_before(row.start, floor)
        row.end = _not_before(row.end, row.start.earliest)
    for row in backwards:
        ceiling = min((_latest_start(rows[name]) or last for name in row.one.before), default=None)
        row.end = _not_after(row.end, ceiling)
        row.start = _not_after(row.start, row.end.latest)
    for row in rows.values():
        row.start, row.end = (_closed(when, first, last) for when in (row.start, row.end))
        faults += _contradictions(row)
    if faults:
        return story, faults
    legs = {leg.id: _leg(leg, rows[leg.id]) for leg in story.legs}
    events = tuple(
        event.model_copy(update={"start": legs[leg].departure, "end": legs[leg].arrival})
        if (leg := moved.get(event.id))
        else _event(event, rows[event.id])
        for event in story.events
    )
    return story.with_times(legs=tuple(legs.values()), events=events), []


def _rows(story: Story, faults: list[Found]) -> Iterable[_Row]:
    for i, leg in enumerate(story.legs):
        try:
            length = route(story, leg).length_m
        except ValueError as error:
            mend = "Let it begin outside, or name a place in place of the country"
            faults.append((("legs", i, "to"), f"In this leg {error}", mend))
            continue
        start = leg.window if leg.window.text else leg.departure
        end = leg.window if leg.window.text else leg.arrival
        yield _Row(("legs", i), leg, start, end, length)
    for i, event in enumerate(story.events):
        if event.start.text or event.after or event.before:
            end = event.end if event.end.text else event.start
            yield _Row(("events", i), event, event.start, end)
        elif event.leg is None:
            mend = 'Add "start:", or "after:" and "before:"'
            faults.append((("events", i), f'The event "{event.id}" has no time', mend))


class _Circle(Exception):  # noqa: N818 - a signal inside this module, never shown
    def __init__(self, name: str) -> None:
        self.name = name


def _sorted(rows: dict[str, _Row], names: Callable[[Any], tuple[str, ...]]) -> list[_Row]:
    """Rows in an order in which each comes behind those that it names."""
    done: dict[str, bool] = {}
    out: list[_Row] = []
    for root in rows:
        stack = [(root, iter(names(rows[root].one)))] if root not in done else []
        done.setdefault(root, False)
        while stack:
            name, rest = stack[-1]
            following = next((other for other in rest if not done.get(other, False)), None)
            if following is None:
                stack.pop()
                if not done[name]:
                    done[name] = True
                    out.append(rows[name])
            elif following in done:
                raise _Circle(following)
            else:
                done[following] = False
                stack.append((following, iter(names(rows[following].one))))
    return out


def _span(rows: Iterable[_Row]) -> tuple[datetime | None, datetime | None]:
    moments = [
        moment
        for row in rows
        for when in (row.start, row.end)
        for moment in (when.earliest, when.latest)
        if moment is not None
    ]
    return min(moments, default=None), max(moments, default=None)


def _earliest_end(row: _Row) -> datetime | None:
    if isinstance(row.one, Leg) and row.start.earliest is not None:
        soonest = row.start.earliest + duration(row.one.mode, row.length_m)
        return max(soonest, row.end.earliest or soonest)
    return row.end.earliest if row.lasts else row.start.earliest


def _latest_start(row: _Row) -> datetime | None:
    if isinstance(row.one, Leg) and row.one.travelled and row.end.latest is not None:
        last = row.end.latest - duration(row.one.mode, row.length_m)
        return min(last, row.start.latest or last)
    return row.start.latest


def _not_before(when: Instant, floor: datetime | None) -> Instant:
    if floor is None or (when.earliest is not None and when.earliest >= floor):
        return when
    return replace(when, earliest=floor)


def _not_after(when: Instant, ceiling: datetime | None) -> Instant:
    if ceiling is None or (when.latest is not None and when.latest <= ceiling):
        return when
    return replace(when, latest=ceiling)


def _closed(when: Instant, first: datetime, last: datetime) -> Instant:
    return replace(when, earliest=when.earliest or first, latest=when.latest or last)


def _contradictions(row: _Row) -> Iterable[Found]:
    (s0, s1), (e0, e1) = row.start.bounds(), row.end.bounds()
    start, end = ("departure", "arrival") if isinstance(row.one, Leg) else ("start", "end")
    if s0 > s1 or e0 > e1:
        if row.one.after or row.one.before:
            wrong, mend = "The order contradicts the times", 'Check "after", "before" and the times'
        else:
            wrong, mend = f"The {end} lies before the {start}", "Put the earlier time first"
        yield row.path, f'{wrong} of "{row.one.id}"', mend
    elif e1 < s0:
        yield (*row.path, end), f"The {end} lies before the {start}", f"Check {start} and {end}"
    elif isinstance(row.one, Leg):
        fastest = duration(row.one.mode, row.length_m)
        if row.one.travelled and e1 - s0 < fastest:
            km, hours = row.length_m / 1000, (e1 - s0).total_seconds() / 3600
            wrong = f"{km:,.0f} km in {hours:.1f} h is faster than a {row.one.mode} can go"
            if row.one.mode == "unknown":
                wrong = f"{km:,.0f} km in {hours:.1f} h is faster than anything here can go"
            yield row.path, wrong, "Check the times, the places and the mode"


def _leg(leg: Leg, row: _Row) -> Leg:
    closed = leg.model_copy(update={"departure": row.start, "arrival": row.end})
    if not leg.travelled:
        return closed
    exact = timing(closed, row.length_m)
    return leg.model_copy(
        update={
            "departure": replace(row.start, earliest=exact.d0, latest=exact.d1),
            "arrival": replace(row.end, earliest=exact.a0, latest=exact.a1),
        }
    )


def _event(event: Event, row: _Row) -> Event:
    return event.model_copy(
        update={"start": row.start, "end": row.end if row.lasts else row.start}
    )
