"""Recorded positions, gaps and reach on a sheet, as web/assets/map/track_drawing.js on a page.

Reach is a field of dots with a dotted edge, unlike anything reported: no colour covers the ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.picture.base_map_shapes import placed_area
from layers.picture.drawing import Run, Sheet
from layers.style import map_style

if TYPE_CHECKING:
    from layers.picture.projection import Floats, View
    from layers.scene.roles import Role
    from layers.scene.track_marks import GapMark, TrackMark
    from layers.style.map_style import Stroke

DOTS = 7.0
"""Distance between the dots of a reach, units."""
DENSE_DOTS = 4.5
"""The same in the part that was possible at the moment."""
DOT = 1.3
"""Diameter of a dot, units."""
FIX_RADIUS = 1.9
DOUBTED_RADIUS = 2.8
"""Radius of a fix, and of a fix that is questioned, units."""
FIX_GAP = 9.0
"""A fix closer than this to the last drawn, units, is not drawn."""
LEAST_STEP = 0.4
"""Steps of a line shorter than this, units, are left out: less than can be seen."""


class Marked(Protocol):
    """What a map must have for tracks to be drawn on it."""

    view: View

    @property
    def moment(self) -> int | None:
        """The moment that is drawn, epoch ms; None for all of a recording."""
        ...

    @property
    def mode(self) -> str:
        """What it shows: a subject, everyone or the journey."""
        ...


def draw_track(sheet: Sheet, marking: Marked, track: TrackMark, role: Role | None) -> None:
    """Draw a track at the moment of a map: all of a subject's, else what was recorded by then."""
    view, at, size = marking.view, marking.moment, len(track.time)
    if not size:
        return
    colour = map_style.colour_of(track.colour)
    if role in ("before", "meanwhile"):
        pale = map_style.mixed(colour, map_style.CONTEXT_TINT[role])
        width = map_style.CONTEXT[role].width
        sheet.stroke(_runs(track, view, 0, size), pale, width, round=True)
        return
    gap = track.gap_at(at)
    count = size if at is None else int(np.searchsorted(track.time, at, side="right"))
    inside = gap is not None or 0 < count < size
    seen = count if inside or role is None else size
    for shown in _reaches(track, gap, role, marking.mode):
        _reach(sheet, view, shown, colour, DOTS)
    region = track.reach_at(at) if at is not None else None
    if region is not None:
        _reach(sheet, view, region, colour, DENSE_DOTS)
    if role is not None and seen < size:
        rest = _runs(track, view, max(seen - 1, 0), size)
        sheet.stroke(rest, map_style.mixed(colour, map_style.CONTEXT_TINT["before"]), 1.4)
    line = map_style.TRACKS["recorded"]
    name = f"track-{track.id}"
    sheet.stroke(_runs(track, view, 0, seen), colour, line.width, round=True, name=name)
    for gap in track.gaps:
        if role is not None or at is None or gap.until <= at:
            _gap(sheet, view, gap, colour)
    _fixes(sheet, view, track, seen, colour)


def track_signs(track: TrackMark, at: int | None, role: Role | None) -> set[str]:
    """Name the signs that `draw_track` draws, for the key."""
    if role in ("before", "meanwhile"):
        return set()
    out = {"recorded"}
    gap = track.gap_at(at)
    if any(gap.parts and (role is not None or at is None or gap.until <= at) for gap in track.gaps):
        out.add("gap")
    if any(True for _ in _reaches(track, gap, role, "subject")):
        out.add("reach")
    size = len(track.time)
    count = size if at is None else int(np.searchsorted(track.time, at, side="right"))
    seen = count if gap is not None or 0 < count < size or role is None else size
    if (track.doubted < seen).any():
        out.add("doubted")
    return out


def _reaches(
    track: TrackMark, gap: GapMark | None, role: Role | None, mode: str
) -> Iterable[BaseGeometry]:
    """Give the reach of the gap that the moment lies in; if it lies in none, all of a subject's."""
    if mode == "journey":
        return
    gaps = [gap] if gap is not None else list(track.gaps) if role == "subject" else []
    yield from (shown.region for shown in gaps if shown.region is not None)


def _reach(sheet: Sheet, view: View, region: BaseGeometry, colour: str, apart: float) -> None:
    """Dot an area and its edge."""
    shape = shapely.clip_by_rect(placed_area(region, view), *view.frame)
    if shape.is_empty:
        return
    tone = map_style.mixed(colour, 0.35)
    rows = _dot_rows(shape, apart)
    sheet.stroke(rows, tone, DOT, dash=(0.01, apart), round=True)
    edge: Stroke = map_style.TRACKS["reach"]
    runs = _lines(shapely.boundary(shape))
    sheet.stroke(runs, colour, edge.width, dash=edge.dash, round=True, name="reach")


