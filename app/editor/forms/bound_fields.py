"""Widgets that are bound to a story's file: they show what it has, and what is typed goes into it.

Nothing is ever put into a widget that a browser already has: what is on its way there would cross
what is typed meanwhile. A widget begins with what the file says, as its default, and keeps what is
typed into it. Where the file has come to say something else than its widget, as after Undo, the
field gets another widget, with a number of its own in its key. So each message of the browser says
which widget it is of: what that widget is known to have said already is no change by a person, and
whatever else it says was typed or chosen, even where the page has another one by then.

The browser speaks in the labels of a list, never in ids. So values are compared as labels, and no
two options of a list have the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from app.editor import draft_session
from app.editor.draft_session import Own
from app.page_words import words
from geo.errors import StoryError, sentences
from geo.language.told_error import ToldError
from layers.web import streamlit_component

Data = Mapping[str, Any]
Change = Callable[[Data, Any], Data]
"""Takes the file's table and what a widget says, and gives the changed table."""
WIDGETS = "own-widgets"
"""State key: by field, its latest widgets, the newest last."""
NUMBER = "own-widget-number"
"""State key: how many widgets there have been in this session."""
LATEST = 3
"""How many widgets of a field are listened to: more are never on their way at once."""
EVENT = "own_event"
"""The id of the event that is edited."""

LABELS = {
    "after": "app.edit.when.after",
    "before": "app.edit.when.before",
    "headline": "app.edit.headline",
    "origin": "app.edit.claim.origin",
    "paragraphs": "app.edit.claim.paragraphs",
    "people": "app.edit.people",
    "precision_km": "app.edit.place.within",
    "published": "app.edit.source.published",
    "publisher": "app.edit.source.publisher",
    "source": "app.edit.claim.source",
    "told_by": "app.edit.claim.told-by",
    "url": "app.edit.source.url",
}
"""How the forms call keys of a story's file."""
_KEY = re.compile(rf'"({"|".join(LABELS)}):?"|\b(precision_km|told_by)\b:?')


@dataclass(slots=True)
class Widget:
    """A widget of a field: what the file has for it, and what the browser last said of it."""

    key: str
    filed: Any
    said: Any


def forget() -> None:
    """Forget what widgets were bound to, when another story is opened."""
    for name in (WIDGETS, EVENT):
        st.session_state.pop(name, None)


def bind(field: str, value: Any, *, most: int | None = None) -> str:
    """Give the key of the widget that shows a value of the file, as the browser would say it.

    Of a text Streamlit passes on `most` characters: a longer one of the file is not typed anew.
    """
    state = st.session_state
    widgets: list[Widget] = state.setdefault(WIDGETS, {}).setdefault(field, [])
    if not widgets or widgets[-1].filed != value:
        state[NUMBER] = state.get(NUMBER, 0) + 1
        said = value if most is None else value[:most].strip()
        widgets.append(Widget(f"{field}~{state[NUMBER]}", value, said))
        del widgets[:-LATEST]
    return widgets[-1].key


def heard(field: str, key: str, value: Any) -> Widget | None:
    """Give the widget that has said something new; None where it is known to have said so."""
    widgets: list[Widget] = st.session_state.get(WIDGETS, {}).get(field, [])
    for widget in widgets:
        if widget.key == key and widget.said != value:
            widget.said = value
            return widget
    return None


def take(change: Callable[[Data], Data], *, look: bool = False) -> bool:
    """Put a change into the file, and bring it onto the map; whatever is wrong with it is said.

    With `look` the map shows the extent of the event that is edited. Gives whether it was taken.
    """
    state = st.session_state
    own: Own = state.own
    if own.data is None:
        return False
    try:
        state.own = draft_session.edited(own, change(own.data))
    except ToldError as error:
        state["own-fault"] = error.told(words())
        return False
    except (StoryError, ValueError) as error:
        state["own-fault"] = words()("app.own.not-taken", error=str(error))
        return False
    show(look=look or _was_not_shown(own))
    return True


def _was_not_shown(before: Own) -> bool:
    name = st.session_state.get(EVENT)
    shown = before.story
    return shown is None or all(event.id != name for event in shown.events)


def taken(
    field: str,
    key: str,
    change: Change,
    say: Callable[[Any], Any],
    look: bool = False,  # noqa: FBT001, FBT002 - a callback's args
) -> None:
    """Take what a widget says into the file, as its callback.

    `say` gives it in the words of the browser, as bind() was given what the file says.
    """
    value = st.session_state[key]
    widget = heard(field, key, say(value))
    if widget and take(lambda data: change(data, value), look=look):
        widget.filed = widget.said


def show(*, look: bool = False) -> None:
    """Bring the story onto the map as soon as something of it can be shown."""
    state = st.session_state
    own: Own = state.own
    if own.story is None:
        return
    state.story = draft_session.KEY
    name = str(state.get(EVENT, ""))
    if look and any(event.id == name for event in own.story.events):
        state.command = streamlit_component.go_to_event(name, stay=True)


# ---------------------------------------------------------------------------------- what is said


def said_at(own: Own, path: str) -> list[str]:
    """Give what the check says of a field, or of what lies inside it, in sentences."""
    faults = [fault for fault in own.checked.faults if _within(fault.field, path)]
    return [in_form_words(sentences(fault.wrong, fault.mend)) for fault in faults]


def in_form_words(text: str) -> str:
    """Put the labels of the forms in place of the keys of a file: “Who told it” for "told_by:".

    >>> in_form_words('"told_by" is missing. Add "told_by:" here.')
    '“Who told it” is missing. Add “Who told it” here.'
    """
    return _KEY.sub(lambda match: f"“{words()(LABELS[match[1] or match[2]])}”", text)


