"""The bundled land, borders, lakes, rivers and names, as Natural Earth draws them.

geo/world/data/README.md says how they were made, and what Natural Earth's borders mean.
"""

from __future__ import annotations

import csv
import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely

from geo.errors import nearest
from geo.great_circle import DEGREE_KM, EARTH_KM
from geo.language.messages import FALLBACK, messages_of
from geo.language.told_error import ToldError
from geo.language.told_text import ToldText
from geo.world.points_of_view import has_no_ground, point_of_view
from geo.world.topology import Floats, Integers, Lines, Polygons, Topology, polygons_of

DATA = Path(__file__).with_name("data")

BUDGET = 4600
"""Positions in a story's base map, without the ends of arcs: about 85 kB of JSON, 30 gzipped."""
MOST_PLACES = 300
"""Above so many places, only one of each grid cell is used to choose the detail."""
AT_ONCE = 20_000
"""Positions that are measured at once, to limit the memory used."""
REACH_KM = 350.0
"""How far around the places the base map has its full detail, unless asked otherwise."""
COARSENING = 0.008
"""Growth of the tolerance with the distance from the nearest place: 8 km for 1000 km."""
COARSEST = 0.6
"""The largest tolerance, degrees of latitude."""
TIGHTER = 1.1
"""Factor by which each try for the budget is coarser and its reach shorter."""
OUTLIER = 0.25
"""Reach of a place far from where most of the story happens, as a share of the usual reach."""
FIRMER = 4.0
"""The outline of a focus country counts as nearer by this factor."""
CITIES = 38
"""How many cities are named for being near, and how many for their size."""
FAR_KM = 3000.0
"""Beyond it, names and rivers of minor rank are left out."""

