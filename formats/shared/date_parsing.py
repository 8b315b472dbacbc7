"""Times as other tools write them -> times as a story writes them, never more exact.

Read are EDTF and ISO 8601 as geo/time/instants.py takes them, ISO 8601 without hyphens, dates in
figures (08/12/2024, whose order has to be known), dates with the month's name in English, French,
German or Spanish, and cells of a spreadsheet. A fraction of a second is left out: a story counts
seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from geo.errors import WhenError
from geo.time.instants import parse_when

Order = Literal["day-first", "month-first"]
Cell = str | int | float | bool | datetime | date | time | None

_NAMES = (
    ("january", "janvier", "januar", "enero", "jan"),
    ("february", "fevrier", "février", "februar", "febrero", "feb"),
    ("march", "mars", "märz", "marzo", "mar"),
    ("april", "avril", "abril", "apr"),
    ("may", "mai", "mayo"),
    ("june", "juin", "juni", "junio", "jun"),
    ("july", "juillet", "juli", "julio", "jul"),
    ("august", "août", "aout", "agosto", "aug"),
    ("september", "septembre", "septiembre", "sep", "sept"),
    ("october", "octobre", "oktober", "octubre", "oct", "okt"),
    ("november", "novembre", "noviembre", "nov"),
    ("december", "décembre", "decembre", "dezember", "diciembre", "dec", "dez"),
)
_MONTHS = {name: i for i, names in enumerate(_NAMES, 1) for name in names}

_TIME = (
    r"(?:[T ,]+(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?"
    r" ?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_YMD = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME, re.IGNORECASE)
_FIGURES = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/. ])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})" + _TIME, re.IGNORECASE
)
_BASIC = re.compile(
    r"(?P<y>[12]\d{3})(?P<m>\d{2})(?P<d>\d{2})"
    r"(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z|[+-]\d{4})?)?"
)
_DAY_NAME = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º)?\.?[- ]+(?:of |de )?(?P<name>[^\W\d]+)\.?,?[- ]+"
    r"(?:de )?(?P<y>\d{4})" + _TIME,
    re.IGNORECASE,
)
_NAME_DAY = re.compile(
    r"(?P<name>[^\W\d]+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})" + _TIME, re.IGNORECASE
)
_NAME_YEAR = re.compile(r"(?P<name>[^\W\d]+)\.?,? (?:de )?(?P<y>\d{4})", re.IGNORECASE)
_ABOUT = re.compile(r"(?:circa|about|around|approx\.?|ca\.?|c\.|~|vers|etwa|um)\s*", re.IGNORECASE)
_WEEKDAY = re.compile(r"[^\W\d]{2,12}\.?,\s+(?=.*\d)")
_NAIVE = re.compile(r"T\d{2}:\d{2}(?::\d{2})?(?=/|$)")
_SHORT = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d)")
_LONGEST = 100
"""Characters of a time that is read."""
_HALF_DAY, _MONTHS_A_YEAR = 12, 12


@dataclass(frozen=True, slots=True)
class Read:
    """A time that was read: as a story writes it, or what is wrong with it and how to mend it."""

    text: str | None
    wrong: str = ""
    mend: str = ""

    @property
    def naive(self) -> bool:
        """Whether it has a clock time that does not say in which zone."""
        return bool(self.text and _NAIVE.search(self.text))


def order_of(values: Iterable[Cell]) -> Order | Literal["mixed", "unclear"] | None:
    """Tell the order of day and month in numeric dates; None where there are no numeric dates.

    "unclear" where each date could be read either way, "mixed" where some can only be day-first and
    some only month-first. A date such as 08/08/2024, the same both ways, tells nothing.
    """
    seen: set[str] = set()
    for value in values:
        match = _FIGURES.fullmatch(value.strip()) if isinstance(value, str) else None
        if not match or match["a"] == match["b"]:
            continue
        a, b = int(match["a"]), int(match["b"])
        seen.add("day" if a > _MONTHS_A_YEAR else "month" if b > _MONTHS_A_YEAR else "either")
    if {"day", "month"} <= seen:
        return "mixed"
    if "day" in seen:
        return "day-first"
    if "month" in seen:
        return "month-first"
    return "unclear" if seen else None


def read_date(value: Cell, *, order: Order | None = None) -> Read:
    """Read a cell as a time of a story; `order` is that of dates in figures.

    The result has no text where the cell says no time that a story can hold; empty cells give
    no text and nothing wrong.
    """
    if value is None or value == "" or isinstance(value, bool | time):
        return Read(None)
    if isinstance(value, datetime):
        return Read(_iso(value))
    if isinstance(value, date):
        return Read(value.isoformat())
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    if len(text) > _LONGEST:
        return Read(None, f'"{text[:60]}..." is too long for a time', "Write it as 2024-12-08")
    try:
        return Read(_parse(text, order))
    except WhenError as error:
        return Read(None, error.wrong, error.mend)


def joined(day: str, clock: Cell) -> Read:
    """Put the clock time of a second column behind a date."""
    if isinstance(clock, datetime):
        clock = clock.time()
    if isinstance(clock, time):
        clock = clock.isoformat("seconds")
    text = str(clock).strip()
    match = re.fullmatch(_TIME.removesuffix("?"), f" {text}", re.IGNORECASE)
    if not match or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        return Read(None, f'"{text}" is no clock time of "{day}"', "Write it as 22:30")
    try:
        return Read(_checked(day + _clock(match)))
    except WhenError as error:
        return Read(None, error.wrong, error.mend)


def interval(first: str, last: str) -> Read:
    """Give the time that lies somewhere from `first` to `last`, each as a story writes it."""
    if first == last:
        return Read(first)
    ends = (first.partition("/")[0] or "..", last.rpartition("/")[2] or "..")
    try:
        return Read(_checked("/".join(ends)))
    except WhenError as error:
        return Read(None, error.wrong, error.mend)


def _parse(  # noqa: PLR0911 - one way of writing after another
    text: str, order: Order | None
) -> str:
    about = _ABOUT.match(text)
    if about and about.end() < len(text):
        inner = _parse(text[about.end() :], order)
        clock = re.search(r"[T/?~%]", inner)
        if clock:
            raise WhenError(f'"{text}" is no time that can be read', "Write it as 2024-12-08~")
        return _checked(inner + "~")
    if (weekday := _WEEKDAY.match(text)) and not text[0].isdigit():
        return _parse(text[weekday.end() :], order)
    for pattern in (_YMD, _BASIC):
        if match := pattern.fullmatch(text):
            return _checked(_day(match["y"], match["m"], match["d"], text) + _clock(match))
    if match := _FIGURES.fullmatch(text):
        return _checked(_in_figures(match, order, text) + _clock(match))
    for pattern in (_DAY_NAME, _NAME_DAY):
        if (match := pattern.fullmatch(text)) and (month := _MONTHS.get(match["name"].lower())):
            return _checked(_day(match["y"], str(month), match["d"], text) + _clock(match))
    if (match := _NAME_YEAR.fullmatch(text)) and (month := _MONTHS.get(match["name"].lower())):
        return _checked(f"{match['y']}-{month:02}")
    if _SHORT.match(text):
        mend = "Write the year with four figures"
        raise WhenError(f'"{text}" has a year of two figures', mend)
    return _checked(text)


def _in_figures(match: re.Match[str], order: Order | None, text: str) -> str:
    a, b = match["a"], match["b"]
    if order is None and a != b:
        wrong = f'"{text}" does not say whether the day or the month comes first'
        raise WhenError(wrong, "Answer day-first or month-first")
    day, month = (b, a) if order == "month-first" else (a, b)
    return _day(match["y"], month, day, text)


def _day(year: str, month: str, day: str, text: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise WhenError(f'"{text}" is no date of the calendar', "Check day and month") from error


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if not groups.get("hour"):
        return ""
    hour = int(groups["hour"])
    half = (groups.get("half") or "").lower()[:1]
    if half:
        if not 1 <= hour <= _HALF_DAY:
            wrong = f'"{match[0].strip()}" has an hour that does not fit with am or pm'
            raise WhenError(wrong, "Write it as 22:30")
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    second = groups.get("second")
    zone = (groups.get("zone") or "").upper()
    if zone in ("UTC", "GMT"):
        zone = "Z"
    elif zone not in ("", "Z"):
        bare = zone.replace(":", "")
        zone = f"{bare[:3]}:{bare[3:] or '00'}"
    return f"T{hour:02}:{groups['minute']}{f':{second}' if second else ''}{zone}"


def _checked(text: str) -> str:
    parse_when(text, zone=UTC)
    return text


def _iso(value: datetime) -> str:
    value = value.replace(microsecond=0)
    text = value.isoformat(timespec="seconds" if value.second else "minutes")
    return text.replace("+00:00", "Z") if value.tzinfo else text
