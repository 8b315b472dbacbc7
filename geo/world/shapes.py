"""Land, borders, lakes and rivers of an extent as shapes, for the base map of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.world.borders import Extent, bundled, disputed
from geo.world.topology import Floats, Polygons, polygons_of

Kind = Literal["land", "lakes"]


@dataclass(frozen=True, slots=True)
class BaseShapes:
    """What lies within an extent, in degrees."""

    land: tuple[shapely.Polygon, ...]
    borders: tuple[shapely.LineString, ...]
    """Those that nobody disputes."""
    disputed: tuple[shapely.LineString, ...]
    lakes: tuple[shapely.Polygon, ...]
    rivers: tuple[shapely.LineString, ...]


def base_shapes(extent: Extent, *, tolerance: float, seen_by: str = "") -> BaseShapes:
    """Return land, borders, lakes and rivers within an extent, clipped to it.

    `extent` is (west, south, east, north) in degrees and does not cross the antimeridian.
    `tolerance`, in degrees of latitude, is how far a line may deviate from the bundled one;
    `seen_by` is the country whose point of view the borders are of, empty for the default one.
    """
    earth, box = bundled(seen_by), shapely.box(*extent)
    detail = _detail(tolerance, seen_by)

    def polygons(kind: Kind) -> tuple[shapely.Polygon, ...]:
        pieces: list[shapely.Polygon] = []
        for i in np.flatnonzero(_overlap(_boxes(seen_by)[kind], extent)):
            for part in detail.pieces(kind, int(i)):
                pieces += polygons_of(shapely.intersection(part, box))
        return tuple(pieces)

    def courses(numbers: Iterable[int]) -> tuple[shapely.LineString, ...]:
        near = _overlap(_boxes(seen_by)["arcs"], extent)
        arcs = [detail.lines.arc(n) for n in numbers if near[n]]
        if not arcs:
            return ()
        line = np.repeat(np.arange(len(arcs)), [len(arc) for arc in arcs])
        inside = shapely.linestrings(np.concatenate(arcs) / earth.scale, indices=line)
        parts: Iterable[Any] = shapely.get_parts(shapely.intersection(inside, box))
        return tuple(part for part in parts if isinstance(part, shapely.LineString) and part.length)

    return BaseShapes(
        land=polygons("land"),
        borders=courses([n for n in earth.borders if max(n, ~n) not in disputed(seen_by)]),
        disputed=courses(sorted(disputed(seen_by))),
        lakes=polygons("lakes"),
        rivers=courses(n for _, arcs in earth.rivers for n in arcs),
    )


@lru_cache(maxsize=2)
def _boxes(seen_by: str) -> Mapping[Kind | Literal["arcs"], Floats]:
    """West, south, east, north of each polygon and arc, (n, 4), degrees.

    Most lie outside any view.
    """
    earth = bundled(seen_by)
    starts, xy = earth.full.starts[:-1], earth.full.xy / earth.scale
    low, high = np.minimum.reduceat(xy, starts), np.maximum.reduceat(xy, starts)

    def of(polygons: Polygons) -> Floats:
        outer = [rings[0] for rings in polygons]
        arcs = np.array([max(n, ~n) for ring in outer for n in ring])
        first = np.cumsum([0, *(len(ring) for ring in outer[:-1])])
        west_south = np.minimum.reduceat(low[arcs], first)
        return np.hstack([west_south, np.maximum.reduceat(high[arcs], first)])

    return {
        "land": of(earth.land),
        "lakes": of(earth.lakes),
        "arcs": np.hstack([low, high]),
    }


class _Detail:
    """The world's lines at one tolerance, and a cache of the polygons built from them."""

    def __init__(self, tolerance: float, seen_by: str) -> None:
        self.earth = bundled(seen_by)
        self.lines = self.earth.thin(tolerance)
        self._built: dict[tuple[Kind, int], tuple[shapely.Polygon, ...]] = {}

    def pieces(self, kind: Kind, number: int) -> tuple[shapely.Polygon, ...]:
        """Build a polygon in degrees; empty where it no longer encloses an area."""
        earth, key = self.earth, (kind, number)
        if key not in self._built:
            built: tuple[shapely.Polygon, ...] = ()
            polygons = earth.land if kind == "land" else earth.lakes
            for kept in self.lines.remaining([polygons[number]]):
                shell, *holes = (self.lines.ring(ring) / earth.scale for ring in kept)
                built = (shapely.Polygon(shell, holes),)
            self._built[key] = built
        return self._built[key]


@lru_cache(maxsize=6)
def _detail(tolerance: float, seen_by: str) -> _Detail:
    return _Detail(tolerance, seen_by)


def _overlap(boxes: Floats, extent: Extent) -> NDArray[np.bool_]:
    west, south, east, north = extent
    left, low, right, high = boxes.T
    near: NDArray[np.bool_] = (left <= east) & (right >= west) & (low <= north) & (high >= south)
    return near
