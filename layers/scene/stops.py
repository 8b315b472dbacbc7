"""Where the slider stops for each event, and in which order.

Many events have no date, or only bounds. The story's file tells them in an order, and so does the
slider, as far as bounds and declared orders (`after`, `before`) allow it. A stop lies within the
drawn bounds of its event's start. It is a position of the slider and is never told.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import accumulate

from geo.story.model import Event, Story
from geo.time.instants import Bounds, epoch_ms
from geo.time.reported_time import has_legs_time

MINUTE_MS = 60_000
GRAIN_MS = 15 * MINUTE_MS
"""In wide bounds stops lie on quarters of an hour, and are set a quarter of an hour apart."""


def stops_of(story: Story, drawn: Mapping[str, Bounds]) -> dict[str, int]:
    """Give the stop of each event, epoch milliseconds, in the order in which they are told."""
    events = _told_in_order(story)
    starts = [(epoch_ms(drawn[event.id].s0), epoch_ms(drawn[event.id].s1)) for event in events]
    stops = [_middle(first, last) for first, last in starts]
    kept = _in_step(starts)
    for i, stop in zip(kept, _in_turn([starts[i] for i in kept]), strict=True):
        stops[i] = stop
    order = sorted(range(len(events)), key=lambda i: (stops[i], i))
    return {events[i].id: stops[i] for i in order}


def _told_in_order(story: Story) -> list[Event]:
    """Give the events in the file's order, moved only where `after` or `before` says otherwise."""
    place = {event.id: i for i, event in enumerate(story.events)}
    moved = {event.leg: event.id for event in story.events if has_legs_time(event)}
    later: dict[str, set[str]] = {event.id: set() for event in story.events}
    waits = dict.fromkeys(later, 0)

    def follows(first: str, second: str) -> None:
        first, second = moved.get(first, first), moved.get(second, second)
        if first in later and second in later and first != second and second not in later[first]:
            later[first].add(second)
            waits[second] += 1

    for row in (*story.events, *story.legs):
        for name in row.after:
            follows(name, row.id)
        for name in row.before:
            follows(row.id, name)
    ready = [place[name] for name, count in waits.items() if not count]
    heapq.heapify(ready)
    out: list[Event] = []
    while ready:
        event = story.events[heapq.heappop(ready)]
        out.append(event)
        for name in later[event.id]:
            waits[name] -= 1
            if not waits[name]:
                heapq.heappush(ready, place[name])
    told = {event.id for event in out}  # an event and its leg's event may wait for each other
    return out + [event for event in story.events if event.id not in told]


def _in_step(starts: Sequence[tuple[int, int]]) -> list[int]:
    """Give the events that can keep their turn; the rest stand where their own bounds put them."""
    kept: list[int] = []
    floor: int | None = None
    for i, (first, last) in enumerate(starts):
        if floor is None or last > floor or first == last == floor:  # bounds are half open
            kept.append(i)
            floor = first if floor is None else max(floor, first)
    return kept


def _in_turn(starts: Sequence[tuple[int, int]]) -> list[int]:
    """Give stops within bounds, near their middles, each after the stop before if there is room."""
    floors = list(accumulate((first for first, _ in starts), max))
    ceilings = list(accumulate((last for _, last in reversed(starts)), min))[::-1]
    stops = [
        min(max(_middle(*bounds), floor), ceiling)
        for bounds, floor, ceiling in zip(starts, floors, ceilings, strict=True)
    ]
    for i in reversed(range(len(stops) - 1)):
        behind = stops[i + 1]
        if stops[i] >= behind:
            stops[i] = behind - min(GRAIN_MS, max(behind - floors[i], 0) // 2)
    for i in range(1, len(stops)):
        before = stops[i - 1]
        if stops[i] <= before:
            stops[i] = before + min(GRAIN_MS, max(ceilings[i] - before, 0) // 2)
    return stops


def _middle(first: int, last: int) -> int:
    """Give the middle of bounds, rounded to a quarter of an hour or a minute if they are wide."""
    middle = (first + last) / 2
    for grain in (GRAIN_MS, MINUTE_MS):
        stop = round(middle / grain) * grain
        if first <= stop <= last and grain * 4 <= last - first:
            return stop
    return round(middle)
