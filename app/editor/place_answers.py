"""Where a name may be: candidates of the gazetteer, names inside a name, seas, coordinates.

Each candidate brings the fields of a story's place. The precision comes with it, since no reporter
knows it: for a town its extent, for "the port of Batumi" that it is at or near Batumi.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articles.drafting.rows import where_fields
from articles.linguistics.names import Bearer, bearers, country_codes, us_states
from articles.values import Candidate
from formats.coordinates.angles import CoordinateError, coarse_km
from formats.coordinates.coordinate_parsing import pair_of
from geo.language.messages import Messages
from geo.language.told_error import ToldError
from geo.places.gazetteer import country_name, plain
from geo.world.borders import countries, sea_points

MOST = 12
"""How many candidates are offered, the largest first."""
NEAR_KM = 25.0
"""How far, in km, "the port of Batumi" may be from the middle of Batumi."""
SEA_KM = 500.0
"""How far, in km, something at sea may be from the sea's middle, until somebody says where."""
LEAST_KM = 1.0
"""The precision, in km, of coordinates given by hand, unless their digits are coarser."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LARGER_TOWN = 15_000
"""Inhabitants; a town of at least so many is preferred to a village of the same name."""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that may be meant: words for it, and what a story's place then says.

    `lon`, `lat` in degrees are a point of it for a small map.
    """

    value: str
    label: str
    lon: float
    lat: float
    fields: Mapping[str, Any]
    strong: bool = False
    """Whether it has the name as its own, and is a country or a larger town."""


def choices(name: str, say: Messages) -> tuple[PlaceChoice, ...]:
    """Give the places that a name may mean, the likeliest first; none where nothing has it."""
    name = name.strip()
    known, hint = _parted(name)
    own = [_choice(bearer, say) for bearer in _ordered(bearers(known), hint)]
    own = own or ([_choice(bearer, say) for bearer in _ordered(bearers(name), "")])
    seas = [_sea(row, say) for row in sea_points() if plain(row[0]) == _bare(name)]
    if own or seas:
        return tuple([*seas, *own][:MOST])
    waters = [
        _sea(row, say)
        for row in sea_points()
        if len(row[0]) > 4 and plain(row[0]) in plain(name)  # noqa: PLR2004
    ]
    if waters:
        return tuple(waters[:MOST])
    inside = _inside(name)
    near = [
        _near(name, part, bearer, say)
        for part in inside
        for bearer in _larger(_ordered(bearers(part), hint))
    ]
    return tuple(near[:MOST])


def sure(offered: tuple[PlaceChoice, ...]) -> PlaceChoice | None:
    """Give the only place that a name can mean; None where people have to choose.

    That is the only candidate that has the name, or the only country or larger town.
    """
    strong = [choice for choice in offered if choice.strong]
    if len(strong) == 1:
        return strong[0]
    exact = not offered or not offered[0].value.startswith(("near:", "sea:"))
    return offered[0] if len(offered) == 1 and exact else None


def near_fields(name: str, choice: PlaceChoice, say: Messages, *, part: str = "") -> dict[str, Any]:
    """Give a story's fields for a place that is known only to be in or near another place."""
    fields = dict(choice.fields)
    if "lon" in fields:
        fields["precision_km"] = max(NEAR_KM, float(fields.get("precision_km", 0)))
    fields["note"] = say("app.edit.place.near.note", name=name, part=part or choice.label)
    return fields


def given(text: str, say: Messages) -> PlaceChoice:
    """Give the place at coordinates written by hand; raises ToldError where they are none."""
    try:
        pair = pair_of(text.strip())
    except CoordinateError as error:
        raise ToldError("app.edit.place.no-point", text=text[:60]) from error
    if pair is None:
        raise ToldError("app.edit.place.no-point", text=text[:60])
    lat, lon = pair.first, pair.second
    if pair.order == "lon-lat":
        lat, lon = lon, lat
    if not (-90 <= lat.degrees <= 90 and -180 <= lon.degrees <= 180):  # noqa: PLR2004
        raise ToldError("app.edit.place.no-point", text=text[:60])
    fields = {
        "lon": round(lon.degrees, 6),
        "lat": round(lat.degrees, 6),
        "precision_km": max(LEAST_KM, round(coarse_km(lat, lon), 3)),
        "coordinates_from": say("app.edit.place.by-hand"),
    }
    label = f"{lat.degrees:g}, {lon.degrees:g}"
    return PlaceChoice("given", label, lon.degrees, lat.degrees, fields)


# --------------------------------------------------------------------------------------- inside


