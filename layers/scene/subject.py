"""What a stop is about: the event told, its way, its ends and people; and what is mere context.

At a stop one event is told. Its leg is the subject; legs that the same people travelled before are
what went before; all else that shows is meanwhile. Every renderer draws by these roles, and
layers/web/assets gives the same in the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.language.messages import Messages
from geo.story.model import Claim, Event, Leg, Story

Kind = Literal["way", "place", "statement"]
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
        label=(how(leg, say), who(event.claims, say)) if leg else (),
        tellers=tellers(story, event.claims, say),
    )


def how(leg: Leg, say: Messages) -> str:
    """Say how somebody went and how surely, in a line of a label."""
    if leg.outcome in ("refused", "intended"):
        return say(f"path.{leg.outcome}")
    kind = "stopped" if leg.outcome == "stopped" else leg.path
    if leg.mode == "unknown":
        return say(f"path.{kind}.unknown")
    return say(f"path.{kind}", mode=say(f"mode.{leg.mode}"))


def who(claims: Sequence[Claim], say: Messages) -> str:
    """Say who tells of it, in a line of a label: in the story's words where they are short."""
    counted = _reports(claims)
    if any(claim.stance == "unverified" for claim in claims):
        return say("contested.unverified")
    if not counted:
        return say("contested.denied")
    most = max(counted, key=lambda claim: claim.informants)
    if len(most.told_by) <= LONGEST:
        return most.told_by
    return say("informants" if most.named else "informants.unnamed", n=most.informants)


def tellers(story: Story, claims: Sequence[Claim], say: Messages) -> str:
    """Say who told it to whom, such as "Two diplomats told Reuters"."""
    counted = _reports(claims) or list(claims)
    outside = [claim for claim in counted if not _own(story, claim)]
    if not outside:
        return say("tellers.own", publisher=story.source[counted[0].source].publisher)
    first = max(outside, key=lambda claim: claim.informants)
    name = first.told_by[:1].upper() + first.told_by[1:]
    others = len({claim.told_by for claim in outside}) > 1
    person = say("tellers.and-others", who=name) if others else name
    key = "tellers.told-closed" if "," in name and not others else "tellers.told"
    return say(key, who=person, publisher=story.source[first.source].publisher)


def _reports(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.stance == "reports"]


def _own(story: Story, claim: Claim) -> bool:
    """Whether the source says it in its own name."""
    return (
        "itself" in claim.told_by.split() or claim.told_by == story.source[claim.source].publisher
    )
