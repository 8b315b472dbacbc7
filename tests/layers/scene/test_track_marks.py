import json
from dataclasses import replace

import numpy as np
import pytest
import shapely

from geo.language.messages import messages_of
from layers.picture.map_picture import composed, picture
from layers.picture.track_drawing import draw_track, track_signs
from layers.scene.scene_builder import build_scene
from layers.scene.track_marks import key_words, span_told
from layers.style.picture_options import PICTURE
from layers.web.html_document import build_document
from layers.web.url_state import read_address
from layers.web.web_payload import document_data
from tests.story_maker import CLAIM

MINUTE = 60_000
START = 1_714_602_000_000  # 2024-05-01T22:20Z


def rows(*minutes_to_lyon):
    """Positions on the straight line from Paris to Lyon, at these minutes, 33 minutes in all."""
    return [
        {
            "time": f"2024-05-01T22:{20 + m}:00Z" if m < 40 else f"2024-05-01T23:{m - 40:02}:00Z",
            "lon": round(2.35 + (4.83 - 2.35) * m / 33, 4),
            "lat": round(48.86 + (45.76 - 48.86) * m / 33, 4),
            "altitude_m": 300 * m,
            "speed_kmh": 700,
        }
        for m in minutes_to_lyon
    ]


@pytest.fixture
def story_with(make_story):
    def make(fixes=None, leg=None, **track):
        table = {
            "id": "jet", "name": "the jet’s transponder", "mode": "plane", "source": "paper",
            "source_kind": "ads-b", "gap_after_s": 90, "claims": [CLAIM],
            "fixes": fixes or rows(0, 1, 2, 3, 23, 24, 33), **track,
        }  # fmt: skip
        flight = {"mode": "plane", "track": "jet"}
        if "departure" not in (leg or {}):
            flight["window"] = "2024-05-01T22:00/2024-05-01T23:30"
        return make_story(
            tracks=[table],
            legs=[make_story.leg("flight", **{**flight, **(leg or {})})],
            events=[
                make_story.event("silent", leg="flight", start="2024-05-01T22:30"),
                make_story.event("landing", leg="flight", start="2024-05-01T22:55"),
            ],
        )

    return make


def test_a_track_is_runs_and_gaps_and_nothing_solid_lies_across_a_gap(story_with):
    (track,) = build_scene(story_with()).tracks
    assert [(run.start, run.stop) for run in track.runs()] == [(0, 4), (4, 6), (6, 7)]
    inner = [(gap.prism.start - START, gap.until - START) for gap in track.gaps]
    assert inner == [(3 * MINUTE, 23 * MINUTE), (24 * MINUTE, 33 * MINUTE)]
    assert {gap.kind for gap in track.gaps} == {"inferred"}
    assert track.gap_at(START + 10 * MINUTE) is track.gaps[0]
    assert track.gap_at(START + 2 * MINUTE) is None


def test_a_gap_is_concealed_only_where_the_report_says_so(story_with):
    (track,) = build_scene(story_with(leg={"path": "concealed"})).tracks
    assert {gap.kind for gap in track.gaps} == {"concealed"}


def test_the_leg_has_the_recordings_line_and_times_and_keeps_its_own_words(story_with):
    scene = build_scene(story_with())
    (leg,) = scene.legs
    assert leg.path == "recorded"
    assert (leg.d0, leg.d1, leg.a0, leg.a1) == (START, START, *(START + 33 * MINUTE,) * 2)
    assert leg.parts[0][0][2] == 0.0
    assert leg.parts[-1][-1][2] == 1.0
    assert leg.parts[0][1][2] == pytest.approx(1 / 33)
    assert leg.time.said.startswith("between ten and half past eleven in the evening")
    assert scene.events[0].subject.label[0] == "By plane, recorded in part"
    built = build_scene(story_with(gap_after_s=3600))
    assert built.events[0].subject.label[0] == "By plane, recorded"


def test_the_slider_reaches_what_was_recorded_beyond_what_is_told(story_with):
    scene = build_scene(story_with(leg={"departure": "2024-05-01T22:40", "arrival": "2024-05-02"}))
    assert scene.span[0] == START


