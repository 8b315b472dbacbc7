"""Recorded positions -> legs that claim no more than was recorded.

A recording becomes a track, with a leg for each stretch of it (`recorded_legs`). Where a story has
no room for the positions, they become legs between some of them (`legs_of_track`).

In the second case a run of positions is simplified by the top-down time-ratio algorithm (Meratnia
and de By, 2004, doi:10.1007/978-3-540-24741-8_44): it is split at the recorded position that lies
farthest from an even pace between the kept ones, the worst part first, until no position is off by
more than `NEAR_KM` or there are `MAX_PARTS` parts. The largest error is the places' precision.
Between two positions more than `GAP_S` seconds apart nothing was recorded: that stretch is a leg
with a window, and its way is inferred.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count, pairwise
from math import ceil, cos, hypot, inf, radians
from typing import TYPE_CHECKING, Any

from formats.coordinates.positions import Position
from formats.shared.records import Fix, Spot, Way
from geo.great_circle import DEGREE_KM
from geo.language.told_text import ToldText
from geo.routes.leg_routes import TOP_SPEED_KMH
from geo.time.closed_bounds import TAILWIND

if TYPE_CHECKING:
    from geo.tracks.fixes import Fixes

NEAR_KM = 0.1
"""The precision of a recorded position, km: what a receiver does in poor conditions."""
GAP_S = 900.0
MAX_PARTS = 40
"""Largest number of parts of a run."""
MAX_VIA = 24
"""Largest number of points between the ends of a line that nobody recorded."""


@dataclass(frozen=True, slots=True)
class TrackLegs:
    """A track as legs; `stray_km` is their largest distance from a recorded position."""

    ways: tuple[Way, ...]
    stray_km: float
    gaps: int
    first: str
    last: str
    recordings: tuple[tuple[Fix, ...], ...] = ()
    """The positions that stand in the story as tracks, those of each track in order."""


def recorded_legs(runs: Sequence[Sequence[Fix]], name: str) -> TrackLegs:
    """Make a track of the runs of a recording, and a leg of each of its stretches.

    A stretch ends where the file's run ends, where nothing was recorded for longer than the track's
    own threshold (geo/tracks/gaps.py), and where the next position is too far for any vehicle.
    Between two stretches is a leg with a window, whose way is inferred. A stretch that ends where
    it began has a leg out and a leg back. Runs that overlap in time come from several devices, so
    that each is a track, and nothing is inferred between them. `runs` and `name` are those of
    `legs_of_track`.
    """
    ordered, _, overlaps = sort_runs(runs)
    recordings = [tuple(run) for run in ordered]
    if not overlaps:
        recordings = [tuple(fix for run in ordered for fix in run)]
    thresholds = [_threshold(recording) for recording in recordings]
    ways: list[Way] = []
    gaps, labels = 0, _labels(name)
    before: tuple[Spot, float] | None = None
    for i, run in enumerate(ordered):
        number = i if overlaps else 0
        if overlaps:
            before = None
        for part in _split(run, longer_than_s=thresholds[number], at_jumps=True):
            spots = [_spot(part[row], next(labels)) for row in _ends(part)]
            if before is not None and _apart(before[0], spots[0]):
                gaps += 1
                ways.append(_unrecorded(before, spots[0], part[0].at))
            for (a, start), (b, end) in pairwise(zip(_ends(part), spots, strict=True)):
                ways.append(
                    Way(
                        [start, end],
                        "reported",
                        departure=stamp(part[a].at),
                        arrival=stamp(part[b].at),
                        recording=number,
                        part=f"{stamp(part[a].at)}/{stamp(ceil(part[b].at))}",
                    )
                )
            before = (spots[-1], part[-1].at)
    first, last = ordered[0][0].at, max(run[-1].at for run in ordered)
    return TrackLegs(tuple(ways), 0.0, gaps, stamp(first), stamp(last), tuple(recordings))


def fixes_of_recording(recording: Sequence[Fix], *, as_recorded: bool = False) -> Fixes:
    """Give a recording as fixes, in the order of time.

    `as_recorded` puts those whose clock ran back behind the others, as later rows of earlier
    moments: a story that reads them questions them.
    """
    from geo.tracks.fixes import fixes_of  # noqa: PLC0415 - loaded when a track is read

    if as_recorded:
        recording = sorted(recording, key=lambda fix: fix.ran_back)
    names = ("lon", "lat", "altitude_m", "speed_kmh", "heading")
    columns: dict[str, Any] = {name: [getattr(fix, name) for fix in recording] for name in names}
    return fixes_of(time=[round(fix.at * 1000) for fix in recording], **columns)


def _threshold(recording: Sequence[Fix]) -> float:
    """Give the longest silence that is no gap, seconds, as the story's own track has it."""
    from geo.tracks.gaps import expected_interval  # noqa: PLC0415 - the same

    return expected_interval(fixes_of_recording(recording))


