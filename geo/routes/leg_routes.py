"""Legs on the ground: the geodesic, the border where it ends, and where a traveller may be.

Geodesics are those of the WGS84 ellipsoid (pyproj, Karney 2013, doi:10.1007/s00190-012-0578-z).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
from pyproj import Geod
from shapely.affinity import translate
from shapely.geometry import LineString, Point

from geo.language.told_error import ToldError
from geo.time.instants import progress
from geo.world.borders import countries, country_shape

if TYPE_CHECKING:
    from geo.story.model import Leg, Mode, Place, Story
    from geo.time.instants import Bounds

WGS84 = Geod(ellps="WGS84")
STEP_M = 25_000.0
"""Distance between two points of a drawn geodesic, metres. The straight line between them in Web
Mercator is then off by at most a quarter of a pixel at the zooms that show the leg completely."""

TOP_SPEED_KMH: dict[Mode, float] = {
    "plane": 1000,
    "helicopter": 300,
    "car": 160,
    "foot": 7,
    "ship": 60,
    "train": 320,
    "unknown": 1000,
}
"""The plausible top speed of each mode, km/h: airliner cruise, utility helicopter, fast car on a
motorway, brisk walk, fast ferry, high-speed rail. It is the limit of the possible, so generous."""

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Route:
    """The line of a leg, and its length in metres.

    `parts` are its points as (lon in degrees, lat in degrees, fraction of the length 0..1), split
    where the line crosses the antimeridian. An end is open where the report gives no point for it.
    """

    parts: tuple[tuple[tuple[float, float, float], ...], ...]
    length_m: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Timing:
    """When travellers are on the way: from w0 to w1 (UTC), taking at least `fastest` for all of it.

    Nobody reported where they are in between. To arrive in time they must have reached `least`,
    and they can be no further than `furthest`: the space-time prism along the path
    (Hagerstrand 1970, doi:10.1111/j.1435-5597.1970.tb01464.x). Two exact ends are no exception.
    """

    w0: datetime
    w1: datetime
    fastest: timedelta
    arrives: bool = True

    @property
    def corners(self) -> tuple[datetime, datetime, datetime, datetime]:
        """Earliest and latest departure, earliest and latest arrival within the window."""
        latest = self.w1 - self.fastest if self.arrives else self.w1
        return self.w0, max(latest, self.w0), min(self.w0 + self.fastest, self.w1), self.w1

    def furthest(self, at: datetime) -> float:
        """Fraction of the path, 0..1, that the travellers can have reached at most at a moment."""
        d0, _, a0, _ = self.corners
        return progress(d0, a0, at)

    def least(self, at: datetime) -> float:
        """Fraction of the path, 0..1, that the travellers have surely passed at a moment."""
        _, d1, _, a1 = self.corners
        return progress(d1, a1, at) if self.arrives else 0.0


def timing(leg: Leg, length_m: float, bounds: Bounds) -> Timing:
    """Give the window in which a leg of so many metres was travelled, from its drawn bounds."""
    return Timing(
        bounds.s0, bounds.e1, duration(leg.mode, length_m), arrives=leg.outcome != "stopped"
    )


def duration(mode: Mode, length_m: float) -> timedelta:
    """Give the shortest time in which a mode covers a length in metres."""
    return timedelta(hours=length_m / 1000 / TOP_SPEED_KMH[mode])


def route(story: Story, leg: Leg) -> Route:
    """Compute the line of a leg: geodesics through its places, cut at the borders of areas.

    Raises ToldError where an area's border is not crossed, as from a point inside it.
    """
    stops = [story.place[name] for name in (leg.origin, *leg.via, leg.to)]
    anchors = tuple(_anchor(stop) for stop in stops)
    areas = (stops[0].area, stops[-1].area)
    parts, length = _leg_line(anchors, areas, story.borders or "")
    return Route(
        parts,
        length,
        open_start=areas[0] is not None or "from" in leg.unreported_ends,
        open_end=areas[1] is not None or "to" in leg.unreported_ends,
    )


def _anchor(stop: Place) -> Position:
    """The point at which a line to or from a place aims: its point, or a country's label point."""
    if stop.area is None:
        return stop.point
    country = countries()[stop.area]
    return country.lon, country.lat


