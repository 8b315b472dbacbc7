"""The picture of a film: words and a frame that do not move, and a map that does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from geo.language.messages import messages_of
from layers.film.camera import Camera
from layers.film.film_schedule import Still, Stop, film_stills, planned
from layers.picture import label_candidates
from layers.picture.composition import (
    GAP,
    MAP_HIGH,
    beside_words,
    column_of,
    is_aside,
    type_sizes,
)
from layers.picture.drawing import Sheet
from layers.picture.label_placement import Label, Placed, Room
from layers.picture.map_panel import draw_ground, draw_label, place_labels, sign_boxes
from layers.picture.mark_layout import Marking, Mode
from layers.picture.matplotlib_output import Bitmap
from layers.picture.projection import Rect, View, overlap
from layers.picture.surround.edge_tags import draw_tags
from layers.picture.surround.scale_bar import draw_scale
from layers.picture.surround.text_blocks import Words, foot_of, words_of
from layers.scene.scene_builder import Scene
from layers.style import map_style
from layers.style.picture_sizes import Size
from layers.text.clock import MomentTold, moment_told
from layers.text.credits import publishers_line

CARDS = ((44.0, 22.0), (36.0, 19.0), (30.0, 17.0), (25.0, 15.0), (20.0, 13.0), (16.0, 12.0))
"""Sizes of a card's headline and of the words below it, units; the largest that fit are taken."""
CARD_ROOM = 620.0
"""The lines of a card are no longer than this, units."""
FADE = 0.22
"""The share of a flight in which a name appears or disappears."""


