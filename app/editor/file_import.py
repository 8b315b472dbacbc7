"""Import of a file: a story as it is, another format with what was understood and what was not."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import streamlit as st

from app.editor import column_mappings, draft_session
from app.page_words import words
from articles.lone_times import read_lone_time
from formats import READS, Draft, FormatError, Question, read
from formats.drafts.column_matching import FIELDS
from geo.errors import StoryError
from geo.language.told_text import retold
from geo.story.story_folder import ENDINGS
from geo.yaml.yaml_reader import read_bytes, read_yaml
from geo.yaml.yaml_writer import yaml_text

Opener = Callable[[str, Callable[[], str]], None]
Upload = tuple[str, tuple[tuple[str, str], ...]]
"""The id of an upload, and what was answered about it."""
MOST_MB = 5
NOT_READ = "-"
"""The choice that a column is no field; answers use it too."""
FEW = 12
"""How many sentences on what was understood, and on what was not, are listed at once."""
MOST_LISTED = 200
MOST_LABEL = 200
"""Characters of a label."""
_JOINER = "\u2060"
KEPT = "own-file"
"""State key: what the last upload was read into, so that no rerun reads it again."""


@dataclass(frozen=True, slots=True)
class Read:
    """The result of reading a file: a story's text, a draft, or why it is neither."""

    file: Upload
    """Which upload it was, and with what answers."""
    text: str | None = None
    draft: Draft | None = None
    refused: tuple[str, ...] = ()


def upload(then: Opener) -> None:
    """Ask for a file, and hand its name and text on once it can be opened."""
    say = words()
    file = st.file_uploader(
        say("app.import.file", formats=READS),
        type=[ending.removeprefix(".") for ending in (*ENDINGS, *READS.split(", "))],
        key="own-upload",
        max_upload_size=MOST_MB,
    )
    if file is None:
        st.session_state.pop(KEPT, None)
        return
    answers = _answers(file.file_id)
    result = _read_once(file.file_id, file.name, file.getvalue, answers)
    if not answers and result.draft:
        answers.update(column_mappings.kept_mapping(st.session_state, result.draft))
        result = _read_once(file.file_id, file.name, file.getvalue, answers)
    for sentence in result.refused:
        st.text(sentence)
    if (text := result.text) is not None:
        st.button(
            say("app.import.open"),
            key="own-open",
            on_click=_opened,
            args=(then, file.name, lambda: text),
            type="primary",
        )
    elif result.draft:
        _imported(file.name, result.draft, answers, then)


def _opened(then: Opener, name: str, text: Callable[[], str]) -> None:
    """Open what was read, and keep no second copy of it; what goes wrong is told in its place."""
    kept: Read | None = st.session_state.pop(KEPT, None)
    try:
        then(name, text)
    except Exception as error:  # noqa: BLE001 - an uploaded file may raise anything
        if kept is not None:
            st.session_state[KEPT] = Read(kept.file, refused=(_unreadable(name, error),))


def _unreadable(name: str, error: Exception) -> str:
    kind = type(error).__name__
    logging.getLogger(__name__).warning("An upload failed: %s", kind)
    return words()("app.import.unreadable", name=name, kind=kind, formats=READS)


def _read_once(file: str, name: str, content: Callable[[], bytes], answers: dict[str, str]) -> Read:
    now = (file, tuple(sorted(answers.items())))
    kept: Read | None = st.session_state.get(KEPT)
    if kept is None or kept.file != now:
        kept = st.session_state[KEPT] = _read(now, name, content(), answers)
    return kept


def _read(
    file: Upload,
    name: str,
    content: bytes,
    answers: dict[str, str],
) -> Read:
    """Read a file; whatever goes wrong with it is told in sentences."""
    try:
        if _is_story(name, content):
            return Read(file, text=draft_session.uploaded(name, content))
        return Read(file, draft=read(name, content, mapping=answers, words=read_lone_time))
    except StoryError as error:
        return Read(file, refused=tuple(fault.told(words()) for fault in error.faults))
    except FormatError as error:
        return Read(file, refused=(error.told(words()),))
    except Exception as error:  # noqa: BLE001 - an uploaded file may raise anything
        return Read(file, refused=(_unreadable(name, error),))


def _is_story(name: str, content: bytes) -> bool:
    """Whether a file is a story's: by its ending or, as JSON may be either, by its keys."""
    ending = PurePath(name).suffix.lower()
    if ending != ".json":
        return ending in ENDINGS
    try:
        return "format" in read_yaml(read_bytes(content, name=name), name=name)
    except StoryError:
        return False


