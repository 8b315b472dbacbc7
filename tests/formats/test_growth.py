"""What a stranger's file costs grows with its size and no faster, whatever stands in it."""

import json
import re

import pytest

from formats import FormatError, read
from formats.cells import plain_text
from tests.counting import calls
from tests.formats.sample_files import TODAY, collection, feature, gpx, kml, placemark

AT = [36.29, 33.51]
LINK = '&lt;a href="http://example.org/x"&gt;word '
CLOSED = "&lt;/a&gt;"
POINT = "<TimeStamp><when>2024</when></TimeStamp><Point><coordinates>36,33</coordinates></Point>"
RING = "<Polygon><outerBoundaryIs><LinearRing><coordinates>1,2 2,3 1,2</coordinates></LinearRing>"
RING += "</outerBoundaryIs></Polygon>"


def described(text):
    return kml(placemark("A", f"<description>{text}</description>{POINT}"))


def moment(i):
    return f"2024-01-{1 + i // 1440:02}T{i // 60 % 24:02}:{i % 60:02}:00Z"


def fix(i):
    return f'<trkpt lat="{i % 80}" lon="{i % 90}"><time>{moment(i)}</time></trkpt>'


def rows(head, row, n):
    return f"{head}\n" + "".join(f"{row(i)}\n" for i in range(n))


HEADS = "date,title,lat,lon,people,source"
SIZES = 150, 300
GROWING = {
    "links that never close": ("a.kml", lambda n: described(LINK * n)),
    "links that close at the end": ("a.kml", lambda n: described(LINK * n + CLOSED * n)),
    "tags that never close": ("a.kml", lambda n: described("&lt;a " * n)),
    "comments that never close": ("a.kml", lambda n: described("&lt;b&gt;&lt;!--" * n)),
    "data of one placemark": (
        "a.kml",
        lambda n: kml(placemark("A", POINT + "<ExtendedData>" + "".join(
            f'<Data name="d{i}"><value>v</value></Data>' for i in range(n)) + "</ExtendedData>")),
    ),
    "data of many placemarks": (
        "a.kml",
        lambda n: kml("".join(placemark("A", POINT + (
            f'<ExtendedData><Data name="d{i}"><value>v</value></Data></ExtendedData>'))
            for i in range(n))),
    ),
    "polygons": ("a.kml", lambda n: kml(placemark("A", f"<x>{RING * n}</x>{POINT}"))),
    "tracks": (
        "a.kml",
        lambda n: kml(placemark("A", "<gx:MultiTrack>" + "".join(
            f"<gx:Track><when>{moment(i)}</when><gx:coord>{i % 90} 2</gx:coord></gx:Track>"
            for i in range(n)) + "</gx:MultiTrack>")),
    ),
    "properties of one feature": (
        "a.geojson",
        lambda n: collection(feature(at=AT, date="2024", **{f"p{i}": 1 for i in range(n)})),
    ),
    "properties of many features": (
        "a.geojson",
        lambda n: collection(*(feature(at=AT, date="2024", **{f"p{i}": 1}) for i in range(n))),
    ),
    "properties without a value": (
        "a.geojson",
        lambda n: collection(*(feature(at=AT, date="2024", **{f"p{i}": None}) for i in range(n))),
    ),
    "properties that all mean the name": (
        "a.geojson",
        lambda n: collection(*[feature() for _ in range(n)],
                             feature(at=AT, date="2024", **{f"na{'_' * i}me": "x"
                                                            for i in range(n)})),
    ),
    "points of one feature": (
        "a.geojson",
        lambda n: collection(feature(
            {"type": "MultiPoint", "coordinates": [[i / n, 2] for i in range(n)]}, date="2024")),
    ),
    "people of one feature": (
        "a.geojson",
        lambda n: collection(feature(at=AT, date="2024", people=";".join(f"p{i}"
                                                                         for i in range(n)))),
    ),
    "dates that are none": (
        "a.geojson",
        lambda n: collection(*(feature(at=AT, name="a", date=f"x{i}") for i in range(n))),
    ),
    "segments": (
        "a.gpx",
        lambda n: gpx("<trk><name>T</name>" + "".join(
            f"<trkseg>{fix(2 * i)}{fix(2 * i + 1)}</trkseg>" for i in range(n)) + "</trk>"),
    ),
    "recorded tracks": (
        "a.gpx",
        lambda n: gpx("".join(f"<trk><name>T{i}</name><trkseg>{fix(i)}{fix(i + 9)}</trkseg></trk>"
                              for i in range(n))),
    ),
    "rows": (
        "a.csv",
        lambda n: rows(HEADS, lambda i: f"2024,t,{i % 80},{i % 90},p{i},s{i}", n),
    ),
    "dates and coordinates in words": (
        "a.csv",
        lambda n: rows("date,title,coordinates", lambda i: (
            f"{1 + i % 28}-28 Dec {1900 + i},t,{i % 80}°1'N {i % 90}°2'E"), n),
    ),
    "pairs that are none": (
        "a.csv", lambda n: rows("date,title,coordinates", lambda i: f"2024,t,{i} a - b {i}", n),
    ),
    "positions without times between": (
        "a.gpx", lambda n: gpx("<trk><name>T</name><trkseg>" + "".join(
            f'{fix(i)}<trkpt lat="{i % 80}" lon="{i % 90}"/>' for i in range(n))
            + "</trkseg></trk>"),
    ),
    "lines of JSON": (
        "a.geojsonl",
        lambda n: "\n".join(json.dumps(feature(at=AT, date="2024", name=f"{i}")) for i in range(n)),
    ),
    "a line with times": (
        "a.geojson",
        lambda n: collection(feature(line=[[i % 90, i % 80, i] for i in range(n)],
                                     times=[moment(i) for i in range(n)])),
    ),
    "members of a topology": (
        "a.json", lambda n: json.dumps({"type": "Topology", "arcs": [[[0, 0], [1, 1]]] * n,
            "objects": {"a": {"type": "GeometryCollection", "geometries": [
                {"type": "LineString", "arcs": [i], "properties": {"date": "2024", "name": "x"}}
                for i in range(n)]}}}),
    ),
    "rows that all say the same": (
        "a.csv", lambda n: rows(HEADS, lambda _: "2024,t,33,36,p,s", n),
    ),
    "rows with nothing right in them": (
        "a.csv", lambda n: rows(HEADS, lambda i: f"x{i},t,y{i},z{i},p,s", n),
    ),
}  # fmt: skip


