"""The typefaces of pictures: which of those wanted the machine has, and how wide text runs in them.

Faces of the same metrics stand together: a label measured in one of them fits in the others, so
that an SVG made here keeps its layout on a desk that has Arial where this machine has Liberation.
"""

# ruff: noqa: PLC0415 - matplotlib is loaded only once a picture is asked for

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Literal

from layers.sizes import PictureError

Role = Literal["sans", "serif"]
KIN: dict[Role, tuple[tuple[str, ...], ...]] = {
    "sans": (
        ("Arial", "Liberation Sans", "Arimo", "Helvetica"),
        ("Segoe UI",),
        ("Noto Sans",),
        ("DejaVu Sans", "Verdana"),
    ),
    "serif": (
        ("Source Serif 4", "Source Serif Pro"),
        ("Georgia", "Gelasio"),
        ("Noto Serif",),
        ("Times New Roman", "Liberation Serif", "Tinos"),
        ("DejaVu Serif",),
    ),
}
GENERIC: dict[Role, str] = {"sans": "sans-serif", "serif": "serif"}
ARABIC = ("Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", "Segoe UI", "Arial", "DejaVu Sans")
"""Faces that may have Arabic letters, the best first; any other that has them will do."""
MEASURE = 200.0
"""Size at which text is measured, points: large enough that rounding does not count."""
_MEASURING = Lock()
"""Held while a font is measured with: text is set in it and then asked for, which is two steps."""
CAPS = 0.72
"""Height of capitals as a share of the size, near enough in all of them."""


@dataclass(frozen=True, slots=True)
class Face:
    """How text is set: the role of the typeface, its size in units, weight, slant and spacing."""

    role: Role
    size: float
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0
    """Between letters, units."""


@lru_cache(maxsize=1)
def installed() -> frozenset[str]:
    """Name the typefaces that matplotlib finds on this machine."""
    from matplotlib.font_manager import fontManager

    return frozenset(entry.name for entry in fontManager.ttflist)


def families(role: Role, text: str = "") -> tuple[str, ...]:
    """Name the families for a text, the one that it was measured in first.

    Raises PictureError where the text is Arabic and no typeface has its letters.
    """
    if is_arabic(text):
        found = _arabic(frozenset(c for c in text if _is_arabic(c)))
        return (found, *(name for name in ARABIC if name != found))
    have = installed()
    groups = KIN[role]
    for group in groups:
        here = [name for name in group if name in have]
        if here:
            others = [name for other in groups if other is not group for name in other]
            return (here[0], *(name for name in group if name != here[0]), *others)
    return ("DejaVu Sans",)


def css_families(role: Role, text: str = "") -> str:
    """Give the list of families for an SVG: those of the measured metrics first, widest known."""
    names = families(role, text)
    if not is_arabic(text):
        kin = next(group for group in KIN[role] if names[0] in group)
        names = tuple(dict.fromkeys([*kin, *names]))
    quoted = (f"'{name}'" if " " in name else name for name in names)
    return ", ".join([*quoted, GENERIC[role]])


def width(text: str, face: Face) -> float:
    """Give how wide a line of text runs, units."""
    plain = _width(text, face.role, face.bold, face.italic) * face.size
    return plain + face.spacing * max(len(text) - 1, 0)


def wrapped(text: str, face: Face, room: float) -> list[str]:
    """Break a text into lines that fit; a word wider than the room stands on a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(text: str, face: Face, room: float) -> list[str]:
    """Break a text into as few lines as fit, all of about the same width."""
    lines = wrapped(text, face, room)
    low, high = room / 2, room
    while len(lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        if len(tried := wrapped(text, face, middle)) == len(lines) and all(
            width(line, face) <= room for line in tried
        ):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def is_arabic(text: str) -> bool:
    """Tell whether a text has Arabic letters."""
    return any(_is_arabic(c) for c in text)


def properties(face: Face, size: float, text: str = "") -> Any:
    """Give matplotlib's FontProperties of a face at a size in points."""
    return _properties(families(face.role, text)[0], size, face.bold, face.italic)


def forget() -> None:
    """Look anew at what is installed: after a typeface came or went."""
    for cache in (_properties, _font, _width, _arabic, installed):
        cache.cache_clear()


def _is_arabic(letter: str) -> bool:
    return "\u0600" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f"


@lru_cache(maxsize=256)
def _properties(family: str, size: float, bold: bool, italic: bool) -> Any:  # noqa: FBT001
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=[family],
        size=size,
        weight="bold" if bold else "normal",
        style="italic" if italic else "normal",
    )


@lru_cache(maxsize=64)
def _font(family: str, bold: bool, italic: bool) -> Any:  # noqa: FBT001
    """A font to measure with: never one of those that matplotlib keeps and draws with."""
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    path = findfont(_properties(family, MEASURE, bold, italic))
    font = FT2Font(path, face_index=path.face_index)
    font.set_size(MEASURE, 72)
    return font


@lru_cache(maxsize=8192)
def _width(text: str, role: Role, bold: bool, italic: bool) -> float:  # noqa: FBT001
    """The width of a text at size 1."""
    from matplotlib.ft2font import LoadFlags

    family = families(role, text)[0]
    with _MEASURING:
        font = _font(family, bold, italic)
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        return float(font.get_width_height()[0]) / 64 / MEASURE


@lru_cache(maxsize=256)
def _arabic(letters: frozenset[str]) -> str:
    from matplotlib.font_manager import fontManager
    from matplotlib.ft2font import FT2Font

    def rank(entry: Any) -> tuple[int, str]:
        return (ARABIC.index(entry.name) if entry.name in ARABIC else len(ARABIC), entry.name)

    for entry in sorted(fontManager.ttflist, key=rank):
        if "Last Resort" in entry.name:  # has a box for every letter, and none to read
            continue
        charmap = FT2Font(entry.fname, face_index=entry.index).get_charmap()
        if all(ord(letter) in charmap for letter in letters):
            return str(entry.name)
    raise PictureError(
        "No installed typeface has Arabic letters. Install one, such as Noto Naskh Arabic, or ask "
        "for the picture in English."
    )