class Screen:
    """Lays a film out once, then draws any of its stills: the same pixels wherever it is drawn.

    Beside or above the map stand only the headline, the time in words and who tells it. `ask` is
    called again and again meanwhile: an error that it raises ends the work.
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
        ask: Callable[[], None] | None = None,
    ) -> None:
        self.say = messages_of(scene.story.told_in)
        self.scene, self.stops, self.size = scene, stops, size
        self._ask = ask or _nothing
        pace: dict[str, Any] = {"fps": fps, "seconds": seconds, "captions": captions}
        self.wide, self.high = size.units
        self.captions = captions
        self.aside = captions and is_aside(self.wide, self.high)
        self.margin = 12.0 if self.aside else min(16.0, 0.045 * self.wide)
        self.foot = foot_of(scene, self.wide - 2 * self.margin)
        self._lay_out()
        self.camera = Camera(
            [stop.extent for stop in stops], self.frame, borders=scene.story.borders or ""
        )
        planned(stops, self.camera, **pace)  # refused before anything is laid out
        self.stills = film_stills(stops, self.camera, **pace)
        self._labels = lru_cache(maxsize=4)(self._placed)
        self._still = self._standing()
        left, top, right, bottom = (round(side * size.unit) for side in self.frame)
        self._around = (np.s_[:top], np.s_[bottom:], np.s_[:, :left], np.s_[:, right:])

    # --------------------------------------------------------------------------------- laid out

    def _lay_out(self) -> None:
        m, wide = self.margin, self.wide
        self.column, left = wide - 2 * m, m
        if self.aside:
            self.column, left = column_of(wide, m)
        bottom = self.high - m - self.foot.height - GAP
        most = bottom - m if self.aside else (1 - MAP_HIGH) * self.high - m
        for size in type_sizes(self.size):
            self.sizes = size
            high = 0.0
            for i, stop in enumerate(self.stops):
                self._ask()
                if stop.kind != "card":
                    high = max(high, self.words(i, self.column, size).height)
            if high <= most:
                break
        top = m if self.aside or not high else m + high + 7
        frame = (left, top, wide - m, max(bottom, top + 20))
        self.frame: Rect = beside_words(frame, wide, self.say) if self.aside else frame

    def words(self, number: int, room: float, sizes: tuple[float, float]) -> Words:
        """Give the words of a stop, set in a width; they stand until the next stop is told."""
        title, when, tellers = said_at(self.scene, self.stops[number])
        if not self.captions:
            title, when, tellers = "", None, ""
        known = known_at(self.scene, self.stops[number], captions=self.captions)
        return words_of(title, when, tellers, known=known, room=room, sizes=sizes)

    def marking_at(self, number: int) -> Marking:
        """Give the marks of a stop, in its view."""
        self._ask()
        stop = self.stops[number]
        view = self.camera.view(self.camera.shot(stop.extent))
        return self._marking(stop, stop.at, view)

    def marking(self, still: Still) -> Marking:
        """Give the marks of a still, in its view."""
        self._ask()
        stop = self.stops[still.stop]
        return self._marking(stop, still.at, self.camera.view(still.shot))

    def _marking(self, stop: Stop, at: int, view: View) -> Marking:
        scene = stop.publication.scene if stop.publication else self.scene
        return Marking(scene, at, view, stop.told, _mode(stop))

    # ------------------------------------------------------------------------------------ drawn

    def sheet(self) -> Sheet:
        """Make a sheet to draw on, whose sentences run as the film's language does."""
        return Sheet(self.size, self.say.right_to_left)

    def bitmap(self) -> Bitmap:
        """Make the bitmap that stills are drawn onto."""
        return Bitmap(self.size)

    def draw(self, still: Still, bitmap: Bitmap) -> None:
        """Draw a still over whatever the bitmap has."""
        np.copyto(bitmap.pixels, self._still)
        if self.stops[still.stop].kind == "card":
            bitmap.draw(self._card(still.stop))
            return
        sheet, marking = self.sheet(), self.marking(still)
        draw_ground(sheet, marking)
        marking.draw(sheet)
        self._corners(sheet, marking)
        with sheet.on("labels"):
            if not still.share:
                self._tags(sheet, marking)
            for placed, opacity in self.names(still, marking):
                draw_label(sheet, placed, ground=marking.ground, opacity=opacity)
        bitmap.draw(sheet)
        for part in self._around:  # an arrow's head may reach over the frame
            bitmap.pixels[part] = self._still[part]
        words = self.sheet()
        with words.on("labels"), words.beside(0.0, self.wide):
            block = self.words(still.stop, self.column, self.sizes)
            block.draw(words, self.margin, self.margin - 3)
        bitmap.draw(words)

    def _card(self, number: int) -> Sheet:
        """Draw a card of text: what was said, when, and who says so."""
        sheet, m = self.sheet(), 2.5 * self.margin
        room = min(self.wide - 2 * m, CARD_ROOM)
        high = self.high - self.foot.height - 2 * m
        for sizes in CARDS:
            words = self.words(number, room, sizes)
            if words.height + 14 <= high:
                break
        left, top = (self.wide - room) / 2, m + max((high - words.height) / 2.4, 0.0)
        told = self.stops[number].told
        with sheet.on("labels"), sheet.beside(0.0, self.wide):
            if told:
                colour = map_style.colour_of(told.colour)
                sheet.stroke([[(left, top - 12), (left + 36, top - 12)]], colour, 4.0)
            words.draw(sheet, left, top)
        return sheet

    def _standing(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """Draw what is the same in all frames; gives its pixels."""
        bitmap, sheet, m = self.bitmap(), self.sheet(), self.margin
        with sheet.on("base"):
            sheet.box((0, 0, self.wide, self.high), fill=map_style.PAPER)
        with sheet.on("credit"), sheet.beside(0.0, self.wide):
            self.foot.draw(sheet, m, self.wide - m, self.high - m + 2)
        bitmap.draw(sheet)
        return bitmap.pixels.copy()

    def _corners(self, sheet: Sheet, marking: Marking) -> list[Rect]:
        with sheet.on("legend"):
            return [draw_scale(sheet, marking.view, self.say)]

    def _tags(self, sheet: Sheet, marking: Marking) -> list[Rect]:
        """Draw the tags at the edge; gives their boxes.

        Only stops have them: while the camera moves they would flicker.
        """
        if marking.mode != "subject":
            return []
        taken = [*self._corners(self.sheet(), marking), *sign_boxes(marking)]
        return [tag.box for tag in draw_tags(sheet, marking, taken)]

    # ------------------------------------------------------------------------------------ names

    def _placed(self, number: int) -> dict[str, Placed]:
        """Place the names of a stop as those of a picture are placed; gives them by label id."""
        marking = self.marking_at(number)
        blank = self.sheet()
        taken = [*self._corners(blank, marking), *self._tags(blank, marking)]
        signs = sign_boxes(marking)
        placed, _ = place_labels(marking, marking.line_points(), [*taken, *signs])
        return {name.label.id: name for name in placed}

    def names(self, still: Still, marking: Marking) -> list[tuple[Placed, float]]:
        """Give the names of a still and how opaque each is.

        At a stop they stand as placed. On the way to the next stop each keeps to its point as the
        map moves; names that only the stop before or the stop after has fade out or in, and those
        of travellers that neither has are placed in the room that is left.
        """
        here = self._labels(still.stop)
        if not still.share:
            return [(standing, 1.0) for standing in here.values()]
        there = self._labels(still.stop + 1) if still.stop + 1 < len(self.stops) else {}
        now = {label.id: label for label in label_candidates.labels(marking)}
        out: list[tuple[Placed, float]] = []
        boxes = self._corners(self.sheet(), marking)
        late: list[Label] = []
        for name, label in now.items():
            before, after = here.get(name), there.get(name)
            if before is None and after is None:
                if label.kind == "traveller" and here:
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
        return out + [(added, 1.0) for added in room.place(late)[0]]

    def _free(self, box: Rect, taken: Sequence[Rect]) -> bool:
        left, top, right, bottom = self.frame
        if not (
            left + 2 < box[0] and box[2] < right - 2 and top + 2 < box[1] and box[3] < bottom - 2
        ):
            return False
        return not any(overlap(box, held) for held in taken)


def said_at(scene: Scene, stop: Stop) -> tuple[str, MomentTold | None, str]:
    """Give what a stop says: its headline, its time in words, and who tells it."""
    if stop.kind == "journey":
        return scene.story.title, None, publishers_line(scene)
    if publication := stop.publication:
        counted = publication.counted
        return publication.known, MomentTold(counted, "", counted), publication.tellers
    when = moment_told(scene, stop.at, stop.told)
    if stop.told is None or when.asked:
        return when.strong, MomentTold("", when.rest, when.rest), ""
    return stop.told.headline, when, stop.told.subject.tellers


def known_at(scene: Scene, stop: Stop, *, captions: bool) -> str:
    """Say by when was known what a stop shows; "" where it is all, or its headline says so.

    Without captions it is said too: else what is shown would seem to be all.
    """
    if stop.publication is None:
        return scene.as_told
    return "" if captions else stop.publication.known


def _mode(stop: Stop) -> Mode:
    if stop.kind in ("journey", "publication"):
        return "journey"
    return "subject" if stop.told is not None and stop.told.stop == stop.at else "everyone"


def _nothing() -> None:
    """Do nothing: nobody has to be asked whether to go on."""


def _moved(label: Label, before: Placed | None, after: Placed | None, share: float) -> Placed:
    """Place a label on the way: its offset from its point goes from `before` to `after`."""
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
    """Give the offset from a label's point to its middle, units."""
    x, y = placed.label.spots[0]
    left, top, right, bottom = placed.box
    return (left + right) / 2 - x, (top + bottom) / 2 - y
