"""Files of other formats with wrong bytes or values in them give a draft or a sentence."""

import io
import json
import zipfile

import geopandas
import pandas
import pyogrio
import pytest
from hypothesis import strategies as st
from shapely.geometry import Point

from formats import FormatError, read
from tests.formats.sample_files import TODAY
from tests.formats.trackers.tracker_samples import crc, fit, heatmap
from tests.strangers.test_fuzz import tried

FIELDS = [{"name": "when", "type": "esriFieldTypeDate"}]
ESRI = {
    "geometryType": "esriGeometryPoint",
    "spatialReference": {"wkid": 102100},
    "fields": FIELDS,
    "features": [
        {"attributes": {"when": 1740787200000, "what": "A"}, "geometry": {"x": 1.0, "y": 2.0}},
        {"attributes": {}, "geometry": {"rings": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}},
    ],
}
MEMBERS = [
    {"type": "Point", "coordinates": [1, 2], "properties": {"date": "2025"}},
    {"type": "MultiPolygon", "arcs": [[[0, -1]]], "id": 3},
]
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "objects": {"a": {"type": "GeometryCollection", "geometries": MEMBERS}},
    "arcs": [[[0, 0], [1, 1]]],
}
TRACK = {
    "type": "Feature",
    "properties": {"times": ["2025-03-01T00:00:00Z", 1740787200], "name": "T"},
    "coordinateProperties": {"times": []},
    "geometry": {
        "type": "LineString",
        "coordinates": [[1, 2, 3, 1740787200], [2, 3, 4, 1740787300]],
    },
}
TRACE = {
    "icao": "ac671b",
    "timestamp": 1733619600.5,
    "r": "N899DN",
    "trace": [
        [0, 33.5, 36.2, 1000, 100.5, 90, 0, 0, {"type": "mlat", "flight": "A1"}, "adsb_icao"],
        [60, 33.6, 36.3, "ground", None, None, 3, None, None],
    ],
}
PHONE = {
    "semanticSegments": [
        {
            "startTime": "2025-03-01T00:00:00Z",
            "timelinePath": [{"point": "33.5°, 36.2°", "time": "2025-03-01T00:01:00Z"}],
        },
        {"startTime": "2025-03-01T00:00:00Z", "visit": {}},
    ],
    "rawSignals": [
        {"position": {"LatLng": "33.5°, 36.2°", "timestamp": "2025-03-01T00:00:00Z",
                      "altitudeMeters": 7.5}},
    ],
}  # fmt: skip
RECORDS = {
    "locations": [
        {"latitudeE7": 335000000, "longitudeE7": 362000000, "timestampMs": "1740787200000",
         "source": "GPS", "deviceTag": 1, "velocity": 3},
        {"latitudeE7": 336000000, "longitudeE7": 362000000, "timestamp": "2025-03-01T00:01:00Z"},
    ]
}  # fmt: skip
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.lists(st.floats(), max_size=3), st.just({}), st.just([[]]), st.just({"type": "Point"}),
)  # fmt: skip


def paths_in(value, path=()):
    """The paths of all values inside a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths_in(inner, (*path, key))


def changed(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


def reads(name, data):
    """Read a file; whatever is wrong with it is told in a sentence that is foreseen."""
    told = ""
    try:
        read(name, data, day=TODAY)
    except FormatError as error:
        told = str(error)
    assert "cannot be read here" not in told


JSON = st.sampled_from([ESRI, TOPOLOGY, TRACK])
TRACKER_JSON = st.sampled_from([TRACE, PHONE, RECORDS])


@tried(60, JSON, st.data())
def test_json_with_a_wrong_value_is_read_or_told(document, data):
    path = data.draw(st.sampled_from(list(paths_in(document))))
    text = json.dumps(changed(document, path, data.draw(VALUES)))
    reads("a.json", data.draw(st.sampled_from([text, f"{text}\n{text}", f"\x1e{text}\n"])).encode())


@tried(60, TRACKER_JSON, st.data())
def test_json_of_a_tracker_with_a_wrong_value_is_read_or_told(document, data):
    path = data.draw(st.sampled_from(list(paths_in(document))))
    reads("a.json", json.dumps(changed(document, path, data.draw(VALUES))).encode())


HEADS = ("time,icao24,lat,lon,velocity,heading,lastposupdate", "MMSI,BaseDateTime,LAT,LON,SOG,COG",
         "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,SOG,COG",
         "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction")  # fmt: skip


@tried(60, st.sampled_from(HEADS), st.lists(st.lists(
    st.one_of(st.floats().map(str), st.text("0123456789-:/T Z\",e.", max_size=24)),
    min_size=1, max_size=9), min_size=1, max_size=4))  # fmt: skip
def test_a_table_of_a_tracker_with_any_signs_is_read_or_told(head, rows):
    reads("a.csv", "\n".join([head, *map(",".join, rows)]).encode())


@pytest.mark.parametrize(
    "data", [fit([(i, 36.2, 33.5, 700, 2.5) for i in range(3)]), heatmap()], ids=["FIT", "heatmap"]
)
def test_bytes_of_a_tracker_that_are_wrong_are_read_or_told(data):
    @tried(60, st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), min_size=1))
    def flipped(changes):
        wrong = bytearray(data)
        for at, value in changes:
            wrong[at] = value
        if data[8:12] == b".FIT":  # the checksum would refuse all
            wrong[-2:] = crc(bytes(wrong[:-2])).to_bytes(2, "little")
        reads("a.bin", bytes(wrong))

    flipped()


@tried(60, st.text("0123456789°'\"NSEWO.,;/- POINT()+CFGHJ23", max_size=40),
       st.text("0123456789/-.: abdeGmnrvJDT–٠١٢", max_size=40))  # fmt: skip
def test_a_table_with_any_signs_in_its_cells_is_read_or_told(place, when):
    reads("a.csv", pandas.DataFrame({"date": [when, "2025"], "place": [place, ""],
                                     "coordinates": [place, "1.5 N, 2.5 E"]})
          .to_csv(index=False).encode())  # fmt: skip


@pytest.fixture(scope="module")
def layers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    frame = geopandas.GeoDataFrame({"title": ["A"], "date": ["2025"]}, geometry=[Point(1, 2)],
                                   crs=4326)  # fmt: skip
    for name in ("a.gpkg", "a.fgb", "a.shp"):
        frame.to_file(folder / name)
    frame.to_parquet(folder / "a.parquet")
    pyogrio.write_dataframe(pandas.DataFrame({"title": ["A"]}), folder / "a.ods", driver="ODS")
    return folder


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.parquet", "a.shp", "a.ods"])
def test_a_layer_with_wrong_bytes_is_read_or_told(layers, name):
    data = bytearray((layers / name).read_bytes())

    @tried(1, st.lists(st.tuples(st.integers(16, len(data) - 1), st.integers(0, 255)), min_size=8))
    def flipped(changes):
        wrong = bytearray(data)
        for at, value in changes:
            wrong[at] = value
        content = bytes(wrong)
        if name == "a.shp":
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as archive:
                archive.writestr("a.shp", content)
                archive.write(layers / "a.dbf", "a.dbf")
            content = buffer.getvalue()
        reads(name, content)

    flipped()
