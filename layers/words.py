"""Moments and bounds in words, in the story's own zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from geo.model import Event, Story
from geo.when import Instant

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Clock:
    """Puts a story's times into words. A year is named where the story spans more than one."""

    def __init__(self, story: Story) -> None:
        self.zone = story.zone
        city = story.time_zone.rpartition("/")[2].replace("_", " ")
        self.name = story.zone_name or f"{city} time"
        self._legs = story.leg
        bounds = [b for event in story.events for b in (*event.start.bounds(), *event.end.bounds())]
        years = {moment.astimezone(self.zone).year for moment in bounds}
        self._years = len(years) > 1

    def moment(self, at: datetime) -> str:
        """Give a moment in full, such as "Sunday 8 December 2024, 02:40"."""
        here = at.astimezone(self.zone)
        day = f"{DAYS[here.weekday()]} {here.day} {LONG_MONTHS[here.month - 1]} {here.year}"
        return f"{day}, {here:%H:%M}"

    def date(self, when: Instant) -> str:
        """Give a time as finely as it is known, such as "13 December 2024", "June 1772" or "1790".

        Of any other stretch of time it is the day on which that begins.
        """
        first, past = (moment.astimezone(self.zone) for moment in when.bounds())
        month = f"{LONG_MONTHS[first.month - 1]} {first.year}"
        if first.day == past.day == 1 and first.time() == past.time() == time():
            months = (past.year - first.year) * 12 + past.month - first.month
            if months == 1:
                return month
            if months == 12 and first.month == 1:  # noqa: PLR2004 - a whole year
                return str(first.year)
        return f"{first.day} {month}"

    def offset(self, at: datetime) -> str:
        """Give the zone's offset at a moment, such as "UTC+3"."""
        east = at.astimezone(self.zone).utcoffset() or timedelta()
        minutes = round(east / timedelta(minutes=1))
        sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
        if not hours and not rest:
            return "UTC"
        return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")

    def bounds(self, event: Event) -> str:
        """Give an event's bounds, such as "some time on 8 Dec, 00:00 to 06:00".

        An event that is a leg, or whose end is as vague as its start, gives the whole window.
        Uncertain clock times are rounded outwards to quarters of an hour: bounds that follow from
        an order or a speed are not known to the minute.
        """
        (s0, s1), (e0, e1) = event.start.bounds(), event.end.bounds()
        if (s0, s1) == (e0, e1):
            return self._some(s0, s1)
        leg = self._legs.get(event.leg or "")
        if leg and (leg.departure, leg.arrival) == (event.start, event.end):
            return self._some(s0, e1)
        if s0 == s1 and e0 == e1:
            return f"{self._some(s0, s1)} to {self._some(e0, e1)}"
        return f"begins {self._some(s0, s1)}; ends {self._some(e0, e1)}"

    def _some(self, first: datetime, last: datetime) -> str:
        a, b = first.astimezone(self.zone), last.astimezone(self.zone)
        if first == last:
            return f"{self._day(a)}, {a:%H:%M}"
        a -= timedelta(minutes=a.minute % 15, seconds=a.second, microseconds=a.microsecond)
        past = timedelta(minutes=b.minute % 15, seconds=b.second, microseconds=b.microsecond)
        if past:
            b += timedelta(minutes=15) - past
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
