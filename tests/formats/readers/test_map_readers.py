"""GeoJSON, JSON-FG, KML, KMZ, GPX and StoryMapJS: what comes out of each, written down by hand."""

import json

import pytest

from formats import read
from formats.drafts import record_lines
from tests.formats.sample_files import (
    TODAY,
    asked,
    collection,
    events,
    feature,
    gpx,
    kml,
    legs,
    missed,
    placemark,
    places,
    read_draft,
    slide,
    storymap,
    zipped,
)

AT = [36.2913, 33.5102]
HOMS = [36.7256, 34.7241]
POINT = "<Point><coordinates>36.2913,33.5102,0</coordinates></Point>"


def when(text):
    return f"<TimeStamp><when>{text}</when></TimeStamp>"


# ------------------------------------------------------------------------- GeoJSON and JSON-FG


def test_a_feature_becomes_an_event():
    text = collection(feature(at=AT, title="Flight", date="2024-12-08", people=["Assad", "Asma"]))
    draft = read_draft("a.geojson", text)
    assert events(draft) == [
        ("Flight", "2024-12-08", None, "Flight", ["Assad", "Asma"], ["not said in the file"])
    ]
    assert places(draft) == [("Flight", *AT, 25.0)]
    assert draft.format == "GeoJSON"


@pytest.mark.parametrize(
    ("time", "start", "end"),
    [
        ({"date": "2024-12-08"}, "2024-12-08", None),
        ({"timestamp": "2024-12-07T19:30:00Z"}, "2024-12-07T19:30:00Z", None),
        ({"interval": ["2024-12-07", "2024-12-08"]}, "2024-12-07", "2024-12-08"),
        ({"interval": ["2024-12-07", ".."]}, "2024-12-07", "2024-12-07/.."),
        ({"interval": ["..", "2024-12-08"]}, "../2024-12-08", "2024-12-08"),
    ],
)
def test_json_fg_gives_the_time(time, start, end):
    text = collection({**feature(at=AT, name="A"), "time": time, "place": None},
                      feature(at=AT, name="B", date="2024-12-01"))  # fmt: skip
    draft = read_draft("a.json", text)
    assert draft.format == "JSON-FG"
    assert events(draft)[0][1:3] == (start, end)


def test_a_place_in_another_system_is_turned_into_degrees():
    place = {"type": "Point", "coordinates": [4039900.0, 3963000.0]}
    located = {**feature(name="A", date="2024"), "place": place}
    text = collection(located, coordRefSys="http://www.opengis.net/def/crs/EPSG/0/3857")
    ((_, lon, lat, _),) = places(read_draft("a.json", text))
    assert (lon, lat) == pytest.approx((36.291, 33.510), abs=0.01)


def test_a_crs_of_2008_is_known_by_its_number():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    located = feature(
        {"type": "Point", "coordinates": [248500.0, 3711000.0]}, name="A", date="2024"
    )
    ((_, lon, lat, _),) = places(read_draft("a.geojson", collection(located, crs=crs)))
    assert (lon, lat) == pytest.approx((36.29, 33.51), abs=0.02)


def test_what_collections_of_2008_call_wgs84_is_left_as_it_is():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    text = collection(feature(at=AT, name="A", date="2024"), crs=crs)
    assert places(read_draft("a.geojson", text))[0][1:3] == tuple(AT)


def test_a_bare_feature_and_a_bare_geometry_are_read():
    assert read_draft("a.json", json.dumps(feature(at=AT, name="A", date="2024"))).ready
    draft = read_draft("a.json", json.dumps({"type": "Point", "coordinates": AT}), when="2024")
    assert events(draft)[0][:2] == ("Feature 1", "2024")


def test_an_area_is_a_circle_that_takes_it_in():
    ring = [[36, 33], [37, 33], [37, 34], [36, 34], [36, 33]]
    text = collection(feature({"type": "Polygon", "coordinates": [ring]}, name="A", date="2024"))
    ((_, lon, lat, km),) = places(read_draft("a.geojson", text))
    assert (lon, lat) == (36.5, 33.5)
    assert km == pytest.approx(72.5, abs=0.5)


