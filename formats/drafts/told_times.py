"""Times told in words, read against a publication; what is left is asked row by row."""

from __future__ import annotations

from datetime import date

from formats.cells.plain_text import line, shortened
from formats.drafts.story_builder import zone_fault
from formats.files.import_limits import MAX_LINE
from formats.shared.import_notes import Notes, numbered
from formats.shared.records import Contents, Happening
from formats.times.date_parsing import read_date
from formats.times.time_words import TimeOfWords, WordsReader
from geo.language.told_text import ToldText

MAX_ASKED = 30
"""How many rows are asked about; further ones are noted."""


class ToldTimes:
    """Reads the times in words of one file; `example` is one of them, "" where there is none."""

    def __init__(
        self, contents: Contents, notes: Notes, words: WordsReader | None, example: str
    ) -> None:
        """Ask for what words count from: the day of publication, and the zone."""
        self._contents, self._notes = contents, notes
        self._words = words if example else None
        self._read: dict[str, TimeOfWords] = {}
        self._asked = 0
        self._published: date | None = None
        self._zone = ""
        if self._words is None:
            return
        shown = shortened(line(example), 60)
        text = ToldText("import.ask.published", words=shown)
        answer = notes.ask("published", text, check=_day_fault)
        self._published = date.fromisoformat(answer) if answer else None
        if answer and not contents.published:
            contents.published = answer
        text = ToldText("import.ask.times-zone")
        self._zone = notes.ask("time_zone", text, check=zone_fault) or ""

    def reads(self, field: str) -> bool:
        """Whether times of this field are read here, if need be once the questions are answered."""
        return self._words is not None and field in ("start", "end")

    def time(self, happening: Happening, value: str, field: str) -> str | None:
        """Read a cell's words, and keep them with the record; None where nothing is known yet."""
        if self._words is None or self._published is None or not self._zone:
            return None  # the open question says so
        words = line(value)[:MAX_LINE]
        if words not in self._read:
            self._read[words] = self._words(words, published=self._published, zone=self._zone)
        read = self._read[words]
        if read.when is not None:
            if field == "start":
                happening.words = happening.words or words
            if read.reading:
                reading = (
                    read.reading
                    if field == "start"
                    else ToldText("import.draft.reading", words=words, reading=read.reading)
                )
                happening.reading = "; ".join(filter(None, (happening.reading, reading)))
            return read.when
        if field == "start":
            happening.words = happening.words or words
        return self._answered(happening, words, field, read.question)

    def _answered(self, happening: Happening, words: str, field: str, question: str) -> str | None:
        """Ask for the time of one row, in words or as a story writes it."""
        assert self._words is not None
        which = "" if field == "start" else ":end"
        key = f"time:{happening.number}{which}"
        where = numbered(happening.kind, happening.number)
        if self._asked >= MAX_ASKED and key not in self._notes.answers:
            self._notes.miss(
                question,
                ToldText("import.add-day.mend"),
                kind=happening.kind,
                number=happening.number,
            )
            return None
        self._asked += 1
        told: list[str] = []

        def check(answer: str) -> tuple[str, str] | None:
            read = read_date(answer, order="day-first")
            when = read.text
            if when is None and self._words is not None:
                lone = self._words(answer, published=self._published, zone=self._zone)
                when = lone.when
                if when is None:
                    return lone.question or ToldText("import.time-unread", text=answer), ToldText(
                        "import.time-unread.mend"
                    )
            told.append(str(when))
            return None

        asked = question.rstrip(".") if question.endswith(".") else question
        text = ToldText("import.ask.time-of-row", record=where, question=asked)
        if happening.headline:
            name = shortened(happening.headline, 60)
            text = ToldText("import.ask.time-of-named-row", record=where, name=name, question=asked)
        self._notes.ask(key, text, default="", check=check)
        if not told:
            return None
        known = ToldText("import.draft.asked-time", words=words)
        happening.reading = "; ".join(filter(None, (happening.reading, known)))
        return told[-1]


def _day_fault(answer: str) -> tuple[str, str] | None:
    try:
        date.fromisoformat(answer)
    except ValueError:
        return ToldText("import.date.no-single-day", text=answer[:60]), ToldText("import.date.mend")
    return None
