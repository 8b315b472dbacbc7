"""A tracker's file as a draft story: a track for each vehicle, a leg for each of its journeys."""

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.main import main
from formats import FormatError, read
from formats.track_search.position_sources import write_positions
from geo.story.loading import load_story, read_story
from geo.yaml.yaml_writer import yaml_text
from tests.formats.track_search.made_tracks import track
from tests.formats.trackers.test_tracker_files import SHARED, csv, real, trace
from tests.formats.trackers.tracker_samples import START_MS, flightradar24_kml, gx_tracks

DAY = date(2026, 1, 2)


def drafted(name, data, **options):
    return read(name, data, day=DAY, **options)


@real
def test_a_real_trace_is_one_track_with_four_journeys(tmp_path):
    data = (SHARED / "readsb-trace.json").read_bytes()
    draft = drafted("trace.json", data, files_beside=True)
    assert draft.ready
    assert list(draft.beside) == ["trace-n899dn.csv"]
    for name, content in draft.beside.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "story.yaml").write_text(yaml_text(draft.story))
    story = load_story(tmp_path / "story.yaml")
    assert len(story.recorded["n899dn"]) == 2500
    assert int(story.recorded["n899dn"].stale.sum()) == 75
    assert [(leg.track, leg.path) for leg in story.legs] == [("n899dn", "inferred")] * 4
    assert [leg.departure.text[11:] for leg in story.legs] == [
        "21:13:42Z", "03:30:11Z", "14:47:03Z", "18:00:12Z"]  # fmt: skip
    assert len(story.events) == 4
    assert "2,500 recorded positions of 1 track." in " ".join(draft.understood)


def test_flightradar24_s_kml_is_a_leg_and_not_an_event_for_each_position():
    draft = drafted("flight.kml", flightradar24_kml())
    (track,) = draft.story["tracks"]
    assert (track["name"], track["mode"]) == ("Transponder of SYR9218", "plane")
    assert [len(draft.story[rows]) for rows in ("legs", "events", "places")] == [1, 1, 2]
    assert track["fixes"][3] == {
        "time": "2024-12-08T01:03:00Z", "lon": 36.3, "lat": 33.5, "altitude_m": 300,
        "speed_kmh": 190.8, "heading": 93,
    }  # fmt: skip
    assert len(read_story(yaml_text(draft.story)).recorded["syr9218"]) == 4


def test_who_stood_still_has_an_event_and_a_track_and_no_leg():
    rows = [[at, 33.5, 36.25, 0, 0, 0, 0] for at in (0, 60, 120)]
    story = drafted("t.json", json.dumps(trace(*rows)).encode()).story
    assert "legs" not in story
    (event,) = story["events"]
    assert event["place"] == story["places"][0]["id"]
    assert (event["start"], event["end"]) == ("2024-12-08T01:00:00Z", "2024-12-08T01:02:00Z")


def test_what_was_named_in_the_rows_is_told():
    rows = [[60, 33.5, 36.25, 0, 0, 0, 0], [0, 33.6, 36.25, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]]
    told = [remark.wrong for remark in drafted("t.json", json.dumps(trace(*rows)).encode()).missed]
    assert told[:2] == [
        "1 position at 0/0, where receivers write nothing: not read",
        "1 position out of the order of time: put in order",
    ]


def many(rows):
    head = "MMSI,BaseDateTime,LAT,LON,SOG,COG"
    times = (f"2024-12-{1 + i // 86_400:02}T{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}"
             for i in range(rows))  # fmt: skip
    return csv(
        head, *(f"219,{time},29.1,{-90 + i * 1e-5:.5f},5,90" for i, time in enumerate(times))
    )


def test_a_long_track_needs_a_file_beside_the_story():
    data = many(20_001)
    (refused,) = drafted("ais.csv", data).refused
    assert refused.wrong == "A track has 20,001 positions, and 5,000 stand in a story's own file"
    draft = drafted("ais.csv", data, files_beside=True)
    assert draft.ready
    assert list(draft.beside) == ["ais-219.parquet"]


