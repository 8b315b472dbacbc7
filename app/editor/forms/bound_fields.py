"""Widgets that are bound to a story's file: they show what it has, and what is typed goes into it.

A widget's key is that of its row and field for as long as these live, so a run of the page never
puts another widget in the place of one in which somebody is typing. What the file says is put into
a widget only where the file has come to say something else than the widget gave it, as after Undo.

What the browser sends while such a value is on its way to it still has the widget as it was before,
or empty. That echo is no change by a person: it is passed over, and the value is put in again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from app import run_end
from app.editor import draft_session
from app.editor.draft_session import Own
from app.page_words import words
from geo.errors import StoryError, sentences
from geo.language.told_error import ToldError
from layers.web import streamlit_component

Data = Mapping[str, Any]
Change = Callable[[Data, Any], Data]
"""Takes the file's table and what a widget says, and gives the changed table."""
KNOWN = "own-known"
"""State key: by each widget's key, the file's value when it was last drawn or typed into."""
ECHOES = "own-echoes"
"""State key: by each widget's key, its value before the file's was put in, and until when the
browser may still send that, seconds of the monotonic clock; None until the run has ended."""
ECHO_S = 1.0
"""Seconds after a run in which an echo may come; nobody sees and undoes a value in that time."""
EVENT = "own_event"
"""The id of the event that is edited."""


def forget() -> None:
    """Forget what widgets were bound to, when another story is opened."""
    for name in (KNOWN, ECHOES, EVENT):
        st.session_state.pop(name, None)


def bind(key: str, value: Any) -> str:
    """Have the widget of this key show a value of the file; gives the key."""
    state = st.session_state
    known: dict[str, Any] = state.setdefault(KNOWN, {})
    if key not in state or key not in known or known[key] != value:
        if key in state:
            state.setdefault(ECHOES, {})[key] = (state[key], None)
        state[key] = value
    known[key] = value
    return key


def run_ended() -> None:
    """Begin the time in which the browser may still echo what this run's values replaced."""
    until = time.monotonic() + ECHO_S
    echoes: dict[str, tuple[Any, float | None]] = st.session_state.get(ECHOES, {})
    for key, (before, end) in list(echoes.items()):
        if end is None:
            echoes[key] = (before, until)
        elif end < time.monotonic():
            del echoes[key]


run_end.HOOKS.append(run_ended)


def _is_echo(key: str, value: Any) -> bool:
    """Whether a value is what a widget said before the file's, or empty as it was first drawn."""
    before, end = st.session_state.get(ECHOES, {}).get(key, (None, 0.0))
    return end is not None and time.monotonic() < end and (value == before or not value)


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


def taken(key: str, change: Change, look: bool = False) -> None:  # noqa: FBT001, FBT002 - a callback's args
    """Take what a widget says into the file, as its callback."""
    state = st.session_state
    value = state[key]
    if _is_echo(key, value):
        state[KNOWN].pop(key, None)  # so that it is put in again
        return
    if take(lambda data: change(data, value), look=look):
        state[KNOWN][key] = value


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
    return [sentences(fault.wrong, fault.mend) for fault in faults]


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
    bind(key, _text(value))
    common: dict[str, Any] = {
        "key": key,
        "max_chars": most,
        "placeholder": hint,
        "help": help_,
        "on_change": taken,
        "args": (key, change, look),
    }
    if tall:
        st.text_area(label, height=96, **common)
    else:
        st.text_input(label, **common)
    say_at(own, path, needed=needed if not _text(value).strip() else "")


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
    bind(key, None if value is None else str(value))
    st.selectbox(
        label,
        list(known),
        index=None,
        key=key,
        format_func=lambda name: known.get(name, name),
        accept_new_options=new,
        placeholder=hint,
        help=help_,
        on_change=taken,
        args=(key, change, look),
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
    known = {**options, **{str(value): options.get(str(value), str(value)) for value in values}}
    bind(key, [str(value) for value in values])
    st.multiselect(
        label,
        list(known),
        key=key,
        format_func=lambda name: known.get(name, name),
        accept_new_options=new,
        placeholder=hint,
        on_change=taken,
        args=(key, change, look),
    )
    say_at(own, path, needed=needed if not values else "")


def flag_field(own: Own, label: str, key: str, value: Any, change: Change, *, path: str) -> None:
    """Draw a field for yes or no."""
    bind(key, value is True)
    st.checkbox(label, key=key, on_change=taken, args=(key, change))
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
    kind = int if isinstance(least, int) else float
    fits = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
    bind(key, kind(value) if fits else None)
    st.number_input(
        label,
        min_value=kind(least),
        max_value=kind(most),
        value=None,
        step=kind(1),
        key=key,
        help=help_,
        on_change=taken,
        args=(key, change, look),
    )
    say_at(own, path)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
