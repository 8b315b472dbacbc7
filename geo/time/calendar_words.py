"""Hours, days and months in words; a time that is no quarter of an hour is told in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from geo.language.messages import Messages

_QUARTER = 15
_NOON, _EVENING = 12, 18
_MONTHS_IN_YEAR = 12


def is_midnight(at: datetime) -> bool:
    """Whether a moment is the first of its day."""
    return at.time() == time()


def is_days(a: datetime, b: datetime) -> bool:
    """Whether a stretch of time consists of full days."""
    return a < b and is_midnight(a) and is_midnight(b)


def calendar_unit(a: datetime, b: datetime) -> str | None:
    """Say whether a stretch of time is a "day", a "month" or a "year"; else None."""
    if not is_days(a, b):
        return None
    if (b.date() - a.date()).days == 1:
        return "day"
    if a.day == b.day == 1:
        months = (b.year - a.year) * _MONTHS_IN_YEAR + b.month - a.month
        if months == 1:
            return "month"
        if months == _MONTHS_IN_YEAR and a.month == 1:
            return "year"
    return None


@dataclass(frozen=True, slots=True)
class _Hour:
    """A time on a quarter: the hour that it is told by, 0..23, and the minutes past."""

    hour: int
    past: int

    @property
    def part(self) -> str | None:
        """The part of the day; None at midnight and noon, whose names say it."""
        if self.hour in (0, _NOON):
            return None
        begins = self.hour - (self.past == 45)  # noqa: PLR2004 - the hour that is running
        return "morning" if begins < _NOON else "afternoon" if begins < _EVENING else "evening"

    def words(self, say: Messages, part: str | None) -> str:
        """Tell it, with the part of the day that is asked for."""
        name = say(f"hour.{self.hour if self.hour == _NOON else self.hour % _NOON}")
        told = say(f"hour.past-{self.past}", hour=name) if self.past else name
        return say(f"hour.{part}", hour=told) if part else told


def hours_told(a: datetime, b: datetime, say: Messages) -> tuple[str, str]:
    """Tell two hours of the same day; the part of the day is told once where both lie in it."""
    first, last = _plain_hour(a), _plain_hour(b)
    if first is None or last is None:  # in figures, save for the edge of a day
        begin, end = (say("hour.0") if is_midnight(at) else f"{at:%H:%M}" for at in (a, b))
        return begin, end
    begins, ends = first.part, last.part
    if begins == ends:
        begins = None
    if not first.past and (
        (first.hour == 0 and b.hour < _NOON) or (first.hour == _NOON and b.hour >= _NOON)
    ):
        ends = None  # from midnight to six can only be the morning
    return first.words(say, begins), last.words(say, ends)


def hour_told(at: datetime, say: Messages) -> str:
    """Tell an hour; a time that is no quarter of an hour, which only a report gives, in figures."""
    plain = _plain_hour(at)
    return f"{at:%H:%M}" if plain is None else plain.words(say, plain.part)


def _plain_hour(at: datetime) -> _Hour | None:
    if at.minute % _QUARTER or at.second or at.microsecond:
        return None
    hour = (at.hour + (at.minute == 45)) % 24  # noqa: PLR2004 - a quarter to the next hour
    return _Hour(hour, at.minute)
