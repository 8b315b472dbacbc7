"""Tracks of KML: gx:Track and gx:MultiTrack, as FlightAware has them, and Flightradar24's points.

Flightradar24 writes a placemark for each position, with its time, and height (feet), speed (knots)
and heading in words. Heights of gx:coord are metres above the sea unless the mode clamps them to
the ground. In a MultiTrack each track begins a new leg, unless the document joins them
(gx:interpolate).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from formats.cells.plain_text import plain
from formats.files.format_error import FormatError
from formats.files.safe_xml import child, local, text_of
from formats.shared.units import KNOT_KMH
from formats.trackers.moments import moment_ms
from formats.trackers.recorded_tracks import (
    RecordedTrack,
    Rows,
    TrackFile,
    check_amount,
    track_file,
)
from formats.trackers.xml_tracks import children, named
from geo.language.told_text import ToldText

_FLIGHTAWARE = "flightaware"
_FEWEST = 3
"""How many placemarks of Flightradar24's kind make a document one of its tracks."""
_SAYS = re.compile(
    r"Altitude:\s*(?P<feet>[\d,.]+)\s*ft.*?Speed:\s*(?P<knots>[\d,.]+)\s*kt"
    r"(?:.*?Heading:\s*(?P<degrees>[\d.]+))?",
    re.DOTALL,
)


def read(roots: Iterable[Element]) -> TrackFile:
    """Read the tracks of KML documents; raises FormatError where there is none."""
    marks = [mark for root in roots for mark in root.iter() if local(mark.tag) == "Placemark"]
    title = ""
    for root in roots:
        title = title or named(child(root, "Document", "Folder"), "name")
    points = [(mark, said) for mark in marks if (said := _spoken(mark))]
    if len(points) >= _FEWEST:
        return _flightradar24(points, len(marks), title)
    tracks: list[RecordedTrack] = []
    total, others = 0, 0
    for mark in marks:
        rows = Rows()
        for holder in mark.iter():
            joined = local(holder.tag) == "MultiTrack" and text_of(holder, "interpolate") == "1"
            begun = False
            for track in children(holder, "Track"):
                _track(track, rows, new_leg=begun and not joined)
                begun = True
        others += not len(rows)
        if len(rows):
            name = named(mark, "name")[:80] or ToldText(
                "import.record.track", number=f"{len(tracks) + 1}"
            )
            tracks.append(RecordedTrack(name, rows.fixes()))
        total += len(rows)
        check_amount(total)
    if not tracks:
        raise FormatError(ToldText("import.kml.no-track"), ToldText("import.kml.no-track.mend"))
    flown = _FLIGHTAWARE in title.lower()
    left = (ToldText("import.kml.trackless", n=others),) if others else ()
    label = ToldText("import.tracker.flightaware") if flown else "KML"
    return track_file(
        tracks, format=label, source="ads-b" if flown else "phone", left=left, title=title
    )


def is_flight(root: Element) -> bool:
    """Whether a KML document is a flight of FlightAware or Flightradar24.

    FlightAware's says so in its name, Flightradar24's has a placemark for each position.
    """
    if _FLIGHTAWARE in named(child(root, "Document", "Folder"), "name").lower():
        return any(local(element.tag) == "Track" for element in root.iter())
    spoken = 0
    for element in root.iter():
        if local(element.tag) == "Placemark" and _spoken(element):
            spoken += 1
            if spoken >= _FEWEST:
                return True
    return False


def _spoken(mark: Element) -> re.Match[str] | None:
    """Give height, speed and heading that a placemark of Flightradar24 says in words, or None."""
    if child(mark, "Point") is None or child(mark, "TimeStamp") is None:
        return None
    said = text_of(mark, "description")
    return _SAYS.search(plain(said)) if "Altitude" in said else None


def _flightradar24(
    points: list[tuple[Element, re.Match[str]]], marks: int, title: str
) -> TrackFile:
    check_amount(len(points))
    rows = Rows()
    for mark, said in points:
        stamp, point = child(mark, "TimeStamp"), child(mark, "Point")
        lon, lat, height = _position(text_of(point, "coordinates").replace(" ", "").split(","))
        degrees = said["degrees"]
        rows.add(
            moment_ms(text_of(stamp, "when")),
            lon,
            lat,
            altitude_m=height,
            speed_kmh=float(said["knots"].replace(",", "").strip(".") or 0) * KNOT_KMH,
            heading=_number(degrees),
        )
    left = []
    if marks > len(points):
        left.append(ToldText("import.kml.other-marks", n=marks - len(points)))
    track = RecordedTrack(title[:80] or "Flight", rows.fixes(), {"callsign": title[:80]})
    return track_file(
        [track],
        format=ToldText("import.tracker.flightradar24-kml"),
        source="ads-b",
        left=left,
        title=title,
    )


def _track(track: Element, rows: Rows, *, new_leg: bool) -> None:
    times = [(entry.text or "").strip() for entry in children(track, "when")]
    places = [(entry.text or "").split() for entry in children(track, "coord")]
    angles = [(entry.text or "").split() for entry in children(track, "angles")]
    clamped = text_of(track, "altitudeMode").startswith("clamp") or not text_of(
        track, "altitudeMode"
    )
    for i in range(max(len(times), len(places))):
        lon, lat, height = _position(places[i] if i < len(places) else [])
        turned = angles[i][0] if i < len(angles) and angles[i] else None
        rows.add(
            moment_ms(times[i]) if i < len(times) else None,
            lon,
            lat,
            altitude_m=None if clamped else height,
            heading=_number(turned),
            origin="unknown",
            new_leg=new_leg and i == 0,
        )


def _position(parts: list[str]) -> tuple[float | None, float | None, float | None]:
    """Give lon, lat and height of the parts of a coordinate; None for what is no number."""
    numbers = [_number(part) for part in parts[:3]]
    numbers += [None] * (3 - len(numbers))
    return numbers[0], numbers[1], numbers[2]


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
