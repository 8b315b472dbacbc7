"""The panel *Your own story*: begin one, upload one, edit it beside the map, share it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Literal

import streamlit as st

from app import warm_start
from app.editor import (
    draft_session,
    file_import,
    report_panel,
    story_edits,
    table_editing,
    time_zones,
)
from app.editor.draft_session import Own
from app.editor.forms import bound_fields, event_form, row_forms
from app.editor.report_session import Report
from app.jobs import shared_jobs
from app.page_context import Page
from app.page_words import words
from geo.errors import Fault, StoryError, sentences
from geo.language.told_text import retold
from geo.remarks.story_check import Remark
from geo.yaml.starter_story import starter_text
from geo.yaml.yaml_writer import story_data, yaml_text
from layers.web import streamlit_component

VIEWS = ("events", "places", "people", "sources", "story", "rows", "text")
"""What can be seen of a story that is edited: forms, all rows as tables, the file as text."""
ASKS = "own-asks-before"
"""State key: what waits for a confirmation, closing the story or emptying its text."""
FEW_NAMES = 6
"""How many of the events that the map does not show are named."""
MEND, DROP = "to-mend", "take-away"
"""The columns that are the editor's own; no key of a story file has a hyphen."""
MOST_FINDINGS = 100
"""How many faults, and how many remarks, are listed."""
MOST_TEXT = 200_000
"""Characters; a longer text is not edited on the page but in a text editor."""


