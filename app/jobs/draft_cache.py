"""What readers' own stories were read into and drawn as: made once, shared, and bounded in bytes.

The largest story takes 160 MB once it is read and drawn. So what can be made again of its text is
kept here and not in each session: under the hash of the text, so that who opens the same story
shares it; no more than `BOUND` in all, what was not looked at longest goes first; and gone as soon
as no session has the text any more.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any

BOUND = 300_000_000
"""Bytes, as estimated, that all own stories may take together."""


class Shelf:
    """Keeps what is made of texts; `bound` is in bytes."""

    def __init__(self, bound: int = BOUND) -> None:
        self._bound = bound
        self._kept: OrderedDict[tuple[str, Hashable], tuple[Any, int]] = OrderedDict()
        self._holders: dict[str, int] = {}
        self._making: dict[tuple[str, Hashable], RLock] = {}
        self._lock = RLock()  # a holder may be collected while this very thread is in here

    @property
    def size(self) -> int:
        """Bytes, as estimated, of what is kept."""
        with self._lock:
            return sum(size for _, size in self._kept.values())

    def hold(self, holder: object, digest: str) -> None:
        """Keep what is made of the text of this hash for as long as the holder lives."""
        with self._lock:
            self._holders[digest] = self._holders.get(digest, 0) + 1
        weakref.finalize(holder, self._release, digest)

    def get(self, digest: str, what: Hashable, size: int, make: Callable[[], Any]) -> Any:
        """Give what was made of a text, or make it; `size` is what it takes, bytes.

        Two who want the same wait for one that makes it. What nobody holds is made and not kept.
        """
        key = (digest, what)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
            making = self._making.setdefault(key, RLock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key][0]
            made = make()
            self.put(digest, what, size, made)
        return made

    def put(self, digest: str, what: Hashable, size: int, made: object) -> None:
        """Keep what was made of a text, and let go of what was not looked at longest."""
        with self._lock:
            self._making.pop((digest, what), None)
            if digest not in self._holders:
                return
            self._kept[digest, what] = (made, size)
            self._kept.move_to_end((digest, what))
            while len(self._kept) > 1 and self.size > self._bound:
                self._kept.popitem(last=False)

    def _release(self, digest: str) -> None:
        with self._lock:
            self._holders[digest] -= 1
            if self._holders[digest]:
                return
            del self._holders[digest]
            for key in [key for key in self._kept if key[0] == digest]:
                del self._kept[key]
