"""Recorded positions that are doubtful: they are marked, but never moved and never left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.routes.leg_routes import WGS84
from geo.tracks.fixes import Fixes, Flags, Floats, Ints, runs_back

SLACK_M = 200.0
"""How much longer than possible a step may be, metres: the errors of two positions of a receiver
in poor conditions."""
SLACK_S = 1.0
"""Added to the time of a step, since recordings often have full seconds only."""
FROZEN_S = 60.0
"""A position that repeats for so long is frozen, if the vehicle is said to move meanwhile."""
MOVING_KMH = 10.0
CLIMBED_M = 100.0
"""The vehicle is said to move where the reported speed or the change of height exceed these."""
_FEWEST = 3
BACK_WITHIN = 500
"""A step out of reach is a teleport if the track comes back within so many rows; else a jump."""


@dataclass(frozen=True, slots=True, eq=False)
class Questioned:
    """What is questioned, a flag for each row and reason; rows as they were given."""

    frozen: Flags
    """The position of the row before is repeated while the vehicle is said to move."""
    jump: Flags
    """The position cannot be reached from the row before at the top speed."""
    teleport: Flags
    """The track is out of reach for some rows and then back: jamming, or another vehicle's
    positions."""
    clock: Flags
    """The clock ran back: the moment is before that of a row recorded earlier."""

    @property
    def any(self) -> Flags:
        """Whether a row is questioned for any reason."""
        return np.asarray(self.frozen | self.jump | self.teleport | self.clock)

    @property
    def counted(self) -> dict[str, int]:
        """How many rows are questioned for each reason; reasons without a row are left out."""
        counts = {name: int(getattr(self, name).sum()) for name in Questioned.__slots__}
        return {name: n for name, n in counts.items() if n}

    def take(self, rows: Ints) -> Questioned:
        """Give the flags of some rows, by their numbers."""
        return Questioned(*(getattr(self, name)[rows] for name in Questioned.__slots__))


def questioned(fixes: Fixes, *, top_speed_kmh: float) -> Questioned:
    """Mark rows that are questioned; rows are as recorded, so that a clock that ran back shows.

    A step is impossible where its length exceeds what the top speed covers in its time by more than
    SLACK_M and SLACK_S allow. Steps are geodesics between rows sorted by time. The flags have an
    entry for each row of `fixes`, in their order.
    """
    size = len(fixes)
    order = np.argsort(fixes.time, kind="stable")
    inverse = np.empty(size, np.int64)
    inverse[order] = np.arange(size)
    rows = fixes.take(order)
    jump, teleport = _jumps(rows, top_speed_kmh / 3.6)
    return Questioned(
        frozen=_frozen(rows)[inverse],
        jump=jump[inverse],
        teleport=teleport[inverse],
        clock=runs_back(fixes.time),
    )


def step_lengths(fixes: Fixes) -> Floats:
    """Give the geodesic length of each step between rows that follow each other, metres."""
    if len(fixes) < 2:  # noqa: PLR2004 - a step has two ends
        return np.empty(0)
    lon, lat = fixes.lon, fixes.lat
    return np.asarray(WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2], np.float64)


def _jumps(fixes: Fixes, speed: float) -> tuple[Flags, Flags]:
    """Mark jumps and teleports of rows in order; `speed` in m/s."""
    jump, teleport = np.zeros(len(fixes), bool), np.zeros(len(fixes), bool)
    seconds = np.diff(fixes.time) / 1000
    too_far = step_lengths(fixes) > speed * (seconds + SLACK_S) + SLACK_M
    steps = np.flatnonzero(too_far) + 1  # the rows that such a step leads to
    k = 0
    while k < len(steps):
        first = int(steps[k])
        back = _way_back(fixes, first, steps[k + 1 :], speed)
        if back is None:
            jump[first] = True
            k += 1
            continue
        teleport[first:back] = True
        k = int(np.searchsorted(steps, back, side="right"))
    return jump, teleport


def _way_back(fixes: Fixes, first: int, later: Ints, speed: float) -> int | None:
    """Find the row where a track that went off at `first` is back within reach of where it was."""
    later = later[later <= first + BACK_WITHIN]
    if not len(later):
        return None
    ones, lon, lat = np.ones(len(later)), fixes.lon[first - 1], fixes.lat[first - 1]
    far = np.asarray(WGS84.inv(lon * ones, lat * ones, fixes.lon[later], fixes.lat[later])[2])
    seconds = (fixes.time[later] - fixes.time[first - 1]) / 1000
    near = np.flatnonzero(far <= speed * (seconds + SLACK_S) + SLACK_M)
    return int(later[near[0]]) if len(near) else None


def _frozen(fixes: Fixes) -> Flags:
    """Mark repeats of a position, of rows in order, while the vehicle is said to move."""
    out = np.zeros(len(fixes), bool)
    if len(fixes) < _FEWEST:
        return out
    same = (np.diff(fixes.lon) == 0) & (np.diff(fixes.lat) == 0)
    edges = np.diff(np.concatenate([[0], same.view(np.int8), [0]]))
    for first, last in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        run = slice(first, last + 1)  # rows first..last have one position
        if last - first + 1 < _FEWEST or fixes.time[last] - fixes.time[first] < FROZEN_S * 1000:
            continue
        speeds, heights = fixes.speed_kmh[run], fixes.altitude_m[run]
        speeds, heights = speeds[~np.isnan(speeds)], heights[~np.isnan(heights)]
        moves = len(speeds) > 0 and float(np.median(speeds)) > MOVING_KMH
        climbs = len(heights) > 0 and float(np.ptp(heights)) > CLIMBED_M
        if moves or climbs:
            out[first + 1 : last + 1] = True
    return out
