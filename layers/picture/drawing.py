"""A sheet of paper: what is drawn on it, in order and in named groups, before it is printed.

Lengths are units of the design, y downwards. Nothing here knows of a format;
layers/picture/matplotlib_output.py does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from geo.language.direction import (
    begins_right_to_left,
    is_right_to_left,
)
from layers.style.picture_sizes import Size
from layers.style.typeface import CAPS, MARKS, Face, width

GROUPS = ("base", "water", "borders", "routes", "places", "labels", "legend", "credit")
Anchor = Literal["start", "middle", "end"]
Run = Sequence[tuple[float, float]] | npt.NDArray[np.float64]
OPPOSITE: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
MARK = "\u200f"
"""The right-to-left mark, which is invisible and counts as a right-to-left letter."""
KAPPA = 0.5522847498
"""Length of the handles of a Bezier curve for a quarter of a circle, as a share of the radius:
4/3 (√2 - 1)."""


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
    like: str = ""
    """The line that it is a part of, and set in the typeface of; empty for a complete line."""
    right_to_left: bool = False
    """Whether the line runs from right to left; where it stands does not depend on that."""

    @property
    def set_text(self) -> str:
        """The text for programs that take a line's direction from its first letter."""
        marked = self.right_to_left and not begins_right_to_left(self.text)
        return f"{MARK}{self.text}" if marked else self.text

    @property
    def plain(self) -> str:
        """The text without marks of direction."""
        return "".join(letter for letter in self.text if letter not in MARKS)

    @property
    def left(self) -> float:
        """Where the line begins on the left, units."""
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return self.x - share * width(self.text, self.face)


@dataclass
class Sheet:
    """What is drawn, in order; `group` says where what follows belongs.

    With `right_to_left` its sentences run from right to left, and what is drawn `beside` the map is
    mirrored; the map never is.
    """

    size: Size
    right_to_left: bool = False
    items: dict[str, list[Shape | Words]] = field(
        default_factory=lambda: {name: [] for name in GROUPS}
    )
    group: str = "base"
    mirror: tuple[float, float] | None = None

    @contextmanager
    def beside(self, left: float, right: float) -> Iterator[None]:
        """Draw, within a `with`, what stands beside a map.

        Where text runs from right to left it is mirrored between two edges, units.
        """
        self.mirror = (left, right) if self.right_to_left else None
        yield
        self.mirror = None

    @contextmanager
    def on(self, group: str) -> Iterator[None]:
        """Draw into a group, within a `with`."""
        before, self.group = self.group, group
        yield
        self.group = before

    def add(self, *items: Shape | Words) -> None:
        """Draw on top of what the group has."""
        self.items[self.group] += map(self._as_it_runs, items)

    def _as_it_runs(self, item: Shape | Words) -> Shape | Words:
        if isinstance(item, Words) and is_right_to_left(item.text):
            leftwards = self.right_to_left or begins_right_to_left(item.text)
            item = replace(item, right_to_left=leftwards)
        if self.mirror is None:
            return item
        ends = sum(self.mirror)
        if isinstance(item, Words):
            return replace(item, x=ends - item.x, anchor=OPPOSITE[item.anchor])
        vertices = item.outline.vertices * (-1.0, 1.0) + (ends, 0.0)
        return replace(item, outline=Outline(vertices, item.outline.codes))

    def stroke(
        self,
        runs: Iterable[Run],
        colour: str,
        wide: float,
        *,
        dash: tuple[float, ...] = (),
        round: bool = False,  # noqa: A002 - as in map_style.Stroke
        name: str | None = None,
        begun: float = 0.0,
    ) -> None:
        """Draw lines as one path; `wide`, `dash` and `begun`, where the dashes begin, are units."""
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
        """Draw a circle; all in units of the sheet."""
        self.add(Shape(circle(at, radius), fill, stroke, wide, dash))

    def box(
        self,
        rect: tuple[float, float, float, float],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        wide: float = 0.0,
    ) -> None:
        """Draw a rectangle, left, top, right, bottom in units of the sheet."""
        left, top, right, bottom = rect
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.add(Shape(polygon([np.array(corners)]), fill, stroke, wide))


def lines(runs: Iterable[Run]) -> Outline:
    """Make one path of open lines."""
    arrays = [np.asarray(run, dtype=float) for run in runs]
    arrays = [array for array in arrays if len(array) > 1]
    return _joined(arrays, closed=False)


def polygon(rings: Iterable[npt.NDArray[np.float64]]) -> Outline:
    """Make one path of closed rings; holes are rings that turn the other way.

    Each ring is an array of shape (n, 2), x and y in units of the sheet.
    """
    return _joined([ring for ring in rings if len(ring) > 2], closed=True)  # noqa: PLR2004


def circle(at: tuple[float, float], radius: float) -> Outline:
    """Make a circle of four Bezier curves.

    The middle and the radius are units of the sheet.
    """
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
    """Give the baseline of a line whose capitals stand around a middle, y downwards.

    In units of the sheet.
    """
    return middle + face.size * CAPS / 2
