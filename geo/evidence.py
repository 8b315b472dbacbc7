"""From claims to how well something is supported.

The figures are those of the Admiralty scale for the credibility of information (1 confirmed by
other sources ... 6 truth cannot be judged); the rule that leads from claims to a figure is this
project's own and is published in docs/certainty.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

Stance = Literal["reports", "denies", "unverified", "no-comment"]
Level = Literal["well supported", "single account", "contested or unverified"]

FIGURES = {
    1: "confirmed by independent sources",
    2: "two or more informants agree and nobody denies",
    3: "one informant",
    4: "a party concerned denies it",
    5: "most accounts speak against it",
    6: "the source could not verify it",
}
_LEVELS: tuple[Level, ...] = (
    "well supported",
    "well supported",
    "single account",
    "contested or unverified",
    "contested or unverified",
    "contested or unverified",
)
LETTERS = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "not judged",
}


class Told(Protocol):
    """The part of a claim that counts here."""

    @property
    def source(self) -> str:
        """The id of the publication."""

    @property
    def informants(self) -> int:
        """How many told it, at least."""

    @property
    def stance(self) -> Stance:
        """What they say of it."""


def figure(claims: Sequence[Told]) -> int:
    """Give the Admiralty figure, 1 to 6, that follows from the claims.

    The strongest doubt wins: what the source could not verify is 6 however many tell it. Where
    anybody denies, it is 5 if more informants deny than report, else 4. A declined comment changes
    nothing. Raises ValueError without claims.
    """
    if not claims:
        raise ValueError("support follows from claims, and there is none")
    if any(claim.stance == "unverified" for claim in claims):
        return 6
    reports = [claim for claim in claims if claim.stance == "reports"]
    told = sum(claim.informants for claim in reports)
    denied = sum(claim.informants for claim in claims if claim.stance == "denies")
    if denied:
        return 5 if denied > told else 4
    if len({claim.source for claim in reports}) > 1:
        return 1
    if not reports:
        return 6
    return 2 if told > 1 else 3


def level(admiralty: int) -> Level:
    """Put a figure into the three classes that are drawn."""
    return _LEVELS[admiralty - 1]
