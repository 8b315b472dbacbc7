"""A film's picture: its words, legend and frame, which stand still, and the map that moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from geo.language.messages import messages_of
from layers.film.camera import Camera
from layers.film.film_schedule import Still, Stop, planned, reel
from layers.picture import label_candidates
from layers.picture.composition import COLUMN_FROM, COLUMN_LEAST, GAP, LEAST_MAP
from layers.picture.drawing import Sheet
from layers.picture.label_placement import Label, Placed, Room
from layers.picture.map_panel import WIDEST_INSET, draw_ground, draw_label, sign_boxes
from layers.picture.mark_layout import Marking
from layers.picture.matplotlib_output import Bitmap
from layers.picture.projection import Rect
from layers.picture.surround.inset import draw_inset, steady_corner
from layers.picture.surround.legend import (
    KEY_LINE,
    LEAST_ROW,
    ROW,
    Legend,
    band_colour,
    key_of,
    legend_of,
)
from layers.picture.surround.scale_bar import draw_scale
from layers.picture.surround.text_blocks import Block, foot_of
from layers.scene.scene_builder import Scene
from layers.scene.visibility import marks_at, signs
from layers.style import map_style
from layers.style.picture_options import Language
from layers.style.picture_sizes import Size
from layers.style.typeface import Face, balanced, wrapped
from layers.text.clock import moment_told

DATE = Face("sans", 14, bold=True)
TIME = Face("sans", 13)
CAPTIONS = (30.0, 26.0, 23.0, 20.0, 18.0, 16.0)
"""Sizes of a caption: the largest in which every caption of the film keeps within its share."""
SHARE = 0.34
"""How much of the height captions may take beside the map; above it, half as much."""
FADE = 0.22
"""In so much of a flight a name comes or goes."""
TRIES = 3


class Screen:
    """Lays a film out once, then draws any of its stills: the same pixels wherever it is drawn.

    `ask` is called again and again while that goes on: what it raises ends the work.
    """

    def __init__(
        self,
        scene: Scene,
        stops: Sequence[Stop],
        *,
        size: Size,
        fps: int,
        seconds: float | None,
        captions: bool,
        language: Language,
        inset: bool,
        legend: bool,
        ask: Callable[[], None] | None = None,
    ) -> None:
        self.say = messages_of(scene.story.language)
        self.scene, self.stops, self.size, self.language = scene, stops, size, language
        self._ask = ask or _nothing
        self._pace: dict[str, Any] = {"fps": fps, "seconds": seconds, "captions": captions}
        self.wide, self.high = size.units
        self.margin = min(16.0, 0.045 * self.wide)
        self.captions, self.wants_inset = captions, inset
        self.aside = self.wide / self.high >= COLUMN_FROM and self.wide >= COLUMN_LEAST
        room = self.wide - 2 * self.margin
        self.foot = foot_of(scene, room)
        self.legend: Legend
        self.camera: Camera
        kept = set[str]()
        for stop in stops if legend else ():
            self._ask()
            kept |= signs(scene, marks_at(scene, stop.at))
        for turn in range(TRIES):
            self._lay_out(kept)
            self.stills = reel(self.stops, self.camera, **self._pace)
            seen = self._signs() if legend and self.legend.signs else set()
            if seen == kept or not self.legend.signs:
                break
            kept = seen if turn < TRIES - 2 else kept | seen
        if self.aside and self.legend.signs:  # beside the map a shorter legend moves nothing
            self.legend = self._legend(kept)
        self.corner = self._corner()
        self._labels = lru_cache(maxsize=4)(self._placed)
        self._still = self._standing()
        left, top, right, bottom = (round(side * size.unit) for side in self.frame)
        self._around = (np.s_[:top], np.s_[bottom:], np.s_[:, :left], np.s_[:, right:])

    # --------------------------------------------------------------------------------- laid out

    def _lay_out(self, present: set[str]) -> None:
        m, wide = self.margin, self.wide
        self.column = min(max(wide * 0.29, 195.0), 300.0) if self.aside else wide - 2 * m
        self.moment_high = max(self._moment(stop).height for stop in self.stops)
        self.caption_size, self.caption_high = self._caption_room()
        self.key_top = m + self.moment_high + self.caption_high + 5
        bottom = self.high - m - self.foot.height - GAP
        for key_rows in (1, 2, 3):
            self.legend = self._legend(present, key_rows)
            top = m if self.aside else self.key_top + key_rows * KEY_LINE + 7
            high = self.legend.height + GAP - 2 if self.legend.signs and not self.aside else 0.0
            if not self.aside and bottom - high - top < LEAST_MAP:  # it would be all legend
                self.legend, high = legend_of((), self.column, say=self.say), 0.0
            left = m + self.column + GAP + 8 if self.aside else m
            self.frame: Rect = (left, top, wide - m, max(bottom - high, top + 20))
            self.camera = Camera([stop.extent for stop in self.stops], self.frame)
            planned(self.stops, self.camera, **self._pace)  # refused before anything is laid out
            self.key = key_of([self.marking_at(i) for i in range(len(self.stops))], self.column)
            if len(self.key.rows) <= key_rows:
                break

    def _legend(self, present: set[str], key_rows: int | None = None) -> Legend:
        rows = key_rows or max(len(self.key.rows), 1)
        if not self.aside:
            return legend_of(present, self.column, say=self.say)
        room = self.high - self.margin - self.foot.height - GAP - self.key_top - 15
        room -= rows * KEY_LINE
        row = min(ROW, max(room / max(len(present), 1), LEAST_ROW))
        made = legend_of(present, self.column, row=row, say=self.say)
        return made if made.height <= room + 2 else legend_of((), self.column, say=self.say)

    def _moment(self, stop: Stop) -> Block:
        """The time of the stop as reported; it stands until the next stop is told."""
        when = moment_told(self.scene, stop.at, stop.told)
        lines = [(line, DATE, map_style.INK) for line in wrapped(when.strong, DATE, self.column)]
        lines += [(line, TIME, map_style.SECOND) for line in wrapped(when.rest, TIME, self.column)]
        return Block(tuple(lines))

    def _caption(self, stop: Stop, size: float) -> Block:
        if not self.captions or stop.told is None:
            return Block(())
        face = Face("serif", size, bold=True)
        text = stop.told.headline
        return Block(
            tuple((line, face, map_style.INK) for line in balanced(text, face, self.column))
        )

    def _caption_room(self) -> tuple[float, float]:
        most = self.high * (SHARE if self.aside else SHARE / 2)
        sizes = CAPTIONS if self.aside or self.wide > COLUMN_LEAST else CAPTIONS[3:]
        for size in sizes:
            self._ask()
            high = max(self._caption(stop, size).height for stop in self.stops)
            if high <= most:
                break
        return size, high + 8 if high else 0.0

    def marking_at(self, number: int) -> Marking:
        """Give the marks of a stop, in its view."""
        self._ask()
        stop = self.stops[number]
        view = self.camera.view(self.camera.shot(stop.extent))
        return Marking(self.scene, stop.at, view, stop.told)

    def marking(self, still: Still) -> Marking:
        """Give the marks of a still, in its view."""
        self._ask()
        return Marking(
            self.scene, still.at, self.camera.view(still.shot), self.stops[still.stop].told
        )

    def _signs(self) -> set[str]:
        """The signs that come into view at some time; looked for only where one would be new."""
        present: set[str] = set()
        for still in self.stills:
            self._ask()
            if signs(self.scene, marks_at(self.scene, still.at)) <= present:
                continue
            present |= signs(self.scene, self.marking(still).in_view())
        return present

    def _corner(self) -> tuple[float, float, float] | None:
        """The corner of the inset, free at all stops."""
        if not self.wants_inset:
            return None
        busy = []
        for i in range(len(self.stops)):
            marking = self.marking_at(i)
            spots = [marking.spot[mark.id] for mark in marking.places()]
            busy.append(np.vstack([marking.line_points(), np.array(spots).reshape(-1, 2)]))
        left, _, _, bottom = self.frame
        scale = (left, bottom - 30, left + 180, bottom)
        return steady_corner(self.frame, busy, [scale])

    # ------------------------------------------------------------------------------------ drawn

    def bitmap(self) -> Bitmap:
        """Make the bitmap that stills are drawn onto."""
        return Bitmap(self.size)

    def draw(self, still: Still, bitmap: Bitmap) -> None:
        """Draw a still over whatever the bitmap has."""
        np.copyto(bitmap.pixels, self._still)
        sheet, marking = Sheet(self.size), self.marking(still)
        draw_ground(sheet, marking)
        marking.draw(sheet)
        self._corners(sheet, marking)
        with sheet.on("labels"):
            for one, opacity in self.names(still, marking):
                draw_label(sheet, one, opacity=opacity)
        bitmap.draw(sheet)
        for part in self._around:  # an arrow's head may reach over the frame
            bitmap.pixels[part] = self._still[part]
        words = Sheet(self.size)
        with words.on("labels"):
            self._moment(self.stops[still.stop]).draw(words, self.margin, self.margin - 3)
            top = self.margin + self.moment_high + 5
            self._caption(self.stops[still.stop], self.caption_size).draw(words, self.margin, top)
        bitmap.draw(words)

    def _standing(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """Everything that no frame changes, as pixels."""
        bitmap, sheet, m = self.bitmap(), Sheet(self.size), self.margin
        with sheet.on("base"):
            sheet.box((0, 0, self.wide, self.high), fill=map_style.PAPER)
        with sheet.on("legend"):
            self.key.draw(sheet, m, self.key_top)
            markings = (self.marking_at(i) for i in range(len(self.stops)))
            colour = band_colour(leg for marking in markings for leg in marking.legs)
            if self.aside:
                top = self.key_top + self.key.height + 6
                if self.legend.signs:
                    sheet.stroke([[(m, top), (m + self.column, top)]], map_style.HAIRLINE, 1.0)
                self.legend.draw(sheet, m, top + 7, colour)
            else:
                self.legend.draw(sheet, m, self.frame[3] + GAP - 3, colour)
        with sheet.on("credit"):
            self.foot.draw(sheet, m, self.wide - m, self.high - m + 2)
        bitmap.draw(sheet)
        return bitmap.pixels.copy()

    def _corners(self, sheet: Sheet, marking: Marking) -> list[Rect]:
        view = marking.view
        with sheet.on("legend"):
            taken = [draw_scale(sheet, view, self.say)]
            if self.corner and view.extent[2] - view.extent[0] < WIDEST_INSET:
                taken.append(draw_inset(sheet, self.corner, view))
        return taken

    # ------------------------------------------------------------------------------------ names

    def _placed(self, number: int) -> dict[str, Placed]:
        """Where the names of a stop stand, placed as those of a picture are."""
        marking = self.marking_at(number)
        taken = self._corners(Sheet(self.size), marking)
        room = Room(self.frame, marking.line_points(), [*taken, *sign_boxes(marking)])
        placed, _ = room.place(label_candidates.labels(marking, self.language))
        return {one.label.id: one for one in placed}

    def names(self, still: Still, marking: Marking) -> list[tuple[Placed, float]]:
        """Give the names of a still and how opaque each is.

        At a stop they stand as placed. On the way each keeps to its point as the map moves, those
        of one stop alone fade, and what only the way itself has is placed beside them.
        """
        here = self._labels(still.stop)
        if not still.share:
            return [(one, 1.0) for one in here.values()]
        there = self._labels(still.stop + 1)
        now = {label.id: label for label in label_candidates.labels(marking, self.language)}
        out: list[tuple[Placed, float]] = []
        boxes = self._corners(Sheet(self.size), marking)
        late: list[Label] = []
        for name, label in now.items():
            before, after = here.get(name), there.get(name)
            if before is None and after is None:
                if label.kind == "traveller":
                    late.append(label)
                continue
            opacity = 1.0
            if after is None:
                opacity = 1 - still.share / FADE
            elif before is None:
                opacity = 1 - (1 - still.share) / FADE
            placed = _moved(label, before or after, after or before, still.share)
            if opacity <= 0 or not self._free(placed.box, boxes):
                continue
            boxes.append(placed.box)
            out.append((placed, opacity))
        room = Room(self.frame, marking.line_points(), [*boxes, *sign_boxes(marking)])
        return out + [(one, 1.0) for one in room.place(late)[0]]

    def _free(self, box: Rect, taken: Sequence[Rect]) -> bool:
        left, top, right, bottom = self.frame
        if not (
            left + 2 < box[0] and box[2] < right - 2 and top + 2 < box[1] and box[3] < bottom - 2
        ):
            return False
        return not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for other in taken
        )


def _nothing() -> None:
    """Nobody is to be asked whether to go on."""


def _moved(label: Label, before: Placed | None, after: Placed | None, share: float) -> Placed:
    """Put a label where it stands to its point as at the stops before and after, in between."""
    assert before is not None
    assert after is not None
    (ax, ay), (bx, by) = _offset(before), _offset(after)
    x, y = label.spots[0]
    middle_x, middle_y = x + ax + (bx - ax) * share, y + ay + (by - ay) * share
    wide, high = label.size
    box = (middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
    leader = None
    if before.leader and after.leader:
        (sx, sy), (ex, ey) = before.leader
        px, py = before.label.spots[0]
        leader = (
            (sx - px + x, sy - py + y),
            (ex - before.box[0] + box[0], ey - before.box[1] + box[1]),
        )
    return Placed(label, box, before.side if before.side == after.side else 0, leader)


def _offset(placed: Placed) -> tuple[float, float]:
    """From a label's point to its middle, units."""
    x, y = placed.label.spots[0]
    left, top, right, bottom = placed.box
    return (left + right) / 2 - x, (top + bottom) / 2 - y
