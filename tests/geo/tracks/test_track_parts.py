"""What was recorded of a leg, and what lies between, as lines that are held apart."""

import pytest

from geo.tracks.track_parts import intervals, track_parts
from tests.story_maker import CLAIM


@pytest.fixture
def parts_of(make_story):
    def make(*rows):
        fixes = [
            {"time": f"2024-05-01T22:{minute:02}:00Z", "lon": lon, "lat": lat}
            for minute, lon, lat in rows
        ]
        table = {"id": "jet", "name": "the jet", "mode": "plane", "source": "paper",
                 "gap_after_s": 90, "claims": [CLAIM], "fixes": fixes}  # fmt: skip
        row = make_story.leg(
            "flight", mode="plane", track="jet", window="2024-05-01T21:00/2024-05-02T01:00"
        )
        story = make_story(tracks=[table], legs=[row])
        return track_parts(story, story.legs[0])

    return make


def test_no_recorded_line_lies_across_a_gap(parts_of):
    parts = parts_of((0, 2.35, 48.86), (1, 2.4, 48.8), (30, 4.7, 45.8), (31, 4.83, 45.76))
    assert [(part.kind, part.seconds, part.positions) for part in parts] == [
        ("recorded", 60, 2),
        ("gap", 1740, 0),
        ("recorded", 60, 2),
    ]
    (line,) = parts[1].lines
    assert (line[0], line[-1]) == ((2.4, 48.8), (4.7, 45.8))
    assert intervals(parts, "gap") == "2024-05-01T22:01:00Z/2024-05-01T22:30:00Z"


def test_no_recorded_line_leads_to_a_questioned_position(parts_of):
    rows = [(0, 2.35, 48.86), (1, 2.4, 48.8), (2, 40, 20), (3, 2.5, 48.7), (4, 2.55, 48.6)]
    parts = parts_of(*rows)
    lines = [line for part in parts if part.kind == "recorded" for line in part.lines]
    assert [len(line) for line in lines] == [2, 2]
    assert sum(part.positions for part in parts) == len(rows) - 1
    assert (40, 20) not in {point for line in lines for point in line}


def test_a_line_is_cut_at_the_antimeridian(parts_of):
    parts = parts_of((0, 179.95, 10), (1, -179.95, 10))
    recorded = [part for part in parts if part.kind == "recorded"]
    assert [line[-1][0] for part in recorded for line in part.lines] == [180, -179.95]


def test_a_leg_without_a_track_has_none(make_story):
    story = make_story(legs=[make_story.leg("way", window="2024-05-01")])
    assert track_parts(story, story.legs[0]) == ()