def _imported(name: str, draft: Draft, answers: dict[str, str], then: Opener) -> None:
    for question in draft.questions:
        answer = _asked(question)
        if answer is not None and answer != question.default and answers.get(question.id) != answer:
            answers[question.id] = answer
            st.rerun()
    _mapped(draft, answers)
    _preview(draft)
    if draft.ready:
        st.button(
            words()("app.import.open-story"),
            key="own-import",
            on_click=_opened,
            args=(then, name, lambda: yaml_text(draft.story)),
            type="primary",
        )


def _answers(file: str) -> dict[str, str]:
    """What the reader has answered about this upload; another one is asked about anew."""
    kept: tuple[str, dict[str, str]] = st.session_state.get("own-answers", ("", {}))
    if kept[0] != file:
        kept = st.session_state["own-answers"] = (file, {})
    return kept[1]


def _asked(question: Question) -> str | None:
    """Ask what the file leaves open; gives None as long as nothing is answered."""
    key, now = f"own-question-{question.id}", question.answer or question.default
    say = words()
    asked = safe_label(retold(question.text, say))
    if not question.options:
        return st.text_input(asked, now or "", key=key, max_chars=200) or None
    labels = {option.value: retold(option.label, say) for option in question.options}
    return st.selectbox(
        asked,
        list(labels),
        index=list(labels).index(now) if now in labels else None,
        format_func=lambda value: labels.get(value, value),
        key=key,
    )


def _mapped(draft: Draft, answers: dict[str, str]) -> None:
    """Show which column was read as what, and let another choice be made by hand."""
    if not draft.columns:
        return
    say = words()
    names = {
        NOT_READ: say("app.import.not-read"),
        **{field: field.replace("_", " ") for field in FIELDS},
    }
    if kept := column_mappings.kept_mapping(st.session_state, draft):
        with st.container(key="own-mapping", horizontal=True, vertical_alignment="center"):
            st.text(say("app.import.mapping"), width="stretch")
            st.button(
                say("app.import.mapping.forget"),
                key="own-mapping-forget",
                on_click=_forget,
                args=(draft, kept, answers),
                type="tertiary",
            )
    with st.expander(say("app.import.columns"), expanded=not draft.story):
        for i, column in enumerate(draft.columns):
            now = column.field or NOT_READ
            said = column.name
            if column.example:
                said = say("app.import.column", name=said, example=column.example)
            choice = st.selectbox(
                safe_label(said),
                list(names),
                index=list(names).index(now) if now in FIELDS else 0,
                format_func=lambda name: names.get(name, name),
                key=f"own-column-{i}-{now}",
            )
            if choice != now:
                if now in FIELDS:
                    answers[now] = NOT_READ
                if choice != NOT_READ:
                    answers[choice] = column.name
                column_mappings.keep_mapping(st.session_state, draft, answers)
                st.rerun()


def _forget(draft: Draft, kept: Mapping[str, str], answers: dict[str, str]) -> None:
    """Read the columns by their heads again, here and in the next file."""
    column_mappings.forget_mapping(st.session_state, draft)
    for field in kept:
        answers.pop(field, None)


def safe_label(text: str) -> str:
    """Give a text that a widget's label shows as it is: labels are Markdown, and make links.

    Addresses become links after the escapes are gone, and `:material/home:` an icon; a word joiner
    (U+2060), which has no width, keeps them apart.
    """
    cut = re.sub(r":|(?=@)|(?<=www)(?=\.)", rf"\g<0>{_JOINER}", text[:MOST_LABEL], flags=re.I)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~:$&])", r"\\\1", cut)


def _preview(draft: Draft) -> None:
    say = words()
    _listed([retold(sentence, say) for sentence in draft.understood])
    if draft.missed:
        st.text(say("app.import.missed", n=len(draft.missed)))
        _listed([remark.told(say) for remark in draft.missed])
    for remark in draft.refused:
        st.text(remark.told(say))


def _listed(sentences: Sequence[str]) -> None:
    for sentence in sentences[:FEW]:
        st.text(sentence)
    if len(sentences) > FEW:
        say = words()
        with st.expander(say("app.import.more", n=len(sentences) - FEW)):
            st.text("\n".join(sentences[FEW:MOST_LISTED]))
            if len(sentences) > MOST_LISTED:
                st.text(say("app.import.further", n=len(sentences) - MOST_LISTED))
