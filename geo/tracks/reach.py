"""Where somebody could have been while nothing was recorded: the space-time prism.

At a moment between two recorded positions a vehicle can be anywhere that it can reach in the time
since the first, and from which it can still reach the second in time: where two discs overlap. Over
all of the time these overlaps make an ellipse with the two positions as foci. After a last position
the disc grows. Every possible position lies inside; not every position inside was possible, since
roads, fuel and traffic are not known. docs/reach.md has the formulae and where they come from.
Lengths are those of geodesics on the WGS84 ellipsoid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geo.routes.leg_routes import TOP_SPEED_KMH, WGS84
from geo.story.model import Mode
from geo.tracks.fixes import Floats
from geo.world.shapes import base_shapes

AZIMUTHS = 360
"""Points of a ring: a chord between two is off by at most 4 parts in 100,000 of the radius."""
LEAST_M = 1.0
"""The least radius of a disc, metres."""
EVERYWHERE_M = 19_900_000.0
"""From this radius on a disc is the whole earth: a pole's antipode is 20,004 km away."""
_HALVINGS = 30
"""Halvings of 20,000 km until an ellipse's edge is known within a few centimetres."""
_WORLD = shapely.box(-180, -90, 180, 90)
_TOLERANCES = (0.0, 0.01, 0.05, 0.2)
"""Tolerances of the coast that a reach is clipped to, degrees: the wider the reach, the larger."""
_OVERLAND: tuple[Mode, ...] = ("car", "foot", "train")

Region = BaseGeometry
"""A polygon or several in degrees (lon, lat), -180..180, parted at the antimeridian; or empty."""


@dataclass(frozen=True, slots=True)
class Prism:
    """A silence: where and when it began, where and when it ended, and the top speed in it.

    Moments are milliseconds since 1970 (UTC). Without a second position, nobody recorded the
    vehicle again. `slack0_m` and `slack1_m` are how far from the first and the second position the
    vehicle may really have been, metres.
    """

    lon0: float
    lat0: float
    start: int
    speed_kmh: float
    lon1: float | None = None
    lat1: float | None = None
    end: int | None = None
    slack0_m: float = 0.0
    slack1_m: float = 0.0

    @property
    def distance_m(self) -> float:
        """The length of the geodesic between the two positions, metres; 0 without a second."""
        if self.lon1 is None or self.lat1 is None:
            return 0.0
        return float(WGS84.inv(self.lon0, self.lat0, self.lon1, self.lat1)[2])

    @property
    def covered_m(self) -> float:
        """How far the top speed gets in the silence, with both slacks, metres.

        It is infinite where the silence has no end.
        """
        if self.end is None:
            return float("inf")
        return self.metres(self.end - self.start) + self.slack0_m + self.slack1_m

    @property
    def kept(self) -> bool:
        """Whether the top speed is enough to get from the first position to the second in time.

        If it is not, no position in between was possible.
        """
        return self.distance_m <= self.covered_m + LEAST_M

    def metres(self, milliseconds: float) -> float:
        """Give how far the top speed gets in a time.

        The time is in milliseconds, the distance in metres.
        """
        return self.speed_kmh / 3.6 * milliseconds / 1000


def possible_at(prism: Prism, at: int) -> Region:
    """Give where somebody could have been at a moment (ms since 1970) of the silence.

    Empty before the silence begins and after it ends, and where the second position cannot be
    reached in time (Prism.kept).
    """
    if at < prism.start or (prism.end is not None and at > prism.end) or not prism.kept:
        return shapely.Polygon()
    since = prism.metres(at - prism.start) + prism.slack0_m
    reached = disc(prism.lon0, prism.lat0, since)
    if prism.lon1 is None or prism.lat1 is None or prism.end is None:
        return reached
    until = prism.metres(prism.end - at) + prism.slack1_m
    return _polygons(shapely.intersection(reached, disc(prism.lon1, prism.lat1, until)))


def possible_during(prism: Prism, *, until: int | None = None) -> Region:
    """Give where somebody could have been at some moment of the silence.

    It is an ellipse on the ellipsoid: all points whose distances from both positions add up to no
    more than the top speed covers. Without a second position it is the disc at the moment `until`.
    Empty where the second cannot be reached in time (Prism.kept). Raises ValueError where neither
    the silence has an end nor `until` is given.
    """
    if prism.lon1 is None or prism.lat1 is None or prism.end is None:
        if until is None:
            raise ValueError("A silence without an end has no reach without a moment")
        return possible_at(prism, until)
    return ellipse(
        (prism.lon0, prism.lat0), (prism.lon1, prism.lat1), sum_m=prism.covered_m
    )  # empty where the sum is less than the distance


def disc(lon: float, lat: float, radius_m: float) -> Region:
    """Give all points within a radius in metres, at least LEAST_M, of a point (lon, lat)."""
    radius_m = max(radius_m, LEAST_M)
    if radius_m >= EVERYWHERE_M:
        return _WORLD
    lons, lats = ring(lon, lat, radius_m)
    north, south = (float(WGS84.inv(lon, lat, lon, pole)[2]) <= radius_m for pole in (90.0, -90.0))
    return _enclosed(lons, lats, north=north, south=south)


