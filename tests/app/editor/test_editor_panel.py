"""The panel *Your own story*: what a reporter does there, and what stays hers alone."""

import gc
import json
import sys
import threading
import tomllib

import pytest
from streamlit.testing.v1 import AppTest

from app.editor import draft_session, file_import
from app.file_names import story_file_name
from app.jobs.draft_cache import LARGE, Shelf
from app.memory import SHORT, Sweeper
from geo.errors import StoryError
from geo.story.loading import read_story
from geo.yaml import yaml_reader
from geo.yaml.starter_story import starter_text
from layers.web import streamlit_component
from tests.app.conftest import Reader
from tests.waiting import PATIENCE

PANEL = "Your own story"


@pytest.fixture
def reader(open_panel):
    return open_panel(PANEL)


@pytest.fixture
def parses(monkeypatch):
    """Notes each text of a story that is read."""
    noted = []
    build = yaml_reader._build
    monkeypatch.setattr(yaml_reader, "_build", lambda *given: noted.append(given) or build(*given))
    return noted


@pytest.fixture
def begun(reader):
    return reader.press("own-begin")


def summary(reader):
    return next(text for text in reader.texts() if text.startswith("example.yaml: "))


def test_the_panel_offers_three_ways_to_begin_and_says_where_the_story_is(reader, root):
    assert any("in no file of it" in text for text in reader.texts())
    assert any("forgotten ten minutes after you leave" in text for text in reader.texts())
    config = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["disconnectedSessionTTL"] == 10 * 60
    labels = [button.label for button in reader.app.get("button")]
    assert {"Begin an empty story", "Look at the example", "Edit a copy"} <= set(labels)
    assert "own" not in reader.state


def test_the_starter_is_shown_on_the_map_at_once(begun):
    assert summary(begun) == "example.yaml: shown as it stands."
    assert begun.state["story"] == draft_session.KEY
    assert begun.state["own"].story.title == "An example journey"


def test_a_copy_of_the_story_shown_can_be_edited(reader):
    reader.press("own-copy-it")
    story = reader.state["own"]
    assert story.name == "assad-2024.yaml"
    assert story.story.title == "The night Assad left"


def test_closing_it_gives_the_story_back_that_was_shown(begun):
    begun.press("own-close").press("own-asks-yes")
    assert "own" not in begun.state
    assert begun.state["story"] == "assad-2024"


def test_its_link_says_on_another_visit_that_it_must_be_opened_again(root):
    app = AppTest.from_file(str(root / "streamlit_app.py"), default_timeout=PATIENCE)
    app.query_params["story"] = draft_session.KEY
    reader = Reader(app).run()
    assert any("its copy or its link again" in text for text in reader.texts())


def test_a_rerun_reads_nothing_and_makes_no_yaml(reader, parses, monkeypatch):
    monkeypatch.setattr("app.editor.editor_panel.yaml_text", pytest.fail)
    reader.run()
    reader.press("own-copy-it")
    parses.clear()
    reader.run()
    reader.choose("own-view-7", "rows").choose("own-table", "places")
    reader.choose("own-view-7", "people")
    assert not parses


def test_many_findings_are_counted_and_the_first_are_listed(begun, monkeypatch):
    monkeypatch.setattr("app.editor.editor_panel.MOST_FINDINGS", 2)
    story = begun.state["own"]
    text = story.text + "".join(f"unknown-{i}: 1\n" for i in range(5))
    begun.state["own"] = draft_session.retyped(story, text)
    begun.run()
    assert any(text.startswith("And 3 more. Mend these first") for text in begun.texts())


def test_a_copy_of_the_browser_that_is_none_is_refused(begun, monkeypatch):
    for sent in (None, 5, {}, {"id": "x", "name": "a", "text": "b"},
                 {"id": "0" * 16, "name": 3, "text": "b"},
                 {"id": "0" * 16, "name": "a", "text": "é" * 2_500_001}):  # fmt: skip
        monkeypatch.setattr(
            "layers.web.streamlit_component.st.session_state",
            {streamlit_component.KEPT: {"opened": sent}},
        )
        assert streamlit_component.opened_copy() is None
    good = {"id": "0" * 16, "name": "a", "text": "b"}
    monkeypatch.setattr(
        "layers.web.streamlit_component.st.session_state",
        {streamlit_component.KEPT: {"opened": good}},
    )
    assert streamlit_component.opened_copy() == ("0" * 16, "a", "b")


# -------------------------------------------------------------------------------- an upload


def upload(name, content, **answers):
    return file_import._read(("file", ()), name, content, answers)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("story.yaml", b"\x00\x01\x02", "story.yaml:1: The file has a zero byte"),
        ("story.json", b"{" * 5000, "story.json, line 1, column 2: The file is broken JSON"),
        ("points.csv", b"", "points.csv: The file is empty"),
        ("map.kml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><kml>&a;</kml>", "map.kml: The XML of the"),
    ],
)
def test_a_bad_upload_is_refused_in_a_sentence(name, content, said):
    (sentence,) = upload(name, content).refused
    assert sentence.startswith(said)


