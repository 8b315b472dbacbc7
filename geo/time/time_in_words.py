"""A reported time in words: the one place where an event's or a leg's time becomes a sentence.

| reported | told |
|---|---|
| a clock time | Saturday 7 December, 22:30 |
| a day | Sunday 8 December (no hour reported) |
| a part of a day | between midnight and six on 8 December |
| a span | some time between 28 November and 2 December |
| an order | after the flight from Damascus; no date reported |
| open | from 2 May; no end reported |

A clock time is written in figures only where the report gives one. Bounds that the order of events
gives, and the middle at which the slider stops, are never told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from geo.story.model import Event, Leg, Story
from geo.time.calendar_words import (
    DAYS,
    MONTHS,
    SHORT_MONTHS,
    calendar_unit,
    hour_told,
    hours_told,
    is_days,
    is_midnight,
)
from geo.time.instants import Instant
from geo.time.reported_time import ReportedTime, has_legs_time, reported_time

UNDATED = "no date reported"


@dataclass(frozen=True, slots=True)
class TimeTold:
    """A reported time in words.

    `words` are the report's own, without quotes; `said` is what the bounds and the order say;
    `short` fits a row of a list. `hourly` tells whether `said` speaks of hours, which are in the
    story's zone.
    """

    words: str | None
    said: str
    short: str
    hourly: bool

    @property
    def text(self) -> str:
        """Give both: “early hours of Sunday”: between midnight and six on 8 December."""
        return f"“{self.words}”: {self.said}" if self.words else self.said


@dataclass(frozen=True, slots=True)
class _Part:
    """Words for bounds: what stands before an order, and what stands behind it."""

    body: str
    tail: str = ""
    short: str = ""
    hourly: bool = False


class TimeWords:
    """Tells the times of one story, in its zone. Years are named where it spans more than one."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.zone = story.zone
        city = story.time_zone.rpartition("/")[2].replace("_", " ")
        self.zone_name = story.zone_name or f"{city} time"
        self._rows: dict[str, Event | Leg] = {leg.id: leg for leg in story.legs}
        self._rows |= {event.id: event for event in story.events}
        self._event_of = {
            event.leg: event for event in story.events if event.leg and has_legs_time(event)
        }
        self._years = len(self._years_named()) > 1

    def of(self, row: Event | Leg) -> TimeTold:
        """Tell the time of an event or a leg."""
        moves = isinstance(row, Leg) or has_legs_time(row)
        return self.told(reported_time(self.story, row), moves=moves)

    def told(self, when: ReportedTime, *, moves: bool = True) -> TimeTold:
        """Tell a reported time; `moves` where its start and end are a departure and an arrival."""
        part, order = self._bounds(when, moves=moves), self._order(when)
        said = ", ".join(piece for piece in (part.body, order) if piece)
        tails = [part.tail] if part.tail else []
        if not part.body:
            tails = [UNDATED]
        if when.questioned:
            tails.append("the date is in doubt")
        said = "; ".join(piece for piece in (said, *tails) if piece)
        return TimeTold(when.words, said, part.short or "undated", part.hourly)

    def name(self, row_id: str) -> str:
        """Give what a sentence calls an event or a leg, such as "the flight from Damascus"."""
        row = self._rows[row_id]
        event = self._event_of.get(row_id)
        called = row.called or (event and event.called)
        return called or f"“{row.headline}”"

    def date(self, when: Instant) -> str:
        """Give a date as finely as it is known, such as "13 December 2024", "June 1772", "1790".

        The time needs both bounds. Of any other stretch it is the day on which that begins.
        """
        first, past = self._local(when)
        unit = calendar_unit(first, past)
        if unit == "year":
            return str(first.year)
        month = f"{MONTHS[first.month - 1]} {first.year}"
        return month if unit == "month" else f"{first.day} {month}"

    # ------------------------------------------------------------------------------------- bounds

    def _bounds(self, when: ReportedTime, *, moves: bool) -> _Part:
        if when.span or _same(when.start, when.end):
            return self._span(when.start)
        first, last = self._span(when.start), self._span(when.end)
        begins, ends = ("sets out", "arrives") if moves else ("begins", "ends")
        beginning, ending = ("departure", "arrival") if moves else ("beginning", "end")
        if not when.start.text:
            body = f"{ends} {self._end(when.end, last)}"
            return _Part(body, f"{beginning} not reported", last.short, last.hourly)
        if not when.end.text:
            body = f"{begins} {self._end(when.start, first)}"
            return _Part(body, f"{ending} not reported", first.short, first.hourly)
        hourly = first.hourly or last.hourly
        short = first.short
        if when.start.exact and when.end.exact:
            (a, _), (b, _) = self._local(when.start), self._local(when.end)
            end = f"{b:%H:%M}" if a.date() == b.date() else last.body
            return _Part(f"{first.body} to {end}", "", short, hourly=True)
        if self._is_day(when.start) and self._is_day(when.end):
            a, b = self._local(when.start)[0], self._local(when.end)[0]
            body = f"from {self._weekday(a)} to {self._weekday(b)} (no hours reported)"
            return _Part(body, "", f"{self._short(a)} to {self._short(b)}", hourly)
        body = f"{begins} {self._end(when.start, first)}, {ends} {self._end(when.end, last)}"
        return _Part(body, "", short, hourly)

    def _end(self, when: Instant, part: _Part) -> str:
        """Tell the time of one end of what has two; what is open there leaves no end unsaid."""
        if when.earliest is not None and when.latest is None:
            return f"{self._since(when.earliest, on='on ')} or later"
        return part.body

    def _since(self, moment: datetime, *, on: str = "") -> str:
        """Tell a bound; with an hour it is a clock time or the edge of a part of a day."""
        at = self._here(moment)
        return f"{on}{self._day(at)}" if is_midnight(at) else f"{hour_told(at)} on {self._day(at)}"

    def _is_day(self, when: Instant) -> bool:
        if when.earliest is None or when.latest is None or _is_rough(when):
            return False
        return calendar_unit(*self._local(when)) == "day"

    def _span(self, when: Instant) -> _Part:  # noqa: PLR0911 - a row of the table each
        if when.earliest is None or when.latest is None:
            return self._open(when)
        a, b = self._local(when)
        if a == b:
            return self._minute(a)
        if _is_rough(when):
            return self._about(a, b)
        unit = calendar_unit(a, b)
        if unit == "day":
            return _Part(f"{self._weekday(a)} (no hour reported)", "", self._short(a))
        if unit == "month":
            name = f"{MONTHS[a.month - 1]} {a.year}"
            return _Part(f"{name} (no day reported)", "", f"{SHORT_MONTHS[a.month - 1]} {a.year}")
        if unit == "year":
            return _Part(f"{a.year} (no month reported)", "", str(a.year))
        return self._between(a, b)

    def _minute(self, at: datetime) -> _Part:
        clock = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
        return _Part(
            f"{self._weekday(at)}, {clock}", "", f"{self._short(at)}, {clock}", hourly=True
        )

    def _about(self, a: datetime, b: datetime) -> _Part:
        """Tell EDTF's `~`, which reaches one unit further on both sides."""
        if (b - a).days <= 4:  # noqa: PLR2004 - a day and one on each side, across a clock change
            middle = a + timedelta(days=1)
            return _Part(f"about {self._day(middle)}", "", f"about {self._short(middle)}")
        if (b - a).days < 100:  # noqa: PLR2004 - a month and one on each side
            middle = a + timedelta(days=45)
            name = f"{MONTHS[middle.month - 1]} {middle.year}"
            short = f"about {SHORT_MONTHS[middle.month - 1]} {middle.year}"
            return _Part(f"about {name}", "", short)
        first, last = a.year + 1, b.year - 2
        years = f"{first}" if first == last else f"{first} to {last}"
        return _Part(f"about {years}", "", f"about {years}")

    def _between(self, a: datetime, b: datetime) -> _Part:
        if not is_days(a, b):
            return self._hours(a, b)
        last = b - timedelta(days=1)
        short = f"{self._short(a)} to {self._short(last)}"
        if a.day == b.day == 1 and (b - a).days > 62:  # noqa: PLR2004 - more than two months
            if a.month == b.month == 1:
                body, short = f"{a.year} and {last.year}", f"{a.year} to {last.year}"
            else:
                first, final = (f"{MONTHS[x.month - 1]} {x.year}" for x in (a, last))
                body, short = f"{first} and {final}", f"{first} to {final}"
        elif (a.year, a.month) == (last.year, last.month):
            body = f"{a.day} and {self._day(last)}"
            short = f"{a.day} to {self._short(last)}"
        else:
            body = f"{self._day(a)} and {self._day(last)}"
        return _Part(f"some time between {body}", "", short)

    def _hours(self, a: datetime, b: datetime) -> _Part:
        last = b - timedelta(days=1) if is_midnight(b) else b
        if a.date() == last.date():
            body = f"between {hours_told(a, b)} on {self._day(a)}"
            return _Part(body, "", self._short(a), hourly=True)
        body = f"some time between {self._hour_of(a)} and {self._hour_of(b, ends=True)}"
        short = f"{self._short(a)} to {self._short(last)}"
        return _Part(body, "", short, hourly=True)

    def _hour_of(self, at: datetime, *, ends: bool = False) -> str:
        if is_midnight(at):
            if ends:
                return f"the end of {self._day(at - timedelta(days=1))}"
            return f"the start of {self._day(at)}"
        return f"{hour_told(at)} on {self._day(at)}"

    def _open(self, when: Instant) -> _Part:
        if when.earliest is not None:
            at = self._here(when.earliest)
            body, short = f"from {self._since(when.earliest)}", f"from {self._short(at)}"
            return _Part(body, "no end reported", short, not is_midnight(at))
        if when.latest is None:
            return _Part("")
        at = self._here(when.latest)
        clock = not is_midnight(at)
        day = at if clock else at - timedelta(days=1)
        until = f"{hour_told(at)} on {self._day(at)}" if clock else self._day(day)
        return _Part(f"by {until}", "no beginning reported", f"by {self._short(day)}", clock)

    # -------------------------------------------------------------------------------------- order

    def _order(self, when: ReportedTime) -> str:
        pieces = []
        for word, ids in (("after", when.after), ("before", when.before)):
            names = [self.name(row_id) for row_id in ids if row_id in self._rows]
            if names:
                pieces.append(f"{word} {listed(dict.fromkeys(names))}")
        return " and ".join(pieces)

    # --------------------------------------------------------------------------------------- days

    def _local(self, when: Instant) -> tuple[datetime, datetime]:
        first, past = when.bounds()
        if first == past:
            at = first.astimezone(self.zone)
            return at, at
        return self._here(first), self._here(past)

    def _here(self, moment: datetime) -> datetime:
        """Give a bound in the zone; a day's first moment as 00:00, even where clocks skip that."""
        at = moment.astimezone(self.zone)
        midnight = datetime.combine(at.date(), time(), tzinfo=self.zone)
        return midnight if midnight.astimezone(UTC) == moment else at

    def _day(self, day: datetime) -> str:
        return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if self._years else "")

    def _weekday(self, day: datetime) -> str:
        return f"{DAYS[day.weekday()]} {self._day(day)}"

    def _short(self, day: datetime) -> str:
        return f"{day.day} {SHORT_MONTHS[day.month - 1]}" + (f" {day.year}" if self._years else "")

    def _years_named(self) -> set[int]:
        years = set()
        for row in self._rows.values():
            times = (
                (row.departure, row.arrival, row.window)
                if isinstance(row, Leg)
                else (row.start, row.end)
            )
            for when in times:
                if when.earliest is not None:
                    years.add(when.earliest.astimezone(self.zone).year)
                if when.latest is not None:
                    inside = when.latest if when.exact else when.latest - timedelta(microseconds=1)
                    years.add(inside.astimezone(self.zone).year)
        return years


def listed(names: Iterable[str]) -> str:
    """Join names with commas and a last "and"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _same(first: Instant, second: Instant) -> bool:
    return (first.earliest, first.latest) == (second.earliest, second.latest)


def _is_rough(when: Instant) -> bool:
    """Whether a single date is marked as approximate (EDTF's `~` and `%`)."""
    return when.text[-1:] in ("~", "%") and "/" not in when.text
