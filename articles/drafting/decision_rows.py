"""Decisions as plain rows, as the browser and the downloaded file have them, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, get_args

from articles.drafting.decisions import Decision
from articles.drafting.where_reading import ReadCoordinates, read_where
from articles.report_errors import ArticleError
from articles.values import (
    AttributionValue,
    Candidate,
    Mode,
    MovementValue,
    Outcome,
    Path,
    PlaceValue,
    Proposal,
    Role,
    Stance,
    TimeKind,
    TimeValue,
)
from geo.language.told_text import ToldText

LONGEST = 160
"""Characters of a text that people put in place of what was read."""
MOST_INFORMANTS = 999
CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": get_args(Role),
    "kind": get_args(TimeKind),
    "stance": get_args(Stance),
    "mode": get_args(Mode),
    "path": get_args(Path),
    "outcome": get_args(Outcome),
}
"""The fields of values that have one of a few words."""
CHANGES: Mapping[type, tuple[str, ...]] = {
    PlaceValue: ("role", "where"),
    TimeValue: ("kind", "earliest", "latest"),
    AttributionValue: ("source", "informants", "at_least", "named", "stance", "party", "denied_id"),
    MovementValue: (
        "who", "origin_id", "to_id", "departure_id", "arrival_id", "time_id",
        "mode", "path", "outcome", "same_id",
    ),
}  # fmt: skip
"""The fields that people may change, for each kind of value."""


def no_coordinates(_text: str) -> None:
    """Read no coordinates: names alone."""


_KINDS = {"origin_id": "place", "to_id": "place", "same_id": "movement", "denied_id": "movement"}
"""The kinds of proposals that fields point at, apart from times."""
_BROKEN = "article.decision.mend"


def decisions_of(
    rows: Any, proposals: Sequence[Proposal], *, read_coordinates: ReadCoordinates = no_coordinates
) -> tuple[dict[str, Decision], int]:
    """Read rows, which are not to be trusted, as decisions on some proposals.

    Where people typed where a place is, that is its only candidate; it has none where that cannot
    be read, and `where_faults` says why.
    Gives the decisions by id, and how many rows are about words that are not among the proposals. A
    place of several candidates of which none is chosen and nothing changed is not decided. Raises
    ArticleError for a row that no page has made.
    """
    if not isinstance(rows, Mapping):
        raise ArticleError(ToldText("article.decision.no-table"), ToldText(_BROKEN))
    by_id = {proposal.id: proposal for proposal in proposals}
    out: dict[str, Decision] = {}
    for id_ in by_id.keys() & rows.keys():
        decision = _decision(rows[id_], by_id[id_], by_id, read_coordinates)
        if decision is not None:
            out[id_] = decision
    return out, len(rows.keys() - by_id.keys())


def where_faults(
    rows: Mapping[str, Any], proposals: Sequence[Proposal], *, read_coordinates: ReadCoordinates
) -> list[ArticleError]:
    """Give a fault for each place whose position people typed and that cannot be read."""
    faults: list[ArticleError] = []
    for proposal in proposals:
        row = rows.get(proposal.id)
        changes = row.get("changes") if isinstance(row, Mapping) else None
        where = changes.get("where") if isinstance(changes, Mapping) else None
        if row is None or not isinstance(where, str) or row.get("action") != "accept":
            continue
        try:
            read_where(where, read_coordinates)
        except ArticleError as error:
            faults.append(error)
    return faults


def _decision(
    row: Any, proposal: Proposal, by_id: Mapping[str, Proposal], read_coordinates: ReadCoordinates
) -> Decision | None:
    if not isinstance(row, Mapping) or row.get("action") not in ("accept", "drop"):
        raise _wrong(proposal, "article.decision.action")
    if row["action"] == "drop":
        return Decision("drop")
    choice = row.get("choice")
    if choice is not None and (isinstance(choice, bool) or not isinstance(choice, int)):
        raise _wrong(proposal, "article.decision.no-candidate")
    if isinstance(proposal.value, PlaceValue):
        many = len(proposal.value.candidates)
        if choice is not None and not 0 <= choice < many:
            raise _wrong(proposal, "article.decision.no-candidate")
        if choice is None and many > 1 and not row.get("changes"):
            return None
    changes = row.get("changes") or {}
    if not isinstance(changes, Mapping):
        raise _wrong(proposal, "article.decision.no-changes")
    made = _changes(changes, proposal, by_id)
    if where := made.pop("where", ""):
        choice, made["candidates"] = None, _told_at(where, read_coordinates)
    return Decision("accept", choice, made)


def _told_at(where: str, read_coordinates: ReadCoordinates) -> tuple[Candidate, ...]:
    try:
        return (read_where(where, read_coordinates),)
    except ArticleError:
        return ()


def _changes(
    changes: Mapping[str, Any], proposal: Proposal, by_id: Mapping[str, Proposal]
) -> dict[str, Any]:
    allowed = CHANGES[type(proposal.value)]
    if unknown := [str(name)[:LONGEST] for name in changes if name not in allowed]:
        raise _wrong(proposal, "article.decision.unknown", name=unknown[0])
    out = {name: _value(name, given, proposal, by_id) for name, given in changes.items()}
    if isinstance(proposal.value, TimeValue):
        low = out.get("earliest", proposal.value.earliest)
        high = out.get("latest", proposal.value.latest)
        if low and high and low >= high:
            raise ArticleError(
                ToldText("article.decision.backwards", text=proposal.text[:LONGEST]),
                ToldText("article.decision.backwards.mend"),
            )
        if proposal.value.about and {"earliest", "latest"} & set(out):
            out["about"] = None  # somebody has given bounds
    for id_, name in (("origin_id", "origin"), ("to_id", "to")):
        if id_ in out:
            out[name] = _name_of(by_id[out[id_]]) if out[id_] else None
    return out


def _value(name: str, given: Any, proposal: Proposal, by_id: Mapping[str, Proposal]) -> Any:
    if name in CHOICES:
        if given in CHOICES[name]:
            return given
    elif name in ("earliest", "latest"):
        return _moment(given, proposal)
    elif name in ("at_least", "named"):
        if isinstance(given, bool):
            return given
    elif name == "party":
        if given is None or isinstance(given, bool):
            return given
    elif name == "informants":
        if isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= MOST_INFORMANTS:
            return given
    elif name in ("source", "who", "where"):
        if isinstance(given, str) and (text := " ".join(given.split())[:LONGEST]):
            return text
    else:  # a place, a time or a way of the report, or none
        kind = _KINDS.get(name, "time")
        if given == "" or (isinstance(given, str) and given in by_id and by_id[given].kind == kind):
            return given
    raise _wrong(proposal, "article.decision.value", name=name)


def _moment(given: Any, proposal: Proposal) -> datetime | None:
    if given is None or given == "":
        return None
    try:
        at = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        at = None
    if at is None or at.tzinfo is not None:
        raise _wrong(proposal, "article.decision.no-time")
    return at


def _name_of(place: Proposal) -> str:
    return place.value.name if isinstance(place.value, PlaceValue) else place.text


def _wrong(proposal: Proposal, key: str, **parts: str) -> ArticleError:
    wrong = ToldText(key, text=proposal.text[:LONGEST], **parts)
    return ArticleError(wrong, ToldText(_BROKEN))
