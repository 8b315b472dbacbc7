"""Giving memory back to the system, after work that took much of it."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from queue import SimpleQueue


def give_back() -> None:
    """Give what is free back to the system: glibc keeps it for itself until it is asked."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # another C library than glibc
        return


class Sweeper:
    """Does something in a thread of its own, soon after it was asked to.

    It may be asked from a finalizer, wherever the garbage collector runs: that takes no lock.
    """

    def __init__(self, sweep: Callable[[], None]) -> None:
        self._asked: SimpleQueue[None] = SimpleQueue()
        self._sweep = sweep
        threading.Thread(target=self._run, name="sweeper", daemon=True).start()

    def ask(self) -> None:
        """Have it done; asked many times at once, it is done once."""
        self._asked.put(None)

    def _run(self) -> None:
        while True:
            self._asked.get()
            while not self._asked.empty():
                self._asked.get()
            self._sweep()
