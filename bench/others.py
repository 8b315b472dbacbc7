"""The others on this machine: how busy they keep it while the bench measures."""

import os
from pathlib import Path

from bench import process

STAT = Path("/proc/stat")
BUSY = 0.05  # share of all cores; where others take more, times are not the app's alone


class Others:
    """Counts from now on the time of the cores that this bench did not use itself.

    A browser or a server counts as the bench's own once `own` has been told, right before its end.
    """

    def __init__(self) -> None:
        self._begin = _ticks()
        self._own = -_self_ticks()

    def own(self, pid: int) -> None:
        """Count a process and those below it as the bench's own, but not this very one."""
        self._own += sum(one.ticks for one in process.tree(pid) if one.pid != os.getpid())

    def ended(self, seconds: float) -> None:
        """Count what a process of the bench's own has used that has ended by now."""
        self._own += seconds * os.sysconf("SC_CLK_TCK")

    def busy(self) -> float | None:
        """Their share of all cores since the beginning; None where the system does not tell."""
        begin, end = self._begin, _ticks()
        if begin is None or end is None or end[1] <= begin[1]:
            return None
        used = end[0] - begin[0] - self._own - _self_ticks()
        return max(0.0, used / (end[1] - begin[1]))


def _ticks() -> tuple[int, int] | None:
    """Ticks of all cores so far: in use, and all."""
    if not STAT.exists():
        return None
    line = STAT.read_text(encoding="utf-8").split("\n", 1)[0]
    ticks = [int(field) for field in line.split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)  # less idle, and idle for a disk


def _self_ticks() -> float:
    spent = os.times()
    return (spent.user + spent.system) * os.sysconf("SC_CLK_TCK")
