"""A story as KML 2.2 (OGC 07-147r2) for Google Earth, with times and the design's line styles.

KML has no dashes. So a line whose way is inferred is cut into dashes, and a concealed one into
dots: neither can pass for a tracked one. A leg that rests on a track has the lines that were
recorded, unbroken, and a placemark of its own for each gap, which is cut. A place whose precision
is `vagueKm` of layers/style/symbols.json or worse is the circle of its precision, never a pin.
Texts are escaped twice, since Google Earth reads a description as HTML, and puts names and values
into one.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from coloraide import Color

from formats.writers.flat_tables import DOUBTED, names_of
from geo.routes.leg_routes import WGS84, Route, route
from geo.story.geojson_export import stamp, time_stamps
from geo.story.model import Claim, Event, Leg, PathKind, Place, Story
from geo.time.reported_time import ReportedTime, reported_time
from geo.time.time_in_words import TimeWords
from geo.tracks.silences import gap_kind
from geo.tracks.track_parts import TrackPart, intervals, track_parts
from geo.world.points_of_view import borders_note

_SYMBOLS: dict[str, Any] = json.loads(
    (files("layers.style") / "symbols.json").read_text(encoding="utf-8")
)
"""The signs of the map, as data: the file that layers/style/map_style.py and the document read."""
_PEOPLE: list[str] = _SYMBOLS["people"]
_PATHS: dict[PathKind, dict[str, Any]] = _SYMBOLS["paths"]
_UNTRAVELLED: str = _SYMBOLS["colours"]["untravelled"]
_VAGUE_KM: float = _SYMBOLS["vagueKm"]

Point = tuple[float, float]
Stretch = Sequence[tuple[float, float, float]]
"""Points of a way (lon, lat), each with its share of the way's length."""
_DASHES = {"inferred": 24, "concealed": 60}
"""How many strokes a line is cut into."""
_DOT_SHARE = 0.12
_BAR = 0.02
"""Half the bar that stops a line, as a share of the line's length."""
_CORNERS = 48


def write(story: Story) -> bytes:
    """Give a story as KML."""
    root = Element("kml", {"xmlns": "http://www.opengis.net/kml/2.2"})
    document = SubElement(root, "Document")
    _text(document, "name", _html(story.title))
    signs = ("reported", "inferred", "concealed", "intended", "stopped", "vague")
    clock = TimeWords(story)
    say = clock.say
    legend = "\n".join(say("kml.legend", sign=sign, words=say(f"sign.{sign}")) for sign in signs)
    about = "\n\n".join((story.subtitle or "", legend, borders_note(say, story.borders)))
    _text(document, "description", _html(about.strip()))
    _styles(document)
    folder = _folder(document, say("layer.places"))
    for place in story.places:
        _place(folder, place)
    folder = _folder(document, say("kml.legs"))
    for leg in story.legs:
        _leg(folder, clock, leg, _colour(story, leg))
    folder = _folder(document, say("layer.events"))
    for event in story.events:
        _event(folder, clock, event, _colour(story, event))
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _styles(document: Element) -> None:
    for i, colour in enumerate(_PEOPLE, 1):
        for path, stroke in _PATHS.items():
            style = SubElement(document, "Style", {"id": f"{path}-{i}"})
            _line_style(style, colour, stroke["width"])
        style = SubElement(document, "Style", {"id": f"recorded-{i}"})
        _line_style(style, colour, _SYMBOLS["tracks"]["recorded"]["width"])
        style = SubElement(document, "Style", {"id": f"event-{i}"})
        icon = SubElement(style, "IconStyle")
        _text(icon, "color", _abgr(colour))
        _text(icon, "scale", "0.9")
        _line_style(style, colour, 1.0)
        _fill(style, _tint(colour))
    style = SubElement(document, "Style", {"id": "not-travelled"})
    _line_style(style, _UNTRAVELLED, _SYMBOLS["notTravelled"]["width"])
    style = SubElement(document, "Style", {"id": "place"})
    icon = SubElement(style, "IconStyle")
    _text(icon, "color", _abgr(_UNTRAVELLED))
    _text(icon, "scale", "0.6")
    _line_style(style, _UNTRAVELLED, 1.0)
    _fill(style, _tint(_UNTRAVELLED))


def _line_style(style: Element, colour: str, width: float) -> None:
    line = SubElement(style, "LineStyle")
    _text(line, "color", _abgr(colour))
    _text(line, "width", f"{width:g}")


def _fill(style: Element, colour: str) -> None:
    poly = SubElement(style, "PolyStyle")
    _text(poly, "color", _abgr(colour, alpha=0x66))