def test_several_points_are_places_that_the_event_mentions():
    shape = {"type": "MultiPoint", "coordinates": [AT, HOMS]}
    draft = read_draft("a.geojson", collection(feature(shape, name="A", date="2024")))
    (event,) = draft.story["events"]
    assert "place" not in event
    assert len(event["mentions"]) == 2


def test_a_line_with_a_time_is_a_leg_whose_way_is_inferred():
    text = collection(feature(line=[AT, HOMS], name="Drive", start="2024-12-07", end="2024-12-08"))
    draft = read_draft("a.geojson", text)
    assert legs(draft) == [("inferred", "arrived", None, None, "2024-12-07/2024-12-08", 2)]
    assert draft.story["events"][0]["leg"] == draft.story["legs"][0]["id"]


def test_a_line_without_a_time_is_intended_until_somebody_says_that_it_was_travelled():
    text = collection(feature(line=[AT, HOMS], name="Way"), feature(at=AT, name="A", date="2024"))
    draft = read_draft("a.geojson", text)
    assert legs(draft) == [("inferred", "intended", None, None, None, 2)]
    draft = read_draft("a.geojson", text, lines="travelled")
    assert legs(draft) == [("inferred", "arrived", None, None, None, 2)]
    draft = read_draft("a.geojson", text, lines="-")
    assert legs(draft) == []
    assert any("left out, as you said" in text for text in missed(draft))


def test_a_long_line_is_thinned_out_and_that_is_told():
    line = [[36 + i / 1000, 33 + (i % 50) / 100] for i in range(300)]
    text = collection(feature(line=line, name="Way", date="2024"))
    draft = read_draft("a.geojson", text)
    ((*_, stops),) = legs(draft)
    assert stops == 12
    assert any("A line of 300 positions was thinned out to 12" in text for text in missed(draft))


def test_features_without_a_time_are_places_and_the_time_is_asked():
    text = collection(feature(at=AT, name="A"), feature(at=HOMS, name="B"))
    draft = read_draft("a.geojson", text)
    assert asked(draft) == {"when"}
    draft = read_draft("a.geojson", text, when="2024-12-01/2024-12-08")
    assert [event[1] for event in events(draft)] == ["2024-12-01/2024-12-08"] * 2


def test_properties_that_are_tables_are_told():
    text = collection(feature(at=AT, name="A", date="2024", more={"a": 1}))
    assert missed(read_draft("a.geojson", text))[0] == (
        'The property "more" holds a table and was not read. Give each of its values a property.'
    )


def test_coordinates_that_are_no_numbers_are_told():
    bad = collection(
        feature(at=["x", 33], name="A", date="2024"), feature(at=AT, name="B", date="2024")
    )
    draft = read_draft("a.geojson", bad.replace('"x"', "NaN"))
    assert "Feature 1: A coordinate is no number. Write degrees such as 33.5102." in missed(draft)
    assert events(draft)[0][3] is None


# ------------------------------------------------------------------------------- KML and KMZ


@pytest.mark.parametrize(
    ("time", "start", "end"),
    [
        (when("2024-12-08"), "2024-12-08", None),
        (when("2024-12"), "2024-12", None),
        (when("2024-12-07T22:30:00Z"), "2024-12-07T22:30:00Z", None),
        (when("2024-12-07T22:30:00+03:00"), "2024-12-07T22:30:00+03:00", None),
        ("<TimeSpan><begin>2024-12-07</begin><end>2024-12-08</end></TimeSpan>", "2024-12-07",
         "2024-12-08"),
        ("<TimeSpan><begin>2024-12-07</begin></TimeSpan>", "2024-12-07", "2024-12-07/.."),
        ("<TimeSpan><end>2024-12-08</end></TimeSpan>", "../2024-12-08", "2024-12-08"),
    ],
)  # fmt: skip
def test_the_times_of_a_placemark_are_read(time, start, end):
    later = placemark("B", when("2024-12-01") + POINT)
    draft = read_draft("a.kml", kml(placemark("A", time + POINT) + later))
    assert events(draft)[0][:4] == ("A", start, end, "A")


