"""Which days an expression names, counted from an anchor: half-open spans of local days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from articles.linguistics.lexicon import MONTHS, NUMBERS, WEEKDAYS
from geo.language.told_text import ToldText

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, `past` not in it. `reading` says how it was read, in words."""

    first: date
    past: date
    rule: str
    reading: str = ""
    single: bool = True
    """Whether exactly one day is meant, so that an hour can be put on it."""


def number(text: str) -> int | None:
    """Read a small number in figures or words."""
    low = text.lower().strip()
    if low.isdigit():
        return int(low)
    if "couple" in low:
        return 2
    total = 0
    for word in re.split(r"[-\s]+", low):
        if word not in NUMBERS:
            return None
        total += NUMBERS[word]
    return total or None


def weekday_number(text: str) -> int:
    """Give 0 for Monday, from a name or its first letters."""
    return next(i for i, day in enumerate(WEEKDAYS) if day[:3].lower() == text[:3].lower())


def month_number(text: str) -> int:
    """Give 1 for January, from a name or its first letters."""
    return next(i for i, name in enumerate(MONTHS, 1) if name[:3].lower() == text[:3].lower())


def single_day(day: date, rule: str, reading: str = "") -> Days:
    """Give a single day."""
    return Days(day, day + DAY, rule, reading)


def weekday(
    text: str, *, published: date, anchor: date | None, future: bool, supposed: bool
) -> Days:
    """Read a weekday: the last one up to the day of publication, unless said otherwise.

    `future`: what is told is yet to come. `supposed`: it was yet to come when it was told ("he
    would return on Friday"), so that both the last and the next may be meant.
    """
    match = re.search(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)", text)
    target = weekday_number(match[0] if match else "Mon")
    back = (published.weekday() - target) % 7
    last, following = published - back * DAY, published + (7 - back) * DAY
    monday = published - published.weekday() * DAY
    words = text.lower()
    if words.endswith("before last"):
        return single_day(monday + (target - 14) * DAY, "weekday-before-last-week")
    if words.endswith("last week"):
        return single_day(monday + (target - 7) * DAY, "weekday-last-week")
    if words.startswith("next") or words.endswith("next week"):
        return single_day(monday + (target + 7) * DAY, "weekday-next-week")
    if words.startswith(("the following", "the previous")) and anchor:
        step = (target - anchor.weekday()) % 7 or 7
        day = (
            anchor + step * DAY
            if "following" in words
            else anchor - ((anchor.weekday() - target) % 7 or 7) * DAY
        )
        return single_day(day, "weekday-from-anchor")
    if words.startswith("that ") and anchor:
        # The day that was told before, or the next of that name.
        day = anchor + ((target - anchor.weekday()) % 7) * DAY
        return single_day(min(day, last) if day > published else day, "weekday-from-anchor")
    if words.startswith("last"):
        if back == 0:
            return single_day(last - 7 * DAY, "weekday-last")
        if (
            last >= monday
        ):  # "last Wednesday", said on a Friday, is that week's or the week's before
            reading = ToldText("article.time.last-weekday", day=WEEKDAYS[target])
            return Days(
                last - 7 * DAY, last + DAY, "weekday-last-two-readings", reading, single=False
            )
        return single_day(last, "weekday-last")
    if future:
        return single_day(following, "weekday-ahead")
    if supposed:
        reading = ToldText("article.time.weekday-either", day=WEEKDAYS[target])
        return Days(last, following + DAY, "weekday-supposed", reading, single=False)
    return single_day(last, "weekday-back")


def calendar_date(text: str, *, published: date, future: bool, either: bool = False) -> Days | None:
    """Read "3 March", "Oct. 30" or "December 8, 2024": the nearest past one unless planned.

    `either`: it was planned once ("was to begin on 8 August"), so that the nearer one is meant.
    """
    month = re.search(
        r"[A-Z][a-z]{2,8}",
        re.sub(r"(?i)^(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\.?,?\s", "", text),
    )
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    year = re.search(r"(?:1[5-9]|20)\d\d", text)
    told = re.search(r"(last|this|next)\syear$", text.lower())
    if not month or not day:
        return None
    try:
        at = month_number(month[0])
        if year:
            return single_day(date(int(year[0]), at, int(day[0])), "date")
        if told:
            shift = {"last": -1, "this": 0, "next": 1}[told[1]]
            return single_day(date(published.year + shift, at, int(day[0])), "date-of-year")
        days = [
            nearest_day(published, lambda y: date(y, at, int(day[0])), future=ahead)
            for ahead in ((True, False) if either else (future,))
        ]
        return single_day(min(days, key=lambda day: abs(day - published)), "date-without-year")
    except (ValueError, StopIteration):
        return None


