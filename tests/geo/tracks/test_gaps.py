import json
from pathlib import Path

import numpy as np
import pytest

from geo.tracks.fixes import fixes_of
from geo.tracks.gaps import THRESHOLD_S, expected_interval, gaps, own_rhythm, unbroken

TRACE = Path(__file__).parents[4] / "shared" / "tracks" / "readsb-trace.json"


def at(seconds, **columns):
    time = np.asarray(np.asarray(seconds, float) * 1000, np.int64)
    return fixes_of(time=time, lon=np.ones(len(time)), lat=np.ones(len(time)), **columns)


def test_a_gap_is_a_silence_longer_than_the_threshold_and_not_as_long():
    fixes = at([0, 20, 40.001, 50], new_leg=[False, False, True, False])
    (gap,) = gaps(fixes, longer_than_s=20)
    assert (gap.before, gap.after, gap.start, gap.end) == (1, 2, 20_000, 40_001)
    assert gap.seconds == pytest.approx(20.001)
    assert gap.parted
    assert unbroken(fixes, longer_than_s=20) == (slice(0, 2), slice(2, 4))
    assert unbroken(at([]), longer_than_s=20) == ()


def test_a_steady_rhythm_sets_the_threshold_in_place_of_the_kind_of_source():
    steady = at(np.arange(100) * 30.0)
    assert own_rhythm(steady) == pytest.approx(90)
    assert expected_interval(steady, "ais-satellite") == pytest.approx(90)
    fast = at(np.arange(100))
    assert own_rhythm(fast) == 20, "one position a second does not make five seconds a gap"


def test_without_a_steady_rhythm_the_kind_of_source_sets_it():
    few = at(np.arange(20) * 30.0)
    uneven = at(np.cumsum(np.where(np.arange(200) % 5 == 0, 400.0, 10.0)))
    assert own_rhythm(few) is None
    assert own_rhythm(uneven) is None
    for kind, seconds in (("ads-b", 20), ("ais-coastal", 600), ("ais-satellite", 21_600)):
        assert expected_interval(uneven, kind) == seconds == THRESHOLD_S[kind]


def test_the_first_step_of_a_new_journey_is_no_part_of_the_rhythm():
    new = np.arange(160) % 4 == 0
    seconds = np.cumsum(np.where(new, 86_400.0, 10.0))
    assert own_rhythm(at(seconds, new_leg=new)) == pytest.approx(30)
    assert own_rhythm(at(seconds)) is None


def test_every_long_hole_of_a_real_trace_is_a_gap():
    if not TRACE.exists():
        pytest.skip("the trace is not part of the project; it lies beside a maintainer's checkout")
    trace = json.loads(TRACE.read_bytes())
    rows = trace["trace"]
    fixes = at([trace["timestamp"] + row[0] for row in rows], new_leg=[row[6] & 2 for row in rows])
    threshold = expected_interval(fixes, "ads-b")
    assert 20 <= threshold <= 120
    holes = {round(gap.seconds): gap.parted for gap in gaps(fixes, longer_than_s=threshold)}
    assert {2887, 2770, 2188} <= set(holes)
    assert [length for length, parted in holes.items() if parted] == [8094, 30185, 3417]
