"""Files of every tracker: what was recorded, in one unit, and what of it was named."""

import gzip
import io
import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from formats.files.format_error import FormatError
from formats.trackers.recorded_tracks import fault_sentences
from formats.trackers.track_detection import read_only_tracks, read_tracks, unpacked
from geo.tracks.fixes import ORIGINS
from tests.formats.trackers.tracker_samples import (
    START_MS,
    fit,
    fit_of,
    flightradar24_kml,
    gx_tracks,
    heatmap,
    tcx,
)

SHARED = Path(__file__).parents[4] / "shared" / "tracks"
real = pytest.mark.skipif(not SHARED.exists(), reason="the real files are beside the project")


def csv(*lines):
    return "\n".join(lines).encode()


def only(data):
    (track,) = read_tracks(data if isinstance(data, bytes) else json.dumps(data).encode()).tracks
    return track


def minutes(fixes):
    return ((fixes.time - START_MS) / 60_000).round(3).tolist()


def origins(fixes):
    return [ORIGINS[code] for code in fixes.origin]


def test_the_faults_of_a_vehicle_without_a_position_are_told_too():
    rows = ("a,2024-01-01T10:00:00Z,10,50", "b,2024-01-01T10:01:00Z,,", "b,never,10,50")
    made = read_tracks(csv("vehicle,time,lon,lat,origin", *(f"{row},receiver" for row in rows)))
    assert [track.vehicle for track in made.tracks] == ["a"]
    assert made.remarks == {"null": 1, "untimed": 1}


# ----------------------------------------------------------------------------------- aircraft


@real
def test_a_real_trace_has_its_legs_its_stale_positions_and_no_made_up_one():
    track = only((SHARED / "readsb-trace.json").read_bytes())
    fixes = track.fixes
    assert (len(fixes), int(fixes.stale.sum())) == (2500, 75)
    assert np.flatnonzero(fixes.new_leg).tolist() == [770, 1332, 1806]
    assert (track.vehicle, track.names["registration"]) == ("ac671b", "N899DN")
    assert np.isnan(fixes.altitude_m).sum() == 394  # on the ground it gives none
    assert fixes.altitude_m[0] == pytest.approx(32_000 * 0.3048)
    assert fixes.speed_kmh[0] == pytest.approx(478.6 * 1.852)
    assert fixes.remarks == {}


@real
def test_a_real_flight_of_flightradar24_is_one_track_in_utc():
    fixes = only((SHARED / "flightradar24.csv").read_bytes()).fixes
    assert len(fixes) == 305
    assert (fixes.time[0], fixes.lon[0], fixes.lat[0]) == (1704180175000, 141.685074, 42.787994)
    assert fixes.altitude_m[1] == pytest.approx(550 * 0.3048)
    assert (fixes.speed_kmh[1], fixes.heading[1]) == (pytest.approx(144 * 1.852), 172)


def trace(*rows):
    return {"icao": "ac671b", "timestamp": START_MS / 1000, "trace": list(rows)}


def test_a_trace_names_who_found_each_position():
    mlat = {"type": "mlat"}
    rows = [
        [0, 33.5, 36.2, 1000, 100, 90, 0, 0, None, "adsb_icao"],
        [10, 33.6, 36.2, 1000, None, None, 1, 0, mlat],
        [20, 33.7, 36.2, None, 100, 90, 0, 0, None],
        [30, 33.8, 36.2, 1000, 100, 90, 0, 0, None, "adsc"],
        ["?"],
    ]
    made = read_tracks(json.dumps(trace(*rows)).encode())
    fixes = made.tracks[0].fixes
    assert origins(fixes) == ["receiver", "multilateration", "multilateration", "satellite"]
    assert fixes.stale.tolist() == [False, True, False, False]
    assert np.isnan([fixes.speed_kmh[1], fixes.altitude_m[2]]).all()
    assert made.left == ("1 row of the trace: no position",)


def test_a_stay_on_the_ground_parts_legs_even_where_the_flag_is_missing():
    rows = [[at, 33.5, 36.2, height, 100, 90, 0] for at, height in
            ((0, 900), (10, "ground"), (20, "ground"), (900, "ground"), (910, 500))]  # fmt: skip
    assert only(trace(*rows)).fixes.new_leg.tolist() == [False, False, False, True, False]


def test_a_heatmap_has_a_track_for_each_aircraft():
    made = read_tracks(gzip.compress(heatmap()))
    by_vehicle = {track.vehicle: track for track in made.tracks}
    assert list(by_vehicle) == ["010203", "ac671b"]
    plane, vehicle = by_vehicle["ac671b"], by_vehicle["010203"]
    assert plane.names == {"callsign": "DAL1812"}
    assert minutes(plane.fixes) == [0, 0.5]
    assert plane.fixes.altitude_m.tolist() == pytest.approx([10_000 * 0.3048, 10_100 * 0.3048])
    assert plane.fixes.speed_kmh[0] == pytest.approx(250 * 1.852)
    assert origins(vehicle.fixes) == ["multilateration"]
    assert np.isnan([vehicle.fixes.altitude_m[0], vehicle.fixes.speed_kmh[0]]).all()
    assert (vehicle.fixes.lon[0], vehicle.fixes.lat[0]) == (20, -10)


