"""What a picture names on its map, in order of priority: travellers, places, countries, waters."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.language.direction import is_right_to_left
from geo.language.messages import messages_of
from geo.world import borders
from layers.picture import base_map_shapes
from layers.picture.base_map_shapes import country_ground, ground
from layers.picture.label_placement import Label, shifted
from layers.picture.mark_layout import Marking
from layers.picture.polyline import Run, along, length
from layers.picture.projection import Floats, View
from layers.scene.scene_builder import PlaceMark, Scene
from layers.style import map_style
from layers.style.typeface import Face, balanced

FACES = {
    "way": Face("sans", 13, bold=True),
    "context": Face("sans", 12),
    "traveller": Face("sans", 13, bold=True),
    "told": Face("sans", 14, bold=True),
    "place": Face("sans", 13),
    "area": Face("sans", 11.5, bold=True, spacing=1.5),
    "country": Face("sans", 10.5, spacing=1.4),
    "sea": Face("sans", 12, italic=True),
    "city": Face("sans", 11),
}
LEAST_NAMED = 40.0
"""The ends of a context line are named if so much of it is seen, units."""
WHO = Face("sans", 11.5)
"""The face of the second line of the label at a way: who says so."""
SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)
"""Where along what is seen of a way its label may stand."""
WAY_GAPS = (12.0, (15.0, 18.0, 21.0, 23.0))
"""How far from its way a label stands: at best, and at most, units."""
WAY_WRAP = 115.0
"""A label at a way that finds no room is set in lines no longer than this, units."""
GAPS = {"context": 6.0, "traveller": 15.0, "told": 11.0, "place": 9.0, "city": 5.0}
"""How far labels of each kind stand from their points, units."""
HALOS = {
    "way": 2.6,
    "context": 2.0,
    "traveller": 2.6,
    "told": 2.4,
    "place": 2.2,
    "area": 1.8,
    "country": 1.4,
    "sea": 1.2,
}
"""Width of the halo around labels of each kind, units."""
COUNTRY_KM = (900, 900, 600, 350, 200, 120, 70, 30)
SEA_KM = (600, 400, 200, 60)
"""How far a name may move from its point and still stand on its country or sea, km, by rank."""
REACHES: dict[str, tuple[int, ...]] = {"country": COUNTRY_KM, "sea": SEA_KM}
COLOURS = {
    "country": map_style.COUNTRY_NAME,
    "sea": map_style.SEA_NAME,
    "city": map_style.CITY_NAME,
}
CITIES_FROM = 5.2
"""The zoom, as web maps count it, from which cities of the base map are named."""
ROOM = 30.0
"""Travellers, and countries at their own points, are labelled at least so far from the frame,
units."""
SMALL_CIRCLE = 14.0
"""A circle larger than this is labelled at its rim, units of its radius."""
ON_WATER, ON_COUNTRY = 0.25, 0.55
"""At most so much of a sea's name may lie on land; at least so much of a country's on its own."""
FEWEST = 26.0
"""A stretch shorter than this has no label, units."""
NO_RIMS = shapely.MultiLineString()
BEFORE_TRAVELLERS = 2
"""So many places are labelled before the travellers, the rest after."""


def labels(marking: Marking, *, way_first: bool = False) -> list[Label]:
    """List the labels of a picture's map, the most important first."""
    if marking.mode == "journey":
        return [*_places(marking), *_ground_names(marking, set())]
    if marking.mode == "subject":
        return _beside_subject(marking, way_first=way_first)
    travellers = list(_travellers(marking))
    places = list(_places(marking))
    said = {_plain(mark.name) for mark in marking.places()}
    areas = list(_areas(marking))
    return [
        *places[:BEFORE_TRAVELLERS],
        *travellers,
        *places[BEFORE_TRAVELLERS:],
        *areas,
        *_ground_names(marking, said),
    ]


def way_lines(marking: Marking) -> tuple[str, ...]:
    """Give the lines of the label at the subject's way: how they travelled, and who says so."""
    if marking.told is None or marking.subject_line() is None:
        return ()
    return marking.told.subject.label


