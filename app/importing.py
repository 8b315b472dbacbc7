"""Bringing a file in: a story as it is, another format with what was understood and what not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from app import own
from formats import READS, Draft, FormatError, Question, read
from geo.errors import StoryError
from geo.reading import read_bytes, read_yaml
from geo.writing import story_yaml
from layers.stories import ENDINGS

Opener = Callable[[str, str], None]
MOST_MB = 5
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
    answers: dict[str, str] = st.session_state.setdefault("own-answers", {})
    draft = read(name, content, mapping=answers)
    for question in draft.questions:
        answer = _asked(question)
        if answer is not None and answer != question.default and answers.get(question.id) != answer:
            answers[question.id] = answer
            st.rerun()
    _preview(draft)
    if draft.ready:
        st.button(
            "Open as a story",
            key="own-import",
            on_click=then,
            args=(name, story_yaml(draft.story)),
            type="primary",
        )


def _asked(question: Question) -> str | None:
    """Ask what the file leaves open; gives None as long as nothing is answered."""
    key, now = f"own-question-{question.id}", question.answer or question.default
    if not question.options:
        return st.text_input(question.text, now or "", key=key, max_chars=200) or None
    labels = {option.value: option.label for option in question.options}
    return st.selectbox(
        question.text,
        list(labels),
        index=list(labels).index(now) if now in labels else None,
        format_func=lambda value: labels.get(value, value),
        key=key,
    )


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
