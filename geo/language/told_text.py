"""A text that knows the message it was told by, so that it can be told again in any language.

It is a `str`, in English, and can be compared, sorted and shown like any text. Code that shows it
in another language calls `retold`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal, Protocol

from geo.language.messages import FALLBACK, ListStyle, Messages, Skeleton, messages_of

Style = ListStyle | Literal["series"]


class ToldText(str):
    """A message of the catalogue with its parts: `str` is English, `told` any language's.

    >>> ToldText("fault.id-twice", name="homs")
    'The id "homs" stands twice'
    """

    __slots__ = ("key", "parts")
    key: str
    parts: dict[str, str | float]

    def __new__(cls, key: str, /, **parts: str | float) -> ToldText:
        """Tell a message in English; raises KeyError for a message or part that is not there."""
        if not parts:
            return _alone(key)
        text = super().__new__(cls, messages_of(FALLBACK)(key, **parts))
        text.key, text.parts = key, parts
        return text

    def having(self, **parts: str | float) -> ToldText:
        """Give the same message with some of its parts replaced."""
        return ToldText(self.key, **{**self.parts, **parts})

    def told(self, say: Messages) -> str:
        """Tell it in a language, with those of its parts that are messages themselves."""
        parts = {
            name: retold(part, say) if isinstance(part, str) else part
            for name, part in self.parts.items()
        }
        return say(self.key, **parts)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle it with its parts."""
        return _again, (self.key, self.parts)


class ToldList(str):
    """Names that are joined as a language does: "a, b and c", "a, b or c", or "a, b, c"."""

    __slots__ = ("names", "style")
    names: tuple[str, ...]
    style: Style

    def __new__(cls, names: Iterable[str], /, *, style: Style = "standard") -> ToldList:
        """Join names in English."""
        listed = tuple(names)
        text = super().__new__(cls, _joined(messages_of(FALLBACK), listed, style))
        text.names, text.style = listed, style
        return text

    def told(self, say: Messages) -> str:
        """Join them in a language, with those of them that are messages themselves."""
        return _joined(say, [retold(name, say) for name in self.names], self.style)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle it with its names."""
        return _listed_again, (self.names, self.style)


class Tellable(Protocol):
    """What can be told in a language: a fault, a remark, an error of a file."""

    def told(self, say: Messages) -> str:
        """Tell it in a language."""


class ToldDate(str):
    """A date, or a part of it, as a language writes it; CLDR names the parts."""

    __slots__ = ("day", "skeleton")
    day: date
    skeleton: Skeleton

    def __new__(cls, day: date, skeleton: Skeleton, /) -> ToldDate:
        """Write a date in English."""
        text = super().__new__(cls, messages_of(FALLBACK).date(day, skeleton))
        text.day, text.skeleton = day, skeleton
        return text

    def told(self, say: Messages) -> str:
        """Write it in a language."""
        return say.date(self.day, self.skeleton)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle it with its day."""
        return ToldDate, (self.day, self.skeleton)


def retold(text: str | Exception | Tellable, say: Messages) -> str:
    """Tell a text, error or remark in a language; a plain text stays as it is."""
    return text.told(say) if hasattr(text, "told") else str(text)


@lru_cache(maxsize=1024)
def _alone(key: str) -> ToldText:
    """Give a message without parts; it is made once and kept."""
    text = str.__new__(ToldText, messages_of(FALLBACK)(key))
    text.key, text.parts = key, {}
    return text


def _joined(say: Messages, names: Sequence[str], style: Style) -> str:
    return say.series(names) if style == "series" else say.listed(names, style=style)


def _again(key: str, parts: dict[str, str | float]) -> ToldText:
    return ToldText(key, **parts)


def _listed_again(names: tuple[str, ...], style: Style) -> ToldList:
    return ToldList(names, style=style)
