"""Escape cells that a spreadsheet would take for a formula, and remove the escape again."""

from __future__ import annotations

STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"
"""What a formula begins with: equals, plus, minus, at, and their full-width forms."""
_BLANKS = ("\t", "\r", "\n")


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    >>> escape_formula("=1+1"), escape_formula("plain")
    ("'=1+1", 'plain')
    """
    risky = text.startswith(_BLANKS) or text.lstrip()[:1] in tuple(STARTS)
    return f"'{text}" if risky else text


def unescape_formula(text: str) -> str:
    """Remove the apostrophe that `escape_formula` added."""
    return text[1:] if text[:1] == "'" and escape_formula(text[1:]) == text else text
