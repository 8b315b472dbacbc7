"""The panel *Your own story*: what a reporter does there, and what stays hers alone."""

import pytest
from streamlit.testing.v1 import AppTest

from app import own
from geo.errors import StoryError
from geo.starter import starter_text
from geo.story import read_story
from tests.app.conftest import Reader

PANEL = "Your own story"


@pytest.fixture
def reader(open_panel):
    return open_panel(PANEL)


@pytest.fixture
def begun(reader):
    return reader.press("own-begin")


def summary(reader):
    return next(text for text in reader.texts() if text.startswith("story.yaml: "))


def test_the_panel_offers_three_ways_to_begin_and_says_that_nothing_is_stored(reader):
    assert any("in no file of it" in text for text in reader.texts())
    labels = [one.label for one in reader.app.get("button")]
    assert {"Begin with the starter", "Edit a copy"} <= set(labels)
    assert "own" not in reader.state


def test_the_starter_is_shown_on_the_map_at_once(begun):
    assert summary(begun) == "story.yaml: shown as it stands."
    assert begun.state["story"] == own.KEY
    assert begun.state["own"].story.title == "An example journey"


def test_a_copy_of_the_story_shown_can_be_edited(reader):
    reader.press("own-copy-it")
    mine = reader.state["own"]
    assert mine.name == "assad-2024.yaml"
    assert mine.story.title == "The night Assad left"


def test_closing_it_gives_the_story_back_that_was_shown(begun):
    begun.press("own-close")
    assert "own" not in begun.state
    assert begun.state["story"] == "assad-2024"


def test_its_link_says_on_another_visit_that_it_must_be_opened_again(root):
    app = AppTest.from_file(str(root / "streamlit_app.py"), default_timeout=60)
    app.query_params["story"] = own.KEY
    reader = Reader(app).run()
    assert any("has no link" in text for text in reader.texts())


# -------------------------------------------------------------------------------- without a page


@pytest.fixture
def mine():
    return own.opened("my story.yml", starter_text())


def test_a_fault_leaves_the_last_good_version_on_the_map(mine):
    worse = own.retyped(mine, mine.text.replace("title: An example", "titel: An example"))
    assert not worse.whole
    assert worse.story == mine.story
    assert any('"titel"' in fault.wrong for fault in worse.checked.faults)
    better = own.retyped(worse, mine.text.replace("An example journey", "Another journey"))
    assert better.whole
    assert better.story.title == "Another journey"


def test_an_edited_cell_is_in_the_file_with_its_comments(mine):
    data = {**mine.data, "title": "Another journey"}
    after = own.edited(mine, data)
    assert "title: Another journey" in after.text
    assert after.text.count("#") == mine.text.count("#")
    assert after.story.title == "Another journey"
    assert read_story(after.text).title == "Another journey"


def test_a_text_that_is_no_story_at_all_can_still_be_mended(mine):
    broken = own.retyped(mine, "title: [")
    assert broken.data is None
    assert broken.checked.faults
    assert broken.story == mine.story
    assert own.retyped(broken, mine.text).whole


def test_each_state_draws_its_own_map_once(mine):
    first = mine.draw("plain")
    assert mine.draw("plain") is first
    other = own.edited(mine, {**mine.data, "title": "Another journey"})
    assert other.draw("plain")[1].title == "Another journey"
    assert mine.draw("plain") is first
    faulty = own.retyped(other, "title: [")
    assert faulty.draw("plain") is other.draw("plain")


def test_nothing_can_be_drawn_before_anything_can_be_shown():
    with pytest.raises(ValueError, match="nothing can be shown yet"):
        own.opened("x.yaml", "title: [").draw("plain")


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
    assert own.safe_name(given) == safe


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfe\x00", b"a: \xc3"])
def test_an_upload_that_is_no_text_is_refused_in_a_sentence(content):
    with pytest.raises(StoryError) as caught:
        own.uploaded("story.yaml", content)
    assert len(caught.value.faults) == 1
