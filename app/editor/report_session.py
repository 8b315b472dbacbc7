"""A report that is being confirmed: its text, day and zone, the decisions, and the story of it.

A session holds the text and the decisions. What the rules found in the text is on the shelf
(app/jobs/draft_cache.py) and is gone with the session; nothing is written to a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.file_names import safe_name
from app.jobs.draft_cache import Shelf
from articles.article import Article
from articles.drafting.decision_rows import decisions_of, where_faults
from articles.drafting.report_draft import ArticleDraft, draft, head_of
from articles.drafting.report_file import ENDING, read_report, report_text
from articles.propose import Proposals, propose
from articles.report_errors import ArticleError
from formats.coordinates.angles import CoordinateError
from formats.drafts.place_lookup import spot_at
from geo.yaml.yaml_writer import yaml_text

_FOUND = 40
"""Bytes in memory for each character of a report that was read, estimated."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Report:
    """One state of a report's decisions; each change gives the next."""

    id: str
    """The id of its copy in the reader's browser."""
    article: Article
    published: date
    zone: str
    shelf: Shelf
    begun: Mapping[str, Any] = field(default_factory=dict)
    """The decisions that it was opened with, as rows."""
    rows: Mapping[str, Any] = field(default_factory=dict)
    """The decisions as the browser has them now."""
    fresh: bool = False
    """Whether it was opened from a file that the reader has."""
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        """Have the shelf keep what is found in the text."""
        asked = f"{self.published}\n{self.zone}\n{self.article.sha256}"
        object.__setattr__(self, "digest", hashlib.sha256(asked.encode()).hexdigest())
        self.shelf.hold(self, self.digest)

    @property
    def name(self) -> str:
        """The name of the file to take home."""
        return f"{safe_name(self.article.title, default='report')}{ENDING}"

    @property
    def proposals(self) -> Proposals:
        """What is found in the text. Raises ArticleError for an unknown time zone."""
        proposals: Proposals = self.shelf.get(
            self.digest,
            "found",
            _FOUND * len(self.article.raw),
            lambda: propose(self.article, published=self.published, zone=self.zone),
        )
        return proposals

    def text(self) -> str:
        """Give the file to take home, with the decisions that it was opened with.

        The browser puts those of now in their place (layers/web/assets/streamlit/keep.js).
        """
        return report_text(
            self.article, published=self.published, zone=self.zone, decisions=self.begun
        )

    def drafted(self) -> tuple[ArticleDraft, int]:
        """Make a story of what is confirmed, and count decisions about words that are not found.

        Raises ArticleError for decisions that no page has made.
        """
        proposals = self.proposals
        decisions, unknown = decisions_of(self.rows, proposals.rows, read_coordinates=coordinates)
        made = draft(
            self.article, proposals, published=self.published, zone=self.zone, decisions=decisions
        )
        return made, unknown

    def where_faults(self) -> list[ArticleError]:
        """Give a fault for each position that was typed for a place and cannot be read."""
        return where_faults(self.rows, self.proposals.rows, read_coordinates=coordinates)

    def story_text(self, made: ArticleDraft) -> str:
        """Give the file of a story made of it; the report's text is not in it, only its hash."""
        return head_of(made, self.article) + yaml_text(made.story)


def coordinates(text: str) -> tuple[float, float] | None:
    """Read coordinates as they are pasted from a map, as (lon, lat); None for other text.

    Raises ArticleError for what is meant as coordinates and cannot be read.
    """
    try:
        spot = spot_at(text, text)
    except CoordinateError as error:
        raise ArticleError(error.wrong, error.mend) from None
    if spot is None or spot.lon is None or spot.lat is None:
        return None
    return round(spot.lon, 6), round(spot.lat, 6)


def decided(report: Report, rows: Mapping[str, Any]) -> Report:
    """Take the decisions that the browser has now."""
    return replace(report, rows=rows)


def brought_back(text: str, *, identity: str, shelf: Shelf, fresh: bool) -> Report:
    """Open a report that was taken home or kept by the browser. Raises ArticleError."""
    told = read_report(text)
    rows = told.decisions
    return Report(identity, told.article, told.published, told.zone, shelf, rows, rows, fresh)
