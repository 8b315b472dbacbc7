"""A measured figure, and the bar that it has to stay under, if it has one."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


class BenchError(Exception):
    """A part of the bench could not be measured, which is no statement on how fast it is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `limit` is None where there is no bar, and the figure informs only.

    Where tools are compared, the figures of all have the same name, and `tool` tells whose each
    is. A value that there is none of has a `note` that says why.
    """

    name: str
    value: float | None
    unit: str
    limit: float | None = None
    tool: str = ""
    note: str = ""
    least: float | None = None  # a bar from below

    @property
    def met(self) -> bool | None:
        """Whether it stays within its bar; the value is not rounded for that."""
        if self.limit is None and self.least is None:
            return None
        if self.value is None:
            return False
        over = self.limit is not None and self.value > self.limit
        return not over and (self.least is None or self.value >= self.least)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met}


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The nearest rank: a value that was measured, and at least 95 % are not above it."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
