"""How a run compares with the one that was noted: by ratios, since machines differ."""

from collections.abc import Iterable
from typing import Any

from bench.peers import OURS

WORSE = 4 / 3  # a ratio that grew by more than a third is pointed out

Row = dict[str, Any]


def ratios(figures: Iterable[Row]) -> dict[str, float]:
    """By a figure's name, ours over the best peer's; under 1 we are ahead.

    All figures that several tools have are of the kind of which less is better.
    """
    own: dict[str, float] = {}
    best: dict[str, float] = {}
    for one in figures:
        value = one["value"]
        if not one.get("tool") or value is None or value <= 0:
            continue
        if one["tool"] == OURS:
            own[one["name"]] = value
        else:
            best[one["name"]] = min(value, best.get(one["name"], value))
    return {name: own[name] / best[name] for name in own if name in best and comparable(name)}


def comparable(name: str) -> bool:
    """Ratios of what is no cost say nothing: whether a map follows, how memory grew."""
    return not name.startswith(("the map follows", "growth"))


def worse(now: Iterable[Row], then: Iterable[Row]) -> list[str]:
    """What got worse against the peers by more than a third, in a sentence each."""
    before, out = ratios(then), []
    for name, ratio in ratios(now).items():
        old = before.get(name)
        if old is not None and ratio > old * WORSE:
            out.append(f"{name}: now {ratio:.3g} times the best peer's, and it was {old:.3g} times")
    return out
