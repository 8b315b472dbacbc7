"""Several moments of a story side by side in one picture.

Each panel says its headline, its time and who tells it. Each frames its own subject, with a scale
bar that says so; or all share one frame.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geo.language.messages import messages_of
from geo.time.time_in_words import TimeWords
from layers.picture.composition import GAP
from layers.picture.drawing import Sheet
from layers.picture.label_placement import Placed
from layers.picture.map_panel import Panel, draw_map
from layers.picture.map_picture import (
    Picture,
    checked_event,
    checked_moment,
    extent_of,
    label_boxes,
    seen_of,
    title_of,
)
from layers.picture.mark_layout import Marking, Mode
from layers.picture.matplotlib_output import put_out
from layers.picture.projection import Rect, View, fit
from layers.picture.surround.legend import (
    KEY_LINE,
    Key,
    Legend,
    context_looks,
    first_signs,
    key_of,
    legend_of,
    subject_signs,
)
from layers.picture.surround.text_blocks import Block, foot_of, headline_block
from layers.scene.extent import Extent
from layers.scene.scene_builder import EventMark, Scene, told_in
from layers.scene.visibility import signs
from layers.style import map_style
from layers.style.picture_options import (
    BOARD,
    MEDIA_TYPES,
    PictureOptions,
    checked_format,
    checked_language,
)
from layers.style.picture_sizes import PictureError, Size, size_of
from layers.style.typeface import Face, balanced, wrapped
from layers.text.alt_text import alt_texts
from layers.text.clock import moment_told
from layers.text.credits import publishers_line, source_line

MOST = 12
"""The most panels."""
BETWEEN = 14.0
"""Between two panels, units."""
CAPTION = Face("sans", 11.5)
MOMENT = Face("sans", 12, bold=True)
LEAST_PANEL = 90.0
"""The least width and height of a panel's map, units."""
TITLE, WIDE_ROOM = (27.0, 20.0), 560.0
"""Sizes of the title in a room wider than this, units, and in a narrower one."""
ASPECT = 1.15
"""Width to height that a panel comes near to."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A panel: its moment, the event told, the lines above its map, and the map's frame."""

    at: int
    told: EventMark | None
    caption: Block
    frame: Rect
    left: float
    top: float


def storyboard(
    scene: Scene,
    *,
    moments: Sequence[int | str],
    options: PictureOptions = BOARD,
    same_frame: bool = False,
) -> Picture:
    """Make a single picture of several moments, each epoch milliseconds or an event's id.

    Each panel frames its own subject. With `same_frame`, or an `extent` that is no event's, all
    show the same extent in the same scale: the `extent` given, else the story's. All further
    options and the errors are those of `picture`. Raises PictureError also for no moment, for more
    than twelve (MOST), and where the panels would be too small to read.
    """
    checked_format(options.format)
    checked_language(options.language)
    scene = told_in(scene, options.language)
    if not 1 <= len(moments) <= MOST:
        raise PictureError("board.moments", most=MOST, n=len(moments))
    sized, form, extent = size_of(options.size), options.format, options.extent
    told = [checked_event(scene, moment) if isinstance(moment, str) else None for moment in moments]
    times = [mark.stop if mark else int(moment) for mark, moment in zip(told, moments, strict=True)]
    for at in times:
        checked_moment(scene, at)
    title = title_of(options, scene.story.title) or ""
    if same_frame and extent in (None, "event"):
        extent = "story"
    extents = [extent_of(scene, None if extent == "event" else extent, mark) for mark in told]
    cells = list(zip(times, told, strict=True))
    made = _Board(scene, sized, cells, extents, title, legend=options.legend)
    made.draw()
    short, long = made.words()
    many = options.scale if form == "png" else 1
    return Picture(
        data=put_out(made.sheet, form, scale=options.scale, title=short, description=long),
        media_type=MEDIA_TYPES[form],
        alt_short=short,
        alt_long=long,
        width=sized.width * many,
        height=sized.height * many,
        frame=_scaled(made.cells[0].frame, sized.unit),
        extent=made.markings[0].view.extent,
        projection=made.markings[0].view.projection.name,
        labels=label_boxes(made.placed, sized),
        shown=tuple(dict.fromkeys(mark for marking in made.markings for mark in marking.in_view())),
        signs=made.legend.signs,
        left_out=tuple(dict.fromkeys(made.left_out)),
    )


