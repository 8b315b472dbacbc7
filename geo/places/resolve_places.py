"""A story's places by name alone: found in the gazetteer, or a fault that lists who may be meant.

If nothing bears the name as its main one, its further names count (see geo/places/gazetteer.py). If
two bear it, however small one of them may be, it is ambiguous and nothing is chosen. `country`,
`kind` and `gazetteer` leave only those that fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, cast, get_args

from geo.errors import Found
from geo.places.gazetteer import (
    Bearers,
    Entry,
    Kind,
    arabic,
    bearers_of,
    by_id,
    cities,
    country_name,
    known_countries,
    plain,
)
from geo.world.borders import countries
from geo.yaml.yaml_reader import Table

_FEW = 6
"""Candidates that a fault lists."""
_GUESSES = 20
"""Unknown names in one file that are compared with all known ones, which takes a while."""
_MEND_ID = "Use an id such as geonames:170654, icao:OSDI, iata:DAM or country:SY"
_MEND_POINT = "or give lon, lat, precision_km and coordinates_from"


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look up, and what leaves only some of those who bear it."""

    name: str
    country: str | None = None
    kind: Kind | None = None
    gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a name: one entry; or nothing, with what is wrong and how to mend it."""

    entry: Entry | None
    wrong: str = ""
    mend: str = ""
    passed_over: tuple[Entry, ...] = ()
    """Others that have the name among their further names, and that no hint ruled out."""


def look_up(queries: Sequence[Query]) -> list[Answer]:
    """Look up names, all of a story at once; gives an answer for each, in order.

    A name that nobody or more than one bears gets an answer without an entry, and what to do.
    """
    bearers = bearers_of(frozenset(query.name for query in queries if not query.gazetteer))
    found = by_id({query.gazetteer for query in queries if query.gazetteer})
    answers: list[Answer] = []
    guesses = 0
    for query in queries:
        if query.gazetteer:
            entry = found.get(query.gazetteer)
            wrong = f'The gazetteer has no "{query.gazetteer}"'
            answers.append(Answer(entry) if entry else Answer(None, wrong, _MEND_ID))
            continue
        answer = _chosen(query, bearers[query.name])
        if answer is None:
            guesses += 1
            answer = _unknown(query, bearers[query.name], guess=guesses <= _GUESSES)
        answers.append(answer)
    return answers


def _chosen(query: Query, bearers: Bearers) -> Answer | None:
    """The one that is meant, or that several may be; None where nobody bears the name."""
    main, other = (
        [one for one in many if _fits(one, query)] for many in (bearers.main, bearers.other)
    )
    found = main or other
    if not found:
        return None
    if len(found) == 1:
        hinted = query.country or query.kind
        return Answer(found[0], passed_over=() if hinted or not main else tuple(other))
    found.sort(key=lambda one: (-one.population, not one.part, one.id))
    shown, rest = found[:_FEW], len(found) - _FEW
    more = [f"one of {rest} more"] if rest > 0 else []
    wrong = f'"{query.name}" may be {_or([*(one.described for one in shown), *more])}'
    hints = list(dict.fromkeys(_hint(one, found) for one in shown))
    return Answer(None, wrong, f"Add {_or(hints)}")


def _fits(one: Entry, query: Query) -> bool:
    return (query.country in (None, one.country)) and (query.kind in (None, one.kind))


def _hint(one: Entry, found: Sequence[Entry]) -> str:
    """The shortest addition that leaves only this one."""
    if sum(other.country == one.country for other in found) == 1:
        return f'"country: {one.country}"'
    if sum(other.kind == one.kind for other in found) == 1:
        return f'"kind: {one.kind}"'
    return f'"gazetteer: {one.id}"'


def _unknown(query: Query, bearers: Bearers, *, guess: bool) -> Answer:
    elsewhere = sorted((*bearers.main, *bearers.other), key=lambda one: -one.population)[:_FEW]
    if elsewhere:
        wrong = f'No {_asked(query)} is called "{query.name}"'
        known = _or([one.described for one in elsewhere])
        return Answer(None, wrong, f"Known is {known}; take the hint away, {_MEND_POINT}")
    near = _nearest(query) if guess else ""
    wrong = f'The gazetteer knows no {_asked(query)} called "{query.name}"'
    return Answer(None, wrong, f"{near or 'Check the spelling'}, {_MEND_POINT}")


def _asked(query: Query) -> str:
    where = f" in {country_name(query.country)}" if query.country else ""
    return f"{query.kind or 'place'}{where}"


def _nearest(query: Query) -> str:
    """Ask for the city or country with a name much like this one, if there is any."""
    name = plain(query.name)
    if not name:
        return ""
    likely: dict[str, Entry] = {}
    for entry in (*cities(), *known_countries()):
        key = plain(entry.name)
        if key[:1] == name[:1] and _fits(entry, query):
            known = likely.get(key)
            if known is None or known.population < entry.population:
                likely[key] = entry
    close = get_close_matches(name, likely, n=1, cutoff=0.75)
    return (
        f"Write {likely[close[0]].name} if you mean {likely[close[0]].described}" if close else ""
    )


def _or(texts: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))


# ---------------------------------------------------------------------------- in a story's table

_ID = re.compile(r"(geonames|icao|iata|country):[A-Z0-9-]+")
_GIVEN = ("lon", "lat", "area", "coordinates_from")
"""Whoever gives one of them has looked the place up himself."""


def filled_places(data: Table) -> tuple[Table, list[Found]]:
    """Give the places of a story's table that have but a name what the gazetteer says of them.

    They get lon, lat, precision_km (unless given) or area, coordinates_from, and their Arabic
    name where they give no other names. Gives the table with them, and the faults of those that
    were not found; `data` stays as it is. The gazetteer is loaded only if there is such a place.
    """
    found: list[Found] = []
    asked = list(places_by_name(data))
    if not asked:
        return data, found
    filled, rows = copy(data), copy(data["places"])
    filled["places"] = rows
    for (i, row, query), answer in zip(asked, look_up([one[2] for one in asked]), strict=True):
        if answer.entry is None:
            key = "gazetteer" if query.gazetteer else "name"
            found.append((("places", i, key), answer.wrong, answer.mend))
            continue
        fields = answer.entry.fields()
        name = arabic(answer.entry)
        if name and "names" not in row:
            fields["names"] = {"ar": name}
        rows[i] = copy(row)
        rows[i].update({key: value for key, value in fields.items() if row.get(key) is None})
    return filled, found


def places_by_name(data: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any], Query]]:
    """Give the places of a story's table that are to be looked up, with their numbers.

    A place whose name or hints are faulty in themselves is none of them: the models say so.
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
