"""Grid references that name a square of the ground: MGRS, UTM and full plus codes."""

from __future__ import annotations

import math
import re

from formats.cells.number_parsing import is_finite
from formats.coordinates.angles import Angle, CoordinateError, Pair
from formats.coordinates.positions import LAT
from geo.great_circle import DEGREE_KM
from geo.language.told_text import ToldText

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


def square_of(text: str) -> Pair | None:
    """Read a grid reference; None for other text.

    Raises CoordinateError for what is meant as one and cannot be read.
    """
    for reader in (_mgrs, _utm, _plus_code):
        if (square := reader(text)) is not None:
            return square
    return None


def _mgrs(text: str) -> Pair | None:
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
