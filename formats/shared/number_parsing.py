"""Coordinates and numbers as people write them in tables; nothing is guessed."""

from __future__ import annotations

import math
import re

from formats.shared.date_parsing import Cell

_NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_ANGLE = re.compile(
    r"(?P<sign>[+\-−])?(?P<d>\d{1,3}(?:[.,]\d+)?)\s*°?\s*"
    r"(?:(?P<m>\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?"
    r"(?:(?P<s>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|'')\s*)?(?P<side>[NSEWO])?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"[(\[]?\s*(?P<a>[^,;]+?)\s*[,;]\s*(?P<b>[^,;]+?)\s*[)\]]?")
LON, LAT = 180.0, 90.0


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
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        number = float(value.strip().replace(",", ".").replace("−", "-"))
        return number if math.isfinite(number) else None
    return None


def degrees_of(value: Cell) -> float | None:
    """Read an angle: 33.51, 33,51, 33°30'37"N; None where it is no number."""
    plain = number_of(value)
    if plain is not None or not isinstance(value, str):
        return plain
    match = _ANGLE.fullmatch(value.strip())
    if not match:
        return None
    d, m, s = (float((match[name] or "0").replace(",", ".")) for name in ("d", "m", "s"))
    if m >= 60 or s >= 60:  # noqa: PLR2004 - minutes and seconds of arc
        return None
    side = (match["side"] or "").upper()
    negative = match["sign"] in ("-", "−") or side in ("S", "W")
    return -(d + m / 60 + s / 3600) if negative else d + m / 60 + s / 3600


def pair_of(value: Cell) -> tuple[float, float] | None:
    """Read two angles written one after the other, in that order."""
    if not isinstance(value, str):
        return None
    match = _PAIR.fullmatch(value.strip())
    if not match:
        return None
    a, b = degrees_of(match["a"]), degrees_of(match["b"])
    return None if a is None or b is None else (a, b)


def fault_of(lon: float | None, lat: float | None) -> tuple[str, str] | None:
    """Say what is wrong with a position and how to mend it; None where nothing is."""
    if lon is None or lat is None or not is_finite(lon) or not is_finite(lat):
        return "A coordinate is no number", "Write degrees such as 33.5102"
    if abs(lat) > LAT:
        swapped = ", and check that longitude and latitude are not swapped"
        return f"{lat:g} is no latitude", f"Use degrees from -90 to 90{swapped}"
    if abs(lon) > LON:
        return f"{lon:g} is no longitude", "Use degrees from -180 to 180, of WGS 84"
    return None


def coarseness_km(lon: float, lat: float) -> float:
    """Give how far a rounded position may lie from the true one: half a unit of its last figure.

    A degree of latitude is taken as 111.2 km (a great circle's 40,030 km by 360). The finer of
    the two coordinates counts, since a zero at the end of one is often left out.
    """
    decimals = max(_decimals(lon), _decimals(lat))
    return float(111.2 * 0.5 * 10.0**-decimals)


def _decimals(value: float) -> int:
    text = f"{value:.7f}".rstrip("0")
    return len(text.partition(".")[2])
