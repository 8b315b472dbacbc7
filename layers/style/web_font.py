"""The letters of a picture's typefaces, put into its SVG, so that browsers set it as measured.

A drawing program takes the family of the same name that it has, and leaves these alone.
"""

# ruff: noqa: PLC0415 - fontTools is loaded only once an SVG is asked for

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from layers.style.typeface import Face, embedded, is_arabic, is_packaged, typeface


def font_faces(texts: Iterable[tuple[Face, str]]) -> str:
    """Give the @font-face rules for texts set in faces; only typefaces of packages are put in.

    Those are under licences that let a document hold them (SIL OFL 1.1, Bitstream Vera).
    """
    letters: dict[tuple[str, bool, bool, Path], set[str]] = {}
    for face, text in texts:
        path = typeface(face, text)
        if is_packaged(path):
            key = (embedded(path), face.bold, face.italic, path)
            letters.setdefault(key, set()).update(text)
    rules = []
    for (family, bold, italic, path), used in sorted(letters.items()):
        code_points = sorted(map(ord, used))
        data = base64.b64encode(_subset(path, tuple(code_points))).decode()
        rules.append(
            f"@font-face{{font-family:'{family}';font-weight:{700 if bold else 400};"
            f"font-style:{'italic' if italic else 'normal'};"
            f"unicode-range:{','.join(f'U+{code:X}' for code in code_points)};"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "\n".join(rules)


@lru_cache(maxsize=32)
def _subset(path: Path, code_points: tuple[int, ...]) -> bytes:
    """A typeface with these letters alone, as WOFF 1.0."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)  # the same bytes for the same letters
    options = Options(hinting=False, name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    options.drop_tables += ["FFTM"]  # FontForge's dates, which the subsetter does not know
    if not any(map(is_arabic, map(chr, code_points))):
        # No kerning: text is measured without it, and these tables take long to read.
        for table in {"GPOS", "GSUB", "GDEF"} & set(font.keys()):
            del font[table]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
