"""The data of the component that confirms a report: plain texts alone, worded here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from app.editor.report_session import Report
from articles.documents.marked_text import marked
from articles.drafting.decision_rows import CHANGES, CHOICES, LONGEST
from articles.drafting.decisions import may_be_held, sure_ones
from articles.drafting.rows import MINUTE
from articles.values import (
    AttributionValue,
    Candidate,
    MovementValue,
    PlaceValue,
    Proposal,
    TimeValue,
)
from geo.language.messages import Messages, capital
from geo.language.told_text import retold
from geo.places.gazetteer import country_name
from geo.time.instants import Instant, parse_when
from geo.time.reported_time import ReportedTime
from geo.time.time_in_words import TimeWords, words_alone
from geo.world.borders import countries

ENDS = {"origin_id": "place", "to_id": "place"}
TIMES = {"departure_id": "time", "arrival_id": "time", "time_id": "time"}
WAYS = {"same_id": "movement", "denied_id": "movement"}
POINTS = {**ENDS, **TIMES, **WAYS}
"""Fields that point at another proposal, and at what kind."""
VALUES = {
    "place": PlaceValue,
    "time": TimeValue,
    "attribution": AttributionValue,
    "movement": MovementValue,
}
"""The kinds of cards, and what each holds."""
_SEEN = 60
"""Bytes in memory for each character of a report's cards, estimated: 10 MB for 30,000 words."""


def report_view(report: Report, say: Messages) -> dict[str, Any]:
    """Give the text in pieces, and the proposals as cards; all of it plain texts.

    The shelf keeps the result: no decision changes it, and for a long report it takes seconds.
    """
    proposals = report.proposals.rows  # before the shelf's turn, which must not be taken twice
    seen: dict[str, Any] = report.shelf.get(
        report.digest,
        f"view-{say.language}",
        _SEEN * len(report.article.raw),
        lambda: _seen(report, proposals, say),
    )
    return {"id": report.id, **seen}


def _seen(report: Report, proposals: Sequence[Proposal], say: Messages) -> dict[str, Any]:
    """Make the text and the cards: what many cards share is in it once, so that it stays small.

    That is what a kind's fields are called and offer, and a name's candidates, which are listed
    once under `candidates`; a card holds the number of its own. The places and times that a way may
    have are among the cards already, and the browser lists them (assets/review/nearby.js).
    """
    sure = sure_ones(proposals)
    by_id = {proposal.id: proposal for proposal in proposals}
    times = words_alone(time_zone="UTC", language=say.language, years=True)
    tellers: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        if proposal.kind == "attribution":
            tellers.setdefault(proposal.paragraph, []).append(proposal)
    lists: dict[tuple[Candidate, ...], int] = {(): 0}
    return {
        "text": [
            {"part": part, "pieces": pieces} for part, pieces in marked(report.article, proposals)
        ],
        "kinds": {
            kind: {
                "called": say(f"app.report.kind.{kind}"),
                "fields": [_field(name, say) for name in CHANGES[value]],
            }
            for kind, value in VALUES.items()
        },
        "cards": [
            {
                "id": proposal.id,
                "kind": proposal.kind,
                "paragraph": proposal.paragraph,
                "words": proposal.text,
                "told": _told(proposal, say, times),
                "asked": ""
                if isinstance(proposal.value, PlaceValue)
                else retold(proposal.value.question, say),
                "sure": proposal.id in sure,
                "holds": held_name(proposal),
                "later": may_be_held(proposal),
                "candidates": lists.setdefault(_candidates(proposal), len(lists)),
                "rests": _rests(proposal, by_id, tellers.get(proposal.paragraph, ())),
                "now": _now(proposal),
            }
            for proposal in proposals
        ],
        "candidates": [
            [{"name": _place(each), "why": retold(each.reason, say)} for each in candidates]
            for candidates in lists
        ],
    }


def has_place(proposal: Proposal) -> bool:
    """Whether a proposal is a place where something happens, not a country that speaks."""
    return isinstance(proposal.value, PlaceValue) and proposal.value.role != "party"


def held_name(proposal: Proposal) -> str:
    """The name that a confirmed place settles, so that its later mentions are settled too."""
    return proposal.value.name if isinstance(proposal.value, PlaceValue) else ""


def _candidates(proposal: Proposal) -> tuple[Candidate, ...]:
    return proposal.value.candidates if isinstance(proposal.value, PlaceValue) else ()


