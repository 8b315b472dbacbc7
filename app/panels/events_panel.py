"""The events, as a table."""

from __future__ import annotations

from app.page_context import Page
from app.panels import event_table
from layers.text.story_tables import events_table


def draw(page: Page) -> None:
    """Draw the panel."""
    event_table.show(page, events_table, key="events-table")
