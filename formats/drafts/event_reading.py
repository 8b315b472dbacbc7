"""Records -> happenings: what each value means, with a note on all that is not understood."""

from __future__ import annotations

import math
import re
from typing import get_args
from urllib.parse import urlsplit

from formats.drafts.column_matching import column_table, columns_of, match_columns
from formats.drafts.place_reading import PlaceReader
from formats.drafts.track_legs import TrackLegs, legs_of_track, sort_runs, stamp, thin_line
from formats.shared.date_parsing import Cell, Order, Read, interval, joined, order_of, read_date
from formats.shared.import_limits import MAX_COLUMNS, MAX_LINE
from formats.shared.import_notes import Notes, counted
from formats.shared.number_parsing import number_of
from formats.shared.plain_text import line, named
from formats.shared.records import Citation, Contents, Happening, Record, Spot, Way
from geo.evidence.admiralty_scale import Stance
from geo.story.model import Mode, Outcome, PathKind

_URL = re.compile(r"https?://[^\s<>\"']+")
_URL_LENGTH = 500
_TIMES = ("start", "end", "earliest", "latest", "end_earliest", "end_latest")
_YES = {"true", "yes", "1", "ja", "oui", "si", "sí", "да"}
_LINES = (
    ("intended", "a way that somebody meant to go, drawn as not travelled"),
    ("travelled", "a way that somebody went, its course inferred"),
    ("-", "no way at all: leave them out"),
)