def _within(field: str, path: str) -> bool:
    return field == path or field.startswith((f"{path}.", f"{path}["))


def say_at(own: Own, path: str, *, needed: str = "") -> None:
    """Say beside a field what is wrong with it; `needed` is said where it is still empty."""
    said(*([needed] if needed else said_at(own, path)))


def said(*lines: str) -> None:
    """Say sentences beside the field above them.

    There is a slot for them even where nothing is said: what comes and goes between two fields
    would put a field that somebody is typing in into another place of the page's tree.
    """
    slot = st.empty()
    if lines:
        slot.html("".join(f'<p class="own-said">{escape(line)}</p>' for line in lines))


# --------------------------------------------------------------------------------------- fields


def text_field(
    own: Own,
    label: str,
    key: str,
    value: Any,
    change: Change,
    *,
    path: str,
    needed: str = "",
    hint: str | None = None,
    help_: str | None = None,
    most: int = 2000,
    tall: bool = False,
    look: bool = False,
) -> None:
    """Draw a field for a text; `needed` is said beside it while it is empty."""
    text = _text(value)
    widget = bind(key, text.strip(), most=most)
    common: dict[str, Any] = {
        "value": text,
        "key": widget,
        "max_chars": most,
        "placeholder": hint,
        "help": help_,
        "on_change": taken,
        "args": (key, widget, change, lambda value: _text(value).strip(), look),
    }
    if tall:
        st.text_area(label, height=96, **common)
    else:
        st.text_input(label, **common)
    say_at(own, path, needed=needed if not text.strip() else "")


def choice_field(  # noqa: PLR0917 - what it is, what it says, what it may say, what it does
    own: Own,
    label: str,
    key: str,
    value: Any,
    options: Mapping[str, str],
    change: Change,
    *,
    path: str,
    needed: str = "",
    new: bool = False,
    hint: str | None = None,
    help_: str | None = None,
    look: bool = False,
) -> None:
    """Draw a field for one of several values, told by their names; with `new` any text is taken."""
    known = dict(options)
    if value is not None and str(value) not in known:
        known[str(value)] = str(value)
    names = told_apart(known)
    widget = bind(key, _label(names, value))
    st.selectbox(
        label,
        list(names),
        index=None if value is None else list(names).index(str(value)),
        key=widget,
        format_func=lambda name: names.get(name, name),
        accept_new_options=new,
        placeholder=hint,
        help=help_,
        on_change=taken,
        args=(key, widget, change, lambda value: _label(names, value), look),
    )
    say_at(own, path, needed=needed if value is None else "")


def many_field(  # noqa: PLR0917 - as choice_field
    own: Own,
    label: str,
    key: str,
    values: Sequence[Any],
    options: Mapping[str, str],
    change: Change,
    *,
    path: str,
    needed: str = "",
    new: bool = False,
    hint: str | None = None,
    look: bool = False,
) -> None:
    """Draw a field for several values, told by their names; with `new` any texts are taken."""
    chosen = [str(value) for value in values]
    names = told_apart({**options, **{name: options.get(name, name) for name in chosen}})
    widget = bind(key, _labels(names, chosen))
    st.multiselect(
        label,
        list(names),
        default=chosen,
        key=widget,
        format_func=lambda name: names.get(name, name),
        accept_new_options=new,
        placeholder=hint,
        on_change=taken,
        args=(key, widget, change, lambda values: _labels(names, values), look),
    )
    say_at(own, path, needed=needed if not values else "")


def flag_field(own: Own, label: str, key: str, value: Any, change: Change, *, path: str) -> None:
    """Draw a field for yes or no."""
    widget = bind(key, value is True)
    st.checkbox(label, value is True, key=widget, on_change=taken, args=(key, widget, change, bool))
    say_at(own, path)


def number_field(
    own: Own,
    label: str,
    key: str,
    value: Any,
    change: Change,
    *,
    path: str,
    least: float,
    most: float,
    help_: str | None = None,
    look: bool = False,
) -> None:
    """Draw a field for a number: for a whole number where `least` is an int."""
    kind: Any = int if isinstance(least, int) else float  # Streamlit's types know no "either"
    fits = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
    shown = kind(value) if fits else None
    widget = bind(key, shown)
    st.number_input(
        label,
        min_value=kind(least),
        max_value=kind(most),
        value=shown,
        step=kind(1),
        key=widget,
        help=help_,
        on_change=taken,
        args=(key, widget, change, lambda value: value, look),
    )
    say_at(own, path)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def row_choice(
    label: str, field: str, names: Mapping[str, str], now: str, choose: Callable[[str], None]
) -> None:
    """Draw the choice of the row that is edited; `choose` is told the id of another one."""
    names = told_apart(names)
    widget = bind(field, names[now])
    st.selectbox(
        label,
        list(names),
        index=list(names).index(now),
        key=widget,
        format_func=lambda name: names.get(name, name),
        on_change=_row_chosen,
        args=(field, widget, names, choose),
    )


def _row_chosen(
    field: str, key: str, names: Mapping[str, str], choose: Callable[[str], None]
) -> None:
    name = st.session_state[key]
    if name in names and (widget := heard(field, key, names[name])):
        widget.filed = widget.said
        choose(name)


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Number the names that several rows have: the browser says which name, and not which row."""
    out: dict[str, str] = {}
    taken_names: set[str] = set()
    for key, name in names.items():
        label, number = name, 1
        while label in taken_names:
            number += 1
            label = f"{name} ({number})"
        taken_names.add(label)
        out[key] = label
    return out


def _label(names: Mapping[str, str], value: Any) -> str | None:
    return None if value is None else names.get(str(value), str(value)).strip()


def _labels(names: Mapping[str, str], values: Sequence[Any]) -> list[str | None]:
    return [_label(names, value) for value in values]
