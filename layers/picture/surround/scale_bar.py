"""The scale bar in a corner of the map."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from geo.language.messages import Messages
from layers.picture.drawing import Sheet, Words
from layers.picture.projection import Floats, Rect, View, overlap
from layers.picture.surround.text_blocks import SMALL
from layers.style import map_style
from layers.style.typeface import width

ROUND_KM = (1, 2, 5)
DISTORTED = 0.08
"""From this difference in scale within the map on, the bar says where it holds."""


def scale_bar(view: View, say: Messages) -> tuple[float, str]:
    """Give the length of the bar in units and its words: a round number of kilometres."""
    left, top, right, bottom = view.frame
    lon, lat = view.unplace(np.array([(left + right) / 2]), np.array([(top + bottom) / 2]))[0]
    per_km = view.units_per_km(float(lon), float(lat))
    most = min(max((right - left) * 0.24, 50), 150) / per_km
    tens = 10.0 ** math.floor(math.log10(most))
    km = max(digit * tens for digit in ROUND_KM if digit * tens <= most)
    long = say.number(round(km if km >= 1 else km * 1000))
    words = say("scale.km" if km >= 1 else "scale.m", length=long)
    ends = [
        view.units_per_km(float(x), float(y))
        for x, y in view.unplace(np.full(2, (left + right) / 2), np.array([top, bottom]))
        if math.isfinite(x) and abs(y) < 89  # noqa: PLR2004
    ]
    if any(abs(end / per_km - 1) > DISTORTED for end in ends):
        words = say("scale.mid-map", length=words)
    return km * per_km, words


def draw_scale(
    sheet: Sheet, view: View, say: Messages, *, busy: Floats | None = None,
    taken: Sequence[Rect] = (),
) -> Rect:  # fmt: skip
    """Draw the scale bar in the corner of the map that is most free; gives the box that it takes.

    `busy` are points that it should not cover, an array of shape (n, 2), `taken` boxes that are not
    free; both in units of the sheet, as is the box.
    """
    long, words = scale_bar(view, say)
    wide = max(long, width(words, SMALL) + 4)
    left, top, right, bottom = view.frame
    spots = [(x, y) for y in (bottom - 10, top + 20) for x in (left + 10, right - 10 - wide)]

    def room(spot: tuple[float, float]) -> Rect:
        return spot[0] - 4, spot[1] - 18, spot[0] + wide + 4, spot[1] + 4

    def cost(spot: tuple[float, float]) -> float:
        box = room(spot)
        clash = any(overlap(box, sign) for sign in taken)
        under = 0
        if busy is not None and len(busy):
            xs, ys = busy[:, 0], busy[:, 1]
            inside = (xs > box[0]) & (xs < box[2]) & (ys > box[1]) & (ys < box[3])
            under = int(inside.sum())
        return under * 4.0 + 1000.0 * clash + spots.index(spot)

    x, y = min(spots, key=cost)
    runs = [[(x, y - 5), (x, y), (x + long, y), (x + long, y - 5)]]
    halo = map_style.mixed(map_style.LAND, 0.35)
    sheet.stroke(runs, halo, 3.6, round=True)
    sheet.stroke(runs, map_style.INK, 1.0)
    sheet.add(Words(words, x + 4, y - 4.5, SMALL, map_style.INK, halo=halo, halo_width=1.6))
    return room((x, y))
