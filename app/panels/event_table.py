"""A table whose rows show their event on the map."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.jobs.picture_request import as_shown
from app.page_context import Page
from layers.scene.scene_builder import Scene
from layers.text.story_tables import Table
from layers.web.streamlit_component import go_to_event


def show(page: Page, table: Callable[[Scene], Table], *, key: str) -> None:
    """Show a table of what was known at the rail's step.

    A row that is chosen becomes the page's command to the map.
    """
    scene = as_shown(page.scene, known_by=page.now.known)
    content = table(scene)
    if scene.as_known:
        st.caption(scene.as_known)
        key = f"{key}-{scene.known_by}"  # with fewer rows, the chosen one would be another
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
