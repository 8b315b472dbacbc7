"""Read a file of another tool into a draft story; its bytes tell the format."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from formats import jsonfg
from formats.drafts.draft_validation import check_openable, validated
from formats.drafts.event_reading import EventReader
from formats.drafts.story_builder import StoryBuilder, today
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_BYTES, MAX_TRACK_BYTES
from formats.files.safe_xml import local, root_of
from formats.files.zip_archive import Archive, is_zip
from formats.readers import (
    acled_reader,
    csv_reader,
    geojson_reader,
    gpx_reader,
    kml_reader,
    layer_reader,
    position_table,
    storymap_reader,
    ucdp_reader,
    xlsx_reader,
)
from formats.readers.json_variants import (
    collected,
    from_esri,
    from_topology,
    is_esri,
    is_topology,
    sequence_of,
)
from formats.shared.import_draft import Column, Draft
from formats.shared.import_notes import Notes, counted, table_of
from formats.shared.records import Contents, Happening
from formats.times.time_words import WordsReader
from formats.trackers.recorded_tracks import TrackFile
from formats.trackers.track_detection import read_only_tracks, read_tracks
from formats.trackers.track_story import draft_of
from geo.cyclic_garbage import uncollected
from geo.language.told_text import ToldList, ToldText

READS = (
    ".csv, .tsv, .xlsx, .ods, .geojson, .json, .geojsonl, .ndjson, .topojson, .kml, .kmz, .gpx, "
    ".tcx, .fit, .gpkg, .parquet, .fgb, .zip, .gz"
)
"""The endings of files that can be read, for a file dialogue."""

_LOG = logging.getLogger(__name__)
_SIGNS = (
    (b"%PDF", "import.kind.pdf"),
    (b"\x89PNG", "import.kind.picture"),
    (b"\xff\xd8\xff", "import.kind.picture"),
    (b"GIF8", "import.kind.picture"),
    (b"RIFF", "import.kind.film"),
    (b"II*\0", "import.kind.geotiff"),
    (b"MM\0*", "import.kind.geotiff"),
    (b"\0\0'\n", "import.kind.shp"),
    (b"{\\rtf", "import.kind.rtf"),
    (b"BZh", "import.kind.bzip2"),
    (b"\x89HDF", "import.kind.hdf5"),
    (b"CDF\x01", "import.kind.netcdf"),
    (b"\xd0\xcf\x11\xe0", "import.kind.old-office"),
    (b"\x1f\x8b", "import.kind.gzip"),
    (b"Rar!", "import.kind.rar"),
    (b"7z\xbc\xaf", "import.kind.7-zip"),
)
_LAYERS = ((b"SQLite format 3", "gpkg"), (b"PAR1", "parquet"), (b"fgb\x03", "fgb"))
_OFFICE = (
    ("word/document.xml", "import.kind.word"),
    ("ppt/presentation.xml", "import.kind.presentation"),
)
_XML = {
    "feed": "import.kind.atom",
    "rss": "import.kind.rss",
    "osm": "import.kind.osm",
    "featurecollection": "import.kind.gml",
    "svg": "import.kind.svg",
    "workbook": "import.kind.old-excel",
}
_JSON = (
    ("elements", "import.kind.openstreetmap-json"),
    ("events", "import.kind.timelinejs"),
    ("log", "import.kind.har"),
)
"""Kinds of JSON that are not read, each by a key that it has."""
_MOST_MEMBERS = 50
_WEB_PAGE = re.compile(
    rb"[\xef\xbb\xbf\s]*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]{0,400}-->\s*)*<(?:!doctype\s+html|html)",
    re.IGNORECASE,
)
_TEXTS = (
    (
        re.compile(r"A[A-Z0-9]{3}[^\n]*\r?\n(?:H[FOP]|[IJ]\d\d)", re.IGNORECASE),
        "import.kind.igc",
    ),
    (re.compile(r"\$G[PNL](?:GGA|RMC|GSA)"), "import.kind.nmea"),
    (re.compile(r"BEGIN:VCALENDAR"), "import.kind.ical"),
    (re.compile(r"BEGIN:VCARD"), "import.kind.vcard"),
    (re.compile(r"OziExplorer"), "import.kind.oziexplorer"),
    (
        re.compile(r"(?:/\*[^*]{0,200}\*/\s*)?[\w$.]{1,60}\s?\(\s?[\[{]"),
        "import.kind.jsonp",
    ),
    (re.compile(r"(?:var|let|const|window\.\w+)\b[^\n=]{0,60}=\s?[\[{]"), "import.kind.script"),
)
"""Kinds of text that are not read, each by what it begins with."""
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_STORY = (".yaml", ".yml")


def read(
    name: str,
    data: bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    day: date | None = None,
    files_beside: bool = False,
    words: WordsReader | None = None,
) -> Draft:
    """Read the bytes of a file into a draft story.

    `name` is the file's name: its stem titles the story, and its ending counts only where the
    bytes leave the format open. `mapping` answers the questions of an earlier draft by their ids
    and maps fields to columns by hand, as in {"lat": "Y", "dates": "day-first"}; "-" is no
    column. `day` is today, UTC unless given. With `files_beside` recorded tracks go into files
    beside the story (`Draft.beside`), else into the story. `words` reads times in words, against a
    day of publication that is asked for; without it they are noted as unread. Nothing but
    `data` is ever read: no path or address that stands in the file is opened.

    Raises FormatError for a file that is of no format read here, broken, or too large, and for
    whatever goes wrong in a reader; it raises nothing else.
    """
    notes = Notes(dict(mapping or {}))
    try:
        with uncollected():
            made = _tracks(_member_alone(data, notes))
            if made is not None:
                return draft_of(name, made, notes, day=day or today(), files_beside=files_beside)
            if len(data) > MAX_BYTES:
                raise FormatError(
                    ToldText(
                        "import.file-too-large",
                        mb=f"{len(data) / 1e6:.1f}",
                        most=MAX_BYTES // 1_000_000,
                    ),
                    ToldText("import.split.mend"),
                )
            return _read(name, data, notes, day or today(), words, files_beside=files_beside)
    except FormatError as error:
        raise FormatError(error.wrong, error.mend, where=error.where, file=name) from error
    except Exception as error:  # unforeseen: whatever the file holds, the user gets a FormatError
        _LOG.warning("A reader failed: %s at %s", type(error).__name__, _place_of(error))
        raise FormatError(
            _unforeseen(error), ToldText("import.unforeseen.mend", formats=READS), file=name
        ) from error


def _member_alone(data: bytes, notes: Notes) -> bytes:
    """Give the one file of a zip that can be read, or the one that was answered; else the zip."""
    if not is_zip(data):
        return data
    archive = Archive(data)
    readable = _readable(archive)
    answer = notes.answers.get("member")
    chosen = readable if len(readable) == 1 else [name for name in readable if name == answer]
    return archive.read(chosen[0]) if chosen else data


def _readable(archive: Archive) -> list[str]:
    known = tuple(READS.replace(",", "").split())
    return [
        member
        for member in archive.names
        if member.lower().endswith(known) and not member.startswith(("__MACOSX", "."))
    ]


def _tracks(data: bytes) -> TrackFile | None:
    """Read a file that holds recorded tracks alone, or whose tracks are all that can be read of it.

    GPX, KML and GeoJSON of more than MAX_BYTES are read for their tracks alone. None for any other.
    """
    if len(data) > MAX_TRACK_BYTES:
        return None
    made = read_only_tracks(data)
    if made is not None or len(data) <= MAX_BYTES:
        return made
    try:
        return read_tracks(data)
    except FormatError:  # the file is then refused as too large
        return None


def _unforeseen(error: Exception) -> str:
    """Say what was too much, without quoting the file."""
    if isinstance(error, MemoryError):
        return ToldText("import.unforeseen.memory")
    if isinstance(error, RecursionError):
        return ToldText("import.unforeseen.nested")
    if isinstance(error, OverflowError):
        return ToldText("import.unforeseen.number")
    return ToldText("import.unforeseen", error=type(error).__name__)


def _place_of(error: Exception) -> str:
    """Name the line of code that raised an error; its message may quote the file."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _read(
    name: str,
    data: bytes,
    notes: Notes,
    day: date,
    words: WordsReader | None,
    *,
    files_beside: bool,
) -> Draft:
    contents = _contents(name, data, notes)
    if isinstance(contents, Draft):
        return check_openable(contents if files_beside else jsonfg.alone(contents))
    if contents is None:
        return Draft("table", questions=tuple(notes.questions.values()), missed=notes.missed())
    recorded: bool | None = position_table.is_positions(contents.columns)
    if not recorded and position_table.may_be_log(contents):
        recorded = position_table.is_one_vehicle(contents, notes)
    if recorded is None:
        return Draft("table", questions=tuple(notes.questions.values()), missed=notes.missed())
    if recorded:
        contents = position_table.tracks(contents, notes)
    columns: tuple[Column, ...] = ()
    happenings: list[Happening]
    if acled_reader.is_acled(contents.columns):
        contents.format = table_of(contents.format, "import.table.acled")
        happenings = acled_reader.happenings(contents, notes)
    elif ucdp_reader.is_ucdp(contents.columns):
        contents.format = table_of(contents.format, "import.table.ucdp")
        happenings = ucdp_reader.happenings(contents, notes)
    else:
        reader = EventReader(contents, notes, words, files_beside=files_beside)
        happenings = reader.happenings()
        columns = reader.columns
    builder = StoryBuilder(name, contents, notes, day, files_beside)
    story, refused = validated(builder.table(happenings), builder)
    return Draft(
        contents.format,
        story,
        (*_counts(contents, story), *notes.understood),
        notes.missed(),
        tuple(notes.questions.values()),
        columns,
        refused,
        builder.beside,
    )


