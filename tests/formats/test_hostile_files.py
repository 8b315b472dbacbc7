"""Files that are broken, hostile or something else: one sentence of where, what, how to mend."""

import io
import json
import random
import zipfile

import pytest

from formats import FormatError
from geo.language.told_text import ToldText
from tests.formats.sample_files import (
    collection,
    feature,
    gpx,
    kml,
    placemark,
    read_draft,
    table,
    workbook,
    zipped,
)

POINT = "<TimeStamp><when>2024</when></TimeStamp><Point><coordinates>1,2</coordinates></Point>"
GOOD = kml(placemark("A", POINT))
BOMB = '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OUTSIDE = '<!DOCTYPE kml SYSTEM "http://example.org/kml.dtd">'


def deep_zip():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", b"<kml>" + b" " * 30_000_000)
    return buffer.getvalue()


def many_members():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for i in range(2_500):
            archive.writestr(f"{i}.txt", b"")
    return buffer.getvalue()


def with_dtd(book):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(b"<workbook", XXE.encode() + b"<workbook", 1)
            new.writestr(name, content)
    return buffer.getvalue()


SHEET = workbook(Events=[["Title", "Date", "Lat", "Lon"], ["A", "2024", 33.5, 36.3]])
DTD = "declares a document type or entities, which are not read. Save it again without them."

