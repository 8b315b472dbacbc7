"""The events, as a table."""

from __future__ import annotations

from app import table
from app.page import Page
from layers.tables import events_table


def draw(page: Page) -> None:
    """Draw the panel."""
    table.show(events_table(page.scene), key="events-table")
