"""Rows of a story's table: people, places, claims, times and headlines."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from articles.drafting.where_reading import GIVEN
from articles.values import (
    AttributionValue,
    Candidate,
    MovementValue,
    PlaceValue,
    Proposal,
    TimeValue,
)
from geo.language.told_text import ToldText
from geo.places.gazetteer import AIRPORT_KM, country_name, source_of
from geo.world.borders import countries

_LINE = 160
_DAY = timedelta(days=1)
_NEXT_ZONES = timedelta(hours=2)
MINUTE = timedelta(minutes=1)
"""Bounds that are no further apart are a clock time."""
_NEAR_KM = 150.0
"""How far, in km, a place that the gazetteer lacks may be from the place named beside it."""
_AIRPORTS_TOWN_KM = 30.0
"""How far, in km, a town or a spot of an island may be from its airport; as far as an airport lies from a town of its own."""
_GIVEN_KM = 1.0
"""The precision, in km, of a point given by hand: a site, not a door."""
_TOWN_KM = 5.0
"""The least radius of a town, in km: some 100,000 people at 1,500 on each square kilometre."""


def slug(text: str) -> str:
    """Give small letters, figures and hyphens for a text."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-") or "row"


class People:
    """The people of a story, each once."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(self, name: str) -> str:
        """Give the id of a person, who gets a row at the first time."""
        text = " ".join(name.split())[:_LINE] or ToldText("article.draft.nobody")
        if re.fullmatch(r"(?i)he|she|him|her|it|they|them|who", text):
            text = ToldText("article.draft.nobody")
        text = text[0].upper() + text[1:]
        id_ = slug(text)
        for row in self.rows:
            if row["id"] == id_ or (text in row["name"].split() and text[0].isupper()):
                return str(row["id"])
        new: dict[str, Any] = {"id": id_, "name": text, "group": "people"}
        if _SEVERAL.match(text) or re.match(r"(?i)the\s\w+s\b", text):
            new["plural"] = True
        self.rows.append(new)
        return id_


class Places:
    """The places that are used, each once."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._ids: dict[tuple[Any, ...], str] = {}

    def add(self, proposal: Proposal) -> str | None:
        """Give the id of a confirmed place; None for one without a point or country."""
        value = proposal.value
        if not isinstance(value, PlaceValue) or len(value.candidates) != 1:
            return None
        candidate = value.candidates[0]
        key = (
            candidate.kind,
            candidate.id,
            candidate.lon,
            candidate.lat,
            value.name if candidate.kind == "near" else "",
        )
        if key in self._ids:
            return self._ids[key]
        base = slug(value.name or candidate.name)
        id_, number = base, 2
        while any(row["id"] == id_ for row in self.rows):
            id_, number = f"{base}-{number}", number + 1
        self._ids[key] = id_
        self.rows.append(
            {
                "id": id_,
                "name": (value.name or candidate.name)[:_LINE],
                **where_fields(candidate, value.name),
            }
        )
        return id_


def where_fields(candidate: Candidate, name: str = "") -> dict[str, Any]:
    """Give the fields of a story's place that say where a candidate is, and how well.

    `name` is the place's as told. Where it is a town's or an island's of which the gazetteer knows
    only the airport, the point is the airport's and the precision is wide.
    """
    if candidate.kind == "country":
        return {"area": candidate.country, "coordinates_from": "Natural Earth as bundled"}
    place = (
        f"({candidate.name}, {country_name(candidate.country)})"
        if candidate.country in countries()
        else f"({candidate.name})"
    )
    row: dict[str, Any] = {"lon": candidate.lon, "lat": candidate.lat}
    if candidate.kind == "near":
        row |= {
            "precision_km": _NEAR_KM,
            "coordinates_from": ToldText("article.draft.near-from", place=place)[:_LINE],
        }
        row["note"] = ToldText("article.draft.near")
        return row
    if candidate.kind == GIVEN:
        told = ToldText("article.draft.given", text=candidate.name)
        return {**row, "precision_km": _GIVEN_KM, "coordinates_from": told[:_LINE]}
    if candidate.kind == "airport":
        from articles.linguistics.names import is_airport_of  # noqa: PLC0415 - its index is in memory by then

        for_town = is_airport_of(name, candidate.id)
        note = {"note": ToldText("article.draft.airport-only")} if for_town else {}
        return {
            **row,
            **note,
            "precision_km": _AIRPORTS_TOWN_KM if for_town else AIRPORT_KM,
            "coordinates_from": source_of("airport", candidate.id, place)[:_LINE],
        }
    precision = max(_TOWN_KM, math.ceil(_people_km(candidate)))
    return {
        **row,
        "precision_km": precision,
        "coordinates_from": source_of("city", candidate.id, place)[:_LINE],
    }


def _people_km(candidate: Candidate) -> float:
    from articles.linguistics.names import towns  # noqa: PLC0415 - its index is in memory by then
    from geo.places.gazetteer import URBAN_PEOPLE_PER_KM2, plain  # noqa: PLC0415

    people = next((b.population for b in towns(plain(candidate.name)) if b.id == candidate.id), 0)
    return math.sqrt(people / (math.pi * URBAN_PEOPLE_PER_KM2))


def told_time(value: TimeValue, zone: str, *, there: str = "", local: bool = False) -> str | None:
    """Write bounds as a story's file has them; None where there are none.

    About a clock time it is that clock time with EDTF's `~`.
    `there` is the time zone of the place where it happened, in which reports tell the time. `local`
    says that it is a "local time" of an unknown place: then only about which day it was is sure.
    """
    low, high = value.earliest, value.latest
    if low is None and high is None:
        return None
    told = value.zone or there
    own = told if told and told != zone else ""
    if local and not told and low:
        return f"{low.date().isoformat()}~"
    if isinstance(value.about, str):
        return f"{value.about}~"
    if value.about:
        return f"{_clock(value.about, own)}~"
    if low and high and high - low <= MINUTE:
        return _clock(low, own)
    if is_told_in_days(value, own or zone, zone):
        first = low.date().isoformat() if low else ".."
        last = (high - _DAY).date().isoformat() if high else ".."
        return first if first == last else f"{first}/{last}"
    return f"{_clock(low, own) if low else '..'}/{_clock(high, own) if high else '..'}"


