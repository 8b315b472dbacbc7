"""Positions of other reference systems in degrees of WGS 84, by EPSG's number or a known name.

Nothing is fetched, and a definition that stands in a file is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from formats.coordinates.positions import Position
from formats.files.format_error import FormatError
from geo.language.told_text import ToldText

ToLonLat = Callable[[float, float], Position]
_CODE = re.compile(r"(?:EPSG|ESRI|^)[:/ ]*(?:[\d.]*[:/])?(\d{4,6})$", re.IGNORECASE)
_LON_LAT = re.compile(
    r"(?:CRS:?84h?|OGC:+1\.3:+CRS84|WGS[ _]?(?:19)?84(?: \((?:G\d+)\))?|GCS_WGS_1984)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 /()._-]{2,79}")
_ALIASES = {"102100": 3857, "102113": 3857, "900913": 3857, "3785": 3857, "104199": 4326}
"""Numbers of Web Mercator and WGS 84 that EPSG does not use."""
_DEGREES = (4326, 4979)


def to_lon_lat(name: Any, *, x_first: bool) -> ToLonLat | None:
    """Give a function from positions to (lon, lat) of WGS 84; None where they are that already.

    With `x_first` positions are (x, y), as in GeoJSON's `crs` of 2008; else they have the order of
    the axes of the reference system, as in JSON-FG. Raises FormatError for an unknown one.
    """
    if isinstance(name, dict):
        name = name.get("href")
    text = str(name).strip().removeprefix("[").removesuffix("]")  # a safe CURIE of JSON-FG
    code = _code_of(text)
    if _LON_LAT.search(text) or (x_first and code in _DEGREES):
        return None
    from pyproj import CRS, Transformer  # noqa: PLC0415 - loaded when a system is named
    from pyproj.exceptions import ProjError  # noqa: PLC0415

    if code is None and not _NAME.fullmatch(text):
        raise _unknown(text)
    try:
        system = CRS.from_epsg(code) if code else CRS.from_user_input(text)
        transformer = Transformer.from_crs(system, 4326, always_xy=x_first)
    except (ProjError, ValueError) as error:
        raise _unknown(f"EPSG:{code}" if code else text) from error

    def convert(x: float, y: float) -> Position:
        a, b = transformer.transform(x, y)
        return (a, b) if x_first else (b, a)

    return convert


def _code_of(text: str) -> int | None:
    match = _CODE.search(text)
    if not match:
        return None
    return _ALIASES.get(match[1], int(match[1]))


def _unknown(text: str) -> FormatError:
    return FormatError(
        ToldText("import.system-unknown", name=text[:80]),
        ToldText("import.system-unknown.mend"),
    )
