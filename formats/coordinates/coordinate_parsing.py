"""Coordinates as people write and copy them, in one cell or two; nothing is guessed.

Read are degrees, degrees and minutes, degrees, minutes and seconds, with letters before or behind,
`POINT (36.29 33.51)`, addresses of Google Maps and OpenStreetMap, MGRS, UTM and full plus codes.
How finely they are known follows from the last figure that is written.
"""

from __future__ import annotations

import re

from formats.cells.cell import Cell
from formats.coordinates.angles import LONGEST, NUMBER, CoordinateError, Order, Pair, angle_of, bare
from formats.coordinates.grid_references import square_of
from geo.language.told_text import ToldText

_POINT = re.compile(
    rf"(?:SRID=4326;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*(-?{NUMBER})\s+(-?{NUMBER})(?:\s+-?{NUMBER}){{0,2}}\s*\)",
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
_THREE_WORDS = re.compile(r"///\s?[^\W\d]+\.[^\W\d]+\.[^\W\d]+")
_DECIMALS_OF_A_POINT = 2


def pair_of(value: Cell) -> Pair | None:
    """Read two angles written one after the other, or a code of a point; None for other text.

    Raises CoordinateError for what is meant as coordinates and cannot be read.
    """
    if not isinstance(value, str) or not value or len(value) > LONGEST:
        return None
    text = _PREFIX.sub("", bare(value))
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
    if (square := square_of(text)) is not None:
        return square
    labelled = [match[0].lower() for match in _LABELS.finditer(text)]
    if labelled:
        text = _LABELS.sub("", text).strip()
    pair = _said_twice(text) or _two_angles(text.strip("()[] "))
    if pair is None or len(labelled) != 2 or pair.order:  # noqa: PLR2004 - one label each
        return pair
    order: Order = "lon-lat" if labelled[0].startswith("l") and "lat" in labelled[1] else "lat-lon"
    return Pair(pair.first, pair.second, order, sure=True)


def _of_template(inner: str) -> str:
    """Give the coordinates of {{coord|33|30|47|N|36|17|31|E|display=title}} as text."""
    parts = [part.strip() for part in inner.split("|") if not re.search("[:=]", part)]
    if any(part.upper() in ("N", "S") for part in parts):
        return " ".join(part for part in parts if re.fullmatch(r"[\d.]+|[NSEWnsew]", part))
    return ", ".join(parts[:2])


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
