"""The marks of a moment laid out in a view and drawn: web/assets/map on a sheet of paper."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import shapely

from layers.picture import base_map_shapes, symbols
from layers.picture.drawing import Shape, Sheet, polygon
from layers.picture.polyline import (
    Point,
    Run,
    along,
    aside,
    clipped,
    dense,
    length,
    ring_in,
    stretch,
)
from layers.picture.projection import Floats, View
from layers.scene.scene_builder import EventMark, LegMark, PlaceMark, Scene
from layers.scene.visibility import Shown, marks_at
from layers.style import map_style

NEAR = 10.0
"""Places closer together than so many units are drawn as one."""
BESIDE = 8.0
"""How far apart legs between the same two places run, units."""
STEP = 6.0
"""Distance between the points of a line that labels had better leave free, units."""
BAND_EDGE = map_style.BAND.width / 2 - 2.5
EDGE = 6.0
"""A sign stands at least so far inside the frame, or is not in view."""
JUMP = 3.0
"""A line that leaps this many diagonals of the frame leaps across the edge of the projection."""


@dataclass(frozen=True, slots=True)
class LegLine:
    """A leg as it lies in the view: all that is drawn of it, its stretch, and what is seen."""

    mark: LegMark
    one: Shown
    whole: list[Run]
    band: list[Run]
    seen: list[Run]


@dataclass
class Marking:
    """The marks of a scene at a moment, in a view; `told` is the event that is told."""

    scene: Scene
    at: int
    view: View
    told: EventMark | None = None
    shown: list[Shown] = field(init=False)
    legs: list[LegLine] = field(init=False)
    spot: dict[str, Point] = field(init=False, default_factory=dict)
    """Where each place shown is drawn: its own point, or that of the place it is drawn with."""
    hidden: set[str] = field(init=False, default_factory=set)
    """Places drawn with another."""

    def __post_init__(self) -> None:
        self.shown = marks_at(self.scene, self.at)
        self._place = {mark.id: mark for mark in self.scene.places}
        self._event = {mark.id: mark for mark in self.scene.events}
        self._generalise()
        by = _besides(self.scene)
        marks = {mark.id: mark for mark in self.scene.legs}
        self.legs = [
            self._leg(marks[one.id], one, by[one.id]) for one in self.shown if one.kind == "leg"
        ]

    # ---------------------------------------------------------------------------- what is where

    def places(self) -> list[PlaceMark]:
        """Places shown as points, the one told first, then those that the story names most."""
        marks = [self._place[one.id] for one in self.shown if one.kind == "place"]
        at = self.told.place if self.told else None
        return sorted(marks, key=lambda mark: (mark.id != at, -mark.rank))

    def areas(self) -> list[PlaceMark]:
        """Countries shown."""
        return [self._place[mark.id] for mark in self.shown if mark.kind == "area"]

    def seen(self, point: Point, *, reach: float = 0.0) -> bool:
        """Tell whether a sign at a point is in view; `reach` is how large it is."""
        return self.view.inside(*point, -EDGE if not reach else 0.0)

    def in_view(self) -> list[Shown]:
        """The marks of those shown that are in view, for the legend and for tests."""
        legs = {line.mark.id for line in self.legs if line.seen}
        out = []
        for mark in self.shown:
            if mark.kind == "leg":
                kept = mark.id in legs
            elif mark.kind == "area":
                kept = base_map_shapes.in_view(self._place[mark.id].area or "", self.view)
            elif mark.kind == "place":
                kept = self._in_view(self._place[mark.id])
            else:
                kept = self._in_view(self._event[mark.id])
            if kept:
                out.append(mark)
        return out

    def radius(self, mark: PlaceMark | EventMark) -> float:
        """The radius of a place known no better than `VAGUE_KM`, units; 0 for others."""
        if mark.precision_km < map_style.VAGUE_KM or mark.lon is None or mark.lat is None:
            return 0.0
        scale = self.view.units_per_km(mark.lon, mark.lat)
        return max(map_style.RING_RADIUS, mark.precision_km * scale)

    def line_points(self) -> Floats:
        """Points along the lines and bands in view, which labels had better leave free."""
        out: list[Point] = []
        for leg in self.legs:
            for run in leg.seen:
                out += dense(run, STEP)
            for run in clipped(leg.band, self.view):
                for by in (-BAND_EDGE, BAND_EDGE):
                    out += aside(dense(run, 2 * STEP), by)
        return np.array(out) if out else np.empty((0, 2))

    def _in_view(self, mark: PlaceMark | EventMark) -> bool:
        if mark.lon is None or mark.lat is None:
            return False
        point = self._spot(mark)
        if radius := self.radius(mark):
            return bool(ring_in(point, radius, self.view))
        return self.seen(point)

    def _spot(self, mark: PlaceMark | EventMark) -> Point:
        name = mark.place if isinstance(mark, EventMark) else mark.id
        if name in self.spot:
            return self.spot[name]
        assert mark.lon is not None
        assert mark.lat is not None
        return self.view.point(mark.lon, mark.lat)

    def _generalise(self) -> None:
        kept: list[Point] = []
        for mark in self.places():
            here = self.view.point(mark.lon, mark.lat)
            vague = mark.precision_km >= map_style.VAGUE_KM
            host = None
            if not vague and math.isfinite(here[0]):
                host = next((other for other in kept if math.dist(other, here) < NEAR), None)
                if host:
                    self.hidden.add(mark.id)
                else:
                    kept.append(here)
            self.spot[mark.id] = host or here

    def _leg(self, mark: LegMark, one: Shown, by: float) -> LegLine:
        arrays = [np.array(part) for part in mark.parts]
        parts = [
            np.column_stack([self.view.place(part[:, 0], part[:, 1]), part[:, 2]])
            for part in arrays
        ]
        until = 1.0 if one.state == "not travelled" else one.furthest
        jump = JUMP * math.hypot(
            self.view.frame[2] - self.view.frame[0], self.view.frame[3] - self.view.frame[1]
        )

        def cut(start: float, end: float) -> list[Run]:
            return [aside(run, by) for run in stretch(parts, start, end, jump)]

        whole = cut(0.0, until)
        band = cut(one.least, one.furthest) if one.state == "perhaps" else []
        return LegLine(mark, one, whole, band, clipped(whole, self.view))

    # ------------------------------------------------------------------------------------ drawn

    def draw(self, sheet: Sheet) -> None:
        """Draw the marks: bands, lines, then places and events."""
        with sheet.on("routes"):
            for leg in self.legs:
                self._band(sheet, leg)
            for leg in self.legs:
                if leg.seen:
                    self._line(sheet, leg)
        with sheet.on("places"):
            for mark in self.places():
                if mark.id not in self.hidden and self._in_view(mark):
                    self._draw_place(sheet, mark)
            self._events(sheet)

    def _band(self, sheet: Sheet, leg: LegLine) -> None:
        if not leg.band:
            return
        colour = map_style.mixed(map_style.colour_of(leg.mark.colour), map_style.TINT)
        wide = shapely.MultiLineString(leg.band).buffer(map_style.BAND.width / 2, quad_segs=12)
        cut = shapely.clip_by_rect(wide, *self.view.frame)
        rings = [
            np.array(ring.coords)[:-1]
            for part in shapely.get_parts(cut)
            if isinstance(part, shapely.Polygon)
            for ring in (part.exterior, *part.interiors)
        ]
        if rings:
            sheet.add(Shape(polygon(rings), fill=colour, name=f"band-{leg.mark.id}"))

    def _line(self, sheet: Sheet, leg: LegLine) -> None:
        mark, one, last = leg.mark, leg.one, leg.whole[-1]
        colour = map_style.colour_of(mark.colour)
        end_seen = self.view.inside(*last[-1], -1.0)
        if one.state == "not travelled":
            symbols.line(sheet, leg.seen, map_style.UNTRAVELLED, map_style.NOT_TRAVELLED)
            if end_seen:
                symbols.bar(sheet, last, map_style.UNTRAVELLED, 2.4)
        else:
            symbols.line(sheet, leg.seen, colour, map_style.PATHS[mark.path])
            if mark.open_start and self.view.inside(*leg.whole[0][0], -1.0):
                symbols.open_tail(sheet, leg.whole[0], colour)
            if one.furthest >= 1 and end_seen:
                if mark.outcome == "stopped" and not mark.open_end:
                    symbols.bar(sheet, last, colour, 2.6)
                elif mark.open_end:
                    symbols.open_head(sheet, last, colour)
                elif one.state == "passed":
                    symbols.closed_head(sheet, last, colour)
        if mark.questioned:
            symbols.question(sheet, self.question_at(leg))

    def question_at(self, leg: LegLine) -> Point:
        """Where the question mark of a leg stands: in the middle of what is seen of it."""
        return along(max(leg.seen, key=length), 0.5)

    def _draw_place(self, sheet: Sheet, mark: PlaceMark) -> None:
        at = self.spot[mark.id]
        if radius := self.radius(mark):
            runs = ring_in(at, radius, self.view)
            sheet.stroke(runs, map_style.UNTRAVELLED, 1.2, dash=symbols.DASHES["vague"])
        else:
            symbols.place(sheet, at)

    def _events(self, sheet: Sheet) -> None:
        rings: dict[tuple[int, int], int] = {}
        events = [
            (one, self._event[one.id])
            for one in self.shown
            if one.kind == "event" and self._in_view(self._event[one.id])
        ]
        for one, mark in sorted(events, key=lambda pair: symbols.ORDER[pair[0].state]):
            at = self._spot(mark)
            key, colour = (round(at[0]), round(at[1])), map_style.colour_of(mark.colour)
            told = self.told is not None and mark.id == self.told.id
            dash = symbols.DASHES["perhaps"] if one.state == "perhaps" else ()
            if radius := self.radius(mark):
                if one.state in ("perhaps", "under way"):
                    dash = symbols.DASHES["vague perhaps"] if dash else ()
                    runs = ring_in(at, radius - 3, self.view)
                    sheet.stroke(runs, colour, 2.8 if told else 1.7, dash=dash)
            elif one.state == "ahead":
                symbols.ahead(sheet, at, filled=key not in rings)
            elif one.state == "past":
                sheet.disc(at, map_style.PAST_RADIUS, fill=colour if told else map_style.INK)
            else:
                turn = rings.get(key, 0)
                if turn < symbols.MOST_RINGS:
                    radius = map_style.RING_RADIUS + turn * map_style.RING_STEP
                    wide = 2.8 if told else 1.7
                    sheet.disc(at, radius, stroke=colour, wide=wide, dash=dash)
                rings[key] = turn + 1

    def rings_at(self, name: str) -> float:
        """How far the signs of a place reach from its point, units."""
        mark, spot = self._place[name], self.spot[name]
        if self.radius(mark):
            return 0.0
        now = 0
        for one in self.shown:
            if one.kind == "event" and one.state in ("perhaps", "under way"):
                event = self._event[one.id]
                if event.lon is not None and not self.radius(event):
                    now += math.dist(self._spot(event), spot) < 1
        if not now:
            return map_style.PLACE_RADIUS
        return (
            map_style.RING_RADIUS + (min(now, symbols.MOST_RINGS) - 1) * map_style.RING_STEP + 1.5
        )


def _besides(scene: Scene) -> dict[str, float]:
    """How far aside each leg runs: those between the same two places stand side by side."""
    groups: dict[tuple[str, ...], list[LegMark]] = {}
    for mark in scene.legs:
        groups.setdefault(tuple(sorted((mark.ends[0], mark.ends[-1]))), []).append(mark)
    out = {}
    for group in groups.values():
        for i, mark in enumerate(group):
            turn = 1 if mark.ends[0] <= mark.ends[-1] else -1
            out[mark.id] = (i - (len(group) - 1) / 2) * BESIDE * turn
    return out
