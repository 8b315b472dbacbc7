"""Derive the bounds that drawings need: an event with only an order gets the bounds of that order.

`after: [x]` keeps the start from lying before the earliest possible end of x; `before: [y]` keeps
the end from lying after the latest possible start of y. Only the bounds of the row that has the key
are narrowed. A bound that stays open after that is the story's own first or last moment. None of
this is reported: it decides where the slider stops and which marks show, and is never told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from graphlib import CycleError, TopologicalSorter

from geo.errors import LocatedFault
from geo.language.told_error import ToldError
from geo.language.told_text import ToldText
from geo.routes.leg_routes import duration, route
from geo.story.model import Event, Leg, Story
from geo.time.instants import Bounds, Instant
from geo.time.reported_time import has_legs_time, reported_time

TAILWIND = 1.35
"""How much faster over ground than through the air an aircraft may be recorded: airliners in the
jet stream were seen at more than 1,300 km/h."""


@dataclass
class _Row:
    """An event or a leg while its bounds are being closed."""

    path: tuple[str | int, ...]
    item: Event | Leg
    start: Instant
    end: Instant
    length_m: float = 0.0

    @property
    def fastest(self) -> timedelta:
        """The shortest time that a leg's way takes."""
        return (
            duration(self.item.mode, self.length_m) if isinstance(self.item, Leg) else timedelta()
        )

    @property
    def lasts(self) -> bool:
        """Whether the end is a moment of its own, not that of the start."""
        return isinstance(self.item, Leg) or bool(self.item.end.text)


def drawn_bounds(story: Story) -> Mapping[str, Bounds]:
    """Give the bounds that each event and leg is drawn with, by id.

    They are derived once and kept with the story. Raises ValueError for a story whose times or
    order contradict each other, which `load_story` would have refused.
    """
    if story.drawn is None:
        bounds, faults = close_bounds(story)
        if faults:
            raise ValueError(faults[0][1])
        story.drawn_by(bounds)
    assert story.drawn is not None
    return story.drawn


def close_bounds(
    story: Story, *, without: Collection[str] = frozenset()
) -> tuple[dict[str, Bounds], list[LocatedFault]]:
    """Give closed bounds by the ids of events and legs, and the faults met on the way.

    `without` are ids of events and legs that are faulty in themselves. They are left out, and for
    the rest only faults are listed that do not depend on them. With faults there are no bounds.
    """
    faults: list[LocatedFault] = []
    rows = {row.item.id: row for row in _rows(story, without, faults)}
    moved = {e.id: e.leg for e in story.events if e.leg in rows and has_legs_time(e)}
    rows |= {event: rows[leg] for event, leg in moved.items() if event not in without}
    complete = not faults and not without
    try:
        _sorted(rows, _earlier(rows))
        forwards = _sorted(rows, {row.item.id: row.item.after for row in rows.values()})
        backwards = _sorted(rows, {row.item.id: row.item.before for row in rows.values()})
    except _Circle as circle:
        wrong = ToldText("fault.order.circle", names=_order_told(circle.names))
        mend = ToldText("fault.order.circle.mend")
        return {}, [*faults, (rows[circle.names[0]].path, wrong, mend)]
    first, last = _span(rows.values()) if complete else (None, None)
    if complete and (first is None or last is None):
        return {}, [
            (("events",), ToldText("fault.no-time-at-all"), ToldText("fault.no-time-at-all.mend"))
        ]
    for row in forwards:
        row.start = _not_before(row.start, _floor(row, rows, first))
        row.end = _not_before(row.end, row.start.earliest)
    for row in backwards:
        row.end = _not_after(row.end, _ceiling(row, rows, last))
        row.start = _not_after(row.start, row.end.latest)
    for row in {id(row): row for row in rows.values()}.values():
        row.start, row.end = (_closed(when, first, last) for when in (row.start, row.end))
        faults += _contradictions(row)
    if faults or not complete:
        return {}, faults
    return {name: _drawn(row) for name, row in rows.items()}, []


def _rows(story: Story, without: Collection[str], faults: list[LocatedFault]) -> Iterable[_Row]:
    for i, leg in enumerate(story.legs):
        if leg.id in without:
            continue
        try:
            length = route(story, leg).length_m
        except ValueError as error:
            mend = ToldText("fault.leg.no-border.mend")
            faults.append(
                (("legs", i, "to"), ToldText("fault.leg.no-border", fault=_told(error)), mend)
            )
            continue
        when = reported_time(story, leg)
        yield _Row(("legs", i), leg, when.start, when.end, length)
    for i, event in enumerate(story.events):
        if event.id in without or has_legs_time(event):
            continue
        if not (event.start.text or event.after or event.before):
            mend = ToldText("fault.event.no-time.mend")
            faults.append((("events", i), ToldText("fault.event.no-time", id=event.id), mend))
            continue
        when = reported_time(story, event)
        yield _Row(("events", i), event, when.start, when.end)


class _Circle(Exception):  # noqa: N818 - a signal inside this module, never shown
    def __init__(self, names: list[str]) -> None:
        self.names = names


def _earlier(rows: dict[str, _Row]) -> dict[str, tuple[str, ...]]:
    """Give the ids of the rows that come before each row, whichever of the two says so."""
    earlier = {row.item.id: list(row.item.after) for row in rows.values()}
    for row in rows.values():
        for name in row.item.before:
            if name in rows:
                earlier[rows[name].item.id].append(row.item.id)
    return {name: tuple(ids) for name, ids in earlier.items()}


