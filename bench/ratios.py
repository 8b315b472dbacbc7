"""Compare a run with the committed one, by ratios to other tools, since machines differ."""

from collections.abc import Iterable
from typing import Any

from bench.peers import OURS

WORSE = 4 / 3  # a ratio that grew by more than a third is pointed out

Row = dict[str, Any]


def ratios(figures: Iterable[Row]) -> dict[str, float]:
    """Give our value over the best peer's by the figure's name; below 1 we are ahead.

    Of all figures that several tools share, less is better.
    """
    own: dict[str, float] = {}
    best: dict[str, float] = {}
    for figure in figures:
        value = figure["value"]
        if not figure.get("tool") or value is None or value <= 0:
            continue
        if figure["tool"] == OURS:
            own[figure["name"]] = value
        else:
            best[figure["name"]] = min(value, best.get(figure["name"], value))
    return {name: own[name] / best[name] for name in own if name in best and comparable(name)}


def comparable(name: str) -> bool:
    """Whether a figure is a cost; ratios of others, such as growth of memory, say nothing."""
    return not name.startswith(("the map follows", "growth"))


def worse(now: Iterable[Row], then: Iterable[Row]) -> list[str]:
    """Say in a sentence each what got worse against the peers by more than a third."""
    before, out = ratios(then), []
    for name, ratio in ratios(now).items():
        old = before.get(name)
        if old is not None and ratio > old * WORSE:
            out.append(f"{name}: now {ratio:.3g} times the best peer's, and it was {old:.3g} times")
    return out
