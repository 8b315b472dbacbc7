"""What is found among many positions: gaps, silences, stops, meetings, and what is no gap."""

import gzip
import zipfile
from collections import namedtuple
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from formats.files.format_error import FormatError
from formats.track_search import position_sources
from formats.track_search.position_sources import files_of, write_positions
from formats.track_search.search_query import QueryError, SearchQuery
from formats.track_search.track_search import search
from geo.tracks.gaps import expected_interval
from geo.tracks.track_file import read_track_file
from tests.formats.track_search.made_tracks import AREA, BEGIN, MINUTE, at, eastward, track


def searched(tmp_path, *tracks, output=None, kind="ads-b", **query):
    path = tmp_path / "in.parquet"
    write_positions([(track, kind) for track in tracks], path)
    query.setdefault("gap_after_s", 180.0)
    return search([path], SearchQuery(**query), output=output)


def spans(result, kind):
    """Each find as (vehicle, from minute, to minute)."""
    return sorted(
        (find.vehicle, (find.start - BEGIN) / MINUTE, (find.stop - BEGIN) / MINUTE)
        for find in result.finds[kind]
    )


GOES_ON = track("other", eastward(0, 300, lon=35, pace=0.001))
"""A vehicle that is always there, so that the data goes on when another falls silent."""


def test_a_hole_between_two_positions_inside_is_a_gap(tmp_path):
    rows = eastward(0, 10) + eastward(40, 50, lon=36.5)
    result = searched(tmp_path, track("a", rows), area=AREA)
    assert spans(result, "gaps") == [("a", 10, 40)]
    (gap,) = result.finds["gaps"]
    assert (gap.lon, gap.stop_lon) == (pytest.approx(36), 36.5)
    assert gap.km == pytest.approx(45.5, abs=0.1)  # half a degree at 35 north
    assert result.counts["positions"] == 22


def test_going_away_and_coming_back_is_no_gap(tmp_path):
    rows = eastward(0, 200, lon=35) + [(m, 55 - 0.1 * (m - 200), 35) for m in range(201, 401)]
    result = searched(tmp_path, track("a", rows), area=AREA)
    assert spans(result, "gaps") == []
    assert spans(result, "silent") == []
    assert result.counts["positions"] == 102


def test_a_gap_ends_where_the_vehicle_was_recorded_again_however_far_away(tmp_path):
    far = [(m, -100.0, 50.0) for m in range(400, 500)]
    rows = [*eastward(0, 10), *far, *eastward(900, 910)]
    result = searched(tmp_path, track("a", rows), area=AREA)
    assert spans(result, "gaps") == [("a", 10, 400), ("a", 499, 900)]
    assert sorted(find.stop_lon for find in result.finds["gaps"]) == [-100, 35]


def test_who_is_recorded_no_more_anywhere_went_silent(tmp_path):
    left = track("left", eastward(0, 100))  # is recorded outside at the end
    result = searched(tmp_path, track("a", eastward(0, 10)), left, GOES_ON, area=AREA)
    assert spans(result, "silent") == [("a", 10, 300)]
    assert spans(result, "gaps") == []


def test_who_is_recorded_again_far_away_has_a_gap_and_is_not_silent(tmp_path):
    rows = [*eastward(0, 10), *((m, -100.0, 50.0) for m in range(200, 301))]
    result = searched(tmp_path, track("a", rows), GOES_ON, area=AREA)
    assert spans(result, "gaps") == [("a", 10, 200)]
    assert spans(result, "silent") == []


@pytest.mark.parametrize("lat", [i / 111.2 + 0.0001 for i in (3892, 3900)])
def test_two_meet_across_the_bands_in_which_they_are_compared(tmp_path, lat):
    north, south = ([(m, 36.0, at) for m in range(20)] for at in (lat, lat - 0.002))
    assert len(searched(tmp_path, track("a", north), track("b", south)).finds["meetings"]) == 1
    assert len(searched(tmp_path, track("b", north), track("a", south)).finds["meetings"]) == 1


def test_a_search_ends_at_its_own_end(tmp_path):
    result = searched(
        tmp_path, track("a", eastward(0, 40)), area=AREA, start_ms=at(5), end_ms=at(20)
    )
    assert result.counts["positions"] == 16
    assert spans(result, "silent") == []


