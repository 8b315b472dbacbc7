"""Ranks the places that a name may mean, with reasons; picks none where two may be meant.

The order: places in the country or state that stands beside the name; then those close to other
places of the report; then those in countries that the report speaks of; the population comes last.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.linguistics.names import Bearer
from articles.values import Candidate
from geo.great_circle import great_circle_km
from geo.language.told_text import ToldList, ToldText
from geo.places.gazetteer import country_name

MOST = 8
"""Candidates that are proposed for a name."""
_CLOSE_KM = 400.0
_AIRPORT_SIZE = 4.2
"""Base-10 logarithm: an airport counts as a town of 16,000 people."""
_CLEAR = 5.0
"""Points by which the first must lead to be the only candidate: a capital before hamlets."""
_LARGE = 100_000
_TIMES_LARGER = 50
"""A place that has so many times the people of its namesake is the one that is meant without more words."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the report says around a name."""

    beside: str = ""
    """The country told in the same phrase."""
    state: str = ""
    """GeoNames' code of the state or province told in the same phrase, in the United States its letters."""
    lands: Mapping[str, float] | None = None
    """How much the report speaks of each country; more where it is near."""
    points: Sequence[tuple[float, float]] = ()
    """Places of the report that are sure, as (lon, lat)."""
    home: str = ""
    """The country of the report's time zone."""
    chosen: str = ""
    """The id of the likeliest place for an earlier mention that had its country beside it."""


def ranked(known: Sequence[Bearer], context: Context) -> tuple[Candidate, ...]:
    """Give the candidates, the likeliest first."""
    rows = [(*_points(bearer, context), bearer) for bearer in known]
    rows.sort(key=lambda row: (-row[0], -row[2].population, row[2].id))
    rows = _distinct(rows)
    if not rows:
        return ()
    best = rows[0][0]
    kept = [row for row in rows if row[0] > best - 10]
    if context.beside:
        there = [
            row
            for row in kept
            if row[2].country == context.beside
            and (not context.state or row[2].part == context.state or row[2].kind != "city")
        ]
        kept = there  # none, rather than a namesake elsewhere
    if (
        len(kept) > 1
        and _well_known(kept[0][2], context)
        and all(
            _is_hamlet(bearer, kept[0][2], context)
            or (
                not context.beside
                and kept[0][0] - points > _CLEAR
                and not _plausible(bearer, kept[0][2], context)
            )
            for points, _, bearer in kept[1:]
        )
    ):
        kept = kept[:1]
    return tuple(_candidate(bearer, reason) for _, reason, bearer in kept[:MOST])


def _well_known(bearer: Bearer, context: Context) -> bool:
    """Whether a place may stand alone: a country, or a large town in a country that the report names."""
    if bearer.kind == "country":
        return True
    return (
        bearer.main
        and bearer.population > _LARGE
        and bool((context.lands or {}).get(bearer.country))
    )


def _is_hamlet(bearer: Bearer, best: Bearer, context: Context) -> bool:
    """Whether a town is so small beside its namesake that nobody would write its bare name for it.

    The report must speak of the namesake's country at least twice as much. So Moscow in Idaho is
    not asked about in a report on Russia that names the United States once.
    """
    if bearer.kind not in ("city", "airport"):
        return False
    if bearer.kind == "airport" and not bearer.main and bearer.country == best.country:
        return best.kind == "city"  # one of the town's own airports
    lands = context.lands or {}
    small = bearer.population < (
        _LARGE if best.kind == "country" else best.population / _TIMES_LARGER
    )
    return small and 2 * lands.get(bearer.country, 0.0) <= lands.get(best.country, 0.0)


def _plausible(bearer: Bearer, best: Bearer, context: Context) -> bool:
    """Whether another place may still be meant: a state, a large town, one in a named country."""
    if bearer.kind == "state":
        return True
    named = bool((context.lands or {}).get(bearer.country)) and bearer.country != best.country
    return bearer.main and (
        named
        or (bearer.population > max(_LARGE * 5, best.population / 5) and best.kind != "country")
    )


def _distinct(rows: Sequence[tuple[float, str, Bearer]]) -> list[tuple[float, str, Bearer]]:
    """Leave out an airport beside its town, and what lies at the same spot."""
    out: list[tuple[float, str, Bearer]] = []
    for row in rows:
        bearer = row[2]
        if not any(
            great_circle_km((bearer.lon, bearer.lat), (kept.lon, kept.lat)) < 30
            and kept.country == bearer.country
            and "country" not in (bearer.kind, kept.kind)
            for _, _, kept in out
        ):
            out.append(row)
    return out


def _points(bearer: Bearer, context: Context) -> tuple[float, str]:
    points = 0.0
    reasons: list[str] = []
    if context.state and bearer.part == context.state and bearer.country == context.beside:
        points += 14
        reasons.append(ToldText("article.place.state-beside"))
    elif context.beside and bearer.country == context.beside:
        points += 10
        reasons.append(
            ToldText("article.place.country-beside", country=country_name(bearer.country))
        )
    if bearer.kind == "country":
        points += 6
        reasons.append(ToldText("article.place.country-first"))
    if bearer.kind == "state":
        points += 1
        reasons.append(ToldText("article.place.state"))
    weight = (context.lands or {}).get(bearer.country, 0.0)
    if weight:
        points += min(3.0, math.log2(1 + weight))
        reasons.append(ToldText("article.place.spoken-of", country=country_name(bearer.country)))
    if bearer.id == context.chosen:
        points += 3
        reasons.append(ToldText("article.place.as-named"))
    if bearer.country == context.home:
        points += 0.7
    if bearer.kind != "country" and context.points:
        near = min(great_circle_km((bearer.lon, bearer.lat), point) for point in context.points)
        if near < _CLOSE_KM:
            points += 3.5 * (1 - near / _CLOSE_KM)
            reasons.append(ToldText("article.place.close", km=f"{round(near)}"))
    if bearer.main:
        points += 1.5
    else:
        reasons.append(ToldText("article.place.further-name"))
    if bearer.kind == "airport":
        points += 0.9 * _AIRPORT_SIZE
    if bearer.population:
        points += 0.9 * math.log10(bearer.population)
        if not reasons or reasons == [ToldText("article.place.further-name")]:
            reasons.append(ToldText("article.place.people", people=bearer.population))
    if bearer.kind == "airport":
        reasons.append(ToldText("article.place.airport"))
    return points, ToldList(reasons or [ToldText("article.place.name")], style="series")


def _candidate(bearer: Bearer, reason: str) -> Candidate:
    system = bearer.id.partition(":")[0]
    return Candidate(
        bearer.name, round(bearer.lon, 4), round(bearer.lat, 4), bearer.country, reason,
        bearer.id if system in ("geonames", "icao", "country") else "", bearer.kind, bearer.zone,
    )  # fmt: skip


def lands_of(counts: Counter[str], near: Counter[str]) -> dict[str, float]:
    """Weigh the countries that a report speaks of; those of the same paragraph count more."""
    return {code: counts[code] + 2.0 * near[code] for code in counts | near if code}
