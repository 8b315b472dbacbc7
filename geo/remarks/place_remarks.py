"""Remarks on places and colours; remark_catalogue.py explains each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import shapely

from geo.errors import Path
from geo.great_circle import DEGREE_KM
from geo.language.told_text import ToldText
from geo.places.gazetteer import Entry
from geo.places.resolve_places import LookUpResult
from geo.remarks.claim_remarks import Finding
from geo.remarks.colour_difference import VISIONS, apart
from geo.routes.leg_routes import WGS84
from geo.story.model import Event, Group, Place, Story
from geo.world.borders import country_shape

_LOOKED_UP = re.compile(r"GeoNames \d+ via |airportsdata ")
_REGION = re.compile(
    r"\b(province|region|governorate|district|countryside|desert|valley|coast|mountains?|sea|gulf"
    r"|bay|strait|border|area|peninsula|steppe|oblast|state|county)\b",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"\b(approximate(ly)?|about|roughly|somewhere|near|around|unknown|uncertain|by hand|guess\w*)"
    r"\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(near|outside|around|close to|not far from|(?:north|south|east|west)\w* of) ", re.IGNORECASE
)
FINEST_KM, ROUGH_KM, NEAR_KM, REGION_KM = 0.1, 1.0, 5.0, 10.0
"""The finest precision that is not asked about: of any place, of a place known roughly, of a place
that something is near to, of a region."""
ALIKE, ALIKE_TO_SOME = 10.0, 5.0
"""The least difference of two colours (CIEDE2000) for all readers, and for readers who lack one
kind of cone: several times what is just noticeable, because lines are thin and lie apart."""


def about_places(story: Story) -> Iterator[Finding]:
    """Ask whether places are more precise than the report, and lie in their country."""
    for i, place in enumerate(story.places):
        if place.area is not None or place.precision_km is None:
            continue
        path: Path = ("places", i)
        wrong = _too_precise(place)
        if wrong:
            at = (*path, "precision_km")
            yield Finding(
                at, place.id, "too-precise-place", wrong, ToldText("remark.too-precise-place.mend")
            )
        if place.country is not None:
            km = _outside_km(place.country, *place.point, seen_by=story.borders or "")
            if km > place.precision_km:
                wrong = ToldText(
                    "remark.outside-country",
                    place=place.name,
                    km=f"{km:,.0f}",
                    country=place.country,
                )
                mend = ToldText("remark.outside-country.mend")
                yield Finding((*path, "lon"), place.id, "outside-country", wrong, mend)
    for i, event in enumerate(story.events):
        yield from _near(story, i, event)


def _too_precise(place: Place) -> str:
    km = place.precision_km or 0.0
    written = _written_km(place)
    words = f"{place.name} {place.note or ''}"
    region = _REGION.search(place.name)
    roughly = _ROUGHLY.search(f"{words} {place.coordinates_from}")
    if km < FINEST_KM:
        return ToldText("remark.too-precise-place.finest", m=f"{km * 1000:g}")
    if written > km and not _LOOKED_UP.search(place.coordinates_from):
        return ToldText("remark.too-precise-place.written", written=f"{written:.2g}", km=f"{km:g}")
    if region and km < REGION_KM:
        return ToldText("remark.too-precise-place.region", km=f"{km:g}", words=region[0])
    if roughly and km < ROUGH_KM:
        return ToldText("remark.too-precise-place.roughly", km=f"{km:g}", words=roughly[0])
    return ""


def _written_km(place: Place) -> float:
    """Give the rounding error of a place's coordinates: half a unit of the last figure, km."""
    figures = [f"{degrees:.9f}".rstrip("0").partition(".")[2] for degrees in place.point]
    return 0.5 * DEGREE_KM * float(10 ** -max(map(len, figures)))


