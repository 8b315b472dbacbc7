"""Uncertain instants: what a reported time says, and no more.

Inside, a time is a pair of datetimes in UTC, the earliest and the latest that the words allow
(UTC, because Python compares and subtracts two times of one zone by their wall clocks; the model
of Linked Places' `when`). What is accepted is EDTF level 1 without seasons and without years
beyond 2 to 9998 (https://www.loc.gov/standards/datetime/), and ISO 8601 clock times and
intervals, since EDTF has no clock times in its intervals and no qualifiers on them. Here both have
them: nobody says how wide "around 5:47 p.m." is, so its bounds are the figure, and `approximate`
says that they are no more than that (docs/decisions/0037-about-a-clock-time.md).

| written | earliest | latest |
|---|---|---|
| `2024-12-07T22:30` | that minute | the same |
| `2024-12-07T22:30~` | that minute, and approximate | the same |
| `2024-12-08` | the day's start | the next day's start |
| `2024-12`, `2024-12-XX` | the month's start | the next month's start |
| `2024`, `2024-XX`, `202X`, `20XX` | the start of the years named | their end |
| `2024-12-08~`, `2024-12~`, `2024~` | one unit earlier | one unit later |
| `2024-12-08?`, `2024-12-07T22:30?` | as without `?`, and questioned | |
| `2024-12-08%`, `2024-12-07T22:30%` | as with `~`, and questioned | |
| `A/B` | the earliest of A | the latest of B |
| `../B`, `A/..` | open | open |
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, TypeVar

from geo.errors import WhenError
from geo.language.told_text import ToldText

State = Literal["ahead", "perhaps", "under way", "past"]
Moment = TypeVar("Moment", int, datetime)
"""A moment: epoch milliseconds, or a datetime."""

_CLOCK = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?P<offset>Z|[+-]\d{2}:\d{2})?"
)
_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2}))?(?:-(?P<day>[0-9X]{2}))?")
_LONGEST = 60
"""Most characters of a time; an interval of two clock times with offsets has 51."""
_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
"""The years 1 and 9999, the first and last that Python knows, are kept free for calculations."""
_HELP = "fault.time.mend"


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment that lies somewhere from `earliest` to `latest`, both in UTC; None is open.

    `text` is how the file wrote it; `questioned` is EDTF's `?` and `%`. `approximate` says of each
    bound whether it is a clock time with EDTF's `~` or `%`: the figure that the report gives, and
    how far from it the moment may be is not reported.
    """

    earliest: datetime | None = None
    latest: datetime | None = None
    text: str = ""
    questioned: bool = False
    approximate: tuple[bool, bool] = (False, False)

    @property
    def point(self) -> bool:
        """Whether it is one clock time, exact or approximate."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def exact(self) -> bool:
        """Whether the moment is known as precisely as it can be written."""
        return self.point and not any(self.approximate)

    @property
    def about(self) -> bool:
        """Whether any part of it, a date or a clock time, is marked as approximate."""
        return "~" in self.text or "%" in self.text

    def bounds(self) -> tuple[datetime, datetime]:
        """Give both bounds; raises ValueError where one is open."""
        if self.earliest is None or self.latest is None:
            raise ValueError(f"the time {self.text!r} is open")
        return self.earliest, self.latest


UNSAID = Instant()
"""A time that the file leaves out."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Closed bounds for drawing, in UTC: the start lies in s0..s1, the end in e0..e1."""

    s0: datetime
    s1: datetime
    e0: datetime
    e1: datetime