Extent = tuple[float, float, float, float]
"""West, south, east, north, degrees."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory that has a code of its own in ISO 3166-1."""

    code: str
    """Alpha-2, upper case; XK for Kosovo."""
    name: str
    lon: float
    """Where its name goes, degrees."""
    lat: float
    rank: int
    """2 (the largest) to 7: which names go first when there is no room."""


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Return every country by its ISO 3166-1 alpha-2 code."""
    return MappingProxyType({row[0]: Country(*row) for row in _names()["countries"]})


@lru_cache(maxsize=64)
def country_shape(code: str, *, seen_by: str = "") -> shapely.MultiPolygon:
    """Return the area of a country, a valid shape in degrees (lon, lat).

    `code` is ISO 3166-1 alpha-2, upper case; `seen_by` that of the country whose point of view
    the borders are of, empty for Natural Earth's default one.
    Raises ToldError for an unknown code, and for a country without ground in that point of view.
    """
    if code not in bundled().countries:
        codes = {country.name.casefold(): known for known, country in countries().items()}
        meant = codes.get(code.casefold())
        hint = ToldText("hint.near", name=meant) if meant else nearest(code.upper(), countries())
        raise ToldError("fault.country-code", code=code, hint=hint)
    world = bundled(seen_by)
    if code not in world.countries:
        raise ToldError("fault.borders.no-ground", code=code, view=seen_by)
    parts = [world.polygon(rings) for rings in world.countries[code]]
    shape = shapely.MultiPolygon(parts)
    if shape.is_valid:
        return shape
    # A few parts touch or overlap; to unite all with all would take five times as long.
    united = shapely.disjoint_subset_union_all(parts)
    return shapely.MultiPolygon(polygons_of(united))


def base_map(
    *,
    points: Sequence[tuple[float, float]],
    focus: Sequence[str] = (),
    areas: Sequence[str] = (),
    reach_km: float = REACH_KM,
    budget: int = BUDGET,
    language: str = FALLBACK,
    seen_by: str = "",
) -> dict[str, Any]:
    """Return the part of the base map that a story's document carries, ready for JSON.

    `points` are the story's places (lon, lat) in degrees, `focus` and `areas` codes of countries
    whose own polygons it needs. Within about `reach_km` of the places the map has its full detail
    (0.006 degrees); farther away it has less and less, down to COARSEST, but the world is always
    complete.
    `budget` is how many positions it may have, `language` (BCP 47) that of the names, `seen_by`
    the country whose point of view the borders are of (see country_shape).

    The format is a simpler TopoJSON. Coordinates are whole numbers of 1/`scale`
    degree. `arcs` are `[x0, y0, dx, dy, dx, dy, ...]`: a start, then steps. A ring is a list of
    arc numbers, ~n (that is, -1 - n) meaning arc n backwards; a polygon a list of rings, its
    outer one first. `land` and `lakes` are polygons, `countries` polygons by code, `borders` arc
    numbers, `disputed` those of them that are disputed, `rivers` `{"rank", "arcs"}`, `seams` the
    arcs along the antimeridian, that are filled up to but never stroked. `names` has lists of
    `{"name", "lon", "lat", "rank"}`, the important
    first (rank 0); a country has its `code` too, and a city that is a capital `"capital": true`.

    Raises ValueError for an unknown country code, and without any point.
    """
    if not points:
        raise ValueError("A base map needs at least one place to be detailed around.")
    wanted = list(dict.fromkeys([*focus, *areas]))
    for code in wanted:
        country_shape(code, seen_by=seen_by)
    world = bundled(seen_by)
    places = _Places.of(points, reach_km)
    away = places.beyond(_vectors(seen_by))
    for arc in {max(n, ~n) for code in focus for n in _numbers(world.countries[code])}:
        away[world.full.starts[arc] : world.full.starts[arc + 1]] /= FIRMER
    lines = _thin_to_budget(world, away, reach_km, budget)
    near = np.minimum.reduceat(away, world.full.starts[:-1])
    rivers = [
        (rank, [n for n in arcs if _flows(rank, float(near[n]))]) for rank, arcs in world.rivers
    ]
    packed = _Packed(lines)
    return {
        "scale": world.scale,
        "land": packed.polygons(world.land),
        "countries": {code: packed.polygons(world.countries[code]) for code in wanted},
        "borders": [packed.number(n) for n in world.borders if packed.drawn(n)],
        "disputed": [packed.number(n) for n in sorted(disputed(seen_by)) if packed.drawn(n)],
        "seams": [packed.number(n) for n in world.seams if packed.has(n)],
        "lakes": packed.polygons(world.lakes),
        "rivers": [
            {"rank": rank, "arcs": [packed.number(n) for n in arcs]}
            for rank, arcs in rivers
            if arcs
        ],
        "names": _names_near(places, language, seen_by),
        "arcs": packed.arcs,
    }


def base_names(
    points: Sequence[tuple[float, float]], *, language: str = FALLBACK, seen_by: str = ""
) -> dict[str, list[dict[str, Any]]]:
    """Return the `names` of the base map around these points alone, (lon, lat) in degrees."""
    return _names_near(_Places.of(points, REACH_KM), language, seen_by)


# ------------------------------------------------------------------------------------- inside


def bundled(seen_by: str = "") -> Topology:
    """Give the bundled world as stored, or as a country sees it (points_of_view.py)."""
    return _bundled(seen_by)


@lru_cache(maxsize=3)
def _bundled(seen_by: str) -> Topology:  # without a default: f() and f("") would be cached apart
    if seen_by:
        return point_of_view(bundled(), seen_by)
    return Topology.read(DATA / "world.json")


@lru_cache(maxsize=3)
def disputed(seen_by: str = "") -> frozenset[int]:
    """Give the arcs of `bundled` that are disputed borders: geo/world/data/README.md says which."""
    return frozenset(bundled(seen_by).disputed)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Any]:
    names: dict[str, Any] = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
    return names


def sea_points() -> tuple[tuple[str, float, float, int], ...]:
    """Give the names of seas with a point in each, lon and lat in degrees, and their rank.

    The rank is 0 for an ocean and rises as they get smaller.
    """
    return tuple(
        (name, float(lon), float(lat), int(rank)) for name, lon, lat, rank in _names()["seas"]
    )


SAME_CITY = 0.3
"""Degrees within which a place of a story and a city of one name are the same."""
OTHER_LETTERS = ("ar", "ru")
"""Languages in other letters than Latin: their readers may not read Latin names, so a city without
a name in the language has no label."""


@lru_cache(maxsize=8)
def _names_in(language: str) -> Mapping[str, Any]:
    """Give the names in a language; without one, a city keeps its Latin name or is left out."""
    names, say = _names(), messages_of(language)
    if say.language == FALLBACK:
        return names
    seas = {row["en"]: row[say.language] for row in _table("seas") if say.language in row}
    told = [row.get(say.language, "") for row in _table("cities")]
    latin = say.language not in OTHER_LETTERS
    return {
        "countries": [
            [row[0], say.territory(row[0]) or row[1], *row[2:]] for row in names["countries"]
        ],
        "seas": [[seas.get(row[0], row[0]), *row[1:]] for row in names["seas"]],
        "cities": [
            [name or row[0], *row[1:]]
            for row, name in zip(names["cities"], told, strict=True)
            if name or latin
        ],
    }


@lru_cache(maxsize=2)
def _table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def city_in(language: str, name: str, *, lon: float, lat: float) -> str | None:
    """Give the name of a city in a language, by its English name; None where there is none.

    `lon` and `lat` are degrees, and tell cities of the same name apart.
    """
    for row, told in zip(_names()["cities"], _table("cities"), strict=True):
        if row[0] == name and math.hypot(row[1] - lon, row[2] - lat) < SAME_CITY:
            return told.get(language) or None
    return None


def cities_within(west: float, south: float, east: float, north: float) -> int:
    """Count the cities of the base map's names in an extent, degrees; east may run past 180."""
    lons, lats = _cities()
    first, last = bisect_left(lats, south), bisect_right(lats, north)
    return int(np.count_nonzero((lons[first:last] - west) % 360 <= east - west))


