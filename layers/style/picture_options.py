"""What can be chosen of a picture: its size and format, what part of the map, what stands around.

The page, the command line and what draws all take these options, so they stand here alone.
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

    size: str = "social-1200x630"
    """A name of layers.style.picture_sizes.SIZES, or "WxH" in pixels."""
    format: Format = "svg"
    scale: int = 1
    """1, 2 or 3, for PNG alone."""
    extent: Which | tuple[float, float, float, float] | None = None
    """(west, south, east, north) in degrees, east past 180 across the antimeridian; None is the
    event's where one is named, else the story's home."""
    headline: bool | str = True
    """True takes the event's headline, or names the moment asked for; or a text of one's own."""
    language: str | None = None
    """The language that it speaks, one that has a catalogue; None is that of the scene."""
    inset: bool = True
    """Whether a small map shows the whole journey where its ways go beyond the view."""
    legend: bool = False
    """Whether signs that no label explains are; three at most beside a subject."""


PICTURE = PictureOptions()
"""The options of a picture that nobody has chosen otherwise, and below it those of a storyboard."""
BOARD = PictureOptions(size="slide-1920x1080")


def checked_format(asked: str) -> None:
    """Raise PictureError for a format that a picture cannot have."""
    if asked not in FORMATS:
        raise PictureError("picture.no-format", format=asked, known=", ".join(FORMATS))


def checked_language(asked: str | None) -> None:
    """Raise PictureError for a language that no picture speaks."""
    if asked is not None and asked not in languages():
        known = ", ".join(sorted(languages()))
        raise PictureError("picture.no-language", language=asked, known=known)
