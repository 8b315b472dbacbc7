"""The Data panel: every format the story can be written in, made only when it is asked for."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pyogrio
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime import media_file_manager
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from app.panels.data_panel import USES, made
from formats import WRITERS
from geo.language.messages import Messages


def test_every_format_is_offered_with_what_it_is_for(open_panel):
    reader = open_panel("Data")
    labels = {button.key: button.label for button in reader.app.get("download_button")}
    assert set(USES) == set(WRITERS)
    for name, writer in WRITERS.items():
        assert labels[f"data-file-{name}"] == f"Download {writer.ending}"
        assert Messages("en")(f"app.data.use.{name}") in reader.texts()


def test_the_story_s_own_file_goes_home_with_its_comments(root):
    text = "# mine\n" + (root / "stories" / "assad-2024.yaml").read_text(encoding="utf-8")
    page = SimpleNamespace(text=lambda: text, story=None)
    assert made(page, "yaml")() == text.encode()


def test_nothing_is_written_before_it_is_asked_for(open_panel, monkeypatch):
    asked = []
    for name, writer in WRITERS.items():
        monkeypatch.setitem(
            WRITERS, name, type(writer)(writer.name, writer.ending, writer.media_type, asked.append)
        )
    open_panel("Data")
    assert not asked


def test_a_full_disk_ends_a_download_in_one_sentence_and_the_log_says_why(
    make_story, monkeypatch, caplog
):
    def fails(*_, **__):
        raise pyogrio.errors.FeatureError("no such table: gpkg_contents")  # what GDAL says of it

    monkeypatch.setattr(pyogrio, "write_dataframe", fails)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "a reader")
    story = make_story(events=[make_story.event("x", start="2024-05-01")])
    manager = media_file_manager.MediaFileManager(MemoryMediaFileStorage("/media"))
    file = made(SimpleNamespace(story=story), "gpkg")
    asked = BackendOperationRequest(request_id="1")
    asked.deferred_file.file_id = manager.add_deferred(file, None, "1", "story.gpkg")
    with ThreadPoolExecutor(1) as apart:  # a test in a browser may have a loop of its own here
        handler = DeferredFileHandler(lambda: manager)
        answer = apart.submit(lambda: asyncio.run(handler.handle(asked, "a reader"))).result()
    assert answer.error_msg == "Failed to generate file for download"  # Streamlit's own
    assert not answer.HasField("deferred_file")
    assert "The disk is full" in caplog.text
