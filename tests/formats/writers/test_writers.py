"""What other tools find in an export: types, systems, times, lines, and no formula."""

import csv
import io
import json
from datetime import UTC, datetime
from types import SimpleNamespace

import defusedxml.ElementTree
import geopandas
import pandas
import pyogrio
import pytest

from formats import WRITERS, read, writer_of
from formats.cells.formula_escaping import escape_formula, unescape_formula
from formats.writers import flat_tables
from geo import temporary_folder
from geo.language.told_error import StorageError
from geo.story.loading import load_story
from geo.time.reported_time import reported_time
from tests.story_maker import CLAIM

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def package(shipped, tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "assad.gpkg"
    path.write_bytes(WRITERS["gpkg"].write(shipped))
    return path


@pytest.fixture(scope="module")
def kml_bytes(shipped):
    return WRITERS["kml"].write(shipped)


@pytest.fixture(scope="module")
def marks(kml_bytes):
    root = defusedxml.ElementTree.fromstring(kml_bytes, forbid_dtd=True)
    return {data(mark)["id"]: mark for mark in root.iter(f"{KML}Placemark")}


@pytest.fixture(scope="module")
def rows(shipped):
    text = WRITERS["csv"].write(shipped).decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


@pytest.fixture
def open_story(make_story):
    """One event open at both ends in turn, an exact one between, an open leg."""
    return make_story(
        legs=[make_story.leg("way", window="2024-05-02/..", outcome="stopped")],
        events=[
            make_story.event("before", start="../2024-05-03"),
            make_story.event("noon", start="2024-05-01T12:00Z", place="paris"),
            make_story.event("since", start="2024-05-02/.."),
            make_story.event("behind", after=["noon"]),
        ],
    )


def data(mark):
    return {
        element.get("name"): element.findtext(f"{KML}value") for element in mark.iter(f"{KML}Data")
    }


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_bound_that_the_story_leaves_open_stays_open(open_story):
    rows = {
        row["id"]: row for row in (*flat_tables.events(open_story), *flat_tables.legs(open_story))
    }
    bounds = {name: tuple(row[key] for key in flat_tables.TIMES) for name, row in rows.items()}
    noon, since, until = utc(2024, 5, 1, 12), utc(2024, 5, 2), utc(2024, 5, 4)
    assert flat_tables.TIMES == ("start", "end", "start_latest", "end_earliest")
    assert bounds == {
        "before": (None, until, until, None),
        "noon": (noon, noon, noon, noon),
        "since": (since, None, None, since),
        "behind": (None, None, None, None),  # an order is told, and is no clock time
        "way": (since, None, None, since),
    }
    assert rows["behind"]["told"] == "after “An event”; no date reported"
    assert rows["way"]["told"] == "from 2 May; no end reported"


def test_exported_bounds_are_the_reported_ones(shipped):
    rows = {row["id"]: row for row in (*flat_tables.events(shipped), *flat_tables.legs(shipped))}
    for element in (*shipped.legs, *shipped.events):
        first, latest, earliest, last = reported_time(shipped, element).bounds
        row = rows[element.id]
        assert (row["start"], row["start_latest"], row["end_earliest"], row["end"]) == (
            first, latest, earliest, last)  # fmt: skip


def test_a_geopackage_has_its_four_layers(package, shipped):
    layers = dict(pyogrio.list_layers(package))
    kinds = {"places": "Point", "events": "Point", "legs": "MultiLineString", "claims": None}
    assert layers == kinds
    counts = {name: pyogrio.read_info(package, layer=name)["features"] for name in layers}
    assert counts == {
        "places": len(shipped.places),
        "events": len(shipped.events),
        "legs": len(shipped.legs),
        "claims": sum(len(element.claims) for element in (*shipped.legs, *shipped.events)),
    }


@pytest.mark.parametrize("layer", ["events", "legs"])
def test_times_of_a_geopackage_are_datetimes_by_names_that_qgis_takes(package, layer):
    info = pyogrio.read_info(package, layer=layer)
    assert info["crs"] == "EPSG:4326"
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    fields = [name for name, kind in types.items() if kind == "OFTDateTime"]
    assert fields[:2] == ["start", "end"], "the first ones: QGIS's Temporal Controller takes them"
    assert {"start_latest", "end_earliest"} <= set(fields)
    assert types["support"] in ("OFTInteger", "OFTInteger64")


def test_a_geopackage_reads_back_with_its_values(package, shipped):
    events = geopandas.read_file(package, layer="events").set_index("id")
    call = events.loc["jalali-call"]
    assert call["start"] == pandas.Timestamp("2024-12-07T19:30Z")
    assert call["end"] == call["start_latest"] == call["start"]
    assert call.geometry is None
    assert events.loc["lands-at-hmeimim"].geometry.coords[0] == pytest.approx((35.9487, 35.4011))
    legs = geopandas.read_file(package, layer="legs").set_index("id")
    flight = legs.loc["damascus-hmeimim"]
    assert (flight["path"], flight["outcome"], flight["support"]) == ("concealed", "arrived", 2)
    assert bool(flight["travelled"])
    assert legs.loc["maher-iraq"]["open_ends"] == "from; to"
    places = geopandas.read_file(package, layer="places").set_index("id")
    assert json.loads(places.loc["damascus"]["names"]) == {"ar": "دمشق"}
    assert places.loc["syria"].geometry is None
    assert places.loc["syria"]["area"] == "SY"
    assert pandas.isna(places.loc["syria"]["precision_km"])
    claims = pyogrio.read_dataframe(package, layer="claims")
    assert set(claims["stance"]) == {"reports", "denies", "unverified", "no-comment"}
    assert set(claims["of"]) <= {element.id for element in (*shipped.legs, *shipped.events)}


def test_open_bounds_are_null_in_a_geopackage(open_story, tmp_path):
    path = tmp_path / "open.gpkg"
    path.write_bytes(WRITERS["gpkg"].write(open_story))
    events = pyogrio.read_dataframe(path, layer="events").set_index("id")
    assert pandas.isna(events.loc["before"]["start"])
    assert pandas.isna(events.loc["since"]["end"])
    assert events.loc["since"]["start"] == pandas.Timestamp("2024-05-02T00:00Z")


def test_a_story_without_legs_and_one_of_old_times_can_be_packed(make_story, tmp_path):
    path = tmp_path / "old.gpkg"
    old = make_story(events=[make_story.event("ides", start="0044-03-15")])
    path.write_bytes(WRITERS["gpkg"].write(old))
    assert pyogrio.read_info(path, layer="legs")["features"] == 0
    (start,) = pyogrio.read_dataframe(path, layer="events")["start"]
    assert (start.year, start.month, start.day) == (44, 3, 15)


def test_geoparquet_reads_back(shipped):
    table = geopandas.read_parquet(io.BytesIO(WRITERS["parquet"].write(shipped)))
    assert table.crs.to_epsg() == 4326
    assert set(table["kind"]) == {"place", "event", "leg"}
    assert str(table["start"].dtype) == "datetime64[ms, UTC]"
    flight = table[table["id"] == "damascus-hmeimim"].iloc[0]
    claims = json.loads(flight["claims"])
    assert claims[0]["told_by"] == "two diplomats of the region"
    assert flight["level"] == "well supported"


def test_kml_has_its_elements_in_the_order_of_its_schema(kml_bytes):
    order = ["name", "description", "TimeStamp", "TimeSpan", "styleUrl", "ExtendedData", "Point",
             "LineString", "Polygon", "MultiGeometry"]  # fmt: skip
    root = defusedxml.ElementTree.fromstring(kml_bytes, forbid_dtd=True)
    styles = {style.get("id") for style in root.iter(f"{KML}Style")}
    for mark in root.iter(f"{KML}Placemark"):
        places = [order.index(element.tag.removeprefix(KML)) for element in mark]
        assert places == sorted(places)
        assert mark.findtext(f"{KML}styleUrl").removeprefix("#") in styles
    for line in root.iter(f"{KML}coordinates"):
        for token in line.text.split():
            lon, lat = map(float, token.split(","))
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90


def test_kml_says_when(marks):
    flight = marks["damascus-hmeimim"].find(f"{KML}TimeSpan")
    assert flight.findtext(f"{KML}begin") == "2024-12-07T21:00:00Z"
    assert flight.findtext(f"{KML}end") == "2024-12-08T03:00:00Z"
    call = marks["jalali-call"].find(f"{KML}TimeStamp")
    assert call.findtext(f"{KML}when") == "2024-12-07T19:30:00Z"


def test_kml_leaves_an_open_end_out(open_story):
    root = defusedxml.ElementTree.fromstring(WRITERS["kml"].write(open_story))
    spans = {data(mark)["id"]: mark.find(f"{KML}TimeSpan") for mark in root.iter(f"{KML}Placemark")}
    assert spans["before"].find(f"{KML}begin") is None
    assert spans["since"].find(f"{KML}end") is None


def test_a_line_that_is_inferred_is_cut_and_cannot_pass_for_a_tracked_one(marks, make_story):
    lines = {name: len(list(mark.iter(f"{KML}LineString"))) for name, mark in marks.items()}
    assert lines["onward-to-moscow"] == 0
    assert lines["hmeimim-moscow"] == 24, "dashes"
    assert lines["damascus-hmeimim"] == 60, "dots"
    assert lines["damascus-emirates"] == 2, "not travelled: a thin line and its bar"
    assert marks["damascus-emirates"].findtext(f"{KML}styleUrl") == "#not-travelled"
    story = make_story(legs=[make_story.leg("way", path="reported", window="2024-05-01")])
    root = defusedxml.ElementTree.fromstring(WRITERS["kml"].write(story))
    assert len(list(root.iter(f"{KML}LineString"))) == 1


@pytest.fixture(scope="module")
def tracked(root):
    return load_story(root / "stories" / "haneda-2024.yaml")


SILENT = ("2024-01-02T07:22:55Z", "2024-01-02T07:27:38Z")


def test_a_recorded_way_and_its_gap_are_two_things_in_a_kml(tracked):
    root = defusedxml.ElementTree.fromstring(WRITERS["kml"].write(tracked))
    marks = {data(mark)["id"]: mark for mark in root.iter(f"{KML}Placemark")}
    flight, gap = marks["flight"], marks["flight-gap-1"]
    (line,) = flight.iter(f"{KML}coordinates")
    assert len(line.text.split()) == 304, "all positions from the second on, and nothing before"
    assert line.text.startswith("141.691422,42.770142 ")
    assert flight.findtext(f"{KML}styleUrl").startswith("#recorded-")
    assert len(list(gap.iter(f"{KML}LineString"))) == 24, "dashes"
    assert gap.findtext(f"{KML}styleUrl").startswith("#inferred-")
    assert tuple(gap.findtext(f"{KML}TimeSpan/{KML}{end}") for end in ("begin", "end")) == SILENT


def test_a_recorded_way_and_its_gap_are_two_layers_of_a_geopackage(tracked, tmp_path):
    path = tmp_path / "haneda.gpkg"
    path.write_bytes(WRITERS["gpkg"].write(tracked))
    legs = pyogrio.read_dataframe(path, layer="legs").set_index("id")
    (gap,) = pyogrio.read_dataframe(path, layer="gaps").itertuples()
    (line,) = legs.geometry["flight"].geoms
    assert len(line.coords) == 304
    assert gap.geometry.geoms[0].coords[-1] == line.coords[0]
    assert (gap.leg, gap.track, gap.path, gap.seconds) == ("flight", "jal516", "inferred", 283)
    assert len(legs.geometry["relief-flight"].geoms[0].coords) > 1, "without a track as before"


def test_a_csv_and_a_geoparquet_say_when_something_was_recorded_and_when_nothing(tracked):
    text = WRITERS["csv"].write(tracked).decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    frame = geopandas.read_parquet(io.BytesIO(WRITERS["parquet"].write(tracked))).set_index("id")
    for row in (rows["flight"], frame.loc["flight"]):
        assert row["gaps"] == "/".join(SILENT)
        first, flown = row["recorded"].split("; ")
        assert first == "2024-01-02T07:22:55Z/2024-01-02T07:22:55Z"
        assert flown == "2024-01-02T07:27:38Z/2024-01-02T08:47:23Z"
    assert rows["relief-flight"]["recorded"] == rows["relief-flight"]["gaps"] == ""
    assert frame.loc["flight-gap-1"]["kind"] == "gap"


def test_a_vague_place_of_a_kml_is_a_circle_and_never_a_pin(marks):
    assert marks["moscow"].find(f"{KML}Point") is None
    ring = marks["moscow"].find(f".//{KML}coordinates").text.split()
    assert len(ring) == 49
    assert marks["homs"].find(f"{KML}Point") is not None
    assert marks["syria"].find(f"{KML}Point") is None


def test_doubt_shows_in_a_kml(marks):
    assert marks["makhlouf-lebanon"].findtext(f"{KML}name").startswith("? ")
    assert data(marks["makhlouf-lebanon"])["level"] == "contested or unverified"
    assert data(marks["hmeimim-moscow"])["path"] == "inferred"


def test_texts_of_a_kml_are_never_html(make_story):
    evil, escaped = "<script>x()</script> & more", "&lt;script&gt;x()&lt;/script&gt; &amp; more"
    event = make_story.event("x", start="2024-05-01", text=evil, headline=evil, words=evil)
    story = make_story(events=[event], title=evil)
    root = defusedxml.ElementTree.fromstring(WRITERS["kml"].write(story))
    (mark,) = [element for element in root.iter(f"{KML}Placemark") if data(element)["id"] == "x"]
    assert escaped in mark.findtext(f"{KML}description")
    assert mark.findtext(f"{KML}name") == escaped
    assert data(mark)["words"] == escaped
    assert root.findtext(f"{KML}Document/{KML}name") == escaped


def test_a_geopackage_on_a_full_disk_is_told_as_such(make_story, monkeypatch):
    def fails(*_, **__):
        raise pyogrio.errors.FeatureError("no such table: gpkg_contents")  # what GDAL says of it

    monkeypatch.setattr(pyogrio, "write_dataframe", fails)
    story = make_story(events=[make_story.event("x", start="2024-05-01")])
    with pytest.raises(pyogrio.errors.FeatureError):
        WRITERS["gpkg"].write(story)
    monkeypatch.setattr(temporary_folder.shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))
    with pytest.raises(StorageError, match=r"^The disk is full: .* in \S+\. Make room there, or "):
        WRITERS["gpkg"].write(story)