@lru_cache(maxsize=1)
def _cities() -> tuple[Floats, list[float]]:
    """Give longitudes and latitudes of the cities, from south to north."""
    lonlat = sorted((row[1:3] for row in _names()["cities"]), key=itemgetter(1))
    lons, lats = zip(*lonlat, strict=True)
    return np.array(lons, dtype=float), list(lats)


@lru_cache(maxsize=2)
def _vectors(seen_by: str = "") -> Floats:
    """Give every position of the world as a unit vector from the Earth's centre, shape (n, 3)."""
    world = bundled(seen_by)
    return _directions(world.full.xy / world.scale)


def _directions(lonlat: Floats) -> Floats:
    lon, lat = np.radians(lonlat).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _numbers(polygons: Polygons) -> Iterable[int]:
    return (n for rings in polygons for ring in rings for n in ring)


@dataclass(frozen=True)
class _Places:
    """The story's places, and how far from each the map is detailed, km."""

    vectors: Floats
    reach: Floats

    @classmethod
    def of(cls, points: Sequence[tuple[float, float]], reach_km: float) -> _Places:
        """Give places near the most central place the full reach, and those far from it less."""
        vectors = _directions(np.array(_spread(points), dtype=np.float64))
        apart = _kilometres(vectors @ vectors.T)
        central = int(np.argmin(apart.sum(axis=1)))
        reach = np.where(apart[central] <= 2 * reach_km, reach_km, reach_km * OUTLIER)
        return cls(vectors, reach)

    def beyond(self, vectors: Floats) -> Floats:
        """Give how far each vector is from the nearest place, km.

        A place with less than the largest reach counts as farther away by what it lacks.
        """
        lacking = self.reach.max() - self.reach
        away = np.full(len(vectors), np.inf)
        for lack in np.unique(lacking):
            vectors_of_reach = self.vectors[lacking == lack].T
            for start in range(0, len(vectors), AT_ONCE):
                part = slice(start, start + AT_ONCE)
                nearest = (vectors[part] @ vectors_of_reach).max(
                    axis=1
                )  # the largest cosine is the nearest
                away[part] = np.minimum(away[part], _kilometres(nearest) + lack)
        return away