def _beside_subject(marking: Marking, *, way_first: bool) -> list[Label]:
    way = list(_way(marking))
    places = list(_places(marking))
    told = [label for label in places if label.kind == "told"]
    first = [*way, *told] if way_first else [*told, *way]
    said = {_plain(mark.name) for mark in marking.places()}
    return [
        *first,
        *_reached(marking),
        *_areas(marking),
        *_area_ends(marking),
        *(label for label in places if label.kind != "told"),
        *_ground_names(marking, said),
    ]


def _way(marking: Marking) -> Iterator[Label]:
    line, view = marking.subject_line(), marking.view
    if line is None:
        return
    run = max(line.seen, key=length)
    spots = [along(run, share) for share in SHARES]
    gap, gaps = WAY_GAPS
    if not marking.banded(line):
        gap, gaps = gap - 5, (gap, *gaps[:-1])
    colour = map_style.SECOND
    if line.shown.state != "not travelled":
        colour = map_style.text_colour_of(line.mark.colour)
    label = _label(
        f"way:{line.mark.id}",
        "way",
        way_lines(marking),
        tuple(spot for spot in spots if view.inside(*spot)) or (spots[0],),
        colour,
        gap=gap,
        gaps=gaps,
    )
    label = replace(label, under=(WHO, map_style.INK), most=0.0, slides=True)
    yield label
    how, *who = label.lines
    narrow = balanced(how, label.face, WAY_WRAP)
    if len(narrow) > 1:
        lines = (*narrow, *(line for name in who for line in balanced(name, WHO, WAY_WRAP)))
        yield replace(
            label, id=f"narrow:{line.mark.id}", lines=lines, first=len(narrow), instead_of=label.id
        )


def _reached(marking: Marking) -> Iterator[Label]:
    """Give the label of the area where the subject could have been, beside the area's edge."""
    line = next((leg for leg in marking.legs if leg.role == "subject"), None)
    track = marking.track_of(line) if line else None
    if track is None:
        return
    shown = track.reach_at(marking.moment) if marking.moment is not None else None
    if shown is None:  # the moment lies in no gap: the widest of all
        regions = [gap.region for gap in track.gaps if gap.region is not None]
        shown = max(regions, key=lambda region: float(region.area), default=None)
    placed = base_map_shapes.placed_area(shown, marking.view) if shown is not None else None
    cut = shapely.clip_by_rect(placed, *marking.view.frame) if placed is not None else None
    if cut is None or cut.is_empty:
        return
    edge = shapely.get_coordinates(cut)
    corners = [at(edge[:, axis]) for axis in (0, 1) for at in (np.argmax, np.argmin)]
    spots = tuple((float(edge[i, 0]), float(edge[i, 1])) for i in corners)
    colour = map_style.text_colour_of(track.colour)
    words = messages_of(marking.scene.story.told_in)("track.could")
    label = _label(f"reach:{track.id}", "context", (words,), spots, colour, gap=6.0)
    yield replace(label, most=math.inf)


def zoom_of(view: View) -> float:
    """Give the zoom of a web map that would show as much, so that both name as much.

    At zoom 0 a web map shows the equator, 40,075 km, in 256 pixels.
    """
    lon, lat = view.projection.lon, (view.extent[1] + view.extent[3]) / 2
    lat = max(min(lat, 80.0), -80.0)
    across = 40075 * math.cos(math.radians(lat))
    return math.log2(view.units_per_km(lon, lat) * across / 256)


