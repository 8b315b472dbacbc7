"""Names of months and days of the week, and words for "about", in the languages of reports.

The names are from CLDR.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

_LOCALES = (
    "en", "fr", "es", "de", "de_AT", "it", "pt", "ru", "uk", "tr", "fa", "fa_AF",
    "ar", "ar_SY", "ar_IQ", "ar_DZ", "ar_MA", "ar_TN", "ar_EG",
)  # fmt: skip
"""Arabic has three sets of names, and CLDR keeps them by country."""
_FURTHER = {
    "sept": 9, "setiembre": 9, "set": 9, "mrz": 3, "jaenner": 1, "maerz": 3, "feb": 2, "fev": 2,
    "febr": 2, "avr": 4, "dic": 12, "ene": 1, "agto": 8, "ago": 8, "juill": 7, "janv": 1,
    "september": 9, "subat": 2, "agustos": 8, "aralik": 12, "kasim": 11, "eylul": 9,
}  # fmt: skip
"""Usual forms that CLDR does not list."""
ABOUT_WORDS = (
    r"about|around|approximately|approx|roughly|circa|ca|etwa|ungefähr|gegen|zirka|vers|environ|env|"
    r"hacia(?: las?)?|alrededor de(?: las?)?|aproximadamente|aprox|verso(?: le)?|intorno alle|"
    r"por volta d[aeo]s?|около|ок|примерно|приблизительно|близько|yaklaşık|takriben|حوالي|نحو|"
    r"rond|omstreeks"
)
"""A pattern of words before a date or a clock time that say that it was about then."""


def month_number(name: str) -> int | None:
    """Give 1 for January, whatever the language; None where it is no month's name.

    Case, accents and the dot of an abbreviation make no difference. A name that means different
    months in different languages is not a month's name here.
    """
    return _numbers().get(bare_word(name))


def is_weekday(name: str) -> bool:
    """Whether a word names a day of the week, in full or shortened, in one of the languages."""
    return bare_word(name) in _weekdays()


def bare_word(word: str) -> str:
    """Give a word in the form in which names are compared: no case, accents, dots or dotless i."""
    flat = unicodedata.normalize("NFKD", word).casefold().replace("ı", "i")
    return "".join(c for c in flat if not unicodedata.combining(c) and c not in ".\u200c\u0640")


@lru_cache(maxsize=1)
def _numbers() -> Mapping[str, int]:
    numbers: dict[str, int] = {}
    clashing: set[str] = set()
    for name in _LOCALES:
        months = Locale.parse(name).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, word in months[context][width].items():
                    key = " ".join(bare_word(word).split())
                    if key.isdigit() or len(key) < 2:  # noqa: PLR2004 - figures, single letters
                        continue
                    if numbers.setdefault(key, number) != number:
                        clashing.add(key)
    for key, number in _FURTHER.items():
        numbers.setdefault(key, number)
    return {key: number for key, number in numbers.items() if key not in clashing}


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    return frozenset(
        bare_word(word)
        for name in _LOCALES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for word in Locale.parse(name).days[context][width].values()
        if len(word) > 1
    )
