"""Harbours of the world: towns that UN/LOCODE lists as ports and GeoNames has at the same place.

The list is not complete, and says nothing of what a harbour is like. geo/world/data/README.md tells
where it comes from.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

POSITION_KM = 5.0
"""How far from its position a harbour may lie: UN/LOCODE gives minutes of arc, so up to 1.4 km are
lost, and often means the town and not the quay."""


@dataclass(frozen=True, slots=True)
class Harbour:
    """A harbour by its UN/LOCODE, such as SYLTK, with the position in degrees."""

    code: str
    name: str
    lon: float
    lat: float


@lru_cache(maxsize=1)
def harbours() -> tuple[Harbour, ...]:
    """Return all harbours that are known, in the order of their codes."""
    text = files("geo.world").joinpath("data", "harbours.csv").read_text("utf-8")
    return tuple(
        Harbour(row["code"], row["name"], float(row["lon"]), float(row["lat"]))
        for row in csv.DictReader(text.splitlines())
    )
