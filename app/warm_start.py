"""What the server makes ready while its first reader is still on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from threading import Thread

from streamlit.starlette import App

from app import story_cache
from app.memory import give_back
from geo.story.model import Story
from geo.story.story_folder import FolderError
from layers.web import url_state


@asynccontextmanager
async def warmed(_: App) -> AsyncIterator[None]:
    """Run the server, and draw beside it the story that the page opens with.

    It answers at once; whoever comes while the story is drawn waits for that drawing alone.
    """
    Thread(target=_warm, name="warm-start", daemon=True).start()
    yield


def _warm() -> None:
    draw_front()
    give_back()  # 11 MB, of reading the borders of the world


def draw_front() -> None:
    """Draw the story that the page opens with; if it has faults, the page tells them."""
    try:
        files = story_cache.find_files()
    except FolderError:
        return
    if not files:
        return
    file = story_cache.folder().first(files)
    read, _ = story_cache.folder().read(file)
    if isinstance(read.story, Story):
        base, _ = url_state.read_base({})
        story_cache.folder().draw(read, key=file.key, base=base)


@cache
def begin_reading_places() -> Thread:
    """Read the gazetteer beside the page, once a server, when somebody may look places up soon.

    It takes seconds and 60 MB, so a server that nobody edits on does without.
    """
    from articles.linguistics.names import make_ready  # noqa: PLC0415 - loaded only for those who edit

    thread = Thread(target=make_ready, name="gazetteer", daemon=True)
    thread.start()
    return thread
