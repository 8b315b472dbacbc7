"""The letters of a picture's typefaces, put into its SVG, so that browsers set it as measured.

A drawing program takes the family of the same name that it has, and leaves these alone.
"""

# ruff: noqa: PLC0415 - HarfBuzz is loaded only once an SVG is asked for

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from layers.style.typeface import Face, embedded, is_arabic, is_packaged, typeface

NAMES = (0, 1, 2, 13, 14)
"""Ids of the names of a typeface that stay (OpenType): copyright, family, style, and the licence,
which requires it."""
LAYOUT = tuple(int.from_bytes(tag) for tag in (b"BASE", b"GDEF", b"GPOS", b"GSUB"))
"""Tables that Arabic needs and other letters do not: text is measured without kerning."""


def font_faces(texts: Iterable[tuple[Face, str]]) -> str:
    """Give the @font-face rules for texts set in faces; only typefaces of packages are embedded.

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
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    return "\n".join(rules)


@lru_cache(maxsize=32)
def _subset(path: Path, code_points: tuple[int, ...]) -> bytes:
    """Give a typeface with only these letters, the same bytes for the same letters."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(code_points)
    wanted.name_id_set.clear()
    wanted.name_id_set.update(NAMES)
    if not any(map(is_arabic, map(chr, code_points))):
        wanted.drop_table_tag_set.update(LAYOUT)
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return bytes(uharfbuzz.subset(face, wanted).blob.data)
