"""A leg that rests on a track, in parts: what was recorded, and what lies between.

An export has to keep the two apart, since nobody recorded the line of a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal

import numpy as np

from geo.routes.leg_routes import Position
from geo.story.geojson_export import stamp
from geo.story.model import Leg, Story
from geo.time.instants import from_epoch_ms
from geo.tracks.gaps import unbroken
from geo.tracks.recorded import Recording, recording
from geo.tracks.silences import line_of, parted, silences

PartKind = Literal["recorded", "gap"]


@dataclass(frozen=True, slots=True)
class TrackPart:
    """A part of a leg: when it begins and ends (UTC), and its line.

    `lines` are parts of (lon, lat) in degrees, cut at the antimeridian; a position alone and a gap
    without an end have none. `positions` are how many were recorded in it, 0 in a gap.
    """

    kind: PartKind
    start: datetime
    end: datetime
    lines: tuple[tuple[Position, ...], ...]
    positions: int

    @property
    def seconds(self) -> float:
        """How long it lasts, seconds."""
        return (self.end - self.start).total_seconds()


def track_parts(story: Story, leg: Leg) -> tuple[TrackPart, ...]:
    """Give the parts of a leg in the order of time; none for a leg without a track.

    No recorded line leads to a position that is questioned. A gap without an end is left out.
    """
    if leg.track is None:
        return ()
    held = recording(story, story.track[leg.track], leg)
    parts = [*_recorded(held), *_gaps(story, leg, held)]
    return tuple(sorted(parts, key=lambda part: (part.start, part.end)))


def _recorded(held: Recording) -> Iterator[TrackPart]:
    fixes, doubted = held.fixes, held.marks.any
    for run in unbroken(fixes, longer_than_s=held.gap_after_s):
        rows = np.arange(run.start, run.stop)
        cuts = [0, *np.flatnonzero(np.diff(doubted[run])) + 1, len(rows)]
        for first, last in pairwise(cuts):
            kept = rows[first:last]
            if not doubted[kept[0]]:
                lon, lat = fixes.lon[kept], fixes.lat[kept]
                lines = parted(lon, lat, np.zeros(len(kept)))
                time = fixes.time[kept]
                yield _part("recorded", int(time[0]), int(time[-1]), lines, len(kept))


def _gaps(story: Story, leg: Leg, held: Recording) -> Iterator[TrackPart]:
    for prism in silences(story, leg, held):
        if prism.end is not None:
            yield _part("gap", prism.start, prism.end, line_of(prism), 0)


def _part(
    kind: PartKind,
    start: int,
    end: int,
    lines: tuple[tuple[tuple[float, ...], ...], ...],
    positions: int,
) -> TrackPart:
    points = tuple(tuple((point[0], point[1]) for point in line) for line in lines)
    begins, ends = (from_epoch_ms(at, zone=UTC) for at in (start, end))
    return TrackPart(kind, begins, ends, points, positions)


def intervals(parts: tuple[TrackPart, ...], kind: PartKind) -> str | None:
    """Give the times of the parts of a kind as ISO 8601 intervals, UTC, with semicolons between."""
    times = [f"{stamp(part.start)}/{stamp(part.end)}" for part in parts if part.kind == kind]
    return "; ".join(times) or None
