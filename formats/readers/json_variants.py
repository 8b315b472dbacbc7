"""Other JSON of maps made into GeoJSON: newline-delimited and sequences, Esri JSON, TopoJSON.

RFC 8142 separates the texts of a sequence by the character U+001E, newline-delimited GeoJSON by
line ends. Esri's is that of its REST API (Feature sets), whose dates are milliseconds since 1970;
TopoJSON is read by its specification 1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from formats.cells.number_parsing import is_finite
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_ROWS
from geo.language.told_text import ToldText

MAX_POSITIONS = 1_000_000
"""Positions of all shapes made of arcs: a small file may name an arc again and again."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SEPARATOR = "\x1e"
_ESRI = ("x", "points", "paths", "rings", "xmin")


def sequence_of(text: str) -> list[Any] | None:
    """Give JSON texts that follow each other; None where it is a single text, or no JSON.

    Raises FormatError with the line of the text that is broken, or where there are too many.
    """
    decoder = json.JSONDecoder()
    places: list[Any] = []
    at, end = 0, len(text)
    while True:
        while at < end and (text[at].isspace() or text[at] == _SEPARATOR):
            at += 1
        if at >= end:
            break
        if len(places) > MAX_ROWS:
            wrong = ToldText("import.features-too-many", most=MAX_ROWS)
            raise FormatError(wrong, ToldText("import.split.mend"))
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            if not places or not isinstance(places[0], dict) or "type" not in places[0]:
                return None
            line = text.count("\n", 0, error.pos) + 1
            raise FormatError(
                ToldText(
                    "import.json.text-broken", reason=f"{error.msg[:1].lower()}{error.msg[1:]}"
                ),
                ToldText("import.save-again-with-tool.mend"),
                where=ToldText("import.where.line", line=f"{line}"),
            ) from error
        except (RecursionError, ValueError):
            return None  # reading it as a single text says what is wrong
        places.append(value)
    return places if len(places) > 1 or text[:1] == _SEPARATOR else None


def collected(texts: list[Any]) -> dict[str, Any]:
    """Make one collection of the texts of a sequence: features, geometries or collections."""
    features: list[Any] = []
    for value in texts:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind == "FeatureCollection" and isinstance(value.get("features"), list):
            features += value["features"]
        elif kind == "Feature" or not isinstance(value, dict):
            features.append(value)
        else:
            features.append({"type": "Feature", "geometry": value})
    return {"type": "FeatureCollection", "features": features}


# ------------------------------------------------------------------------------------- Esri JSON


def is_esri(data: Any) -> bool:
    """Whether JSON is a feature set of Esri's, or one of its features."""
    if not isinstance(data, dict):
        return False
    features = data.get("features")
    if str(data.get("geometryType", "")).startswith("esri"):
        return isinstance(features, list)
    first = features[0] if isinstance(features, list) and features else data
    return isinstance(first, dict) and isinstance(first.get("attributes"), dict)


def from_esri(data: dict[str, Any]) -> dict[str, Any]:
    """Make GeoJSON of Esri JSON; its reference system is kept as `crs`."""
    rows = data["features"] if isinstance(data.get("features"), list) else [data]
    fields = data.get("fields")
    dates = {
        str(field.get("name"))
        for field in (fields if isinstance(fields, list) else ())
        if isinstance(field, dict) and field.get("type") == "esriFieldTypeDate"
    }
    features = [_esri_feature(row, dates) for row in rows]
    made: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    system = data.get("spatialReference")
    if system is None and rows and isinstance(rows[0], dict):
        geometry = rows[0].get("geometry")
        system = geometry.get("spatialReference") if isinstance(geometry, dict) else None
    if isinstance(system, dict) and (code := system.get("latestWkid") or system.get("wkid")):
        made["crs"] = {"type": "name", "properties": {"name": f"EPSG:{code}"}}
    return made


def _esri_feature(row: Any, dates: set[Any]) -> Any:
    if not isinstance(row, dict):
        return row
    attributes = row.get("attributes")
    properties = dict(attributes) if isinstance(attributes, dict) else {}
    for name, value in properties.items():
        # Tools that leave `fields` out write the same milliseconds, under names of dates.
        milliseconds = isinstance(value, int | float) and not isinstance(value, bool)
        if milliseconds and (str(name) in dates or (_is_date(str(name)) and abs(value) > _MANY)):
            properties[name] = _moment(float(value))
    geometry = row.get("geometry")
    shape = _esri_geometry(geometry) if isinstance(geometry, dict) else None
    return {"type": "Feature", "properties": properties, "geometry": shape}


_MANY = 100_000_000_000
"""Milliseconds from which on a number under a date's name can be nothing else."""


def _is_date(name: str) -> bool:
    return any(word in name.lower() for word in ("date", "time", "when"))


