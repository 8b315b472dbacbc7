"""The film in the Picture panel: it is made beside the page, which shows how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.jobs.film_jobs import FilmRequest, film_name
from app.jobs.job_runner import Job
from app.jobs.picture_request import SIZE_NAMES
from app.page_context import Page
from app.page_words import words
from app.panels import picture_fields, picture_result
from app.panels.job_progress import ask_for_job, is_refused, job_asked_for, job_progress
from layers.web.known_rows import has_steps

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

FORMATS = {"mp4": "MP4", "webm": "WebM", "gif": "GIF"}
COURSES = ("events", "publications")
"""What a film goes through."""
CAPTIONS = ("on", "off")
PRINT = frozenset(name for name in SIZE_NAMES if name.startswith("print-"))


def draw(page: Page, choices: DeltaGenerator, result: DeltaGenerator) -> None:
    """Draw the choices into one column and the film into the other."""
    say = words()
    with choices, st.container(key="picture-choices"):
        wanted = _request(page)
        job = job_asked_for(wanted, page.scene, key="film")
        st.button(
            say("app.film.make"),
            key="film-make",
            type="primary",
            width="stretch",
            disabled=job is not None and not job.done,
            on_click=ask_for_job,
            args=("film",),
        )
    with result, st.container(key="picture-result"):
        if job is None:
            if is_refused("film"):
                picture_result.say(say("app.job.busy"))
            picture_result.blank(wanted.size)
        elif not job.done:
            job_progress(job, key="film", told="app.film.progress")
            picture_result.blank(job.request.size)
        else:
            _result(job, wanted)


def _request(page: Page) -> FilmRequest:
    say, course = words(), "events"
    if has_steps(page.scene):
        courses = {course: say(f"app.film.course.{course}") for course in COURSES}
        course = picture_fields.choice(say("app.film.course"), courses, key="film-course")
    start, end = (None, None) if course == "publications" else _ends(page)
    size = picture_fields.size(key="film-size", first="slide-1920x1080", without=PRINT)
    form: Any = picture_fields.choice(say("app.picture.format"), FORMATS, key="film-format")
    said = {caption: say(f"app.film.captions.{caption}") for caption in CAPTIONS}
    if start is None:
        said["on"] = say("app.film.captions.known")
    captions = picture_fields.choice(say("app.film.captions"), said, key="film-captions")
    language: Any = picture_fields.language(key="picture-language")
    return FilmRequest(
        story=page.key,
        digest=page.digest,
        start=start,
        end=end,
        people=page.now.people,
        layers=page.now.layers,
        known_by=page.now.known,
        size=size,
        format=form,
        captions=captions == "on",
        language=language,
    )


def _ends(page: Page) -> tuple[str, str]:
    """Ask at which events the film begins and ends; gives their ids."""
    say, headlines = words(), picture_fields.event_words(page.scene)
    ids = list(headlines)
    start, end = (
        st.selectbox(
            say(f"app.film.{which}"),
            ids,
            index=first,
            format_func=lambda name: headlines.get(name, name),
            key=f"film-{which}-{page.key}",
            persist_state="session",
        )
        for which, first in (("from", 0), ("to", len(ids) - 1))
    )
    return start, end


def _result(job: Job[FilmRequest], wanted: FilmRequest) -> None:
    film, say = job.made, words()
    if film is None:
        ended = say("app.given-up" if job.kept else "app.film.cancelled")
        fault = job.error.told(say) if job.error else ""
        picture_result.say(say("app.film.failed") if job.failed else fault or ended)
        picture_result.blank(wanted.size)
        return
    if job.request != wanted:
        picture_result.note(say("app.film.changed"))
    with st.container(key="picture-preview"):
        if film.media_type == "image/gif":
            st.image(film.data, alt=film.alt_short)
        else:
            st.video(film.data, format=film.media_type, alt=film.alt_short)
    name = film_name(job.request)
    facts = say(
        "app.film.facts",
        pixels=picture_result.pixels(film.width, film.height),
        seconds=say.number(film.seconds, digits=0),
        weight=picture_result.weight(film.data),
    )
    picture_result.download(FORMATS[job.request.format], film.data, name, film.media_type, facts)
    picture_result.alt_text(film.alt_short, film.alt_long)
