"""The marks of a moment laid out in a view and drawn on a sheet, as web/assets/map does on a page.

Beside a subject its way is drawn at full strength, and what else there is thin and pale. With
everyone, each mark is at its own strength. As a journey, every way told so far is a plain line.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.time.instants import progress
from layers.picture import base_map_shapes, symbols
from layers.picture.drawing import Sheet
from layers.picture.line_drawing import Fade, draw_band, draw_line
from layers.picture.polyline import (
    Point,
    Run,
    along,
    aside,
    clipped,
    dense,
    length,
    ring_in,
    split,
    stretch,
)
from layers.picture.projection import Floats, View
from layers.scene.roles import Role, places_beside, roles
from layers.scene.scene_builder import EventMark, LegMark, PlaceMark, Scene
from layers.scene.visibility import LEAST_STRETCH, Shown, marks_at
from layers.style import map_style

if TYPE_CHECKING:
    from layers.scene.track_marks import TrackMark

Mode = Literal["subject", "everyone", "journey"]
NEAR = 10.0
"""Places closer together than so many units are drawn as one."""
BESIDE = 8.0
"""How far apart legs between the same two places run, units."""
STEP = 6.0
"""Distance between the points of a line that labels should leave free, units."""
BAND_EDGE = map_style.BAND.width / 2 - 2.5
"""Distance of such points at both edges of a band from its middle, units."""
EDGE = 6.0
"""A sign counts as in view if it stands at least so far inside the frame, units."""
JUMP = 3.0
"""A line that leaps this many diagonals of the frame leaps across the edge of the projection."""
REFUSED = (0.2, 34.0)
"""The bar of a refused way stands at this share of it, or so many units along if that is less."""
SOLID = ("reported", "recorded")
"""Ways that are solid lines where they are context, too; others are dashed."""
SEEN_LEAST = 4.0
"""A line of which less is in view, units, counts as not drawn."""


@dataclass(frozen=True, slots=True)
class LegLine:
    """A leg as it lies in the view: all that is drawn of it, its stretch, and what is seen.

    `role` is what it is beside a subject; None where everyone is drawn. `band` is the stretch on
    which the travellers may be, and `begun` how far along the way that begins, units.
    """

    mark: LegMark
    shown: Shown
    role: Role | None
    runs: list[Run]
    band: list[Run]
    begun: float
    seen: list[Run]
    fade: Fade


@dataclass
class Marking:
    """The marks of a scene at a moment, in a view; `told` is the event that is told.

    `shown` are all marks of the moment, `drawn` those of them that are drawn in this `mode`.
    """

    scene: Scene
    at: int
    view: View
    told: EventMark | None = None
    mode: Mode = "everyone"
    shown: list[Shown] = field(init=False)
    drawn: list[Shown] = field(init=False)
    legs: list[LegLine] = field(init=False)
    spot: dict[str, Point] = field(init=False, default_factory=dict)
    """Where each place shown is drawn: its own point, or that of the place it is drawn with."""
    hidden: set[str] = field(init=False, default_factory=set)
    """Places drawn with another."""
    leg_role: dict[str, Role] = field(init=False, default_factory=dict)
    place_role: dict[str, Role] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.shown = marks_at(self.scene, self.at)
        self._place = {mark.id: mark for mark in self.scene.places}
        self._event = {mark.id: mark for mark in self.scene.events}
        marks = {mark.id: mark for mark in self.scene.legs}
        self.drawn = self._chosen(marks)
        self._generalise()
        by = _besides(self.scene)
        self.legs = [
            self._leg(marks[shown.id], shown, by[shown.id])
            for shown in self.drawn
            if shown.kind == "leg"
        ]

    @property
    def moment(self) -> int | None:
        """The moment at which recorded positions are drawn, epoch ms.

        None beside a subject without an exact moment: its stop is a position of the slider within
        reported bounds, which nobody reported.
        """
        told = self.told
        if self.mode == "everyone" or told is None:
            return self.at
        if told.s0 == told.s1 == self.at and not told.approximate[0]:
            return self.at
        return None

    # ------------------------------------------------------------------------------ what is drawn

    def _chosen(self, marks: dict[str, LegMark]) -> list[Shown]:
        if self.mode == "journey":
            return self._journey(marks)
        if self.mode == "everyone" or self.told is None:
            return self.shown
        told, places = self.told, self._place
        self.leg_role = roles(self.scene, self.shown, told)
        if told.leg in marks:
            self.leg_role[told.leg] = "subject"
        self.place_role = places_beside(self.scene, self.leg_role, told)
        named = {*told.subject.places, *told.mentions}
        areas = [name for name in self.place_role if places[name].area and name in named]
        spots = [name for name in self.place_role if not places[name].area]
        at_moment = {shown.id: shown for shown in self.shown if shown.kind == "leg"}
        legs = [
            _over(marks[name], told) if name == told.leg else at_moment[name]
            for name in sorted(self.leg_role, key=lambda name: _ORDER[self.leg_role[name]])
        ]
        return [
            *(Shown("area", name, "named") for name in areas),
            *legs,
            *(Shown("place", name, "named") for name in spots),
            *(shown for shown in self.shown if shown.kind == "event" and shown.id == told.id),
        ]

    def _journey(self, marks: dict[str, LegMark]) -> list[Shown]:
        legs = [shown for shown in self.shown if shown.kind == "leg"]
        self.leg_role = dict.fromkeys((leg.id for leg in legs), "subject")
        ends = {name for leg in legs for name in marks[leg.id].ends}
        kept = [name for name in self._place if name in ends]
        self.place_role = dict.fromkeys(kept, "subject")
        return [
            *(Shown("area", name, "named") for name in kept if self._place[name].area),
            *(Shown("leg", leg.id, leg.state, leg.furthest, leg.furthest) for leg in legs),
            *(Shown("place", name, "named") for name in kept if not self._place[name].area),
        ]

    # ---------------------------------------------------------------------------- what is where

    def places(self) -> list[PlaceMark]:
        """Give the places drawn as points: that of the event told first, then those named most."""
        marks = [self._place[shown.id] for shown in self.drawn if shown.kind == "place"]
        at = self.told.place if self.told else None
        if self.told and not at:
            at = next(reversed(self.told.subject.places), None)

        def turn(mark: PlaceMark) -> tuple[bool, int, int]:
            return mark.id != at, _ORDER[self.role_of(mark.id)], -mark.rank

        return sorted(marks, key=turn)

    def role_of(self, place: str) -> Role:
        """Give what a place is beside the subject; with everyone, each place is a subject."""
        return self.place_role.get(place, "before") if self.place_role else "subject"

    def reported(self, place: str) -> bool:
        """Whether a place of the subject is reported to the point, not just named as a direction.

        A way whose end is not reported fades out towards the place that it is drawn to.
        """
        if self.mode != "subject" or self.told is None:
            return True
        if place == self.told.place:
            return True
        leg = next((leg.mark for leg in self.legs if leg.mark.id == self.told.leg), None)
        if leg is None or place not in leg.ends:
            return True
        open_ends = {
            name
            for name, is_open in ((leg.ends[0], leg.open_start), (leg.ends[-1], leg.open_end))
            if is_open
        }
        return place not in open_ends

    def areas(self) -> list[PlaceMark]:
        """Give the countries drawn."""
        return [self._place[shown.id] for shown in self.drawn if shown.kind == "area"]

    def seen(self, point: Point, *, reach: float = 0.0) -> bool:
        """Tell whether a sign at a point is in view; `reach` is how large it is.

        Both in units of the sheet.
        """
        return self.view.inside(*point, -EDGE if not reach else 0.0)

    def in_view(self) -> list[Shown]:
        """Give those of the marks drawn that are in view, for the legend and for tests."""
        legs = {line.mark.id for line in self.legs if line.seen}
        out = []
        for shown in self.drawn:
            if shown.kind == "leg":
                kept = shown.id in legs
            elif shown.kind == "area":
                kept = base_map_shapes.in_view(self._place[shown.id].area or "", self.view)
            elif shown.kind == "place":
                kept = self._in_view(self._place[shown.id])
            else:
                kept = self._in_view(self._event[shown.id])
            if kept:
                out.append(shown)
        return out

    def radius(self, mark: PlaceMark | EventMark) -> float:
        """Give the radius of a place known no better than `VAGUE_KM`, units; 0 for all others."""
        if mark.precision_km < map_style.VAGUE_KM or mark.lon is None or mark.lat is None:
            return 0.0
        if not math.isfinite(self.view.point(mark.lon, mark.lat)[0]):
            return 0.0  # the map does not have it
        scale = self.view.units_per_km(mark.lon, mark.lat)
        return max(map_style.RING_RADIUS, mark.precision_km * scale)

    def line_points(self) -> Floats:
        """Give points (n, 2), units, along lines and bands in view, which labels should avoid."""
        out: list[Point] = []
        for leg in self.legs:
            for run in leg.seen:
                out += dense(run, STEP)
            for run in clipped(leg.band, self.view) if self.banded(leg) else ():
                for by in (-BAND_EDGE, BAND_EDGE):
                    out += aside(dense(run, 2 * STEP), by)
        return np.array(out) if out else np.empty((0, 2))

    def banded(self, leg: LegLine) -> bool:
        """Whether the stretch of a leg is drawn."""
        if self.mode == "journey" or leg.mark.path == "recorded":
            return False
        return bool(leg.band) and self.strong(leg)

    def subject_line(self) -> LegLine | None:
        """Give the line of the subject; None where too little of it is seen (SEEN_LEAST)."""
        if self.mode != "subject" or self.told is None:
            return None
        line = next((leg for leg in self.legs if leg.mark.id == self.told.leg), None)
        return line if line and sum(map(length, line.seen)) >= SEEN_LEAST else None

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
                host = next((spot for spot in kept if math.dist(spot, here) < NEAR), None)
                if host:
                    self.hidden.add(mark.id)
                else:
                    kept.append(here)
            self.spot[mark.id] = host or here

    def _leg(self, mark: LegMark, shown: Shown, by: float) -> LegLine:
        arrays = [np.array(part) for part in mark.parts]
        parts = [
            np.column_stack([self.view.place(part[:, 0], part[:, 1]), part[:, 2]])
            for part in arrays
        ]
        until = 1.0 if shown.state == "not travelled" else shown.furthest
        jump = JUMP * math.hypot(
            self.view.frame[2] - self.view.frame[0], self.view.frame[3] - self.view.frame[1]
        )

        def cut(start: float, end: float) -> list[Run]:
            return [aside(run, by) for run in stretch(parts, start, end, jump)]

        runs = cut(0.0, until)
        band = cut(shown.least, shown.furthest) if shown.state == "perhaps" else []
        if shown.least >= shown.furthest:
            band = []
        begun = sum(map(length, cut(0.0, shown.least))) if band and shown.least else 0.0
        there = shown.state == "not travelled" or shown.furthest >= 1
        fade = Fade(mark.open_start, mark.open_end and there, sum(map(length, runs)))
        role = self.leg_role.get(mark.id)
        seen = clipped(fade.visible(runs) if fade.start or fade.end else runs, self.view)
        return LegLine(mark, shown, role, runs, band, begun, seen, fade)

    # ------------------------------------------------------------------------------------ drawn

    def draw(self, sheet: Sheet) -> None:
        """Draw the marks: bands, lines, then places and events."""
        with sheet.on("routes"):
            context = [leg for leg in self.legs if not self.strong(leg)]
            for leg in context:
                if leg.seen:
                    self._line(sheet, leg)
            for leg in self.legs:
                if self.banded(leg):
                    self._band(sheet, leg)
            for leg in self.legs:
                if leg.seen and self.strong(leg):
                    self._line(sheet, leg)
        with sheet.on("places"):
            for mark in reversed(self.places()):  # the subject's last, over the others
                if mark.id not in self.hidden and self._in_view(mark):
                    self._draw_place(sheet, mark)
            if self.mode == "everyone":
                self._events(sheet)

    def strong(self, leg: LegLine) -> bool:
        """Whether a leg is drawn at full strength."""
        return leg.role in (None, "subject")

    def _band(self, sheet: Sheet, leg: LegLine) -> None:
        draw_band(
            sheet,
            leg.band,
            self.view,
            map_style.colour_of(leg.mark.colour),
            fade=leg.fade,
            ground=self.ground,
            begun=leg.begun,
            name=f"band-{leg.mark.id}",
        )

    def ground(self, at: Point) -> str:
        """Give the colour of the ground at a point."""
        spot = shapely.Point(at)
        if not self._land.contains(spot):
            return map_style.SEA
        for code in self.scene.story.focus:
            if base_map_shapes.country_ground(code, self.view).contains(spot):
                return map_style.FOCUS
        return map_style.LAND

    @cached_property
    def _land(self) -> BaseGeometry:
        shape = base_map_shapes.ground(self.view).shape
        shapely.prepare(shape)
        return shape

    def track_of(self, leg: LegLine) -> TrackMark | None:
        """Give the track that a leg is drawn by; None for a leg that rests on none."""
        if leg.mark.path != "recorded":
            return None
        return next((track for track in self.scene.tracks if track.leg == leg.mark.id), None)

    def _line(self, sheet: Sheet, leg: LegLine) -> None:
        mark, shown = leg.mark, leg.shown
        if mark.path == "recorded":
            self._track(sheet, leg)
            return
        untravelled = shown.state == "not travelled"
        colour = map_style.UNTRAVELLED if untravelled else map_style.colour_of(mark.colour)
        stroke = map_style.NOT_TRAVELLED if untravelled else map_style.PATHS[mark.path]
        if not self.strong(leg):
            assert leg.role is not None
            colour = map_style.mixed(colour, map_style.CONTEXT_TINT[leg.role])
            stroke = map_style.CONTEXT[leg.role]
            if mark.path in SOLID:
                stroke = replace(stroke, dash=())
            self._stroke(sheet, leg, colour, stroke)
            return
        self._stroke(sheet, leg, colour, stroke)
        last = leg.runs[-1]
        end_seen = self.view.inside(*last[-1], -1.0)
        if untravelled:
            if mark.outcome == "refused":
                self._refused(sheet, leg)
        elif shown.furthest >= 1 and end_seen and not mark.open_end:
            if mark.outcome == "stopped":
                symbols.bar(sheet, last, colour, 2.6)
            elif shown.state == "passed" or self.mode == "journey":
                symbols.closed_head(sheet, last, colour)
        if mark.questioned and self.mode != "journey":
            symbols.question(sheet, self.question_at(leg))

    def _track(self, sheet: Sheet, leg: LegLine) -> None:
        from layers.picture.track_drawing import draw_track  # noqa: PLC0415 - few stories have any

        if track := self.track_of(leg):
            draw_track(sheet, self, track, leg.role)

    def _stroke(self, sheet: Sheet, leg: LegLine, colour: str, stroke: map_style.Stroke) -> None:
        draw_line(sheet, leg.runs, self.view, stroke, colour, fade=leg.fade, ground=self.ground)

    def _refused(self, sheet: Sheet, leg: LegLine) -> None:
        """Stop a way that was refused near its start."""
        share, most = REFUSED
        first = leg.runs[0]
        (cut,) = split(first, [0.0, min(length(first) * share, most)])
        if self.view.inside(*cut[-1], -1.0):
            symbols.bar(sheet, cut, map_style.UNTRAVELLED, 2.4)

    def question_at(self, leg: LegLine) -> Point:
        """Give where the question mark of a leg stands: in the middle of what is seen of it."""
        return along(max(leg.seen, key=length), 0.5)

    def _draw_place(self, sheet: Sheet, mark: PlaceMark) -> None:
        at, context = self.spot[mark.id], self.role_of(mark.id) != "subject"
        if radius := self.radius(mark):
            if context:
                return  # a circle of that size is no quiet mark
            runs = ring_in(at, radius, self.view)
            told = self.mode == "subject" and self.told is not None
            colour = map_style.colour_of(self.told.colour) if told and self.told else None
            wide = 1.6 if colour else 1.2
            stroke = colour or map_style.UNTRAVELLED
            sheet.stroke(runs, stroke, wide, dash=symbols.DASHES["vague"])
        elif context or not self.reported(mark.id):
            symbols.dot(sheet, at)
        elif self.mode == "subject" and self.told:
            symbols.ring(sheet, at, map_style.colour_of(self.told.colour))
        else:
            symbols.place(sheet, at)

    def _events(self, sheet: Sheet) -> None:
        rings: dict[tuple[int, int], int] = {}
        events = [
            (shown, self._event[shown.id])
            for shown in self.drawn
            if shown.kind == "event" and self._in_view(self._event[shown.id])
        ]
        for drawn, mark in sorted(events, key=lambda pair: symbols.ORDER[pair[0].state]):
            at = self._spot(mark)
            key, colour = (round(at[0]), round(at[1])), map_style.colour_of(mark.colour)
            told = self.told is not None and mark.id == self.told.id
            dash = symbols.DASHES["perhaps"] if drawn.state == "perhaps" else ()
            if radius := self.radius(mark):
                if drawn.state in ("perhaps", "under way"):
                    dash = symbols.DASHES["vague perhaps"] if dash else ()
                    runs = ring_in(at, radius - 3, self.view)
                    sheet.stroke(runs, colour, 2.8 if told else 1.7, dash=dash)
            elif drawn.state == "ahead":
                symbols.ahead(sheet, at, filled=key not in rings)
            elif drawn.state == "past" and mark.questioned:
                symbols.questioned_dot(sheet, at, colour if told else map_style.INK)
            elif drawn.state == "past":
                sheet.disc(at, map_style.PAST_RADIUS, fill=colour if told else map_style.INK)
            else:
                turn = rings.get(key, 0)
                if turn < symbols.MOST_RINGS:
                    radius = map_style.RING_RADIUS + turn * map_style.RING_STEP
                    wide = 2.8 if told else 1.7
                    sheet.disc(at, radius, stroke=colour, wide=wide, dash=dash)
                rings[key] = turn + 1

    def rings_at(self, name: str) -> float:
        """Give how far the signs of a place reach from its point, units."""
        mark, spot = self._place[name], self.spot[name]
        if self.radius(mark):
            return 0.0
        if self.mode != "everyone":
            subject = self.role_of(name) == "subject" and self.reported(name)
            return symbols.RING + 1.5 if subject else symbols.DOT + 1.0
        now = 0
        for shown in self.drawn:
            if shown.kind == "event" and shown.state in ("perhaps", "under way"):
                event = self._event[shown.id]
                if event.lon is not None and not self.radius(event):
                    now += math.dist(self._spot(event), spot) < 1
        if not now:
            return map_style.PLACE_RADIUS
        return (
            map_style.RING_RADIUS + (min(now, symbols.MOST_RINGS) - 1) * map_style.RING_STEP + 1.5
        )


_ORDER: dict[Role, int] = {"subject": 0, "before": 1, "meanwhile": 2}


def _over(mark: LegMark, told: EventMark) -> Shown:
    """Show the subject's leg as it may be at any time that its event may take.

    Where the slider stops within that time says nothing, so the stretch in a picture of the event
    is all of the way that may be passed while the event lasts.
    """
    if not mark.travelled:
        return Shown("leg", mark.id, "not travelled")
    least = progress(mark.d1, mark.a1, told.s0) if mark.outcome == "arrived" else 0.0
    if least >= 1:
        return Shown("leg", mark.id, "passed", 1.0, 1.0)
    least = 0.0 if mark.approximate else max(min(least, 1.0 - LEAST_STRETCH), 0.0)
    return Shown("leg", mark.id, "perhaps", least, 1.0)


def _besides(scene: Scene) -> dict[str, float]:
    """Give how far aside each leg runs, units: legs between the same places run side by side."""
    groups: dict[tuple[str, ...], list[LegMark]] = {}
    for mark in scene.legs:
        groups.setdefault(tuple(sorted((mark.ends[0], mark.ends[-1]))), []).append(mark)
    out = {}
    for group in groups.values():
        for i, mark in enumerate(group):
            turn = 1 if mark.ends[0] <= mark.ends[-1] else -1
            out[mark.id] = (i - (len(group) - 1) / 2) * BESIDE * turn
    return out
