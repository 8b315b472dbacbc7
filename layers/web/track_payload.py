"""The tracks of a scene as plain data for the document's script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.language.messages import Messages
from geo.tracks.gaps import CHOICES_S
from geo.tracks.landings import landing_kind
from layers.scene.scene_builder import Scene
from layers.scene.track_marks import GapMark, TrackMark, gap_words, key_words, own_span, span_told
from layers.style.map_style import TRACKS

Json = dict[str, Any]

UNIT = 100_000
"""Positions are whole numbers of 1/UNIT degree (a metre), each as the step from its predecessor."""
TICK_MS = 100
"""Moments are whole numbers of so many milliseconds, each as the step from its predecessor."""
REGION_DIGITS = 3
"""Decimals of a reach's edge in degrees: to a hundred metres, more exactly than it is known."""


def track_data(scene: Scene, say: Messages) -> Json:
    """Give the tracks as they are drawn, their strokes, and their rows of the key."""
    return {
        "tracks": [_track(mark) for mark in scene.tracks],
        "strokes": {name: _stroke(name) for name in TRACKS},
        "gapChoices": _choices(scene.tracks, say),
        "legend": [[sign, words] for sign, words in key_words(scene.tracks, say).items()],
    }


def _choices(tracks: Sequence[TrackMark], say: Messages) -> list[list[Any]]:
    """Give the thresholds of gaps that a reader may choose, each with its words; 0 is their own."""
    own = say("track.gaps.own", span=own_span(tracks, say))
    return [
        [0, own, gap_words(tracks, say)],
        *([s, span_told(s, say), gap_words(tracks, say, chosen_s=s)] for s in CHOICES_S),
    ]


def _stroke(name: str) -> Json:
    stroke = TRACKS[name]
    return {"width": stroke.width, "dash": list(stroke.dash), "round": stroke.round}


def _track(mark: TrackMark) -> Json:
    return {
        "id": mark.id,
        "leg": mark.leg,
        "name": mark.name,
        "colour": mark.colour,
        "listed": landing_kind(mark.mode),
        "lon": _steps(np.round(mark.lon * UNIT)),
        "lat": _steps(np.round(mark.lat * UNIT)),
        "time": _steps(np.round(mark.time / TICK_MS)),
        "altitude": _values(mark.altitude_m),
        "speed": _values(mark.speed_kmh),
        "starts": mark.starts.tolist(),
        "doubted": _steps(mark.doubted),
        "gaps": [_gap(gap, _row_after(mark, gap)) for gap in mark.gaps],
        "after": mark.gap_after_s,
        "concealed": mark.concealed,
    }


def _row_after(mark: TrackMark, gap: GapMark) -> int | None:
    """Give the row of the first position after a gap; None for one before or after them all."""
    starts = mark.starts[1:]
    at = np.flatnonzero(mark.time[starts] == (gap.prism.end or 0))
    return int(starts[at[0]]) if len(at) else None


def _gap(gap: GapMark, row: int | None) -> Json:
    prism = gap.prism
    end = None if prism.lon1 is None else [prism.lon1, prism.lat1]
    return {
        "from": [prism.lon0, prism.lat0],
        "to": end,
        "start": prism.start,
        "end": gap.until,
        "kind": gap.kind,
        "speed": prism.speed_kmh / 3600,  # metres per millisecond
        "slack": [prism.slack0_m, prism.slack1_m],
        "parts": [[[round(lon, 4), round(lat, 4)] for lon, lat in part] for part in gap.parts],
        "region": _rings(gap.region) if gap.region is not None else None,
        "landings": [
            [landing.name, landing.code, landing.earliest, landing.latest]
            for landing in gap.landings
        ],
        "count": gap.landing_count,
        "row": row,
    }


def _rings(region: BaseGeometry) -> list[list[float]]:
    """Give the rings of a region, each as lon, lat, lon, lat, ...; inner ones are holes."""
    if region.is_empty:
        return []
    west, south, east, north = region.bounds
    thin = shapely.simplify(region, max(east - west, north - south) / 500)
    rings = [
        ring
        for part in shapely.get_parts(thin)
        if isinstance(part, shapely.Polygon)
        for ring in (part.exterior, *part.interiors)
    ]
    return [
        np.round(shapely.get_coordinates(ring), REGION_DIGITS).ravel().tolist() for ring in rings
    ]


def _steps(values: Any) -> list[int]:
    numbers = np.asarray(values, np.int64)
    return np.diff(numbers, prepend=0).tolist() if len(numbers) else []


def _values(values: Any) -> list[int | None] | None:
    """Round a column to whole numbers, None for missing values; None for an empty column."""
    known = ~np.isnan(values)
    if not known.any():
        return None
    return [
        round(value) if given else None for value, given in zip(values.tolist(), known, strict=True)
    ]
