"""Blocks of text around the map: headline, time, source and credit."""

from __future__ import annotations

from dataclasses import dataclass

from geo.time.time_in_words import TimeWords
from layers.picture import drawing
from layers.picture.drawing import Sheet, baseline
from layers.scene.scene_builder import Scene
from layers.style import map_style
from layers.style.typeface import Face, balanced, width
from layers.text.clock import MomentTold
from layers.text.credits import source_line

LEADING = 1.2
"""Height of a line as a share of the size of its letters."""
LEAST_SOURCE = 220.0
"""A source line narrower than this stands above the credit rather than beside it, units."""
SMALL = Face("sans", 10.0)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text set below each other, and the height that they take."""

    lines: tuple[tuple[str, Face, str], ...]

    @property
    def height(self) -> float:
        """The height, units."""
        return sum(face.size * LEADING for _, face, _ in self.lines)

    def draw(self, sheet: Sheet, left: float, top: float) -> float:
        """Set the lines from a corner on; gives where they end.

        All in units of the sheet.
        """
        for text, face, colour in self.lines:
            high = face.size * LEADING
            sheet.add(drawing.Words(text, left, baseline(top + high / 2, face), face, colour))
            top += high
        return top


def headline_block(text: str, room: float, size: float) -> Block:
    """Set a headline in lines of about the same width.

    `room` and `size`, that of the letters, are units.
    """
    return _balanced_block(text, room, Face("serif", size, bold=True), map_style.INK)


def _balanced_block(text: str, room: float, face: Face, colour: str) -> Block:
    return Block(tuple((line, face, colour) for line in balanced(text, face, room)))


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says in words: headline, time, who says so, and by when it was known."""

    title: Block
    time: Block
    tellers: Block
    known: Block = Block(())

    @property
    def height(self) -> float:
        """The height, units."""
        blocks = [block for block in self._blocks if block.lines]
        return sum(block.height for block in blocks) + BETWEEN * max(len(blocks) - 1, 0)

    def draw(self, sheet: Sheet, left: float, top: float) -> float:
        """Set them below each other; gives where they end.

        All in units of the sheet.
        """
        for block in self._blocks:
            if block.lines:
                top = block.draw(sheet, left, top) + BETWEEN
        return top - BETWEEN

    @property
    def _blocks(self) -> tuple[Block, ...]:
        return self.title, self.time, self.tellers, self.known


LOUDEST = 2
"""A time in more lines than this is not set in bold: it would be louder than the headline."""
BETWEEN = 5.0
"""Between two blocks of words, units."""


def words_of(
    title: str,
    told: MomentTold | None,
    tellers: str,
    *,
    known: str = "",
    room: float,
    sizes: tuple[float, float],
) -> Words:
    """Set a headline, the time in words and who says so, in a width; sizes in units.

    `known` says by when it was known, of a scene that shows only what was known by a date.
    """
    head, text = sizes
    bold, plain = Face("sans", text, bold=True), Face("sans", text)
    time: list[tuple[str, Face, str]] = []
    if told:
        strong = balanced(told.strong, bold, room)
        if len(strong) > LOUDEST:
            strong, bold = balanced(told.strong, plain, room), plain
        time = [(line, bold, map_style.INK) for line in strong]
        time += [(line, plain, map_style.SECOND) for line in balanced(told.rest, plain, room)]
    said = tuple((line, plain, map_style.INK) for line in balanced(tellers, plain, room))
    headline = headline_block(title, room, head) if title else Block(())
    back = Block(tuple((line, bold, map_style.INK) for line in balanced(known, bold, room)))
    return Words(headline, Block(tuple(time)), Block(said), back)


def source_block(text: str, room: float) -> Block:
    """Set the source line.

    `room` is its width, units.
    """
    return _balanced_block(text, room, SMALL, map_style.SECOND)


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below a picture: its source on the left and the credit on the right."""

    source: Block
    credit: str
    beside: bool
    """Whether the two share their last line; else the credit has a line of its own."""

    @property
    def height(self) -> float:
        """The height, units."""
        return self.source.height + (0 if self.beside else SMALL.size * LEADING)

    def draw(self, sheet: Sheet, left: float, right: float, bottom: float) -> None:
        """Draw it above a line.

        `left`, `right` and `bottom`, that of the line, are units of the sheet.
        """
        self.source.draw(sheet, left, bottom - self.height)
        y = baseline(bottom - SMALL.size * LEADING / 2, SMALL)
        sheet.add(drawing.Words(self.credit, right, y, SMALL, map_style.SECOND, "end"))


def foot_of(scene: Scene, room: float) -> Foot:
    """Lay out the source line, and the credit with the date of the newest source, in a width.

    `room` is that width, units.
    """
    newest = max(scene.story.sources, key=lambda source: source.published.bounds()[0])
    clock = TimeWords(scene.story)
    credit = clock.say("source.credit", date=clock.date(newest.published))
    text, free = source_line(scene), room - width(credit, SMALL)
    below, beside = source_block(text, room), source_block(text, free - 16)
    fits = free > LEAST_SOURCE and len(beside.lines) <= len(below.lines) + 1
    return Foot(beside if fits else below, credit, fits)
