"""Angles as people write them: degrees, minutes and seconds, letters before or behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from formats.cells.cell import Cell
from formats.cells.digits import ascii_digits
from formats.cells.number_parsing import number_of
from geo.great_circle import DEGREE_KM
from geo.language.told_text import ToldText

Axis = Literal["lat", "lon", ""]
Order = Literal["lat-lon", "lon-lat"]


class CoordinateError(ValueError):
    """A cell that is meant as coordinates and cannot be read as such: what, and how to mend it."""

    def __init__(self, wrong: str, mend: str) -> None:
        super().__init__(wrong)
        self.wrong, self.mend = wrong, mend


@dataclass(frozen=True, slots=True)
class Angle:
    """An angle in degrees, the size of a unit of its last figure, and its letter: N, S, E, W or O.

    O is west in French, Spanish, Italian and Portuguese and east in German; its angle has no sign.
    """

    degrees: float
    unit: float
    side: str = ""

    @property
    def axis(self) -> Axis:
        """Whether the letter makes it a latitude or a longitude."""
        return "lat" if self.side in ("N", "S") else "lon" if self.side else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two angles of one cell; `order` is which is which, None where the cell does not say.

    `square_km` is set for a code that names a square of the ground: how far a point of it may lie
    from its middle.
    """

    first: Angle
    second: Angle
    order: Order | None = None
    square_km: float | None = None
    sure: bool = False
    """Whether the text can be nothing but coordinates, so that a place's cell may hold them."""


_WORDS = {
    "N": r"n(?:ord|orth|orte)?|k(?:uzey)?|с\.?\s?ш|пн\.?\s?ш|"
    r"(?:сев|північн)\w*(?:\.?\s?ш\w*)?|شمال\w*",
    "S": r"s(?:outh|ud|üd|ur|ul)?|g(?:üney)?|ю\.?\s?ш|пд\.?\s?ш|"
    r"(?:юж|південн)\w*(?:\.?\s?ш\w*)?|جنوب\w*",
    "E": r"e(?:ast|ste?)?|ost|l(?:este)?|d(?:oğu)?|в\.?\s?д|сх\.?\s?д|"
    r"(?:вост|східн)\w*(?:\.?\s?д\w*)?|شرق\w*",
    "W": r"w(?:est)?|ouest|oeste|oest|ovest|b(?:atı)?|з\.?\s?д|зх\.?\s?д|"
    r"(?:зап|західн)\w*(?:\.?\s?д\w*)?|غرب\w*",
    "O": r"o",
}
_WITH_A_SIGN = ("k", "g", "d", "b", "l")
"""Letters of Turkish and Portuguese that name other things where no degree sign stands by them."""
_SIDES = {letter: re.compile(rf"(?:{words})\.?", re.IGNORECASE) for letter, words in _WORDS.items()}
_SIDE = "(?:" + "|".join(_WORDS[letter] for letter in "WENSO") + r")\.?"
NUMBER = r"(?:\d{1,8}(?:[.,]\d{0,20})?|[.,]\d{1,20})"
_ANGLE = re.compile(
    rf"(?:(?P<pre>{_SIDE})\s*)?(?P<sign>[+-])?\s?(?P<d>{NUMBER})"
    rf"(?:(?P<mark>\s?(?:°|deg(?:rees)?\b|d(?![a-z]))\s*|\s+|-|:)(?P<m>{NUMBER})"
    rf"(?:\s?(?:'|min\b|m\b)\s*|\s+|-|:|(?=\s*(?:{_SIDE})?$))"
    rf"(?:(?P<s>{NUMBER})\s?(?:\"|sec\b|s\b)?)?)?"
    rf"\s?(?P<end>°|deg(?:rees)?\b)?\s*(?P<post>{_SIDE})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{2,3})(\d{2})(\d{2})?(\.\d+)?\s?([NSEW])", re.IGNORECASE)
_SIGNS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʹ": "'", "′": "'", "ʼ": "'",
                        "″": '"', "”": '"', "“": '"', "º": "°", "˚": "°", "–": "-"})  # fmt: skip