def _travellers(marking: Marking) -> Iterator[Label]:
    told = marking.told.leg if marking.told else None
    say = messages_of(marking.scene.story.told_in)
    said: set[str] = set()
    for leg in sorted(marking.legs, key=lambda leg: leg.mark.id != told):
        name = leg.mark.who
        if leg.shown.state != "perhaps" or not leg.seen or name in said:
            continue
        if sum(length(run) for run in leg.band) <= FEWEST:
            continue
        spots = _spots_on(leg.band, marking.view)
        lines = leg.mark.may_be
        if is_right_to_left(name) != say.right_to_left:  # a name in its own script stands apart
            lines = say.lines("may-be.name-apart", who=name)
        said.add(name)
        inside = tuple(spot for spot in spots if marking.view.inside(*spot))
        if inside:
            colour = map_style.text_colour_of(leg.mark.colour)
            yield _label(f"who:{leg.mark.id}", "traveller", lines, inside, colour, leads=True)


def _places(marking: Marking) -> Iterator[Label]:
    at = marking.told.place if marking.told else None
    ended, circled = _ended(marking), _lone_circle(marking)
    for mark in marking.places():
        spot = marking.spot[mark.id]
        if mark.id in marking.hidden:
            continue
        kind = "told" if mark.id == at else "place"
        if marking.mode != "everyone":
            subject = marking.role_of(mark.id) == "subject"
            kind = "told" if subject and marking.reported(mark.id) else "context"
            if not subject and mark.id not in ended:
                continue
        text = mark.name
        spots, gap = _rim(marking, mark, spot), max(GAPS[kind], marking.rings_at(mark.id) + 3.0)
        if len(spots) > 1:
            gap = 4.0
        elif radius := marking.radius(mark):
            gap = radius + 3.0
        if spots:
            colour = map_style.SECOND if kind == "context" else map_style.INK
            leads = kind != "context" or marking.role_of(mark.id) == "subject"
            name = f"place:{mark.id}"
            label = _label(name, kind, (text,), spots, colour, gap=gap, leads=leads)
            if mark.id == circled:
                lines = (*label.lines, messages_of(marking.scene.story.told_in)("place.in-circle"))
                under = (WHO, map_style.SECOND)
                yield replace(label, id=f"circle:{mark.id}", lines=lines, under=under)
                label = replace(label, instead_of=f"circle:{mark.id}")
            yield label


def _lone_circle(marking: Marking) -> str | None:
    """Give the subject's place that is drawn as a circle, if there is exactly one such place."""
    if marking.mode != "subject":
        return None
    circles = [
        mark.id
        for mark in marking.places()
        if marking.role_of(mark.id) == "subject" and marking.radius(mark) > SMALL_CIRCLE
    ]
    return circles[0] if len(circles) == 1 else None


def _area_ends(marking: Marking) -> Iterator[Label]:
    """Name a country of the subject where its way ends at it, if its own name finds no room."""
    line = marking.subject_line()
    if line is None:
        return
    areas = {mark.id: mark for mark in marking.areas()}
    ends = ((line.mark.ends[-1], line.runs[-1][-1]), (line.mark.ends[0], line.runs[0][0]))
    for name, spot in ends:
        if name in areas and marking.view.inside(*spot, -2.0):
            label = _label(
                f"end:{name}", "told", (areas[name].name,),
                (spot,), map_style.INK, gap=6.0, leads=True,
            )  # fmt: skip
            yield replace(label, instead_of=f"area:{name}")


def _ended(marking: Marking) -> set[str]:
    """Give the places at which a context line is reported to end, and those that are mentioned.

    None of them is vague: a name at a spot would say more than is known.
    """
    if marking.mode != "subject" or marking.told is None:
        return set()
    out = set(marking.told.mentions)
    for leg in marking.legs:
        if leg.role != "subject" and sum(map(length, leg.seen)) >= LEAST_NAMED:
            first, last = leg.mark.ends[0], leg.mark.ends[-1]
            out |= {first} - ({first} if leg.mark.open_start else set())
            out |= {last} - ({last} if leg.mark.open_end else set())
    vague = {mark.id for mark in marking.places() if mark.precision_km >= map_style.VAGUE_KM}
    return out - vague


