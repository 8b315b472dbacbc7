"""Which projection a picture's map is in, and where a position lands on it.

Projections are conformal, so that small shapes are true where the eye compares them. The choice
follows Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), page 34:
conic for a wide extent in middle latitudes, transverse Mercator for a tall extent, stereographic
for a compact or polar extent, Mercator along the equator. The full world, which no conformal map
shows, is in Equal Earth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

from geo.great_circle import DEGREE_KM
from layers.scene.extent import Extent

Floats = npt.NDArray[np.float64]
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom, in units of the design, y downwards."""


def overlap(a: Rect, b: Rect, *, gap: float = 0.0) -> bool:
    """Whether two boxes overlap, or lie closer than `gap` units; those that only touch do not."""
    return a[0] < b[2] + gap and b[0] < a[2] + gap and a[1] < b[3] + gap and b[1] < a[3] + gap


POLAR = 66.0
"""From this latitude on, degrees, an extent counts as polar."""
TROPIC = 18.0
"""Below this latitude, degrees, an extent lies along the equator."""
COMPACT = 7.0
"""Degrees of a great circle across: below it all conformal maps are about equally good."""
WORLD = 130.0
"""Degrees of longitude at the middle latitude from which on all of the world is shown."""
TALL = 1.25
"""From this height to width on, an extent counts as tall."""
STEPS = 24
"""Points along a side of a frame or an extent, where it is projected."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A map projection: its name for people and its definition for PROJ."""

    name: str
    definition: str
    lon: float
    """The meridian in its middle, degrees."""
    whole_earth: bool = False
    """Whether it shows the whole earth."""


def choose(extent: Extent, aspect: float) -> Projection:
    """Choose the projection for an extent on a map of an aspect (width to height)."""
    west, south, east, north = extent
    lon, lat = _turned((west + east) / 2), (south + north) / 2
    across = max(math.cos(math.radians(lat)), 0.05)
    tall = max(north - south, (east - west) * across / aspect)
    wide = max((east - west) * across, tall * aspect)
    at = f"+lat_0={lat:.4f} +lon_0={lon:.4f}"
    tail = "+datum=WGS84 +units=m +no_defs"
    if (east - west) >= WORLD and wide >= WORLD * 0.7:
        return Projection(
            "Equal Earth", f"+proj=eqearth +lon_0={lon:.4f} {tail}", lon, whole_earth=True
        )
    if abs(lat) >= POLAR or max(tall, wide) <= COMPACT:
        return Projection("stereographic", f"+proj=stere {at} {tail}", lon)
    if tall > TALL * wide:
        return Projection("transverse Mercator", f"+proj=tmerc {at} {tail}", lon)
    if abs(lat) < TROPIC:
        return Projection("Mercator", f"+proj=merc +lon_0={lon:.4f} {tail}", lon)
    # Standard parallels a sixth of the way in from each edge, of what the map will show.
    low, high = max(lat - tall / 3, -75.0), min(lat + tall / 3, 75.0)
    if low * high < 0:  # the cone must not turn over at the equator
        low, high = lat, lat
    return Projection(
        "Lambert conformal conic",
        f"+proj=lcc +lat_1={low:.4f} +lat_2={high:.4f} {at} {tail}",
        lon,
    )


def steady(extent: Extent, aspect: float) -> Projection:
    """Choose the projection in which a camera may move over an extent and come near anywhere.

    It is the extent's own, and conformal: where that would show the whole earth, Mercator.
    """
    chosen = choose(extent, aspect)
    if not chosen.whole_earth:
        return chosen
    definition = f"+proj=merc +lon_0={chosen.lon:.4f} +datum=WGS84 +units=m +no_defs"
    return Projection("Mercator", definition, chosen.lon)


@lru_cache(maxsize=64)
def _transformer(definition: str) -> Transformer:
    return Transformer.from_crs("EPSG:4326", definition, always_xy=True)


