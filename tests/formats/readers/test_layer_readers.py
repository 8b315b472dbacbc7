"""Layers that GDAL and Arrow read, in a process of its own."""

import io
import sqlite3
import zipfile

import geopandas
import pandas
import pyogrio
import pytest
from shapely.geometry import Point

from formats import FormatError, read
from formats.readers import layer_reader
from tests.formats.sample_files import TODAY, asked, events, missed, places, read_draft

ROWS = {"title": ["A", "B"], "date": ["2025-03-01", "2025-03-02"], "place": ["Gate", "Mill"]}
AT = [(2.5, 1.5), (2.6, 1.5)]
OUT = {("A", "2025-03-01", "Gate"), ("B", "2025-03-02", "Mill")}


def zipped_files(*files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"data/{file.name}")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def layers(tmp_path_factory):
    """The same two events in each format, in metres of UTM where the format names its system."""
    folder = tmp_path_factory.mktemp("layers")
    degrees = geopandas.GeoDataFrame(ROWS, geometry=[Point(at) for at in AT], crs=4326)
    metres = degrees.to_crs(32631)
    metres.to_file(folder / "a.gpkg", driver="GPKG", layer="events")
    metres.to_file(folder / "two.gpkg", driver="GPKG", layer="events")
    timed = metres.assign(
        date=pandas.to_datetime([f"{day}T03:15:00+03:00" for day in ROWS["date"]])
    )
    timed.to_file(folder / "two.gpkg", driver="GPKG", layer="more")
    metres.to_file(folder / "a.fgb", driver="FlatGeobuf")
    metres.to_parquet(folder / "a.parquet")
    metres.to_file(folder / "a.shp")
    table = pandas.DataFrame(ROWS)
    table["date"] = pandas.to_datetime(table["date"])
    table["lon"], table["lat"] = zip(*AT, strict=True)
    pyogrio.write_dataframe(table, folder / "a.ods", driver="ODS")
    files = {name: (folder / name).read_bytes()
             for name in ("a.gpkg", "two.gpkg", "a.fgb", "a.parquet", "a.ods")}  # fmt: skip
    files["a.zip"] = zipped_files(*folder.glob("a.[sdpc][hbrp][pfxjg]"))
    return files


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.parquet", "a.ods", "a.zip"])
def test_a_layer_gives_its_places_and_times(layers, name):
    draft = read_draft(name, layers[name])
    assert {event[:2] + event[3:4] for event in events(draft)} == OUT
    rows = {(row[0], round(row[1], 5), round(row[2], 5)) for row in places(draft)}
    assert rows == {("Gate", 2.5, 1.5), ("Mill", 2.6, 1.5)}
    assert missed(draft) == []


def test_of_several_layers_one_is_asked_for(layers):
    assert asked(read_draft("two.gpkg", layers["two.gpkg"])) == {"sheet"}
    draft = read_draft("two.gpkg", layers["two.gpkg"], sheet="more")
    starts = [event["start"] for event in draft.story["events"]]
    assert starts == ["2025-03-01T03:15:00+03:00", "2025-03-02T03:15:00+03:00"]
    assert 'Not read, as another was chosen: "events"' in missed(draft)[0]


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.parquet"])
def test_a_broken_layer_is_told_in_a_sentence(layers, name):
    data = layers[name]
    with pytest.raises(FormatError, match=r"broken|no layer"):
        read(name, data[: len(data) // 2], day=TODAY)


def test_a_geopackage_whose_tables_a_module_makes_is_refused(layers, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(layers["a.gpkg"])
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA writable_schema = 1")
        database.execute(
            "INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 0, "
            "'CREATE VIRTUAL TABLE x USING VirtualOGR(''/etc/passwd'')')"
        )
    database.close()
    with pytest.raises(FormatError, match="made by a module"):
        read("a.gpkg", path.read_bytes(), day=TODAY)


def test_a_layer_that_takes_too_long_is_given_up(layers, monkeypatch):
    monkeypatch.setattr(layer_reader, "SECONDS", 0.0)
    with pytest.raises(FormatError, match="takes too long"):
        read("a.fgb", layers["a.fgb"], day=TODAY)
