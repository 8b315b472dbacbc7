"""The ground of a picture: land, water and borders within its view, cut to the frame."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.great_circle import DEGREE_KM
from geo.world.borders import country_shape
from geo.world.shapes import BaseShapes, base_shapes
from layers.picture.drawing import Outline, lines, polygon
from layers.picture.projection import Floats, View
from layers.scene.extent import Extent

FINENESS = 0.4
"""How far a line of the ground may stray, units: less than can be seen."""

NEAR = 1.5
"""An outline so near to a disputed border is that border, simplified in another way, units."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Paths of the ground in units, ready to draw."""

    land: Outline
    coast: Outline
    lakes: Outline
    rivers: Outline
    borders: Outline
    disputed: Outline
    shape: BaseGeometry
    """The land itself, units."""


@lru_cache(maxsize=24)
def ground(view: View) -> Ground:
    """Give the ground in a view."""
    shapes = _shapes(_rounded(view.extent), _fine(tolerance(view)), view.borders)
    land = _placed(shapely.union_all(shapes.land), view)
    return Ground(
        land=_filled(land, view),
        coast=_outline([land.boundary], view),
        lakes=_filled(_placed(shapely.MultiPolygon(shapes.lakes), view), view),
        rivers=_outline([_placed(shapely.MultiLineString(shapes.rivers), view)], view),
        borders=_outline([_placed(shapely.MultiLineString(shapes.borders), view)], view),
        disputed=_outline([_disputed(view)], view),
        shape=shapely.clip_by_rect(land, *view.frame),
    )


@lru_cache(maxsize=24)
def _disputed(view: View) -> BaseGeometry:
    """Give the disputed borders in a view, units."""
    shapes = _shapes(_rounded(view.extent), _fine(tolerance(view)), view.borders)
    return _placed(shapely.MultiLineString(shapes.disputed), view)


def globe_outline(view: View) -> Outline:
    """Give the outline of the whole earth in a view that shows all of it; else nothing."""
    if not view.projection.whole_earth:
        return polygon([])
    lon, steps = view.projection.lon, np.linspace(-90, 90, 91)
    lons = np.concatenate([np.full(91, lon - 179.999), np.full(91, lon + 179.999)])
    ring = shapely.Polygon(view.place(lons, np.concatenate([steps, steps[::-1]])))
    return _filled(ring, view)


@lru_cache(maxsize=96)
def country(code: str, view: View) -> tuple[Outline, Outline, Outline]:
    """Give a country's ground in a view, its outline, and the disputed parts of that outline."""
    shape, near = country_ground(code, view), _disputed(view).buffer(NEAR)
    edge = shape.boundary
    undisputed, rest = edge.difference(near), edge.intersection(near)
    return _filled(shape, view), _outline([undisputed], view), _outline([rest], view)


@lru_cache(maxsize=96)
def country_ground(code: str, view: View) -> BaseGeometry:
    """Give a country's ground in a view, in units, a little beyond the frame too."""
    return placed_area(country_shape(code, seen_by=view.borders), view)


def placed_area(shape: BaseGeometry, view: View) -> BaseGeometry:
    """Give an area in degrees in a view, in units, a little beyond the frame too."""
    west, south, east, north = view.extent
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        beyond = 1.0 if east - west < 350 else 0.0  # noqa: PLR2004 - once around is enough
        box = (west - turn - beyond, south - 1, east - turn + beyond, north + 1)
        if box[0] > 180 or box[2] < -180:  # noqa: PLR2004
            continue
        cut = shapely.clip_by_rect(shape, *box)
        if not cut.is_empty:
            parts.append(_turned(cut, turn))
    if not parts:
        return shapely.Polygon()
    parts = [part if part.is_valid else shapely.make_valid(part) for part in parts]
    joined = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    return _placed(joined.simplify(tolerance(view) * 0.7), view)


@lru_cache(maxsize=512)
def in_view(code: str, view: View) -> bool:
    """Tell whether any of a country's ground is in a view."""
    edge = view.edge
    box = shapely.box(*view.extent)
    seen = shapely.Polygon(edge) if np.isfinite(edge).all() else box
    if not seen.is_valid or seen.area < box.area / 4:  # a pole is in view, or the map's own edge
        seen = box
    shape = country_shape(code, seen_by=view.borders)
    shapely.prepare(shape)
    return ground_in_view(shape, seen)


def ground_in_view(shape: BaseGeometry, seen: BaseGeometry) -> bool:
    """Tell whether a shape touches what is seen, also when it is moved by a full turn of the earth.

    Both in degrees; layers/web/assets/core/area_in_view.js has the same rule (tests/vectors).
    """
    return any(shape.intersects(_turned(seen, turn)) for turn in (-360.0, 0.0, 360.0))


def tolerance(view: View) -> float:
    """Give how many degrees of latitude a line may stray in a view."""
    _, south, _, north = view.extent
    middle = max(min((south + north) / 2, 80.0), -80.0)
    return FINENESS / (view.units_per_km(view.projection.lon, middle) * DEGREE_KM)


