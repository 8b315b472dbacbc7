"""What a reader of times in words gives; the caller of `formats.read` may pass such a reader.

The rules that read "before dawn on Tuesday" are those of articles/, which formats does not know;
page and command line know both and pass them on (docs/decisions/0026).
"""

from __future__ import annotations

from datetime import date
from typing import Protocol


class TimeOfWords(Protocol):
    """What words say: a time as a story writes it, or what is to be asked about them."""

    @property
    def when(self) -> str | None:
        """Bounds as a story writes them; None where the words give none."""

    @property
    def reading(self) -> str:
        """How the words were read."""

    @property
    def question(self) -> str:
        """What is missing, where there are no bounds."""


class WordsReader(Protocol):
    """Reads words such as "before dawn on Tuesday", counted from the day of publication."""

    def __call__(self, words: str, *, published: date | None, zone: str) -> TimeOfWords:
        """Read them; `zone` is the IANA name of the zone that they are told in."""