class _Board:
    """The panels, laid out in rows, with a common legend of all their signs."""

    def __init__(
        self,
        scene: Scene,
        size: Size,
        moments: list[tuple[int, EventMark | None]],
        extents: list[Extent],
        title: str,
        *,
        legend: bool,
    ) -> None:
        self.scene, self.sheet, self.moments, self.extents = scene, Sheet(size), moments, extents
        self.sheet.right_to_left = messages_of(scene.story.told_in).right_to_left
        self.wants_legend = legend
        self.subjects = all(_is_stop(at, mark) for at, mark in moments)
        self.panels = list[Panel]()
        self.placed, self.left_out = list[Placed](), list[str]()
        self.wide, self.high = size.units
        self.margin = m = min(16.0, 0.045 * self.wide)
        room = self.wide - 2 * m
        large = TITLE[0] if room > WIDE_ROOM else TITLE[1]
        self.title = headline_block(title, room, large) if title else None
        clock = TimeWords(scene.story)
        self.say = clock.say
        zone = self.say("board.zone", zone=clock.zone_name)
        hourly = any(mark is None or mark.time.hourly for _, mark in moments)
        notes = [zone] if hourly else []
        notes = [scene.set_apart, *notes] if scene.set_apart else notes
        self.zone = Block(tuple((note, CAPTION, map_style.SECOND) for note in notes))
        self.foot = foot_of(scene, room)
        present = set[str]()
        for _ in range(3):  # the legend's height and what is in view depend on each other
            self.legend: Legend = legend_of(present, room, say=self.say, tracks=self.scene.tracks)
            self.cells = self._cells()
            pairs = zip(self.cells, self.extents, strict=True)
            self.markings = [self._marking(cell, extent) for cell, extent in pairs]
            now = self._signs()
            if now == present:
                break
            present = now
        self.legend = legend_of(present, room, say=self.say, tracks=self.scene.tracks)

    def _signs(self) -> set[str]:
        if not self.wants_legend:
            return set()
        if self.subjects:
            return first_signs(sign for marking in self.markings for sign in subject_signs(marking))
        return {sign for marking in self.markings for sign in signs(self.scene, marking.in_view())}

    def _marking(self, cell: Cell, extent: Extent) -> Marking:
        view: View = fit(extent, cell.frame, borders=self.scene.story.borders or "")
        mode: Mode = "subject" if _is_stop(cell.at, cell.told) else "everyone"
        return Marking(self.scene, cell.at, view, cell.told, mode)

    def _cells(self) -> list[Cell]:
        """Choose the number of columns that makes the panels largest; gives their cells."""
        m, count = self.margin, len(self.moments)
        top = m + (self.title.height + 3 if self.title else 0) + self.zone.height
        top += 12 if self.subjects else KEY_LINE + 12
        bottom = self.high - m - self.foot.height - GAP
        bottom -= self.legend.height + GAP if self.legend.signs else 0

        def panel(columns: int) -> tuple[float, float, float]:
            rows = math.ceil(count / columns)
            wide = (self.wide - 2 * m - (columns - 1) * BETWEEN) / columns
            caption = max(self._caption(at, told, wide).height for at, told in self.moments) + 5
            return wide, (bottom - top - (rows - 1) * BETWEEN) / rows - caption, caption

        def worth(columns: int) -> float:
            wide, high, _ = panel(columns)
            return min(wide, high * ASPECT) if high > 0 else -1.0

        columns = max(range(1, count + 1), key=worth)
        wide, high, caption = panel(columns)
        if min(wide, high) < LEAST_PANEL:
            raise PictureError("board.no-room", n=count)
        cells = []
        for i, (at, told) in enumerate(self.moments):
            row, column = divmod(i, columns)
            left = m + column * (wide + BETWEEN)
            y = top + row * (high + caption + BETWEEN)
            frame = (left, y + caption, left + wide, y + caption + high)
            cells.append(Cell(at, told, self._caption(at, told, wide), frame, left, y))
        return cells

    def _caption(self, at: int, told: EventMark | None, room: float) -> Block:
        when = moment_told(self.scene, at, told)
        said = wrapped(self._tellers(at, told), CAPTION, room)
        tellers = tuple((text, CAPTION, map_style.INK) for text in said)
        if told is None:
            lines = wrapped(when.strong, MOMENT, room)
            return Block((*((text, MOMENT, map_style.INK) for text in lines), *tellers))
        out = [(text, MOMENT, map_style.INK) for text in balanced(told.headline, MOMENT, room)]
        words = told.time.said  # the report's own words stand in a picture of the event alone
        out += [(text, CAPTION, map_style.SECOND) for text in wrapped(words, CAPTION, room)]
        return Block((*out, *tellers))

    def _tellers(self, at: int, told: EventMark | None) -> str:
        """Say who tells what a panel shows: an event alone, or all that shows at a moment."""
        if told is not None and _is_stop(at, told):
            return told.subject.tellers
        return publishers_line(self.scene)

    def draw(self) -> None:
        """Draw it all."""
        sheet = self.sheet
        with sheet.on("base"):
            sheet.box((0, 0, self.wide, self.high), fill=map_style.PAPER)
        for i, (cell, marking) in enumerate(zip(self.cells, self.markings, strict=True)):
            own = i == 0 or self.extents[i] != self.extents[0]
            panel = draw_map(sheet, marking, inset=False, scale=own)
            self.panels.append(panel)
            self.placed += panel.placed
            self.left_out += [name for name in panel.left_out if name != "inset"]
            with sheet.on("labels"), sheet.beside(cell.left, cell.frame[2]):
                cell.caption.draw(sheet, cell.left, cell.top)
        with sheet.beside(0.0, self.wide):
            self._around()

    def _around(self) -> None:
        sheet, m = self.sheet, self.margin
        with sheet.on("labels"):
            top = self.title.draw(sheet, m, m - 3) + 3 if self.title else m
            top = self.zone.draw(sheet, m, top)
        with sheet.on("legend"):
            if not self.subjects:
                self._key().draw(sheet, m, top + 2)
            colours = [
                leg.mark.colour
                for marking in self.markings
                for leg in marking.legs
                if marking.banded(leg)
            ]
            colour = map_style.colour_of(colours[0] if colours else 1)
            low = max(cell.frame[3] for cell in self.cells)
            looks = context_looks(self.markings)
            self.legend.draw(sheet, m, low + GAP, colour, context=looks)
        with sheet.on("credit"):
            self.foot.draw(sheet, m, self.wide - m, self.high - m + 2)

    def _key(self) -> Key:
        return key_of(self.markings, self.wide - 2 * self.margin)

    def words(self) -> tuple[str, str]:
        """Describe it: in a sentence, and moment by moment."""
        count = len(self.cells)
        short = self.say("board.alt", n=count, title=self.scene.story.title)
        drawn = zip(self.cells, self.markings, self.panels, strict=True)
        parts = []
        for cell, marking, panel in drawn:
            seen = seen_of(marking, panel.placed, panel.tags)
            text, _ = alt_texts(self.scene, cell.at, marking.in_view(), told=cell.told, seen=seen)
            tellers = self._tellers(cell.at, cell.told)
            if tellers not in text:  # a moment's text has none, and a long one leaves it out
                text = f"{text} {self.say('alt.sentence', text=tellers)}"
            parts.append(text)
        numbered = [
            self.say("board.numbered", number=i, text=text) for i, text in enumerate(parts, 1)
        ]
        return short, " ".join([short, *numbered, source_line(self.scene)])


def _is_stop(at: int, told: EventMark | None) -> bool:
    return told is not None and told.stop == at


def _scaled(box: Rect, unit: float) -> Rect:
    left, top, right, bottom = (side * unit for side in box)
    return left, top, right, bottom
