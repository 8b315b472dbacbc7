"""What the tests share: proposals of a short text."""

from datetime import date
from functools import cache

from articles.documents.report_reading import read_text
from articles.propose import propose


@cache
def proposals_in(text, *, published="2025-03-14", zone="Asia/Colombo", use_model=True):
    """All proposals of a text, Friday 14 March 2025 unless said otherwise."""
    article = read_text(text)
    day = date.fromisoformat(published)
    return propose(article, published=day, zone=zone, use_model=use_model).rows


def of_kind(kind, text, **options):
    return [proposal for proposal in proposals_in(text, **options) if proposal.kind == kind]


def bounds(text, **options):
    """Words, earliest and latest of each time with bounds, minutes as the report has them."""
    return [
        (proposal.text, *(at and at.isoformat(timespec="minutes") for at in (v.earliest, v.latest)))
        for proposal in of_kind("time", text, **options)
        if (v := proposal.value).earliest or v.latest
    ]
