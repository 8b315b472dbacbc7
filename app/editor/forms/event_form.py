"""An event at a time: what happened, to whom, where, when, and who says so."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.editor import story_edits
from app.editor.draft_session import Own
from app.editor.forms.bound_fields import (
    EVENT,
    Data,
    many_field,
    row_choice,
    said,
    said_at,
    show,
    take,
    text_field,
)
from app.editor.forms.claim_form import claims_form
from app.editor.forms.place_field import place_field, place_names
from app.editor.forms.time_field import more_on_time, time_field
from app.editor.forms.way_form import way_form, way_switch
from app.editor.story_edits import items
from app.page_words import words

HEADLINE = 90


def events_form(own: Own) -> None:
    """Draw the choice of an event, and the form of the one that is chosen."""
    assert own.data is not None
    say, state = words(), st.session_state
    names = _event_names(own)
    if state.get(EVENT) not in names:
        state[EVENT] = next(iter(names), None)
    event = state[EVENT]
    with st.container(key="own-event-choice", horizontal=True, vertical_alignment="bottom"):
        if event is not None:
            row_choice(say("app.edit.event"), "own-event", names, str(event), _chosen)
        st.button(
            say("app.edit.event.add"), key="own-event-add", icon=":material/add:", on_click=_added
        )
    if event is not None:
        _form(own, str(event))


def _event_names(own: Own) -> dict[str, str]:
    """Name the events by their ids, numbered, with a word for those that the map does not show."""
    assert own.data is not None
    say = words()
    lacking = {row.number for row in own.left_out if row.kind == "events"}
    out = {}
    for i, row in enumerate(story_edits.rows_of(own.data, "events")):
        headline = str(row.get("headline") or say("app.edit.event.untold"))
        key = "app.edit.event.lacking" if i in lacking else "app.edit.event.named"
        out[str(row.get("id", ""))] = say(key, number=i + 1, headline=headline)
    return out


def _chosen(event: str) -> None:
    st.session_state[EVENT] = event
    show(look=True)


def _added() -> None:
    state = st.session_state

    def change(data: Data) -> Data:
        out, state[EVENT] = story_edits.with_event(data)
        return out

    take(change)


def _form(own: Own, event: str) -> None:
    assert own.data is not None
    say = words()
    number = story_edits.number_of(own.data, "events", event)
    row = story_edits.row_of(own.data, "events", event)
    path, leg = f"events[{number}]", str(row.get("leg") or "")

    def setter(key: str) -> Any:
        return lambda data, value: story_edits.with_fields(
            data, "events", event, {key: str(value).strip() or None}
        )

    text_field(
        own,
        say("app.edit.headline"),
        f"own-events-{event}-headline",
        row.get("headline"),
        setter("headline"),
        path=f"{path}.headline",
        most=HEADLINE,
        needed=say("app.edit.headline.needed"),
        hint=say("app.edit.headline.hint"),
    )
    many_field(own, say("app.edit.people"), f"own-events-{event}-people", items(row.get("people")),
               people_names(own.data), _people(event), path=f"{path}.people", new=True,
               needed=say("app.edit.people.needed"), hint=say("app.edit.people.hint"))  # fmt: skip
    way_switch(event, on=bool(leg))
    if leg:
        way_form(own, leg)
        more_on_time(own, "legs", leg, path=_leg_path(own.data, leg))
    else:
        place_field(own, say("app.edit.place"), "events", event, "place", path=f"{path}.place")
        untimed = not any(row.get(key) for key in ("start", "after", "before", "words"))
        time_field(own, say("app.edit.when"), "events", event, "start", path=path,
                   needed=say("app.edit.when.needed") if untimed else "")  # fmt: skip
        more_on_time(own, "events", event, path=path)
    text_field(own, say("app.edit.text"), f"own-events-{event}-text", row.get("text"),
               setter("text"), path=f"{path}.text", tall=True)  # fmt: skip
    claims_form(own, "events", event, path=path)
    with st.expander(say("app.edit.event.more")):
        _more(own, event, path)
    for line in _of_the_row(own, path):
        said(line)


def _leg_path(data: Data, leg: str) -> str:
    return f"legs[{story_edits.number_of(data, 'legs', leg)}]"


def _of_the_row(own: Own, path: str) -> list[str]:
    """What the check says of the row itself, where no field has said it."""
    assert own.data is not None
    row = story_edits.rows_of(own.data, "events")[int(path[7:-1])]
    said_before = not any(row.get(key) for key in ("start", "after", "before", "leg"))
    faults = [fault for fault in own.checked.faults if fault.field == path]
    return [] if said_before or not faults else said_at(own, path)[: len(faults)]


def people_names(data: Data) -> dict[str, str]:
    """Give the people's names by their ids."""
    return {
        str(row.get("id", "")): str(row.get("name") or row.get("id", ""))
        for row in story_edits.rows_of(data, "people")
    }


def _people(event: str) -> Any:
    return lambda data, chosen: story_edits.with_people(data, "events", event, map(str, chosen))


def _more(own: Own, event: str, path: str) -> None:
    assert own.data is not None
    say = words()
    row = story_edits.row_of(own.data, "events", event)
    many_field(own, say("app.edit.mentions"), f"own-events-{event}-mentions",
               items(row.get("mentions")), place_names(own.data),
               lambda data, chosen: story_edits.with_fields(
                   data, "events", event, {"mentions": list(chosen) or None}),
               path=f"{path}.mentions")  # fmt: skip
    text_field(own, say("app.edit.called"), f"own-events-{event}-called", row.get("called"),
               lambda data, value: story_edits.with_fields(
                   data, "events", event, {"called": str(value).strip() or None}),
               path=f"{path}.called", most=160, hint=say("app.edit.called.hint"))  # fmt: skip
    with st.container(key="own-event-move", horizontal=True):
        st.button(say("app.edit.event.up"), key=f"own-events-{event}-up", type="tertiary",
                  on_click=_moved, args=(event, -1))  # fmt: skip
        st.button(say("app.edit.event.down"), key=f"own-events-{event}-down", type="tertiary",
                  on_click=_moved, args=(event, 1))  # fmt: skip
        st.button(say("app.edit.event.drop"), key=f"own-events-{event}-drop", type="tertiary",
                  on_click=_dropped, args=(event,))  # fmt: skip


def _moved(event: str, by: int) -> None:
    take(lambda data: story_edits.moved(data, event, by))


def _dropped(event: str) -> None:
    take(lambda data: story_edits.without_row(data, "events", event))
