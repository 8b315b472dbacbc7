"""What stands around the map of a picture and in its corners: headline, legend, scale, source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.time.time_in_words import TimeWords
from layers.picture import symbols
from layers.picture.base_map_shapes import draw_globe
from layers.picture.drawing import Sheet, Words, baseline
from layers.picture.mark_layout import Marking
from layers.picture.projection import Floats, Rect, View
from layers.scene.scene_builder import Scene
from layers.style import map_style
from layers.style.typeface import Face, balanced, width, wrapped
from layers.text.clock import MomentTold
from layers.text.credits import source_line

CREDIT = "Escape Routes"
LEADING = 1.2
LEAST_SOURCE = 220.0
"""A source line narrower than this stands above the credit rather than beside it, units."""
LEGEND = Face("sans", 11.5)
SMALL = Face("sans", 10.0)
KEY = Face("sans", 12, bold=True)
ROW = 18.0
TIGHT_ROW = 15.5
LEAST_ROW = 13.6
"""From this height of a row down, the legend is set a little smaller."""
SIGN_GAP = 7.0
COLUMN_GAP = 18.0
KEY_LINE = 16.0
GLOBE = (26.0, 40.0)
"""Least and greatest radius of the inset, units."""
ROUND_KM = (1, 2, 5)
DISTORTED = 0.08
"""From this difference in scale within the map on, the bar says where it holds."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text set below each other, and the height that they take."""

    lines: tuple[tuple[str, Face, str], ...]

    @property
    def height(self) -> float:
        """The height, units."""
        return sum(face.size * LEADING for _, face, _ in self.lines)

    def draw(self, sheet: Sheet, left: float, top: float) -> float:
        """Set the lines from a corner on; gives where they end."""
        for text, face, colour in self.lines:
            high = face.size * LEADING
            sheet.add(Words(text, left, baseline(top + high / 2, face), face, colour))
            top += high
        return top


def headline_block(text: str, room: float, size: float) -> Block:
    """Set a headline in lines of about the same width."""
    face = Face("serif", size, bold=True)
    return Block(tuple((line, face, map_style.INK) for line in balanced(text, face, room)))


def moment_block(told: MomentTold, room: float) -> Block:
    """Set the time in words: what stands out, and the rest below."""
    bold, plain = Face("sans", 13, bold=True), Face("sans", 12)
    lines = [(line, bold, map_style.INK) for line in balanced(told.strong, bold, room)]
    rest = told.rest.removeprefix(", ")
    lines += [(line, plain, map_style.SECOND) for line in wrapped(rest, plain, room) if rest]
    return Block(tuple(lines))


