"""A story as flat rows for GIS and statistics: places, events, legs, claims.

Times are aware datetimes in UTC, as reported. `start` and `end` are the earliest start and the
latest end: it cannot have been outside of them. `start_latest` and `end_earliest` are the other two
bounds. A bound that nobody reported is None; `approximate` names start or end where the report has
only about a clock time; `told` is the time in words, its order too.
Geometries are EPSG:4326; an area has none, and so has an event without a reported point. A leg
that rests on a track has the lines that were recorded; what lies between has rows of its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import shapely

from geo.evidence.known_by import first_report, publication
from geo.routes.leg_routes import route
from geo.story.geojson_export import approximate_ends
from geo.story.model import Claim, Event, Leg, Place, Story
from geo.time.reported_time import reported_time
from geo.time.time_in_words import TimeWords
from geo.tracks.silences import gap_kind
from geo.tracks.track_parts import intervals, track_parts

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Row = dict[str, Any]
TIMES = ("start", "end", "start_latest", "end_earliest")
DOUBTED = 4
"""Admiralty figures from this one on mean contested or not verified."""


def places(story: Story) -> list[Row]:
    """Give a row for each place."""
    return [_place(place) for place in story.places]


def events(story: Story) -> list[Row]:
    """Give a row for each event."""
    clock = TimeWords(story)
    return [_event(story, event, clock) for event in story.events]


def legs(story: Story) -> list[Row]:
    """Give a row for each leg."""
    clock = TimeWords(story)
    return [_leg(story, leg, clock) for leg in story.legs]


def gaps(story: Story) -> list[Row]:
    """Give a row for each gap of a leg that rests on a track: no line of it was recorded."""
    rows = []
    for leg in story.legs:
        silent = [part for part in track_parts(story, leg) if part.kind == "gap"]
        for number, part in enumerate(silent, 1):
            rows.append(
                {
                    "id": f"{leg.id}-gap-{number}",
                    "leg": leg.id,
                    "track": leg.track,
                    "path": gap_kind(leg),
                    "start": part.start,
                    "end": part.end,
                    "seconds": part.seconds,
                    "geometry": shapely.MultiLineString(part.lines),
                }
            )
    return rows


def claims(story: Story) -> list[Row]:
    """Give a row for each claim, with the event or leg that it is about and its source."""
    rows = []
    reported: tuple[tuple[str, Sequence[Event | Leg]], ...] = (
        ("leg", story.legs),
        ("event", story.events),
    )
    for kind, items in reported:
        rows += [_claim(story, kind, item, claim) for item in items for claim in item.claims]
    return rows


def frame(rows: Sequence[Row], columns: Sequence[str]) -> GeoDataFrame:
    """Give rows as a GeoDataFrame in EPSG:4326, its times as datetimes in UTC."""
    import geopandas  # noqa: PLC0415 - loaded when a table is written
    import pandas  # noqa: PLC0415

    data = {}
    for name in columns:
        values = [row[name] for row in rows]
        if name in TIMES:
            naive = [value and value.replace(tzinfo=None) for value in values]
            data[name] = pandas.Series(naive, dtype="datetime64[ms]").dt.tz_localize("UTC")
        elif name == "geometry":
            continue
        else:
            data[name] = pandas.Series(values, dtype=_dtype(values))
    geometry = [row["geometry"] for row in rows]
    return geopandas.GeoDataFrame(data, geometry=geometry, crs="EPSG:4326")


def names_of(story: Story, people: Sequence[str]) -> str:
    """Give the names of people, separated by semicolons."""
    return "; ".join(story.person[name].name for name in people)


def _dtype(values: Sequence[Any]) -> Any:
    known = {type(value) for value in values if value is not None}
    if known <= {bool} and known and None not in values:
        return "bool"
    if known <= {int} and known:
        return "int64" if None not in values else "Int64"
    if known <= {int, float} and known:
        return "float64"
    return "object"


def _place(place: Place) -> Row:
    point = None if place.area else shapely.Point(place.point)
    return {
        "id": place.id,
        "name": place.name,
        "names": json.dumps(place.names, ensure_ascii=False) if place.names else None,
        "precision_km": place.precision_km,
        "area": place.area,
        "coordinates_from": place.coordinates_from,
        "note": place.note,
        "geometry": point,
    }


def _event(story: Story, event: Event, clock: TimeWords) -> Row:
    place = story.place[event.place] if event.place else None
    point = shapely.Point(place.point) if place and not place.area else None
    return {
        "id": event.id,
        "headline": event.headline,
        **_bounds(clock, event),
        "people": names_of(story, event.people),
        "place": event.place,
        "place_name": place.name if place else None,
        "precision_km": place.precision_km if place else None,
        "mentions": "; ".join(event.mentions) or None,
        "leg": event.leg,
        **_shared(story, event),
        "geometry": point,
    }


def _leg(story: Story, leg: Leg, clock: TimeWords) -> Row:
    path, parts = route(story, leg), track_parts(story, leg)
    lines = [line for part in parts if part.kind == "recorded" for line in part.lines]
    if leg.track is None:
        lines = [tuple((lon, lat) for lon, lat, _ in part) for part in path.parts]
    ends = [end for end, is_open in (("from", path.open_start), ("to", path.open_end)) if is_open]
    return {
        "id": leg.id,
        "headline": leg.headline,
        **_bounds(clock, leg),
        "people": names_of(story, leg.people),
        "from": leg.origin,
        "to": leg.to,
        "from_name": story.place[leg.origin].name,
        "to_name": story.place[leg.to].name,
        "via": "; ".join(leg.via) or None,
        "mode": leg.mode,
        "path": leg.path,
        "outcome": leg.outcome,
        "travelled": leg.travelled,
        "open_ends": "; ".join(ends) or None,
        "track": leg.track,
        "recorded": intervals(parts, "recorded"),
        "gaps": intervals(parts, "gap"),
        **_shared(story, leg),
        "geometry": shapely.MultiLineString(lines),
    }


def _bounds(clock: TimeWords, item: Event | Leg) -> Row:
    when = reported_time(clock.story, item)
    first, latest, earliest, last = when.bounds
    return {
        "start": first,
        "end": last,
        "start_latest": latest,
        "end_earliest": earliest,
        "approximate": approximate_ends(when),
        "told": clock.of(item).said,
    }


def _shared(story: Story, item: Event | Leg) -> Row:
    first = first_report(story, item)
    return {
        "first_reported": publication(story, first).text,
        "first_reported_by": story.source[first.source].publisher,
        "support": item.figure,
        "level": item.level,
        "questioned": item.figure >= DOUBTED or reported_time(story, item).questioned,
        "support_reason": item.support.reason if item.support else None,
        "words": item.words,
        "reading": item.reading,
        "text": item.text,
    }


def _claim(story: Story, kind: str, item: Event | Leg, claim: Claim) -> Row:
    source = story.source[claim.source]
    return {
        "kind": kind,
        "of": item.id,
        "headline": item.headline,
        "source": claim.source,
        "source_title": source.title,
        "publisher": source.publisher,
        "published": source.published.text,
        "public": publication(story, claim).text,
        "withdrawn": claim.withdrawn.text or None,
        "corrected": claim.corrected.text or None,
        "url": source.url,
        "reliability": source.reliability,
        "paragraphs": ", ".join(map(str, claim.paragraphs)),
        "told_by": claim.told_by,
        "informants": claim.informants,
        "named": claim.named,
        "stance": claim.stance,
        "party": claim.party,
        "origin": claim.origin,
        "context": claim.context,
        "text": claim.text,
    }


_SHARED = (
    "first_reported",
    "first_reported_by",
    "support",
    "level",
    "questioned",
    "support_reason",
    "words",
    "reading",
    "text",
)
PLACE_COLUMNS = ("id", "name", "names", "precision_km", "area", "coordinates_from", "note")
EVENT_COLUMNS = ("id", "headline", *TIMES, "approximate", "told", "people", "place", "place_name",
                 "precision_km", "mentions", "leg", *_SHARED)  # fmt: skip
LEG_COLUMNS = ("id", "headline", *TIMES, "approximate", "told", "people", "from", "to",
               "from_name", "to_name", "via", "mode", "path", "outcome", "travelled",
               "open_ends", "track", "recorded", "gaps", *_SHARED)  # fmt: skip
GAP_COLUMNS = ("id", "leg", "track", "path", "start", "end", "seconds")
CLAIM_COLUMNS = ("kind", "of", "headline", "source", "source_title", "publisher", "published",
                 "public", "withdrawn", "corrected", "url", "reliability", "paragraphs", "told_by",
                 "informants", "named", "stance", "party", "origin", "context", "text")  # fmt: skip