def _rim(
    marking: Marking, mark: PlaceMark, spot: tuple[float, float]
) -> tuple[tuple[float, float], ...]:
    """Give where a place's label may stand: at its point, or around the rim of a large circle."""
    radius, (x, y) = marking.radius(mark), spot
    if radius <= SMALL_CIRCLE:
        return (spot,) if marking.seen(spot) else ()
    turns = (0.0, 0.5, 0.125, 0.375, 0.875, 0.625, 0.25, 0.75)
    rim = [
        (x + radius * math.cos(2 * math.pi * t), y - radius * math.sin(2 * math.pi * t))
        for t in turns
    ]
    return tuple(point for point in rim if marking.view.inside(*point, -8.0))


def _areas(marking: Marking) -> Iterator[Label]:
    view, told = marking.view, marking.told
    for mark in marking.areas():
        spot = view.point(mark.lon, mark.lat)
        room = 40.0
        if not view.inside(*spot, -ROOM):  # its own point is off the picture: where it is seen most
            cut = shapely.clip_by_rect(country_ground(mark.area or "", view), *view.frame)
            if cut.is_empty or cut.area < 60 * 24:
                continue
            piece = max(shapely.get_parts(cut), key=lambda part: float(part.area))
            circle = shapely.maximum_inscribed_circle(piece, tolerance=4.0)
            spot, room = (circle.coords[0][0], circle.coords[0][1]), max(circle.length, 30.0)
        else:
            country = borders.countries()[mark.area or ""]
            room = max(
                room, _reach(view, country.lon, country.lat, COUNTRY_KM[min(country.rank, 7)])
            )
        colour = map_style.SECOND
        if told and (told.place == mark.id or mark.id in told.subject.places):
            colour = map_style.text_colour_of(told.colour)
        text = mark.name
        yield _label(
            f"area:{mark.id}",
            "area",
            (text,),
            (spot,),
            colour,
            centred=True,
            reach=room,
            on=_on_its_own("area", {"code": mark.area}, view),
        )


def _ground_names(marking: Marking, said: set[str]) -> Iterator[Label]:
    scene, view, zoom = marking.scene, marking.view, zoom_of(marking.view)
    names = _names(_points(scene), scene.story.told_in, scene.story.borders or "")
    codes = {mark.area for mark in marking.areas()}
    most = 2 if zoom < 3.6 else 3 if zoom < 4.4 else 5 if zoom < 5.2 else 7  # noqa: PLR2004
    rows: list[tuple[str, dict[str, Any]]] = []
    rows += [
        ("country", row)
        for row in names["countries"]
        if row["rank"] <= most and row["code"] not in codes
    ]
    most = 1 if zoom < 3.6 else 3 if zoom < 5 else 9  # noqa: PLR2004
    rows += [("sea", row) for row in names["seas"] if row["rank"] <= most]
    if zoom >= CITIES_FROM:
        most = 3 if zoom < 6 else 5 if zoom < 7 else 99  # noqa: PLR2004
        rows += [("city", row) for row in names["cities"] if row["rank"] <= most]
    if not rows:
        return
    spots = view.place([row["lon"] for _, row in rows], [row["lat"] for _, row in rows])
    rims = _circles(marking)
    for (kind, row), (x, y) in zip(rows, spots.tolist(), strict=True):
        km = REACHES.get(kind)
        if _plain(row["name"]) in said or not view.inside(x, y, -4.0):
            continue
        reach = 0.0
        if km:
            reach = _reach(view, row["lon"], row["lat"], km[min(row["rank"], len(km) - 1)])
        yield _label(
            f"{kind}:{row['name']}:{row['lon']}",
            kind,
            (row["name"],),
            ((x, y),),
            COLOURS[kind],
            centred=bool(km),
            reach=reach,
            on=_on_its_own(kind, row, view, rims),
        )


def _circles(marking: Marking) -> shapely.MultiLineString:
    """Give the rims of the large circles in which places lie somewhere."""
    circles = [
        shapely.Point(marking.spot[mark.id]).buffer(radius).exterior
        for mark in marking.places()
        if (radius := marking.radius(mark)) > SMALL_CIRCLE
    ]
    return shapely.MultiLineString(circles)


