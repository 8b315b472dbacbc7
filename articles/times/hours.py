"""Which hours an expression names: clock times and parts of the day (docs/decisions, 0001)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from articles.linguistics.lexicon import NUMBERS
from articles.times.sun import sun_in
from geo.language.told_text import ToldText

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a day, from its midnight; `past` may be beyond 24. `reading` says them in words."""

    first: timedelta
    past: timedelta
    rule: str
    reading: str = ""
    exact: bool = False


def clock_time(text: str, *, part: str = "") -> tuple[time, ...]:
    """Give the times of day that a clock time may mean; two where it may be before or after noon.

    `part` is a part of the day told with it.
    """
    low = (
        " ".join(text.lower().replace(".", ":", 1).split())
        if re.match(r"\d{1,2}\.\d", text)
        else " ".join(text.lower().split())
    )
    if ("noon" in low and "after" not in low) or "midday" in low:
        return (time(12),)
    if tells_midnight(low):
        return (time(0),)
    if after_midnight := re.match(r"(\w+)(?: o'clock)? after midnight", low):
        return _spoken(after_midnight[1], "a")
    half = _half(low, part)
    figures = re.match(r"(\d{1,2})(?:[:h](\d{2}))?(?::\d\d)?\s?h?\s?(?:([ap])\.?\s?m)?", low)
    joined = re.match(r"([01]\d|2[0-3])([0-5]\d)(?:\s?(?:gmt|utc|hours|hrs|z|local)|$)", low)
    if joined:
        return (time(int(joined[1]), int(joined[2])),)
    if figures and ("o'clock" not in low):
        hour, minute = int(figures[1]), int(figures[2] or 0)
        if figures[3]:
            return (
                (time(hour % 12 + (12 if figures[3] == "p" else 0), minute),) if hour <= 12 else ()
            )
        if hour > 23:
            return ()
        if half and 0 < hour <= 12 and not low.startswith("0"):
            late = half == "p" or (half == "n" and 6 <= hour < 12)
            return (time(hour % 12 + (12 if late else 0), minute),)
        return (time(hour, minute),)
    return _spoken(low, half)


def tells_midnight(text: str) -> bool:
    """Whether it is midnight itself, and not "two after midnight"."""
    return "midnight" in text.lower() and "after" not in text.lower()


def _half(low: str, part: str) -> str:
    told = f"{low} {part}".lower()
    if re.search(r"morning|dawn|small hours|early hours|wee hours", told):
        return "a"
    if re.search(r"afternoon|evening|dusk", told):
        return "p"
    return "n" if "night" in told else ""


