"""Which column of a table of recorded positions is what, and in which unit, for each source.

Reading a file (formats/trackers/track_table.py) and searching many (formats/track_search) both go
by these. Sources: Flightradar24's CSV of a flight; OpenSky's state vectors as its database, its
REST interface and the library traffic write them (metres, metres a second; traffic: feet, knots);
NOAA's AIS (coast.noaa.gov, in both writings of its heads); the Danish Maritime Authority's AIS
(day first, as its "!_README_information_CSV_files.txt" says). AIS has knots; 102.3 kn and 360
degrees are "not available" there (ITU-R M.1371).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from formats.drafts.column_matching import flat
from formats.shared.units import FOOT_M, KNOT_KMH, MS_KMH
from formats.trackers.moments import Writing
from geo.tracks.fixes import Origin
from geo.tracks.gaps import SourceKind

_LAT, _LON = ("lat", "latitude"), ("lon", "lng", "longitude")
_CALLED = {"callsign": ("callsign",), "registration": ("registration",)}
_SHIPS = {
    "name": ("vesselname", "name", "shipname"),
    "callsign": ("callsign",),
    "type": ("shiptype", "vesseltype"),
}
NO_SPEED_KN = 102.3
NO_COURSE = 360.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one source; heads are written as `flat` gives them.

    Of several heads for one thing the first that is there counts. Units are factors to metres and
    to km/h. `signs` are tuples of heads: a table that has a head of each tuple is of this source.
    """

    name: str
    source: SourceKind
    signs: tuple[tuple[str, ...], ...]
    vehicle: tuple[str, ...]
    time: tuple[str, ...]
    writing: Writing | None = None
    """How moments are written; None where the column itself has to show it."""
    lon: tuple[str, ...] = _LON
    lat: tuple[str, ...] = _LAT
    pair: tuple[str, ...] = ()
    """A column with "lat,lon"."""
    altitude: tuple[tuple[str, float], ...] = ()
    speed: tuple[tuple[str, float], ...] = ()
    course: tuple[str, ...] = ()
    no_speed: float | None = None
    no_course: float | None = None
    origin: Origin = "unknown"
    origin_column: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    """Columns of truth values: `new_leg`, `stale`."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


OWN = Columns(
    "import.tracker.table",
    "unknown",
    signs=(("vehicle",), ("time",), ("lon",), ("lat",), ("origin",)),
    vehicle=("vehicle",),
    time=("time",),
    altitude=(("altitudem", 1.0),),
    speed=(("speedkmh", 1.0),),
    course=("heading",),
    origin_column="origin",
    origins={
        name: name for name in ("unknown", "receiver", "multilateration", "estimated", "satellite")
    },
    flags={"new_leg": "newleg", "stale": "stale"},
)
"""What `escape-routes tracks` writes, and can read again."""


def _ais(name: str, **columns: Any) -> Columns:
    """Give the columns of AIS of any publisher: knots, degrees, and the values for "unknown"."""
    return Columns(
        name,
        "ais-coastal",
        vehicle=("mmsi",),
        speed=(("sog", KNOT_KMH),),
        course=("cog",),
        no_speed=NO_SPEED_KN,
        no_course=NO_COURSE,
        names=_SHIPS,
        **columns,
    )


SOURCES: tuple[Columns, ...] = (
    OWN,
    Columns(
        "import.tracker.flightradar24",
        "ads-b",
        signs=(("timestamp",), ("callsign",), ("position", "latitude"), ("direction",)),
        vehicle=("callsign",),
        time=("timestamp", "utc"),
        pair=("position",),
        altitude=(("altitude", FOOT_M),),
        speed=(("speed", KNOT_KMH),),
        course=("direction",),
    ),
    Columns(
        "import.tracker.opensky",
        "ads-b",
        signs=(("icao24",), ("velocity",), _LAT, _LON),
        vehicle=("icao24",),
        time=("lastposupdate", "timeposition", "time"),
        altitude=(("baroaltitude", 1.0), ("geoaltitude", 1.0)),
        speed=(("velocity", MS_KMH),),
        course=("heading", "truetrack"),
        origin="receiver",
        origin_column="positionsource",
        origins={"0": "receiver", "1": "unknown", "2": "multilateration", "3": "receiver"},
        names=_CALLED,
    ),
    Columns(
        "import.tracker.traffic",
        "ads-b",
        signs=(("icao24",), ("groundspeed",), ("timestamp",), _LAT, _LON),
        vehicle=("icao24",),
        time=("lastposition", "timestamp"),
        altitude=(("altitude", FOOT_M),),
        speed=(("groundspeed", KNOT_KMH),),
        course=("track",),
        names=_CALLED,
    ),
    _ais(
        "import.tracker.noaa",
        signs=(("mmsi",), ("basedatetime",), _LAT, _LON),
        time=("basedatetime",),
        writing="iso",
        origin="receiver",
    ),
    _ais(
        "import.tracker.dma",
        signs=(("mmsi",), ("timestamp",), ("typeofmobile",), _LAT, _LON),
        time=("timestamp",),
        writing="day_first",
        origin="receiver",
    ),
    _ais(
        "import.tracker.ais",
        signs=(
            ("mmsi",),
            ("sog", "cog"),
            ("timestamp", "time", "datetime", "datetimeutc"),
            _LAT,
            _LON,
        ),
        time=("timestamp", "time", "datetime", "datetimeutc"),
    ),
)


ANY = Columns(
    "import.tracker.table",
    "unknown",
    signs=(
        ("vehicle", "vehicleid", "icao24", "icao", "hex", "mmsi", "trackid", "callsign", "id"),
        ("time", "timestamp", "datetime", "utc", "t"),
        _LAT,
        _LON,
    ),
    vehicle=("vehicle", "vehicleid", "icao24", "icao", "hex", "mmsi", "trackid", "callsign", "id"),
    time=("time", "timestamp", "datetime", "utc", "t"),
    altitude=(("altitudem", 1.0),),
    speed=(("speedkmh", 1.0),),
)
"""Any table that has a vehicle, a time and a position. Units are known only where a head says them.
"""


def columns_of(heads: Iterable[str], *, any_source: bool = False) -> Columns | None:
    """Find the source whose heads a table has; None where it is none of these.

    `any_source` takes any table of positions too, where it is known that it holds positions.
    """
    flats = {flat(head) for head in heads}
    for source in (*SOURCES, ANY) if any_source else SOURCES:
        if all(flats.intersection(names) for names in source.signs):
            return source
    return None


def first_of(names: Iterable[str], heads: Mapping[str, int]) -> int | None:
    """Give the place of the first of some heads that a table has; None without any."""
    return next((heads[name] for name in names if name in heads), None)
