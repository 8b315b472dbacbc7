"""Google's location history: Records.json and monthly files of Takeout, Timeline.json of phones.

Takeout's Records.json has `latitudeE7` and a time for each position; its monthly files
(`timelineObjects`) a thinned out path. Timeline.json of Android has "48.83°, 2.25°", that of
iPhones is a list with "geo:48.83,2.25" and minutes from a segment's start
(locationhistoryformat.com). Only what a device recorded is a receiver's; positions by Wi-Fi or
cell, and the paths that Google made, are estimated. Visits and activities are Google's
conclusions, and no positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from formats.shared.units import MS_KMH
from formats.trackers.moments import moment_ms
from formats.trackers.recorded_tracks import (
    RecordedTrack,
    Rows,
    TrackFile,
    check_amount,
    number,
    scaled,
    track_file,
)
from geo.language.told_text import ToldText

_E7 = 1e-7
_MINUTE_MS = 60_000.0
_PAIR = re.compile(r"(?:geo:)?\s*(-?\d{1,3}(?:\.\d+)?)°?\s*,\s*(-?\d{1,3}(?:\.\d+)?)°?")
_RECEIVER = {"GPS": "receiver", "WIFI": "estimated", "CELL": "estimated"}
_LOOKED_AT = 50
_FIGURES = 16
"""Longer numbers are no moments."""
PATH, SIGNALS = "import.google.path", "import.google.phone"


def is_timeline(document: Any) -> bool:
    """Whether JSON is a location history of Google, of Takeout or of a phone."""
    if isinstance(document, dict):
        keys = ("locations", "timelineObjects", "semanticSegments", "rawSignals")
        return any(isinstance(document.get(key), list) for key in keys)
    if isinstance(document, list):
        return any(
            isinstance(part, dict)
            and "startTime" in part
            and bool({"visit", "activity", "timelinePath", "timelineMemory"} & part.keys())
            for part in document[:_LOOKED_AT]
        )
    return False


def read(document: Any) -> TrackFile:
    """Read a location history, a track for each device; raises FormatError without positions."""
    rows: dict[str, Rows] = {}
    visits = 0
    if isinstance(document, dict) and isinstance(document.get("locations"), list):
        _records(document["locations"], rows)
    elif isinstance(document, dict) and isinstance(document.get("timelineObjects"), list):
        visits = _months(document["timelineObjects"], rows)
    else:
        segments = document if isinstance(document, list) else document.get("semanticSegments")
        visits = _segments(segments if isinstance(segments, list) else [], rows)
        signals = document.get("rawSignals") if isinstance(document, dict) else None
        _signals(signals if isinstance(signals, list) else [], rows)
    left = []
    if visits:
        left.append(ToldText("import.google.visits", n=visits))
    tracks = [
        RecordedTrack(ToldText(name) if name in (PATH, SIGNALS) else name, own.fixes())
        for name, own in rows.items()
    ]
    return track_file(tracks, format=ToldText("import.tracker.google"), source="phone", left=left)


def _records(locations: list[Any], rows: dict[str, Rows]) -> None:
    check_amount(len(locations))
    for place in _tables(locations):
        tag = place.get("deviceTag")
        name = (
            ToldText("import.google.device", tag=f"{tag}")
            if isinstance(tag, int | str)
            else SIGNALS
        )
        rows.setdefault(name[:80], Rows()).add(
            _time_of(place),
            scaled(place.get("longitudeE7"), _E7),
            scaled(place.get("latitudeE7"), _E7),
            altitude_m=number(place.get("altitude")),
            speed_kmh=scaled(place.get("velocity"), MS_KMH),
            heading=number(place.get("heading")),
            origin=_RECEIVER.get(str(place.get("source")), "unknown"),
        )


def _months(objects: list[Any], rows: dict[str, Rows]) -> int:
    """Read the monthly files of Takeout; gives the number of visits and activities."""
    made = rows.setdefault(PATH, Rows())
    for thing in _tables(objects):
        segment = thing.get("activitySegment")
        raw = segment.get("simplifiedRawPath") if isinstance(segment, dict) else None
        points = raw.get("points") if isinstance(raw, dict) else None
        for point in _tables(points):
            lon, lat = (point.get(f"{axis}E7") for axis in ("lng", "lat"))
            made.add(_time_of(point), scaled(lon, _E7), scaled(lat, _E7), origin="estimated")
        check_amount(len(made))
    return len(objects)


def _segments(segments: list[Any], rows: dict[str, Rows]) -> int:
    """Read the segments of a phone's Timeline.json; gives the number of visits and activities."""
    made, concluded = Rows(), 0
    for segment in _tables(segments):
        concluded += bool({"visit", "activity"} & segment.keys())
        begin = _moment(segment.get("startTime"))
        for point in _tables(segment.get("timelinePath")):
            time = _moment(point.get("time"))
            minutes = _figure(point.get("durationMinutesOffsetFromStartTime"))
            if time is None and begin is not None and minutes is not None:
                time = begin + minutes * _MINUTE_MS
            made.add(time, *_pair(point.get("point")), origin="estimated")
        check_amount(len(made))
    if len(made):
        rows[PATH] = made
    return concluded


def _signals(signals: list[Any], rows: dict[str, Rows]) -> None:
    made = Rows()
    for signal in _tables(signals):
        place = signal.get("position")
        if not isinstance(place, dict):
            continue
        made.add(
            _moment(place.get("timestamp")),
            *_pair(place.get("LatLng", place.get("latLng"))),
            altitude_m=number(place.get("altitudeMeters")),
            speed_kmh=scaled(place.get("speedMetersPerSecond"), MS_KMH),
            origin=_RECEIVER.get(str(place.get("source")), "unknown"),
        )
    check_amount(len(made))
    if len(made):
        rows[SIGNALS] = made


def _tables(values: Any) -> Iterator[dict[str, Any]]:
    return (value for value in values if isinstance(value, dict)) if isinstance(values, list) else \
        iter(())  # fmt: skip


def _time_of(place: dict[str, Any]) -> float | None:
    moment = _moment(place.get("timestamp"))
    return _figure(place.get("timestampMs")) if moment is None else moment


def _figure(value: Any) -> float | None:
    """Read a whole number that is a text or a number."""
    text = str(value) if isinstance(value, str | int) else ""
    return float(text) if text.isdecimal() and len(text) < _FIGURES else None


def _moment(value: Any) -> float | None:
    return moment_ms(value) if isinstance(value, str) else None


def _pair(value: Any) -> tuple[float | None, float | None]:
    """Give (lon, lat) of "lat°, lng°" or "geo:lat,lng"."""
    if isinstance(value, dict):
        value = value.get("latLng")
    match = _PAIR.fullmatch(value.strip()) if isinstance(value, str) else None
    return (float(match[2]), float(match[1])) if match else (None, None)
