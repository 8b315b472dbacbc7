"""Find out which tracker a file is from, by its bytes, and read it.

Nothing that a file names is opened. What is packed by gzip is unpacked within bounds.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_RATIO, MAX_TRACK_BYTES
from formats.files.safe_xml import local, root_of
from formats.files.zip_archive import Archive, is_zip
from formats.readers.geojson_reader import is_geojson, parsed
from formats.readers.layer_reader import read_rows
from formats.trackers import (
    fit_tracks,
    geojson_tracks,
    google_timeline,
    kml_tracks,
    readsb_heatmap,
    readsb_trace,
    track_table,
    xml_tracks,
)
from formats.trackers.recorded_tracks import TrackFile
from formats.trackers.track_columns import columns_of
from formats.trackers.track_table import tracks_of
from geo.language.told_text import ToldText

_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_ROOM = 16_000_000
"""Bytes to which a small packed file may unfold, whatever the ratio."""
ENDINGS = (
    ".json", ".geojson", ".csv", ".tsv", ".gpx", ".tcx", ".fit", ".kml", ".kmz", ".ttf", ".gz",
    ".parquet", ".zip",
)  # fmt: skip
"""Endings of files in which tracks are looked for."""


def read_tracks(data: bytes) -> TrackFile | None:
    """Read the tracks of a file of any tracker; None where it is of no tracker known here.

    Raises FormatError for a file of a tracker that is broken, too large or has no position.
    """
    data = _in_utf_8(unpacked(data))
    binary = _binary(data)
    if binary is not None:
        return binary(data)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] == b"<" or _is_utf_16_markup(data):
        return _markup(data)
    if head[:1] in (b"{", b"["):
        return _json(data)
    return track_table.read(data) if track_table.is_table(data) else None


def read_only_tracks(data: bytes) -> TrackFile | None:
    """Read a file that holds recorded tracks and nothing else a story could be made of.

    None for GPX, GeoJSON and KML, which may hold waypoints, places and events too and are read by
    formats/readers, except for flights of FlightAware and Flightradar24. Raises FormatError as
    `read_tracks`.
    """
    if data.startswith(_GZIP):
        return read_tracks(data)
    if is_zip(data):
        return None
    data = _in_utf_8(data)
    if (binary := _parquet if data.startswith(_PARQUET) else _binary(data)) is not None:
        return binary(data)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] == b"<":
        return _only_markup(data, head)
    if head[:1] in (b"{", b"["):
        return _only_json(data)
    return track_table.read(data) if track_table.is_table(data) else None


def _parquet(data: bytes) -> TrackFile | None:
    """Read a Parquet of positions; None where it is GeoParquet, or of no known source."""
    if b"primary_column" in data:
        return None
    heads, rows = read_rows(data)
    if columns_of(heads) is None:
        return None
    if rows is None:
        raise FormatError(
            ToldText("import.tracks.parquet"),
            ToldText("import.tracks.too-many.mend"),
        )
    return tracks_of(heads, rows)


def _only_markup(data: bytes, head: bytes) -> TrackFile | None:
    if b"TrainingCenterDatabase" in head:
        return _markup(data)
    if b"<kml" not in head or not (b"Altitude:" in data or b"FlightAware" in head):
        return None
    root = root_of(data)
    return kml_tracks.read([root]) if kml_tracks.is_flight(root) else None


def _only_json(data: bytes) -> TrackFile | None:
    """Read JSON that has a tracker's keys; other JSON is not even parsed."""
    if not any(key in data for key in _KEYS):
        return None
    try:
        document = parsed(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, FormatError):  # the reader of other JSON says what is wrong
        return None
    return of_json(document)


def _in_utf_8(data: bytes) -> bytes:
    """Give text in UTF-16, as Excel saves it, in UTF-8; all else as it is, XML too."""
    if not data.startswith(_BOMS) or _is_utf_16_markup(data):
        return data
    try:
        return data.decode("utf-16").encode()
    except UnicodeDecodeError:  # the reader of other tables says what is wrong
        return data


def _is_utf_16_markup(data: bytes) -> bool:
    """Whether it is XML in UTF-16, which its parser reads as it is."""
    begins = data[:_HEAD].decode("utf-16", "ignore") if data.startswith(_BOMS) else ""
    return begins.lstrip().startswith("<")


_HEAD = 2000
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_KEYS = (b'"trace"', b'"locations"', b'"timelineObjects"', b'"semanticSegments"', b'"rawSignals"',
         b'"timelinePath"')  # fmt: skip


def _binary(data: bytes) -> Callable[[bytes], TrackFile] | None:
    if fit_tracks.is_fit(data):
        return fit_tracks.read
    if readsb_heatmap.is_heatmap(data):
        return readsb_heatmap.read
    return _zip if is_zip(data) else None


def _zip(data: bytes) -> TrackFile:
    """Read the KML of a KMZ, or the only file of a zip that may hold tracks."""
    archive = Archive(data)
    names = [name for name in archive.names if name.lower().endswith(".kml")]
    if not names:
        inside = [
            name
            for name in archive.names
            if name.lower().endswith(ENDINGS) and not name.startswith(("__MACOSX", "."))
        ]
        content = unpacked(archive.read(inside[0])) if len(inside) == 1 else b""
        made = None if is_zip(content) else read_tracks(content)
        if made is None:
            raise FormatError(ToldText("import.zip.tracks"), ToldText("import.zip.unpack.mend"))
        return made
    return kml_tracks.read([root_of(archive.read(name), name=name) for name in names])


def _markup(data: bytes) -> TrackFile | None:
    root = root_of(data)
    tag = local(root.tag).lower()
    if tag == "gpx":
        return xml_tracks.read_gpx(root)
    if tag == "kml":
        return kml_tracks.read([root])
    return xml_tracks.read_tcx(root) if tag == "trainingcenterdatabase" else None


def _json(data: bytes) -> TrackFile | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(ToldText("import.not-utf-8"), ToldText("import.utf-8.mend")) from error
    document = parsed(text)
    known = of_json(document)
    if known is None and is_geojson(document):
        return geojson_tracks.read(document)
    return known


def of_json(document: Any) -> TrackFile | None:
    """Read the JSON of a tracker; None where it is of none."""
    if readsb_trace.is_trace(document):
        return readsb_trace.read(document)
    if google_timeline.is_timeline(document):
        return google_timeline.read(document)
    return None


def unpacked(data: bytes) -> bytes:
    """Unpack what is packed by gzip, once; raises FormatError for a broken file or a bomb."""
    if not data.startswith(_GZIP):
        return data
    most = min(MAX_TRACK_BYTES, max(_ROOM, len(data) * MAX_RATIO))
    unpacker = zlib.decompressobj(wbits=31)
    out = io.BytesIO()
    try:
        out.write(unpacker.decompress(data, most))
    except zlib.error as error:
        raise FormatError(
            ToldText("import.gzip.broken"), ToldText("import.save-or-download.mend")
        ) from error
    if unpacker.unconsumed_tail:
        raise FormatError(
            ToldText("import.gzip.unfolds", mb=most // 1_000_000), ToldText("import.split.mend")
        )
    if not unpacker.eof:
        raise FormatError(ToldText("import.gzip.cut"), ToldText("import.save-or-download.mend"))
    return out.getvalue()
