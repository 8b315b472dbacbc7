"""The Share panel: the link to what is on screen, the lines for an article, the map as a file."""

from __future__ import annotations

import streamlit as st

from app.page_context import Page
from app.panels import picture_fields, picture_result
from app.panels.share_links import HEIGHTS, base_url, link, snippet
from layers.text.clock import moment_told
from layers.web.url_state import OWN_STORY

NO_ADDRESS = "This page does not know its own address: put it before the question mark."


NO_LINK = (
    "A story of your own is open in this browser tab alone, so there is no link to it. Pass the "
    "map on as a file, or put your story’s file into the folder stories of a page of your own."
)


def draw(page: Page) -> None:
    """Draw the panel."""
    if page.key == OWN_STORY:
        with st.container(key="share"):
            picture_result.note(NO_LINK, key="share-note")
            with st.container(key="share-file"):
                _file(page)
    else:
        _panel(page)


@st.fragment
def _panel(page: Page) -> None:
    url = st.context.url
    with st.container(key="share"):
        passing, article, file = st.columns([5, 5, 4], gap="large")
        with passing, st.container(key="share-link"):
            st.html("<h3>A link to this moment</h3>")
            st.text(_shown(page))
            st.code(_link(page, url, view=True), language=None, wrap_lines=True)
            if base_url(url) is None:
                picture_result.note(NO_ADDRESS, key="share-note")
        with article, st.container(key="share-article"):
            st.html("<h3>Into an article</h3>")
            words = {str(px): said for px, said in HEIGHTS.items()}
            height = int(picture_fields.choice("Height", words, key="share-height", first="760"))
            view = st.checkbox(
                "Open on this view of the map",
                value=True,
                key="share-view",
                persist_state="session",
            )
            lines = snippet(_link(page, url, view=view), title=page.story.title, height=height)
            st.code(lines, language=None, wrap_lines=True)
        with file, st.container(key="share-file"):
            _file(page)


def _file(page: Page) -> None:
    st.html("<h3>The map itself</h3>")
    st.text(
        "One HTML file that holds the whole map and works without a network, from a newspaper’s "
        "own server too."
    )
    st.download_button(
        "Download the HTML",
        lambda: page.document.html,
        f"{page.key}.html",
        "text/html",
        key="share-html",
        on_click="ignore",
        icon=":material/download:",
    )


def _link(page: Page, url: str | None, *, view: bool) -> str:
    return link(url, page.now, story=page.key, base=page.document.base, view=view)


def _shown(page: Page) -> str:
    """Say what the link opens."""
    at, event = page.moment()
    told = next((mark for mark in page.scene.events if mark.id == event), None)
    parts = [moment_told(page.scene, at, told).text]
    if page.now.people is not None or page.now.layers is not None:
        parts.append("with the filters that are on")
    if page.now.view is not None:
        parts.append("with the map where it is")
    return ", ".join(parts)
