"""The Picture panel: a picture of the moment on screen, of several moments, or a film.

It is a fragment: a choice reruns it alone. Nothing is drawn until the button is pressed; what was
drawn stays in the session with the request that it was made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from app.bounded_cache import Kept
from app.jobs import picture_request, shared_jobs
from app.jobs.picture_request import Made, PictureRequest
from app.page_context import Page
from app.page_words import words
from app.panels import film_panel, picture_fields, picture_result
from layers.style.picture_sizes import PictureError
from layers.text.clock import moment_told

if TYPE_CHECKING:
    from layers.scene.extent import Extent
    from layers.style.picture_options import Which

KINDS = ("moment", "board", "film")
FORMATS = {"svg": "SVG", "pdf": "PDF", "png": "PNG"}
SCALES = {"1": "1×", "2": "2×", "3": "3×"}
EXTENTS = ("screen", "event", "story")
HEADLINES = ("own", "text", "none")
MOST_MOMENTS = 12


def draw(page: Page) -> None:
    """Draw the panel."""
    _panel(page)


@st.fragment
def _panel(page: Page) -> None:
    say = words()
    with st.container(key="press"):
        kinds = {one: say(f"app.picture.kind.{one}") for one in KINDS}
        kind = picture_fields.choice(say("app.picture.kinds"), kinds, key="press-kind", bare=True)
        choices, result = st.columns([5, 11], gap="large")
        if kind == "film":
            film_panel.draw(page, choices, result)
            return
        with choices, st.container(key="press-choices"):
            size, wanted, wrong = _request(page, board=kind == "board")
            st.button(
                say("app.picture.make"),
                key="press-make",
                type="primary",
                width="stretch",
                on_click=_ask,
            )
        with result, st.container(key="press-result"):
            if st.session_state.get("picture-asked"):
                _make(page, wanted, wrong)
            _result(page, wanted, size=size, board=kind == "board")


def _request(page: Page, *, board: bool) -> tuple[str, PictureRequest | None, str]:
    """Ask for everything; gives the size, and the request or a sentence why there is none."""
    at, event = page.moment()
    moments: tuple[str, ...] = ()
    say = words()
    if board:
        headlines = picture_fields.event_words(page.scene)
        picked = st.multiselect(
            say("app.picture.events"),
            list(headlines),
            format_func=lambda one: headlines.get(one, one),
            max_selections=MOST_MOMENTS,
            placeholder=say("app.picture.events.hint"),
            key=f"press-events-{page.key}",
            persist_state="session",
        )
        moments = tuple(one for one in headlines if one in picked)  # in the order of time
    else:
        _moment(page, at, event)
    kind = "board" if board else "moment"
    first = "slide-1920x1080" if board else "social-1200x630"
    size = picture_fields.size(key=f"press-size-{kind}", first=first)
    form: Any = picture_fields.choice(say("app.picture.format"), FORMATS, key="press-format")
    scale = "1"
    if form == "png":
        scale = picture_fields.choice(say("app.picture.sharpness"), SCALES, key="press-scale")
    extents = {
        one: say(f"app.picture.extent.{one}") for one in EXTENTS if not (board and one == "event")
    }
    shows = picture_fields.choice(
        say("app.picture.shows"),
        extents,
        key=f"press-extent-{kind}",
        first="story" if board else None,
    )
    headline = _headline(board=board, key=f"press-headline-{kind}")
    language: Any = picture_fields.language(key="press-language")
    with st.container(horizontal=True, key="press-with"):
        st.caption(say("app.picture.with"))
        legend = _checked(say("app.picture.legend"), key="press-legend")
        inset = True
        if not board:  # its first map has one where there is room
            inset = _checked(say("app.picture.globe"), key="press-inset")
    if board and not moments:
        return size, None, say("app.picture.no-moment")
    if shows == "screen" and page.extent is None:
        return size, None, say("app.picture.no-view")
    extent: Which | Extent = (
        page.extent if shows == "screen" and page.extent else cast("Which", shows)
    )
    if extent == "event" and event is None:
        extent = "story"
    return (
        size,
        PictureRequest(
            story=page.key,
            digest=page.digest,
            moments=moments,
            at=at,
            event=event,
            people=page.now.people,
            layers=page.now.layers,
            size=size,
            format=form,
            scale=int(scale),
            extent=extent,
            headline=headline,
            language=language,
            inset=inset,
            legend=legend,
        ),
        "",
    )


def _moment(page: Page, at: int, event: str | None) -> None:
    """Say what is on screen: plain text, since a headline is the story's."""
    told = next((mark for mark in page.scene.events if mark.id == event), None)
    with st.container(key="press-moment"):
        st.text(moment_told(page.scene, at, told).text)
        if told:
            st.text(told.headline)


def _checked(label: str, *, key: str) -> bool:
    return st.checkbox(label, value=True, key=key, persist_state="session")


def _headline(*, board: bool, key: str) -> bool | str:
    say = words()
    named = {"own": "story" if board else "event"}
    said = {
        headline: say(f"app.picture.headline.{named.get(headline, headline)}")
        for headline in HEADLINES
    }
    kind = picture_fields.choice(say("app.picture.headline"), said, key=key)
    if kind != "text":
        return kind == "own"
    return st.text_input(
        say("app.picture.your-headline"),
        key=f"{key}-text",
        max_chars=picture_request.HEADLINE_MOST,
        placeholder=say("app.picture.your-headline"),
        label_visibility="collapsed",
        persist_state="session",
    )


def _ask() -> None:
    """Keep that the button was pressed: the map may come to rest just then, and end this run."""
    st.session_state["picture-asked"] = True


def _make(page: Page, wanted: PictureRequest | None, wrong: str) -> None:
    """Make the picture and keep it, or say in one sentence why it cannot be made."""
    state = st.session_state
    with st.spinner(words()("app.picture.drawing")):
        fault = wrong
        if wanted is not None:
            try:
                made = picture_request.make(wanted, page.scene, press=shared_jobs.press())
                state["picture"] = Kept(shared_jobs.results(), made)
            except PictureError as error:
                fault = error.told(words())
        state["picture-fault"] = (wanted, fault)
        del state["picture-asked"]


def _result(page: Page, wanted: PictureRequest | None, *, size: str, board: bool) -> None:
    kept: Kept[Made] | None = st.session_state.get("picture")
    made = kept.value if kept else None
    say = words()
    if kept and made is None:
        picture_result.say(say("app.given-up"))
    about, fault = st.session_state.get("picture-fault", (None, ""))
    if fault and about == wanted:
        picture_result.say(fault)
    if made is None or bool(made.request.moments) != board:
        picture_result.blank(size)
        return
    if made.request != wanted:
        picture_result.note(say("app.picture.changed"))
    picture = made.picture
    with st.container(key="press-preview"):
        st.image(made.preview, alt=picture.alt_short)
    facts = say(
        "app.picture.facts",
        pixels=picture_result.pixels(picture.width, picture.height),
        weight=picture_result.weight(picture.data),
    )
    name = picture_request.file_name(made.request, page.scene)
    picture_result.download(
        FORMATS[made.request.format], picture.data, name, picture.media_type, facts
    )
    if left_out := picture_request.left_out_sentence(picture.left_out, say):
        picture_result.note(left_out, key="press-left-out")
    picture_result.alt_text(picture.alt_short, picture.alt_long)
    with st.container(key="press-command"):
        st.caption(say("app.picture.command"))
        line = picture_request.command(made.request, page.scene, file=page.file)
        st.code(line, language=None, wrap_lines=True)
