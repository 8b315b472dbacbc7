"""Where: a name, which place it is among candidates on a small map, and how well it is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.editor import place_answers, story_edits
from app.editor.draft_session import Own
from app.editor.file_import import safe_label
from app.editor.forms.bound_fields import (
    Data,
    choice_field,
    number_field,
    say_at,
    take,
)
from app.editor.place_sketch import sketch
from app.page_words import words
from geo.language.messages import FALLBACK, Messages, messages_of
from geo.world.borders import countries

MOST_KM = 2000.0


def place_field(
    own: Own, label: str, kind: str, name: str, field: str, *, path: str, needed: str = ""
) -> None:
    """Draw the field for the place of an event, or of an end of a way, and where that is."""
    assert own.data is not None
    say = words()
    row = story_edits.row_of(own.data, kind, name)
    value = row.get(field)

    def change(data: Data, chosen: Any) -> Data:
        if not chosen:
            return story_edits.with_fields(data, kind, name, {field: None})
        place = str(chosen)
        if story_edits.number_of(data, "places", place) is None:
            data, place = story_edits.with_place(data, place, known_fields(place))
        return story_edits.with_fields(data, kind, name, {field: place})

    choice_field(
        own,
        label,
        f"own-{kind}-{name}-{field}",
        value,
        place_names(own.data),
        change,
        path=path,
        needed=needed,
        new=True,
        hint=say("app.edit.place.hint"),
        look=True,
    )
    with st.container():  # always there, so that the fields below keep their place in the tree
        if value is not None:
            where(own, str(value), within=f"{kind}-{name}-{field}")


def place_names(data: Data) -> dict[str, str]:
    """Give the places' names by their ids."""
    return {
        str(row.get("id", "")): str(row.get("name") or row.get("id", ""))
        for row in story_edits.rows_of(data, "places")
    }


def known_fields(name: str) -> Mapping[str, Any]:
    """Give a story's fields for a place whose name can mean only one; nothing for another."""
    say = words()
    with st.spinner(say("app.edit.place.looking")):
        choice = place_answers.sure(place_answers.choices(name, _writing()))
    return choice.fields if choice else {}


def _writing() -> Messages:
    """Give the messages of the story's language, for what goes into its file."""
    return messages_of(str((st.session_state.own.data or {}).get("language") or FALLBACK))


def where(own: Own, place: str, *, within: str) -> None:
    """Say where a place is, or ask for it; `within` tells this part of the page from others."""
    assert own.data is not None
    number = story_edits.number_of(own.data, "places", place)
    if number is None:
        return
    row = story_edits.row_of(own.data, "places", place)
    again = f"own-again-{within}"
    located = _located(row) or _looked_up(own, row) is not None
    with st.container(key=f"own-where-{within}"):
        if located and not st.session_state.get(again):
            _told(own, place, number, within, again)
        else:
            _ask(row, place, within, again)
        for key in ("lon", "lat", "area", "country", "gazetteer", "coordinates_from"):
            say_at(own, f"places[{number}].{key}")
        if located:
            say_at(own, f"places[{number}].name")


def _located(row: Mapping[str, Any]) -> bool:
    return any(row.get(key) is not None for key in ("lon", "lat", "area", "gazetteer"))


