"""The messages of one language: a key and its parts become a sentence.

A catalogue is one JSON file beside this module. A message is a text with {parts}; one that depends
on a number `n` has a text for each plural category of the language (CLDR: zero, one, two, few,
many, other). `locale` names the CLDR locale whose dates, lists and numbers go with the texts.
`messages_of` alone decides in which language a story's products speak. layers/web/assets reads the
same catalogue through the document. Messages whose keys begin with IN_ENGLISH stand in en.json
alone, and are told in English everywhere.

What is said to those who make stories is in a second file, makers/<language>.json, which is read
when the first of its messages is told. A language without it tells those messages in English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Literal

from babel import Locale
from babel.dates import format_date, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal

from geo.language.direction import has_isolates, is_right_to_left, isolated

Message = str | Mapping[str, str]
Skeleton = Literal["d", "MMMM", "MMMMd", "yMMMM", "yMMMMd", "EEEE"]
ListStyle = Literal["standard", "or"]
FALLBACK = "en"
"""The language of a story whose own has no catalogue."""
IN_ENGLISH = ("cli.", "tracks.")
"""How the keys of messages begin that are told in English alone: those of the command line, and of
its search in tracks."""
ORDER = ("en", "ar", "fr", "de", "es", "ru", "tr")
"""The languages in the order in which they are offered; others follow by their codes."""
_PART = re.compile(r"\{(\w+)\}")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")
"""Letters that run from left to right; in a right-to-left sentence they are isolated."""


class Messages:
    """Tells messages in one language. Raises KeyError for a message or part that is not there."""

    def __init__(self, language: str = FALLBACK, *, makers: bool = False) -> None:
        self.language, self._makers = language, makers
        self.texts = catalogue(language, makers=makers)
        self._locale = Locale.parse(str(self.texts.get("locale", language)), sep="-")

    def __call__(self, key: str, **parts: str | float) -> str:
        """Give a message with its parts filled in; numbers are written as the language does."""
        if not self._makers and key not in self.texts:
            return makers_messages(self.language)(key, **parts)
        return self._filled(self._text(key, parts), parts)

    def lines(self, key: str, **parts: str | float) -> tuple[str, ...]:
        """Give a message that is set in lines, line by line."""
        return tuple(self._filled(line, parts) for line in self._text(key, parts).split("\n"))

    def listed(self, names: Iterable[str], *, style: ListStyle = "standard") -> str:
        """Join names as the language does: "a, b and c", or "a, b or c" in the style "or"."""
        return format_list(list(names), style, locale=self._locale)

    def series(self, names: Iterable[str]) -> str:
        """Join names with commas: "a, b, c"."""
        return self._joined("series", names)

    def clauses(self, texts: Iterable[str]) -> str:
        """Join parts of a sentence with semicolons: "a; b; c"."""
        return self._joined("clauses", texts)

    def date(self, day: date, skeleton: Skeleton) -> str:
        """Write a date, or a part of it, as the language does; CLDR names the parts."""
        return _date(day.date() if isinstance(day, datetime) else day, skeleton, self._locale)

    def city_of(self, time_zone: str) -> str:
        """Name the city of a time zone (IANA) as the language does."""
        name = get_timezone_location(time_zone, locale=self._locale, return_city=True)
        return name or time_zone.rpartition("/")[2].replace("_", " ")

    def territory(self, code: str) -> str | None:
        """Name a country (ISO 3166) as CLDR has it; None where it has none."""
        return self._locale.territories.get(code)

    @cached_property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left.

        It is cached, since it is asked for each part of a message.
        """
        return self._locale.text_direction == "rtl"

    def number(self, value: float, *, digits: int | None = None) -> str:
        """Write a number as the language does: "1,234.5"; `digits` fixes how many decimals."""
        form = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(value, form, locale=self._locale)

    def _joined(self, key: str, texts: Iterable[str]) -> str:
        begun = ""
        for text in texts:
            begun = self(key, first=begun, next=text) if begun else text
        return begun

    def _text(self, key: str, parts: Mapping[str, str | float]) -> str:
        message = self.texts[key]
        if isinstance(message, str):
            return message
        number = parts["n"]
        if isinstance(number, str):
            raise TypeError(f'"n" of the message "{key}" is a text, not a number')
        return message.get(self._locale.plural_form(number)) or message["other"]

    def _filled(self, text: str, parts: Mapping[str, str | float]) -> str:
        pieces = [*_pieces(text)]
        for i in range(1, len(pieces), 2):
            pieces[i] = self._part(parts[pieces[i]])
        return "".join(pieces)

    def _part(self, value: str | float) -> str:
        if not isinstance(value, str):
            return self.number(value)
        if has_isolates(value):  # a sentence of this language, whose parts are isolated already
            return value
        leftwards = is_right_to_left(value)
        crosses = _LATIN.search(value) and not leftwards if self.right_to_left else leftwards
        return isolated(value) if crosses else value


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """Split a message into its texts and, between them, the names of its parts.

    It is cached, since large stories tell the same message thousands of times.
    """
    return tuple(_PART.split(text))


