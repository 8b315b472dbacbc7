"""What an address may say, and what becomes of it when it says something else."""

from pathlib import Path

import pytest

from geo.story.story_folder import StoryFile
from layers.scene.scene_builder import build_scene
from layers.web import url_state
from layers.web.url_state import Address


@pytest.fixture(scope="module")
def scene(shipped):
    return build_scene(shipped)


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ({}, Address()),
        ({"t": "", "event": "", "people": ""}, Address()),
        ({"t": "2024-12-07T22:30"}, Address(t="2024-12-07T22:30")),
        ({"t": "2024-12-07T22:30:07"}, Address(t="2024-12-07T22:30:07")),
        ({"event": "flight-from-damascus"}, Address(event="flight-from-damascus")),
        ({"people": "maher,makhlouf"}, Address(people=("maher", "makhlouf"))),
        ({"people": "asma"}, Address(people=("asma",))),
        ({"layers": "places,legs"}, Address(layers=("places", "legs"))),
        ({"layers": ""}, Address(layers=())),
        ({"everyone": "1"}, Address(everyone="1")),
        ({"everyone": "0"}, Address(everyone="0")),
        ({"everyone": "yes"}, Address()),
        ({"gaps": "300"}, Address()),  # nothing of it was recorded
        ({"utm_source": "paper"}, Address()),
    ],
)
def test_what_the_story_knows_is_taken(scene, query, state):
    assert url_state.read_address(query, scene) == (state, ())


@pytest.mark.parametrize(
    ("query", "state", "said"),
    [
        ({"t": "yesterday"}, Address(), "“yesterday” is not written like 2024-12-08T02:40"),
        ({"t": "2024-12-08T02:40Z"}, Address(), "not written like"),
        ({"t": "2024-02-30T10:00"}, Address(), "no moment of the calendar"),
        ({"t": "1999-01-01T00:00"}, Address(), "“1999-01-01T00:00” lies outside the story"),
        ({"t": "9999-12-31T23:59"}, Address(), "The address’s moment"),
        ({"t": "٢٠٢٤-12-08T02:40"}, Address(), "not written like"),  # int() reads these
        ({"event": "coronation"}, Address(), "has no event “coronation”"),
        ({"people": "nobody"}, Address(), "“nobody”, so everybody is shown"),
        ({"people": "maher,nobody"}, Address(people=("maher",)), "so the others are shown"),
        ({"layers": "roads"}, Address(), "“roads”, so all layers are shown"),
        ({"people": "a,b,c,d,e"}, Address(), "“a” or “b” or “c” and 2 more"),
        ({"event": "x" * 9000}, Address(), "“" + "x" * 40 + "…”"),
        ({"event": "a\u202eb\x07"}, Address(), "“a�b�”"),
    ],
)
def test_what_it_does_not_know_is_left_out_and_said(scene, query, state, said):
    address, notices = url_state.read_address(query, scene)
    assert address == state
    assert len(notices) == 1
    assert said in notices[0]


def test_each_bad_part_has_its_own_sentence(scene):
    query = {"t": "x", "event": "x", "people": "x", "layers": "x"}
    assert len(url_state.read_address(query, scene)[1]) == 4


def test_the_base_map():
    assert url_state.read_base({}) == ("plain", ())
    assert url_state.read_base({"base": "osm"}) == ("osm", ())
    name, notices = url_state.read_base({"base": "moon"})
    assert name == "plain"
    assert "“moon”" in notices[0]
    assert "plain, osm, satellite" in notices[0]


def test_the_story(tmp_path: Path):
    (tmp_path / "b.yaml").write_text("title: The second\n")
    files = (StoryFile("a", tmp_path / "a.yaml"), StoryFile("b", tmp_path / "b.yaml"))

    def read(**query):
        return url_state.read_story(query, files, otherwise=lambda: files[0])

    assert read() == (files[0], ())
    assert read(story="b") == (files[1], ())
    address, notices = read(story="../../etc/passwd")
    assert address == files[0]
    assert "“../../etc/passwd”" in notices[0]


