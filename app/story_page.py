"""Escape Routes: the page. A story's document first; the rest below it, closed until wanted."""

import logging
import time
from functools import partial

import streamlit as st

from app import browser_copies, linked_story, panel_registry, story_cache, upload_limit
from app.page_context import Page
from app.page_words import begin, choose, chosen, speak, words
from geo.story.model import Story
from geo.story.story_folder import FolderError
from layers.web import streamlit_component, url_state
from layers.web.base_maps import BASES

FEW = 3  # faults that are told at once
MAP_FIRST = 0.3  # seconds that a browser takes to draw the map once it has the document


def show(title: str, lines: list[str]) -> None:
    """Show sentences under a title, in place of the map."""
    with st.container(key="faults"):
        st.header(title, anchor=False)
        for line in lines:
            st.text(line)


st.set_page_config(page_title="Escape Routes", layout="wide", initial_sidebar_state="collapsed")
streamlit_component.page_style()
upload_limit.bound_uploads()
state, query = st.session_state, st.query_params
if "notices" not in state:
    begin(url_state.read_language(query))

# Which story, on which base map: the address says it once, then the reader does.

try:
    files = story_cache.find_files()
except FolderError as error:  # the server's log says which folder; readers are not told
    show(words()("app.page.unread"), [words()("app.page.unread.text")])
    logging.getLogger("escape-routes").warning("%s", error)
    st.stop()
if not files:
    show(words()("app.page.none"), [words()("app.page.none.text")])
    folder = story_cache.stories_folder()
    logging.getLogger("escape-routes").warning("There is no story in %s", folder)
    st.stop()
front = partial(story_cache.folder().first, files)  # the first file that can be shown

if "notices" not in state:
    wanted, unknown_story = url_state.read_story(query, files, otherwise=front, say=words())
    state.base_map, unknown_base = url_state.read_base(query, words())
    state.story = state.opened = wanted.key
    state.notices = (*unknown_story, *unknown_base)

panel_registry.take_up(state)

# A reader's own story stands beside the files while it is open: in the session, not in a file.
own = state.get("own")
reader_story = own if own and own.story and state.get("story") == url_state.OWN_STORY else None
file = next((file for file in files if file.key == state.get("story")), None) or front()
# Streamlit forgets a widget's value once the widget is not on the page: `base_map` keeps it.
base = state.base = state.base_map = state.get("base") or state.base_map
key, file_name = (
    (url_state.OWN_STORY, reader_story.name) if reader_story else (file.key, file.path.name)
)
read, faults = (None, ()) if reader_story else story_cache.folder().read(file)
digest = read.content.digest if read else reader_story.digest
story = read.story if read else reader_story.story
panel_registry.leave(state, story=key)
readable = isinstance(story, Story)
language = speak(story.language) if isinstance(story, Story) else None
say = words()
if say.right_to_left:
    streamlit_component.page_runs_left()

# The document. Its slot is always there, and what comes to rest in it goes to the address.

with st.container(key="paper"):
    notices = st.container(key="notices")
    kept = st.container(key="kept")
    slot = st.container(key="slot")
    bus = st.container(key="bus")

if isinstance(story, Story):
    if read:
        drawn = story_cache.folder().draw(read, key=key, base=base, language=language)
        scene, document = drawn.scene, drawn.document
    else:
        scene, document = reader_story.draw(base, language)
    st.set_page_config(page_title=scene.story.title)
    if "opening" not in state and key == state.opened:
        state.opening, unknown = url_state.read_address(query, scene)
        state.notices += unknown
    with slot:
        at = streamlit_component.document_frame(
            document,
            key="map",
            opening=state.get("opening") if key == state.opened else None,
            embedded=st.context.is_embedded,
        )
    here = url_state.settled(at, scene, story=key)
    if here and here != state.get("here"):
        state.here = here
        address = url_state.rewritten(query, here, story=key, base=base, language=chosen())
        query.from_dict(address)
else:
    with slot:
        show(say("app.page.faulty", file=file_name), [str(fault) for fault in faults])

changed = []
if readable and faults:
    changed = [say("app.page.changed", file=file_name, n=len(faults))]
with notices:
    unchecked = linked_story.notice(reader_story)
    for notice in (
        *unchecked,
        *state.notices,
        *changed,
        *map(str, faults[:FEW] if changed else ()),
    ):
        st.text(notice)

with kept:  # a story in the part of the address that browsers keep to themselves
    linked_story.watch(reader_story)

if st.context.is_embedded:
    st.stop()

with kept:  # what the reader's own browser keeps of a story, for when this server has forgotten it
    browser_copies.keep(own)

# Below the map: everything else, in one line. On a first visit it waits until the map is drawn, so
# that the browser has only the map to draw at first.

if "visited" not in state:
    state.visited = True
    time.sleep(MAP_FIRST)

tools = st.container(key="tools", horizontal=True, horizontal_alignment="distribute")
left = tools.container(key="panels", horizontal=True, width="content")
right = tools.container(key="choices", horizontal=True, width="content")
with left:
    if readable:
        panel = st.pills(
            say("app.page.more"),
            list(panel_registry.PANELS),
            key="panel",
            format_func=lambda name: say(f"app.panel.{name}"),
            label_visibility="collapsed",
            wrap=True,
        )
with right:
    titles = {file.key: file.title() for file in files}
    if own and own.story:
        titles[url_state.OWN_STORY] = say("app.panel.own")
    if len(titles) > 1:
        st.selectbox(
            say("app.page.story"),
            list(titles),
            key="story",
            format_func=lambda key: titles.get(key, key),
            label_visibility="collapsed",
        )
    if readable:
        st.segmented_control(
            say("app.page.base"),
            list(BASES),
            key="base",
            format_func=lambda name: say(f"app.base.{name}"),
            required=True,
            label_visibility="collapsed",
            wrap=True,
        )
        choose()

with st.container(key="panel-body"):
    if readable and panel:
        now = here or (state.opening if key == state.opened else None) or url_state.Address()
        extent = url_state.on_screen(at, story=key)
        text = read.content.text if read else (lambda: reader_story.text)
        shown = Page(key, file_name, digest, story, scene, document, now, extent, text)
        panel_registry.draw(panel, shown)

with bus:  # last, when a row may have been chosen
    opened = panel if readable else None
    watch = bool(opened) and panel_registry.watches(opened, scene)
    streamlit_component.command_bus(state.get("command"), to="map", watch=watch, panel=opened)