def _labels(name: str) -> Iterator[str]:
    """Name recorded positions one after another."""
    for number in count(1):
        yield (
            ToldText("import.draft.recorded", name=name, number=f"{number}")
            if name
            else ToldText("import.draft.position", number=f"{number}")
        )


def _spot(fix: Fix, label: str, near_km: float = NEAR_KM) -> Spot:
    return Spot(label, fix.lon, fix.lat, near_km)


def _ends(part: Sequence[Fix]) -> list[int]:
    """Give the rows at which a stretch's legs begin and end; only the first where nothing moved."""
    last = len(part) - 1
    first = _spot(part[0], "")
    if _apart(first, _spot(part[last], "")):
        return [0, last]
    far = max(range(len(part)), key=lambda row: _km(part[0], part[row]))
    return [0, far, last] if _apart(first, _spot(part[far], "")) else [0]


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
    stray, gaps, labels = 0.0, 0, _labels(name)
    before: tuple[Spot, float] | None = None
    for run, begins in (
        (part, i == 0)
        for ordered_run in ordered
        for i, part in enumerate(_split(ordered_run, longer_than_s=GAP_S))
    ):
        if begins and overlaps:
            before = None
        kept, error = _kept(run)
        stray = max(stray, error)
        near = ceil(max(NEAR_KM, error) * 1000 - 1e-6) / 1000
        spots = [_spot(run[i], next(labels), near) for i in kept]
        if before is not None and _apart(before[0], spots[0]):
            gaps += 1
            ways.append(_unrecorded(before, spots[0], run[0].at))
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
        before = (spots[-1], run[-1].at)
    first, last = ordered[0][0].at, max(run[-1].at for run in ordered)
    return TrackLegs(tuple(ways), stray, gaps, stamp(first), stamp(last))


def _unrecorded(before: tuple[Spot, float], after: Spot, at: float) -> Way:
    """Give the way between two recordings: from where and when the first ended to the second."""
    spot, ended = before
    return Way([spot, after], "inferred", window=f"{stamp(ended)}/{stamp(at)}")


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
    """Sort positions by time, each moment once; gives them and the number moved or left out.

    Those whose clock ran back are marked as such.
    """
    recorded, latest = list[Fix](), -inf
    for fix in fixes:
        recorded.append(replace(fix, ran_back=True) if fix.at < latest else fix)
        latest = max(latest, fix.at)
    ordered = sorted(recorded, key=lambda fix: fix.at)
    moved = sum(a is not b for a, b in zip(ordered, recorded, strict=True))
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


def _split(
    run: Sequence[Fix], *, longer_than_s: float, at_jumps: bool = False
) -> list[Sequence[Fix]]:
    """Split a run where nothing was recorded for longer, and where it jumps."""
    cuts = [
        i
        for i, (a, b) in enumerate(pairwise(run), 1)
        if b.at - a.at > longer_than_s or (at_jumps and _jumps(a, b))
    ]
    return [run[first:last] for first, last in pairwise([0, *cuts, len(run)])]


def _jumps(a: Fix, b: Fix) -> bool:
    """Whether no vehicle gets from a position to the next in the time, even with a tailwind."""
    from geo.tracks.questioned import SLACK_M, SLACK_S  # noqa: PLC0415 - loaded when a track is read

    hours = (b.at - a.at + SLACK_S) / 3600
    return _km(a, b) > TOP_SPEED_KMH["unknown"] * TAILWIND * hours + SLACK_M / 1000


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
    scale = np.cos(np.radians(lat.mean())) * DEGREE_KM
    x, y = (lon - lon[0]) * scale, (lat - lat[0]) * DEGREE_KM
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
    away = _km(Fix(a.lon, a.lat, 0), Fix(b.lon, b.lat, 0))
    return away > (a.precision_km or NEAR_KM) / 2


def _km(a: Fix, b: Fix) -> float:
    """Give about how far two positions are apart, km."""
    turned = (a.lon - b.lon + 180) % 360 - 180
    return hypot(
        turned * cos(radians((a.lat + b.lat) / 2)) * DEGREE_KM, (a.lat - b.lat) * DEGREE_KM
    )
