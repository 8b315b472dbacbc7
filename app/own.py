"""A reader's own story: its text, what the check says, and the last version that can be shown.

It lives in the reader's session and nowhere else: never in a file or a cache of the server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from geo.errors import StoryError
from geo.model import Story
from geo.reading import read_bytes, read_yaml
from geo.remarks import Checked, check_text
from geo.writing import rewritten
from layers import style
from layers.address import OWN_STORY
from layers.document import Document, document_of
from layers.scene import Scene, build_scene

KEY = OWN_STORY
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Own:
    """One state of the story; each change gives the next."""

    name: str
    text: str
    data: Mapping[str, Any] | None
    """The file's table; None where the text is none, and only the text can be mended."""
    checked: Checked
    story: Story | None
    """The last version that could be shown."""
    turn: int = 0
    """Counts what makes tables anew: other rows, another text."""
    drawn: dict[str, tuple[Scene, Document]] = field(default_factory=dict)
    """What was drawn of this `story`, by base map."""

    @property
    def digest(self) -> str:
        """A hash of the text, to tell one state from the next."""
        return hashlib.sha256(self.text.encode(errors="replace")).hexdigest()

    @property
    def whole(self) -> bool:
        """Whether the map shows it as it stands now."""
        return self.checked.story is not None

    def draw(self, base: str) -> tuple[Scene, Document]:
        """Draw the last version that can be shown; raises ValueError where there is none."""
        if self.story is None:
            raise ValueError("nothing can be shown yet")
        if base not in self.drawn:
            self.drawn.clear()  # one document at a time is enough to keep
            document = document_of(self.story, key=KEY, base=base)
            self.drawn[base] = build_scene(self.story), document
        return self.drawn[base]


def opened(name: str, text: str) -> Own:
    """Open a text under a name."""
    return _checked(Own(safe_name(name), "", None, Checked(None, (), ()), None), text)


def uploaded(name: str, content: bytes) -> Own:
    """Open a file; raises StoryError where it is no text at all."""
    name = safe_name(name)
    return opened(name, read_bytes(content, name=name))


def retyped(own: Own, text: str) -> Own:
    """Take a text that was typed in place of the old one."""
    return replace(_checked(own, text), turn=own.turn + 1)


def edited(own: Own, data: Mapping[str, Any], *, anew: bool = False) -> Own:
    """Take a changed table into the text, whose comments stay; `anew` where rows came or went.

    Raises StoryError or ValueError where a cell holds what no file can hold.
    """
    changed = _checked(own, rewritten(own.text, data))
    return replace(changed, turn=own.turn + anew)


def safe_name(name: str) -> str:
    """Give a name for a file out of what a browser says it is called."""
    stem = PurePath(name.replace("\\", "/")).name.rpartition(".")[0] or PurePath(name).name
    kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in stem)[:LONGEST].strip("-")
    return f"{kept or 'story'}.yaml"


def _checked(own: Own, text: str) -> Own:
    checked = check_text(text, own.name, palette=style.PEOPLE)
    try:
        data: Mapping[str, Any] | None = read_yaml(text, name=own.name)
    except StoryError:
        data = None
    same = checked.story is None
    return replace(
        own,
        text=text,
        data=data,
        checked=checked,
        story=own.story if same else checked.story,
        drawn=own.drawn if same else {},
    )
