"""The document inside Streamlit: a component for the frame, and a component for commands to it.

The document itself decides which moment it shows. Once it has settled, its state reaches Python as
the state value `at`; Python changes it only by a command. The frame's own data stay the same from
rerun to rerun, so that the document (140 kB, packed) is sent only once.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from geo.yaml.yaml_reader import MAX_BYTES
from layers.web.page_messages import script_messages
from layers.web.script_joiner import joined_component
from layers.web.story_document import Document
from layers.web.url_state import Address

Command = dict[str, Any]
_ID = re.compile(r"[0-9a-f]{16}")

_ASSETS = files("layers.web") / "assets"


def _component(name: str, script: str, *, css: str | None = None) -> Any:
    """Make a component of Streamlit of a script of layers/web/assets and what it imports.

    Its data travel in a list, out of which `joined_component` takes them again: among the values of
    a mapping Streamlit looks for tables, for which it loads pandas, 65 MB; in a list it does not.
    """
    js = joined_component(script, lambda path: (_ASSETS / path).read_text(encoding="utf-8"))
    mount = st.components.v2.component(f"escape_routes_{name}", css=css, js=js)

    def mounted(*, data: Mapping[str, Any] | bytes, **options: Any) -> Any:
        return mount(data=data if isinstance(data, bytes) else [data], **options)

    return mounted


_frame = _component("frame", "frame/frame.js")
_bus = _component("bus", "streamlit/bus.js")
_keep = _component("keep", "streamlit/keep.js")
_home = _component("home", "streamlit/home.js")
_copy = _component("copy", "streamlit/copy.js")
_review = _component(
    "review",
    "review/review.js",
    css=(_ASSETS / "review" / "review.css").read_text(encoding="utf-8"),
)
_link = _component("link", "streamlit/link.js")
RIGHT_TO_LEFT = (
    '[data-testid="stMain"]{direction:rtl}'
    '[data-testid="stMain"] :is(iframe,pre,code){direction:ltr}'
    '[data-testid="stMain"] :is(td,th,p,label,button){text-align:start}'
)
LINK = "story-link"
"""The key under which the page hears of a story in its address."""
REVIEW = "report-review"
"""The key under which the page hears what is decided on a report's proposals."""
KEPT = "own-kept"
"""The key under which the page hears of a copy that the reader opens again."""


def document_frame(
    document: Document, *, key: str, opening: Address | None = None, embedded: bool = False
) -> Mapping[str, Any] | None:
    """Show a document; gives the state in which it last settled, None before the reader moves.

    That is the state (see layers/web/url_state.py), the `view` as latitude, longitude and zoom, and
    the `extent` in view, west, south, east, north in degrees.

    `opening` is the state it opens with. A new document under the same key replaces the document
    shown as soon as it is painted, in the same state if it tells the same story.
    """
    told = {
        "key": key,
        "hash": document.hash,
        "story": document.story,
        "title": document.title,
        "summary": document.summary,
        "base": document.base,
        "opening": opening.state() if opening else None,
        "embedded": embedded,
    }
    result = _frame(
        key=key,
        data=json.dumps(told).encode() + b"\n" + document.packed,  # a line, which frame.js parts
        default={"at": None},
        on_at_change=_nothing,
    )
    at = result.get("at")
    return at if isinstance(at, Mapping) else None


def command_bus(
    command: Command | None, *, to: str, watch: bool = False, panel: str | None = None
) -> None:
    """Hand the frame of the key `to` its last command; a command already obeyed does nothing.

    With `watch` the frame also reports the view on the map whenever it has settled on another part;
    without it the view is only reported with the next state. `panel` is the name of the panel that
    is open below the map: once it is another one, the browser brings it into the window.
    """
    data = {"to": to, "command": command, "watch": watch, "panel": panel}
    _bus(key=f"{to}-bus", data=data, height=1)


def kept_in_browser(
    story: tuple[str, str, str] | None,
    *,
    fresh: bool,
    on_open: Callable[[], None],
    language: str,
    copied: bool = True,
) -> None:
    """Keep a copy of a reader's own story in the reader's browser, or offer the copies kept there.

    `story` is its id, file name and text; None while no story is open: then the browser offers its
    copies, and `on_open` is called once the reader chooses a copy (see `opened_copy`). `fresh` says
    that the story was opened from a file, which the reader has, and not from such a copy.
    `language` is that of a catalogue. With `copied` false the story is somebody else's, from a
    link, and no copy of it is kept.
    """
    known = dict(zip(("id", "name", "text"), story, strict=True)) if story else None
    data: dict[str, Any] = {
        "story": {**known, "fresh": fresh, "copied": copied} if known else None,
        "language": language,
        "messages": script_messages(language, "kept"),
    }
    _keep(key=KEPT, data=data, on_opened_change=on_open)


