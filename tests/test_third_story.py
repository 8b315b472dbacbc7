"""The third story: a recording beside what was told of it, and where they do not meet."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import shapely

from geo.remarks.story_check import check_text
from geo.remarks.track_remarks import about_tracks
from geo.tracks.recorded import recording
from layers.picture.mark_layout import Marking
from layers.scene.scene_builder import build_scene
from layers.scene.visibility import event_state
from layers.web.web_payload import scene_rows


@pytest.fixture(scope="module")
def path(root):
    return root / "stories" / "haneda-2024.yaml"


@pytest.fixture(scope="module")
def story(third_story):
    return third_story


@pytest.fixture(scope="module")
def held(story):
    return recording(story, story.track["jal516"])


def at(hour, minute, second):
    return int(datetime(2024, 1, 2, hour, minute, second, tzinfo=UTC).timestamp() * 1000)


def test_a_careful_desk_has_nothing_to_ask(path):
    assert check_text(path.read_text(), path.name, folder=path.parent).remarks == ()


def test_all_that_was_recorded_stands_in_it_with_its_one_gap(held):
    assert len(held.fixes) == 305
    assert not held.marks.any.any()
    assert held.gap_after_s == 100  # by its own rhythm
    (gap,) = held.gaps
    assert (gap.start, gap.end) == (at(7, 22, 55), at(7, 27, 38))
    assert int(held.fixes.time[-1]) == at(8, 47, 23)


def test_the_figures_that_its_texts_name_are_those_of_the_recording(held):
    rows = {int(time): row for row, time in enumerate(held.fixes.time)}
    heights = [held.fixes.altitude_m[rows[at(8, *clock)]] for clock in
               ((46, 6), (47, 6), (47, 16), (47, 23))]  # fmt: skip
    assert [round(height) for height in heights] == [244, 38, 0, 0]
    assert round(held.fixes.speed_kmh[-1]) == 228
    assert (held.fixes.speed_kmh[0], round(held.fixes.altitude_m[1])) == (0, 168)
    assert held.fixes.altitude_m.max() == 12_192


def test_the_account_and_the_recording_differ_and_the_check_would_say_so(story):
    (finding,) = about_tracks(story)
    assert (finding.at, finding.code) == ("flight", "track-disagrees")
    assert "16:22" in str(finding.wrong)


def test_the_gap_has_a_reach_and_the_other_plane_no_line_of_its_own(story):
    scene = build_scene(story)
    (track,) = scene.tracks
    (gap,) = track.gaps
    assert gap.kind == "inferred"
    assert [mark.code for mark in gap.landings][:1] == ["CTS"]
    chitose, haneda = (shapely.Point(story.place[name].point) for name in ("new-chitose", "haneda"))
    assert gap.region.contains(chitose)
    assert not gap.region.contains(haneda)
    assert [(leg.id, leg.travelled) for leg in scene.legs] == [
        ("flight", True),
        ("relief-flight", False),
    ]


def test_the_collision_was_about_then_wherever_it_stands(story):
    """Its accounts say "around 5:47 p.m."."""
    scene = build_scene(story)
    marks = {mark.id: mark for mark in scene.events}
    collision, flies = marks["collision"], marks["flies"]
    assert collision.time.said == "Tuesday 2 January, about 17:47"
    rows = {row["id"]: row.get("approximate") for row in scene_rows(scene)["events"]}
    assert {name for name, approximate in rows.items() if approximate} == {"collision"}
    assert event_state(collision, collision.stop) == "perhaps"
    assert event_state(marks["recording-ends"], marks["recording-ends"].stop) == "under way"
    shown = {
        mark.id: SimpleNamespace(mode="subject", told=mark, at=mark.stop)
        for mark in (collision, flies)
    }
    moments = {name: Marking.moment.fget(drawn) for name, drawn in shown.items()}
    assert moments == {"collision": None, "flies": flies.stop}, "no second is told of about then"