def test_fit_of_another_byte_order_with_a_field_that_nothing_describes():
    """As watches with apps of others write it; without a word to whoever runs the program."""
    begin = START_MS // 1000 - 631_065_600
    body = bytes([0x60, 0, 1]) + struct.pack(">HB", 20, 4)
    body += bytes([253, 4, 0x86, 1, 4, 0x85, 0, 4, 0x85, 2, 2, 0x84, 1, 0, 2, 0])
    for i in range(2):
        place = (round(at / 180 * 2**31) for at in (36.2 + i, 33.5))
        body += b"\0" + struct.pack(">IiiHH", begin + 60 * i, *place, (700 + 500) * 5, 7)
    fixes = only(fit_of(body)).fixes
    assert minutes(fixes) == [0, 1]
    assert fixes.lon.round(5).tolist() == [36.2, 37.2]
    assert fixes.altitude_m.tolist() == [700, 700]


def test_rows_that_stand_newest_first_are_no_clock_that_ran_back():
    heads = "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction"
    rows = [f'{1733619600 + 60 * i},,SYR1,"33.{i + 5},36.2",3000,200,90' for i in range(4)]
    turned = read_tracks(csv(heads, *rows[::-1]))
    assert turned.tracks[0].fixes == only(csv(heads, *rows)).fixes
    assert any("newest first" in str(said) for said in turned.left)
    ran_back = only(csv(heads, rows[0], rows[3], rows[1], rows[2])).fixes
    assert ran_back.in_order().remarks == {"out_of_order": 2}


def test_flightradar24_s_kml_is_a_track_and_not_an_event_for_each_position():
    made = read_tracks(flightradar24_kml())
    (track,) = made.tracks
    assert (made.format, track.label) == ("KML of Flightradar24", "SYR9218")
    assert minutes(track.fixes) == [0, 1, 2, 3]
    assert track.fixes.altitude_m.tolist() == [0, 100, 200, 300]
    assert track.fixes.speed_kmh[3] == pytest.approx(103 * 1.852)
    assert track.fixes.heading.tolist() == [90, 91, 92, 93]


def test_opensky_s_position_has_the_time_at_which_it_was_received():
    """A state vector repeats the last position each second; that is one position, not many."""
    head = "time,icao24,lat,lon,velocity,heading,callsign,baroaltitude,lastposupdate"
    begin = START_MS // 1000
    rows = [
        f"{begin + i},4b1814,33.5,36.2,100,90,SYR9218 ,1000,{begin + at}"
        for i, at in ((0, 0), (1, 0), (9, 9))
    ]
    track = only(csv(head, *rows))
    assert minutes(track.fixes) == [0, 0, 0.15]
    assert (track.fixes.speed_kmh[0], track.fixes.altitude_m[0]) == (360, 1000)
    assert track.fixes.in_order().remarks == {"doubled": 1}
    assert track.label == "SYR9218"


# -------------------------------------------------------------------------------------- ships


def test_noaa_s_ships_have_knots_and_utc():
    head = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign"
    made = read_tracks(
        csv(
            head,
            "367,2024-12-08T01:00:00,29.1,-90.2,5.0,181.0,511.0,ANNA,,WD1",
            "368,2024-12-08T01:01:00,29.2,-90.3,102.3,360.0,511.0,BEA,,",
            "367,2024-12-08T01:02:30,29.3,-90.2,6.0,182.0,511.0,ANNA,,WD1",
        )
    )
    anna, bea = made.tracks
    assert (made.source, anna.vehicle, anna.names["name"]) == ("ais-coastal", "367", "ANNA")
    assert minutes(anna.fixes) == [0, 2.5]
    assert anna.fixes.speed_kmh.tolist() == pytest.approx([9.26, 11.112])
    assert np.isnan([bea.fixes.speed_kmh[0], bea.fixes.heading[0]]).all()


