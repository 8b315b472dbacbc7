"""The page as Python runs it: what an address opens, what a bad one gets, what a row does."""

import gzip
import json
import os
import subprocess
import sys
from unittest.mock import Mock

import pytest
from streamlit.testing.v1 import AppTest

from geo.language.messages import Messages
from geo.story.story_folder import StoryFile
from tests.waiting import PATIENCE

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def open_app(root, monkeypatch):
    """open_app(t="...", stories=folder) -> the app after its first run, with nothing raised."""

    def open_one(*, stories=None, **query):
        monkeypatch.setenv("ESCAPE_ROUTES_STORIES", str(stories or root / "stories"))
        app = AppTest.from_file(str(root / "streamlit_app.py"), default_timeout=PATIENCE)
        for name, value in query.items():
            app.query_params[name] = value
        return run(app)

    return open_one


def run(app):
    app.run()
    assert not app.exception
    return app


def component(app, name):
    """The data of the component of this name."""
    components = [
        element.proto
        for element in app.get("bidi_component")
        if name in element.proto.component_name
    ]
    assert len(components) == 1
    if components[0].bytes:  # the frame's: a line of JSON, and the document
        told, packed = components[0].bytes.split(b"\n", 1)
        return {**json.loads(told), "html": gzip.decompress(packed).decode()}
    (data,) = json.loads(components[0].json)
    return data


def notices(app):
    return [element.value for element in app.get("text")]


def settle(app, **at):
    """What the document sends when it has come to rest."""
    state = {"story": "assad-2024", "t": None, "event": None, "people": None, "layers": None, **at}
    app.session_state["map"] = {"at": state}
    return run(app)


def test_the_page_opens_with_the_document(open_app):
    app = open_app()
    data = component(app, "frame")
    assert data["html"].startswith("<!DOCTYPE html>")
    assert data["title"] == "The night Assad left"
    assert data["opening"] is None
    assert notices(app) == []
    assert not app.dataframe  # closed until wanted
    assert component(app, "bus")["command"] is None


def test_an_address_is_restored(open_app):
    app = open_app(
        story="assad-2024",
        t="2024-12-07T22:30:07",
        event="flight-from-damascus",
        people="maher,asma",
        layers="places,legs",
        base="osm",
        view="34.8,-38.512,6.25",
    )
    data = component(app, "frame")
    assert data["opening"] == {
        "t": "2024-12-07T22:30:07",
        "event": "flight-from-damascus",
        "people": ["maher", "asma"],
        "layers": ["places", "legs"],
        "view": [34.8, -38.512, 6.25],
    }
    assert data["base"] == "osm"
    assert "https://tile.openstreetmap.org" in data["html"]
    assert notices(app) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("story", "There is no story"),
        ("base", "There is no base map"),
        ("t", "is not written like 2024-12-08T02:40"),
        ("event", "has no event"),
        ("people", "so everybody is shown"),
        ("layers", "so all layers are shown"),
        ("view", "is not written like 34.8,38.5,6.25"),
    ],
)
@pytest.mark.parametrize("value", ["nonsense", HOSTILE, "\x00", "[a](http://b) **c** :red[d] $e$"])
def test_a_bad_value_gets_a_plain_notice_and_the_default(open_app, name, value, said):
    app = open_app(**{name: value})
    assert len(notices(app)) == 1
    assert said in notices(app)[0]
    data = component(app, "frame")
    assert (data["opening"], data["base"], data["story"]) == (None, "plain", "assad-2024")
    assert HOSTILE not in "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(
    "value", ["91,0,3", "0,3601,3", "0,0,20", "0,0", "0,0,1,2", "1e1,2,3", "٣,1,2"]
)
def test_a_view_that_is_nowhere_is_not_taken(open_app, value):
    app = open_app(view=value)
    assert "so it is left out" in notices(app)[0]
    assert component(app, "frame")["opening"] is None


def test_what_comes_to_rest_goes_to_the_address_and_the_frame_stays_as_it_was(open_app):
    app = open_app(utm="x", t="2024-12-07T22:30", view="34.8,38.5,6.25")
    before = component(app, "frame")
    settle(
        app,
        t="2024-12-08T02:40",
        event="flight-from-damascus",
        people=["maher"],
        layers=[],
        view=[30, 40, 5],
    )
    query = {
        name: value if isinstance(value, str) else value[-1]
        for name, value in app.query_params.items()
    }
    assert query == {
        "utm": "x",
        "story": "assad-2024",
        "t": "2024-12-08T02:40",
        "event": "flight-from-damascus",
        "people": "maher",
        "layers": "",
    }
    for _ in range(2):
        assert component(app, "frame") == before  # or the document would be sent again
        run(app)


@pytest.mark.parametrize(
    "at",
    [
        {"t": HOSTILE},
        {"people": [HOSTILE]},
        {"t": 5},
        {"story": "other"},
        {"view": HOSTILE},
        {"view": [91, 0, 3]},
        {"view": [HOSTILE, 0, 3]},
    ],
)
def test_what_no_document_says_does_not_reach_the_address(open_app, at):
    app = settle(open_app(), **at)
    assert not app.query_params
    assert not app.exception


