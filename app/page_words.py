"""The messages of the page: in the language of the story that is shown."""

from __future__ import annotations

import streamlit as st

from geo.language.messages import FALLBACK, Messages, messages_of


def words() -> Messages:
    """Give the messages of the story that is shown, or English ones as long as there is none."""
    return messages_of(st.session_state.get("language", FALLBACK))


def speak(language: str) -> None:
    """Have the page speak the language of the story that is shown now."""
    st.session_state["language"] = language
