"""A film's camera: what it shows at each event, and how it flies from one to the next.

One projection holds for the whole film, so that nothing turns or bends while the camera moves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layers.picture.projection import Projection, Rect, View, fit, steady
from layers.scene.extent import Extent, union

RHO = math.sqrt(2)
"""How far a flight zooms out on its way: the value that people liked best in the paper below."""
NEAR = 1e-6
"""Two shots whose middles are nearer than this share of their width are at the same place."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What the camera shows: the middle of the frame and the frame's width, projected metres."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Flight:
    """A way between two shots: its length (see `flight`), and the shot at a share of it, 0..1."""

    length: float
    at: Callable[[float], Shot]


class Camera:
    """Extents in degrees to shots in one projection, and shots to views in a frame."""

    def __init__(self, extents: Sequence[Extent], frame: Rect, *, borders: str = "") -> None:
        left, top, right, bottom = frame
        self.frame, self.borders = frame, borders
        self.projection: Projection = steady(union(extents), (right - left) / (bottom - top))

    def shot(self, extent: Extent) -> Shot:
        """Give the shot that shows an extent."""
        view = fit(extent, self.frame, projection=self.projection)
        return Shot(*view.middle, (self.frame[2] - self.frame[0]) / view.scale)

    def view(self, shot: Shot) -> View:
        """Give the view of a shot."""
        scale = (self.frame[2] - self.frame[0]) / shot.width
        return View(self.projection, self.frame, scale, (shot.x, shot.y), self.borders)


def flight(a: Shot, b: Shot) -> Flight:
    """Find the smooth and short way from a shot to another: far ones are seen from higher up.

    The optimal path of van Wijk and Nuij, Smooth and Efficient Zooming and Panning, IEEE
    Symposium on Information Visualization 2003, equations 9 and 10; lengths are in their measure,
    in which a doubling of the width is about ln 2 / RHO.
    """
    far = math.hypot(b.x - a.x, b.y - a.y)
    if far < NEAR * min(a.width, b.width):
        grown = math.log(b.width / a.width)
        return Flight(
            abs(grown) / RHO,
            lambda share: Shot(
                a.x + (b.x - a.x) * share,
                a.y + (b.y - a.y) * share,
                a.width * math.exp(grown * share),
            ),
        )
    square = RHO**4 * far**2
    b0 = (b.width**2 - a.width**2 + square) / (2 * a.width * RHO**2 * far)
    b1 = (b.width**2 - a.width**2 - square) / (2 * b.width * RHO**2 * far)
    r0, r1 = -math.asinh(b0), -math.asinh(b1)
    length = (r1 - r0) / RHO

    def at(share: float) -> Shot:
        if share >= 1:
            return b
        angle = RHO * share * length + r0
        gone = a.width / RHO**2 * (math.cosh(r0) * math.tanh(angle) - math.sinh(r0)) / far
        wide = a.width * math.cosh(r0) / math.cosh(angle)
        return Shot(a.x + (b.x - a.x) * gone, a.y + (b.y - a.y) * gone, wide)

    return Flight(length, at)
