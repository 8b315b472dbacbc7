"""The Picture panel: a picture of the moment on screen, of several moments, or a film.

It is a fragment: a choice reruns it alone. The picture is made again whenever a choice or the map's
view differs from those it was made with; so the preview, its downloads and its command always
belong to one request. A film takes longer, and is made when the reader asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from app.jobs import picture_request, shared_jobs
from app.jobs.picture_request import Made, PictureRequest
from app.page_context import Page
from app.page_words import words
from app.panels import film_panel, picture_fields, picture_result
from layers.style.picture_options import BOARD, PICTURE
from layers.style.picture_sizes import SCALES, PictureError
from layers.text.clock import moment_told

if TYPE_CHECKING:
    from layers.scene.extent import Extent
    from layers.style.picture_options import Which

KINDS = ("moment", "board", "film")
EXTENTS = ("screen", "event", "story")
HEADLINES = ("own", "text", "none")
MOST_MOMENTS = 12


def draw(page: Page) -> None:
    """Draw the panel."""
    _panel(page)


@st.fragment
def _panel(page: Page) -> None:
    say = words()
    with st.container(key="picture-panel"):
        kinds = {kind: say(f"app.picture.kind.{kind}") for kind in KINDS}
        kind = picture_fields.choice(say("app.picture.kinds"), kinds, key="picture-kind", bare=True)
        choices, result = st.columns([5, 11], gap="large")
        if kind == "film":
            film_panel.draw(page, choices, result)
            return
        with choices, st.container(key="picture-choices"):
            size, wanted, wrong = _request(page, board=kind == "board")
            scale = _scale()
        with result, st.container(key="picture-result"):
            made = None
            if wanted is not None:
                try:
                    made = shared_jobs.picture(wanted, page.scene, key="picture")
                except PictureError as error:
                    wrong = error.told(say)
            if made is None:
                picture_result.say(wrong)
                picture_result.blank(size)
            else:
                _result(page, made, scale=scale)


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
            format_func=lambda event_id: headlines.get(event_id, event_id),
            max_selections=MOST_MOMENTS,
            placeholder=say("app.picture.events.hint"),
            key=f"picture-events-{page.key}",
            persist_state="session",
        )
        moments = tuple(id_ for id_ in headlines if id_ in picked)  # in the order of time
    else:
        _moment(page, at, event)
    kind = "board" if board else "moment"
    first = BOARD.size if board else PICTURE.size
    size = picture_fields.size(key=f"picture-size-{kind}", first=first)
    extents = {extent: say(f"app.picture.extent.{extent}") for extent in EXTENTS}
    if board:
        extents["event"] = say("app.picture.extent.events")
    shows = picture_fields.choice(
        say("app.picture.shows"),
        extents,
        key=f"picture-extent-{kind}",
        first="event" if board else None,
    )
    headline = _headline(board=board, key=f"picture-headline-{kind}")
    language: Any = picture_fields.language(key="picture-language")
    with st.container(horizontal=True, key="picture-with"):
        st.caption(say("app.picture.with"))
        legend = _checked(say("app.picture.legend"), key="picture-legend", first=PICTURE.legend)
        inset = PICTURE.inset
        if not board:  # its first map has one where there is room
            inset = _checked(say("app.picture.inset"), key="picture-inset", first=PICTURE.inset)
    if board and not moments:
        return size, None, say("app.picture.no-moment")
    if shows == "screen" and page.extent is None:
        return size, None, say("app.picture.no-view")
    extent: Which | Extent = (
        page.extent if shows == "screen" and page.extent else cast("Which", shows)
    )
    if extent == "event" and event is None and not board:
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
            known_by=page.now.known,
            compare=page.now.compare,
            size=size,
            format="svg",
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
    with st.container(key="picture-moment"):
        st.text(moment_told(page.scene, at, told).text)
        if told:
            st.text(told.headline)


def _checked(label: str, *, key: str, first: bool) -> bool:
    return st.checkbox(label, value=first, key=key, persist_state="session")


def _scale() -> int:
    """Ask how sharp a PNG is to be."""
    names = {str(scale): f"{scale}×" for scale in SCALES}
    label = words()("app.picture.sharpness")
    return int(picture_fields.choice(label, names, key="picture-scale"))


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


def _result(page: Page, made: Made, *, scale: int) -> None:
    """Show the picture as a browser draws the SVG, and offer it in each format."""
    picture, say = made.picture, words()
    with st.container(key="picture-preview"):
        st.image(picture.data.decode("utf-8"), alt=picture.alt_short)
    picture_result.formats(made, page.scene, scale=scale)
    if left_out := picture_request.left_out_sentence(picture.left_out, say):
        picture_result.note(left_out, key="picture-left-out")
    picture_result.alt_text(picture.alt_short, picture.alt_long)
    with st.container(key="picture-command"):
        st.caption(say("app.picture.command"))
        line = picture_request.command(made.request, page.scene, file=page.file)
        st.code(line, language=None, wrap_lines=True)
