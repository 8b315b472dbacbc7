"""Times as other tools write them -> times as a story writes them, never more exact.

Read are EDTF and ISO 8601 as geo/time/instants.py takes them, ISO 8601 without hyphens, dates in
figures (08/12/2024, whose order has to be known), dates with the month's name in the languages of
geo/language/calendar_names.py, ranges in words whose ends are figures (formats/times/
date_ranges.py), and cells of a spreadsheet, figures in any script. A fraction of a second is left
out: a story counts seconds. What is left open, such as what 45634 counts, waits for `DateRules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from formats.cells.cell import Cell
from formats.cells.digits import ascii_digits
from formats.times.calendars import Calendar, calendars_of, names_its_calendar
from formats.times.date_ranges import range_of
from formats.times.single_dates import (
    LONGEST,
    MONTHS_A_YEAR,
    NAME_YEAR,
    NAMES_MIDNIGHT,
    NO_RULES,
    AwaitsAnswer,
    ClearFaultError,
    DateRules,
    Order,
    Read,
    ShortYears,
    approximate,
    checked,
    full_hours,
    full_year,
    interval,
    joined,
    short_year,
    single,
)
from geo.errors import WhenError
from geo.language.calendar_names import month_number
from geo.language.told_text import ToldText

__all__ = [
    "DateRules",
    "Order",
    "Read",
    "ShortYears",
    "approximate",
    "interval",
    "joined",
    "names_midnight",
    "read_date",
    "short_year",
    "with_full_year",
]

NumberKind = Literal["days", "seconds"]

_COUNT = re.compile(r"\d{5}(?:[.,]\d+)?|\d{9,13}(?:[.,]\d+)?")
_OTHER_YEAR = re.compile(r"(?<!\d)(?:1[345]|2[456])\d{2}(?!\d)")
_FIGURES_INSIDE = re.compile(r"(?<!\d)(?P<a>\d{1,2})([-/.])(?P<b>\d{1,2})\2\d{4}(?!\d)")
_BEFORE_CHRIST = re.compile(
    r"^-\d{1,6}(?:-\d{2}){0,2}$|\d\s?(?:BCE?|B\.\s?C\.(?:\s?E\.)?|v\.\s?Chr\.?|av\.\s?J\.?-?C\.?|"
    r"a\.\s?C\.|avant J|до н\.?\s?э\.?|до н\. е\.|ق\.\s?م|M\.?\s?Ö\.?)",
    re.IGNORECASE,
)
_PART_OF_MONTH = re.compile(
    r"(?:early|mid|late|beginning of|end of|anfang|mitte|ende|début|mi|fin|principios de|"
    r"mediados de|finales de|inizio|metà|fine|início de|meados de|fim de|начало|середина|конец)"
    r"[- ](?=[^\W\d])",
    re.IGNORECASE,
)
_NOTHING = frozenset(
    ("nan", "nat", "none", "null", "n/a", "na", "#n/a", "-", "–", "—", "?", "tbd", "unknown", "...")
)
"""What stands in a cell where no time is known."""
_ORDERS: tuple[Order, ...] = ("day-first", "month-first")
_DAYS_OF = {"excel": date(1899, 12, 30), "excel-1904": date(1904, 1, 1)}
"""The day 0 of Excel's count; its 1900 system takes 1900 for a leap year (ECMA-376, 18.17.4.1)."""
_DAYS, _SECONDS, _MILLISECONDS = (10_000, 99_999), (10**8, 10**11), (10**11, 10**14)


def order_of(values: Iterable[Cell]) -> Order | Literal["mixed", "unclear"] | None:
    """Tell the order of day and month in numeric dates; None where there are no numeric dates.

    "unclear" where each date could be read either way, "mixed" where some can only be day-first and
    some only month-first. A date such as 08/08/2024, the same both ways, tells nothing.
    """
    seen: set[str] = set()
    for value in values:
        if not isinstance(value, str) or len(value) > LONGEST:
            continue
        for match in _FIGURES_INSIDE.finditer(ascii_digits(value)):
            a, b = int(match["a"]), int(match["b"])
            if a != b:
                kind = "day" if a > MONTHS_A_YEAR else "month" if b > MONTHS_A_YEAR else "either"
                seen.add(kind)
    if {"day", "month"} <= seen:
        return "mixed"
    if "day" in seen:
        return "day-first"
    if "month" in seen:
        return "month-first"
    return "unclear" if seen else None


def names_midnight(clock: Cell) -> bool:
    """Tell whether a clock time is the word for midnight, which begins a day or ends it."""
    return isinstance(clock, str) and bool(NAMES_MIDNIGHT.fullmatch(clock.strip()[:LONGEST]))


def with_full_year(value: Cell, years: ShortYears | None) -> Cell:
    """Write a date that has a year of two figures with all four; other values stay."""
    short = short_year(ascii_digits(value.strip()[:LONGEST])) if isinstance(value, str) else ""
    if not short or years in (None, "-"):
        return value
    return full_year(short, years)


