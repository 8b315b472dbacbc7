"""Stories and documents that are made once for all readers, bounded by their size in memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app.bounded_cache import MB, Cache
from geo.errors import Fault
from geo.story.model import Story
from geo.story.story_folder import Content, StoryFile, find_stories
from layers.scene.scene_builder import Scene, build_scene
from layers.web import url_state
from layers.web.story_document import Document, document_of

MOST_STORIES = 150 * MB
MOST_DOCUMENTS = 150 * MB
STORY_WEIGHS, SCENE_WEIGHS = 20, 6
"""Bytes in memory for each byte of the file: a little above what was measured (16 and 4.6)."""


def stories_folder() -> Path:
    """Give the folder whose stories this server shows."""
    named = os.environ.get("ESCAPE_ROUTES_STORIES")
    return Path(named or Path(__file__).parent.parent / "stories")


def find_files() -> tuple[StoryFile, ...]:
    """Find the stories of the folder. Raises FolderError where it cannot be read."""
    return find_stories(stories_folder(), taken=(url_state.OWN_STORY,))


@dataclass(frozen=True, slots=True)
class Read:
    """A file's content with the story in it, or with all its faults."""

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
        document = sys.getsizeof(self.document.html) + len(self.document.packed)
        return document + self.size * SCENE_WEIGHS


class Folder:
    """The stories of the folder, as they are now and as they could last be shown."""

    def __init__(self, stories: int = MOST_STORIES, documents: int = MOST_DOCUMENTS) -> None:
        self._read: Cache[Read] = Cache(stories, Read.weigh)
        self._good: Cache[Read] = Cache(stories, Read.weigh)
        self._drawn: Cache[Drawn] = Cache(documents, Drawn.weigh)

    def read(self, file: StoryFile) -> tuple[Read, tuple[Fault, ...]]:
        """Read a file: what can be shown of it, and what is wrong with it now.

        While it has faults, as in the middle of a save, its last content without faults is shown,
        if that is still kept.
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

    def first(self, files: Sequence[StoryFile]) -> StoryFile:
        """Give the first file that can be shown, which the page opens with; else the first."""
        return next(
            (file for file in files if isinstance(self.read(file)[0].story, Story)), files[0]
        )

    def draw(self, read: Read, *, key: str, base: str, language: str | None = None) -> Drawn:
        """Draw the story of a content on a base map; `key` is what the address calls it.

        `language` is that of the reader; None is the story's. Raises TypeError for a content with
        faults.
        """
        story = read.story
        if not isinstance(story, Story):
            raise TypeError("what has faults is not drawn")

        told = story.translated(language)

        def draw() -> Drawn:
            scene = build_scene(told)
            return Drawn(scene, document_of(scene, key=key, base=base), len(read.content.data))

        return self._drawn.get((read.content.digest, key, base, told.told_in), draw)


def _read(content: Content) -> Read:
    return Read(content, content.load())


@st.cache_resource(show_spinner=False)
def folder() -> Folder:
    """Give the folder of this server, as read."""
    return Folder()
