"""Who says so: the sources of each record, and how sure the file is of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import get_args
from urllib.parse import urlsplit

from formats.cells.number_parsing import number_of
from formats.cells.plain_text import line, named
from formats.drafts.record_values import YES, RecordValues
from formats.shared.import_notes import Notes
from formats.shared.records import Citation, Contents, Happening, Record
from geo.evidence.admiralty_scale import Stance
from geo.language.told_text import ToldText

_URL = re.compile(r"https?://[^\s<>\"']+")
_URL_LENGTH = 500
_SURE = YES | {"sure", "certain", "confirmed", "verified", "sicher", "sûr", "seguro"}
_SURES = (
    ("reports", "import.sure.reports"),
    ("unverified", "import.sure.unverified"),
    ("denies", "import.sure.denies"),
)
_SURE_LENGTH = 40
MAX_SURES = 12
"""How many different words under "Sure?" are asked about; further ones count as not verified."""


class RecordSources(RecordValues):
    """Reads the sources of a file's records."""

    def __init__(
        self, contents: Contents, notes: Notes, chosen: Mapping[str, Sequence[str]]
    ) -> None:
        super().__init__(contents, notes)
        self.chosen = chosen
        self._sures: set[str] = set()

    def citations(self, record: Record, happening: Happening) -> list[Citation]:
        """Give what a record cites; an address that is none goes to the happening's text."""
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
        is_named = str(self._first(record, "named") or "").strip().lower() in YES
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
