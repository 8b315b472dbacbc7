"""Ranges in words whose both ends are figures: "8-10 December 2024", "from May to June 2024".

What the first end leaves out, the month or the year, is that of the second.
"""

from __future__ import annotations

import re
from datetime import date

from formats.times.single_dates import (
    AwaitsAnswer,
    ClearFaultError,
    DateRules,
    interval,
    joined,
    single,
)
from geo.errors import WhenError
from geo.language.calendar_names import month_number

_LEAD = re.compile(
    r"(?:(?:in |during |on )?(?:the )?nights? (?:of|from)|between|from|nuit du|la nuit du|entre|"
    r"du|in der nacht (?:vom|zum)|zwischen|vom|von|noche del|del|desde(?: el)?|dal|tra|fra|"
    r"с|между|ночь с|з|між|بين|من|ليلة|از)(?: (?:le|el|il|den|the))? ",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s+(?:-|to|until|till|through|thru|and|or|bis(?: zum)?|und|au|à|et(?: le)?|al?|hasta(?: el)?|"
    r"y|até|e|fino al?|до|по|или|oder|ou|и|і|та|إلى|الى|حتى|و|ve|تا)\s+|\s*[–—]\s*|\s*/\s*|"
    r"(?<=\d{4})-(?=\d{1,2}[./])|(?<=[:.h]\d\d)-(?=\d{1,2}[:.h]\d\d)|(?<=\d)-(?=\d)|(?<=\D)-(?=\D)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º)?\.?")
_DAY_AND_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?,? (\d{4})")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:Z|UTC|GMT))?", re.IGNORECASE)
_FIGURES = re.compile(r"\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST = 8
"""How many places of a text are tried as the middle of a range."""


def range_of(text: str, rules: DateRules) -> str | None:
    """Give the interval that a text of at most 100 characters says; None where it says none.

    Raises ClearFaultError where its end lies before its begin.
    """
    lead = _LEAD.match(text)
    inner = text[lead.end() :] if lead else text
    backwards: ClearFaultError | None = None
    for middle in list(_BETWEEN.finditer(inner))[:_MOST]:
        first, last = inner[: middle.start()].strip(), inner[middle.end() :].strip()
        try:
            if first and last and (span := _span(first, last, rules)):
                return span
        except ClearFaultError as error:
            backwards = error
    if backwards:
        raise backwards
    return None


def _span(first: str, last: str, rules: DateRules) -> str | None:
    if _CLOCK.fullmatch(last):
        return _hours(first, last, rules)
    if (
        (later := _DAY_AND_YEAR.fullmatch(last))
        and (begin := _single(f"{first} {later[2]}", rules))
        and _DAY.fullmatch(begin)
    ):  # December 8-10, 2024
        return _joined(begin, _on(begin[:8], later[1]))
    if _FIGURES.fullmatch(last) and (begin := _single(first, rules)) and _DAY.fullmatch(begin):
        return _joined(begin, _on(begin[:8], last))  # 2024-12-08/10, as ISO 8601 shortens it
    end = _single(last, rules)
    if end is None or "/" in end:
        return None
    if (day := _ORDINAL.fullmatch(first)) and _DAY.match(end):  # 8-10 December 2024
        return _joined(_on(end[:8], day[1]), end)
    if month_number(first):  # May to June 2024
        return _joined(_of_year(first, end, rules), end)
    begin = _single(first, rules)
    if begin is None:
        begin = _of_year(first, end, rules)
    return None if begin is None or "/" in begin else _joined(begin, end)


def _of_year(first: str, end: str, rules: DateRules) -> str | None:
    """Read the first end with the year of the second, or with the year before it."""
    short = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})[./]?", first)  # 8.12.
    for year in (int(end[:4]), int(end[:4]) - 1):
        dated = f"{short[1]}{short[2]}{short[3]}{short[2]}" if short else f"{first} "
        begin = _single(f"{dated}{year:04}", rules)
        if begin is None or begin[:10] <= end[:10] or begin[:7] == end[:7]:
            return begin
    return None


def _hours(first: str, last: str, rules: DateRules) -> str | None:
    begin = _single(first, rules)
    if begin is None or not re.match(r"\d{4}-\d{2}-\d{2}T", begin):
        return None
    end = joined(begin[:10], last).text
    return None if end is None or end <= begin else _joined(begin, end)


def _on(month: str, day: str) -> str | None:
    try:
        return date(int(month[:4]), int(month[5:7]), int(day)).isoformat()
    except ValueError:
        return None


def _single(text: str, rules: DateRules) -> str | None:
    try:
        return single(text, rules)
    except AwaitsAnswer:
        raise
    except WhenError:
        return None


def _joined(begin: str | None, end: str | None) -> str | None:
    if not begin or not end:
        return None
    read = interval(begin, end)
    if read.text is None:
        raise ClearFaultError(read.wrong, read.mend)
    return read.text