def test_an_area_may_lie_across_the_date_line(tmp_path):
    rows = [(m, ((179.5 + 0.1 * m) + 180) % 360 - 180, 10) for m in range(11)]
    rows += [(m, -179.0, 10) for m in range(30, 33)]
    result = searched(
        tmp_path, track("a", rows), track("b", eastward(0, 9)), area=(179, 0, -178, 20)
    )
    assert result.counts["vehicles"] == 1
    assert spans(result, "gaps") == [("a", 10, 30)]


def test_near_a_place_is_a_circle(tmp_path):
    rows = [(0, 36.0, 33.0), (1, 36.5, 33.0), (2, 37.0, 33.0)]  # a degree here is 93 km
    result = searched(tmp_path, track("a", rows), near=(36.0, 33.0), within_km=50.0)
    assert result.counts["positions"] == 2


def test_a_stop_has_positions_all_the_time(tmp_path):
    stands = [(m, 36.0, 35.0) for m in range(30)]
    silent = [(0, 31.0, 31.0), (60, 31.0, 31.0)]
    result = searched(
        tmp_path, track("a", stands + eastward(30, 60)), track("b", silent), area=AREA
    )
    assert spans(result, "stops") == [("a", 0, 29)]


def test_two_meet_that_are_near_each_other_for_a_time(tmp_path):
    a = track("a", eastward(0, 60))
    alongside = [(m, 35 + 0.1 * m, 35.004) for m in range(20, 41)]
    b = track("b", [(m, 38.0, 39.0) for m in range(20)] + alongside)
    crosses = track("c", [(m, 38.0, 34.9 + 0.1 * (m - 29)) for m in range(20, 41)])
    result = searched(tmp_path, a, b, crosses, area=AREA)
    (meeting,) = result.finds["meetings"]
    assert (meeting.vehicle, meeting.second_vehicle) == ("a", "b")
    assert spans(result, "meetings") == [("a", 20, 41)]
    assert meeting.km == pytest.approx(0.445, abs=0.001)


def test_one_above_the_other_is_no_meeting(tmp_path):
    rows = eastward(0, 30)
    low, high = (
        track(name, rows, altitude_m=[metres] * 31) for name, metres in (("a", 0), ("b", 9e3))
    )
    assert searched(tmp_path, low, high, area=AREA).finds["meetings"] == []


@pytest.mark.parametrize("pace", [0.25, 1.5, 4.0])
def test_without_a_threshold_it_is_the_vehicle_s_own_rhythm(tmp_path, pace):
    """As for a track in a story, whose rule is in geo/tracks/gaps.py."""
    rows = [(i * pace + (i % 3) * 0.05, 31 + i * 0.01, 35.0) for i in range(60)]
    own = track("a", [*rows[:40], *((m + 60, lon, lat) for m, lon, lat in rows[40:])])
    result = searched(tmp_path, own, area=AREA, gap_after_s=None)
    (gap,) = result.finds["gaps"]
    assert gap.longest_s == pytest.approx(expected_interval(own.fixes, "ads-b"))


def test_what_is_found_is_written_by_vehicle_and_time_and_can_be_searched_again(tmp_path):
    output = tmp_path / "found.parquet"
    rows = eastward(0, 10)
    result = searched(tmp_path, track("b", rows[::-1] + rows[:1]), track("a", rows), output=output,
                   area=AREA)  # fmt: skip
    assert result.remarks == {"doubled": 1}
    table = pq.read_table(output)
    assert table["vehicle"].to_pylist() == ["a"] * 11 + ["b"] * 11
    assert table["time"].to_pylist() == sorted(table["time"].to_pylist()[:11]) * 2
    again = search([output], SearchQuery(vehicle="a"))
    assert again.counts["positions"] == 11
    assert len(read_track_file(output)) == 22


# ------------------------------------------------------------------------------ files of sources


DANISH = (
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,SOG,COG\n"
    "08/12/2024 00:10:00,Class A,219,35,35,1.0,12.0\n"
    "08/12/2024 00:11:00,Class A,219,91,181,1.0,12.0\n"
    "8.12.2024,Class A,219,35,35,1.0,12.0\n"
    "08/12/2024 00:12:00,Class A,219,0.0,0.0,1.0,12.0\n"
    "08/12/2024 00:13:00,Class A,219,,,1.0,12.0\n"
    "08/12/2024 00:40:00,Class A,219,35.1,35,102.3,360.0\n"
)
SOURCES = {
    "danish.csv": DANISH,
    "noaa.csv": "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading\n"
    "219,2024-12-08T00:10:00,35,35,1.0,12.0,511\n219,2024-12-08T00:40:00,35.1,35,102.3,360.0,511\n",
    "opensky.csv": "time,icao24,lat,lon,velocity,heading,lastposupdate\n"
    "1733616601,219,35,35,0.5144444444444445,12,1733616600.0\n"
    "1733618401,219,35.1,35,,,1733618400.0\n",
    "flight.csv": "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction\n"
    '1733616600,x,219,"35,35",0,1,12\n1733618400,x,219,"35.1,35",0,,\n',
    "any.csv": "id;time;lat;lon\n219;2024-12-08T02:10:00+02:00;35,0;35\n"
    "219;2024-12-08T00:40:00Z;35,1;35\n",
}


