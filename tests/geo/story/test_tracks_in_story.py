import json

import pytest

from formats import jsonfg
from geo.errors import StoryError
from geo.story.loading import load_story, read_story
from geo.tracks.fixes import fixes_of
from geo.tracks.recorded import recording
from geo.tracks.track_file import write_track_file
from geo.yaml.yaml_writer import story_data, story_yaml
from tests.story_maker import CLAIM

FIXES = [
    {"time": "2024-05-01T22:40:00Z", "lon": 2.35, "lat": 48.86, "altitude_m": 0, "speed_kmh": 0},
    {"time": "2024-05-01T22:41:00Z", "lon": 2.4, "lat": 48.8, "altitude_m": 900},
    {"time": "2024-05-01T23:10:00Z", "lon": 4.8, "lat": 45.8, "heading": 180},
]


def track(**fields):
    row = {"id": "jet", "name": "the jet’s transponder", "mode": "plane", "source": "paper"}
    return {**row, "source_kind": "ads-b", "fixes": FIXES, "claims": [CLAIM], **fields}


@pytest.fixture
def parts(make_story):
    return {
        "legs": [make_story.leg("flight", window="2024-05-01", mode="plane", track="jet")],
        "events": [make_story.event("landing", leg="flight")],
    }


def faults_of(make_story, **parts):
    with pytest.raises(StoryError) as raised:
        make_story(**parts)
    return [f"{fault.field}: {fault.wrong}" for fault in raised.value.faults]


def test_a_story_holds_the_positions_of_its_tracks(make_story, parts):
    story = make_story(tracks=[track()], **parts)
    fixes = story.recorded["jet"]
    assert fixes.lon.tolist() == [2.35, 2.4, 4.8]
    assert fixes.altitude_m[:2].tolist() == [0, 900]
    assert fixes.heading[2] == 180
    made = recording(story, story.track["jet"], story.leg["flight"])
    assert made.gap_after_s == 20
    assert [gap.seconds for gap in made.gaps] == [60, 29 * 60]
    assert made.top_speed_kmh == 1000


def test_a_leg_may_be_a_part_of_a_track(make_story, parts):
    parts["legs"][0]["track_part"] = "2024-05-01T22:40:30Z/2024-05-02T00:00Z"
    story = make_story(tracks=[track(gap_after_s=600, top_speed_kmh=1200)], **parts)
    made = recording(story, story.track["jet"], story.leg["flight"])
    assert (len(made.fixes), len(made.gaps), made.gap_after_s) == (2, 1, 600)
    assert made.top_speed_kmh == 1200


def test_export_and_import_give_the_same_story(make_story, parts):
    story = make_story(tracks=[track(registration="F-ABCD", gap_after_s=60)], **parts)
    data = story_data(story)
    assert data["tracks"][0]["fixes"] == FIXES
    again = read_story(story_yaml(data), name="again.yaml")
    assert story_data(again) == data
    read = jsonfg.read(json.loads(jsonfg.text(story)))
    assert story_data(read_story(story_yaml(read.story), name="read.yaml")) == data


def test_other_tools_get_the_positions_as_lines_that_bridge_no_gap(make_story, parts):
    features = json.loads(jsonfg.text(make_story(tracks=[track()], **parts)))["features"]
    (feature,) = (feature for feature in features if feature["properties"]["kind"] == "track")
    lines = feature["geometry"]["coordinates"]
    assert [line[0] for line in lines] == [[2.35, 48.86], [2.4, 48.8], [4.8, 45.8]]
    assert feature["properties"]["coordTimes"][2] == ["2024-05-01T23:10:00Z"] * 2


def test_each_position_stands_on_a_line_of_its_own(make_story, parts):
    text = story_yaml(story_data(make_story(tracks=[track()], **parts)))
    assert (
        "      - {time: 2024-05-01T22:40:00Z, lon: 2.35, lat: 48.86, altitude_m: 0.0, "
        "speed_kmh: 0.0}\n" in text
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"fixes": []}, 'tracks[0]: The track "jet" has no positions'),
        ({"file": "a.csv"}, "tracks[0].fixes: There is a file and a list of fixes"),
        ({"file": "a.csv", "fixes": []}, 'tracks[0].file: "sha256" is missing'),
        ({"file": "../a.csv", "fixes": []}, "tracks[0].file: "),
        ({"sha256": "0" * 64}, "tracks[0].sha256: There is a hash without a file"),
        ({"source": "radio"}, 'tracks[0].source: The source "radio" is unknown'),
        ({"claims": [{**CLAIM, "context": True}]}, "tracks[0].claims: Every claim"),
        ({"fixes": [{**FIXES[0], "time": "2024-05-01"}]}, "tracks[0].fixes[0].time: "),
        ({"fixes": [{**FIXES[0], "lat": 99}]}, "tracks[0].fixes[0].lat: "),
    ],
)
def test_a_tracks_faults_are_told(make_story, parts, changed, said):
    assert any(
        fault.startswith(said)
        for fault in faults_of(make_story, tracks=[track(**changed)], **parts)
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"track": "ship"}, 'legs[0].track: The track "ship" is unknown'),
        ({"path": "reported"}, "legs[0].path: The way rests on a track"),
        ({"outcome": "intended"}, "legs[0].track: There is a recording of a way that nobody went"),
        ({"track_part": "2024-05-01T22:40Z"}, "legs[0].track_part: "),
        ({"track_part": "2024-06-01/2024-06-02"}, 'legs[0].track_part: The track "jet" has no'),
    ],
)
def test_a_legs_faults_about_its_track_are_told(make_story, parts, changed, said):
    parts["legs"][0] |= changed
    assert any(fault.startswith(said) for fault in faults_of(make_story, tracks=[track()], **parts))


def test_a_file_beside_the_story_is_read_and_known_by_its_hash(make_story, parts, tmp_path):
    fixes = fixes_of(time=[1_714_603_200_000, 1_714_603_230_000], lon=[2.35, 2.4], lat=[48.8, 48.7])
    digest = write_track_file(fixes, tmp_path / "jet.csv")
    text = make_story.text(tracks=[track(fixes=[], file="jet.csv", sha256=digest)], **parts)
    path = tmp_path / "story.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_story(path).recorded["jet"].time.tolist() == fixes.time.tolist()
    with pytest.raises(StoryError, match="this story stands alone"):
        read_story(text)
    (tmp_path / "jet.csv").write_text("changed", encoding="utf-8")
    with pytest.raises(StoryError, match="not the one that the story was written with"):
        load_story(path)
