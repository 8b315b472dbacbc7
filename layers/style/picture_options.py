"""What can be chosen of a picture: its size and format, what part of the map, what stands around.

The page, the command line and the code that draws all take these options, so they have a module of
their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from geo.language.messages import languages
from layers.style.picture_sizes import PictureError

Format = Literal["svg", "pdf", "png"]
Which = Literal["event", "story"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "png": "image/png",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOptions:
    """The options of a picture."""

    size: str = "article-1200"
    """A name of layers.style.picture_sizes.SIZES, or "WxH" in pixels."""
    format: Format = "svg"
    scale: int = 1
    """1, 2 or 3, for PNG alone."""
    extent: Which | tuple[float, float, float, float] | None = None
    """(west, south, east, north) in degrees, east past 180 across the antimeridian; None is the
    event's where one is named, else the story's home."""
    headline: bool | str = True
    """True for the event's headline or the moment asked for, False for none; or your own text."""
    language: str | None = None
    """The code of its language, which has a catalogue; None is the language of the scene."""
    inset: bool = True
    """Whether a small map shows the full journey where its ways go beyond the view."""
    legend: bool = False
    """Whether a legend explains the signs that no label does; beside a subject, three at most."""


PICTURE = PictureOptions()
"""The default options of a picture."""
BOARD = PictureOptions(size="slide-1920x1080")
"""The default options of a storyboard."""


def checked_format(asked: str) -> None:
    """Raise PictureError for a format that a picture cannot have."""
    if asked not in FORMATS:
        raise PictureError("picture.no-format", format=asked, known=", ".join(FORMATS))


def checked_language(asked: str | None) -> None:
    """Raise PictureError for a language that has no catalogue."""
    if asked is not None and asked not in languages():
        known = ", ".join(sorted(languages()))
        raise PictureError("picture.no-language", language=asked, known=known)
