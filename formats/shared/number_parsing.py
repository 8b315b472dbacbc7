"""Numbers as people write them in tables, and what may be a position; nothing is guessed."""

from __future__ import annotations

import math
import re

from formats.shared.date_parsing import Cell
from formats.shared.digits import ascii_digits
from geo.great_circle import DEGREE_KM
from geo.language.told_text import ToldText

_NUMBER = re.compile(r"[+\-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")
LON, LAT = 180.0, 90.0
TURN = 360.0
FAR = 1000.0
"""No degrees are as large as this, and hardly any metres of a map as small."""
_LONGEST = 400
MERCATOR = 20_037_508.35
"""Metres from the middle of Web Mercator (EPSG:3857) to its edge."""


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


def fault_of(lon: float | None, lat: float | None) -> tuple[str, str] | None:
    """Say what is wrong with a position and how to mend it; None where nothing is.

    `lon` and `lat` are degrees; None is a value that could not be read.
    """
    if lon is None or lat is None or not is_finite(lon) or not is_finite(lat):
        return ToldText("import.place.no-number"), ToldText("import.place.degrees.mend")
    if (abs(lat) > FAR or abs(lon) > FAR) and max(abs(lat), abs(lon)) <= MERCATOR:
        wrong = ToldText("import.place.metres", lon=f"{lon:.10g}", lat=f"{lat:.10g}")
        return wrong, ToldText("import.place.metres.mend")
    if abs(lat) > LAT:
        wrong = ToldText("import.place.no-latitude", lat=f"{lat:g}")
        return wrong, ToldText("import.place.no-latitude.mend")
    if abs(lon) > LON:
        wrong = ToldText("import.place.no-longitude", lon=f"{lon:g}")
        return wrong, ToldText("import.place.no-longitude.mend")
    return None


def turned(lon: float) -> float:
    """Give a longitude from 180 to 360 degrees as one from -180 to 0; others as they are."""
    return round(lon - TURN, 9) if LON < lon <= TURN else lon


def coarseness_km(lon: float, lat: float) -> float:
    """Give how far a rounded position may lie from the true one: half a unit of its last figure.

    The finer of the two coordinates counts, since a zero at the end of one is often left out.
    """
    decimals = max(_decimals(lon), _decimals(lat))
    return float(DEGREE_KM * 0.5 * 10.0**-decimals)


def _decimals(value: float) -> int:
    text = f"{value:.7f}".rstrip("0")
    return len(text.partition(".")[2])
