"""One date, with a clock time or without, as other tools and people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from formats.cells.cell import Cell
from formats.cells.digits import ascii_digits
from formats.times.calendars import Calendar, calendars_of, gregorian, month_of_calendar
from geo.errors import WhenError
from geo.language.calendar_names import ABOUT_WORDS, is_weekday, month_number
from geo.language.told_text import ToldText
from geo.time.instants import parse_when

Order = Literal["day-first", "month-first"]
Numbers = Literal["excel", "excel-1904", "unix", "-"]
ShortYears = Literal["last-2000", "last-1900", "first-2000", "-"]
Midnights = Literal["before", "after"]

_TIME = (
    r"(?:(?:[T ,]+|,? (?:at|à|um|a las|alle(?: ore)?|ore|às|в|о|om|kl\.?|saat|الساعة|ساعت) )"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?"
    r" ?(?P<zone>Z|(?:UTC|GMT) ?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT|"
    r"[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_HOUR_ALONE = re.compile(
    r"(?<![\d:.])(\d{1,2})(?: ?([ap])\.?m\.?(?!\w)| ?(?:h|uhr)(?![\w.]))", re.IGNORECASE
)
_HOUR_AND_MINUTE = re.compile(
    r"(?<![\d:.])(\d{1,2}) ?(?:h|uhr) ?(\d{2})(?: ?min)?(?![\d:])", re.IGNORECASE
)
_UNIT_BEHIND = re.compile(r"(?<=\d[:.]\d\d) ?(?:uhr|h|hrs|ч\.?)(?!\w)", re.IGNORECASE)
_YMD = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME, re.IGNORECASE)
_FIGURES = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/. ])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})" + _TIME, re.IGNORECASE
)
_BASIC = re.compile(
    r"(?P<y>[12]\d{3})(?P<m>\d{2})(?P<d>\d{2})"
    r"(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z|[+-]\d{4})?)?"
)
_NAME = r"(?P<name>[^\W\d]+(?: [\u0600-\u06ff]+)?)"
"""A month's name; in Arabic it may have two words."""
_DAY_NAME = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|-?е|-?го)?\.?[- ]*(?:of |de |di )?" + _NAME
    + r"\.?,?[- ]+(?:de |del )?(?P<y>\d{4})" + _TIME,
    re.IGNORECASE,
)  # fmt: skip
_NAME_DAY = re.compile(
    _NAME + r"\.?[- ](?P<d>\d{1,2})(?:st|nd|rd|th)?,?[- ](?P<y>\d{4})" + _TIME, re.IGNORECASE
)
_YEAR_NAME = re.compile(
    r"(?P<y>\d{4})[- ]" + _NAME + r"\.?[- ](?P<d>\d{1,2})" + _TIME, re.IGNORECASE
)
NAME_YEAR = re.compile(_NAME + r"\.?,?[- ](?:de |del )?(?P<y>\d{4})", re.IGNORECASE)
_YEAR_THEN_NAME = re.compile(r"(?P<y>\d{4}),?[- ]" + _NAME + r"\.?", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_QUARTER = re.compile(r"(?P<y>\d{4})[- ]?Q(?P<q>[1-4])|Q(?P<q2>[1-4])[- /]?(?P<y2>\d{4})")
_WEEK = re.compile(r"(?P<y>\d{4})-?W(?P<w>\d{2})")
_OTHER_CALENDAR = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\.? )?(?P<name>[^\W\d][^\d,،]{1,30}?)[ ,،-]+"
    r"(?P<y>1[345]\d{2})(?: ?(?:AH|A\.H\.|هـ|ه|ق|AP|SH|ش))?\.?"
)
"""A day or a month whose name may be of another calendar."""
_ZONE_NAME = re.compile(
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[apAP]\.?[mM]\.?)? ?[(\[]?"
    r"(?P<zone>[A-ZА-ЯІЇЄ]{2,5}|[A-Z][a-z]+/[A-Z][A-Za-z_/]+)[)\]]?$"
)
"""A clock time with the name of a zone behind it: EET, CST, Europe/Paris."""
_CLOCK_FIRST = re.compile(r"(\d{1,2}[:.h]\d{2}(?::\d{2})?)(?: ?(UTC|GMT|Z))?,? ")
_HOURS = re.compile(
    r"(\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?) ?[-–—] ?(\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?)",
    re.IGNORECASE,
)
"""Hours from and to; beside a day, "03:15-04:00" is no offset."""
_UNSURE_OFFSET = re.compile(r"(?<=\d) +\d{1,2}:\d{2}-\d{2}:\d{2}$")
"""A clock time that may have an offset or an end behind it; ISO 8601 has a T before it."""
_ABOUT = re.compile(
    rf"(?:~|c\.|c(?= ?\d)|(?P<at>um)\b|(?:{ABOUT_WORDS})(?:\.|\b))\s*", re.IGNORECASE
)
"""Words before a date or a clock time that is approximate; German "um" is that before a year, and
"at" before a clock time."""
_ABOUT_CLOCK = re.compile(
    rf"[ ,]+(?:(?:at|à|a|um|в) )?(?:~|c\.|(?:{ABOUT_WORDS})(?:\.|\b))\s*(?=\d{{1,2}}[:.h]\d{{2}})",
    re.IGNORECASE,
)
"""The same between a date and its clock time."""
_WEEKDAY = re.compile(r"(?P<name>[^\W\d]{2,12})\.?,?\s+(?=.*\d)")
_WEEKDAY_BEHIND = re.compile(r"(?<=\d)[,\s]+\(?(?P<name>[^\W\d]{2,12})\.?\)?$")
_YEAR_WORD = re.compile(
    r"(?<=\d)\s*(?:г\.?|года|р\.|року|م|هـ|هـ\.|AD|CE|n\. ?Chr\.)"
    r"(?=$|,? (?:(?:в|о) )?\d{1,2}[:.]\d{2})"
)
NAMES_MIDNIGHT = re.compile(
    r"(?:at |um |à |a |alla |к |в )?(?:12 )?(?:midnight|mitternacht|minuit|medianoche|mezzanotte|"
    r"meia-noite|полночь|gece yarısı|منتصف الليل)",
    re.IGNORECASE,
)
_NOON = re.compile(
    r"(?:at |à |a |в )?(?:12(?::00)? ?)?(?:noon|12 uhr mittags|midi|mezzogiorno|полдень)|"
    r"12(?::00)? ?mittags",
    re.IGNORECASE,
)
_MIDDAY = re.compile(
    r"(?:at |am )?(?:midday|mittags?|mediod[ií]a|al mediod[ií]a|(?:ao )?meio-dia|öğlen?)",
    re.IGNORECASE,
)
"""Words for noon that often mean the time around it."""
_QUALIFIED_CLOCK = re.compile(r"[T ]\d{2}:\d{2}[^/]*[?~%]$")
_NAIVE = re.compile(r"T\d{2}:\d{2}(?::\d{2})?(?=[?~%]?(?:/|$))")
_SHORT = re.compile(
    r"\d{1,2}[-/. ](?:\d{1,2}|[^\W\d]{3,10}\.?)[-/. ]\d{2}"
    r"(?=$|[ ,T]+\d{1,2}[:h]\d{2}|\s*[-–—/])"
)
LONGEST = 100
"""Characters of a time that is read."""
_HALF_DAY, MONTHS_A_YEAR = 12, 12
_LARGEST_OFFSET = 14
"""Hours: the largest offset from UTC in use, Kiribati's."""


@dataclass(frozen=True, slots=True)
class DateRules:
    """What was settled or answered about the dates of a file; None is not settled."""

    order: Order | None = None
    days: Numbers | None = None
    """What numbers such as 45634 count."""
    seconds: Numbers | None = None
    """What numbers such as 1733612400 count; milliseconds are recognised by their size."""
    calendar: Calendar | None = "gregorian"
    short_years: ShortYears | None = "-"
    """Where years of two figures stand, and in which century they are; "-" reads none."""
    midnight: Midnights | None = None
    """Whether the midnight of a day is the one before it or the one after it."""


NO_RULES = DateRules()


@dataclass(frozen=True, slots=True)
class Read:
    """A time that was read: as a story writes it, or what is wrong with it and how to mend it."""

    text: str | None
    wrong: str = ""
    mend: str = ""
    waits: bool = False
    """Whether it can be read once a question of the file is answered."""
    loose: bool = False
    """Whether it was told in words that say more than `text` does, such as "early December"."""
    impossible: bool = False
    """Whether it says a time that no story can hold, so that no other reading is looked for."""

    @property
    def naive(self) -> bool:
        """Whether it has a clock time that does not say in which zone."""
        return bool(self.text and _NAIVE.search(self.text))

    @property
    def in_utc(self) -> str | None:
        """The text with its clock times that do not say in which zone in UTC."""
        return self.text and _NAIVE.sub(r"\g<0>Z", self.text)


class AwaitsAnswer(WhenError):  # noqa: N818 - no fault of the file
    """A date that only lacks an answer about its file."""


class ClearFaultError(WhenError):
    """A time whose fault is clear, so that no other reading of it is looked for."""


def full_hours(text: str) -> str:
    """Write clock times in one way: 10 pm and 22h with their minutes, 3 h 15 and 3.15 Uhr bare.

    >>> full_hours("8 Dec 2024 10 pm")
    '8 Dec 2024 10:00 pm'
    >>> full_hours("8 décembre 2024 à 3 h 15")
    '8 décembre 2024 à 3:15'
    """
    text = _UNIT_BEHIND.sub("", _HOUR_AND_MINUTE.sub(r"\1:\2", text))
    return _HOUR_ALONE.sub(lambda m: f"{m[1]}:00" + (f" {m[2]}m" if m[2] else ""), text)


def full_year(text: str, years: ShortYears) -> str:
    """Write a date that has a year of two figures with all four.

    >>> full_year("8.12.24", "last-2000"), full_year("24-12-08", "first-2000")
    ('8.12.2024', '2024-12-08')
    """
    place, _, century = years.partition("-")
    if place == "first":
        return f"{century[:2]}{text}"
    return f"{text[:-2]}{century[:2]}{text[-2:]}"


def short_year(text: str) -> str:
    """Give the date with a year of two figures that a text begins with, else nothing."""
    short = _SHORT.match(text)
    return short[0] if short else ""


def joined(day: str, clock: Cell, rules: DateRules = NO_RULES) -> Read:
    """Add the clock time of a second column to a date: 22:30, 24:00, noon or midnight."""
    if isinstance(clock, datetime):
        clock = clock.time()
    if isinstance(clock, time):
        clock = clock.isoformat("seconds")
    text = str(clock).strip()
    if len(text) > LONGEST:
        return _no_clock(f"{text[:60]}…", day)
    text = full_hours(ascii_digits(text))
    if NAMES_MIDNIGHT.fullmatch(text):
        if rules.midnight is None:
            wrong = ToldText("import.date.midnight", text=text)
            return Read(None, wrong, ToldText("import.date.midnight.mend"), waits=True)
        text = "00:00" if rules.midnight == "before" else "24:00"
    elif _NOON.fullmatch(text):
        text = "12:00"
    elif _MIDDAY.fullmatch(text):
        text = "~12:00"
    if hours := _HOURS.fullmatch(text):
        begin, end = joined(day, hours[1]), joined(day, hours[2])
        if begin.text and end.text and end.text < begin.text:  # over midnight
            morrow = date.fromisoformat(day) + timedelta(days=1)
            end = joined(morrow.isoformat(), hours[2])
        return interval(begin.text, end.text) if begin.text and end.text else begin
    if (about := _ABOUT.match(text)) and not about["at"]:
        read = joined(day, text[about.end() :])
        return replace(read, text=approximate(read.text)) if read.text else read
    match = re.fullmatch(_TIME.removesuffix("?"), f" {text}", re.IGNORECASE)
    if not match or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        return _no_clock(text, day)
    try:
        return Read(checked(_at_clock(day, match)))
    except WhenError as error:
        return Read(None, error.wrong, error.mend)


def _no_clock(text: str, day: str) -> Read:
    wrong = ToldText("import.date.no-clock", text=text, day=day)
    return Read(None, wrong, ToldText("import.date.clock.mend"))


def approximate(text: str) -> str:
    """Mark a time of a story as approximate (EDTF), of an interval each end that is a clock time.

    >>> approximate("2024-01-02T17:47"), approximate("2024-01?")
    ('2024-01-02T17:47~', '2024-01%')
    """
    ends = text.split("/")
    marked = [_approximate(end) if len(ends) == 1 or ":" in end else end for end in ends]
    return "/".join(marked)


def _approximate(text: str) -> str:
    if text.endswith(("~", "%")):
        return text
    return f"{text[:-1]}%" if text.endswith("?") else f"{text}~"


def interval(first: str, last: str) -> Read:
    """Give the time that lies somewhere from `first` to `last`, each as a story writes it."""
    if first == last:
        return Read(first)
    ends = (first.partition("/")[0] or "..", last.rpartition("/")[2] or "..")
    try:
        return Read(checked("/".join(ends)))
    except WhenError as error:
        return Read(None, error.wrong, error.mend)


def single(text: str, rules: DateRules) -> str:
    """Read one date, with a clock time or without, into a time of a story file (EDTF).

    Raises WhenError where it is none (ClearFaultError where its fault is known, so no other
    way of reading is tried), AwaitsAnswer where only an answer says which is the day.
    """
    if _QUALIFIED_CLOCK.search(text):
        return checked(single(text[:-1], rules) + text[-1])
    about = _ABOUT.match(text)
    if about and about.end() < len(text):
        inner = single(text[about.end() :], rules)
        if about["at"] and "T" in inner:
            return inner
        if re.search(r"[/~%]", inner):
            raise WhenError(
                ToldText("import.date.unreadable", text=text), ToldText("import.date.about.mend")
            )
        return checked(approximate(inner))
    if about := _ABOUT_CLOCK.search(text):
        return checked(approximate(single(f"{text[: about.start()]} {text[about.end() :]}", rules)))
    if (
        (weekday := _WEEKDAY.match(text))
        and is_weekday(weekday["name"])
        and not (month_number(weekday["name"]) and _NAME_DAY.fullmatch(text))  # Mar 8, 2024
    ):
        return single(text[weekday.end() :], rules)
    if first := _CLOCK_FIRST.match(text):
        day = single(text[first.end() :], rules)
        read = joined(day, f"{first[1]}{first[2] or ''}")
        if read.text is None:
            raise WhenError(read.wrong, read.mend)
        return read.text
    if (
        (weekday := _WEEKDAY_BEHIND.search(text))
        and is_weekday(weekday["name"])
        and not month_number(weekday["name"])
    ):
        return single(text[: weekday.start()], rules)
    if (dated := _OTHER_CALENDAR.fullmatch(text)) and (of := month_of_calendar(dated["name"])):
        return _of_calendar(dated, *of)
    if _UNSURE_OFFSET.search(text):
        wrong = ToldText("import.date.offset-or-end", text=text)
        raise ClearFaultError(wrong, ToldText("import.date.offset-or-end.mend"))
    text = _YEAR_WORD.sub("", text)
    for pattern in (_YMD, _BASIC):
        if match := pattern.fullmatch(text):
            return _dated(match["y"], match["m"], match["d"], match, text, rules)
    if match := _FIGURES.fullmatch(text):
        a, b = match["a"], match["b"]
        if rules.order is None and a != b:
            wrong = ToldText("import.date.order", text=text)
            raise AwaitsAnswer(wrong, ToldText("import.date.order.mend"))
        day, month = (b, a) if rules.order == "month-first" else (a, b)
        return _dated(match["y"], month, day, match, text, rules)
    for pattern in (_DAY_NAME, _NAME_DAY, _YEAR_NAME):
        if (match := pattern.fullmatch(text)) and (number := month_number(match["name"])):
            return _dated(match["y"], str(number), match["d"], match, text, rules)
    for pattern in (NAME_YEAR, _YEAR_THEN_NAME):
        if (match := pattern.fullmatch(text)) and (number := month_number(match["name"])):
            year = _settled(match["y"], text, rules)
            return checked(f"{year}-{number:02}")
    if (match := _MONTH_YEAR.fullmatch(text)) and 1 <= int(match["m"]) <= MONTHS_A_YEAR:
        year = _settled(match["y"], text, rules)
        return checked(f"{year}-{int(match['m']):02}")
    if match := _QUARTER.fullmatch(text):
        year, quarter = match["y"] or match["y2"], int(match["q"] or match["q2"])
        year = _settled(year, text, rules)
        return checked(f"{year}-{quarter * 3 - 2:02}/{year}-{quarter * 3:02}")
    if match := _WEEK.fullmatch(text):
        year = _settled(match["y"], text, rules, week=True)
        return _week(int(year), int(match["w"]), text)
    if short := _SHORT.match(text):
        if rules.short_years is None:
            wrong = ToldText("import.date.short-year", text=text)
            raise AwaitsAnswer(wrong, ToldText("import.date.short-year.mend"))
        if rules.short_years != "-" and (text[1].isdecimal() or "last" in rules.short_years):
            return single(full_year(short[0], rules.short_years) + text[short.end() :], rules)
        mend = ToldText("import.date.short-year.mend")
        raise ClearFaultError(ToldText("import.date.short-year", text=text), mend)
    if match := _ZONE_NAME.search(text):
        wrong = ToldText("import.date.zone-name", text=text, zone=match["zone"])
        raise ClearFaultError(wrong, ToldText("import.date.no-offset.mend"))
    return checked(_settled(text[:4], text, rules) + text[4:])


def _dated(year: str, month: str, day: str, match: re.Match[str], text: str,  # noqa: PLR0917
           rules: DateRules) -> str:  # fmt: skip
    """Write a day with its clock time; a day of another calendar as the days that it may be."""
    _settled(year, text, rules)
    if rules.calendar is not None and rules.calendar in calendars_of(int(year)):
        first, last = gregorian(int(year), int(month), int(day), rules.calendar)
        if first != last:
            return checked(f"{first.isoformat()}/{last.isoformat()}")
        return checked(_at_clock(first.isoformat(), match))
    return checked(_at_clock(_day(year, month, day, text), match))


def _settled(year: str, text: str, rules: DateRules, *, week: bool = False) -> str:
    """Give the Gregorian year of a year and month, or the year itself.

    Raises WhenError where it may be of another calendar and nobody said of which, or where months
    of its calendar are others. Thai months are Gregorian.
    """
    others = calendars_of(int(year)) if year.isdecimal() else ()
    if not others:
        return year
    if rules.calendar is None:
        raise AwaitsAnswer(
            ToldText("import.date.calendar", text=text), ToldText("import.date.calendar.mend")
        )
    if rules.calendar not in others:
        return year
    if rules.calendar == "buddhist" and not week:
        return str(gregorian(int(year), 1, 1, rules.calendar)[0].year)
    if not re.search(r"\d\D+\d+\D+\d", text):
        wrong = ToldText(f"import.date.month-of.{rules.calendar}", text=text)
        raise WhenError(wrong, ToldText("import.date.calendar-month.mend"))
    return year


def _of_calendar(match: re.Match[str], month: int, calendar: Calendar) -> str:
    """Write a day or a whole month that its month's name puts into another calendar."""
    year = int(match["y"])
    if match["d"]:
        first, last = gregorian(year, month, int(match["d"]), calendar)
    else:
        first, _ = gregorian(year, month, 1, calendar)
        _, last = gregorian(year + month // 12, month % 12 + 1, 1, calendar)
        last -= timedelta(days=1)
    span = (first.isoformat(), last.isoformat())
    return checked(span[0] if first == last else "/".join(span))


def _week(year: int, week: int, text: str) -> str:
    try:
        monday, sunday = (date.fromisocalendar(year, week, day) for day in (1, 7))
    except (ValueError, OverflowError) as error:  # the last week of 9999 ends beyond it
        raise WhenError(
            ToldText("import.date.no-date", text=text), ToldText("import.date.mend")
        ) from error
    return checked(f"{monday.isoformat()}/{sunday.isoformat()}")


def _day(year: str, month: str, day: str, text: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise WhenError(
            ToldText("import.date.no-date", text=text), ToldText("import.date.no-date.mend")
        ) from error


def _at_clock(day: str, match: re.Match[str]) -> str:
    """Add a clock time to a day; 24:00 is the end of the day (ISO 8601:2004, 4.2.3)."""
    clock = _clock(match)
    if ended := re.fullmatch(r"T24:00(?::00)?(?P<zone>.*)", clock):
        try:
            morrow = date.fromisoformat(day) + timedelta(days=1)
        except OverflowError as error:
            raise WhenError(
                ToldText("import.date.no-date", text=day), ToldText("import.date.no-date.mend")
            ) from error
        return f"{morrow.isoformat()}T00:00{ended['zone']}"
    return day + clock


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if not groups.get("hour"):
        return ""
    hour = int(groups["hour"])
    half = (groups.get("half") or "").lower()[:1]
    if half:
        if not 1 <= hour <= _HALF_DAY:
            wrong = ToldText("import.date.half", text=match[0].strip())
            raise WhenError(wrong, ToldText("import.date.clock.mend"))
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    second = groups.get("second")
    zone = (groups.get("zone") or "").upper()
    if zone in ("UTC", "GMT"):
        zone = "Z"
    elif zone not in ("", "Z"):
        sign, figures = re.search("[+-]", zone)[0], re.sub(r"\D", "", zone)  # type: ignore[index]
        bare = sign + figures.zfill(2 if len(figures) < 3 else 4)  # noqa: PLR2004 - hours alone
        if int(bare[1:3]) > _LARGEST_OFFSET:
            raise WhenError(
                ToldText("import.date.no-offset", text=zone), ToldText("import.date.no-offset.mend")
            )
        zone = f"{bare[:3]}:{bare[3:] or '00'}"
    return f"T{hour:02}:{groups['minute']}{f':{second}' if second else ''}{zone}"


def checked(text: str) -> str:
    """Give a text back if a story can hold it as a time; raises WhenError if not."""
    parse_when(text, zone=UTC)
    return text
