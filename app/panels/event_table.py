"""A table whose rows show their event on the map."""

from __future__ import annotations

import streamlit as st

from layers.text.story_tables import Table
from layers.web.streamlit_component import go_to_event


def show(content: Table, *, key: str) -> None:
    """Show a table; a row that is chosen becomes the page's command to the map."""
    picked = st.dataframe(
        list(content.rows),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={name: st.column_config.TextColumn(width="large") for name in content.wide},
    )
    rows = picked["selection"]["rows"]
    event = content.events[rows[0]] if rows else None
    if event and event != st.session_state.get("picked"):
        st.session_state.command = go_to_event(event)
    st.session_state.picked = event
