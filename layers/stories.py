"""The folder of story files: which there are, what they are called, whether they can be shown."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from geo.errors import Fault, StoryError
from geo.model import Story
from geo.reading import read_file
from geo.story import load_story

ENDINGS = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class StoryFile:
    """One file: `key` is its name without the ending, and what an address calls it."""

    key: str
    path: Path

    def digest(self) -> str:
        """Give a hash of the content, to tell one state of the file from the next; "" if gone."""
        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest()
        except OSError:
            return ""

    def title(self) -> str:
        """Give the title that the file seems to have, without reading the story; else the key."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")[:20_000]
        except OSError:
            return self.key
        found = re.search(r"""^title:[ ]*(["']?)([^\n]*?)\1[ ]*(?:#.*)?$""", text, re.MULTILINE)
        return (found[2] if found else "") or self.key

    def text(self) -> str | None:
        """Give the file's YAML as it is; None where it is JSON, or gone."""
        try:
            return None if self.path.suffix.lower() == ".json" else read_file(self.path)[1]
        except StoryError:
            return None

    def load(self) -> Story | tuple[Fault, ...]:
        """Load the story, or give all that is wrong with it."""
        try:
            return load_story(self.path)
        except StoryError as error:
            return error.faults


def find_stories(folder: Path) -> tuple[StoryFile, ...]:
    """Find the story files of a folder, by name; of two with the same name both are kept."""
    if not folder.is_dir():
        return ()
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    stems = [path.stem for path in paths]
    return tuple(
        StoryFile(path.stem if stems.count(path.stem) == 1 else path.name, path) for path in paths
    )