def number_kind(value: Cell) -> NumberKind | None:
    """Tell what a number among dates may count: days, or seconds and milliseconds; else None."""
    number: float
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        text = ascii_digits(value.strip())
        if not _COUNT.fullmatch(text):
            return None
        number = float(text.replace(",", "."))
    else:
        number = value
    if _DAYS[0] <= number <= _DAYS[1]:
        return "days"
    return "seconds" if _SECONDS[0] <= number < _MILLISECONDS[1] else None


def other_calendars(value: Cell) -> tuple[Calendar, ...]:
    """Give the calendars of which a cell's date may be, for a year such as 1446 or 2567."""
    if isinstance(value, datetime | date):
        return calendars_of(value.year)
    if not isinstance(value, str | int) or number_kind(value):
        return ()
    text = ascii_digits(str(value)[:100])
    years = [int(match[0]) for match in _OTHER_YEAR.finditer(text)]
    calendars = next((known for year in years if (known := calendars_of(year))), ())
    if not calendars or names_its_calendar(text):
        return ()
    is_date = any(
        (read := read_date(value, rules=DateRules(order, calendar=None))).waits or read.text
        for order in _ORDERS
    )
    return calendars if is_date else ()


def read_date(value: Cell, *, order: Order | None = None, rules: DateRules = NO_RULES) -> Read:
    """Read a cell as a time of a story, by the rules of its file; `order` replaces their order.

    The result has no text where the cell says no time that a story can hold; empty cells give
    no text and nothing wrong.
    """
    if value is None or value == "" or isinstance(value, bool | time):
        return Read(None)
    if order is not None:
        rules = replace(rules, order=order)
    if isinstance(value, datetime):
        return Read(_iso(value))
    if isinstance(value, date):
        return Read(value.isoformat())
    if kind := number_kind(value):
        return _counted(value, kind, rules)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = full_hours(" ".join(ascii_digits(str(value)).split()))
    if text.casefold() in _NOTHING:
        return Read(None)
    if len(text) > LONGEST:
        return Read(
            None, ToldText("import.date.too-long", text=text[:60]), ToldText("import.date.mend")
        )
    try:
        return parsed(text, rules)
    except WhenError as error:
        waits = isinstance(error, AwaitsAnswer)
        impossible = isinstance(error, ClearFaultError)
        return Read(None, error.wrong, error.mend, waits=waits, impossible=impossible)


def _counted(value: Cell, kind: NumberKind, rules: DateRules) -> Read:
    number = float(ascii_digits(str(value)).replace(",", "."))
    counts = rules.days if kind == "days" else rules.seconds
    if counts is None:
        wrong = ToldText("import.date.number", text=str(value)[:20])
        return Read(None, wrong, ToldText("import.date.mend"), waits=True)
    try:
        if counts == "unix":
            seconds = number / 1000 if number >= _MILLISECONDS[0] else number
            return Read(moment_text(seconds))
        if counts in _DAYS_OF:
            # A day that has no clock time in the sheet is a whole number there.
            day = _DAYS_OF[counts] + timedelta(days=int(number))
            if number == int(number):
                return Read(day.isoformat())
            return Read(
                _iso(datetime.combine(day, time()) + timedelta(seconds=round(number % 1 * 86_400)))
            )
    except (OverflowError, ValueError, OSError):
        pass  # told below as what is no time
    return Read(
        None, ToldText("import.date.unreadable", text=str(value)[:20]), ToldText("import.date.mend")
    )


def moment_text(seconds: float) -> str:
    """Write a moment (seconds since 1970) as a story does, in UTC."""
    return _iso(datetime.fromtimestamp(int(seconds // 1), UTC))


def parsed(text: str, rules: DateRules) -> Read:
    """Read a text of one line, its figures in ASCII; raises WhenError where it is no time.

    Where the fault is clear, as before our era, that is a ClearFaultError.
    """
    if _BEFORE_CHRIST.search(text):
        wrong = ToldText("import.date.before-our-era", text=text)
        raise ClearFaultError(wrong, ToldText("import.date.before-our-era.mend"))
    try:
        return Read(single(text, rules))
    except (AwaitsAnswer, ClearFaultError):
        raise
    except WhenError:
        if (span := range_of(text, rules)) is not None:
            return Read(span)
        if (
            (part := _PART_OF_MONTH.match(text))
            and (month := NAME_YEAR.fullmatch(text[part.end() :]))
            and (number := month_number(month["name"]))
        ):
            return Read(checked(f"{month['y']}-{number:02}"), loose=True)
        raise


def _iso(value: datetime) -> str:
    value = value.replace(microsecond=0)
    text = value.isoformat(timespec="seconds" if value.second else "minutes")
    return text.replace("+00:00", "Z") if value.tzinfo else text
