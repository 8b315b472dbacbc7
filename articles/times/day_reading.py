"""Which days an expression names, from publication or from an anchor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import WEEKDAYS
from articles.times import days as calendar
from articles.times.anchors import FORGETS, Anchor, Anchors, heads_entry
from articles.times.days import DAY, Days
from articles.times.holidays import holiday
from articles.times.hours import HOUR, MINUTE, part_hours
from articles.times.sun import in_south
from articles.times.time_expressions import Expression
from articles.times.time_kinds import kind_of, supposed, was_ahead
from articles.values import TimeKind, TimeValue
from geo.language.told_text import ToldText


class DayReader(Anchors):
    """Reads which days an expression names, from publication or an anchor."""

    def _days(
        self,
        parsed: Parsed,
        expression: Expression,
        kind: TimeKind,
        expressions: Sequence[Expression],
        *,
        ahead: bool,
    ) -> tuple[Days | TimeValue | None, str | None]:
        atoms, published = expression.atoms, self._published
        near = self._near(parsed)
        quoted = kind == "in-quote"
        maybe = supposed(parsed, expression)
        anchor_day = near.first.date() if near else None
        if "weekday" in atoms and ("date" in atoms or "nth" in atoms):
            atoms = {key: text for key, text in atoms.items() if key != "weekday"}
        if "date_range" in atoms:
            night = bool(re.search(r"night", f"{expression.lead} {atoms.get('part', '')}".lower()))
            return calendar.date_range(
                atoms["date_range"], published=published, future=ahead, night=night
            ), None
        if "date" in atoms:
            day = calendar.calendar_date(
                atoms["date"],
                published=published,
                future=ahead,
                either=ahead and was_ahead(parsed, expression),
            )
            return calendar.week_of(day) if day and "week of" in expression.lead else day, None
        if "iso" in atoms:
            try:
                return calendar.single_day(date.fromisoformat(atoms["iso"]), "date"), None
            except ValueError:
                return None, None
        if "numeric" in atoms:
            return calendar.numeric(atoms["numeric"], day_first=self._day_first), None
        if "holiday" in atoms:
            return holiday(
                atoms["holiday"], published=published, future=ahead or quoted
            ), "published"
        if "weekday" in atoms and self._entry and heads_entry(parsed, expression):
            return calendar.entry_weekday(atoms["weekday"], entry=self._entry), "entry"
        if "weekday" in atoms:
            base = self._quote_base(parsed, expression) if quoted and ahead else published
            if atoms["weekday"].lower().startswith("that "):
                same = self._same_weekday(calendar.weekday_number(atoms["weekday"][5:]))
                if same:
                    return calendar.single_day(same.first.date(), "weekday-from-anchor"), same.label
            last = calendar.weekday(
                atoms["weekday"], published=base, anchor=anchor_day, future=ahead, supposed=maybe
            )
            if last.rule == "weekday-back" and not quoted:
                last = self._either_weekday(parsed, expression, last)
            return last, "published"
        if "nth" in atoms:
            told = self._base(parsed, expression, "day")
            return calendar.nth(
                atoms["nth"],
                published=published,
                future=ahead,
                anchor=told.first.date() if told else None,
            ), "published"
        if "told_day" in atoms:
            base = self._quote_base(parsed, expression) if quoted else published
            return calendar.told_day(atoms["told_day"], base=base), "published"
        if "month" in atoms:
            return calendar.month(atoms["month"], published=published, future=ahead), "published"
        if "week" in atoms:
            base_day = self._base(parsed, expression, "month")
            seasonal = self._base(parsed, expression, "year")
            if span := calendar.season(
                atoms["week"],
                published=published,
                anchor=seasonal.first.date() if seasonal else None,
                south=in_south(self._zone),
            ):
                return span, "published"
            return calendar.week(
                atoms["week"],
                published=published,
                anchor=base_day.first.date() if base_day else anchor_day,
                edge=atoms.get("edge", "").lower(),
            ), "published"
        if "weekend" in atoms:
            return calendar.weekend(
                atoms["weekend"],
                published=published,
                anchor=anchor_day,
                future=ahead,
                supposed=maybe,
            ), "published"
        if "past_span" in atoms:
            return self._past_span(atoms["past_span"]), "published"
        if "year" in atoms or "decade" in atoms:
            return calendar.year(atoms.get("year") or atoms["decade"]), None
        if "after_that" in atoms:
            return self._after_that(parsed, expression, expressions)
        if "eve" in atoms:
            return None, None
        if "next_day" in atoms:
            return self._next_day(parsed, expression, atoms["next_day"])
        if "in_days" in atoms:
            base = self._quote_base(parsed, expression)
            words = re.match(
                r"(?i)in\s(?:just\s|about\s)?(.+?)\s(day|week|month|hour)s", atoms["in_days"]
            )
            count = calendar.number(words[1]) if words else None
            if words is None or count is None or words[2].lower() == "hour":
                return None, None
            return self._from_day(base, words[2].lower(), count, "ahead", expression), "published"
        if "shift" in atoms:
            return self._shift(parsed, expression, atoms["shift"])
        return None, None

    def _told_here(self, parsed: Parsed, expression: Expression) -> bool:
        """Whether a day is told in the paragraph before an expression."""
        return any(
            known is parsed
            and read.expression.start < expression.start
            and bool(read.value.earliest)
            for known, read in self._done
        )

    @staticmethod
    def _spans_midnight(anchor: Anchor) -> bool:
        return (
            anchor.first.date() < (anchor.past - MINUTE).date() and anchor.past - anchor.first < DAY
        )

    def _past_span(self, text: str) -> Days | None:
        low = text.lower()
        number = next(
            (calendar.number(word) for word in low.split() if calendar.number(word)), None
        )
        unit = (
            1
            if "day" in low or "hour" in low
            else 7
            if "week" in low
            else 31
            if "month" in low
            else 366
        )
        many = (number or 6) * unit
        ahead = re.search(r"next|coming", low)
        first = self._published if ahead else self._published - many * DAY
        past = self._published + (many + 1) * DAY if ahead else self._published + DAY
        return Days(
            first,
            past,
            "past-span",
            ToldText("article.time.from-publication", words=text),
            single=False,
        )

    def _shift(
        self, parsed: Parsed, expression: Expression, text: str
    ) -> tuple[Days | TimeValue | None, str | None]:
        match = re.match(
            r"(?i)(.+?)\s?(minute|hour|day|night|week|month|year|fortnight)s?\s(later|earlier|ago|before|after|previously|afterwards?|prior)",
            text,
        )
        if not match:
            return None, None
        count = calendar.number(match[1]) or 1
        unit, side = match[2].lower(), match[3].lower()
        if match[1].lower().startswith("half"):
            return self._hours_later(expression, 30 * MINUTE, side, parsed)
        back = side in ("earlier", "ago", "before", "previously", "prior")
        if unit == "fortnight":
            unit, count = "day", 14
        step = -count if back else count
        if side == "ago":
            return self._from_day(self._published, unit, step, "ago", expression), "published"
        if unit in ("minute", "hour"):
            return self._hours_later(
                expression, count * (HOUR if unit == "hour" else MINUTE), side, parsed
            )
        base = self._base(parsed, expression, unit)
        if base is None:
            return None, None
        return self._from_day(base.first.date(), unit, step, side, expression, base), base.label

    def _from_day(
        self,
        day: date,
        unit: str,
        step: int,
        side: str,
        expression: Expression,
        base: Anchor | None = None,
    ) -> Days | TimeValue:
        if unit in ("day", "night"):
            first = day + step * DAY
            extra = timedelta()
            if base and base.past - base.first > 2 * DAY:
                extra = base.past - base.first - DAY
            if (abs(step) == 14 and side == "ago") or re.search(
                r"\b(?:about|some|around|nearly|roughly)\b", expression.lead
            ):
                return Days(
                    first - 2 * DAY,
                    first + 3 * DAY,
                    f"days-{side}",
                    ToldText("article.time.about-days"),
                    single=False,
                )
            if extra:
                return Days(
                    first, first + DAY + timedelta(days=extra.days), f"days-{side}", single=False
                )
            return calendar.single_day(first, f"days-{side}")
        if unit == "week":
            first = day + 7 * step * DAY
            return Days(
                first - 3 * DAY,
                first + 4 * DAY,
                f"weeks-{side}",
                ToldText("article.time.weeks"),
                single=False,
            )
        if unit == "month":
            total = day.year * 12 + day.month - 1 + step
            first = date(total // 12, total % 12 + 1, 1)
            return Days(
                first - 7 * DAY,
                calendar._months(first, 1) + 7 * DAY,
                f"months-{side}",
                ToldText("article.time.months"),
                single=False,
            )
        year = day.year + step
        wide = 1 if side == "ago" else 0
        return Days(
            date(max(year - wide, 1), 1, 1), date(year + 1, 1, 1), f"years-{side}", single=False
        )

    def _hours_later(
        self, expression: Expression, by: timedelta, side: str, parsed: Parsed
    ) -> tuple[TimeValue | None, str | None]:
        known = self._base(parsed, expression, "hour")
        kind = kind_of(parsed, expression, published=self._published)
        if side == "ago" or known is None:
            return None, None
        exact = known.past - known.first <= MINUTE
        low, high = (known.first, known.past) if not exact else (known.first, known.first)
        wide = 30 * MINUTE if by >= HOUR else 10 * MINUTE
        if by > 10 * HOUR:
            wide = max(wide, by / 20)
        step = by if side in ("later", "after", "afterwards", "afterward") else -by
        time_told = known.label.partition(":")[2]
        reading = (
            ToldText("article.time.half-hour", time=time_told)
            if wide == 30 * MINUTE
            else ToldText("article.time.minutes", time=time_told, minutes=str(wide // MINUTE))
        )
        return TimeValue(kind, low + step - wide, high + step + wide, reading=reading), known.label

    def _next_day(
        self, parsed: Parsed, expression: Expression, text: str
    ) -> tuple[Days | TimeValue | None, str | None]:
        low = text.lower()
        if low in ("this morning", "this afternoon", "this evening", "this day"):
            return calendar.single_day(self._published, "this-day"), "published"
        if re.search(r"\bin\sthe\sday$", low) and not self._told_here(parsed, expression):
            return calendar.single_day(self._published, "this-day"), "published"
        if half_open := self._half_open(parsed, expression, _days_on(low)):
            return half_open
        base = self._base(parsed, expression)
        if base is not None and base.past - base.first > 40 * DAY:
            base = None
        if base is None:
            return None, None
        day = base.first.date()
        if self._spans_midnight(base) and re.search(r"\bsame\sday|that(?:\svery)?\sday", low):
            # After a night's doings: the day before midnight or the one after.
            return Days(day, day + 2 * DAY, "same-day", single=False), base.label
        rest = (base.past - base.first) > 2 * DAY
        step = _days_on(low)
        if step == 0 and base.paragraph < parsed.number - FORGETS:
            return None, None  # told too long before to be "the same evening"
        weekday = re.search(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", text)
        if weekday:
            word = ("the following " if step >= 0 else "the previous ") + weekday[0]
            return calendar.weekday(
                word, published=self._published, anchor=day, future=False, supposed=False
            ), base.label
        span = Days(
            day + step * DAY,
            day + (step + 1) * DAY + (timedelta(days=(base.past - base.first).days) if rest else timedelta()),
            "next-day" if step > 0 else "day-before" if step < 0 else "same-day",
            single=not rest,
        )  # fmt: skip
        part = re.search(r"morning|afternoon|evening|night", low)
        if part and not rest:
            hours = part_hours(part[0], lead="", day=span.first, zone=self._zone)
            start = datetime.combine(span.first, time())
            first, past = start + hours.first, start + hours.past
            if (
                step == 0
                and part[0] == "night"
                and base.first.hour < 6
                and base.past - base.first <= 12 * HOUR
            ):
                first = start - 6 * HOUR  # "that night", after something at one in the morning
            if "clock" in expression.atoms:
                return span, base.label
            kind = kind_of(parsed, expression, published=self._published)
            return TimeValue(kind, first, past, reading=hours.reading), base.label
        return span, base.label

    def _either_weekday(self, parsed: Parsed, expression: Expression, last: Days) -> Days:
        """Take in the weekday after a day that was dated right before, longer ago than a week.

        In "released on Saturday 10 May. He arrived on Sunday" of a report of 22 May, Sunday may be
        the 11th or the 18th.
        """
        before = [
            read
            for known, read in self._done
            if known is parsed and read.expression.start < expression.start
        ]
        if not before or not {"date", "nth", "iso"} & set(before[-1].expression.atoms):
            return last
        value, at = before[-1].value, before[-1].expression
        if value.kind != "event" or not value.earliest or not value.latest:
            return last
        day = value.earliest.date()
        following = day + ((last.first.weekday() - day.weekday()) % 7) * DAY
        if value.latest - value.earliest > DAY or not day < following < last.first:
            return last
        reading = ToldText(
            "article.time.weekday-after",
            day=WEEKDAYS[following.weekday()],
            words=parsed.text[at.start : at.end],
        )
        return Days(following, last.past, "weekday-two-readings", reading, single=False)

    def _half_open(
        self, parsed: Parsed, expression: Expression, step: int
    ) -> tuple[TimeValue, str] | None:
        """Read "the following day" where what was told before has one bound: "by 7 October"."""
        before = [
            read
            for known, read in self._done
            if known is parsed and read.expression.start < expression.start
        ]
        if not before:
            return None
        value, at = before[-1].value, before[-1].expression
        if value.kind == "publication" or (value.earliest is None) == (value.latest is None):
            return None
        words = parsed.text[at.start : at.end]
        first, past = (bound and bound + step * DAY for bound in (value.earliest, value.latest))
        reading = ToldText(
            "article.time.no-later" if past is None else "article.time.no-earlier", words=words
        )
        kind = kind_of(parsed, expression, published=self._published)
        return TimeValue(kind, first, past, reading=reading), f"{parsed.number}:{words}"

    def _after_that(
        self, parsed: Parsed, expression: Expression, expressions: Sequence[Expression]
    ) -> tuple[Days | TimeValue | None, str | None]:
        """Read "the day after the ferry docked", counted from the time told with those words."""
        text = expression.atoms["after_that"]
        kind = kind_of(parsed, expression, published=self._published)
        match = re.match(
            r"(?i)(the|a|.+?)\s(day|hour|night|week|morning|evening)s?\s(after|before)", text
        )
        explicit = [
            dated
            for dated in expressions
            if dated is not expression
            and dated.day not in ("", "after_that", "shift", "next_day")
            and kind_of(parsed, dated, published=self._published) != "publication"
        ]
        if match is None:  # "days before the trial": an order, and no number to count with
            side = "before" if text.lower().endswith("before ") else "after"
            return _ordered(kind, side, expression.clause), None
        side = match[3].lower()
        sentence = parsed.words[parsed.at(expression.start)].sentence
        same = [
            e
            for e in explicit
            if parsed.words[parsed.at(e.start)].sentence == sentence and e.start < expression.start
        ]
        if same:  # "on Oct. 30, a day before police came": it dates what the police did
            value = _ordered(kind, side, expression.clause)
            value = replace(
                value,
                reading=ToldText("article.time.order-alone", words=text, clause=expression.clause),
            )
            return value, None
        base = self._told_of(expression.clause)
        if base is None:
            value = replace(
                _ordered(kind, side, expression.clause),
                question=ToldText("article.ask.when-was", clause=expression.clause),
            )
            return value, None
        count = calendar.number(match[1]) or 1
        step = count if side == "after" else -count
        unit = match[2].lower()
        if unit == "hour":
            return self._hours_later(
                expression, count * HOUR, "later" if side == "after" else "earlier", parsed
            )
        span = self._from_day(
            base.first.date(),
            "day" if unit in ("day", "morning", "evening", "night") else unit,
            step,
            side,
            expression,
        )
        return span, base.label


def _days_on(words: str) -> int:
    """How many days "the next day", "that afternoon" or "the evening before" is after the last time."""
    if re.search(r"next|following|after(?!noon)", words):
        return 1
    return -1 if re.search(r"previous|preceding|before|earlier", words) else 0


def _ordered(kind: TimeKind, side: str, clause: str) -> TimeValue:
    if side == "after":
        return TimeValue(kind, after=clause)
    return TimeValue(kind, before=clause)
