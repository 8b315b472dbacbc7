"""Records -> happenings: what each value means, with a note on all that is not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from formats.cells.plain_text import line
from formats.coordinates.angles import CoordinateError
from formats.drafts.column_matching import column_table, columns_of, flat, match_columns
from formats.drafts.place_lookup import AREAS, KINDS, PlaceLookup, PlaceName, spot_at
from formats.drafts.place_reading import PlaceReader
from formats.drafts.record_lines import RecordLines
from formats.drafts.record_sources import RecordSources
from formats.drafts.record_times import RecordTimes
from formats.files.import_limits import MAX_COLUMNS
from formats.shared.import_notes import Notes, numbered
from formats.shared.records import Contents, Happening, Record, Spot
from formats.times.date_parsing import Read
from formats.times.time_words import WordsReader
from geo.language.told_text import ToldText
from geo.story.model import Mode, Outcome

_KIND_HEADS = frozenset(("kind", "type", "placetype", "placekind", "locationtype", "featuretype"))
"""Heads of a column that may say what kind of place each is."""
_FEW_COLUMNS, _LISTED_COLUMNS = 4, 25
"""Up to how many unread columns are told one by one, and how many are named in one line."""


class EventReader(PlaceReader):
    """Reads the records of one file; see `happenings`."""

    def __init__(
        self,
        contents: Contents,
        notes: Notes,
        words: WordsReader | None = None,
        *,
        files_beside: bool = False,
    ) -> None:
        super().__init__(contents, notes)
        self.contents.records = self._once(self._without_title(self.contents.records))
        records = self.contents.records
        self.names = columns_of(records, self.contents.columns)
        self.chosen = match_columns(records, self.names, self.notes)
        self.columns = column_table(records, self.names, self.chosen)
        self.chosen["kind"] = self._kinds_of_places()
        self._times = RecordTimes(contents, notes, self.chosen, words)
        self._ask_for_what_is_missing()
        self._begin_places()
        self._lines = RecordLines(contents, notes, self.chosen, files_beside=files_beside)
        self._sources = RecordSources(contents, notes, self.chosen)

    def happenings(self) -> list[Happening]:
        """Understand each record, in the order of the file."""
        happenings = [self._happening(record) for record in self.contents.records]
        self._note_unread_columns()
        self._ask_where(happenings)
        return happenings

    def _kinds_of_places(self) -> tuple[str, ...]:
        """Give the column that says what kind of place each is; else the property "kind"."""
        known = KINDS.keys() | AREAS
        for name in self.names if self.chosen["place"] else ():
            if flat(name) in _KIND_HEADS:
                words = {flat(str(record.values.get(name) or "")) for record in
                         self.contents.records} - {""}  # fmt: skip
                if words and words <= known:
                    return (name,)
        return ("kind",)

    def _without_title(self, records: list[Record]) -> list[Record]:
        """Take the row that is a timeline's title (TimelineJS) as the story's, and no event."""
        names = {flat(name): name for name in self.contents.columns}
        if not {"type", "headline", "year"} <= names.keys():
            return records
        kept: list[Record] = []
        for record in records:
            kind, headline, about = (
                self._plain(record.values.get(names.get(head, "")))
                for head in ("type", "headline", "text")
            )
            if kind.strip().lower() != "title" or record.values.get(names["year"]):
                kept.append(record)
                continue
            self.contents.title = line(headline) or self.contents.title
            self.contents.text = about or self.contents.text
        return kept or records

    def _once(self, records: list[Record]) -> list[Record]:
        """Leave out a recording that is another one of the file again, and note it."""
        first: dict[tuple[tuple[float, float, float], ...], Record] = {}
        kept: list[Record] = []
        for record in records:
            passed = tuple((fix.lon, fix.lat, fix.at) for run in record.fixes for fix in run)
            known = first.setdefault(passed, record) if passed else record
            if known is record or known.values != record.values:
                kept.append(record)
                continue
            kind = record.kind or self.contents.kind
            wrong = ToldText("import.recording-again", first=numbered(kind, known.number))
            self._miss(Happening(kind, record.number, record.number), Read(None, wrong, ""))
        return kept

    def _ask_for_what_is_missing(self) -> None:
        if self.contents.kind != "row":
            return
        options = [
            *((name, name) for name in self.names),
            ("-", ToldText("import.ask.none-of-them")),
        ]
        answers, chosen = self.notes.answers, self.chosen
        timed = any(chosen[field] for field in ("start", "end", "earliest", "latest", "year"))
        if not timed and "start" not in self.notes.questions and not answers.get("when"):
            self.notes.ask("start", ToldText("import.ask.start"), options)
        placed = any(chosen[field] for field in ("coordinates", "wkt", "country", "place"))
        if chosen["year"] and chosen["headline"] and not chosen["lat"] and not chosen["lon"]:
            placed = True  # a timeline, which has no places: where it was is asked of them all
        for field in ("lat", "lon"):
            if not placed and not chosen[field] and field not in self.notes.questions:
                self.notes.ask(field, ToldText(f"import.ask.{field}"), options)

    def _ask_where(self, happenings: Sequence[Happening]) -> None:
        """Ask where it was, if nothing in the file has a place, and give the place to all."""
        if any(h.spot or h.more_spots or h.ways for h in happenings):
            return
        if any(question.open for question in self.notes.questions.values()):
            return
        if not any(h.start for h in happenings) and not self.notes.answers.get("when"):
            return
        answered: list[Spot] = []

        def check(answer: str) -> tuple[str, str] | None:
            try:
                here = spot_at(answer, answer)
            except CoordinateError as error:
                return error.wrong, error.mend
            if here:
                answered.append(here)
                return None
            named_place = PlaceName(line(answer))
            lookup = PlaceLookup(self.notes, [named_place])
            if spot := lookup.spot(named_place):
                answered.append(spot)
                return None
            return lookup.faults.get(
                named_place,
                (
                    ToldText("import.place.several", name=answer),
                    ToldText("import.place.several.mend"),
                ),
            )

        text = ToldText("import.ask.where")
        self.notes.ask("where", text, check=check)
        for spot in answered[:1]:
            spot.note = ToldText("import.draft.asked-place")
            for happening in happenings:
                happening.spot = spot

    def _note_unread_columns(self) -> None:
        more = len(self.names) - len(self.columns)
        if more > 0:
            wrong = ToldText("import.further-properties", n=more)
            self.notes.miss(
                wrong, ToldText("import.further-properties.mend", most=f"{MAX_COLUMNS}")
            )
        read = {name for names in self.chosen.values() for name in names} | {"kind"}
        left = [column for column in self.columns if column.name not in read and column.example]
        what = "column" if self.contents.kind == "row" else "property"
        mend = ToldText("import.unread.mend")
        if len(left) <= _FEW_COLUMNS:
            for column in left:
                wrong = ToldText(f"import.unread.{what}", name=column.name, example=column.example)
                self.notes.miss(wrong, mend)
            return
        names = ", ".join(f'"{column.name}"' for column in left[:_LISTED_COLUMNS])
        if len(left) > _LISTED_COLUMNS:
            more_names = str(len(left) - _LISTED_COLUMNS)
            names = ToldText("import.and-more", names=names, more=more_names)
        several = "columns" if what == "column" else "properties"
        wrong = ToldText(f"import.unread.{several}", number=str(len(left)), names=names)
        self.notes.miss(wrong, mend)

    def _happening(self, record: Record) -> Happening:
        kind = record.kind or self.contents.kind
        happening = Happening(kind, record.number, record.paragraph or record.number)
        happening.headline = line(self._text(record, "headline"))
        happening.text = "\n\n".join(
            text for name in self.chosen["text"] if (text := self._plain(record.values.get(name)))
        )
        happening.id = self._text(record, "id")
        happening.words = line(self._text(record, "words"))
        happening.reading = self._text(record, "reading")
        self._lines.leave_out_zeros(record, happening)
        self._times.read(record, happening)
        self._place(record, happening)
        self._lines.read(record, happening)
        happening.people = self._list(record, "people")
        happening.group = line(self._text(record, "group"))
        happening.mode = self._choice(record, happening, "mode", get_args(Mode))
        happening.outcome = (
            self._choice(record, happening, "outcome", get_args(Outcome)) or happening.outcome
        )
        happening.citations = self._sources.citations(record, happening)
        if not happening.headline:
            first = re.split(r"(?<=[.!?])\s|\n", happening.text, maxsplit=1)[0]
            place = happening.spot.name if happening.spot else ""
            happening.headline = first or place or numbered(kind, record.number)
        return happening
