"""Holidays by name, as spans of days."""

from __future__ import annotations

from datetime import date

from articles.times.days import DAY, Days, nearest_day, single_day
from geo.language.told_text import ToldText


def easter(at: int) -> date:
    """Give Easter Sunday by Butcher's algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = at % 19, at // 100, at % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    at_month = (h - m + r + 90) // 25
    return date(at, at_month, (h - m + r + at_month + 19) % 32)


_FROM_EASTER = {
    "palm sunday": -7, "maundy thursday": -3, "holy thursday": -3, "good friday": -2,
    "easter saturday": -1, "holy saturday": -1, "easter sunday": 0, "easter monday": 1,
    "ash wednesday": -46, "whit monday": 50, "pentecost": 49,
}  # fmt: skip


_FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "halloween": (10, 31),
    "valentine's day": (2, 14), "may day": (5, 1),
}  # fmt: skip


_LONGER = {"easter": (-3, 2), "christmas": (12, 24, 3), "new year": (12, 31, 2)}


def holiday(text: str, *, published: date, future: bool) -> Days | None:
    """Read a holiday's name: the nearest past one unless planned."""
    low = " ".join(text.lower().split())
    if low in _FROM_EASTER:
        return single_day(
            nearest_day(published, lambda y: easter(y) + _FROM_EASTER[low] * DAY, future=future),
            "holiday",
        )
    if low in _FIXED:
        at, day = _FIXED[low]
        return single_day(
            nearest_day(published, lambda y: date(y, at, day), future=future), "holiday"
        )
    if low == "easter":
        first = nearest_day(published, lambda y: easter(y) - 2 * DAY, future=future)
        return Days(
            first, first + 4 * DAY, "holiday", ToldText("article.time.easter"), single=False
        )
    if low in _LONGER:
        at, day, length = _LONGER[low]
        first = nearest_day(published, lambda y: date(y, at, day), future=future)
        return Days(
            first,
            first + length * DAY,
            "holiday",
            ToldText("article.time.days", words=text, days=f"{length}"),
            single=False,
        )
    return None
