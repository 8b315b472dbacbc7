"""When: words that somebody types, read against the day of publication, and how they are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from app.editor.story_edits import row_of
from articles.lone_times import LoneTime, read_lone_time
from geo.errors import WhenError
from geo.story.model import Event, Leg, Story
from geo.time.instants import UNSAID, parse_when
from geo.time.time_in_words import TimeWords, words_alone

Data = Mapping[str, Any]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OF_THE_ROW = ("start", "window")
"""The fields whose time holds for the whole row; a row's `words` are those of such a field."""


def published_of(data: Data, row: Mapping[str, Any]) -> date | None:
    """Give the day on which the first source of a row was published, as far as a day is given."""
    claims = row.get("claims")
    for claim in claims if isinstance(claims, list | tuple) else ():
        if not isinstance(claim, Mapping):
            continue
        published = row_of(data, "sources", str(claim.get("source", ""))).get("published")
        days = _DAY.findall(str(published or ""))
        if days:
            try:
                return date.fromisoformat(days[-1])
            except ValueError:
                continue
    return None


def zone_of(data: Data) -> str:
    """Give the story's time zone, UTC where it is none."""
    zone = data.get("time_zone")
    return zone if isinstance(zone, str) and zone in available_timezones() else "UTC"


def read_words(data: Data, row: Mapping[str, Any], words: str) -> LoneTime:
    """Read words for the time of a row."""
    return read_lone_time(words, published=published_of(data, row), zone=zone_of(data))


def time_fields(data: Data, row: Mapping[str, Any], field: str, words: str) -> dict[str, Any]:
    """Give what a row says once somebody has typed words for one of its times.

    Words that cannot be read stay, and the old time goes, since they may mean another. The words
    of a departure or an arrival are kept in the reading.
    """
    words = " ".join(words.split())
    read = read_words(data, row, words)
    if field not in _OF_THE_ROW:
        if not words:
            return {field: None}
        reading = row.get("reading")
        if read.when and not read.exact:
            said = f"“{words}”: {read.reading}" if read.reading else f"“{words}”"
            reading = "; ".join(part for part in (str(reading or ""), said) if part)
        return {field: read.when or words, "reading": reading}
    if not words or read.exact:
        # A reading without words belongs to another time of the row.
        gone = {"words": None, "reading": None} if row.get("words") else {}
        return {field: read.when, **gone}
    return {field: read.when, "words": words[:160], "reading": read.reading or None}


def shown_words(row: Mapping[str, Any], field: str) -> str:
    """Give what the field for a time shows: the report's words, else the time in the file."""
    words = row.get("words") if field in _OF_THE_ROW else None
    return str(words or row.get(field) or "")


def told(story: Story | None, data: Data, row: Mapping[str, Any], field: str) -> str:
    """Give a time in words, as page and picture will have it; "" where that is not possible yet."""
    if story is not None:
        rows: tuple[Event | Leg, ...] = (*story.events, *story.legs)
        shown = next((known for known in rows if known.id == row.get("id")), None)
        if shown is not None:
            return TimeWords(story).of(shown).text
    when = row.get(field)
    if when is None:
        return ""
    zone = zone_of(data)
    try:
        instant = parse_when(str(when), zone=ZoneInfo(zone))
    except WhenError:
        return ""
    words = row.get("words") if field in _OF_THE_ROW else None
    fields: dict[str, Any] = {"id": "event", "headline": "", "start": instant, "end": UNSAID}
    event = Event.model_construct(**fields, words=str(words) if words else None)
    return words_alone(time_zone=zone, events=(event,)).of(event).text
