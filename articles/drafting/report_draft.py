"""Confirmed proposals -> a story's table. What nobody has confirmed does not enter it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from articles.article import Article
from articles.drafting.decisions import Decision, accepted, opens
from articles.drafting.rows import slug
from articles.drafting.story_rows import Asked, Builder
from articles.propose import Proposals
from articles.values import MovementValue, PlaceValue
from geo.language.told_text import ToldText
from geo.yaml.story_limits import allowed

_LINE = 160
STORY_QUESTIONS = ("in-two-places", "there-and-on-the-way")
"""Codes of the remarks that a draft asks as questions: can they be on the ferry and on the jet at once?"""
_COUNTS = ("looked", "total", "open")


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """A story made of what was confirmed. `story` is empty as long as that makes no event.

    `understood` are sentences for a preview, `missed` what was confirmed and is not in the story,
    with the reason, `asked` the questions, `open` the number of proposals nobody has looked at.
    """

    story: Mapping[str, Any] = field(default_factory=dict)
    understood: tuple[str, ...] = ()
    missed: tuple[tuple[str, str], ...] = ()
    asked: tuple[Asked, ...] = ()
    open: int = 0
    total: int = 0

    @property
    def progress(self) -> ToldText:
        """Say how much is looked at: "12 of 41 looked at, 29 open"."""
        return ToldText(
            "article.progress", looked=self.total - self.open, total=self.total, open=self.open
        )


def draft(
    article: Article,
    proposals: Proposals,
    *,
    published: date,
    zone: str,
    decisions: Mapping[str, Decision],
    title: str = "",
    publisher: str = "",
) -> ArticleDraft:
    """Make a story of what was confirmed.

    `published`, `zone`, `title` and `publisher` are those of the report; where `title` or `publisher`
    is "", the article's own is taken. A person's ways follow each other in the order of the text.
    """
    done = accepted(proposals.rows, decisions)
    waiting = [
        proposal
        for proposal in proposals.rows
        if proposal.kind == "attribution" and proposal.id not in decisions
    ]
    dropped = {id_ for id_, decision in decisions.items() if decision.action == "drop"}
    ways = [
        proposal.value
        for proposal in proposals.rows
        if isinstance(proposal.value, MovementValue) and proposal.id not in dropped
    ]
    of_ways = {
        id_ for way in ways for id_ in (*way.via_ids, way.departure_id, way.arrival_id, way.time_id)
    }
    builder = Builder(article, published, zone, done, waiting, of_ways)
    builder.build()
    left = opens(proposals.rows, decisions)
    total = len(proposals.rows)
    name = _line(title or article.title) or ToldText("article.untitled")
    story: dict[str, Any] = {}
    if builder.events:
        story = {
            "format": 1,
            "id": slug(name)[:40].strip("-") or "draft",
            "title": name,
            "time_zone": zone,
            "sources": [_source(article, name, published, publisher)],
            "groups": [{"id": "people", "name": ToldText("article.draft.people")}],
            "people": builder.people.rows,
            "places": builder.places.rows,
            "legs": builder.legs,
            "events": builder.events,
        }
        if not builder.legs:
            del story["legs"]
    asked = tuple(
        Asked(proposal.id, proposal.value.question)
        for proposal in proposals.rows
        if proposal.id not in decisions
        and not isinstance(proposal.value, PlaceValue)
        and proposal.value.question
    )
    return ArticleDraft(
        story,
        tuple(builder.understood),
        tuple(builder.missed),
        (*asked, *builder.asked),
        left,
        total,
    )


def head_of(result: ArticleDraft, article: Article) -> str:
    """Give the comment that a draft's file begins with: how much is open, and the text's hash.

    It is in English in any language of the page, since `progress_in` reads it again.
    """
    lines = (
        ToldText("article.draft-of", progress=result.progress),
        ToldText("article.file-of", sha=article.sha256),
    )
    return "".join(f"# {line}\n" for line in lines)


def progress_in(text: str) -> ToldText | None:
    """Read what a draft's file says of how much is open; None for another story's file.

    Its parts are the numbers `looked`, `total` and `open`.
    """
    match = _head().match(text)
    if match is None:
        return None
    counts = {name: int(match[name].replace(",", "")) for name in _COUNTS}
    return ToldText("article.progress", **counts)


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    """Give the pattern of the first line that `head_of` writes, made of the same messages."""
    progress = ToldText("article.progress", **{name: f"<{name}>" for name in _COUNTS})
    line = re.escape(f"# {ToldText('article.draft-of', progress=progress)}")
    return re.compile(re.sub("<([a-z]+)>", r"(?P<\1>[0-9,]+)", line))


def _source(article: Article, name: str, published: date, publisher: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": "report",
        "title": name,
        "publisher": _line(publisher or article.publisher) or ToldText("article.no-publisher"),
        "published": published.isoformat(),
    }
    if re.fullmatch(r"https?://[^\s<>\"']{1,490}", article.url):
        row["url"] = article.url
    row["paragraphs"] = max(1, len(article.body))
    return row


def _line(text: str) -> str:
    """Give what a page or document says of itself as a line of a story."""
    return " ".join(allowed(text).split())[:_LINE].rstrip()