def test_danish_ships_have_the_day_first_and_91_degrees_are_none():
    head = "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG"
    made = read_tracks(
        csv(
            head,
            "08/12/2024 01:00:00,Class A,219,55.5,11.5,Moored,,0.1,12.0",
            "08/12/2024 01:01:00,Class A,219,91.0,181.0,Moored,,0.1,12.0",
            "31/13/2024 01:02:00,Class A,219,55.5,11.6,Moored,,0.1,12.0",
            "08/12/2024 01:03:00,Class A,219,0.0,0.0,Moored,,0.1,12.0",
            "08/12/2024 01:04:00,Class A,219,,,Moored,,0.1,12.0",
        )
    )
    fixes = made.tracks[0].fixes
    assert minutes(fixes) == [0]
    assert fixes.remarks == {"out_of_range": 1, "untimed": 1, "zero_position": 1, "null": 1}
    assert fault_sentences(made.remarks) == [
        "1 position without a time: not read",
        "1 position at 0/0, where receivers write nothing: not read",
        "1 position without a longitude or latitude: not read",
        "1 position beyond all degrees: not read",
    ]


# ------------------------------------------------------------------------------------ devices


GPX = """<gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1" lon="2"/><trk><name>Run</name>
<trkseg><trkpt lat="33.5" lon="36.2"><ele>700.5</ele><time>2024-12-08T01:00:00Z</time>
<extensions><speed>2.5</speed><course>90</course></extensions></trkpt>
<trkpt lat="33.6" lon="36.2"><time>2024-12-08T01:01:00Z</time></trkpt></trkseg>
<trkseg><trkpt lat="33.7" lon="36.2"><time>2024-12-08T01:09:00Z</time></trkpt>
<trkpt lat="33.8" lon="36.2"/></trkseg></trk></gpx>"""


def test_gpx_keeps_height_speed_and_course_and_parts_at_segments():
    made = read_tracks(GPX.encode())
    fixes = made.tracks[0].fixes
    assert minutes(fixes) == [0, 1, 9]
    assert (fixes.altitude_m[0], fixes.speed_kmh[0], fixes.heading[0]) == (700.5, 9, 90)
    assert fixes.new_leg.tolist() == [False, False, True]
    assert fixes.remarks == {"untimed": 1}
    assert made.left == ("1 waypoint or route: no part of a track",)


def test_tcx_is_read_with_the_spaces_that_strava_writes_before_it():
    points = [("2024-12-08T01:00:00Z", (36.2, 33.5)), ("2024-12-08T01:00:10Z", None)]
    made = read_tracks(tcx(points))
    (track,) = made.tracks
    assert made.left == ('The measurements "HeartRateBpm" are not in the story',)
    assert (track.names["type"], minutes(track.fixes)) == ("Biking", [0])
    assert (track.fixes.altitude_m[0], track.fixes.speed_kmh[0]) == (610.5, 9)
    assert track.fixes.remarks == {"null": 1}


def test_fit_has_semicircles_and_records_without_a_position():
    made = read_tracks(
        fit([(0, 36.2, 33.5, 700, 2.5), (5, None, None, 700, 0), (9, 36.3, 33.5, 701, 3)])
    )
    fixes = made.tracks[0].fixes
    assert (fixes.time - START_MS).tolist() == [0, 9000]
    assert fixes.lon.tolist() == pytest.approx([36.2, 36.3], abs=1e-6)
    assert (fixes.altitude_m[0], fixes.speed_kmh[0]) == (700, 9)
    assert made.left == ("1 record without a position: not read",)


@pytest.mark.parametrize("data", [fit([(0, 1, 1, 0, 0)], sound=False), fit([(0, 1, 1, 0, 0)])[:-9]])
def test_a_broken_fit_file_is_refused(data):
    with pytest.raises(FormatError, match="The FIT file is broken or ends too early"):
        read_tracks(data)


WHEN = [f"2024-12-08T01:0{i}:00Z" for i in range(5)]


@pytest.mark.parametrize(("interpolate", "parted"), [(None, True), (0, True), (1, False)])
def test_a_multitrack_parts_where_the_document_does_not_join(interpolate, parted):
    first = [(WHEN[0], "36.2 33.5 700"), (WHEN[1], "")]
    data = gx_tracks(first, [(WHEN[3], "36.3 33.5 701")], interpolate=interpolate)
    fixes = only(data).fixes
    assert minutes(fixes) == [0, 3]
    assert fixes.new_leg.tolist() == [False, parted]
    assert fixes.altitude_m.tolist() == [700, 701]
    assert fixes.remarks == {"null": 1}


def test_flightaware_is_known_by_its_title():
    made = read_tracks(gx_tracks([(WHEN[0], "1 2 3")], name="FlightAware ✈ SYR9218"))
    assert (made.format, made.source) == ("KML of FlightAware", "ads-b")


def test_a_line_of_geojson_has_a_time_for_each_position():
    line = {"type": "MultiLineString", "coordinates": [[[36.2, 33.5, 9], [36.3, 33.5]], [[0, 0]]]}
    properties = {"name": "Car", "coordTimes": [WHEN[:2], WHEN[3:4]]}
    track = only({"type": "Feature", "geometry": line, "properties": properties})
    assert (track.vehicle, minutes(track.fixes)) == ("Car", [0, 1])
    assert track.fixes.altitude_m[0] == 9
    assert track.fixes.remarks == {"zero_position": 1}


