"""The copy of a reader's own story in their browser: kept while it is open, offered again later."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app import linked_story
from app.page_words import words
from layers.web import streamlit_component


def keep(own: Any | None) -> None:
    """Have the browser keep the open story or report, or offer the copy that it has kept."""
    state = st.session_state
    report = state.get("report")
    story, fresh = None, state.get("own_fresh", True)
    if report is not None:  # the browser adds the decisions, which it knows before the server
        story, fresh = (report.id, report.name, report.text()), report.fresh
    elif own is not None:
        story = (state.own_id, own.name, own.text)
    copied = report is not None or not linked_story.is_linked(own)
    streamlit_component.kept_in_browser(
        story, fresh=fresh, on_open=_opened, language=words().language, copied=copied
    )


def _opened() -> None:
    # Imported here, so that the page starts without loading the panels.
    from app.editor import editor_panel, report_panel  # noqa: PLC0415
    from articles.drafting.report_file import ENDING  # noqa: PLC0415
    from articles.report_errors import ArticleError  # noqa: PLC0415

    copy = streamlit_component.opened_copy()
    if copy is None:
        st.session_state.notices = (*st.session_state.notices, words()("app.copy.refused"))
        return
    identity, name, text = copy
    state = st.session_state
    if name.endswith(ENDING):
        try:
            report_panel.open_copy(text, identity=identity)
        except ArticleError as error:
            state.notices = (*state.notices, error.told(words()))
            return
        state.panel, state.notices = "own", ()
        return
    editor_panel.open_story(name, lambda: text, identity=identity)
    state.panel = "own"
    state.notices = ()  # those were about the page as it first opened