_UNSEEN = dict.fromkeys(
    [*map(ord, "\ufeff\u200b\u200e\u200f\u2060"), *range(0x64B, 0x653)]  # vowels of Arabic
)
"""Characters without width, which Wikipedia puts between its two ways of writing a point."""
LONGEST = 300
"""Characters of a cell that is read as coordinates."""


def angle_of(value: Cell) -> Angle | None:
    """Read one angle; None where it is none.

    Raises CoordinateError for a sign against a letter.
    """
    number = number_of(value)
    if number is not None:
        return Angle(number, _unit_of(value))
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    text = bare(value)
    if match := _COMPACT.fullmatch(text):
        return _compact(match)
    match = _ANGLE.fullmatch(text)
    return _angle(match, value) if match else None


def degrees_of(value: Cell) -> float | None:
    """Read an angle as degrees: 33.51, 33,51, 33°30'37"N; None where it is none or may be two."""
    try:
        angle = angle_of(value)
    except CoordinateError:
        return None
    return None if angle is None or angle.side == "O" else angle.degrees


def coarse_km(*angles: Angle) -> float:
    """Give how far a point may lie from what was written: half a unit of the finer angle, km."""
    return DEGREE_KM * min(angle.unit for angle in angles) / 2


def settled(angle: Angle, o_is: str) -> float:
    """Give the degrees of an angle, O read as "west" or "east"."""
    return -angle.degrees if angle.side == "O" and o_is == "west" else angle.degrees


def bare(value: str) -> str:
    """Give a text with ASCII figures, one sign for each mark, and nothing that is unseen."""
    text = " ".join(ascii_digits(value).translate(_UNSEEN).translate(_SIGNS).split())
    return text.replace("' '", '"').replace("''", '"')


def _unit_of(value: Cell) -> float:
    text = ascii_digits(value) if isinstance(value, str) else f"{value:.9f}".rstrip("0")
    mantissa = re.split("[eE]", text)[0]
    return 10.0 ** -len(re.split("[.,]", mantissa, maxsplit=1)[1:2][0]) if re.search(
        "[.,]", mantissa) else 1.0  # fmt: skip


def _side(word: str | None) -> str:
    return next((letter for letter in "WENSO" if word and _SIDES[letter].fullmatch(word)), "")


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _angle(match: re.Match[str], value: str) -> Angle | None:
    side, second = _side(match["pre"]), _side(match["post"])
    if side and second:
        return None
    letter = (match["pre"] or match["post"] or "").lower()
    if letter in _WITH_A_SIGN and "°" not in match[0]:
        return None
    side = side or second
    d, m, s = match["d"], match["m"], match["s"]
    marked = bool(side) or "°" in match[0] or ":" in match[0]
    if m and (not marked or re.search("[.,]", d) or (s and re.search("[.,]", m))):
        return None
    degrees = _float(d) + _float(m or "0") / 60 + _float(s or "0") / 3600
    if _float(m or "0") >= 60 or _float(s or "0") >= 60:  # noqa: PLR2004 - of arc
        return None
    unit = _unit_of(s) / 3600 if s else _unit_of(m) / 60 if m else _unit_of(d)
    if match["sign"] == "-" and side in ("N", "E", "O"):
        raise CoordinateError(
            ToldText("import.place.contradicting-signs", text=value[:60], side=side),
            ToldText("import.place.contradicting-signs.mend"),
        )
    negative = match["sign"] == "-" or side in ("S", "W")
    return Angle(-degrees if negative else degrees, unit, side)


def _compact(match: re.Match[str]) -> Angle | None:
    """Read 483000N or 0022345W: degrees, minutes and perhaps seconds without anything between."""
    side = match[5].upper()
    if len(match[1]) != (2 if side in "NS" else 3):
        return None
    m, s = int(match[2]), int(match[3] or 0)
    fraction = float(match[4] or 0)
    if m >= 60 or s >= 60:  # noqa: PLR2004 - of arc
        return None
    decimals = 10.0 ** -max(len(match[4] or ".") - 1, 0)
    if match[3]:
        degrees, unit = int(match[1]) + m / 60 + (s + fraction) / 3600, decimals / 3600
    else:
        degrees, unit = int(match[1]) + (m + fraction) / 60, decimals / 60
    return Angle(-degrees if side in "SW" else degrees, unit, side)
