"""A report that is half confirmed, as a file: its text, what was asked, and the decisions.

The file is the reporter's own, for going on later. It has the report's text in it; a story has not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from articles.article import MAX_CHARACTERS, Article, Paragraph, Part
from articles.report_errors import ArticleError
from geo.language.told_text import ToldText

ENDING = ".report.json"
_KEY, _VERSION = "escape-routes-report", 1
_MEND = "article.file.mend"
_LONGEST = 2_000
_MOST_PARAGRAPHS = 100_000


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What such a file holds. `decisions` are rows that nobody has checked yet."""

    article: Article
    published: date
    zone: str
    decisions: Mapping[str, Any]


def report_text(
    article: Article, *, published: date, zone: str, decisions: Mapping[str, Any]
) -> str:
    """Write a report with its decisions, rows as `decisions_of` reads them, as JSON."""
    rows = [
        [paragraph.part, paragraph.number, paragraph.start, paragraph.end]
        for paragraph in article.paragraphs
    ]
    told = {
        "raw": article.raw, "paragraphs": rows, "title": article.title, "url": article.url,
        "publisher": article.publisher, "language": article.language, "notes": article.notes,
    }  # fmt: skip
    content = {
        _KEY: _VERSION,
        "published": published.isoformat(),
        "zone": zone,
        "decisions": decisions,
        "article": told,
    }
    return json.dumps(content, ensure_ascii=False)


def read_report(text: str) -> ReportFile:
    """Read such a file, which is not to be trusted; raises ArticleError for one not made here."""
    try:
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode()  # raises for a lone surrogate
    except (ValueError, RecursionError) as error:
        raise ArticleError(ToldText("article.file.other"), ToldText(_MEND)) from error
    if not isinstance(content, dict) or content.get(_KEY) != _VERSION:
        raise ArticleError(ToldText("article.file.other"), ToldText(_MEND))
    try:
        published = date.fromisoformat(_text(content, "published"))
    except ValueError as error:
        raise ArticleError(ToldText("article.file.no-day"), ToldText(_MEND)) from error
    article, decisions = content.get("article"), content.get("decisions")
    if not isinstance(article, dict) or not isinstance(decisions, dict):
        raise ArticleError(ToldText("article.file.no-text"), ToldText(_MEND))
    return ReportFile(_article(article), published, _text(content, "zone"), decisions)


def _article(told: Mapping[str, Any]) -> Article:
    raw, notes = told.get("raw"), told.get("notes")
    if not isinstance(raw, str) or not raw.strip() or len(raw) > MAX_CHARACTERS:
        raise ArticleError(ToldText("article.file.text-too-long"), ToldText(_MEND))
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise ArticleError(ToldText("article.file.notes"), ToldText(_MEND))
    return Article(
        raw,
        tuple(_paragraphs(told.get("paragraphs"), len(raw))),
        title=_text(told, "title"),
        publisher=_text(told, "publisher"),
        url=_text(told, "url"),
        language=_text(told, "language"),
        notes=tuple(note[:_LONGEST] for note in notes[:20]),
    )


def _paragraphs(rows: Any, length: int) -> list[Paragraph]:
    """Read paragraphs: in order, inside the text, those of the body counted from 1."""
    wrong = ArticleError(ToldText("article.file.paragraphs"), ToldText(_MEND))
    if not isinstance(rows, list) or not 0 < len(rows) <= _MOST_PARAGRAPHS:
        raise wrong
    out: list[Paragraph] = []
    last = bodies = 0
    for row in rows:
        if not isinstance(row, list) or len(row) != 4 or row[0] not in get_args(Part):
            raise wrong
        part, number, start, end = row
        if any(type(count) is not int for count in (number, start, end)):
            raise wrong
        bodies += part == "body"
        if not last <= start < end <= length or number != (bodies if part == "body" else 0):
            raise wrong
        out.append(Paragraph(cast(Part, part), number, start, end))
        last = end
    if not bodies:
        raise wrong
    return out


def _text(told: Mapping[str, Any], name: str) -> str:
    text = told.get(name)
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise ArticleError(ToldText("article.file.text", name=name), ToldText(_MEND))
    return text