@pytest.mark.parametrize("name", SOURCES)
def test_tables_are_searched_in_place(tmp_path, name):
    (tmp_path / name).write_text(SOURCES[name])
    output = tmp_path / "found.parquet"
    result = search([tmp_path / name], SearchQuery(area=AREA, gap_after_s=600), output=output)
    assert result.refused == []
    assert spans(result, "gaps") == [("219", 10, 40)]
    table = pq.read_table(output).to_pydict()
    assert table["lat"] == [35, 35.1]
    if name != "any.csv":  # which does not say in what its numbers are
        assert table["speed_kmh"] == [pytest.approx(1.852), None]
    if name == "danish.csv":
        assert result.remarks == {"untimed": 1, "null": 1, "out_of_range": 1, "zero_position": 1}


@pytest.mark.parametrize("ending", [".gz", ".zip"])
def test_a_large_packed_table_is_not_read_whole(tmp_path, monkeypatch, ending):
    monkeypatch.setattr(position_sources, "_LARGE_PACKED", 0)
    monkeypatch.setattr(position_sources, "_read_whole", None)  # would fail
    path = tmp_path / f"danish.csv{ending}"
    if ending == ".gz":
        path.write_bytes(gzip.compress(DANISH.encode()))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("aisdk-2024-12-08.csv", DANISH)
    result = search([path], SearchQuery(area=AREA, gap_after_s=600))
    assert (result.refused, spans(result, "gaps")) == ([], [("219", 10, 40)])
    assert result.remarks == {"untimed": 1, "null": 1, "out_of_range": 1, "zero_position": 1}


def test_a_packed_table_is_not_unpacked_into_the_last_of_a_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(position_sources, "_LARGE_PACKED", 0)
    path, table = tmp_path / "danish.csv.gz", tmp_path / "unpacked.csv"
    path.write_bytes(gzip.compress(DANISH.encode()))
    assert position_sources._unpacked(path, table) == table
    table.unlink()
    free = namedtuple("Usage", "free")(2 * len(DANISH.encode()) - 2)
    monkeypatch.setattr(position_sources.shutil, "disk_usage", lambda folder: free)
    assert position_sources._unpacked(path, table) == path
    assert not table.exists()


def test_a_folder_is_searched_with_all_below_and_what_cannot_be_read_is_named(tmp_path):
    folder = tmp_path / "2024" / "12"
    folder.mkdir(parents=True)
    (folder / "noaa.csv").write_text(SOURCES["noaa.csv"])
    (folder / "words.json").write_text('{"a": 1}')
    (folder / "notes.md").write_text("no file of positions")
    files = files_of([tmp_path])
    assert [file.name for file in files] == ["noaa.csv", "words.json"]
    result = search(files, SearchQuery())
    assert [text.partition("words.json: ")[2] for text in result.refused] == [
        "The file is of no tracker that is read here. See docs/tracks.md."
    ]
    with pytest.raises(FormatError, match="None of 1 files can be searched: "):
        search([folder / "words.json"], SearchQuery())


def test_files_of_other_trackers_are_read_and_searched_with_the_tables(tmp_path):
    gpx = "".join(
        f'<trkpt lat="35" lon="{35 + i / 10}"><time>2024-12-08T0{hour}:0{i}:00Z</time></trkpt>'
        for hour in (1, 3)
        for i in range(3)
    )
    (tmp_path / "a.gpx").write_text(f"<gpx><trk><name>Car</name><trkseg>{gpx}</trkseg></trk></gpx>")
    (tmp_path / "noaa.csv").write_text(SOURCES["noaa.csv"])
    result = search(files_of([tmp_path]), SearchQuery(area=AREA, gap_after_s=600))
    assert spans(result, "gaps") == [("219", 10, 40), ("Car", 62, 180)]


