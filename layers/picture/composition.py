"""What stands where in a picture: headline, map, legend, source, composed anew for each size."""

from __future__ import annotations

from geo.language.messages import messages_of
from layers.picture.drawing import Sheet
from layers.picture.map_panel import draw_map
from layers.picture.mark_layout import Marking
from layers.picture.projection import Rect, fit
from layers.picture.surround.legend import (
    KEY_LINE,
    LEAST_ROW,
    ROW,
    TIGHT_ROW,
    Legend,
    band_colour,
    key_of,
    legend_of,
)
from layers.picture.surround.text_blocks import foot_of, headline_block, moment_block
from layers.scene.extent import Extent
from layers.scene.scene_builder import EventMark, Scene
from layers.scene.visibility import marks_at, signs
from layers.style import map_style
from layers.style.picture_options import Language
from layers.style.picture_sizes import Size
from layers.text.clock import moment_told

GAP = 10.0
COLUMN_FROM = 1.38
"""From this width to height on, the words stand in a column beside the map."""
COLUMN_LEAST = 520.0
LEAST_MAP = 90.0
"""A map lower than this, units, leaves its legend out: it would be nothing but legend."""
TRIES = 4
HEADLINES = (map_style.TYPE["title"], 26, 23, map_style.TYPE["headline"])
"""Sizes of a headline beside the map: the largest that leaves the legend its room."""
NARROW = 330.0
"""In a width below this the legend's rows stand closer, units."""


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
        title: str,
        language: Language,
        inset: bool,
        legend: bool,
    ) -> None:
        self.scene, self.at, self.told, self.extent = scene, at, told, extent
        self.say = messages_of(scene.story.language)
        self.sheet, self.left_out = Sheet(size), list[str]()
        wide, high = size.units
        self.margin = min(16.0, 0.045 * wide)
        self.wide, self.high = wide, high
        self.when = moment_told(scene, at, told)
        self.title, self.wants_legend = title, legend
        self.foot = foot_of(scene, wide - 2 * self.margin)
        aside = wide / high >= COLUMN_FROM and wide >= COLUMN_LEAST
        self._lay_out(aside=aside)
        self._draw(language, inset=inset)

    # --------------------------------------------------------------------------------- laid out

    def _lay_out(self, *, aside: bool) -> None:
        """Find the frame that leaves room for just the legend that its own map needs."""
        m = self.margin
        column = min(max(self.wide * 0.29, 195.0), 300.0) if aside else self.wide - 2 * m
        self.column = column
        self.words = moment_block(self.when, column)
        present = self._all_signs() if self.wants_legend else set[str]()
        for size in HEADLINES if aside else (self._headline_size(column),):
            self.headline = headline_block(self.title, column, size) if self.title else None
            if not aside or self._column_room(2) >= len(present) * ROW:
                break
        key_rows = 1.0
        kept: set[str] | None = None
        for _ in range(TRIES):
            frame = self._frame(self._legend(present, key_rows, aside=aside), key_rows, aside=aside)
            if present and not self._fits(present, key_rows, frame, aside=aside):
                if aside:
                    self._lay_out(aside=False)
                    return
                self.left_out.append("legend")
                present, self.wants_legend = set(), False
                frame = self._frame(legend_of((), column, say=self.say), key_rows, aside=aside)
            view = fit(self.extent, frame)
            marking = Marking(self.scene, self.at, view, self.told)
            key = key_of([marking], column)
            now = signs(self.scene, marking.in_view()) if self.wants_legend else set[str]()
            rows = float(len(key.rows))
            if (now in (present, kept)) and rows <= key_rows:
                present = now
                break
            kept, present, key_rows = present, now, rows
        self.view, self.marking, self.key = view, marking, key
        self.legend = self._legend(present, key_rows, aside=aside)
        self.aside = aside

    def _legend(self, present: set[str], key_rows: float, *, aside: bool) -> Legend:
        """Lay out the legend; where room is short, its rows stand closer."""
        if aside:
            room = self._column_room(key_rows)
            row = min(ROW, max(room / max(len(present), 1), LEAST_ROW))
        else:
            row = ROW if self.column > NARROW else TIGHT_ROW
        return legend_of(present, self.column, row=row, say=self.say)

    def _column_room(self, key_rows: float) -> float:
        head = self.margin + self._head_height() + 3 + key_rows * KEY_LINE + 15
        return self.high - self.margin - self.foot.height - GAP - head

    def _fits(self, present: set[str], key_rows: float, frame: Rect, *, aside: bool) -> bool:
        if aside:
            high = self._legend(present, key_rows, aside=True).height
            return high <= self._column_room(key_rows) + 2
        return frame[3] - frame[1] >= LEAST_MAP

    def _headline_size(self, column: float) -> float:
        if column > 560:  # noqa: PLR2004
            return map_style.TYPE["title"] - 3
        return map_style.TYPE["headline"] + (3 if column > 400 else -1 if column < 270 else 1)  # noqa: PLR2004

    def _all_signs(self) -> set[str]:
        return signs(self.scene, marks_at(self.scene, self.at))

    def _head_height(self) -> float:
        head = self.headline.height + 5 if self.headline else 0.0
        return head + self.words.height

    def _frame(self, legend: Legend, key_rows: float, *, aside: bool) -> Rect:
        m = self.margin
        bottom = self.high - m - self.foot.height - GAP
        if aside:
            return m + self.column + GAP + 8, m, self.wide - m, bottom
        top = m + self._head_height() + 3 + key_rows * KEY_LINE + 7
        high = legend.height + GAP - 2 if legend.signs else 0.0
        return m, top, self.wide - m, max(bottom - high, top + 20)

    # ------------------------------------------------------------------------------------ drawn

    def _draw(self, language: Language, *, inset: bool) -> None:
        sheet = self.sheet
        sheet.box((0, 0, self.wide, self.high), fill=map_style.PAPER)
        panel = draw_map(sheet, self.marking, language, inset=inset, scale=True)
        self.placed = panel.placed
        self.left_out += panel.left_out
        self._around()

    def _around(self) -> None:
        sheet, m = self.sheet, self.margin
        top = m
        with sheet.on("labels"):
            if self.headline:
                top = self.headline.draw(sheet, m, m - 3) + 5
            top = self.words.draw(sheet, m, top)
        with sheet.on("legend"):
            self.key.draw(sheet, m, top + 3)
            told = self.told.leg if self.told else None
            colour = band_colour(sorted(self.marking.legs, key=lambda leg: leg.mark.id != told))
            if self.aside:
                top += 3 + self.key.height + 8
                sheet.stroke([[(m, top), (m + self.column, top)]], map_style.HAIRLINE, 1.0)
                self.legend.draw(sheet, m, top + 7, colour)
            else:
                self.legend.draw(sheet, m, self.view.frame[3] + GAP - 3, colour)
        with sheet.on("credit"):
            self.foot.draw(sheet, m, self.wide - m, self.high - m + 2)