def _contents(name: str, data: bytes, notes: Notes) -> Contents | Draft | None:
    if not data.strip():
        raise FormatError(ToldText("import.file-empty"), ToldText("import.file-empty.mend"))
    for sign, what in _SIGNS:
        if data.startswith(sign):
            raise _not_read(what)
    for sign, kind in _LAYERS:
        if data.startswith(sign):
            return layer_reader.read({kind: data}, kind, notes)
    if is_zip(data):
        return _zip(data, notes)
    if name.lower().endswith(_STORY):
        raise FormatError(ToldText("import.story-already"), ToldText("import.story-already.mend"))
    head = data
    for bom in _BOMS:
        head = head.removeprefix(bom)
    head = head.replace(b"\0", b"").lstrip()[:2000]
    if head[:1] == b"<":
        return _markup(data, notes)
    table = name.lower().endswith((".csv", ".tsv", ".txt"))
    if head[:1] == b"\x1e" or (head[:1] in (b"{", b"[") and not table):
        return _json(data, notes)
    begins = head.decode("utf-8", "replace")
    if known := next((what for pattern, what in _TEXTS if pattern.match(begins)), ""):
        raise _not_read(known)
    return csv_reader.read(data, notes)


def _not_read(what: str) -> FormatError:
    return FormatError(
        ToldText("import.not-read", kind=ToldText(what)),
        ToldText("import.save-as.mend", formats=READS),
    )