def _dot_rows(shape: BaseGeometry, apart: float) -> list[Run]:
    """Give rows across an area, every second one shifted by half: dashes make dots of them."""
    left, top, right, bottom = shape.bounds
    rows: list[Run] = []
    steps = np.arange(np.floor(top / apart), np.ceil(bottom / apart) + 1)
    across = shapely.linestrings(
        [[(left - 1, step * apart), (right + 1, step * apart)] for step in steps]
    )
    for step, inside in zip(steps, shapely.intersection(across, shape), strict=True):
        for run in _lines(inside):
            # Dots of all pieces of a row lie on one grid.
            (x0, y), (x1, _) = run[0], run[-1]
            first = (np.ceil(x0 / apart) + (step % 2) / 2) * apart
            if first < x1:
                rows.append(np.array([(first, y), (x1, y)]))
    return rows


def _lines(shape: Any) -> list[Floats]:
    parts = shapely.get_parts(shape).tolist()
    lines = (part for part in parts if isinstance(part, shapely.LineString | shapely.LinearRing))
    return [np.array(part.coords) for part in lines if not part.is_empty]


def _gap(sheet: Sheet, view: View, gap: GapMark, colour: str) -> None:
    concealed = gap.kind == "concealed"
    stroke = map_style.PATHS["concealed"] if concealed else map_style.TRACKS["gap"]
    for part in gap.parts:
        points = np.array(part)
        runs = _cut(view.place(points[:, 0], points[:, 1]), view)
        sheet.stroke(runs, colour, stroke.width, dash=stroke.dash, round=stroke.round, name="gap")


def _runs(track: TrackMark, view: View, first: int, last: int) -> list[Floats]:
    """Give the unbroken runs of some rows, in view; none leads to a questioned position."""
    doubted = np.zeros(len(track.time), bool)
    doubted[track.doubted] = True
    out: list[Floats] = []
    for rows in track.runs():
        begin, end = max(rows.start, first), min(rows.stop, last)
        if end - begin < 2:  # noqa: PLR2004 - a line has two ends
            continue
        points = view.place(track.lon[begin:end], track.lat[begin:end])
        for piece in _between(doubted[begin:end]):
            out += _cut(_thin(points[piece]), view)
    return out


def _between(flags: npt.NDArray[np.bool_]) -> Iterator[slice]:
    """Give the runs of rows without a flag."""
    edges = np.diff(np.concatenate([[1], flags.view(np.int8), [1]]))
    for first, last in zip(np.flatnonzero(edges == -1), np.flatnonzero(edges == 1), strict=True):
        yield slice(int(first), int(last))


def _thin(points: Floats) -> Floats:
    """Leave out points that are too near to the point before to be seen."""
    if len(points) < 3:  # noqa: PLR2004 - both ends stay
        return points
    gone = np.cumsum(np.hypot(*np.diff(points, axis=0, prepend=points[:1]).T))
    _, first = np.unique(np.floor(gone / LEAST_STEP), return_index=True)
    return np.asarray(points[np.unique(np.append(first, len(points) - 1))], np.float64)


def _cut(points: Floats, view: View) -> list[Floats]:
    """Cut a line to the frame, and where it leaps across the edge of the map."""
    if len(points) < 2 or not np.isfinite(points).all():  # noqa: PLR2004
        return []
    wide = view.frame[2] - view.frame[0] + view.frame[3] - view.frame[1]
    leaps = np.flatnonzero(np.hypot(*np.diff(points, axis=0).T) > 3 * wide) + 1
    out: list[Floats] = []
    for piece in np.split(points, leaps):
        if len(piece) > 1:
            out += _lines(shapely.clip_by_rect(shapely.linestrings(piece), *view.frame))
    return out


def _fixes(sheet: Sheet, view: View, track: TrackMark, count: int, colour: str) -> None:
    """Draw fixes as dots where there is room; all questioned fixes in ink."""
    points = view.place(track.lon[:count], track.lat[:count])
    doubted = set(track.doubted.tolist())
    last = (-1e9, -1e9)
    for i, (x, y) in enumerate(points.tolist()):
        if not view.inside(x, y):
            continue
        if i in doubted:
            sheet.disc((x, y), DOUBTED_RADIUS, fill=map_style.INK)
        elif abs(x - last[0]) + abs(y - last[1]) >= FIX_GAP:
            sheet.disc((x, y), FIX_RADIUS, fill=colour)
            last = (x, y)
