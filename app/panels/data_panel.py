"""The Data panel: the story as a file for other tools, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.file_names import safe_name
from app.page_context import Page
from app.page_words import words
from app.panels import picture_result
from formats import WRITERS

USES = frozenset({"geojson", "yaml", "gpkg", "kml", "csv", "parquet"})
"""The formats for which the catalogue says what readers use them for."""


def draw(page: Page) -> None:
    """Draw the panel."""
    say = words()
    with st.container(key="data"):
        picture_result.note(
            say("app.data.note"),
            key="data-note",
        )
        columns = st.columns(3, gap="large")
        for i, (name, writer) in enumerate(WRITERS.items()):
            with columns[i % len(columns)], st.container(key=f"data-{name}"):
                st.html(f"<h3>{writer.name}</h3>")
                st.text(say(f"app.data.use.{name}") if name in USES else "")
                st.download_button(
                    say("app.download", what=writer.ending),
                    made(page, name),
                    f"{safe_name(page.key)}{writer.ending}",
                    writer.media_type,
                    key=f"data-file-{name}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def made(page: Page, name: str) -> Callable[[], bytes]:
    """Give a function that makes the file of a format when a reader asks for it."""

    def file() -> bytes:
        text = page.text() if name == "yaml" else None  # as it is, comments and all
        return WRITERS[name].write(page.story) if text is None else text.encode()

    return file
