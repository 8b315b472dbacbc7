"""When: the report's own words, how they were read, and the sentence that readers will see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.editor import story_edits, time_answers
from app.editor.draft_session import Own
from app.editor.file_import import safe_label
from app.editor.forms.bound_fields import Data, many_field, said, text_field
from app.editor.story_edits import items
from app.page_words import words

MOST_OTHERS = 200
"""How many other events are offered as those that it came after or before."""


def time_field(
    own: Own, label: str, kind: str, name: str, field: str, *, path: str, needed: str = ""
) -> None:
    """Draw the field for a time of an event or a way, in the report's words."""
    assert own.data is not None
    say = words()
    row = story_edits.row_of(own.data, kind, name)

    def change(data: Data, text: Any) -> Data:
        old = story_edits.row_of(data, kind, name)
        fields = time_answers.time_fields(data, old, field, str(text))
        return story_edits.with_fields(data, kind, name, fields)

    text_field(
        own,
        label,
        f"own-{kind}-{name}-{field}",
        time_answers.shown_words(row, field),
        change,
        path=f"{path}.{field}",
        needed=needed,
        hint=say("app.edit.when.hint"),
        most=160,
    )
    question = _asked(own.data, row, field)
    slot = st.container()
    with slot:
        if question:
            said(question)
        elif row.get(field) is not None and (sentence := _told(own, row, field)):
            st.caption(safe_label(say("app.edit.when.told", told=sentence)))


def _told(own: Own, row: Mapping[str, Any], field: str) -> str:
    assert own.data is not None
    return time_answers.told(own.story if own.all_shown else None, own.data, row, field)


def _asked(data: Data, row: Mapping[str, Any], field: str) -> str:
    """Ask about words that could not be read, as long as they have no bounds."""
    if field not in ("start", "window") or row.get(field) is not None or not row.get("words"):
        return ""
    if row.get("after") or row.get("before"):
        return ""
    return time_answers.read_words(data, row, str(row["words"])).question


def more_on_time(own: Own, kind: str, name: str, *, path: str) -> None:
    """Draw the further fields of a time: its bounds, the end, an order, how it was read."""
    assert own.data is not None
    say = words()
    row = story_edits.row_of(own.data, kind, name)
    field = "start" if kind == "events" else "window"

    def setter(key: str) -> Any:
        return lambda data, value: story_edits.with_fields(
            data, kind, name, {key: (value.strip() if isinstance(value, str) else value) or None}
        )

    open_ = any(row.get(key) is not None for key in ("after", "before", "end"))
    with st.expander(
        say("app.edit.when.more"), expanded=open_ or bool(_asked(own.data, row, field))
    ):
        if row.get("words"):
            text_field(own, say("app.edit.when.bounds"), f"own-{kind}-{name}-{field}-bounds",
                       row.get(field), setter(field), path=f"{path}.{field}-bounds",
                       hint="2025-11-11T00:00/2025-11-11T06:00", most=60)  # fmt: skip
        text_field(own, say("app.edit.when.reading"), f"own-{kind}-{name}-reading",
                   row.get("reading"), setter("reading"), path=f"{path}.reading")  # fmt: skip
        if kind == "events":
            _end(own, name, row, path)
        others = _others(own.data, name, str(row.get("leg") or ""))
        for key in ("after", "before"):
            many_field(own, say(f"app.edit.when.{key}"), f"own-{kind}-{name}-{key}",
                       items(row.get(key)), others, setter(key), path=f"{path}.{key}")  # fmt: skip


def _end(own: Own, name: str, row: Mapping[str, Any], path: str) -> None:
    def change(data: Data, text: Any) -> Data:
        typed = " ".join(str(text).split())
        old = story_edits.row_of(data, "events", name)
        read = time_answers.read_words(data, old, typed)
        return story_edits.with_fields(data, "events", name, {"end": read.when or typed or None})

    text_field(own, words()("app.edit.when.end"), f"own-events-{name}-end", row.get("end"), change,
               path=f"{path}.end", hint=words()("app.edit.when.end.hint"), most=160)  # fmt: skip


def _others(data: Data, name: str, leg: str) -> dict[str, str]:
    """Name the other events: of one that is a movement the way, which has the time."""
    out: dict[str, str] = {}
    for row in story_edits.rows_of(data, "events")[:MOST_OTHERS]:
        own_leg = str(row.get("leg") or "")
        if row.get("id") == name or own_leg == name or (leg and own_leg == leg):
            continue
        title = str(row.get("headline") or row.get("id", ""))
        out[own_leg or str(row.get("id", ""))] = title
    return out
