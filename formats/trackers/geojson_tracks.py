"""Tracks of GeoJSON: lines whose positions have times, and points that are rows of a table."""

from __future__ import annotations

from itertools import chain
from typing import Any

from formats.files.format_error import FormatError
from formats.readers.timed_positions import fourth_of, times_of
from formats.trackers.moments import LATE, moment_ms
from formats.trackers.recorded_tracks import (
    RecordedTrack,
    Rows,
    TrackFile,
    check_amount,
    number,
    track_file,
)
from formats.trackers.track_columns import columns_of
from formats.trackers.track_table import tracks_of
from geo.language.told_text import ToldText

_NAMES = ("name", "title", "id", "callsign")


def read(document: dict[str, Any]) -> TrackFile:
    """Read the tracks of a GeoJSON document; raises FormatError where there is none."""
    given = document.get("features")
    features = given if isinstance(given, list) else [document]
    rows = _rows(features)
    if rows is not None:
        return rows
    tracks: list[RecordedTrack] = []
    others, total = 0, 0
    for feature in features:
        made = _line(feature) if isinstance(feature, dict) else Rows()
        others += not len(made)
        total += len(made)
        check_amount(total)
        if len(made):
            properties = feature.get("properties")
            named = properties if isinstance(properties, dict) else {}
            name = next((str(named[key]) for key in _NAMES if named.get(key)), "")
            tracks.append(
                RecordedTrack(
                    name[:80] or ToldText("import.record.track", number=f"{len(tracks) + 1}"),
                    made.fixes(),
                )
            )
    if not tracks:
        raise FormatError(
            ToldText("import.geojson.no-times"),
            ToldText("import.geojson.no-times.mend"),
        )
    left = (ToldText("import.geojson.timeless", n=others),) if others else ()
    return track_file(tracks, format="GeoJSON", source="unknown", left=left)


def _rows(features: list[Any]) -> TrackFile | None:
    """Read points whose properties are the columns of a known source."""
    points = [
        feature
        for feature in features
        if isinstance(feature, dict)
        and isinstance(feature.get("geometry"), dict)
        and feature["geometry"].get("type") == "Point"
        and isinstance(feature.get("properties"), dict)
    ]
    if not points:
        return None
    heads = ["lon", "lat", *(key for key in points[0]["properties"] if key not in ("lon", "lat"))]
    if columns_of(heads) is None:
        return None
    rows = []
    for point in points:
        at = point["geometry"].get("coordinates")
        pair = at[:2] if isinstance(at, list) and len(at) > 1 else [None, None]
        rows.append([*pair, *(point["properties"].get(head) for head in heads[2:])])
    return tracks_of(heads, rows)


def _line(feature: dict[str, Any]) -> Rows:
    rows = Rows()
    geometry, times = feature.get("geometry"), times_of(feature)
    moving = feature.get("temporalGeometry")
    if isinstance(moving, dict):
        geometry = {"type": "LineString", "coordinates": moving.get("coordinates")}
        given = moving.get("datetimes")
        times = given if isinstance(given, list) else None
    if not isinstance(geometry, dict):
        return rows
    lines = geometry.get("coordinates")
    kind = geometry.get("type")
    if kind in ("LineString", "MultiPoint"):
        lines = [lines]
    elif kind != "MultiLineString":
        return rows
    if not isinstance(lines, list) or not all(isinstance(line, list) for line in lines):
        return rows
    if times is None:
        fourths = [fourth_of(line) for line in lines]
        if not all(fourths):
            return rows
        times = list(chain.from_iterable(fourth or [] for fourth in fourths))
    elif times and isinstance(times[0], list):
        times = list(chain.from_iterable(part for part in times if isinstance(part, list)))
    at = 0
    for number_of_line, line in enumerate(lines):
        for i, place in enumerate(line):
            parts = place if isinstance(place, list) else []
            values = [number(part) for part in parts[:3]] + [None] * 3
            rows.add(
                _moment(times[at]) if at < len(times) else None,
                values[0],
                values[1],
                altitude_m=values[2],
                new_leg=number_of_line > 0 and i == 0,
            )
            at += 1
    return rows


def _moment(value: Any) -> float | None:
    if isinstance(value, str):
        return moment_ms(value)
    seconds = number(value)
    if seconds is None:
        return None
    return seconds if abs(seconds) > LATE else seconds * 1000