def _sorted(rows: dict[str, _Row], names: dict[str, tuple[str, ...]]) -> list[_Row]:
    """Put each row after those that it names; raises _Circle where there is no such order."""
    graph = {
        name: [earlier for earlier in names[row.item.id] if earlier in rows]
        for name, row in rows.items()
    }
    try:
        return [rows[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        # The error lists what comes before what; the message says what comes after what.
        circle: list[str] = error.args[1][:0:-1]
        at = circle.index(next(name for name in rows if name in circle))
        raise _Circle([*circle[at:], *circle[: at + 1]]) from error


def _span(rows: Iterable[_Row]) -> tuple[datetime | None, datetime | None]:
    moments = [
        moment
        for row in rows
        for when in (row.start, row.end)
        for moment in (when.earliest, when.latest)
        if moment is not None
    ]
    return min(moments, default=None), max(moments, default=None)


def _floor(row: _Row, rows: dict[str, _Row], first: datetime | None) -> datetime | None:
    ends = [_earliest_end(rows[name], first) for name in row.item.after if name in rows]
    return max((end for end in ends if end is not None), default=None)


def _ceiling(row: _Row, rows: dict[str, _Row], last: datetime | None) -> datetime | None:
    starts = [_latest_start(rows[name], last) for name in row.item.before if name in rows]
    return min((start for start in starts if start is not None), default=None)


def _earliest_end(row: _Row, first: datetime | None) -> datetime | None:
    start = row.start.earliest or first
    if _arrives(row.item) and start is not None:
        soonest = start + row.fastest
        return max(soonest, row.end.earliest or soonest)
    return (row.end.earliest or first) if row.lasts else start


def _latest_start(row: _Row, last: datetime | None) -> datetime | None:
    end = row.end.latest or last
    if _arrives(row.item) and end is not None:
        latest = end - row.fastest
        return min(latest, row.start.latest or latest)
    return row.start.latest or last


def _arrives(item: Event | Leg) -> bool:
    """Whether somebody goes all the way, for which there is a shortest time."""
    return isinstance(item, Leg) and item.outcome == "arrived"


def _not_before(when: Instant, floor: datetime | None) -> Instant:
    if floor is None or (when.earliest is not None and when.earliest >= floor):
        return when
    return replace(when, earliest=floor)


def _not_after(when: Instant, ceiling: datetime | None) -> Instant:
    if ceiling is None or (when.latest is not None and when.latest <= ceiling):
        return when
    return replace(when, latest=ceiling)


def _closed(when: Instant, first: datetime | None, last: datetime | None) -> Instant:
    return replace(when, earliest=when.earliest or first, latest=when.latest or last)


def _contradictions(row: _Row) -> Iterable[LocatedFault]:
    item, (s0, s1), (e0, e1) = row.item, _pair(row.start), _pair(row.end)
    start, end = ("departure", "arrival") if isinstance(item, Leg) else ("start", "end")
    given0, given1 = getattr(item, start).earliest, getattr(item, end).latest
    if given0 and given1 and given1 < given0:
        wrong = ToldText("fault.end-before-start", end=end, id=item.id, start=start)
        yield (*row.path, end), wrong, ToldText("fault.end-before-start.mend", start=start, end=end)
    elif (s0 and s1 and s0 > s1) or (e0 and e1 and e0 > e1):
        wrong = ToldText("fault.order.contradiction", id=item.id)
        field = "after" if item.after else "before"
        yield (*row.path, field), wrong, ToldText("fault.order.contradiction.mend")
    elif isinstance(item, Leg) and _arrives(item) and s0 and e1 and e1 - s0 < _least(item, row):
        km, hours = row.length_m / 1000, (e1 - s0).total_seconds() / 3600
        wrong = ToldText(f"fault.too-fast.{item.mode}", km=f"{km:,.0f}", hours=f"{hours:.1f}")
        yield row.path, wrong, ToldText("fault.too-fast.mend")


def _order_told(names: Iterable[str]) -> str:
    """Say which of some events and legs comes after which."""
    told = ""
    for name in map(_quoted, names):
        told = ToldText("fault.order.after", next=told, first=name) if told else name
    return told


def _told(error: ValueError) -> str:
    return error.text if isinstance(error, ToldError) else str(error)


def _least(leg: Leg, row: _Row) -> timedelta:
    """Give the shortest time that a leg takes.

    For an aircraft whose way is reported it is shorter: it may have had the wind behind it
    (TAILWIND).
    """
    if leg.path == "reported" and leg.mode in ("plane", "unknown"):
        return row.fastest / TAILWIND
    return row.fastest


def _pair(when: Instant) -> tuple[datetime | None, datetime | None]:
    return when.earliest, when.latest


def _quoted(name: str) -> str:
    return f'"{name}"'


def _drawn(row: _Row) -> Bounds:
    """Give a row's bounds; those of a leg are tightened by the shortest time that it takes."""
    bounds = Bounds(*row.start.bounds(), *row.end.bounds())
    if not isinstance(row.item, Leg):
        return bounds if row.lasts else replace(bounds, e0=bounds.s0, e1=bounds.s1)
    if not row.item.travelled:
        return bounds
    # Those who were stopped may have set out as late as the moment when they were stopped.
    latest = bounds.e1 - row.fastest if _arrives(row.item) else bounds.e1
    return replace(
        bounds,
        s1=max(min(bounds.s1, latest), bounds.s0),
        e0=min(max(bounds.e0, bounds.s0 + row.fastest), bounds.e1),
    )
