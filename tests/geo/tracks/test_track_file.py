import hashlib
import os
from datetime import datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.tracks.fixes import COLUMNS, fixes_of
from geo.tracks.track_file import TrackFileError, read_track_file, write_track_file

HEAD = "time,lon,lat,altitude_m,speed_kmh,heading,origin,new_leg,stale\n"


def written(folder, text, name="track.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["track.csv", "track.parquet"])
def test_what_is_written_is_read_again(tmp_path, name):
    fixes = fixes_of(
        time=[1_733_611_200_000, 1_733_611_200_250, -1000],
        lon=[36.51, 36.52, 179.999999],
        lat=[33.41, 33.42, -10.5],
        altitude_m=[620, np.nan, 0],
        heading=[210, np.nan, np.nan],
        origin=["receiver", "multilateration", "unknown"],
        new_leg=[False, True, False],
        stale=[True, False, False],
    )
    digest = write_track_file(fixes, tmp_path / name)
    again = read_track_file(tmp_path / name, sha256=digest)
    for column in COLUMNS:
        assert np.array_equal(
            getattr(again, column), getattr(fixes, column), equal_nan=column[0] in "ahls"
        ), column


def test_times_have_zones_and_rows_without_are_named(tmp_path):
    text = HEAD + "2024-12-07T22:40:00+03:00,36.5,33.4,,,,,,\n,36.5,33.4,,,,,,\n"
    fixes = read_track_file(written(tmp_path, text))
    assert fixes.time.tolist() == [1_733_600_400_000]
    assert fixes.remarks == {"untimed": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "2024-12-07T22:40:00,1,1,,,,,,\n", 'The time "2024-12-07T22:40:00" in row 1'),
        (HEAD + "7 December,1,1,,,,,,\n", "no moment with a zone"),
        ("time,lon\n2024-12-07T22:40:00Z,1\n", 'has no column "lat"'),
        (HEAD + "2024-12-07T22:40:00Z,east,1,,,,,,\n", "cannot be read as CSV"),
        (HEAD + "2024-12-07T22:40:00Z,1,1,,,,radar,,\n", 'origin "radar" is unknown'),
        (HEAD + "2024-12-07T22:40:00Z,1,1,,,,,perhaps,\n", 'holds "perhaps"'),
        ("", "cannot be read as CSV"),
    ],
)
def test_what_is_written_otherwise_is_refused_with_a_sentence(tmp_path, text, said):
    with pytest.raises(TrackFileError, match=said):
        read_track_file(written(tmp_path, text))


def test_a_file_that_is_not_the_one_is_refused_and_one_that_is_not_there(tmp_path):
    path = written(tmp_path, HEAD + "2024-12-07T22:40:00Z,1,1,,,,,,\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(TrackFileError, match=f"not the one .*sha256: {digest}"):
        read_track_file(path, sha256="0" * 64)
    with pytest.raises(TrackFileError, match="Put it beside the story"):
        read_track_file(tmp_path / "none.csv")
    naive = pd.DataFrame({"time": [datetime(2024, 12, 7)], "lon": [1.0], "lat": [1.0]})  # noqa: DTZ001
    naive.to_parquet(tmp_path / "naive.parquet")
    with pytest.raises(TrackFileError, match="have no zone"):
        read_track_file(tmp_path / "naive.parquet")
    with pytest.raises(TrackFileError, match="as Parquet"):
        read_track_file(written(tmp_path, "PAR1", "track.parquet"))


@pytest.mark.parametrize("column", ["origin", "geometry"])
def test_a_text_that_parquet_keeps_once_for_all_rows_does_not_unfold(tmp_path, column):
    """A few kilobytes: a text of a megabyte, and the number of that text in each row."""
    rows = 1000
    place = {"lon": [1.0] * rows, "lat": [1.0] * rows} if column == "origin" else {}
    long = pa.array([b"x" * 1_000_000]).cast(pa.string() if column == "origin" else pa.binary())
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), long)
    time = pa.array([0] * rows, pa.timestamp("ms", "UTC"))
    path = tmp_path / "track.parquet"
    pq.write_table(pa.table({"time": time, **place, column: texts}), path)
    assert path.stat().st_size < 200_000
    before = pa.default_memory_pool().bytes_allocated()
    with pytest.raises(TrackFileError, match="as Parquet"):
        read_track_file(path)
    assert pa.default_memory_pool().max_memory() - before < 100_000_000


def test_a_parquet_that_is_too_large_when_unpacked_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.tracks.track_file.MAX_UNPACKED", 100)
    write_track_file(fixes_of(time=[0], lon=[1], lat=[1]), tmp_path / "track.parquet")
    with pytest.raises(TrackFileError, match="as Parquet"):
        read_track_file(tmp_path / "track.parquet")


def test_a_pipe_in_place_of_a_file_is_told_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "track.csv")
    with pytest.raises(TrackFileError, match="it is no file"):
        read_track_file(tmp_path / "track.csv")
