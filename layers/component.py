"""The document inside Streamlit: one component for the frame, one for commands to it.

The document is the owner of its time. What has come to rest in it reaches Python as the state
value `at`; Python changes it by a command alone, and the frame's own data stay the same from rerun
to rerun, so that the document (half a megabyte) is sent once.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import streamlit as st

from layers.address import Address
from layers.document import Document

Command = dict[str, Any]

_PAGE = files("layers") / "page"
_frame = st.components.v2.component(
    "escape_routes_frame", js=(_PAGE / "frame.js").read_text(encoding="utf-8")
)
_bus = st.components.v2.component(
    "escape_routes_bus", js=(_PAGE / "bus.js").read_text(encoding="utf-8")
)


def document_frame(
    document: Document, *, key: str, opening: Address | None = None, embedded: bool = False
) -> Mapping[str, Any] | None:
    """Show a document; gives what last came to rest in it, or None before the reader moves.

    That is the state (see layers/address.py), the `view` as latitude, longitude and zoom, and the
    `extent` in view, west, south, east, north in degrees.

    `opening` is the state it opens with. Another document under the same key takes the place of
    the one that is shown once it is painted, in the same state if it tells the same story.
    """
    result = _frame(
        key=key,
        data={
            "key": key,
            "html": document.html,
            "hash": document.hash,
            "story": document.story,
            "title": document.title,
            "base": document.base,
            "opening": opening.state() if opening else None,
            "embedded": embedded,
        },
        default={"at": None},
        on_at_change=_nothing,
    )
    at = result.get("at")
    return at if isinstance(at, Mapping) else None


def command_bus(command: Command | None, *, to: str, watch: bool = False) -> None:
    """Hand the frame of the key `to` its last command; one that it has obeyed does nothing.

    With `watch` the frame also tells of the view on the map whenever that has come to rest on
    another part; without, the view comes along with the next state only.
    """
    _bus(key=f"{to}-bus", data={"to": to, "command": command, "watch": watch}, height=1)


def go_to_event(name: str) -> Command:
    """Make the command to go to an event and to show its extent."""
    return {"id": secrets.token_hex(8), "to": {"event": name, "look": True}}


def page_style() -> None:
    """Put the style of the page around the document into it."""
    st.html(f"<style>{(_PAGE / 'around.css').read_text(encoding='utf-8')}</style>")


def _nothing() -> None:
    """Streamlit keeps a state value only where somebody listens to it."""
