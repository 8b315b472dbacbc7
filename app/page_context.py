"""What a panel may know of the page: the story that is shown, its moment, and the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.story.model import Story
from geo.time.instants import epoch_ms, parse_when
from layers.scene.extent import Extent
from layers.scene.scene_builder import Scene
from layers.web.story_document import Document
from layers.web.url_state import Address


@dataclass(frozen=True, slots=True)
class Page:
    """The page at one run. `scene` is the whole story; `now` says what of it is shown."""

    key: str
    """What the address calls the story."""
    file: str
    """The name of its file, without the folder."""
    digest: str
    """Of the file's content."""
    story: Story
    scene: Scene
    document: Document
    now: Address
    extent: Extent | None
    """What part of the map is in view, degrees; None as long as the map has not said."""
    text: Callable[[], str | None]
    """Reads the story's file as it is, with its comments; None where it is no YAML."""

    def moment(self) -> tuple[int, str | None]:
        """Give the moment on screen, epoch milliseconds, and the id of the event that is told."""
        events = {mark.id: mark for mark in self.scene.events}
        told = events.get(self.now.event or "")
        if self.now.t is not None:
            at = epoch_ms(parse_when(self.now.t, zone=self.story.zone).bounds()[0])
            first, last = self.scene.span
            at = min(max(at, first), last)
            if told is None:  # as the document does: the last one whose stop has come
                before = [mark for mark in self.scene.events if mark.stop <= at]
                told = next(iter(before[-1:] or self.scene.events), None)
            return at, told.id if told else None
        told = told or self.scene.opens_at
        return (told.stop, told.id) if told else (self.scene.span[0], None)
