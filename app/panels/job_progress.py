"""How far a film or a site is that is being made beside the page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.jobs.job_runner import Job
from app.page_words import words

LOOK = 0.5
"""Seconds between two looks at how far it is."""


@st.fragment(run_every=LOOK)
def job_progress(job: Job[Any], *, key: str, told: str) -> None:
    """Show how far a job is, and a button that cancels it.

    `told` is the key of the message that says it, with its `share`; `key` begins the widgets' own.
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