def ring(lon: float, lat: float, radius_m: float) -> tuple[Floats, Floats]:
    """Give the points at a distance in metres from a point: AZIMUTHS of them, clockwise from north.

    They are two columns, longitudes and latitudes in degrees.
    """
    azimuths = _azimuths()
    ones = np.ones(AZIMUTHS)
    lons, lats, _ = WGS84.fwd(lon * ones, lat * ones, azimuths, radius_m * ones)
    return np.asarray(lons), np.asarray(lats)


def ellipse(first: tuple[float, float], second: tuple[float, float], *, sum_m: float) -> Region:
    """Give all points whose distances from two points (lon, lat) add up to at most `sum_m`.

    In each direction from the middle of the geodesic between the two, its edge is met at a single
    distance, which is found by halving. Empty where the sum is less than their distance.
    """
    azimuth, _, apart = WGS84.inv(*first, *second)
    if sum_m + LEAST_M < apart:
        return shapely.Polygon()
    sum_m = max(sum_m, apart + LEAST_M)
    middle = WGS84.fwd(*first, azimuth, apart / 2)[:2]
    if _sums(first, second, *_opposite(middle))[0] <= sum_m:
        return _WORLD
    low, high = np.zeros(AZIMUTHS), np.full(AZIMUTHS, EVERYWHERE_M)
    ones = np.ones(AZIMUTHS)
    for _ in range(_HALVINGS):
        tried = (low + high) / 2
        lons, lats, _ = WGS84.fwd(middle[0] * ones, middle[1] * ones, _azimuths(), tried)
        inside = _sums(first, second, np.asarray(lons), np.asarray(lats)) <= sum_m
        low, high = np.where(inside, tried, low), np.where(inside, high, tried)
    lons, lats, _ = WGS84.fwd(middle[0] * ones, middle[1] * ones, _azimuths(), low)
    poles = _sums(first, second, np.zeros(2), np.array([90.0, -90.0])) <= sum_m
    return _enclosed(np.asarray(lons), np.asarray(lats), north=bool(poles[0]), south=bool(poles[1]))


def clipped(region: Region, mode: Mode) -> Region:
    """Keep of a region what a mode can be on: land for car, foot and train, water for ships.

    Land is that of the bundled map, lakes are water; other modes keep all of it.
    """
    if region.is_empty or mode not in (*_OVERLAND, "ship"):
        return region
    west, south, east, north = region.bounds
    wide = max(east - west, north - south)
    tolerance = _TOLERANCES[int(np.searchsorted((3.0, 20.0, 90.0), wide))]
    base = base_shapes((west, south, east, north), tolerance=tolerance)
    ground = shapely.difference(shapely.union_all(base.land), shapely.union_all(base.lakes))
    kept = (
        shapely.difference(region, ground)
        if mode == "ship"
        else shapely.intersection(region, ground)
    )
    return _polygons(kept)


def top_speed(mode: Mode, given_kmh: float | None = None) -> float:
    """Give the top speed that a reach is made with, km/h: the track's own, else the mode's."""
    return given_kmh or TOP_SPEED_KMH[mode]


def milliseconds(moment: datetime) -> int:
    """Give a moment in milliseconds since 1970 (UTC)."""
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)


def _azimuths() -> Floats:
    return np.asarray(np.arange(AZIMUTHS) * (360.0 / AZIMUTHS), np.float64)


def _sums(
    first: tuple[float, float], second: tuple[float, float], lons: Floats, lats: Floats
) -> Floats:
    """Give the sum of the distances of each point from two points, metres."""
    total = np.zeros(len(np.atleast_1d(lons)))
    for lon, lat in (first, second):
        ones = np.ones(len(total))
        total += WGS84.inv(lon * ones, lat * ones, np.atleast_1d(lons), np.atleast_1d(lats))[2]
    return np.asarray(total, np.float64)


def _opposite(point: tuple[float, float]) -> tuple[Floats, Floats]:
    return np.array([(point[0] + 360) % 360 - 180]), np.array([-point[1]])


def _enclosed(lons: Floats, lats: Floats, *, north: bool, south: bool) -> Region:
    """Give what a closed line around a point encloses, when it is known which poles lie inside."""
    x = np.unwrap(np.append(lons, lons[0]), period=360)
    y = np.append(lats, lats[0])
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    around = abs(x[-1] - x[0]) > 180  # noqa: PLR2004 - degrees: the line goes round a pole
    if around:
        pole = 90.0 if north else -90.0
        points += [(float(x[-1]), pole), (float(x[0]), pole)]
    shape = shapely.make_valid(shapely.Polygon(points))
    rolled = _rolled(shape)
    if north and south:  # all but what lies around the antipode
        return _polygons(shapely.difference(_WORLD, rolled))
    return rolled


def _rolled(shape: BaseGeometry) -> Region:
    """Bring a shape whose longitudes go on past 180 into -180..180."""
    west, _, east, _ = shape.bounds
    turns = range(round(west / 360), round(east / 360) + 1)
    parts = [shapely.intersection(translate(shape, xoff=-360.0 * turn), _WORLD) for turn in turns]
    return _polygons(shapely.union_all(parts))


def _polygons(shape: BaseGeometry) -> Region:
    """Keep the polygons of a shape; edges that only touch are no area."""
    parts = [
        part
        for piece in shapely.get_parts(shape)
        for part in shapely.get_parts(piece)
        if isinstance(part, shapely.Polygon) and part.area > 0
    ]
    if len(parts) == 1:
        return parts[0]
    return shapely.MultiPolygon(parts) if parts else shapely.Polygon()
