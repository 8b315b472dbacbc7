"""How to read the map."""

from __future__ import annotations

import streamlit as st

from app.page_context import Page
from layers.web.map_guide import guide_html


def draw(page: Page) -> None:
    """Draw the panel."""
    st.html(guide_html(page.scene.story))
