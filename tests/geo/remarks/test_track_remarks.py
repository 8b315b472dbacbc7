import pytest

from geo.remarks.story_check import find_remarks
from geo.remarks.track_remarks import arrived, departed
from geo.tracks.fixes import fixes_of
from tests.story_maker import CLAIM

ROWS = (  # minutes after 22:30, lon, lat, km/h: at rest in Paris, then to Lyon, then at rest
    (0, 2.35, 48.86, 0),
    (10, 2.36, 48.86, 20),
    (11, 2.40, 48.80, 300),
    (40, 4.80, 45.80, 280),
    (45, 4.83, 45.76, 5),
    (50, 4.83, 45.76, 0),
)


def fix(minutes, lon, lat, speed):
    clock = 22 * 60 + 30 + minutes
    time = f"2024-05-01T{clock // 60:02}:{clock % 60:02}:00Z"
    return {"time": time, "lon": lon, "lat": lat, "speed_kmh": speed}


@pytest.fixture
def remarks(make_story):
    def ask(rows=ROWS, claims=(CLAIM,), top_speed=2000, **leg):
        track = {
            "id": "jet", "name": "the jet’s transponder", "mode": "plane", "source": "paper",
            "top_speed_kmh": top_speed, "claims": list(claims),
            "fixes": [fix(*row) for row in rows],
        }  # fmt: skip
        leg = {"mode": "plane", "track": "jet", **leg}
        if not {"departure", "arrival"} & set(leg):
            leg.setdefault("window", "2024-05-01/2024-05-02")
        story = make_story(
            tracks=[track],
            legs=[make_story.leg("flight", **leg)],
            events=[make_story.event("seen", start="2024-05-01/2024-05-03")],
        )
        return [
            (remark.field, remark.wrong)
            for remark in find_remarks(story)
            if remark.code.startswith("track-")
        ]

    return ask


def test_a_recording_that_agrees_raises_no_question(remarks):
    assert remarks() == []
    times = {"departure": "2024-05-01T22:35/2024-05-01T22:45", "arrival": "2024-05-01T23:15"}
    assert remarks(**times) == []


@pytest.mark.parametrize(
    ("times", "field", "said"),
    [
        ({"departure": "2024-05-02T04:00/2024-05-02T06:00", "words": "at dawn"}, "departure",
         "They left “at dawn”, and at 22:41 on 1 May the recording is already under way"),
        ({"departure": "2024-05-01T22:00"}, "departure",
         "They left 2024-05-01T22:00, and at 22:30 on 1 May the recording is still at rest"),
        ({"arrival": "2024-05-01T23:00"}, "arrival",
         "They arrived 2024-05-01T23:00, and at 23:10 on 1 May the recording is still under way"),
        ({"arrival": "2024-05-01T23:50"}, "arrival",
         "They arrived 2024-05-01T23:50, and at 23:15 on 1 May the recording is already at rest"),
        ({"window": "2024-05-01T20:00/2024-05-01T22:00"}, "window",
         ("They left 2024-05-01T20:00/2024-05-01T22:00, and at 22:30 on 1 May the recording is "
         "still at rest")),
    ],
)  # fmt: skip
def test_where_report_and_recording_disagree_the_check_says_so(remarks, times, field, said):
    asked = remarks(**times)
    assert (f"legs[0].{field}", said) in asked


def test_about_a_clock_time_is_half_an_hour_off_before_the_check_asks(remarks):
    assert remarks(departure="2024-05-01T22:00~", arrival="2024-05-01T23:40~") == []
    asked = remarks(departure="2024-05-01T21:50~", arrival="2024-05-01T23:50~")
    assert sorted(field for field, _ in asked) == ["legs[0].arrival", "legs[0].departure"]


def test_times_that_are_the_recordings_own_ends_are_not_asked_about(remarks):
    rows = ((-5, 2.35, 48.86, 0), *ROWS)  # five minutes more at rest
    own = {"departure": "2024-05-01T22:25", "arrival": "2024-05-01T23:20"}
    assert remarks(rows, **own) == []
    assert len(remarks(rows, **{**own, "departure": "2024-05-01T22:20"})) == 1


def test_a_recording_that_ends_elsewhere_is_asked_about(remarks):
    assert remarks(to="gdansk") == [("legs[0].to", "The recording ends 1,371 km from Gdansk")]
    assert remarks(to="gdansk", outcome="stopped") == []


def test_positions_that_cannot_be_true_are_counted(remarks):
    (asked,) = remarks(top_speed=500)
    assert asked[0] == "tracks[0].fixes"
    assert asked[1] == "Positions are questioned or left out: 1 farther than it can have come"
    (asked,) = remarks((*ROWS, (20, 0, 0, 0), ROWS[-1]))
    assert asked[1] == "Positions are questioned or left out: 1 at 0/0, 1 doubled"


def test_a_contested_identity_has_to_be_said(remarks):
    against = {**CLAIM, "told_by": "the airline", "stance": "denies", "party": True}
    (asked,) = remarks(claims=(CLAIM, against))
    assert asked[0] == "legs[0].track"
    assert remarks(claims=(CLAIM, against), text="The airline denies that it was this jet.") == []


def test_setting_out_and_coming_to_rest_need_rows_in_motion():
    still = fixes_of(time=[0, 1000], lon=[1, 1], lat=[1, 1])
    assert departed(still, flying=False) is None
    assert arrived(still, flying=False) is None
    moving = fixes_of(time=[0, 1000], lon=[1, 1], lat=[1, 1], speed_kmh=[50, 50])
    assert departed(moving, flying=False) == (None, 0)
    assert arrived(moving, flying=False) == (1000, None)
    assert departed(moving, flying=True) is None, "an aircraft at 50 km/h taxies"
