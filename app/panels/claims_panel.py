"""The claims by source, as a table."""

from __future__ import annotations

from app.page_context import Page
from app.panels import event_table
from layers.text.story_tables import claims_table


def draw(page: Page) -> None:
    """Draw the panel."""
    event_table.show(page, claims_table, key="claims-table")
