"""The people, groups, places and sources of an imported story, each once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from formats.cells.number_parsing import number_of
from formats.cells.plain_text import Ids, line, named, shortened, split_prose
from formats.coordinates.positions import coarseness_km
from formats.files.import_limits import MAX_PROSE
from formats.shared.import_notes import Notes
from formats.shared.records import Citation, Happening, Spot
from geo.language.told_text import ToldText

NOBODY = "import.draft.nobody"
VAGUE = "25"
"""Precision, km, of places for which the file gives none, until somebody gives one. They are
drawn as circles (layers.style.map_style draws a circle from 20 km on)."""
_KM = (
    ("0.1", "import.within.0.1"),
    ("1", "import.within.1"),
    ("5", "import.within.5"),
    ("25", "import.within.25"),
    ("100", "import.within.100"),
)


class Entities:
    """Gives ids to people, groups, places and sources, and keeps their rows."""

    def __init__(self, name: str, notes: Notes) -> None:
        self.file = named(name)
        self.notes = notes
        self.groups: list[dict[str, Any]] = []
        self.persons: list[dict[str, Any]] = []
        self.places: list[dict[str, Any]] = []
        self._names = Ids()
        self._place_ids = Ids()
        self._source_ids = Ids()
        self._group_of: dict[str, str] = {}
        self._person_of: dict[str, str] = {}
        self._place_of: dict[tuple[Any, ...], str] = {}
        self._sources: dict[tuple[str, str], str] = {}
        self._km: float | None = None
        self._place_rows: dict[str, dict[str, Any]] = {}
        self._notes_of: dict[str, set[str]] = {}

    def people(self, names: list[str], group: str) -> list[str]:
        """Give the ids of people; a placeholder person where none is named."""
        return [self._person(name, group) for name in names] or [self._person("", "")]

    def place(self, spot: Spot, happening: Happening, note: str) -> str:
        """Give the id of a place; the same name at the same spot is the same place."""
        name = named(spot.name) or _written(spot)
        key = (name.casefold(), spot.lon, spot.lat, spot.area, spot.precision_km)
        if key not in self._place_of:
            self._place_of[key] = self._new_place(spot, name, happening, note)
        elif note:
            self._add_note(self._place_of[key], note, happening)
        return self._place_of[key]

    def source(self, citation: Citation, happening: Happening) -> str:
        """Give the id of a source; a citation without a name is the file itself."""
        key = (citation.name, citation.url)
        if key not in self._sources:
            name = citation.name or self.file
            self._sources[key] = self._source_ids.give(name, f"source-{happening.number}")
        return self._sources[key]

    def sources(
        self, *, paragraphs: int, title: str, publisher: str, published: Callable[[str], str]
    ) -> list[dict[str, Any]]:
        """Give the sources: the file itself, and those that it names."""
        rows = []
        for (name, url), source_id in self._sources.items():
            if name:
                listed = named(
                    ToldText("import.draft.listed", name=shortened(name, 100), file=self.file)
                )
                row = {"id": source_id, "title": listed, "publisher": named(name)}
            else:
                own_title = title or self.file
                row = {
                    "id": source_id,
                    "title": named(own_title),
                    "publisher": named(publisher) or ToldText("import.draft.not-said"),
                }
            row["published"] = published(name)
            if url:
                row["url"] = url
            rows.append({**row, "paragraphs": paragraphs})
        return rows

    def _person(self, name: str, group: str) -> str:
        if name not in self._person_of:
            person_id = self._names.give(name or "nobody-named", "person")
            nobody = ToldText(NOBODY)
            group_id = self._group(group) if name else self._group(nobody)
            shown = named(name) or nobody
            self.persons.append({"id": person_id, "name": shown, "group": group_id})
            self._person_of[name] = person_id
        return self._person_of[name]

    def _group(self, name: str) -> str:
        name = name or ToldText("import.draft.people")
        if name not in self._group_of:
            group_id = self._names.give(
                ToldText("import.draft.nobody-group", nobody=name)
                if name == ToldText(NOBODY)
                else name,
                "group",
            )
            self.groups.append({"id": group_id, "name": named(name)})
            self._group_of[name] = group_id
        return self._group_of[name]

    def _new_place(self, spot: Spot, name: str, happening: Happening, note: str) -> str:
        place_id = self._place_ids.give(name, f"place-{len(self.places) + 1}")
        row: dict[str, Any] = {"id": place_id, "name": name}
        if spot.area:
            row |= {
                "area": spot.area,
                "coordinates_from": spot.source or "Natural Earth as bundled",
            }
        else:
            assert spot.lon is not None
            assert spot.lat is not None
            row |= {"lon": spot.lon, "lat": spot.lat, "precision_km": self._precision(spot)}
            row["coordinates_from"] = spot.source or line(
                ToldText(
                    "import.draft.row",
                    file=shortened(self.file, 120),
                    kind=happening.kind,
                    number=str(happening.number),
                )
            )
        description = "\n\n".join(part for part in (spot.note, note) if part)
        text, beyond = split_prose(description)
        if beyond:
            wrong = ToldText("import.draft.text-too-long", most=f"{MAX_PROSE}", text=beyond)
            self.notes.miss(
                wrong,
                ToldText("import.draft.shorten.mend"),
                kind=happening.kind,
                number=happening.number,
            )
        if text:
            row["note"] = text
        self.places.append(row)
        self._place_rows[place_id] = row
        return place_id

    def _add_note(self, place_id: str, note: str, happening: Happening) -> None:
        """Add what a further record says of a place to the place's note."""
        row = self._place_rows[place_id]
        known = str(row.get("note", ""))
        if self._notes_of.setdefault(place_id, {known}) and note in self._notes_of[place_id]:
            return
        self._notes_of[place_id].add(note)
        if len(known) + len(note) + 2 <= MAX_PROSE:
            row["note"] = f"{known}\n\n{note}" if known else note
        else:
            self.notes.miss(
                ToldText("import.draft.place-note"),
                ToldText("import.draft.place-note.mend"),
                kind=happening.kind,
                number=happening.number,
            )

    def _precision(self, spot: Spot) -> float:
        if spot.precision_km is not None:
            return spot.precision_km
        assert spot.lon is not None
        assert spot.lat is not None
        known = spot.coarse_km
        least = round(coarseness_km(spot.lon, spot.lat) if known is None else known, 3)
        return max(self._asked(), min(least, 2000.0))

    def _asked(self) -> float:
        """The precision of places for which the file gives none, km."""
        if self._km is None:
            text = ToldText("import.ask.within")
            answer = self.notes.ask("within", text, default=VAGUE)
            self.notes.questions["within"] = _with_options(self.notes)
            km = number_of(answer)
            if km is None or not 0 < km <= 2000:  # noqa: PLR2004 - km, as geo/story/model.py
                self.notes.miss(
                    ToldText("import.draft.no-precision", answer=str(answer)),
                    ToldText("import.draft.no-precision.mend"),
                )
                km = float(VAGUE)
            self._km = km
        return self._km


def _with_options(notes: Notes) -> Any:
    from dataclasses import replace  # noqa: PLC0415 - used here alone

    from formats.shared.import_draft import Option  # noqa: PLC0415

    options = tuple(Option(value, ToldText(label)) for value, label in _KM)
    return replace(notes.questions["within"], options=options)


def _written(spot: Spot) -> str:
    if spot.area or spot.lon is None or spot.lat is None:
        return spot.area or ToldText("import.draft.a-place")
    north, east = "N" if spot.lat >= 0 else "S", "E" if spot.lon >= 0 else "W"
    return f"{abs(spot.lat):.4g}° {north}, {abs(spot.lon):.4g}° {east}"