def source_block(text: str, room: float) -> Block:
    """Set the source line."""
    return Block(tuple((line, SMALL, map_style.SECOND) for line in balanced(text, SMALL, room)))


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below a picture: its source on the left and the credit on the right."""

    source: Block
    credit: str
    beside: bool
    """Whether the two share their last line; else the credit has one of its own."""

    @property
    def height(self) -> float:
        """The height, units."""
        return self.source.height + (0 if self.beside else SMALL.size * LEADING)

    def draw(self, sheet: Sheet, left: float, right: float, bottom: float) -> None:
        """Draw it above a line."""
        self.source.draw(sheet, left, bottom - self.height)
        y = baseline(bottom - SMALL.size * LEADING / 2, SMALL)
        sheet.add(Words(self.credit, right, y, SMALL, map_style.SECOND, "end"))


def foot_of(scene: Scene, room: float) -> Foot:
    """Lay out the source line and the credit, with the day that they are as of, in a width."""
    newest = max(scene.story.sources, key=lambda one: one.published.bounds()[0])
    credit = f"{CREDIT}. As of {TimeWords(scene.story).date(newest.published)}"
    text, free = source_line(scene), room - width(credit, SMALL)
    below, beside = source_block(text, room), source_block(text, free - 16)
    fits = free > LEAST_SOURCE and len(beside.lines) <= len(below.lines) + 1
    return Foot(beside if fits else below, credit, fits)


# ------------------------------------------------------------------------------------- the legend


@dataclass(frozen=True, slots=True)
class Legend:
    """The signs present, in the legend's order, in columns each as wide as it needs."""

    columns: tuple[tuple[str, ...], ...]
    gap: float
    row: float = ROW

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs in order."""
        return tuple(sign for column in self.columns for sign in column)

    @property
    def height(self) -> float:
        """The height, units."""
        return max((len(column) for column in self.columns), default=0) * self.row

    def draw(self, sheet: Sheet, left: float, top: float, colour: str) -> None:
        """Draw it from a corner on, column by column; `colour` is a group's, for its band."""
        face = _legend_face(self.row)
        for column in self.columns:
            for i, sign in enumerate(column):
                middle = top + (i + 0.5) * self.row
                band = map_style.mixed(colour, map_style.TINT)
                symbols.sample(sheet, sign, left - 3, middle, colour=band, stroke=map_style.INK)
                x = left + symbols.SIGN_WIDTH - 3 + SIGN_GAP
                sheet.add(
                    Words(map_style.LEGEND[sign], x, baseline(middle, face), face, map_style.INK)
                )
            left += _column_width(column, face) + self.gap


def legend_of(present: Iterable[str], room: float, *, row: float = ROW) -> Legend:
    """Lay out the legend of the signs present in a width, in as few rows as it allows."""
    wanted = set(present)
    ordered = tuple(sign for sign in map_style.LEGEND if sign in wanted)
    face = _legend_face(row)
    for rows in range(1, len(ordered) + 1):
        columns = tuple(ordered[i : i + rows] for i in range(0, len(ordered), rows))
        used = sum(_column_width(column, face) for column in columns)
        gaps = len(columns) - 1
        if gaps == 0 or used + gaps * COLUMN_GAP <= room:
            gap = min((room - used) / gaps, 3 * COLUMN_GAP) if gaps else 0.0
            return Legend(columns, gap, row)
    return Legend((), 0.0, row)


def _column_width(column: Sequence[str], face: Face) -> float:
    widest = max(width(map_style.LEGEND[sign], face) for sign in column)
    return symbols.SIGN_WIDTH - 3 + SIGN_GAP + widest


def _legend_face(row: float) -> Face:
    return LEGEND if row > TIGHT_ROW else Face("sans", LEGEND.size - 1)


# -------------------------------------------------------------------------- whose colour is whose