def work(name, made):
    data = made.encode()

    def reading():
        try:
            read(name, data, day=TODAY)
        except FormatError:
            pytest.fail("this file is to be read")

    reading()  # what is made at the first time only
    return calls(reading)


@pytest.mark.parametrize("kind", GROWING)
def test_twice_as_much_takes_no_more_than_twice_the_work(kind):
    name, make = GROWING[kind]
    less, more = (work(name, make(n)) for n in SIZES)
    assert more < 2.3 * less, (less, more)


@pytest.mark.parametrize("closed", [0, 400])
def test_the_words_of_each_link_are_gone_through_once(monkeypatch, closed):
    looked = []
    behind = plain_text._behind

    def counted(parts, address, since):
        looked.append(len(parts) - since)
        return behind(parts, address, since)

    monkeypatch.setattr(plain_text, "_behind", counted)
    words = plain_text.plain('<a href="http://a.b/c">w' * 400 + "</a>" * closed)
    assert words.count("(http://a.b/c)") >= 399
    assert sum(looked) <= 2 * 400


def test_of_very_many_properties_the_first_are_listed_and_the_rest_counted():
    many = {f"p{i}": 1 for i in range(500)}
    draft = read("a.geojson", collection(feature(at=AT, date="2024", **many)).encode(), day=TODAY)
    assert len(draft.columns) == 200
    assert "date" in [column.name for column in draft.columns]
    said = [str(remark) for remark in draft.missed if "further" in str(remark)]
    assert said == [
        "301 further properties not read. 200 are looked at; take out what says nothing."
    ]


# --------------------------------------------------------------------- numbers beyond all numbers


HUGE = "1" + "0" * 400


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.geojson",
            f'{{"type": "Point", "coordinates": [{HUGE}, 2]}}',
            "A coordinate is no number",
        ),
        (
            "a.geojson",
            f'{{"type": "Feature", "geometry": null, "properties": {{"lat": {HUGE}, "lon": 2}}}}',
            "A coordinate is no number",
        ),
        (
            "a.gpx",
            gpx(
                '<trk><trkseg><trkpt lat="1" lon="2"><time>9999-12-31T23:59:59-14:00</time></trkpt>'
                f"{fix(1)}</trkseg></trk>"
            ),
            "1 position without a readable time not read",
        ),
        (
            "a.gpx",
            gpx(
                '<wpt lat="1" lon="2"><time>9999-12-31T23:59:59-14:00</time></wpt>'
                f"<trk><trkseg>{fix(1)}</trkseg></trk>"
            ),
            "reaches beyond the years 2 to 9998",
        ),
        ("a.kml", described("&lt;b&gt;&amp;#" + "9" * 5000), None),
    ],
)  # fmt: skip
def test_a_number_beyond_all_numbers_is_told_in_a_sentence(name, content, said):
    draft = read(name, content.encode(), day=TODAY)
    assert said is None or any(said in str(remark) for remark in draft.missed)


