"""A time in words that stands alone, as in an answer or a cell: read by the rules of reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from articles.documents.report_reading import read_text
from articles.drafting.rows import told_time
from articles.linguistics.analysis import parse
from articles.times.time_proposals import time_proposals
from articles.values import Proposal, TimeValue
from geo.errors import WhenError
from geo.language.messages import Messages
from geo.time.instants import parse_when

LONGEST = 160
"""Characters of words for a time."""
_COUNTS = re.compile(r"\d{4}")
"""A year: words that have one do not count from the day of publication."""
_TURNS = re.compile(
    r"(?i)\b(?:before|after|until|till|since|later|earlier|ago|not|or|except|every|each|day|week|"
    r"month|year|hour|minute)s?\b"
)
"""Words that change what the rest says: where they are left over, nothing is read."""
_LONG_AGO = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class LoneTime:
    """What words for a time say.

    `when` is as a story's file has it, None where the words give no bounds; then `question` says
    what is missing. `reading` says how they were read, and `exact` that they are no words at all
    but a time as a story's file has it.
    """

    when: str | None
    reading: str = ""
    question: str = ""
    exact: bool = False


def read_lone_time(words: str, *, published: date | None, zone: str) -> LoneTime:
    """Read words such as "before dawn on Tuesday", which count from the day of publication.

    `zone` is the IANA name of the zone that they are told in. The bounds are never narrower than
    the words; what cannot be read is asked about.
    """
    say = Messages()
    words = " ".join(words.split())
    if not words:
        return LoneTime(None)
    try:
        parse_when(words, zone=ZoneInfo(zone))
    except WhenError:
        pass
    else:
        return LoneTime(words, exact=True)
    if len(words) > LONGEST:
        return LoneTime(None, question=say("lone-time.unread", words=words[:LONGEST]))
    if published is None and not _COUNTS.search(words):
        return LoneTime(None, question=say("lone-time.no-day"))
    bare = " ".join(words.replace(",", " ").split())  # "12 November, 18:40" is one time
    best = min((_found(text, published, zone) for text in (words, bare)), key=_parts)
    return _told(words, best, zone, say)


def _found(words: str, published: date | None, zone: str) -> list[Proposal]:
    # As a sentence, so that the rules see the words that lead to a time.
    paragraphs = parse(read_text(f"It was {words}."), use_model=False)
    return time_proposals(paragraphs, published=published or _LONG_AGO, zone=zone)


def _parts(proposals: list[Proposal]) -> tuple[bool, int]:
    return not proposals, len(proposals)


def _told(words: str, proposals: list[Proposal], zone: str, say: Messages) -> LoneTime:
    values = [proposal.value for proposal in proposals if isinstance(proposal.value, TimeValue)]
    question = next((value.question for value in values if value.question), "")
    ordered = next((value for value in values if value.after or value.before), None)
    if question or not values or ordered:
        if not question and ordered:
            question = say("lone-time.order", words=words)
        return LoneTime(None, question=question or say("lone-time.unread", words=words))
    left = words
    for proposal in proposals:
        left = left.replace(proposal.text.removesuffix("."), " ", 1)
    if _TURNS.search(left):
        return LoneTime(None, question=say("lone-time.unread", words=words))
    low = _least([value.earliest for value in values])
    high = _most([value.latest for value in values])
    first = values[0]
    together = TimeValue(first.kind, low, high, zone=first.zone)
    when = told_time(together if len(values) > 1 else first, zone)
    if when is None:
        return LoneTime(None, question=say("lone-time.unread", words=words))
    readings = [value.reading for value in values] if len(values) > 1 else [first.read_as]
    reading = "; ".join(dict.fromkeys(filter(None, readings)))
    if len(values) > 1:
        reading = "; ".join(filter(None, (reading, say("lone-time.span"))))
    return LoneTime(when, reading)


def _least(bounds: list[datetime | None]) -> datetime | None:
    return None if None in bounds else min(at for at in bounds if at)


def _most(bounds: list[datetime | None]) -> datetime | None:
    return None if None in bounds else max(at for at in bounds if at)
