"""What the result of the Picture panel is made of: the sheet, the notes, the file, the alt text.

Words of a story are shown as plain text or code, never as Markdown.
"""

from __future__ import annotations

import streamlit as st

from app.page_words import words
from layers.style.picture_sizes import PictureError, size_of

KB, MB = 1e3, 1e6


def blank(size: str) -> None:
    """Draw an empty sheet of the proportions chosen, where the picture will be."""
    try:
        sheet = size_of(size)
    except PictureError:
        return
    st.html(
        f'<div class="sheet" style="--wide:{sheet.width};--high:{sheet.height}">'
        f"<span>{sheet.width} × {sheet.height}</span></div>"
    )


def say(sentence: str) -> None:
    """Say what went wrong."""
    with st.container(key="press-fault"):
        st.text(sentence)


def note(sentence: str, *, key: str = "press-changed") -> None:
    """Say what the reader should know of the picture below."""
    with st.container(key=key):
        st.text(sentence)


def download(form: str, data: bytes, name: str, media_type: str, facts: str) -> None:
    """Offer the file, with its name and what is to be known of it."""
    with st.container(key="press-facts", horizontal=True, vertical_alignment="center"):
        st.download_button(
            words()("app.download", what=form),
            lambda: data,
            name,
            media_type,
            key="press-download",
            on_click="ignore",
            icon=":material/download:",
        )
        st.text(f"{name}\n{facts}")


def alt_text(short: str, long: str) -> None:
    """Offer the alt text, short and long, each with Streamlit's button that copies it."""
    with st.container(key="press-alt"):
        say = words()
        left, right = st.columns([4, 7], gap="medium")
        for column, title, text in (
            (left, say("app.picture.alt"), short),
            (right, say("app.picture.alt.long"), long),
        ):
            with column:
                st.caption(title)
                st.code(text, language=None, wrap_lines=True, height=150)


def weight(data: bytes) -> str:
    """Say how large a file is."""
    size, say = len(data), words()
    if size >= MB:
        return say("app.weight.mb", size=say.number(size / MB, digits=1))
    return say("app.weight.kb", size=say.number(max(size / KB, 1), digits=0))


def pixels(width: int, height: int) -> str:
    """Say how large a picture is."""
    return words()("app.picture.pixels", width=str(width), height=str(height))