def test_a_row_of_the_table_commands_the_document(open_app):
    app = open_app()
    before = component(app, "frame")
    app.get("button_group")[0].set_value("events")
    run(app)
    table = app.dataframe[0].value
    row = list(table["What"]).index("Assad leaves Damascus by plane, its transponder off")
    app.session_state["events-table"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    run(app)
    command = component(app, "bus")["command"]
    assert command["to"] == {"event": "flight-from-damascus", "look": True}
    assert component(app, "frame") == before
    run(app)
    assert component(app, "bus")["command"] == command  # the same one, which is obeyed once


@pytest.mark.parametrize(
    ("panel", "columns"),
    [
        ("events", ["When", "What", "Where", "Who", "Support"]),
        (
            "claims",
            ["Source", "Paragraph", "Told by", "Named", "Informants", "Stance", "Origin", "About"],
        ),
    ],
)
def test_the_tables(open_app, panel, columns):
    app = open_app()
    app.get("button_group")[0].set_value(panel)
    run(app)
    assert list(app.dataframe[0].value.columns) == columns


def test_the_table_shows_what_was_known_at_the_step_of_the_rail(open_app):
    app = open_app(story="benyovszky-1771")
    app.get("button_group")[0].set_value("events")
    run(app)
    assert component(app, "bus")["watch"]
    everything = list(app.dataframe[0].value["What"])
    settle(app, story="benyovszky-1771", known="1784")
    known = list(app.dataframe[0].value["What"])
    assert 0 < len(known) < len(everything)
    assert known == [row for row in everything if row in known]
    assert [line.value for line in app.caption if line.value.startswith("As known")]


def test_how_to_read_the_map(open_app):
    app = open_app()
    app.get("button_group")[0].set_value("guide")
    run(app)
    assert "Damascus time (UTC+3)" in "".join(element.proto.body for element in app.get("html"))


def test_another_base_map_is_another_document_of_the_same_story(open_app):
    app = open_app()
    before = component(app, "frame")
    app.get("button_group")[1].set_value("satellite")
    run(app)
    after = component(app, "frame")
    assert after["hash"] != before["hash"]
    assert after["story"] == before["story"]
    assert "server.arcgisonline.com" in after["html"]


@pytest.fixture
def two_stories(root, tmp_path):
    text = (root / "stories" / "assad-2024.yaml").read_text()
    (tmp_path / "assad-2024.yaml").write_text(text)
    (tmp_path / "broken.yaml").write_text(f'title: "Broken {HOSTILE}"\nformat: 1\n')
    return tmp_path


def test_one_story_is_not_a_choice(open_app, two_stories):
    (two_stories / "broken.yaml").unlink()
    boxes = open_app(stories=two_stories).selectbox
    assert [box.key for box in boxes] == ["language-choice"]


@pytest.mark.parametrize(("panel", "watched"), [("share", True), ("picture", True), (None, False)])
def test_the_frame_tells_of_the_view_only_while_a_panel_shows_it(open_app, panel, watched):
    app = open_app()
    app.get("button_group")[0].set_value(panel or "claims")
    run(app)
    assert component(app, "bus")["watch"] is watched
    app.get("button_group")[0].set_value(None)
    run(app)
    assert component(app, "bus")["watch"] is False


def test_the_page_loads_no_panel_that_is_not_open(root):
    script = (
        "import sys; from streamlit.testing.v1 import AppTest;"
        "AppTest.from_file('streamlit_app.py', default_timeout=60).run();"
        "print(sorted(name for name in sys.modules if name.startswith("
        "('app.', 'matplotlib', 'imageio_ffmpeg', 'layers.picture.map_picture',"
        "'layers.film.film_encoder', 'pandas', 'pyarrow'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert (
        done.stdout.strip()
        == "['app.bounded_cache', 'app.browser_copies', 'app.linked_story', 'app.page_context', "
        "'app.page_words', 'app.panel_registry', 'app.story_cache', 'app.upload_limit']"
    )


def test_of_more_stories_one_is_chosen(open_app, two_stories):
    app = open_app(stories=two_stories, t="2024-12-07T22:30", base="osm")
    assert app.selectbox[0].options == ["The night Assad left", f"Broken {HOSTILE}"]
    app.selectbox[0].set_value("broken")
    run(app)
    assert not [
        element for element in app.get("bidi_component") if "frame" in element.proto.component_name
    ]
    app.selectbox[0].set_value("assad-2024")
    for _ in range(2):
        run(app)
        data = component(app, "frame")
        assert (data["story"], data["base"]) == ("assad-2024", "osm")


def test_a_story_with_faults_shows_them_all(open_app, two_stories):
    app = open_app(stories=two_stories, story="broken", t="nonsense")
    lines = notices(app)
    assert len(lines) > 3
    assert all(line.startswith("broken.yaml") for line in lines)
    assert "cannot be shown yet" in app.header[0].value


def test_no_story_is_said_and_not_where_the_server_looks_for_it(open_app, tmp_path, caplog):
    app = open_app(stories=tmp_path)
    assert "Put a story file into" in notices(app)[0]
    assert str(tmp_path) not in notices(app)[0]
    assert str(tmp_path) in caplog.text


def test_a_folder_that_cannot_be_read_is_told_and_its_name_goes_to_the_log(
    open_app, tmp_path, caplog, monkeypatch
):
    monkeypatch.setattr("geo.story.story_folder.Path.iterdir", Mock(side_effect=PermissionError))
    app = open_app(stories=tmp_path)
    assert "may not look into its folder" in notices(app)[0]
    assert str(tmp_path) not in notices(app)[0]
    assert f"The folder {tmp_path} cannot be read" in caplog.text


@pytest.mark.parametrize("asked", [None, "no-such-story"])
def test_a_broken_file_that_sorts_first_is_not_the_front_page(open_app, two_stories, asked):
    (two_stories / "broken.yaml").rename(two_stories / "a-broken.yaml")
    os.mkfifo(two_stories / "a-pipe.yaml")
    app = open_app(stories=two_stories, **({"story": asked} if asked else {}))
    assert component(app, "frame")["story"] == "assad-2024"
    assert app.selectbox[0].value == "assad-2024"
    app.selectbox[0].set_value("a-pipe")
    run(app)
    assert "a-pipe.yaml: The file cannot be read (it is no file)" in "".join(notices(app))


def test_a_file_called_as_the_reader_s_own_story_is_a_story_of_the_folder(open_app, two_stories):
    (two_stories / "assad-2024.yaml").rename(two_stories / "your-own.yaml")
    app = open_app(stories=two_stories)
    assert component(app, "frame")["story"] == "your-own.yaml"
    app.get("button_group")[0].set_value("own")
    run(app)
    app.button(key="own-begin").click()
    run(app)
    assert app.selectbox[0].options == [
        f"Broken {HOSTILE}",
        "The night Assad left",
        "Your own story",
    ]
    assert app.selectbox[0].value == "your-own"
    assert component(app, "frame")["story"] == "your-own"


@pytest.mark.parametrize("left", [9000, 0, None])
def test_while_a_save_is_half_done_the_last_good_version_stays(open_app, two_stories, left):
    path = two_stories / "assad-2024.yaml"
    good = path.read_text()
    app = open_app(stories=two_stories)
    before = component(app, "frame")
    if left is not None:
        path.write_text(good[:left])
    else:  # a pipe or a folder in its place: it cannot be read at all
        path.unlink()
        path.mkdir()
    run(app)
    assert component(app, "frame") == before
    assert notices(app)[0].startswith("“assad-2024.yaml” was changed and has faults now")
    assert notices(app)[1].startswith("assad-2024.yaml:")
    assert not [line for line in notices(app) if str(two_stories) in line]
    reader = open_app(stories=two_stories)  # and for whoever comes now
    assert component(reader, "frame")["html"] == before["html"]
    if left is not None:
        path.write_text(good.replace("The night Assad left", "Saved"))
        run(app)
        assert component(app, "frame")["title"] == "Saved"
        assert "was changed and has faults" not in "".join(notices(app))


def test_a_save_between_two_looks_at_a_file_cannot_be_taken_for_the_one_before(
    open_app, two_stories, monkeypatch
):
    """A file replaced right after it was read: what is shown is what was read."""
    path, real = two_stories / "assad-2024.yaml", StoryFile.read
    good = path.read_text()

    def read(file):
        content = real(file)
        if file.path == path:
            path.write_text("format: 1\n")
        return content

    monkeypatch.setattr(StoryFile, "read", read)
    assert component(open_app(stories=two_stories), "frame")["story"] == "assad-2024"
    monkeypatch.undo()
    path.write_text(good)
    app = open_app(stories=two_stories)
    assert component(app, "frame")["title"] == "The night Assad left"
    assert notices(app) == []


# -------------------------------------------------------------------------- the reader's language


def test_the_page_speaks_what_the_link_says_and_what_the_reader_chooses(open_app):
    app = open_app(story="assad-2024", lang="de")
    assert json.dumps(Messages("de")("zoom.in")) in component(app, "frame")["html"]
    (choice,) = (box for box in app.selectbox if box.key == "language-choice")
    assert choice.value == "de"
    choice.set_value("ar")
    run(app)
    say = Messages("ar")
    assert json.dumps(say("zoom.in")) in component(app, "frame")["html"]
    assert app.get("button_group")[0].label == say("app.page.more")
    settle(app, event="flight-from-damascus")
    assert dict(app.query_params)["lang"] in ("ar", ["ar"])


def test_a_language_that_nobody_speaks_here_is_passed_over(open_app):
    app = open_app(story="assad-2024", lang="xx")
    assert Messages("en")("zoom.in") in component(app, "frame")["html"]