def test_a_reference_to_no_character_stays_as_it_stood():
    assert plain_text.plain("<b>&#" + "9" * 5000 + ";</b>") == "&#" + "9" * 5000 + ";"
    assert plain_text.plain("<b>&#65;&amp;&#x42;</b>") == "A&B"


# ------------------------------------------------------------------------- recordings out of order


def track(*moments, lat):
    points = "".join(
        f'<trkpt lat="{lat + i / 10}" lon="36"><time>2024-12-08T{at}Z</time></trkpt>'
        for i, at in enumerate(moments)
    )
    return f"<trkseg>{points}</trkseg>"


def gx_track(*moments, lat):
    times = "".join(f"<when>2024-12-08T{at}Z</when>" for at in moments)
    places = "".join(f"<gx:coord>36 {lat + i / 10} 0</gx:coord>" for i in range(len(moments)))
    return f"<gx:Track>{times}{places}</gx:Track>"


def ways(draft):
    def clock(text):
        return re.findall(r"T(\d\d:\d\d)", text or "")

    times = ("window", "departure", "arrival")
    return [
        (leg["path"], *(at for name in times for at in clock(leg.get(name))))
        for leg in draft.story["legs"]
    ]


WITHIN = "00:05:00", "00:08:00"
EARLY, LATE = ("00:00:00", "00:10:00"), ("02:00:00", "02:10:00")
IN_ORDER = [
    ("reported", "00:00", "00:10"),
    ("inferred", "00:10", "02:00"),
    ("reported", "02:00", "02:10"),
]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.kml", kml(placemark("T", "<gx:MultiTrack>" + gx_track(*LATE, lat=34)
                                + gx_track(*EARLY, lat=33) + "</gx:MultiTrack>"))),
        ("a.gpx", gpx(f"<trk>{track(*LATE, lat=34)}{track(*EARLY, lat=33)}</trk>")),
    ],
)  # fmt: skip
def test_recordings_are_put_into_the_order_of_time_and_that_is_said(name, made):
    draft = read(name, made.encode(), day=TODAY)
    assert ways(draft) == IN_ORDER
    (said,) = [str(remark) for remark in draft.missed if "out of the order of time" in str(remark)]
    assert said.endswith("They were put in order; check their times.")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.kml", kml(placemark("T", "<gx:MultiTrack>" + gx_track(*EARLY, lat=33)
                                + gx_track(*WITHIN, lat=34) + "</gx:MultiTrack>"))),
        ("a.gpx", gpx(f"<trk>{track(*EARLY, lat=33)}{track(*WITHIN, lat=34)}</trk>")),
    ],
)  # fmt: skip
def test_recordings_that_overlap_have_no_way_between_them(name, made):
    draft = read(name, made.encode(), day=TODAY)
    assert ways(draft) == [("reported", "00:00", "00:10"), ("reported", "00:05", "00:08")]
    assert draft.story["events"][0]["end"] == "2024-12-08T00:10:00Z"
    (said,) = [str(remark) for remark in draft.missed if "overlap" in str(remark)]
    assert "Two recordings of the track overlap in time" in said


# --------------------------------------------------------------------------------- the boundary


FAILURES = [
    ValueError("secret"), KeyError("secret"), AssertionError("secret"), TypeError("secret"),
    RecursionError("secret"), MemoryError("secret"), OverflowError("secret"),
]  # fmt: skip
FILES = {
    "formats.readers.kml_reader.read_root": ("map.kml", kml(placemark("A", POINT))),
    "formats.readers.gpx_reader.read_root": (
        "way.gpx",
        gpx(f"<trk><trkseg>{fix(1)}</trkseg></trk>"),
    ),
    "formats.readers.geojson_reader.read": ("map.geojson", collection(feature(at=AT, date="2024"))),
    "formats.readers.csv_reader.read": ("log.csv", rows(HEADS, lambda _: "2024,t,33,36,p,s", 1)),
    "formats.format_detection.validated": ("log.csv", rows(HEADS, lambda _: "2024,t,33,36,p,s", 1)),
}


@pytest.mark.parametrize("place", FILES)
@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_whatever_goes_wrong_in_a_reader_is_a_sentence_that_names_the_file(
    monkeypatch, caplog, place, failure
):
    def fails(*_, **__):
        raise failure

    name, content = FILES[place]
    monkeypatch.setattr(place, fails)
    with pytest.raises(FormatError) as caught:
        read(name, content.encode(), day=TODAY)
    assert str(caught.value).startswith(f"{name}: The file ")
    assert "secret" not in str(caught.value) + caplog.text, "what the file says is in no log"
    assert type(failure).__name__ in caplog.text


def test_json_that_is_nested_too_deep_is_told_as_that():
    with pytest.raises(FormatError, match="nested too deep"):
        read("a.json", ("[" * 200_000).encode(), day=TODAY)
