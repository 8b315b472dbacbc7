"""The sizes that a picture can have: by name, or any WxH in pixels."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from geo.errors import close_to
from geo.language.told_error import ToldError

POINTS_PER_INCH = 72
PRINT_DPI = 300
LEAST, MOST = 240, 8000
"""Bounds of a free size, pixels at 1x, each way: below them the words leave no room for a map."""
MOST_AREA = 20_000_000
"""The most pixels of a PNG: 8000 x 2500, or a little more than 1920 x 1920 at 2x."""
SCALES = (1, 2, 3)


class PictureError(ToldError):
    """A picture that cannot be made as asked."""


class MachineError(PictureError):
    """The machine failed; the message may name its files, and is only for those who run it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is, and how large a unit of its design is in it.

    `width` and `height` are pixels of a PNG at 1x. A unit is what a CSS pixel is on a page: type
    and signs are designed in it. It follows what a picture is for (decision 0032): in an article it
    is a pixel, in what is shown smaller than it is, such as a preview, it is more. `pixel` is a
    pixel in the points of the vector formats: 1 on screens, where designers' programs count a pixel
    a point; 72/300 in print, so that the page of a PDF has its true size on paper.
    """

    name: str
    width: int
    height: int
    unit: float
    pixel: float = 1.0
    far: bool = False
    """Whether it is seen from far, as on a wall: its words may be larger than its map's."""

    @property
    def points(self) -> tuple[float, float]:
        """The size of a vector picture, points."""
        return self.width * self.pixel, self.height * self.pixel

    @property
    def units(self) -> tuple[float, float]:
        """The size in units of the design."""
        return self.width / self.unit, self.height / self.unit


def _print(mm: int, tall: int, points: float) -> Size:
    """Give a size in print: width and height in millimetres, and how many points a unit has."""
    wide, high = (round(side / 25.4 * PRINT_DPI) for side in (mm, tall))
    pixel = POINTS_PER_INCH / PRINT_DPI
    return Size(f"print-{mm}mm", wide, high, points / pixel, pixel)


SIZES: dict[str, Size] = {
    size.name: size
    for size in (
        Size("article-330", 330, 760, 1.0),
        Size("article-510", 510, 720, 1.0),
        Size("article-660", 660, 720, 1.0),
        Size("article-930", 930, 720, 1.0),
        Size("article-1200", 1200, 760, 1.0),
        Size("social-1200x630", 1200, 630, 1.5),
        Size("social-1080x1080", 1080, 1080, 1.7),
        Size("social-1080x1350", 1080, 1350, 1.7),
        Size("social-1080x1920", 1080, 1920, 2.0),
        Size("slide-1920x1080", 1920, 1080, 1.8, far=True),
        _print(52, 136, 0.6),
        _print(107, 145, 0.64),
        _print(163, 130, 0.66),
    )
}
ALIASES = {"social": "social-1200x630", "slide": "slide-1920x1080"}
KNOWN = (*SIZES, *ALIASES)


def size_of(size: str | tuple[int, int]) -> Size:
    """Give a size by its name, as "WxH" or as (width, height) in pixels.

    Raises PictureError for an unknown name and for what is too small or too large.
    """
    if isinstance(size, str):
        name = size.strip().casefold()
        name = ALIASES.get(name, name)
        if name in SIZES:
            return SIZES[name]
        match = re.fullmatch(r"(\d{1,6})\s*[x×]\s*(\d{1,6})", name)
        if not match:
            if near := close_to(name, KNOWN):
                raise PictureError("picture.size.near", size=size, near=near)
            raise PictureError("picture.size.unknown", size=size, known=", ".join(KNOWN))
        wide, high = int(match[1]), int(match[2])
    else:
        wide, high = (int(side) for side in size)
    if not (LEAST <= wide <= MOST and LEAST <= high <= MOST):
        raise PictureError(
            "picture.size.beyond", size=f"{wide}x{high}", least=str(LEAST), most=str(MOST)
        )
    return Size(f"{wide}x{high}", wide, high, unit_for(wide, high))


def unit_for(width: int, height: int) -> float:
    """Give how many pixels a unit of the design has in a free size, 0.8 at least.

    `width` and `height` are pixels. Type grows with the picture, a little more slowly.
    """
    return max(0.8, math.pow(math.sqrt(width * height) / 640, 0.9))


def scaled(size: Size, scale: int) -> tuple[int, int]:
    """Give the pixels of a PNG at 1x, 2x or 3x; raises PictureError where it cannot be made."""
    if scale not in SCALES:
        raise PictureError("picture.scale.unknown", scale=str(scale))
    wide, high = size.width * scale, size.height * scale
    if wide * high > MOST_AREA:
        raise PictureError("picture.too-large", size=f"{wide}x{high}")
    return wide, high
