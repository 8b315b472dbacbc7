"""Escape Routes: the page. A story's document first; the rest below it, closed until wanted."""

import os
from pathlib import Path

import streamlit as st

from geo.errors import Fault
from geo.export import geojson_text
from geo.model import Story
from layers import address, component
from layers.document import BASE_NAMES, Document, document_of
from layers.guide import guide_html
from layers.scene import Scene, build_scene
from layers.stories import StoryFile, find_stories
from layers.tables import Table, claims_table, events_table

FOLDER = Path(os.environ.get("ESCAPE_ROUTES_STORIES") or Path(__file__).parent / "stories")
PANELS = ["Events as a table", "Claims by source", "How to read this map"]


# What takes long is done once for each content of a file, for all readers together. The cache tells
# its entries apart by every argument whose name has no underscore in front.


@st.cache_resource(max_entries=16, show_spinner=False)
def load(digest: str, key: str, _file: StoryFile) -> Story | tuple[Fault, ...]:  # noqa: ARG001 - the cache's
    return _file.load()


@st.cache_resource(max_entries=16, show_spinner=False)
def draw(digest: str, key: str, base: str, _story: Story) -> tuple[Scene, Document]:  # noqa: ARG001
    return build_scene(_story), document_of(_story, key=key, base=base)


def say(title: str, lines: list[str]) -> None:
    with st.container(key="faults"):
        st.header(title, anchor=False)
        for line in lines:
            st.text(line)


def table(content: Table, key: str) -> None:
    picked = st.dataframe(
        list(content.rows),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "What": st.column_config.TextColumn(width="large"),
            "About": st.column_config.TextColumn(width="large"),
            "Told by": st.column_config.TextColumn(width="large"),
        },
    )
    rows = picked["selection"]["rows"]
    event = content.events[rows[0]] if rows else None
    if event and event != state.get("picked"):
        state.command = component.go_to_event(event)
    state.picked = event


st.set_page_config(page_title="Escape Routes", layout="wide", initial_sidebar_state="collapsed")
component.page_style()
state, query = st.session_state, st.query_params

# Which story, on which base map: the address says it once, then the reader does.

files = find_stories(FOLDER)
if not files:
    say("There is no story here", [f"Put a story file into {FOLDER} and load this page again."])
    st.stop()

if "notices" not in state:
    chosen, unknown_story = address.read_story(query, files)
    state.base_map, unknown_base = address.read_base(query)
    state.story = state.opened = chosen.key
    state.notices = (*unknown_story, *unknown_base)

file = next((one for one in files if one.key == state.get("story")), files[0])
# Streamlit forgets what a widget says once the widget is not on the page: beside it, it is kept.
base = state.base = state.base_map = state.get("base") or state.base_map
digest = file.digest()
story = load(digest, file.key, file)
whole = isinstance(story, Story)

# The document. Its slot is always there, and what comes to rest in it goes to the address.

with st.container(key="paper"):
    notices = st.container(key="notices")
    slot = st.container(key="slot")
    bus = st.container(key="bus")

if isinstance(story, Story):
    scene, document = draw(digest, file.key, base, story)
    st.set_page_config(page_title=story.title)
    if "opening" not in state and file.key == state.opened:
        state.opening, unknown = address.read_address(query, scene)
        state.notices += unknown
    with slot:
        at = component.document_frame(
            document,
            key="map",
            opening=state.get("opening") if file.key == state.opened else None,
            embedded=st.context.is_embedded,
        )
    here = address.settled(at, scene, story=file.key)
    if here and here != state.get("here"):
        state.here = here
        query.from_dict(address.rewritten(query, here, story=file.key, base=base))
else:
    with slot:
        say(f"“{file.path.name}” cannot be shown yet", [str(fault) for fault in story])

with notices:
    for notice in state.notices:
        st.text(notice)

if st.context.is_embedded:
    st.stop()

# Below it: what else there is, in one quiet line.

tools = st.container(key="tools", horizontal=True, horizontal_alignment="distribute")
left = tools.container(key="panels", horizontal=True, width="content")
right = tools.container(key="choices", horizontal=True, width="content")
with left:
    if whole:
        panel = st.pills("More", PANELS, key="panel", label_visibility="collapsed", wrap=True)
with right:
    if len(files) > 1:
        titles = {one.key: one.title() for one in files}
        st.selectbox(
            "Story",
            list(titles),
            key="story",
            format_func=lambda key: titles.get(key, key),
            label_visibility="collapsed",
        )
    if whole:
        st.segmented_control(
            "Base map",
            list(BASE_NAMES),
            key="base",
            format_func=BASE_NAMES.get,
            required=True,
            label_visibility="collapsed",
            wrap=True,
        )
        st.download_button(
            "Map as HTML",
            lambda: document.html,
            f"{file.key}.html",
            "text/html",
            key="page-file",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            help="Download this map as one HTML file that works without a network",
        )
        st.download_button(
            "Data as GeoJSON",
            lambda: geojson_text(story),
            f"{file.key}.geojson",
            "application/geo+json",
            key="data-file",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            help="Download the story as GeoJSON",
        )

with st.container(key="panel-body"):
    if whole and panel == PANELS[0]:
        table(events_table(scene), "events-table")
    elif whole and panel == PANELS[1]:
        table(claims_table(scene), "claims-table")
    elif whole and panel == PANELS[2]:
        st.html(guide_html(story))

with bus:  # last, when a row may have been chosen
    component.command_bus(state.get("command"), to="map")