def _place(folder: Element, place: Place) -> None:
    data = {"kind": "place", "id": place.id, "area": place.area,
            "precision_km": None if place.precision_km is None else f"{place.precision_km:g}",
            "coordinates_from": place.coordinates_from}  # fmt: skip
    mark = _placemark(folder, (place.name, place.note or ""), None, "place", data)
    if not place.area:
        _where(mark, place)


def _event(folder: Element, clock: TimeWords, event: Event, colour: int) -> None:
    story, when = clock.story, reported_time(clock.story, event)
    place = story.place[event.place] if event.place else None
    data = {"kind": "event", "id": event.id, "place": place.name if place else None,
            "precision_km": f"{place.precision_km:g}" if place and place.precision_km else None,
            "leg": event.leg, **_shared(story, event, when)}  # fmt: skip
    mark = _placemark(folder, _texts(clock, event), when, f"event-{colour}", data)
    if place and not place.area:
        _where(mark, place)


def _leg(folder: Element, clock: TimeWords, leg: Leg, colour: int) -> None:
    story, when = clock.story, reported_time(clock.story, leg)
    path = route(story, leg)
    ends = [end for end, is_open in (("from", path.open_start), ("to", path.open_end)) if is_open]
    data = {"kind": "leg", "id": leg.id, "from": story.place[leg.origin].name,
            "to": story.place[leg.to].name, "mode": leg.mode, "path": leg.path,
            "outcome": leg.outcome, "travelled": str(leg.travelled).lower(),
            "open_ends": "; ".join(ends) or None, **_shared(story, leg, when)}  # fmt: skip
    parts = track_parts(story, leg)
    if parts:
        data |= {"track": leg.track, "recorded": intervals(parts, "recorded")}
        data["gaps"] = intervals(parts, "gap")
    kind = "recorded" if parts else leg.path
    style = f"{kind}-{colour}" if leg.travelled else "not-travelled"
    mark = _placemark(folder, _texts(clock, leg), when, style, data)
    lines = [list(line) for part in parts if part.kind == "recorded" for line in part.lines]
    if not parts:
        lines = list(_strokes(path.parts, leg.path if leg.travelled else "reported"))
    if leg.outcome != "arrived":
        lines.append(_bar(path))
    _lines(mark, lines)
    silent = [part for part in parts if part.kind == "gap"]
    for number, part in enumerate(silent, 1):
        _gap(folder, clock, leg, part, number=number, colour=colour)


def _gap(
    folder: Element, clock: TimeWords, leg: Leg, part: TrackPart, *, number: int, colour: int
) -> None:
    path: PathKind = gap_kind(leg)
    data = {"kind": "gap", "id": f"{leg.id}-gap-{number}", "leg": leg.id, "track": leg.track,
            "path": path, "seconds": f"{part.seconds:.0f}"}  # fmt: skip
    words = (leg.headline, clock.say(f"sign.{path}"))
    mark = _placemark(folder, words, None, f"{path}-{colour}", data)
    span = SubElement(mark, "TimeSpan")
    _text(span, "begin", stamp(part.start) or "")
    _text(span, "end", stamp(part.end) or "")
    shares = [
        tuple((lon, lat, i / max(len(line) - 1, 1)) for i, (lon, lat) in enumerate(line))
        for line in part.lines
    ]
    _lines(mark, list(_strokes(shares, path)))


def _lines(mark: Element, lines: Sequence[Sequence[Point]]) -> None:
    parent = mark if len(lines) == 1 else SubElement(mark, "MultiGeometry")
    for line in lines:
        element = SubElement(parent, "LineString")
        _text(element, "tessellate", "1")
        _text(element, "coordinates", _coordinates(line))


def _placemark(
    folder: Element,
    texts: tuple[str, str],
    when: ReportedTime | None,
    style: str,
    data: dict[str, str | None],
) -> Element:
    name, about = texts
    mark = SubElement(folder, "Placemark")
    _text(mark, "name", _html(name))
    if about:
        _text(mark, "description", _html(about))
    if when:
        _time(mark, when)
    _text(mark, "styleUrl", f"#{style}")
    extended = SubElement(mark, "ExtendedData")
    for key, value in data.items():
        if value:
            _text(SubElement(extended, "Data", {"name": key}), "value", _html(value))
    return mark


def _time(mark: Element, when: ReportedTime) -> None:
    first, last = stamp(when.start.earliest), stamp(when.end.latest)
    if first and first == last:
        _text(SubElement(mark, "TimeStamp"), "when", first)
    elif first or last:
        span = SubElement(mark, "TimeSpan")
        if first:
            _text(span, "begin", first)
        if last:
            _text(span, "end", last)


def _shared(story: Story, item: Event | Leg, when: ReportedTime) -> dict[str, str | None]:
    return {
        "people": names_of(story, item.people),
        "support": str(item.figure),
        "level": item.level,
        "words": item.words,
        **time_stamps(when),
    }


