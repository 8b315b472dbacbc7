"""A story as one GeoJSON (RFC 7946) that is OGC JSON-FG 1.0 (OGC 21-045r1) too, and back.

Nothing of the story is lost on the way, and any reader of GeoJSON opens it. Each place, leg and
event is a feature. Its properties are the fields of the story's file under their own names,
and beside them values derived from the claims and times (geo/story/geojson_export.py), under names
of DERIVED, which are not read back. Everything else is in the member `story`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from pathlib import PurePath
from typing import Any

from formats.files.format_error import FormatError
from formats.shared.import_draft import Draft
from formats.shared.import_notes import counted
from formats.shared.track_rows import in_whole_seconds, inline, recorded_text
from geo.language.messages import messages_of
from geo.language.told_text import ToldList, ToldText
from geo.story.geojson_export import CONFORMS_TO, collections, stamp
from geo.story.model import Event, Leg, Story, Track
from geo.temporary_folder import temporary_folder
from geo.time.instants import from_epoch_ms
from geo.tracks.track_file import TrackFileError, read_track_file
from geo.world.points_of_view import borders_note
from geo.yaml.story_limits import MAX_FIXES
from geo.yaml.yaml_writer import story_data

LISTS = {"places": "place", "legs": "leg", "events": "event"}
DERIVED = ("kind", "support", "support_reason", "level", "travelled", "open_ends", "at",
           "earliest", "latest", "end_earliest", "end_latest", "approximate", "told",
           "first_reported", "first_reported_by")  # fmt: skip
TRACK = "track"
"""The kind of a feature that shows recorded positions; its lines are not read back."""
RECORDED = "recorded"
"""The property of such a feature for a track that has a file of its own: its rows, as CSV."""
_USUAL = {"mode": "unknown", "path": "inferred", "outcome": "arrived"}
"""The defaults of a leg; the export writes them out all the same."""
_EDITOR_SUPPORT = "editor_support"
"""The property for the editor's own figure and reason; `support` is the figure that counts."""


def write(story: Story) -> bytes:
    """Give a story as JSON-FG, UTF-8, a feature a line."""
    return text(story).encode()


def text(story: Story) -> str:
    """Give a story as the text of a JSON-FG file."""
    data = story_data(story)
    shapes = {
        (feature["properties"]["kind"], feature["id"]): feature
        for collection in collections(story).values()
        for feature in collection["features"]
    }
    reported: dict[str, Leg | Event] = {leg.id: leg for leg in story.legs}
    reported |= {event.id: event for event in story.events}
    features = []
    for name, kind in LISTS.items():
        for row in data.get(name, ()):
            feature = shapes[kind, row["id"]]
            properties = {**feature["properties"], **row, "kind": kind}
            if kind != "place":
                item = reported[row["id"]]
                properties["support"], properties["level"] = item.figure, item.level
                if "support" in row:
                    properties[_EDITOR_SUPPORT] = row["support"]
            elif feature["geometry"] and feature["geometry"]["type"] == "Point":
                feature["geometry"]["coordinates"] = [row["lon"], row["lat"]]
            feature["properties"] = {k: v for k, v in properties.items() if v is not None}
            features.append(feature)
    features += [_track(story, track) for track in story.tracks]
    head = {
        "type": "FeatureCollection",
        "conformsTo": CONFORMS_TO,
        "featureType": "reported",
        "title": story.title,
        "note": borders_note(messages_of(story.told_in), story.borders),
        "time_zone": story.time_zone,
        "story": {key: value for key, value in data.items() if key not in LISTS},
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1, allow_nan=False)[:-2]
    rows = ",\n".join(
        json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in features
    )
    return f'{opening},\n "features": [\n{rows}\n ]\n}}\n'


def _track(story: Story, track: Track) -> dict[str, Any]:
    """Give the positions of a track as a feature for other tools; its row is in `story`.

    It has a line for each unbroken run; the line of a single position has it twice. The times
    stand beside the lines as `coordTimes`, and the rows of a track's own file as `recorded`.
    """
    from geo.tracks.gaps import unbroken  # noqa: PLC0415 - few stories have any
    from geo.tracks.recorded import recording  # noqa: PLC0415 - the same

    held = recording(story, track)
    runs, fixes = unbroken(held.fixes, longer_than_s=held.gap_after_s), held.fixes
    lines = [
        [
            [round(lon, 6), round(lat, 6)]
            for lon, lat in zip(*(c[run].tolist() for c in (fixes.lon, fixes.lat)), strict=True)
        ]
        for run in runs
    ]
    times = [
        [stamp(from_epoch_ms(at, zone=UTC)) for at in fixes.time[run].tolist()] for run in runs
    ]
    doubled = [[line * 2 if len(line) == 1 else line for line in part] for part in (lines, times)]
    own_file = {RECORDED: recorded_text(story.recorded[track.id])} if track.file else {}
    return {
        "type": "Feature",
        "id": track.id,
        "geometry": {"type": "MultiLineString", "coordinates": doubled[0]},
        "place": None,
        "time": {"interval": [times[0][0], times[-1][-1]]} if times else None,
        "properties": {
            "kind": TRACK,
            "id": track.id,
            "name": track.name,
            "coordTimes": doubled[1],
            **own_file,
        },
    }


