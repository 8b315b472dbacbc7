"""The folium plugin of the timeline and what it moves, with its data as inert JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from branca.element import Figure, MacroElement

from geo.language.messages import messages_of
from geo.language.told_error import ToldError
from geo.story.model import Claim, Story
from geo.time.time_in_words import TimeWords
from geo.world import borders
from layers.scene.scene_builder import LAYERS, EventMark, LegMark, PlaceMark, Scene
from layers.style.map_style import SANS, dark_json, style_json
from layers.text.credits import source_line
from layers.web.base_maps import BaseMap
from layers.web.folium_without_pandas import Template
from layers.web.known_rows import KnownRows, has_steps
from layers.web.page_messages import script_messages
from layers.web.raw_html import Raw

Json = dict[str, Any]

MANY = 300
"""Events from which on a document draws, lists and counts as docs/decisions/0007 has it. It shows
everyone from the beginning, as it does for a story in which nobody goes anywhere."""
ROUGHLY_KM = 500.0
"""A place known no better than this is seen on so wide a map that its coast may be rough."""
WORLDWIDE = 120.0
"""Degrees of longitude from which on a story is at home all over the world: its base map, detailed
in many places, has twice the room."""


_NULLABLE = ("lon", "lat", "place", "leg")
_TEXTS = ("headline", "text", "reading", "support_reason")
_TIME = ("words", "said", "short", "hourly")


_COUNTED = re.compile(r"\d|two|three|four|five|six|seven|eight|nine|ten|dozen", re.IGNORECASE)
_UNNAMED = re.compile(r"unnamed|anonym", re.IGNORECASE)
"""Words of a story that already say how many informants there are, or that they are not named."""


USUAL: dict[str, Json] = {
    "events": {
        **dict.fromkeys(_NULLABLE),
        "precision_km": 0.0,
        "mentions": (),
        "questioned": False,
    },
    "legs": dict.fromkeys(("questioned", "open_start", "open_end"), False),
    "time": {"words": None, "hourly": False},
}
"""What most events, legs and times told have: not sent, and put in again by core/scene.js."""


UNSENT = {"version", "published", "withdrawn", "corrected", "named", "party"}
"""Fields of a claim that the page has in words, or not at all."""


class Timeline(MacroElement):
    """Puts the scene's data into the page and starts the document's script on the map."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        ER.start({{ this._parent.get_name() }},
                 JSON.parse(document.getElementById("story").textContent));
        {% endmacro %}
        """
    )

    def __init__(self, data: Json) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Timeline"
        self._id = "0"
        self.json = inert(without_usual(data))

    def render(self, **kwargs: Any) -> str:
        """Put the data into the page, where no template reads it, then the call that starts it."""
        page = self.get_root()
        assert isinstance(page, Figure)
        data = Raw("script", self.json, attributes='type="application/json" id="story"')
        page.html.add_child(data, name="story")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""  # a macro's text goes into the parts of the page


def inert(data: Json) -> str:
    """Write JSON that can stand in a page: without `<`, so that nothing can end its element."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def without_usual(data: Json) -> Json:
    """Leave out of the rows of `document_data` what most rows have."""
    scene = data["scene"]
    events = [
        {**_unusual("events", row), "time": _unusual("time", row["time"])}
        for row in scene["events"]
    ]
    legs = [_unusual("legs", row) for row in scene["legs"]]
    return {**data, "scene": {**scene, "legs": legs, "events": events}}


def _unusual(kind: str, row: Json) -> Json:
    usual = USUAL[kind]
    return {name: value for name, value in row.items() if usual.get(name, row) != value}


def document_data(scene: Scene, *, tiles: BaseMap | None = None) -> Json:
    """Give all that the document's script needs, as plain data.

    Raises ToldError for a scene without events: the slider would have nowhere to stop.
    """
    story, say = scene.story, messages_of(scene.story.told_in)
    opening = scene.opens_at
    if opening is None:
        raise ToldError("scene.no-events")
    rows = scene_rows(scene)
    groups = ["page", *(["known"] if "known" in rows else []), *(["track"] if scene.tracks else [])]
    style = style_json(say)
    recorded: Json = {}
    if scene.tracks:
        from layers.web.track_payload import track_data  # noqa: PLC0415 - few stories have any

        data = track_data(scene, say)
        recorded = {"tracks": data["tracks"], "gapChoices": data["gapChoices"]}
        style["paths"] = {**style["paths"], **data["strokes"]}
        style["legend"] = [*data["legend"], *style["legend"]]
    return {
        "scene": {
            "story": {
                "id": story.id,
                "title": story.title,
                "subtitle": story.subtitle,
                "language": story.language,
                "time_zone": story.time_zone,
                "zone_name": TimeWords(story).zone_name,
                "focus": list(story.focus),
                "opens_at": opening.id,
                "sources": [
                    {
                        "id": source.id,
                        "publisher": source.publisher,
                        "url": source.url,
                        "reliability": source.reliability,
                    }
                    for source in story.sources
                ],
                "people": {
                    person.id: {"name": person.name, "label": person.label}
                    for person in story.people
                },
                "source_line": source_line(scene),
                **_own(story, story, ("title", "subtitle")),
            },
            "span": list(scene.span),
            "home": list(scene.home),
            "lanes": [asdict(lane) for lane in scene.lanes],
            **rows,
        },
        "layerNames": {layer: say(f"layer.{layer}") for layer in LAYERS},
        "language": say.language,
        "messages": script_messages(say.language, *groups, borders=story.borders),
        "base": _base(scene),
        "everyone": not scene.legs or len(scene.events) > MANY,
        "style": {**style, "sans": SANS},
        **recorded,
        "dark": dark_json(),
        "tiles": {"labelled": tiles.labelled} if tiles else None,
    }


