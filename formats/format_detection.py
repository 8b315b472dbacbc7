"""Read a file of another tool into a draft story; its bytes tell the format."""

from __future__ import annotations

import gc
import logging
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import PurePath
from typing import Any

from formats import jsonfg
from formats.drafts.draft_validation import check_openable, validated
from formats.drafts.event_reading import EventReader
from formats.drafts.story_builder import StoryBuilder, today
from formats.readers import (
    acled_reader,
    csv_reader,
    geojson_reader,
    gpx_reader,
    kml_reader,
    position_table,
    storymap_reader,
    ucdp_reader,
    xlsx_reader,
)
from formats.shared.format_error import FormatError
from formats.shared.import_draft import Column, Draft
from formats.shared.import_limits import MAX_BYTES
from formats.shared.import_notes import Notes, counted
from formats.shared.records import Contents, Happening
from formats.shared.safe_xml import local, root_of
from formats.shared.zip_archive import Archive

READS = ".csv, .tsv, .xlsx, .geojson, .json, .kml, .kmz, .gpx"
"""The endings of files that can be read, for a file dialogue."""

_LOG = logging.getLogger(__name__)
_SIGNS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a GeoPackage or another database"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"\x1f\x8b", "packed by gzip"),
    (b"Rar!", "packed by RAR"),
    (b"7z\xbc\xaf", "packed by 7-Zip"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_STORY = (".yaml", ".yml")


def read(
    name: str,
    data: bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    day: date | None = None,
) -> Draft:
    """Read the bytes of a file into a draft story.

    `name` is the file's name: its stem titles the story, and its ending counts only where the
    bytes leave the format open. `mapping` answers the questions of an earlier draft by their ids
    and maps fields to columns by hand, as in {"lat": "Y", "dates": "day-first"}; "-" is no
    column. `day` is today, UTC unless given. Nothing but `data` is ever read: no path or address
    that stands in the file is opened.

    Raises FormatError for a file that is of no format read here, broken, or too large, and for
    whatever goes wrong in a reader; it raises nothing else.
    """
    notes = Notes(dict(mapping or {}))
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.1f} MB"
        raise FormatError(
            f"The file has {size} and {MAX_BYTES // 1_000_000} MB are read at most",
            "Split it into several files",
            where=name,
        )
    try:
        with _gc_disabled():
            return _read(name, data, notes, day or today())
    except FormatError as error:
        where = f"{name}, {error.where[:1].lower()}{error.where[1:]}" if error.where else name
        raise FormatError(error.wrong, error.mend, where=where) from error
    except Exception as error:  # unforeseen: whatever the file holds, the user gets a FormatError
        _LOG.warning("A reader failed: %s at %s", type(error).__name__, _place_of(error))
        raise FormatError(_unforeseen(error), f"Save it again, or as another of {READS}",
                          where=name) from error  # fmt: skip


def _unforeseen(error: Exception) -> str:
    """Say what was too much, without quoting the file."""
    if isinstance(error, MemoryError):
        return "The file takes more memory than there is"
    if isinstance(error, RecursionError):
        return "The file is nested deeper than can be read"
    if isinstance(error, OverflowError):
        return "The file has a number or a time too large to calculate with"
    return f"The file has something in it that cannot be read here ({type(error).__name__})"


