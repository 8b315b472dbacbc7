"""How long work spares other readers: it gives memory back, and Python's global lock more often."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

SHORT = 0.0005
"""Seconds that a thread keeps Python's lock while others wait; Python's default is 5 ms."""


@contextmanager
def short_turns() -> Iterator[None]:
    """Let other threads run ten times as often while something long is done.

    A page that loads asks for Python's lock some hundred times, each time for a moment. Beside a
    thread that computes, it waits each time as long as that thread may keep the lock. The interval
    is the process's own: not for two threads at a time.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SHORT)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def give_back() -> None:
    """Give free memory back to the system: glibc keeps it until `malloc_trim` is called."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # another C library than glibc
        return


class Sweeper:
    """Calls a function in a thread of its own, soon after it was asked to.

    `ask` may be called from a finalizer, wherever the garbage collector runs: it takes no lock.
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
