"""GeoJSON (RFC 7946) and OGC JSON-FG 1.0 (OGC 21-045r1) into records; a feature a record.

A `crs` or `coordRefSys` other than WGS 84 is converted by its number or name alone; nothing is
fetched. A feature's `time` gives its times, `place` its geometry where `geometry` is null. A line
whose positions have times was recorded (formats/readers/timed_positions.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from formats.cells.cell import Cell
from formats.cells.number_parsing import is_finite
from formats.cells.plain_text import plain, tidy
from formats.coordinates.positions import Position, fault_of, turned
from formats.coordinates.reference_systems import ToLonLat, to_lon_lat
from formats.drafts.place_reading import asked_system
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_FIXES, MAX_ROWS
from formats.readers.timed_positions import KEYS, add_fixes, fourth_of, heights_of, times_of
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Record, Shape
from formats.times.date_parsing import read_date
from geo.language.told_text import ToldText

_DEEPEST = 4
"""How deep the lists of a geometry's positions are nested."""
_DECIMALS = 7
"""Of converted degrees: a centimetre."""
_GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
               "GeometryCollection")  # fmt: skip


def parsed(text: str) -> Any:
    """Read JSON; raises FormatError with the line where it is broken."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(
            ToldText("import.json.broken", reason=f"{error.msg[:1].lower()}{error.msg[1:]}"),
            ToldText("import.save-again-with-tool.mend"),
            where=ToldText(
                "import.where.line-and-column", line=f"{error.lineno}", column=f"{error.colno}"
            ),
        ) from error
    except (RecursionError, ValueError) as error:
        raise FormatError(
            ToldText("import.json.nested"), ToldText("import.save-file.mend")
        ) from error


def is_geojson(data: Any) -> bool:
    """Whether JSON is a GeoJSON document."""
    return isinstance(data, dict) and data.get("type") in (
        "FeatureCollection", "Feature", *_GEOMETRIES)  # fmt: skip


def read(data: dict[str, Any], notes: Notes, *, label: str = "GeoJSON") -> Contents:
    """Read a GeoJSON document; raises FormatError where it has no features or too many.

    `label` is the format that it is from, where that was made into GeoJSON first.
    """
    kind = data.get("type")
    if kind == "FeatureCollection":
        features = data.get("features")
    else:
        features = [data if kind == "Feature" else {"type": "Feature", "geometry": data}]
    if not isinstance(features, list):
        raise FormatError(
            ToldText("import.geojson.no-list"), ToldText("import.geojson.no-list.mend")
        )
    if not features:
        raise FormatError(
            ToldText("import.geojson.no-features"), ToldText("import.geojson.no-features.mend")
        )
    if len(features) > MAX_ROWS:
        raise FormatError(
            ToldText("import.geojson.too-many", features=len(features), most=MAX_ROWS),
            ToldText("import.split.mend"),
        )
    is_fg = any(key in data for key in ("conformsTo", "coordRefSys", "featureType")) or any(
        isinstance(item, dict) and (isinstance(item.get("time"), dict) or "place" in item)
        for item in features[:50]
    )
    reader = _Reader(data, notes, label)
    records = []
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            notes.miss(
                ToldText("import.geojson.no-feature"),
                ToldText("import.geojson.no-feature.mend"),
                kind="feature",
                number=number,
            )
            continue
        records.append(reader.record(feature, number))
    reader.note_tables()
    title = data.get("title") or data.get("name") or ""
    label = "JSON-FG" if is_fg and label == "GeoJSON" else label
    return Contents(label, "feature", records, title=tidy(title) if isinstance(title, str) else "")


class _Reader:
    """Reads the features of one document."""

    def __init__(self, data: dict[str, Any], notes: Notes, label: str) -> None:
        self._notes = notes
        self._label = label
        self._outer_crs, self._outer_place = _crs_of(data), data.get("coordRefSys")
        self._tables: dict[str, int] = {}
        self._fixes = 0
        self._systems: dict[str, ToLonLat | None] = {}
        self._answered: ToLonLat | None = None
        if self._outer_crs is None:
            features = data.get("features", [data])
            self._answered = asked_system(notes, _first_positions(features))

    def record(self, feature: dict[str, Any], number: int) -> Record:
        """Read a feature."""
        record = Record(number, self._values(feature))
        geometry, convert = feature.get("geometry"), self._of_geometry(feature)
        if parts := _moving_points(feature.get("temporalGeometry")):
            lines = [part["coordinates"] for part in parts]
            geometry = {"type": "MultiLineString", "coordinates": lines}
            feature = {**feature, "datetimes": [part.get("datetimes") for part in parts]}
            if feature.get("temporalProperties"):
                wrong = ToldText("import.geojson.temporal-properties")
                self._notes.miss(wrong, ToldText("import.keep.mend"), kind="feature", number=number)
        if geometry is None and isinstance(feature.get("place"), dict):
            geometry = feature["place"]
            convert = self._of_place(feature, geometry)
        if isinstance(geometry, dict):
            self._geometry(geometry, feature, record, convert)
        elif geometry is not None:
            mend = ToldText("import.geojson.no-geometry.mend")
            self._notes.miss(
                ToldText("import.geojson.no-geometry"), mend, kind="feature", number=number
            )
        if isinstance(feature.get("time"), dict):
            _time(feature["time"], record, self._notes)
        return record

    def note_tables(self) -> None:
        """Note the properties that hold tables, each once with how often."""
        for name, times in self._tables.items():
            wrong = (
                ToldText("import.geojson.tables", name=name, times=times)
                if times > 1
                else ToldText("import.geojson.table", name=name)
            )
            self._notes.miss(wrong, ToldText("import.geojson.table.mend"))

    def _values(self, feature: dict[str, Any]) -> dict[str, Cell]:
        properties = feature.get("properties")
        values: dict[str, Cell] = {}
        for name, value in properties.items() if isinstance(properties, dict) else ():
            if name == "coordinateProperties" or (name in KEYS and isinstance(value, list)):
                continue
            cell = _cell(value)
            if cell is None and value is not None:
                self._tables[name] = self._tables.get(name, 0) + 1
            else:
                values[name] = cell
        name = feature.get("id")
        if isinstance(name, str | int) and not isinstance(name, bool) and "id" not in values:
            values["id"] = name
        return values

    def _geometry(
        self, geometry: dict[str, Any], feature: dict[str, Any], record: Record,
        convert: ToLonLat | None,
    ) -> None:  # fmt: skip
        notes, number = self._notes, record.number
        before = notes.count()
        shapes = list(_shapes(geometry, number, convert, notes))
        if not shapes and notes.count() == before:
            notes.miss(
                ToldText("import.no-coordinates"),
                ToldText("import.place-it.mend"),
                kind="feature",
                number=number,
            )
        kind, coordinates = geometry.get("type"), geometry.get("coordinates")
        several = kind == "MultiLineString"
        lines = coordinates if several and isinstance(coordinates, list) else [coordinates]
        times = times_of(feature)
        if kind in ("LineString", "MultiLineString", "MultiPoint") and shapes:
            fourths = [fourth_of(line) for line in lines]
            nested = times is not None and several and isinstance(times[0], list)
            of_lines: list[Any] | None = None
            if times is not None:
                of_lines = times if nested else [times]
            elif all(fourths):
                of_lines = fourths
            if of_lines is not None:
                at = [shape.positions for shape in shapes]
                heights = [heights_of(line) for line in lines]
                if kind == "MultiPoint":
                    at = [tuple(shape.positions[0] for shape in shapes)]
                elif not nested and len(at) > 1 and times is not None:
                    at = [tuple(position for line in at for position in line)]
                    heights = [[height for line in heights for height in line]]
                if add_fixes(record, at, of_lines, notes, kind="feature", heights=heights):
                    shapes = []
        elif kind == "Point" and times is not None and len(times) == 1:
            record.start = _read(times[0], record, notes)
        elif times is not None:
            notes.miss(
                ToldText("import.geojson.times"),
                ToldText("import.geojson.times.mend"),
                kind="feature",
                number=number,
            )
        if shapes and _has_height(coordinates):
            wrong = ToldText("import.heights")
            notes.miss(wrong, ToldText("import.keep.mend"), kind="feature", number=number)
        self._fixes += sum(len(run) for run in record.fixes)
        if self._fixes > MAX_FIXES:
            wrong = ToldText("import.tracks-too-long", most=MAX_FIXES)
            raise FormatError(wrong, ToldText("import.thin-out.mend"))
        record.shapes = tuple(shapes)

    def _of_geometry(self, feature: dict[str, Any]) -> ToLonLat | None:
        """Give the conversion of `geometry`: by the `crs` of 2008; JSON-FG's is WGS 84."""
        own = _crs_of(feature)
        name = own if own is not None else self._outer_crs
        return self._answered if name is None else self._system(name, x_first=True)

    def _of_place(self, feature: dict[str, Any], place: dict[str, Any]) -> ToLonLat | None:
        for name in (place.get("coordRefSys"), feature.get("coordRefSys"), self._outer_place):
            if name is not None:
                return self._system(name, x_first=False)
        return None

    def _system(self, name: Any, *, x_first: bool) -> ToLonLat | None:
        key = f"{name}{x_first}"
        if key not in self._systems:
            self._systems[key] = to_lon_lat(name, x_first=x_first)
        return self._systems[key]


