"""The positions of a story's tracks: read, checked, and cut into what a leg rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geo.errors import LocatedFault
from geo.language.told_text import ToldText
from geo.story.model import Leg, Story, Track
from geo.tracks.fixes import Fixes, fixes_of
from geo.tracks.gaps import Gap, expected_interval, gap_rows, gaps
from geo.tracks.questioned import Questioned, questioned
from geo.tracks.reach import milliseconds, top_speed
from geo.tracks.track_file import TrackFileError, read_track_file


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A track, or the part of it that a leg is: positions in order, what is questioned, gaps."""

    track: Track
    fixes: Fixes
    marks: Questioned
    gap_after_s: float
    """The longest silence that is no gap, seconds."""
    gaps: tuple[Gap, ...]
    top_speed_kmh: float


def read_tracks(story: Story, folder: Path | None) -> tuple[dict[str, Fixes], list[LocatedFault]]:
    """Read the positions of a story's tracks, as recorded; gives them by id, and all faults.

    `folder` is where the story's own file lies; None where it has none, as in a text alone.
    """
    out: dict[str, Fixes] = {}
    faults: list[LocatedFault] = []
    for i, track in enumerate(story.tracks):
        if track.file is None:
            out[track.id] = _inline(track)
            continue
        at = ("tracks", i, "file")
        if folder is None:
            wrong = ToldText("fault.track.alone", file=track.file)
            mend = ToldText("fault.track.alone.mend")
            faults.append((at, wrong, mend))
            continue
        try:
            fixes = read_track_file(folder / track.file, sha256=track.sha256)
        except TrackFileError as error:
            faults.append((at, error.wrong, error.mend))
            continue
        if len(fixes) == 0:
            mend = ToldText("fault.track.file-empty.mend")
            faults.append((at, ToldText("fault.track.file-empty", file=track.file), mend))
        out[track.id] = fixes
    faults += _parts(story, out)
    return out, faults


def recording(story: Story, track: Track, leg: Leg | None = None) -> Recording:
    """Give the positions of a track in the order of time, or the part of them that a leg is.

    The threshold of a gap is that of the full track. Positions are questioned in the order in which
    they were recorded. Raises KeyError for a track whose positions have not been read.
    """
    raw = story.recorded[track.id]
    speed = top_speed(track.mode, track.top_speed_kmh)
    marks = questioned(raw, top_speed_kmh=speed)
    order = raw.order()
    fixes, marks = raw.in_order(), marks.take(order)
    threshold = track.gap_after_s or expected_interval(fixes, track.source_kind)
    if leg is not None:
        rows = np.flatnonzero(_within(fixes, leg))
        fixes, marks = fixes.take(rows), marks.take(rows)
    silences = gaps(fixes, longer_than_s=threshold)
    return Recording(track, fixes, marks, threshold, silences, speed)


def has_gaps(story: Story, leg: Leg) -> bool:
    """Whether nothing was recorded of some part of a leg that rests on a track."""
    track = story.track[leg.track or ""]
    return _gaps_of(track, story.recorded[track.id], leg)


def _gaps_of(track: Track, fixes: Fixes, leg: Leg) -> bool:
    fixes = fixes.in_order()
    threshold = track.gap_after_s or expected_interval(fixes, track.source_kind)
    return len(gap_rows(part_of(fixes, leg).time, longer_than_s=threshold)) > 0


def part_of(fixes: Fixes, leg: Leg) -> Fixes:
    """Give those positions of a track that belong to a leg; without a part of its own, all."""
    return fixes.take(_within(fixes, leg)) if leg.track_part.text else fixes


def _within(fixes: Fixes, leg: Leg) -> np.typing.NDArray[np.bool_]:
    first, last = leg.track_part.earliest, leg.track_part.latest
    inside = np.ones(len(fixes), bool)
    if first is not None:
        inside &= fixes.time >= milliseconds(first)
    if last is not None:
        inside &= fixes.time <= milliseconds(last)
    return inside


def _inline(track: Track) -> Fixes:
    columns: dict[str, Any] = {
        name: [np.nan if (value := getattr(fix, name)) is None else value for fix in track.fixes]
        for name in ("lon", "lat", "altitude_m", "speed_kmh", "heading")
    }
    moments = [fix.time.earliest for fix in track.fixes]
    time = [milliseconds(moment) if moment is not None else np.nan for moment in moments]
    return fixes_of(time=time, **columns)


def _parts(story: Story, recorded: Mapping[str, Fixes]) -> Iterator[LocatedFault]:
    """Find legs whose part of their track is empty, or has gaps though its way is "reported"."""
    for i, leg in enumerate(story.legs):
        fixes = recorded.get(leg.track or "")
        if fixes is None or not len(fixes):
            continue
        if not _within(fixes, leg).any():
            wrong = ToldText("fault.track.part-empty", track=str(leg.track))
            yield ("legs", i, "track_part"), wrong, ToldText("fault.track.part-empty.mend")
        elif leg.path == "reported" and _gaps_of(story.track[leg.track or ""], fixes, leg):
            wrong = ToldText("fault.track.way")
            yield ("legs", i, "path"), wrong, ToldText("fault.track.way.mend")
