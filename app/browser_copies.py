"""The copy of a reader's own story in the reader's own browser: kept while open, offered back."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.page_words import words
from layers.web import streamlit_component


def keep(own: Any | None) -> None:
    """Have the browser keep the story that is open, a draft, or offer what it has kept."""
    state = st.session_state
    story = (state.own_id, own.name, own.text) if own is not None else None
    streamlit_component.kept_in_browser(story, fresh=state.get("own_fresh", True), on_open=_opened)


def _opened() -> None:
    from app.editor import editor_panel  # noqa: PLC0415 - the page's start does not pay for the panel

    copy = streamlit_component.opened_copy()
    if copy is None:
        st.session_state.notices = (*st.session_state.notices, words()("app.copy.refused"))
        return
    identity, name, text = copy
    editor_panel.open_story(name, lambda: text, identity=identity)
    state = st.session_state
    state.panel = "own"
    if state.own.story is None:  # it can be mended, if not shown
        state.own_table = "text"
    state.notices = ()  # they speak of the page as it opened
