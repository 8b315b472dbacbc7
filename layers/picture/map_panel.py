"""One map of a picture: ground, marks, what stands in its corners, and its labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from geo.language.messages import messages_of
from layers.picture import base_map_shapes, label_candidates
from layers.picture.drawing import Outline, Shape, Sheet, Words, baseline
from layers.picture.label_placement import LINE, Placed, Room
from layers.picture.mark_layout import Marking
from layers.picture.projection import Rect
from layers.picture.surround.inset import draw_inset, globe_corner
from layers.picture.surround.scale_bar import draw_scale
from layers.style import map_style
from layers.style.picture_options import Language

WIDEST_INSET = 150.0
"""A view wider than this, degrees, says by itself where on earth it is."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A map as drawn: its labels, and what found no room."""

    placed: list[Placed]
    left_out: list[str]


def draw_map(
    sheet: Sheet, marking: Marking, language: Language, *, inset: bool, scale: bool
) -> Panel:
    """Draw a map into its frame, with a globe and a scale bar where wanted."""
    view, left_out = marking.view, list[str]()
    draw_ground(sheet, marking)
    marking.draw(sheet)
    points, taken = marking.line_points(), list[Rect]()
    with sheet.on("legend"):
        if scale:
            taken.append(draw_scale(sheet, view, messages_of(marking.scene.story.language)))
        if inset and view.extent[2] - view.extent[0] < WIDEST_INSET:
            spots = [marking.spot[mark.id] for mark in marking.places()]
            busy = np.vstack([points, np.array(spots).reshape(-1, 2)])
            corner = globe_corner(view.frame, busy, taken)
            if corner:
                taken.append(draw_inset(sheet, corner, view))
            else:
                left_out.append("inset")
    room = Room(view.frame, points, [*taken, *sign_boxes(marking)])
    placed, dropped = room.place(label_candidates.labels(marking, language))
    needed = ("traveller", "told", "place")
    left_out += [" ".join(one.lines) for one in dropped if one.kind in needed]
    with sheet.on("labels"):
        for one in placed:
            draw_label(sheet, one)
    return Panel(placed, left_out)


def draw_ground(sheet: Sheet, marking: Marking) -> None:
    """Draw sea, land, water and borders, and the countries of the story in their tints."""
    view = marking.view
    shapes = base_map_shapes.ground(view)
    focus = marking.scene.story.focus
    named = [mark.area for mark in marking.areas() if mark.area and mark.area not in focus]
    with sheet.on("base"):
        outline = base_map_shapes.globe_outline(view)
        if len(outline.codes):
            sheet.add(Shape(outline, fill=map_style.SEA, name="sea"))
        else:
            sheet.box(view.frame, fill=map_style.SEA)
        _fill(sheet, shapes.land, map_style.LAND, "land")
        for code in named:
            _fill(sheet, base_map_shapes.country(code, view)[0], map_style.NAMED, f"country-{code}")
        for code in focus:
            _fill(sheet, base_map_shapes.country(code, view)[0], map_style.FOCUS, f"country-{code}")
    with sheet.on("water"):
        if len(shapes.rivers.codes):
            sheet.add(Shape(shapes.rivers, stroke=map_style.RIVER, width=0.9))
        _fill(sheet, shapes.lakes, map_style.SEA, "lakes")
        if len(shapes.coast.codes):
            sheet.add(Shape(shapes.coast, stroke=map_style.BORDER, width=0.7))
    with sheet.on("borders"):
        if len(shapes.borders.codes):
            sheet.add(Shape(shapes.borders, stroke=map_style.BORDER, width=0.9))
        for code, wide in [*((c, 0.8) for c in named), *((c, 1.6) for c in focus)]:
            outline = base_map_shapes.country(code, view)[1]
            if len(outline.codes):
                sheet.add(Shape(outline, stroke=map_style.FOCUS_BORDER, width=wide))


def _fill(sheet: Sheet, outline: Outline, colour: str, name: str) -> None:
    if len(outline.codes):
        sheet.add(Shape(outline, fill=colour, name=name))


def sign_boxes(marking: Marking) -> list[Rect]:
    """What labels keep clear of: the signs of places, and question marks."""
    out = []
    for mark in marking.places():
        if mark.id not in marking.hidden and (reach := marking.rings_at(mark.id)):
            x, y = marking.spot[mark.id]
            out.append((x - reach, y - reach, x + reach, y + reach))
    for leg in marking.legs:
        if leg.mark.questioned and leg.seen:
            x, y = marking.question_at(leg)
            out.append((x - 9, y - 9, x + 9, y + 9))
    return out


def draw_label(sheet: Sheet, placed: Placed, *, opacity: float = 1.0) -> None:
    """Draw a label with its halo and leader."""
    label = placed.label
    left, top, right, _ = placed.box
    if placed.leader and opacity >= 1:
        sheet.stroke([placed.leader], label.colour, 0.8)
    if label.kind == "city":
        sheet.disc(label.spots[0], 1.5, fill=map_style.CITY_NAME)
    anchor: Literal["start", "middle", "end"] = "middle"
    x = (left + right) / 2
    if placed.side > 0:
        anchor, x = "start", left + 1.5
    elif placed.side < 0:
        anchor, x = "end", right - 1.5
    for i, line in enumerate(label.lines):
        middle = top + 0.75 + (i + 0.5) * label.face.size * LINE
        sheet.add(
            Words(
                line,
                x,
                baseline(middle, label.face) - 0.4,
                label.face,
                label.colour,
                anchor,
                label.halo,
                label_candidates.HALOS.get(label.kind, 1.4),
                opacity,
            )
        )
