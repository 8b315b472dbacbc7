"""GeoJSON (RFC 7946) and OGC JSON-FG 1.0 (OGC 21-045r1) into records; a feature a record.

A `crs` or `coordRefSys` other than WGS 84 is converted by its EPSG number alone; nothing is
fetched. A feature's `time` gives its times, `place` its geometry where `geometry` is null.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from formats.shared.date_parsing import Cell, read_date
from formats.shared.format_error import FormatError
from formats.shared.import_limits import MAX_ROWS
from formats.shared.import_notes import Notes
from formats.shared.number_parsing import fault_of, is_finite
from formats.shared.plain_text import plain, tidy
from formats.shared.records import Contents, Position, Record, Shape

ToLonLat = Callable[[float, float], Position]
_CODE = re.compile(r"(?:EPSG|epsg)[:/]+(?:[\d.]*[:/])?(\d{4,6})$")
_LON_LAT = re.compile(r"(?:CRS84h?|OGC:+1\.3:+CRS84)$", re.IGNORECASE)
_GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
               "GeometryCollection")  # fmt: skip


def parsed(text: str) -> Any:
    """Read JSON; raises FormatError with the line where it is broken."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"The file is broken JSON ({error.msg[:1].lower()}{error.msg[1:]})",
            "Save it again with the tool that made it",
            where=f"Line {error.lineno}, column {error.colno}",
        ) from error
    except (RecursionError, ValueError) as error:
        raise FormatError(
            "The JSON is nested too deep or has a number too long", "Save the file again"
        ) from error


def is_geojson(data: Any) -> bool:
    """Whether JSON is a GeoJSON document."""
    return isinstance(data, dict) and data.get("type") in (
        "FeatureCollection", "Feature", *_GEOMETRIES)  # fmt: skip


def read(data: dict[str, Any], notes: Notes) -> Contents:
    """Read a GeoJSON document; raises FormatError where it has no features or too many."""
    kind = data.get("type")
    if kind == "FeatureCollection":
        features = data.get("features")
    else:
        features = [data if kind == "Feature" else {"type": "Feature", "geometry": data}]
    if not isinstance(features, list):
        raise FormatError('"features" is no list', "Save the file as a FeatureCollection")
    if not features:
        raise FormatError("The collection has no features", "Export it again with its features")
    if len(features) > MAX_ROWS:
        raise FormatError(
            f"The file has {len(features):,} features and {MAX_ROWS:,} are read at most",
            "Split it into several files",
        )
    is_fg = any(key in data for key in ("conformsTo", "coordRefSys", "featureType")) or any(
        isinstance(item, dict) and ("time" in item or "place" in item) for item in features[:50]
    )
    outer = _crs_of(data)
    records = []
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            notes.miss("This is no feature", 'Give it "type": "Feature"',
                       kind="feature", number=number)  # fmt: skip
            continue
        records.append(_record(feature, number, outer, notes))
    title = data.get("title") or data.get("name") or ""
    label = "JSON-FG" if is_fg else "GeoJSON"
    return Contents(label, "feature", records, title=tidy(title) if isinstance(title, str) else "")


def _record(feature: dict[str, Any], number: int, outer: Any, notes: Notes) -> Record:
    properties = feature.get("properties")
    values: dict[str, Cell] = {}
    if isinstance(properties, dict):
        for name, value in properties.items():
            cell = _cell(value)
            if cell is None and value is not None:
                notes.miss(f'The property "{name}" holds a table and was not read',
                           "Give each of its values a property", kind="feature",
                           number=number)  # fmt: skip
            else:
                values[name] = cell
    name = feature.get("id")
    if isinstance(name, str | int) and not isinstance(name, bool) and "id" not in values:
        values["id"] = name
    geometry, where = feature.get("geometry"), data_crs(feature, outer)
    legacy = True
    if geometry is None and isinstance(feature.get("place"), dict):
        geometry, legacy = feature["place"], False
        if isinstance(geometry, dict) and "coordRefSys" in geometry:
            where = geometry["coordRefSys"]
    to_lon_lat = _to_lon_lat(where[0] if legacy else where, legacy=legacy) if where else None
    record = Record(number, values)
    if isinstance(geometry, dict):
        record.shapes = tuple(_shapes(geometry, number, to_lon_lat, notes))
    elif geometry is not None:
        mend = 'Write it as {"type": "Point", "coordinates": [36.29, 33.51]}'
        notes.miss("The geometry is none", mend, kind="feature", number=number)
    if isinstance(feature.get("time"), dict):
        _time(feature["time"], record, notes)
    return record


def data_crs(feature: dict[str, Any], outer: Any) -> Any:
    """Give the reference system of a feature: its own, else that of the collection."""
    own = _crs_of(feature)
    return own if own is not None else outer


def _crs_of(data: dict[str, Any]) -> Any:
    """Give the name of the reference system, None for WGS 84; a list marks the `crs` of 2008."""
    if data.get("coordRefSys") is not None:
        return data["coordRefSys"]
    crs = data.get("crs")
    if isinstance(crs, dict):
        named = crs.get("properties")
        name = named.get("name") if isinstance(named, dict) else None
        return [name if name is not None else str(crs.get("type"))]
    return None


