"""The typefaces of pictures, which come with packages, and how wide text runs in them.

Text is set in the same files on every machine: Source Sans Pro and Source Serif Pro, and for
letters that those lack the DejaVu faces of matplotlib. Only a text that none of them can spell is
set in a typeface of the machine.
"""

# ruff: noqa: PLC0415 - matplotlib is loaded only once a picture is asked for

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from geo.language.direction import closed_isolates, has_isolates
from layers.style.picture_sizes import PictureError

Role = Literal["sans", "serif"]
Style = tuple[bool, bool]  # bold, italic
FAMILIES: dict[Role, tuple[str, ...]] = {
    "sans": ("Source Sans Pro", "Source Sans 3", "Arial", "Liberation Sans", "Helvetica"),
    "serif": ("Source Serif Pro", "Source Serif 4", "Georgia", "Noto Serif", "Times New Roman"),
}
"""Families that an SVG names: that used for measuring, its newer name, and similar ones."""
PACKAGED: dict[Role, tuple[str, str]] = {
    "sans": ("font_source_sans_pro", "SourceSansPro"),
    "serif": ("font_source_serif_pro", "SourceSerifPro"),
}
STYLES: dict[Style, str] = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "It",
    (True, True): "BoldIt",
}
DEJAVU: dict[Role, tuple[str, dict[Style, str]]] = {
    "sans": (
        "DejaVuSans",
        {
            (False, False): "",
            (True, False): "-Bold",
            (False, True): "-Oblique",
            (True, True): "-BoldOblique",
        },
    ),
    "serif": (
        "DejaVuSerif",
        {
            (False, False): "",
            (True, False): "-Bold",
            (False, True): "-Italic",
            (True, True): "-BoldItalic",
        },
    ),
}
GENERIC: dict[Role, str] = {"sans": "sans-serif", "serif": "serif"}
ARABIC = ("Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", "Segoe UI", "Arial", "DejaVu Sans")
"""Families with Arabic letters that an SVG names after the family used for measuring."""
MEASURE = 200.0
"""Size at which text is measured, points: large enough that rounding does not count."""
_MEASURING = Lock()
"""Held while text is measured, in two steps: it is set in a font, and then its width is read."""
MARKS = frozenset("\u200e\u200f\u2066\u2067\u2068\u2069")
"""Marks of direction (UAX 9), which are never drawn."""
CAPS = 0.66
"""Height of capitals as a share of the size (OS/2, sCapHeight); 0.67 in the serif typeface."""


@dataclass(frozen=True, slots=True)
class Face:
    """How text is set: the role of the typeface, its size in units, weight, slant and spacing."""

    role: Role
    size: float
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0
    """Space between letters, units."""


def typeface(face: Face, text: str = "") -> Path:
    """Give the file of the typeface that a text is set in: the first that has all its letters.

    If none has all of them, it is the face's own, in which boxes stand for missing letters.
    Raises PictureError where the text is Arabic and no typeface has its letters.
    """
    return _typeface(face.role, face.bold, face.italic, frozenset(text))


def is_packaged(path: Path) -> bool:
    """Tell whether a typeface comes with a package, not with the machine."""
    return path in {own for role in FAMILIES for style in STYLES for own in _own(role, style)}


def embedded(path: Path) -> str:
    """Name the family of the letters that an SVG brings with it: a name that no page uses."""
    kinds = {"SourceSansPro": "Sans", "SourceSerifPro": "Serif"}
    return f"Escape Routes {kinds.get(path.stem.partition('-')[0], 'DejaVu')}"


def css_families(face: Face, text: str = "") -> str:
    """Give the list of families for an SVG; the first is that in which the text was measured."""
    role, path = face.role, typeface(face, text)
    own, *further = ARABIC if is_arabic(text) else FAMILIES[role]
    if path != _packaged(role, face.bold, face.italic):
        own, further = _family(path), [own, *further]
    names = (own, embedded(path), *further) if is_packaged(path) else (own, *further)
    quoted = (f"'{name}'" if " " in name else name for name in dict.fromkeys(names))
    return ", ".join([*quoted, GENERIC[role]])


