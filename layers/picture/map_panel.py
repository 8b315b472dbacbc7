"""A map of a picture: ground, marks, what stands in its corners, and its labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.language.messages import messages_of
from layers.picture import base_map_shapes, label_candidates
from layers.picture.drawing import Outline, Shape, Sheet, Words, baseline
from layers.picture.label_placement import LINE, Label, Placed, Room
from layers.picture.line_drawing import Ground
from layers.picture.mark_layout import Marking
from layers.picture.projection import Floats, Rect
from layers.picture.surround.edge_tags import Tag, draw_tags
from layers.picture.surround.inset import Corner, draw_inset, goes_beyond, inset_corner
from layers.picture.surround.scale_bar import draw_scale
from layers.style import map_style


@dataclass(frozen=True, slots=True)
class Panel:
    """A map as drawn: its labels, and what had no room."""

    placed: list[Placed]
    left_out: list[str]
    tags: tuple[Tag, ...] = ()
    inset: bool = False


def draw_map(sheet: Sheet, marking: Marking, *, inset: bool, scale: bool) -> Panel:
    """Draw a map into its frame, with an inset and a scale bar where wanted.

    The inset shows the full journey; there is none unless ways that are drawn leave the view.
    """
    view, left_out = marking.view, list[str]()
    say = messages_of(marking.scene.story.told_in)
    draw_ground(sheet, marking)
    marking.draw(sheet)
    points, taken = marking.line_points(), list[Rect]()
    signs = sign_boxes(marking)
    corner: Corner | None = None
    if inset and marking.mode != "journey" and goes_beyond(marking):
        corner = inset_corner(marking, points, signs)
        if corner:
            taken.append(draw_inset(sheet, corner, marking))
        else:
            left_out.append("inset")
    if scale:
        with sheet.on("legend"):
            taken.append(draw_scale(sheet, view, say, busy=points, taken=[*taken, *signs]))
    with sheet.on("labels"):
        tags = draw_tags(sheet, marking, [*taken, *signs]) if beside(marking) else ()
    taken += [tag.box for tag in tags]
    placed, dropped = place_labels(marking, points, [*taken, *signs])
    needed = ("way", "traveller", "told", "place")
    left_out += [" ".join(label.lines) for label in dropped if label.kind in needed]
    with sheet.on("labels"):
        for placed_label in placed:
            draw_label(sheet, placed_label, ground=marking.ground)
    return Panel(placed, left_out, tuple(tags), corner is not None)


def beside(marking: Marking) -> bool:
    """Whether a map shows a subject, not everyone."""
    return marking.mode == "subject"


def place_labels(
    marking: Marking, points: Floats, taken: Sequence[Rect]
) -> tuple[list[Placed], list[Label]]:
    """Place the labels of a map; gives those placed and those without room.

    The subject's own places are named before its way is labelled; after it, if the way's label has
    no room otherwise.
    """
    tries = []
    for way_first in (False, True):
        room = Room(marking.view.frame, points, list(taken))
        tries.append(room.place(label_candidates.labels(marking, way_first=way_first)))
        if not any(label.kind == "way" for label in tries[-1][1]):
            break

    def lost(tried: tuple[list[Placed], list[Label]]) -> int:
        return sum({"way": 3, "told": 2}.get(label.kind, 0) for label in tried[1])

    return min(tries, key=lost)


def draw_ground(sheet: Sheet, marking: Marking) -> None:
    """Draw sea, land, water and borders, and the countries of the story in their tints."""
    view = marking.view
    shapes = base_map_shapes.ground(view)
    focus = marking.scene.story.focus
    named = [
        mark.area
        for mark in marking.areas()
        if mark.area and mark.area not in focus and marking.mode != "journey"
    ]
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
        if len(shapes.disputed.codes):
            dash = map_style.DISPUTED
            sheet.add(Shape(shapes.disputed, stroke=map_style.BORDER, width=0.9, dash=dash))
        for code, wide in [*((c, 0.8) for c in named), *((c, 1.6) for c in focus)]:
            _, outline, disputed = base_map_shapes.country(code, view)
            colour = map_style.FOCUS_BORDER
            if len(outline.codes):
                sheet.add(Shape(outline, stroke=colour, width=wide))
            if len(disputed.codes):
                dash = map_style.DISPUTED
                sheet.add(Shape(disputed, stroke=colour, width=wide, dash=dash))


def _fill(sheet: Sheet, outline: Outline, colour: str, name: str) -> None:
    if len(outline.codes):
        sheet.add(Shape(outline, fill=colour, name=name))


def sign_boxes(marking: Marking) -> list[Rect]:
    """Give the boxes that labels must not cover: signs of places, and question marks."""
    out = []
    for mark in marking.places():
        if mark.id not in marking.hidden and (reach := marking.rings_at(mark.id)):
            x, y = marking.spot[mark.id]
            out.append((x - reach, y - reach, x + reach, y + reach))
    for leg in marking.legs:
        if leg.mark.questioned and leg.seen and marking.strong(leg) and marking.mode != "journey":
            x, y = marking.question_at(leg)
            out.append((x - 12, y - 12, x + 12, y + 12))
    return out


def _ground_under(box: Rect, ground: Ground) -> str:
    """Give the colour of most of the ground under a box."""
    left, top, right, bottom = box
    across = [left + (right - left) * share for share in (0.1, 0.3, 0.5, 0.7, 0.9)]
    colours = [ground((x, (top + bottom) / 2)) for x in across]
    return max(colours, key=colours.count)


def draw_label(sheet: Sheet, placed: Placed, *, ground: Ground, opacity: float = 1.0) -> None:
    """Draw a label with its leader, and a halo in the colour of the ground below it.

    `opacity` is 0 to 1; below 1 it has no leader.
    """
    label = placed.label
    left, top, right, _ = placed.box
    halo = _ground_under(placed.box, ground)
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
    top += 0.75
    for i, line in enumerate(label.lines):
        face, colour = label.set_in(i)
        high = face.size * LINE
        sheet.add(
            Words(
                line,
                x,
                baseline(top + high / 2, face) - 0.4,
                face,
                colour,
                anchor,
                halo,
                label_candidates.HALOS.get(label.kind, 1.4),
                opacity,
            )
        )
        top += high
