"""What stands where in a picture: its words, the map, a key, its source; composed for each size."""

from __future__ import annotations

from geo.language.messages import Messages, messages_of
from layers.picture.drawing import Sheet
from layers.picture.map_panel import draw_map
from layers.picture.mark_layout import Marking, Mode
from layers.picture.projection import Rect, fit
from layers.picture.surround.legend import (
    KEY_LINE,
    LEAST_ROW,
    ROW,
    TIGHT_ROW,
    Key,
    Legend,
    context_looks,
    key_of,
    legend_of,
    subject_signs,
)
from layers.picture.surround.profile import draw_profile, profile_high, profiled
from layers.picture.surround.text_blocks import Words, foot_of, words_of
from layers.scene.extent import Extent
from layers.scene.scene_builder import EventMark, Scene
from layers.scene.visibility import marks_at, signs
from layers.style import map_style
from layers.style.picture_sizes import Size
from layers.text.clock import MomentTold, moment_told

GAP = 10.0
"""Air between the parts of a picture, units."""
COLUMN_FROM = 1.38
"""From this width to height on, the words stand in a column beside the map."""
COLUMN_LEAST = 520.0
"""A narrower picture has no such column, units."""
COLUMN_MOST = 290.0
"""A column of words is no wider than this, units: on a wide sheet the map has the rest."""
MAP_WIDE, MAP_HIGH = 0.7, 0.62
"""The least share of a picture's width that the map has beside a column of words; and that of its
height below the words."""
LEAST_ABOVE_PROFILE = 270.0
"""Beside a column of words a map above a profile is no lower than this, units."""
LEAST_MAP = 90.0
"""A map lower than this, units, leaves its legend out: there would be little but legend."""
TRIES = 4
"""How often a picture is laid out: the height of its legend and what its map shows depend on each
other."""
SIZES = ((20.0, 14.0), (19.0, 13.0), (17.5, 12.5), (16.0, 12.0), (15.0, 11.5), (14.0, 11.0))
"""Sizes of a headline and of the words below it, units; the largest that leave the map its room."""
LARGE = (26.0, 16.0)
"""Sizes that are tried first on a sheet that is seen from far, units."""
NARROW = 330.0
"""In a width below this the legend's rows stand closer, units."""


def type_sizes(size: Size) -> tuple[tuple[float, float], ...]:
    """Give the sizes of a headline and of the words below it, units, from the largest on."""
    return (LARGE, *SIZES) if size.far else SIZES


def is_aside(wide: float, high: float) -> bool:
    """Whether a sheet of such sides, units, has its words in a column beside the map."""
    return wide / high >= COLUMN_FROM and wide >= COLUMN_LEAST


def column_of(wide: float, margin: float) -> tuple[float, float]:
    """Give the width of the column beside the map, and where the map begins, units."""
    column = min((1 - MAP_WIDE) * wide - 2 * margin - GAP, COLUMN_MOST)
    return column, margin + column + GAP


def beside_words(frame: Rect, wide: float, say: Messages) -> Rect:
    """Give the frame of a map beside its words: right of them, or left where text runs leftwards.

    The frame and the width of the sheet are units.
    """
    left, top, right, bottom = frame
    return (wide - right, top, wide - left, bottom) if say.right_to_left else frame


