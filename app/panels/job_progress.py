"""A film or a site that is made beside the page: its start, and how far it is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.jobs import shared_jobs
from app.jobs.job_runner import Job, R
from app.page_words import words
from layers.scene.scene_builder import Scene

LOOK = 0.5
"""Seconds between two updates of a job's progress."""


def job_asked_for(request: R, scene: Scene, *, key: str) -> Job[R] | None:
    """Give the job of this session under a key; starts one where its button was pressed.

    None where there is none yet. A second is not started before the first is done.
    """
    state = st.session_state
    job: Job[R] | None = state.get(key)
    if state.pop(f"{key}-asked", False) and (job is None or job.done):
        job = shared_jobs.job_runner().start(request, scene, alive=shared_jobs.presence())
        state[key], state[f"{key}-busy"] = job, job is None
    return job


def ask_for_job(key: str) -> None:
    """Note that the button was pressed: a move of the map may end this run at that moment."""
    st.session_state[f"{key}-asked"] = True


def is_refused(key: str) -> bool:
    """Whether the last request started no job, since others' jobs were running."""
    return bool(st.session_state.get(f"{key}-busy"))


@st.fragment(run_every=LOOK)
def job_progress(job: Job[Any], *, key: str, told: str) -> None:
    """Show how far a job is, and a button that cancels it.

    `told` is the key of the message that says how far, by its `share`; `key` begins the keys of
    the widgets.
    """
    if job.done:
        st.rerun()
    with st.container(key=f"{key}-progress", horizontal=True, vertical_alignment="center"):
        say = words()
        text = say("app.job.ending")
        if not job.asked_to_end:
            text = say(told, share=f"{job.progress:.0%}")
        st.progress(job.progress, text=text)
        if st.button(say("app.job.cancel"), key=f"{key}-cancel", disabled=job.asked_to_end):
            job.cancel()