def _rounded(extent: Extent) -> Extent:
    """Widen an extent to a grid that fits its size, so that views near each other share shapes."""
    west, south, east, north = extent
    across, tall = _step(east - west), _step(north - south)
    west, east = math.floor(west / across) * across, math.ceil(east / across) * across
    if east - west > 360:  # noqa: PLR2004 - once around is enough
        west, _, east, _ = extent
        west = (west + east) / 2 - 180
        east = west + 360
    south, north = math.floor(south / tall) * tall, math.ceil(north / tall) * tall
    return west, max(south, -90.0), east, min(north, 90.0)


def _step(span: float) -> float:
    """Give a step of the grid: between an eighth and a fourth of a span."""
    return float(2.0 ** math.floor(math.log2(span / 4)))


def _fine(tolerance: float) -> float:
    """Round a tolerance down to a power of two, so that views near each other share shapes."""
    return float(2.0 ** math.floor(math.log2(tolerance)))


@lru_cache(maxsize=64)
def _shapes(extent: Extent, fine: float, seen_by: str) -> BaseShapes:
    """Give base shapes of an extent that may cross the antimeridian; longitudes run on there."""
    west, south, east, north = extent
    parts: list[BaseShapes] = []
    for turn in (-360.0, 0.0, 360.0):
        left, right = max(west - turn, -180.0), min(east - turn, 180.0)
        if right - left > 1e-6:  # noqa: PLR2004
            part = base_shapes((left, south, right, north), tolerance=fine, seen_by=seen_by)
            parts.append(_moved(part, turn) if turn else part)
    return BaseShapes(
        land=tuple(polygon for part in parts for polygon in part.land),
        borders=tuple(border for part in parts for border in part.borders),
        disputed=tuple(border for part in parts for border in part.disputed),
        lakes=tuple(lake for part in parts for lake in part.lakes),
        rivers=tuple(river for part in parts for river in part.rivers),
    )


def _moved(shapes: BaseShapes, turn: float) -> BaseShapes:
    def move(many: Iterable[BaseGeometry]) -> tuple[Any, ...]:
        return tuple(_turned(shape, turn) for shape in many)

    return BaseShapes(
        *map(move, (shapes.land, shapes.borders, shapes.disputed, shapes.lakes, shapes.rivers))
    )


def _turned(shape: BaseGeometry, turn: float) -> BaseGeometry:
    """Move a shape around the globe by degrees of longitude."""
    return shapely.transform(shape, lambda xy: np.add(xy, (turn, 0.0))) if turn else shape


def _placed(shape: BaseGeometry, view: View) -> BaseGeometry:
    """Project a shape in degrees into units; long edges are bent as the projection bends them."""
    if shape.is_empty:
        return shape
    west, _, east, _ = view.extent
    fine = shapely.segmentize(shape, max((east - west) / 60, 0.2))
    # Just inside the edge of a map of the earth: a point on it would land on the opposite edge.
    lon, reach = view.projection.lon, 179.999 if view.projection.whole_earth else 720.0
    placed = shapely.transform(
        fine,
        lambda xy: _finite(view.place(np.clip(xy[:, 0], lon - reach, lon + reach), xy[:, 1])),
    )
    if placed.is_valid:
        return placed
    mended = shapely.make_valid(placed)
    if mended.geom_type != "GeometryCollection":
        return mended
    # Where a projection folds a shape, slivers of lines are left over beside the ground itself.
    parts = shapely.get_parts(shapely.get_parts(mended))
    return shapely.MultiPolygon([part for part in parts if isinstance(part, shapely.Polygon)])


def _finite(points: Floats) -> Floats:
    """Move points that a projection can't show far outside, so that they are cut away."""
    return np.clip(np.nan_to_num(points, nan=1e6, posinf=1e6, neginf=-1e6), -1e6, 1e6)


def _filled(shape: BaseGeometry, view: View) -> Outline:
    cut = shapely.clip_by_rect(shape, *view.frame)
    rings = []
    for part in shapely.get_parts(cut):
        if isinstance(part, shapely.Polygon) and part.area > FINENESS**2:
            turned = shapely.orient_polygons(part)
            rings += [np.array(ring.coords)[:-1] for ring in (turned.exterior, *turned.interiors)]
    return polygon(rings)


def _outline(shapes: Iterable[BaseGeometry], view: View) -> Outline:
    runs = []
    for shape in shapes:
        if shape.is_empty:
            continue
        for part in shapely.get_parts(shapely.clip_by_rect(shape, *view.frame)):
            if isinstance(part, shapely.LineString | shapely.LinearRing):
                runs.append(np.array(part.coords))
            elif isinstance(part, shapely.MultiLineString):
                runs += [np.array(geometry.coords) for geometry in part.geoms]
    return lines(runs)
