"""The slider's position in words: no statement. What is reported, time_in_words.py tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geo.story.model import Story
from geo.time.calendar_words import DAYS, MONTHS
from geo.time.instants import from_epoch_ms
from geo.time.time_in_words import TimeWords

if TYPE_CHECKING:
    from layers.scene.scene_builder import EventMark, Scene


class Clock:
    """Puts positions of the slider into words, in the story's own zone."""

    def __init__(self, story: Story) -> None:
        self.zone = story.zone
        self.name = TimeWords(story).zone_name

    def moment(self, at: datetime) -> str:
        """Give a moment in full, such as "Sunday 8 December 2024, 02:40"."""
        here = at.astimezone(self.zone)
        day = f"{DAYS[here.weekday()]} {here.day} {MONTHS[here.month - 1]} {here.year}"
        return f"{day}, {here:%H:%M}"

    def offset(self, at: datetime) -> str:
        """Give the zone's offset at a moment, such as "UTC+3"."""
        east = at.astimezone(self.zone).utcoffset() or timedelta()
        minutes = round(east / timedelta(minutes=1))
        sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
        if not hours and not rest:
            return "UTC"
        return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


@dataclass(frozen=True, slots=True)
class MomentTold:
    """What a picture says of its time: the words that stand out, and those behind them."""

    strong: str
    rest: str

    @property
    def text(self) -> str:
        """Give both in one piece."""
        if not self.rest:
            return self.strong
        return f"{self.strong}: {self.rest}" if self.strong[0] == "“" else self.strong + self.rest


def moment_told(scene: Scene, at: int, told: EventMark | None) -> MomentTold:
    """Say of when a picture is: the reported time of the event told.

    Only a picture at a moment that somebody asked for, and no event, names that moment.
    """
    clock, moment = Clock(scene.story), from_epoch_ms(at, zone=scene.story.zone)
    if told is None or told.stop != at:
        here = moment.astimezone(scene.story.zone)
        day = f"{here.day} {MONTHS[here.month - 1]} {here.year}"
        zone = f", {clock.name} ({clock.offset(moment)})"
        return MomentTold(f"The map at {here:%H:%M} on {day}", zone)
    zone = f", {clock.name}" if told.time.hourly else ""
    if told.time.words:
        return MomentTold(f"“{told.time.words}”", f"{told.time.said}{zone}")
    return MomentTold(told.time.said, zone)
