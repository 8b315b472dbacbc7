"""Tables of recorded positions, a row a position, into a track for each vehicle."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from formats.drafts.column_matching import flat
from formats.files.format_error import FormatError, broken_table
from formats.trackers.moments import moments_ms, numbers_of, writing_of
from formats.trackers.recorded_tracks import (
    RecordedTrack,
    TrackFile,
    check_amount,
    track_file,
    whole_ms,
)
from formats.trackers.track_columns import Columns, columns_of, first_of
from geo.language.told_text import ToldText
from geo.tracks.fixes import ORIGINS, Codes, fixes_of

_HEAD_BYTES = 4000
_FEWEST_STEPS = 2
Floats = npt.NDArray[np.float64]


def head_of(data: bytes) -> tuple[list[str], str] | None:
    """Give the heads of a table's first line and its delimiter; None where it is no text."""
    line = data[:_HEAD_BYTES].partition(b"\n")[0]
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return None
    delimiter = max(",;\t", key=text.count)
    try:
        return next(csv.reader([text], delimiter=delimiter), []), delimiter
    except csv.Error:
        return None


def is_table(data: bytes) -> bool:
    """Whether bytes are a table whose heads are those of a source of recorded positions."""
    head = head_of(data)
    return head is not None and columns_of(head[0]) is not None


def read(data: bytes) -> TrackFile | None:
    """Read a CSV table of a known source; None where its days and months may be either.

    Raises FormatError for a broken table, and one without positions.
    """
    head = head_of(data)
    if head is None:
        raise FormatError(ToldText("import.not-utf-8"), ToldText("import.utf-8.mend"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormatError(
            ToldText("import.not-utf-8"),
            ToldText("import.utf-8.mend"),
            where=ToldText("import.where.row", row=f"{line}"),
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=head[1])
    try:
        rows = [row for row in reader if row]
    except csv.Error as error:
        raise broken_table(error, row=reader.line_num) from error
    return tracks_of(rows[0], rows[1:])


def tracks_of(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> TrackFile | None:
    """Make tracks of rows; None where no source has these heads or the days cannot be told.

    Raises FormatError for a table without positions or with too many.
    """
    source = columns_of(heads)
    if source is None:
        return None
    check_amount(len(rows))
    table = _Table(heads, rows, source)
    time = table.time()
    if time is None:
        return None
    lon, lat = table.position()
    columns = {
        "time": whole_ms(time),
        "lon": lon,
        "lat": lat,
        "altitude_m": table.scaled(source.altitude),
        "speed_kmh": table.scaled(source.speed, missing=source.no_speed),
        "heading": table.numbers(source.course, missing=source.no_course),
        "origin": table.origin(),
        "new_leg": table.flags("new_leg"),
        "stale": table.flags("stale"),
    }
    tracks, turned = [], 0
    for name, at in table.vehicles():
        backwards = _newest_first(columns["time"][at])
        turned += backwards
        order = at[::-1] if backwards else at
        fixes = fixes_of(**{key: values[order] for key, values in columns.items()})
        tracks.append(RecordedTrack(name, fixes, table.names(at)))
    left = table.unread()
    said = [ToldText("import.tracks.columns", names=left)] if left else []
    if turned:
        said.append(ToldText("import.tracks.newest-first", n=turned))
    return track_file(tracks, format=ToldText(source.name), source=source.source, left=said)


def _newest_first(time: Floats) -> bool:
    """Whether rows stand newest first, as some sites export them: their clock did not run back."""
    steps = np.diff(time[np.isfinite(time)])
    return len(steps) >= _FEWEST_STEPS and bool((steps <= 0).all()) and bool((steps < 0).any())


class _Table:
    """Rows of text by their heads."""

    def __init__(
        self, heads: Sequence[str], rows: Sequence[Sequence[Any]], source: Columns
    ) -> None:
        self._heads = heads
        self._rows, self._source = rows, source
        self._at = {flat(head): i for i, head in reversed(list(enumerate(heads)))}
        self._read: set[int] = set()

    def _column(self, at: int) -> list[str]:
        self._read.add(at)
        return [
            "" if len(row) <= at or row[at] is None else str(row[at]).strip() for row in self._rows
        ]

    def _texts(self, names: Sequence[str]) -> list[str] | None:
        at = first_of(names, self._at)
        return None if at is None else self._column(at)

    def time(self) -> Floats | None:
        texts = self._texts(self._source.time) or []
        writing = self._source.writing or writing_of(texts)
        return None if writing is None else moments_ms(texts, writing)

    def position(self) -> tuple[Floats, Floats]:
        pair = self._texts(self._source.pair)
        if pair is not None:
            parts = [text.partition(",") for text in pair]
            return numbers_of([lon for _, _, lon in parts]), numbers_of(
                [lat for lat, _, _ in parts]
            )
        lon, lat = (self.numbers(names) for names in (self._source.lon, self._source.lat))
        return lon, lat

    def numbers(self, names: Sequence[str], *, missing: float | None = None) -> Floats:
        texts = self._texts(names)
        if texts is None:
            return np.full(len(self._rows), np.nan)
        values = numbers_of(texts)
        if missing is not None:
            values[values >= missing] = np.nan
        return values

    def scaled(self, names: Sequence[tuple[str, float]], *, missing: float | None = None) -> Floats:
        for name, unit in names:
            if name in self._at:
                return self.numbers((name,), missing=missing) * unit
        return np.full(len(self._rows), np.nan)

    def origin(self) -> Codes:
        source = self._source
        texts = self._texts((source.origin_column,)) if source.origin_column else None
        if texts is None:
            return np.full(len(self._rows), ORIGINS.index(source.origin), np.int8)
        codes = {text: ORIGINS.index(name) for text, name in source.origins.items()}
        return np.array([codes.get(text, 0) for text in texts], np.int8)

    def flags(self, name: str) -> npt.NDArray[np.bool_]:
        texts = self._texts((self._source.flags.get(name, ""),))
        yes = ("true", "1", "t", "yes")
        return np.array([text.lower() in yes for text in texts or [""] * len(self._rows)], bool)

    def vehicles(self) -> list[tuple[str, npt.NDArray[np.int64]]]:
        """Give each vehicle with the numbers of its rows, in the order of the table."""
        rows: dict[str, list[int]] = {}
        for i, name in enumerate(self._texts(self._source.vehicle) or [""] * len(self._rows)):
            rows.setdefault(name, []).append(i)
        return [(name[:80] or "?", np.array(at)) for name, at in rows.items()]

    def names(self, rows: npt.NDArray[np.int64]) -> dict[str, str]:
        """Give what else a vehicle is called, where all its rows that say it say the same."""
        columns = {}
        for name, heads in self._source.names.items():
            at = first_of(heads, self._at)
            if at is None:
                continue
            self._read.add(at)
            said = {str(self._rows[i][at] or "").strip() for i in rows if len(self._rows[i]) > at}
            said.discard("")
            if len(said) == 1:
                columns[name] = said.pop()[:80]
        return columns

    def unread(self) -> str:
        """List the columns that were not read."""
        left = [head for i, head in enumerate(self._heads) if i not in self._read and head.strip()]
        return ", ".join(f'"{head.strip()[:40]}"' for head in left[:25])
