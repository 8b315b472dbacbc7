"""What the server has ready before anybody asks."""

from pathlib import Path

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from app import story_cache, warm_start
from articles.linguistics import names


@pytest.fixture
def folder(monkeypatch):
    """The cache of a server that has just begun."""
    begun = story_cache.Folder()
    monkeypatch.setattr(story_cache, "folder", lambda: begun)
    return begun


def test_streamlit_runs_the_app_and_not_the_script_alone(root):
    app = discover_asgi_app(Path(root, "streamlit_app.py"))
    assert app.import_string == "streamlit_app:app"


def test_the_story_that_the_page_opens_with_is_drawn_once_and_for_all(folder, monkeypatch):
    warm_start.draw_front()
    monkeypatch.setattr(story_cache, "build_scene", lambda _: pytest.fail("it was drawn"))
    file = folder.first(story_cache.find_files())
    read, _ = folder.read(file)
    assert file.key in folder.draw(read, key=file.key, base="plain").document.html


@pytest.mark.parametrize("content", [None, "title: [", ""])
def test_what_cannot_be_shown_stops_no_server(folder, monkeypatch, tmp_path, content):
    stories = tmp_path / "stories"
    if content is not None:
        stories.mkdir()
        (stories / "broken.yaml").write_text(content)
    monkeypatch.setenv("ESCAPE_ROUTES_STORIES", str(stories))
    monkeypatch.setattr(story_cache, "build_scene", lambda _: pytest.fail("it was drawn"))
    warm_start.draw_front()


def test_places_are_read_once_beside_the_page(monkeypatch):
    read = []
    monkeypatch.setattr("articles.linguistics.names.make_ready", lambda: read.append(1))
    warm_start.begin_reading_places.cache_clear()
    threads = {warm_start.begin_reading_places() for _ in range(2)}
    for thread in threads:
        thread.join()
    assert read == [1]
    warm_start.begin_reading_places.cache_clear()


def test_who_looks_a_place_up_while_all_are_read_waits_for_that(monkeypatch):
    held = []
    monkeypatch.setattr(names, "_made_index", lambda: held.append(names._MAKING.locked()))
    names._index()
    assert held == [True]
