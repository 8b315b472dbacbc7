"""A sheet written as SVG, PDF or PNG by matplotlib, which is imported only here, when it is needed.

Text is written as text: in the SVG each line is a <text>, with a second <text> below it for its
halo, since not every editor knows `paint-order`. Colours are solid, so that no editor has to turn
anything into a bitmap.

matplotlib is not thread-safe: its settings are those of the process. So all drawing, of pictures
and of films, is done here under the same lock.
"""

# ruff: noqa: PLC0415 - matplotlib is loaded only once a picture is asked for

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import RLock
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from cachetools import LRUCache, cached

from geo.language.direction import (
    has_isolates,
    is_all_right_to_left,
    is_right_to_left,
    visual_runs,
)
from layers.picture.drawing import Shape, Sheet, Words
from layers.style.picture_options import Format
from layers.style.picture_sizes import POINTS_PER_INCH, Size, scaled
from layers.style.typeface import Face, css_families, is_arabic, properties, width
from layers.style.web_font import font_faces

_DRAWING = RLock()
"""Held by every thread that uses matplotlib."""
SETTINGS: Any = {
    "text.hinting": "no_hinting",
    "text.parse_math": False,  # a headline's dollars are dollars
    "path.simplify": False,
}
MOST_OUTLINES = 20_000_000
"""Size of the cache for outlines of text, bytes: a story may have long names."""
COMPRESSION = 3
"""Level of a PNG's compression: it takes a third of the time of the usual 6, and the file is hardly
larger."""


def put_out(sheet: Sheet, form: Format, *, scale: int = 1, title: str, description: str) -> bytes:
    """Give the sheet as a file, the same bytes for the same sheet.

    `scale` is 1, 2 or 3, for a PNG alone. Raises PictureError for a PNG that would be too large.
    """
    import matplotlib as mpl

    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "escape-routes",
        "pdf.fonttype": 42,
        **SETTINGS,
    }
    write = {"svg": _svg, "pdf": _pdf, "png": _png}[form]
    with _DRAWING, _without_docstrings(), mpl.rc_context(settings):
        return write(sheet, _metadata(form, title, description), scale)


@contextmanager
def _without_docstrings() -> Iterator[None]:
    """Let matplotlib be imported without the docstrings of its setters, a third of that time."""
    from matplotlib import artist

    module: Any = artist
    compose, module.kwdoc = module.kwdoc, lambda _artist: ""
    try:
        yield
    finally:
        module.kwdoc = compose


def _svg(sheet: Sheet, metadata: dict[str, Any], _scale: int) -> bytes:
    # A Figure would load axes, ticks and projections of matplotlib's own, which no picture has.
    from matplotlib.backends.backend_svg import RendererSVG

    renderer_svg: Any = RendererSVG
    wide, high = sheet.size.points
    out = io.StringIO()
    renderer = renderer_svg(wide, high, out, metadata=metadata)
    _draw(sheet, renderer, sheet.size.unit * sheet.size.pixel)
    renderer.finalize()
    texts = [
        (item.face, item.plain)
        for items in sheet.items.values()
        for item in items
        if isinstance(item, Words)
    ]
    title, description = metadata["Title"], metadata["Description"]
    return _svg_head(out.getvalue(), sheet.size, title, description, font_faces(texts))


class _PngFile(io.BytesIO):
    """A PNG in memory: by the ending of its name Pillow loads the module for PNG, not for all."""

    name = "picture.png"


def _png(sheet: Sheet, metadata: dict[str, Any], scale: int) -> bytes:
    from matplotlib.backends.backend_agg import RendererAgg
    from PIL import Image, PngImagePlugin

    wide, high = scaled(sheet.size, scale)
    dpi = POINTS_PER_INCH * wide / sheet.size.points[0]
    renderer_agg: Any = RendererAgg
    renderer = renderer_agg(wide, high, dpi)
    _draw(sheet, renderer, sheet.size.unit * sheet.size.pixel)
    said = PngImagePlugin.PngInfo()
    for name, text in metadata.items():
        said.add_itxt(name, text)
    out = _PngFile()
    bitmap = Image.fromarray(np.asarray(renderer.buffer_rgba())[..., :3])  # the paper covers all
    bitmap.save(out, pnginfo=said, dpi=(dpi, dpi), compress_level=COMPRESSION)
    return out.getvalue()


