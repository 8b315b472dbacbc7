"""Which panels there are below the map, and the one that is open.

A panel is a module of this package with a function `draw(page)`, one line here and its name in the
catalogue. Its module is loaded when it is first opened, so that the page starts without it.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib import import_module
from typing import Any

from app.page_context import Page
from layers.scene.scene_builder import Scene
from layers.web.known_rows import has_steps

PANELS = {
    "events": "app.panels.events_panel",
    "claims": "app.panels.claims_panel",
    "picture": "app.panels.picture_panel",
    "share": "app.panels.share_panel",
    "data": "app.panels.data_panel",
    "own": "app.editor.editor_panel",
    "guide": "app.panels.guide_panel",
}
"""The modules by their panels' names; the catalogue has what readers call them."""
WATCHING = frozenset({"picture", "share"})
"""Panels that show the map's view, and so are run again when it changes."""
KNOWING = frozenset({"events", "claims"})
"""Panels that show what was known at the step of the rail, in a story that has one."""


def watches(panel: str | None, scene: Scene) -> bool:
    """Tell whether a panel is run again when the map comes to rest."""
    return panel in WATCHING or (panel in KNOWING and has_steps(scene))


NEXT = "at-next-run"
"""State key: what a panel leaves to the beginning of the next run, a function without arguments."""


def take_up(state: MutableMapping[str, Any]) -> None:
    """Do what a panel has left to the beginning of this run: no widget is made yet, nor the map."""
    if act := state.pop(NEXT, None):
        act()


def draw(name: str, page: Page) -> None:
    """Draw the panel of this name."""
    import_module(PANELS[name]).draw(page)


def leave(state: MutableMapping[str, Any], *, story: str) -> None:
    """Cancel jobs and drop pictures of any other story than the one that is shown."""
    for key in ("film", "site"):
        job = state.get(key)
        if job is not None and job.story != story:
            job.cancel()
            del state[key]
    for key in ("picture", "share-picture"):
        kept = state.get(key)
        made = kept.value if kept else None
        if made is not None and made.request.story != story:
            del state[key]
