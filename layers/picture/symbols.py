"""How the signs of the map, and the legend's samples, are drawn on a sheet: as in the document."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from layers.picture.drawing import Shape, Sheet, Words, baseline, polygon
from layers.style import map_style
from layers.style.map_style import Stroke
from layers.style.typeface import Face

Point = tuple[float, float]
Run = Sequence[Point]
SIGN_WIDTH = 46.0
"""Width of a sign in the legend, units."""
MOST_RINGS = 4
"""The most rings at a place: further events there have none."""
RING, DOT = map_style.SUBJECT_RADIUS, 2.4
"""Radius of a place of the subject, and of a place that is context, units."""
DASHES = {"perhaps": (4.0, 3.0), "vague perhaps": (6.0, 5.0), "vague": (2.0, 4.0),
          "questioned": (2.0, 2.0)}  # fmt: skip
ORDER = {"ahead": 0, "past": 1, "perhaps": 2, "under way": 3}


def line(sheet: Sheet, runs: Sequence[Run], colour: str, stroke: Stroke) -> None:
    """Draw a line as a stroke of the style."""
    sheet.stroke(runs, colour, stroke.width, dash=stroke.dash, round=stroke.round)


def heading(run: Run, *, back: bool = False) -> tuple[Point, float, float]:
    """Give the tip of a run and the direction in which it gets there; `back` for its start.

    The direction is a vector of length 1, y downwards; nearer points than 6 units do not count.
    """
    points = list(run)[::-1] if back else list(run)
    tip = points[-1]
    at = len(points) - 2
    while at > 0 and math.dist(points[at], tip) < 6:  # noqa: PLR2004 - as in the document
        at -= 1
    dx, dy = tip[0] - points[at][0], tip[1] - points[at][1]
    size = math.hypot(dx, dy) or 1.0
    return tip, dx / size, dy / size


def closed_head(sheet: Sheet, run: Run, colour: str) -> None:
    """End a line where somebody is reported to have arrived."""
    (x, y), ux, uy = heading(run)
    x, y = x - ux * 7, y - uy * 7
    corners = [
        (x, y),
        (x - ux * 8 + uy * 4, y - uy * 8 - ux * 4),
        (x - ux * 8 - uy * 4, y - uy * 8 + ux * 4),
    ]
    sheet.add(Shape(polygon([np.array(corners)]), fill=colour))


def bar(sheet: Sheet, run: Run, colour: str, wide: float) -> None:
    """Draw a bar across the end of a line: somebody was stopped there, or refused.

    `wide` is the width of its stroke, units of the sheet.
    """
    (x, y), ux, uy = heading(run)
    sheet.stroke([[(x + uy * 7, y - ux * 7), (x - uy * 7, y + ux * 7)]], colour, wide)


def question(sheet: Sheet, at: Point) -> None:
    """Put a question mark on what is contested or was not verified."""
    sheet.disc(at, 8, fill=map_style.PAPER, stroke=map_style.INK, wide=1.2)
    face = Face("sans", 12, bold=True)
    sheet.add(Words("?", at[0], baseline(at[1], face), face, map_style.INK, "middle"))


def questioned_dot(sheet: Sheet, at: Point, colour: str) -> None:
    """Show an event that is past, and is contested or was not verified: no solid dot."""
    radius, dash = map_style.PAST_RADIUS + 1, DASHES["questioned"]
    sheet.disc(at, radius, fill=map_style.PAPER, stroke=colour, wide=1.4, dash=dash)


def place(sheet: Sheet, at: Point) -> None:
    """Show a place named so far."""
    sheet.disc(at, map_style.PLACE_RADIUS, fill=map_style.PAPER, stroke=map_style.INK, wide=1.7)


def ring(sheet: Sheet, at: Point, colour: str) -> None:
    """Show a place of the subject."""
    sheet.disc(at, RING, fill=map_style.PAPER, stroke=colour, wide=2.4)


def dot(sheet: Sheet, at: Point) -> None:
    """Show a place that is only context."""
    sheet.disc(at, DOT, fill=map_style.mixed(map_style.SECOND, 0.25))


def ahead(sheet: Sheet, at: Point, *, filled: bool) -> None:
    """Show an event ahead."""
    fill = map_style.PAPER if filled else None
    sheet.disc(at, map_style.AHEAD_RADIUS, fill=fill, stroke=map_style.UNTRAVELLED, wide=1)


def sample(  # noqa: PLR0912 - a branch for each sign
    sheet: Sheet, sign: str, left: float, middle: float, *, colour: str, stroke: str,
    context: frozenset[bool] = frozenset(),
) -> None:  # fmt: skip
    """Draw a sign of the legend from its left end on, around a middle.

    `left` and `middle` are units of the sheet. `colour` is that of a band, `stroke` that of a line:
    ink in a legend for everybody, a group's colour in a legend for that group. `context` has True
    where lines of context are solid, False where they are dashed. Raises ValueError for an unknown
    sign.
    """
    run = [(left + 3, middle), (left + 22, middle), (left + 43, middle)]
    short = [(left + 3, middle), (left + 40, middle)]
    at = (left + SIGN_WIDTH / 2, middle)
    inferred = map_style.PATHS["inferred"]
    match sign:
        case "reported" | "inferred" | "concealed":
            line(sheet, [run], stroke, map_style.PATHS[sign])
        case "recorded" | "gap" | "reach" | "doubted":
            line(sheet, [run], stroke, map_style.TRACKS[sign])
        case "may-be":
            ends = [(left + 10, middle), (left + 36, middle)]
            sheet.stroke([ends], colour, map_style.SIGN_BAND.width, round=True)
        case "open":
            for i in range(6):  # as the line fades, piece by piece
                piece = [(left + 3 + 40 * i / 6, middle), (left + 3 + 40 * (i + 1) / 6, middle)]
                shade = map_style.mixed(stroke, max(i - 1, 0) / 5)
                sheet.stroke([piece], shade, inferred.width, dash=inferred.dash, begun=40 * i / 6)
        case "intended":
            line(sheet, [short], map_style.UNTRAVELLED, map_style.NOT_TRAVELLED)
        case "stopped":
            line(sheet, [short], stroke, inferred)
            bar(sheet, short, stroke, 2.6)
        case "questioned":
            question(sheet, at)
        case "before" | "meanwhile" | "context":
            _context(sheet, sign, run, stroke, context)
        case "place":
            place(sheet, at)
        case "ahead":
            ahead(sheet, at, filled=True)
        case "past":
            place(sheet, at)
            sheet.disc(at, map_style.PAST_RADIUS, fill=map_style.INK)
        case "perhaps":
            ring = map_style.RING_RADIUS - 0.5
            sheet.disc(at, ring, stroke=map_style.INK, wide=1.7, dash=DASHES["perhaps"])
        case "under way":
            sheet.disc(at, map_style.RING_RADIUS - 0.5, stroke=map_style.INK, wide=2)
        case "vague":
            sheet.disc(at, 8, stroke=map_style.UNTRAVELLED, wide=1.2, dash=(2, 3))
        case "area":
            rect = (left + 8.5, middle - 5.5, left + 37.5, middle + 5.5)
            sheet.box(rect, fill=map_style.NAMED, stroke=map_style.FOCUS_BORDER, wide=1)
        case _:
            raise ValueError(f'The sign "{sign}" cannot be drawn.')


def _context(
    sheet: Sheet, sign: str, run: Sequence[Point], stroke: str, looks: frozenset[bool]
) -> None:
    """Draw the sample of a line of context as such lines are on the map, half and half of both."""
    role = "before" if sign == "context" else sign
    pale = map_style.mixed(stroke, map_style.CONTEXT_TINT[role])
    dashed = map_style.CONTEXT[role]
    solid = replace(dashed, dash=())
    if len(looks) > 1:
        line(sheet, [run[:2]], pale, solid)
        line(sheet, [run[1:]], pale, dashed)
    else:
        line(sheet, [run], pale, solid if True in looks else dashed)
