"""A pause for Python's cyclic garbage collector, while a large file is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Disable cyclic garbage collection for a while.

    Reading makes no reference cycles. As the number of rows grows, the collector would look at all
    of them again and again: a quarter of the time that a large file takes, if no other thread runs.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
