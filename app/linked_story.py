"""A story that came in the page's address: opened at once, marked as unchecked, kept nowhere."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.page_words import words
from geo.language.told_error import ToldError
from layers.web import story_link, streamlit_component

_FEW = 3
"""How many faults of a story that cannot be shown are told."""


def is_linked(own: Any | None) -> bool:
    """Whether a story is still as its link gave it: then the browser keeps no copy of it."""
    return own is not None and own.text == st.session_state.get("linked-text")


def notice(own: Any | None) -> tuple[str, ...]:
    """Say of a story that came with its link that nobody here has checked it."""
    return (words()("app.link.unchecked"),) if is_linked(own) else ()


def watch(own: Any | None) -> None:
    """Have the browser hand over the story of its address, and keep it there while it is shown."""
    streamlit_component.story_in_address(
        answered=st.session_state.get("linked-letters", ""),
        shown=is_linked(own),
        on_found=_found,
    )


def _found() -> None:
    # Imported here, so that the page starts without loading the panels.
    from app.editor import draft_session, editor_panel, report_panel  # noqa: PLC0415
    from app.jobs import shared_jobs  # noqa: PLC0415

    state, say = st.session_state, words()
    letters = streamlit_component.found_story()
    if letters is None:
        return
    state["linked-letters"] = letters
    try:
        text = story_link.unpacked(letters)
    except ToldError as error:
        state.notices = (error.told(say),)
        return
    opened = draft_session.opened(say("app.link.name"), text, shelf=shared_jobs.shelf())
    if opened.checked.story is None:
        faults = map(str, opened.checked.faults[:_FEW])
        state.notices = (say("app.link.faulty"), *faults)
        return
    report_panel.put_aside()
    editor_panel.open_story(opened.name, lambda: text)
    state["linked-text"], state.notices = text, ()
