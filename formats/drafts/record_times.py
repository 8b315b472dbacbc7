"""When each record was: how the dates of a file are to be read, and a record's times by them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from formats.cells.cell import Cell
from formats.cells.plain_text import line
from formats.drafts.record_values import YES, RecordValues
from formats.drafts.told_times import ToldTimes
from formats.files.import_limits import MAX_LINE
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Happening, Record
from formats.times.date_parsing import (
    DateRules,
    NumberKind,
    Order,
    Read,
    ShortYears,
    approximate,
    interval,
    joined,
    names_midnight,
    number_kind,
    order_of,
    other_calendars,
    read_date,
    short_year,
    with_full_year,
)
from formats.times.time_words import WordsReader
from geo.language.told_text import ToldText

_TIMES = ("start", "end", "earliest", "latest", "end_earliest", "end_latest")
_READ_MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00(?::00)?Z?")
"""A midnight as a story writes it, with no zone or in UTC."""
_WIKIDATA = "wikidata.org/entity/"
_LOOKED_AT = 20
"""Records in which an item of Wikidata is looked for."""
_MIDNIGHT = re.compile(r"(?P<sign>\+?)(?P<year>\d{4})(?P<month>-\d\d)(?P<day>-\d\d)T00:00:00Z")
"""A time of Wikidata's query service, and with the sign that only Wikidata's own files have."""


class RecordTimes(RecordValues):
    """Reads when the records of a file were; what their dates leave open is asked at the start."""

    def __init__(
        self,
        contents: Contents,
        notes: Notes,
        chosen: Mapping[str, Sequence[str]],
        words: WordsReader | None = None,
    ) -> None:
        super().__init__(contents, notes)
        self.chosen = chosen
        self._dates: dict[str, Read] = {}
        self._wikidata = any(
            isinstance(value, str) and _WIKIDATA in value
            for record in contents.records[:_LOOKED_AT]
            for value in record.values.values()
        )
        self.rules = self._rules()
        self._days_alone = self._only_midnights()
        self._told = ToldTimes(contents, notes, words, self._in_words(words))

    def read(self, record: Record, happening: Happening) -> None:
        """Read when a record was, and what its happening says of it in words."""
        self._bounds(record, happening)
        about = set(re.split(r"[;,\s]+", line(self._text(record, "approximate")).lower()))
        if about & YES:
            about |= {"start", "end"}
        for name in ("start", "end"):
            if name in about and (text := getattr(happening, name)):
                setattr(happening, name, approximate(text))

    def _rules(self) -> DateRules:
        """Settle, or ask, how the dates of the file are to be read."""
        values = [value for field in _TIMES for value in self._values(field)]
        values += self._values("clock")  # some hold full times
        years = self._short_years(values)
        return DateRules(
            self._order([with_full_year(value, years) for value in values]),
            self._counts(values, "days"),
            self._counts(values, "seconds"),
            self._calendar([*values, *self._values("year"), *self._values("end_year")]),
            years,
            self._midnight(),
        )

    def _short_years(self, values: list[Cell]) -> ShortYears | None:
        """Ask where years of two figures stand, and in which century; "-" where there are none."""
        short = [value for value in values if isinstance(value, str) and short_year(value.strip())]
        if not short:
            return "-"
        example = short_year(short[0].strip())
        options = [(name, ToldText(f"import.short-year.{name}")) for name in self._may_be(short)]
        text = ToldText("import.ask.short-years", date=example)
        return self.notes.ask("short_years", text, options)  # type: ignore[return-value]

    @staticmethod
    def _may_be(short: list[str]) -> tuple[str, ...]:
        """Give where the years may stand: first, too, where each date is three pairs of figures."""
        first = all(
            re.match(r"\d{2}-(?:0?[1-9]|1[0-2])-[0-3]\d(?!\d)", text.strip()) for text in short
        )
        return ("last-2000", "last-1900", *(("first-2000",) if first else ()))

    def _midnight(self) -> Any:
        """Ask which midnight of a day is meant, where a clock time is the word for it."""
        fields = ("clock", "end") if self.chosen["end_year"] else ("clock",)
        values = (value for field in fields for value in self._values(field))
        word = next((str(value).strip() for value in values if names_midnight(value)), "")
        if not word:
            return None
        options = [(name, ToldText(f"import.midnight.{name}")) for name in ("before", "after")]
        return self.notes.ask("midnight", ToldText("import.ask.midnight", text=word), options)

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
        possible = ((value, other_calendars(value)) for value in values)
        example, calendars = next(
            ((value, names) for value, names in possible if names), (None, ())
        )
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
            read = joined(happening.start, clock, self.rules)
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
        read = joined(day, clock, self.rules)
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
        match = _MIDNIGHT.fullmatch(value) if isinstance(value, str) else None
        if match is None or not (self._wikidata or match["sign"]):
            return None
        no_day = match["day"] in ("-00", "-01")
        no_month = no_day and match["month"] in ("-00", "-01")
        month = "" if no_month else match["month"]
        text = match["year"] + month + ("" if no_day else match["day"])
        return replace(read_date(text, rules=self.rules), loose=match["day"] == "-01")