def scene_rows(scene: Scene) -> Json:
    """Give the marks of a scene as rows, and its steps if it became known in more than one."""
    event_row = partial(_event, TimeWords(scene.story))
    places = [_row(mark) for mark in scene.places]
    if not has_steps(scene):
        legs, events = map(_leg, scene.legs), map(event_row, scene.events)
        return {"places": places, "legs": list(legs), "events": list(events)}
    known = KnownRows(scene, leg_row=_leg, event_row=event_row)
    rows = known.dated()
    return {
        "places": places,
        "legs": [rows[mark.id] for mark in scene.legs],
        "events": [rows[mark.id] for mark in scene.events],
        "known": known.steps(),
    }


def _row(mark: PlaceMark | LegMark | EventMark) -> Json:
    """Give a mark as plain data; unlike dataclasses.asdict it copies no tuples."""
    return {name: getattr(mark, name) for name in type(mark).__slots__}


def _leg(mark: LegMark) -> Json:
    row = _row(mark)
    # The event that tells of it has the rest; the page has its own words for "may be".
    del row["time"], row["may_be"], row["lanes"], row["level"]
    if not mark.approximate:
        del row["approximate"]
    row["parts"] = [[_rounded(point) for point in part] for part in mark.parts]
    return row


def _rounded(point: tuple[float, float, float]) -> tuple[float, float, float]:
    """Round a point of a line to 11 m at its ends and to 110 m between, as far as a map shows."""
    lon, lat, at = point
    places = 4 if at in (0, 1) else 3
    return round(lon, places), round(lat, places), round(at, 4)


def _own(row: Any, story: Story, names: Sequence[str]) -> Json:
    """Name the texts of a row that stay in the story's language while the page speaks another."""
    if story.told_in == story.language:
        return {}
    texts = {name: getattr(row, name) for name in names}
    own = [
        name for name, text in texts.items() if text and story.language_of(text) != story.told_in
    ]
    return {"own": own} if own else {}


def _event(clock: TimeWords, mark: EventMark) -> Json:
    row = {**_row(mark), **_own(mark, clock.story, _TEXTS)}
    row["time"] = {name: getattr(mark.time, name) for name in _TIME}
    row["approximate"] = mark.approximate if any(mark.approximate) else None
    subject = mark.subject
    row["first"] = asdict(mark.first) if mark.first else None
    row["subject"] = {"places": subject.places, "label": subject.label}
    row["claims"] = [_claim(clock, claim) for claim in mark.claims]
    return {name: value for name, value in row.items() if value is not None or name in _NULLABLE}


def _claim(clock: TimeWords, claim: Claim) -> Json:
    """Give a claim, with what the story's own words for its informants leave out."""
    own = _own(claim, clock.story, ("told_by", "text"))
    row = {**claim.model_dump(exclude_defaults=True, exclude=UNSENT), **own}
    if claim.told_origin is None:
        row.pop("origin", None)
    written = clock.story.as_written(claim.told_by)
    if claim.informants > 1 and not _COUNTED.search(written):
        row["counted"] = True
    if not claim.named and not _UNNAMED.search(written):
        row["unnamed"] = True
    if claim.ended.text:
        row["ended"] = clock.ended(claim)
    return row


def _base(scene: Scene) -> Json:
    story = scene.story
    near = [mark for mark in scene.places if not mark.area]
    sure = [mark for mark in near if mark.precision_km < ROUGHLY_KM]
    points = [(mark.lon, mark.lat) for mark in sure or near]
    points = points or [(mark.lon, mark.lat) for mark in scene.places]
    if not points:  # places are filtered out; the base map still needs a point
        west, south, east, north = scene.home
        points = [((west + east) / 2, (south + north) / 2)]
    areas = [mark.area for mark in scene.places if mark.area]
    wide = scene.home[2] - scene.home[0] > WORLDWIDE
    base = borders.base_map(
        points=points,
        focus=story.focus,
        areas=areas,
        budget=borders.BUDGET * 2 if wide else borders.BUDGET,
        language=story.told_in,
        seen_by=story.borders or "",
    )
    names = {kind: list(map(_sent_name, rows)) for kind, rows in base["names"].items()}
    rivers = [[river["rank"], river["arcs"]] for river in base["rivers"]]
    return base | {"names": names, "rivers": rivers}


def _sent_name(row: Json) -> list[str | float]:
    """Give a name on the base map as `SentName` of types.d.ts has it."""
    return [row[field] for field in ("name", "lon", "lat", "rank", "code") if field in row]
