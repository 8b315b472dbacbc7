"""Moments and bounds in words, in the story's own zone."""

from __future__ import annotations

from datetime import datetime, timedelta

from geo.model import Story
from geo.when import Instant

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January February March April May June July August September October November December"
).split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Clock:
    """Puts a story's times into words. A year is named where the story spans more than one."""

    def __init__(self, story: Story) -> None:
        self.zone = story.zone
        self.name = story.zone_name or f"{story.time_zone.rpartition('/')[2].replace('_', ' ')} time"
        bounds = [b for event in story.events for b in (*event.start.bounds(), *event.end.bounds())]
        years = {moment.astimezone(self.zone).year for moment in bounds}
        self._years = len(years) > 1

    def moment(self, at: datetime) -> str:
        """Give a moment in full, such as "Sunday 8 December 2024, 02:40"."""
        here = at.astimezone(self.zone)
        day = f"{DAYS[here.weekday()]} {here.day} {LONG_MONTHS[here.month - 1]} {here.year}"
        return f"{day}, {here:%H:%M}"

    def offset(self, at: datetime) -> str:
        """Give the zone's offset at a moment, such as "UTC+3"."""
        seconds = int((at.astimezone(self.zone).utcoffset() or timedelta()).total_seconds())
        sign, (hours, rest) = "-" if seconds < 0 else "+", divmod(abs(seconds) // 60, 60)
        if not hours and not rest:
            return "UTC"
        return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")

    def bounds(self, start: Instant, end: Instant) -> str:
        """Give an event's bounds, such as "some time 8 Dec, 00:00 to 06:00"."""
        if start == end or start.bounds() == end.bounds():
            return self._some(*start.bounds())
        return f"begins {self._some(*start.bounds())}; ends {self._some(*end.bounds())}"

    def _some(self, first: datetime, last: datetime) -> str:
        a, b = first.astimezone(self.zone), last.astimezone(self.zone)
        if first == last:
            return f"{self._day(a)}, {a:%H:%M}"
        whole_a, whole_b = a.hour == a.minute == 0, b.hour == b.minute == 0
        last_day = b - timedelta(days=1) if whole_b else b
        if whole_a and whole_b:
            if a.date() == last_day.date():
                return f"some time on {self._day(a)}"
            if a.year == last_day.year and a.month == last_day.month:
                return f"some time from {a.day} to {self._day(last_day)}"
            return f"some time from {self._day(a)} to {self._day(last_day)}"
        if a.date() == last_day.date():
            until = "24:00" if whole_b else f"{b:%H:%M}"
            return f"some time on {self._day(a)}, {a:%H:%M} to {until}"
        early = self._day(a) if whole_a else f"{self._day(a)}, {a:%H:%M}"
        late = self._day(last_day) if whole_b else f"{self._day(b)}, {b:%H:%M}"
        return f"some time from {early} to {late}"

    def _day(self, day: datetime) -> str:
        return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if self._years else "")
