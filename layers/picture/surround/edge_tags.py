"""Tags at the edge of a map: where the ways that leave it go, and how far that is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from pyproj import Geod

from geo.language.messages import messages_of
from layers.picture.drawing import Sheet, Words, baseline
from layers.picture.mark_layout import LegLine, Marking
from layers.picture.polyline import Point, dense
from layers.picture.projection import Floats, Rect, overlap
from layers.scene.scene_builder import PlaceMark
from layers.style import map_style
from layers.style.typeface import Face, width

NAME, FAR = Face("sans", 11.5, bold=True), Face("sans", 11.5)
PAD = (6.0, 3.0)
"""Air around the words of a tag, units."""
INSET = 3.0
"""A tag stands so far inside the frame, units."""
SHIFTS = tuple(sign * step for step in range(0, 160, 8) for sign in (1, -1))
"""How far along the edge a tag may move from where its way leaves, units."""
MOST = 4
"""The most tags of a map: more would stand all around it."""
ROUGH_KM = 100
"""From this distance on, km, distances are rounded to ten kilometres."""
ROUGHNESS = 0.02
"""No distance is told of a vague place whose precision is more than this share of it."""
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: the place that the way goes to, its words, and its box in units."""

    place: str
    arrow: str
    name: str
    far: str
    box: Rect
    face: Face
    """The face of the arrow and the name; it is bold only for the event's own way."""
    colour: str
    words: str
    """What it says, without the arrow, in the language of the story."""


def draw_tags(sheet: Sheet, marking: Marking, taken: Sequence[Rect]) -> list[Tag]:
    """Draw a tag for each destination off the map, the subject's first; gives them."""
    tags: list[Tag] = []
    said: set[str] = set()
    for way in _leaving(marking):
        place = way[1]
        if place.id in said or len(tags) == MOST:
            continue
        boxes = [*taken, *(tag.box for tag in tags)]
        tag = _tag(marking, way, boxes)
        if tag:
            said.add(place.id)
            tags.append(tag)
    for tag in tags:
        _draw(sheet, tag)
    return tags


def _leaving(marking: Marking) -> Iterator[tuple[LegLine, PlaceMark, Point]]:
    """Give where drawn ways leave the frame: the way, the place beyond, the point at the edge."""
    places = {mark.id: mark for mark in marking.scene.places}
    order = {"subject": 0, "before": 1}
    ways = []
    for leg in marking.legs:
        if not leg.seen or not leg.runs or leg.role == "meanwhile":
            continue
        mark = leg.mark
        ends = (
            (mark.ends[-1], leg.runs[-1][-1], leg.seen[-1][-1], mark.open_end),
            (mark.ends[0], leg.runs[0][0], leg.seen[0][0], mark.open_start),
        )
        for name, end, last, is_open in ends:
            if name not in places or (is_open and not places[name].area):
                continue  # nobody reported that the way goes there
            beyond = math.isfinite(end[0]) and not marking.view.inside(*end)
            if beyond and _at_edge(last, marking.view.frame):
                turn = (order[leg.role or "subject"], mark.open_start or mark.open_end)
                ways.append((turn, leg, places[name], last))
    for _, leg, place, last in sorted(ways, key=lambda leaving: leaving[0]):
        yield leg, place, last


def _at_edge(point: Point, frame: Rect) -> bool:
    left, top, right, bottom = frame
    x, y = point
    return min(x - left, right - x, y - top, bottom - y) < 1.0


def _tag(
    marking: Marking, way: tuple[LegLine, PlaceMark, Point], taken: Sequence[Rect]
) -> Tag | None:
    leg, place, at = way
    context = leg.role == "before"
    name, face, far = place.name, NAME, _far(marking, leg, place)
    if context:
        name, face, far = f"{name}{far}", FAR, ""
    if context and leg.shown.state == "passed":  # else they may be on that way still
        name = messages_of(marking.scene.story.told_in)("page.tag.earlier", place=name)
    left, top, right, bottom = marking.view.frame
    x, y = at
    sides = {"↑": y - top, "↓": bottom - y, "←": x - left, "→": right - x}
    arrow = min(sides, key=lambda side: sides[side])
    across = arrow in "↑↓"
    own = _strong_points(marking)
    spare: Rect | None = None
    wide = width(f"{arrow} {name}", face) + width(far, FAR) + 2 * PAD[0]
    high = NAME.size * 1.2 + 2 * PAD[1]
    for shift in SHIFTS:
        mx, my = (x + shift, y) if across else (x, y + shift)
        mx = min(max(mx, left + INSET + wide / 2), right - INSET - wide / 2)
        my = min(max(my, top + INSET + high / 2), bottom - INSET - high / 2)
        box = (mx - wide / 2, my - high / 2, mx + wide / 2, my + high / 2)
        if box[0] < left or any(overlap(box, obstacle, gap=2.0) for obstacle in taken):
            continue
        if _covers(box, own):
            spare = spare or box
            continue
        spare = box
        break
    if spare is None:
        return None
    colour = map_style.SECOND if context else map_style.INK
    if leg.role == "subject" and leg.shown.state != "not travelled":
        colour = map_style.text_colour_of(leg.mark.colour)
    return Tag(place.id, arrow, name, far, spare, face, colour, f"{name}{far}")


def _strong_points(marking: Marking) -> Floats:
    """Give points (n, 2) of the lines at full strength, which a tag should not cover."""
    points = [
        point
        for leg in marking.legs
        if marking.strong(leg)
        for run in leg.seen
        for point in dense(run, 6.0)
    ]
    return np.array(points).reshape(-1, 2)


def _covers(box: Rect, points: Floats) -> bool:
    x, y = points[:, 0], points[:, 1]
    return bool(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any())


def _far(marking: Marking, leg: LegLine, place: PlaceMark) -> str:
    """Say how long a way is if both of its ends are reported points; otherwise ""."""
    if place.area or leg.mark.open_start or leg.mark.open_end:
        return ""
    lons = [point[0] for part in leg.mark.parts for point in part]
    lats = [point[1] for part in leg.mark.parts for point in part]
    km = _GEOD.line_length(lons, lats) / 1000
    if place.precision_km >= map_style.VAGUE_KM and place.precision_km > km * ROUGHNESS:
        return ""
    km = round(km, -1) if km >= ROUGH_KM else max(round(km), 1)
    say = messages_of(marking.scene.story.told_in)
    return say("tag.far", distance=say("scale.km", length=say.number(km)))


def _draw(sheet: Sheet, tag: Tag) -> None:
    left, top, _, bottom = tag.box
    sheet.box(tag.box, fill=map_style.PAPER)
    y, x = baseline((top + bottom) / 2, NAME), left + PAD[0]
    sheet.add(Words(tag.arrow, x, y, tag.face, tag.colour))
    x += width(f"{tag.arrow} ", tag.face)
    parts = [(tag.name, tag.face, tag.colour), (tag.far, FAR, map_style.INK)]
    for text, face, colour in reversed(parts) if sheet.right_to_left else parts:
        if text:
            sheet.add(Words(text, x, y, face, colour))
            x += width(text, face)