def _moment(milliseconds: float) -> str | float:
    try:
        return (_EPOCH + timedelta(milliseconds=milliseconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return milliseconds


def _esri_geometry(geometry: dict[str, Any]) -> dict[str, Any] | None:
    if "x" in geometry:
        at = [geometry.get(axis) for axis in ("x", "y", "z") if geometry.get(axis) is not None]
        return {"type": "Point", "coordinates": at} if len(at) > 1 else None
    for key, kind in (("points", "MultiPoint"), ("paths", "MultiLineString")):
        if isinstance(geometry.get(key), list):
            return {"type": kind, "coordinates": geometry[key]}
    if isinstance(geometry.get("rings"), list):
        # Outer rings go clockwise at Esri; what goes round the other way is a hole.
        outer = [ring for ring in geometry["rings"] if _clockwise(ring)] or geometry["rings"][:1]
        return {"type": "MultiPolygon", "coordinates": [[ring] for ring in outer]}
    west, south, east, north = (geometry.get(key) for key in ("xmin", "ymin", "xmax", "ymax"))
    if None not in (west, south, east, north):
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"type": "Polygon", "coordinates": [ring]}
    return {"type": next(iter(geometry))} if geometry else None  # told as what is not read


def _clockwise(ring: Any) -> bool:
    if not isinstance(ring, list):
        return False
    at = [p[:2] for p in ring if isinstance(p, list) and len(p) > 1 and
          all(isinstance(v, int | float) for v in p[:2])]  # fmt: skip
    area = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(at))
    return is_finite(area) and area > 0


# -------------------------------------------------------------------------------------- TopoJSON


def is_topology(data: Any) -> bool:
    """Whether JSON is a TopoJSON document."""
    return (
        isinstance(data, dict)
        and data.get("type") == "Topology"
        and isinstance(data.get("objects"), dict)
        and isinstance(data.get("arcs", []), list)
    )


def from_topology(data: dict[str, Any]) -> dict[str, Any]:
    """Make GeoJSON of TopoJSON: all its objects; raises FormatError where that is too large."""
    topology = _Topology(data)
    features: list[Any] = []
    for name, thing in data["objects"].items():
        for member in _members(thing):
            properties = member.get("properties")
            properties = dict(properties) if isinstance(properties, dict) else {}
            if len(data["objects"]) > 1:
                properties.setdefault("layer", str(name))
            feature = {"type": "Feature", "properties": properties,
                       "geometry": topology.geometry(member)}  # fmt: skip
            if "id" in member:
                feature["id"] = member["id"]
            features.append(feature)
    return {"type": "FeatureCollection", "features": features}


def _members(thing: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(thing, dict):
        return
    inner = thing.get("geometries")
    if thing.get("type") == "GeometryCollection" and isinstance(inner, list):
        yield from (member for member in inner if isinstance(member, dict))
    else:
        yield thing


class _Topology:
    """Puts the arcs of a topology together."""

    def __init__(self, data: dict[str, Any]) -> None:
        transform = data.get("transform")
        self._scale: tuple[float, float] | None = None
        self._shift = (0.0, 0.0)
        if isinstance(transform, dict):
            try:
                (a, b), (c, d) = transform["scale"], transform["translate"]
                self._scale, self._shift = (float(a), float(b)), (float(c), float(d))
            except (KeyError, TypeError, ValueError) as error:
                raise _broken() from error
        self._left = MAX_POSITIONS
        self._arcs = [self._decoded(arc) for arc in data.get("arcs", [])]

    def geometry(self, member: dict[str, Any]) -> dict[str, Any] | None:
        """Give a member's geometry as GeoJSON."""
        kind, arcs = member.get("type"), member.get("arcs")
        try:
            if kind == "Point":
                return {"type": kind, "coordinates": self._placed(member["coordinates"])}
            if kind == "MultiPoint":
                at = [self._placed(position) for position in member["coordinates"]]
                return {"type": kind, "coordinates": at}
            if kind == "LineString":
                return {"type": kind, "coordinates": self._line(arcs)}
            if kind in ("MultiLineString", "Polygon"):
                return {"type": kind, "coordinates": [self._line(part) for part in arcs or ()]}
            if kind == "MultiPolygon":
                parts = [[self._line(ring) for ring in part] for part in arcs or ()]
                return {"type": kind, "coordinates": parts}
        except FormatError:
            raise
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise _broken() from error
        return None

    def _decoded(self, arc: Any) -> list[list[float]]:
        line: list[list[float]] = []
        x = y = 0.0
        try:
            for position in arc:
                if self._scale is None:
                    line.append([float(position[0]), float(position[1])])
                    continue
                x, y = x + position[0], y + position[1]
                line.append(self._placed([x, y]))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise _broken() from error
        return line

    def _placed(self, position: Any) -> list[float]:
        x, y = float(position[0]), float(position[1])
        if self._scale is None:
            return [x, y]
        return [x * self._scale[0] + self._shift[0], y * self._scale[1] + self._shift[1]]

    def _line(self, numbers: Any) -> list[list[float]]:
        line: list[list[float]] = []
        for number in numbers:
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            self._left -= len(arc)
            if self._left < 0:
                raise FormatError(
                    ToldText("import.shapes-too-long", most=MAX_POSITIONS),
                    ToldText("import.shapes-too-long.mend"),
                )
            line += arc[1:] if line else arc
        return line


def _broken() -> FormatError:
    return FormatError(
        ToldText("import.topojson.broken"), ToldText("import.save-again-with-tool.mend")
    )