def test_reach_at_a_moment_lies_in_the_reach_of_all_of_the_gap(story_with):
    (track,) = build_scene(story_with()).tracks
    region = track.gaps[0].region
    now = track.reach_at(START + 13 * MINUTE)
    assert region.buffer(1e-6).covers(now)
    assert 0 < now.area < region.area
    assert region.covers(shapely.Point(3.3, 47.7))
    assert track.reach_at(START + 2 * MINUTE) is None
    assert track.gaps[0].landing_count >= len(track.gaps[0].landings) > 0


def test_a_ships_reach_lists_harbours_and_the_texts_say_how_many(story_with):
    fixes = [
        {"time": "2024-05-01T20:00:00Z", "lon": 5.3, "lat": 43.28},
        {"time": "2024-05-01T23:00:00Z", "lon": 5.3, "lat": 43.1},
    ]
    leg = {"window": "2024-05-01T19:00/2024-05-01T23:30"}
    scene = build_scene(story_with(fixes, leg=leg, mode="ship"))
    gap = next(gap for gap in scene.tracks[0].gaps if gap.region)
    assert "FRMRS" in {place.code for place in gap.landings}
    assert document_data(scene)["tracks"][0]["listed"] == "harbour"
    said = f"In that time {gap.landing_count} harbours could have been reached; the list of"
    assert said in picture(scene, at=scene.events[0].stop, event="silent", options=PICTURE).alt_long


def test_from_a_reported_departure_and_to_a_reported_arrival_is_a_gap_too(story_with):
    leg = {"departure": "2024-05-01T22:20", "arrival": "2024-05-01T23:00"}
    fixes = rows(10, 11, 12)
    story = story_with(fixes, leg=leg)
    (track,) = build_scene(story).tracks
    before, after = track.gaps
    assert (before.prism.start, before.until) == (START, START + 10 * MINUTE)
    assert before.prism.slack0_m == 5000
    assert (after.prism.start, after.until) == (START + 12 * MINUTE, START + 40 * MINUTE)
    assert (after.prism.lon1, after.prism.lat1) == (4.83, 45.76)


def test_where_nobody_reports_an_arrival_the_reach_grows(story_with):
    story = story_with(rows(0, 1, 2), leg={"outcome": "stopped"})
    (track,) = build_scene(story).tracks
    (gap,) = track.gaps
    assert gap.prism.end is None
    assert gap.parts == ()
    early, late = (track.reach_at(START + n * MINUTE) for n in (5, 30))
    assert late.covers(early)


def test_questioned_positions_are_marked(story_with):
    fixes = rows(0, 1, 2, 3)
    fixes[2]["lat"] = 60.0
    (track,) = build_scene(story_with(fixes)).tracks
    assert track.doubted.tolist() == [2]


def test_the_key_states_the_threshold(story_with):
    tracks = build_scene(story_with()).tracks
    say = messages_of("en")
    assert key_words(tracks, say)["gap"] == "no position for over 90 seconds"
    assert [span_told(n, say) for n in (20, 150, 900, 6 * 3600)] == [
        "20 seconds", "2.5 minutes", "15 minutes", "6 hours",
    ]  # fmt: skip


# --------------------------------------------------------------------------------- the document


def test_only_a_story_with_tracks_has_their_scripts_and_words(story_with, shipped):
    with_tracks, without = (build_document(build_scene(story)) for story in (story_with(), shipped))
    for text in ("class TrackDrawing", "#profile", "could have been"):
        assert text in with_tracks
        assert text not in without


def test_the_document_holds_each_position_as_a_step(story_with):
    data = json.loads(json.dumps(document_data(build_scene(story_with()))))
    (track,) = data["tracks"]
    assert (np.cumsum(track["time"]) * 100).tolist()[:3] == [START + n * MINUTE for n in range(3)]
    assert np.cumsum(track["lon"])[-1] == 483_000
    assert track["altitude"][1] == 300
    assert track["starts"] == [0, 4, 6]
    assert [sign for sign, _ in data["style"]["legend"][:4]] == [
        "recorded", "gap", "reach", "doubted",
    ]  # fmt: skip
    assert "tracks" not in document_data(build_scene(story_with(), layers=["places", "events"]))