def date_range(text: str, *, published: date, future: bool, night: bool) -> Days | None:
    """Read "7 to 8 March" or "March 7-8": both days and those between.

    `night`: the night between two days is meant, which is told as that of the first.
    """
    figures = re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)
    month_name = re.search(r"[A-Z][a-z]{2,8}", text)
    year_told = re.search(r"(?:1[5-9]|20)\d\d", text)
    if len(figures) != 2 or not month_name:
        return None
    rest = f" {month_name[0]}" + (f" {year_told[0]}" if year_told else "")
    last = calendar_date(figures[1] + rest, published=published, future=future)
    if last is None or not 0 < int(figures[0]) < last.first.day:
        return None
    first = last.first.replace(day=int(figures[0]))
    if night and last.first - first == DAY:
        return single_day(first, "night-of-two-days")
    return Days(first, last.past, "date-range", single=False)


_FAR_BACK = 270
"""Days: a date without a year that lies farther back than this is read as the one to come."""


def nearest_day(published: date, call: Callable[[int], date], *, future: bool) -> date:
    """Give the day of a year that `call` makes: the nearest past one, the next one if planned."""
    this = call(published.year)
    past: date = this if this <= published else call(published.year - 1)
    ahead: date = this if this > published else call(published.year + 1)
    if future or (published - past).days > _FAR_BACK:
        return ahead
    return past


_LONG_AGO = 45
"""Days before publication from which on "the 20th" is that of the story, not the last one."""


def nth(text: str, *, published: date, future: bool, anchor: date | None = None) -> Days | None:
    """Read "the 13th": the nearest past one unless planned.

    In a story of long ago it is the next one from `anchor`, the day that was told before.
    """
    if anchor and not future:
        after = nth(text, published=anchor - DAY, future=True)
        last = nth(text, published=published, future=False)
        if after and (published - anchor).days > _LONG_AGO:
            return Days(after.first, after.past, "day-of-month-from-anchor")
        if after and last and after.first < last.first:
            return Days(after.first, last.past, "day-of-month-two-readings", single=False)
    match = re.search(r"\d+", text)
    day = int(match[0]) if match else 0
    year, month = published.year, published.month
    step = 1 if future else -1
    for _ in range(3):
        try:
            at = date(year, month, day)
        except ValueError:
            at = None
        if at and (at > published if future else at <= published):
            return single_day(at, "day-of-month")
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return None


def numeric(text: str, *, day_first: bool) -> Days | None:
    """Read "01.08.2024" or "8/1/2024"."""
    parts = [int(part) for part in re.split(r"[./]", text)]
    a, b, year = parts
    if "." in text or a > 12:
        day_first = True
    elif b > 12:
        day_first = False
    elif "/" in text and a != b:
        try:
            both = sorted((date(year, b, a), date(year, a, b)))
        except ValueError:
            return None
        return Days(
            both[0],
            both[1] + DAY,
            "numeric-two-readings",
            ToldText("article.time.day-or-month"),
            single=False,
        )
    try:
        return single_day(date(year, b, a) if day_first else date(year, a, b), "numeric")
    except ValueError:
        return None


def month(text: str, *, published: date, future: bool) -> Days | None:
    """Read "in September", "late in March", "mid-May 2024": the last month begun, unless planned."""
    low = text.lower()
    edge = re.match(r"the (beginning|start|middle|end) of ", low)
    if edge:
        parts = {"beginning": "early ", "start": "early ", "middle": "mid-", "end": "late "}
        return month(parts[edge[1]] + text[edge.end() :], published=published, future=future)
    if in_month := _WEEK_OF_MONTH.match(low):
        full = month(text[in_month.end() :], published=published, future=future)
        return full and _week_of_month(in_month[1], full)
    if "month" in low:
        first = published.replace(day=1)
        shift = {"last": -1, "next": 1}.get(next((w for w in ("last", "next") if w in low), ""), 0)
        first = _months(first, shift)
    else:
        name = re.search(
            r"[A-Z][a-z]{2,8}", re.sub(r"(?i)^(?:early|mid|late)(?:[-\s]in)?[-\s]", "", text)
        )
        year = re.search(r"(?:1[5-9]|20)\d\d", text)
        if not name:
            return None
        try:
            at = month_number(name[0])
        except StopIteration:
            return None
        if year:
            first = date(int(year[0]), at, 1)
        elif "last year" in low:
            first = date(published.year - 1, at, 1)
        else:
            first = _nearest_month(published, at, future=future)
    return _part_of_month(low, first)