def test_html_in_a_balloon_becomes_plain_text_and_data_become_values():
    inner = (
        "<description><![CDATA[<b>He</b> left.<br>Nobody saw it.]]></description>"
        + when("2024-12-08")
        + '<ExtendedData><Data name="people"><value>Assad</value></Data>'
        + '<SchemaData schemaUrl="#s"><SimpleData name="source">Reuters</SimpleData></SchemaData>'
        + "</ExtendedData>"
        + POINT
    )
    draft = read_draft("a.kml", kml(placemark("A", inner), more="<name>My map</name>"))
    assert events(draft) == [("A", "2024-12-08", None, "A", ["Assad"], ["Reuters"])]
    assert draft.story["events"][0]["text"] == "He left.\nNobody saw it."
    assert draft.story["title"] == "My map"


def test_a_recorded_track_is_reported_and_a_gap_in_it_is_not():
    fixes = [(0, 36.0), (5, 36.05), (10, 36.1), (100, 36.9), (105, 36.95)]
    whens = "".join(f"<when>2024-12-08T{m // 60:02}:{m % 60:02}:00Z</when>" for m, _ in fixes)
    coords = "".join(f"<gx:coord>{lon} 33.5 0</gx:coord>" for _, lon in fixes)
    draft = read_draft("a.kml", kml(placemark("Drive", f"<gx:Track>{whens}{coords}</gx:Track>")))
    assert legs(draft) == [
        ("reported", "arrived", "2024-12-08T00:00:00Z", "2024-12-08T00:10:00Z", None, 2),
        ("inferred", "arrived", None, None, "2024-12-08T00:10:00Z/2024-12-08T01:40:00Z", 2),
        ("reported", "arrived", "2024-12-08T01:40:00Z", "2024-12-08T01:45:00Z", None, 2),
    ]
    assert events(draft)[0][1:3] == ("2024-12-08T00:00:00Z", "2024-12-08T01:45:00Z")
    assert {place[3] for place in places(draft)} == {0.1}


def test_a_line_of_a_kml_is_inferred_even_with_a_time():
    line = "<LineString><coordinates>36,33 37,34 38,35</coordinates></LineString>"
    draft = read_draft("a.kml", kml(placemark("Way", when("2024-12-08") + line)))
    assert legs(draft) == [("inferred", "arrived", None, None, "2024-12-08", 3)]


def test_what_is_no_placemark_is_told():
    more = "<NetworkLink><Link><href>http://example.org/x.kml</href></Link></NetworkLink>"
    more += "<GroundOverlay><name>old map</name></GroundOverlay>"
    draft = read_draft("a.kml", kml(placemark("A", when("2024") + POINT), more=more))
    assert missed(draft) == [
        (
            "1 link to another document not read (NetworkLink). Nothing is fetched; export what it "
            "shows, without a network link."
        ),
        "1 picture laid on the ground not read (GroundOverlay). It is no part of a story.",
    ]


def test_a_kmz_gives_its_document_and_tells_of_its_pictures():
    data = zipped(doc_kml=kml(placemark("A", when("2024") + POINT)), files__a_png=b"x")
    draft = read_draft("a.kmz", data)
    assert draft.format == "KMZ"
    assert events(draft)[0][0] == "A"
    assert missed(draft)[0].startswith("1 other file inside the KMZ not read: files/a.png.")


def test_a_clock_time_of_a_kml_without_a_zone_is_asked_about():
    draft = read_draft("a.kml", kml(placemark("A", when("2024-12-07T22:30:00") + POINT)))
    assert asked(draft) == {"time_zone"}


# --------------------------------------------------------------------------------------- GPX


def track(*segments, name="Walk"):
    points = "".join(
        "<trkseg>"
        + "".join(
            f'<trkpt lat="{lat}" lon="{lon}">{f"<time>{at}</time>" if at else ""}</trkpt>'
            for lon, lat, at in segment
        )
        + "</trkseg>"
        for segment in segments
    )
    return f"<trk><name>{name}</name>{points}</trk>"


def minute(number):
    return f"2024-12-08T{10 + number // 60:02}:{number % 60:02}:00Z"


