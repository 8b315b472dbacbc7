"""Figures of all scripts as the ten of ASCII, and the signs around them that say nothing."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks of text direction and characters without width."""
_SIGNS = str.maketrans({"\u066b": ".", "\u066c": None, "\u060c": ",", "\uff0c": ",", "\uff0e": ".",
                        "\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})  # fmt: skip
"""Arabic separators, wide commas and points, the minus sign, spaces that do not break."""


def ascii_digits(text: str) -> str:
    """Give a text with its figures in ASCII, whatever their script.

    >>> ascii_digits("٠٨/١٢/٢٠٢٤")
    '08/12/2024'
    """
    if text.isascii():
        return text
    bare = _MARKS.sub("", text).translate(_SIGNS)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in bare)
