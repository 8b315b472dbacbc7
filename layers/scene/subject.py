"""What a stop is about: the event told, its way, its ends and people.

layers/scene/roles.py has what else shows beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.evidence.own_name import in_own_name
from geo.language.messages import Messages
from geo.story.model import Claim, Event, Leg, Story

Kind = Literal["way", "place", "statement"]
_CLAUSE = re.compile(r"[,;]")
LONGEST = 30
"""Characters in a line of a direct label."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a stop.

    `kind` says what there is to see: a way, a place, or nothing but words (a denial, a remark).
    `places` are the ids of its ends or of its place. `label` has the lines that stand at its way:
    how, and who says so. `tellers` is a sentence of who told it to whom.
    """

    kind: Kind
    leg: str | None
    places: tuple[str, ...]
    label: tuple[str, ...]
    tellers: str


def subject_of(story: Story, event: Event, say: Messages) -> Subject:
    """Give the subject of an event."""
    leg = story.leg[event.leg] if event.leg else None
    if leg:
        places: tuple[str, ...] = (leg.origin, *leg.via, leg.to)
    else:
        places = (event.place,) if event.place else ()
    return Subject(
        kind="way" if leg else "place" if places else "statement",
        leg=event.leg,
        places=places,
        label=(how(leg, say, in_part=_in_part(story, leg)), who(story, event.claims, say))
        if leg
        else (),
        tellers=tellers(story, event.claims, say),
    )


def _in_part(story: Story, leg: Leg) -> bool:
    """Whether a leg rests on a track that has gaps."""
    if leg.track is None:
        return False
    from geo.tracks.recorded import has_gaps  # noqa: PLC0415 - few stories have any

    return has_gaps(story, leg)


def how(leg: Leg, say: Messages, *, in_part: bool = False) -> str:
    """Say how somebody went and how surely, in a line of a label.

    `in_part` tells of a leg with a track that the track has gaps.
    """
    if leg.outcome in ("refused", "intended"):
        return say(f"path.{leg.outcome}")
    kind: str = "stopped" if leg.outcome == "stopped" else leg.path
    if leg.track:
        kind = "part-recorded" if in_part else "recorded"
    if leg.mode == "unknown":
        return say(f"path.{kind}.unknown")
    return say(f"path.{kind}", mode=say(f"mode.{leg.mode}"))


def who(story: Story, claims: Sequence[Claim], say: Messages) -> str:
    """Say who tells of it, in a line of a label: in the story's words where they are short."""
    counted = _reports(claims)
    if any(claim.stance == "unverified" and not claim.ended.text for claim in claims):
        return say("contested.unverified")
    if not counted:
        ended = all(claim.ended.text for claim in claims if not claim.context)
        return say("contested.withdrawn" if ended else "contested.denied")
    first = counted[0]
    if in_own_name(story, first):
        return story.source[first.source].publisher
    name = first.told_by if len(first.told_by) <= LONGEST else _CLAUSE.split(first.told_by)[0]
    if len(name) <= LONGEST:
        return name
    return say("informants" if first.named else "informants.unnamed", n=first.informants)


def tellers(story: Story, claims: Sequence[Claim], say: Messages) -> str:
    """Say who tells of it, in a sentence such as "According to two diplomats (Reuters)".

    It names those of the first claim that reports it. It does not say whether they told it to the
    source or in public.
    """
    counted = _reports(claims) or list(claims)
    outside = [claim for claim in counted if not in_own_name(story, claim)]
    if not outside:
        return say("tellers.own", publisher=story.source[counted[0].source].publisher)
    first = outside[0]
    several = len({claim.told_by for claim in outside}) > 1
    who = say("tellers.and-others", who=first.told_by) if several else first.told_by
    return say("tellers.others", who=who, publisher=story.source[first.source].publisher)


def _reports(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.stance == "reports" and claim.counts]
