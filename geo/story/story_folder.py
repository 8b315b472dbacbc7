"""The folder of story files: which there are, what they are called, whether they can be shown."""

from __future__ import annotations

import hashlib
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.errors import Fault, StoryError
from geo.story.loading import read_story
from geo.story.model import Story
from geo.yaml.yaml_reader import MAX_BYTES, read_bytes

ENDINGS = (".yaml", ".yml", ".json")
HEAD = 20_000
"""Bytes of a file among which its title is looked for."""


@dataclass(frozen=True)
class Content:
    """What a file held at one time: all that is said of it comes from the same bytes."""

    name: str
    """The file's name, without its folder: readers are not told where it lies."""
    data: bytes
    unread: str = ""
    """Why it could not be read."""

    @cached_property
    def digest(self) -> str:
        """A hash of the bytes, to tell one content from the next; "" if it could not be read."""
        return "" if self.unread else hashlib.sha256(self.data).hexdigest()

    def load(self) -> Story | tuple[Fault, ...]:
        """Load the story, or give all that is wrong with it."""
        if self.unread:
            wrong = f"The file cannot be read ({self.unread})"
            return (Fault(self.name, 0, "", wrong, "Check the file and its rights"),)
        try:
            return read_story(read_bytes(self.data, name=self.name), name=self.name)
        except StoryError as error:
            return error.faults

    def text(self) -> str | None:
        """Give the file's YAML as it is; None where it is JSON, or no text."""
        if self.unread or self.name.lower().endswith(".json"):
            return None
        try:
            return read_bytes(self.data, name=self.name)
        except StoryError:
            return None


@dataclass(frozen=True, slots=True)
class StoryFile:
    """One file: `key` is its name without the ending, and what an address calls it."""

    key: str
    path: Path

    def read(self) -> Content:
        """Read what the file holds now, once, up to a little more than a story may have."""
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):  # a pipe would be waited for
                return Content(self.path.name, b"", "it is no file")
            with self.path.open("rb") as handle:
                return Content(self.path.name, handle.read(MAX_BYTES + 1))
        except OSError as error:
            return Content(self.path.name, b"", (error.strerror or "unknown reason").lower())

    def title(self) -> str:
        """Give the title that the file seems to have, without reading the story; else the key."""
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                return self.key
            with self.path.open("rb") as handle:
                text = handle.read(HEAD).decode(errors="replace")
        except OSError:
            return self.key
        found = re.search(r"""^title:[ ]*(["']?)([^\n]*?)\1[ ]*(?:#.*)?$""", text, re.MULTILINE)
        return (found[2] if found else "") or self.key


def find_stories(folder: Path) -> tuple[StoryFile, ...]:
    """Find the story files of a folder, by name; of two with the same name both are kept."""
    if not folder.is_dir():
        return ()
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    stems = [path.stem for path in paths]
    return tuple(
        StoryFile(path.stem if stems.count(path.stem) == 1 else path.name, path) for path in paths
    )
