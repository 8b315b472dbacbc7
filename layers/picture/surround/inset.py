"""The inset: a globe in the corner of the map that stays the freest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from layers.picture.base_map_shapes import draw_globe
from layers.picture.drawing import Sheet
from layers.picture.projection import Floats, Rect, View

GLOBE = (26.0, 40.0)
"""Least and greatest radius of the inset, units."""


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
