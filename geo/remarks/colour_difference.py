"""How far apart two colours look, also to eyes that lack one kind of cone.

The difference is CIEDE2000 (CIE 142-2001; formulae and test data as in Sharma, Wu and Dalal,
"The CIEDE2000 Color-Difference Formula", 2005, doi:10.1002/col.20070). What a dichromat sees is
simulated as in Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency", 2009, doi:10.1109/TVCG.2009.113, at full severity.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import Literal

Vision = Literal["full", "no red cones", "no green cones", "no blue cones"]
Lab = tuple[float, float, float]
_Three = tuple[float, float, float]

_SEEN: dict[Vision, tuple[_Three, _Three, _Three]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue cones": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""By vision, the matrix for linear sRGB."""
VISIONS: tuple[Vision, ...] = tuple(_SEEN)

_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)
"""sRGB (IEC 61966-2-1): to XYZ, and its white, D65."""
_25_7 = 25.0**7


def apart(one: str, other: str, *, vision: Vision = "full") -> float:
    """Give the CIEDE2000 difference of two `#rrggbb` colours as seen with a kind of vision.

    About 1 is just to be told side by side. Raises ValueError for what is no such colour.
    """
    return difference(lab(one, vision=vision), lab(other, vision=vision))


def lab(colour: str, *, vision: Vision = "full") -> Lab:
    """Give L*, a*, b* (D65) of a `#rrggbb` colour as seen with a kind of vision."""
    if len(colour) != len("#rrggbb") or not colour.startswith("#"):
        raise ValueError(f"{colour!r} is no colour such as #b8361b")
    rgb = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    seen = [min(1.0, max(0.0, _dot(row, rgb))) for row in _SEEN[vision]]
    x, y, z = (_root(_dot(row, seen) / white) for row, white in zip(_XYZ, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Lab, other: Lab) -> float:
    """Give the CIEDE2000 difference of two colours in L*, a*, b*, all weights 1."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c7 = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - sqrt(c7 / (c7 + _25_7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 if a or b else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    if not c1 * c2:
        turn = 0.0
    elif abs(turn) > 180:  # noqa: PLR2004 - half a circle
        turn -= 360 if turn > 0 else -360
    dl, dc, dh = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn) / 2)
    ml, mc = (l1 + l2) / 2, (c1 + c2) / 2
    mh = h1 + h2 if not c1 * c2 else (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * cos(radians(mh - 30))
        + 0.24 * cos(radians(2 * mh))
        + 0.32 * cos(radians(3 * mh + 6))
        - 0.20 * cos(radians(4 * mh - 63))
    )
    sl = 1 + 0.015 * (ml - 50) ** 2 / sqrt(20 + (ml - 50) ** 2)
    sc, sh = 1 + 0.045 * mc, 1 + 0.015 * mc * t
    turned = -2 * sqrt(mc**7 / (mc**7 + _25_7)) * sin(radians(60 * exp(-(((mh - 275) / 25) ** 2))))
    return sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + turned * (dc / sc) * (dh / sh))


def _dot(one: _Three, other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _root(part: float) -> float:
    return part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29
