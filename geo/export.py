"""Story -> GeoJSON that is also OGC JSON-FG 1.0 (OGC 21-045r1), one FeatureCollection a kind.

Each feature has `time` (a `date`, a `timestamp` or an `interval`, UTC) and still opens in any
reader of GeoJSON (RFC 7946). Uncertain bounds stand in the properties: `earliest`, `latest` of
the start, `end_earliest`, `end_latest` of the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import shapely

from geo.borders import country_shape
from geo.journey import Route, route
from geo.model import Claim, Event, Leg, Place, Story

Json = dict[str, Any]

AREA_TOLERANCE = 0.02
"""How far an exported country's outline may stray from the bundled one, degrees."""

CONFORMS_TO = [
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/core",
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/types-schemas",
]
NOTE = "Borders as Natural Earth draws them, shown without endorsement."


def geojson(story: Story) -> Json:
    """Give the whole story as one FeatureCollection: places, legs, events."""
    kinds = collections(story)
    features = [feature for kind in kinds.values() for feature in kind["features"]]
    return {
        "type": "FeatureCollection",
        "conformsTo": CONFORMS_TO,
        # One type for all: by types of their own GDAL takes the file apart into layers, and who
        # opens it without naming one gets the first alone. `kind` tells the features apart.
        "featureType": "reported",
        "title": story.title,
        "sources": [_source(story, source.id) for source in story.sources],
        "note": NOTE,
        "time_zone": story.time_zone,
        "features": features,
    }


def geojson_text(story: Story) -> str:
    """Give the GeoJSON file: UTF-8 text with a feature a line."""
    whole = geojson(story)
    features = whole.pop("features")
    head = json.dumps(whole, ensure_ascii=False, indent=1)[:-2]
    rows = ",\n".join(json.dumps(one, ensure_ascii=False, allow_nan=False) for one in features)
    return f'{head},\n "features": [\n{rows}\n ]\n}}\n'


def collections(story: Story, *, area_shapes: bool = True) -> dict[str, Json]:
    """Give the features by kind: `places` (points), `areas`, `legs`, `events`.

    An area's geometry is its country's shape, thinned to AREA_TOLERANCE; without `area_shapes` it
    has none (a document draws it from its base map). It is never a point that nobody reported.
    """
    routes = {leg.id: route(story, leg) for leg in story.legs}
    return {
        "places": _collection(_place(place) for place in story.places if not place.area),
        "areas": _collection(
            _area(place, with_shape=area_shapes) for place in story.places if place.area
        ),
        "legs": _collection(_leg(leg, routes[leg.id]) for leg in story.legs),
        "events": _collection(_event(story, event) for event in story.events),
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


def _area(place: Place, *, with_shape: bool) -> Json:
    assert place.area is not None
    geometry = None
    if with_shape:
        shape = country_shape(place.area).simplify(AREA_TOLERANCE)
        # Outer rings run counterclockwise, as RFC 7946 wants them.
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


def _leg(leg: Leg, path: Route) -> Json:
    lines = [[_position(lon, lat) for lon, lat, _ in part] for part in path.parts]
    geometry: Json = {"type": "LineString", "coordinates": lines[0]}
    if len(lines) > 1:
        geometry = {"type": "MultiLineString", "coordinates": lines}
    (d0, d1), (a0, a1) = leg.departure.bounds(), leg.arrival.bounds()
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
        **_shared(leg),
        **_bounds(d0, d1, a0, a1),
    }
    return _feature(leg.id, geometry, _time(d0, a1), properties)


def _event(story: Story, event: Event) -> Json:
    geometry = None
    place = story.place[event.place] if event.place else None
    if place and not place.area:
        geometry = {"type": "Point", "coordinates": _position(*place.point)}
    (s0, s1), (e0, e1) = event.start.bounds(), event.end.bounds()
    properties = {
        "kind": "event",
        "id": event.id,
        "headline": event.headline,
        "people": list(event.people),
        "at": event.place,
        "mentions": list(event.mentions) or None,
        "leg": event.leg,
        **_shared(event),
        **_bounds(s0, s1, e0, e1),
    }
    return _feature(event.id, geometry, _time(s0, e1), properties)


def _shared(one: Event | Leg) -> Json:
    return {
        "text": one.text,
        "words": one.words,
        "reading": one.reading,
        "support": one.figure,
        "support_reason": one.support.reason if one.support else None,
        "claims": [_claim(claim) for claim in one.claims],
    }


def _claim(claim: Claim) -> Json:
    told = {
        "source": claim.source,
        "paragraphs": list(claim.paragraphs),
        "told_by": claim.told_by,
        "informants": claim.informants,
        "named": claim.named,
        "stance": claim.stance,
    }
    if claim.party:
        told["party"] = True
    if claim.text:
        told["text"] = claim.text
    return told


def _source(story: Story, name: str) -> Json:
    source = story.source[name]
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.text,
        **({"url": source.url} if source.url else {}),
        "paragraphs": source.paragraphs,
        "reliability": source.reliability,
    }


def _bounds(s0: datetime, s1: datetime, e0: datetime, e1: datetime) -> Json:
    return {
        "earliest": _stamp(s0),
        "latest": _stamp(s1),
        "end_earliest": _stamp(e0),
        "end_latest": _stamp(e1),
    }


def _time(first: datetime, last: datetime) -> Json:
    if first == last:
        return {"timestamp": _stamp(first)}
    return {"interval": [_stamp(first), _stamp(last)]}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _position(lon: float, lat: float) -> list[float]:
    """Round to 5 decimals, about a metre: the places are known far worse."""
    return [round(lon, 5), round(lat, 5)]