@lru_cache(maxsize=4096)
def _leg_line(
    anchors: tuple[Position, ...], areas: tuple[str | None, str | None], seen_by: str
) -> tuple[tuple[tuple[tuple[float, float, float], ...], ...], float]:
    points = [anchors[0]]
    for (lon0, lat0), (lon1, lat1) in pairwise(anchors):
        _, _, metres = WGS84.inv(lon0, lat0, lon1, lat1)
        between = max(int(metres // STEP_M), 1)
        points += WGS84.npts(lon0, lat0, lon1, lat1, between)
        points.append((lon1, lat1))
    line = _unrolled(points)
    if areas[0] is not None:
        line = line[::-1]
        line = _cut_at_border(line, areas[0], seen_by)[::-1]
    if areas[1] is not None:
        line = _cut_at_border(line, areas[1], seen_by)
    lons, lats = zip(*line, strict=True)
    steps = WGS84.line_lengths(lons, lats)
    length = float(sum(steps))
    fractions, gone = [0.0], 0.0
    for step in steps:
        gone += step
        fractions.append(gone / length if length else 1.0)
    with_fractions = [(lon, lat, at) for (lon, lat), at in zip(line, fractions, strict=True)]
    return tuple(_split(with_fractions)), length


def _unrolled(points: list[Position]) -> list[Position]:
    """Let longitudes continue past 180 where the line crosses the antimeridian."""
    line = [points[0]]
    for lon, lat in points[1:]:
        before = line[-1][0]
        line.append((lon + 360 * round((before - lon) / 360), lat))
    return line


def _cut_at_border(line: list[Position], code: str, seen_by: str) -> list[Position]:
    """Keep a line up to where it first enters a country."""
    shape = country_shape(code, seen_by=seen_by)
    path = LineString(line)
    entries = []
    for turn in (-360.0, 0.0, 360.0):
        moved = translate(path, xoff=turn)
        if moved.intersects(shape):
            inside = moved.intersection(shape)
            starts = [Point(part.coords[0]) for part in _lines(inside)]
            entries += [moved.project(start) for start in starts]
    if not entries or min(entries) == 0.0:
        raise ToldError("fault.border-not-crossed", country=countries()[code].name)
    at = min(entries)
    kept, gone = [line[0]], 0.0
    for before, after in pairwise(line):
        step = Point(before).distance(Point(after))
        if gone + step >= at:
            share = (at - gone) / step
            lon = before[0] + share * (after[0] - before[0])
            lat = before[1] + share * (after[1] - before[1])
            return [*kept, (lon, lat)]
        kept.append(after)
        gone += step
    return kept


def _lines(shape: shapely.Geometry) -> list[LineString]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, LineString)]


def _split(
    line: list[tuple[float, float, float]],
) -> list[tuple[tuple[float, float, float], ...]]:
    """Split a line at each meridian 180 + 360 n, and shift the parts into -180..180."""
    parts: list[list[tuple[float, float, float]]] = []
    part = [line[0]]
    for before, after in pairwise(line):
        sheet0, sheet1 = _turns(before[0], after[0]), _turns(after[0], before[0])
        if sheet0 != sheet1:
            edge = 180 + 360 * min(sheet0, sheet1)
            share = (edge - before[0]) / (after[0] - before[0])
            lat = before[1] + share * (after[1] - before[1])
            at = before[2] + share * (after[2] - before[2])
            parts.append([*part, (edge, lat, at)])
            part = [(edge, lat, at)]
        part.append(after)
    parts.append(part)
    rolled = []
    for piece in parts:
        middle = (piece[0][0] + piece[-1][0]) / 2
        turn = 360 * round(middle / 360)
        rolled.append(tuple((lon - turn, lat, at) for lon, lat, at in piece))
    return rolled


def _turns(lon: float, neighbour: float) -> int:
    """Count full turns at a longitude; exactly on the edge, the side of `neighbour` decides."""
    return round((lon + (1e-12 if neighbour > lon else -1e-12)) / 360)
