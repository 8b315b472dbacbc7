"""Recorded positions as columns: what a transponder, a receiver or a phone wrote down.

Nothing is smoothed, filled in or left out here without being counted in `remarks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from geo.language.told_error import ToldError

Origin = Literal["receiver", "multilateration", "estimated", "satellite", "unknown"]
Fault = Literal["untimed", "zero_position", "null", "out_of_range", "out_of_order", "doubled"]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

ORIGINS: tuple[Origin, ...] = ("unknown", "receiver", "multilateration", "estimated", "satellite")
"""What determined a position: a row's `origin` is the index of its name here."""
FAULTS: tuple[Fault, ...] = (
    "untimed",
    "zero_position",
    "null",
    "out_of_range",
    "out_of_order",
    "doubled",
)
"""Kinds of faulty rows that `remarks` may count. Rows out of order are kept, the rest left out."""
_OPTIONAL = ("altitude_m", "speed_kmh", "heading")


@dataclass(frozen=True, slots=True, eq=False)
class Fixes:
    """Recorded positions, a row each; all columns are numpy arrays of one length.

    Rows are as they were recorded until `in_order` sorts them. Make one with `fixes_of`.
    """

    time: Ints
    """Moments, milliseconds since 1970 (UTC)."""
    lon: Floats
    """Longitudes, degrees, -180..180."""
    lat: Floats
    """Latitudes, degrees."""
    altitude_m: Floats
    """Heights as reported, metres; nan where none is given."""
    speed_kmh: Floats
    """Speeds over ground as reported, km/h; nan where none is given."""
    heading: Floats
    """Courses over ground, degrees clockwise from north; nan where none is given."""
    origin: Codes
    """What determined the position: an index into ORIGINS."""
    new_leg: Flags
    """Whether the source says that a new flight or journey begins with this row."""
    stale: Flags
    """Whether the source says that the position was old when it was written down."""
    remarks: Mapping[str, int] = field(default_factory=dict)
    """How many rows had each of FAULTS; kinds without a row are left out."""

    def __len__(self) -> int:
        return len(self.time)

    def __eq__(self, value: object) -> bool:
        """Whether all rows and remarks are the same; a missing number (nan) equals another."""
        if not isinstance(value, Fixes):
            return NotImplemented
        return self.remarks == value.remarks and all(
            np.array_equal(first, second, equal_nan=first.dtype.kind == "f")
            for first, second in ((getattr(self, name), getattr(value, name)) for name in COLUMNS)
        )

    __hash__ = None  # type: ignore[assignment]  # columns can be changed in place

    def take(self, rows: npt.NDArray[Any] | slice) -> Fixes:
        """Give some rows, by their numbers, a mask or a slice; the remarks stay."""
        return Fixes(**{name: getattr(self, name)[rows] for name in COLUMNS}, remarks=self.remarks)

    def order(self) -> Ints:
        """Give the numbers of the rows sorted by time, each doubled row once.

        Rows of the same moment keep their order. A row is doubled if an earlier row has both its
        moment and its position; two positions at the same moment are both kept.
        """
        rows = np.argsort(self.time, kind="stable")
        same = _doubled(self.time[rows], self.lon[rows], self.lat[rows])
        return np.asarray(rows[~same], np.int64)

    def in_order(self) -> Fixes:
        """Give the rows sorted by time, without doubled ones; both are counted in the remarks."""
        rows = self.order()
        counted = {
            "out_of_order": int(runs_back(self.time).sum()),
            "doubled": len(self) - len(rows),
        }
        return replace(self.take(rows), remarks=summed(self.remarks, counted))

    @property
    def sorted(self) -> bool:
        """Whether the rows are in the order of time."""
        return bool((np.diff(self.time) >= 0).all())


COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Fixes) if f.name != "remarks")
"""The columns of Fixes in their order."""


