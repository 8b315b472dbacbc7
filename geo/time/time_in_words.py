"""A reported time in words: the one place where an event's or a leg's time becomes a sentence.

| reported | told |
|---|---|
| a clock time | Saturday 7 December, 22:30 |
| about a clock time | Saturday 7 December, about 22:30 |
| a day | Sunday 8 December (no hour reported) |
| a part of a day | between midnight and six on 8 December |
| a span | some time between 28 November and 2 December |
| an order | after the flight from Damascus; no date reported |
| open | from 2 May; no end reported |

A clock time is written in figures only where the report gives one, or about one. Bounds that the
order of events gives, and the middle at which the slider stops, are never told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from geo.language.messages import messages_of
from geo.story.model import Claim, Event, Leg, Story
from geo.time.calendar_words import (
    calendar_unit,
    hour_told,
    hours_told,
    is_days,
    is_midnight,
)
from geo.time.instants import Instant
from geo.time.reported_time import ReportedTime, has_legs_time, reported_time


@dataclass(frozen=True, slots=True)
class TimeTold:
    """A reported time in words.

    `words` are the report's own, without quotes; `said` is what the bounds and the order say;
    `short` fits a row of a list. `hourly` tells whether `said` speaks of hours, which are in the
    story's zone. `text` has both, as in “early hours of Sunday”: between midnight and six on 8
    December.
    """

    words: str | None
    said: str
    short: str
    hourly: bool
    text: str = field(default="", compare=False)


PARTS = {(0, 6): "night", (6, 12): "morning", (12, 18): "afternoon", (18, 24): "evening"}
"""Stretches of a day, hours, that have a name."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Words for bounds: what comes before the words for an order, and what comes after them."""

    body: str
    tail: str = ""
    short: str = ""
    hourly: bool = False


