"""Tables of recorded positions into tracks: flights and ships, a row a position.

Recognised by their heads: a vehicle (Callsign, icao24, MMSI), a speed or a course, coordinates and
a time, as Flightradar24, OpenSky, ADS-B Exchange and AIS archives have them. Moments are UTC there.
A log that has no column for its vehicle, and nothing but what devices record, may be that of one:
that is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC

from formats.cells.cell import Cell
from formats.cells.plain_text import plain
from formats.coordinates.angles import CoordinateError, degrees_of
from formats.coordinates.coordinate_parsing import pair_of
from formats.coordinates.positions import Position, fault_of, turned
from formats.drafts.column_matching import flat
from formats.drafts.track_legs import sort_fixes
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_FIXES
from formats.readers.timed_positions import note_moved, note_untimed
from formats.shared.import_notes import Notes, table_of
from formats.shared.records import Contents, Fix, Record
from formats.times.date_parsing import DateRules, read_date
from geo.errors import WhenError
from geo.language.told_text import ToldText
from geo.time.instants import epoch_ms, parse_when

_VEHICLES = ("callsign", "icao24", "icao", "hex", "mmsi", "flight", "registration")
_MOTIONS = ("speed", "sog", "velocity", "groundspeed", "direction", "heading", "cog", "course",
            "track", "truetrack")  # fmt: skip
_TIMES = ("utc", "timestamp", "basedatetime", "datetimeutc", "time", "datetime", "lastposupdate",
          "timeposition")  # fmt: skip
_LATS, _LONS = ("lat", "latitude"), ("lon", "lng", "long", "longitude")
_PAIRS = ("position", "coordinates", "latlon", "latlng")
_RECORDED = ("altitude", "alt", "ele", "elevation", "height", "accuracy", "hdop", "satellites",
             "battery", "bearing", "vspeed", "verticalspeed", "distance")  # fmt: skip
_LOG_ROWS = 50
"""Rows from which on a table of moments and positions alone may be a log."""
_RULES = DateRules(seconds="unix")


def is_positions(names: Sequence[str]) -> bool:
    """Whether a table's heads are those of recorded positions."""
    flats = {flat(name) for name in names}
    placed = bool(flats & set(_PAIRS)) or (bool(flats & set(_LATS)) and bool(flats & set(_LONS)))
    return all((placed, flats & set(_VEHICLES), flats & set(_MOTIONS), flats & set(_TIMES)))


def may_be_log(contents: Contents) -> bool:
    """Whether a table may be the log of one vehicle, whose moments say their zone.

    It has many rows, and no column but time, position and what a device records beside them.
    """
    flats = {flat(name) for name in contents.columns}
    times = flats & set(_TIMES)
    if (
        len(contents.records) < _LOG_ROWS
        or len(times) != 1
        or not flats & set(_LATS)
        or not flats & set(_LONS)
        or flats - {*_TIMES, *_LATS, *_LONS, *_MOTIONS, *_RECORDED}
    ):
        return False
    (at,) = (name for name in contents.columns if flat(name) in times)
    reads = [read_date(record.values.get(at), rules=_RULES) for record in contents.records]
    return all(read.text and "T" in read.text and not read.naive for read in reads)


def is_one_vehicle(contents: Contents, notes: Notes) -> bool | None:
    """Ask whether the rows are one vehicle's recording; None without an answer."""
    text = ToldText("import.ask.vehicles", rows=len(contents.records))
    options = (
        ("one", ToldText("import.vehicles.one")),
        ("-", ToldText("import.vehicles.events")),
    )
    answer = notes.ask("vehicles", text, options)
    return None if answer is None else answer == "one"


def tracks(contents: Contents, notes: Notes) -> Contents:
    """Make a track of the rows of each vehicle; raises FormatError for too many rows."""
    by_flat = {flat(name): name for name in reversed(contents.columns)}

    def column(names: Sequence[str]) -> str | None:
        return next((by_flat[name] for name in names if name in by_flat), None)

    vehicle, at = column(_VEHICLES), column(_TIMES)
    place = (column(_PAIRS), column(_LONS), column(_LATS))
    if len(contents.records) > MAX_FIXES:
        raise FormatError(
            ToldText("import.positions.too-many", most=MAX_FIXES),
            ToldText("import.positions.too-many.mend"),
        )
    rows: dict[str, list[Record]] = {}
    for record in contents.records:
        name = plain(str(record.values.get(vehicle or "") or "")).strip()
        rows.setdefault(name, []).append(record)
    made = [
        _track(name, group, number, at or "", place, notes)
        for number, (name, group) in enumerate(rows.items(), 1)
    ]
    read = {vehicle, at, *place}
    left = [name for name in contents.columns if name not in read]
    if left:
        listed = ", ".join(f'"{name}"' for name in left[:25])
        notes.miss(ToldText("import.positions.columns", names=listed), ToldText("import.keep.mend"))
    notes.say(ToldText("import.positions.read", rows=len(contents.records)))
    return Contents(
        table_of(contents.format, "import.table.positions"),
        "track",
        [record for record in made if record.fixes],
        title=contents.title,
    )


def _track(  # noqa: PLR0917 - all of one table
    name: str, group: list[Record], number: int, at: str, place: tuple[str | None, ...],
    notes: Notes,
) -> Record:  # fmt: skip
    fixes: list[Fix] = []
    untimed = 0
    for record, position in _placed(group, place, notes):
        moment = _moment(record.values.get(at))
        if moment is None:
            untimed += 1
        else:
            fixes.append(Fix(*position, moment))
    track = Record(
        number,
        {"headline": name or ToldText("import.record.track", number=f"{number}")},
        kind="track",
    )
    if untimed:
        note_untimed(untimed, number, notes, kind="track")
    ordered, moved = sort_fixes(fixes)
    if moved:
        note_moved(moved, number, notes, kind="track")
    track.fixes = (tuple(ordered),) if ordered else ()
    return track


def _placed(
    group: list[Record], place: tuple[str | None, ...], notes: Notes
) -> Iterator[tuple[Record, Position]]:
    both, lon_name, lat_name = place
    for record in group:
        if both:
            try:
                pair = pair_of(record.values.get(both))
            except CoordinateError:
                pair = None
            lat, lon = (pair.first.degrees, pair.second.degrees) if pair else (None, None)
            if pair and pair.order == "lon-lat":
                lat, lon = lon, lat
        else:
            lon, lat = (degrees_of(record.values.get(name or "")) for name in (lon_name, lat_name))
        lon = turned(lon) if lon is not None else None
        if fault := fault_of(lon, lat):
            notes.miss(*fault, kind="row", number=record.number)
            continue
        assert lon is not None
        assert lat is not None
        yield record, (lon, lat)


def _moment(value: Cell) -> float | None:
    read = read_date(value, rules=_RULES)
    if read.text is None:
        return None
    try:
        when = parse_when(read.text, zone=UTC)
    except WhenError:
        return None
    return epoch_ms(when.earliest) / 1000 if when.exact and when.earliest else None