def _texts(clock: TimeWords, item: Event | Leg) -> tuple[str, str]:
    """Give name and description; a "?" goes before the name if it is contested or not verified."""
    story, say = clock.story, clock.say
    told_by = [_claim(claim, story.source[claim.source].publisher, clock) for claim in item.claims]
    words = say("kml.time", time=clock.of(item).text)
    support = say("kml.support", level=say(f"level.{item.level}"))
    parts = (item.text, words, item.reading, support, *told_by)
    name = item.headline
    if item.figure >= DOUBTED:
        name = say("kml.questioned", headline=name)
    return name, "\n".join(part for part in parts if part)


def _claim(claim: Claim, publisher: str, clock: TimeWords) -> str:
    say = clock.say
    paragraphs = say.series(map(str, claim.paragraphs))
    where = say("kml.paragraph", publisher=publisher, paragraphs=paragraphs)
    told = [say(f"kml.stance.{claim.stance}"), where]
    if claim.told_origin:
        told.append(say("kml.origin", origin=claim.told_origin))
    if claim.context:
        told.append(say("kml.context"))
    if claim.ended.text:
        told.append(clock.ended(claim))
    return say("kml.claim", who=claim.told_by, told=say.clauses(told))


def _where(mark: Element, place: Place) -> None:
    """Add a pin, or the circle in which the place lies."""
    lon, lat = place.point
    if (place.precision_km or 0) < _VAGUE_KM:
        _text(SubElement(mark, "Point"), "coordinates", f"{lon:.6f},{lat:.6f}")
        return
    turns = [-360 * i / _CORNERS for i in range(_CORNERS)]
    reach = (place.precision_km or 0) * 1000
    lons, lats, _ = WGS84.fwd([lon] * _CORNERS, [lat] * _CORNERS, turns, [reach] * _CORNERS)
    ring = list(zip(lons, lats, strict=True))
    boundary = SubElement(SubElement(mark, "Polygon"), "outerBoundaryIs")
    coordinates = _coordinates([*ring, ring[0]])
    _text(SubElement(boundary, "LinearRing"), "coordinates", coordinates)


def _strokes(parts: Sequence[Stretch], path: PathKind) -> Iterable[list[Point]]:
    """Cut the parts of a way into the lines to draw: unbroken, dashes or dots."""
    number = _DASHES.get(path)
    if number is None:
        for part in parts:
            yield [(lon, lat) for lon, lat, _ in part]
        return
    dash = _PATHS[path]["dash"]
    share = _DOT_SHARE if _PATHS[path]["round"] else dash[0] / sum(dash)
    for part in parts:
        for i in range(number):
            cut = _between(part, i / number, (i + share) / number)
            if len(cut) > 1:
                yield cut


def _between(part: Stretch, first: float, last: float) -> list[Point]:
    """Cut the stretch between two fractions out of a part of a route."""
    first, last = max(first, part[0][2]), min(last, part[-1][2])
    if first >= last:
        return []
    inside = [(lon, lat) for lon, lat, at in part if first < at < last]
    return [_at(part, first), *inside, _at(part, last)]


def _at(part: Stretch, fraction: float) -> Point:
    low, high = 0, len(part) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if part[middle][2] <= fraction else (low, middle)
    (x0, y0, at0), (x1, y1, at1) = part[low], part[high]
    share = (fraction - at0) / (at1 - at0) if at1 > at0 else 0.0
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)


def _bar(path: Route) -> list[Point]:
    """Give the bar across the end of a line that was stopped."""
    (x0, y0, _), (x1, y1, _) = path.parts[-1][-2:]
    _, back, _ = WGS84.inv(x0, y0, x1, y1)
    half = path.length_m * _BAR
    lons, lats, _ = WGS84.fwd([x1, x1], [y1, y1], [back + 90, back - 90], [half, half])
    return list(zip(lons, lats, strict=True))


def _colour(story: Story, item: Event | Leg) -> int:
    return story.colour[story.person[item.people[0]].group]


def _folder(parent: Element, name: str) -> Element:
    folder = SubElement(parent, "Folder")
    _text(folder, "name", name)
    return folder


def _coordinates(points: Iterable[Point]) -> str:
    return " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in points)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _tint(colour: str) -> str:
    """Give the colour of a band or a filled circle: solid, as on the map."""
    share = _SYMBOLS["tints"]["bands"]
    mixed = Color(colour).mix(_SYMBOLS["colours"]["paper"], share, space="srgb")
    return mixed.convert("srgb").to_string(hex=True)


def _abgr(colour: str, *, alpha: int = 0xFF) -> str:
    return f"{alpha:02x}{colour[5:7]}{colour[3:5]}{colour[1:3]}"
