"""An error that is told by a message of the catalogue."""

from __future__ import annotations

from geo.language.messages import Messages
from geo.language.told_text import ToldText


class ToldError(ValueError):
    """What cannot be done, as a key and its parts: `str` is English, `told` any language's."""

    def __init__(self, key: str, **parts: str | float) -> None:
        self.text = ToldText(key, **parts)
        super().__init__(self.text)

    def told(self, say: Messages) -> str:
        """Tell it in a language."""
        return self.text.told(say)


class StorageError(ToldError):
    """A temporary file that the machine could not keep; the message says how to mend it."""
