"""Who went from where to where, and how: the way of an event that is a movement."""

from __future__ import annotations

from typing import Any, get_args

import streamlit as st

from app.editor import story_edits
from app.editor.draft_session import Own
from app.editor.forms.bound_fields import Data, bind, choice_field, heard, many_field, say_at, take
from app.editor.forms.place_field import known_fields, place_field, place_names
from app.editor.forms.time_field import time_field
from app.editor.story_edits import items
from app.page_words import words
from geo.story.model import End, Mode, Outcome, PathKind


def way_switch(event: str, *, on: bool) -> None:
    """Draw the switch that says whether an event is a movement."""
    field = f"own-events-{event}-is-way"
    key = bind(field, on)
    st.toggle(words()("app.edit.way"), on, key=key, on_change=_switched, args=(field, key, event))


def _switched(field: str, key: str, event: str) -> None:
    on = bool(st.session_state[key])
    widget = heard(field, key, on)
    change = story_edits.with_way if on else story_edits.without_way
    if widget and take(lambda data: change(data, event), look=True):
        widget.filed = on


def way_form(own: Own, leg: str) -> None:
    """Draw the ends, the times and the manner of a way."""
    assert own.data is not None
    say = words()
    number = story_edits.number_of(own.data, "legs", leg)
    if number is None:
        return
    path = f"legs[{number}]"
    row = story_edits.row_of(own.data, "legs", leg)

    def setter(key: str, default: str = "") -> Any:
        return lambda data, value: story_edits.with_fields(
            data, "legs", leg, {key: None if value in (default, [], None) else value}
        )

    for end in ("from", "to"):
        place_field(own, say(f"app.edit.way.{end}"), "legs", leg, end, path=f"{path}.{end}",
                    needed=say(f"app.edit.way.{end}.needed"))  # fmt: skip
    many_field(own, say("app.edit.way.unreported"), f"own-legs-{leg}-unreported_ends",
               items(row.get("unreported_ends")),
               {end: say(f"app.edit.way.unreported.{end}") for end in get_args(End)},
               setter("unreported_ends"), path=f"{path}.unreported_ends")  # fmt: skip
    many_field(own, say("app.edit.way.via"), f"own-legs-{leg}-via", items(row.get("via")),
               place_names(own.data), _via(leg), path=f"{path}.via", new=True,
               hint=say("app.edit.place.hint"), look=True)  # fmt: skip
    mode, outcome = st.columns(2)
    with mode:
        choice_field(own, say("app.edit.way.mode"), f"own-legs-{leg}-mode",
                     row.get("mode", "unknown"),
                     {mode: say(f"app.edit.mode.{mode}") for mode in get_args(Mode)},
                     setter("mode", "unknown"), path=f"{path}.mode")  # fmt: skip
    with outcome:
        choice_field(own, say("app.edit.way.outcome"), f"own-legs-{leg}-outcome",
                     row.get("outcome", "arrived") or None,
                     {outcome: say(f"app.edit.outcome.{outcome}") for outcome in get_args(Outcome)},
                     setter("outcome", "arrived"), path=f"{path}.outcome",
                     needed=say("app.edit.way.outcome.needed"))  # fmt: skip
    choice_field(own, say("app.edit.way.path"), f"own-legs-{leg}-path", row.get("path", "inferred"),
                 {path: say(f"app.edit.path.{path}") for path in get_args(PathKind)},
                 setter("path", "inferred"), path=f"{path}.path")  # fmt: skip
    untimed = not any(row.get(key) for key in ("window", "departure", "arrival", "after", "before"))
    time_field(
        own,
        say("app.edit.way.window"),
        "legs",
        leg,
        "window",
        path=path,
        needed=say("app.edit.when.needed") if untimed and not row.get("words") else "",
    )
    left, came = st.columns(2)
    with left:
        time_field(own, say("app.edit.way.departure"), "legs", leg, "departure", path=path)
    with came:
        time_field(own, say("app.edit.way.arrival"), "legs", leg, "arrival", path=path)
    event = next((e for e in story_edits.rows_of(own.data, "events") if e.get("leg") == leg), {})
    for key in ("headline", "people", "claims"):
        if row.get(key) is not None and row.get(key) != event.get(key):  # said with the event
            say_at(own, f"{path}.{key}")


def _via(leg: str) -> Any:
    def change(data: Data, chosen: Any) -> Data:
        ids: list[str] = []
        for name in chosen:
            place = str(name)
            if story_edits.number_of(data, "places", place) is None:
                data, place = story_edits.with_place(data, place, known_fields(place))
            ids.append(place)
        return story_edits.with_fields(data, "legs", leg, {"via": ids or None})

    return change
