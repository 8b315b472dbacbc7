"""A scene at a moment as a picture for an article: SVG, PDF or PNG, composed for its size.

matplotlib is imported only when a picture is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.errors import nearest, sentences
from geo.language.messages import messages_of
from geo.time.instants import from_epoch_ms
from geo.yaml.story_limits import forbidden_character
from layers.picture.composition import Composition
from layers.picture.label_candidates import way_lines
from layers.picture.label_placement import Placed
from layers.picture.mark_layout import Marking
from layers.picture.matplotlib_output import put_out
from layers.picture.projection import Rect
from layers.picture.surround.edge_tags import Tag
from layers.scene.extent import Extent
from layers.scene.scene_builder import EventMark, Scene, build_scene, told_in
from layers.scene.visibility import Shown
from layers.style.picture_options import (
    MEDIA_TYPES,
    PICTURE,
    PictureOptions,
    Which,
    checked_format,
    checked_language,
)
from layers.style.picture_sizes import PictureError, Size, size_of
from layers.text.alt_text import Seen, alt_texts
from layers.text.clock import Clock


@dataclass(frozen=True, slots=True)
class LabelBox:
    """A label as it stands: its lines, and its box in pixels at 1x (left, top, right, bottom)."""

    id: str
    kind: str
    lines: tuple[str, ...]
    box: Rect
    font_size: float
    bold: bool
    italic: bool
    led: bool
    """Whether a leader ties it to its point."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture; `width` and `height` are the pixels of a PNG, else those at 1x."""

    data: bytes
    media_type: str
    alt_short: str
    alt_long: str
    width: int
    height: int
    frame: Rect
    """Where the map is, pixels at 1x."""
    extent: Extent
    """What the map shows at least, degrees."""
    projection: str
    labels: tuple[LabelBox, ...]
    shown: tuple[Shown, ...]
    """The marks in view."""
    signs: tuple[str, ...]
    """The signs of the legend."""
    left_out: tuple[str, ...]
    """What had no room: texts of places and travellers, "legend", "inset"."""
    beyond: tuple[str, ...] = ()
    """What the tags at its edge say: where ways that leave it go."""


def picture(
    scene: Scene,
    *,
    at: int,
    event: str | EventMark | None = None,
    options: PictureOptions = PICTURE,
) -> Picture:
    """Make a picture of a scene at a moment (epoch milliseconds).

    At the stop of the event told (`event`) it shows that as its subject: the words above or beside
    the map are its headline, its reported time and who tells it, and what else shows is thin and
    pale. At any other moment it shows everyone, and the moment is its title. Raises PictureError,
    a ValueError, with a sentence that says what cannot be done.
    """
    checked_format(options.format)
    made = composed(scene, at=at, event=event, options=options)
    sized, form = size_of(options.size), options.format
    shown = made.marking.in_view()
    short, long = described(made)
    data = put_out(made.sheet, form, scale=options.scale, title=short, description=long)
    times = options.scale if form == "png" else 1
    return Picture(
        data=data,
        media_type=MEDIA_TYPES[form],
        alt_short=short,
        alt_long=long,
        width=sized.width * times,
        height=sized.height * times,
        frame=_pixels(made.view.frame, sized),
        extent=made.view.extent,
        projection=made.view.projection.name,
        labels=label_boxes(made.placed, sized),
        shown=tuple(shown),
        signs=made.legend.signs,
        left_out=tuple(made.left_out),
        beyond=tuple(tag.words for tag in made.tags),
    )


def described(made: Composition) -> tuple[str, str]:
    """Describe a picture in short and in full."""
    seen = seen_of(made.marking, made.placed, made.tags)
    return alt_texts(made.scene, made.at, made.marking.in_view(), told=made.told, seen=seen)


def seen_of(marking: Marking, placed: Sequence[Placed], tags: Sequence[Tag]) -> Seen | None:
    """Give what a map of a subject says in words, for its alt text; None for a map of everyone."""
    if marking.mode != "subject":
        return None
    return Seen(
        label=way_lines(marking),
        subject=tuple(leg.mark.id for leg in marking.legs if leg.role == "subject" and leg.seen),
        before=tuple(leg.mark.id for leg in marking.legs if leg.role == "before" and leg.seen),
        meanwhile=tuple(
            leg.mark.id for leg in marking.legs if leg.role == "meanwhile" and leg.seen
        ),
        named=tuple(
            put.label.id.partition(":")[2] for put in placed if put.label.id.startswith(PLACED)
        ),
        circled=tuple(
            put.label.id.partition(":")[2] for put in placed if put.label.id.startswith("circle:")
        ),
        beyond=tuple(tag.words for tag in tags),
    )


PLACED = ("place:", "circle:", "area:")
"""How the ids of labels begin that name a place."""


