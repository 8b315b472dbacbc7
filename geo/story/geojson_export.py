"""The features of a story as GeoJSON (RFC 7946) with the members of OGC JSON-FG 1.0 (21-045r1).

Each event and leg has `time` (a `date`, a `timestamp` or an `interval`, UTC), open where the
report leaves it open and null where it gives an order alone. The reported bounds stand in the
properties: `earliest`, `latest` of the start, `end_earliest`, `end_latest` of the end; those that
nobody reported are left out. `told` is the time in words; `first_reported` when a claim that
reports it was published, as the file has that, and `first_reported_by` the id of its source.
formats/jsonfg.py writes the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import shapely

from geo.evidence.known_by import first_report, publication
from geo.routes.leg_routes import Route, route
from geo.story.model import Claim, Event, Leg, Place, Story
from geo.time.reported_time import ReportedTime, reported_time
from geo.time.time_in_words import TimeWords
from geo.world.borders import country_shape

Json = dict[str, Any]

AREA_TOLERANCE = 0.02
"""Tolerance when an exported country's outline is simplified, degrees."""

CONFORMS_TO = [
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/core",
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/types-schemas",
]
OPEN = ".."
"""An open end of an interval in JSON-FG."""


def collections(story: Story, *, area_shapes: bool = True) -> dict[str, Json]:
    """Give the features by kind: `places` (points), `areas`, `legs`, `events`.

    An area's geometry is its country's shape, simplified to AREA_TOLERANCE; without `area_shapes`
    it has none (a document draws it from its base map). It is never a point: none was reported.
    """
    routes = {leg.id: route(story, leg) for leg in story.legs}
    clock = TimeWords(story)
    return {
        "places": _collection(_place(place) for place in story.places if not place.area),
        "areas": _collection(
            _area(place, with_shape=area_shapes, seen_by=story.borders or "")
            for place in story.places
            if place.area
        ),
        "legs": _collection(_leg(story, leg, routes[leg.id], clock) for leg in story.legs),
        "events": _collection(_event(story, event, clock) for event in story.events),
    }


def _collection(features: Iterable[Json]) -> Json:
    return {"type": "FeatureCollection", "features": list(features)}


def _feature(name: str, geometry: Json | None, time: Json | None, properties: Json) -> Json:
    return {
        "type": "Feature",
        "id": name,
        "geometry": geometry,
        "place": None,
        "time": time,
        "properties": {key: value for key, value in properties.items() if value is not None},
    }


def _place(place: Place) -> Json:
    point = {"type": "Point", "coordinates": _position(*place.point)}
    properties = {**_naming(place), "precision_km": place.precision_km}
    return _feature(place.id, point, None, properties)


def _area(place: Place, *, with_shape: bool, seen_by: str) -> Json:
    assert place.area is not None
    geometry = None
    if with_shape:
        shape = country_shape(place.area, seen_by=seen_by).simplify(AREA_TOLERANCE)
        # RFC 7946 requires counterclockwise outer rings.
        rounded = shapely.orient_polygons(shapely.set_precision(shape, 1e-4))
        geometry = shapely.geometry.mapping(rounded)
    return _feature(place.id, geometry, None, {**_naming(place), "area": place.area})


def _naming(place: Place) -> Json:
    return {
        "kind": "place",
        "id": place.id,
        "name": place.name,
        "names": place.names or None,
        "coordinates_from": place.coordinates_from,
        "note": place.note,
    }


def _leg(story: Story, leg: Leg, path: Route, clock: TimeWords) -> Json:
    lines = [[_position(lon, lat) for lon, lat, _ in part] for part in path.parts]
    geometry: Json = {"type": "LineString", "coordinates": lines[0]}
    if len(lines) > 1:
        geometry = {"type": "MultiLineString", "coordinates": lines}
    when = reported_time(story, leg)
    properties = {
        "kind": "leg",
        "id": leg.id,
        "headline": leg.headline,
        "people": list(leg.people),
        "from": leg.origin,
        "to": leg.to,
        "mode": leg.mode,
        "path": leg.path,
        "travelled": leg.travelled,
        "outcome": leg.outcome,
        "open_ends": [
            end for end, is_open in (("from", path.open_start), ("to", path.open_end)) if is_open
        ],
        **_shared(story, leg),
        **time_stamps(when),
        "told": clock.of(leg).said,
    }
    return _feature(leg.id, geometry, json_time(when), properties)


def _event(story: Story, event: Event, clock: TimeWords) -> Json:
    geometry = None
    place = story.place[event.place] if event.place else None
    if place and not place.area:
        geometry = {"type": "Point", "coordinates": _position(*place.point)}
    when = reported_time(story, event)
    properties = {
        "kind": "event",
        "id": event.id,
        "headline": event.headline,
        "people": list(event.people),
        "at": event.place,
        "mentions": list(event.mentions) or None,
        "leg": event.leg,
        **_shared(story, event),
        **time_stamps(when),
        "told": clock.of(event).said,
    }
    return _feature(event.id, geometry, json_time(when), properties)


def _shared(story: Story, item: Event | Leg) -> Json:
    first = first_report(story, item)
    return {
        "first_reported": publication(story, first).text,
        "first_reported_by": first.source,
        "text": item.text,
        "words": item.words,
        "reading": item.reading,
        "support": item.figure,
        "support_reason": item.support.reason if item.support else None,
        "claims": [_claim(claim) for claim in item.claims],
    }


def _claim(claim: Claim) -> Json:
    properties = {
        "source": claim.source,
        "paragraphs": list(claim.paragraphs),
        "told_by": claim.told_by,
        "informants": claim.informants,
        "named": claim.named,
        "stance": claim.stance,
    }
    if claim.origin:
        properties["origin"] = claim.origin
    if claim.party:
        properties["party"] = True
    if claim.context:
        properties["context"] = True
    for name in ("version", "text"):
        if value := getattr(claim, name):
            properties[name] = value
    for name in ("published", "withdrawn", "corrected"):
        if when := getattr(claim, name).text:
            properties[name] = when
    return properties


def time_stamps(when: ReportedTime) -> dict[str, str | None]:
    """Give the reported bounds as texts under the names that exports use; None where open.

    `approximate` names which of start and end are clock times about which it was.
    """
    names = ("earliest", "latest", "end_earliest", "end_latest")
    stamps = {name: stamp(moment) for name, moment in zip(names, when.bounds, strict=True)}
    return {**stamps, "approximate": approximate_ends(when)}


def approximate_ends(when: ReportedTime) -> str | None:
    """Say which of start and end are clock times about which it was: "start", "start; end"."""
    ends = {"start": when.start} if when.span else {"start": when.start, "end": when.end}
    return "; ".join(name for name, end in ends.items() if any(end.approximate)) or None


def json_time(when: ReportedTime) -> Json | None:
    """Give JSON-FG's `time`: a moment, or the interval within which it happened."""
    first, last = when.start.earliest, when.end.latest
    if first is None and last is None:
        return None
    if first == last:
        return {"timestamp": stamp(first)}
    return {"interval": [stamp(first) or OPEN, stamp(last) or OPEN]}


def stamp(moment: datetime | None) -> str | None:
    """Write a moment in UTC to the second, with a year of four figures."""
    if moment is None:
        return None
    moment = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _position(lon: float, lat: float) -> list[float]:
    """Round to 5 decimals, about a metre; no place is known that exactly."""
    return [round(lon, 5), round(lat, 5)]
