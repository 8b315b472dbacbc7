"""The folder of story files: finding, naming and reading them."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.errors import Fault, StoryError, reason_of
from geo.language.told_error import ToldError
from geo.language.told_text import ToldText
from geo.story.loading import read_story
from geo.story.model import Story
from geo.story.translation_files import translation_files
from geo.yaml.yaml_reader import MAX_BYTES, read_bytes

ENDINGS = (".yaml", ".yml", ".json")
"""How the names of story files end, in any case."""
HEAD = 20_000
"""How many bytes of a file are searched for its title."""


@dataclass(frozen=True)
class Content:
    """The bytes of a file at one moment; story, text and digest all come from them."""

    name: str
    """The file's name, without its folder, which readers need not know."""
    data: bytes
    unread: str = ""
    """Why it could not be read; empty if it was read."""
    folder: Path | None = None
    """Where files of tracks and translations lie."""
    beside: bytes = b""
    """The bytes of its translations."""

    @cached_property
    def digest(self) -> str:
        """A hash of the bytes, to notice a change of the content; "" if it could not be read."""
        return "" if self.unread else hashlib.sha256(self.data + self.beside).hexdigest()

    def load(self) -> Story | tuple[Fault, ...]:
        """Load the story, or give all its faults."""
        if self.unread:
            wrong = ToldText("fault.file.unreadable", reason=self.unread)
            return (Fault(self.name, 0, "", wrong, ToldText("fault.file.unreadable.mend")),)
        try:
            text = read_bytes(self.data, name=self.name)
            return read_story(text, name=self.name, folder=self.folder)
        except StoryError as error:
            return error.faults

    def text(self) -> str | None:
        """Give the file's YAML as it is; None where it is JSON or cannot be read as text."""
        if self.unread or self.name.lower().endswith(".json"):
            return None
        try:
            return read_bytes(self.data, name=self.name)
        except StoryError:
            return None


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A story file; `key` is its name without the ending, as used in links."""

    key: str
    path: Path

    def read(self) -> Content:
        """Read the file once, at most a byte more than a story may have."""
        try:
            data = _bounded(self.path)
            if data is None:
                return Content(self.path.name, b"", ToldText("fault.file.no-file"))
            folder = self.path.parent
            files = translation_files(self.path.name, folder=folder)
            beside = b"".join(_bounded(path) or b"" for path in files)
            return Content(self.path.name, data, folder=folder, beside=beside)
        except OSError as error:
            return Content(self.path.name, b"", reason_of(error))

    def title(self) -> str:
        """Give the title that the file seems to have, without reading the story; else the key."""
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                return self.key
            with self.path.open("rb") as handle:
                text = handle.read(HEAD).decode(errors="replace")
        except OSError:
            return self.key
        match = re.search(r"""^title:[ ]*(["']?)([^\n]*?)\1[ ]*(?:#.*)?$""", text, re.MULTILINE)
        return (match[2] if match else "") or self.key


def _bounded(path: Path) -> bytes | None:
    """Give at most a byte more than a file may have; None for a pipe, which would be waited for."""
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as handle:
        return handle.read(MAX_BYTES + 1)


class FolderError(ToldError):
    """A folder of stories that cannot be looked into; the message names it."""


def find_stories(folder: Path, *, taken: Collection[str] = ()) -> tuple[StoryFile, ...]:
    """Find the story files of a folder, sorted by name.

    A file's key is its name without the ending; with the ending, if another file has the same stem
    or the stem is `taken`. Without such a folder there are none. Raises FolderError for a folder
    that cannot be read.
    """
    try:
        if not folder.is_dir():
            return ()
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    except OSError as error:
        reason = reason_of(error)
        raise FolderError("fault.folder.unreadable", folder=str(folder), reason=reason) from error
    stems = [*taken, *(path.stem for path in paths)]
    return tuple(
        StoryFile(path.stem if stems.count(path.stem) == 1 else path.name, path) for path in paths
    )