def test_geojson_of_another_tool_is_read_too():
    properties = {"name": "Ada is seen", "date": "2024-05-01"}
    geometry = {"type": "Point", "coordinates": [2.3522, 48.8566]}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    draft = upload("seen.geojson", content).draft
    assert draft.ready
    assert [event["headline"] for event in draft.story["events"]] == ["Ada is seen"]


def test_whatever_goes_wrong_with_an_upload_is_a_sentence(monkeypatch):
    def fails(*_, **__):
        raise RecursionError("secret")

    monkeypatch.setattr("app.editor.file_import.read", fails)
    (said,) = upload("log.csv", b"a,b").refused
    assert said.startswith("log.csv: The file has something in it that cannot be read here")
    monkeypatch.setattr("app.editor.draft_session.read_bytes", fails)
    (said,) = upload("story.yaml", b"format: 1").refused
    assert said.startswith("story.yaml: ")


def test_an_upload_that_cannot_be_opened_after_all_is_told_in_its_place(monkeypatch):
    def fails(*_):
        raise RecursionError("secret")

    state = {file_import.KEPT: file_import.Read(("file", ()), text="format: 1")}
    monkeypatch.setattr("app.editor.file_import.st.session_state", state)
    file_import._opened(fails, "story.yaml", lambda: "format: 1")
    (said,) = state[file_import.KEPT].refused
    assert said.startswith("story.yaml: The file has something in it that cannot be read here")
    assert "secret" not in said


def test_a_check_that_fails_is_a_fault_of_the_story(monkeypatch, draft):
    def fails(*_, **__):
        raise TypeError("secret")

    monkeypatch.setattr("geo.remarks.story_check.story_of", fails)
    after = draft_session.retyped(draft, draft.text + "\n")
    (fault,) = after.checked.faults
    assert "could not be checked (TypeError at " in fault.wrong
    assert "secret" not in str(fault)
    assert after.story == draft.story


# -------------------------------------------------------------------------------- without a page


@pytest.fixture
def draft():
    return draft_session.opened("my story.yml", starter_text())


def test_what_has_no_fault_stays_on_the_map(draft):
    worse = draft_session.retyped(
        draft, draft.text.replace("title: An example", "titel: An example")
    )
    assert not worse.all_shown
    assert worse.story.events == draft.story.events
    assert any('"titel"' in fault.wrong for fault in worse.checked.faults)
    better = draft_session.retyped(
        worse, draft.text.replace("An example journey", "Another journey")
    )
    assert better.all_shown
    assert better.story.title == "Another journey"


def test_an_edited_cell_is_in_the_file_with_its_comments(draft):
    data = {**draft.data, "title": "Another journey"}
    after = draft_session.edited(draft, data)
    assert "title: Another journey" in after.text
    assert after.text.count("#") == draft.text.count("#")
    assert after.story.title == "Another journey"
    assert read_story(after.text).title == "Another journey"


def test_a_text_that_is_no_story_at_all_can_still_be_mended(draft):
    broken = draft_session.retyped(draft, "title: [")
    assert broken.data is None
    assert broken.checked.faults
    assert broken.story == draft.story
    assert draft_session.retyped(broken, draft.text).all_shown


def test_each_state_draws_its_own_map_once(draft):
    first = draft.draw("plain")
    assert draft.draw("plain") is first
    edited = draft_session.edited(draft, {**draft.data, "title": "Another journey"})
    assert edited.draw("plain")[1].title == "Another journey"
    assert draft.draw("plain") is first
    faulty = draft_session.retyped(edited, "title: [")
    assert faulty.draw("plain") is edited.draw("plain")


def test_nothing_can_be_drawn_before_anything_can_be_shown():
    with pytest.raises(ValueError, match="nothing can be shown yet"):
        draft_session.opened("x.yaml", "title: [").draw("plain")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("my story.yml", "my-story.yaml"),
        ("../../etc/passwd", "passwd.yaml"),
        ("C:\\files\\story.json", "story.yaml"),
        ("<script>.yaml", "script.yaml"),
        ("رحلة.yaml", "رحلة.yaml"),
        (".yaml", "yaml.yaml"),
        ("", "story.yaml"),
        ("a" * 300 + ".yaml", "a" * 60 + ".yaml"),
    ],
)
def test_a_file_goes_home_under_a_safe_name(given, safe):
    assert story_file_name(given) == safe


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfe\x00", b"a: \xc3"])
def test_an_upload_that_is_no_text_is_refused_in_a_sentence(content):
    with pytest.raises(StoryError) as caught:
        draft_session.uploaded("story.yaml", content)
    assert len(caught.value.faults) == 1


# ------------------------------------------------------------------------------ once is enough