@dataclass(frozen=True)
class View:
    """A map in its frame: positions in degrees to units of the design, and back."""

    projection: Projection
    frame: Rect
    scale: float
    """Units to a projected metre."""
    middle: tuple[float, float]
    """What lies in the middle of the frame, projected metres."""
    borders: str = ""
    """The country whose point of view the borders are of; empty for the default one."""

    def place(self, lons: Sequence[float] | Floats, lats: Sequence[float] | Floats) -> Floats:
        """Give positions (n, 2) in units, y downwards; infinite where the map has none."""
        x, y = _transformer(self.projection.definition).transform(lons, lats)
        left, top, right, bottom = self.frame
        out = np.column_stack(
            [
                (left + right) / 2 + (np.asarray(x) - self.middle[0]) * self.scale,
                (top + bottom) / 2 - (np.asarray(y) - self.middle[1]) * self.scale,
            ]
        )
        out[~np.isfinite(out)] = np.inf
        return out

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Give a position in units; infinite where the map has none."""
        ((x, y),) = self.place([lon], [lat])
        return float(x), float(y)

    def units_per_km(self, lon: float, lat: float) -> float:
        """Give the scale at a position, along the meridian."""
        step = 0.05 if lat < 0 else -0.05
        (a, b) = self.place([lon, lon], [lat, lat + step])
        return float(np.hypot(*(b - a))) / (abs(step) * DEGREE_KM)

    def inside(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Tell whether a point in units lies within the frame."""
        left, top, right, bottom = self.frame
        return left - margin <= x <= right + margin and top - margin <= y <= bottom + margin

    @cached_property
    def edge(self) -> Floats:
        """The frame in degrees (n, 2), clockwise from top left; longitudes run on past 180."""
        left, top, right, bottom = self.frame
        a, b = np.linspace(left, right, STEPS), np.linspace(top, bottom, STEPS)
        x = np.concatenate([a, np.full(STEPS, right), a[::-1], np.full(STEPS, left)])
        y = np.concatenate([np.full(STEPS, top), b, np.full(STEPS, bottom), b[::-1]])
        return self.unplace(x, y)

    def unplace(self, x: Floats, y: Floats) -> Floats:
        """Give positions in degrees (n, 2) of points in units; infinite off the map."""
        left, top, right, bottom = self.frame
        lon, lat = _transformer(self.projection.definition).transform(
            self.middle[0] + (x - (left + right) / 2) / self.scale,
            self.middle[1] - (y - (top + bottom) / 2) / self.scale,
            direction="INVERSE",
        )
        lon = self.projection.lon + (np.asarray(lon) - self.projection.lon + 180) % 360 - 180
        return np.column_stack([lon, np.asarray(lat)])

    @cached_property
    def extent(self) -> Extent:
        """The extent in degrees that holds all of the frame; east may run past 180."""
        left, top, right, bottom = self.frame
        xs, ys = np.meshgrid(np.linspace(left, right, 12), np.linspace(top, bottom, 12))
        seen = np.concatenate([self.edge, self.unplace(xs.ravel(), ys.ravel())])
        lons, lats = seen[np.isfinite(seen).all(axis=1)].T
        south, north = float(lats.min()), float(lats.max())
        for pole in (-90.0, 90.0):
            if self.inside(*self.point(self.projection.lon, pole)):
                west = self.projection.lon - 180
                return (
                    (west, -90.0, west + 360, north)
                    if pole < 0
                    else (west, south, west + 360, 90.0)
                )
        if len(lons) < len(seen):  # the edge of the map itself is in view: all of it may be
            return self.projection.lon - 180, -90.0, self.projection.lon + 180, 90.0
        return float(lons.min()), south, float(lons.max()), north


@lru_cache(maxsize=128)
def fit(
    extent: Extent,
    frame: Rect,
    pad: float = 0.0,
    projection: Projection | None = None,
    *,
    borders: str = "",
) -> View:
    """Fit an extent, degrees, into a frame, with `pad` units left free on each side.

    Without a projection that for this extent is chosen; a film has the same for all its views.
    """
    left, top, right, bottom = frame
    wide, high = max(right - left - 2 * pad, 10.0), max(bottom - top - 2 * pad, 10.0)
    projection = projection or choose(extent, wide / high)
    west, south, east, north = extent
    if projection.whole_earth:  # with its edge: a globe that is cut looks like a mistake
        west, south = projection.lon - 179.999, -90.0
        east, north = projection.lon + 179.999, 90.0
    lons, lats = np.linspace(west, east, STEPS), np.linspace(south, north, STEPS)
    grid_lon, grid_lat = (axis.ravel() for axis in np.meshgrid(lons, lats))
    x, y = _transformer(projection.definition).transform(grid_lon, grid_lat)
    finite = np.isfinite(x) & np.isfinite(y)
    x, y = np.asarray(x)[finite], np.asarray(y)[finite]
    scale = min(wide / (x.max() - x.min()), high / (y.max() - y.min()))
    middle = (float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
    return View(projection, frame, float(scale), middle, borders)


def _turned(lon: float) -> float:
    return (lon + 180) % 360 - 180