_WEEK_OF_MONTH = re.compile(r"(?:the )?(first|second|third|fourth|last|final) week (?:of|in) ")
_WEEKS = ("first", "second", "third", "fourth")


def _week_of_month(which: str, full: Days) -> Days:
    first = full.past - 7 * DAY
    if which in _WEEKS:
        first = full.first + _WEEKS.index(which) * 7 * DAY
    reading = ToldText("article.time.week-of-month", number=f"{first.day}")
    return Days(first, first + 7 * DAY, "week-of-month", reading, single=False)


def _nearest_month(published: date, at: int, *, future: bool) -> date:
    this = date(published.year, at, 1)
    if future:
        return this if this >= published.replace(day=1) else date(published.year + 1, at, 1)
    return this if this <= published else date(published.year - 1, at, 1)


def _part_of_month(low: str, first: date) -> Days:
    past = _months(first, 1)
    if low.startswith("late"):
        return Days(
            first + 20 * DAY,
            past,
            "late-in-month",
            ToldText("article.time.late-in-month"),
            single=False,
        )
    if low.startswith("mid"):
        return Days(
            first + 9 * DAY,
            first + 21 * DAY,
            "mid-month",
            ToldText("article.time.mid-month"),
            single=False,
        )
    if low.startswith("early"):
        return Days(
            first,
            first + 11 * DAY,
            "early-in-month",
            ToldText("article.time.early-in-month"),
            single=False,
        )
    return Days(first, past, "month", single=False)