def width(text: str, face: Face, *, like: str = "") -> float:
    """Give the width of a line of text, units; a part of a line has the typeface of `like`."""
    letters = frozenset(like) if like else None
    plain = _width(text, face.role, face.bold, face.italic, letters) * face.size
    return plain + face.spacing * max(len(text) - 1, 0)


def wrapped(text: str, face: Face, room: float) -> list[str]:
    """Break a text into lines that fit; a word wider than the room stands on a line of its own.

    `room` is the width in units, as the size of the face is.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return closed_isolates(lines) if has_isolates(text) else lines


def balanced(text: str, face: Face, room: float) -> list[str]:
    """Break a text into as few lines as fit, all of about the same width.

    `room` is the width in units, as the size of the face is.
    """
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
    return _properties(typeface(face, text), size)


def forget() -> None:
    """Clear the caches, after typefaces were installed or removed."""
    for cache in (_properties, _font, _letters, _width, _typeface):
        cache.cache_clear()


def _is_arabic(letter: str) -> bool:
    return "\u0600" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f"


@lru_cache(maxsize=8)
def _packaged(role: Role, bold: bool, italic: bool) -> Path:  # noqa: FBT001
    package, stem = PACKAGED[role]
    return Path(str(files(package) / "files" / f"{stem}-{STYLES[bold, italic]}.ttf"))


@lru_cache(maxsize=8)
def _own(role: Role, style: Style) -> tuple[Path, ...]:
    """Give the files that come with packages, the best first; italic files have fewer letters."""
    import matplotlib as mpl

    folder = Path(mpl.get_data_path(), "fonts", "ttf")
    styles = dict.fromkeys((style, (style[0], False)))
    kinds: tuple[Role, ...] = ("sans",) if role == "sans" else ("serif", "sans")
    packaged = [_packaged(role, *style) for style in styles]
    names = [f"{DEJAVU[kind][0]}{DEJAVU[kind][1][style]}.ttf" for kind in kinds for style in styles]
    return (*packaged, *(folder / name for name in names))


def _candidates(role: Role, style: Style) -> Iterator[Path]:
    """Give typeface files to look for letters in: the packages' own, then the machine's."""
    from matplotlib.font_manager import fontManager

    yield from _own(role, style)
    for entry in sorted(fontManager.ttflist, key=lambda entry: (entry.name, entry.fname)):
        if "Last Resort" not in entry.name:  # has a box for every letter, and none to read
            yield Path(entry.fname)


@lru_cache(maxsize=2048)
def _typeface(role: Role, bold: bool, italic: bool, letters: frozenset[str]) -> Path:  # noqa: FBT001
    wanted = {ord(letter) for letter in letters if not letter.isspace() and letter not in MARKS}
    for path in _candidates(role, (bold, italic)):
        if wanted <= _letters(path):
            return path
    if any(map(_is_arabic, letters)):
        raise PictureError("picture.no-arabic")
    return _packaged(role, bold, italic)


@lru_cache(maxsize=64)
def _letters(path: Path) -> frozenset[int]:
    """Give the code points that a typeface has."""
    return frozenset(_opened(path).get_charmap())


def _family(path: Path) -> str:
    return str(_opened(path).family_name)


def _opened(path: Path) -> Any:
    """Open a font for this module alone: matplotlib draws with fonts that it keeps."""
    from matplotlib.ft2font import FT2Font

    return FT2Font(path)


@lru_cache(maxsize=256)
def _properties(path: Path, size: float) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=path, size=size)


@lru_cache(maxsize=64)
def _font(path: Path) -> Any:
    font = _opened(path)
    font.set_size(MEASURE, 72)
    return font


@lru_cache(maxsize=8192)
def _width(
    text: str,
    role: Role,
    bold: bool,  # noqa: FBT001
    italic: bool,  # noqa: FBT001
    letters: frozenset[str] | None,
) -> float:
    """Give the width of a text at size 1."""
    from matplotlib.ft2font import LoadFlags

    path = _typeface(role, bold, italic, letters or frozenset(text))
    with _MEASURING:
        font = _font(path)
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        return float(font.get_width_height()[0]) / 64 / MEASURE
