"""Makes small files as other tools write them, and sums up the drafts made of them."""

import csv
import io
import json
import zipfile
from datetime import date

from openpyxl import Workbook

from formats import read
from geo.language.told_text import ToldText
from geo.story.loading import read_story
from geo.yaml.yaml_writer import story_yaml

TODAY = date(2026, 1, 2)


def read_draft(name, data, **mapping):
    """Read a file as on 2 January 2026; a draft that is ready has to load as a story."""
    data = data.encode() if isinstance(data, str) else data
    draft = read(name, data, mapping=mapping, day=TODAY)
    if draft.ready:
        read_story(story_yaml(draft.story))
    for text in said(draft):
        assert isinstance(text, ToldText), f'not of the catalogue: "{text}"'
    return draft


def said(draft):
    """All sentences of a draft, but not the names that may be answered."""
    yield from draft.understood
    yield from (question.text for question in draft.questions)
    for remark in (*draft.missed, *draft.refused):
        yield from filter(None, (remark.where, remark.wrong, remark.mend))


def events(draft):
    """Each event as (headline, start, end, place, people, publishers)."""
    story = draft.story
    places = {place["id"]: place["name"] for place in story["places"]}
    people = {person["id"]: person["name"] for person in story["people"]}
    sources = {source["id"]: source["publisher"] for source in story["sources"]}
    return [
        (
            event["headline"],
            event.get("start"),
            event.get("end"),
            places.get(event.get("place")),
            [people[name] for name in event["people"]],
            [sources[claim["source"]] for claim in event["claims"]],
        )
        for event in story["events"]
    ]


def places(draft):
    """Each place as (name, lon, lat, km); an area as (name, code)."""
    return [
        (p["name"], p["area"])
        if "area" in p
        else (p["name"], p["lon"], p["lat"], p["precision_km"])
        for p in draft.story["places"]
    ]


def legs(draft):
    """Each leg as (path, outcome, departure, arrival, window, number of places)."""
    return [
        (
            leg["path"],
            leg.get("outcome", "arrived"),
            leg.get("departure"),
            leg.get("arrival"),
            leg.get("window"),
            2 + len(leg.get("via", ())),
        )
        for leg in draft.story.get("legs", ())
    ]


def missed(draft):
    return [str(remark) for remark in draft.missed]


def asked(draft):
    return {question.id for question in draft.open_questions}


def table(*rows, delimiter=","):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def workbook(**sheets):
    """workbook(Events=[[...], ...]) -> the bytes of an XLSX file."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def feature(geometry=None, *, at=None, line=None, **properties):
    if at:
        geometry = {"type": "Point", "coordinates": at}
    if line:
        geometry = {"type": "LineString", "coordinates": line}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


def kml(body, *, more=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
        f' xmlns:atom="http://www.w3.org/2005/Atom"><Document>{more}{body}</Document></kml>'
    )


def placemark(name, inner):
    return f"<Placemark><name>{name}</name>{inner}</Placemark>"


def gpx(body, *, meta=""):
    return (
        '<?xml version="1.0"?><gpx version="1.1" creator="test" '
        f'xmlns="http://www.topografix.com/GPX/1/1">{meta}{body}</gpx>'
    )


def storymap(*slides):
    return json.dumps({"storymap": {"language": "en", "slides": list(slides)}})


def slide(headline, text="", *, date="", at=None, kind="", media=None, **location):
    place = {"lat": at[1], "lon": at[0], "zoom": 8, "line": True} if at else {"line": False}
    return {
        "type": kind,
        "date": date,
        "location": {**place, **location},
        "text": {"headline": headline, "text": text},
        "media": media or {"url": "", "caption": "", "credit": ""},
    }
