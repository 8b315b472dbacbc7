"""A cache of readers' own stories, read and drawn: made once, shared, and bounded in bytes.

The largest story takes 160 MB once it is read and drawn. So what can be made again from its text is
kept here and not in each session: under the hash of the text, so that readers of the same story
share it; at most `BOUND` in all, where the least recently used goes first; and no longer than some
session has the text. Large stories are made one after another: five at once would take five times
the memory, and slow down all other readers.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from app.bounded_cache import MB, Cache
from app.memory import give_back, short_turns
from geo.cyclic_garbage import uncollected

BOUND = 200 * MB
"""Bytes, as estimated, that all own stories may take together."""
LARGE = 5 * MB
"""Bytes; of the works that take more than this, only one runs at a time."""


@dataclass(slots=True)
class _Held:
    """A text that some session has open: how many have it, and what was made of it."""

    holders: int = 0
    keys: set[Hashable] = field(default_factory=set)


class Shelf:
    """Keeps what is made of texts; `bound` is in bytes.

    `waits` is called, in the thread of whoever waits, when somebody has to wait for their turn.
    """

    def __init__(self, bound: int = BOUND, *, waits: Callable[[], None] = lambda: None) -> None:
        self._made: Cache[tuple[Any, int]] = Cache(bound, weigh=lambda made: made[1])
        self._held: dict[str, _Held] = {}
        self._turn, self._waits = RLock(), waits
        self.released: Callable[[], None] = lambda: None
        """Called when the last session that had a text is gone; must take no lock."""
        self._lock = RLock()  # the garbage collector may free a holder while this thread has it

    @property
    def size(self) -> int:
        """Bytes, as estimated, of what is kept."""
        return self._made.weight

    @contextmanager
    def turn(self, size: int) -> Iterator[None]:
        """Run a block that takes so many bytes; if they are many, not while another such runs."""
        if size < LARGE:
            yield
            return
        if not self._turn.acquire(blocking=False):
            self._waits()
            self._turn.acquire()
        try:
            with uncollected(), short_turns():
                yield
            give_back()
        finally:
            self._turn.release()

    def sweep(self) -> None:
        """Drop what no session has any more, and give its memory back."""
        self._made.clear()
        gc.collect()
        give_back()

    def hold(self, holder: object, digest: str) -> None:
        """Keep what is made of the text of this hash for as long as the holder lives."""
        with self._lock:
            self._held.setdefault(digest, _Held()).holders += 1
        weakref.finalize(holder, self._release, digest)

    def get(self, digest: str, what: Hashable, size: int, make: Callable[[], Any]) -> Any:
        """Give what was made of a text, or make it; `size` is what it takes, in bytes.

        Two that ask for the same share what the first makes. For a text that nobody holds it is
        made and not kept.
        """
        if not self._keeps(digest, what):
            with self.turn(size):
                return make()
        kept = self._made.peek((digest, what))
        if kept is None:
            with self.turn(size):  # always before the lock of the key, so that there is no deadlock
                kept = self._made.get((digest, what), lambda: (make(), size))
        return kept[0]

    def peek(self, digest: str, what: Hashable) -> Any | None:
        """Give what was made of a text and is kept, or None."""
        kept = self._made.peek((digest, what))
        return kept[0] if kept else None

    def put(self, digest: str, what: Hashable, size: int, made: object) -> None:
        """Keep what was made of a text, and drop the least recently used."""
        if self._keeps(digest, what):
            self._made.put((digest, what), (made, size))

    def let_go(self, digest: str) -> None:
        """Drop what was made of a text that its only holder is about to leave.

        A new text is read before its session forgets the old one. The old, the new and the last
        text that can be shown, all read, are more than the bound allows for a large story: one of
        them would be read again at each change.
        """
        with self._lock:
            held = self._held.get(digest)
            if held is None or held.holders > 1:
                return
            keys, held.keys = held.keys, set()
        for key in keys:
            self._made.forget(key)
        self._made.clear()

    def _keeps(self, digest: str, what: Hashable) -> bool:
        with self._lock:
            if digest not in self._held:
                return False
            self._held[digest].keys.add((digest, what))
            return True

    def _release(self, digest: str) -> None:
        with self._lock:
            held = self._held[digest]
            held.holders -= 1
            if held.holders:
                return
            del self._held[digest]
        for key in held.keys:
            self._made.forget(key)
        self.released()