def draw(page: Page) -> None:
    """Draw the panel."""
    warm_start.begin_reading_places()
    if report_panel.ASKED in st.session_state:
        report_panel.read_asked()
        return
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
        _new()
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
        st.text(say("app.own.begin.text"))
        st.button(
            say("app.own.begin.starter"),
            key="own-begin",
            on_click=open_story,
            args=("example", starter_text),
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


def _new() -> None:
    """Ask for what a reporter knows first; all of it can be added later."""
    say = words()
    with st.form("own-new-story", border=False):
        st.text_input(say("app.own.new.title"), key="own-new-title", max_chars=160)
        st.text_input(
            say("app.own.new.publisher"),
            key="own-new-publisher",
            max_chars=160,
            placeholder=say("app.own.new.publisher.hint"),
        )
        st.date_input(
            say("app.report.published"),
            value=None,
            min_value=report_panel.EARLIEST,
            max_value=report_panel.LATEST,
            format="YYYY-MM-DD",
            key="own-new-published",
        )
        st.text_input(
            say("app.own.new.zone"),
            placeholder=say("app.report.zone.hint"),
            key="own-new-zone",
            max_chars=60,
        )
        st.form_submit_button(say("app.own.begin.new"), type="primary", on_click=_begun)
    if fault := st.session_state.pop("own-new-fault", None):
        with st.container(key="own-new-fault-said"):
            st.text(fault)


def _begun() -> None:
    """Open a story that has these answers alone; without a zone no time could be read."""
    state, say = st.session_state, words()
    zone = state.get("own-new-zone") or ""
    if not zone.strip():
        state["own-new-fault"] = say("app.edit.story.zone.needed")
        return
    if fault := time_zones.wrong_zone(zone):
        state["own-new-fault"] = sentences(*(retold(part, say) for part in fault))
        return
    text = story_edits.begun_text(
        title=state.get("own-new-title") or "",
        zone=time_zones.read_zone(zone),
        publisher=state.get("own-new-publisher") or "",
        published=state.get("own-new-published"),
    )
    open_story(state.get("own-new-title") or "story", lambda: text)


def _title(text: str) -> None:
    st.html(f"<h3>{escape(text)}</h3>")


def _text_of(page: Page) -> str:
    """The file of the story shown as it is, comments and all; written anew where it is no YAML."""
    text = page.text()
    return yaml_text(story_data(page.story)) if text is None else text


def open_story(name: str, text: Callable[[], str], *, identity: str | None = None) -> None:
    """Open a text, which `text` makes now, in place of what is shown.

    `identity` is that of the copy in the reader's browser that the text comes from, if it does.
    """
    state = st.session_state
    state.own = draft_session.opened(name, text(), shelf=shared_jobs.shelf())
    state.own_id = identity or secrets.token_hex(8)
    state.own_fresh = identity is None
    bound_fields.forget()
    state.own_view = "events" if state.own.data is not None else "text"
    state.pop(ASKS, None)
    state.before_own = state.get("story")
    if state.own.story is not None:
        state.story = draft_session.KEY


def _close() -> None:
    state = st.session_state
    for name in ("own", "own-fault", ASKS):
        state.pop(name, None)
    bound_fields.forget()
    state.story = state.pop("before_own", None)


# ------------------------------------------------------------------------------------- to edit


def _edit(draft: Own) -> None:
    state, say = st.session_state, words()
    with st.container(key="own-head", horizontal=True, vertical_alignment="center"):
        st.text(_summary(draft), width="stretch")
        st.button(say("app.own.undo"), key="own-undo", on_click=_step, args=("undone",),
                  disabled=not draft.before, type="tertiary", icon=":material/undo:")  # fmt: skip
        st.button(say("app.own.redo"), key="own-redo", on_click=_step, args=("redone",),
                  disabled=not draft.after, type="tertiary", icon=":material/redo:")  # fmt: skip
        streamlit_component.take_home_button(words().language)
        st.button(say("app.own.share"), key="own-share", on_click=_share, type="tertiary",
                  disabled=draft.story is None)  # fmt: skip
        st.button(say("app.own.close"), key="own-close", on_click=_ask, args=("close",),
                  type="tertiary")  # fmt: skip
    if state.get(ASKS) is not None:
        _question(state[ASKS])
    if fault := state.pop("own-fault", None):
        with st.container(key="own-fault-said"):
            st.text(fault)
    if draft.story is None:
        with st.container(key="own-nothing"):
            st.text(say("app.own.nothing"))
    views = [view for view in VIEWS if view == "text" or draft.data is not None]
    view = st.segmented_control(
        say("app.own.view"),
        views,
        default=state.get("own_view") if state.get("own_view") in views else views[0],
        required=True,
        format_func=lambda name: say(f"app.own.view.{name}"),
        key=f"own-view-{len(views)}",
        label_visibility="collapsed",
        wrap=True,
    )
    state.own_view = view
    if view == "text":
        _text(draft)
    elif draft.data is None:
        pass
    elif view == "rows":
        _rows(draft, draft.data)
    elif view == "events":
        event_form.events_form(draft)
    elif view == "story":
        row_forms.story_form(draft)
    else:
        row_forms.rows_form(draft, str(view))
    _left_out(draft)
    _findings(draft, in_text=view in ("text", "rows"))
    st.caption(say("app.own.promise"))


def _step(name: str) -> None:
    """Undo the last change, or do again what was undone."""
    state = st.session_state
    state.own = draft_session.undone(state.own) if name == "undone" else \
        draft_session.redone(state.own)  # fmt: skip
    bound_fields.show(look=True)


def _share() -> None:
    """Open the panel in which a link, a file and a site are made of the story."""
    st.session_state.panel = "share"


def _ask(what: str) -> None:
    """Ask before something is done that typing cannot bring back."""
    st.session_state[ASKS] = what


def _question(what: str) -> None:
    say = words()
    with st.container(key="own-asks", horizontal=True, vertical_alignment="center"):
        st.text(say(f"app.own.ask.{what}"))
        st.button(say(f"app.own.ask.{what}.yes"), key="own-asks-yes", type="primary",
                  on_click=_close if what == "close" else _emptied)  # fmt: skip
        st.button(say("app.own.ask.no"), key="own-asks-no", on_click=_kept)


def _kept() -> None:
    st.session_state.pop(ASKS, None)


def _emptied() -> None:
    state = st.session_state
    state.pop(ASKS, None)
    state.own = draft_session.retyped(state.own, "")


def _rows(draft: Own, data: Mapping[str, Any]) -> None:
    """All rows at once, in tables of the file's own keys."""
    state, say = st.session_state, words()
    table = st.segmented_control(
        say("app.own.table"),
        list(table_editing.TABLES),
        default=state.get("own_table", "events"),
        required=True,
        format_func=lambda name: say(f"app.own.table.{name}"),
        key="own-table",
        label_visibility="collapsed",
        wrap=True,
    )
    state.own_table = table
    _table(draft, data, str(table))


def _left_out(draft: Own) -> None:
    """Name what the map does not show yet."""
    events = [row for row in draft.left_out if row.kind in ("events", "legs")]
    if not events or draft.story is None:
        return
    say = words()
    names = list(
        dict.fromkeys(
            row.name or say(f"app.own.row.{row.kind}", n=row.number + 1) for row in events
        )
    )
    with st.container(key="own-left-out"):
        st.text(say("app.own.left-out", n=len(names), names="; ".join(names[:FEW_NAMES])))


def _summary(draft: Own) -> str:
    faults, remarks = len(draft.checked.faults), draft.remarks
    if faults:
        key = "app.own.faulty.good" if draft.story else "app.own.faulty"
        if draft.good == draft.text:
            key = "app.own.faulty.part"
        return words()(key, n=faults, name=draft.name)
    if remarks:
        return words()("app.own.shown.remarks", n=remarks, name=draft.name)
    return words()("app.own.shown", name=draft.name)


def _table(draft: Own, data: Mapping[str, Any], table: str) -> None:
    import pandas as pd  # noqa: PLC0415 - loaded only for those who edit

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
    """Put what was typed into the file, and delete the rows that are marked for it."""
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
    bound_fields.show()


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
    if not state[key].strip() and state.own.text.strip():
        state[key] = state.own.text
        _ask("empty")
        return
    state.own = draft_session.retyped(state.own, state[key])
    bound_fields.show()


def _findings(draft: Own, *, in_text: bool) -> None:
    """List what is to be mended: by file and line beside the text, else by the row's name."""
    say = words()
    for kind, many, count in (
        ("faults", draft.checked.faults, len(draft.checked.faults)),
        ("remarks", draft.checked.remarks, draft.remarks),
    ):
        if not many:
            continue
        with st.container(key=f"own-{kind}"):
            _title(say(f"app.own.{kind}"))
            told = (
                finding.told(say) if in_text else _named(draft, finding)
                for finding in many[:MOST_FINDINGS]
            )
            for line in dict.fromkeys(told):  # an event and its way have the same claims
                st.text(line)
            if count > MOST_FINDINGS:
                st.text(say("app.own.more", n=count - MOST_FINDINGS, name=draft.name))


def _row_name(data: Mapping[str, Any], kind: str, number: int) -> str:
    """Give what readers call a row, else its number; a way without a headline is its event."""
    rows = story_edits.rows_of(data, kind)
    if number >= len(rows):
        return ""
    row = rows[number]
    if name := row.get("headline") or row.get("name") or row.get("publisher"):
        return str(name)
    if kind == "legs":
        events = [each.get("leg") for each in story_edits.rows_of(data, "events")]
        if row.get("id") in events:
            return _row_name(data, "events", events.index(row.get("id")))
    return words()(f"app.own.row.{kind}", n=number + 1)


def _named(draft: Own, finding: Fault | Remark) -> str:
    """Tell a finding by the name of its row, without file, line and keys."""
    row = re.match(r"(\w+)\[(\d+)\]", finding.field)
    name = _row_name(draft.data or {}, row[1], int(row[2])) if row else ""
    told = bound_fields.in_form_words(sentences(finding.wrong, finding.mend))
    return words()("app.own.of-row", name=name, told=told) if name else told