def fixes_of(
    *,
    time: Any,
    lon: Any,
    lat: Any,
    altitude_m: Any = None,
    speed_kmh: Any = None,
    heading: Any = None,
    origin: Any = "unknown",
    new_leg: Any = None,
    stale: Any = None,
    remarks: Mapping[str, int] | None = None,
) -> Fixes:
    """Make Fixes of columns; rows that say no place or no time are left out and counted.

    `time` is milliseconds since 1970 (UTC), where negative values are earlier and nan is untimed;
    units are those of Fixes. Columns that are None are not given. `origin` is a name for all rows,
    a sequence of names, or indices into ORIGINS. A row is left out and counted under the first of
    these that is true of it: `untimed`, `null` (no longitude or latitude), `out_of_range`, and
    `zero_position` (0/0, which receivers write for none). Raises ToldError, a ValueError, for
    columns of different lengths and for an unknown origin.
    """
    moments = np.asarray(time)
    size = len(moments)
    x, y = _floats(lon, size), _floats(lat, size)
    untimed = (
        np.zeros(size, bool)
        if moments.dtype.kind in "iu"
        else ~np.isfinite(np.asarray(moments, np.float64))
    )
    null = ~np.isfinite(x) | ~np.isfinite(y)
    outside = ~null & ((np.abs(x) > 180) | (np.abs(y) > 90))  # noqa: PLR2004 - degrees
    zero = (x == 0) & (y == 0)
    left = np.zeros(size, bool)
    counted: dict[str, int] = {}
    for name, rows in (
        ("untimed", untimed),
        ("null", null),
        ("out_of_range", outside),
        ("zero_position", zero),
    ):
        counted[name] = int((rows & ~left).sum())
        left |= rows
    keep = ~left
    options = {
        name: _floats(values, size)[keep]
        for name, values in zip(_OPTIONAL, (altitude_m, speed_kmh, heading), strict=True)
    }
    return Fixes(
        time=np.asarray(moments[keep], np.int64),
        lon=x[keep],
        lat=y[keep],
        **options,
        origin=_codes(origin, size)[keep],
        new_leg=_flags(new_leg, size)[keep],
        stale=_flags(stale, size)[keep],
        remarks=summed(remarks or {}, counted),
    )


def joined(parts: Sequence[Fixes]) -> Fixes:
    """Concatenate fixes in the order given; their remarks are added up."""
    if not parts:
        return fixes_of(time=np.empty(0, np.int64), lon=(), lat=())
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS}
    return Fixes(**columns, remarks=summed(*(part.remarks for part in parts)))


def summed(*counts: Mapping[str, int]) -> dict[str, int]:
    """Add up remarks; those that count nothing are left out."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return {name: n for name, n in total.items() if n}


def runs_back(time: Ints) -> Flags:
    """Mark the rows whose moment is before that of a row recorded earlier."""
    if not len(time):
        return np.zeros(0, bool)
    return np.asarray(time < np.maximum.accumulate(time))


def _doubled(time: Ints, lon: Floats, lat: Floats) -> Flags:
    """Mark rows, sorted by time, whose moment and position an earlier row has too."""
    rows = np.lexsort((lat, lon, time))
    same = np.zeros(len(time), bool)
    if len(rows) > 1:
        repeated = np.ones(len(rows) - 1, bool)
        for column in (time, lon, lat):
            repeated &= np.diff(column[rows]) == 0
        same[rows[1:]] = repeated
    return same


def _floats(values: Any, size: int) -> Floats:
    if values is None:
        return np.full(size, np.nan)
    out = np.array(values, np.float64)
    return np.asarray(_of_length(out, size), np.float64)


def _flags(values: Any, size: int) -> Flags:
    return np.zeros(size, bool) if values is None else _of_length(np.array(values, bool), size)


def _codes(values: Any, size: int) -> Codes:
    if isinstance(values, str):
        values = np.full(size, _code(values), np.int8)
    array = np.asarray(values)
    if array.dtype.kind not in "iu":
        array = np.array([_code(str(name)) for name in array], np.int8)
    if len(array) and not 0 <= int(array.min()) <= int(array.max()) < len(ORIGINS):
        raise ToldError("fault.track.origin-number", most=str(len(ORIGINS) - 1))
    return np.asarray(_of_length(array, size), np.int8)


def _code(name: str) -> int:
    known: tuple[str, ...] = ORIGINS
    if name not in known:
        raise ToldError("fault.track.origin", name=name, known=", ".join(known))
    return known.index(name)


def _of_length(array: Any, size: int) -> Any:
    if array.shape != (size,):
        raise ToldError("fault.track.rows", rows=str(len(array)), moments=str(size))
    return array