def _moving_points(moving: Any) -> list[dict[str, Any]]:
    """Give the moving points of a `temporalGeometry` of MF-JSON (OGC 19-045r3), in their order."""
    if not isinstance(moving, dict):
        return []
    prisms = moving.get("prisms")
    parts = prisms if isinstance(prisms, list) else [moving]
    return [
        part
        for part in parts
        if isinstance(part, dict)
        and isinstance(part.get("coordinates"), list)
        and isinstance(part.get("datetimes"), list)
    ]


def _crs_of(data: dict[str, Any]) -> Any:
    """Give the name of the reference system by the `crs` of 2008; None where there is none."""
    crs = data.get("crs")
    if isinstance(crs, str):
        return crs
    if not isinstance(crs, dict):
        return None
    named = crs.get("properties")
    if not isinstance(named, dict):
        return str(crs.get("type"))
    name = named.get("name", named.get("code"))
    return name if name is not None else str(crs.get("type"))


def _first_positions(features: Any) -> Iterator[tuple[float, float]]:
    """Give the first position of each feature, as numbers."""
    for feature in features if isinstance(features, list) else ():
        at = feature.get("geometry", feature) if isinstance(feature, dict) else None
        at = at.get("coordinates") if isinstance(at, dict) else None
        while isinstance(at, list) and at and isinstance(at[0], list):
            at = at[0]
        if isinstance(at, list) and len(at) > 1 and all(
            isinstance(v, int | float) and not isinstance(v, bool) and is_finite(v) for v in at[:2]
        ):  # fmt: skip
            yield float(at[0]), float(at[1])


