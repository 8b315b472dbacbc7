"""What readers make of every format before it becomes events: records with named values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan
from typing import Literal

from formats.cells.cell import Cell
from formats.coordinates.positions import Position


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry: a point, a line or an outline, as (lon, lat) in degrees."""

    kind: Literal["point", "line", "area"]
    positions: tuple[Position, ...]
    coarse_km: float | None = None
    """How far a point may lie from what was written, where its figures do not say it."""
    square_km: float | None = None
    """How far a point of the square that a code names lies from its middle; it is the precision."""
    names: tuple[str, ...] = ()
    """Names of the positions of a line, where they have any; empty for those without."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A recorded position: (lon, lat) in degrees, when (seconds since 1970, UTC).

    Height, speed over ground and course (degrees from north) are nan where none is given.
    """

    lon: float
    lat: float
    at: float
    altitude_m: float = nan
    speed_kmh: float = nan
    heading: float = nan
    ran_back: bool = False
    """Whether it was recorded after a position of a later moment."""


@dataclass(slots=True)
class Record:
    """A row, feature, placemark, waypoint or slide.

    `values` are its cells by column or property. `start` and `end` are times that the format
    itself gives, as a story writes them; `fixes` are sequences of recorded positions.
    """

    number: int
    values: Mapping[str, Cell]
    kind: str = ""
    """What it is, where a file has more than one kind; else that of the Contents."""
    paragraph: int = 0
    """Its number among all records of the file; `number` counts within its kind."""
    shapes: tuple[Shape, ...] = ()
    start: str | None = None
    end: str | None = None
    fixes: tuple[tuple[Fix, ...], ...] = ()


@dataclass(slots=True)
class Contents:
    """A file's records, what a record is called ("row"), and what the file says of itself."""

    format: str
    kind: str
    records: list[Record]
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    text: str = ""
    columns: list[str] = field(default_factory=list)
    clock_is_utc: bool = False
    """Whether the format says that clock times without a zone are UTC."""


@dataclass(slots=True)
class Spot:
    """Where a record is: a name, and a point or a country."""

    name: str
    lon: float | None = None
    lat: float | None = None
    precision_km: float | None = None
    area: str | None = None
    note: str = ""
    coarse_km: float | None = None
    source: str = ""
    """Where the coordinates are from, if not from the record."""


@dataclass(slots=True)
class Citation:
    """Who says what a record says, as far as the file tells."""

    name: str
    url: str = ""
    published: str = ""
    told_by: str = ""
    named: bool = False
    stance: str = ""
    informants: int = 1
    text: str = ""


@dataclass(slots=True)
class Way:
    """A line along which somebody moved or is said to have moved, with its times."""

    spots: list[Spot]
    path: Literal["reported", "inferred", "concealed"] = "inferred"
    departure: str | None = None
    arrival: str | None = None
    window: str | None = None
    recording: int | None = None
    """Which of its happening's recordings it rests on."""
    part: str | None = None
    """The part of that recording which it is, as two moments with a slash."""


@dataclass(slots=True)
class Happening:
    """A record that was understood. It becomes an event, or a place if it has no time."""

    kind: str
    number: int
    paragraph: int
    headline: str = ""
    text: str = ""
    words: str = ""
    reading: str = ""
    start: str | None = None
    end: str | None = None
    spot: Spot | None = None
    more_spots: list[Spot] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    recordings: list[tuple[Fix, ...]] = field(default_factory=list)
    """What was recorded of it, in the order of time; each becomes a track."""
    mode: str = ""
    outcome: str = ""
    people: list[str] = field(default_factory=list)
    group: str = ""
    citations: list[Citation] = field(default_factory=list)
    id: str = ""
