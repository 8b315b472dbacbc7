"""Days of the Islamic, the Persian and the Thai calendar as days of the Gregorian one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from geo.errors import WhenError
from geo.language.told_text import ToldText

Calendar = Literal["gregorian", "islamic", "persian", "buddhist"]
_YEARS: tuple[tuple[range, tuple[Calendar, ...]], ...] = (
    (range(1300, 1600), ("islamic", "persian")),
    (range(2443, 2643), ("buddhist",)),
)
"""Years that may be of other calendars, in which they are recent."""
_BUDDHIST_ERA = 543
"""Years by which Thailand's count, whose months and days are Gregorian, is ahead."""
_PERSIAN = (
    "فروردین|حمل|farvardin", "اردیبهشت|ثور|ordibehesht", "خرداد|جوزا|khordad", "تیر|سرطان|tir",
    "مرداد|اسد|mordad", "شهریور|سنبله|shahrivar", "مهر|میزان|mehr", "آبان|عقرب|aban",
    "آذر|قوس|azar", "دی|جدی|dey", "بهمن|دلو|bahman", "اسفند|حوت|esfand",
)  # fmt: skip
"""The months in Iran and in Afghanistan."""
_ISLAMIC = (
    "محرم|muharram", "صفر|safar", "ربیع الاول|rabi al-awwal|rabi i",
    "ربیع الثانی|ربیع الاخر|rabi al-thani|rabi ii",
    "جمادی الاولی|جمادی الاول|jumada al-ula|jumada i",
    "جمادی الاخره|جمادی الثانیه|jumada al-akhirah|jumada al-thani|jumada ii", "رجب|rajab",
    "شعبان|shaban|sha'ban", "رمضان|ramadan|ramazan", "شوال|shawwal",
    "ذو القعده|ذی القعده|dhu al-qadah|dhu al-qidah", "ذو الحجه|ذی الحجه|dhu al-hijjah",
)  # fmt: skip
_ALIKE = str.maketrans("أإآىيةكʿ’‘`", "اااییهک" + "'" * 4)
"""Makes the spellings of a name equal: with or without hamza, Arabic or Persian letters."""
_JOINED = re.compile(r"^(ذو|ذی)(?=ال)")


def _plain(name: str) -> str:
    return _JOINED.sub(r"\1 ", " ".join(name.casefold().translate(_ALIKE).split()).strip(". "))


def _months(calendar: Calendar, rows: tuple[str, ...]) -> dict[str, tuple[int, Calendar]]:
    return {
        _plain(name): (number, calendar)
        for number, row in enumerate(rows, 1)
        for name in row.split("|")
    }


_MONTHS = _months("persian", _PERSIAN) | _months("islamic", _ISLAMIC)


def calendars_of(year: int) -> tuple[Calendar, ...]:
    """Give the other calendars in which a year is a recent one.

    >>> calendars_of(1446)
    ('islamic', 'persian')
    """
    return next((calendars for years, calendars in _YEARS if year in years), ())


def month_of_calendar(name: str) -> tuple[int, Calendar] | None:
    """Give the number of a month of another calendar, and the calendar; None for another name.

    >>> month_of_calendar("آذر")
    (9, 'persian')
    """
    return _MONTHS.get(_plain(name))


def names_its_calendar(text: str) -> bool:
    """Whether a date of at most 100 characters has the name of another calendar's month."""
    words = re.sub(r"[\d,،/]+", "|", text).split("|")
    return any(month_of_calendar(word) for word in words)


def gregorian(year: int, month: int, day: int, calendar: Calendar) -> tuple[date, date]:
    """Give the first and the last day that a day of another calendar may be.

    Islamic days are those of Umm al-Qura, one day either way: elsewhere the month begins when the
    moon is seen. Persian days are exact. Raises WhenError for a day that the calendar lacks.
    """
    try:
        if calendar == "islamic":
            from hijridate import Hijri  # noqa: PLC0415 - loaded with the first such date

            at = Hijri(year, month, day).to_gregorian()
            around = date(at.year, at.month, at.day)
            return around - timedelta(days=1), around + timedelta(days=1)
        if calendar == "persian":
            from persiantools.jdatetime import JalaliDate  # noqa: PLC0415

            exact: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
            return exact, exact
        exact = date(year - (_BUDDHIST_ERA if calendar == "buddhist" else 0), month, day)
    except (ValueError, OverflowError) as error:
        wrong = ToldText(f"import.date.no-day.{calendar}", day=f"{year}-{month:02}-{day:02}")
        raise WhenError(wrong, ToldText("import.date.no-day.mend")) from error
    return exact, exact
