"""Cells that a spreadsheet would take for a formula, made harmless and plain again."""

from __future__ import annotations

STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"
"""What a formula begins with: equals, plus, minus, at, and their full-width forms."""
_BLANKS = ("\t", "\r", "\n")


def guarded(text: str) -> str:
    """Give a text that no spreadsheet runs: an apostrophe stands before what could be a formula.

    >>> guarded("=1+1"), guarded("plain")
    ("'=1+1", 'plain')
    """
    risky = text.startswith(_BLANKS) or text.lstrip()[:1] in tuple(STARTS)
    return f"'{text}" if risky else text


def bared(text: str) -> str:
    """Take the apostrophe away that `guarded` put there."""
    return text[1:] if text[:1] == "'" and guarded(text[1:]) == text else text
