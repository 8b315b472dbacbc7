"""A small map of candidates for a place: land, borders and numbered points, as an SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

import shapely

from geo.world.shapes import base_shapes

WIDTH, HEIGHT = 560, 300
"""CSS pixels."""
LEAST = 6.0
"""Degrees of latitude that the map shows at least, so that readers recognise the place."""
_WATER, _LAND, _LINE, _INK = "#e8eef2", "#fbf9f4", "#b9b1a3", "#26221d"

Spot = tuple[float, float, str]
"""lon and lat in degrees, and what is written at it."""


def sketch(spots: Sequence[Spot]) -> str:
    """Draw spots on a small map of land and borders; raises ValueError where there is none."""
    return _drawn(tuple(spots))


@lru_cache(maxsize=64)
def _drawn(spots: tuple[Spot, ...]) -> str:
    west, south, east, north = _extent(spots)
    scale = WIDTH / (east - west)
    stretch = HEIGHT / (north - south)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * scale, 1), round((north - lat) * stretch, 1)

    def path(line: shapely.LineString) -> str:
        return "M" + "L".join("{:g},{:g}".format(*at(lon, lat)) for lon, lat in line.coords)

    shapes = base_shapes((west, south, east, north), tolerance=(north - south) / 300)
    land = "".join(
        path(ring) + "Z" for area in shapes.land for ring in (area.exterior, *area.interiors)
    )
    lakes = "".join(path(area.exterior) + "Z" for area in shapes.lakes)
    borders = "".join(path(line) for line in shapes.borders)
    points = "".join(_point(*at(lon, lat), text) for lon, lat, text in reversed(spots))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="100%" height="100%" fill="{_WATER}"/>'
        f'<path d="{land}" fill="{_LAND}" stroke="{_LINE}" stroke-width=".6" fill-rule="evenodd"/>'
        f'<path d="{lakes}" fill="{_WATER}"/>'
        f'<path d="{borders}" fill="none" stroke="{_LINE}"/>{points}</svg>'
    )


def _point(x: float, y: float, text: str) -> str:
    ring = f'<circle cx="{x:g}" cy="{y:g}" r="9" fill="{_INK}"/>'
    size = 11 if len(text) < 2 else 9  # noqa: PLR2004 - figures of one letter are larger
    return (
        f'{ring}<text x="{x:g}" y="{y + 4:g}" font-family="sans-serif" font-size="{size}" '
        f'fill="#fff" text-anchor="middle">{escape(text)}</text>'
    )


def _extent(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """Give an extent with all spots in it, in the proportions of the sketch, within the world."""
    lons, lats = [lon for lon, _, _ in spots], [lat for _, lat, _ in spots]
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    shrink = max(math.cos(math.radians(middle[1])), 0.2)
    high = max(
        LEAST,
        (max(lats) - min(lats)) * 1.3,
        (max(lons) - min(lons)) * 1.2 * shrink * HEIGHT / WIDTH,
    )
    wide = high * WIDTH / HEIGHT / shrink
    wide, high = min(wide, 360.0), min(high, 170.0)
    west = min(max(middle[0] - wide / 2, -180.0), 180.0 - wide)
    south = min(max(middle[1] - high / 2, -85.0), 85.0 - high)
    return west, south, west + wide, south + high
