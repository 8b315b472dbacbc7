"""The error of an article that cannot be read."""

from __future__ import annotations

from geo.errors import sentences
from geo.language.messages import Messages
from geo.language.told_text import retold


class ArticleError(ValueError):
    """A text that cannot be read; the message says what is wrong and how to mend it."""

    def __init__(self, wrong: str, mend: str) -> None:
        self.wrong, self.mend = wrong, mend
        super().__init__(sentences(wrong, mend))

    def told(self, say: Messages) -> str:
        """Tell it in a language; `str` is English."""
        return sentences(retold(self.wrong, say), retold(self.mend, say))
