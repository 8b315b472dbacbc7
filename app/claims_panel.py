"""The claims by source, as a table."""

from __future__ import annotations

from app import table
from app.page import Page
from layers.tables import claims_table


def draw(page: Page) -> None:
    """Draw the panel."""
    table.show(claims_table(page.scene), key="claims-table")
