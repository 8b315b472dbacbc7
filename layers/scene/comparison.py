"""Two reports side by side: what both tell, what only one of them tells, where they contradict.

layers/web/assets/core/comparison.js does the same on the page (tests/vectors).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from geo.errors import nearest, sentences
from geo.language.messages import Messages
from geo.language.told_error import ToldError
from geo.story.model import Claim, Story

Verdict = Literal["contradict", "both", "first-alone", "second-alone"]
Pair = tuple[str, str]
"""The ids of two sources."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""The verdicts in the order in which they are listed."""
COLOURS: Mapping[Verdict, int] = {
    "contradict": 1,
    "both": 5,
    "first-alone": 2,
    "second-alone": 3,
}
"""The colour of the palette, counted from 1, for each verdict."""


def checked_pair(story: Story, names: Sequence[str]) -> Pair:
    """Give the two sources that are compared.

    `names` are ids of sources. Raises ToldError unless they are two different sources of the story.
    """
    if len(names) != len(("first", "second")) or names[0] == names[1]:
        raise ToldError("scene.compare.two", sources=", ".join(story.source))
    for name in names:
        if name not in story.source:
            hint = sentences(nearest(name, story.source))
            raise ToldError("scene.unknown.source", name=name, hint=hint)
    return names[0], names[1]


def verdict_of(claims: Iterable[Claim], pair: Pair) -> Verdict | None:
    """Tell how two sources speak of a row; None where neither reports it.

    A source that only denies what a third source told does not tell it. Context, and what was
    withdrawn or corrected, do not count.
    """
    counted = [claim for claim in claims if not claim.context and not claim.ended.text]
    first, second = ({claim.stance for claim in counted if claim.source == name} for name in pair)
    if ("reports" in first and "denies" in second) or ("denies" in first and "reports" in second):
        return "contradict"
    if "reports" in first and "reports" in second:
        return "both"
    if "reports" in first:
        return "first-alone"
    return "second-alone" if "reports" in second else None


def side_by_side(story: Story, pair: Pair, say: Messages) -> str:
    """Name the two reports that are compared."""
    names = say.listed(story.source[name].publisher for name in pair)
    return say("scene.compare", sources=names)


def verdicts_told(
    verdicts: Iterable[Verdict], story: Story, pair: Pair, say: Messages
) -> tuple[tuple[Verdict, str], ...]:
    """Say how many rows are told in each way, in the order in which they are listed."""
    first, second = (story.source[name].publisher for name in pair)
    counts = Counter(verdicts)
    return tuple(
        (verdict, say(f"known.pair.{verdict}", n=counts[verdict], first=first, second=second))
        for verdict in VERDICTS
        if counts[verdict]
    )