def _has_height(coordinates: Any, depth: int = 0) -> bool:
    """Whether any position has a height that is not zero."""
    if not isinstance(coordinates, list) or not coordinates or depth > _DEEPEST:
        return False
    if isinstance(coordinates[0], list):
        return any(_has_height(part, depth + 1) for part in coordinates)
    return len(coordinates) > 2 and bool(coordinates[2])  # noqa: PLR2004 - the third number


def _shapes(
    geometry: dict[str, Any], number: int, convert: ToLonLat | None, notes: Notes, depth: int = 0
) -> Iterator[Shape]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection" and depth < 4:  # noqa: PLR2004 - collections in collections
        inner = geometry.get("geometries")
        for part_geometry in inner if isinstance(inner, list) else []:
            if isinstance(part_geometry, dict):
                yield from _shapes(part_geometry, number, convert, notes, depth + 1)
        return
    levels = {"Point": (0, "point"), "MultiPoint": (1, "point"), "LineString": (1, "line"),
              "MultiLineString": (2, "line"), "Polygon": (2, "area"),
              "MultiPolygon": (3, "area")}  # fmt: skip
    if not isinstance(kind, str) or kind not in levels:
        notes.miss(
            ToldText("import.geojson.other-geometry", geometry=str(kind)[:40]),
            ToldText("import.geojson.other-geometry.mend"),
            kind="feature",
            number=number,
        )
        return
    level, shape = levels[kind]
    try:
        parts = list(_parts(coordinates, level, shape, convert))
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
    coordinates: Any, level: int, shape: str, convert: ToLonLat | None
) -> Iterator[list[Position]]:
    if not isinstance(coordinates, list):
        raise _BadPosition(
            ToldText("import.geojson.coordinates-no-list"), ToldText("import.geojson.position.mend")
        )
    if level == 0:
        yield [_position(coordinates, convert)]
    elif shape == "point":
        for part in coordinates:
            yield [_position(part, convert)]
    elif level == 1:
        yield [_position(part, convert) for part in coordinates]
    elif shape == "area" and level == 2:  # noqa: PLR2004 - a polygon: its outer ring
        yield from _parts(coordinates[0] if coordinates else [], 1, shape, convert)
    else:
        for part in coordinates:
            yield from _parts(part, level - 1, shape, convert)


def _position(value: Any, convert: ToLonLat | None) -> Position:
    if not isinstance(value, list) or len(value) < 2:  # noqa: PLR2004 - longitude and latitude
        raise _BadPosition(
            ToldText("import.geojson.position"), ToldText("import.geojson.position.mend")
        )
    x, y = value[0], value[1]
    if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in (x, y)):
        raise _BadPosition(
            ToldText("import.place.no-number"), ToldText("import.place.degrees.mend")
        )
    if convert and is_finite(x) and is_finite(y):
        x, y = (round(degrees, _DECIMALS) for degrees in convert(x, y))
    elif is_finite(x):
        x = turned(turned(-x) * -1) if x < 0 else turned(x)
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
