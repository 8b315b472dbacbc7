"""A cache for all readers, bounded by the total size of its values, not by their number."""

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
"""Bytes that every value is counted with on top of its own size: an entry takes memory too."""


class Cache(Generic[T]):
    """Keeps the values that were used last, at most `most` bytes of them in all.

    Two requests for a key at the same time make its value once; other keys do not wait for it. A
    value that alone is larger than `most` is given and not kept.
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
        """The size of all values that are kept, in bytes."""
        with self._lock:
            self._clear()
            return int(self._kept.currsize)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give the value that is kept under a key; where there is none, `make` makes it."""
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
        """Give the value that is kept under a key, or None."""
        with self._lock:
            self._clear()
            return self._kept.get(key)

    def forget(self, key: Hashable) -> None:
        """Drop the value of a key when the cache is next used; takes no lock."""
        self._gone.append(key)

    def clear(self) -> None:
        """Drop now the values of all keys that were to be forgotten."""
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        while self._gone:
            self._kept.pop(self._gone.popleft(), None)

    def put(self, key: Hashable, t: T) -> T:
        """Keep a value under a key, in place of the old value; gives the value back."""
        with self._lock:
            self._clear()
            self._kept.pop(key, None)
            if self._kept.getsizeof(t) <= self._kept.maxsize:
                self._kept[key] = t
        return t


class Kept(Generic[T]):
    """A reader's value in a cache: kept as long as this object lives and there is room."""

    def __init__(self, cache: Cache[T], t: T) -> None:
        self._cache, self._key = cache, object()
        cache.put(self._key, t)
        # The garbage collector may run while this very thread holds the cache's lock.
        weakref.finalize(self, cache.forget, self._key)

    @property
    def value(self) -> T | None:
        """The value; None once it was dropped to make room for others."""
        return self._cache.peek(self._key)
