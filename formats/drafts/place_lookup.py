"""Places that a file only names, looked up in the gazetteer, each name once.

A name that several places have is asked about, once for all its rows; what the gazetteer does not
know is noted, and stays in the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from formats.cells.plain_text import line, named, shortened
from formats.coordinates.angles import CoordinateError, coarse_km
from formats.coordinates.coordinate_parsing import pair_of
from formats.coordinates.positions import fault_of
from formats.drafts.column_matching import flat
from formats.drafts.country_codes import code_of
from formats.shared.import_notes import Notes
from formats.shared.records import Spot
from geo.language.told_text import ToldText
from geo.places.gazetteer import Entry, Kind, by_id, state_code
from geo.places.resolve_places import LookUpResult, Query, look_up
from geo.world.borders import sea_points

MAX_ASKED = 30
"""How many names are asked about; further ones are noted."""
MAX_UNKNOWN = 8
"""How many unknown names are asked about; where there are more, all of them are only noted."""
NEAR_KM = 25.0
"""How far, in km, something in or near a known place may be from it."""
SEA_KM = 500.0
"""How far, in km, something at sea may be from a point in the sea's middle."""
BY_COUNTRY = "Natural Earth as bundled"
BY_SEA = "Natural Earth’s label of the sea"
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("city", "town", "capital", "stadt", "ville", "ciudad", "город"), "city"),
    **dict.fromkeys(("airport", "airbase", "airfield", "flughafen"), "airport"),
    **dict.fromkeys(("country", "land", "pays", "pais", "страна"), "country"),
}
"""Words for the kinds of places that the gazetteer has."""
AREAS = frozenset(
    [
        "region",
        "province",
        "governorate",
        "state",
        "district",
        "county",
        "oblast",
        "department",
        "sea",
        "river",
        "lake",
        "mountain",
        "island",
        "desert",
        "area",
        "valley",
        "camp",
        "border",
        "road",
        "bridge",
        "village",
        "neighbourhood",
        "neighborhood",
    ]
)
"""Words for kinds that it has not: a town of the same name is another thing."""
_MAX_OPTIONS = 12
_STATE_CODE = re.compile(r"[A-Z]{2}")
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
        self._spots: dict[PlaceName, Spot] = {}
        self._asked: dict[str, Entry | None] = {}
        unique = list(dict.fromkeys(names))
        if not unique:
            return
        queries, results = _looked_up(unique)
        unknown = sum(not (result.entry or result.candidates) for result in results)
        self._asks = 0 < unknown <= MAX_UNKNOWN
        for place, query, result in zip(unique, queries, results, strict=True):
            self._results[place] = self._chosen(place, query, result)

    def spot(self, place: PlaceName) -> Spot | None:
        """Give the place of a name; None where it is not known or not chosen yet."""
        entry = self._results.get(place)
        if entry is None:
            return self._spots.get(place)
        name = named(place.name)
        if entry.kind == "country":
            return Spot(name, area=entry.country, source=entry.source)
        return Spot(name, round(entry.lon, 4), round(entry.lat, 4), entry.precision_km,
                    source=entry.source)  # fmt: skip

    def _told(self, place: PlaceName, asked: str) -> Spot | None:
        """Locate a name that the gazetteer lacks: a country's or a sea's, or ask where it is."""
        if code := code_of(place.name):
            return Spot(named(place.name), area=code, source=BY_COUNTRY)
        if not self._asks:
            return None
        sea = next((row for row in sea_points() if flat(row[0]) == _without_the(place.name)), None)
        if sea is not None:
            text = ToldText("import.ask.sea", name=asked)
            far = ToldText("import.sea.yes", km=f"{SEA_KM:g}")
            answer = self._notes.ask(
                f"place:{asked}",
                text,
                [("sea", far), ("-", ToldText("import.sea.no"))],
                default="-",
            )
            if answer != "sea":
                return None
            note = ToldText("import.draft.sea")
            return Spot(named(place.name), sea[1], sea[2], SEA_KM, note=note, source=BY_SEA)
        text = ToldText("import.ask.where-is", name=asked)
        spots: list[Spot] = []

        def check(answer: str) -> tuple[str, str] | None:
            try:
                here = spot_at(answer, named(place.name))
            except CoordinateError as error:
                return error.wrong, error.mend
            if here:
                spots.append(here)
                return None
            result = look_up([_query(PlaceName(line(answer)))])[0]
            if (entry := result.entry) is None:
                return (
                    result.wrong or ToldText("import.look-up.answer-unknown", name=answer),
                    ToldText("import.look-up.answer-unknown.mend"),
                )
            near = ToldText("import.draft.near", name=entry.name)
            if entry.kind == "country":
                spots.append(Spot(named(place.name), area=entry.country, note=near,
                                  source=entry.source))  # fmt: skip
            else:
                within = max(NEAR_KM, entry.precision_km)
                spots.append(Spot(named(place.name), round(entry.lon, 4), round(entry.lat, 4),
                                  within, note=near, source=entry.source))  # fmt: skip
            return None

        self._notes.ask(f"place:{asked}", text, default="", check=check)
        return spots[-1] if spots else None

    def _chosen(self, place: PlaceName, query: Query, result: LookUpResult) -> Entry | None:
        unsure = len(_parts(place.name)) > 1 and not (query.country or query.part)
        if result.entry is not None and result.entry.kind == "country":
            hinted = query.country or query.kind
            unsure = unsure or not (hinted or state_code(query.name) is None)  # Georgia
        if result.entry is not None and not unsure:
            return result.entry
        hint = f", {query.part or query.country}" if query.part or query.country else ""
        asked = shortened(place.name if unsure else query.name, 80)
        key = f"place:{asked}{hint}"
        candidates = (result.entry,) if result.entry else result.candidates
        if not candidates and (spot := self._told(place, asked)) is not None:
            self._spots[place] = spot
            return None
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


