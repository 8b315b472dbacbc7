"""Tracks of GPX (topografix.com/GPX/1/1, and 1.0) and of Garmin's TCX (TrainingCenterDatabase v2).

A segment of GPX and an activity of TCX begin a new leg. Times are UTC, heights metres, speeds
metres a second. Devices write a point without a position where they had none; it is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from formats.cells.plain_text import plain
from formats.files.safe_xml import child, local, text_of
from formats.shared.gpx_points import measured, number_in
from formats.shared.units import MS_KMH
from formats.trackers.moments import moment_ms
from formats.trackers.recorded_tracks import (
    RecordedTrack,
    Rows,
    TrackFile,
    check_amount,
    track_file,
)
from geo.language.told_text import ToldText

_TCX = {
    "Time": "time",
    "LongitudeDegrees": "lon",
    "LatitudeDegrees": "lat",
    "AltitudeMeters": "altitude",
    "Speed": "speed",
}
"""Elements of a point, and what their numbers are; metres, metres a second, degrees."""
_MEASURED = ("HeartRateBpm", "Cadence", "DistanceMeters")


def read_gpx(root: Element) -> TrackFile:
    """Read the tracks of a GPX document; raises FormatError where no track has a fix."""
    tracks: list[RecordedTrack] = []
    others, total = 0, 0
    for element in root:
        tag = local(element.tag)
        others += tag in ("wpt", "rte")
        if tag != "trk":
            continue
        rows = Rows()
        for segment in element:
            if local(segment.tag) == "trkseg":
                _segment(segment, rows)
        total += len(rows)
        check_amount(total)
        name = plain(text_of(element, "name"))[:80] or ToldText(
            "import.record.track", number=f"{len(tracks) + 1}"
        )
        tracks.append(RecordedTrack(name, rows.fixes()))
    left = (ToldText("import.xml.waypoints", n=others),)
    return track_file(tracks, format="GPX", source="phone", left=left if others else ())


def _segment(segment: Element, rows: Rows) -> None:
    begun = len(rows) > 0
    for point in segment:
        if local(point.tag) != "trkpt":
            continue
        said = measured(point)
        rows.add(
            moment_ms(text_of(point, "time")),
            number_in(point.get("lon")),
            number_in(point.get("lat")),
            altitude_m=said.altitude_m,
            speed_kmh=said.speed_kmh,
            heading=said.heading,
            origin="receiver",
            new_leg=begun,
        )
        begun = False


def read_tcx(root: Element) -> TrackFile:
    """Read the activities of a TCX document; raises FormatError where none has a fix.

    Courses are plans and not read.
    """
    tracks: list[RecordedTrack] = []
    courses, total = 0, 0
    measured: set[str] = set()
    for element in root.iter():
        tag = local(element.tag)
        courses += tag == "Course"
        if tag != "Activity":
            continue
        rows = Rows()
        for point in element.iter():
            if local(point.tag) == "Trackpoint":
                measured.update(name for part in point if (name := local(part.tag)) in _MEASURED)
                _add(point, rows)
        total += len(rows)
        check_amount(total)
        sport = (element.get("Sport") or "").strip()[:40]
        names = {"type": sport} if sport else {}
        tracks.append(
            RecordedTrack(
                text_of(element, "Id")[:80]
                or ToldText("import.record.activity", number=f"{len(tracks) + 1}"),
                rows.fixes(),
                names,
            )
        )
    left = [ToldText("import.xml.courses", n=courses)] if courses else []
    if measured:
        listed = ", ".join(f'"{name}"' for name in sorted(measured))
        left.append(ToldText("import.measurements", names=listed))
    return track_file(tracks, format="TCX", source="phone", left=tuple(left))


def _add(point: Element, rows: Rows) -> None:
    numbers: dict[str, float | None] = {}
    for part in point.iter():
        if name := _TCX.get(local(part.tag)):
            numbers[name] = moment_ms(part.text or "") if name == "time" else number_in(part.text)
    speed = numbers.get("speed")
    rows.add(
        numbers.get("time"),
        numbers.get("lon"),
        numbers.get("lat"),
        altitude_m=numbers.get("altitude"),
        speed_kmh=None if speed is None else speed * MS_KMH,
        origin="receiver",
    )


def children(element: Element, name: str) -> Iterator[Element]:
    """Give the direct children of one name, whatever their namespace."""
    return (inner for inner in element if local(inner.tag) == name)


def named(element: Element | None, *names: str) -> str:
    """Give the plain text of the first child of these names."""
    inner = child(element, *names) if element is not None else None
    return plain(text_of(inner)) if inner is not None else ""
