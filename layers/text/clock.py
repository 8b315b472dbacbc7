"""The slider's position in words, which nobody reported; time_in_words.py tells reported times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geo.language.messages import messages_of
from geo.story.model import Story
from geo.time.instants import from_epoch_ms
from geo.time.time_in_words import TimeTold, TimeWords

if TYPE_CHECKING:
    from layers.scene.scene_builder import EventMark, Scene


class Clock:
    """Puts positions of the slider into words, in the story's own zone.

    A day has its year where the story spans more than one, or with `years` in any case.
    """

    def __init__(self, story: Story, *, years: bool = False) -> None:
        self.say = messages_of(story.told_in)
        self.zone = story.zone
        self._words = TimeWords(story, years=years)
        self.name = self._words.zone_name

    def moment(self, at: datetime) -> str:
        """Give a moment in full, such as "Sunday 8 December 2024, 02:40"."""
        say, here = self.say, at.astimezone(self.zone)
        day = say("date.weekday", weekday=say.date(here, "EEEE"), day=say.date(here, "yMMMMd"))
        return say("time.clock", day=day, clock=f"{here:%H:%M}")

    def day(self, at: datetime) -> str:
        """Give a day such as "8 December"."""
        return self._words.day(at.astimezone(self.zone))

    def of_event(self, event_id: str) -> TimeTold | None:
        """Tell the time of an event of the story; None for one that it does not have."""
        event = next((event for event in self._words.story.events if event.id == event_id), None)
        return self._words.of(event) if event else None

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
    """What a picture says of its time: the words that stand out, those below them, and both.

    `asked` is true for a moment that somebody asked for, and that is no event's stop.
    """

    strong: str
    rest: str
    text: str
    asked: bool = False


def moment_told(scene: Scene, at: int, told: EventMark | None) -> MomentTold:
    """Say what time a picture shows: the reported time of the event told.

    Only a picture at a moment that somebody asked for, and no event, names that moment. Days have
    their year: a picture may stand alone, without the title and the dates of a page.
    """
    clock, moment = Clock(scene.story, years=True), from_epoch_ms(at, zone=scene.story.zone)
    say = clock.say
    if told is None or told.stop != at:
        here = moment.astimezone(scene.story.zone)
        strong = say("moment.map", clock=f"{here:%H:%M}", day=clock.day(here))
        zone = say("moment.zone", zone=clock.name, offset=clock.offset(moment))
        text = say("moment.in-zone", time=strong, zone=zone)
        return MomentTold(strong, zone, text, asked=True)
    time = clock.of_event(told.id) or told.time
    zone = clock.name if time.hourly else ""
    said = say("moment.in-zone", time=time.said, zone=zone) if zone else time.said
    if words := time.words:
        text = say("time.quoted", words=words, said=said)
        return MomentTold(say("moment.words", words=words), said, text)
    return MomentTold(time.said, zone, said)
