"""A paragraph's text cut where proposals begin and end, so that each can be marked in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from articles.article import Article
from articles.values import Proposal

Piece = tuple[str, tuple[str, ...]]
"""A stretch of a text, and the ids of the proposals that it belongs to."""


def marked(article: Article, proposals: Sequence[Proposal]) -> list[tuple[str, list[Piece]]]:
    """Give each paragraph's part (body, heading ...) and its pieces, which together are its text.

    Pieces are texts and not offsets, since Python and JavaScript count characters beyond U+FFFF
    differently.
    """
    by_paragraph: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        by_paragraph.setdefault(proposal.paragraph, []).append(proposal)
    return [
        (
            paragraph.part,
            pieces(
                article.text(paragraph),
                by_paragraph.get(paragraph.number, []) if paragraph.part == "body" else [],
            ),
        )
        for paragraph in article.paragraphs
    ]


def pieces(text: str, proposals: Sequence[Proposal]) -> list[Piece]:
    """Cut a paragraph's text where any of its proposals begins or ends."""
    edges = {0, len(text)}
    for proposal in proposals:
        edges |= {min(proposal.start, len(text)), min(proposal.end, len(text))}
    cuts = sorted(edges)
    here: list[Proposal] = []
    waiting = sorted(proposals, key=lambda proposal: proposal.start, reverse=True)
    out: list[Piece] = []
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].start <= start:
            here.append(waiting.pop())
        here = [proposal for proposal in here if proposal.end > start]
        out.append((text[start:end], tuple(proposal.id for proposal in here)))
    return out
