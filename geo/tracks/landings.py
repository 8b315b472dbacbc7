"""Which airports somebody could have been at while nothing was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geo.places.gazetteer import Entry, airports
from geo.routes.leg_routes import WGS84
from geo.story.model import Mode
from geo.tracks.fixes import Floats
from geo.tracks.reach import Prism

FLYING: tuple[Mode, ...] = ("plane", "helicopter", "unknown")
"""The modes whose landings are listed. The gazetteer has no harbours, so none are for ships."""


@dataclass(frozen=True, slots=True)
class Landing:
    """An airport within reach: when, at the earliest and the latest, somebody could be there."""

    airport: Entry
    earliest: int
    """Milliseconds since 1970 (UTC)."""
    latest: int
    """Milliseconds since 1970 (UTC)."""


def landings(prism: Prism, *, until: int | None = None) -> tuple[Landing, ...]:
    """List the airports in a reach, the one with the longest time for a stay first.

    They are those of airportsdata with an IATA code: most aircraft, small or large, can land there.
    `until` ends a silence that has no end (ms since 1970, UTC). Raises ValueError for such a
    silence without it.
    """
    end = until if prism.end is None else prism.end
    if end is None:
        raise ValueError("A silence without an end has no landings without a moment")
    entries, lons, lats = _coded_airports()
    away = _distances(prism.lon0, prism.lat0, lons, lats) - prism.slack0_m
    earliest = prism.start + np.maximum(away, 0) * 3600 / prism.speed_kmh
    latest = np.full(len(entries), float(end))
    if prism.lon1 is not None and prism.lat1 is not None and prism.end is not None:
        onward = _distances(prism.lon1, prism.lat1, lons, lats) - prism.slack1_m
        latest -= np.maximum(onward, 0) * 3600 / prism.speed_kmh
    within = np.flatnonzero(earliest <= latest)
    ranked = sorted(within.tolist(), key=lambda i: (earliest[i] - latest[i], entries[i].id))
    return tuple(Landing(entries[i], int(earliest[i]), int(latest[i])) for i in ranked)


@lru_cache(maxsize=1)
def _coded_airports() -> tuple[tuple[Entry, ...], Floats, Floats]:
    entries = tuple(entry for entry in airports() if entry.part)
    return (
        entries,
        np.array([entry.lon for entry in entries]),
        np.array([entry.lat for entry in entries]),
    )


def _distances(lon: float, lat: float, lons: Floats, lats: Floats) -> Floats:
    ones = np.ones(len(lons))
    return np.asarray(WGS84.inv(lon * ones, lat * ones, lons, lats)[2])
