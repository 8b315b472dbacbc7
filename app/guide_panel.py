"""How to read the map."""

from __future__ import annotations

import streamlit as st

from app.page import Page
from layers.guide import guide_html


def draw(page: Page) -> None:
    """Draw the panel."""
    st.html(guide_html(page.story))
