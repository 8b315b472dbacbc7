"""What the readers of tracker files give: a track for each vehicle, its fixes as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from formats.files.format_error import FormatError
from formats.trackers.moments import LARGEST
from geo.language.told_text import ToldText
from geo.tracks.fixes import FAULTS, ORIGINS, Fixes, fixes_of, summed
from geo.tracks.gaps import SourceKind

MAX_TRACK_FIXES = 500_000
"""Recorded positions of a file that is read whole; a larger one is for `escape-routes tracks`."""


@dataclass(frozen=True, slots=True)
class RecordedTrack:
    """The positions of one vehicle or device, as a file has them.

    `vehicle` is the identifier that the source uses (a hex address, an MMSI, a callsign; a name
    where it has none), `names` what else the file says of it: "registration", "callsign", "name",
    "type".
    """

    vehicle: str
    fixes: Fixes
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What people call it: its callsign, name or registration, else its identifier."""
        for name in ("callsign", "name", "registration"):
            if text := self.names.get(name):
                return text
        return self.vehicle


@dataclass(frozen=True, slots=True)
class TrackFile:
    """The tracks of a file, what recorded them, and what of the file is not in them."""

    format: str
    source: SourceKind
    tracks: tuple[RecordedTrack, ...]
    left: tuple[str, ...] = ()
    """Sentences on what the file has beside its positions."""
    title: str = ""
    untracked: Mapping[str, int] = field(default_factory=dict)
    """How many rows have each fault, of vehicles without a single fix, which are no tracks."""

    @property
    def remarks(self) -> dict[str, int]:
        """How many rows have each fault, in all of the file."""
        return summed(self.untracked, *(track.fixes.remarks for track in self.tracks))


def fault_sentences(remarks: Mapping[str, int]) -> list[str]:
    """Give a sentence for each fault of rows, such as "3 positions without a time: not read"."""
    return [
        ToldText(f"import.tracks.fault.{fault}", n=number)
        for fault in FAULTS
        if (number := remarks.get(fault, 0))
    ]


class Rows:
    """Collects a vehicle's rows one by one; `fixes` makes columns of them."""

    __slots__ = ("altitude", "heading", "lat", "leg", "lon", "origin", "speed", "stale", "time")

    def __init__(self) -> None:
        self.time: list[float] = []
        self.lon: list[float] = []
        self.lat: list[float] = []
        self.altitude: list[float] = []
        self.speed: list[float] = []
        self.heading: list[float] = []
        self.origin: list[int] = []
        self.leg: list[bool] = []
        self.stale: list[bool] = []

    def add(
        self,
        time: float | None,
        lon: float | None,
        lat: float | None,
        *,
        altitude_m: float | None = None,
        speed_kmh: float | None = None,
        heading: float | None = None,
        origin: str = "unknown",
        new_leg: bool = False,
        stale: bool = False,
    ) -> None:
        """Add a row; None is what the file does not give. `time` is milliseconds since 1970."""
        self.time.append(_NAN if time is None else time)
        self.lon.append(_NAN if lon is None else lon)
        self.lat.append(_NAN if lat is None else lat)
        self.altitude.append(_NAN if altitude_m is None else altitude_m)
        self.speed.append(_NAN if speed_kmh is None else speed_kmh)
        self.heading.append(_NAN if heading is None else heading)
        self.origin.append(_ORIGIN[origin])
        self.leg.append(new_leg)
        self.stale.append(stale)

    def __len__(self) -> int:
        return len(self.time)

    def fixes(self) -> Fixes:
        """Give the rows as Fixes, as they were recorded."""
        return fixes_of(
            time=whole_ms(self.time),
            lon=self.lon,
            lat=self.lat,
            altitude_m=self.altitude,
            speed_kmh=self.speed,
            heading=self.heading,
            origin=np.array(self.origin, np.int8),
            new_leg=self.leg,
            stale=self.stale,
        )


_NAN = float("nan")
_ORIGIN: dict[str, int] = {name: number for number, name in enumerate(ORIGINS)}


def whole_ms(values: Any) -> Any:
    """Round moments to milliseconds; those outside the years 2 to 9998 are untimed, as nan.

    No story holds others, and a device that writes them has no clock.
    """
    moments = np.round(np.asarray(values, np.float64))
    with np.errstate(invalid="ignore"):
        moments[~((moments >= _FIRST_MS) & (moments < _PAST_MS))] = np.nan
    return moments


_FIRST_MS = -62_104_060_800_000.0
_PAST_MS = 253_370_764_800_000.0
"""1 January of the years 2 and 9999, in milliseconds since 1970 (UTC)."""


def number(value: Any) -> float | None:
    """Give a JSON value as a number; None where it is none, a boolean, or beyond all measures."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < LARGEST else None


def scaled(value: Any, unit: float) -> float | None:
    """Give a JSON value in another unit; None where it is no number."""
    given = number(value)
    return None if given is None else given * unit


def check_amount(rows: int) -> None:
    """Raise FormatError for more positions than a file that is read whole may have."""
    if rows > MAX_TRACK_FIXES:
        raise FormatError(
            ToldText("import.tracks.too-many", most=MAX_TRACK_FIXES),
            ToldText("import.tracks.too-many.mend"),
        )


def track_file(
    tracks: Sequence[RecordedTrack],
    *,
    format: str,  # noqa: A002 - as the field is called
    source: SourceKind,
    left: Sequence[str] = (),
    title: str = "",
) -> TrackFile:
    """Give a tracker's file with the tracks that have a fix; raises FormatError where none has.

    The faults of the others are counted too: nothing of a file is left out unsaid.
    """
    kept = tuple(track for track in tracks if len(track.fixes))
    untracked = summed(*(track.fixes.remarks for track in tracks if not len(track.fixes)))
    if not kept:
        wrong = ToldText("import.tracks.none")
        if faults := fault_sentences(untracked):
            wrong = ToldText("import.tracks.none-because", faults="; ".join(faults))
        raise FormatError(wrong, ToldText("import.tracks.none.mend"))
    return TrackFile(format, source, kept, tuple(left), title, untracked)
