"""Python still computes what the vectors say; the browser is held to the same files."""

import json

import pytest
import shapely

from geo.world.borders import country_shape
from layers.style.map_style import CONTEXT, SIGNS
from tests.vectors.make_vectors import HERE, vectors

FILES = [
    "progress.json", "states.json", "marks.json", "beside.json", "made_up.json", "areas.json",
    "known.json", "lines.json", "words.json", "scales.json", "discs.json", "held.json",
    "thresholds.json",
]  # fmt: skip


@pytest.fixture(scope="module")
def computed():
    return vectors()


@pytest.mark.parametrize("name", FILES)
def test_a_file_equals_what_python_computes(computed, name):
    written = json.loads((HERE / name).read_text(encoding="utf-8"))
    assert json.loads(json.dumps(computed[name])) == written, (
        "run python -m tests.vectors.make_vectors"
    )


def test_there_is_a_file_for_all_that_is_computed(computed):
    assert sorted(computed) == sorted(FILES) == sorted(path.name for path in HERE.glob("*.json"))


def test_the_vectors_have_something_to_say(computed):
    marks = computed["marks.json"]
    assert len(marks["moments"]) >= 25
    seen = {(kind, state) for row in marks["moments"] for kind, _, state, _, _ in row["shown"]}
    assert {("leg", "perhaps"), ("leg", "passed"), ("leg", "not travelled")} <= seen
    assert {("event", name) for name in ("ahead", "perhaps", "under way", "past")} <= seen
    assert {("place", "named"), ("area", "named")} <= seen
    furthest = {row["furthest"] for row in computed["progress.json"]}
    assert {0, 1} < furthest
    assert {row["state"] for row in computed["states.json"]} == {
        "ahead",
        "perhaps",
        "under way",
        "past",
    }


def test_made_up_scenes_have_every_sign_and_state(computed):
    moments = [row for made in computed["made_up.json"] for row in made["moments"]]
    assert {sign for row in moments for sign in row["signs"]} == set(SIGNS) - {*CONTEXT, "context"}
    seen = {(kind, state) for row in moments for kind, _, state, _, _ in row["shown"]}
    assert {("leg", state) for state in ("perhaps", "passed", "not travelled")} <= seen
    assert {("event", state) for state in ("ahead", "perhaps", "under way", "past")} <= seen


def test_places_are_held_open_accepted_and_dropped(computed):
    held = computed["held.json"]
    seen = {state for way in held["ways"] for state in way["states"].values()}
    assert seen == {"accepted", "dropped", "held", "open"}
    changed = [
        way["states"][id_]
        for way in held["ways"]
        for id_, row in way["rows"].items()
        if "changes" in row and "choice" not in row
    ]
    assert {"held", "open"} <= set(changed), "a change alone chooses no candidate"


def test_the_longest_line_is_not_the_one_of_most_points(computed):
    for row in computed["lines.json"]:
        assert row["middle"] != (24.5, 10.0), "the middle of thirty points on 29 units"


def test_areas_are_seen_and_not_seen_as_their_ground_lies(computed):
    areas = computed["areas.json"]
    for code in ("SY", "RU"):
        assert len({code in row["seen"] for row in areas["shipped"]}) == 2, code
    beirut = country_shape("LB").centroid
    label = [row for row in areas["shipped"] if not shapely.box(*row["view"]).contains(beirut)]
    assert any("LB" in row["seen"] for row in label), "ground in view, its middle outside"
    for made in areas["made_up"]:
        assert {row["seen"] for row in made["views"]} == {True, False}
        assert made["views"][0]["seen"] is False, "a view inside a hole"


def test_the_call_stands_in_the_vectors_as_the_report_has_it(computed):
    (row,) = (row for row in computed["words.json"]["moments"] if row["at"] == 1_733_599_800_000)
    assert row["words"] == "Saturday 7 December 2024, 22:30"
    assert row["offset"] == "UTC+3"
    assert row["iso"] == "2024-12-07T22:30"
