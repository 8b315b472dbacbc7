"""Hours, days and months in words; an hour in figures only where it lies off the quarters."""

from __future__ import annotations

from datetime import datetime, time

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov",
                "Dec")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOURS = ("midnight", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
          "ten", "eleven", "noon")  # fmt: skip
_QUARTERS = {0: "", 15: "a quarter past ", 30: "half past ", 45: "a quarter to "}
_NOON, _EVENING = 12, 18
_MONTHS_IN_YEAR = 12


def is_midnight(at: datetime) -> bool:
    """Whether a moment is the first of its day."""
    return at.time() == time()


def is_days(a: datetime, b: datetime) -> bool:
    """Whether a stretch is one of full days."""
    return a < b and is_midnight(a) and is_midnight(b)


def calendar_unit(a: datetime, b: datetime) -> str | None:
    """Give the unit of the calendar that a stretch is, "day", "month" or "year"; else None."""
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


def hours_told(a: datetime, b: datetime) -> str:
    """Tell two hours of one day, the part of the day once where both lie in it."""
    first, last = _plain_hour(a), _plain_hour(b)
    if first is None or last is None:  # in figures, save for the edge of a day
        first, last = ("midnight" if is_midnight(at) else f"{at:%H:%M}" for at in (a, b))
        return f"{first} and {last}"
    end = "" if last.endswith(("midnight", "noon")) else _part_of_day(b)
    begin = "" if first.endswith(("midnight", "noon")) else _part_of_day(a)
    if begin == end:
        begin = ""
    if (first == "midnight" and b.hour < _NOON) or (first == "noon" and b.hour >= _NOON):
        end = ""  # from midnight to six can only be the morning
    return f"{f'{first} {begin}'.strip()} and {f'{last} {end}'.strip()}"


def hour_told(at: datetime) -> str:
    """Tell one hour; a time off the quarter, which only a report gives, in figures."""
    plain = _plain_hour(at)
    if plain is None:
        return f"{at:%H:%M}"
    return plain if plain.endswith(("midnight", "noon")) else f"{plain} {_part_of_day(at)}"


def _plain_hour(at: datetime) -> str | None:
    if at.minute not in _QUARTERS or at.second or at.microsecond:
        return None
    hour = (at.hour + (at.minute == 45)) % 24  # noqa: PLR2004 - a quarter to the next hour
    name = "midnight" if hour == 0 else "noon" if hour == _NOON else _HOURS[hour % _NOON]
    return f"{_QUARTERS[at.minute]}{name}"


def _part_of_day(at: datetime) -> str:
    if at.hour < _NOON:
        return "in the morning"
    return "in the afternoon" if at.hour < _EVENING else "in the evening"
