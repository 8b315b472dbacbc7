"""The Data panel: every format the story can be written in, made only when it is asked for."""

from types import SimpleNamespace

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
