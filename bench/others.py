"""How busy other processes keep the machine while the bench measures."""

import os
from pathlib import Path

from bench import process

STAT = Path("/proc/stat")
BUSY = 0.05  # share of all cores; above it, the measured times depend on other processes


class OtherLoad:
    """Measures the processor time that other processes use from now on.

    A browser or server of the bench is left out if `own` is called with its pid before it ends.
    """

    def __init__(self) -> None:
        self._begin = _ticks()
        self._own = -_self_ticks()

    def own(self, pid: int) -> None:
        """Leave out a process and its children, except the bench process itself."""
        self._own += sum(child.ticks for child in process.tree(pid) if child.pid != os.getpid())

    def ended(self, seconds: float) -> None:
        """Leave out the processor time of a process of the bench that has ended."""
        self._own += seconds * os.sysconf("SC_CLK_TCK")

    def busy(self) -> float | None:
        """Give their share of all cores since the beginning; None where the system does not say."""
        begin, end = self._begin, _ticks()
        if begin is None or end is None or end[1] <= begin[1]:
            return None
        used = end[0] - begin[0] - self._own - _self_ticks()
        return max(0.0, used / (end[1] - begin[1]))


def _ticks() -> tuple[int, int] | None:
    """Give the ticks of all cores so far: in use, and in total."""
    if not STAT.exists():
        return None
    line = STAT.read_text(encoding="utf-8").split("\n", 1)[0]
    ticks = [int(field) for field in line.split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)  # without idle and iowait


def _self_ticks() -> float:
    spent = os.times()
    return (spent.user + spent.system) * os.sysconf("SC_CLK_TCK")
