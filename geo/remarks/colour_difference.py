"""How different two colours look, also to readers who lack one kind of cone.

The difference is CIEDE2000 (CIE 142-2001), as coloraide computes it. What a dichromat sees is
simulated as in Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency", 2009, doi:10.1109/TVCG.2009.113, at full severity.
"""

from __future__ import annotations

import re
from typing import Literal

from coloraide import Color

Vision = Literal["full", "no red cones", "no green cones", "no blue cones"]

_FILTERS: dict[Vision, str | None] = {
    "full": None,
    "no red cones": "protan",
    "no green cones": "deutan",
    "no blue cones": "tritan",
}
"""The filter of coloraide that simulates each kind of vision; full vision needs none."""
VISIONS: tuple[Vision, ...] = tuple(_FILTERS)

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def apart(a: str, b: str, *, vision: Vision = "full") -> float:
    """Give the CIEDE2000 difference of two `#rrggbb` colours as seen with a kind of vision.

    A difference of about 1 is just noticeable side by side. Raises ValueError for a text that is
    not such a colour.
    """
    difference: float = _seen(a, vision).delta_e(_seen(b, vision), method="2000")
    return difference


def _seen(colour: str, vision: Vision) -> Color:
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is no colour such as #b8361b")
    name = _FILTERS[vision]
    if name is None:
        return Color(colour)
    return Color(colour).filter(name, 1, method="machado").convert("srgb").clip()
