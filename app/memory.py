"""What long work leaves to others: memory that it took, and turns at Python's one lock."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

SHORT = 0.0005
"""Seconds that a thread keeps Python's lock while others wait; by itself Python has 5 ms."""


@contextmanager
def short_turns() -> Iterator[None]:
    """Let other threads have their turn ten times as often while something long is done.

    A page that loads asks for Python's lock some hundred times, a moment each. Beside a thread that
    computes, each time costs what that thread may keep it. Not for two threads at a time.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SHORT)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


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
