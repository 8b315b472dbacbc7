"""Sunrise and sunset, by NOAA's general solar position calculations."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from articles.linguistics.names import largest_in

_ZENITH = math.radians(90.833)
"""The sun's upper edge at the horizon, refraction included."""


def sun_times(day: date, *, lon: float, lat: float, zone: str) -> tuple[datetime, datetime] | None:
    """Give sunrise and sunset on a day in local time without zone; None in polar day or night.

    `lon`, `lat` in degrees. Source: NOAA Global Monitoring Laboratory, General Solar Position Calculations
    (fractional year, equation of time, declination, hour angle); right within some minutes.
    """
    turn = 2 * math.pi / 365 * (day.timetuple().tm_yday - 1)
    equation = 229.18 * (
        0.000075
        + 0.001868 * math.cos(turn)
        - 0.032077 * math.sin(turn)
        - 0.014615 * math.cos(2 * turn)
        - 0.040849 * math.sin(2 * turn)
    )
    decline = (
        0.006918
        - 0.399912 * math.cos(turn)
        + 0.070257 * math.sin(turn)
        - 0.006758 * math.cos(2 * turn)
        + 0.000907 * math.sin(2 * turn)
        - 0.002697 * math.cos(3 * turn)
        + 0.00148 * math.sin(3 * turn)
    )
    height = math.radians(lat)
    hour = math.cos(_ZENITH) / (math.cos(height) * math.cos(decline)) - math.tan(height) * math.tan(
        decline
    )
    if not -1 < hour < 1:
        return None
    angle = math.degrees(math.acos(hour))
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
    offset = (noon.utcoffset() or timedelta()).total_seconds() / 60
    start = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - local, as the report tells it
    rise, fall = (720 - 4 * (lon + side * angle) - equation + offset for side in (1, -1))
    return start + timedelta(minutes=rise), start + timedelta(minutes=fall)


@lru_cache(maxsize=512)
def sun_in(zone: str, day: date) -> tuple[datetime, datetime] | None:
    """Give sunrise and sunset at the largest town of a time zone."""
    town = largest_in(zone)
    return sun_times(day, lon=town.lon, lat=town.lat, zone=zone) if town else None


def in_south(zone: str) -> bool:
    """Whether the largest town of a time zone lies south of the equator."""
    town = largest_in(zone)
    return town is not None and town.lat < 0
