"""Paste a report, confirm what is found in it, and see the story of what is confirmed."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from app.editor import draft_session
from app.editor.forms import bound_fields
from app.editor.report_session import Report, brought_back, decided
from app.editor.report_view import report_view
from app.editor.time_zones import read_zone, wrong_zone
from app.jobs import shared_jobs
from app.page_words import words
from app.panel_registry import NEXT
from articles.article import MAX_CHARACTERS, Article
from articles.documents.report_reading import MAX_BYTES, READS, read_article, read_text
from articles.drafting.report_draft import STORY_QUESTIONS, ArticleDraft
from articles.drafting.report_file import ENDING
from articles.report_errors import ArticleError
from geo.language.told_text import retold
from layers.web import streamlit_component

KEY = "report"
"""The key of the component that shows text and cards."""
ENDINGS = ("txt", "md", "html", "htm", "docx", "odt", "pdf", "json")
FEW = 12
"""How many sentences about what is not in the story are listed."""
EARLIEST = date(1600, 1, 1)
LATEST = date(2200, 1, 1)
ASKED = "report-asked"
"""State key: the report that waits to be read (`Asked`)."""
TYPED = ("report-text", "report-publisher", "report-published", "report-zone")
"""State keys of what is typed into the form."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report whose words are still to be read, and what its form held."""

    report: Report
    typed: Mapping[str, Any]


# ------------------------------------------------------------------------------------ to paste


def paste() -> None:
    """Ask for the report, who published it and when, and its zone; none of them is guessed."""
    say = words()
    with st.form("own-report", border=False):
        st.text_area(
            say("app.report.text"),
            key="report-text",
            height=220,
            max_chars=MAX_CHARACTERS,
            placeholder=say("app.report.text.hint"),
        )
        publisher, day, zone, file = st.columns([3, 2, 3, 5], gap="medium")
        with publisher:
            st.text_input(
                say("app.own.new.publisher"),
                placeholder=say("app.own.new.publisher.hint"),
                key="report-publisher",
                max_chars=160,
            )
        with day:
            st.date_input(
                say("app.report.published"),
                value=None,
                min_value=EARLIEST,
                max_value=LATEST,
                format="YYYY-MM-DD",
                key="report-published",
            )
        with zone:
            st.text_input(
                say("app.report.zone"),
                placeholder=say("app.report.zone.hint"),
                key="report-zone",
                max_chars=60,
            )
        with file:
            st.file_uploader(
                say("app.report.file", formats=say(READS), ending=ENDING),
                type=list(ENDINGS),
                key="report-file",
                max_upload_size=MAX_BYTES // 1_000_000,
            )
        st.form_submit_button(say("app.report.read"), type="primary", on_click=_asked)
    if fault := st.session_state.pop("report-fault", None):
        with st.container(key="report-fault-said"):
            st.text(fault)
    st.caption(say("app.report.promise"))


def _asked() -> None:
    """Take what was pasted or uploaded; what is missing is asked for in a sentence."""
    state = st.session_state
    try:
        report = _read(
            state.get("report-text") or "",
            state.get("report-file"),
            state.get("report-published"),
            state.get("report-zone") or "",
            state.get("report-publisher") or "",
        )
    except Exception as error:  # noqa: BLE001 - a pasted text may raise anything
        state["report-fault"] = _fault(error)
    else:
        state[ASKED] = Asked(report, {name: state.get(name) for name in TYPED})


def _fault(error: Exception) -> str:
    """Say in a sentence why a report cannot be read."""
    if isinstance(error, ArticleError):
        return error.told(words())
    kind = type(error).__name__
    logging.getLogger(__name__).warning("A report could not be read: %s", kind)
    return words()("app.report.unreadable", kind=kind)


def read_asked() -> None:
    """Read the report that was asked for, and say so in place of what the panel showed before.

    It is for the next run to show what was found: it may be on the map, which this run has drawn.
    """
    state = st.session_state
    asked: Asked = state.pop(ASKED)
    # In place of the panel's container, and not in it: what that held would stand here meanwhile,
    # and its buttons would answer after the reading.
    st.caption(words()("app.report.reading"))
    try:
        asked.report.drafted()
        report_view(asked.report, words())  # both are kept on the shelf
    except Exception as error:  # noqa: BLE001 - a pasted text may raise anything
        state[NEXT] = partial(_type_again, asked.typed, _fault(error))
    else:
        state[NEXT] = partial(open_report, asked.report)
    st.rerun()


def _type_again(typed: Mapping[str, Any], fault: str) -> None:
    """Show the form as it was, and what is wrong."""
    st.session_state.update({**typed, "report-fault": fault})