def _spread(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Keep one point of each grid cell where there are many; the detail stays about the same.

    All positions of the world are measured against each point, which takes a millisecond or two.
    """
    cell, kept = 0.5, points
    while len(kept) > MOST_PLACES:
        kept = list({(lon // cell, lat // cell): (lon, lat) for lon, lat in points[::-1]}.values())
        cell *= 2
    return kept


def _kilometres(cosines: Floats) -> Floats:
    return np.arccos(np.clip(cosines, -1.0, 1.0)) * EARTH_KM


def _thin_to_budget(world: Topology, away: Floats, reach_km: float, budget: int) -> Lines:
    """Simplify the world with the distance from the places, just enough for the budget."""
    tight = 1.0
    while True:
        far = np.maximum(away - reach_km / tight, 0.0) / DEGREE_KM
        lines = world.thin(np.minimum(far * COARSENING * tight, COARSEST))
        if len(lines.xy) - 2 * len(lines.lengths) <= budget or tight > COARSEST / COARSENING:
            return lines
        tight *= TIGHTER


def _flows(rank: int, away_km: float) -> bool:
    """Whether a river is drawn: far away only an important one."""
    return away_km < FAR_KM / 2 or rank <= (4 if away_km < FAR_KM else 2)


class _Packed:
    """The remaining arcs, renumbered in the order of their use."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.arcs: list[list[int]] = []
        self._numbers: dict[int, int] = {}

    def polygons(self, polygons: Polygons) -> list[list[list[int]]]:
        """Return the remaining polygons with the new arc numbers."""
        return [
            [[self.number(n) for n in ring] for ring in rings]
            for rings in self.lines.remaining(polygons)
        ]

    def number(self, n: int) -> int:
        """Return the new number of an arc; ~n stays backwards."""
        if n < 0:
            return ~self.number(~n)
        if n not in self._numbers:
            self._numbers[n] = len(self.arcs)
            arc: Integers = self.lines.arc(n)
            steps = np.concatenate([arc[:1], np.diff(arc, axis=0)])
            self.arcs.append(steps.ravel().tolist())
        return self._numbers[n]

    def has(self, n: int) -> bool:
        """Tell whether an arc is in use."""
        return n in self._numbers

    def drawn(self, n: int) -> bool:
        """Whether an arc is still a line; the ring around an enclave may have become a point."""
        arc = self.lines.arc(n)
        return len(arc) > 2 or bool((arc[0] != arc[-1]).any())  # noqa: PLR2004


def _names_near(places: _Places, language: str, seen_by: str) -> dict[str, list[dict[str, Any]]]:
    """Give names of countries and seas, and of cities that are near or large, in a language."""
    names = _names_in(language)

    def near(rows: Sequence[Sequence[Any]], lon: int) -> Floats:
        return places.beyond(_directions(np.array([row[lon : lon + 2] for row in rows])))

    def entry(name: str, lon: float, lat: float, rank: int) -> dict[str, Any]:
        return {"name": name, "lon": lon, "lat": lat, "rank": rank}

    def important(rows: Sequence[Sequence[Any]], lon: int, least: int) -> list[Sequence[Any]]:
        kept = [
            row
            for row, km in zip(rows, near(rows, lon), strict=True)
            if km < FAR_KM or row[lon + 2] <= least
        ]
        return sorted(kept, key=lambda row: int(row[lon + 2]))

    rows = names["cities"]
    rank = np.array([row[3] - 2 * row[5] for row in rows])
    distance = np.log2(1 + near(rows, 1) / places.reach.max())
    large = np.argsort(rank + 2 * distance, kind="stable")[:CITIES]
    close = np.argsort(rank / 4 + 4 * distance, kind="stable")
    close = close[~np.isin(close, large)][:CITIES]
    best = [rows[at] for at in [*large, *close]]
    return {
        "countries": [
            {**entry(*row[1:]), "code": row[0]}
            for row in important(names["countries"], 2, 5)
            if not seen_by or not has_no_ground(row[0], seen_by=seen_by)
        ],
        "seas": [entry(*row) for row in important(names["seas"], 1, 2)],
        "cities": [
            {**entry(*row[:4]), **({"capital": True} if row[5] else {})}
            for row in sorted(best, key=lambda row: int(row[3]))
        ],
    }
