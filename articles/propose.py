"""All that is proposed of a report, from its text, the day of publication and the zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from articles.article import Article
from articles.linguistics.analysis import MISSING, model, parse
from articles.places.mentions import people_named
from articles.places.place_proposals import place_proposals
from articles.report_errors import ArticleError
from articles.tellers.teller_proposals import attribution_proposals
from articles.times.time_proposals import time_proposals
from articles.values import Proposal
from articles.ways.accounts import asked_whether_told_before
from articles.ways.way_proposals import movement_proposals, summed_up, used_places
from geo.language.told_text import ToldText


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals read from a report, in the order of its text; `notes` say what was left out."""

    rows: tuple[Proposal, ...]
    notes: tuple[str, ...] = ()


def propose(article: Article, *, published: date, zone: str, use_model: bool = True) -> Proposals:
    """Find the places, times, tellers and ways of a report.

    `published` is the day on which it was published, `zone` the IANA name of the time zone that
    it is told from. Raises ArticleError for an unknown zone. In a language other than English
    only places are found, by the gazetteer.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ArticleError(
            ToldText("article.no-zone", zone=zone), ToldText("article.no-zone.mend")
        ) from error
    english = article.language == "en"
    notes = list(article.notes)
    if use_model and english and model() is None:
        notes.append(ToldText(MISSING))
    paragraphs = parse(article, use_model=use_model and english)
    places = place_proposals(paragraphs, zone=zone, loose=not english)
    if not english:
        notes.append(ToldText("article.not-english"))
        return Proposals(tuple(proposal for proposal, _ in places), tuple(notes))
    times = time_proposals(paragraphs, published=published, zone=zone)
    people = people_named(paragraphs)
    tellers = attribution_proposals(paragraphs, people)
    ways = movement_proposals(paragraphs, places, times, people)
    told = asked_whether_told_before(summed_up(ways), times)
    proposals = [*used_places(ways, places), *times, *tellers, *told]
    return Proposals(
        tuple(
            sorted(
                proposals, key=lambda proposal: (proposal.paragraph, proposal.start, proposal.kind)
            )
        ),
        tuple(notes),
    )
