"""The rows that events name: people, places, sources; and the story itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from app.editor import story_edits
from app.editor.draft_session import Own
from app.editor.forms.bound_fields import (
    Data,
    choice_field,
    flag_field,
    row_choice,
    say_at,
    take,
    text_field,
)
from app.editor.forms.claim_form import source_names
from app.editor.forms.event_form import people_names
from app.editor.forms.place_field import known_fields, place_names, where
from app.editor.time_answers import zone_of
from app.editor.time_zones import read_zone
from app.page_words import words
from articles.lone_times import read_lone_time
from geo.evidence.admiralty_scale import LETTERS

_NAMES: dict[str, Callable[[Data], dict[str, str]]] = {
    "people": people_names,
    "places": place_names,
    "sources": source_names,
}
FEW = 6
"""How many of the events that name a row are listed."""


def rows_form(own: Own, kind: str) -> None:
    """Draw the choice of a row of a list, its form, and buttons to add and to delete a row."""
    assert own.data is not None
    say, state = words(), st.session_state
    names, chosen = _NAMES[kind](own.data), f"own-{kind}-chosen"
    if state.get(chosen) not in names:
        state[chosen] = next(iter(names), None)
    name = state[chosen]
    with st.container(key=f"own-{kind}-choice", horizontal=True, vertical_alignment="bottom"):
        if name is not None:
            label = say(f"app.edit.{kind}.one")
            row_choice(label, f"own-{kind}", names, str(name), partial(_chosen, chosen))
        st.button(say(f"app.edit.{kind}.add"), key=f"own-{kind}-add", icon=":material/add:",
                  on_click=_added, args=(kind, chosen))  # fmt: skip
    if name is None:
        st.text(say(f"app.edit.{kind}.none"))
        return
    number = story_edits.number_of(own.data, kind, name)
    {"people": _person, "places": _place, "sources": _source}[kind](own, name, f"{kind}[{number}]")
    used = story_edits.used_by(own.data, kind, name)
    if used:
        more = say("app.edit.used.more", n=len(used) - FEW) if len(used) > FEW else ""
        st.text(say("app.edit.used", names="; ".join([*used[:FEW], *filter(None, [more])])))
    else:
        st.button(say(f"app.edit.{kind}.drop"), key=f"own-{kind}-{name}-drop", type="tertiary",
                  on_click=_dropped, args=(kind, name))  # fmt: skip


def _chosen(key: str, name: str) -> None:
    st.session_state[key] = name


def _added(kind: str, chosen: str) -> None:
    state = st.session_state

    def change(data: Data) -> Data:
        fields: dict[str, Any] = {"paragraphs": 1} if kind == "sources" else {}
        if kind == "people":
            data, group = story_edits.a_group(dict(data))
            fields = {"group": group}
        out, state[chosen] = story_edits.with_row(data, kind, fields)
        return out

    take(change)


def _dropped(kind: str, name: str) -> None:
    take(lambda data: story_edits.without_row(data, kind, name))


def _setter(kind: str, name: str, key: str) -> Any:
    return lambda data, value: story_edits.with_fields(
        data, kind, name, {key: (value.strip() if isinstance(value, str) else value) or None}
    )


def _person(own: Own, name: str, path: str) -> None:
    assert own.data is not None
    say = words()
    row, setter = story_edits.row_of(own.data, "people", name), partial(_setter, "people", name)
    key = f"own-people-{name}"
    text_field(
        own,
        say("app.edit.person.name"),
        f"{key}-name",
        row.get("name"),
        setter("name"),
        path=f"{path}.name",
        most=160,
        needed=say("app.edit.person.name.needed"),
    )
    text_field(own, say("app.edit.person.short"), f"{key}-short", row.get("short"),
               setter("short"), path=f"{path}.short", most=160)  # fmt: skip
    text_field(own, say("app.edit.person.role"), f"{key}-role", row.get("role"), setter("role"),
               path=f"{path}.role", most=160)  # fmt: skip
    groups = {
        str(group.get("id", "")): str(group.get("name") or group.get("id", ""))
        for group in story_edits.rows_of(own.data, "groups")
    }
    choice_field(
        own,
        say("app.edit.person.group"),
        f"{key}-group",
        row.get("group"),
        groups,
        lambda data, group: story_edits.with_group(data, name, str(group or "People")),
        path=f"{path}.group",
        new=True,
        help_=say("app.edit.person.group.help"),
    )
    flag_field(own, say("app.edit.person.plural"), f"{key}-plural", row.get("plural"),
               setter("plural"), path=f"{path}.plural")  # fmt: skip


def _place(own: Own, name: str, path: str) -> None:
    assert own.data is not None
    say = words()
    row = story_edits.row_of(own.data, "places", name)

    def renamed(data: Data, value: Any) -> Data:
        text = str(value).strip()
        return story_edits.renamed_place(data, name, text, known_fields(text) if text else {})

    text_field(own, say("app.edit.place.name"), f"own-places-{name}-name", row.get("name"), renamed,
               path=f"{path}.name-itself", most=160, needed=say("app.edit.place.name.needed"),
               help_=say("app.edit.place.name.help"), look=True)  # fmt: skip
    where(own, name, within=f"places-{name}")
    text_field(own, say("app.edit.place.note"), f"own-places-{name}-note", row.get("note"),
               _setter("places", name, "note"), path=f"{path}.note")  # fmt: skip


def _source(own: Own, name: str, path: str) -> None:
    assert own.data is not None
    say = words()
    row, setter = story_edits.row_of(own.data, "sources", name), partial(_setter, "sources", name)
    key = f"own-sources-{name}"
    text_field(own, say("app.edit.source.publisher"), f"{key}-publisher", row.get("publisher"),
               setter("publisher"), path=f"{path}.publisher", most=160,
               needed=say("app.edit.source.publisher.needed"))  # fmt: skip
    text_field(own, say("app.edit.source.title"), f"{key}-title", row.get("title"),
               setter("title"), path=f"{path}.title", most=160,
               needed=say("app.edit.source.title.needed"))  # fmt: skip
    text_field(own, say("app.edit.source.published"), f"{key}-published", row.get("published"),
               _dated(setter("published")), path=f"{path}.published", most=60, hint="2025-11-14",
               needed=say("app.edit.source.published.needed"))  # fmt: skip
    text_field(own, say("app.edit.source.url"), f"{key}-url", row.get("url"), setter("url"),
               path=f"{path}.url", most=500, hint="https://")  # fmt: skip
    choice_field(
        own,
        say("app.edit.source.reliability"),
        f"{key}-reliability",
        row.get("reliability", "F"),
        {letter: say(f"app.edit.letter.{letter}") for letter in LETTERS},
        lambda data, value: setter("reliability")(data, None if value in (None, "F") else value),
        path=f"{path}.reliability",
        help_=say("app.edit.source.reliability.help"),
    )
    say_at(own, f"{path}.paragraphs")


def _dated(change: Any) -> Any:
    """Read "14 November 2025" as a day; other text stays as it is, and the check says so."""

    def dated(data: Data, value: Any) -> Data:
        text = str(value).strip()
        read = read_lone_time(text, published=None, zone=zone_of(data))
        return change(data, read.when or text)  # type: ignore[no-any-return]

    return dated


def story_form(own: Own) -> None:
    """Draw the form of the fields that hold for the whole story."""
    data = own.data
    assert data is not None
    say = words()

    def setter(key: str) -> Any:
        def change(table: Data, value: Any) -> Data:
            out = dict(table)
            value = value.strip() if isinstance(value, str) else value
            if value:
                out[key] = value
            else:
                out.pop(key, None)
            return out

        return change

    text_field(own, say("app.edit.story.title"), "own-story-title", data.get("title"),
               setter("title"), path="title", most=160,
               needed=say("app.edit.story.title.needed"))  # fmt: skip
    text_field(own, say("app.edit.story.subtitle"), "own-story-subtitle", data.get("subtitle"),
               setter("subtitle"), path="subtitle", tall=True)  # fmt: skip
    text_field(own, say("app.edit.story.zone"), "own-story-zone", data.get("time_zone"),
               lambda table, value: setter("time_zone")(table, read_zone(value)),
               path="time_zone", most=60, hint=say("app.report.zone.hint"),
               needed=say("app.edit.story.zone.needed"))  # fmt: skip
    text_field(own, say("app.edit.story.zone-name"), "own-story-zone-name", data.get("zone_name"),
               setter("zone_name"), path="zone_name", most=160,
               hint=say("app.edit.story.zone-name.hint"))  # fmt: skip
    events = {
        str(row.get("id", "")): str(row.get("headline") or row.get("id", ""))
        for row in story_edits.rows_of(data, "events")
    }
    choice_field(own, say("app.edit.story.opens"), "own-story-opens", data.get("opens_at"), events,
                 setter("opens_at"), path="opens_at")  # fmt: skip
    for i, row in enumerate(story_edits.rows_of(data, "groups")):
        text_field(own, say("app.edit.story.lane", n=i + 1), f"own-groups-{row.get('id')}-name",
                   row.get("name"), _setter("groups", str(row.get("id", "")), "name"),
                   path=f"groups[{i}].name", most=160)  # fmt: skip
