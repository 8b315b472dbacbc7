"""What is looked for among many positions, and its conditions in SQL."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.great_circle import DEGREE_KM, EARTH_KM
from geo.language.told_error import ToldError

FASTEST_KMH = 1300.0
"""No vehicle that is searched for is faster over ground: an airliner in a jet stream."""
_WIDER = 1.001
"""By how much a box is wider than what it has to contain, as DEGREE_KM is rounded."""
_WHOLE_TURN, _HALF_TURN, _POLE = 360.0, 180.0, 90.0
_NEAR_POLE = 0.01


class QueryError(ToldError):
    """A search that cannot be made; the message says which part of it is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """An area, a time, a vehicle; what is None does not narrow the search.

    `area` is west, south, east, north in degrees; west may lie east of east, over the date line.
    `start_ms` and `end_ms` are moments since 1970 (UTC), both included. `near` is (lon, lat) in
    degrees, of which positions lie within `within_km`. `gap_after_s` is the longest silence that
    is no gap; None leaves it to each vehicle's own rhythm, else to the kind of its source
    (geo/tracks/gaps.py). A stop lasts `stop_minutes` at less than `stop_kmh`; two vehicles meet
    that are within `meeting_km` of each other for `meeting_minutes`.
    """

    area: tuple[float, float, float, float] | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    vehicle: str | None = None
    near: tuple[float, float] | None = None
    within_km: float = 50.0
    gap_after_s: float | None = None
    stop_minutes: float = 15.0
    stop_kmh: float = 2.0
    meeting_km: float = 1.0
    meeting_minutes: float = 10.0

    def __post_init__(self) -> None:
        if self.area is not None:
            west, south, east, north = self.area
            if not all(math.isfinite(edge) for edge in self.area) or not (
                -_POLE <= south < north <= _POLE
                and -_HALF_TURN <= west <= _HALF_TURN
                and -_HALF_TURN <= east <= _HALF_TURN
                and west != east
            ):
                raise QueryError("import.search.area")
        if self.start_ms is not None and self.end_ms is not None and self.start_ms > self.end_ms:
            raise QueryError("import.search.times")
        if not self.within_km > 0:
            raise QueryError("import.search.distance")
        if self.gap_after_s is not None and not self.gap_after_s > 0:
            raise QueryError("import.search.gap")

    @property
    def bounded(self) -> bool:
        """Whether the search is of a part of the Earth."""
        return self.area is not None or self.near is not None

    def inside(self, *, pad_km: float = 0.0) -> str:
        """Give the condition of a position inside, in SQL over `lon` and `lat`.

        With `pad_km` the part is larger by so many kilometres, and no smaller anywhere.
        """
        parts = []
        if self.area is not None:
            parts.append(_box(self.area, pad_km))
        if self.near is not None:
            lon, lat = self.near
            reach = self.within_km + pad_km
            apart = distance_sql("lon", "lat", repr(lon), repr(lat))
            parts += [_box(_around(lon, lat, reach), 0.0), f"{apart} <= {reach!r}"]
        return " AND ".join(parts) or "TRUE"

    def pad_km(self, longest_gap_s: float) -> float:
        """Give how far a vehicle gets in the longest silence that is no gap, km."""
        return FASTEST_KMH * longest_gap_s / 3600 if self.bounded else 0.0


def distance_sql(lon1: str, lat1: str, lon2: str, lat2: str) -> str:
    """Give the distance of two positions in SQL, km, by the haversine formula (Sinnott 1984)."""
    return (
        f"(2 * {EARTH_KM} * asin(least(1.0, sqrt("
        f"sin(radians(({lat2}) - ({lat1})) / 2) ** 2 + cos(radians({lat1})) * cos(radians({lat2}))"
        f" * sin(radians(({lon2}) - ({lon1})) / 2) ** 2))))"
    )


def _box(area: tuple[float, float, float, float], pad_km: float) -> str:
    west, south, east, north = area
    span = (east - west) % _WHOLE_TURN or _WHOLE_TURN
    if pad_km:
        up = pad_km / DEGREE_KM * _WIDER
        south, north = max(south - up, -_POLE), min(north + up, _POLE)
        narrow = math.cos(math.radians(max(abs(south), abs(north))))
        side = up / narrow if narrow > _NEAR_POLE else _WHOLE_TURN
        west, span = west - side, span + 2 * side
    lats = f"lat BETWEEN {south!r} AND {north!r}"
    if span >= _WHOLE_TURN:
        return lats
    west = (west + _HALF_TURN) % _WHOLE_TURN - _HALF_TURN
    east = west + span
    if east <= _HALF_TURN:
        return f"{lats} AND lon BETWEEN {west!r} AND {east!r}"
    return f"{lats} AND (lon >= {west!r} OR lon <= {east - _WHOLE_TURN!r})"


def _around(lon: float, lat: float, km: float) -> tuple[float, float, float, float]:
    """Give an area that contains the circle around a position."""
    up = km / DEGREE_KM * _WIDER
    south, north = max(lat - up, -_POLE), min(lat + up, _POLE)
    narrow = math.cos(math.radians(max(abs(south), abs(north))))
    if narrow < _NEAR_POLE or up / narrow >= _HALF_TURN:
        return -_HALF_TURN, south, _HALF_TURN, north
    west, east = (
        (lon + side * up / narrow + _HALF_TURN) % _WHOLE_TURN - _HALF_TURN for side in (-1, 1)
    )
    return west, south, east, north
