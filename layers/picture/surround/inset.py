"""The inset: the full journey on a small map, with the frame of the large map in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from layers.picture import base_map_shapes
from layers.picture.drawing import Shape, Sheet, Words, baseline, polygon
from layers.picture.label_placement import Label, Room
from layers.picture.mark_layout import Marking
from layers.picture.polyline import Point, Run, clipped, dense, stretch
from layers.picture.projection import Floats, Rect, View, fit, overlap
from layers.scene.extent import Extent, bounds
from layers.style import map_style
from layers.style.typeface import Face

SHARE = 0.33
"""The longer side of an inset, as a share of the map's shorter side."""
SIDES = (84.0, 150.0)
"""Least and greatest length of that side, units."""
SLIMMEST = 0.78
"""The least ratio of the shorter side to the longer: below it names would have no room."""
AWAY = 8.0
"""How far it stands from the frame of the map, units."""
FURTHER = 0.25
"""A way that leaves the view by less than this share of its size needs no inset."""
LEAST_FRAME = 9.0
"""A frame smaller than this is shown as a ring, units."""
WIDEST = 358.0
"""The widest extent of an inset, degrees of longitude."""
NAME = Face("sans", 9.5)
MOST_NAMES = 4
NEAR = 10.0
"""What lies so near the frame is not named: the large map is about it, units."""
_PAD = 0.09
"""Margin around all that is drawn, as a share of its size."""


@dataclass(frozen=True, slots=True)
class Corner:
    """Where an inset stands: its box, and whether that is in the left corner."""

    box: Rect
    left: bool


def goes_beyond(marking: Marking) -> bool:
    """Whether a way that is drawn goes beyond the view."""
    left, top, right, bottom = marking.view.frame
    dx, dy = FURTHER * (right - left), FURTHER * (bottom - top)
    return any(
        not (left - dx <= x <= right + dx and top - dy <= y <= bottom + dy)
        for leg in marking.legs
        if marking.mode == "everyone" or leg.role is not None
        for x, y in _ends(leg.runs)
    )


def journey(marking: Marking) -> Extent:
    """Give the extent of all that is drawn, and of the view."""
    west, south, east, north = marking.view.extent
    points = [(west, south), (east, north), ((west + east) / 2, north)]
    points += [
        (lon, lat) for leg in marking.legs for part in leg.mark.parts for lon, lat, _ in part
    ]
    west, south, east, north = bounds(points)
    pad_lon, pad_lat = _PAD * (east - west), _PAD * (north - south)
    if east - west + 2 * pad_lon > WIDEST:
        pad_lon = max((WIDEST - (east - west)) / 2, 0.0)
    return west - pad_lon, max(south - pad_lat, -85.0), east + pad_lon, min(north + pad_lat, 85.0)


def inset_corner(marking: Marking, busy: Floats, signs: Sequence[Rect]) -> Corner | None:
    """Choose the bottom corner with the fewest marks; None where the subject is in both.

    None too where the map is too small, or too full of marks. `busy` are points (n, 2) that it
    should not cover, `signs` boxes; both in units.
    """
    left, top, right, bottom = marking.view.frame
    long = min(max(SHARE * min(right - left, bottom - top), SIDES[0]), SIDES[1])
    if min(right - left, bottom - top) < 2.4 * long:
        return None
    west, south, east, north = journey(marking)
    middle = math.radians(max(min((south + north) / 2, 75.0), -75.0))
    shape = (east - west) * math.cos(middle) / max(north - south, 1e-6)
    shape = min(max(shape, SLIMMEST), 1 / SLIMMEST)
    wide, high = (long, long / shape) if shape >= 1 else (long * shape, long)
    own = np.array(
        [point for leg in marking.legs if leg.role in (None, "subject") for run in leg.seen
         for point in dense(run, 6.0)] or np.empty((0, 2))
    )  # fmt: skip
    best: tuple[float, Corner] | None = None
    for at_left in (True, False):
        x = left + AWAY if at_left else right - AWAY - wide
        box = (x, bottom - AWAY - high, x + wide, bottom - AWAY)
        if marking.mode == "subject" and (_within(own, box, 12.0) or _told_in(marking, box)):
            continue
        cost = _within(busy, box, 24.0) + 3.0 * sum(
            overlap(_wider(box, 36.0), sign) for sign in signs
        )
        cost += FOCUS_COST * _focus_share(marking, box)
        if best is None or cost < best[0]:
            best = cost, Corner(box, at_left)
    return best[1] if best and (marking.mode == "subject" or best[0] < _BUSY) else None


FOCUS_COST = 12.0
"""Cost of an inset that stands completely on the story's countries, in points of lines."""
_BUSY = 30
"""With everyone, an inset over more points of lines than this would hide too much."""


def draw_inset(sheet: Sheet, corner: Corner, marking: Marking) -> Rect:
    """Draw the small map; gives the box that it takes, units."""
    left, top, right, bottom = corner.box
    view = fit(journey(marking), corner.box, borders=marking.view.borders)
    with sheet.on("legend"):
        sheet.box(corner.box, fill=map_style.SEA)
        shapes = base_map_shapes.ground(view)
        if len(shapes.land.codes):
            sheet.add(Shape(shapes.land, fill=map_style.LAND))
        for code in marking.scene.story.focus:
            outline = base_map_shapes.country(code, view)[0]
            if len(outline.codes):
                sheet.add(Shape(outline, fill=map_style.FOCUS))
        if len(shapes.borders.codes):
            sheet.add(Shape(shapes.borders, stroke=map_style.BORDER, width=0.5))
        points = _ways(sheet, marking, view)
        frame = _frame(sheet, marking, view)
        _names(sheet, marking, view, points, frame=frame)
        sheet.box(corner.box, stroke=map_style.PAPER, wide=2.4)
        sheet.box(corner.box, stroke=map_style.FOCUS_BORDER, wide=0.8)
    return left - 4, top - 4, right + 4, bottom + 4


