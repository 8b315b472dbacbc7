import numpy as np
import pytest

from geo.tracks.fixes import ORIGINS, fixes_of, joined


def test_rows_without_a_place_or_a_time_are_left_out_and_counted():
    fixes = fixes_of(
        time=[1.0, np.nan, 3.0, 4.0, 5.0, 6.0],
        lon=[10, 11, 0, np.nan, 200, 7],
        lat=[50, 51, 0, 52, 5, -91],
        altitude_m=[100, 0, 0, 0, 0, 0],
    )
    assert fixes.time.tolist() == [1]
    assert fixes.altitude_m.tolist() == [100.0]
    assert np.isnan(fixes.speed_kmh).all()
    assert fixes.remarks == {"untimed": 1, "zero_position": 1, "null": 1, "out_of_range": 2}


def test_sorting_counts_what_ran_back_and_what_is_doubled_and_keeps_rivals():
    fixes = fixes_of(time=[3000, 1000, 3000, 3000], lon=[1, 2, 1, 9], lat=[1, 2, 1, 9])
    ordered = fixes.in_order()
    assert ordered.time.tolist() == [1000, 3000, 3000]
    assert ordered.lon.tolist() == [2, 1, 9]
    assert ordered.remarks == {"out_of_order": 1, "doubled": 1}
    assert ordered.sorted
    assert not fixes.sorted


def test_origins_are_names_and_parts_are_joined_with_their_remarks():
    first = fixes_of(time=[1], lon=[1], lat=[1], origin="multilateration")
    second = fixes_of(time=[2, 3], lon=[1, 0], lat=[1, 0], origin=["receiver", "unknown"])
    both = joined([first, second])
    assert [ORIGINS[code] for code in both.origin] == ["multilateration", "receiver"]
    assert both.remarks == {"zero_position": 1}
    assert len(joined([])) == 0


def test_fixes_are_equal_where_all_rows_are_and_what_is_not_given_equals_itself():
    columns = {"time": [1, 2], "lon": [1, 2], "lat": [1, 2], "altitude_m": [np.nan, 5]}
    assert fixes_of(**columns) == fixes_of(**columns)
    assert fixes_of(**columns) != fixes_of(**{**columns, "lat": [1, 3]})


def test_columns_of_other_lengths_and_unknown_origins_are_refused():
    with pytest.raises(ValueError, match="2 rows where there are 1"):
        fixes_of(time=[1], lon=[1, 2], lat=[1])
    with pytest.raises(ValueError, match='"radar" is unknown'):
        fixes_of(time=[1], lon=[1], lat=[1], origin="radar")