def _zip(data: bytes, notes: Notes, *, inside: bool = False) -> Contents | Draft | None:
    """Read a zip by what is in it: a workbook, KML, a Shapefile, or one file of another format."""
    archive = Archive(data)
    names = archive.names
    if "xl/workbook.xml" in names:
        return xlsx_reader.read(data, archive, notes)
    if document := next((what for member, what in _OFFICE if member in names), ""):
        raise _not_read(document)
    if "content.xml" in names and "mimetype" in names:
        if b"spreadsheet" not in archive.read("mimetype")[:200]:
            raise _not_read("import.kind.openoffice")
        return layer_reader.read({"ods": data}, "ods", notes)
    if any(member.lower().endswith(".kml") for member in names):
        return kml_reader.read_kmz(archive, notes)
    shapes = [member for member in names if member.lower().endswith(".shp")]
    if shapes:
        return _shapefile(archive, shapes, notes)
    return _member(archive, notes, inside=inside)


def _member(archive: Archive, notes: Notes, *, inside: bool) -> Contents | Draft | None:
    """Read the one file of a zip that is of a format read here, or the one that was answered."""
    readable = _readable(archive)
    if not readable or inside:
        raise FormatError(
            ToldText("import.zip.nothing"), ToldText("import.zip.nothing.mend", formats=READS)
        )
    chosen: str | None = readable[0]
    if len(readable) > 1:
        options = [(name, name) for name in readable[:_MOST_MEMBERS]]
        chosen = notes.ask("member", ToldText("import.ask.member"), options)
    if chosen is None:
        return None
    content = archive.read(chosen)
    if len(content) > MAX_BYTES:
        much = ToldText("import.zip.member-too-large", file=chosen, mb=f"{MAX_BYTES / 1e6:g}")
        raise FormatError(much, ToldText("import.split.mend"))
    if is_zip(content):
        return _zip(content, notes, inside=True)
    return _contents(chosen, content, notes)