@pytest.mark.parametrize(
    "state",
    [
        Address(),
        Address("2024-12-07T22:30:07", "flight-from-damascus", ("maher", "asma"), ("places",)),
        Address(layers=()),
    ],
)
def test_what_is_written_is_read_back(scene, state):
    query = url_state.rewritten({"utm": "x", "t": "old"}, state, story="assad-2024", base="osm")
    assert query["utm"] == "x"
    assert query["story"] == "assad-2024"
    assert query["base"] == "osm"
    assert url_state.read_address(query, scene) == (state, ())


def test_what_moves_comes_last_and_the_plain_base_is_not_named(scene):
    query = url_state.rewritten(
        {"t": "old", "base": "osm", "x": "1"},
        Address(t="2024-12-07T22:30", layers=("legs",)),
        story="s",
        base="plain",
    )
    assert list(query.items()) == [
        ("x", "1"),
        ("story", "s"),
        ("t", "2024-12-07T22:30"),
        ("layers", "legs"),
    ]


@pytest.mark.parametrize(
    "at",
    [
        None,
        {"story": "other", "t": "2024-12-07T22:30"},
        {"story": "s", "t": 5},
        {"story": "s", "people": {"a": 1}},
        {"story": "s", "people": [1]},
        {"story": "s", "t": "tomorrow"},
        {"story": "s", "event": "<script>"},
    ],
)
def test_a_state_that_is_none_of_the_story_is_not_taken(scene, at):
    assert url_state.settled(at, scene, story="s") is None


def test_a_state_of_the_story_is_taken(scene):
    at = {
        "story": "s",
        "t": "2024-12-07T22:30:07",
        "event": None,
        "people": ["maher"],
        "layers": [],
    }
    assert url_state.settled(at, scene, story="s") == Address(
        "2024-12-07T22:30:07", None, ("maher",), ()
    )


# ------------------------------------------------------------------------- as of when it is known


@pytest.fixture(scope="module")
def second(second_story):
    return build_scene(second_story)


@pytest.mark.parametrize(
    ("known", "step"), [("1790", "1790"), ("1800-05-01", "1790"), ("1987", None), ("2030", None)]
)
def test_a_date_of_knowledge_is_the_step_by_its_end(second, known, step):
    assert url_state.read_address({"known": known}, second) == (Address(known=step), ())


@pytest.mark.parametrize("known", ["1700", "soon", "1790/..", "x" * 100])
def test_a_date_by_which_nothing_was_known_is_left_out_and_said(second, known):
    address, notices = url_state.read_address({"known": known}, second)
    assert address == Address()
    (notice,) = notices
    assert f"“{known[:40]}" in notice
    assert notice.endswith("all that is known is shown.")


def test_as_of_when_goes_into_the_address_and_comes_back(second):
    state = Address(event="sails", known="1790", view=(50.0, 150.0, 4.0))
    assert state.state()["known"] == "1790"
    assert list(state.query()) == ["event", "known", "view"]
    assert url_state.read_address(state.query(), second) == (state, ())
    at = {"story": "s", "event": "sails", "known": "1790"}
    assert url_state.settled(at, second, story="s") == Address(event="sails", known="1790")


# -------------------------------------------------------------------- two reports side by side


def test_two_reports_side_by_side_go_into_the_address_and_come_back(second):
    state = Address(event="mutiny", compare=("ryumin", "memoirs"))
    assert state.query() == {"event": "mutiny", "compare": "ryumin,memoirs"}
    assert url_state.read_address(state.query(), second) == (state, ())


@pytest.mark.parametrize("compare", ["ryumin", "ryumin,ryumin", "ryumin,nobody", "a,b,c"])
def test_what_is_no_two_sources_is_not_compared_and_said(second, compare):
    address, (notice,) = url_state.read_address({"compare": compare}, second)
    assert address == Address()
    assert f"“{compare}”" in notice
    assert notice.endswith("all reports are shown.")