def parse_when(text: str, *, zone: tzinfo) -> Instant:
    """Read a reported time.

    `zone` is that of a time without an offset. Raises WhenError, which says what to write instead.
    A clock time that the zone's clocks showed twice covers both; a time that they skipped is
    refused.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise WhenError(
            ToldText("fault.time.unreadable", text=f"{text[: _LONGEST - 3]}..."), ToldText(_HELP)
        )
    try:
        if "/" not in text:
            return _single(text, zone, text)
        first, _, last = text.partition("/")
        if "/" in last:
            raise WhenError(ToldText("fault.time.slashes", text=text), ToldText(_HELP))
        if not first or not last:
            raise WhenError(
                ToldText("fault.time.one-end-empty", text=text),
                ToldText("fault.time.one-end-empty.mend"),
            )
        low = Instant() if first == ".." else _single(first, zone, text)
        high = Instant() if last == ".." else _single(last, zone, text)
    except WhenError:
        raise
    except (OverflowError, ValueError) as error:
        raise WhenError(ToldText("fault.time.beyond", text=text), ToldText(_HELP)) from error
    if low.earliest is None and high.latest is None:
        raise WhenError(ToldText("fault.time.both-open", text=text), ToldText(_HELP))
    # A date's latest is the start of the next date, and not part of it; a clock time's latest is.
    touching = high.latest == low.earliest and not high.point
    if low.earliest and high.latest and (high.latest < low.earliest or touching):
        raise WhenError(
            ToldText("fault.time.backwards", text=text), ToldText("fault.time.backwards.mend")
        )
    return Instant(
        low.earliest,
        high.latest,
        text,
        low.questioned or high.questioned,
        (low.approximate[0], high.approximate[1]),
    )


def state(start: Instant, end: Instant, at: datetime) -> State:
    """Tell how an event stands at a moment: ahead, perhaps, under way or past.

    Windows are half open. An event without duration has `end == start`; an event that is known to
    the minute is under way at just that minute, so that a slider that stops there shows it. One
    whose minute is approximate is perhaps under way then. Raises ValueError for an open bound.
    """
    earliest, latest = start.bounds()
    surely_over = end.bounds()[1]
    if at == latest and start.point and any(start.approximate):
        return "perhaps"
    if at < earliest:
        return "ahead"
    if at < latest:
        return "perhaps"
    if at < surely_over or at == latest:
        return "under way"
    return "past"


def progress(start: Moment, end: Moment, at: Moment) -> float:
    """Give how far a moment lies between two, 0..1; if the two are equal, it is 0 or 1."""
    if at >= end:
        return 1.0
    if at <= start:
        return 0.0
    return (at - start) / (end - start)


def epoch_ms(moment: datetime) -> int:
    """Give an aware moment as milliseconds since 1970-01-01T00:00Z."""
    return round((moment - _EPOCH) / _MILLISECOND)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def from_epoch_ms(value: float, *, zone: tzinfo) -> datetime:
    """Give the aware moment of a count of milliseconds since 1970-01-01T00:00Z."""
    return (_EPOCH + timedelta(milliseconds=value)).astimezone(zone)


def _single(text: str, zone: tzinfo, exact: str) -> Instant:
    qualifier = text[-1:] if text[-1:] in ("?", "~", "%") else ""
    bare = text.removesuffix(qualifier)
    about, questioned = qualifier in ("~", "%"), qualifier in ("?", "%")
    if clock := _CLOCK.fullmatch(bare):
        return replace(
            _clock(clock, zone, exact), questioned=questioned, approximate=(about, about)
        )
    match = _DATE.fullmatch(bare)
    if not match:
        raise WhenError(ToldText("fault.time.unreadable", text=text), ToldText(_HELP))
    first, past, unit = _days(match, text)
    if about:
        first, past = _step(first, unit, -1), _step(past, unit, 1)
    return _within(Instant(_local(first, zone), _local(past, zone), exact, questioned))


def _clock(match: re.Match[str], zone: tzinfo, text: str) -> Instant:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    try:
        naive = datetime.combine(date.fromisoformat(match["date"]), time(hour, minute, second))
    except ValueError as error:
        raise WhenError(
            ToldText("fault.time.no-moment", text=match[0]),
            ToldText("fault.time.no-moment.mend"),
        ) from error
    if match["offset"]:
        try:
            aware = datetime.fromisoformat(naive.isoformat() + match["offset"])
        except ValueError as error:
            raise WhenError(
                ToldText("fault.time.no-offset", text=match[0]),
                ToldText("fault.time.no-offset.mend"),
            ) from error
        moment = aware.astimezone(UTC)
        return _within(Instant(moment, moment, text))
    early, late = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    if early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise WhenError(
            ToldText("fault.time.skipped", text=match[0]),
            ToldText("fault.time.skipped.mend"),
        )
    first, last = sorted((early.astimezone(UTC), late.astimezone(UTC)))
    return _within(Instant(first, last, text))


def _within(when: Instant) -> Instant:
    """Give the time itself; raises OverflowError if it leaves no room for calculations."""
    earliest, latest = when.bounds()
    if earliest < _FIRST or latest > _LAST:
        raise OverflowError
    return when


def _days(match: re.Match[str], text: str) -> tuple[date, date, str]:
    """Give the first day, the day after the last, and the unit that `~` widens by."""
    year, month, day = match["year"], match["month"], match["day"]
    if year.strip("0123456789") and not re.fullmatch(r"\d{2}(\dX|XX)", year):
        raise WhenError(
            ToldText("fault.time.figures-left-out", text=text),
            ToldText("fault.time.figures-left-out.mend"),
        )
    if "X" in year:
        if (month or "XX") != "XX" or (day or "XX") != "XX":
            raise WhenError(
                ToldText("fault.time.month-without-year", text=text),
                ToldText("fault.time.month-without-year.mend"),
            )
        span = 10 if year.count("X") == 1 else 100
        low = int(year.replace("X", "0"))
        return date(max(low, 1), 1, 1), date(low + span, 1, 1), "year"
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise WhenError(
                ToldText("fault.time.day-without-month", text=text),
                ToldText("fault.time.day-without-month.mend"),
            )
        return date(int(year), 1, 1), date(int(year) + 1, 1, 1), "year"
    try:
        if "X" in month:
            raise ValueError
        if day is None or day == "XX":
            first = date(int(year), int(month), 1)
            return first, _step(first, "month", 1), "month"
        if "X" in day:
            raise ValueError
        first = date(int(year), int(month), int(day))
    except ValueError as error:
        raise WhenError(ToldText("fault.time.no-date", text=text), ToldText(_HELP)) from error
    return first, first + timedelta(days=1), "day"


def _step(day: date, unit: str, by: int) -> date:
    if unit == "day":
        return day + timedelta(days=by)
    months = day.year * 12 + day.month - 1 + (by if unit == "month" else 12 * by)
    if months < 12:  # noqa: PLR2004 - before the year 1
        raise OverflowError
    return day.replace(year=months // 12, month=months % 12 + 1)


def _local(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
