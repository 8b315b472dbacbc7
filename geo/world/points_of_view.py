"""Borders as a country sees them: what differs in its point of view from the bundled world.

The file is read only for stories that choose a point of view; geo/world/data/README.md says how it
was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.language.messages import Messages
from geo.world.topology import Polygons, Ring, Topology

POINTS_OF_VIEW = Path(__file__).with_name("data") / "points_of_view.json"


def points_of_view() -> tuple[str, ...]:
    """Give the countries (ISO 3166-1 alpha-2) whose point of view a story can choose."""
    return tuple(_file()["views"])


def has_no_ground(code: str, *, seen_by: str) -> bool:
    """Tell whether a country has no ground of its own in a known point of view."""
    return code in _file()["views"][seen_by]["gone"]


def borders_note(say: Messages, seen_by: str | None) -> str:
    """Say whose borders a product shows: Natural Earth's default ones, or a country's."""
    if seen_by is None:
        return say("borders")
    return say("borders.seen-by", country=say.territory(seen_by) or seen_by)


def point_of_view(world: Topology, seen_by: str) -> Topology:
    """Give the bundled world as a country sees it.

    Raises KeyError for a country that is not among points_of_view.
    """
    file = _file()
    view = file["views"][seen_by]
    parts: Mapping[int, list[int]] = {int(n): ring for n, ring in file["parts"].items()}

    def cut(ring: Iterable[int]) -> list[int]:
        out: list[int] = []
        for n in ring:
            halves = parts.get(max(n, ~n))
            out += [n] if halves is None else halves if n >= 0 else [~m for m in halves[::-1]]
        return out

    def polygons(areas: Polygons) -> list[list[Ring]]:
        return [[cut(ring) for ring in rings] for rings in areas]

    gone, within = set(view["gone"]), set(view["within"])
    countries: dict[str, Sequence[Sequence[Ring]]] = {
        code: polygons(areas) for code, areas in world.countries.items() if code not in gone
    }
    countries |= view["countries"]
    used = {
        max(n, ~n) for country in countries.values() for rings in country for r in rings for n in r
    }
    cuts = [n for n in file["cuts"] if n in used]
    return replace(
        world,
        land=polygons(world.land),
        countries=countries,
        borders=[n for n in (*cut(world.borders), *cuts) if n not in within],
        disputed=view["disputed"],
        arcs=[*world.arcs, *file["arcs"]],
        levels=[*world.levels, *file["levels"]],
    )


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    return MappingProxyType(json.loads(POINTS_OF_VIEW.read_text(encoding="utf-8")))
