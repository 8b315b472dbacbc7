"""A pause for Python's collector of cyclic garbage, while much is read at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Disable cyclic garbage collection for a while.

    Reading makes no reference cycles, and as rows grow the collector would walk all of them again
    and again: a quarter of the time that a large file takes, while no other thread runs.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
