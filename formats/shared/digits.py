"""Figures of all scripts as the ten of ASCII, and the signs around them that say nothing."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks of text direction and characters without width."""
_SIGNS = str.maketrans({"\u066b": ".", "\u066c": None, "\u060c": ",", "\uff0c": ",", "\uff0e": ".",
                        "\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})  # fmt: skip
"""Arabic separators, wide commas and points, the minus sign, spaces that do not break."""


_HOUR_ALONE = re.compile(
    r"(?<![\d:.])(\d{1,2})(?: ?([ap])\.?m\.?(?!\w)| ?(?:h|uhr)(?![\w.]))", re.IGNORECASE
)
_HOUR_AND_MINUTE = re.compile(
    r"(?<![\d:.])(\d{1,2}) ?(?:h|uhr) ?(\d{2})(?: ?min)?(?![\d:])", re.IGNORECASE
)
_UNIT_BEHIND = re.compile(r"(?<=\d[:.]\d\d) ?(?:uhr|h|hrs|ч\.?)(?!\w)", re.IGNORECASE)


def full_hours(text: str) -> str:
    """Write clock times in one way: 10 pm and 22h with their minutes, 3 h 15 and 3.15 Uhr bare.

    >>> full_hours("8 Dec 2024 10 pm")
    '8 Dec 2024 10:00 pm'
    >>> full_hours("8 décembre 2024 à 3 h 15")
    '8 décembre 2024 à 3:15'
    """
    text = _UNIT_BEHIND.sub("", _HOUR_AND_MINUTE.sub(r"\1:\2", text))
    return _HOUR_ALONE.sub(lambda m: f"{m[1]}:00" + (f" {m[2]}m" if m[2] else ""), text)


def ascii_digits(text: str) -> str:
    """Give a text with its figures in ASCII, whatever their script.

    >>> ascii_digits("٠٨/١٢/٢٠٢٤")
    '08/12/2024'
    """
    if text.isascii():
        return text
    bare = _MARKS.sub("", text).translate(_SIGNS)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in bare)