# ------------------------------------------------------------------------------------- Google


def test_google_s_records_say_how_each_position_was_found():
    places = [
        {"latitudeE7": 335000000, "longitudeE7": 362000000, "timestampMs": str(START_MS),
         "source": "WIFI", "deviceTag": 7, "velocity": 10, "altitude": 700},
        {"latitudeE7": 336000000, "longitudeE7": 362000000, "timestamp": WHEN[1],
         "source": "GPS", "deviceTag": 7},
        {"latitudeE7": 336000000, "longitudeE7": 362000000, "deviceTag": 7},
        {"timestamp": WHEN[1], "deviceTag": 7},
    ]  # fmt: skip
    track = only({"locations": places})
    assert (track.vehicle, minutes(track.fixes)) == ("Device 7", [0, 1])
    assert origins(track.fixes) == ["estimated", "receiver"]
    assert (track.fixes.lat[0], track.fixes.speed_kmh[0]) == (pytest.approx(33.5), 36)
    assert track.fixes.remarks == {"untimed": 1, "null": 1}


def test_an_android_timeline_tells_signals_from_the_path_that_google_made():
    made = read_tracks(
        json.dumps(
            {
                "semanticSegments": [
                    {"startTime": WHEN[0], "timelinePath": [
                        {"point": "33.5°, 36.2°", "time": "2024-12-08T04:02:00.000+03:00"}]},
                    {"startTime": WHEN[0], "visit": {}},
                ],
                "rawSignals": [
                    {"position": {"LatLng": "33.6°, -36.2°", "source": "GPS",
                                  "timestamp": WHEN[1], "speedMetersPerSecond": 1.0}},
                    {"wifiScan": {}},
                ],
            }
        ).encode()
    )  # fmt: skip
    path, phone = made.tracks
    assert (minutes(path.fixes), origins(path.fixes)) == ([2], ["estimated"])
    assert (minutes(phone.fixes), origins(phone.fixes)) == ([1], ["receiver"])
    assert phone.fixes.lon[0] == -36.2
    assert made.left == ("1 visit or activity: Google's conclusions, no positions",)


def test_an_iphone_s_timeline_counts_minutes_from_the_start_of_a_segment():
    path = [{"point": "geo:33.5,36.2", "durationMinutesOffsetFromStartTime": "3"}]
    track = only([{"startTime": WHEN[0], "endTime": WHEN[4], "timelinePath": path}])
    assert (track.vehicle, minutes(track.fixes)) == ("Path made by Google", [3])


# ------------------------------------------------------------------------------ hostile, large


def test_gzip_is_unpacked_within_bounds():
    assert unpacked(gzip.compress(b"abc")) == b"abc"
    with pytest.raises(FormatError, match="The gzip unfolds to more than 16 MB"):
        unpacked(gzip.compress(bytes(17_000_000)))
    with pytest.raises(FormatError, match="The gzip ends too early"):
        unpacked(gzip.compress(b"abcdef" * 99)[:-9])


def test_a_zip_in_a_gzip_in_a_zip_is_not_looked_into_and_a_table_headed_pk_is_no_zip():
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("b.csv", b"time,lat,lon")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("a.csv.gz", gzip.compress(inner.getvalue()))
    with pytest.raises(FormatError, match="does not hold one file of recorded positions"):
        read_tracks(outer.getvalue())
    assert read_only_tracks(b"PK,time,place\n1,2024-01-01,Homs\n") is None


@pytest.mark.parametrize(
    "document",
    [
        trace([None], [{}, [], "", 0], [0, "x", None, {}], [1e400, 1, 1, 1]),
        trace([0, 1, 1, "ground", "fast", [], {"a": 1}, 0, 7, 9]),
        {"locations": [1, None, {"latitudeE7": "x", "timestampMs": "9" * 400}]},
        {"semanticSegments": 5, "rawSignals": [{"position": 3}]},
        [{"startTime": 4, "timelinePath": [{"point": {}}, 3], "visit": None}],
        {"type": "FeatureCollection", "features": [None, {"geometry": {"type": "LineString"}}]},
    ],
)
def test_json_of_the_wrong_shape_is_refused_or_read_and_nothing_else(document):
    data = json.dumps(document).replace("Infinity", "1e999").encode()
    try:
        made = read_tracks(data)
    except FormatError:
        return
    else:
        assert made.remarks or len(made.tracks[0].fixes)


def test_what_is_no_tracker_s_is_left_to_the_other_readers():
    for data in (b"Title,Date\na,2024", b'{"a": 1}', b"<rss/>", b"\xff\xfeT", b"words"):
        assert read_tracks(data) is None
