"""The messages of the page: in the reader's language, which their browser proposes or they choose.

A link keeps the language that is chosen. Where there is no catalogue of what the browser proposes,
the page is in the language of the story that is shown.
"""

from __future__ import annotations

import streamlit as st

from geo.language.messages import FALLBACK, Messages, catalogued, messages_of, own_names

CHOICE = "language-choice"
"""The key of the field in which a reader chooses."""


def words() -> Messages:
    """Give the messages of the page."""
    return messages_of(st.session_state.get("language", FALLBACK))


def begin(linked: str | None) -> None:
    """Begin with the language of the link that was opened, if it names one."""
    st.session_state["language-chosen"] = linked
    st.session_state["language"] = linked or _proposed() or FALLBACK


def chosen() -> str | None:
    """Give the language that the link names or the reader has chosen; None where neither has."""
    state = st.session_state
    picked = state.get(CHOICE)
    if picked in own_names() and picked != state.get("language"):
        state["language-chosen"] = picked
    chosen: str | None = state.get("language-chosen")
    return chosen


def speak(language: str) -> str:
    """Choose the page's language beside a story in `language`; gives the chosen one."""
    state = st.session_state
    spoken = chosen() or _proposed() or catalogued(language) or FALLBACK
    state["language"] = state[CHOICE] = spoken
    return spoken


def choose() -> None:
    """Ask for the language."""
    names = own_names()
    st.selectbox(
        words()("app.page.language"),
        list(names),
        key=CHOICE,
        format_func=lambda code: names.get(code, code),
        label_visibility="collapsed",
    )


def _proposed() -> str | None:
    return catalogued(st.context.locale or "")
