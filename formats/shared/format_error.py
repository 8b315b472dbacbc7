"""The error of a file that cannot be read: one sentence of where, what, and how to mend it."""

from __future__ import annotations

from geo.errors import sentences


class FormatError(ValueError):
    """A file that cannot be read here; the message says where, what is wrong, how to mend it."""

    def __init__(self, wrong: str, mend: str, *, where: str = "") -> None:
        self.where, self.wrong, self.mend = where, wrong, mend
        super().__init__((f"{where}: " if where else "") + sentences(wrong, mend))
