"""A picture that is asked for: what of, how large, in which format; and the picture that is made.

No part of it knows Streamlit. What draws is loaded when a picture is made.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from app.file_names import safe_name
from geo.language.messages import Messages
from geo.time.instants import from_epoch_ms
from layers.scene.scene_builder import Scene, build_scene
from layers.style.picture_options import Format, PictureOptions
from layers.style.picture_sizes import SIZES, PictureError

if TYPE_CHECKING:
    from layers.picture.map_picture import Picture

FREE = "free"
"""The choice of a size of one's own."""
SIZE_NAMES = (*SIZES, FREE)
"""The sizes that are offered; the catalogue has them in a reader's words."""
HEADLINE_MOST = 160
"""So long may a headline of one's own be, characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(PictureOptions):
    """Everything that a picture depends on; two that are equal give the same picture."""

    story: str
    digest: str
    """Of the story file's content."""
    moments: tuple[int | str, ...]
    """Of a storyboard, epoch milliseconds or ids of events; () for one moment."""
    at: int
    """The one moment, epoch milliseconds."""
    event: str | None
    """The event that is told at it."""
    people: tuple[str, ...] | None
    layers: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Made:
    """A picture with what it was made of, and what of it a browser can show."""

    wish: Wish
    picture: Picture
    preview: str | bytes
    """SVG text, or a PNG."""


def make(wish: Wish, scene: Scene, *, press: Lock) -> Made:
    """Make the picture of a wish; one at a time, for all who share the `press`.

    `scene` is the whole story's. Raises PictureError with one sentence for what cannot be done.
    """
    seen = scene
    if wish.people is not None or wish.layers is not None:
        seen = build_scene(scene.story, people=wish.people, layers=wish.layers)
    with press:
        made = _drawn(wish, scene, seen, wish.format)
        # No browser shows a PDF as an image. The SVG of the same wish is the same picture.
        shown = _drawn(wish, scene, seen, "svg") if wish.format == "pdf" else made
    preview = shown.data if wish.format == "png" else shown.data.decode("utf-8")
    return Made(wish, made, preview)


def _drawn(wish: Wish, scene: Scene, seen: Scene, form: Format) -> Picture:
    options = replace(wish, format=form, scale=wish.scale if form == "png" else 1)
    if wish.moments:
        from layers.picture.storyboard import storyboard  # noqa: PLC0415 - what draws is loaded late

        kept = {mark.id for mark in seen.events}
        gone = [moment for moment in wish.moments if isinstance(moment, str) and moment not in kept]
        if gone:
            raise PictureError("board.hidden")
        return storyboard(seen, moments=wish.moments, options=options)
    from layers.picture.map_picture import picture  # noqa: PLC0415 - what draws is loaded late

    told = next((mark for mark in scene.events if mark.id == wish.event), None)
    # A filter may hide its sign; the picture still tells of it, and of its reported time.
    return picture(seen, at=wish.at, event=told, options=options)


def moment_name(scene: Scene, at: int) -> str:
    """Give a moment as a part of a file's name, such as "2024-12-08T0240"."""
    here = from_epoch_ms(at, zone=scene.story.zone)
    return f"{here:%Y-%m-%dT%H%M}"


def file_name(wish: Wish, scene: Scene) -> str:
    """Give the name to save a picture under: story, event or moment asked for, size."""
    told = next((mark for mark in scene.events if mark.id == wish.event), None)
    what = told.id if told and told.stop == wish.at else moment_name(scene, wish.at)
    if wish.moments:
        what = f"{len(wish.moments)}-moments"
    times = f"@{wish.scale}x" if wish.format == "png" and wish.scale > 1 else ""
    return f"{safe_name(wish.story, what, wish.size)}{times}.{wish.format}"


def command(wish: Wish, scene: Scene, *, file: str) -> str:
    """Give the command line that makes the same picture."""
    if wish.moments:
        words = ["storyboard", file, "--at", ",".join(str(moment) for moment in wish.moments)]
    else:
        told = next((mark for mark in scene.events if mark.id == wish.event), None)
        here = from_epoch_ms(wish.at, zone=scene.story.zone)
        if told and told.stop == wish.at:
            words = ["picture", file, "--at", told.id]
        else:
            words = ["picture", file, "--at", f"{here:%Y-%m-%dT%H:%M:%S}"]
            words += ["--event", told.id] if told else []
    words += ["--size", wish.size]
    words += ["--scale", str(wish.scale)] if wish.format == "png" and wish.scale > 1 else []
    if (extent := wish.extent) is not None:
        said = extent if isinstance(extent, str) else ",".join(f"{side:g}" for side in extent)
        words += [f"--extent={said}"]  # with the sign: a degree west of Greenwich has a minus
    if wish.headline is not True:
        words += ["--headline", wish.headline or ""]
    words += ["--language", wish.language] if wish.language != "en" else []
    words += ["--no-inset"] if not wish.inset and not wish.moments else []
    words += [] if wish.legend else ["--no-legend"]
    words += [] if wish.people is None else ["--people", ",".join(wish.people)]
    words += [] if wish.layers is None else ["--layers", ",".join(wish.layers)]
    return shlex.join(["escape-routes", *words, "-o", file_name(wish, scene)])


def left_out_sentence(left_out: tuple[str, ...], say: Messages) -> str:
    """Say what a picture had no room for; "" if there was room for all."""
    if not left_out:
        return ""
    texts = [one for one in left_out if one not in ("legend", "inset")]
    parts = [say("app.picture.left-out.name", name=text) for text in texts]
    parts += [say(f"app.picture.left-out.{one}") for one in left_out if one not in texts]
    return say("app.picture.left-out", what=say.listed(parts))
