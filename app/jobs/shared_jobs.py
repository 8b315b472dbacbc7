"""What all readers of the server share, and whether a reader's page is still open."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.bounded_cache import Cache, Kept
from app.jobs import picture_request
from app.jobs.draft_cache import Shelf
from app.jobs.job_runner import MOST_RESULTS, JobRunner, weight
from app.jobs.picture_request import Made, PictureRequest
from app.memory import Sweeper
from app.page_words import words
from layers.scene.scene_builder import Scene

AT_ONCE = 1
"""A film or a site keeps a core or all of them busy: a second would only make both late."""


@st.cache_resource(show_spinner=False)
def picture_lock() -> Lock:
    """Give the lock of all readers: pictures are drawn one after the other, which takes moments."""
    return Lock()


@st.cache_resource(show_spinner=False)
def job_runner() -> JobRunner:
    """Give the one runner of jobs, films and sites, of all readers."""
    return JobRunner(AT_ONCE, results=results())


@st.cache_resource(show_spinner=False)
def results() -> Cache[Any]:
    """Give the room that all readers' finished pictures, films and sites share."""
    return Cache(MOST_RESULTS, weight)


def picture(request: PictureRequest, scene: Scene, *, key: str) -> Made:
    """Give the picture of a request: the one that this session keeps under a key, or a new one.

    `scene` is the whole story's. Raises PictureError for what cannot be drawn.
    """
    kept: Kept[Made] | None = st.session_state.get(key)
    made = kept.value if kept else None
    if made is None or made.request != request:  # or others have taken its room
        made = Made(request, picture_request.make(request, scene, lock=picture_lock()))
        st.session_state[key] = Kept(results(), made)
    return made


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """Give the shelf of all readers' own stories, read and drawn."""
    made = Shelf(waits=_told_to_wait)
    made.released = Sweeper(made.sweep).ask
    return made


def _told_to_wait() -> None:
    st.toast(words()("app.own.waits"))


def presence() -> Callable[[], bool]:
    """Give a way to ask, from any thread, whether this reader's page is still open."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return lambda: True
    here, session = runtime.get_instance(), context.session_id
    return lambda: bool(here.is_active_session(session))
