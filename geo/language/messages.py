"""The messages of one language: a key and its parts become a sentence.

A catalogue is one JSON file beside this module. A message is a text with {parts}; one that depends
on a number `n` has a text for each plural category of the language (CLDR: zero, one, two, few,
many, other). layers/web/assets reads the same catalogue through the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from babel import Locale
from babel.numbers import format_decimal

Message = str | Mapping[str, str]
_PART = re.compile(r"\{(\w+)\}")


class Messages:
    """Tells messages in one language. Raises KeyError for a message or part that is not there."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.texts = catalogue(language)
        self._locale = Locale.parse(language)

    def __call__(self, key: str, **parts: str | float) -> str:
        """Give a message with its parts filled in; numbers are written as the language does."""
        message = self.texts[key]
        if not isinstance(message, str):
            number = parts["n"]
            if isinstance(number, str):
                raise TypeError(f'"n" of the message "{key}" is a text, not a number')
            category = self._locale.plural_form(number)
            message = message.get(category) or message["other"]
        return _PART.sub(lambda found: self._part(parts[found[1]]), message)

    def _part(self, value: str | float) -> str:
        if isinstance(value, str):
            return value
        return format_decimal(value, locale=self._locale)


@lru_cache(maxsize=16)
def catalogue(language: str) -> Mapping[str, Message]:
    """Give the messages of a language by key; raises FileNotFoundError where it has none."""
    text = (files("geo.language") / f"{language}.json").read_text(encoding="utf-8")
    messages: dict[str, Message] = json.loads(text)
    return messages
