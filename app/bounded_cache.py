"""A cache for all readers, bounded by what it holds weighs and not by how many things it holds."""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

T = TypeVar("T")

MB = 1_000_000
LEAST = 10_000
"""What anything weighs at least, bytes: the list of entries has its own weight."""


class Cache(Generic[T]):
    """Keeps what was used last, as much of it as weighs `most` bytes together.

    What is asked for twice at once is made once; other things are made meanwhile. What alone
    weighs more than `most` is given and not kept.
    """

    def __init__(self, most: int, weigh: Callable[[T], int]) -> None:
        self._kept: LRUCache[Hashable, T] = LRUCache(
            most, getsizeof=lambda value: weigh(value) + LEAST
        )
        self._lock = Lock()
        self._making: dict[Hashable, Lock] = {}
        self._gone: deque[Hashable] = deque()

    @property
    def weight(self) -> int:
        """What all that is kept weighs, bytes."""
        with self._lock:
            self._clear()
            return int(self._kept.currsize)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what is kept under a key; it is made where there is nothing."""
        with self._lock:
            self._clear()
            if key in self._kept:
                return self._kept[key]
            making = self._making.setdefault(key, Lock())
        with making:
            if (kept := self.peek(key)) is not None:
                return kept
            try:
                return self.put(key, make())
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def peek(self, key: Hashable) -> T | None:
        """Give what is kept under a key, or None."""
        with self._lock:
            self._clear()
            return self._kept.get(key)

    def forget(self, key: Hashable) -> None:
        """Let go of what is kept under a key, when the cache is next used; takes no lock."""
        self._gone.append(key)

    def clear(self) -> None:
        """Let go now of what was to be forgotten."""
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        while self._gone:
            self._kept.pop(self._gone.popleft(), None)

    def put(self, key: Hashable, t: T) -> T:
        """Keep something under a key, in the place of what was there; gives it back."""
        with self._lock:
            self._clear()
            self._kept.pop(key, None)
            if self._kept.getsizeof(t) <= self._kept.maxsize:
                self._kept[key] = t
        return t


class Kept(Generic[T]):
    """Something of one reader's: kept as long as they are there, and as long as there is room."""

    def __init__(self, cache: Cache[T], t: T) -> None:
        self._cache, self._key = cache, object()
        cache.put(self._key, t)
        # The collector may come by while this very thread holds the cache's lock.
        weakref.finalize(self, cache.forget, self._key)

    @property
    def value(self) -> T | None:
        """What is kept; None once others have taken its room."""
        return self._cache.peek(self._key)
