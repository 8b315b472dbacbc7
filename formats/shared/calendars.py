"""Days of the Islamic and the Persian calendar as days of the Gregorian one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, get_args

from geo.errors import WhenError
from geo.language.told_text import ToldText

Calendar = Literal["gregorian", "islamic", "persian"]
CALENDARS = get_args(Calendar)
YEARS = range(1300, 1600)
"""Years that may be of another calendar: in the Islamic and the Persian, they are recent."""


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
        exact = date(year, month, day)
    except (ValueError, OverflowError) as error:
        wrong = ToldText(f"import.date.no-day.{calendar}", day=f"{year}-{month:02}-{day:02}")
        raise WhenError(wrong, ToldText("import.date.no-day.mend")) from error
    return exact, exact