def test_one_change_reads_the_text_once(draft, parses):
    assert draft.data
    parses.clear()
    after = draft_session.edited(draft, {**draft.data, "title": "Another journey"})
    assert after.story.title == after.draw("plain")[1].title == "Another journey"
    assert after.data["title"] == "Another journey"
    assert not after.checked.faults
    assert len(parses) == 1


def test_who_opens_the_same_story_shares_what_it_was_read_into(parses):
    shelf = Shelf()
    first = draft_session.opened("story.yaml", starter_text(), shelf=shelf)
    again = draft_session.opened("story.yaml", starter_text(), shelf=shelf)
    assert first.story is again.story
    assert first.draw("plain") is again.draw("plain")
    assert len(parses) == 1


def test_what_nobody_holds_any_more_is_gone():
    shelf = Shelf()
    first = draft_session.opened("story.yaml", starter_text(), shelf=shelf)
    edited = draft_session.edited(first, {**first.data, "title": "Another"})
    first.draw("plain")
    edited.draw("plain")
    held = shelf.size
    assert held
    del first
    gc.collect()
    assert 0 < shelf.size < held
    del edited
    gc.collect()
    assert shelf.size == 0


def test_changes_of_a_faulty_story_need_room_for_two_readings_and_make_none_twice(
    parses, monkeypatch
):
    monkeypatch.setattr(draft_session, "MOST_IN_PART", 0)  # as in a large story
    text = starter_text() + "# more\n" * 10_000
    shelf = Shelf(bound=55 * len(text))  # of the last one without faults, drawn, and one with them
    draft = draft_session.opened("story.yaml", text, shelf=shelf)
    draft.draw("plain")
    parses.clear()
    for i in range(3):
        events = [*draft.data["events"], {"id": f"new-{i}"}]
        draft = draft_session.edited(draft, {**draft.data, "events": events}, anew=True)
        assert draft.checked.faults
        assert draft.story.title == draft.draw("plain")[1].title == "An example journey"
    assert len(parses) == 3  # one for each change


def test_when_the_last_reader_has_gone_the_memory_is_given_back_without_another_coming(monkeypatch):
    given = threading.Event()
    shelf = Shelf()
    monkeypatch.setattr(
        "app.jobs.draft_cache.give_back", lambda: len(shelf._made._kept) or given.set()
    )
    shelf.released = Sweeper(shelf.sweep).ask
    opened = draft_session.opened("story.yaml", starter_text(), shelf=shelf)
    assert len(shelf._made._kept) == 1
    given.clear()  # a sweep for a session of an earlier test may have come before
    del opened
    gc.collect()
    assert given.wait(PATIENCE)


def test_while_something_large_is_made_others_have_their_turn_more_often():
    usual, shelf = sys.getswitchinterval(), Shelf()
    with shelf.turn(LARGE - 1):
        assert sys.getswitchinterval() == usual
    with shelf.turn(LARGE), shelf.turn(LARGE):  # to draw, it is read first
        assert sys.getswitchinterval() == pytest.approx(SHORT)
    assert sys.getswitchinterval() == usual
    with pytest.raises(RuntimeError), shelf.turn(LARGE):
        raise RuntimeError
    assert sys.getswitchinterval() == usual


def test_what_is_large_is_made_one_at_a_time_and_who_waits_is_told():
    waits, making, begun, goes_on = [], [], threading.Event(), threading.Event()
    shelf = Shelf(waits=lambda: (waits.append(1), goes_on.set()))

    def make():
        making.append(1)
        begun.set()
        assert goes_on.wait(PATIENCE)  # till the other one waits
        making.pop()
        return "made"

    first = threading.Thread(target=shelf.get, args=("a", "read", LARGE, make))
    first.start()
    assert begun.wait(PATIENCE)
    assert shelf.get("c", "read", LARGE - 1, lambda: "small") == "small"  # waits for nobody
    assert waits == []
    assert shelf.get("b", "read", LARGE, lambda: list(making)) == []
    assert waits == [1]
    first.join()


def test_all_that_is_kept_together_is_bounded_and_made_again_when_it_is_wanted(parses):
    text = starter_text()
    shelf = Shelf(bound=3 * 55 * len(text))
    open_ones = [
        draft_session.opened(f"s{i}.yaml", f"{text}# {i}\n", shelf=shelf) for i in range(6)
    ]
    for session in open_ones:
        session.draw("plain")
        assert shelf.size <= 3 * 55 * len(text)
    parses.clear()
    assert open_ones[0].story.title == "An example journey"
    assert len(parses) == 1


def test_an_upload_is_read_once_for_the_same_answers_however_often_the_page_runs(monkeypatch):
    monkeypatch.setattr("app.editor.file_import.st.session_state", {})
    asked = []

    def content():
        asked.append(True)
        return b"title: A story\n"

    for answers in ({}, {}, {"zone": "UTC"}, {"zone": "UTC"}):
        file_import._read_once("1", "story.yaml", content, answers)
    assert len(asked) == 2
