"""The film in the Picture panel: it is made beside the page, which shows how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.jobs import shared_jobs
from app.jobs.film_jobs import BUSY, GIVEN_UP, FilmWish, Job, film_name
from app.jobs.picture_request import SIZE_WORDS
from app.page_context import Page
from app.panels import picture_fields, picture_result

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

FORMATS = {"mp4": "MP4", "webm": "WebM", "gif": "GIF"}
CAPTIONS = {"on": "The events’ headlines", "off": "None"}
PRINT = frozenset(name for name in SIZE_WORDS if name.startswith("print-"))
LOOK = 0.5
"""Seconds between two looks at how far it is."""
CHANGED = "Your choices have changed since this film was made."
CANCELLED = "The film was cancelled."


def draw(page: Page, choices: DeltaGenerator, result: DeltaGenerator) -> None:
    """Draw the choices into one column and what came of them into the other."""
    state = st.session_state
    with choices, st.container(key="press-choices"):
        wanted = _wish(page)
        job: Job | None = state.get("film")
        if state.pop("film-asked", False) and (job is None or job.done):
            job = shared_jobs.desk().start(wanted, page.scene, alive=shared_jobs.presence())
            state["film"], state["film-busy"] = job, job is None
        st.button(
            "Make the film",
            key="film-make",
            type="primary",
            width="stretch",
            disabled=job is not None and not job.done,
            on_click=_ask,
        )
    with result, st.container(key="press-result"):
        if job is None:
            if state.get("film-busy"):
                picture_result.say(BUSY)
            picture_result.blank(wanted.size)
        elif not job.done:
            _progress(job)
            picture_result.blank(job.wish.size)
        else:
            _result(job, wanted)


def _ask() -> None:
    """Keep that the button was pressed: the map may come to rest just then, and end this run."""
    st.session_state["film-asked"] = True


def _wish(page: Page) -> FilmWish:
    words = picture_fields.event_words(page.scene)
    ids = list(words)
    ends = []
    for label, first in (("From", 0), ("To", len(ids) - 1)):
        ends.append(
            st.selectbox(
                label,
                ids,
                index=first,
                format_func=lambda one: words.get(one, one),
                key=f"film-{label.lower()}-{page.key}",
                persist_state="session",
            )
        )
    size = picture_fields.size(key="film-size", first="slide-1920x1080", without=PRINT)
    form: Any = picture_fields.choice("Format", FORMATS, key="film-format")
    captions = picture_fields.choice("Captions", CAPTIONS, key="film-captions")
    language: Any = picture_fields.language(key="press-language")
    return FilmWish(
        story=page.key,
        digest=page.digest,
        start=ends[0],
        end=ends[1],
        people=page.now.people,
        layers=page.now.layers,
        size=size,
        format=form,
        captions=captions == "on",
        language=language,
    )


@st.fragment(run_every=LOOK)
def _progress(job: Job) -> None:
    if job.done:
        st.rerun()
    with st.container(key="film-progress", horizontal=True, vertical_alignment="center"):
        words = "Ending …" if job.asked_to_end else f"{job.progress:.0%} of the film is made"
        st.progress(job.progress, text=words)
        if st.button("Cancel", key="film-cancel", disabled=job.asked_to_end):
            job.cancel()


def _result(job: Job, wanted: FilmWish) -> None:
    film = job.film
    if film is None:
        picture_result.say(job.error or (GIVEN_UP if job.kept else CANCELLED))
        picture_result.blank(wanted.size)
        return
    if job.wish != wanted:
        picture_result.note(CHANGED)
    with st.container(key="press-preview"):
        if film.media_type == "image/gif":
            st.image(film.data, alt=film.alt_short)
        else:
            st.video(film.data, format=film.media_type, alt=film.alt_short)
    name = film_name(job.wish)
    facts = (
        f"{film.width} × {film.height} px, {film.seconds:.0f} s, {picture_result.weight(film.data)}"
    )
    picture_result.download(FORMATS[job.wish.format], film.data, name, film.media_type, facts)
    picture_result.alt_text(film.alt_short, film.alt_long)
