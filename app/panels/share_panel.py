"""The Share panel: the link to what is on screen, the lines for an article, the map as a file."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.page_context import Page
from app.page_words import words
from app.panels import picture_fields, picture_result
from app.panels.share_links import HEIGHTS, base_url, link, snippet, story_address
from layers.text.clock import moment_told
from layers.web import story_link
from layers.web.url_state import OWN_STORY


def draw(page: Page) -> None:
    """Draw the panel."""
    if page.key == OWN_STORY:
        _own_story(page)
    else:
        _panel(page)


def _own_story(page: Page) -> None:
    """Give the link that holds a reader's own story, or say that it is too long for one."""
    say, url = words(), st.context.url
    own = st.session_state["own"]
    text = own.shared
    address = story_address(url, text, base=page.document.base)
    with st.container(key="share"):
        passing, file = st.columns([5, 4], gap="large")
        with passing, st.container(key="share-link"):
            _title(say("app.share.own"))
            if address is None:
                most = story_link.LONGEST
                picture_result.note(say("app.share.no-link", most=most), key="share-note")
            else:
                st.text(say("app.share.own.text"))
                if not own.whole:
                    picture_result.note(say("app.share.own.part"), key="share-part")
                st.code(address, language=None, wrap_lines=True)
                if base_url(url) is None:
                    picture_result.note(say("app.share.no-address"), key="share-note")
        with file, st.container(key="share-file"):
            _file(page)


@st.fragment
def _panel(page: Page) -> None:
    url, say = st.context.url, words()
    with st.container(key="share"):
        passing, article, file = st.columns([5, 5, 4], gap="large")
        with passing, st.container(key="share-link"):
            _title(say("app.share.link"))
            st.text(_shown(page))
            st.code(_link(page, url, view=True), language=None, wrap_lines=True)
            if base_url(url) is None:
                picture_result.note(say("app.share.no-address"), key="share-note")
        with article, st.container(key="share-article"):
            _title(say("app.share.article"))
            heights = {str(px): say("app.share.height.px", height=str(px)) for px in HEIGHTS}
            label = say("app.share.height")
            height = int(picture_fields.choice(label, heights, key="share-height", first="760"))
            view = st.checkbox(
                say("app.share.view"),
                value=True,
                key="share-view",
                persist_state="session",
            )
            lines = snippet(_link(page, url, view=view), title=page.story.title, height=height)
            st.code(lines, language=None, wrap_lines=True)
        with file, st.container(key="share-file"):
            _file(page)


def _file(page: Page) -> None:
    say = words()
    _title(say("app.share.file"))
    st.text(say("app.share.file.text"))
    st.download_button(
        say("app.share.file.html"),
        lambda: page.document.html,
        f"{page.key}.html",
        "text/html",
        key="share-html",
        on_click="ignore",
        icon=":material/download:",
    )


def _title(text: str) -> None:
    st.html(f"<h3>{escape(text)}</h3>")


def _link(page: Page, url: str | None, *, view: bool) -> str:
    return link(url, page.now, story=page.key, base=page.document.base, view=view)


def _shown(page: Page) -> str:
    """Say what the link opens."""
    at, event = page.moment()
    told = next((mark for mark in page.scene.events if mark.id == event), None)
    say = words()
    parts = [moment_told(page.scene, at, told).text]
    if page.now.people is not None or page.now.layers is not None:
        parts.append(say("app.share.filters"))
    if page.now.view is not None:
        parts.append(say("app.share.place"))
    return say.series(parts)