def test_the_folder_of_the_search_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "noaa.csv").write_text(SOURCES["noaa.csv"])
    search([tmp_path / "noaa.csv"], SearchQuery())
    assert [path.name for path in tmp_path.iterdir()] == ["noaa.csv"]


def test_a_name_may_hold_what_sql_reads_as_more(tmp_path):
    path = tmp_path / "it's.csv"
    path.write_text(SOURCES["noaa.csv"].replace("\n219", "\n2'; DROP"))
    result = search([path], SearchQuery(vehicle="2'; DROP", gap_after_s=60))
    assert result.counts["gaps"] == 1


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"area": (1, 2, 3, 1)}, "The area is none"),
        ({"area": (0, 0, float("nan"), 1)}, "The area is none"),
        ({"start_ms": 2, "end_ms": 1}, "The first time lies after the second"),
        ({"gap_after_s": 0}, "A gap is longer than 0 seconds"),
        ({"near": (0, 0), "within_km": -1}, "A distance is more than 0 km"),
    ],
)
def test_a_search_that_cannot_be_is_refused(query, wrong):
    with pytest.raises(QueryError, match=wrong):
        SearchQuery(**query)


def test_without_duckdb_it_is_said_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    path = Path(tmp_path / "noaa.csv")
    path.write_text(SOURCES["noaa.csv"])
    with pytest.raises(FormatError, match=r'Install it with pip install "escape-routes\[tracks\]"'):
        search([path], SearchQuery())


HEADS = "vehicle,time,lon,lat"


@pytest.mark.parametrize("name", ["a[1].csv", "a*.csv", "a?.csv", "vehicle=b/a.csv"])
def test_a_file_s_name_is_no_pattern_and_says_nothing_of_its_rows(tmp_path, name):
    """DuckDB takes * ? [ for patterns, and a folder "vehicle=b" for a column of its files."""
    for file, vehicle in (("a1.csv", "wrong"), (name, "right")):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(f"{HEADS}\n{vehicle},2024-01-01T00:00:00Z,1,2\n")
    search([tmp_path / name], SearchQuery(), output=tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet")["vehicle"].to_pylist() == ["right"]


@pytest.mark.parametrize(
    "columns",
    [
        {"lon": ["x"]},
        {"lon": [{"a": 1.0}]},
        {"time": [float("inf")]},
        {"time": [2**62]},
        {"time": [2**62 - 1], "LAT": [0.0]},
    ],
    ids=str,
)
def test_a_parquet_of_other_values_is_refused_or_has_no_rows(tmp_path, columns):
    sound = {"vehicle": ["a"], "time": [1.7e9], "lon": [1.0], "lat": [2.0]}
    pq.write_table(pa.table(sound | columns), tmp_path / "a.parquet")
    with suppress(FormatError):  # in one sentence
        result = search([tmp_path / "a.parquet"], SearchQuery(), output=tmp_path / "out.parquet")
        assert result.counts["positions"] == 0


def test_a_table_with_one_head_twice_and_a_broken_page_are_told(tmp_path):
    (tmp_path / "a.csv").write_text(f"{HEADS},lat\na,2024-01-01T00:00:00Z,1,2,3\n")
    with pytest.raises(FormatError, match="no columns of recorded positions"):
        search([tmp_path / "a.csv"], SearchQuery())
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"vehicle": ["a"], "time": [1.7e9], "lon": [1.0], "lat": [2.0]}), path)
    data = path.read_bytes()
    path.write_bytes(data[:10] + b"\xff" * 50 + data[60:])
    with pytest.raises(FormatError, match="A file cannot be searched"):
        search([path], SearchQuery())


@pytest.mark.parametrize("lon", [[None, 35.0, 0.0], [float("nan"), 35.0, 0.0], [999.0, 35.0, 0.0]])
def test_what_is_named_in_parquet_is_counted_with_and_without_its_statistics(tmp_path, lon):
    time = pa.array([BEGIN] * 3).cast(pa.timestamp("ms", "UTC"))
    columns = {"vehicle": ["a"] * 3, "time": time, "lon": lon, "lat": [35.0, 35.0, 0.0]}
    fault = "out_of_range" if lon[0] == 999 else "null"
    for statistics in (True, False):
        path = tmp_path / f"{statistics}.parquet"
        pq.write_table(pa.table(columns), path, write_statistics=statistics)
        result = search([path], SearchQuery())
        assert result.remarks == {fault: 1, "zero_position": 1}
        assert result.counts["positions"] == 1
