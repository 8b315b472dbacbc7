"""Bad files, by name. What is said of each stands in said.yaml, and the real files in files/."""

import gzip
import io
import zipfile
from pathlib import Path

from tests.strangers.sound_story import STORY, but, line, more

FILES = Path(__file__).parent / "files"
RAW = STORY.encode()


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), RAW)
    return out.getvalue()


def bomb(leaf: str) -> str:
    lines = [f"a0: &a0 [{', '.join([leaf] * 10)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "\n".join(lines)


def rows(count: int, row: str) -> str:
    return "\n".join(row.replace("%", str(i)) for i in range(count))


EVENT = """\
  - {id: e%, headline: More, people: [anna], start: 2024-05-02, claims: *told}"""
LEG = """\
  - {id: l%, headline: L, people: [anna], from: paris, to: lyon, window: 2024-05, claims: *told}"""

BYTES = {
    "empty": b"",
    "only a byte order mark": b"\xef\xbb\xbf",
    "only blanks": b"   \n \n",
    "a zip archive": zipped("story.yaml"),
    "an empty zip archive": b"PK\x05\x06" + bytes(18),
    "a zip that is named as a story": zipped("word/document.xml"),
    "gzip": gzip.compress(RAW, mtime=0),
    "bzip2": b"BZh91AY&SY" + bytes(40),
    "xz": b"\xfd7zXZ\x00" + bytes(40),
    "7-Zip": b"7z\xbc\xaf\x27\x1c" + bytes(40),
    "RAR": b"Rar!\x1a\x07\x00" + bytes(40),
    "Zstandard": b"\x28\xb5\x2f\xfd" + bytes(40),
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "RTF": b"{\\rtf1\\ansi A story}",
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "GIF": b"GIF89a" + bytes(10),
    "GeoPackage": b"SQLite format 3\x00" + bytes(100),
    "a program of Linux": b"\x7fELF\x02\x01\x01" + bytes(40),
    "a program of Windows": b"MZ\x90\x00" + bytes(40),
    "a web page": b"<!DOCTYPE html>\n<html><body>Story</body></html>",
    "a web page without a doctype": b"\n\n  <HTML><body>Story</body></HTML>",
    "a web page behind a byte order mark": b"\xef\xbb\xbf<!doctype html><title>x</title>",
    "a script": b"<script>alert(1)</script>",
    "KML": b"<kml xmlns='http://www.opengis.net/kml/2.2'></kml>",
    "GPX": b"<?xml version='1.0'?><gpx></gpx>",
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "UTF-16, little end first": "\ufeff".encode("utf-16-le") + STORY.encode("utf-16-le"),
    "UTF-16, big end first": "\ufeff".encode("utf-16-be") + STORY.encode("utf-16-be"),
    "UTF-16 without a mark": STORY.encode("utf-16-le"),
    "UTF-32, little end first": "\ufeff".encode("utf-32-le") + STORY.encode("utf-32-le"),
    "UTF-32, big end first": "\ufeff".encode("utf-32-be") + STORY.encode("utf-32-be"),
    "Latin 1": line("name: Lyon", "name: Zürich").encode("latin-1"),
    "Windows quotes": line("title: A small", "title: “A small” story").encode("cp1252"),
    "cut in the middle of a character": RAW + "# Zü".encode()[:-1],
    "a lone continuation byte": RAW + b"# \x80\n",
    "an overlong zero": RAW + b"# \xc0\x80\n",
    "half a character in bytes": RAW + b"# \xed\xa0\x80\n",
    "beyond Unicode": RAW + b"# \xf4\x90\x80\x80\n",
    "a zero byte in the middle": RAW.replace(b"A small story", b"A small\x00story"),
    "noise": bytes(range(128, 256)),
    "one byte too large": b"#" * 5_000_001,
}

YAML = {
    "only a comment": "# nothing yet\n",
    "only the beginning of a document": "---\n",
    "words": "just words",
    "a number": "42",
    "a list": "- a\n- b\n",
    "null": "null",
    "a table of another kind": "name: x\nversion: 3\n",
    "CSV": "id,headline,people\n1,Anna leaves,anna\n",
    "GeoJSON": '{"type": "FeatureCollection", "features": []}',
    "JSON cut off": '{"format": 1, "id": "small", "title": "A',
    "JSON with NaN": '{"format": NaN}',
    "a tab": "format: 1\n\tid: small\n",
    "an open quote": line("title: A small", 'title: "A small story'),
    "an open bracket": line("focus", "focus: [FR"),
    "two colons": line("title: A small", "title: A small: story"),
    "a wrong indent": line("publisher", "   publisher: The Paper"),
    "a bare star": line("title: A small", "title: *"),
    "a bare percent": line("title: A small", "title: %"),
    "an at sign": line("title: A small", "title: @small"),
    "a key that stands twice": line("language", "id: again"),
    "a key that stands twice in a row": line("publisher", "title: Again"),
    "a key that stands twice in braces": line("{id: one", "{id: one, name: One, name: Two}"),
    "a list as a key": "? [a, b]\n: 1\n",
    "a table as a key": "? {a: b}\n: 1\n",
    "a key behind an anchor stands twice": "&a id: 1\nid: 2\n",
    "two documents": STORY + "---\nformat: 1\n",
    "a document of another version": "%YAML 3.0\n---\nformat: 1\n",
    "an undeclared tag": "format: !e!x 1\n",
    "an object of Python": line("title: A small", "title: !!python/object:os.system ls"),
    "a call of Python": line("title: A small", "title: !!python/object/apply:os.system [ls]"),
    "a name of Python": line("title: A small", "title: !!python/name:os.system"),
    "a tag of one's own": line("title: A small", "title: !mine x"),
    "a tag on a table": line("{id: one", "!group {id: one, name: One}"),
    "a tag on a list": line("focus", "focus: !!seq [FR]"),
    "bytes": line("title: A small", "title: !!binary aGk="),
    "a set": line("focus", "focus: !!set {FR}"),
    "a very long tag": f"format: !{'x' * 5000} 1\n",
    "an alias without an anchor": line("focus", "focus: *none"),
    "an alias within its anchor": line("focus", "focus: &a [*a]"),
    "an alias before its anchor": "a: *b\nb: &b 1\n",
    "a very long alias": f"a: *{'x' * 5000}\n",
    "a bomb of lists": bomb("x"),
    "a bomb of texts": bomb('"' + "x" * 100 + '"'),
    "a bomb of tables": bomb("{a: b}"),
    "deep brackets": "a: " + "[" * 100_000,
    "deep braces": "a: " + "{a: " * 100_000,
    "deep indents": "\n".join(" " * i + "a:" for i in range(400)),
    "deep dashes": "- " * 100_000,
    "deep questions": "? " * 100_000,
    "a bell": line("title: A small", "title: A\x07story"),
    "an escape character": line("title: A small", "title: A\x1b[31mstory"),
    "a delete character": line("title: A small", "title: A\x7fstory"),
    "a bell that is written out": line("title: A small", 'title: "A\\astory"'),
    "a zero that is written out": line("title: A small", 'title: "A\\0story"'),
    "half a character that is written out": line("title: A small", 'title: "A\\ud800"'),
    "a merge key": line("role", "<<: {role: x}"),
    "a very long key": line("role", "x" * 101 + ": 1"),
    "a key with a line break": line("role", '"a\\nb": 1'),
    "a key that turns round": line("role", '"\\u202Eelor": 1'),
    "too many keys": line("role", "names: {" + ", ".join(f"k{i}: x" for i in range(101)) + "}"),
}

VALUES = {
    "a longitude that is no number": line("lon: 2.35", "lon: .nan"),
    "a longitude as NaN": line("lon: 2.35", "lon: NaN"),
    "an infinite longitude": line("lon: 2.35", "lon: 1e999"),
    "an infinite latitude": line("lat: 48.86", "lat: -1e999"),
    "infinity in words": line("lat: 48.86", "lat: .inf"),
    "a longitude beyond east": line("lon: 2.35", "lon: 180.01"),
    "a longitude beyond west": line("lon: 2.35", "lon: -181"),
    "a latitude beyond north": line("lat: 48.86", "lat: 90.01"),
    "a latitude beyond south": line("lat: 48.86", "lat: -91"),
    "lon and lat swapped": but(("lon: 2.35", "lon: 48.86"), ("lat: 48.86", "lat: 139.7")),
    "a longitude in degrees and minutes": line("lon: 2.35", "lon: 2°21'E"),
    "a longitude as a list": line("lon: 2.35", "lon: [2.35, 48.86]"),
    "a longitude as a boolean": line("lon: 2.35", "lon: yes please"),
    "an enormous number": line("lon: 2.35", "lon: " + "9" * 400),
    "an enormous whole number": line("informants", "informants: " + "9" * 32),
    "an enormous exponent": line("lat: 48.86", "lat: 1e-999999999999999999999999"),
    "no precision": but(("lat: 48.86\n    precision_km: 5", "lat: 48.86\n    precision_km: 0")),
    "a precision beyond the map": but(
        ("lat: 48.86\n    precision_km: 5", "lat: 48.86\n    precision_km: 1e9")
    ),
    "a day that is none": line("start", "start: 2024-02-30"),
    "a month that is none": line("start", "start: 2024-13-01"),
    "the year nought": line("start", "start: 0000-01-01"),
    "a year beyond": line("start", "start: 9999-12-31"),
    "a year of five figures": line("start", "start: 12024-05-02"),
    "a year before Christ": line("start", "start: -0044-03-15"),
    "an hour that is none": line("start", "start: 2024-05-02T25:00"),
    "an hour that was skipped": line("start", "start: 2024-03-31T02:30"),
    "an offset that is none": line("start", "start: 2024-05-02T10:00+99:00"),
    "a season": line("start", "start: 2024-21"),
    "yesterday": line("start", "start: yesterday"),
    "half an interval": line("start", "start: 2024-05-02/"),
    "an interval the wrong way round": line("start", "start: 2024-05-04/2024-05-01"),
    "an interval open at both ends": line("start", "start: ../.."),
    "three dates": line("start", "start: 2024/05/02"),
    "a date as a list": line("start", "start: [2024, 5, 2]"),
    "a date as a boolean": line("start", "start: true"),
    "a very long date": line("start", "start: " + "1" * 1999),
    "Arabic figures in a date": line(
        "start", "start: \u0662\u0660\u0662\u0664-\u0660\u0665-\u0660\u0662"
    ),
    "an end before its start": line("end", "end: 2024-04-01"),
    "a text that is too long": line("subtitle", "subtitle: " + "x" * 2001),
    "a text of a megabyte": line("subtitle", "subtitle: " + "x" * 1_000_000),
    "a headline that is too long": line("headline: Anna waits", "headline: " + "x" * 91),
    "a name that is too long": line("name: Lyon", "name: " + "x" * 161),
    "an empty headline": line("headline: Anna waits", 'headline: ""'),
    "a blank headline": line("headline: Anna waits", 'headline: "   "'),
    "no headline": line("headline: Anna waits", "headline:"),
    "a headline as a list": line("headline: Anna waits", "headline: [a]"),
    "a headline as a table": line("headline: Anna waits", "headline: {en: a}"),
    "a headline that turns round": line("headline: Anna waits", "headline: Anna \u202estiaw"),
    "an isolate in a name": line("name: Lyon", "name: \u2067Lyon"),
    "an embedding in a note": line("text: He saw", "text: He \u202bsaw her"),
    "an id with blanks": line("id: drive", "id: the drive"),
    "an id in capitals": line("id: drive", "id: Drive"),
    "an id that is a path": line("id: small", "id: ../../etc/passwd"),
    "an id that is too long": line("id: drive", "id: " + "d" * 65),
    "an id that is markup": line("id: drive", "id: <img src=x>"),
    "an address that runs": line("url", "url: javascript:alert(1)"),
    "an address that is data": line("url", "url: data:text/html,x"),
    "an address of a file": line("url", "url: file:///etc/passwd"),
    "an address of FTP": line("url", "url: ftp://paper.example/"),
    "an address with a quote": line("url", 'url: https://paper.example/"onclick=x'),
    "an address with a blank": line("url", "url: https://paper.example/a b"),
    "a very long address": line("url", "url: https://paper.example/" + "x" * 500),
    "a country that is none": line(
        "{id: italy", "{id: italy, name: X, area: XX, coordinates_from: X}"
    ),
    "a country in small letters": line(
        "{id: italy", "{id: italy, name: X, area: it, coordinates_from: X}"
    ),
    "a focus that is none": line("focus", "focus: [FRA]"),
    "a zone that is a path": line("time_zone", "time_zone: ../../etc/passwd"),
    "a zone of another planet": line("time_zone", "time_zone: Mars/Phobos"),
    "a zone as a number": line("time_zone", "time_zone: 2"),
    "a language that is none": line("language", "language: English!"),
    "another format": line("format", "format: 2"),
    "a format as a text": line("format", 'format: "1"'),
    "an unknown key": line("role", "rôle: Traveller"),
    "a missing title": line("title: A small", "# no title"),
    "people as a word": but(("    people: [anna]\n    leg", "    people: anna\n    leg")),
    "no people": but(("    people: [anna]\n    leg", "    people: []\n    leg")),
    "events as a table": STORY.partition("events:")[0] + "events: {a: 1}\n",
    "no events": STORY.partition("events:")[0] + "events: []\n",
    "events that are nothing": STORY.partition("events:")[0] + "events:\n",
    "an event that is a word": STORY.partition("events:")[0] + "events: [one]\n",
    "no claims": but(("    leg: drive\n    claims: *told", "    leg: drive\n    claims: []")),
    "a stance that is none": line("stance", "stance: agrees"),
    "named as a word": line("named", "named: perhaps"),
    "no informants": line("informants", "informants: 0"),
    "half an informant": line("informants", "informants: 1.5"),
    "paragraph nought": line("paragraphs: [1", "paragraphs: [0]"),
    "a paragraph beyond": line("paragraphs: [1", "paragraphs: [5]"),
    "a paragraph as a word": line("paragraphs: [1", "paragraphs: [one]"),
    "a figure that is none": line("words", "support: {figure: 7, reason: x}"),
    "a colour that is none": line("{id: one", "{id: one, name: One, colour: 7}"),
    "a vehicle that is none": line("mode", "mode: rocket"),
    "a path that is none": line("path", "path: guessed"),
    "a leg that stays": line("to: lyon", "to: paris"),
    "a window and a departure": line("mode", "departure: 2024-05-01"),
    "an unknown place": line("place: lyon", "place: lyom"),
    "an unknown person": line("headline: Anna waits", "headline: x\n    after: [nobody]"),
    "an unknown source": line("source: paper", "source: papper"),
    "an id that stands twice": line("id: waits", "id: drive"),
    "after itself": line("words", "after: [waits]"),
    "in a circle": but(
        ("    leg: drive\n", "    place: paris\n    after: [waits]\n"),
        ("words: the next day", "after: [leaves]"),
    ),
    "faster than a car": line("window", "window: 2024-05-01T08:00/2024-05-01T09:00"),
}

AMOUNTS = {
    "too many events": more("events", rows(20_001, EVENT)),
    "too many claims": more("events", rows(200, EVENT)).replace(
        "        text: He saw her leave.\n",
        "        text: He saw her leave.\n"
        + "      - {source: paper, paragraphs: [1], told_by: x, named: true}\n" * 150,
    ),
    "too long a list of claims": but(
        (
            "        text: He saw her leave.\n",
            "        text: He saw her leave.\n"
            + "      - {source: paper, paragraphs: [1], told_by: x, named: true}\n" * 200,
        )
    ),
    "too long a way": line("mode", f"via: [{', '.join(['italy', 'lyon'] * 101)}]"),
    "too many paragraphs": line("paragraphs: [1", f"paragraphs: [{', '.join(['1'] * 201)}]"),
    "too many countries in focus": line("focus", f"focus: [{', '.join(['FR'] * 201)}]"),
    "a polygon of a million points": line(
        "{id: italy", "{id: italy, name: Italy, area: [" + "[1,2]," * 400_000 + "[1,2]]}"
    ),
    "a flat list of two million": "a: [" + "1," * 2_000_000 + "1]",
    "too many names that stand for nothing": more(
        "events", rows(201, EVENT.replace("[anna]", "[x%]"))
    ),
    "too many legs to a country": more("legs", rows(501, LEG.replace("to: lyon", "to: italy"))),
    "legs that are too long together": more(
        "legs", rows(400, LEG.replace("to: lyon", "to: apia"))
    ).replace(
        "  - {id: italy",
        "  - {id: apia, name: A, lon: -171, lat: -13, precision_km: 1, coordinates_from: x}\n"
        "  - {id: italy",
    ),
    "very many unknown keys": "\n".join(f"k{i}: 1" for i in range(400_000)),
    "lists in lists in lists": "a: [" + ("[" + "1," * 19_000 + "1],") * 100 + "1]",
    "very many anchors": "a: [" + ",".join(f"&a{i} x" for i in range(100_000)) + "]",
    "very many empty rows": "events: [" + "{}," * 20_000 + "{}]",
}

REAL = {f"the file {path.name}": path.read_bytes() for path in sorted(FILES.glob("*"))}

CORPUS: dict[str, bytes] = {
    **BYTES,
    **{
        name: text.encode("utf-8", "surrogatepass")
        for table in (YAML, VALUES, AMOUNTS)
        for name, text in table.items()
    },
    **REAL,
}
