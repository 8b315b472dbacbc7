"""Heights, speeds and courses stay with recorded positions, however their file is packed."""

import io
import json
import zipfile

import numpy as np
import pytest

from formats import FormatError, read
from formats.trackers.track_detection import read_tracks
from geo.story.loading import load_story
from geo.tracks.recorded import recording
from geo.yaml.yaml_writer import yaml_text
from tests.formats.trackers.tracker_samples import flightradar24_kml, gx_tracks

HEADS = "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction"
ROWS = [
    f'{1733619600 + 60 * i},2024-12-08T01:0{i}:00Z,SYR1,"33.{i + 5},36.2",3000,200,90'
    for i in range(3)
]
FLOWN = "\n".join([HEADS, *ROWS])
TABBED = FLOWN.replace(",", "\t").replace("\t36.2", ",36.2").replace("\n", "\r\n")
"""As Excel saves it as Unicode text."""
KNOWN = {"altitude_m": 914, "speed_kmh": 370.4, "heading": 90}


def zipped(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
        archive.writestr("__MACOSX/._a.csv", b"")
    return out.getvalue()


def gpx(*points, version="1.1"):
    inner = "".join(
        f'<trkpt lat="{lat}" lon="36.2"><ele>700</ele><time>{time}</time>{more}</trkpt>'
        for time, lat, more in points
    )
    return (
        f'<gpx version="{version}" xmlns="http://www.topografix.com/GPX/{version[0]}/{version[2]}">'
        f"<trk><trkseg>{inner}</trkseg></trk></gpx>"
    ).encode()


GARMIN = (
    '<extensions><x:TrackPointExtension xmlns:x="http://www.garmin.com/xmlschemas/'
    'TrackPointExtension/v2"><x:speed>10</x:speed><x:course>90</x:course>'
    "</x:TrackPointExtension></extensions>"
)
TIMES = [f"2024-12-08T01:0{i}:00Z" for i in range(3)]
WALKED = {"altitude_m": 700, "speed_kmh": 36, "heading": 90}


def in_words(draft):
    return " ".join(map(str, draft.missed))


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("a.zip", zipped("flight.csv", FLOWN), KNOWN),
        ("a.csv", TABBED.encode("utf-16"), KNOWN),
        ("a.kmz", zipped("doc.kml", flightradar24_kml()), {"altitude_m": 0, "speed_kmh": 185.2}),
        ("a.kml", gx_tracks([(t, f"36.{i} 33 700") for i, t in enumerate(TIMES)]),
         {"altitude_m": 700}),
        ("a.gpx", gpx(*[(t, 33 + i / 99, GARMIN) for i, t in enumerate(TIMES)]), WALKED),
        ("a.gpx", gpx(*[(t, 33 + i / 99, "<course>90</course><speed>10</speed>")
                        for i, t in enumerate(TIMES)], version="1.0"), WALKED),
        ("a.geojson", json.dumps({
            "type": "Feature", "properties": {"coordTimes": TIMES},
            "geometry": {"type": "LineString",
                         "coordinates": [[36 + i / 9, 33, 700] for i in range(3)]},
        }).encode(), {"altitude_m": 700}),
    ],
)  # fmt: skip
def test_what_was_measured_is_kept_with_each_position(name, data, kept):
    draft = read(name, data)
    (track,) = draft.story["tracks"]
    assert len(track["fixes"]) >= 3
    assert kept.items() <= track["fixes"][0].items()
    assert "Heights" not in in_words(draft)


def test_a_search_reads_the_only_file_of_a_zip_and_refuses_others():
    (track,) = read_tracks(zipped("flight.csv", FLOWN)).tracks
    assert track.fixes.altitude_m.round().tolist() == [914] * 3
    with pytest.raises(FormatError, match="does not hold one file of recorded positions"):
        read_tracks(zipped("notes.txt", "none"))


def test_what_a_receiver_wrote_before_its_first_fix_is_no_place():
    draft = read("a.gpx", gpx((TIMES[0], 33.5, ""), (TIMES[1], 33.501, ""), (TIMES[2], 33.502, ""))
                 .replace(b'lat="33.5" lon="36.2"', b'lat="0.0" lon="0.0"'))  # fmt: skip
    assert "1 position at 0/0, where receivers write nothing: not read" in in_words(draft)
    assert len(draft.story["legs"]) == 1
    assert {place["lon"] for place in draft.story["places"]} == {36.2}


def test_positions_whose_clock_ran_back_are_questioned_in_the_story(tmp_path):
    seconds = [0, 10, 20, 5, 15, 30]
    points = [(f"2024-12-08T01:00:{s:02}Z", 33 + s / 1e4, "") for s in seconds]
    draft = read("a.gpx", gpx(*points), files_beside=True)
    for name, content in {**draft.beside, "a.yaml": yaml_text(draft.story).encode()}.items():
        (tmp_path / name).write_bytes(content)
    story = load_story(tmp_path / "a.yaml")
    held = recording(story, story.tracks[0])
    assert (held.fixes.time / 1000 % 60).tolist() == [0, 5, 10, 15, 20, 30]
    assert np.flatnonzero(held.marks.any).tolist() == [1, 3]


def test_times_without_a_zone_are_utc_as_their_format_says_and_that_is_told():
    plain = [(time.rstrip("Z"), 33 + i / 99, "") for i, time in enumerate(TIMES)]
    draft = read("a.gpx", gpx(*plain))
    assert "3 times without a zone were read as UTC" in in_words(draft)
    assert draft.story["tracks"][0]["fixes"][0]["time"] == TIMES[0]
    assert "zone" not in in_words(read("a.gpx", gpx(*[(t, 33.5, "") for t in TIMES])))
