"""What is made once for all readers: stories and documents, bounded by what they weigh."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

import streamlit as st
from cachetools import LRUCache

from geo.errors import Fault
from geo.model import Story
from layers.document import Document, document_of
from layers.scene import Scene, build_scene
from layers.stories import Content, StoryFile

T = TypeVar("T")

MB = 1_000_000
MOST_STORIES = 150 * MB
MOST_DOCUMENTS = 150 * MB
STORY_WEIGHS, SCENE_WEIGHS = 20, 6
"""Bytes in memory for each byte of the file: a little above what was measured (16 and 4.6)."""
LEAST = 10_000
"""What anything weighs at least, bytes: the list of entries has its own weight."""


class Cache(Generic[T]):
    """Keeps what was used last, as much of it as weighs `most` bytes together.

    What is asked for twice at once is made once; other things are made meanwhile. What alone
    weighs more than `most` is given and not kept.
    """

    def __init__(self, most: int, weigh: Callable[[T], int]) -> None:
        self._kept: LRUCache[Hashable, T] = LRUCache(most, getsizeof=lambda one: weigh(one) + LEAST)
        self._lock = Lock()
        self._making: dict[Hashable, Lock] = {}

    @property
    def weight(self) -> int:
        """What all that is kept weighs, bytes."""
        return int(self._kept.currsize)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what is kept under a key; it is made where there is nothing."""
        with self._lock:
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
            return self._kept.get(key)

    def put(self, key: Hashable, one: T) -> T:
        """Keep something under a key, in the place of what was there; gives it back."""
        with self._lock:
            self._kept.pop(key, None)
            if self._kept.getsizeof(one) <= self._kept.maxsize:
                self._kept[key] = one
        return one


@dataclass(frozen=True, slots=True)
class Read:
    """A file's content with the story in it, or with all that is wrong with it."""

    content: Content
    story: Story | tuple[Fault, ...]

    def weigh(self) -> int:
        """Give about what it takes in memory, bytes."""
        return len(self.content.data) * (1 + STORY_WEIGHS)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A story's scene and document."""

    scene: Scene
    document: Document
    size: int
    """Of the story's file, bytes."""

    def weigh(self) -> int:
        """Give about what it takes in memory, bytes."""
        return sys.getsizeof(self.document.html) + self.size * SCENE_WEIGHS


class Shelf:
    """The stories of the folder, as they are now and as they could last be shown."""

    def __init__(self, stories: int = MOST_STORIES, documents: int = MOST_DOCUMENTS) -> None:
        self._read: Cache[Read] = Cache(stories, Read.weigh)
        self._good: Cache[Read] = Cache(stories, Read.weigh)
        self._drawn: Cache[Drawn] = Cache(documents, Drawn.weigh)

    def read(self, file: StoryFile) -> tuple[Read, tuple[Fault, ...]]:
        """Read a file: what can be shown of it, and what is wrong with it now.

        While it has faults, as in the middle of a save, what is shown is its last content without
        any, if that is still known.
        """
        content = file.read()
        if content.unread:
            now = _read(content)
        else:
            now = self._read.get((content.digest, content.name), lambda: _read(content))
        if not isinstance(now.story, Story):
            return self._good.peek(file.path) or now, now.story
        if self._good.peek(file.path) is not now:
            self._good.put(file.path, now)
        return now, ()

    def draw(self, read: Read, *, key: str, base: str) -> Drawn:
        """Draw the story of a content on a base map; `key` is what the address calls it."""
        story = read.story
        if not isinstance(story, Story):
            raise TypeError("what has faults is not drawn")
        return self._drawn.get(
            (read.content.digest, key, base),
            lambda: Drawn(
                build_scene(story), document_of(story, key=key, base=base), len(read.content.data)
            ),
        )


def _read(content: Content) -> Read:
    return Read(content, content.load())


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """Give the one shelf of this server."""
    return Shelf()
