"""Resolve a story's places by name: an entry of the gazetteer, or a fault with the candidates.

If no entry has the name as a main name, alternative names count (see geo/places/gazetteer.py). If
several entries have it, however small they are, it is ambiguous and none is chosen. `country`,
`kind` and `gazetteer` narrow the candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, cast, get_args

from geo.errors import LocatedFault
from geo.language.told_text import ToldList, ToldText
from geo.places.gazetteer import (
    Candidates,
    Entry,
    Kind,
    arabic,
    by_id,
    cities,
    country_name,
    entries_by_name,
    known_countries,
    plain,
)
from geo.world.borders import countries
from geo.yaml.yaml_reader import Table

_FEW = 6
"""Candidates that a fault lists."""
_GUESSES = 20
"""How many unknown names of a file are compared with all known names, which takes a while."""


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look up, with hints that narrow the candidates."""

    name: str
    country: str | None = None
    kind: Kind | None = None
    gazetteer: str | None = None
    part: str | None = None
    """The part of the country, as Entry.part has it."""


@dataclass(frozen=True, slots=True)
class LookUpResult:
    """The result for a name: an entry; or none, with what is wrong and how to mend it."""

    entry: Entry | None
    wrong: str = ""
    mend: str = ""
    namesakes: tuple[Entry, ...] = ()
    """Entries that have the name as an alternative name and that no hint ruled out."""
    candidates: tuple[Entry, ...] = ()
    """The entries among which none was chosen, the largest first."""


def look_up(queries: Sequence[Query]) -> list[LookUpResult]:
    """Look up names, all of a story at once; gives an answer for each, in order.

    An unknown or ambiguous name gets a result without an entry, and how to mend it.
    """
    candidates = entries_by_name(frozenset(query.name for query in queries if not query.gazetteer))
    entries = by_id({query.gazetteer for query in queries if query.gazetteer})
    answers: list[LookUpResult] = []
    guesses = 0
    for query in queries:
        if query.gazetteer:
            entry = entries.get(query.gazetteer)
            wrong = ToldText("fault.place.no-id", id=query.gazetteer)
            mend = ToldText("fault.pattern.gazetteer.mend")
            answers.append(LookUpResult(entry) if entry else LookUpResult(None, wrong, mend))
            continue
        answer = _chosen(query, candidates[query.name])
        if answer is None:
            guesses += 1
            answer = _unknown(query, candidates[query.name], guess=guesses <= _GUESSES)
        answers.append(answer)
    return answers


def _chosen(query: Query, candidates: Candidates) -> LookUpResult | None:
    """Choose the entry, or list the candidates; None where no entry has the name."""
    main, alternative = (
        [entry for entry in entries if _fits(entry, query)]
        for entries in (candidates.main, candidates.alternative)
    )
    chosen = main or alternative
    if not chosen:
        return None
    if len(chosen) == 1:
        hinted = query.country or query.kind
        return LookUpResult(chosen[0], namesakes=() if hinted or not main else tuple(alternative))
    chosen.sort(key=lambda entry: (-entry.population, not entry.part, entry.id))
    shown, rest = chosen[:_FEW], len(chosen) - _FEW
    more = [ToldText("fault.place.one-of-more", rest=f"{rest}")] if rest > 0 else []
    entries = ToldList([*(entry.described for entry in shown), *more], style="or")
    wrong = ToldText("fault.place.ambiguous", name=query.name, entries=entries)
    hints = ToldList(dict.fromkeys(_hint(entry, chosen) for entry in shown), style="or")
    mend = ToldText("fault.place.ambiguous.mend", hints=hints)
    return LookUpResult(None, wrong, mend, candidates=tuple(chosen))


def _fits(entry: Entry, query: Query) -> bool:
    return (
        query.country in (None, entry.country)
        and query.kind in (None, entry.kind)
        and query.part in (None, entry.part)
    )


def _hint(entry: Entry, candidates: Sequence[Entry]) -> str:
    """Give the shortest hint that leaves only this entry."""
    if sum(candidate.country == entry.country for candidate in candidates) == 1:
        return f'"country: {entry.country}"'
    if sum(candidate.kind == entry.kind for candidate in candidates) == 1:
        return f'"kind: {entry.kind}"'
    return f'"gazetteer: {entry.id}"'