class TimeWords:
    """Tells the times of one story, in its zone.

    Years are named where it spans more than one, or with `years` in any case.
    """

    def __init__(self, story: Story, *, years: bool = False) -> None:
        self.story = story
        self.say = messages_of(story.told_in)
        self.zone = story.zone
        self.zone_name = self._zone_name()
        self._rows: dict[str, Event | Leg] = {leg.id: leg for leg in story.legs}
        self._rows |= {event.id: event for event in story.events}
        self._event_of = {
            event.leg: event for event in story.events if event.leg and has_legs_time(event)
        }
        self._years = years or len(story.full_story.years) > 1

    def _zone_name(self) -> str:
        """Give the story's own name of its zone if that is in the language told; else a city's."""
        story = self.story
        if story.zone_name and story.language_of(story.zone_name) == story.told_in:
            return story.zone_name
        return self.say("time.zone", city=self.say.city_of(story.time_zone))

    def of(self, row: Event | Leg) -> TimeTold:
        """Tell the time of an event or a leg."""
        moves = isinstance(row, Leg) or has_legs_time(row)
        return self.told(reported_time(self.story, row), moves=moves)

    def told(self, when: ReportedTime, *, moves: bool = True) -> TimeTold:
        """Tell a reported time; `moves` where its start and end are a departure and an arrival."""
        say, part, order = self.say, self._bounds(when, moves=moves), self._order(when)
        said = part.body or order
        if part.body and order:
            said = say("time.and-order", time=part.body, order=order)
        notes = [part.tail] if part.tail and part.body else []
        if not part.body:
            notes = [say("time.undated")]
        if when.questioned:
            doubted = [end.text for end in (when.start, when.end) if end.questioned]
            clock = any(":" in text for text in doubted)
            notes.append(say("time.doubted.clock" if clock else "time.doubted"))
        for note in notes:
            said = say("time.and-note", time=said, note=note) if said else note
        text = say("time.quoted", words=when.words, said=said) if when.words else said
        short = part.short or say("time.undated.short")
        return TimeTold(when.words, said, short, part.hourly, text)

    def name(self, row_id: str) -> str:
        """Give what a sentence calls an event or a leg, such as "the flight from Damascus"."""
        row = self._rows[row_id]
        event = self._event_of.get(row_id)
        called = row.called or (event and event.called)
        if called and self.story.language_of(called) == self.story.told_in:
            return called
        return self.say("time.called", headline=called or row.headline)

    def date(self, when: Instant) -> str:
        """Give a date as finely as it is known, such as "13 December 2024", "June 1772", "1790".

        A time that is no day, month or year gives the day on which it begins. Raises ValueError
        for a time with an open bound.
        """
        first, past = self._local(when)
        unit = calendar_unit(first, past)
        if unit == "year":
            return str(first.year)
        return self.say.date(first, "yMMMM" if unit == "month" else "yMMMMd")

    def published(self, when: Instant) -> str:
        """Tell when something was published, such as "some time in 1790".

        Raises ValueError for a time with an open bound.
        """
        say, (a, b) = self.say, self._local(when)
        if a == b:
            return say("time.clock", day=say.date(a, "yMMMMd"), clock=self._clock(when, a))
        unit = _unit(when, a, b)
        if unit == "day":
            return self.date(when)
        if unit:
            return say("time.known.within", unit=self.date(when))
        first, last = (say.date(day, "yMMMMd") for day in (a, b - timedelta(microseconds=1)))
        return first if first == last else say("time.span", first=first, last=last)

    def ended(self, claim: Claim) -> str:
        """Say when a source withdrew or corrected a claim; "" where it still stands by it."""
        if not claim.ended.text:
            return ""
        key = "withdrawn" if claim.withdrawn.text else "corrected"
        return self.say(f"time.ended.{key}", time=self.published(claim.ended))

    def known_by(self, when: Instant) -> str:
        """Say by when a thing that was published at a time was known: when its bounds end."""
        say, (a, b) = self.say, self._local(when)
        last = b - timedelta(microseconds=1)
        day = say.date(last, "yMMMMd")
        if a == b:
            return say("time.known.clock", day=say.date(a, "yMMMMd"), clock=self._clock(when, a))
        unit = _unit(when, a, b)
        if unit == "day":
            return say("time.known.day", day=day)
        if unit:
            return say("time.known.end", unit=self.date(when))
        part = PARTS.get((a.hour, last.hour + 1)) if a.date() == last.date() else None
        if part and not a.minute and not b.minute:
            return say("time.known.part", day=day, part=say(f"time.known.{part}"))
        if is_midnight(b):
            return say("time.known.day", day=day)
        clock = self._figures(b, about=when.approximate[1])
        return say("time.known.clock", day=day, clock=clock)

    def published_short(self, when: Instant) -> str:
        """Give when something was published in short words, such as "1790" or "13 Dec"."""
        a, b = self._local(when)
        unit = _unit(when, a, b)
        if unit == "year":
            return str(a.year)
        last = b if a == b else b - timedelta(microseconds=1)
        if unit == "month":
            return self._short_month(last)
        if self._years or {last.year} == self.story.full_story.years:
            return self._short(last)
        parts = {"day": self.say.date(last, "d"), "month": self.say(f"month.{last.month}")}
        return self.say("date.short-with-year", **parts, year=str(last.year))

    def day(self, day: datetime) -> str:
        """Give a day such as "8 December", with its year where the story spans more than one."""
        return self._day(day)

    def day_of(self, row: Event | Leg) -> str:
        """Give the reported day or days in short words, without an hour; "" without a day."""
        when = reported_time(self.story, row)
        if when.start.point:
            return self._short(self._local(when.start)[0])
        return self._bounds(when, moves=True).short

    def days_between(self, first: datetime | None, last: datetime | None) -> str:
        """Give the days between two bounds in short words, such as "8 to 13 Dec"; None is open."""
        a = first and self._here(first)
        b = last and self._here(last)
        if b and is_midnight(b) and b != a:
            b -= timedelta(days=1)
        if a and b:
            if a.date() == b.date():
                return self._short(a)
            if a.year != b.year:
                begin = self._short(a)
            else:  # the last day has the year, and where it is the same the month
                begin = self._number(a) if a.month == b.month else self._short(a, year=False)
            return self._to(begin, self._short(b))
        if a:
            return self.say("time.group.since", day=self._short(a))
        if b:
            return self.say("time.by", time=self._short(b))
        return self.say("time.undated.short")

    # ------------------------------------------------------------------------------------- bounds

    def _bounds(self, when: ReportedTime, *, moves: bool) -> _Part:
        if when.span or _same(when.start, when.end):
            return self._span(when.start)
        say, first, last = self.say, self._span(when.start), self._span(when.end)
        begins, ends = ("sets-out", "arrives") if moves else ("begins", "ends")
        beginning, ending = ("departure", "arrival") if moves else ("beginning", "end")
        if not when.start.text:
            body = say(f"time.{ends}", time=self._end(when.end, last))
            return _Part(body, say(f"time.no-{beginning}"), last.short, last.hourly)
        if not when.end.text:
            body = say(f"time.{begins}", time=self._end(when.start, first))
            return _Part(body, say(f"time.no-{ending}"), first.short, first.hourly)
        hourly = first.hourly or last.hourly
        short = first.short
        if when.start.point and when.end.point:
            (a, _), (b, _) = self._local(when.start), self._local(when.end)
            end = self._clock(when.end, b) if a.date() == b.date() else last.body
            body = say("time.clock-to-clock", first=first.body, last=end)
            return _Part(body, "", short, hourly=True)
        if self._is_day(when.start) and self._is_day(when.end):
            a, b = self._local(when.start)[0], self._local(when.end)[0]
            body = say("time.day-to-day", first=self._weekday(a), last=self._weekday(b))
            return _Part(body, "", self._to(self._short(a), self._short(b)), hourly)
        body = say(
            "time.both-ends",
            first=say(f"time.{begins}", time=self._end(when.start, first)),
            last=say(f"time.{ends}", time=self._end(when.end, last)),
        )
        return _Part(body, "", short, hourly)

    def _end(self, when: Instant, part: _Part) -> str:
        """Tell the time of a start or an end where both have a time: an open one is "or later"."""
        if when.earliest is not None and when.latest is None:
            return self.say("time.or-later", time=self._since(when, when.earliest, on=True))
        return part.body

    def _since(self, when: Instant, moment: datetime, *, on: bool = False) -> str:
        """Tell a bound; with an hour it is a clock time or the edge of a part of a day."""
        at = self._here(moment)
        if not is_midnight(at) or when.approximate[0]:
            return self._hour_on(at, about=when.approximate[0])
        return self.say("time.on", day=self._day(at)) if on else self._day(at)

    def _is_day(self, when: Instant) -> bool:
        if when.earliest is None or when.latest is None:
            return False
        return _unit(when, *self._local(when)) == "day"

    def _span(self, when: Instant) -> _Part:  # noqa: PLR0911 - a row of the table each
        if when.earliest is None or when.latest is None:
            return self._open(when)
        a, b = self._local(when)
        if a == b:
            return self._minute(when, a)
        if _is_rough(when):
            return self._about(a, b)
        unit = _unit(when, a, b)
        if unit == "day":
            return _Part(self.say("time.day", day=self._weekday(a)), "", self._short(a))
        if unit == "month":
            month = self.say.date(a, "yMMMM")
            return _Part(self.say("time.month", month=month), "", self._short_month(a))
        if unit == "year":
            return _Part(self.say("time.year", year=str(a.year)), "", str(a.year))
        return self._between(when, a, b)

    def _clock(self, when: Instant, at: datetime) -> str:
        """Give the clock time of `when` in figures, with "about" where it is approximate."""
        return self._figures(at, about=any(when.approximate))

    def _figures(self, at: datetime, *, about: bool) -> str:
        figures = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
        return self.say("time.about", time=figures) if about else figures

    def _minute(self, when: Instant, at: datetime) -> _Part:
        clock = self._clock(when, at)
        body, short = (
            self.say("time.clock", day=day, clock=clock)
            for day in (self._weekday(at), self._short(at))
        )
        return _Part(body, "", short, hourly=True)

    def _about(self, a: datetime, b: datetime) -> _Part:
        """Tell EDTF's `~`, which reaches one unit further on both sides."""
        if (b - a).days <= 4:  # noqa: PLR2004 - a day and one on each side, across a clock change
            middle = a + timedelta(days=1)
            body, short = self._day(middle), self._short(middle)
        elif (b - a).days < 100:  # noqa: PLR2004 - a month and one on each side
            middle = a + timedelta(days=45)
            body, short = self.say.date(middle, "yMMMM"), self._short_month(middle)
        else:
            first, last = str(a.year + 1), str(b.year - 2)
            body = short = first if first == last else self._to(first, last)
        return _Part(self.say("time.about", time=body), "", self.say("time.about", time=short))

    def _between(self, when: Instant, a: datetime, b: datetime) -> _Part:
        if not is_days(a, b) or any(when.approximate):
            return self._hours(a, b, about=when.approximate)
        last = b - timedelta(days=1)
        short = self._to(self._short(a), self._short(last))
        if a.day == b.day == 1 and (b - a).days > 62:  # noqa: PLR2004 - more than two months
            if a.month == b.month == 1:
                first, final = str(a.year), str(last.year)
            else:
                first, final = (self.say.date(x, "yMMMM") for x in (a, last))
            short = self._to(first, final)
        elif (a.year, a.month) == (last.year, last.month):
            number = self._number(a)
            short = self._to(number, self._short(last))
            first, final = (self.say("time.span.day", day=day) for day in (number, self._day(last)))
        else:
            begin = self._day(a, year=a.year != last.year)
            first, final = (self.say("time.span.day", day=day) for day in (begin, self._day(last)))
        return _Part(self.say("time.span", first=first, last=final), "", short)

    def _hours(self, a: datetime, b: datetime, *, about: tuple[bool, bool]) -> _Part:
        last = b - timedelta(days=1) if is_midnight(b) and not about[1] else b
        if a.date() == last.date():
            first, final = hours_told(a, b, self.say)
            if any(about):  # words for hours have no form for "about" in some languages
                first = self._figures(a, about=about[0])
                if about[1] or not is_midnight(b):
                    final = self._figures(b, about=about[1])
            body = self.say("time.hours", first=first, last=final, day=self._day(a))
            return _Part(body, "", self._short(a), hourly=True)
        body = self.say(
            "time.span",
            first=self._hour_of(a, about=about[0]),
            last=self._hour_of(b, ends=True, about=about[1]),
        )
        short = self._to(self._short(a), self._short(last))
        return _Part(body, "", short, hourly=True)

    def _hour_of(self, at: datetime, *, ends: bool = False, about: bool = False) -> str:
        if not is_midnight(at) or about:
            return self._hour_on(at, about=about)
        if ends:
            return self.say("time.day-ends", day=self._day(at - timedelta(days=1)))
        return self.say("time.day-starts", day=self._day(at))

    def _hour_on(self, at: datetime, *, about: bool = False) -> str:
        hour = self._figures(at, about=True) if about else hour_told(at, self.say)
        return self.say("time.hour-on", hour=hour, day=self._day(at))

    def _open(self, when: Instant) -> _Part:
        say = self.say
        if when.earliest is not None:
            at = self._here(when.earliest)
            body = say("time.from", time=self._since(when, when.earliest))
            short = say("time.from", time=self._short(at))
            hourly = not is_midnight(at) or when.approximate[0]
            return _Part(body, say("time.from.note"), short, hourly)
        if when.latest is None:
            return _Part("")
        at = self._here(when.latest)
        about = when.approximate[1]
        clock = not is_midnight(at) or about
        day = at if clock else at - timedelta(days=1)
        body = say("time.by", time=self._hour_on(at, about=about) if clock else self._day(day))
        return _Part(body, say("time.by.note"), say("time.by", time=self._short(day)), clock)

    # -------------------------------------------------------------------------------------- order

    def _order(self, when: ReportedTime) -> str:
        after, before = (
            [self.name(row_id) for row_id in dict.fromkeys(ids) if row_id in self._rows]
            for ids in (when.after, when.before)
        )
        later = self._order_of("time.after", after)
        sooner = self._order_of("time.before", before)
        if later and sooner:
            return self.say("time.after-and-before", after=later, before=sooner)
        return later or sooner

    def _order_of(self, key: str, names: list[str]) -> str:
        return self.say(key, names=self.say.listed(dict.fromkeys(names))) if names else ""

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

    def _day(self, day: datetime, *, year: bool = True) -> str:
        return self.say.date(day, "yMMMMd" if self._years and year else "MMMMd")

    def _number(self, day: datetime) -> str:
        """Give the number of a day without its month, for a range whose last day has the month."""
        return self.say("date.day", day=self.say.date(day, "d"))

    def _weekday(self, day: datetime) -> str:
        return self.say("date.weekday", weekday=self.say.date(day, "EEEE"), day=self._day(day))

    def _short(self, day: datetime, *, year: bool = True) -> str:
        parts = {"day": self.say.date(day, "d"), "month": self.say(f"month.{day.month}")}
        if not (year and self._years):
            return self.say("date.short", **parts)
        return self.say("date.short-with-year", **parts, year=str(day.year))

    def _short_month(self, day: datetime) -> str:
        return self.say(
            "date.short-month", month=self.say(f"month.{day.month}"), year=str(day.year)
        )

    def _to(self, first: str, last: str) -> str:
        return self.say("time.to", first=first, last=last)


def _same(first: Instant, second: Instant) -> bool:
    return (first.earliest, first.latest, first.approximate) == (
        second.earliest,
        second.latest,
        second.approximate,
    )


def _is_rough(when: Instant) -> bool:
    """Whether a single date is marked as approximate (EDTF's `~` and `%`)."""
    return when.about and not any(when.approximate) and "/" not in when.text


def _unit(when: Instant, a: datetime, b: datetime) -> str | None:
    """Say whether a time is just a "day", a "month" or a "year"; None where it is about then."""
    return None if _is_rough(when) or any(when.approximate) else calendar_unit(a, b)


def words_alone(
    *, time_zone: str, language: str = "en", events: Sequence[Event] = (), years: bool = False
) -> TimeWords:
    """Give the words for times that stand in no story yet, told in a zone and a language."""
    rows: dict[str, Any] = {"legs": (), "events": tuple(events)}
    alone = Story.model_construct(time_zone=time_zone, zone_name=None, language=language, **rows)
    return TimeWords(alone, years=years)