class EventReader(PlaceReader):
    """Reads the records of one file; see `happenings`."""

    def __init__(self, contents: Contents, notes: Notes) -> None:
        super().__init__(contents, notes)
        self._dates: dict[str, Read] = {}
        records = self.contents.records
        self.names = columns_of(records, self.contents.columns)
        self.chosen = match_columns(records, self.names, self.notes)
        self.columns = column_table(records, self.names, self.chosen)
        self.order = self._order()
        self._ask_for_what_is_missing()
        self.untimed_lines = self.notes.answers.get("lines") or ""
        if any(shape.kind == "line" for r in records for shape in r.shapes
               if not r.start and not self._first(r, "start") and not self._first(r, "outcome")
               and self._first(r, "kind") != "leg"):  # fmt: skip
            text = "There are lines without a time. What are they?"
            self.untimed_lines = self.notes.ask("lines", text, _LINES, default="intended") or ""

    def happenings(self) -> list[Happening]:
        """Understand each record, in the order of the file."""
        happenings = [self._happening(record) for record in self.contents.records]
        self._note_unread_columns()
        return happenings

    # ------------------------------------------------------------------------------- questions

    def _order(self) -> Order | None:
        values: list[Cell] = [
            record.values.get(name)
            for field in _TIMES
            for name in self.chosen[field]
            for record in self.contents.records
        ]
        order = order_of(values)
        answer = self.notes.answers.get("dates")
        if order in ("day-first", "month-first") and not answer:
            which = "day" if order == "day-first" else "month"
            self.notes.say(f"Dates in figures have the {which} first; some can only be read so.")
            return order
        if order is None:
            return None
        example = next((str(v) for v in values if isinstance(v, str) and order_of([v])), "")
        text = f'Does the day or the month come first in dates such as "{example}"?'
        if order == "mixed":
            text += " Some dates can only be day-first, some only month-first."
        options = (("day-first", "8/12 is 8 December"), ("month-first", "8/12 is 12 August"))
        return self.notes.ask("dates", text, options)  # type: ignore[return-value]

    def _ask_for_what_is_missing(self) -> None:
        if self.contents.kind != "row":
            return
        options = [*((name, name) for name in self.names), ("-", "none of them")]
        answers, chosen = self.notes.answers, self.chosen
        timed = any(chosen[field] for field in ("start", "earliest", "latest"))
        if not timed and "start" not in self.notes.questions and not answers.get("when"):
            self.notes.ask("start", "Which column has the date?", options)
        placed = any(chosen[field] for field in ("coordinates", "wkt", "country"))
        for field, label in (("lat", "latitude"), ("lon", "longitude")):
            if not placed and not chosen[field] and field not in self.notes.questions:
                self.notes.ask(field, f"Which column has the {label}?", options)

    def _note_unread_columns(self) -> None:
        more = len(self.names) - len(self.columns)
        if more > 0:
            wrong = f"{counted(more, 'further property', 'further properties')} not read"
            self.notes.miss(wrong, f"{MAX_COLUMNS} are looked at; take out what says nothing")
        read = {name for names in self.chosen.values() for name in names} | {"kind"}
        for column in self.columns:
            if column.name not in read and column.example:
                wrong = f'The column "{column.name}" was not read, such as "{column.example}"'
                if self.contents.kind != "row":
                    wrong = wrong.replace("The column", "The property")
                self.notes.miss(wrong, "Say which field it is, or add what it says by hand")

    # ---------------------------------------------------------------------------- each record

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
        self._time(record, happening)
        self._place(record, happening)
        self._lines(record, happening)
        happening.people = self._list(record, "people")
        happening.group = line(self._text(record, "group"))
        happening.mode = self._choice(record, happening, "mode", get_args(Mode))
        happening.outcome = (
            self._choice(record, happening, "outcome", get_args(Outcome)) or happening.outcome
        )
        happening.citations = self._citations(record, happening)
        if not happening.headline:
            first = re.split(r"(?<=[.!?])\s|\n", happening.text, maxsplit=1)[0]
            place = happening.spot.name if happening.spot else ""
            happening.headline = first or place or f"{kind.capitalize()} {record.number}"
        return happening

    def _time(self, record: Record, happening: Happening) -> None:
        first = self._bounded(record, happening, "earliest", "latest")
        last = self._bounded(record, happening, "end_earliest", "end_latest")
        if first:
            happening.start, happening.end = first, None if last == first else last
            return
        happening.start, happening.end = record.start, record.end
        if record.start is not None or record.fixes:
            return
        happening.start = self._read(record, happening, "start")
        if happening.start and (clock := self._first(record, "clock")) not in (None, ""):
            read = joined(happening.start, clock)
            happening.start = read.text or happening.start
            self._miss(happening, read)
        happening.end = self._read(record, happening, "end")
        if happening.end == happening.start:
            happening.end = None

    def _bounded(self, record: Record, happening: Happening, low: str, high: str) -> str | None:
        first, last = self._read(record, happening, low), self._read(record, happening, high)
        if not first and not last:
            return None
        read = interval(first or "..", last or "..")
        self._miss(happening, read)
        return read.text

    def _read(self, record: Record, happening: Happening, field: str) -> str | None:
        value = self._first(record, field)
        read = self._dates.get(value) if isinstance(value, str) else None
        if read is None:
            read = read_date(value, order=self.order)
            if isinstance(value, str):
                self._dates[value] = read
        if read.text is None and read.wrong and not self._unordered(read):
            self._miss(happening, read)
            if field == "start" and not happening.words:
                happening.words = line(str(value))[:MAX_LINE]
        if read.naive and self.contents.clock_is_utc and read.text:
            return f"{read.text}Z"
        return read.text

    def _unordered(self, read: Read) -> bool:
        """Whether a date only lacks the answer to whether days or months come first."""
        asked = self.notes.questions.get("dates")
        return bool(asked and asked.open and "comes first" in read.wrong)

    def _lines(self, record: Record, happening: Happening) -> None:
        if record.fixes:
            self._order_runs(record, happening)
            track = legs_of_track(record.fixes, happening.headline)
            happening.start, happening.end = track.first, track.last
            happening.ways = list(track.ways)
            if track.first == track.last:
                happening.end = None
                fix = record.fixes[0][0]
                happening.spot = Spot(happening.headline, fix.lon, fix.lat, 0.1)
            count = sum(len(run) for run in record.fixes)
            self._describe_track(track, record, happening.headline, count)
        path = self._choice(record, happening, "path", get_args(PathKind))
        untimed = happening.start is None
        stated = self._first(record, "outcome") not in (None, "")
        for shape in record.shapes:
            if shape.kind != "line":
                continue
            if untimed and not stated and self.untimed_lines == "-":
                self._miss(
                    happening, Read(None, "A line without a time was left out, as you said", "")
                )
                continue
            positions, stray = thin_line(shape.positions)
            if len(positions) < 2:  # noqa: PLR2004 - a line has two ends
                self._miss(happening, Read(None, "A line has one position alone", "Draw it again"))
                continue
            if stray:
                before, after = len(shape.positions), len(positions)
                wrong = (
                    f"A line of {before} positions was thinned out to {after}, {stray:.1f} km off"
                )
                self._miss(
                    happening, Read(None, f"{wrong} at most", "Keep the file for its course")
                )
            label = happening.headline or "Line"
            spots = [Spot(f"{label}, point {i}", lon, lat)
                     for i, (lon, lat) in enumerate(positions, 1)]  # fmt: skip
            way = Way(spots, path or "inferred")  # type: ignore[arg-type]
            if happening.start:
                ends = interval(happening.start, happening.end or happening.start)
                way.window = ends.text
            elif not stated and self.untimed_lines != "travelled":
                happening.outcome = "intended"
            happening.ways.append(way)

    def _order_runs(self, record: Record, happening: Happening) -> None:
        """Sort the recordings of a track by time, and note it where they were not."""
        runs, moved, overlaps = sort_runs(record.fixes)
        record.fixes = tuple(tuple(run) for run in runs)
        if moved:
            wrong = "The recordings of the track were out of the order of time"
            self._miss(happening, Read(None, wrong, "They were put in order; check their times"))
        if overlaps:
            how_many = "Two recordings" if overlaps == 1 else f"{overlaps + 1} recordings"
            wrong = (
                f"{how_many} of the track overlap in time, so no way was drawn from one to the next"
            )
            self._miss(happening, Read(None, wrong, "If they are two devices, give each a track"))

    def _describe_track(self, track: TrackLegs, record: Record, name: str, count: int) -> None:
        gaps = f", {track.gaps} of them over a gap" if track.gaps else ""
        since = stamp(record.fixes[0][0].at)
        stray = math.ceil(max(track.stray_km, 0.1) * 10) / 10
        self.notes.say(
            f'"{name}": {count:,} recorded positions from {since} on became {len(track.ways)} '
            f"legs{gaps}; they lie nowhere more than {stray:g} km from a recorded position."
        )

    def _citations(self, record: Record, happening: Happening) -> list[Citation]:
        names = self._list(record, "source")
        address = self._text(record, "url").strip()
        if address and not (_URL.fullmatch(address) and len(address) <= _URL_LENGTH):
            happening.text = "\n\n".join(
                part for part in (happening.text, f"Link: {address}") if part
            )
            address = ""
        if not names and address:
            names = [urlsplit(address).hostname or address]
        if not names:
            return []
        informants = number_of(self._first(record, "informants"))
        is_named = str(self._first(record, "named") or "").strip().lower() in _YES
        stance = self._choice(record, happening, "stance", get_args(Stance))
        told_by = line(self._text(record, "told_by"))
        cited = []
        for name in names:
            url = address if len(names) == 1 else ""
            if _URL.fullmatch(name) and len(name) <= _URL_LENGTH:
                name, url = urlsplit(name).hostname or name, name  # noqa: PLW2901
            count = int(informants) if informants and informants >= 1 else 1
            cited.append(Citation(named(name), url, told_by=told_by, named=is_named, stance=stance,
                                  informants=min(count, 10_000)))  # fmt: skip
        return cited
