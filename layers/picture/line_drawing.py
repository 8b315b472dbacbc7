"""How the way of a leg is drawn: at full strength, as context, and fading at an end not reported.

A fading line is drawn in pieces, each a little nearer to the colour of the ground below it: so all
colours are solid, which every drawing program can show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from layers.picture import symbols
from layers.picture.drawing import Shape, Sheet, polygon
from layers.picture.polyline import Point, Run, clipped, length, split
from layers.picture.projection import View
from layers.style import map_style
from layers.style.map_style import Stroke

STEPS = 16
"""Pieces of a fading end."""
FAINTEST = 0.1
"""What is left of a line below this share of its strength is not drawn."""
OVERLAP = 0.3
"""How far the pieces of a band overlap, units, so that no seam shows between them."""

Ground = Callable[[Point], str]
"""Gives the colour of the ground at a point."""


@dataclass(frozen=True, slots=True)
class Fade:
    """Which ends of a way fade, and the way's length, units."""

    start: bool
    end: bool
    long: float

    def pieces(self, runs: Sequence[Run], begun: float = 0.0) -> Iterator[tuple[Run, float, float]]:
        """Cut runs that begin so far along the way into pieces.

        Gives each with its strength, 0..1, and how far along the way it begins.
        """
        for run in runs:
            here = length(run)
            if here <= 0:
                continue
            edges = [at - begun for at in self._edges() if begun < at < begun + here]
            edges = [0.0, *edges, here]
            for piece, a, b in zip(split(run, edges), edges, edges[1:], strict=False):
                strength = self._strength(begun + (a + b) / 2)
                if strength >= FAINTEST:
                    yield piece, strength, begun + a
            begun += here

    def visible(self, runs: Sequence[Run]) -> list[Run]:
        """Give what can be seen of runs: all but the faintest part of their ends."""
        out, begun = list[Run](), 0.0
        first = FAINTEST * self.reach if self.start else 0.0
        last = self.long - (FAINTEST * self.reach if self.end else 0.0)
        for run in runs:
            here = length(run)
            a, b = max(first - begun, 0.0), min(last - begun, here)
            if b > a:
                out += split(run, [a, b])
            begun += here
        return out

    @property
    def reach(self) -> float:
        """The length over which an end fades, units."""
        return min(map_style.FADE * self.long, map_style.LONGEST_FADE)

    def _edges(self) -> list[float]:
        steps = [self.reach * i / STEPS for i in range(1, STEPS + 1)]
        first = steps if self.start else []
        last = [self.long - at for at in reversed(steps)] if self.end else []
        return sorted({*first, *last})

    def _strength(self, at: float) -> float:
        reach = self.reach or 1.0
        strength = 1.0
        if self.start:
            strength = min(strength, at / reach)
        if self.end:
            strength = min(strength, (self.long - at) / reach)
        return max(strength, 0.0)


def draw_line(
    sheet: Sheet, runs: Sequence[Run], view: View, stroke: Stroke, colour: str, *,
    fade: Fade, ground: Ground, begun: float = 0.0,
) -> None:  # fmt: skip
    """Draw a line in a view, fading where it has to.

    `begun` is how far along its way the first run begins, in units of the sheet.
    """
    if not (fade.start or fade.end):
        symbols.line(sheet, clipped(runs, view), colour, stroke)
        return
    for run, strength, at in fade.pieces(runs, begun):
        shade = colour
        if strength < 1:
            shade = map_style.mixed(colour, 1 - strength, into=ground(_middle(run)))
        sheet.stroke(
            clipped([run], view),
            shade,
            stroke.width,
            dash=stroke.dash,
            round=stroke.round,
            begun=at % (sum(stroke.dash) or 1.0),
        )


def draw_band(
    sheet: Sheet, runs: Sequence[Run], view: View, colour: str, *,
    fade: Fade, ground: Ground, begun: float, name: str,
) -> None:  # fmt: skip
    """Draw the band of where somebody may be, fading with its line.

    `begun` is how far along its way the first run begins, in units of the sheet.
    """
    tint = map_style.mixed(colour, map_style.TINT)
    if not (fade.start or fade.end):
        _buffer(sheet, runs, view, tint, name=name)
        return
    pieces = list(fade.pieces(runs, begun))
    for run, strength, _ in pieces:
        if strength >= 1:
            _buffer(sheet, [run], view, tint, name=name)
    for run, strength, _ in pieces:  # over the round end of the rest
        if strength < 1:
            shade = map_style.mixed(tint, 1 - strength, into=ground(_middle(run)))
            _buffer(sheet, [run], view, shade, flat=True)


def _buffer(
    sheet: Sheet, runs: Sequence[Run], view: View, colour: str, *, name: str | None = None,
    flat: bool = False,
) -> None:  # fmt: skip
    wide = shapely.MultiLineString(runs).buffer(
        map_style.BAND.width / 2, quad_segs=12, cap_style="flat" if flat else "round"
    )
    if flat:
        wide = wide.buffer(OVERLAP, join_style="mitre")
    cut = shapely.clip_by_rect(wide, *view.frame)
    rings = [
        np.array(ring.coords)[:-1]
        for piece in shapely.get_parts(cut)
        if isinstance(piece, shapely.Polygon)
        for ring in (piece.exterior, *piece.interiors)
    ]
    if rings:
        sheet.add(Shape(polygon(rings), fill=colour, name=name))


def _middle(run: Run) -> Point:
    return run[len(run) // 2]