def _looked_up(own: Own, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give where the map shows a place that is located by its name alone, or None."""
    place = own.story.place.get(str(row.get("id", ""))) if own.story else None
    if place is None or (place.name, place.country) != (row.get("name"), row.get("country")):
        return None
    return place.model_dump(include={"lon", "lat", "area", "coordinates_from"})


def _told(own: Own, place: str, number: int, within: str, again: str) -> None:
    assert own.data is not None
    say, row = words(), story_edits.row_of(own.data, "places", place)
    told, press = st.columns([3, 1], vertical_alignment="center")
    with told:
        st.caption(safe_label(_described(row if _located(row) else _looked_up(own, row) or row)))
    with press:
        st.button(
            say("app.edit.place.again"),
            key=f"own-elsewhere-{within}",
            type="tertiary",
            on_click=_again,
            args=(again,),
        )
    if row.get("lon") is not None and row.get("area") is None:
        number_field(
            own,
            say("app.edit.place.within"),
            f"own-places-{place}-precision_km-{within}",
            row.get("precision_km"),
            lambda data, km: story_edits.with_fields(
                data, "places", place, {"precision_km": round(km, 3) if km else None}
            ),
            path=f"places[{number}].precision_km",
            least=0.1,
            most=MOST_KM,
            help_=say("app.edit.place.within.help"),
        )


def _again(key: str) -> None:
    st.session_state[key] = True


def _described(row: Mapping[str, Any]) -> str:
    say = words()
    if (code := row.get("area")) is not None:
        land = countries().get(str(code))
        return say("app.edit.place.at.country", name=land.name if land else str(code))
    if row.get("lon") is None:
        return say("app.edit.place.at.entry", entry=str(row.get("gazetteer")))
    return say(
        "app.edit.place.at.point",
        lat=f"{row.get('lat')}",
        lon=f"{row.get('lon')}",
        source=str(row.get("coordinates_from", "")),
    )


def _ask(row: Mapping[str, Any], place: str, within: str, again: str) -> None:
    say = words()
    name = str(row.get("name", ""))
    with st.spinner(say("app.edit.place.looking")):
        offered = place_answers.choices(name, say)
    if offered:
        st.text(say("app.edit.place.which", name=name))
        spots = [(choice.lon, choice.lat, str(i)) for i, choice in enumerate(offered, 1)]
        st.image(sketch(spots), width="stretch", alt=say("app.edit.place.sketch", n=len(spots)))
        by_value = {choice.value: choice for choice in offered}
        key = f"own-which-{within}-{name}"
        st.radio(
            say("app.edit.place.which.short"),
            list(by_value),
            index=None,
            key=key,
            format_func=lambda value: safe_label(
                f"{list(by_value).index(value) + 1}  {by_value[value].label}"
            ),
            label_visibility="collapsed",
            on_change=_chosen,
            args=(
                key,
                place,
                again,
                {choice.value: choice.fields for choice in place_answers.choices(name, _writing())},
            ),
        )
    else:
        st.text(say("app.edit.place.unknown", name=name))
    near, point = st.columns(2)
    with near:
        key = f"own-near-{within}-{name}"
        st.text_input(
            say("app.edit.place.in-or-near"),
            key=key,
            max_chars=160,
            on_change=_nearby,
            args=(key, place, again),
        )
        _nearby_choices(name, place, within, again)
    with point:
        key = f"own-point-{within}-{name}"
        st.text_input(
            say("app.edit.place.point"),
            key=key,
            max_chars=200,
            placeholder="41.65, 41.64",
            on_change=_point,
            args=(key, place, again),
        )


def _chosen(key: str, place: str, again: str, fields: Mapping[str, Mapping[str, Any]]) -> None:
    chosen = fields.get(str(st.session_state.get(key)))
    if chosen is not None:
        _locate(place, again, chosen)


def _locate(place: str, again: str, fields: Mapping[str, Any]) -> None:
    if take(lambda data: story_edits.located(data, place, fields), look=True):
        st.session_state.pop(again, None)


def _point(key: str, place: str, again: str) -> None:
    text = str(st.session_state.get(key) or "")
    if text.strip():

        def change(data: Data) -> Data:
            return story_edits.located(data, place, place_answers.given(text, _writing()).fields)

        if take(change, look=True):
            st.session_state.pop(again, None)


def _nearby(key: str, place: str, again: str) -> None:
    """Take a known place that it is in or near, where that name can mean only one."""
    text = str(st.session_state.get(key) or "").strip()
    st.session_state[f"own-nearby-{place}"] = text
    choice = place_answers.sure(place_answers.choices(text, _writing())) if text else None
    if choice is not None:
        _locate(place, again, _near_fields(place, choice))


def _near_fields(place: str, choice: place_answers.PlaceChoice) -> Mapping[str, Any]:
    name = str(story_edits.row_of(st.session_state.own.data, "places", place).get("name", ""))
    return place_answers.near_fields(name, choice, _writing())


def _nearby_choices(name: str, place: str, within: str, again: str) -> None:
    """Offer the places of the name that it is in or near, where there are several or none."""
    text = st.session_state.get(f"own-nearby-{place}", "")
    if not text:
        return
    say = words()
    choices = place_answers.choices(text, say)
    offered = [choice for choice in choices if choice.value[:4] != "sea:"]
    if not offered:
        st.text(say("app.edit.place.unknown", name=text))
        return
    labels = {choice.value: choice.label for choice in offered}
    fields = {
        choice.value: place_answers.near_fields(name, choice, _writing())
        for choice in place_answers.choices(text, _writing())
    }
    key = f"own-nearby-which-{within}-{text}"
    st.selectbox(
        say("app.edit.place.which.short"),
        list(labels),
        index=None,
        key=key,
        format_func=lambda value: labels.get(value, value),
        on_change=_chosen,
        args=(key, place, again, fields),
    )
