"""Topology with shared arcs: decoding, simplifying, and building polygons.

The bundled world is a topology: a border, or a piece of coast, is one arc, and countries and land
are lists of arc numbers (~n is arc n backwards, as in TopoJSON). A point left out of an arc is
left out on both of its sides, so no gap opens between neighbours at any detail. Land and lakes
are valid at any tolerance that is the same everywhere, countries at the full detail: the script
that makes the data takes care of that.

Each position has a level, computed when the data was made: the coarsest tolerance at which the
Douglas-Peucker algorithm still keeps it. Simplifying is then one comparison, and the tolerance may
differ from place to place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase, digits

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Ring = Sequence[int]
"""Arc numbers in order; ~n is arc n backwards."""
Polygons = Sequence[Sequence[Ring]]
"""Polygons, each its outer ring and then its holes."""

ENDS = 99
"""The level of an arc's ends: always kept, or arcs would no longer meet."""
CLOSED = 4
"""Positions in the shortest closed ring: three, and the first one again."""
MORE = 32
"""Added to a letter's value where its number goes on in the next letter."""
LETTERS = bytes.maketrans(
    (digits + ascii_uppercase + ascii_lowercase + "-_").encode(), bytes(range(2 * MORE))
)
"""Turns each letter, by its ASCII number, into its value."""


@dataclass(frozen=True)
class Topology:
    """The bundled world as stored; arcs are decoded when first asked for."""

    scale: int
    """Stored units in a degree."""
    base: float
    """The finest tolerance, in degrees of latitude."""
    steps: int
    """Levels in a doubling of the tolerance."""
    land: Polygons
    countries: Mapping[str, Polygons]
    borders: Ring
    """Arcs between two countries."""
    disputed: Ring
    """Those of the borders that are disputed; geo/world/data/README.md says which."""
    seams: Ring
    """Arcs along the antimeridian, where shapes are cut: neither coast nor border."""
    lakes: Polygons
    rivers: Sequence[tuple[int, Ring]]
    """Rank (small is important) and arcs."""
    arcs: Sequence[str] = field(repr=False)
    """Start, and steps from there on, in stored units; see `_steps`."""
    levels: Sequence[str] = field(repr=False)
    """Levels of the positions between an arc's ends, a digit each, in base 36."""

    @classmethod
    def read(cls, path: Path) -> Topology:
        """Read a topology that geo/world/data/make_world.py wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def polygon(self, rings: Sequence[Ring]) -> shapely.Polygon:
        """Build one polygon at the full detail; degrees."""
        shell, *holes = (self.full.ring(ring) / self.scale for ring in rings)
        return shapely.Polygon(shell, holes)

    @cached_property
    def full(self) -> Lines:
        """All arcs at the full detail."""
        starts = np.cumsum([0, *(len(levels) + 2 for levels in self.levels)])
        steps = _steps("".join(self.arcs))
        totals = np.cumsum(steps, axis=0)
        before = totals[starts[:-1]] - steps[starts[:-1]]
        return Lines(totals - np.repeat(before, np.diff(starts), axis=0), starts)

    @cached_property
    def level(self) -> Integers:
        """The level of every position of `full`."""
        level = np.full(len(self.full.xy), ENDS, dtype=np.int64)
        inner = np.ones(len(level), dtype=bool)
        inner[self.full.starts[:-1]] = False
        inner[self.full.starts[1:] - 1] = False
        codes = np.frombuffer("".join(self.levels).encode("ascii"), dtype=np.uint8)
        level[inner] = np.where(codes >= ord("a"), codes - (ord("a") - 10), codes - ord("0"))
        return level

    def thin(self, tolerance: Floats | float) -> Lines:
        """Leave out positions whose level is below `tolerance`, in degrees of latitude.

        `tolerance` is a number, or an array with a number for each position of `full`.
        """
        needed = np.ceil(np.log2(np.maximum(tolerance, self.base) / self.base) * self.steps)
        kept = self.level >= needed
        starts = np.r_[0, np.cumsum(kept)][self.full.starts]
        return Lines(self.full.xy[kept], starts)


@dataclass(frozen=True)
class Lines:
    """Arcs in one array: positions in stored units, shape (n, 2); arc n begins at starts[n]."""

    xy: Integers
    starts: Integers

    @cached_property
    def lengths(self) -> Integers:
        """How many positions each arc has."""
        return np.diff(self.starts)

    def arc(self, number: int) -> Integers:
        """Return the positions of one arc."""
        return self.xy[self.starts[number] : self.starts[number + 1]]

    def closed(self, ring: Ring) -> bool:
        """Whether a ring still encloses an area."""
        count = 1 + sum(int(self.lengths[max(n, ~n)]) - 1 for n in ring)
        if CLOSED <= count <= 2 * CLOSED:  # a few positions may be collinear, as along a seam
            return bool(np.ptp(self.ring(ring), axis=0).all())
        return count >= CLOSED

    def remaining(self, polygons: Polygons) -> list[list[list[int]]]:
        """Return the polygons and holes that still enclose an area."""
        return [
            [list(ring) for ring in rings if self.closed(ring)]
            for rings in polygons
            if self.closed(rings[0])
        ]

    def ring(self, ring: Ring) -> Integers:
        """Return the positions of a ring, the first one again at the end."""
        return join([self.arc(max(n, ~n)) for n in ring], ring)


def join(parts: Iterable[Integers], ring: Ring) -> Integers:
    """Join the arcs of a ring, each in its direction; the point where two meet is kept once."""
    turned = [part if n >= 0 else part[::-1] for part, n in zip(parts, ring, strict=True)]
    return np.concatenate([turned[0], *(part[1:] for part in turned[1:])])


def polygons_of(shape: shapely.Geometry) -> tuple[shapely.Polygon, ...]:
    """Return the polygons of a shape, without the lines and points that a cut may leave."""
    parts = shapely.get_parts(shape).tolist()
    return tuple(part for part in parts if isinstance(part, shapely.Polygon) and part.area)


def _steps(text: str) -> Integers:
    """Read whole numbers, five bits a letter and the lowest first, as pairs.

    A letter of 32 and more says that the number goes on; its lowest bit is the sign.
    """
    letters = np.frombuffer(text.encode("ascii").translate(LETTERS), dtype=np.uint8)
    ends = np.flatnonzero(letters < MORE)
    numbers = letters[ends].astype(np.int64)
    lengths = np.diff(ends, prepend=-1)
    back, longer = 1, np.flatnonzero(lengths > 1)
    while len(longer):  # from a number's last letter back to its first; most have one or two
        lower = letters[ends[longer] - back] & (MORE - 1)
        numbers[longer] = (numbers[longer] << 5) | lower
        back += 1
        longer = longer[lengths[longer] > back]
    return ((numbers >> 1) ^ -(numbers & 1)).reshape(-1, 2)  # an odd one is ~ of its half