def _ways(sheet: Sheet, marking: Marking, view: View) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    jump = 3.0 * math.hypot(*(b - a for a, b in zip(view.frame[:2], view.frame[2:], strict=True)))
    for leg in sorted(marking.legs, key=lambda leg: leg.role == "subject"):
        arrays = [np.array(part) for part in leg.mark.parts]
        parts = [
            np.column_stack([view.place(array[:, 0], array[:, 1]), array[:, 2]]) for array in arrays
        ]
        until = 1.0 if leg.shown.state == "not travelled" else leg.shown.furthest
        runs = clipped(stretch(parts, 0.0, until, jump), view)
        colour = map_style.colour_of(leg.mark.colour)
        if leg.shown.state == "not travelled":
            colour = map_style.UNTRAVELLED
        wide = 1.5
        if marking.mode == "subject" and leg.role != "subject":
            colour, wide = map_style.mixed(colour, 0.35), 0.9
        sheet.stroke(runs, colour, wide)
        points += [point for run in runs for point in dense(run, 4.0)]
    return points


def _frame(sheet: Sheet, marking: Marking, view: View) -> Rect:
    """Draw the frame of the large map; gives the box that it takes, units."""
    edge = marking.view.edge
    edge = edge[np.isfinite(edge).all(axis=1)]
    middle = (view.extent[0] + view.extent[2]) / 2
    lons = middle + (edge[:, 0] - middle + 180) % 360 - 180
    spots = view.place(lons, edge[:, 1])
    spots = spots[np.isfinite(spots).all(axis=1)]
    left, top = spots.min(axis=0)
    right, bottom = spots.max(axis=0)
    x, y = (left + right) / 2, (top + bottom) / 2
    if max(right - left, bottom - top) < LEAST_FRAME:
        sheet.disc((float(x), float(y)), LEAST_FRAME / 2, stroke=map_style.INK, wide=1.3)
        reach = LEAST_FRAME / 2
        return x - reach, y - reach, x + reach, y + reach
    ring = shapely.Polygon(spots)
    cut = shapely.clip_by_rect(ring if ring.is_valid else ring.buffer(0), *view.frame)
    rings = [
        np.array(part.exterior.coords)[:-1]
        for part in shapely.get_parts(cut)
        if isinstance(part, shapely.Polygon)
    ]
    if rings:
        sheet.add(Shape(polygon(rings), stroke=map_style.INK, width=1.2))
    return float(left), float(top), float(right), float(bottom)


def _names(
    sheet: Sheet, marking: Marking, view: View, points: Sequence[Point], *, frame: Rect
) -> None:
    """Name the ends of ways that lie beyond the large map, as far as there is room."""
    places = {mark.id: mark for mark in marking.scene.places}
    wanted: dict[str, None] = {}
    order = {"subject": 0, "before": 1, "meanwhile": 2}
    for leg in sorted(marking.legs, key=lambda leg: order[leg.role or "before"]):
        for name in (leg.mark.ends[-1], leg.mark.ends[0]):
            if name in places:
                spot = marking.view.point(places[name].lon, places[name].lat)
                if not marking.view.inside(*spot):
                    wanted[name] = None
    labels = [
        Label(
            id=name,
            kind="inset",
            lines=(places[name].name,),
            face=NAME,
            colour=map_style.INK,
            spots=(view.point(places[name].lon, places[name].lat),),
            gap=4.0,
            most=2.0,
        )
        for name in wanted
        if not _holds(frame, view.point(places[name].lon, places[name].lat), NEAR)
    ]
    room = Room(view.frame, np.array(points).reshape(-1, 2), [frame])
    placed, _ = room.place(labels)
    halo = map_style.mixed(map_style.LAND, 0.35)
    for label in placed[:MOST_NAMES]:
        box_left, box_top, box_right, box_bottom = label.box
        (x, y) = label.label.spots[0]
        sheet.disc((x, y), 1.6, fill=map_style.INK)
        line = baseline((box_top + box_bottom) / 2, NAME)
        middle = (box_left + box_right) / 2
        text = label.label.lines[0]
        sheet.add(
            Words(text, middle, line, NAME, map_style.INK, "middle", halo=halo, halo_width=1.3)
        )


def _told_in(marking: Marking, box: Rect) -> bool:
    spots = [
        marking.spot[mark.id] for mark in marking.places() if marking.role_of(mark.id) == "subject"
    ]
    return bool(_within(np.array(spots).reshape(-1, 2), box, 14.0))


def _within(points: Floats, box: Rect, margin: float) -> int:
    if not len(points):
        return 0
    x, y = points[:, 0], points[:, 1]
    inside = (x > box[0] - margin) & (x < box[2] + margin)
    return int((inside & (y > box[1] - margin) & (y < box[3] + margin)).sum())


def _focus_share(marking: Marking, box: Rect) -> float:
    """Give the share of a box that lies on the story's own countries."""
    rect = shapely.box(*box)
    shapes = [base_map_shapes.country_ground(code, marking.view) for code in _focus(marking)]
    return sum(float(rect.intersection(shape).area) for shape in shapes) / float(rect.area)


def _focus(marking: Marking) -> Sequence[str]:
    return marking.scene.story.focus


def _wider(box: Rect, by: float) -> Rect:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _holds(box: Rect, point: Point, margin: float) -> bool:
    x, y = point
    return box[0] - margin < x < box[2] + margin and box[1] - margin < y < box[3] + margin


def _ends(runs: Sequence[Run]) -> list[tuple[float, float]]:
    return [point for run in runs for point in (run[0], run[len(run) // 2], run[-1])]
