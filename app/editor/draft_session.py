"""A reader's own story: its text, what the check says, what can be shown, and earlier texts.

A session holds the text. The story that the text was read into, and its drawing, are on the shelf
(app/jobs/draft_cache.py): in the server's memory alone, and no longer than the session. Nothing is
written to a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.file_names import story_file_name
from app.jobs.draft_cache import Shelf
from geo.errors import StoryError
from geo.remarks.story_check import Checked, check_table
from geo.story.model import Story
from geo.story.showable_part import LeftOut, showable_part
from geo.yaml.yaml_editor import rewrite
from geo.yaml.yaml_reader import Table, read_bytes, read_yaml
from geo.yaml.yaml_writer import story_data, yaml_text
from layers.scene.scene_builder import Scene, build_scene
from layers.style import map_style
from layers.web.story_document import Document, document_of
from layers.web.url_state import OWN_STORY

KEY = OWN_STORY
MOST_REMARKS = 200
"""How many remarks are kept; a story with more has the same remark in every row."""
MOST_STEPS, MOST_KEPT = 100, 2_000_000
"""How many texts, and how many characters of them in all, undoing can bring back."""
MOST_IN_PART = 500_000
"""Characters; a longer text is not read again without its faulty rows, which takes seconds."""
_READ, _DRAWN = 20, 9
"""Bytes that a byte of text takes once it is read, and once it is drawn: measured, rounded up."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read into."""

    data: Table | None
    """The file's table; None where the text is none, and only the text can be mended."""
    checked: Checked
    remarks: int
    """How many remarks there are in all."""
    shown: Story | None = None
    """The story, or what of it has no fault; None where that is too little."""
    left_out: tuple[LeftOut, ...] = ()
    """The rows that are not shown, since they or what they rest on have faults."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Own:
    """One state of the story; each change gives the next."""

    name: str
    text: str
    shelf: Shelf
    good: str | None = None
    """The last text of which something could be shown."""
    turn: int = 0
    """Counts the changes after which tables are drawn anew: rows came or went, a new text."""
    before: tuple[str, ...] = ()
    """The texts before this one, the last one last."""
    after: tuple[str, ...] = ()
    """The texts that were undone, the last one last."""
    digest: str = field(init=False)
    """A hash of name and text, to tell one state from the next."""
    good_digest: str = field(init=False)

    def __post_init__(self) -> None:
        """Have the shelf keep what is made of the texts."""
        digest = _digest(self.name, self.text)
        good = digest if self.good == self.text else _digest(self.name, self.good or "")
        object.__setattr__(self, "digest", digest)
        object.__setattr__(self, "good_digest", good)
        for key in {digest, good}:
            self.shelf.hold(self, key)

    @property
    def data(self) -> Table | None:
        """The file's table; None where the text is none, and only the text can be mended."""
        return self._reading(self.text).data

    @property
    def checked(self) -> Checked:
        """What the check says, the first MOST_REMARKS of the remarks."""
        return self._reading(self.text).checked

    @property
    def remarks(self) -> int:
        """How many remarks there are in all."""
        return self._reading(self.text).remarks

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows that the map does not show, since they or what they rest on have faults."""
        return self._reading(self.text).left_out

    @property
    def story(self) -> Story | None:
        """What the map shows: all that has no fault; where that is nothing, what it showed last."""
        return None if self.good is None else self._reading(self.good).shown

    @property
    def all_shown(self) -> bool:
        """Whether the map shows all of the story as it stands now."""
        return self.checked.story is not None

    @property
    def shared(self) -> str | None:
        """The text of what the map shows, for others: without the rows that have faults."""
        if self.good is None or self._reading(self.good).checked.story is not None:
            return self.good
        return yaml_text(story_data(self.story)) if self.story is not None else None

    def draw(self, base: str, language: str | None = None) -> tuple[Scene, Document]:
        """Draw the last version that can be shown; raises ValueError where there is none."""
        text = self.good
        if text is None:
            raise ValueError("nothing can be shown yet")
        what, size = ("drawn", base, language), _DRAWN * len(text)
        drawn: tuple[Scene, Document] | None = self.shelf.peek(self.good_digest, what)
        if drawn is None:  # a session that waits for its turn holds no story meanwhile
            with self.shelf.turn(_READ * len(text) + size):
                drawn = self.shelf.get(
                    self.good_digest, what, size, lambda: self._drawn(base, language)
                )
        return drawn

    def _drawn(self, base: str, language: str | None) -> tuple[Scene, Document]:
        story = self.story
        if story is None:
            raise ValueError("nothing can be shown yet")
        scene = build_scene(story.translated(language))
        return scene, document_of(scene, key=KEY, base=base)

    def _reading(self, text: str) -> Reading:
        digest = self.digest if text == self.text else self.good_digest
        reading: Reading = self.shelf.get(
            digest, "read", _READ * len(text), lambda: _read(self.name, text)
        )
        return reading


def opened(name: str, text: str, *, shelf: Shelf | None = None) -> Own:
    """Open a text under a name."""
    return _checked(Own(story_file_name(name), text, shelf or Shelf()))


def uploaded(name: str, content: bytes) -> str:
    """Give the text of a file; raises StoryError where it is no text at all."""
    return read_bytes(content, name=story_file_name(name))


def retyped(own: Own, text: str) -> Own:
    """Take a text that was typed in place of the old one."""
    return _in_place_of(own, replace(_stepped(own), text=text, turn=own.turn + 1))


def undone(own: Own) -> Own:
    """Go back to the text before, if there is one."""
    if not own.before:
        return own
    *before, text = own.before
    after = (*own.after, own.text)
    return _in_place_of(
        own, replace(own, text=text, before=tuple(before), after=after, turn=own.turn + 1)
    )


def redone(own: Own) -> Own:
    """Go on to the text that was undone last, if there is one."""
    if not own.after:
        return own
    *after, text = own.after
    before = (*own.before, own.text)
    return _in_place_of(
        own, replace(own, text=text, before=before, after=tuple(after), turn=own.turn + 1)
    )


def edited(own: Own, data: Mapping[str, Any], *, anew: bool = False) -> Own:
    """Take a changed table into the text, whose comments stay; `anew` where rows came or went.

    Raises StoryError or ValueError where a cell holds what no file can hold.
    """
    with own.shelf.turn(_READ * len(own.text)):
        old = own.data
        if old is None:
            raise ValueError("the text is no table yet")
        text, table = rewrite(own.text, old, data)
        if text == own.text:
            return own
        after = replace(_stepped(own), text=text, turn=own.turn + anew)
        del old
        own.shelf.let_go(own.digest)
        if table is not None:  # it has been read already: once is enough
            reading = _reading_of(own.name, table, len(text))
            own.shelf.put(after.digest, "read", _READ * len(text), reading)
    return _checked(after)


def _in_place_of(own: Own, after: Own) -> Own:
    """Check a new text after dropping what the old one was read into: both may not fit."""
    own.shelf.let_go(own.digest)
    return _checked(after)


def _stepped(own: Own) -> Own:
    """Keep the text, so that it can be brought back, and forget what was undone."""
    before = (*own.before, own.text)[-MOST_STEPS:]
    while len(before) > 1 and sum(map(len, before)) > MOST_KEPT:
        before = before[1:]
    return replace(own, before=before, after=())


def _checked(own: Own) -> Own:
    """Note the text as good where something of it can be shown."""
    reading = own._reading(own.text)
    return replace(own, good=own.text) if reading.shown is not None else own


def _read(name: str, text: str) -> Reading:
    try:
        data = read_yaml(text, name=name)
    except StoryError as error:
        return Reading(None, Checked(None, error.faults, ()), 0)
    return _reading_of(name, data, len(text))


def _reading_of(name: str, data: Table, size: int) -> Reading:
    checked = check_table(data, name, palette=map_style.PEOPLE)
    count = len(checked.remarks)
    few = replace(checked, remarks=checked.remarks[:MOST_REMARKS])
    of_no_field = any(not fault.field for fault in checked.faults)
    if checked.story is not None or size > MOST_IN_PART or of_no_field:
        return Reading(data, few, count, checked.story)
    part = showable_part(data, checked.faults, name=name)
    return Reading(data, few, count, part.story, part.left_out)


def _digest(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\n{text}".encode(errors="replace")).hexdigest()