def spot_at(answer: str, name: str) -> Spot | None:
    """Read an answer as the coordinates of a place, or give None where it is none on the earth.

    Raises CoordinateError for coordinates that cannot be read.
    """
    pair = pair_of(answer)
    if not pair or fault_of(pair.second.degrees, pair.first.degrees):
        return None
    lat, lon = pair.first, pair.second
    return Spot(name, lon.degrees, lat.degrees, coarse_km=coarse_km(lat, lon))


def _without_the(name: str) -> str:
    return flat(name).removeprefix("the")


def _parts(name: str) -> list[str]:
    return [part.strip(" )") for part in _PARTS.split(name) if part.strip(" )")]


def _looked_up(names: Sequence[PlaceName]) -> tuple[list[Query], list[LookUpResult]]:
    """Look up all names, each as what it may mean; of several meanings one is to be asked for."""
    readings = [_readings(name) for name in names]
    results_of = iter(look_up([query for of in readings for query in of]))
    queries: list[Query] = []
    results: list[LookUpResult] = []
    for name, of in zip(names, readings, strict=True):
        tried = [(query, next(results_of)) for query in of]
        known = [pair for pair in tried if pair[1].entry or pair[1].candidates]
        query, result = known[0] if known else tried[0]
        # A small town of the state is not in the gazetteer: its namesake abroad is not sure.
        abroad = known and query.country != "US" and _STATE_CODE.fullmatch(_parts(name.name)[-1])
        if len(known) > 1 or (len(tried) > 1 and abroad):
            several = [
                entry for _, each in known for entry in (each.entry, *each.candidates) if entry
            ]
            query, result = Query(query.name), LookUpResult(None, candidates=tuple(several))
        if flat(name.kind) in AREAS:
            wrong = ToldText("import.look-up.area", name=name.name, kind=name.kind)
            result = LookUpResult(None, wrong)
        queries.append(query)
        results.append(result)
    return queries, results


def _readings(place: PlaceName) -> list[Query]:
    """Give the queries of a name.

    There are two where "MA" or "Georgia" behind it may be a country or a state, and for an airport
    that is called by its city alone.
    """
    further = _parts(place.name)[1:]
    both = [text for text in further if code_of(text) and state_code(text)]
    query = _query(place)
    if query.kind == "airport" and "airport" not in query.name.lower():
        return [query, replace(query, name=f"{query.name} airport")]
    if place.country or place.region or len(further) != 1 or not both:
        return [query]
    name, kind = query.name, query.kind
    return [
        Query(name, code_of(both[0]), kind),
        Query(name, "US", kind, part=state_code(both[0])),
    ]


def _kind(place: PlaceName) -> Kind | None:
    return KINDS.get(flat(place.kind))


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
    return Query(name, country, _kind(place), part=region)