def _place(candidate: Candidate) -> str:
    if candidate.kind == "country" or candidate.country not in countries():
        return candidate.name
    return f"{candidate.name}, {country_name(candidate.country)}"


def _told(proposal: Proposal, say: Messages, times: TimeWords) -> list[str]:
    """What was read, in a line or several."""
    value = proposal.value
    if isinstance(value, PlaceValue):
        if not value.candidates:
            return [say("app.report.place.none")]
        if len(value.candidates) > 1:
            return [say("app.report.place.several", n=len(value.candidates))]
        return [_place(value.candidates[0])]
    if isinstance(value, TimeValue):
        return [_bounds(value, times), *filter(None, (retold(value.read_as, say),))]
    if isinstance(value, AttributionValue):
        key = "app.report.told.at-least" if value.at_least else "app.report.told.by"
        by = say(key, who=value.source, n=value.informants)
        citing = [say("app.report.told.citing", who=value.citing)] if value.citing else []
        return [by, *citing, say(f"app.report.stance.{value.stance}")]
    ends = say(
        "app.report.way",
        who=value.who,
        start=value.origin or say("report.unsaid"),
        to=value.to or say("report.unsaid"),
    )
    how = say.series(
        [say(f"app.report.mode.{value.mode}"), say(f"app.report.outcome.{value.outcome}")]
    )
    return [ends, how]


def _bounds(value: TimeValue, times: TimeWords) -> str:
    """Tell bounds as every product does; they are local times, which `times` takes for UTC."""
    low, high = (at and at.replace(tzinfo=UTC) for at in (value.earliest, value.latest))
    when = Instant(low, low if low and high and high - low <= MINUTE else high)
    if value.about:
        when = parse_when(f"{value.about}~", zone=UTC)
    return capital(times.told(ReportedTime(when, when), moves=False).said)


def _rests(
    proposal: Proposal, by_id: Mapping[str, Proposal], tellers: Sequence[Proposal]
) -> list[str]:
    """The ids of the proposals that a way rests on, which its card shows and accepts with it."""
    value = proposal.value
    if not isinstance(value, MovementValue):
        return []
    ids = [getattr(value, name) for name in (*ENDS, *TIMES)]
    ids += [*value.via_ids]
    told = [
        each.id
        for each in tellers
        if isinstance(each.value, AttributionValue)
        and each.value.sentence[0] <= proposal.start < each.value.sentence[1]
    ]
    return [id_ for id_ in dict.fromkeys([*ids, *told]) if id_ in by_id]


def _now(proposal: Proposal) -> dict[str, Any]:
    """What each field of a card holds, as the browser shows it; a field that is not here is not."""
    now: dict[str, Any] = {}
    for name in CHANGES[type(proposal.value)]:
        if name == "where":
            if has_place(proposal):
                now[name] = ""
        elif name == "denied_id" and getattr(proposal.value, "stance", "") != "denies":
            continue
        elif name in ("earliest", "latest"):
            at = getattr(proposal.value, name)
            now[name] = at.isoformat(timespec="minutes") if at else ""
        elif name in ("at_least", "named", "party"):
            now[name] = bool(getattr(proposal.value, name))
        elif name != "role" or _candidates(proposal):
            now[name] = getattr(proposal.value, name)
    return now


def _field(name: str, say: Messages) -> dict[str, Any]:
    """What a field is called, and what may be put into it."""
    field = {"name": name, "label": say(f"app.report.field.{name}")}
    if name in CHOICES:
        options = [[word, _word(name, word, say)] for word in CHOICES[name]]
        return {**field, "form": "choice", "options": options}
    if name in POINTS:
        return {**field, "form": "nearby", "kind": POINTS[name]}
    if name in ("earliest", "latest"):
        return {**field, "form": "when"}
    if name in ("at_least", "named", "party"):
        return {**field, "form": "flag"}
    if name == "informants":
        return {**field, "form": "count"}
    return {**field, "form": "text", "most": LONGEST}


def _word(name: str, word: str, say: Messages) -> str:
    match name:
        case "role":
            return say(f"app.report.role.{word}")
        case "kind":
            return say(f"app.report.time-kind.{word}")
        case "stance":
            return say(f"app.report.stance.{word}")
        case "mode":
            return say(f"app.report.mode.{word}")
        case "path":
            return say(f"app.report.path.{word}")
    return say(f"app.report.outcome.{word}")