def _place_of(error: Exception) -> str:
    """Name the line of code that raised an error; its message may quote the file."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


@contextmanager
def _gc_disabled() -> Iterator[None]:
    """Disable cyclic garbage collection for a while.

    Reading makes no reference cycles, and the collector would walk all rows again and again as
    they grow: a quarter of the time that a large file takes.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(name: str, data: bytes, notes: Notes, day: date) -> Draft:
    contents = _contents(name, data, notes)
    if isinstance(contents, Draft):
        return contents
    if contents is None:
        return Draft("table", questions=tuple(notes.questions.values()), missed=notes.missed())
    if position_table.is_positions(contents.columns):
        contents = position_table.tracks(contents, notes)
    columns: tuple[Column, ...] = ()
    happenings: list[Happening]
    if acled_reader.is_acled(contents.columns):
        contents.format = contents.format.replace("table", "table of ACLED", 1)
        happenings = acled_reader.happenings(contents, notes)
    elif ucdp_reader.is_ucdp(contents.columns):
        contents.format = contents.format.replace("table", "table of UCDP GED", 1)
        happenings = ucdp_reader.happenings(contents, notes)
    else:
        reader = EventReader(contents, notes)
        happenings = reader.happenings()
        columns = reader.columns
    builder = StoryBuilder(name, contents, notes, day)
    story, refused = validated(builder.table(happenings), builder)
    return Draft(
        contents.format,
        story,
        (*_counts(contents, story), *notes.understood),
        notes.missed(),
        tuple(notes.questions.values()),
        columns,
        refused,
    )


def _contents(name: str, data: bytes, notes: Notes) -> Contents | Draft | None:
    if not data.strip():
        raise FormatError("The file is empty", "Choose one with something in it")
    for sign, what in _SIGNS:
        if data.startswith(sign):
            mend = f"Save it as one of {READS}"
            raise FormatError(f"The file is {what}, which is not read", mend)
    if data.startswith(b"PK"):
        archive = Archive(data)
        if "xl/workbook.xml" in archive.names:
            return xlsx_reader.read(data, archive, notes)
        return kml_reader.read_kmz(archive, notes)
    if name.lower().endswith(_STORY):
        raise FormatError("The file is a story already", "Open it as it is")
    head = data
    for bom in _BOMS:
        head = head.removeprefix(bom)
    head = head.replace(b"\0", b"").lstrip()[:1]
    if head == b"<":
        return _markup(data, notes)
    if head in (b"{", b"[") and not name.lower().endswith((".csv", ".tsv", ".txt")):
        return _json(data, notes)
    return csv_reader.read(data, notes)


def _markup(data: bytes, notes: Notes) -> Contents:
    start = data[:1000].lower()
    if b"<html" in start or b"<!doctype html" in start:
        raise FormatError(
            "The file is a web page, not a document",
            "Download the file itself; publish a Google Sheet to the web as CSV",
        )
    root = root_of(data)
    tag = local(root.tag).lower()
    if tag == "kml":
        return kml_reader.read_root(root, notes)
    if tag == "gpx":
        return gpx_reader.read_root(root, notes)
    raise FormatError(f'The XML is neither KML nor GPX but "{tag[:40]}"', f"Save it as {READS}")


def _json(data: bytes, notes: Notes) -> Contents | Draft:
    try:
        text = data.decode("utf-16" if data[:2] in _BOMS[1:] else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormatError("The text is not UTF-8", "Save it as UTF-8", where=f"Line {line}") \
            from error  # fmt: skip
    document = geojson_reader.parsed(text)
    if jsonfg.is_ours(document):
        return check_openable(jsonfg.read(document))
    if geojson_reader.is_geojson(document):
        return geojson_reader.read(document, notes)
    if storymap_reader.is_storymap(document):
        return storymap_reader.read(document, notes)
    kind = f'its type is "{str(document["type"])[:40]}"' if isinstance(document, dict) and \
        "type" in document else "it has no features and no slides"  # fmt: skip
    raise FormatError(f"The JSON is neither GeoJSON nor StoryMapJS: {kind}",
                      "Save it as GeoJSON")  # fmt: skip


def _counts(contents: Contents, story: Mapping[str, Any]) -> list[str]:
    read = f"{contents.format}: {counted(len(contents.records), contents.kind)}."
    if not story:
        return [read]
    parts = [
        counted(len(story["events"]), "event"),
        *([counted(len(story["legs"]), "leg")] if "legs" in story else []),
        counted(len(story["places"]), "place"),
        counted(len(story["people"]), "person", "people"),
        counted(len(story["sources"]), "source"),
    ]
    return [read, f"Made of them: {', '.join(parts)}."]
