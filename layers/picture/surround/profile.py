"""Altitude and speed over time below the map of a picture; where nothing was recorded is shaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.language.messages import Messages
from layers.picture.drawing import Sheet, Words, baseline
from layers.picture.projection import Floats, Rect
from layers.picture.surround.text_blocks import SMALL
from layers.scene.scene_builder import EventMark, Scene
from layers.style import map_style

if TYPE_CHECKING:
    from geo.tracks.fixes import Ints
    from layers.scene.track_marks import TrackMark

HIGH, LEAST_HIGH = 68.0, 38.0
"""The height of a profile with its words, and the least where its map needs the room, units."""
WORDS = 17.0
"""The height of its line of words, units."""
LEAST_STEP = 0.4
"""Points nearer to each other than this, units, are left out: they cannot be told apart."""


def profiled(scene: Scene, told: EventMark | None) -> TrackMark | None:
    """Give the track whose profile stands below the map of an event; None where there is none."""
    if told is None or told.leg is None:
        return None
    for track in scene.tracks:
        if track.leg == told.leg and len(track.time) > 1:
            known = ~np.isnan(track.altitude_m) | ~np.isnan(track.speed_kmh)
            return track if known.any() else None
    return None


def profile_high(room: float) -> float:
    """Give a profile's height in the room that a map can spare, units; 0 where that is too low."""
    return min(room, HIGH) if room >= LEAST_HIGH else 0.0


def draw_profile(
    sheet: Sheet, track: TrackMark, box: Rect, *, moment: int | None, say: Messages
) -> None:
    """Draw a profile into a box, units; `moment` (epoch ms) is marked where it is reported."""
    left, top, right, bottom = box
    low = bottom - WORDS
    ends = [gap.until for gap in track.gaps if gap.prism.end is not None]
    first = min([int(track.time[0]), *(gap.prism.start for gap in track.gaps)])
    last = max([int(track.time[-1]), *ends])

    def across(at: Floats | Ints | float) -> Floats:
        return np.asarray(left + (right - left) * (np.asarray(at) - first) / max(last - first, 1))

    shade = map_style.mixed(map_style.BORDER, 0.45)
    for gap in track.gaps:
        if gap.prism.end is not None:
            x0, x1 = float(across(gap.prism.start)), float(across(gap.until))
            sheet.box((x0, top, max(x1, x0 + 0.8), low), fill=shade)
    said = []
    colour = map_style.colour_of(track.colour)
    for key, values, ink, dash in (
        ("altitude", track.altitude_m, colour, ()),
        ("speed", track.speed_kmh, map_style.UNTRAVELLED, (3.0, 2.5)),
    ):
        if np.isnan(values).all():
            continue
        most = max(float(np.nanmax(values)), 1.0)
        y = low - 2 - (low - top - 6) * np.clip(values, 0, None) / most
        runs = _runs(track, across(track.time), y)
        sheet.stroke(runs, ink, 1.5, dash=dash, name=f"profile-{key}")
        said.append(say(f"track.{key}.scale", n=round(most)))
    if moment is not None and first <= moment <= last:
        x = float(across(moment))
        sheet.stroke([[(x, top), (x, low)]], map_style.INK, 1.2)
    sheet.stroke([[(left, low), (right, low)]], map_style.HAIRLINE, 1.0)
    if track.gaps:
        said.append(say("track.shaded"))
    line = say.clauses(said)
    middle = bottom - WORDS / 2
    sheet.add(Words(line, left, baseline(middle, SMALL), SMALL, map_style.SECOND))


def _runs(track: TrackMark, x: Floats, y: Floats) -> list[Floats]:
    """Give the unbroken runs with a value, without points too near each other to be seen."""
    out: list[Floats] = []
    for rows in track.runs():
        points = np.column_stack([x[rows], y[rows]])
        points = points[~np.isnan(points[:, 1])]
        if len(points) < 2:  # noqa: PLR2004 - a line has two ends
            continue
        kept = np.flatnonzero(np.diff(np.floor(points[:, 0] / LEAST_STEP), prepend=-1) != 0)
        out.append(points[np.unique(np.append(kept, len(points) - 1))])
    return out
