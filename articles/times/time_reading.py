"""Reads expressions of time into bounds, one after the other, each from its anchor.

The anchor of "the next day" or of a clock time without a day is the last time of the story that
was read, never that of a publication ("the ministry said on Friday") or of history. Bounds are
never narrower than the words; where two readings are possible, both lie within.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from articles.linguistics.analysis import Parsed
from articles.times.anchors import Anchor, Read
from articles.times.day_reading import DayReader
from articles.times.days import DAY, Days
from articles.times.hours import (
    HOUR,
    MINUTE,
    Hours,
    clock_time,
    edge_hours,
    part_hours,
    tells_midnight,
)
from articles.times.time_expressions import Expression
from articles.times.time_kinds import future, kind_of
from articles.times.zones import named_zone
from articles.values import TimeKind, TimeValue
from geo.language.told_text import ToldText
from geo.time.calendar_words import calendar_unit
from geo.time.instants import parse_when

_ABOUT_DAY = re.compile(r"\b(?:around|circa|roughly|approximately|on or about)\b")
"""Words before a day, a month or a year; "about" alone may say what something is about."""
_FIGURES = {"day": 10, "month": 7, "year": 4}
"""Characters of a date that a story has for a unit."""


class Reader(DayReader):
    """Reads the expressions of a report in order.

    `live`: the clock times that head its entries are those of publication, as in a live blog.
    """

    live = False

    def read(self, parsed: Parsed, expressions: Sequence[Expression]) -> list[Read]:
        """Read the expressions of a paragraph; relative days in quotes last, as they count from it."""
        later = [expression for expression in expressions if _relative_quote(parsed, expression)]
        out = [
            self._read_expression(parsed, expression, expressions)
            for expression in expressions
            if expression not in later
        ]
        out += [self._read_expression(parsed, expression, expressions) for expression in later]
        return sorted(out, key=lambda reading: reading.expression.start)

    def _read_expression(
        self, parsed: Parsed, expression: Expression, expressions: Sequence[Expression]
    ) -> Read:
        kind = kind_of(parsed, expression, published=self._published)
        if expression.order:
            return self._order(parsed, expression, kind)
        if self.live and expression.start < parsed.begins:
            return self._entry_clock(parsed, expression)
        value, rule, anchor = self._bounds(parsed, expression, kind, expressions)
        read = Read(parsed.number, expression, value, rule, anchor)
        self._remember(parsed, read)
        return read

    def _entry_clock(self, parsed: Parsed, expression: Expression) -> Read:
        """Read the clock time of an entry of a live blog: when it was published, that day."""
        today = Days(self._published, self._published + DAY, "entry-clock")
        hours = self._hours(expression, today, self._zone) or []
        start = datetime.combine(self._published, time())
        zone = self._named_zone(expression)
        if not hours:
            return Read(
                parsed.number,
                expression,
                self._asked(parsed, expression, "publication"),
                "unread",
                None,
            )
        value, rule, anchor = self._led(
            expression,
            "publication",
            start + hours[0].first,
            start + hours[-1].past,
            "entry-clock",
            "",
            zone,
            None,
        )
        return Read(parsed.number, expression, value, rule, anchor)

    def _order(self, parsed: Parsed, expression: Expression, kind: TimeKind) -> Read:
        clause = expression.clause or None
        if expression.order == "after":
            if clause is None:
                clause = ToldText("article.time.told-before")
            value = TimeValue(
                kind, after=clause, reading=ToldText("article.time.after", clause=clause)
            )
        else:
            value = TimeValue(
                kind, before=clause, reading=ToldText("article.time.before", clause=clause or "")
            )
        near = (
            self._told_of(expression.clause, recent=parsed.number - 1)
            if expression.clause
            else None
        )
        if (
            near
            and near.past - near.first <= HOUR
            and re.match(
                r"(?:shortly|soon|immediately|just|right)\s", expression.atoms["order"].lower()
            )
        ):
            span = (
                (near.first, near.past + HOUR)
                if expression.order == "after"
                else (near.first - HOUR, near.past)
            )
            told = ToldText(
                "article.time.near",
                words=expression.atoms["order"],
                time=near.label.partition(":")[2],
            )
            value = replace(value, earliest=span[0], latest=span[1], reading=told)
            read = Read(parsed.number, expression, value, "near-order", near.label)
            self._remember(parsed, read)
            return read
        return Read(parsed.number, expression, value, "order-only", None)

    def _bounds(
        self,
        parsed: Parsed,
        expression: Expression,
        kind: TimeKind,
        expressions: Sequence[Expression],
    ) -> tuple[TimeValue, str, str | None]:
        ahead = kind != "publication" and future(parsed, expression)
        span, anchor = self._days(parsed, expression, kind, expressions, ahead=ahead)
        if span is None and set(expression.atoms) <= {"clock", "zone"}:
            span = self._day_behind(parsed, expression, kind, expressions)
        if expression.until:
            return self._span(parsed, expression, kind, span, ahead=ahead)
        zone = self._named_zone(expression)
        if isinstance(span, TimeValue):
            return replace(span, zone=zone), "from-anchor", anchor
        hours = self._hours(expression, span, zone or self._zone)
        if span is None and hours is None:
            return self._asked(parsed, expression, kind), "unread", None
        if span is None and hours is not None:
            return self._without_day(parsed, expression, kind, hours, zone)
        assert span is not None
        low = datetime.combine(span.first, time())
        high = datetime.combine(span.past, time())
        reading, rule = span.reading, span.rule
        if hours and span.single:
            low, high = low + hours[0].first, low + max(hour.past for hour in hours)
            rule, reading = f"{rule}+{hours[0].rule}", hours[0].reading or reading
            if len(hours) > 1:
                high = datetime.combine(span.first, time()) + hours[1].past
        elif hours:
            told, rule = hours[0].reading, f"{rule}+{hours[0].rule}"
            reading = ToldText("clauses", first=reading, next=told) if reading and told else reading
            reading = reading or told
            low, high = low + hours[0].first, high - DAY + max(hour.past for hour in hours)
        return self._led(expression, kind, low, high, rule, reading, zone, anchor)

    def _day_behind(
        self,
        parsed: Parsed,
        expression: Expression,
        kind: TimeKind,
        expressions: Sequence[Expression],
    ) -> Days | None:
        """Give the day that is told behind a clock time: "took the 0700 ferry to Tulcea on Friday"."""
        behind = next((later for later in expressions if later.start >= expression.end), None)
        if behind is None or behind.day not in ("weekday", "date", "nth") or behind.until:
            return None
        between = parsed.text[expression.end : behind.start]
        words = parsed.words[parsed.at(expression.end) : parsed.at(behind.start)]
        if len(between) > 60 or re.search(r"[.,;:()\"]|\b(?:and|but|then|that|who)\b", between):
            return None
        if any(word.verb for word in words) or re.search(r"\b(?:by|until|since)\b", behind.lead):
            return None
        ahead = future(parsed, behind)
        span, _ = self._days(parsed, behind, kind, expressions, ahead=ahead)
        return span if isinstance(span, Days) and span.single else None

    def _led(
        self, expression: Expression, kind: TimeKind, low: datetime, high: datetime, rule: str, reading: str,
        zone: str, anchor: str | None,
    ) -> tuple[TimeValue, str, str | None]:  # fmt: skip
        """Apply "by", "since", "before" and the like to bounds that are read."""
        lead, clock = expression.lead, "clock" in expression.atoms
        about: datetime | str | None = None
        early: datetime | None = low
        late: datetime | None = high
        if re.search(r"\b(?:by|until|till|not? later than)\b", lead):
            early, rule = None, f"by+{rule}"
            if re.search(r"\buntil|\btill", lead) and not clock:
                weekend = expression.day == "weekend" and "part" not in expression.atoms
                late = low if weekend else high
            reading = reading or ToldText("article.time.no-earlier", words=lead)
        elif re.search(r"\bbefore\b", lead) and "before-" not in rule:
            if clock and re.search(r"shortly|just|minutes|soon|hour|little", lead):
                early, late = low - HOUR - 30 * MINUTE, low
                reading = ToldText("article.time.shortly-before", words=lead)
            else:
                early, late = None, high - DAY if "supposed" in rule else low
                late = high if expression.day == "week" and "end-of" in rule else late
                late = high if "end of" in expression.atoms.get("month", "").lower() else late
                reading = reading or ToldText("article.time.no-earlier", words=lead)
            rule = f"before+{rule}"
        elif re.search(r"\bafter\b", lead) and "after-" not in rule:
            if clock and re.search(r"shortly|just|minutes|soon|little", lead):
                early, late = low, low + HOUR
                reading = ToldText("article.time.shortly-after", words=lead)
            else:
                early, late = (low if clock else high), None
                early = low + DAY if "supposed" in rule and not clock else early
                reading = reading or ToldText("article.time.no-later", words=lead)
            rule = f"after+{rule}"
        elif clock and re.search(
            r"\b(?:around|about|circa|some|roughly|approximately|nearly|towards?|sometime|round)\b",
            lead,
        ):
            wide = (
                HOUR
                if re.search(r"(?i)noon|midday", expression.atoms["clock"])
                or tells_midnight(expression.atoms["clock"])
                else 30 * MINUTE
            )
            early, late = low - wide, high - MINUTE + wide
            about = low if high - low == MINUTE else None  # else the words may mean two hours
            reading, rule = (
                ToldText("article.time.about-minutes", minutes=f"{wide // MINUTE}"),
                f"{rule}+about",
            )
        elif not clock and _ABOUT_DAY.search(lead) and (unit := calendar_unit(low, high)):
            about = f"{low.date()}"[: _FIGURES[unit]]
            when = parse_when(f"{about}~", zone=UTC)
            early, late = (at and at.replace(tzinfo=None) for at in (when.earliest, when.latest))
            rule = f"{rule}+about"
        if zone.startswith("Etc/"):  # no place has it: told in the report's own
            early, late = self._from_utc(early), self._from_utc(late)
            about = self._from_utc(about) if isinstance(about, datetime) else about
            reading = reading or ToldText("article.time.from-utc", zone=self._zone)
            zone = self._zone
        value = TimeValue(kind, early, late, reading=reading, zone=zone, about=about)
        return value, rule, anchor or "published"

    def _named_zone(self, expression: Expression) -> str:
        """Give the zone that is named with a time, or with its figures as in "1900 GMT"."""
        text = expression.atoms.get("zone", "")
        figures = re.search(r"(?:GMT|UTC|(?<=\d)Z)$", expression.atoms.get("clock", ""))
        if not text and figures:
            text = figures[0].replace("Z", "UTC")
        return named_zone(text, self._zone) if text else ""

    def _from_utc(self, at: datetime | None) -> datetime | None:
        if at is None:
            return None
        return at.replace(tzinfo=UTC).astimezone(ZoneInfo(self._zone)).replace(tzinfo=None)

    def _asked(self, parsed: Parsed, expression: Expression, kind: TimeKind) -> TimeValue:
        words = parsed.text[expression.start : expression.end]
        after = expression.clause or None
        return TimeValue(
            kind,
            after=after,
            question=ToldText("article.ask.when", words=words),
        )

    def _hours(
        self, expression: Expression, span: Days | TimeValue | None, zone: str
    ) -> list[Hours] | None:
        part = expression.atoms.get("part", "")
        next_part = re.search(
            r"morning|afternoon|evening|night", expression.atoms.get("next_day", "")
        )
        if "clock" in expression.atoms:
            told = part or (next_part[0] if next_part else "")
            clocks = clock_time(expression.atoms["clock"], part=told)
            out = []
            for at in clocks:
                begin = timedelta(hours=at.hour, minutes=at.minute)
                if "night" in told and at.hour < 6:
                    begin += DAY
                if tells_midnight(expression.atoms["clock"]):
                    out.append(Hours(begin, begin + MINUTE, "midnight", exact=True))
                    if not re.search(r"after|from|since", expression.lead) and not part:
                        out = [
                            Hours(
                                begin,
                                begin + DAY + MINUTE,
                                "midnight",
                                ToldText("article.hours.midnight"),
                            )
                        ]
                    continue
                out.append(Hours(begin, begin + MINUTE, "clock", exact=True))
            return out or None
        day = span.first if isinstance(span, Days) else self._published
        if part:
            if part.lower() == "overnight":
                return [
                    Hours(
                        -6 * HOUR,
                        30 * HOUR,
                        "overnight",
                        ToldText("article.hours.overnight"),
                    )
                ]
            lead = f"{expression.lead} {expression.atoms.get('edge', '')}".lower()
            return [part_hours(part, lead=lead, day=day, zone=zone)]
        edge = expression.atoms.get("edge") or expression.atoms.get("edge_late")
        last = expression.atoms.get("told_day", "").lower()
        if last in ("tonight",) or "last night" in last:
            return [Hours(18 * HOUR, 30 * HOUR, "night", ToldText("article.hours.night"))]
        if expression.day == "week":
            edge = None  # "early last week" is told in days
        if not edge and expression.day in ("weekday", "date", "nth", "holiday"):
            edge = next(
                (word for word in ("early", "late") if re.search(rf"\b{word}\b", expression.lead)),
                None,
            )
        return [edge_hours(edge)] if edge else None

    def _without_day(
        self, parsed: Parsed, expression: Expression, kind: TimeKind, hours: list[Hours], zone: str
    ) -> tuple[TimeValue, str, str | None]:
        """Put hours without a day on the anchor's day, or the next where the anchor is later."""
        known = self._quoted_before(parsed, expression) or self._near(parsed)
        if known is None or known.past - known.first > 2 * DAY:
            return self._asked(parsed, expression, kind), "hours-without-day", None
        start = datetime.combine(known.first.date(), time())
        if "part" in expression.atoms and "clock" not in expression.atoms:
            lead = f"{expression.lead} {expression.atoms.get('edge', '')}".lower()
            evening = known.first.hour >= 17
            morning = re.search(
                r"dawn|morning|hours|sunrise|light|daybreak|break", expression.atoms["part"].lower()
            )
            day = known.first.date() + (DAY if evening and morning else timedelta())
            hours = (
                [part_hours(expression.atoms["part"], lead=lead, day=day, zone=zone or self._zone)]
                if "overnight" not in expression.atoms["part"].lower()
                else hours
            )
            start = datetime.combine(day, time())
            low, high = start + hours[0].first, start + hours[0].past
        else:
            low, high = self._clock_after(known, start, hours)
        rule = f"{hours[0].rule}-from-anchor"
        return self._led(expression, kind, low, high, rule, hours[0].reading, zone, known.label)

    def _clock_after(
        self, known: Anchor, start: datetime, hours: list[Hours]
    ) -> tuple[datetime, datetime]:
        wide_day = known.past - known.first >= 20 * HOUR
        entry = self._entry == known.first.date()  # an entry of a diary tells its own day
        spots: list[datetime] = []
        for hour in hours:
            at = start + hour.first % DAY
            if wide_day:
                spots.append(at)
                if at.hour < 8 and not entry:
                    spots.append(at + DAY)
            elif at < known.first and at.date() == known.first.date():
                spots.append(at + DAY)
            else:
                spots.append(at)
        return min(spots), max(spots) + MINUTE

    def _span(
        self,
        parsed: Parsed,
        expression: Expression,
        kind: TimeKind,
        span: Days | TimeValue | None,
        *,
        ahead: bool,
    ) -> tuple[TimeValue, str, str | None]:
        """Read "from 2016 to 2019", "between 2 and 4 a.m. on Sunday", "overnight from ... to ..."."""
        assert expression.until is not None
        until = expression.until
        end, _ = self._days(parsed, until, kind, (), ahead=ahead)
        if isinstance(span, Days) and isinstance(end, Days):
            low = datetime.combine(span.first, time())
            high = datetime.combine(end.past, time())
            if high <= low:
                return self._asked(parsed, expression, kind), "unread", None
            first, second = (
                self._hours(expression, span, self._zone),
                self._hours(until, end, self._zone),
            )
            night = "overnight" in expression.lead or expression.atoms.get("part", "").lower() in (
                "overnight",
                "night",
            )
            if night:
                low, high = (
                    datetime.combine(span.first, time(18)),
                    datetime.combine(end.first, time(6)),
                )
            else:
                low = low + first[0].first if first else low
                high = (
                    datetime.combine(end.first, time()) + second[0].past
                    if second and end.single
                    else high
                )
            return (
                TimeValue(kind, low, high, reading=ToldText("article.time.span")),
                "span",
                "published",
            )
        if isinstance(end, Days):
            first, second = (
                self._hours(expression, end, self._zone),
                self._hours(until, end, self._zone),
            )
            if first and second:
                start = datetime.combine(end.first, time())
                return (
                    TimeValue(
                        kind,
                        start + first[0].first,
                        start + second[-1].past,
                        reading=ToldText("article.time.span"),
                    ),
                    "span",
                    "published",
                )
        return self._clock_span(parsed, expression, kind)

    def _clock_span(
        self, parsed: Parsed, expression: Expression, kind: TimeKind
    ) -> tuple[TimeValue, str, str | None]:
        """Read "between 1 and 3 a.m." on the day that was told before."""
        assert expression.until is not None
        known = self._quoted_before(parsed, expression) or self._near(parsed)
        first = self._hours(expression, None, self._zone)
        second = self._hours(expression.until, None, self._zone)
        if known is None or known.past - known.first > 2 * DAY or not first or not second:
            return self._asked(parsed, expression, kind), "unread", None
        start = datetime.combine(known.first.date(), time())
        low, high = self._clock_after(known, start, first)
        last = high - MINUTE + (second[-1].past - first[0].first) % DAY
        value = TimeValue(kind, low, last, reading=ToldText("article.time.span"))
        return value, "clock-span-from-anchor", known.label


def _relative_quote(parsed: Parsed, expression: Expression) -> bool:
    relative = bool({"told_day", "in_days", "weekday"} & set(expression.atoms))
    return relative and parsed.quoted_at(expression.at)