def _pdf(sheet: Sheet, metadata: dict[str, Any], _scale: int) -> bytes:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

    class Drawn(Artist):  # type: ignore[misc, unused-ignore]
        def draw(self, renderer: Any) -> None:
            _draw(sheet, renderer, sheet.size.unit * sheet.size.pixel)

    wide, high = (side / POINTS_PER_INCH for side in sheet.size.points)
    figure = Figure(figsize=(wide, high), dpi=POINTS_PER_INCH, frameon=False)
    figure.add_artist(Drawn())
    out = io.BytesIO()
    figure.savefig(out, format="pdf", dpi=POINTS_PER_INCH, metadata=metadata)
    return out.getvalue()


class Bitmap:
    """A bitmap for the frames of a film: sheets are drawn onto it in turn."""

    def __init__(self, size: Size) -> None:
        with _DRAWING, _without_docstrings():
            from matplotlib.backends.backend_agg import RendererAgg

        self.size = size
        renderer: Any = RendererAgg
        with _DRAWING:
            self._renderer = renderer(size.width, size.height, POINTS_PER_INCH)
        self.pixels = np.asarray(self._renderer.buffer_rgba())
        """The bitmap itself, to be read and written: bytes of shape (height, width, 4), RGBA."""

    def draw(self, sheet: Sheet) -> None:
        """Draw a sheet on top of what the bitmap has."""
        import matplotlib as mpl

        with _DRAWING, mpl.rc_context(SETTINGS):
            _draw(sheet, self._renderer, self.size.unit)


def _metadata(form: Format, title: str, description: str) -> dict[str, Any]:
    if form == "svg":
        return {
            "Title": title,
            "Description": description,
            "Creator": "Escape Routes",
            "Date": None,
        }
    if form == "pdf":
        return {
            "Title": title,
            "Subject": description,
            "Creator": "Escape Routes",
            "CreationDate": None,
        }
    return {"Title": title, "Description": description, "Software": "Escape Routes"}


def _svg_head(text: str, size: Size, title: str, description: str, fonts: str) -> bytes:
    """Say the true size, and describe the picture to those who do not see it."""
    points = size.pixel != 1.0
    wide, high = size.points if points else (size.width, size.height)
    unit = "pt" if points else "px"
    _, rest = text.split("<svg ", 1)
    opening, rest = rest.split(">", 1)
    opening = re.sub(r'\b(width|height)="[^"]*"', "", opening)
    opening = " ".join(opening.split())
    # Without it Chromium rounds the widths of letters to pixels: names end elsewhere than laid out.
    exact = 'text-rendering="geometricPrecision"'
    named = 'role="img" aria-labelledby="title description"'
    rest = re.sub(r"<title>.*?</title>", "", rest, count=1, flags=re.DOTALL)
    rest = re.sub(r"<style.*?</style>\s*", "", rest, count=1, flags=re.DOTALL)
    rest = rest.replace("<defs>\n </defs>", "")
    joins = 'stroke-linejoin="round" stroke-linecap="butt"'  # as in the style sheet taken out
    at = rest.index('<g id="base"')
    rest = f'{rest[:at]}<g id="picture" {joins}>\n{rest[at:]}'.replace("</svg>", "</g>\n</svg>")
    sides = f'width="{wide:g}{unit}" height="{high:g}{unit}"'
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<svg {sides} {opening} {exact} {named}>\n'
        f' <title id="title">{escape(title)}</title>\n <desc id="description">'
        f"{escape(description)}</desc>\n <style>\n{fonts}\n </style>{rest}"
    ).encode()


