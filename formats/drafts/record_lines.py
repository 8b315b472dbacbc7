"""The ways and recordings of each record: its lines and tracks, thinned and told."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

from formats.drafts.record_values import RecordValues
from formats.drafts.track_legs import (
    NEAR_KM,
    TrackLegs,
    legs_of_track,
    recorded_legs,
    sort_runs,
    stamp,
    thin_line,
)
from formats.shared.import_notes import Notes, counted, numbered
from formats.shared.records import Contents, Happening, Record, Spot, Way
from formats.times.date_parsing import Read, interval
from geo.language.told_text import ToldText
from geo.story.model import PathKind
from geo.yaml.story_limits import MAX_FIXES

_LINES = (
    ("intended", "import.lines.intended"),
    ("travelled", "import.lines.travelled"),
    ("-", "import.lines.none"),
)


class RecordLines(RecordValues):
    """Reads the lines and tracks of a file's records; asks at the start what untimed lines are."""

    def __init__(
        self,
        contents: Contents,
        notes: Notes,
        chosen: Mapping[str, Sequence[str]],
        *,
        files_beside: bool = False,
    ) -> None:
        super().__init__(contents, notes)
        self.chosen = chosen
        self._room = math.inf if files_beside else MAX_FIXES
        """How many recorded positions the story still has room for."""
        self._untimed_lines = notes.answers.get("lines") or ""
        if any(shape.kind == "line" for r in contents.records for shape in r.shapes
               if not r.start and not self._first(r, "start") and not self._first(r, "outcome")
               and self._first(r, "kind") != "leg"):  # fmt: skip
            options = [(name, ToldText(key)) for name, key in _LINES]
            text = ToldText("import.ask.lines")
            self._untimed_lines = notes.ask("lines", text, options, default="intended") or ""

    def read(self, record: Record, happening: Happening) -> None:
        """Give a happening the ways and recordings of its record, and the times of a recording."""
        if record.fixes:
            self._order_runs(record, happening)
            happening.headline = happening.headline or numbered(happening.kind, record.number)
            track = self._recorded(record, happening.headline)
            happening.recordings = list(track.recordings)
            happening.start, happening.end = track.first, track.last
            happening.ways = list(track.ways)
            if track.first == track.last:
                happening.end = None
            if not track.ways:  # whoever carried it stood still
                fix = record.fixes[0][0]
                near = math.ceil(max(NEAR_KM, track.stray_km) * 1000) / 1000
                happening.spot = Spot(happening.headline, fix.lon, fix.lat, near)
            count = sum(len(run) for run in record.fixes)
            self._describe_track(track, record, happening.headline, count)
        path = self._choice(record, happening, "path", get_args(PathKind))
        untimed = happening.start is None
        stated = self._first(record, "outcome") not in (None, "")
        for shape in record.shapes:
            if shape.kind != "line":
                continue
            if untimed and not stated and self._untimed_lines == "-":
                self._miss(happening, Read(None, ToldText("import.line-left-out"), ""))
                continue
            positions, stray = thin_line(shape.positions)
            if len(positions) < 2:  # noqa: PLR2004 - a line has two ends
                self._miss(
                    happening,
                    Read(None, ToldText("import.line-short"), ToldText("import.line-short.mend")),
                )
                continue
            if stray:
                before, after = len(shape.positions), len(positions)
                wrong = ToldText(
                    "import.line-thinned", before=f"{before}", after=f"{after}", km=f"{stray:.1f}"
                )
                self._miss(happening, Read(None, wrong, ToldText("import.line-thinned.mend")))
            label = happening.headline or ToldText("import.draft.line")
            name_of = dict(zip(shape.positions, shape.names, strict=False))
            spots = [
                Spot(
                    name_of.get((lon, lat))
                    or ToldText("import.draft.point", name=label, number=f"{i}"),
                    lon,
                    lat,
                )
                for i, (lon, lat) in enumerate(positions, 1)
            ]
            way = Way(spots, path or "inferred")  # type: ignore[arg-type]
            if happening.start:
                ends = interval(happening.start, happening.end or happening.start)
                way.window = ends.text
            elif not stated and self._untimed_lines != "travelled":
                happening.outcome = "intended"
            happening.ways.append(way)

    def _recorded(self, record: Record, name: str) -> TrackLegs:
        """Make a track of what was recorded, or legs alone where the story has no room for it."""
        size = sum(len(run) for run in record.fixes)
        if size > self._room:
            return legs_of_track(record.fixes, name)
        track = recorded_legs(record.fixes, name)
        if not track.ways:  # a rest is no journey
            return replace(track, recordings=())
        self._room -= size
        return track

    def leave_out_zeros(self, record: Record, happening: Happening) -> None:
        """Leave recorded positions at 0/0 out, where receivers write nothing, and note them."""
        runs = [tuple(fix for fix in run if fix.lon or fix.lat) for run in record.fixes]
        if left := sum(map(len, record.fixes)) - sum(map(len, runs)):
            record.fixes = tuple(filter(None, runs))
            wrong = ToldText("import.tracks.fault.zero_position", n=left)
            self._miss(happening, Read(None, wrong, ToldText("import.track.keep.mend")))

    def _order_runs(self, record: Record, happening: Happening) -> None:
        """Sort the recordings of a track by time, and note it where they were not."""
        runs, moved, overlaps = sort_runs(record.fixes)
        record.fixes = tuple(tuple(run) for run in runs)
        if moved:
            wrong = ToldText("import.recordings-moved")
            self._miss(happening, Read(None, wrong, ToldText("import.recordings-moved.mend")))
        if overlaps:
            wrong = (
                ToldText("import.recordings-overlap")
                if overlaps == 1
                else ToldText("import.recordings-overlap.more", recordings=str(overlaps + 1))
            )
            self._miss(happening, Read(None, wrong, ToldText("import.recordings-overlap.mend")))

    def _describe_track(self, track: TrackLegs, record: Record, name: str, count: int) -> None:
        since = stamp(record.fixes[0][0].at)
        stray = math.ceil(max(track.stray_km, 0.1) * 10) / 10
        legs = counted(len(track.ways), "leg")
        parts = {"name": name, "time": since, "legs": legs, "km": f"{stray:g}"}
        if track.recordings:
            tracks = counted(len(track.recordings), "track")
            told = ToldText("import.draft.recording", positions=count, tracks=tracks, **parts)
            self.notes.say(told)
            return
        self.notes.say(
            ToldText("import.draft.track-gaps", positions=count, gaps=str(track.gaps), **parts)
            if track.gaps
            else ToldText("import.draft.track", positions=count, **parts)
        )