def test_a_track_too_fast_for_its_kind_has_no_mode_and_says_so():
    rows = [[at, 33.5 + at / 20, 36.25, 0, 0, 0, 0] for at in (0, 60)]  # 330 km in a minute
    draft = drafted("t.json", json.dumps(trace(*rows)).encode())
    assert draft.ready
    assert "legs" not in draft.story
    assert any("the leg was left out, and its track is there" in r.wrong for r in draft.missed)


def test_import_writes_what_was_recorded_beside_the_story(tmp_path, capfd):
    source = tmp_path / "flight.kml"
    source.write_bytes(flightradar24_kml())
    output = tmp_path / "out" / "flight.yaml"
    output.parent.mkdir()
    assert main(["import", str(source), "-o", str(output)]) == 0
    assert sorted(path.name for path in output.parent.iterdir()) == [
        "flight-syr9218.csv", "flight.yaml"]  # fmt: skip
    assert len(load_story(output).recorded["syr9218"]) == 4
    assert main(["import", str(source), "-o", "-"]) == 0
    out, err = capfd.readouterr()
    assert "fixes:" in out
    assert "are only in a file beside a story" in err


@pytest.mark.parametrize("name", ["../../etc/x", "Ω.json", "a" * 300])
def test_the_name_of_a_file_leads_nowhere_else(name):
    rows = [[at, 33.5 + at / 900, 36.25, 0, 0, 0, 0] for at in (0, 60)]
    data = json.dumps({**trace(*rows), "r": "../../up"}).encode()
    draft = drafted(name, data, files_beside=True)
    assert draft.ready
    (beside,) = draft.beside
    assert Path(beside).name == beside
    assert not beside.startswith(".")


def test_flightaware_s_kml_is_a_track_and_its_airports_are_told():
    data = gx_tracks([(f"2024-12-08T01:0{i}:00Z", f"36.{i} 33.5 900") for i in range(3)],
                     name="FlightAware ✈ SYR9218")  # fmt: skip
    airport = b"<Placemark><Point><coordinates>36,33</coordinates></Point></Placemark></Document>"
    draft = drafted("FlightAware.kml", data.replace(b"</Document>", airport))
    assert [len(draft.story[rows]) for rows in ("tracks", "legs", "events")] == [1, 1, 1]
    assert draft.story["tracks"][0]["source_kind"] == "ads-b"
    assert any("1 placemark without a track: not read" in r.wrong for r in draft.missed)


@pytest.mark.parametrize("source", ["state vectors", "a search"])
def test_parquet_of_positions_is_a_track(tmp_path, source):
    path = tmp_path / "p.parquet"
    if source == "a search":
        rows = [(minute, 35 + minute / 10, 35.0) for minute in range(3)]
        write_positions([(track("4b1814", rows), "ads-b")], path)
    else:
        columns = {
            "time": [START_MS / 1000 + 60 * i for i in range(3)],
            "icao24": ["4b1814"] * 3,
            "lat": [35.0, 35.0, None],
            "lon": [35.0, 35.1, 35.2],
            "velocity": [100.0] * 3,
        }
        pq.write_table(pa.table(columns), path)
    draft = drafted("p.parquet", path.read_bytes())
    assert draft.ready
    (row,) = draft.story["tracks"]
    assert row["device"] == "4b1814"
    assert len(row["fixes"]) == (3 if source == "a search" else 2)


def test_of_a_large_gpx_the_tracks_are_read(tmp_path):
    points = "".join(
        f'<trkpt lat="33.5" lon="{36 + i * 1e-5:.5f}"><ele>700</ele>'
        f"<time>2024-12-08T{i // 3600:02}:{i // 60 % 60:02}:{i % 60:02}Z</time></trkpt>"
        for i in range(65_000)
    )
    gpx = f'<gpx><wpt lat="1" lon="2"/><trk><name>Car</name><trkseg>{points}</trkseg></trk></gpx>'
    draft = drafted("car.gpx", gpx.encode(), files_beside=True)
    assert draft.ready
    assert list(draft.beside) == ["car-car.parquet"]
    assert any("1 waypoint or route: no part of a track" in r.wrong for r in draft.missed)
    with pytest.raises(FormatError, match=r"The file has 6\.0 MB and 5 MB are read at most"):
        drafted(
            "a.geojson", b'{"type": "FeatureCollection", "features": []' + b" " * 6_000_000 + b"}"
        )
