"""The legend of signs, and the key, which says whose colour is which."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.language.messages import Messages
from layers.picture import symbols
from layers.picture.drawing import Sheet, Words, baseline
from layers.picture.mark_layout import SOLID, Marking
from layers.scene.comparison import COLOURS
from layers.scene.scene_builder import Scene
from layers.style import map_style
from layers.style.typeface import Face, width, wrapped

if TYPE_CHECKING:
    from layers.scene.track_marks import TrackMark

LEGEND = Face("sans", 11.5)
KEY = Face("sans", 12, bold=True)
ROW = 18.0
"""Height of a row of the legend, units."""
TIGHT_ROW = 15.5
"""In rows of this height and less, units, the legend is set a little smaller."""
LEAST_ROW = 13.6
"""The least height of a row, units."""
SIGN_GAP = 7.0
COLUMN_GAP = 18.0
KEY_LINE = 16.0


Looks = frozenset[bool]
"""Whether lines of context are solid: empty, one of both, or both where some are."""


@dataclass(frozen=True, slots=True)
class Legend:
    """The signs present, in the legend's order, in columns each as wide as it needs."""

    columns: tuple[tuple[str, ...], ...]
    words: Mapping[str, str]
    gap: float
    row: float = ROW

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs in order."""
        return tuple(sign for column in self.columns for sign in column)

    @property
    def height(self) -> float:
        """The height, units."""
        return max((len(column) for column in self.columns), default=0) * self.row

    def draw(
        self, sheet: Sheet, left: float, top: float, colour: str, *, context: Looks = frozenset()
    ) -> None:
        """Draw it from a corner on, column by column; `colour` is a group's, for its band.

        `left` and `top` are units of the sheet, `context` says how lines of context are drawn.
        """
        face = _legend_face(self.row)
        for column in self.columns:
            for i, sign in enumerate(column):
                middle = top + (i + 0.5) * self.row
                band = map_style.mixed(colour, map_style.TINT)
                symbols.sample(
                    sheet, sign, left - 3, middle,
                    colour=band, stroke=map_style.INK, context=context,
                )  # fmt: skip
                x = left + symbols.SIGN_WIDTH - 3 + SIGN_GAP
                sheet.add(Words(self.words[sign], x, baseline(middle, face), face, map_style.INK))
            left += _column_width(column, self.words, face) + self.gap


def legend_of(
    present: Iterable[str],
    room: float,
    *,
    say: Messages,
    row: float = ROW,
    tracks: Sequence[TrackMark] = (),
) -> Legend:
    """Lay out the legend of the signs present in a width, in as few rows as it allows.

    `tracks` are those of the scene: the legend says from how long on a silence of theirs is a gap.
    `room` and `row` are units of the sheet.
    """
    wanted = set(present)
    ordered = tuple(sign for sign in (*map_style.TRACK_SIGNS, *map_style.SIGNS) if sign in wanted)
    told: Mapping[str, str] = {}
    if tracks:
        from layers.scene.track_marks import key_words  # noqa: PLC0415 - few stories have any

        told = key_words(tracks, say)
    words = {sign: told.get(sign) or say(f"sign.{sign}") for sign in ordered}
    face = _legend_face(row)
    for rows in range(1, len(ordered) + 1):
        columns = tuple(ordered[i : i + rows] for i in range(0, len(ordered), rows))
        used = sum(_column_width(column, words, face) for column in columns)
        gaps = len(columns) - 1
        if gaps == 0 or used + gaps * COLUMN_GAP <= room:
            gap = min((room - used) / gaps, 3 * COLUMN_GAP) if gaps else 0.0
            return Legend(columns, words, gap, row)
    return Legend((), words, 0.0, row)


def context_looks(markings: Iterable[Marking]) -> Looks:
    """Give whether the lines of context that are seen are solid, dashed, or some of both."""
    return frozenset(
        leg.mark.path in SOLID
        for marking in markings
        for leg in marking.legs
        if leg.seen and leg.role in ("before", "meanwhile")
    )


MOST = 3
"""Signs in the key of a picture of a subject."""
_TURN = ("reach", "gap", "doubted", "recorded", "may-be", "questioned", "open", "vague", "context")
"""Which signs a picture of a subject explains first."""


def subject_signs(marking: Marking) -> set[str]:
    """Give the signs of a subject and its context that no direct label explains, three at most."""
    present: set[str] = set()
    for leg in marking.legs:
        if not leg.seen:
            continue
        if leg.fade.start or leg.fade.end:
            present.add("open")
        if leg.role in ("before", "meanwhile"):
            present.add("context")
        if track := marking.track_of(leg):
            from layers.picture.track_drawing import track_signs  # noqa: PLC0415 - few have any

            present |= track_signs(track, marking.moment, leg.role)
        if marking.banded(leg):
            present.add("may-be")
        if leg.role == "subject" and leg.mark.questioned and leg.mark.outcome != "refused":
            present.add("questioned")
    for mark in marking.places():
        if marking.role_of(mark.id) == "subject" and marking.radius(mark):
            present.add("vague")
    return first_signs(present)


def first_signs(present: Iterable[str]) -> set[str]:
    """Give the signs that are explained first, three of those present at most."""
    wanted = set(present)
    return set([sign for sign in _TURN if sign in wanted][:MOST])


def _column_width(column: Sequence[str], words: Mapping[str, str], face: Face) -> float:
    widest = max(width(words[sign], face) for sign in column)
    return symbols.SIGN_WIDTH - 3 + SIGN_GAP + widest


def _legend_face(row: float) -> Face:
    return LEGEND if row > TIGHT_ROW else Face("sans", LEGEND.size - 1)


@dataclass(frozen=True, slots=True)
class Key:
    """Whose colour is whose: the groups whose lines are in view, in rows that fit."""

    rows: tuple[tuple[tuple[str, int], ...], ...]
    going_on: frozenset[int] = frozenset()
    """The numbers of the rows that continue the name above."""

    @property
    def height(self) -> float:
        """The height, units."""
        return len(self.rows) * KEY_LINE

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw it from a corner on.

        `left` and `top` are units of the sheet.
        """
        for number, row in enumerate(self.rows):
            x, middle = left, top + KEY_LINE / 2
            for name, colour in row:
                if number not in self.going_on:
                    line = [(x, middle), (x + 14, middle)]
                    sheet.stroke([line], map_style.colour_of(colour), 3.2)
                text = map_style.text_colour_of(colour)
                sheet.add(Words(name, x + 19, baseline(middle, KEY), KEY, text))
                x += _key_width(name)
            top += KEY_LINE