def _unknown(query: Query, candidates: Candidates, *, guess: bool) -> LookUpResult:
    elsewhere = sorted(
        (*candidates.main, *candidates.alternative), key=lambda entry: -entry.population
    )[:_FEW]
    if elsewhere:
        wrong = ToldText("fault.place.elsewhere", what=_asked(query), name=query.name)
        known = ToldList((entry.described for entry in elsewhere), style="or")
        return LookUpResult(None, wrong, ToldText("fault.place.elsewhere.mend", known=known))
    near = _nearest(query) if guess else None
    wrong = ToldText("fault.place.unknown", what=_asked(query), name=query.name)
    if near is None:
        return LookUpResult(None, wrong, ToldText("fault.place.unknown.mend"))
    mend = ToldText("fault.place.near.mend", name=near.name, entry=near.described)
    return LookUpResult(None, wrong, mend)


def _asked(query: Query) -> str:
    what = ToldText(f"fault.asked.{query.kind or 'place'}")
    if not query.country:
        return what
    return ToldText("fault.asked.in", what=what, country=country_name(query.country))


def _nearest(query: Query) -> Entry | None:
    """Suggest the city or country with the most similar name; None where there is none."""
    name = plain(query.name)
    if not name:
        return None
    likely: dict[str, Entry] = {}
    for entry in (*cities(), *known_countries()):
        key = plain(entry.name)
        if key[:1] == name[:1] and _fits(entry, query):
            known = likely.get(key)
            if known is None or known.population < entry.population:
                likely[key] = entry
    close = get_close_matches(name, likely, n=1, cutoff=0.75)
    return likely[close[0]] if close else None


# ---------------------------------------------------------------------------- in a story's table

_ID = re.compile(r"(geonames|icao|iata|country):[A-Z0-9-]+")
_GIVEN = ("lon", "lat", "area", "coordinates_from")
"""A place with one of these keys is not looked up."""


def filled_places(data: Table) -> tuple[Table, list[LocatedFault]]:
    """Look up the places of a story's table that have only a name, and fill in their fields.

    They get lon, lat, precision_km (unless given) or area, coordinates_from, and the Arabic name
    unless the file gives `names`. Gives the filled table and the faults of places that were not
    found; `data` is not changed. The gazetteer is loaded only if there is such a place.
    """
    faults: list[LocatedFault] = []
    unresolved = list(places_by_name(data))
    if not unresolved:
        return data, faults
    filled, rows = copy(data), copy(data["places"])
    filled["places"] = rows
    for (i, row, query), answer in zip(
        unresolved, look_up([query for _, _, query in unresolved]), strict=True
    ):
        if answer.entry is None:
            key = "gazetteer" if query.gazetteer else "name"
            faults.append((("places", i, key), answer.wrong, answer.mend))
            continue
        fields = answer.entry.fields()
        name = arabic(answer.entry)
        if name and "names" not in row:
            fields["names"] = {"ar": name}
        rows[i] = copy(row)
        rows[i].update({key: value for key, value in fields.items() if row.get(key) is None})
    return filled, faults


def places_by_name(data: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any], Query]]:
    """Give the places of a story's table that are to be looked up, with their numbers.

    A place whose name or hints are invalid is left out: the models report it.
    """
    rows = data.get("places")
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict) or any(row.get(key) is not None for key in _GIVEN):
            continue
        name, hints = row.get("name"), [row.get(key) for key in ("country", "kind", "gazetteer")]
        country, kind, gazetteer = hints
        if (
            isinstance(name, str)
            and name.strip()
            and (country is None or (isinstance(country, str) and country in countries()))
            and (kind is None or (isinstance(kind, str) and kind in get_args(Kind)))
            and (gazetteer is None or (isinstance(gazetteer, str) and _ID.fullmatch(gazetteer)))
        ):
            yield i, row, Query(name.strip(), country, cast("Kind | None", kind), gazetteer)
