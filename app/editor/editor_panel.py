"""The panel *Your own story*: begin one, upload one, edit it beside the map, take it home."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Literal

import streamlit as st

from app.editor import draft_session, file_import, report_panel, table_editing
from app.editor.draft_session import Own
from app.editor.report_session import Report
from app.jobs import shared_jobs
from app.page_context import Page
from app.page_words import words
from geo.errors import StoryError
from geo.language.told_text import retold
from geo.yaml.starter_story import starter_text
from geo.yaml.yaml_writer import story_data, yaml_text
from layers.web import streamlit_component

NAMES = ("story", "events", "legs", "claims", "places", "people", "groups", "sources", "text")
MEND, DROP = "to-mend", "take-away"
"""The columns that are the editor's own; no key of a story file has a hyphen."""
MOST_FINDINGS = 100
"""So many faults, and so many remarks, are listed."""
MOST_TEXT = 200_000
"""A longer text is edited in an editor of its own, characters."""


def draw(page: Page) -> None:
    """Draw the panel."""
    with st.container(key="own"):
        draft: Own | None = st.session_state.get("own")
        report: Report | None = st.session_state.get("report")
        if report is not None:
            report_panel.confirm(report)
        elif draft is None:
            _begin(page)
        else:
            _edit(draft)


# ------------------------------------------------------------------------------------ to begin


