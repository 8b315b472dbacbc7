"""The formats of other tools: how long 10,000 events take to be read and to be written."""

import csv
import io
import json
import tempfile
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import geopandas
import pandas
import pyogrio

from bench.bar import BenchError, Figure
from bench.others import OtherLoad
from formats import WRITERS, FormatError, read
from geo.story.model import Story

EVENTS = 10_000
LIMIT = 3.0
ROUNDS = 3
OWN = 5_400  # our own format has more fields: so many events fill the 5 MB that a file may have
MANY = 100_000
LIMIT_OF_MANY = 5.0
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
CITIES = ["Damascus", "Homs", "Latakia", "Tartus", "Palmyra"]
ANSWERS = {"time_zone": "UTC", "within": "5"}


def measure(_others: OtherLoad) -> list[Figure]:
    """Measure in seconds how long each format is read, refused where too large, and written."""
    figures = []
    for name, (file, data) in inputs().items():
        mega = len(data) / 1e6
        seconds = best(lambda file=file, data=data: read_all(file, data))
        number = OWN if name == "own geojson" else EVENTS
        figures.append(Figure(f"{name} of {number:,} read ({mega:.1f} MB)", seconds, "s", LIMIT))
    for name, (file, data) in too_large().items():
        mega = len(data) / 1e6
        seconds = best(lambda file=file, data=data: refused(file, data))
        told = f"{name} of {MANY:,} refused with the reason ({mega:.1f} MB)"
        figures.append(Figure(told, seconds, "s", LIMIT_OF_MANY))
    story = synthetic()
    for name, writer in WRITERS.items():
        data = writer.write(story)  # also loads what it needs
        seconds = best(lambda writer=writer: writer.write(story))
        mega = len(data) / 1e6
        figures.append(Figure(f"{name} of {EVENTS:,} written ({mega:.1f} MB)", seconds, "s", LIMIT))
    return figures


