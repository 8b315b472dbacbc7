"""Recorded positions -> legs that claim no more than was recorded.

A run of positions is simplified by the top-down time-ratio algorithm (Meratnia and de By 2004,
doi:10.1007/978-3-540-24741-8_44): it is split at the recorded position that lies farthest from an
even pace between the kept ones, the worst part first, until no position is off by more than
`NEAR_KM` or there are `MAX_PARTS` parts. The largest error is the precision of the places. Between
two positions more than `GAP_S` seconds apart nothing was recorded: that stretch is a leg with a
window, and its way is inferred.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from math import ceil, cos, hypot, inf, radians

from formats.shared.records import Fix, Position, Spot, Way
from geo.language.told_text import ToldText

NEAR_KM = 0.1
"""The precision of a recorded position, km: what a receiver does in poor conditions."""
GAP_S = 900.0
MAX_PARTS = 40
"""Largest number of parts of a run."""
MAX_VIA = 24
"""Largest number of points between the ends of a line that nobody recorded."""
_KM = 111.2
"""Kilometres of a degree of latitude."""


@dataclass(frozen=True, slots=True)
class TrackLegs:
    """A track as legs; `stray_km` is their largest distance from a recorded position."""

    ways: tuple[Way, ...]
    stray_km: float
    gaps: int
    first: str
    last: str


def sort_runs(runs: Sequence[Sequence[Fix]]) -> tuple[list[Sequence[Fix]], bool, int]:
    """Sort runs by time; gives them, whether that moved any, and how many overlap.

    A run overlaps where it begins before an earlier one has ended: two devices recorded it, or one
    of them had a wrong clock.
    """
    ordered = sorted(runs, key=lambda run: run[0].at)
    moved = any(a is not b for a, b in zip(ordered, runs, strict=True))
    overlaps, ended = 0, -inf
    for run in ordered:
        overlaps += run[0].at < ended
        ended = max(ended, run[-1].at)
    return ordered, moved, overlaps


def legs_of_track(runs: Sequence[Sequence[Fix]], name: str) -> TrackLegs:
    """Make legs of the runs of a track, in whatever order they come; `name` is the track's.

    Each run has at least one position, with rising times. Runs that overlap in time come from
    several devices, so nothing is inferred between the end of a run and the start of the next.
    """
    ordered, _, overlaps = sort_runs(runs)
    ways: list[Way] = []
    stray, gaps, number = 0.0, 0, 0
    before: Spot | None = None
    ended = 0.0
    for run, begins in (
        (part, i == 0) for ordered_run in ordered for i, part in enumerate(_unbroken(ordered_run))
    ):
        if begins and overlaps:
            before = None
        kept, error = _kept(run)
        stray = max(stray, error)
        near = ceil(max(NEAR_KM, error) * 1000 - 1e-6) / 1000
        spots = []
        for i in kept:
            number += 1
            label = (
                ToldText("import.draft.recorded", name=name, number=f"{number}")
                if name
                else ToldText("import.draft.position", number=f"{number}")
            )
            spots.append(Spot(label, run[i].lon, run[i].lat, near))
        if before is not None and _apart(before, spots[0]):
            gaps += 1
            window = f"{stamp(ended)}/{stamp(run[0].at)}"
            ways.append(Way([before, spots[0]], "inferred", window=window))
        for (i, start), (j, end) in pairwise(zip(kept, spots, strict=True)):
            if _apart(start, end):
                ways.append(
                    Way(
                        [start, end],
                        "reported",
                        departure=stamp(run[i].at),
                        arrival=stamp(run[j].at),
                    )
                )
        before, ended = spots[-1], run[-1].at
    first, last = ordered[0][0].at, max(run[-1].at for run in ordered)
    return TrackLegs(tuple(ways), stray, gaps, stamp(first), stamp(last))


def thin_line(positions: Sequence[Position]) -> tuple[list[Position], float]:
    """Thin a line out to MAX_VIA points and its ends; gives it and the largest error, km."""
    points = [
        position for i, position in enumerate(positions) if i == 0 or position != positions[i - 1]
    ]
    if len(points) <= MAX_VIA:
        return points, 0.0
    fixes = [Fix(lon, lat, float(i)) for i, (lon, lat) in enumerate(points)]
    kept, error = _kept(fixes, most=MAX_VIA - 1, timed=False)
    return [points[i] for i in kept], error


def sort_fixes(fixes: Sequence[Fix]) -> tuple[list[Fix], int]:
    """Sort positions by time, each moment once; gives them and the number moved or left out."""
    ordered = sorted(fixes, key=lambda fix: fix.at)
    moved = sum(a is not b for a, b in zip(ordered, fixes, strict=True))
    out: list[Fix] = []
    for fix in ordered:
        if out and fix.at <= out[-1].at:
            continue
        out.append(fix)
    return out, moved + len(ordered) - len(out)


def stamp(seconds: float) -> str:
    """Write a moment as a story does, in UTC, to the second."""
    moment = datetime.fromtimestamp(int(seconds // 1), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _unbroken(run: Sequence[Fix]) -> list[Sequence[Fix]]:
    parts: list[Sequence[Fix]] = []
    since = 0
    for i in range(1, len(run)):
        if run[i].at - run[i - 1].at > GAP_S:
            parts.append(run[since:i])
            since = i
    parts.append(run[since:])
    return parts


def _kept(
    run: Sequence[Fix], *, most: int = MAX_PARTS, timed: bool = True
) -> tuple[list[int], float]:
    """Choose the positions to keep; gives their numbers and the largest error left, km."""
    last = len(run) - 1
    if last <= 0:
        return [0], 0.0
    parts = [(*_worst(run, 0, last, timed=timed), 0, last)]
    while len(parts) < most and -parts[0][0] > NEAR_KM:
        _, at, first, end = heapq.heappop(parts)
        heapq.heappush(parts, (*_worst(run, first, at, timed=timed), first, at))
        heapq.heappush(parts, (*_worst(run, at, end, timed=timed), at, end))
    ends = sorted({first for _, _, first, _ in parts} | {last})
    return ends, -parts[0][0]


def _worst(run: Sequence[Fix], first: int, last: int, *, timed: bool) -> tuple[float, int]:
    """Find the position farthest from an even pace between two; gives (-error in km, its index)."""
    if last - first < 2:  # noqa: PLR2004 - nothing lies between
        return 0.0, first
    import numpy as np  # noqa: PLC0415 - loaded when a track is read

    part = run[first : last + 1]
    lon = np.unwrap(np.array([fix.lon for fix in part]), period=360.0)
    lat = np.array([fix.lat for fix in part])
    scale = np.cos(np.radians(lat.mean())) * _KM
    x, y = (lon - lon[0]) * scale, (lat - lat[0]) * _KM
    if timed:
        at = np.array([fix.at for fix in part])
        share = (at - at[0]) / (at[-1] - at[0])
    else:
        length = float(x[-1] ** 2 + y[-1] ** 2)
        share = np.clip((x * x[-1] + y * y[-1]) / length, 0, 1) if length else np.zeros(len(part))
    error = np.hypot(x - share * x[-1], y - share * y[-1])
    worst = int(error.argmax())
    return -float(error[worst]), first + worst


def _apart(a: Spot, b: Spot) -> bool:
    assert a.lon is not None
    assert a.lat is not None
    assert b.lon is not None
    assert b.lat is not None
    turned = (a.lon - b.lon + 180) % 360 - 180
    x = turned * cos(radians((a.lat + b.lat) / 2)) * _KM
    return hypot(x, (a.lat - b.lat) * _KM) > (a.precision_km or NEAR_KM) / 2
