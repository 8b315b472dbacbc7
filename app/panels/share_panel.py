"""The Share panel: the link to what is on screen, the lines for an article, the map as files."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.jobs import picture_request, shared_jobs
from app.jobs.picture_request import PictureRequest
from app.page_context import Page
from app.page_words import chosen, words
from app.panels import picture_fields, picture_result, site_section
from app.panels.share_links import (
    HEIGHTS,
    base_url,
    link,
    picture_snippet,
    snippet,
    story_address,
)
from layers.style.picture_options import MEDIA_TYPES
from layers.style.picture_sizes import PictureError, size_of
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
                if not own.all_shown:
                    picture_result.note(say("app.share.own.part"), key="share-part")
                st.code(address, language=None, wrap_lines=True)
                if base_url(url) is None:
                    picture_result.note(say("app.share.no-address"), key="share-note")
        with file, st.container(key="share-file"):
            _file(page)


PREVIEW = "social-1200x630"
"""The size of a picture that stands in for the map."""
KINDS = ("frame", "picture")


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
            kinds = {kind: say(f"app.share.kind.{kind}") for kind in KINDS}
            label = say("app.share.kind")
            kind = picture_fields.choice(label, kinds, key="share-kind", bare=True)
            if kind == "frame":
                heights = {str(px): say("app.share.height.px", height=str(px)) for px in HEIGHTS}
                label = say("app.share.height")
                height = int(picture_fields.choice(label, heights, key="share-height", first="760"))
            view = st.checkbox(
                say("app.share.view"),
                value=True,
                key="share-view",
                persist_state="session",
            )
            address = _link(page, url, view=view)
            if kind == "frame":
                lines = snippet(address, title=page.scene.story.title, height=height)
                st.code(lines, language=None, wrap_lines=True)
            else:
                _picture(page, address, view=view)
        with file, st.container(key="share-file"):
            _file(page)


def _picture(page: Page, address: str, *, view: bool) -> None:
    """Give the lines of a picture that links to the page, and the picture itself."""
    say = words()
    at, event = page.moment()
    around = page.extent if view else None
    request = PictureRequest(
        story=page.key,
        digest=page.digest,
        moments=(),
        at=at,
        event=event,
        people=page.now.people,
        layers=page.now.layers,
        size=PREVIEW,
        format="png",
        extent=around or ("event" if event else "story"),
    )
    try:
        picture = shared_jobs.picture(request, page.scene, key="share-picture").picture
    except PictureError as error:
        picture_result.note(error.told(say), key="share-note")
        return
    size, name = size_of(PREVIEW), picture_request.file_name(request, page.scene)
    st.text(say("app.share.picture.text"))
    lines = picture_snippet(
        address, image=name, alt=picture.alt_short, width=size.width, height=size.height
    )
    st.code(lines, language=None, wrap_lines=True)
    st.download_button(
        say("app.download", what="PNG"),
        lambda: picture.data,
        name,
        MEDIA_TYPES["png"],
        key="share-png",
        on_click="ignore",
        icon=":material/download:",
    )


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
    _title(say("app.share.site"))
    site_section.draw(page)


def _title(text: str) -> None:
    st.html(f"<h3>{escape(text)}</h3>")


def _link(page: Page, url: str | None, *, view: bool) -> str:
    return link(
        url, page.now, story=page.key, base=page.document.base, view=view, language=chosen()
    )


def _shown(page: Page) -> str:
    """Say what the link opens."""
    at, event = page.moment()
    told = next((mark for mark in page.scene.events if mark.id == event), None)
    say = words()
    parts = [moment_told(page.scene, at, told).text]
    if page.now.people is not None or page.now.layers is not None:
        parts.append(say("app.share.filters"))
    if page.now.known is not None:
        parts.append(say("app.share.known"))
    if page.now.view is not None:
        parts.append(say("app.share.place"))
    return say.series(parts)
