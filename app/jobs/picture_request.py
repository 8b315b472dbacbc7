"""The request for a picture (what it shows, its size and format), and the picture made of it.

No part of it knows Streamlit. The drawing code is loaded when a picture is made.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from app.file_names import safe_name
from geo.evidence.known_by import Knowledge
from geo.language.messages import Messages, catalogued
from geo.time.instants import from_epoch_ms
from layers.scene.scene_builder import Scene, build_scene, told_in
from layers.style.picture_options import Format, PictureOptions
from layers.style.picture_sizes import SIZES, PictureError, scaled, size_of

if TYPE_CHECKING:
    from layers.picture.map_picture import Picture

FREE = "free"
"""The choice of a size that the reader types."""
SIZE_NAMES = (*SIZES, FREE)
"""The sizes that are offered; the catalogue has them in a reader's words."""
HEADLINE_MOST = 160
"""Characters that a reader's own headline may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRequest(PictureOptions):
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
    known_by: str | None = None
    """The step that the story is set back to, by its time as the file has it."""
    compare: tuple[str, ...] | None = None
    """The ids of the two sources that are set side by side."""


@dataclass(frozen=True, slots=True)
class Made:
    """A picture with the request that it was made of."""

    request: PictureRequest
    picture: Picture


def make(request: PictureRequest, scene: Scene, *, lock: Lock) -> Picture:
    """Make the picture of a request; one at a time, for all who share the `lock`.

    `scene` is the whole story's. Raises PictureError with one sentence for what cannot be done.
    """
    scene = told_in(scene, request.language)
    seen = as_shown(
        scene,
        people=request.people,
        layers=request.layers,
        known_by=request.known_by,
        compare=request.compare,
    )
    with lock:
        return _drawn(request, scene, seen)


def in_format(request: PictureRequest, form: Format, *, scale: int = 1) -> PictureRequest:
    """Give the request for the same picture in another format; `scale` is for PNG alone.

    Raises PictureError for a PNG that would be too large.
    """
    if form != "png":
        return replace(request, format=form, scale=1)
    scaled(size_of(request.size), scale)
    return replace(request, format=form, scale=scale)


def _drawn(request: PictureRequest, scene: Scene, seen: Scene) -> Picture:
    if request.moments:
        from layers.picture.storyboard import storyboard  # noqa: PLC0415 - drawing is loaded late

        kept = {mark.id for mark in seen.events}
        gone = [
            moment for moment in request.moments if isinstance(moment, str) and moment not in kept
        ]
        if gone:
            raise PictureError("board.hidden")
        return storyboard(seen, moments=request.moments, options=request)
    from layers.picture.map_picture import picture  # noqa: PLC0415 - drawing is loaded late

    known = as_shown(scene, known_by=request.known_by, compare=request.compare)
    told = next((mark for mark in known.events if mark.id == request.event), None)
    # A filter may hide its sign; the picture still tells of it, and of its reported time.
    return picture(seen, at=request.at, event=told, options=request)


def as_shown(
    scene: Scene,
    *,
    people: tuple[str, ...] | None = None,
    layers: tuple[str, ...] | None = None,
    known_by: str | None = None,
    compare: tuple[str, ...] | None = None,
) -> Scene:
    """Give the part of a whole story's scene that filters leave, as it was known by a date."""
    if people is None and layers is None and known_by is None and compare is None:
        return scene
    step = None if known_by is None else Knowledge(scene.story).step_by_date(known_by)
    return build_scene(scene.story, people=people, layers=layers, known_by=step, compare=compare)


def moment_name(scene: Scene, at: int) -> str:
    """Give a moment as a part of a file's name, such as "2024-12-08T0240"."""
    here = from_epoch_ms(at, zone=scene.story.zone)
    return f"{here:%Y-%m-%dT%H%M}"


def file_name(request: PictureRequest, scene: Scene) -> str:
    """Give the name to save a picture under: story, event or moment asked for, size."""
    told = next((mark for mark in scene.events if mark.id == request.event), None)
    what = told.id if told and told.stop == request.at else moment_name(scene, request.at)
    if request.moments:
        what = f"{len(request.moments)}-moments"
    times = f"@{request.scale}x" if request.format == "png" and request.scale > 1 else ""
    return f"{safe_name(request.story, what, request.size)}{times}.{request.format}"


def command(request: PictureRequest, scene: Scene, *, file: str) -> str:
    """Give the command line that makes the same picture."""
    if request.moments:
        words = ["storyboard", file, "--at", ",".join(str(moment) for moment in request.moments)]
    else:
        told = next((mark for mark in scene.events if mark.id == request.event), None)
        here = from_epoch_ms(request.at, zone=scene.story.zone)
        if told and told.stop == request.at:
            words = ["picture", file, "--at", told.id]
        else:
            words = ["picture", file, "--at", f"{here:%Y-%m-%dT%H:%M:%S}"]
            words += ["--event", told.id] if told else []
    words += ["--size", request.size]
    words += (
        ["--scale", str(request.scale)] if request.format == "png" and request.scale > 1 else []
    )
    if (extent := request.extent) is not None:
        said = extent if isinstance(extent, str) else ",".join(f"{side:g}" for side in extent)
        words += [f"--extent={said}"]  # with the sign: a degree west of Greenwich has a minus
    if request.headline is not True:
        words += ["--headline", request.headline or ""]
    spoken = request.language
    if spoken and spoken != catalogued(scene.story.language):
        words += ["--language", spoken]
    words += ["--no-inset"] if not request.inset and not request.moments else []
    words += ["--legend"] if request.legend else []
    words += [] if request.people is None else ["--people", ",".join(request.people)]
    words += [] if request.layers is None else ["--layers", ",".join(request.layers)]
    words += [] if request.known_by is None else ["--known-by", request.known_by]
    words += [] if request.compare is None else ["--compare", ",".join(request.compare)]
    return shlex.join(["escape-routes", *words, "-o", file_name(request, scene)])


def left_out_sentence(left_out: tuple[str, ...], say: Messages) -> str:
    """Say what a picture had no room for; "" if there was room for all."""
    if not left_out:
        return ""
    names = [part for part in left_out if part not in ("legend", "inset")]
    told = [say("app.picture.left-out.name", name=name) for name in names]
    told += [say(f"app.picture.left-out.{part}") for part in left_out if part not in names]
    return say("app.picture.left-out", what=say.listed(told))
