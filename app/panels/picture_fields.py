"""The fields that the Picture panel asks with. What is chosen is kept while the page is open."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from app.jobs.picture_request import FREE, SIZE_NAMES
from app.page_words import words
from geo.language.messages import own_names
from layers.scene.scene_builder import Scene
from layers.style.picture_sizes import LEAST, MOST


def choice(
    label: str, names: dict[str, str], *, key: str, first: str | None = None, bare: bool = False
) -> str:
    """Ask for one of a few values, side by side; gives its key in `names`.

    With `bare` it shows no label.
    """
    picked = st.segmented_control(
        label,
        list(names),
        default=first or next(iter(names)),
        required=True,
        format_func=lambda value: names.get(value, value),
        key=key,
        label_visibility="collapsed" if bare else "visible",
        wrap=True,
        persist_state="session",
    )
    return str(picked)


def size(*, key: str, first: str, without: Collection[str] = ()) -> str:
    """Ask for a size; gives its name, or "WxH" in pixels."""
    say = words()
    names = [name for name in SIZE_NAMES if name not in without]
    name = st.selectbox(
        say("app.picture.size"),
        names,
        index=names.index(first),
        format_func=lambda name: say(f"app.size.{name}"),
        key=key,
        persist_state="session",
    )
    if name != FREE:
        return name
    with st.container(horizontal=True, key=f"{key}-free"):
        wide = _pixels(say("app.picture.width"), 1200, key=f"{key}-width")
        high = _pixels(say("app.picture.height"), 800, key=f"{key}-height")
    return f"{wide}x{high}"


def _pixels(label: str, first: int, *, key: str) -> int:
    return st.number_input(label, LEAST, MOST, first, 10, key=key, persist_state="session")


def language(*, key: str) -> str:
    """Ask for the language of what is made; at first it is the page's."""
    names, say = own_names(), words()
    picked = st.selectbox(
        say("app.picture.names"),
        list(names),
        index=list(names).index(say.language),
        format_func=lambda code: names.get(code, code),
        key=f"{key}-{say.language}",
        persist_state="session",
    )
    return str(picked)


def event_words(scene: Scene) -> dict[str, str]:
    """Give the events' headlines by their ids, in the slider's order.

    There is no date beside them: nobody has reported the slider's stop within an uncertain time.
    """
    return {mark.id: mark.headline for mark in scene.events}