def best(work) -> float:
    """Give the shortest of a few rounds, the one least disturbed."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def read_all(file, data) -> None:
    """Read a file as a story. Raises BenchError where events are missing or a question is open."""
    draft = read(file, data, mapping=ANSWERS, day=date(2026, 1, 1))
    if draft.open_questions or len(draft.story["events"]) < OWN:
        raise BenchError(f"{file}: not all events were read: {draft.missed[:2]}")


def refused(file, data) -> None:
    """Read a file with too many events. Raises BenchError where it is not refused with a reason."""
    try:
        draft = read(file, data, mapping=ANSWERS, day=date(2026, 1, 1))
    except FormatError as error:
        if "Split" not in str(error):
            raise BenchError(f"{file}: the reason is not told: {error}") from error
        return
    if not draft.refused:
        raise BenchError(f"{file}: it was not refused")


def too_large() -> dict[str, tuple[str, bytes]]:
    """100,000 rows in formats in which so many fit into the 5 MB that a file may have."""
    feature = '{"type":"Feature","geometry":null}'
    numbers = range(MANY)
    mark = "<Placemark><name>A</name></Placemark>"
    return {
        "csv": ("many.csv", table(["date", "title"], [[day(i), "Event"] for i in numbers])),
        "geojson": ("many.geojson", (
            f'{{"type":"FeatureCollection","features":[{",".join([feature] * MANY)}]}}').encode()),
        "geojson lines": ("many.geojsonl", "\n".join([feature] * MANY).encode()),
        "kml": ("many.kml", f"<kml><Document>{mark * MANY}</Document></kml>".encode()),
        "gpx": ("many.gpx", ("<gpx>" + '<wpt lat="1" lon="2"></wpt>' * MANY + "</gpx>").encode()),
    }  # fmt: skip


def synthetic(number=EVENTS) -> Story:
    """A story of many events, 250 legs, 400 places and 40 people."""
    places = [
        {"id": f"p{i}", "name": f"Place {i}", "lon": lon(i), "lat": lat(i), "precision_km": 5,
         "coordinates_from": "GeoNames"}
        for i in range(400)
    ]  # fmt: skip
    claims = [{"source": "paper", "paragraphs": [3], "told_by": "two guards", "informants": 2,
               "named": False, "text": "They saw it."}]  # fmt: skip
    events = [
        {"id": f"e{i}", "headline": f"Event number {i}", "people": [f"m{i % 40}"],
         "place": f"p{i % 400}", "start": day(i), "words": "that day",
         "text": "Something was reported to have happened here.", "claims": claims}
        for i in range(number)
    ]  # fmt: skip
    legs = [
        {"id": f"l{i}", "headline": f"Leg {i}", "people": [f"m{i % 40}"], "from": f"p{i}",
         "to": f"p{i + 1}", "window": f"{day(i)}/2024-12-01", "claims": claims}
        for i in range(250)
    ]  # fmt: skip
    data = {
        "format": 1, "id": "big", "title": "A big story", "time_zone": "UTC",
        "sources": [{"id": "paper", "title": "A report", "publisher": "The Paper",
                     "published": "2025", "paragraphs": 9}],
        "groups": [{"id": "group", "name": "Group"}],
        "people": [{"id": f"m{i}", "name": f"Person {i}", "group": "group"} for i in range(40)],
        "places": places, "legs": legs, "events": events,
    }  # fmt: skip
    # Not by read_story, which bounds the rows of a file.
    return Story.model_validate(data)


def inputs() -> dict[str, tuple[str, bytes]]:
    """10,000 events as each of the tools would hand them over."""
    numbers = range(EVENTS)
    heads = ["Title", "Date", "Latitude", "Longitude", "Place", "People", "Source", "Description"]
    rows = [
        [f"Event number {i}", day(i), lat(i % 400), lon(i % 400), f"Place {i % 400}",
         f"Person {i % 40}", f"Paper {i % 9}", "Something was reported to have happened here."]
        for i in numbers
    ]  # fmt: skip
    features = [
        {"type": "Feature", "time": {"date": day(i)}, "place": None,
         "geometry": {"type": "Point", "coordinates": [lon(i % 400), lat(i % 400)]},
         "properties": {"name": f"Event number {i}", "description": "It happened here."}}
        for i in numbers
    ]  # fmt: skip
    marks = "".join(
        f"<Placemark><name>Event number {i}</name><description>It happened &amp; ended."
        f"</description><TimeStamp><when>{day(i)}</when></TimeStamp><ExtendedData>"
        f'<Data name="people"><value>Person {i % 40}</value></Data></ExtendedData>'
        f"<Point><coordinates>{lon(i % 400)},{lat(i % 400)},0</coordinates></Point></Placemark>"
        for i in numbers
    )
    kml = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'.encode()
    points = "".join(
        f'<wpt lat="{lat(i % 400)}" lon="{lon(i % 400)}"><time>{day(i)}T06:00:00Z</time>'
        f"<name>Event number {i}</name><desc>It happened here.</desc></wpt>"
        for i in numbers
    )
    gpx = f'<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">{points}</gpx>'.encode()
    slides = [
        {"type": "", "date": day(i), "location": {"lat": lat(i % 400), "lon": lon(i % 400)},
         "text": {"headline": f"Event number {i}", "text": "<p>It happened here.</p>"},
         "media": {"url": "https://example.org/a.jpg", "caption": "", "credit": "Agency"}}
        for i in numbers
    ]  # fmt: skip
    acled = """event_id_cnty event_date year time_precision event_type sub_event_type actor1
        actor2 country location latitude longitude geo_precision source notes fatalities"""
    acled_rows = [
        [f"SYR{i}", day(i), 2024, i % 3 + 1, "Battles", "Armed clash", f"Side {i % 20}",
         "Civilians", "Syria", f"Place {i % 400}", lat(i % 400), lon(i % 400), i % 3 + 1,
         f"Paper {i % 9}; SOHR",
         "On that day, the two sides clashed.", i % 4]
        for i in numbers
    ]  # fmt: skip
    ucdp = """id relid type_of_violence conflict_name side_a side_b source_office source_headline
        where_prec where_coordinates latitude longitude country event_clarity date_prec
        date_start date_end best high low"""
    ucdp_rows = [
        [i, f"SYR-2024-1-{i}", i % 3 + 1, "Syria: Government", f"Side {i % 20}", "Government",
         f"Paper {i % 9};AFP", "A clash", i % 5 + 1, f"Place {i % 400}", lat(i % 400), lon(i % 400),
         "Syria", 1, i % 5 + 1, f"{day(i)} 00:00:00.000", f"{day(i + 3)} 00:00:00.000", 2, 3, 1]
        for i in numbers
    ]  # fmt: skip
    return {
        "csv": ("events.csv", table(heads, rows)),
        "xlsx": ("events.xlsx", workbook(heads, rows)),
        "geojson": ("events.geojson", dumped({"type": "FeatureCollection", "features": [
            {**row, "properties": {**row["properties"], "date": row["time"]["date"]}, "time": None}
            for row in features]})),
        "json-fg": ("events.json", dumped({"type": "FeatureCollection", "features": features})),
        "own geojson": ("story.geojson", WRITERS["geojson"].write(synthetic(OWN))),
        "geojson lines": ("events.geojsonl", b"\n".join(
            dumped({**row, "properties": {**row["properties"], "date": row["time"]["date"]},
                    "time": None}) for row in features)),
        "esri json": ("events.json", dumped({
            "geometryType": "esriGeometryPoint", "spatialReference": {"wkid": 4326}, "features": [
                {"attributes": {"name": f"Event number {i}", "date": day(i)},
                 "geometry": {"x": lon(i % 400), "y": lat(i % 400)}} for i in numbers]})),
        "geopackage": ("events.gpkg", layer("gpkg", features)),
        "flatgeobuf": ("events.fgb", layer("fgb", features)),
        "geoparquet": ("events.parquet", layer("parquet", features)),
        "places by name": ("events.csv", table(["Title", "Date", "Place", "Country"], [
            [f"Event number {i}", day(i), CITIES[i % len(CITIES)], "SY"] for i in numbers])),
        "words": ("events.csv", table(["Title", "Date", "Coordinates"], [
            [f"Event number {i}", f"{1 + i % 20}-{4 + i % 20} décembre 2024",
             f"{i % 50}°{i % 60}′{i % 59}″N {i % 170}°{i % 60}′{i % 59}″E"] for i in numbers])),
        "kml": ("events.kml", kml),
        "kmz": ("events.kmz", zipped("doc.kml", kml)),
        "gpx": ("events.gpx", gpx),
        "storymap": ("events.json", dumped({"storymap": {"slides": slides}})),
        "acled": ("acled.csv", table(acled.split(), acled_rows)),
        "ucdp": ("ged.csv", table(ucdp.split(), ucdp_rows)),
    }  # fmt: skip


def layer(ending, features) -> bytes:
    """The features as GDAL or Arrow writes them."""
    frame = geopandas.GeoDataFrame(
        {"name": [row["properties"]["name"] for row in features],
         "date": [row["time"]["date"] for row in features]},
        geometry=geopandas.points_from_xy(
            *zip(*(row["geometry"]["coordinates"] for row in features), strict=True)),
        crs=4326,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"events.{ending}"
        (frame.to_parquet if ending == "parquet" else frame.to_file)(path)
        return path.read_bytes()


def day(i) -> str:
    return (FIRST + timedelta(days=i % 300)).date().isoformat()


def lon(i) -> float:
    return round(-100 + i * 0.4137, 4)


def lat(i) -> float:
    return round(-40 + i * 0.2011, 4)


def dumped(data) -> bytes:
    return json.dumps(data).encode()


def table(heads, rows) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([heads, *rows])
    return buffer.getvalue().encode()


def workbook(heads, rows) -> bytes:
    """As Excel writes it, with each text once in a list of its own; openpyxl does not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.xlsx"
        pyogrio.write_dataframe(pandas.DataFrame(rows, columns=heads), path, driver="XLSX")
        return path.read_bytes()


def zipped(name, data) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()
