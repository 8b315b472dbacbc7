"""Places that a file only names, looked up in the gazetteer, each name once.

A name that several places have is asked about, once for all its rows; what the gazetteer does not
know is noted, and stays in the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast, get_args

from formats.drafts.country_codes import code_of
from formats.shared.import_notes import Notes
from formats.shared.plain_text import named, shortened
from formats.shared.records import Spot
from geo.language.told_text import ToldText
from geo.places.gazetteer import Entry, Kind, by_id, state_code
from geo.places.resolve_places import LookUpResult, Query, look_up

MAX_ASKED = 30
"""So many names are asked about; the others are noted."""
_MAX_OPTIONS = 12
_PARTS = re.compile(r"\s*[,(،]\s*")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as a file names it: its name, country, region and kind, as they stand there."""

    name: str
    country: str = ""
    region: str = ""
    kind: str = ""


class PlaceLookup:
    """Finds the places of a file by their names; see `spot`."""

    def __init__(self, notes: Notes, names: Iterable[PlaceName]) -> None:
        self._notes = notes
        self._results: dict[PlaceName, Entry | None] = {}
        self.faults: dict[PlaceName, tuple[str, str]] = {}
        """What is wrong with a name, and how to mend it."""
        self._asked: dict[str, Entry | None] = {}
        unique = list(dict.fromkeys(names))
        queries = [_query(name) for name in unique]
        if not queries:
            return
        for place, query, result in zip(unique, queries, look_up(queries), strict=True):
            self._results[place] = self._chosen(place, query, result)

    def spot(self, place: PlaceName) -> Spot | None:
        """Give the place of a name; None where it is not known or not chosen yet."""
        entry = self._results.get(place)
        if entry is None:
            return None
        name = named(place.name)
        if entry.kind == "country":
            return Spot(name, area=entry.country, source=entry.source)
        return Spot(name, round(entry.lon, 4), round(entry.lat, 4), entry.precision_km,
                    source=entry.source)  # fmt: skip

    def _chosen(self, place: PlaceName, query: Query, result: LookUpResult) -> Entry | None:
        unsure = len(_parts(place.name)) > 1 and not (query.country or query.part)
        if result.entry is not None and not unsure:
            return result.entry
        hint = f", {query.part or query.country}" if query.part or query.country else ""
        asked = shortened(place.name if unsure else query.name, 80)
        key = f"place:{asked}{hint}"
        candidates = (result.entry,) if result.entry else result.candidates
        if not candidates:
            wrong = result.wrong
            if isinstance(wrong, ToldText):
                wrong = wrong.having(name=place.name)
            self.faults[place] = wrong, ToldText("import.look-up.unknown.mend")
            return None
        if key in self._asked:
            return self._asked[key]
        if len(self._asked) >= MAX_ASKED and key not in self._notes.answers:
            self.faults[place] = result.wrong, ToldText("import.look-up.ambiguous.mend")
            return None
        options = [(entry.id, entry.described) for entry in candidates[:_MAX_OPTIONS]]
        where = query.part or query.country
        text = (
            ToldText("import.ask.place-in", name=asked, where=where)
            if where
            else ToldText("import.ask.place", name=asked)
        )
        answer = self._notes.ask(key, text, [*options, ("-", ToldText("import.look-up.none"))])
        chosen = by_id([answer]).get(answer) if answer and answer != "-" else None
        if answer == "-":
            wrong = ToldText("import.look-up.not-taken", name=shortened(query.name, 80))
            self.faults[place] = wrong, ToldText("import.look-up.not-taken.mend")
        self._asked[key] = chosen
        return chosen


def _parts(name: str) -> list[str]:
    return [part.strip(" )") for part in _PARTS.split(name) if part.strip(" )")]


def _query(place: PlaceName) -> Query:
    """Make a query of a name; "Homs, Syria" and "Springfield (Illinois)" carry their hints."""
    parts = _parts(place.name)
    name, further = (parts[0], parts[1:]) if parts else (place.name, [])
    country = code_of(place.country) if place.country else None
    region = state_code(place.region) if place.region else None
    for text in further:
        country = country or code_of(text)
        region = region or state_code(text)
    if region and country is None and any(state_code(text) for text in (*further, place.region)):
        country = "US"
    if country != "US":
        region = None
    kind = place.kind.lower() if place.kind.lower() in get_args(Kind) else None
    return Query(name, country, cast("Kind | None", kind), part=region)
