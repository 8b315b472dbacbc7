"""What people decide on each proposal, and what may be accepted without looking at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from articles.values import (
    AttributionValue,
    MovementValue,
    PlaceValue,
    Proposal,
    TimeValue,
    Value,
)

Action = Literal["accept", "drop"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A proposal accepted or dropped. `changes` are fields of its value to put in place of its own.

    `choice` is the number of the candidate that is meant, where there are several.
    """

    action: Action = "accept"
    choice: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)


def accepted(
    proposals: Sequence[Proposal], decisions: Mapping[str, Decision]
) -> dict[str, Proposal]:
    """Give what was accepted, with its changes, by id; a place with the candidate that was chosen.

    A place of several candidates of which none was chosen is not accepted: it stays open. What is
    confirmed of a name once holds for its later mentions that are not decided on, or of which only
    something else is changed. The page has this rule too (layers/web/assets/review/decisions.js).
    """
    out: dict[str, Proposal] = {}
    held: dict[str, PlaceValue] = {}
    for proposal in proposals:
        decision = decisions.get(proposal.id)
        if decision is not None and decision.action == "drop":
            continue
        value = _changed(proposal, decision)
        if decision is None or _waits(value, decision):
            before = held.get(value.name) if isinstance(value, PlaceValue) else None
            if isinstance(value, PlaceValue) and before and may_be_held(proposal):
                value = replace(value, candidates=before.candidates)
                out[proposal.id] = replace(proposal, value=value)
            continue
        if isinstance(value, PlaceValue) and value.candidates:
            value = replace(value, candidates=(value.candidates[decision.choice or 0],))
            held[value.name] = value
        out[proposal.id] = replace(proposal, value=value)
    return out


def opens(proposals: Sequence[Proposal], decisions: Mapping[str, Decision]) -> int:
    """Count the proposals that are not decided on."""
    return list(decided_states(proposals, decisions).values()).count("open")


def decided_states(
    proposals: Sequence[Proposal], decisions: Mapping[str, Decision]
) -> dict[str, Literal["accepted", "dropped", "held", "open"]]:
    """Give each proposal's state; "held" is a place whose name was confirmed at an earlier mention."""
    done = accepted(proposals, decisions)

    def state(proposal: Proposal) -> Literal["accepted", "dropped", "held", "open"]:
        decision = decisions.get(proposal.id)
        if decision is not None and decision.action == "drop":
            return "dropped"
        if proposal.id not in done:
            return "open"
        waits = decision is None or _waits(_changed(proposal, decision), decision)
        return "held" if waits else "accepted"

    return {proposal.id: state(proposal) for proposal in proposals}


def _changed(proposal: Proposal, decision: Decision | None) -> Value:
    """Give a proposal's value with what was changed."""
    if decision is None or not decision.changes:
        return proposal.value
    return replace(proposal.value, **decision.changes)


def may_be_held(proposal: Proposal) -> bool:
    """Whether an earlier confirmed place of the same name settles it: not for those who speak."""
    value = proposal.value
    return isinstance(value, PlaceValue) and value.role not in ("party", "described")


def _waits(value: object, decision: Decision) -> bool:
    """Whether one of several candidates has still to be chosen."""
    if not isinstance(value, PlaceValue) or not value.candidates:
        return False
    if decision.choice is None:
        return len(value.candidates) > 1
    return not 0 <= decision.choice < len(value.candidates)


def sure_ones(proposals: Sequence[Proposal]) -> dict[str, Decision]:
    """Accept all proposals with one candidate or a reported date, and ways whose parts are such.

    A way counts if each end that is said has a single candidate, its time has bounds, its outcome
    is said and nothing about it is asked. Tellers about whom nothing is asked are accepted too, and
    so are words for a people, such as "Turkish", and dated times of the telling, of history or in quotes:
    nothing is drawn of them.
    """
    by_id = {proposal.id: proposal for proposal in proposals}
    out: dict[str, Decision] = {}
    for proposal in proposals:
        value = proposal.value
        if (isinstance(value, PlaceValue) and _is_sure(value)) or (
            isinstance(value, TimeValue) and (value.earliest or value.latest)
        ):
            out[proposal.id] = Decision()
    for proposal in proposals:
        value = proposal.value
        if isinstance(value, AttributionValue) and not value.question:
            out[proposal.id] = Decision()
        if not isinstance(value, MovementValue) or value.question or value.outcome == "unknown":
            continue
        ends = [by_id[end] for end in (value.origin_id, value.to_id) if end]
        times = [time for time in (value.departure_id, value.arrival_id, value.time_id) if time]
        if (
            ends
            and all(end.id in out for end in ends)
            and times
            and all(time in out for time in times)
        ):
            out[proposal.id] = Decision()
    return out


def _is_sure(value: PlaceValue) -> bool:
    """Whether there is nothing to choose; of a word for a people there is nothing to place either."""
    if value.role == "party":
        return not value.candidates
    return value.role != "described" and _single(value)


def _single(value: PlaceValue) -> bool:
    return len(value.candidates) == 1 and value.candidates[0].kind in ("city", "airport", "country")
