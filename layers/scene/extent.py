"""Which part of the map an event needs: enough to show neighbours that tell where it is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from geo.great_circle import DEGREE_KM
from geo.routes.leg_routes import Position, route
from geo.story.model import Event, Place, Story
from geo.world.borders import cities_within, countries, country_shape
from layers.style.map_style import VAGUE_KM

Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees; east may run past 180 across the antimeridian."""

LEAST_KM = 110.0
"""The closest look, centre to edge: wide enough for a neighbouring city in most of the world."""

VAGUE_LOOK_KM = 600.0
"""How much is shown around a place that is known roughly, at the least: its neighbours by name."""
NEIGHBOURS = 5
"""How many cities of the base map a view has to show; it is widened for that up to AREA_KM."""

AREA_KM = 700.0
"""How much of a country is shown around its name, at the most, centre to edge."""

MARGIN = 0.12
"""Margin on each side of an extent, as a share of its size."""
ANTIMERIDIAN = 180
COUNTRY_MARGIN = 0.03
"""The same around the story's own countries."""


def around(story: Story, event: Event) -> Extent:
    """Give the extent of an event: its place or its leg's line, with a margin.

    An event without a place is seen from the story's home.
    """
    points: list[Position] = []
    if event.leg:
        leg = story.leg[event.leg]
        points += [(lon, lat) for part in route(story, leg).parts for lon, lat, _ in part]
        if leg.track:
            from layers.scene.track_marks import track_points  # noqa: PLC0415 - few have any

            points += track_points(story, leg)
    if event.place:
        place = story.place[event.place]
        if place.area:
            return _area(place.area, story.borders or "")
        points += _within(place)
        if not event.leg and (place.precision_km or 0.0) >= VAGUE_KM:
            return _widened(bounds(points), VAGUE_LOOK_KM)
    if not points:
        return home_of(story)
    return _with_neighbours(bounds(points))


def _with_neighbours(least: Extent) -> Extent:
    """Widen an extent until it shows cities that tell where it is, or AREA_KM around its middle."""
    km = LEAST_KM
    extent = _widened(least, km)
    while km < AREA_KM and cities_within(*extent) < NEIGHBOURS:
        km *= 1.25
        extent = _widened(least, km)
    return extent


def union(extents: Sequence[Extent]) -> Extent:
    """Give the extent that holds several extents, the nearer way around the earth."""
    west, south, east, north = extents[0]
    for left, low, right, high in extents[1:]:
        turn = 360 * round(((west + east) - (left + right)) / 720)
        west, east = min(west, left + turn), max(east, right + turn)
        south, north = min(south, low), max(north, high)
    if east - west > 360:  # noqa: PLR2004 - once around is enough
        middle = (west + east) / 2
        west, east = middle - 180, middle + 180
    return west, south, east, north


def _within(place: Place) -> list[Position]:
    """Give the point of a place; of a vague place, corners of a box around where it may lie."""
    (lon, lat), km = place.point, place.precision_km or 0.0
    if km < VAGUE_KM:
        return [(lon, lat)]
    tall = km / DEGREE_KM
    wide = min(tall / max(math.cos(math.radians(lat)), 0.2), 179.0)
    south, north = max(lat - tall, -85.0), min(lat + tall, 85.0)
    return [(lon - wide, south), (lon + wide, north)]


def home_of(story: Story) -> Extent:
    """Give the extent to begin with: that of the story's own countries, else of all its places."""
    if story.focus:
        west, south, east, north = zip(
            *(_main(code, story.borders or "") for code in story.focus), strict=True
        )
        united = (min(west), min(south), max(east), max(north))
        return _widened(united, LEAST_KM, margin=COUNTRY_MARGIN)
    points = [place.point for place in story.places if not place.area]
    points += [
        (countries()[place.area].lon, countries()[place.area].lat)
        for place in story.places
        if place.area
    ]
    return _widened(bounds(points), LEAST_KM)


def _main(code: str, seen_by: str) -> Extent:
    """Give the bounds of a country's largest piece, so that far islands do not count."""
    largest = max(country_shape(code, seen_by=seen_by).geoms, key=lambda piece: float(piece.area))
    west, south, east, north = largest.bounds
    return west, south, east, north


def _area(code: str, seen_by: str) -> Extent:
    west, south, east, north = _main(code, seen_by)
    country = countries()[code]
    tall = AREA_KM / DEGREE_KM
    wide = tall / max(math.cos(math.radians(country.lat)), 0.2)
    cut = (
        max(west, country.lon - wide),
        max(south, country.lat - tall),
        min(east, country.lon + wide),
        min(north, country.lat + tall),
    )
    return _widened(cut, LEAST_KM)


def bounds(points: Iterable[Position]) -> Extent:
    """Give the bounds of points, degrees; across the antimeridian where that is shorter."""
    lons, lats = zip(*points, strict=True)
    ring = sorted({lon % 360 for lon in lons})
    gaps = [(b - a, b) for a, b in pairwise(ring)]
    gaps.append((ring[0] + 360 - ring[-1], ring[0]))
    _, west = max(gaps)
    east = west + max((lon - west) % 360 for lon in ring)
    turn = 360 if west >= ANTIMERIDIAN else 0
    return west - turn, min(lats), east - turn, max(lats)


def _widened(extent: Extent, least_km: float, *, margin: float = MARGIN) -> Extent:
    west, south, east, north = extent
    lon, lat = (west + east) / 2, (south + north) / 2
    tall = max((north - south) / 2 * (1 + 2 * margin), least_km / DEGREE_KM)
    across = max(math.cos(math.radians(lat)), 0.2)
    wide = max((east - west) / 2 * (1 + 2 * margin), least_km / DEGREE_KM / across)
    return (
        round(lon - wide, 3),
        round(max(lat - tall, -85), 3),
        round(lon + wide, 3),
        round(min(lat + tall, 85), 3),
    )