def opened_copy() -> tuple[str, str, str] | None:
    """Give id, name and text of the copy that the reader opens again: untrusted, like any file.

    None where what the browser sends is no such copy, or larger than a story may be.
    """
    state = st.session_state.get(KEPT)
    sent = state.get("opened") if isinstance(state, Mapping) else None
    if not isinstance(sent, Mapping):
        return None
    copy = tuple(sent.get(name) for name in ("id", "name", "text"))
    name, file, text = (part if isinstance(part, str) else None for part in copy)
    if name is None or file is None or text is None or not _ID.fullmatch(name):
        return None
    return (name, file, text) if len(text.encode(errors="replace")) <= MAX_BYTES else None


def take_home_button(language: str) -> None:
    """Show the button that makes a file of the reader's own story, in the browser itself."""
    data = {"language": language, "messages": script_messages(language, "home")}
    _home(key="own-home", data=data, width="content")


def copy_button(preview: str, *, width: int, height: int, language: str) -> None:
    """Show the button that copies, as a PNG, the picture in a container.

    `preview` is the key of that container; `width` and `height` are the PNG's pixels.
    """
    data: dict[str, Any] = {
        "preview": preview,
        "width": width,
        "height": height,
        "language": language,
        "messages": script_messages(language, "copy"),
    }
    _copy(key=f"{preview}-copy", data=data, width="content")


def story_in_address(*, answered: str, shown: bool, on_found: Callable[[], None]) -> None:
    """Have the browser hand over the story that its address holds behind "#story=".

    `on_found` is called once there is such a story (see `found_story`). `answered` is the last that
    Python has read; it stays in the address as long as it is `shown`.
    """
    turn = urlencode(st.query_params.to_dict())  # a changed address has lost that part
    _link(
        key=LINK,
        data={"answered": answered, "shown": shown, "turn": turn},
        on_found_change=on_found,
        height=1,
    )


def found_story() -> str | None:
    """Give what the address holds behind "#story=", which is untrusted; None if nothing came."""
    state = st.session_state.get(LINK)
    given = state.get("found") if isinstance(state, Mapping) else None
    return given if isinstance(given, str) else None


def review(
    view: Mapping[str, Any],
    *,
    begun: Mapping[str, Any],
    on_decided: Callable[[], None],
    language: str,
) -> None:
    """Show a report's text with marks, and its proposals as cards to accept, change or drop.

    `view` is what app/editor/report_view.py gives; `begun` are the decisions that it begins with.
    From then on the browser keeps them: `on_decided` is called once they have settled (see
    `decided_rows`).
    """
    messages = script_messages(language, "report")
    data = {**view, "begun": begun, "language": language, "messages": messages}
    _review(key=REVIEW, data=data, on_decided_change=on_decided)


def decided_rows(report: str) -> Mapping[str, Any] | None:
    """Give what is decided on the report of this id, untrusted rows; None where nothing is."""
    state = st.session_state.get(REVIEW)
    sent = state.get("decided") if isinstance(state, Mapping) else None
    if not isinstance(sent, Mapping) or sent.get("id") != report:
        return None
    rows = sent.get("rows")
    return rows if isinstance(rows, Mapping) else None


def go_to_event(name: str, *, stay: bool = False) -> Command:
    """Make the command to go to an event and to show its extent.

    The page scrolls to the map where little of it is seen; with `stay` it does not, for those who
    are typing.
    """
    to = {"event": name, "look": True}
    return {"id": secrets.token_hex(8), "to": {**to, "stay": True} if stay else to}


def page_style() -> None:
    """Put the style of the page around the document into it."""
    st.html(f"<style>{(_ASSETS / 'streamlit' / 'around.css').read_text(encoding='utf-8')}</style>")


def page_runs_left() -> None:
    """Lay the page out from right to left; code, which is to be copied, stays left to right."""
    st.html(f"<style>{RIGHT_TO_LEFT}</style>")


def _nothing() -> None:
    """Do nothing: Streamlit keeps a state value only if it has a callback."""
