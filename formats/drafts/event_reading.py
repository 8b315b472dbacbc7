"""Records -> happenings: what each value means, with a note on all that is not understood."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import urlsplit

from formats.cells.cell import Cell
from formats.cells.number_parsing import number_of
from formats.cells.plain_text import line, named
from formats.coordinates.angles import CoordinateError
from formats.drafts.column_matching import column_table, columns_of, flat, match_columns
from formats.drafts.place_lookup import AREAS, KINDS, PlaceLookup, PlaceName, spot_at
from formats.drafts.place_reading import PlaceReader
from formats.drafts.told_times import ToldTimes
from formats.drafts.track_legs import (
    NEAR_KM,
    TrackLegs,
    legs_of_track,
    recorded_legs,
    sort_runs,
    stamp,
    thin_line,
)
from formats.files.import_limits import MAX_COLUMNS, MAX_LINE
from formats.shared.import_notes import Notes, counted, numbered
from formats.shared.records import Citation, Contents, Happening, Record, Spot, Way
from formats.times.date_parsing import (
    DateRules,
    NumberKind,
    Order,
    Read,
    approximate,
    interval,
    joined,
    number_kind,
    order_of,
    other_calendars,
    read_date,
)
from formats.times.time_words import WordsReader
from geo.evidence.admiralty_scale import Stance
from geo.language.told_text import ToldText
from geo.story.model import Mode, Outcome, PathKind
from geo.yaml.story_limits import MAX_FIXES

_URL = re.compile(r"https?://[^\s<>\"']+")
_URL_LENGTH = 500
_TIMES = ("start", "end", "earliest", "latest", "end_earliest", "end_latest")
_YES = {"true", "yes", "1", "ja", "oui", "si", "sí", "да"}
_SURE = _YES | {"sure", "certain", "confirmed", "verified", "sicher", "sûr", "seguro"}
_SURES = (
    ("reports", "import.sure.reports"),
    ("unverified", "import.sure.unverified"),
    ("denies", "import.sure.denies"),
)
_SURE_LENGTH = 40
_READ_MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00(?::00)?Z?")
"""A midnight as a story writes it, with no zone or in UTC."""
_KIND_HEADS = frozenset(("kind", "type", "placetype", "placekind", "locationtype", "featuretype"))
"""Heads of a column that may say what kind of place each is."""
MAX_SURES = 12
"""How many different words under "Sure?" are asked about; further ones count as not verified."""
_FEW_COLUMNS, _LISTED_COLUMNS = 4, 25
"""Up to how many unread columns are told one by one, and how many are named in one line."""
_LINES = (
    ("intended", "import.lines.intended"),
    ("travelled", "import.lines.travelled"),
    ("-", "import.lines.none"),
)


_WIKIDATA = "wikidata.org/entity/"
_LOOKED_AT = 20
"""Records in which an item of Wikidata is looked for."""
_MIDNIGHT = re.compile(r"(?P<year>\d{4})(?P<month>-\d\d)(?P<day>-\d\d)T00:00:00Z")


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
        self._room = math.inf if files_beside else MAX_FIXES
        """How many recorded positions the story still has room for."""
        self._dates: dict[str, Read] = {}
        self._wikidata = any(
            isinstance(value, str) and _WIKIDATA in value
            for record in contents.records[:_LOOKED_AT]
            for value in record.values.values()
        )
        self._sures: set[str] = set()
        self.contents.records = self._once(self._without_title(self.contents.records))
        records = self.contents.records
        self.names = columns_of(records, self.contents.columns)
        self.chosen = match_columns(records, self.names, self.notes)
        self.columns = column_table(records, self.names, self.chosen)
        self.chosen["kind"] = self._kinds_of_places()
        self.rules = self._rules()
        self._days_alone = self._only_midnights()
        self._told = ToldTimes(contents, notes, words, self._in_words(words))
        self._ask_for_what_is_missing()
        self._begin_places()
        self.untimed_lines = self.notes.answers.get("lines") or ""
        if any(shape.kind == "line" for r in records for shape in r.shapes
               if not r.start and not self._first(r, "start") and not self._first(r, "outcome")
               and self._first(r, "kind") != "leg"):  # fmt: skip
            text = ToldText("import.ask.lines")
            self.untimed_lines = (
                self.notes.ask(
                    "lines",
                    text,
                    [(name, ToldText(key)) for name, key in _LINES],
                    default="intended",
                )
                or ""
            )

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

    # ------------------------------------------------------------------------------- questions

    def _rules(self) -> DateRules:
        """Settle, or ask, how the dates of the file are to be read."""
        values = [value for field in _TIMES for value in self._values(field)]
        values += self._values("clock")  # some hold full times
        return DateRules(
            self._order(values),
            self._counts(values, "days"),
            self._counts(values, "seconds"),
            self._calendar([*values, *self._values("year"), *self._values("end_year")]),
        )

    def _only_midnights(self) -> bool:
        """Tell whether all clock times are midnight, as programs write days; noted if so."""
        if self.chosen["clock"]:
            return False
        values = (value for field in ("start", "end") for value in self._values(field))
        texts = {self._dated(value).text or "" for value in values if isinstance(value, str)}
        clocks = {text for text in texts if "T" in text}
        if len(clocks) < 2 or not all(map(_READ_MIDNIGHT.fullmatch, clocks)):  # noqa: PLR2004 - a row may
            return False
        self.notes.say(ToldText("import.date.midnights"))
        return True

    def _dated(self, value: Cell) -> Read:
        """Read a date by the rules of the file, each text once."""
        read = self._dates.get(value) if isinstance(value, str) else None
        if read is None:
            read = self._of_wikidata(value) or read_date(value, rules=self.rules)
            if isinstance(value, str):
                self._dates[value] = read
        return read

    def _in_words(self, words: WordsReader | None) -> str:
        """Give the first date that is told in words, which count from a publication."""
        if words is None:
            return ""
        fields = ("start",) if self.chosen["end_year"] else ("start", "end")
        for value in (value for field in fields for value in self._values(field)):
            read = read_date(value, rules=self.rules) if isinstance(value, str) else None
            if read is None or read.waits or read.impossible:
                continue
            if read.text is None and read.wrong:
                return str(value)
        return ""

    def _values(self, field: str) -> list[Cell]:
        return [
            value
            for name in self.chosen[field]
            for record in self.contents.records
            if (value := record.values.get(name)) not in (None, "")
        ]

    def _counts(self, values: list[Cell], kind: NumberKind) -> Any:
        example = next((value for value in values if number_kind(value) == kind), None)
        if example is None:
            return None
        options: list[tuple[str, str]] = []
        known = (
            (("excel", "import.numbers.excel"), ("excel-1904", "import.numbers.excel-1904"))
            if kind == "days"
            else (("unix", "import.numbers.unix"),)
        )
        for name, label in known:
            rules = DateRules(days=name, seconds=name)  # type: ignore[arg-type]
            date = read_date(example, rules=rules).text or ""
            options.append(
                (name, ToldText("import.numbers.example", counted=ToldText(label), date=date))
            )
        text = ToldText("import.ask.numbers", number=f"{example}")
        name = "numbers" if kind == "days" else "seconds"
        return self.notes.ask(name, text, [*options, ("-", ToldText("import.numbers.none"))])

    def _calendar(self, values: list[Cell]) -> Any:
        found = ((value, other_calendars(value)) for value in values)
        example, calendars = next(((value, names) for value, names in found if names), (None, ()))
        if example is None:
            return "gregorian"
        ahead = "-ahead" if "buddhist" in calendars else ""
        options = (
            ("gregorian", ToldText(f"import.calendar.gregorian{ahead}")),
            *((name, ToldText(f"import.calendar.{name}")) for name in calendars),
        )
        text = ToldText("import.ask.calendar", date=str(example)[:30])
        return self.notes.ask("calendar", text, options)

    def _order(self, values: list[Cell]) -> Order | None:
        order = order_of(values)
        answer = self.notes.answers.get("dates")
        if order in ("day-first", "month-first") and not answer:
            self.notes.say(ToldText(f"import.dates.{order}"))
            return order
        if order is None:
            return None
        example = next((str(v) for v in values if isinstance(v, str) and order_of([v])), "")
        text = ToldText("import.ask.dates", date=example)
        if order == "mixed":
            text = ToldText("import.ask.dates-mixed", date=example)
        options = [
            (name, ToldText(f"import.order.{name}")) for name in ("day-first", "month-first")
        ]
        return self.notes.ask("dates", text, options)  # type: ignore[return-value]

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
        self._without_zeros(record, happening)
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
            happening.headline = first or place or numbered(kind, record.number)
        return happening

    def _time(self, record: Record, happening: Happening) -> None:
        self._bounds(record, happening)
        about = set(re.split(r"[;,\s]+", line(self._text(record, "approximate")).lower()))
        if about & _YES:
            about |= {"start", "end"}
        for name in ("start", "end"):
            if name in about and (text := getattr(happening, name)):
                setattr(happening, name, approximate(text))

    def _bounds(self, record: Record, happening: Happening) -> None:
        first = self._bounded(record, happening, "earliest", "latest")
        last = self._bounded(record, happening, "end_earliest", "end_latest")
        if first:
            happening.start, happening.end = first, None if last == first else last
            return
        happening.start, happening.end = record.start, record.end
        if record.start is not None or record.fixes:
            return
        happening.start = self._read(record, happening, "start") or self._composed(
            record, happening, ""
        )
        clock = self._first(record, "clock")
        if clock not in (None, ""):
            self._with_clock(happening, clock)
        happening.end = self._end(record, happening)
        if happening.end and not happening.start and ".." not in happening.end:
            happening.start = f"../{happening.end.rpartition('/')[2]}"  # it began before it ended
        if happening.end == happening.start:
            happening.end = None

    def _with_clock(self, happening: Happening, clock: Cell) -> None:
        """Add the clock time of a separate column to the date, or take it as a full time."""
        if happening.start:
            read = joined(happening.start, clock)
            if read.text is None:  # perhaps a range of hours
                ranged = read_date(f"{happening.start} {clock}", rules=self.rules)
                read = ranged if ranged.text else read
            happening.start = read.text or happening.start
            self._miss(happening, read)
        elif (read := read_date(clock, rules=self.rules)).text:  # the column holds full times
            utc = read.naive and self.contents.clock_is_utc
            happening.start = read.in_utc if utc else read.text
        elif read.wrong and not read.waits and not happening.words:
            self._miss(
                happening,
                Read(None, ToldText("import.clock-alone"), ToldText("import.clock-alone.mend")),
            )

    def _end(self, record: Record, happening: Happening) -> str | None:
        """Read the end; where its day stands in columns, "end time" is a clock time."""
        day = self._composed(record, happening, "end_")
        if day is None:
            return self._read(record, happening, "end")
        clock = self._first(record, "end")
        if clock in (None, ""):
            return day
        read = joined(day, clock)
        self._miss(happening, read)
        return read.text or day

    def _composed(self, record: Record, happening: Happening, which: str) -> str | None:
        """Read a date whose year, month and day stand in columns of their own."""
        year, month, day = (
            self._plain(self._first(record, f"{which}{part}")).strip()
            for part in ("year", "month", "day")
        )
        if not year:
            return None
        figures = [part.zfill(2) if part.isdecimal() else part for part in (month, day) if part]
        if day and not month:
            figures = []
            self._miss(
                happening,
                Read(None, ToldText("import.day-alone"), ToldText("import.day-alone.mend")),
            )
        text = "-".join([year.zfill(4) if year.isdecimal() else year, *figures])
        if month and not month.isdecimal():
            text = " ".join(part for part in (day, month, year) if part)
        read = read_date(text, rules=self.rules)
        self._miss(happening, read)
        return read.text

    def _bounded(self, record: Record, happening: Happening, low: str, high: str) -> str | None:
        first, last = self._read(record, happening, low), self._read(record, happening, high)
        if not first and not last:
            return None
        read = interval(first or "..", last or "..")
        self._miss(happening, read)
        return read.text

    def _read(self, record: Record, happening: Happening, field: str) -> str | None:
        value = self._first(record, field)
        read = self._dated(value)
        if self._days_alone and _READ_MIDNIGHT.fullmatch(read.text or ""):
            return (read.text or "").partition("T")[0]
        if read.text is None and read.wrong and not read.waits:
            if isinstance(value, str) and not read.impossible and self._told.reads(field):
                return self._told.time(happening, value, field)
            self._miss(happening, read)
        if (read.loose or (read.wrong and not read.waits)) and field == "start":
            happening.words = happening.words or line(str(value))[:MAX_LINE]
        return read.in_utc if self.contents.clock_is_utc else read.text

    def _of_wikidata(self, value: Cell) -> Read | None:
        """Read a time of Wikidata, which knows no hours: it writes a day with its midnight in UTC.

        The first of a month or a year may stand for all of it, so it is read as that.
        """
        match = _MIDNIGHT.fullmatch(value) if self._wikidata and isinstance(value, str) else None
        if match is None:
            return None
        whole = match["day"] == "-01"
        year = whole and match["month"] == "-01"
        text = match["year"] + ("" if year else match["month"]) + ("" if whole else match["day"])
        return replace(read_date(text, rules=self.rules), loose=whole)

    def _lines(self, record: Record, happening: Happening) -> None:
        if record.fixes:
            self._order_runs(record, happening)
            happening.headline = happening.headline or numbered(happening.kind, record.number)
            track = self._recorded(record, happening.headline)
            happening.recordings = list(track.recordings)
            happening.start, happening.end = track.first, track.last
            happening.ways = list(track.ways)
            if track.first == track.last:
                happening.end = None
            if not track.ways:  # whoever carried it stood still
                fix = record.fixes[0][0]
                near = math.ceil(max(NEAR_KM, track.stray_km) * 1000) / 1000
                happening.spot = Spot(happening.headline, fix.lon, fix.lat, near)
            count = sum(len(run) for run in record.fixes)
            self._describe_track(track, record, happening.headline, count)
        path = self._choice(record, happening, "path", get_args(PathKind))
        untimed = happening.start is None
        stated = self._first(record, "outcome") not in (None, "")
        for shape in record.shapes:
            if shape.kind != "line":
                continue
            if untimed and not stated and self.untimed_lines == "-":
                self._miss(happening, Read(None, ToldText("import.line-left-out"), ""))
                continue
            positions, stray = thin_line(shape.positions)
            if len(positions) < 2:  # noqa: PLR2004 - a line has two ends
                self._miss(
                    happening,
                    Read(None, ToldText("import.line-short"), ToldText("import.line-short.mend")),
                )
                continue
            if stray:
                before, after = len(shape.positions), len(positions)
                wrong = ToldText(
                    "import.line-thinned", before=f"{before}", after=f"{after}", km=f"{stray:.1f}"
                )
                self._miss(happening, Read(None, wrong, ToldText("import.line-thinned.mend")))
            label = happening.headline or ToldText("import.draft.line")
            name_of = dict(zip(shape.positions, shape.names, strict=False))
            spots = [
                Spot(
                    name_of.get((lon, lat))
                    or ToldText("import.draft.point", name=label, number=f"{i}"),
                    lon,
                    lat,
                )
                for i, (lon, lat) in enumerate(positions, 1)
            ]
            way = Way(spots, path or "inferred")  # type: ignore[arg-type]
            if happening.start:
                ends = interval(happening.start, happening.end or happening.start)
                way.window = ends.text
            elif not stated and self.untimed_lines != "travelled":
                happening.outcome = "intended"
            happening.ways.append(way)

    def _recorded(self, record: Record, name: str) -> TrackLegs:
        """Make a track of what was recorded, or legs alone where the story has no room for it."""
        size = sum(len(run) for run in record.fixes)
        if size > self._room:
            return legs_of_track(record.fixes, name)
        track = recorded_legs(record.fixes, name)
        if not track.ways:  # a rest is no journey
            return replace(track, recordings=())
        self._room -= size
        return track

    def _without_zeros(self, record: Record, happening: Happening) -> None:
        """Leave recorded positions at 0/0 out, where receivers write nothing, and note them."""
        runs = [tuple(fix for fix in run if fix.lon or fix.lat) for run in record.fixes]
        if left := sum(map(len, record.fixes)) - sum(map(len, runs)):
            record.fixes = tuple(filter(None, runs))
            wrong = ToldText("import.tracks.fault.zero_position", n=left)
            self._miss(happening, Read(None, wrong, ToldText("import.track.keep.mend")))

    def _order_runs(self, record: Record, happening: Happening) -> None:
        """Sort the recordings of a track by time, and note it where they were not."""
        runs, moved, overlaps = sort_runs(record.fixes)
        record.fixes = tuple(tuple(run) for run in runs)
        if moved:
            wrong = ToldText("import.recordings-moved")
            self._miss(happening, Read(None, wrong, ToldText("import.recordings-moved.mend")))
        if overlaps:
            wrong = (
                ToldText("import.recordings-overlap")
                if overlaps == 1
                else ToldText("import.recordings-overlap.more", recordings=str(overlaps + 1))
            )
            self._miss(happening, Read(None, wrong, ToldText("import.recordings-overlap.mend")))

    def _describe_track(self, track: TrackLegs, record: Record, name: str, count: int) -> None:
        since = stamp(record.fixes[0][0].at)
        stray = math.ceil(max(track.stray_km, 0.1) * 10) / 10
        legs = counted(len(track.ways), "leg")
        parts = {"name": name, "time": since, "legs": legs, "km": f"{stray:g}"}
        if track.recordings:
            tracks = counted(len(track.recordings), "track")
            told = ToldText("import.draft.recording", positions=count, tracks=tracks, **parts)
            self.notes.say(told)
            return
        self.notes.say(
            ToldText("import.draft.track-gaps", positions=count, gaps=str(track.gaps), **parts)
            if track.gaps
            else ToldText("import.draft.track", positions=count, **parts)
        )

    def _sure(self, record: Record) -> str:
        """Read what a column says of how sure it is; "" where that is nothing or yes."""
        told = line(self._text(record, "sure"))[:_SURE_LENGTH]
        if not told or told.lower().strip(" .!") in _SURE:
            return ""
        text = ToldText("import.ask.sure", column=self.chosen["sure"][0], words=told)
        if len(self._sures) >= MAX_SURES and told not in self._sures:
            return "unverified"
        self._sures.add(told)
        answer = self.notes.ask(
            f"sure:{told}",
            text,
            [(name, ToldText(key)) for name, key in _SURES],
            default="unverified",
        )
        return "" if answer == "reports" else answer or "unverified"

    def _citations(self, record: Record, happening: Happening) -> list[Citation]:
        names = self._list(record, "source")
        address = self._text(record, "url").strip()
        if address and not (_URL.fullmatch(address) and len(address) <= _URL_LENGTH):
            happening.text = "\n\n".join(
                part
                for part in (happening.text, ToldText("import.draft.link", address=address))
                if part
            )
            address = ""
        if not names and address:
            names = [urlsplit(address).hostname or address]
        sure = self._sure(record)
        if not names and (sure or self._text(record, "told_by")):
            names = [""]  # the file itself says who told it
        if not names:
            return []
        informants = number_of(self._first(record, "informants"))
        is_named = str(self._first(record, "named") or "").strip().lower() in _YES
        stance = self._choice(record, happening, "stance", get_args(Stance)) or sure
        told_by = line(self._text(record, "told_by"))
        cited = []
        for name in names:
            url = address if len(names) == 1 else ""
            if _URL.fullmatch(name) and len(name) <= _URL_LENGTH:
                name, url = urlsplit(name).hostname or name, name  # noqa: PLW2901
            count = int(informants) if informants and informants >= 1 else 1
            shown = named(name) if name else ""
            cited.append(Citation(shown, url, told_by=told_by, named=is_named, stance=stance,
                                  informants=min(count, 10_000)))  # fmt: skip
        return cited