@dataclass(frozen=True, slots=True)
class Key:
    """Whose colour is whose: the groups whose lines are in view, in rows that fit."""

    rows: tuple[tuple[tuple[str, int], ...], ...]

    @property
    def height(self) -> float:
        """The height, units."""
        return len(self.rows) * KEY_LINE

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw it from a corner on."""
        for row in self.rows:
            x, middle = left, top + KEY_LINE / 2
            for name, colour in row:
                sheet.stroke([[(x, middle), (x + 14, middle)]], map_style.colour_of(colour), 3.2)
                text = map_style.PEOPLE_TEXT[min(colour, len(map_style.PEOPLE_TEXT)) - 1]
                sheet.add(Words(name, x + 19, baseline(middle, KEY), KEY, text))
                x += _key_width(name)
            top += KEY_LINE


def key_of(markings: Sequence[Marking], room: float) -> Key:
    """Lay out the key of the groups whose travelled lines are in view."""
    lanes = {lane.id: lane for lane in markings[0].scene.lanes}
    present = {
        leg.mark.lanes[0]
        for marking in markings
        for leg in marking.legs
        if leg.seen and leg.one.state != "not travelled"
    }
    rows: list[list[tuple[str, int]]] = []
    used = math.inf
    for lane in lanes.values():
        if lane.id in present:
            wide = _key_width(lane.name)
            if used + wide - 16 > room:
                rows.append([])
                used = 0.0
            rows[-1].append((lane.name, lane.colour))
            used += wide
    return Key(tuple(tuple(row) for row in rows))


def _key_width(name: str) -> float:
    return 19 + width(name, KEY) + 16


# ---------------------------------------------------------------------------------- in the corners


def scale_bar(view: View) -> tuple[float, str]:
    """Give the length of the bar in units and its words: a round number of kilometres."""
    left, top, right, bottom = view.frame
    lon, lat = view.unplace(np.array([(left + right) / 2]), np.array([(top + bottom) / 2]))[0]
    per_km = view.units_per_km(float(lon), float(lat))
    most = min(max((right - left) * 0.24, 50), 150) / per_km
    tens = 10.0 ** math.floor(math.log10(most))
    km = max(one * tens for one in ROUND_KM if one * tens <= most)
    words = f"{km:,.0f} km" if km >= 1 else f"{km * 1000:,.0f} m"
    ends = [
        view.units_per_km(float(x), float(y))
        for x, y in view.unplace(np.full(2, (left + right) / 2), np.array([top, bottom]))
        if math.isfinite(x) and abs(y) < 89  # noqa: PLR2004
    ]
    if any(abs(one / per_km - 1) > DISTORTED for one in ends):
        words += " in mid-map"
    return km * per_km, words


def draw_scale(sheet: Sheet, view: View) -> Rect:
    """Draw the scale bar at the bottom left of the map; gives the room that it takes."""
    long, words = scale_bar(view)
    x, y = view.frame[0] + 10, view.frame[3] - 10
    runs = [[(x, y - 5), (x, y), (x + long, y), (x + long, y - 5)]]
    halo = map_style.mixed(map_style.LAND, 0.35)
    sheet.stroke(runs, halo, 3.6, round=True)
    sheet.stroke(runs, map_style.INK, 1.0)
    face = SMALL
    sheet.add(Words(words, x + 4, y - 4.5, face, map_style.INK, halo=halo, halo_width=1.6))
    return x - 4, y - 18, x + max(long, width(words, face) + 4) + 4, y + 4


def globe_corner(
    frame: Rect, busy: Floats, taken: Sequence[Rect]
) -> tuple[float, float, float] | None:
    """Choose the corner for the inset where the fewest marks are; gives its middle and radius."""
    return steady_corner(frame, [busy], taken)


def steady_corner(
    frame: Rect, moments: Sequence[Floats], taken: Sequence[Rect]
) -> tuple[float, float, float] | None:
    """Choose the corner that stays the freest at each of several moments; None if none does."""
    left, top, right, bottom = frame
    room = min(right - left, bottom - top)
    radius = min(max(room * 0.12, GLOBE[0]), GLOBE[1])
    if room < 5 * radius:
        return None
    step = radius + 9
    corners = [
        (right - step, top + step),
        (left + step, top + step),
        (right - step, bottom - step),
        (left + step, bottom - step),
    ]

    def cost(i: int) -> float:
        x, y = corners[i]
        near = max(
            (float((np.hypot(*(busy - (x, y)).T) < radius + 14).sum()) for busy in moments),
            default=0.0,
        )
        clash = any(
            box[0] < x + step and x - step < box[2] and box[1] < y + step and y - step < box[3]
            for box in taken
        )
        return near * 2 + i * 0.5 + 1000 * clash

    best = min(range(4), key=cost)
    return (*corners[best], radius) if cost(best) < 12 else None  # noqa: PLR2004


def draw_inset(sheet: Sheet, corner: tuple[float, float, float], view: View) -> Rect:
    """Draw the globe; gives the room that it takes."""
    x, y, radius = corner
    draw_globe(sheet, (x, y), radius, view)
    return x - radius - 4, y - radius - 4, x + radius + 4, y + radius + 4
