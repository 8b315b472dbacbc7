"""A sheet of paper: what is drawn on it, in order and in named groups, before it is printed.

Lengths are units of the design, y downwards. Nothing here knows of a format;
layers/picture/matplotlib_output.py does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from layers.style.picture_sizes import Size
from layers.style.typeface import CAPS, Face, width

GROUPS = ("base", "water", "borders", "routes", "places", "labels", "legend", "credit")
Anchor = Literal["start", "middle", "end"]
Run = Sequence[tuple[float, float]] | npt.NDArray[np.float64]
KAPPA = 0.5522847498
"""How far the handles of a Bezier quarter of a circle stand out."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A path: vertices (n, 2) and matplotlib's codes."""

    vertices: npt.NDArray[np.float64]
    codes: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path that is filled, stroked or both; dashes are in units."""

    outline: Outline
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    round: bool = False
    name: str | None = None
    begun: float = 0.0
    """How far into its dashes the line begins, units: where it is drawn piece by piece."""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text at its baseline; `x` is its start, middle or end, left to right."""

    text: str
    x: float
    y: float
    face: Face
    colour: str
    anchor: Anchor = "start"
    halo: str | None = None
    halo_width: float = 0.0
    opacity: float = 1.0
    """Below 1 only in films, where names come and go."""

    @property
    def left(self) -> float:
        """Where the line begins on the left, units."""
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return self.x - share * width(self.text, self.face)


@dataclass
class Sheet:
    """What is drawn, in order; `group` says where what follows belongs."""

    size: Size
    items: dict[str, list[Shape | Words]] = field(
        default_factory=lambda: {name: [] for name in GROUPS}
    )
    group: str = "base"

    @contextmanager
    def on(self, group: str) -> Iterator[None]:
        """Draw into a group for a while."""
        before, self.group = self.group, group
        yield
        self.group = before

    def add(self, *items: Shape | Words) -> None:
        """Draw on top of what the group has."""
        self.items[self.group] += items

    def stroke(
        self,
        runs: Iterable[Run],
        colour: str,
        wide: float,
        *,
        dash: tuple[float, ...] = (),
        round: bool = False,  # noqa: A002 - the word that style.Stroke has for it
        name: str | None = None,
        begun: float = 0.0,
    ) -> None:
        """Draw lines as one path."""
        outline = lines(runs)
        if len(outline.vertices):
            self.add(
                Shape(
                    outline,
                    stroke=colour,
                    width=wide,
                    dash=dash,
                    round=round,
                    name=name,
                    begun=begun,
                )
            )

    def disc(
        self,
        at: tuple[float, float],
        radius: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        wide: float = 0.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a circle."""
        self.add(Shape(circle(at, radius), fill, stroke, wide, dash))

    def box(
        self,
        rect: tuple[float, float, float, float],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        wide: float = 0.0,
    ) -> None:
        """Draw a rectangle."""
        left, top, right, bottom = rect
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.add(Shape(polygon([np.array(corners)]), fill, stroke, wide))


def lines(runs: Iterable[Run]) -> Outline:
    """Make one path of open lines."""
    arrays = [np.asarray(run, dtype=float) for run in runs]
    arrays = [array for array in arrays if len(array) > 1]
    return _joined(arrays, closed=False)


def polygon(rings: Iterable[npt.NDArray[np.float64]]) -> Outline:
    """Make one path of closed rings; holes are rings that turn the other way."""
    return _joined([ring for ring in rings if len(ring) > 2], closed=True)  # noqa: PLR2004


def circle(at: tuple[float, float], radius: float) -> Outline:
    """Make a circle of four Bezier curves."""
    r, k = radius, radius * KAPPA
    xy = [(r, 0), (r, k), (k, r), (0, r), (-k, r), (-r, k), (-r, 0)]
    xy += [(-r, -k), (-k, -r), (0, -r), (k, -r), (r, -k), (r, 0), (r, 0)]
    return Outline(np.array(xy, dtype=float) + at, np.array([1, *[4] * 12, 79], dtype=np.uint8))


def _joined(arrays: list[npt.NDArray[np.float64]], *, closed: bool) -> Outline:
    if not arrays:
        return Outline(np.empty((0, 2)), np.empty(0, dtype=np.uint8))
    codes = []
    for array in arrays:
        code = np.full(len(array), 2, dtype=np.uint8)
        code[0] = 1
        if closed:
            code = np.append(code, np.uint8(79))
        codes.append(code)
    if closed:
        arrays = [np.vstack([array, array[:1]]) for array in arrays]
    return Outline(np.vstack(arrays), np.concatenate(codes))


def baseline(middle: float, face: Face) -> float:
    """Give the baseline of a line whose capitals stand around a middle, y downwards."""
    return middle + face.size * CAPS / 2