def _read(text: str, file: Any, published: date | None, zone: str, publisher: str) -> Report:
    shelf = shared_jobs.shelf()
    if file is not None and file.name.lower().endswith(".json"):
        told = file.getvalue().decode("utf-8-sig", "replace")
        return brought_back(told, identity=secrets.token_hex(8), shelf=shelf, fresh=True)
    article = _article(text, file)
    if publisher.strip():
        article = replace(article, publisher=publisher.strip())
    say = words()
    day = published or article.published
    if day is None:
        raise ArticleError(say("app.report.no-day"), say("app.report.no-day.mend"))
    if not zone.strip():
        raise ArticleError(say("app.report.no-zone"), say("app.report.no-zone.mend"))
    if fault := wrong_zone(zone):
        raise ArticleError(*fault)
    return Report(secrets.token_hex(8), article, day, read_zone(zone), shelf)


def _article(text: str, file: Any) -> Article:
    if file is not None:
        return read_article(file.name, file.getvalue())
    if not text.strip():
        raise ArticleError(words()("app.report.no-text"), words()("app.report.no-text.mend"))
    return read_text(text)


def open_copy(text: str, *, identity: str) -> None:
    """Open a report that the reader's browser has kept. Raises ArticleError."""
    open_report(brought_back(text, identity=identity, shelf=shared_jobs.shelf(), fresh=False))


def open_report(report: Report) -> None:
    """Show a report's proposals, and the story of what is confirmed. Raises ArticleError."""
    made, unknown = report.drafted()
    state = st.session_state
    state.before_own = state.get("story")
    state.pop("own", None)
    state.report = report
    state["report-unknown"] = unknown
    _take(report, made)


def _take(report: Report, made: ArticleDraft) -> None:
    """Put the story of what is confirmed onto the map; remove it where nothing is confirmed."""
    state = st.session_state
    state.report, state["report-made"] = report, made
    story = state.get("own")
    if not made.story:
        if story is not None:
            state.pop("own")
            state.story = state.get("before_own")
        return
    text = report.story_text(made)
    name = report.name.removesuffix(ENDING)
    state.own = (
        draft_session.opened(f"{name}.yaml", text, shelf=report.shelf)
        if story is None
        else draft_session.retyped(story, text)
    )
    if state.own.story is not None:
        state.story = draft_session.KEY


# --------------------------------------------------------------------------------- to confirm


def confirm(report: Report) -> None:
    """Show the text with its marks beside the cards, and below them notes and faults."""
    say, state = words(), st.session_state
    made: ArticleDraft = state["report-made"]
    with st.container(key="report-head", horizontal=True, vertical_alignment="center"):
        st.text(
            say("app.report.title", title=report.article.title or say("app.report.untitled")),
            width="stretch",
        )
        streamlit_component.take_home_button(words().language)
        if state.get("own") is not None:
            st.button(say("app.report.go-on"), key="report-go-on", on_click=_go_on)
        st.button(say("app.own.close"), key="report-close", on_click=_close, type="tertiary")
    streamlit_component.review(
        report_view(report, say), begun=report.begun, on_decided=_decided, language=say.language
    )
    if fault := state.pop("report-fault", None):
        with st.container(key="report-fault-said"):
            st.text(fault)
    if state.get("own") is None:
        with st.container(key="report-nothing"):
            st.text(say("app.report.nothing"))
    _open_ends(report, made)


def _open_ends(report: Report, made: ArticleDraft) -> None:
    say, story = words(), st.session_state.get("own")
    lines = [retold(note, say) for note in report.proposals.notes]
    if unknown := st.session_state.get("report-unknown"):
        lines.append(say("app.report.unknown", n=unknown))
    lines += [
        say("app.report.missed", where=retold(where, say), why=retold(why, say))
        for where, why in made.missed[:FEW]
    ]
    if len(made.missed) > FEW:
        lines.append(say("app.report.missed.more", n=len(made.missed) - FEW))
    lines[:0] = [fault.told(say) for fault in report.where_faults()[:FEW]]
    if story is not None:
        lines += [fault.told(say) for fault in story.checked.faults[:FEW]]
        asked = [row for row in story.checked.remarks if row.code in STORY_QUESTIONS]
        lines += [retold(remark.wrong, say) for remark in asked[:FEW]]
    if lines:
        with st.container(key="report-lines"):
            for line in lines:
                st.text(line)


def _decided() -> None:
    """Take the decisions that the browser sends; their rows are not to be trusted."""
    state = st.session_state
    report: Report | None = state.get("report")
    rows = streamlit_component.decided_rows(report.id if report else "")
    if report is None or rows is None:
        return
    _apply(decided(report, rows))


def _apply(report: Report) -> None:
    try:
        made, st.session_state["report-unknown"] = report.drafted()
    except ArticleError as error:
        st.session_state["report-fault"] = error.told(words())
        return
    _take(report, made)


def put_aside() -> None:
    """Leave the cards; the browser keeps a copy of the decisions."""
    for name in ("report", "report-made", "report-unknown"):
        st.session_state.pop(name, None)


def _go_on() -> None:
    """Leave the cards, and go on with the story in the editor."""
    put_aside()
    state = st.session_state
    bound_fields.forget()
    state.own_id, state.own_fresh, state.own_view = secrets.token_hex(8), False, "events"


def _close() -> None:
    put_aside()
    state = st.session_state
    state.pop("own", None)
    state.story = state.pop("before_own", None)
