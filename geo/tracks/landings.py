"""Which airports or harbours somebody could have been at while nothing was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from geo.places.gazetteer import airports
from geo.places.harbours import POSITION_KM, harbours
from geo.routes.leg_routes import WGS84
from geo.story.model import Mode
from geo.tracks.fixes import Floats
from geo.tracks.reach import Prism

LandingKind = Literal["airport", "harbour"]


@dataclass(frozen=True, slots=True)
class Landing:
    """An airport or harbour within reach: from and until when somebody could have been there.

    `code` is the airport's IATA code or the harbour's UN/LOCODE; `lon` and `lat` are degrees,
    `earliest` and `latest` milliseconds since 1970 (UTC).
    """

    name: str
    code: str
    lon: float
    lat: float
    earliest: int
    latest: int


def landing_kind(mode: Mode) -> LandingKind | None:
    """Say what is listed for a mode; None where neither is, as for a car.

    Somebody whose mode is not known may have flown: airports are listed, being reached soonest.
    """
    if mode in ("plane", "helicopter", "unknown"):
        return "airport"
    return "harbour" if mode == "ship" else None


def landings(prism: Prism, kind: LandingKind, *, until: int | None = None) -> tuple[Landing, ...]:
    """List the airports or harbours in a reach, the one with the longest time for a stay first.

    Airports are those of airportsdata with an IATA code: most aircraft, small or large, can land
    there. Harbours are those of `geo.places.harbours`; each may lie POSITION_KM nearer.
    `until` ends a silence that has no end (ms since 1970, UTC). Raises ValueError for such a
    silence without it.
    """
    end = until if prism.end is None else prism.end
    if end is None:
        raise ValueError("A silence without an end has no landings without a moment")
    known = _columns(kind)
    spare_m = POSITION_KM * 1000 if kind == "harbour" else 0.0
    away = _distances(prism.lon0, prism.lat0, known) - prism.slack0_m - spare_m
    earliest = prism.start + np.maximum(away, 0) * 3600 / prism.speed_kmh
    latest = np.full(len(known.codes), float(end))
    if prism.lon1 is not None and prism.lat1 is not None and prism.end is not None:
        onward = _distances(prism.lon1, prism.lat1, known) - prism.slack1_m - spare_m
        latest -= np.maximum(onward, 0) * 3600 / prism.speed_kmh
    within = np.flatnonzero(earliest <= latest)
    ranked = sorted(within.tolist(), key=lambda i: (earliest[i] - latest[i], known.ids[i]))
    return tuple(
        Landing(
            known.names[i],
            known.codes[i],
            float(known.lons[i]),
            float(known.lats[i]),
            int(earliest[i]),
            int(latest[i]),
        )
        for i in ranked
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """All airports or all harbours, in columns; `ids` order those that have the same time."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    codes: tuple[str, ...]
    lons: Floats
    lats: Floats


@lru_cache(maxsize=2)
def _columns(kind: LandingKind) -> _Known:
    rows: Iterable[tuple[str, str, str, float, float]]
    if kind == "harbour":
        rows = [(row.code, row.name, row.code, row.lon, row.lat) for row in harbours()]
    else:
        coded = [entry for entry in airports() if entry.part]
        rows = [(entry.id, entry.name, entry.part, entry.lon, entry.lat) for entry in coded]
    ids, names, codes, lons, lats = zip(*rows, strict=True)
    return _Known(ids, names, codes, np.array(lons), np.array(lats))


def _distances(lon: float, lat: float, known: _Known) -> Floats:
    ones = np.ones(len(known.lons))
    return np.asarray(WGS84.inv(lon * ones, lat * ones, known.lons, known.lats)[2])