def _begin(page: Page) -> None:
    say = words()
    with st.container(key="own-paste"):
        _title(say("app.report.paste"))
        report_panel.paste()
    st.text(say("app.own.promise"))
    new, file, shown = st.columns(3, gap="large")
    with new, st.container(key="own-new"):
        _title(say("app.own.begin"))
        st.text(say("app.own.begin.text"))
        st.button(
            say("app.own.begin.starter"),
            key="own-begin",
            on_click=open_story,
            args=("story", starter_text),
        )
        st.download_button(
            say("app.own.begin.download"),
            starter_text,
            "story.yaml",
            "application/yaml",
            key="own-starter",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
    with file, st.container(key="own-file"):
        _title(say("app.own.upload"))
        file_import.upload(open_story)
    with shown, st.container(key="own-copy"):
        _title(say("app.own.copy"))
        st.text(say("app.own.copy.text", title=page.story.title))
        st.button(
            say("app.own.copy.edit"),
            key="own-copy-it",
            on_click=open_story,
            args=(page.file, lambda: _text_of(page)),
        )


def _title(text: str) -> None:
    st.html(f"<h3>{escape(text)}</h3>")


def _text_of(page: Page) -> str:
    """The file of the story shown as it is, comments and all; written anew where it is no YAML."""
    text = page.text()
    return yaml_text(story_data(page.story)) if text is None else text


def open_story(name: str, text: Callable[[], str], *, identity: str | None = None) -> None:
    """Open a text, which is made now, in the place of what is shown.

    `identity` is that of the copy in the reader's browser that the text comes from, if it does.
    """
    state = st.session_state
    state.own = draft_session.opened(name, text(), shelf=shared_jobs.shelf())
    state.own_id = identity or secrets.token_hex(8)
    state.own_fresh = identity is None
    state.own_table = "events" if state.own.data is not None else "text"
    state.before_own = state.get("story")
    if state.own.story is not None:
        state.story = draft_session.KEY


def _close() -> None:
    state = st.session_state
    for name in ("own", "own-fault"):
        state.pop(name, None)
    state.story = state.pop("before_own", None)


# ------------------------------------------------------------------------------------- to edit


def _edit(draft: Own) -> None:
    state, say = st.session_state, words()
    with st.container(key="own-head", horizontal=True, vertical_alignment="center"):
        st.text(_summary(draft), width="stretch")
        streamlit_component.take_home_button()
        st.button(say("app.own.close"), key="own-close", on_click=_close, type="tertiary")
    if fault := state.pop("own-fault", None):
        with st.container(key="own-fault-said"):
            st.text(fault)
    tables = [name for name in NAMES if name == "text" or draft.data is not None]
    table = st.segmented_control(
        say("app.own.table"),
        tables,
        default=state.get("own_table") if state.get("own_table") in tables else tables[0],
        required=True,
        format_func=lambda name: say(f"app.own.table.{name}"),
        key=f"own-table-{len(tables)}",
        label_visibility="collapsed",
        wrap=True,
    )
    state.own_table = table
    if table == "text":
        _text(draft)
    elif draft.data is not None:
        _table(draft, draft.data, str(table))
    _findings(draft)
    st.caption(say("app.own.promise"))


def _summary(draft: Own) -> str:
    faults, remarks = len(draft.checked.faults), draft.remarks
    if faults:
        key = "app.own.faulty.good" if draft.story else "app.own.faulty"
        return words()(key, n=faults, name=draft.name)
    if remarks:
        return words()("app.own.shown.remarks", n=remarks, name=draft.name)
    return words()("app.own.shown", name=draft.name)


def _table(draft: Own, data: Mapping[str, Any], table: str) -> None:
    import pandas as pd  # noqa: PLC0415 - only who edits pays for it

    say = words()
    columns, rows = table_editing.columns(data, table), table_editing.rows(data, table)
    said = [(fault.field, retold(fault.wrong, say)) for fault in draft.checked.faults]
    said += [(remark.field, retold(remark.wrong, say)) for remark in draft.checked.remarks]
    notes = table_editing.notes(data, table, said)
    names = [column.name for column in columns]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    frame.insert(0, MEND, ["; ".join(notes.get(i, ())) for i in range(len(rows))])
    fixed = table == "story"
    if not fixed:
        frame[DROP] = False
    key = f"own-editor-{table}-{draft.turn}"
    config: dict[str, Any] = {
        MEND: st.column_config.TextColumn(
            say("app.own.mend"), width="medium", disabled=True, pinned=True
        ),
        DROP: st.column_config.CheckboxColumn(say("app.own.drop"), width="small"),
    }
    for column in columns:
        config[column.name] = _config(column, rows, fixed=fixed)
    if not any(notes.values()):
        config[MEND] = None
    st.data_editor(
        frame,
        key=key,
        num_rows="fixed",
        hide_index=True,
        placeholder=" ",
        column_config=config,
        on_change=_changed,
        args=(key, table),
        height=min(35 * (len(rows) + 1) + 3, 480),
    )
    if not fixed:
        st.button(say("app.own.add"), key=f"own-add-{table}", on_click=_add, args=(table,))


def _config(column: table_editing.Column, rows: list[dict[str, Any]], *, fixed: bool) -> Any:
    name = column.name
    if column.kind == "flag":
        return st.column_config.CheckboxColumn(name)
    if column.kind == "choice":
        present = {str(row[name]) for row in rows if row[name] is not None}
        options = list(dict.fromkeys([*column.options, *sorted(present)]))
        return st.column_config.SelectboxColumn(name, options=options)
    width: Literal["large", "medium"] = "large" if column.wide else "medium"
    return st.column_config.TextColumn(
        name, width=width, max_chars=2000, disabled=fixed and name == "field"
    )


def _changed(key: str, table: str) -> None:
    """Take what was typed into the file, and the rows away that were marked."""
    state = st.session_state
    draft: Own = state.own
    if draft.data is None:
        return
    edits: dict[int, dict[str, Any]] = {
        int(number): dict(cells) for number, cells in state[key]["edited_rows"].items()
    }
    drop = [number for number, cells in edits.items() if cells.pop(DROP, False)]
    try:
        data = table_editing.changed(draft.data, table, edits)
        data = table_editing.without_rows(data, table, drop)
        moved = table == "claims" and any("of" in cells for cells in edits.values())
        state.own = draft_session.edited(draft, data, anew=bool(drop) or moved)
    except (StoryError, ValueError) as error:
        say = words()
        state["own-fault"] = say("app.own.not-taken", error=retold(error, say))
    _show()


def _add(table: str) -> None:
    state = st.session_state
    draft: Own = state.own
    if draft.data is not None:
        state.own = draft_session.edited(
            draft, table_editing.with_row(draft.data, table), anew=True
        )


def _text(draft: Own) -> None:
    if len(draft.text) > MOST_TEXT:
        st.text(words()("app.own.too-long"))
        return
    st.text_area(
        words()("app.own.file"),
        draft.text,
        key=f"own-text-{draft.turn}",
        height=480,
        label_visibility="collapsed",
        on_change=_typed,
        args=(f"own-text-{draft.turn}",),
    )


def _typed(key: str) -> None:
    state = st.session_state
    state.own = draft_session.retyped(state.own, state[key])
    _show()


def _show() -> None:
    """Bring the story onto the map as soon as it can be shown."""
    state = st.session_state
    if state.own.story is not None:
        state.story = draft_session.KEY


def _findings(draft: Own) -> None:
    say = words()
    for kind, many, count in (
        ("faults", draft.checked.faults, len(draft.checked.faults)),
        ("remarks", draft.checked.remarks, draft.remarks),
    ):
        if not many:
            continue
        with st.container(key=f"own-{kind}"):
            _title(say(f"app.own.{kind}"))
            for finding in many[:MOST_FINDINGS]:
                st.text(finding.told(say))
            if count > MOST_FINDINGS:
                st.text(say("app.own.more", n=count - MOST_FINDINGS, name=draft.name))