def _draw(sheet: Sheet, renderer: Any, factor: float) -> None:
    is_svg = hasattr(renderer, "writer")
    pixels = renderer.points_to_pixels(1.0) * factor
    tall = sheet.size.units[1]
    pencil = _Pencil(renderer, factor, pixels, tall, is_svg=is_svg)
    for name, items in sheet.items.items():
        renderer.open_group(name, gid=name)
        halos = [item for item in items if isinstance(item, Words) and item.halo]
        if halos:  # all halos below all words, in a group that an editor can drop at once
            renderer.open_group("halos", gid=f"{name}-halos")
            for words in halos:
                pencil.halo(words)
            renderer.close_group("halos")
        for item in items:
            if isinstance(item, Words):
                pencil.words(item)
            else:
                pencil.shape(item)
        renderer.close_group(name)


@dataclass
class _Pencil:
    renderer: Any
    factor: float
    pixels: float
    tall: float
    is_svg: bool

    def shape(self, item: Shape) -> None:
        from matplotlib.colors import to_rgba
        from matplotlib.path import Path
        from matplotlib.transforms import IdentityTransform

        page = item.outline.vertices * (self.pixels, -self.pixels) + (0, self.tall * self.pixels)
        if self.is_svg:  # a hundredth of a pixel is enough, and a third of the file
            page = page.round(2)
        path = Path(page, item.outline.codes)
        gc = self.renderer.new_gc()
        gc.set_linewidth(item.width * self.factor if item.stroke else 0.0)
        if item.stroke:
            gc.set_foreground(item.stroke)
        gc.set_joinstyle("round")
        gc.set_capstyle("round" if item.round else "butt")
        if item.dash:
            gc.set_dashes(item.begun * self.factor, [length * self.factor for length in item.dash])
        gc.set_snap(False)
        if item.name and self.is_svg:
            gc.set_gid(item.name)
            self.renderer.open_group(item.name, gid=item.name)
        fill = to_rgba(item.fill) if item.fill else None
        self.renderer.draw_path(gc, path, IdentityTransform(), fill)
        if item.name and self.is_svg:
            self.renderer.close_group(item.name)
        gc.restore()

    def words(self, item: Words) -> None:
        if self.is_svg:
            self._element(item, fill=item.colour)
            return
        gc = self.renderer.new_gc()
        gc.set_foreground(item.colour)
        if item.opacity < 1:  # an alpha of 1 would be written out too
            gc.set_alpha(item.opacity)
        prop = properties(item.face, round(item.face.size * self.factor, 4), item.text)
        x, y = item.left * self.pixels, item.y * self.pixels
        if self.renderer.flipy() and item.face.spacing:
            self._spaced(gc, item)
        elif self.renderer.flipy():
            self.renderer.draw_text(gc, x, y, item.set_text, prop, 0)
        else:
            y = self.tall * self.pixels - y
            self._pdf_text(gc, x, y, item, prop)
        gc.restore()

    def halo(self, item: Words) -> None:
        wide = 2 * item.halo_width
        if self.is_svg:
            self._element(
                item, fill=item.halo or "", stroke=item.halo or "", wide=wide * self.factor
            )
            return
        gc = self.renderer.new_gc()
        gc.set_linewidth(wide * self.factor)
        gc.set_foreground(item.halo)
        if item.opacity < 1:  # an alpha of 1 would be written out too
            gc.set_alpha(item.opacity)
        gc.set_joinstyle("round")
        gc.set_capstyle("round")
        path, transform = self._as_path(item)
        self.renderer.draw_path(gc, path, transform, None)
        gc.restore()

    def _spaced(self, gc: Any, item: Words) -> None:
        """Draw spaced letters as shapes: as glyphs they would be rounded to full pixels."""
        gc.set_linewidth(0)
        path, transform = self._as_path(item)
        self.renderer.draw_path(gc, path, transform, gc.get_rgb())

    def _as_path(self, item: Words) -> tuple[Any, Any]:
        from matplotlib.transforms import Affine2D

        path = _text_path(item.set_text, item.face)
        size = item.face.size * self.pixels / 100
        at = (item.left * self.pixels, (self.tall - item.y) * self.pixels)
        return path, Affine2D().scale(size).translate(*at)

    def _pdf_text(self, gc: Any, x: float, y: float, item: Words, prop: Any) -> None:
        if not item.face.spacing:
            self.renderer.draw_text(gc, x, y, item.set_text, prop, 0)
            return
        from matplotlib.backends import backend_pdf

        # The space between letters is a state of the page (Tc, ISO 32000-1, 9.3.2), so that the
        # word stays a single word for those who search or edit it.
        self.renderer.check_gc(gc, gc._rgb)
        spacing = item.face.spacing * self.factor
        verbatim: Any = backend_pdf.Verbatim
        self.renderer.file.output(verbatim(f"{spacing:.3f} Tc".encode()))
        self.renderer.draw_text(gc, x, y, item.set_text, prop, 0)
        self.renderer.file.output(verbatim(b"0 Tc"))

    def _element(
        self, item: Words, *, fill: str, stroke: str | None = None, wide: float = 0.0
    ) -> None:
        crossed = has_isolates(item.text) and is_right_to_left(item.text)
        if crossed or (item.right_to_left and not is_all_right_to_left(item.text)):
            self._run_by_run(item, fill=fill, stroke=stroke, wide=wide)
            return
        anchor = item.anchor  # in Arabic too: without `direction` nothing swaps start and end
        attributes = {
            "x": f"{item.x * self.pixels:.2f}",
            "y": f"{item.y * self.pixels:.2f}",
            "font-family": css_families(item.face, item.like or item.text),
            "font-size": f"{item.face.size * self.factor:.2f}px",
            "fill": fill,
        }
        if item.face.bold:
            attributes["font-weight"] = "700"
        if item.face.italic:
            attributes["font-style"] = "italic"
        if item.face.spacing:
            attributes["letter-spacing"] = f"{item.face.spacing * self.factor:.2f}"
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if is_arabic(item.text):
            attributes["xml:lang"] = "ar"
        if stroke:
            attributes |= {
                "stroke": stroke,
                "stroke-width": f"{wide:.2f}",
                "stroke-linejoin": "round",
                "aria-hidden": "true",
            }
        else:
            attributes["stroke"] = "none"
        self.renderer.writer.element("text", item.plain, attrib=attributes)

    def _run_by_run(self, item: Words, **look: Any) -> None:
        """Write a line with both directions run by run, since Inkscape does not order the runs."""
        x = item.left
        for run in visual_runs(item.text, right_to_left=item.right_to_left):
            if text := run.strip():
                lead = width(run[: len(run) - len(run.lstrip())], item.face, like=item.text)
                piece = replace(
                    item, text=text, x=x + lead, anchor="start", right_to_left=False, like=item.text
                )
                self._element(piece, **look)
            x += width(run, item.face, like=item.text)


@cached(LRUCache(MOST_OUTLINES, getsizeof=lambda path: path.vertices.nbytes + 500))
def _text_path(text: str, face: Face) -> Any:
    """Give the outlines of a line of text at 100 points, with the spacing of the face."""
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    prop = properties(face, 100.0, text)
    if not face.spacing:
        return TextPath((0, 0), text, prop=prop)
    plain = Face(face.role, face.size, face.bold, face.italic)
    step = face.spacing / face.size * 100
    paths = []
    for i, letter in enumerate(text):
        if letter.strip():
            before = width(text[: i + 1], plain) - width(letter, plain)
            at = before / face.size * 100 + step * i
            paths.append(TextPath((at, 0), letter, prop=prop))
    return Path.make_compound_path(*paths)