def _spoken(low: str, half: str) -> tuple[time, ...]:
    words = re.findall(r"[a-z]+|\d+", low)
    hours = [
        NUMBERS.get(word, int(word) if word.isdigit() else 0)
        for word in words
        if NUMBERS.get(word) or word.isdigit()
    ]
    if not hours:
        return ()
    minute = 0
    hour = hours[-1]
    if "half" in words:
        minute = 30
    elif "quarter" in words:
        minute = 15 if "past" in words or "after" in words else -15
    elif len(hours) > 1:
        first = hours[0] if len(hours) == 2 else hours[0] + hours[1]
        minute = first if "past" in words or "after" in words else -first
    if not 0 < hour <= 12:
        return ()
    total = (hour % 12) * 60 + minute
    morning, evening = total % 1440, (total + 720) % 1440
    if half == "a":
        picked = [morning]
    elif half == "p":
        picked = [evening]
    elif half == "n":
        picked = [evening if 6 <= hour < 12 else morning]
    else:
        picked = [morning, evening]
    return tuple(time(at // 60, at % 60) for at in picked)


def part_hours(text: str, *, lead: str, day: date, zone: str) -> Hours:
    """Read a part of the day. `lead` are the words before it: "shortly before", "early"."""
    low = " ".join(text.lower().replace("-", " ").split())
    if re.search(
        r"dawn|daybreak|break of day|first light|sunrise|sun ?up|sun (?:came up|comes up|rose|rises)",
        low,
    ):
        return _by_sun(low, lead, day, zone, rising=True)
    if re.search(r"dusk|sunset|sundown|nightfall|sun (?:sets?|went down)", low):
        return _by_sun(low, lead, day, zone, rising=False)
    if re.search(r"(small|early|wee) hours", low):
        return Hours(0 * HOUR, 6 * HOUR, "early-hours", ToldText("article.hours.early-hours"))
    early, late = "early" in lead.split(), "late" in lead.split()
    if "morning" in low:
        if low.startswith("mid"):
            return Hours(8 * HOUR, 12 * HOUR, "mid-morning", ToldText("article.hours.mid-morning"))
        if early:
            return Hours(
                0 * HOUR, 9 * HOUR, "early-morning", ToldText("article.hours.early-morning")
            )
        if late:
            return Hours(
                9 * HOUR,
                12 * HOUR + 30 * MINUTE,
                "late-morning",
                ToldText("article.hours.late-morning"),
            )
        return Hours(6 * HOUR, 12 * HOUR, "morning", ToldText("article.hours.morning"))
    if "afternoon" in low or low == "arvo":
        if early:
            return Hours(
                12 * HOUR, 16 * HOUR, "early-afternoon", ToldText("article.hours.early-afternoon")
            )
        return Hours(12 * HOUR, 18 * HOUR, "afternoon", ToldText("article.hours.afternoon"))
    if "lunch" in low and re.search(r"\bbefore\b", lead):
        return Hours(6 * HOUR, 13 * HOUR, "before-lunch", ToldText("article.hours.before-lunch"))
    if "lunch" in low:
        return Hours(11 * HOUR, 15 * HOUR, "lunchtime", ToldText("article.hours.lunchtime"))
    if "evening" in low:
        return Hours(
            18 * HOUR - (HOUR if early else 0 * HOUR),
            24 * HOUR,
            "evening",
            ToldText("article.hours.evening"),
        )
    return Hours(18 * HOUR, 30 * HOUR, "night", ToldText("article.hours.night"))


def edge_hours(text: str) -> Hours:
    """Read "early on" or "late on" a day."""
    if text.lower().startswith("early"):
        return Hours(0 * HOUR, 9 * HOUR, "early-on", ToldText("article.hours.early-on"))
    return Hours(18 * HOUR, 24 * HOUR, "late-on", ToldText("article.hours.late-on"))


def _by_sun(low: str, lead: str, day: date, zone: str, *, rising: bool) -> Hours:
    sun = sun_in(zone, day)
    name = "sunrise" if rising else "sunset"
    start = datetime.combine(day, time())
    if sun is None:  # polar day or night, or a zone without a town: it may be in half of the day
        told = ToldText("article.hours.no-sun", words=low)
        first, past = (0 * HOUR, 12 * HOUR) if rising else (12 * HOUR, 24 * HOUR)
        if re.search(r"\bbefore\b", lead) or (not rising and re.search(r"\btowards?\b", lead)):
            first = first if rising else first - 3 * HOUR
            return Hours(first, past, f"before-{name}", told)
        if re.search(r"\bafter\b", lead):
            return Hours(first, past + (3 if rising else 4) * HOUR, f"after-{name}", told)
        return Hours(first, past, name, told)
    at = (sun[0] if rising else sun[1]) - start
    at = 5 * MINUTE * round(at / (5 * MINUTE))
    told = ToldText("article.hours.about", clock=_told(at))
    if re.search(r"\bbefore\b", lead) or (not rising and re.search(r"\btowards?\b", lead)):
        near = re.search(r"shortly|just|soon|hour|minutes|little", lead)
        if not rising:
            return Hours(
                at - 3 * HOUR,
                at + 15 * MINUTE,
                f"before-{name}",
                ToldText("article.hours.before-sunset", words=low, clock=told),
            )
        first = at - 4 * HOUR if near else 0 * HOUR
        first = max(first, 0 * HOUR)
        return Hours(
            first,
            at,
            f"before-{name}",
            ToldText("article.hours.before-sunrise", words=low, first=_told(first), clock=told),
        )
    if re.search(r"\bafter\b", lead):
        return Hours(
            at - (0 if rising else 15) * MINUTE,
            at + (3 if rising else 4) * HOUR,
            f"after-{name}",
            ToldText(f"article.hours.after-{name}", words=low, clock=told),
        )
    if re.search(r"dawn|first light|daybreak|break of day", low):
        return Hours(
            max(at - 3 * HOUR, 0 * HOUR),
            at + 30 * MINUTE,
            "dawn",
            ToldText("article.hours.sunrise", words=low, clock=told),
        )
    if rising:
        return Hours(
            at - 30 * MINUTE,
            at + 30 * MINUTE,
            "sunrise",
            ToldText("article.hours.at-sunrise", words=low, clock=told),
        )
    return Hours(
        at - 30 * MINUTE,
        at + 2 * HOUR,
        "dusk",
        ToldText("article.hours.sunset", words=low, clock=told),
    )


def _told(at: timedelta) -> str:
    minutes = round(at.total_seconds() / 60)
    return f"{minutes // 60 % 24}:{minutes % 60:02d}"