def _plain(name: str) -> str:
    """Give a name for comparison with another map's: "The North Sea" is "North Sea"."""
    return name.casefold().removeprefix("the ")


def _on_its_own(
    kind: str, row: dict[str, Any], view: View, rims: shapely.MultiLineString = NO_RIMS
) -> Callable[[Floats], npt.NDArray[np.bool_]] | None:
    """Give the test that a moved name must pass: a sea's on water, a country's on its ground.

    A sea's name crosses no rim of a circle.
    """
    if kind == "city":
        return None
    water = kind == "sea"

    def on(boxes: Floats) -> npt.NDArray[np.bool_]:
        shape = ground(view).shape if water else country_ground(row["code"], view)
        rects = shapely.box(*boxes.T)
        share = shapely.area(shapely.intersection(rects, shape)) / shapely.area(rects)
        if water:
            return np.asarray((share <= ON_WATER) & ~shapely.intersects(rects, rims))
        # A small country's name may be wider than the country: then it stands in the middle of it.
        middles = (boxes[:, :2] + boxes[:, 2:]) / 2
        return np.asarray((share >= ON_COUNTRY) | shapely.intersects_xy(shape, middles))

    return on


def _label(
    name: str,
    kind: str,
    lines: tuple[str, ...],
    spots: tuple[tuple[float, float], ...],
    colour: str,
    *,
    gap: float | None = None,
    centred: bool = False,
    reach: float = 0.0,
    leads: bool = False,
    gaps: tuple[float, ...] = (),
    on: Callable[[Floats], npt.NDArray[np.bool_]] | None = None,
) -> Label:
    face = FACES[kind]
    if any(is_right_to_left(line) for line in lines):  # its letters join: they can't be spaced
        face = replace(face, spacing=0.0)
    return Label(
        id=name,
        kind=kind,
        lines=tuple(shifted(face, line) for line in lines),
        face=face,
        colour=colour,
        spots=spots,
        gap=GAPS.get(kind, 0.0) if gap is None else gap,
        centred=centred,
        reach=reach,
        leads=leads,
        gaps=gaps,
        most=_MOST.get(kind, math.inf),
        on=on,
    )


_MOST = {"city": 0.0, "country": 2.0, "sea": 2.0, "context": 2.0}
"""How many points of lines labels of a kind may cover."""


def _spots_on(band: list[Run], view: View) -> list[tuple[float, float]]:
    """Give where a label may stand at a band: the middle of what is in view, then to both sides."""
    left, top, right, bottom = view.frame
    inner = (left + ROOM, top + ROOM, right - ROOM, bottom - ROOM)
    runs = [run for run in band if len(run) > 1]
    cut = shapely.clip_by_rect(shapely.MultiLineString(runs), *inner)
    pieces: list[Run] = [
        [(float(x), float(y)) for x, y in part.coords]
        for part in shapely.get_parts(cut)
        if isinstance(part, shapely.LineString)
    ]
    run = max(pieces or runs, key=length)
    return [along(run, share) for share in (0.5, 0.35, 0.65, 0.2, 0.8)]


def _reach(view: View, lon: float, lat: float, km: float) -> float:
    return view.units_per_km(lon, max(min(lat, 85), -85)) * km


def _points(scene: Scene) -> tuple[tuple[float, float], ...]:
    """Give the places that the base map is detailed around, as in the document."""
    points = [(mark.lon, mark.lat) for mark in scene.places if not mark.area]
    points = points or [(mark.lon, mark.lat) for mark in scene.places]
    west, south, east, north = scene.home
    return tuple(points) or (((west + east) / 2, (south + north) / 2),)


@lru_cache(maxsize=8)
def _names(
    points: tuple[tuple[float, float], ...], language: str, seen_by: str
) -> dict[str, list[dict[str, Any]]]:
    return borders.base_names(points, language=language, seen_by=seen_by)
