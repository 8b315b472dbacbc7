"""A measured figure and its limit, if it has one."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


class BenchError(Exception):
    """A part of the bench could not be measured; that says nothing about its speed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table; without `limit` or `least` the figure only informs.

    Where tools are compared, their figures have the same name and differ in `tool`. A figure
    without a value has a `note` that says why.
    """

    name: str
    value: float | None
    unit: str
    limit: float | None = None
    tool: str = ""
    note: str = ""
    least: float | None = None  # a lower limit

    @property
    def met(self) -> bool | None:
        """Whether the unrounded value is within its limits; None where it has none."""
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
    """Give the 95th percentile by nearest rank: at least 95 % of the values are not above it."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