def test_gdal_reads_the_kml(kml_bytes, shipped, tmp_path):
    path = tmp_path / "assad.kml"
    path.write_bytes(kml_bytes)
    layers = dict(pyogrio.list_layers(path))
    assert set(layers) == {"Places", "Legs", "Events"}
    legs = pyogrio.read_dataframe(path, layer="Legs")
    assert len(legs) == len(shipped.legs)
    assert legs.crs.to_epsg() == 4326


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1"]
)
def test_no_cell_of_a_csv_is_run_as_a_formula(make_story, start):
    assert escape_formula(start) == f"'{start}"
    assert unescape_formula(escape_formula(start)) == start
    event = make_story.event("x", start="2024-05-01", headline=f"{start}", claims=[CLAIM])
    text = WRITERS["csv"].write(make_story(events=[event])).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["headline"] == f"'{start.strip()}"


def test_a_csv_keeps_negative_numbers_as_numbers(make_story):
    event = make_story.event("x", start="2024-05-01", place="los-angeles")
    text = WRITERS["csv"].write(make_story(events=[event])).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert float(row["lon"]) == -118.24


def test_a_csv_carries_certainty(rows):
    assert rows["damascus-hmeimim"]["path"] == "concealed"
    assert rows["damascus-emirates"]["outcome"] == "refused"
    assert rows["makhlouf-ambush"]["level"] == "contested or unverified"
    flight = rows["flight-from-damascus"]
    assert (flight["earliest"], flight["end_latest"]) == (
        "2024-12-07T21:00:00Z", "2024-12-08T03:00:00Z")  # fmt: skip
    assert rows["jalali-call"]["lat"] == ""