def test_a_waypoint_with_a_time_is_an_event():
    text = gpx('<wpt lat="33.51" lon="36.29"><time>2024-12-08T01:00:00Z</time><name>Gate</name>'
               "<desc>Open.</desc></wpt>")  # fmt: skip
    draft = read_draft("a.gpx", text)
    assert events(draft)[0][:4] == ("Gate", "2024-12-08T01:00:00Z", None, "Gate")
    assert draft.story["events"][0]["text"] == "Open."


def test_a_gpx_without_times_has_places_and_its_time_is_asked():
    text = gpx('<wpt lat="33.51" lon="36.29"><name>Gate</name></wpt>'
               + track([(36.29, 33.51, ""), (36.3, 33.6, "")]))  # fmt: skip
    draft = read_draft("a.gpx", text)
    assert asked(draft) == {"when"}
    assert any("nothing says that it was recorded" in text for text in missed(draft))
    draft = read_draft("a.gpx", text, when="2024-12-08")
    assert legs(draft)[0][:2] == ("inferred", "intended")


def test_a_recording_is_one_track_with_all_its_positions_and_a_leg_for_each_stretch():
    # North for half an hour, a rest of ten minutes, then east.
    fixes = [(36.0, 33.0 + m * 0.005, minute(m)) for m in range(31)]
    fixes += [(36.0, 33.15, minute(m)) for m in range(31, 41)]
    fixes += [(36.0 + (m - 40) * 0.005, 33.15, minute(m)) for m in range(41, 71)]
    draft = read_draft("a.gpx", gpx(track(fixes)))
    (held,) = draft.story["tracks"]
    assert len(held["fixes"]) == 71
    (leg,) = draft.story["legs"]
    assert (leg["track"], leg["path"]) == (held["id"], "reported")
    assert (leg["departure"], leg["arrival"]) == ("2024-12-08T10:00:00Z", "2024-12-08T11:10:00Z")
    assert len(draft.story["places"]) == 2
    assert any("71 recorded positions" in said and "1 track" in said for said in draft.understood)


def test_who_comes_back_to_where_they_set_out_has_a_leg_out_and_a_leg_back():
    fixes = [(36.0 + 0.01 * min(m, 10 - m), 33.0, minute(m)) for m in range(11)]
    ways = legs(read_draft("a.gpx", gpx(track(fixes))))
    assert [way[2:4] for way in ways] == [
        ("2024-12-08T10:00:00Z", "2024-12-08T10:05:00Z"),
        ("2024-12-08T10:05:00Z", "2024-12-08T10:10:00Z"),
    ]


def test_recordings_that_overlap_in_time_are_a_track_each():
    runs = [[(36.0 + 0.1 * i + 0.01 * m, 33.0, minute(m + i)) for m in range(5)] for i in (0, 1)]
    draft = read_draft("a.gpx", gpx(track(*runs)))
    assert [len(held["fixes"]) for held in draft.story["tracks"]] == [5, 5]
    assert {leg["track"] for leg in draft.story["legs"]} == {
        held["id"] for held in draft.story["tracks"]
    }


def test_a_track_stands_in_a_file_where_the_story_has_a_folder_and_else_in_the_story():
    fixes = [(36.0 + 0.001 * i, 33.0, f"2024-12-08T10:00:{i:02}.500Z") for i in range(30)]
    text = gpx(track(fixes)).encode()
    beside = read("a.gpx", text, day=TODAY, files_beside=True)
    (held,) = beside.story["tracks"]
    assert beside.beside[held["file"]].decode().count("\n") == 31
    alone = read("a.gpx", text, day=TODAY)
    assert len(alone.story["tracks"][0]["fixes"]) == 30
    assert not alone.beside


def test_a_recording_too_long_for_a_story_of_its_own_becomes_legs(monkeypatch):
    monkeypatch.setattr(record_lines, "MAX_FIXES", 10)
    fixes = [(36.0 + 0.005 * m, 33.0, minute(m)) for m in range(11)]
    draft = read_draft("a.gpx", gpx(track(fixes)))
    assert "tracks" not in draft.story
    assert [leg[0] for leg in legs(draft)] == ["reported"]
    assert any("nowhere more than 0.1 km from a recorded position" in s for s in draft.understood)


