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


@tried(60, JSON, st.data())
def test_json_with_a_wrong_value_is_read_or_told(document, data):
    path = data.draw(st.sampled_from(list(paths_in(document))))
    text = json.dumps(changed(document, path, data.draw(VALUES)))
    reads("a.json", data.draw(st.sampled_from([text, f"{text}\n{text}", f"\x1e{text}\n"])).encode())


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