BAD = [
    ("empty", "a.csv", b"", "a.csv: The file is empty. Choose one with something in it."),
    ("html", "pub.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>",
     "pub.csv: The file is a web page, not a document. Download the file itself; publish a"),
    ("pdf", "a.pdf", b"%PDF-1.7 ...", "a.pdf: The file is a PDF, which is not read. Save it as"),
    ("xls", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "The file is an old Excel or Word file"),
    ("geopackage", "a.gpkg", b"SQLite format 3\0", "is an SQLite database and no GeoPackage"),
    ("story", "a.yaml", b"format: 1", "a.yaml: The file is a story already. Open it as it is."),
    ("too large", "a.csv", b"x" * 5_000_001,
     "a.csv: The file has 5.0 MB and 5 MB are read at most. Split it into several files."),
    ("truncated zip", "a.kmz", zipped(doc_kml=GOOD)[:-60],
     "a.kmz: The file is a zip that ends too early or is broken. Save or download it again."),
    ("truncated workbook", "a.xlsx", SHEET[:-200], "is a zip that ends too early or is broken"),
    ("zip bomb", "a.kmz", deep_zip(), "a.kmz: The file unfolds to far more than it may hold."),
    ("many members", "a.kmz", many_members(),
     "The zip holds 2,500 files. Save the document again."),
    ("zip without a document", "a.zip", zipped(a_txt="x"),
     "a.zip: The zip holds no file that is read. Unpack it; read are .csv"),
    ("entities", "a.kml", GOOD.replace("<kml", BOMB + "<kml"), f"The XML of the file {DTD}"),
    ("external entity", "a.kml", GOOD.replace("<kml", XXE + "<kml"), f"The XML of the file {DTD}"),
    ("document type", "a.kml", GOOD.replace("<kml", OUTSIDE + "<kml"), DTD),
    ("entities in a kmz", "a.kmz", zipped(doc_kml=GOOD.replace("<kml", BOMB + "<kml")),
     f"The XML of doc.kml {DTD}"),
    ("entities in a gpx", "a.gpx", gpx("").replace("<gpx", XXE + "<gpx"), DTD),
    ("entities in a workbook", "a.xlsx", with_dtd(SHEET), f"The XML of xl/workbook.xml {DTD}"),
    ("nested too deep", "a.kml", kml("<Folder>" * 100 + "</Folder>" * 100),
     "a.kml: The XML has elements nested too deep. Split the document, or save it again."),
    ("broken xml", "a.kml", GOOD.replace("</Document>", ""),
     "a.kml, line 2, column 265: The XML is broken (mismatched tag). Save the document again with"),
    ("prefix", "a.kml", GOOD.replace(" xmlns:gx", " id").replace("<Point>", "<gx:Track/><Point>"),
     "(unbound prefix). Declare the prefix in the first element, as in xmlns:gx=."),
    ("other xml", "a.xml", b"<map><x/></map>", 'The XML is neither KML nor GPX but "map".'),
    ("feed", "a.xml", b"<rss><channel/></rss>", "The file is a feed in RSS or GeoRSS, which is"),
    ("training file", "a.tcx", b"<TrainingCenterDatabase/>", "The file has no recorded position."),
    ("broken FIT", "a.fit", b"\x0e\x20\x00\x00\x00\x00\x00\x00.FIT",
     "a.fit: The FIT file is broken or ends too early. Copy it from the device again."),
    ("trace without rows", "a.json", b'{"icao": "a", "timestamp": 1, "trace": []}',
     "a.json: The trace has no rows of positions. Download it again."),
    ("glider's log", "a.igc", b"AXXX001\r\nHFDTE081224\r\n", "The file is IGC, a glider's log"),
    ("script", "a.json", b'call({"type": "FeatureCollection"});', "The file is JSONP, a script"),
    ("variable", "a.js", b"var data = {};", "The file is a script around JSON"),
    ("shapefile alone", "a.shp", b"\0\0'\n" + b"\0" * 96, "zip it with its .shx, .dbf and .prj"),
    ("no placemarks", "a.kml", kml(""), "The document has no placemarks. Export the places or"),
    ("no elements", "a.gpx", gpx(""), "The file has no waypoints, routes or tracks."),
    ("broken json", "a.geojson", b'{"type": "FeatureCollection",\n "features": [}',
     "a.geojson, line 2, column 15: The file is broken JSON (expecting value)."),
    ("other json", "a.json", b'{"a": 1}',
     "a.json: The JSON is neither GeoJSON nor StoryMapJS: it has no features and no slides."),
    ("topojson", "a.json", b'{"type": "Topology"}', 'its type is "Topology". Save it as GeoJSON.'),
    ("deep json", "a.json", b"[" * 100_000, "The JSON is nested too deep"),
    ("no features", "a.json", collection(), "The collection has no features."),
    ("features no list", "a.json", json.dumps({"type": "FeatureCollection", "features": {}}),
     '"features" is no list. Save the file as a FeatureCollection.'),
    ("unknown system", "a.json",
     collection(feature(at=[1, 2]), crs={"type": "name", "properties": {"name": "EPSG:999999"}}),
     'The reference system "EPSG:999999" is unknown here.'),
    ("system by address", "a.json",
     collection({**feature(), "place": {"type": "Point", "coordinates": [1, 2]}},
                coordRefSys="http://example.org/mine"),
     'The reference system "http://example.org/mine" is unknown here.'),
    ("no slides", "a.json", b'{"storymap": {"slides": []}}', "The story map has no slides."),
    ("too many columns", "a.csv", ",".join(f"c{i}" for i in range(300)) + "\n1",
     "a.csv, row 1: The table has 300 columns and 200 are read at most."),
    ("too many rows", "a.csv", "Title,Date\n" + "a,2024\n" * 20_001,
     "The table has 20,001 rows and 20,000 are read at most. Split it into several files."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_a_bad_file_is_refused_with_one_sentence(name, data, sentence):
    with pytest.raises(FormatError) as error:
        read_draft(name, data)
    message = str(error.value)
    assert sentence in message
    assert isinstance(error.value.wrong, ToldText)
    assert isinstance(error.value.mend, ToldText)
    assert message.startswith(name)
    assert "\n" not in message


def test_nothing_that_a_file_names_is_opened(monkeypatch):
    import builtins  # noqa: PLC0415
    import socket  # noqa: PLC0415

    def refuse(*arguments, **_):
        raise AssertionError(f"opened {arguments}")

    inner = (
        "<Icon><href>http://example.org/i.png</href></Icon><Link><href>/etc/passwd</href></Link>"
    )
    documents = {
        "a.kml": kml(placemark("A", POINT), more=f"<NetworkLink>{inner}</NetworkLink>"),
        "a.gpx": gpx('<wpt lat="1" lon="2"><time>2024-01-01T00:00:00Z</time>'
                     '<link href="file:///etc/passwd"/></wpt>'),
        "a.geojson": collection(feature(at=[1, 2], name="/vsicurl/http://x", date="2024")),
    }  # fmt: skip
    for name, data in documents.items():
        read_draft(name, data)  # loads what reading needs
    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(socket, "socket", refuse)
    for name, data in documents.items():
        from formats import read  # noqa: PLC0415

        assert read(name, data.encode()).ready


def test_a_story_that_would_be_too_large_is_said_to_be(monkeypatch):
    monkeypatch.setattr("geo.yaml.story_limits.MAX_ROWS", 50)
    rows = "".join(f"Event {i},2024-12-08,33.5,{i / 1000}\n" for i in range(40))
    draft = read_draft("a.csv", "Title,Date,Lat,Lon\n" + rows)
    assert not draft.ready
    assert len(draft.story["events"]) == 40
    assert any("Split the" in str(remark) for remark in draft.refused)


@pytest.mark.parametrize("text", ["<a ", "<!-- ", "<![CDATA[", "</a ", "<a href='x", "&#", "c. "])
def test_a_text_that_never_closes_is_read_in_steps_that_grow_with_it(text):
    """A pattern that goes back over the text would not end within the test run."""
    read_draft(
        "a.csv",
        f'Title,Date,Lat,Lon\n"<b>A</b>{text * (100_000 // len(text))}","{text * 9}",33.5,36.3\n',
    )


SAMPLES = {
    "a.csv": table(("Title", "Date", "Time", "Lat", "Lon", "Who", "Country"),
                   ("A", "2024-12-08", "22:30", "33.5", "36.3", "x; y", "Syria")).encode(),
    "a.geojson": collection(feature(at=[1, 2], name="A", date="2024"),
                            feature(line=[[1, 2], [3, 4]], name="L")).encode(),
    "a.kml": GOOD.encode(),
    "a.kmz": zipped(doc_kml=GOOD),
    "a.gpx": gpx('<wpt lat="1" lon="2"><time>2024-12-08T00:00:00Z</time></wpt>').encode(),
    "a.xlsx": SHEET,
}  # fmt: skip
ODD = [b"NaN", b"1e309", b"null", b"[]", b'"', b"<", b"\x00", b"\xff", b"9" * 30, b"..", b"\n"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_is_read_or_refused_and_never_more(name):
    chance = random.Random(name)  # the same in every run
    for _ in range(40):
        data = bytearray(SAMPLES[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 9)] = chance.choice([*ODD, b"", data[:30]])
        message = ""
        try:
            read_draft(
                name, bytes(data), time_zone="Europe/Paris", dates="day-first", when="2024-12"
            )
        except FormatError as error:
            message = str(error)
        assert "\n" not in message
