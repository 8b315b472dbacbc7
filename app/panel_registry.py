"""Which panels there are below the map, and the one that is open.

A panel is a module of this package with a function `draw(page)`, and one line here. Its module is
loaded when it is first opened, so that the page's start pays for none.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib import import_module
from typing import Any

from app.page_context import Page

PANELS = {
    "Events as a table": "app.panels.events_panel",
    "Claims by source": "app.panels.claims_panel",
    "Picture": "app.panels.picture_panel",
    "Share": "app.panels.share_panel",
    "Data": "app.panels.data_panel",
    "Your own story": "app.editor.editor_panel",
    "How to read this map": "app.panels.guide_panel",
}
WATCHING = frozenset({"Picture", "Share"})
"""These show the view on the map, and so must hear of it when it changes."""


def draw(name: str, page: Page) -> None:
    """Draw the panel of this name."""
    import_module(PANELS[name]).draw(page)


def leave(state: MutableMapping[str, Any], *, story: str) -> None:
    """Give up what was being made of another story than the one that is shown."""
    job = state.get("film")
    if job is not None and job.story != story:
        job.cancel()
        del state["film"]
    kept = state.get("picture")
    made = kept.value if kept else None
    if made is not None and made.wish.story != story:
        del state["picture"]