def _shapefile(archive: Archive, shapes: list[str], notes: Notes) -> Contents | None:
    chosen = shapes[0]
    if len(shapes) > 1:
        options = [(name, name) for name in shapes[:50]]
        answer = notes.ask("member", ToldText("import.ask.shapefile"), options)
        if answer is None:
            return None
        chosen = answer
    stem = chosen[: -len(".shp")].lower()
    members = {
        ending: archive.read(name)
        for name in archive.names
        for ending in ("shp", "shx", "dbf", "prj", "cpg")
        if name.lower() == f"{stem}.{ending}"
    }
    if "dbf" not in members:
        raise FormatError(
            ToldText("import.shapefile.no-dbf"), ToldText("import.shapefile.no-dbf.mend")
        )
    if "prj" not in members:
        notes.miss(ToldText("import.shapefile.no-prj"), ToldText("import.shapefile.no-prj.mend"))
    return layer_reader.read(members, "shp", notes)


def _markup(data: bytes, notes: Notes) -> Contents:
    if _WEB_PAGE.match(data[:1000]):
        raise FormatError(
            ToldText("import.web-page"),
            ToldText("import.web-page.mend"),
        )
    root = root_of(data)
    tag = local(root.tag).lower()
    if tag == "kml":
        return kml_reader.read_root(root, notes)
    if tag == "gpx":
        return gpx_reader.read_root(root, notes)
    if tag in _XML:
        raise _not_read(_XML[tag])
    mend = ToldText("import.save-as.mend", formats=READS)
    raise FormatError(ToldText("import.other-xml", tag=tag[:40]), mend)


def _json(data: bytes, notes: Notes) -> Contents | Draft:
    try:
        text = data.decode("utf-16" if data[:2] in _BOMS[1:] else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormatError(
            ToldText("import.not-utf-8"),
            ToldText("import.utf-8.mend"),
            where=ToldText("import.where.line", line=str(line)),
        ) from error
    texts = sequence_of(text)
    document = geojson_reader.parsed(text) if texts is None else collected(texts)
    if is_esri(document):
        if document.get("exceededTransferLimit") is True:
            notes.miss(ToldText("import.esri.cut-short"), ToldText("import.esri.cut-short.mend"))
        return geojson_reader.read(from_esri(document), notes, label="Esri JSON")
    if is_topology(document):
        return geojson_reader.read(from_topology(document), notes, label="TopoJSON")
    if jsonfg.is_ours(document):
        return jsonfg.read(document)
    if geojson_reader.is_geojson(document):
        label = "GeoJSON" if texts is None else ToldText("import.format.newline-geojson")
        return geojson_reader.read(document, notes, label=label)
    if storymap_reader.is_storymap(document):
        return storymap_reader.read(document, notes)
    if isinstance(document, dict):
        for key, what in _JSON:
            if key in document:
                raise _not_read(what)
    wrong = ToldText("import.other-json")
    if isinstance(document, dict) and "type" in document:
        wrong = ToldText("import.other-json-type", type=str(document["type"])[:40])
    raise FormatError(wrong, ToldText("import.other-json.mend"))


def _counts(contents: Contents, story: Mapping[str, Any]) -> list[str]:
    read = ToldText(
        "import.read",
        format=contents.format,
        records=counted(len(contents.records), contents.kind),
    )
    if not story:
        return [read]
    parts = [
        counted(len(story["events"]), "event"),
        *([counted(len(story["legs"]), "leg")] if "legs" in story else []),
        counted(len(story["places"]), "place"),
        counted(len(story["people"]), "person"),
        counted(len(story["sources"]), "source"),
    ]
    return [read, ToldText("import.made", counts=ToldList(parts, style="series"))]
