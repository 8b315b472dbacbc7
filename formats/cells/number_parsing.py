"""Numbers as people write them in tables; nothing is guessed."""

from __future__ import annotations

import math
import re

from formats.cells.cell import Cell
from formats.cells.digits import ascii_digits

_NUMBER = re.compile(r"[+\-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")
_LONGEST = 400


def is_finite(value: float) -> bool:
    """Whether a number is finite, and no integer too large for a float."""
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer of more than 308 figures
        return False


def number_of(value: Cell) -> float | None:
    """Read a number, with a point or a comma for its decimals; None where it is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if is_finite(value) else None
    if isinstance(value, str) and len(value) < _LONGEST:
        text = ascii_digits(value).strip()
        if _NUMBER.fullmatch(text):
            number = float(text.replace(",", "."))
            return number if math.isfinite(number) else None
    return None