def composed(
    scene: Scene,
    *,
    at: int,
    event: str | EventMark | None = None,
    options: PictureOptions = PICTURE,
) -> Composition:
    """Lay out a picture without making a file of it; raises PictureError as `picture` does."""
    size = size_of(options.size)
    checked_language(options.language)
    seen = told_in(scene, options.language)
    if seen is not scene and isinstance(event, EventMark):  # it may be hidden by the filters
        told = checked_event(build_scene(seen.story), event.id)
    else:
        told = checked_event(seen, event)
    scene = seen
    checked_moment(scene, at)
    return Composition(
        scene,
        at=at,
        size=size,
        extent=extent_of(scene, options.extent, told),
        told=told,
        title=title_of(options, None),
        inset=options.inset,
        legend=options.legend,
    )


def title_of(options: PictureOptions, headline: str | None) -> str | None:
    """Give the title that stands over a picture: the text typed, else the headline; "" for none.

    Raises PictureError for a character that a story may not hold either: an SVG with a control
    character is not well-formed.
    """
    typed = options.headline
    if not isinstance(typed, str):
        return headline if typed else ""
    fault = forbidden_character(typed)
    if fault:
        raise PictureError("picture.headline.fault", fault=sentences(*fault))
    return " ".join(typed.split())


def checked_event(scene: Scene, event: str | EventMark | None) -> EventMark | None:
    """Give the event of an id; raises PictureError for an id that the scene does not have.

    A mark is taken as it is: a picture may tell of an event whose sign a filter hides.
    """
    if event is None or isinstance(event, EventMark):
        return event
    events = {mark.id: mark for mark in scene.events}
    if event not in events:
        hint = sentences(nearest(event, events))
        raise PictureError("picture.event.unknown", event=event, hint=hint)
    return events[event]


def checked_moment(scene: Scene, at: int) -> None:
    """Raise PictureError for a moment outside the story."""
    first, last = scene.span
    if not first <= at <= last:
        clock = Clock(scene.story)
        try:
            asked = clock.moment(from_epoch_ms(at, zone=scene.story.zone))
        except (OverflowError, ValueError, OSError):
            asked = messages_of(scene.story.told_in)("picture.that-moment")
        begin, end = (
            clock.moment(from_epoch_ms(ms, zone=scene.story.zone)) for ms in (first, last)
        )
        raise PictureError("picture.moment-outside", moment=asked, begin=begin, end=end)


def extent_of(scene: Scene, extent: Which | Extent | None, told: EventMark | None) -> Extent:
    """Give the extent asked for, in degrees; raises PictureError for what is no extent."""
    if extent is None:
        return told.view if told else scene.home
    if extent == "event":
        if told is None:
            raise PictureError("picture.extent.no-event")
        return told.view
    if extent == "story":
        return _story_extent(scene)
    if isinstance(extent, str):
        raise PictureError("picture.extent.unknown", extent=extent)
    west, south, east, north = (float(side) for side in extent)
    if east < west:
        east += 360
    if not (np.isfinite([west, south, east, north]).all() and -90 <= south < north <= 90):  # noqa: PLR2004
        raise PictureError("picture.extent.no-degrees")
    if not 0 < east - west <= 360:  # noqa: PLR2004
        raise PictureError("picture.extent.no-width")
    return west, max(south, -89.0), east, min(north, 89.0)


def _story_extent(scene: Scene) -> Extent:
    """Give the extent of all places and lines, and of the story's home."""
    points = [(mark.lon, mark.lat) for mark in scene.places if not mark.area]
    points += [(lon, lat) for mark in scene.legs for part in mark.parts for lon, lat, _ in part]
    west, south, east, north = scene.home
    points += [(west, south), (east, north)]
    ring = sorted({lon % 360 for lon, _ in points})
    gaps = [(b - a, b) for a, b in zip(ring, [*ring[1:], ring[0] + 360], strict=True)]
    first = max(gaps)[1] % 360
    reach = max((lon - first) % 360 for lon in ring)
    lats = [lat for _, lat in points]
    pad_lon, pad_lat = 0.06 * reach, 0.06 * (max(lats) - min(lats))
    first -= 360 * (first >= 180)  # noqa: PLR2004
    return (
        first - pad_lon,
        max(min(lats) - pad_lat, -85.0),
        min(first + reach + pad_lon, first - pad_lon + 360),
        min(max(lats) + pad_lat, 85.0),
    )


def label_boxes(placed: Iterable[Placed], size: Size) -> tuple[LabelBox, ...]:
    """Give labels as they stand, in pixels at 1x."""
    return tuple(
        LabelBox(
            put.label.id,
            put.label.kind,
            put.label.lines,
            _pixels(put.box, size),
            put.label.face.size * size.unit,
            put.label.face.bold,
            put.label.face.italic,
            put.leader is not None,
        )
        for put in placed
    )


def _pixels(box: Sequence[float], size: Size) -> Rect:
    left, top, right, bottom = (side * size.unit for side in box)
    return left, top, right, bottom
