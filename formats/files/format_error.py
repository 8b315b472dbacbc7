"""The error of a file that cannot be read: one sentence of where, what, and how to mend it."""

from __future__ import annotations

from geo.errors import sentences
from geo.language.messages import Messages, capital
from geo.language.told_text import ToldText, retold


class FormatError(ValueError):
    """A file that cannot be read here; the message says where, what is wrong, how to mend it."""

    def __init__(self, wrong: str, mend: str, *, where: str = "", file: str = "") -> None:
        self.where, self.file, self.wrong, self.mend = where, file, wrong, mend
        super().__init__(self.told(Messages()))

    def told(self, say: Messages) -> str:
        """Tell it in a language; `str` is English."""
        where, wrong, mend = (retold(text, say) for text in (self.where, self.wrong, self.mend))
        if self.file:
            where = say.series(filter(None, (self.file, where)))
        elif where:
            where = capital(where)
        return (f"{where}: " if where else "") + sentences(wrong, mend)


def broken_table(error: Exception, *, row: int) -> FormatError:
    """Give the error of a table that Python's csv module cannot read, with its row, from 1."""
    return FormatError(
        ToldText("import.table.broken", reason=f"{error}"),
        ToldText("import.table.broken.mend"),
        where=ToldText("import.where.row", row=f"{row}"),
    )
