"""What the result of the Picture panel is made of: the sheet, the notes, the file, the alt text.

Words of a story are shown as plain text or code, never as Markdown.
"""

from __future__ import annotations

import streamlit as st

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
            f"Download {form}",
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
        left, right = st.columns([4, 7], gap="medium")
        for column, words, text in ((left, "Alt text", short), (right, "Long description", long)):
            with column:
                st.caption(words)
                st.code(text, language=None, wrap_lines=True, height=150)


def weight(data: bytes) -> str:
    """Say how large a file is."""
    size = len(data)
    return f"{size / MB:.1f} MB" if size >= MB else f"{max(size / KB, 1):.0f} kB"
