"""The Data panel: the story as a file for other tools, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.file_names import safe_name
from app.page_context import Page
from app.panels import picture_result
from formats import WRITERS

USES = {
    "geojson": "For web maps and most other tools; the whole story, which can be read back.",
    "yaml": "The story’s own file, to go on writing in it.",
    "gpkg": "For QGIS and other GIS: places, events, legs and claims, with times to play.",
    "kml": "For Google Earth, with its time slider and this map’s line styles.",
    "csv": "One row an event, for a spreadsheet.",
    "parquet": "Events, places and legs for data analysis.",
}
"""What a reader takes each for; a format without a line here has none."""


def draw(page: Page) -> None:
    """Draw the panel."""
    with st.container(key="data"):
        picture_result.note(
            "Certainty goes along: open times stay open, and the claims are in the file where the "
            "format can hold them. Filters of the map are not applied.",
            key="data-note",
        )
        columns = st.columns(3, gap="large")
        for i, (name, writer) in enumerate(WRITERS.items()):
            with columns[i % len(columns)], st.container(key=f"data-{name}"):
                st.html(f"<h3>{writer.name}</h3>")
                st.text(USES.get(name, ""))
                st.download_button(
                    f"Download {writer.ending}",
                    made(page, name),
                    f"{safe_name(page.key)}{writer.ending}",
                    writer.media_type,
                    key=f"data-file-{name}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def made(page: Page, name: str) -> Callable[[], bytes]:
    """Give what makes the file of a format when it is asked for."""

    def file() -> bytes:
        text = page.text() if name == "yaml" else None  # as it is, comments and all
        return WRITERS[name].write(page.story) if text is None else text.encode()

    return file
