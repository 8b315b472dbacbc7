"""A find of a search as a story of its own: its tracks, and an event for what happened."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import numpy as np

from formats.shared.track_rows import stamp
from formats.track_search.track_search import Find
from formats.trackers.recorded_tracks import RecordedTrack, TrackFile
from formats.trackers.track_story import NEAR_KM, TrackStory, story_of
from geo.language.messages import Messages
from geo.language.told_text import ToldText
from geo.tracks.fixes import ORIGINS, Fixes, fixes_of, joined
from geo.tracks.gaps import SourceKind

AROUND_MS = 3_600_000
"""A find's story has its vehicle's positions from so long before it to so long after it, ms."""
_SAY = Messages()
_KEY = {"gaps": "tracks.gap", "silent": "tracks.silence", "stops": "tracks.stop",
        "meetings": "tracks.meeting"}  # fmt: skip
_SHORT = {"gaps": "tracks.gap.short", "silent": "tracks.silence.short",
          "stops": "tracks.stop.short", "meetings": "tracks.meeting.short"}  # fmt: skip


def told(find: Find) -> str:
    """Say a find in a sentence."""
    parts = {
        "vehicle": find.vehicle,
        "other": find.second_vehicle,
        "start": _clock(find.start),
        "stop": _clock(find.stop),
        "time": duration(find.seconds),
        "lat": f"{find.lat:.3f}",
        "lon": f"{find.lon:.3f}",
        "km": _SAY.number(find.km or 0.0, digits=0 if (find.km or 0) >= _FAR_KM else 1),
    }
    sentence = _SAY(_KEY[find.kind], **parts)
    return f"{sentence} {_SAY('tracks.new-leg')}" if find.parted else sentence


_FAR_KM = 10.0


def duration(seconds: float) -> str:
    """Say a duration in hours and minutes, or in seconds where it is short."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return _SAY("tracks.seconds", n=round(seconds))
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return _SAY("tracks.minutes", minutes=minutes)
    return _SAY("tracks.hours", hours=hours, minutes=minutes)


def story_of_find(find: Find, output: Path, *, name: str, day: date) -> TrackStory:
    """Make a story of a find, with the positions around it that a search wrote to `output`.

    `name` names the story and its files, `day` is today. The two ends of a gap are in it even
    where they lie outside of what was searched.
    """
    vehicles = [vehicle for vehicle in (find.vehicle, find.second_vehicle) if vehicle]
    tracks, kind = [], "unknown"
    for vehicle in vehicles:
        fixes, kind = _positions(output, vehicle, find.start - AROUND_MS, find.stop + AROUND_MS)
        if vehicle == find.vehicle:
            fixes = joined([fixes, _ends(find)]).in_order()
        tracks.append(RecordedTrack(vehicle, fixes))
    source: SourceKind = kind if kind in get_args(SourceKind) else "unknown"  # type: ignore[assignment]
    made = TrackFile("search", source, tuple(tracks), title=_headline(find))
    story = story_of(f"{name}.parquet", made, day=day, files_beside=True)
    table = story.table
    place = {
        "id": "where",
        "name": _SAY("tracks.where"),
        "lon": round(find.lon, 6),
        "lat": round(find.lat, 6),
        "precision_km": NEAR_KM,
        "coordinates_from": output.name,
    }
    claims = [
        {
            "source": table["sources"][0]["id"],
            "paragraphs": [1],
            "told_by": ToldText("import.draft.teller"),
            "named": False,
        }
    ]
    event: dict[str, Any] = {
        "id": "what-was-found",
        "headline": _headline(find),
        "people": [table["people"][0]["id"]],
        "place": "where",
        "start": stamp(find.start),
    }
    if find.kind != "silent":
        event["end"] = stamp(find.stop)
    table["places"].append(place)
    table["events"].append({**event, "text": told(find), "claims": claims})
    table["id"] = name
    return story


def _headline(find: Find) -> str:
    return _SAY(_SHORT[find.kind], vehicle=find.vehicle[:30], other=find.second_vehicle[:30])


def _positions(output: Path, vehicle: str, first: int, last: int) -> tuple[Fixes, str]:
    """Read a vehicle's positions between two moments from a search's output, and their source."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - when a find is taken
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - the same

    bounds = [pa.scalar(at, pa.timestamp("ms", "UTC")) for at in (first, last)]
    table = pq.read_table(
        output,
        filters=[("vehicle", "=", vehicle), ("time", ">=", bounds[0]), ("time", "<=", bounds[1])],
    )
    columns = table.to_pydict()
    kinds = set(columns["source"])
    times = table["time"].cast(pa.timestamp("ms", "UTC"), safe=False).cast(pa.int64())
    fixes = fixes_of(
        time=np.array(times.to_pylist(), np.int64),
        lon=columns["lon"],
        lat=columns["lat"],
        altitude_m=_floats(columns["altitude_m"]),
        speed_kmh=_floats(columns["speed_kmh"]),
        heading=_floats(columns["heading"]),
        origin=[name if name in ORIGINS else "unknown" for name in columns["origin"]],
        new_leg=columns["new_leg"],
        stale=columns["stale"],
    )
    return fixes, kinds.pop() if len(kinds) == 1 else "unknown"


def _floats(values: list[float | None]) -> list[float]:
    return [np.nan if value is None else value for value in values]


def _ends(find: Find) -> Fixes:
    """Give the two ends of a gap as positions; none for other finds."""
    if find.kind != "gaps":
        return fixes_of(time=np.empty(0, np.int64), lon=(), lat=())
    return fixes_of(
        time=np.array([find.start, find.stop], np.int64),
        lon=[find.lon, find.stop_lon],
        lat=[find.lat, find.stop_lat],
    )


def _clock(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
