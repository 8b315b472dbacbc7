"""Made-up stories of any size: points that are there for ten days each, and travellers."""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
DAY = 86_400  # seconds
DAYS = 100  # in which the points begin, and in which the travellers are on their way
STAY = 10  # days that each point is there: from the tenth day on, a tenth of them at once
# Moments at which all tools are asked what shows, in days. None of them is where a point begins or
# ends, the first point aside: tools differ in whether the very last instant still counts.
STEPS = range(STAY + 1, DAYS)
WEST, SOUTH, EAST, NORTH = 30.0, 28.0, 50.0, 42.0
GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True)
class Point:
    """A place that is shown from `start` to `end`; degrees."""

    name: str
    lon: float
    lat: float
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Traveller:
    """A journey along a straight line between two positions (lon, lat), degrees."""

    name: str
    origin: tuple[float, float]
    to: tuple[float, float]
    start: datetime
    end: datetime

    def at(self, share: float) -> tuple[float, float]:
        """Give the position on the straight line, for tools that only know straight lines."""
        (x, y), (u, v) = self.origin, self.to
        return round(x + (u - x) * share, 5), round(y + (v - y) * share, 5)


def spot(number: int, salt: float = 0.0) -> tuple[float, float]:
    """Give the lon and lat, in degrees, of a numbered point in a box, the same in every run.

    Multiples of 1/golden ratio and 1/plastic number, modulo 1, spread the points evenly.
    """
    x = (number * GOLDEN + salt) % 1
    y = (number * 0.7548776662466927 + salt) % 1
    return round(WEST + (EAST - WEST) * x, 5), round(SOUTH + (NORTH - SOUTH) * y, 5)


def points(number: int) -> list[Point]:
    """Make `number` points, spread over the area and the days, always the same."""
    made = []
    for i in range(number):
        second = int((i + 0.37) * DAYS * DAY / number) if i else 0
        if i and second % DAY == 0:
            second += 1
        start = FIRST + timedelta(seconds=second)
        lon, lat = spot(i)
        made.append(Point(f"Point {i}", lon, lat, start, start + timedelta(days=STAY)))
    return made


def travellers(number: int) -> list[Traveller]:
    """Make `number` travellers, each under way all the time, always the same."""
    end = FIRST + timedelta(days=DAYS)
    return [Traveller(f"Traveller {i}", spot(i), spot(i, 0.5), FIRST, end) for i in range(number)]


def moments(steps: Iterable[int] = STEPS) -> list[int]:
    """Epoch milliseconds."""
    return [milliseconds(FIRST + timedelta(days=day)) for day in steps]


def milliseconds(when: datetime) -> int:
    return round(when.timestamp() * 1000)


def there(marks: Iterable[Point | Traveller], at: int) -> int:
    """How many of them are there at a moment."""
    return counted(marks)(at)


def counted(marks: Iterable[Point | Traveller]) -> Callable[[int], int]:
    """How many of them are there, to be asked for many moments."""
    spans = [(milliseconds(mark.start), milliseconds(mark.end)) for mark in marks]
    starts, ends = sorted(start for start, _ in spans), sorted(end for _, end in spans)
    return lambda at: bisect_right(starts, at) - bisect_right(ends, at)


def story(marks: Iterable[Point], moving: Iterable[Traveller] = ()) -> Json:
    """A story file's content: an event for each point, a leg for each traveller."""
    claims = [{"source": "paper", "paragraphs": [1], "told_by": "a witness", "named": False}]
    stay = (SOUTH + NORTH) / 2, (WEST + EAST) / 2
    places, events, legs = [], [], []
    people = [{"id": "everybody", "name": "Everybody", "group": "all"}]

    def place(name: str, at: tuple[float, float]) -> str:
        places.append({"id": name, "name": f"Place {name[1:]}", "lon": at[0], "lat": at[1],
                       "precision_km": 1, "coordinates_from": "made up"})  # fmt: skip
        return name

    for i, mark in enumerate(marks):
        events.append({
            "id": f"e{i}", "headline": mark.name, "people": ["everybody"],
            "place": place(f"p{i}", (mark.lon, mark.lat)),
            "start": clock(mark.start), "end": clock(mark.end), "claims": claims,
        })  # fmt: skip
    for i, way in enumerate(moving):
        people.append({"id": f"t{i}", "name": way.name, "group": "all"})
        legs.append({
            "id": f"l{i}", "headline": way.name, "people": [f"t{i}"],
            "from": place(f"a{i}", way.origin), "to": place(f"b{i}", way.to),
            "path": "reported", "departure": clock(way.start), "arrival": clock(way.end),
            "claims": claims,
        })  # fmt: skip
    if not events:  # the slider needs a stop
        events.append({
            "id": "e0", "headline": "All set out", "people": ["everybody"],
            "place": place("p0", (stay[1], stay[0])), "start": clock(FIRST), "claims": claims,
        })  # fmt: skip
    return {
        "format": 1, "id": "synthetic", "title": "A made-up story", "time_zone": "UTC",
        "sources": [{"id": "paper", "title": "A report", "publisher": "The Paper",
                     "published": "2025-01-01", "paragraphs": 1}],
        "groups": [{"id": "all", "name": "All"}],
        "people": people, "places": places, "legs": legs, "events": events,
    }  # fmt: skip


def clock(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S")


def point_features(marks: Iterable[Point]) -> Json:
    """GeoJSON as TimestampedGeoJson (`times`) and as Timeline (`start`, `end`) read it."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [mark.lon, mark.lat]},
                "properties": {
                    "times": [milliseconds(mark.start)],
                    "start": milliseconds(mark.start),
                    "end": milliseconds(mark.end),
                    "tooltip": mark.name,
                    "icon": "circle",
                    "iconstyle": {"radius": 5, "weight": 1.5, "fillOpacity": 0.6},
                },
            }
            for mark in marks
        ],
    }


def line_features(moving: Iterable[Traveller]) -> Json:
    """A line with a point for each day: TimestampedGeoJson knows no place in between."""
    days = range(DAYS + 1)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {
                    "type": "LineString",
                    "coordinates": [list(mark.at(day / DAYS)) for day in days],
                },
                "properties": {
                    "times": moments(days),
                    "tooltip": mark.name,
                    "icon": "circle",
                    "iconstyle": {"radius": 5, "weight": 1.5, "fillOpacity": 0.6},
                    "style": {"weight": 2},
                },
            }
            for mark in moving
        ],
    }
