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
    """One line of the table; `limit` is None where there is no bar, and the figure informs only."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether it stays under its bar; the value is not rounded for that."""
        return None if self.limit is None else self.value <= self.limit

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met}


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The nearest rank: a value that was measured, and at least 95 % are not above it."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
