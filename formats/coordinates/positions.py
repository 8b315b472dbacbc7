"""Positions in degrees: what may be one, and how finely it is written."""

from __future__ import annotations

from formats.cells.number_parsing import is_finite
from geo.great_circle import DEGREE_KM
from geo.language.told_text import ToldText

Position = tuple[float, float]
"""(lon, lat) in degrees, EPSG:4326."""

LON, LAT = 180.0, 90.0
TURN = 360.0
FAR = 1000.0
"""No degrees are as large as this, and hardly any metres of a map as small."""
MERCATOR = 20_037_508.35
"""Metres from the middle of Web Mercator (EPSG:3857) to its edge."""


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
