"""Bringing a file in: a story as it is, another format with what was understood and what not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from app import own
from formats import READS, Draft, FormatError, Question, read
from formats.fields import FIELDS
from geo.errors import StoryError
from geo.reading import read_bytes, read_yaml
from geo.writing import story_yaml
from layers.stories import ENDINGS

Opener = Callable[[str, str], None]
MOST_MB = 5
NOT_READ = "not read"
FEW = 12
"""So many of what was not understood are listed at once."""


def upload(then: Opener) -> None:
    """Ask for a file, and hand its name and text on once it can be opened."""
    file = st.file_uploader(
        f"A story file, or data in one of these formats: {READS}",
        type=[ending.removeprefix(".") for ending in (*ENDINGS, *READS.split(", "))],
        key="own-upload",
        max_upload_size=MOST_MB,
    )
    if file is None:
        return
    content, name = file.getvalue(), file.name
    try:
        if _is_story(name, content):
            mine = own.uploaded(name, content)
            st.button(
                "Open it", key="own-open", on_click=then, args=(name, mine.text), type="primary"
            )
        else:
            _imported(name, content, then)
    except StoryError as error:
        for fault in error.faults:
            st.text(str(fault))
    except FormatError as error:
        st.text(str(error))


def _is_story(name: str, content: bytes) -> bool:
    """Whether a file is a story's: by its ending or, as JSON may be either, by its keys."""
    ending = PurePath(name).suffix.lower()
    if ending != ".json":
        return ending in ENDINGS
    try:
        return "format" in read_yaml(read_bytes(content, name=name), name=name)
    except StoryError:
        return False


def _imported(name: str, content: bytes, then: Opener) -> None:
    answers = _answers(content)
    draft = read(name, content, mapping=answers)
    for question in draft.questions:
        answer = _asked(question)
        if answer is not None and answer != question.default and answers.get(question.id) != answer:
            answers[question.id] = answer
            st.rerun()
    _mapped(draft, answers)
    _preview(draft)
    if draft.ready:
        st.button(
            "Open as a story",
            key="own-import",
            on_click=then,
            args=(name, story_yaml(draft.story)),
            type="primary",
        )


def _answers(content: bytes) -> dict[str, str]:
    """What the reader has answered about this file; another file is asked about anew."""
    digest = hashlib.sha256(content).hexdigest()
    kept: tuple[str, dict[str, str]] = st.session_state.get("own-answers", ("", {}))
    if kept[0] != digest:
        kept = st.session_state["own-answers"] = (digest, {})
    return kept[1]


def _asked(question: Question) -> str | None:
    """Ask what the file leaves open; gives None as long as nothing is answered."""
    key, now = f"own-question-{question.id}", question.answer or question.default
    if not question.options:
        return st.text_input(safe_label(question.text), now or "", key=key, max_chars=200) or None
    labels = {option.value: option.label for option in question.options}
    return st.selectbox(
        safe_label(question.text),
        list(labels),
        index=list(labels).index(now) if now in labels else None,
        format_func=lambda value: labels.get(value, value),
        key=key,
    )


def _mapped(draft: Draft, answers: dict[str, str]) -> None:
    """Show which column was read as what, and let another choice be made by hand."""
    if not draft.columns:
        return
    with st.expander("Which column is what", expanded=not draft.story):
        for i, column in enumerate(draft.columns):
            now = column.field or NOT_READ
            said = f"{column.name} ({column.example})" if column.example else column.name
            choice = st.selectbox(
                safe_label(said),
                [NOT_READ, *FIELDS],
                index=[NOT_READ, *FIELDS].index(now) if now in FIELDS else 0,
                format_func=lambda name: name.replace("_", " "),
                key=f"own-column-{i}-{now}",
            )
            if choice != now:
                if now in FIELDS:
                    answers[now] = "-"
                if choice != NOT_READ:
                    answers[choice] = column.name
                st.rerun()


def safe_label(text: str) -> str:
    """Give a text that a widget's label shows as it is: labels are Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~:$&])", r"\\\1", text)[:200]


def _preview(draft: Draft) -> None:
    for sentence in draft.understood:
        st.text(sentence)
    if draft.missed:
        st.text(f"Not taken over ({len(draft.missed)}):")
        for one in draft.missed[:FEW]:
            st.text(str(one))
        if len(draft.missed) > FEW:
            with st.expander(f"{len(draft.missed) - FEW} more"):
                st.text("\n".join(str(one) for one in draft.missed[FEW:]))
