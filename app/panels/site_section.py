"""The site of a story in the Share panel: made beside the page, and given as a zip."""

from __future__ import annotations

import streamlit as st

from app.file_names import safe_name
from app.jobs.job_runner import Job
from app.jobs.site_jobs import SiteRequest
from app.page_context import Page
from app.page_words import words
from app.panels import picture_result
from app.panels.job_progress import ask_for_job, is_refused, job_asked_for, job_progress

EXAMPLE = "https://example.org/maps"
LONGEST = 300


def draw(page: Page) -> None:
    """Draw the fields that ask for the site, and the result."""
    say = words()
    st.text(say("app.share.site.text"))
    url = st.text_input(
        say("app.share.site.url"),
        key="site-url",
        max_chars=LONGEST,
        placeholder=EXAMPLE,
        persist_state="session",
    )
    wanted = SiteRequest(page.key, page.digest, url.strip())
    job = job_asked_for(wanted, page.scene, key="site")
    st.button(
        say("app.share.site.make"),
        key="site-make",
        disabled=job is not None and not job.done,
        on_click=ask_for_job,
        args=("site",),
    )
    if job is None:
        if is_refused("site"):
            picture_result.note(say("app.job.busy"), key="share-note-site")
    elif not job.done:
        job_progress(job, key="site", told="app.share.site.progress")
    else:
        _result(page, job, wanted)


def _result(page: Page, job: Job[SiteRequest], wanted: SiteRequest) -> None:
    site, say = job.made, words()
    if site is None:
        ended = say("app.given-up" if job.kept else "app.share.site.cancelled")
        fault = job.error.told(say) if job.error else ""
        told = say("app.share.site.failed") if job.failed else fault or ended
        picture_result.note(told, key="share-note-site")
        return
    if job.request != wanted:
        picture_result.note(say("app.share.site.changed"), key="share-note-site")
    st.download_button(
        say("app.share.site.zip"),
        lambda: site.data,
        f"{safe_name(page.key, 'site')}.zip",
        "application/zip",
        key="site-zip",
        on_click="ignore",
        icon=":material/download:",
    )
    files = say("app.share.site.files", n=site.files)
    facts = say("app.share.site.facts", files=files, weight=picture_result.weight(site.data))
    with st.container(key="share-site-facts"):
        st.text(facts)
