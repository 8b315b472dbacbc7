"""Where nothing was recorded: silences longer than a source's own threshold.

A gap is known by the times of two recorded positions alone. Nobody recorded what lies in it;
geo/tracks/reach.py says where the vehicle could have been.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from types import MappingProxyType
from typing import Literal

import numpy as np

from geo.tracks.fixes import Fixes, Ints

SourceKind = Literal["ads-b", "ais-coastal", "ais-satellite", "phone", "unknown"]

THRESHOLD_S: Mapping[SourceKind, float] = MappingProxyType(
    {
        "ads-b": 20,
        "ais-coastal": 600,
        "ais-satellite": 6 * 3600,
        "phone": 300,
        "unknown": 900,
    }
)
"""Longest silence that is no gap, seconds, where the data has no steady rhythm. ADS-B sends twice a
second, and readsb calls a position stale after 20 s; AIS sends at anchor every 3 minutes, and a
coastal station that misses three in a row has lost the ship; a satellite comes by every few hours;
a phone at rest writes every few minutes."""
LEAST_S = 20.0
"""No rhythm makes a silence shorter than this a gap."""
RHYTHM = 3.0
"""A silence is a gap from so many times the interval that nine of ten do not exceed."""
STEADY = 4.0
"""A rhythm is steady where nine of ten intervals are at most so many times the median."""
FEWEST = 20
"""Fewer intervals have no rhythm."""
TENS_S = 10.0
"""Thresholds are rounded up to multiples of this, seconds."""
CHOICES_S = (60, 300, 900, 3600)
"""Thresholds that a reader may choose in place of the source's own, seconds."""
_NINE_OF_TEN = 90


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence between two rows of fixes that are in order; moments in ms since 1970 (UTC)."""

    before: int
    """The row of the last position before it."""
    after: int
    """The row of the first position after it."""
    start: int
    end: int
    parted: bool
    """Whether the source says that a new journey begins after it."""

    @property
    def seconds(self) -> float:
        """How long nothing was recorded, seconds."""
        return (self.end - self.start) / 1000


def own_rhythm(fixes: Fixes) -> float | None:
    """Give the longest silence that is no gap by the data's own rhythm, seconds; None without one.

    The rhythm is the interval that nine of ten do not exceed, between rows that follow each other
    on one journey at different moments. It is steady, and only then used, where there are FEWEST
    intervals or more and it is at most STEADY times their median. The answer is RHYTHM times the
    rhythm, rounded up to ten seconds, and LEAST_S at least.
    """
    steps = np.diff(fixes.time)[~fixes.new_leg[1:]] / 1000
    steps = steps[steps > 0]
    if len(steps) < FEWEST:
        return None
    median, long = np.percentile(steps, [50, _NINE_OF_TEN])
    if long > STEADY * median:
        return None
    return max(ceil(RHYTHM * float(long) / TENS_S) * TENS_S, LEAST_S)


def expected_interval(fixes: Fixes, source_kind: SourceKind = "unknown") -> float:
    """Give the longest silence that is no gap, seconds.

    It is that of the data's own rhythm where it is steady (`own_rhythm`), else that of the kind
    of source (THRESHOLD_S). Fixes are in order.
    """
    return own_rhythm(fixes) or THRESHOLD_S[source_kind]


def chosen_threshold(own_s: float, chosen_s: float | None, *, concealed: bool) -> float:
    """Give the longest silence that is no gap, seconds, where a reader may have chosen one.

    `own_s` is that of the source. Where a report says that the way was concealed, a choice never
    makes it longer: what is reported as concealed is not drawn as recorded.
    """
    if chosen_s is None:
        return own_s
    return min(own_s, chosen_s) if concealed else chosen_s


def gap_rows(time: Ints, *, longer_than_s: float) -> Ints:
    """Give the rows after which nothing was recorded for longer; `time` is in order, ms."""
    return np.asarray(np.flatnonzero(np.diff(time) > longer_than_s * 1000), np.int64)


def gaps(fixes: Fixes, *, longer_than_s: float) -> tuple[Gap, ...]:
    """List the gaps of fixes that are in order: silences longer than so many seconds."""
    return tuple(
        Gap(
            int(row),
            int(row) + 1,
            int(fixes.time[row]),
            int(fixes.time[row + 1]),
            bool(fixes.new_leg[row + 1]),
        )
        for row in gap_rows(fixes.time, longer_than_s=longer_than_s)
    )


def unbroken(fixes: Fixes, *, longer_than_s: float) -> tuple[slice, ...]:
    """Give the runs of rows without a gap, each as a slice of fixes that are in order.

    A gap is a step of more than `longer_than_s` seconds.
    """
    rows = gap_rows(fixes.time, longer_than_s=longer_than_s)
    cuts = [0, *(int(row) + 1 for row in rows), len(fixes)]
    return tuple(slice(first, last) for first, last in pairwise(cuts) if last > first)