def _months(day: date, by: int) -> date:
    total = day.year * 12 + day.month - 1 + by
    return date(total // 12, total % 12 + 1, 1)


_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()


def year(text: str) -> Days:
    """Read "2019", "early 2019", "the 1990s"."""
    low = text.lower()
    match = re.search(r"\d{4}", low)
    at = int(match[0]) if match else 1
    decade = next((i for i, name in enumerate(_DECADES, 2) if name in low), 0)
    if decade:
        at, low = 1900 + 10 * decade, f"{low}0s"
    first, past = date(at, 1, 1), date(at + (10 if "0s" in low else 1), 1, 1)
    if "0s" in low:
        return Days(first, past, "decade", single=False)
    if "early" in low:
        past = date(at, 6, 1)
    elif "late" in low:
        first = date(at, 8, 1)
    elif "mid" in low:
        first, past = date(at, 4, 1), date(at, 10, 1)
    return Days(first, past, "year", single=False)


def entry_weekday(text: str, *, entry: date) -> Days:
    """Read a weekday that heads an entry of a diary: the next such day after the last entry's."""
    match = re.search(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)", text)
    target = weekday_number(match[0] if match else "Mon")
    return single_day(entry + ((target - entry.weekday()) % 7 or 7) * DAY, "entry-weekday")


_SEASONS = {
    "spring": ((3, 1), (6, 22)), "summer": ((6, 1), (9, 24)), "autumn": ((9, 1), (12, 23)),
    "fall": ((9, 1), (12, 23)), "winter": ((12, 1), (3, 22)),
}  # fmt: skip
"""Months and days of the north, half open: both of meteorologists and by equinox and solstice."""
_OPPOSITE = {
    "spring": "autumn",
    "summer": "winter",
    "autumn": "spring",
    "fall": "spring",
    "winter": "summer",
}


def season(text: str, *, published: date, anchor: date | None, south: bool) -> Days | None:
    """Read "last winter", "this spring", "the following summer", from publication or an anchor.

    `south`: south of the equator. "Last winter" is the last that has begun, or the one before it.
    """
    low = text.lower()
    name = next((name for name in _SEASONS if name in low), None)
    if name is None:
        return None
    (month, day), (end_month, end_day) = _SEASONS[_OPPOSITE[name] if south else name]
    base = published
    if re.search(r"\b(?:that|the)\b", low):
        if anchor is None:
            return None
        base = anchor
    year = base.year
    while date(year, month, day) > base:
        year -= 1
    begun = _season_of(year, (month, day), (end_month, end_day))
    running = begun.past > base
    if low == name and not running:  # "by summer": the next one
        return _season_of(year + 1, (month, day), (end_month, end_day))
    if re.search(r"next|following|after", low):
        return _season_of(year + 1, (month, day), (end_month, end_day))
    if re.search(r"previous|before", low) and running:
        return _season_of(year - 1, (month, day), (end_month, end_day))
    if "last" in low and running:
        before = _season_of(year - 1, (month, day), (end_month, end_day))
        return Days(before.first, begun.past, "last-season", single=False)
    return begun


def _season_of(year: int, begin: tuple[int, int], end: tuple[int, int]) -> Days:
    first = date(year, *begin)
    return Days(first, date(year + (end < begin), *end), "season", single=False)


_WEEK_PARTS = {"early": (0, 4), "late": (2, 7)}
"""Days of a week, from Monday, that "early" and "late" in it may mean; half open."""


def week_of(day: Days) -> Days:
    """Read "the week of 5 March": that day's week, and the seven days that begin with it."""
    monday = day.first - day.first.weekday() * DAY
    return Days(monday, day.past + 6 * DAY, "week-of", day.reading, single=False)


def week(text: str, *, published: date, anchor: date | None, edge: str = "") -> Days | None:
    """Read "this week", "last month", "next year", "the previous week": weeks begin on Monday.

    `edge` is "early" or "late" where the report says so of a week.
    """
    low = text.lower()
    unit = next((u for u in ("week", "month", "year") if u in low), "")
    if not unit:
        return None
    base = published
    if re.search(
        r"\b(?:that|the)\s(?:same|following|previous)|\bthat\b|the\s\w+\s(?:before|after)", low
    ):
        if anchor is None:
            return None
        base = anchor
    step = (
        1
        if re.search(r"next|following|after", low)
        else -1
        if re.search(r"last|previous|before", low)
        else 0
    )
    if "the past" in low:
        step = -1
    if low.endswith("before last"):
        base, step = published, -2
    first = {
        "week": base - base.weekday() * DAY + 7 * step * DAY,
        "month": _months(base, step),
        "year": date(base.year + step, 1, 1),
    }[unit]
    past = {
        "week": first + 7 * DAY,
        "month": _months(first, 1),
        "year": date(first.year + 1, 1, 1),
    }[unit]
    if "end of" in low:
        return Days(
            past - (4 if unit != "year" else 31) * DAY, past, f"end-of-{unit}", single=False
        )
    if unit == "week" and edge in _WEEK_PARTS:
        monday, (begin, end) = first, _WEEK_PARTS[edge]
        first, past = monday + begin * DAY, monday + end * DAY
    if step == 0 and base == published and "later" not in low:
        past = min(past, published + DAY)
    elif "later" in low:
        first = published
    return Days(
        first,
        past,
        f"{'this' if not step else 'next' if step > 0 else 'last'}-{unit}",
        single=False,
    )


def weekend(
    text: str, *, published: date, anchor: date | None, future: bool, supposed: bool
) -> Days:
    """Read "at the weekend": the last Saturday and Sunday, up to publication.

    `supposed`: it was yet to come when it was told, so that the next one may be meant, too.
    """
    low = text.lower()
    base = anchor if anchor and re.search(r"that|following", low) else published
    saturday = base - ((base.weekday() - 5) % 7) * DAY
    if (
        "next" in low
        or "following" in low
        or future
        or (low.startswith("this") and base.weekday() < 5 and future)
    ):
        saturday += 7 * DAY
    elif low.startswith("that") and base.weekday() < 5:
        return Days(
            saturday,
            saturday + 9 * DAY,
            "that-weekend",
            ToldText("article.time.weekend-either"),
            single=False,
        )
    elif low.startswith("last") and published.weekday() >= 5:
        saturday -= 7 * DAY
    elif supposed and not low.startswith(("that", "last")):
        return Days(
            saturday,
            saturday + 9 * DAY,
            "weekend-supposed",
            ToldText("article.time.weekend-either"),
            single=False,
        )
    return Days(
        saturday, saturday + 2 * DAY, "weekend", ToldText("article.time.weekend"), single=False
    )


def told_day(text: str, *, base: date) -> Days:
    """Read today, tomorrow, yesterday and the like from the day on which they are said."""
    low = text.lower()
    if "before yesterday" in low:
        return single_day(base - 2 * DAY, "day-before-yesterday")
    if "after tomorrow" in low:
        return single_day(base + 2 * DAY, "day-after-tomorrow")
    shift = {"yesterday": -1, "tomorrow": 1, "last night": -1, "late last night": -1}.get(low, 0)
    return single_day(base + shift * DAY, low.replace(" ", "-"))
