"""From claims to how well something is supported.

The figures are those of the Admiralty scale for the credibility of information (1 confirmed by
other sources ... 6 truth cannot be judged); the rule that leads from claims to a figure is this
project's own and is published in docs/certainty.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, TypeVar

Stance = Literal["reports", "denies", "unverified", "no-comment"]
Level = Literal["well supported", "single account", "contested or unverified"]

FIGURES = (1, 2, 3, 4, 5, 6)
"""The figures, best first; the catalogue has their words as `figure.1` and so on."""
_LEVELS: tuple[Level, ...] = (
    "well supported",
    "well supported",
    "single account",
    "contested or unverified",
    "contested or unverified",
    "contested or unverified",
)
LETTERS = ("A", "B", "C", "D", "E", "F")
"""How far a source is trusted, best first, F not judged; words as `letter.A` and so on."""


class Told(Protocol):
    """The fields of a claim that its support depends on."""

    @property
    def source(self) -> str:
        """The id of the publication."""

    @property
    def informants(self) -> int:
        """How many told it, at least."""

    @property
    def stance(self) -> Stance:
        """What they say of it."""

    @property
    def origin(self) -> str | None:
        """The party or agency that it goes back to; None where that is not known."""

    @property
    def counts(self) -> bool:
        """Whether it is about the event or leg itself, and its source still stands by it."""


_Claim = TypeVar("_Claim", bound=Told)


def figure(claims: Sequence[Told]) -> int:
    """Give the Admiralty figure, 1 to 6, that follows from the claims.

    Claims marked as context do not count, nor do those that were withdrawn or corrected. The
    strongest doubt wins: what the source could not verify is 6 however many tell it. Where
    anybody denies, it is 5 if more informants deny than report, else 4. It is 1 only if claims
    that report come from two sources or more and state two different origins or more; a claim
    that states no origin adds nothing to that, since it may go back to any of them. Else it is
    2 if two informants or more report, 3 if one does, 6 if nobody does. Claims that state the
    same origin are one account and count once, with the largest number of informants that any
    of them has; claims that state none add up. A declined comment changes nothing. Raises
    ValueError without claims.
    """
    if not claims:
        raise ValueError("support follows from claims, and there is none")
    counted = [claim for claim in claims if claim.counts]
    if any(claim.stance == "unverified" for claim in counted):
        return 6
    reports = [claim for claim in counted if claim.stance == "reports"]
    told = _informants(reports)
    denied = _informants([claim for claim in counted if claim.stance == "denies"])
    if denied:
        return 5 if denied > told else 4
    if len({claim.source for claim in stated(reports)}) > 1 and len(origins(reports)) > 1:
        return 1
    if not reports:
        return 6
    return 2 if told > 1 else 3


def stated(claims: Iterable[_Claim]) -> list[_Claim]:
    """Give the claims that state their origin."""
    return [claim for claim in claims if claim.origin]


def origins(claims: Iterable[_Claim]) -> dict[str, list[_Claim]]:
    """Group the claims that state an origin by it, whatever its case and spacing."""
    by_origin: dict[str, list[_Claim]] = {}
    for claim in stated(claims):
        by_origin.setdefault(folded(claim.origin or ""), []).append(claim)
    return by_origin


def folded(teller: str) -> str:
    """Give the words for a teller or an origin without differences of case and spacing."""
    return " ".join(teller.casefold().split())


def _informants(claims: Sequence[Told]) -> int:
    """Count who told it, at least; claims of the same origin are a single account."""
    alone = sum(claim.informants for claim in claims if not claim.origin)
    same = (max(claim.informants for claim in group) for group in origins(claims).values())
    return alone + sum(same)


def level(admiralty: int) -> Level:
    """Put a figure into the three classes that are drawn."""
    return _LEVELS[admiralty - 1]