@lru_cache(maxsize=4096)
def _date(day: date, skeleton: str, locale: Locale) -> str:
    """Write a date; cached, since a large story names the same days again and again."""
    return format_date(day, locale.datetime_skeletons.get(skeleton, skeleton), locale=locale)


@lru_cache(maxsize=16)
def messages_of(language: str) -> Messages:
    """Give the messages that the products of a story in a language (BCP 47) speak.

    They are those of its primary language where that has a catalogue ("de" of "de-CH"), else
    English. Only this function decides it.
    """
    return Messages(catalogued(language) or FALLBACK)


def catalogued(language: str) -> str | None:
    """Give the catalogue that speaks a language (BCP 47), such as "de" for "de-CH"; else None."""
    primary = language.partition("-")[0].lower()
    return primary if primary in languages() else None


@lru_cache(maxsize=1)
def own_names() -> Mapping[str, str]:
    """Name each language that has a catalogue in that language itself, by code, as `in_order`."""
    return {name: capital(Locale.parse(name).get_display_name(name) or name) for name in in_order()}


def in_order() -> list[str]:
    """Give the codes of the languages that have a catalogue, in the order to offer them in.

    Unlike `own_names` it reads no locales: each takes about 10 ms.
    """
    known = [name for name in ORDER if name in languages()]
    return known + sorted(languages().difference(known))


@lru_cache(maxsize=16)
def makers_messages(language: str) -> Messages:
    """Give what is said to those who make stories, in a language or else in English."""
    made = (files("geo.language") / "makers" / f"{language}.json").is_file()
    return Messages(language if made else FALLBACK, makers=True)


def capital(text: str) -> str:
    """Begin a text with a capital, as a sentence does."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Give the codes of the languages that have a catalogue."""
    names = (file.name for file in files("geo.language").iterdir())
    return frozenset(name.removesuffix(".json") for name in names if name.endswith(".json"))


@lru_cache(maxsize=32)
def catalogue(language: str, *, makers: bool = False) -> Mapping[str, Message]:
    """Give the messages of a language by key: those for readers, or those for makers of stories.

    Raises FileNotFoundError for a language that has no such file.
    """
    messages = _file(language, makers=makers)
    if makers or language == FALLBACK:
        return messages
    english = catalogue(FALLBACK)
    return messages | {key: english[key] for key in english if key.startswith(IN_ENGLISH)}


def _file(language: str, *, makers: bool) -> dict[str, Message]:
    folder = files("geo.language") / "makers" if makers else files("geo.language")
    text = (folder / f"{language}.json").read_text(encoding="utf-8")
    messages: dict[str, Message] = json.loads(text)
    return messages
