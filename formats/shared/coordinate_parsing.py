"""Coordinates as people write and copy them, in one cell or two; nothing is guessed.

Read are degrees, degrees and minutes, degrees, minutes and seconds, with letters before or behind,
`POINT (36.29 33.51)`, addresses of Google Maps and OpenStreetMap, MGRS, UTM and full plus codes.
How finely they are known follows from the last figure that is written.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from formats.shared.date_parsing import Cell
from formats.shared.digits import ascii_digits
from formats.shared.number_parsing import LAT, is_finite, number_of
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
_NUM = r"(?:\d{1,8}(?:[.,]\d{0,20})?|[.,]\d{1,20})"
_ANGLE = re.compile(
    rf"(?:(?P<pre>{_SIDE})\s*)?(?P<sign>[+-])?\s?(?P<d>{_NUM})"
    rf"(?:(?P<mark>\s?(?:°|deg(?:rees)?\b|d(?![a-z]))\s*|\s+|-|:)(?P<m>{_NUM})"
    rf"(?:\s?(?:'|min\b|m\b)\s*|\s+|-|:|(?=\s*(?:{_SIDE})?$))"
    rf"(?:(?P<s>{_NUM})\s?(?:\"|sec\b|s\b)?)?)?"
    rf"\s?(?P<end>°|deg(?:rees)?\b)?\s*(?P<post>{_SIDE})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{2,3})(\d{2})(\d{2})?(\.\d+)?\s?([NSEW])", re.IGNORECASE)
_SIGNS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʹ": "'", "′": "'", "ʼ": "'",
                        "″": '"', "”": '"', "“": '"', "º": "°", "˚": "°", "–": "-"})  # fmt: skip
_POINT = re.compile(
    rf"(?:SRID=4326;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*(-?{_NUM})\s+(-?{_NUM})(?:\s+-?{_NUM}){{0,2}}\s*\)",
    re.IGNORECASE,
)
_NUM_POINT = r"\d{1,3}(?:\.\d{1,20})?"
_D = r"(-?\d{1,3}\.\d{1,20}|-?\d{1,3})"
_ADDRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"!3d{_D}!4d{_D}",
        rf"[?&](?:q|query|ll|center|destination|daddr|sll|cp)=(?:loc:)?{_D}(?:,|%2C|~)\s?{_D}",
        rf"[?&]m?lat={_D}&m?lon={_D}",
        rf"/@{_D},{_D}",
        rf"#map=\d+/{_D}/{_D}",
        rf"^geo:{_D},{_D}",
    )
)
_UNSEEN = dict.fromkeys(
    [*map(ord, "\ufeff\u200b\u200e\u200f\u2060"), *range(0x64B, 0x653)]  # vowels of Arabic
)
"""Characters without width, which Wikipedia puts between its two ways of writing a point."""
_PREFIX = re.compile(
    r"^(?:coord(?:inates?|onnées|enadas|inate)|koordinaten|координаты)\s?:\s?", re.IGNORECASE
)
_TEMPLATE = re.compile(r"\{\{\s*coord\s*\|([^{}]*)\}\}", re.IGNORECASE)
"""The template of Wikipedia."""
_OF_GEOJSON = re.compile(rf'^\{{.*"coordinates"\s?:\s?\[\s?(-?{_NUM_POINT})\s?,\s?(-?{_NUM_POINT})')
_ISO_6709 = re.compile(
    r"([+-]\d{2}(?:\.\d{1,20})?)([+-]\d{3}(?:\.\d{1,20})?)(?:[+-]\d{1,6}(?:\.\d{1,9})?)?/?"
)
"""Degrees as ISO 6709 has them; its minutes have more figures before the point."""
_LABELS = re.compile(r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)\b\.?\s?[:=]?\s?", re.IGNORECASE)
_MGRS = re.compile(r"(\d{1,2})\s?([C-HJ-NP-X])\s?([A-HJ-NP-Z]{2})\s?(\d{1,5}\s\d{1,5}|\d{2,10})",
                   re.IGNORECASE)  # fmt: skip
_UTM = re.compile(
    r"(?:UTM:?\s*)?(?:zone\s*)?(\d{1,2})\s?([A-Z])[,\s]+(?:E\s?)?(\d{6})(\.\d{1,9})?\s?(?:m?\s?E)?"
    r"[,\s]+(?:N\s?)?(\d{6,7})(\.\d{1,9})?\s?(?:m?\s?N)?",
    re.IGNORECASE,
)
_PLUS = re.compile(
    r"([23456789CFGHJMPQRVWX]{2,8}\+[23456789CFGHJMPQRVWX]{0,7})(?:\s.*)?", re.IGNORECASE
)
_THREE_WORDS = re.compile(r"///\s?[^\W\d]+\.[^\W\d]+\.[^\W\d]+")
_LONGEST = 300
_DECIMALS_OF_A_POINT = 2


def angle_of(value: Cell) -> Angle | None:
    """Read one angle; None where it is none.

    Raises CoordinateError for a sign against a letter.
    """
    number = number_of(value)
    if number is not None:
        return Angle(number, _unit_of(value))
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = _bare(value)
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


def pair_of(value: Cell) -> Pair | None:
    """Read two angles written one after the other, or a code of a point; None for other text.

    Raises CoordinateError for what is meant as coordinates and cannot be read.
    """
    if not isinstance(value, str) or not value or len(value) > _LONGEST:
        return None
    text = _PREFIX.sub("", _bare(value))
    if template := _TEMPLATE.fullmatch(text):
        text = _of_template(template[1])
    if match := _OF_GEOJSON.search(text):
        return _written(match[1], match[2], "lon-lat", sure=True)
    if match := _ISO_6709.fullmatch(text):
        return _written(match[1], match[2], "lat-lon", sure=True)
    if text.startswith("{"):
        text = text.strip("{} ").replace('"', "")
    if _THREE_WORDS.fullmatch(text):
        raise CoordinateError(
            ToldText("import.place.what3words"),
            ToldText("import.place.what3words.mend"),
        )
    if match := _POINT.fullmatch(text):
        return _written(match[1], match[2], "lon-lat", sure=True)
    for address in _ADDRESSES if ("/" in text or ":" in text) else ():
        if match := address.search(text):
            return _written(match[1], match[2], "lat-lon", sure=True)
    for reader in (_grid_square, _utm, _plus_code):
        if (coded := reader(text)) is not None:
            return coded
    labelled = [match[0].lower() for match in _LABELS.finditer(text)]
    if labelled:
        text = _LABELS.sub("", text).strip()
    pair = _said_twice(text) or _two_angles(text.strip("()[] "))
    if pair is None or len(labelled) != 2 or pair.order:  # noqa: PLR2004 - one label each
        return pair
    order: Order = "lon-lat" if labelled[0].startswith("l") and "lat" in labelled[1] else "lat-lon"
    return Pair(pair.first, pair.second, order, sure=True)


def coarse_km(*angles: Angle) -> float:
    """Give how far a point may lie from what was written: half a unit of the finer angle, km."""
    return DEGREE_KM * min(angle.unit for angle in angles) / 2


def settled(angle: Angle, o_is: str) -> float:
    """Give the degrees of an angle, O read as "west" or "east"."""
    return -angle.degrees if angle.side == "O" and o_is == "west" else angle.degrees


def _of_template(inner: str) -> str:
    """Give the coordinates of {{coord|33|30|47|N|36|17|31|E|display=title}} as text."""
    parts = [part.strip() for part in inner.split("|") if not re.search("[:=]", part)]
    if any(part.upper() in ("N", "S") for part in parts):
        return " ".join(part for part in parts if re.fullmatch(r"[\d.]+|[NSEWnsew]", part))
    return ", ".join(parts[:2])


def _bare(value: str) -> str:
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


def _written(first: str, second: str, order: Order, *, sure: bool) -> Pair | None:
    a, b = angle_of(first), angle_of(second)
    return Pair(a, b, order, sure=sure) if a and b else None


def _two_angles(text: str) -> Pair | None:
    for first, last in _halves(text):
        a, b = angle_of(first), angle_of(last)
        if a is None or b is None:
            continue
        if a.axis and a.axis == b.axis:
            key = (
                "import.place.latitude-twice" if a.axis == "lat" else "import.place.longitude-twice"
            )
            raise CoordinateError(
                ToldText(key, text=text[:60]), ToldText("import.place.letters.mend")
            )
        axis = a.axis or {"lat": "lon", "lon": "lat", "": ""}[b.axis]
        order: Order | None = "lat-lon" if axis == "lat" else "lon-lat" if axis == "lon" else None
        decimals = max(a.unit, b.unit) <= 10.0**-_DECIMALS_OF_A_POINT
        return Pair(a, b, order, sure=bool(a.axis and b.axis) or "°" in text or decimals)
    return None


def _said_twice(text: str) -> Pair | None:
    """Read one point in two ways of writing, as Wikipedia gives it, where both say the same."""
    written, sign, again = text.partition(" / ")
    if not sign:
        return None
    pair, second = _two_angles(written.strip()), _two_angles(again.strip())
    if pair is None or second is None or pair.order is None or pair.order != second.order:
        return None
    same = all(
        abs(a.degrees - b.degrees) <= max(a.unit, b.unit) and a.side == b.side
        for a, b in ((pair.first, second.first), (pair.second, second.second))
    )
    return pair if same else None


def _halves(text: str) -> list[tuple[str, str]]:
    """Give the ways in which a text may split into two angles, the surest first."""
    halves: list[tuple[str, str]] = []
    for sign in (";", "/", "|", ", "):
        if text.count(sign) == 1:
            first, _, last = text.partition(sign)
            halves.append((first.strip(), last.strip()))
    commas = text.split(",")
    if len(commas) == 2:  # noqa: PLR2004 - two angles
        halves.append((commas[0].strip(), commas[1].strip()))
    if len(commas) == 4:  # noqa: PLR2004 - two decimal commas, and one between
        halves.append((",".join(commas[:2]).strip(), ",".join(commas[2:]).strip()))
    words = text.split(" ")
    letters = [i for i, word in enumerate(words) if re.search(r"[^\W\d_]", word)]
    if len(words) % 2 == 0:
        half = len(words) // 2
        halves.append((" ".join(words[:half]), " ".join(words[half:])))
    for at in letters[:4]:  # "48 23 N 4 29 10 W": split after a letter, or before it
        halves += [
            (" ".join(words[:cut]).rstrip(","), " ".join(words[cut:]))
            for cut in (at + 1, at)
            if 0 < cut < len(words)
        ]
    joined = re.fullmatch(r"(.*?[NSEWO])(.*[NSEWO])", text, re.IGNORECASE)  # 483000N0022345W
    if joined:
        halves.append((joined[1], joined[2]))
    return halves


def _grid_square(text: str) -> Pair | None:
    match = _MGRS.fullmatch(text)
    if not match:
        return None
    parts = match[4].split(" ")
    digits = "".join(parts)
    if len(digits) % 2 or (len(parts) == 2 and len(parts[0]) != len(parts[1])):  # noqa: PLR2004
        raise CoordinateError(
            ToldText("import.place.mgrs-figures", text=text),
            ToldText("import.place.mgrs-figures.mend"),
        )
    from mgrs import MGRS  # type: ignore[import-untyped]  # noqa: PLC0415 - loaded when needed
    from mgrs.core import MGRSError  # type: ignore[import-untyped]  # noqa: PLC0415

    code = f"{int(match[1]):02}{match[2]}{match[3]}{digits}".upper()
    size = 10 ** (5 - len(digits) // 2)
    try:
        zone, half, easting, northing = MGRS().MGRSToUTM(code)
    except (MGRSError, RuntimeError, ValueError) as error:
        raise CoordinateError(
            ToldText("import.place.no-mgrs", text=text), ToldText("import.place.letters.mend")
        ) from error
    middle = (at // size * size + size / 2 for at in (easting, northing))
    lon, lat = _of_utm(zone, half == "N", *middle)
    return _square(lon, lat, size / 1000 / math.sqrt(2))


def _utm(text: str) -> Pair | None:
    match = _UTM.fullmatch(text)
    if not match:
        return None
    zone, band = int(match[1]), match[2].upper()
    easting, northing = float(match[3] + (match[4] or "")), float(match[5] + (match[6] or ""))
    if not 1 <= zone <= 60 or band in "ABIOYZ":  # noqa: PLR2004 - UTM's zones
        raise CoordinateError(
            ToldText("import.place.no-utm", text=text), ToldText("import.place.no-utm.mend")
        )
    if band == "S" and 3_500_000 <= northing <= 4_500_000:  # noqa: PLR2004 - where band S lies
        raise CoordinateError(
            ToldText("import.place.utm-band", text=text),
            ToldText("import.place.utm-band.mend"),
        )
    north = band >= "N" and band != "S"
    lon, lat = _of_utm(zone, north, easting, northing)
    decimals = max(len(match[4] or "."), len(match[6] or ".")) - 1
    return _square(lon, lat, 10.0**-decimals / 1000 / math.sqrt(2))


def _of_utm(zone: int, north: bool, easting: float, northing: float) -> tuple[float, float]:  # noqa: FBT001
    from pyproj import Transformer  # noqa: PLC0415 - loaded with the first such place

    code = (32600 if north else 32700) + int(zone)
    lon, lat = Transformer.from_crs(code, 4326, always_xy=True).transform(easting, northing)
    if not is_finite(lon) or not is_finite(lat) or abs(lat) > LAT:
        raise CoordinateError(
            ToldText("import.place.utm-beyond"), ToldText("import.place.utm-beyond.mend")
        )
    return lon, lat


def _plus_code(text: str) -> Pair | None:
    match = _PLUS.fullmatch(text)
    if not match:
        return None
    from openlocationcode import openlocationcode  # type: ignore[import-untyped]  # noqa: PLC0415

    code = match[1].upper()
    if not openlocationcode.isFull(code):
        if openlocationcode.isShort(code):
            raise CoordinateError(
                ToldText("import.place.plus-code", text=text[:60]),
                ToldText("import.place.plus-code.mend"),
            )
        return None
    area = openlocationcode.decode(code)
    half_lat = (area.latitudeHi - area.latitudeLo) / 2 * DEGREE_KM
    half_lon = (area.longitudeHi - area.longitudeLo) / 2 * DEGREE_KM
    reach = math.hypot(half_lat, half_lon * math.cos(math.radians(area.latitudeCenter)))
    return _square(area.longitudeCenter, area.latitudeCenter, reach)


def _square(lon: float, lat: float, reach: float) -> Pair:
    unit = reach / DEGREE_KM
    return Pair(Angle(lat, unit), Angle(lon, unit), "lat-lon", reach, sure=True)
