"""What readers' own stories were read into and drawn as: made once, shared, and bounded in bytes.

The largest story takes 160 MB once it is read and drawn. So what can be made again of its text is
kept here and not in each session: under the hash of the text, so that who opens the same story
shares it; no more than `BOUND` in all, what was not looked at longest goes first; and gone as soon
as no session has the text any more.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from app.bounded_cache import MB, Cache

BOUND = 300 * MB
"""Bytes, as estimated, that all own stories may take together."""


@dataclass(slots=True)
class _Held:
    """A text that some session has open: how many have it, and what was made of it."""

    holders: int = 0
    keys: set[Hashable] = field(default_factory=set)


class Shelf:
    """Keeps what is made of texts; `bound` is in bytes."""

    def __init__(self, bound: int = BOUND) -> None:
        self._made: Cache[tuple[Any, int]] = Cache(bound, weigh=lambda made: made[1])
        self._held: dict[str, _Held] = {}
        self._lock = RLock()  # a holder may be collected while this very thread is in here

    @property
    def size(self) -> int:
        """Bytes, as estimated, of what is kept."""
        return self._made.weight

    def hold(self, holder: object, digest: str) -> None:
        """Keep what is made of the text of this hash for as long as the holder lives."""
        with self._lock:
            self._held.setdefault(digest, _Held()).holders += 1
        weakref.finalize(holder, self._release, digest)

    def get(self, digest: str, what: Hashable, size: int, make: Callable[[], Any]) -> Any:
        """Give what was made of a text, or make it; `size` is what it takes, bytes.

        Two who want the same wait for one that makes it. What nobody holds is made and not kept.
        """
        if not self._keeps(digest, what):
            return make()
        return self._made.get((digest, what), lambda: (make(), size))[0]

    def put(self, digest: str, what: Hashable, size: int, made: object) -> None:
        """Keep what was made of a text, and let go of what was not looked at longest."""
        if self._keeps(digest, what):
            self._made.put((digest, what), (made, size))

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