def _ordered(known: list[Bearer], hint: str) -> list[Bearer]:
    """Sort places of a name: countries, then by inhabitants; drop those the hint rules out."""
    code, state = _country(hint), us_states().get(plain(hint)) if hint else None
    if state:
        known = [entry for entry in known if entry.country == "US" and entry.part == state] or known
    elif code:
        known = [bearer for bearer in known if bearer.country == code]
    known = [bearer for bearer in known if bearer.kind in ("city", "airport", "country")]
    kinds = {"country": 0, "city": 1, "airport": 1}
    known.sort(key=lambda entry: (kinds[entry.kind], not entry.main, -entry.population, entry.id))
    return list(
        {
            (entry.kind, entry.name, entry.lon, entry.lat): entry for entry in reversed(known)
        }.values()
    )[::-1]


def _larger(known: list[Bearer]) -> list[Bearer]:
    """Leave villages and airports out where a larger place has the name too."""
    large = [
        entry
        for entry in known
        if entry.kind == "country" or (entry.kind == "city" and entry.population >= _LARGER_TOWN)
    ]
    return large or known


def _parted(name: str) -> tuple[str, str]:
    """Split "Homs, Syria" and "Homs (Syria)" into the name and the hint to which place it is."""
    match = re.fullmatch(r"\s*([^,(]+?)\s*[,(]\s*([^,()]+?)\s*\)?\s*", name)
    return (match[1], match[2]) if match else (name, "")


def _country(hint: str) -> str | None:
    return country_codes().get(plain(hint)) if hint else None


def _choice(bearer: Bearer, say: Messages) -> PlaceChoice:
    fields = where_fields(_candidate(bearer))
    if bearer.kind != "country" and bearer.country in countries():
        fields["country"] = bearer.country
    strong = bearer.main and (
        bearer.kind == "country" or (bearer.kind == "city" and bearer.population >= _LARGER_TOWN)
    )
    label = _described(bearer, say)
    return PlaceChoice(bearer.id, label, bearer.lon, bearer.lat, fields, strong)


def _candidate(bearer: Bearer, kind: str = "") -> Candidate:
    return Candidate(
        bearer.name,
        round(bearer.lon, 4),
        round(bearer.lat, 4),
        bearer.country,
        "",
        bearer.id,
        kind or bearer.kind,
    )


def _described(bearer: Bearer, say: Messages) -> str:
    if bearer.kind == "country":
        return say("app.edit.place.country", name=bearer.name)
    land = country_name(bearer.country) if bearer.country in countries() else bearer.country
    if bearer.country == "US" and bearer.part:
        land = f"{bearer.part}, {land}"
    key = "app.edit.place.airport" if bearer.kind == "airport" else "app.edit.place.town"
    if bearer.kind == "city" and bearer.population:
        return say(
            "app.edit.place.town.people", name=bearer.name, country=land, n=bearer.population
        )
    return say(key, name=bearer.name, country=land)


def _near(name: str, part: str, bearer: Bearer, say: Messages) -> PlaceChoice:
    """Offer a place whose name is part of a longer name: what is meant is at or near it."""
    choice = _choice(bearer, say)
    fields = near_fields(name, choice, say, part=part)
    label = say("app.edit.place.near", name=choice.label)
    return PlaceChoice(f"near:{choice.value}", label, choice.lon, choice.lat, fields)


def _sea(row: tuple[str, float, float, int], say: Messages) -> PlaceChoice:
    name, lon, lat, _ = row
    fields = {
        "lon": lon,
        "lat": lat,
        "precision_km": SEA_KM,
        "coordinates_from": say("app.edit.place.sea.from", name=name),
        "note": say("app.edit.place.sea.note"),
    }
    label = say("app.edit.place.sea", name=name, km=round(SEA_KM))
    return PlaceChoice(f"sea:{name}:{lon:g}", label, lon, lat, fields)


def _bare(name: str) -> str:
    return plain(name).removeprefix("the ")


def _one_name(run: str, size: int) -> bool:
    return len(run.split()) == size and "," not in run


def _inside(name: str) -> list[str]:
    """Give the runs of words with a capital inside a longer name, the longest first."""
    words = [match for match in _WORD.finditer(name) if match[0][:1].isupper()]
    runs: list[str] = []
    for size in range(min(len(words), 4), 0, -1):
        for i in range(len(words) - size + 1):
            run = name[words[i].start() : words[i + size - 1].end()]
            if run != name and len(run) > 2 and _one_name(run, size) and bearers(run):  # noqa: PLR2004
                runs.append(run)
        if runs:
            break
    return runs