def is_told_in_days(value: TimeValue, there: str, zone: str) -> bool:
    """Tell whether bounds are whole days, as where a report gives no hour, and days of `zone` too.

    A report that says "on Monday" of a place in the next zone means a day of the calendar; from
    eleven in the evening to eleven would be an hour that nobody reported. So a day there is the same
    day where the clocks of both zones are hours apart, not half a day.
    """
    at = value.earliest or value.latest
    if at is None or any(end and end.time() != time() for end in (value.earliest, value.latest)):
        return False
    clocks = [
        at.replace(tzinfo=ZoneInfo(name)).utcoffset() or timedelta() for name in (there, zone)
    ]
    return abs(clocks[0] - clocks[1]) <= _NEXT_ZONES


def _clock(at: datetime, zone: str) -> str:
    text = at.isoformat(timespec="minutes")
    if not zone:
        return text
    return at.replace(tzinfo=ZoneInfo(zone)).isoformat(timespec="minutes")


def claims_of(
    proposal: Proposal, done: Mapping[str, Proposal], *, where: int
) -> list[dict[str, Any]]:
    """Give the claim that a proposal rests on: by the teller of its sentence with the nearest cue.

    Where no confirmed attribution covers the sentence, it is the report's own.
    """
    near: tuple[int, AttributionValue] | None = None
    for teller in done.values():
        value = teller.value
        if not isinstance(value, AttributionValue) or teller.paragraph != where:
            continue
        low, high = value.sentence
        if low <= proposal.start < high:
            far = abs(teller.start - proposal.start)
            if near is None or far < near[0]:
                near = (far, value)
    claims = [claim_by(near[1], done, where=where)] if near else []
    if claims:
        return claims
    return [
        {
            "source": "report",
            "paragraphs": [where],
            "told_by": ToldText("article.draft.itself"),
            "named": True,
        }
    ]


def differs(journey: MovementValue, account: MovementValue, done: Mapping[str, Proposal]) -> bool:
    """Whether another account of a journey contradicts it: another end, mode, outcome or time.

    What only one of the two says is no contradiction.
    """
    pairs = [
        (journey.origin, account.origin),
        (journey.to, account.to),
        (journey.mode, account.mode),
        (journey.outcome, account.outcome),
    ]
    if any(first != second for first, second in pairs if _said(first) and _said(second)):
        return True
    for name in ("departure_id", "arrival_id", "time_id"):
        times = [done.get(getattr(way, name)) for way in (journey, account)]
        told = [time.value for time in times if time and isinstance(time.value, TimeValue)]
        if len(told) > 1 and not _meet(*told):
            return True
    return False


def _said(part: str | None) -> bool:
    return part not in (None, "", "unknown")


def _meet(first: TimeValue, second: TimeValue) -> bool:
    """Whether two times may be the same; open bounds meet all."""
    low = max((at for at in (first.earliest, second.earliest) if at), default=None)
    high = min((at for at in (first.latest, second.latest) if at), default=None)
    return low is None or high is None or low < high


def claim_by(
    value: AttributionValue, done: Mapping[str, Proposal], *, where: int
) -> dict[str, Any]:
    """Give the claim of those who tell something in paragraph `where`."""
    source = value.source
    seen = value
    for _ in range(8):  # "she said": an earlier attribution names her
        earlier = done.get(seen.same_as)
        if not re.fullmatch(r"(?i)he|she|it|they|both|them|him|her", source) or earlier is None:
            break
        assert isinstance(earlier.value, AttributionValue)
        seen = earlier.value
        source = seen.source
    told = (
        ToldText("article.draft.citing", source=source, cited=value.citing)
        if value.citing
        else source
    )
    row: dict[str, Any] = {
        "source": "report",
        "paragraphs": [where],
        "told_by": (told or ToldText("article.draft.nobody-told"))[:_LINE],
        "informants": value.informants,
        "named": value.named,
        "stance": value.stance,
        "party": bool(value.party),
    }
    return {
        key: part
        for key, part in row.items()
        if (key, part) not in (("informants", 1), ("stance", "reports"), ("party", False))
    }


_BY = ("plane", "helicopter", "car", "foot", "ship", "train")
"""Modes that a headline names."""
_SEVERAL = re.compile(r"(?i)(?:they|two|three|four|five|six)\b|.+\sand\s")


def leg_headline(value: MovementValue) -> str:
    """Give a short headline of a way's facts, in words of our own."""
    who = value.who[:1].upper() + value.who[1:]
    n = 2 if _SEVERAL.match(who) else 1
    if value.outcome in ("refused", "stopped"):
        if not value.to:
            return ToldText(f"article.way.{value.outcome}", n=n, who=who)
        return ToldText(f"article.way.{value.outcome}.to", n=n, who=who, to=value.to)
    ends = {"origin": value.origin, "to": value.to}
    told = {name: place for name, place in ends.items() if place}
    which = {"origin": "from", "to": "to"}
    key = "-".join(which[name] for name in told) or "no-end"
    outcome = "intended" if value.outcome == "intended" else "arrived"
    way = ToldText(f"article.way.{outcome}.{key}", n=n, who=who, **told)
    return ToldText(f"article.way.by.{value.mode}", way=way) if value.mode in _BY else way