class Composition:
    """Everything on the sheet, laid out; the map is drawn once its frame is known."""

    def __init__(
        self,
        scene: Scene,
        *,
        at: int,
        size: Size,
        extent: Extent,
        told: EventMark | None,
        title: str | None,
        inset: bool,
        legend: bool,
    ) -> None:
        """Lay it out; a `title` of None is the event's headline, or the moment asked for."""
        self.scene, self.at, self.told, self.extent = scene, at, told, extent
        self.say = messages_of(scene.story.told_in)
        self.sheet, self.left_out = Sheet(size, self.say.right_to_left), list[str]()
        wide, high = size.units
        self.aside = is_aside(wide, high)
        self.margin = 12.0 if self.aside else min(16.0, 0.045 * wide)
        self.wide, self.high = wide, high
        self.beside = told is not None and told.stop == at
        self.when = moment_told(scene, at, told)
        self.title = title
        self.wants_legend = legend
        self.foot = foot_of(scene, wide - 2 * self.margin)
        self.profiled = profiled(scene, told) if self.beside else None
        self._lay_out()
        self._draw(inset=inset)

    # --------------------------------------------------------------------------------- laid out

    def _words(self, room: float, sizes: tuple[float, float]) -> Words:
        title, when = self.title, self.when
        if title is None and when.asked:  # the moment is the title
            title, when = when.strong, MomentTold("", when.rest, when.rest)
        elif title is None:
            title = self.told.headline if self.told else ""
        tellers = self.told.subject.tellers if self.told and self.beside else ""
        known = self.scene.set_apart
        return words_of(title, when, tellers, known=known, room=room, sizes=sizes)

    def _lay_out(self) -> None:
        """Find the frame that leaves room for just the key that its own map needs."""
        m = self.margin
        self.column, self.left = self.wide - 2 * m, m
        if self.aside:
            self.column, self.left = column_of(self.wide, m)
        for size in type_sizes(self.sheet.size):
            self.words = self._words(self.column, size)
            rest = self.high - 2 * m - self.foot.height - GAP
            most = rest - (ROW * 4 if self.wants_legend else 0.0)
            if not self.aside:
                most = rest - MAP_HIGH * self.high - 10
            if self.words.height <= most:
                break
        present = self._all_signs() if self.wants_legend else set[str]()
        key_rows = 0.0 if self.beside else 1.0
        kept: set[str] | None = None
        for _ in range(TRIES):
            frame = self._frame(self._legend(present, key_rows), key_rows)
            if present and not self._fits(present, key_rows, frame):
                self.left_out.append("legend")
                present, self.wants_legend = set(), False
                frame = self._frame(legend_of((), self.column, say=self.say), key_rows)
            view = fit(self.extent, frame, borders=self.scene.story.borders or "")
            mode: Mode = "subject" if self.beside else "everyone"
            marking = Marking(self.scene, self.at, view, self.told, mode)
            wants_key = not self.beside or self.scene.compared
            key = key_of([marking], self.column) if wants_key else Key(())
            now = self._signs(marking) if self.wants_legend else set[str]()
            rows = float(len(key.rows))
            if (now in (present, kept)) and rows <= key_rows:
                present = now
                break
            kept, present, key_rows = present, now, rows
        self.view, self.marking, self.key = view, marking, key
        self.legend = self._legend(present, key_rows)

    def _signs(self, marking: Marking) -> set[str]:
        if self.beside:
            return subject_signs(marking)
        return signs(self.scene, marking.in_view())

    def _legend(self, present: set[str], key_rows: float) -> Legend:
        """Lay out the legend; where room is short, its rows stand closer."""
        if self.aside:
            room = self._column_room(key_rows)
            row = min(ROW, max(room / max(len(present), 1), LEAST_ROW))
        else:
            row = ROW if self.column > NARROW else TIGHT_ROW
        return legend_of(present, self.column, row=row, say=self.say, tracks=self.scene.tracks)

    def _column_room(self, key_rows: float) -> float:
        head = self.margin + self.words.height + 3 + key_rows * KEY_LINE + 15
        return self.high - self.margin - self.foot.height - GAP - head

    def _fits(self, present: set[str], key_rows: float, frame: Rect) -> bool:
        if self.aside:
            legend = self._legend(present, key_rows)
            return bool(legend.signs) and legend.height <= self._column_room(key_rows) + 2
        return frame[3] - frame[1] >= LEAST_MAP

    def _all_signs(self) -> set[str]:
        if self.beside:
            return {"may-be"}
        return signs(self.scene, marks_at(self.scene, self.at))

    def _frame(self, legend: Legend, key_rows: float) -> Rect:
        m = self.margin
        bottom = self.high - m - self.foot.height - GAP
        if self.aside:
            low = bottom - self._below_map(bottom - m)
            return beside_words((self.left, m, self.wide - m, low), self.wide, self.say)
        head = m + self.words.height + 3
        top = head + key_rows * KEY_LINE + 7 if self.words.height or key_rows else m
        high = legend.height + GAP - 2 if legend.signs else 0.0
        high += self._below_map(bottom - high - top)
        return m, top, self.wide - m, max(bottom - high, top + 20)

    def _below_map(self, room: float) -> float:
        """Give the height of the profile and its gap, in the room that map and profile share.

        Both are units; 0 where the map would be too low.
        """
        least = LEAST_ABOVE_PROFILE if self.aside else MAP_HIGH * self.high
        high = profile_high(room - least - GAP)
        return high + GAP if high and self.profiled is not None else 0.0

    # ------------------------------------------------------------------------------------ drawn

    def _draw(self, *, inset: bool) -> None:
        sheet = self.sheet
        sheet.box((0, 0, self.wide, self.high), fill=map_style.PAPER)
        panel = draw_map(sheet, self.marking, inset=inset, scale=True)
        self.placed, self.tags, self.has_inset = panel.placed, panel.tags, panel.inset
        self.left_out += panel.left_out
        self._around()

    def _around(self) -> None:
        with self.sheet.beside(0.0, self.wide):
            self._mirrored()

    def _mirrored(self) -> None:
        sheet, m = self.sheet, self.margin
        left, _, right, bottom = self.view.frame
        below = bottom
        foot = self.high - m - self.foot.height - GAP
        legend_high = 0.0 if self.aside or not self.legend.signs else self.legend.height + GAP - 2
        high = profile_high(foot - legend_high - bottom - GAP)
        if self.profiled is not None and high:
            below = bottom + GAP + high
            with sheet.on("legend"):
                box = (left, bottom + GAP, right, below)
                moment = self.marking.moment
                draw_profile(sheet, self.profiled, box, moment=moment, say=self.say)
        with sheet.on("labels"):
            top = self.words.draw(sheet, m, m - 3) if self.words.height else m
        with sheet.on("legend"):
            self.key.draw(sheet, m, top + 3)
            told = self.told.leg if self.told else None
            colours = [
                leg.mark.colour
                for leg in sorted(self.marking.legs, key=lambda leg: leg.mark.id != told)
                if self.marking.banded(leg) and leg.seen
            ]
            colour = map_style.colour_of(colours[0] if colours else 1)
            looks = context_looks([self.marking])
            if self.aside and self.legend.signs:
                low = foot - self.legend.height
                sheet.stroke([[(m, low - 6), (m + self.column, low - 6)]], map_style.HAIRLINE, 1.0)
                self.legend.draw(sheet, m, low, colour, context=looks)
            elif self.legend.signs:
                self.legend.draw(sheet, m, below + GAP - 3, colour, context=looks)
        with sheet.on("credit"):
            self.foot.draw(sheet, m, self.wide - m, self.high - m + 2)