def test_positions_out_of_the_order_of_time_are_put_in_order_and_told():
    fixes = [(36.0, 33.0, minute(0)), (36.2, 33.2, minute(10)), (36.1, 33.1, minute(5))]
    draft = read_draft("a.gpx", gpx(track(fixes)))
    assert legs(draft)[0][2:4] == ("2024-12-08T10:00:00Z", "2024-12-08T10:10:00Z")
    assert "2 positions were out of the order of time" in missed(draft)[0]


def test_a_jump_faster_than_anything_goes_is_left_out_and_told():
    fixes = [(36.0, 33.0, minute(0)), (36.1, 33.0, minute(5)), (66.0, 33.0, minute(6))]
    fixes += [(66.1, 33.0, minute(11))]
    draft = read_draft("a.gpx", gpx(track(fixes)))
    assert len(legs(draft)) == 2
    assert any("faster than anything here can go; it was left out" in m for m in missed(draft))


def test_a_route_is_a_plan_that_nobody_is_said_to_have_gone():
    text = gpx(
        '<wpt lat="33.5" lon="36.2"><time>2024-12-08T01:00:00Z</time></wpt><rte><name>Plan</name>'
        '<rtept lat="33.5" lon="36.2"/><rtept lat="34.7" lon="36.7"/></rte>'
    )
    assert legs(read_draft("a.gpx", text)) == [("inferred", "intended", None, None, None, 2)]


def test_who_made_a_gpx_and_when_is_its_source():
    meta = "<metadata><name>Trip</name><author><name>Ana</name></author>"
    meta += "<time>2024-12-09T08:00:00Z</time></metadata>"
    text = gpx('<wpt lat="33.5" lon="36.2"><time>2024-12-08T01:00:00Z</time></wpt>', meta=meta)
    (source,) = read_draft("a.gpx", text).story["sources"]
    assert (source["title"], source["publisher"], source["published"]) == (
        "Trip", "Ana", "2024-12-09")  # fmt: skip


# --------------------------------------------------------------------------------- StoryMapJS


def test_slides_become_events_and_media_plain_links():
    media = {"url": "https://example.org/a.jpg", "caption": "The <b>gate</b>", "credit": "AFP"}
    text = storymap(
        slide("The flight", "How <i>he</i> left.", kind="overview"),
        slide("Gate", "<p>It was open.</p>", date="8 December 2024", at=AT, media=media,
              name="Damascus airport"),
        slide("Base", date="", at=HOMS),
    )  # fmt: skip
    draft = read_draft("map.json", text)
    assert draft.story["title"] == "The flight"
    assert draft.story["subtitle"] == "How he left."
    assert events(draft)[0][:4] == ("Gate", "2024-12-08", None, "Damascus airport")
    assert draft.story["events"][0]["text"] == (
        "It was open.\nThe gate, credit: AFP: https://example.org/a.jpg"
    )
    assert "legs" not in draft.story
    assert any("not made into journeys" in text for text in missed(draft))
    assert any(text.startswith("Slide 3: It has no time") for text in missed(draft))


def test_slides_without_dates_are_dated_by_whoever_imports_them():
    text = storymap(slide("Gate", at=AT), slide("Base", at=HOMS))
    assert asked(read_draft("map.json", text)) == {"when"}
    draft = read_draft("map.json", text, when="2024-12-07/2024-12-08")
    assert [event[1] for event in events(draft)] == ["2024-12-07/2024-12-08"] * 2


def test_all_kml_inside_a_kmz_is_read():
    first, second = (kml(placemark(name, when("2024") + POINT)) for name in ("A", "B"))
    draft = read_draft("a.kmz", zipped(files__more_kml=second, doc_kml=first))
    assert [event[0] for event in events(draft)] == ["A", "B"]
    assert "2 KML documents inside the KMZ were read together." in draft.understood


def test_the_only_file_of_a_zip_is_read_and_of_several_one_is_asked_for():
    text = collection(feature(at=AT, name="A", date="2024"))
    assert len(events(read_draft("a.zip", zipped(a_geojson=text, notes_md="x")))) == 1
    several = zipped(a_geojson=text, b_geojson=text)
    assert asked(read_draft("a.zip", several)) == {"member"}
    assert len(events(read_draft("a.zip", several, member="b.geojson"))) == 1