def _to_lon_lat(name: Any, *, legacy: bool) -> ToLonLat | None:
    """Give a function from positions to (lon, lat) of WGS 84; None where they are that already.

    GeoJSON's `crs` of 2008 always has (x, y), JSON-FG the axis order of the reference system. In
    JSON-FG, `coordRefSys` concerns `place` alone.
    """
    if isinstance(name, dict):
        name = name.get("href")
    if isinstance(name, list) and legacy:
        name = name[0]
    text = str(name)
    epsg = _CODE.search(text)
    if _LON_LAT.search(text) or (legacy and epsg and epsg[1] in ("4326", "4979")):
        return None
    if not epsg:
        raise FormatError(
            f'The reference system "{text[:80]}" is unknown here',
            "Save the file in WGS 84 (EPSG:4326)",
        )
    from pyproj import Transformer  # noqa: PLC0415 - loaded when another system is named
    from pyproj.exceptions import ProjError  # noqa: PLC0415

    try:
        transformer = Transformer.from_crs(int(epsg[1]), 4326, always_xy=legacy)
    except ProjError as error:
        raise FormatError(
            f"The reference system EPSG:{epsg[1]} is unknown", "Save the file in WGS 84"
        ) from error

    def to_lon_lat(x: float, y: float) -> Position:
        a, b = transformer.transform(x, y)
        return (a, b) if legacy else (b, a)

    return to_lon_lat


def _shapes(
    geometry: dict[str, Any], number: int, to_lon_lat: ToLonLat | None, notes: Notes, depth: int = 0
) -> Iterator[Shape]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection" and depth < 4:  # noqa: PLR2004 - collections in collections
        inner = geometry.get("geometries")
        for part_geometry in inner if isinstance(inner, list) else []:
            if isinstance(part_geometry, dict):
                yield from _shapes(part_geometry, number, to_lon_lat, notes, depth + 1)
        return
    levels = {"Point": (0, "point"), "MultiPoint": (1, "point"), "LineString": (1, "line"),
              "MultiLineString": (2, "line"), "Polygon": (2, "area"),
              "MultiPolygon": (3, "area")}  # fmt: skip
    if kind not in levels:
        notes.miss(f'The geometry "{str(kind)[:40]}" is not read',
                   "Use points, lines or polygons", kind="feature", number=number)  # fmt: skip
        return
    level, shape = levels[kind]
    try:
        parts = list(_parts(coordinates, level, shape, to_lon_lat))
    except _BadPosition as error:
        notes.miss(error.wrong, error.mend, kind="feature", number=number)
        return
    for part in parts:
        if part:
            yield Shape(shape, tuple(part))  # type: ignore[arg-type]


class _BadPosition(Exception):  # noqa: N818 - a signal inside this module, never shown
    def __init__(self, wrong: str, mend: str) -> None:
        self.wrong, self.mend = wrong, mend


def _parts(
    coordinates: Any, level: int, shape: str, to_lon_lat: ToLonLat | None
) -> Iterator[list[Position]]:
    if not isinstance(coordinates, list):
        raise _BadPosition("The coordinates are no list", "Write [longitude, latitude]")
    if level == 0:
        yield [_position(coordinates, to_lon_lat)]
    elif shape == "point":
        for part in coordinates:
            yield [_position(part, to_lon_lat)]
    elif level == 1:
        yield [_position(part, to_lon_lat) for part in coordinates]
    elif shape == "area" and level == 2:  # noqa: PLR2004 - a polygon: its outer ring
        yield from _parts(coordinates[0] if coordinates else [], 1, shape, to_lon_lat)
    else:
        for part in coordinates:
            yield from _parts(part, level - 1, shape, to_lon_lat)


def _position(value: Any, to_lon_lat: ToLonLat | None) -> Position:
    if not isinstance(value, list) or len(value) < 2:  # noqa: PLR2004 - longitude and latitude
        raise _BadPosition("A position has no two numbers", "Write [longitude, latitude]")
    x, y = value[0], value[1]
    if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in (x, y)):
        raise _BadPosition("A coordinate is no number", "Write degrees such as 33.5102")
    if to_lon_lat and is_finite(x) and is_finite(y):
        x, y = to_lon_lat(x, y)
    fault = fault_of(x, y)
    if fault:
        raise _BadPosition(*fault)
    return float(x), float(y)


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return "; ".join(str(item) for item in value)
    return None


def _time(time: dict[str, Any], record: Record, notes: Notes) -> None:
    """Read JSON-FG's `time`: an instant as a date or a timestamp, or an interval."""
    interval = time.get("interval")
    if isinstance(interval, list) and len(interval) == 2:  # noqa: PLR2004 - from and to
        open_ = ("..", "", None)
        ends = [None if end in open_ else _read(end, record, notes) for end in interval]
        spanning(record, ends[0], ends[1])
        return
    moment = time.get("timestamp") or time.get("date")
    if moment is not None:
        record.start = _read(moment, record, notes)


def spanning(record: Record, first: str | None, last: str | None) -> None:
    """Give a record the times of a span; either end may be open."""
    if first and last:
        record.start, record.end = first, last
        if first == last:
            record.end = None
    elif first:
        record.start, record.end = first, f"{first.partition('/')[0]}/.."
    elif last:
        record.start, record.end = f"../{last.rpartition('/')[2]}", last


def _read(value: Any, record: Record, notes: Notes) -> str | None:
    read = read_date(value if isinstance(value, str) else str(value))
    if read.text is None and read.wrong:
        notes.miss(read.wrong, read.mend, kind="feature", number=record.number)
    return read.text
