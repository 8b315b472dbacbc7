"""The values of records by field, as plain text, lists or one of the known words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from formats.cells.cell import Cell
from formats.cells.plain_text import line, plain
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Happening, Record
from formats.times.date_parsing import Read
from geo.language.told_text import ToldText

YES = frozenset(("true", "yes", "1", "ja", "oui", "si", "sí", "да"))
"""Words of a cell that stand for yes."""
_PARTS = re.compile(r"\s*[;|\n]\s*")


class RecordValues:
    """Finds the values of one file's records; `chosen` says which columns a field is read from."""

    chosen: Mapping[str, Sequence[str]] = {}

    def __init__(self, contents: Contents, notes: Notes) -> None:
        self.contents, self.notes = contents, notes

    def _first(self, record: Record, field: str) -> Cell:
        names: Sequence[str] = self.chosen.get(field, (field,))
        for name in names:
            value = record.values.get(name)
            if value is not None and value != "":
                return value
        return None

    def _text(self, record: Record, field: str) -> str:
        return self._plain(self._first(record, field))

    def _plain(self, value: Cell) -> str:
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return plain(value if isinstance(value, str) else str(value))

    def _list(self, record: Record, field: str) -> list[str]:
        parts = _PARTS.split(self._text(record, field))
        return list(dict.fromkeys(line(part) for part in parts if part.strip()))

    def _choice(
        self, record: Record, happening: Happening, field: str, known: Sequence[str]
    ) -> str:
        text = self._text(record, field).strip().lower()
        if not text or text in known:
            return text
        self._miss(
            happening,
            Read(
                None,
                ToldText("import.no-word", text=text[:60], field=field),
                ToldText("import.no-word.mend", known=", ".join(known)),
            ),
        )
        return ""

    def _miss(self, happening: Happening, read: Read) -> None:
        if read.wrong:
            self.notes.miss(read.wrong, read.mend, kind=happening.kind, number=happening.number)
