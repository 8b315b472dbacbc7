import numpy as np

from geo.tracks.fixes import fixes_of
from geo.tracks.questioned import BACK_WITHIN, questioned

ROWS = 12


def track(**changed):
    """A plane due east on the equator, a row a minute, 0.1 degrees (11 km) each: 668 km/h."""
    columns = {
        "time": np.arange(ROWS) * 60_000,
        "lon": np.arange(ROWS) * 0.1 + 10,
        "lat": np.zeros(ROWS),
        "speed_kmh": np.full(ROWS, 668.0),
    }
    columns = {name: np.array(values, float) for name, values in columns.items()}
    for name, rows in changed.items():
        for row, value in rows.items():
            columns[name][row] = value
    return fixes_of(**columns)


def rows_of(flags):
    return np.flatnonzero(flags).tolist()


def test_a_plausible_track_is_not_questioned():
    assert questioned(track(), top_speed_kmh=1000).counted == {}
    assert questioned(track(), top_speed_kmh=700).counted == {}
    assert rows_of(questioned(track(), top_speed_kmh=600).jump) == list(range(1, ROWS))


def test_off_and_back_again_is_a_teleport_of_the_rows_between():
    marks = questioned(track(lat={4: 3.0, 5: 3.0}), top_speed_kmh=1000)
    assert rows_of(marks.teleport) == [4, 5]
    assert marks.counted == {"teleport": 2}


def test_off_and_never_back_is_a_jump_of_the_row_that_it_leads_to():
    marks = questioned(track(lat=dict.fromkeys(range(4, ROWS), 3.0)), top_speed_kmh=1000)
    assert rows_of(marks.jump) == [4]
    assert marks.counted == {"jump": 1}


def test_coming_back_too_late_is_two_jumps():
    size = BACK_WITHIN + 20
    lat = np.zeros(size)
    lat[5:-5] = 3.0
    fixes = fixes_of(time=np.arange(size) * 1000, lon=np.full(size, 10.0), lat=lat)
    assert rows_of(questioned(fixes, top_speed_kmh=1000).jump) == [5, size - 5]


def test_a_position_that_repeats_while_moving_is_frozen_after_its_first_row():
    still = dict.fromkeys(range(4, 8), 10.3)
    marks = questioned(track(lon=still), top_speed_kmh=10_000)
    assert rows_of(marks.frozen) == [4, 5, 6, 7]
    parked = track(lon=still, speed_kmh=dict.fromkeys(range(ROWS), 0.0))
    assert not questioned(parked, top_speed_kmh=10_000).frozen.any()


def test_a_clock_that_ran_back_is_marked_in_the_order_of_recording():
    marks = questioned(track(time={6: 30_000.0}, lon={6: 10.05}), top_speed_kmh=1000)
    assert rows_of(marks.clock) == [6]
    assert marks.counted == {"clock": 1}
    assert rows_of(marks.take(np.array([6, 0])).any) == [0]


def test_noise_of_a_receiver_at_rest_is_no_jump():
    rng = np.random.default_rng(1)
    noise = rng.normal(0, 1e-4, (2, 200))  # 11 m
    fixes = fixes_of(time=np.arange(200) * 1000, lon=noise[0] + 5, lat=noise[1] + 5)
    assert questioned(fixes, top_speed_kmh=7).counted == {}