def is_ours(data: Any) -> bool:
    """Whether JSON is a story that was written here."""
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        return False
    head = data.get("story")
    return isinstance(head, dict) and head.get("format") == 1


def read(data: dict[str, Any]) -> Draft:
    """Read a story that was written as JSON-FG.

    A place's point is read from its geometry, so that a move in another tool counts. Files of
    tracks belong beside the story. Raises FormatError for a feature that does not say which part of
    the story it is.
    """
    story: dict[str, Any] = dict(data["story"])
    rows: dict[str, list[Any]] = {name: [] for name in LISTS}
    lists = {kind: name for name, kind in LISTS.items()}
    recorded: dict[str, str] = {}
    features = data.get("features")
    for number, feature in enumerate(features if isinstance(features, list) else [], 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        kind = properties.get("kind") if isinstance(properties, dict) else None
        if isinstance(properties, dict) and kind == TRACK:
            if isinstance(rows_of_file := properties.get(RECORDED), str):
                recorded[str(properties.get("id"))] = rows_of_file
            continue  # its row stands in the member `story`
        if not isinstance(properties, dict) or kind not in lists:
            raise FormatError(
                ToldText("import.jsonfg.no-kind"),
                ToldText("import.jsonfg.no-kind.mend"),
                where=ToldText("import.where.feature", number=str(number)),
            )
        row = {
            key: value
            for key, value in properties.items()
            if key not in DERIVED and not (kind == "leg" and _USUAL.get(key) == value)
        }
        if _EDITOR_SUPPORT in row:
            row["support"] = row.pop(_EDITOR_SUPPORT)
        if kind == "place" and "area" not in row:
            _take_point(row, feature.get("geometry"))
        rows[lists[kind]].append(row)
    # In the file's own order, so that what is written from it reads as other stories do.
    story |= {name: items for name, items in rows.items() if items}
    story, beside = _with_files(story, recorded)
    parts = [counted(len(items), LISTS[name]) for name, items in rows.items() if items]
    return Draft(
        ToldText("import.format.jsonfg"),
        story,
        (ToldText("import.jsonfg.whole", counts=ToldList(parts, style="series")),),
        beside=beside,
    )


def _with_files(
    story: dict[str, Any], recorded: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Give the story with the files of its tracks as they are written here: CSV, by SHA-256."""
    tracks: list[Any] = []
    beside: dict[str, bytes] = {}
    rows = story.get("tracks")
    for row in rows if isinstance(rows, list) else []:
        text = recorded.get(str(row.get("id"))) if isinstance(row, dict) else None
        if text is not None and isinstance(row.get("file"), str):
            stem, data = PurePath(row["file"]).stem, text.encode()
            name = f"{stem}.csv"
            if name in beside:  # there was a Parquet file of that name too
                name = f"{stem}-{row['id']}.csv"
            beside[name] = data
            tracks.append({**row, "file": name, "sha256": hashlib.sha256(data).hexdigest()})
        else:
            tracks.append(row)
    return {**story, "tracks": tracks} if beside else story, beside


def alone(draft: Draft) -> Draft:
    """Give a draft that needs no files beside it: it holds their positions itself, to the second.

    Where they are too many for that, or cannot be read, it stays as it is.
    """
    if not draft.beside:
        return draft
    tracks = []
    for row in draft.story.get("tracks", ()):
        data = draft.beside.get(str(row.get("file"))) if isinstance(row, dict) else None
        if data is None:
            tracks.append(row)
            continue
        with temporary_folder() as folder:
            (folder / row["file"]).write_bytes(data)
            try:
                fixes = in_whole_seconds(read_track_file(folder / row["file"]).in_order())
            except TrackFileError:  # whoever opens the draft is told
                return draft
        if len(fixes) > MAX_FIXES:
            return draft
        kept = {key: value for key, value in row.items() if key not in ("file", "sha256")}
        tracks.append({**kept, "fixes": inline(fixes)})
    return replace(draft, story={**draft.story, "tracks": tracks}, beside={})


def _take_point(row: dict[str, Any], geometry: Any) -> None:
    at = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(at, list) and len(at) >= 2 and geometry["type"] == "Point":  # noqa: PLR2004
        row["lon"], row["lat"] = at[0], at[1]
