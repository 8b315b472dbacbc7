"""What a point of a GPX track says beside its place and time."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, nan
from typing import NamedTuple
from xml.etree.ElementTree import Element

from formats.files.safe_xml import local
from formats.shared.units import MS_KMH

_UNITS: Mapping[str, tuple[str, float]] = {
    "ele": ("altitude_m", 1.0),
    "speed": ("speed_kmh", MS_KMH),
    "course": ("heading", 1.0),
}


class Measured(NamedTuple):
    """Height (metres), speed (km/h) and course (degrees); nan for what is not given."""

    altitude_m: float = nan
    speed_kmh: float = nan
    heading: float = nan


def measured(point: Element) -> Measured:
    """Give what a point says of height, speed and course.

    Speed and course are elements of GPX 1.0, and extensions of Garmin (TrackPointExtension v2) and
    OsmAnd in 1.1; all write metres a second.
    """
    values: dict[str, float] = {}
    for part in point.iter():
        if (known := _UNITS.get(local(part.tag))) and (number := number_in(part.text)) is not None:
            values[known[0]] = number * known[1]
    return Measured(**values)


def number_in(text: str | None) -> float | None:
    """Read a finite number; None where there is none."""
    try:
        number = float(text) if text else nan
    except ValueError:
        return None
    return number if isfinite(number) else None
