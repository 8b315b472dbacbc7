"""Blocks of text around the map: headline, time, source and credit."""

from __future__ import annotations

from dataclasses import dataclass

from geo.time.time_in_words import TimeWords
from layers.picture.drawing import Sheet, Words, baseline
from layers.scene.scene_builder import Scene
from layers.style import map_style
from layers.style.typeface import Face, balanced, width, wrapped
from layers.text.clock import MomentTold
from layers.text.credits import source_line

LEADING = 1.2
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
        """Set the lines from a corner on; gives where they end."""
        for text, face, colour in self.lines:
            high = face.size * LEADING
            sheet.add(Words(text, left, baseline(top + high / 2, face), face, colour))
            top += high
        return top


def headline_block(text: str, room: float, size: float) -> Block:
    """Set a headline in lines of about the same width."""
    face = Face("serif", size, bold=True)
    return Block(tuple((line, face, map_style.INK) for line in balanced(text, face, room)))


def moment_block(told: MomentTold, room: float) -> Block:
    """Set the time in words: what stands out, and the rest below."""
    bold, plain = Face("sans", 13, bold=True), Face("sans", 12)
    lines = [(line, bold, map_style.INK) for line in balanced(told.strong, bold, room)]
    lines += [(line, plain, map_style.SECOND) for line in wrapped(told.rest, plain, room)]
    return Block(tuple(lines))


def source_block(text: str, room: float) -> Block:
    """Set the source line."""
    return Block(tuple((line, SMALL, map_style.SECOND) for line in balanced(text, SMALL, room)))


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below a picture: its source on the left and the credit on the right."""

    source: Block
    credit: str
    beside: bool
    """Whether the two share their last line; else the credit has one of its own."""

    @property
    def height(self) -> float:
        """The height, units."""
        return self.source.height + (0 if self.beside else SMALL.size * LEADING)

    def draw(self, sheet: Sheet, left: float, right: float, bottom: float) -> None:
        """Draw it above a line."""
        self.source.draw(sheet, left, bottom - self.height)
        y = baseline(bottom - SMALL.size * LEADING / 2, SMALL)
        sheet.add(Words(self.credit, right, y, SMALL, map_style.SECOND, "end"))


def foot_of(scene: Scene, room: float) -> Foot:
    """Lay out the source line and the credit, with the day that they are as of, in a width."""
    newest = max(scene.story.sources, key=lambda source: source.published.bounds()[0])
    clock = TimeWords(scene.story)
    credit = clock.say("source.credit", date=clock.date(newest.published))
    text, free = source_line(scene), room - width(credit, SMALL)
    below, beside = source_block(text, room), source_block(text, free - 16)
    fits = free > LEAST_SOURCE and len(beside.lines) <= len(below.lines) + 1
    return Foot(beside if fits else below, credit, fits)