def test_a_reader_may_choose_what_is_a_gap_and_is_told_the_sources_own(story_with):
    scene = build_scene(story_with())
    data = document_data(scene)
    (track,) = data["tracks"]
    assert [gap["row"] for gap in track["gaps"]] == [4, 6]
    assert (track["after"], track["concealed"]) == (90, False)
    choices = data["gapChoices"]
    assert [seconds for seconds, *_ in choices] == [0, 60, 300, 900, 3600]
    assert choices[0][1:] == ["90 seconds (the source’s own)", "no position for over 90 seconds"]
    assert choices[3][2] == (
        "no position for over 15 minutes, as you chose; the source’s own: 90 seconds"
    )
    asked = [read_address({"gaps": text}, scene)[0].gaps for text in ("900", "90", "x", "")]
    assert asked == ["900", None, None, None]
    arrives = {"departure": "2024-05-01T22:00Z", "arrival": "2024-05-01T23:30Z"}
    late = build_scene(story_with(rows(3, 23, 24, 33), leg=arrives))
    (track,) = document_data(late)["tracks"]
    assert [gap["row"] for gap in track["gaps"]] == [None, 1, 3]


# ------------------------------------------------------------------------------------ the picture


def test_a_picture_draws_positions_gap_and_reach_and_explains_them(story_with):
    scene = build_scene(story_with())
    made = picture(scene, at=scene.events[0].stop, event="silent",
                   options=replace(PICTURE, legend=True))  # fmt: skip
    assert set(made.signs) == {"recorded", "gap", "reach"}
    svg = made.data.decode()
    assert "no position for over 90 seconds" in svg
    assert "could have been here" in [line for label in made.labels for line in label.lines]
    assert 'id="track-jet"' in svg
    assert svg.count('id="reach') >= 1
    assert "the way was recorded where its line is solid" in made.alt_long
    assert "Anna went from Paris to Lyon" in made.alt_long
    assert "Nothing was recorded from 22:23 to 22:43. In that time" in made.alt_long


def test_what_is_drawn_of_a_track_depends_on_the_moment(story_with):
    scene = build_scene(story_with())
    (track,) = scene.tracks
    assert track_signs(track, START + 2 * MINUTE, None) == {"recorded"}
    assert track_signs(track, START + 10 * MINUTE, None) == {"recorded", "reach"}
    assert track_signs(track, START + 24 * MINUTE, None) == {"recorded", "gap"}
    assert track_signs(track, START + 2 * MINUTE, "subject") == {"recorded", "gap", "reach"}
    assert track_signs(track, START + 2 * MINUTE, "before") == set()


def test_positions_ahead_are_pale_beside_a_subject_and_not_there_with_everyone(story_with):
    scene = build_scene(story_with())
    (track,) = scene.tracks
    made = composed(scene, at=scene.events[0].stop, event="silent", options=PICTURE)

    def strokes(role):
        sheet = type(made.sheet)(made.sheet.size)
        draw_track(sheet, made.marking, track, role)
        return [item.stroke for items in sheet.items.values() for item in items if item.stroke]

    assert len(set(strokes("subject"))) > len(set(strokes(None)))


def test_altitude_and_speed_stand_below_the_map_of_their_event(story_with):
    scene = build_scene(story_with())
    made = composed(scene, at=scene.events[0].stop, event="silent")
    words = [item.text for item in made.sheet.items["legend"] if hasattr(item, "text")]
    said = "line: altitude, up to 9,900 m; dashes: speed, up to 700 km/h; shaded: nothing recorded"
    assert said in words
    plain = composed(scene, at=scene.events[0].stop + MINUTE)
    assert plain.view.frame[3] > made.view.frame[3], "with everyone the map has all the room"


def test_a_stop_within_bounds_is_no_moment_that_a_recording_is_cut_at(story_with):
    exact = build_scene(story_with())
    told = exact.events[0]
    assert composed(exact, at=told.stop, event=told.id).marking.moment == told.stop
    rough = replace(told, s1=told.s1 + MINUTE)
    assert composed(exact, at=told.stop, event=rough).marking.moment is None