def key_of(markings: Sequence[Marking], room: float) -> Key:
    """Lay out the key of the groups whose travelled lines are in view, or of a comparison.

    `room` is units of the sheet.
    """
    scene = markings[0].scene
    if scene.compared:
        return _comparison(scene, room)
    names = _groups(markings)
    rows: list[list[tuple[str, int]]] = []
    used = math.inf
    for name, colour in names:
        wide = _key_width(name)
        if used + wide - 16 > room:
            rows.append([])
            used = 0.0
        rows[-1].append((name, colour))
        used += wide
    return Key(tuple(tuple(row) for row in rows))


def _comparison(scene: Scene, room: float) -> Key:
    """Lay out how two sources tell what is drawn, a row or more for each way."""
    rows: list[tuple[tuple[str, int], ...]] = []
    going_on = set[int]()
    for verdict, words in scene.verdicts:
        first, *more = wrapped(words, KEY, room - _key_width(""))
        rows.append(((first, COLOURS[verdict]),))
        for line in more:
            going_on.add(len(rows))
            rows.append(((line, COLOURS[verdict]),))
    return Key(tuple(rows), frozenset(going_on))


def _groups(markings: Sequence[Marking]) -> list[tuple[str, int]]:
    """Give name and colour of the groups whose travelled lines are in view."""
    present = {
        leg.mark.lanes[0]
        for marking in markings
        for leg in marking.legs
        if leg.seen and leg.shown.state != "not travelled"
    }
    return [(lane.name, lane.colour) for lane in markings[0].scene.lanes if lane.id in present]


def _key_width(name: str) -> float:
    return 19 + width(name, KEY) + 16