def _outside_km(code: str, lon: float, lat: float, *, seen_by: str) -> float:
    """Give how far a point is outside of a country, km, by the nearest border point in degrees."""
    shape, point = country_shape(code, seen_by=seen_by), shapely.Point(lon, lat)
    shapely.prepare(shape)
    if shape.covers(point):
        return 0.0
    x, y, *_ = shapely.get_coordinates(shapely.shortest_line(shape, point)).ravel()
    return float(WGS84.inv(x, y, lon, lat)[2]) / 1000


def _near(story: Story, i: int, event: Event) -> Iterator[Finding]:
    place = story.place[event.place] if event.place else None
    if place is None or place.precision_km is None or place.precision_km >= NEAR_KM:
        return
    texts = [event.headline, event.words, event.text, *(claim.text for claim in event.claims)]
    for text in filter(None, texts):
        said = _said_near(place.name, text)
        if said:
            wrong = ToldText(
                "remark.too-precise-place.near", words=said, km=f"{place.precision_km:g}"
            )
            mend = ToldText("remark.too-precise-place.near.mend")
            at: Path = ("events", i, "place")
            yield Finding(at, event.id, "too-precise-place", wrong, mend)
            return


def _said_near(name: str, text: str) -> str:
    """Give the words that say that something is near a name, as the text has them; or none.

    No regular expression is made of the name: to compile that for each event would take longer than
    all other checks.
    """
    for match in _NEAR.finditer(text):
        for words in (f"the {name}", name):
            end = match.end() + len(words)
            if text[match.end() : end].lower() == words.lower():
                return text[match.start() : end]
    return ""


def about_namesakes(looked_up: Iterable[tuple[int, str, LookUpResult]]) -> Iterator[Finding]:
    """Ask about places that were looked up by a name that other entries have too.

    `looked_up` are the number and the id of each looked-up place, and the result.
    """
    for i, name, answer in looked_up:
        if answer.entry and answer.namesakes:
            namesakes = sorted(answer.namesakes, key=lambda entry: -entry.population)
            wrong = ToldText(
                "remark.namesake", entry=answer.entry.described, others=_some(namesakes)
            )
            mend = ToldText("remark.namesake.mend", country=answer.entry.country)
            yield Finding(("places", i, "name"), name, "namesake", wrong, mend)


def _some(entries: Sequence[Entry]) -> str:
    first = entries[0].described
    more = len(entries) - 1
    return ToldText("remark.namesake.more", entry=first, more=f"{more}") if more else first


def about_colours(story: Story, palette: Sequence[str]) -> Iterator[Finding]:
    """Ask whether groups that have legs can be told apart; `palette` are colours 1, 2, ..."""
    moving = {
        story.person[name].group
        for leg in story.legs
        for name in leg.people
        if name in story.person
    }
    first_of: dict[int, Group] = {}
    for i, group in enumerate(story.groups):
        if group.id not in moving:
            continue
        colour = min(group.colour or i + 1, len(palette))
        for earlier_colour, earlier in first_of.items():
            wrong = _alike(group, earlier, palette, (earlier_colour, colour))
            if wrong:
                mend = ToldText("remark.colours-alike.mend")
                yield Finding(("groups", i), group.id, "colours-alike", wrong, mend)
        first_of.setdefault(colour, group)


def _alike(group: Group, first: Group, palette: Sequence[str], colours: tuple[int, int]) -> str:
    """Say which readers cannot tell two groups apart; empty where all can."""
    colour, second_colour = (palette[number - 1] for number in colours)
    if colour == second_colour:
        return ToldText("remark.colours-alike.same", group=group.name, first=first.name)
    seen = {vision: apart(colour, second_colour, vision=vision) for vision in VISIONS}
    worst = min(seen, key=lambda vision: seen[vision])
    if seen["full"] < ALIKE:
        return ToldText("remark.colours-alike.nearly", group=group.name, first=first.name)
    if seen[worst] < ALIKE_TO_SOME:
        return ToldText(f"remark.colours-alike.{worst}", group=group.name, first=first.name)
    return ""