def test_about_a_clock_time_leaves_and_comes_back_as_that(make_story):
    """A column of its own says it, as other tools have no form for it."""
    times = {"a": ("2024-05-01T12:00Z~", None), "b": ("2024-05-02T12:00Z", "2024-05-02T15:00Z~")}
    events = [
        make_story.event(name, place="paris", start=start, **({"end": end} if end else {}))
        for name, (start, end) in times.items()
    ]
    story = make_story(events=events)
    assert [row["approximate"] for row in flat_tables.events(story)] == ["start", "end"]
    for name, begun in (("csv", "2024-05-01T12:00:00Z~"), ("kml", "2024-05-01T12:00:00Z~")):
        draft = read(f"a.{name}", WRITERS[name].write(story), mapping={"within": "25"})
        read_back = [(row["start"], row.get("end")) for row in draft.story["events"]]
        assert read_back[0] == (begun, None), name
        assert read_back[1][1].endswith("15:00:00Z~"), name
    head, *_ = json.loads(WRITERS["geojson"].write(story))["features"][-2:]
    assert (head["properties"]["start"], head["properties"]["approximate"]) == (
        "2024-05-01T12:00Z~", "start")  # fmt: skip
    assert "about 12:00" in head["properties"]["told"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.geojson", "GeoJSON"),
        ("a.jsonfg.json", "GeoJSON"),
        ("A.JSON", "GeoJSON"),
        ("a.yaml", "Story YAML"),
        ("a.gpkg", "GeoPackage"),
        ("a.kml", "KML"),
        ("a.csv", "CSV"),
        ("a.parquet", "GeoParquet"),
    ],
)
def test_the_ending_of_a_file_tells_its_format(file, name):
    assert writer_of(file).name == name


def test_there_is_one_geojson_whatever_it_is_called(shipped):
    assert "jsonfg" not in WRITERS
    assert writer_of("-", name="jsonfg") is writer_of("-", name="geojson") is WRITERS["geojson"]
    assert writer_of("a.geojson").ending == ".geojson"
    head = json.loads(WRITERS["geojson"].write(shipped))
    assert any("json-fg-1/1.0" in uri for uri in head["conformsTo"])


def test_an_unknown_ending_or_format_is_told():
    with pytest.raises(ValueError, match=r'"\.shp" is no ending that can be exported'):
        writer_of("a.shp")
    with pytest.raises(ValueError, match='"kmz" is no format'):
        writer_of("-", name="kmz")
