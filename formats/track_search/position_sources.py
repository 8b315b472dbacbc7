"""The files that are searched: what DuckDB reads in place, and what is turned into Parquet first.

Parquet and CSV of a known source (formats/trackers/track_columns.py) are read by DuckDB, whatever
their size; files of other trackers are read one by one and written as Parquet into the folder of
the search.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import reduce
from math import ceil, floor, isfinite
from operator import or_
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from formats.drafts.column_matching import flat
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_RATIO, MAX_TRACK_BYTES
from formats.track_search.search_query import SearchQuery
from formats.trackers.moments import LATE, Writing, writing_of
from formats.trackers.recorded_tracks import RecordedTrack, TrackFile
from formats.trackers.track_columns import ANY, OWN, Columns, columns_of
from formats.trackers.track_detection import ENDINGS, read_tracks
from formats.trackers.track_table import head_of
from geo.language.told_text import ToldText
from geo.tracks.fixes import ORIGINS, summed
from geo.tracks.gaps import THRESHOLD_S, SourceKind

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

_SAMPLE_BYTES = 200_000
_PARQUET, _GZIP = b"PAR1", b"\x1f\x8b"
_LARGE_PACKED = 1_000_000
"""A packed table of more bytes is unpacked for DuckDB; a smaller one is read whole."""
_BATCH = 500
"""Files of other trackers that are written into one Parquet."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """First and last moment (ms since 1970, UTC) of files in which each row has time and place.

    They come from the files' own statistics, so that no row has to be read for them.
    """

    low: int
    high: int

    def __or__(self, second: Statistics) -> Statistics:
        return Statistics(min(self.low, second.low), max(self.high, second.high))


@dataclass(frozen=True, slots=True)
class PositionSource:
    """Files of one kind, and how DuckDB reads their columns.

    `scan` is what stands after FROM; `columns` are expressions by the names of OWN's columns;
    `moment` is how the raw column of time is written, for conditions that Parquet's statistics
    can answer.
    """

    files: tuple[Path, ...]
    source: SourceKind
    kind: str
    """"parquet" or "csv"."""
    options: str
    columns: dict[str, str]
    raw_time: str
    moment: str
    """"timestamp", "epoch_s" or "epoch_ms"; "" where only the expression can be compared."""
    told: Statistics | None = None
    """What the files' Parquet statistics say; None where they say too little."""

    def select(self, query: SearchQuery, *, where: str, columns: Sequence[str]) -> str:
        """Give the SELECT of some columns of the positions in the query's time and `where`."""
        inner = ", ".join(dict.fromkeys(
            f"{self.columns[name]} AS {name}" for name in ("vehicle", "lon", "lat", *columns)
        ))  # fmt: skip
        names = ", ".join(columns)
        return (
            f"SELECT {names} FROM (SELECT {inner} FROM {self.scan} WHERE {self.during(query)}) "
            f"WHERE {_of_vehicle(query)}{_PLACED} AND {where}"
        )

    @property
    def scan(self) -> str:
        """What stands after FROM in a SELECT."""
        names = ", ".join(quoted(_as_pattern(path)) for path in self.files)
        return f"read_{self.kind}([{names}], hive_partitioning=false{self.options})"

    def during(self, query: SearchQuery) -> str:
        """Give the condition of a position in the query's time, over the raw columns."""
        parts = [] if self.told else [f"{self.columns['time']} IS NOT NULL"]
        for sign, at in ((">=", query.start_ms), ("<=", query.end_ms)):
            if at is not None:
                parts.append(f"{self._comparable} {sign} {self._literal(at)}")
        return " AND ".join(parts) or "TRUE"

    @property
    def _comparable(self) -> str:
        return self.raw_time if self.moment else self.columns["time"]

    def _literal(self, at: int) -> str:
        if self.moment == "timestamp":
            return f"make_timestamptz({at * 1000})"
        return repr(at / 1000) if self.moment == "epoch_s" else str(at)


@dataclass(slots=True)
class FoundSources:
    """The files that can be searched, those that cannot, and the faults of rows."""

    sources: list[PositionSource] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Sentences on files that were left out, each with its name."""
    remarks: dict[str, int] = field(default_factory=dict)
    """How many rows have each fault, in files that were read one by one."""
    files: int = 0


_PLACED = (
    "lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90 AND (lon <> 0 OR lat <> 0) "
    "AND isfinite(lon::DOUBLE) AND isfinite(lat::DOUBLE)"
)
"""The condition of a position; others (no degrees, 0/0, NaN) are counted as faults and left out.

Parquet's statistics leave NaN out, so that DuckDB 2.0 takes a bound as met that is not met, and
isnan as false.
"""


def quoted(text: str) -> str:
    """Write a text as SQL does."""
    return "'" + text.replace("'", "''") + "'"


def _as_pattern(path: Path) -> str:
    """Write a file's name as the pattern that matches it alone: DuckDB takes * ? [ for patterns."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))


def _of_vehicle(query: SearchQuery) -> str:
    return "" if query.vehicle is None else f"vehicle = {quoted(query.vehicle)} AND "


def files_of(paths: Iterable[Path]) -> list[Path]:
    """List the named files, and the sorted files in named folders and in all folders below them.

    In a folder, files of other endings and those whose names begin with a dot are skipped.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inner = (file for file in path.rglob("*") if file.is_file())
            files += sorted(
                file
                for file in inner
                if file.name.lower().endswith(ENDINGS) and not file.name.startswith(".")
            )
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def sources_of(
    files: Sequence[Path],
    *,
    spill: Path,
    progress: Callable[[float], None] | None = None,
) -> FoundSources:
    """Look at files, turn those of other trackers into Parquet in `spill`, and give all sources.

    Files that cannot be read are named in `refused`. `progress` is told the share done, 0..1.
    """
    sources = FoundSources(files=len(files))
    groups: dict[tuple[Any, ...], _Group] = {}
    waiting: list[tuple[RecordedTrack, SourceKind]] = []
    written = 0

    def flush() -> None:
        nonlocal written
        if waiting:
            path = spill / f"read-{written:05d}.parquet"
            write_positions(waiting, path)
            _put(groups, own_source(path), path)
            written += 1
            waiting.clear()

    for number, file in enumerate(files, 1):
        try:
            table = _unpacked(file, spill / f"unpacked-{number:05d}.csv")
            in_place = _in_place(table)
            if in_place is not None:
                _put(groups, in_place, table)
            else:
                made = _read_whole(file)
                waiting += [(track, made.source) for track in made.tracks]
                sources.remarks = summed(sources.remarks, made.remarks)
                if len(waiting) >= _BATCH:
                    flush()
        except (FormatError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            sources.refused.append(
                ToldText("import.search.refused", file=str(file), reason=str(reason))
            )
        if progress:
            progress(number / len(files))
    flush()
    sources.sources = [
        replace(source, files=tuple(paths), told=_together(told)) for source, paths, told in
        groups.values()
    ]  # fmt: skip
    return sources


def _together(told: Sequence[Statistics | None]) -> Statistics | None:
    """Give the statistics of files together; None where one of them has none."""
    known = [source for source in told if source is not None]
    return reduce(or_, known) if len(known) == len(told) else None


_Group = tuple[PositionSource, list[Path], list[Statistics | None]]


def _put(groups: dict[tuple[Any, ...], _Group], source: PositionSource, path: Path) -> None:
    key = (source.kind, source.options, tuple(source.columns.items()), source.moment)
    _, paths, told = groups.setdefault(key, (source, [], []))
    paths.append(path)
    told.append(source.told)


def _in_place(file: Path) -> PositionSource | None:
    """Give how DuckDB reads a file; None for one that is read whole."""
    with file.open("rb") as handle:
        head = handle.read(_SAMPLE_BYTES)
    if head.startswith(_PARQUET):
        return _parquet(file)
    if head[:1] in (b"{", b"[", b"<") or b"\0" in head[:2000] or head.startswith(_GZIP):
        return None
    return _csv(file, head)


def _unpacked(file: Path, table: Path) -> Path:
    """Unpack a large table, by gzip or alone in a zip, to `table`; gives where it can be read.

    DuckDB reads a table several times, and one that is packed much more slowly each time. What is
    small, no table, or would unfold too far is left to the reader of whole files, which says so.
    Raises FormatError for a broken file.
    """
    if file.stat().st_size <= _LARGE_PACKED:
        return file
    zipped = zipfile.is_zipfile(file)
    try:
        if zipped:
            with zipfile.ZipFile(file) as archive:
                tables = [
                    member
                    for member in archive.infolist()
                    if member.filename.lower().endswith((".csv", ".tsv"))
                    and not member.filename.startswith("__MACOSX")
                ]
                if len(tables) != 1:
                    return file
                with archive.open(tables[0]) as packed:
                    return _copied(packed, file, table)
        with file.open("rb") as handle:
            if handle.read(len(_GZIP)) != _GZIP:
                return file
        with gzip.open(file) as packed:
            return _copied(packed, file, table)
    except (
        zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, RuntimeError,
        NotImplementedError,
    ) as error:  # fmt: skip
        raise FormatError(
            ToldText("import.zip.broken" if zipped else "import.gzip.broken"),
            ToldText("import.save-or-download.mend"),
        ) from error


def _copied(packed: io.BufferedIOBase | IO[bytes], file: Path, table: Path) -> Path:
    """Copy a packed table to `table`; gives `file` for what is no table or unfolds too far.

    Half of what is free on the disk is left to others; what was copied by then is taken away.
    """
    chunk = packed.read(_SAMPLE_BYTES)
    if head_of(chunk) is None or chunk[:1] in (b"{", b"[", b"<"):
        return file
    room = min(MAX_RATIO * file.stat().st_size, shutil.disk_usage(table.parent).free // 2)
    with table.open("wb") as out:
        while chunk:
            room -= len(chunk)
            if room < 0:
                break
            out.write(chunk)
            chunk = packed.read(_SAMPLE_BYTES)
    if room >= 0:
        return table
    table.unlink()
    return file


def _parquet(file: Path) -> PositionSource:
    import pyarrow as pa  # noqa: PLC0415 - loaded when Parquet is searched
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - the same

    try:
        meta = pq.read_metadata(file)
    except (pa.ArrowException, OSError) as error:
        raise FormatError(
            ToldText("import.search.parquet"), ToldText("import.download.mend")
        ) from error
    schema = meta.schema.to_arrow_schema()
    heads = list(schema.names)
    known = columns_of(heads, any_source=True)
    if known is None:
        raise FormatError(
            ToldText("import.search.no-columns"),
            ToldText("import.search.no-columns.mend"),
        )
    at = {flat(head): head for head in reversed(heads)}
    _check_degrees(schema, [at[name] for name in (*known.lon, *known.lat) if name in at])
    raw = next(at[name] for name in known.time if name in at)
    kind = schema.field(raw).type
    column = f'"{_escaped(raw)}"'
    span = _range_of(meta, raw)
    unit = 1.0
    if pa.types.is_timestamp(kind):
        zoned = column if kind.tz else f"{column}::TIMESTAMPTZ"
        time, moment = f"epoch_ms({zoned})", "timestamp" if kind.tz else ""
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind):
        in_seconds = span is None or span[1] < LATE
        factor = 1000 if in_seconds else 1
        time = f"try_cast(round({column}::DOUBLE * {factor}) AS BIGINT)"
        moment = "epoch_s" if in_seconds else "epoch_ms"
        unit = 1000.0 if in_seconds else 1.0
    else:
        time, moment, span = f"epoch_ms(try_cast({column} AS TIMESTAMPTZ))", "", None
    places = [
        (_range_of(meta, at[name]), most)
        for names, most in ((known.lon, 180.0), (known.lat, 90.0))
        for name in names
        if name in at
    ]
    sound = span is not None and all(
        bounds is not None and -most <= bounds[0] <= bounds[1] <= most for bounds, most in places
    )
    told = Statistics(floor(span[0] * unit), ceil(span[1] * unit)) if span and sound else None
    return PositionSource((file,), known.source, "parquet", "", _expressions(known, at, time),
                          column, moment, told)  # fmt: skip


def _check_degrees(schema: pa.Schema, names: Iterable[str]) -> None:
    """Raise FormatError where a column of degrees holds no numbers."""
    import pyarrow as pa  # noqa: PLC0415 - loaded when Parquet is searched

    for name in names:
        kind = schema.field(name).type
        if not (
            pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)
        ):
            raise FormatError(
                ToldText("import.search.no-columns"), ToldText("import.search.no-columns.mend")
            )


def _range_of(meta: Any, column: str) -> tuple[float, float] | None:
    """Give the smallest and largest value of a column by the file's statistics, moments in ms.

    None where they say too little, and where the column has nulls.
    """
    place = meta.schema.to_arrow_schema().names.index(column)
    parts = [meta.row_group(i).column(place).statistics for i in range(meta.num_row_groups)]
    known = [
        part
        for part in parts
        if part is not None and part.has_min_max and part.has_null_count and not part.null_count
    ]
    if not parts or len(known) < len(parts):
        return None
    low, high = min(part.min for part in known), max(part.max for part in known)
    if isinstance(low, datetime):
        return tuple((end if end.tzinfo else end.replace(tzinfo=UTC)).timestamp() * 1000
                     for end in (low, high))  # type: ignore[return-value]  # fmt: skip
    if not isinstance(low, int | float) or not isfinite(low) or not isfinite(high):
        return None
    return float(low), float(high)


def _csv(file: Path, head: bytes) -> PositionSource | None:
    told = head_of(head)
    if told is None:
        return None
    heads, delimiter = told
    known = columns_of(heads, any_source=True)
    if known is None:
        return None
    if len({head.casefold() for head in heads}) < len(heads):
        raise FormatError(
            ToldText("import.search.no-columns"), ToldText("import.search.no-columns.mend")
        )
    at = {flat(name): name for name in reversed(heads)}
    raw = next((at[name] for name in known.time if name in at), "")
    writing = known.writing or _written(head, delimiter, heads.index(raw))
    if writing is None:
        raise FormatError(ToldText("import.search.order"), ToldText("import.search.order.mend"))
    texts = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in heads)
    options = (
        f", header=true, delim={quoted(delimiter)}, quote='\"', escape='\"', null_padding=true, "
        f"ignore_errors=true, auto_detect=false, columns={{{texts}}}"
    )
    column = f'"{_escaped(raw)}"'
    return PositionSource((file,), known.source, "csv", options,
                          _expressions(known, at, _time_sql(column, writing), text=True),
                          column, "")  # fmt: skip


def _written(head: bytes, delimiter: str, place: int) -> Writing | None:
    text = head.decode("utf-8-sig", "ignore").rpartition("\n")[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))[1:]
    return writing_of([row[place] for row in rows if len(row) > place])


def _time_sql(column: str, writing: Writing) -> str:
    if writing == "epoch_s":
        return f"try_cast(round(try_cast({column} AS DOUBLE) * 1000) AS BIGINT)"
    if writing == "epoch_ms":
        return f"try_cast(round(try_cast({column} AS DOUBLE)) AS BIGINT)"
    if writing == "iso":
        return f"epoch_ms(try_cast({column} AS TIMESTAMPTZ))"
    form = "%d/%m/%Y %H:%M:%S" if writing == "day_first" else "%m/%d/%Y %H:%M:%S"
    return f"epoch_ms(try_strptime({column}, {quoted(form)}))"


def _expressions(
    known: Columns, at: dict[str, str], time: str, *, text: bool = False
) -> dict[str, str]:
    """Give an expression for each of OWN's columns."""

    def column(names: Iterable[str]) -> str | None:
        name = next((at[name] for name in names if name in at), None)
        return None if name is None else f'"{_escaped(name)}"'

    def numeric(raw: str) -> str:
        return f"try_cast(replace({raw}, ',', '.') AS DOUBLE)" if text else f"{raw}::DOUBLE"

    def measured(raw: str | None, *, unit: float = 1, missing: float | None = None) -> str:
        if raw is None:
            return "NULL::DOUBLE"
        value = numeric(raw)
        if missing is not None:
            value = f"CASE WHEN {value} < {missing!r} THEN {value} END"
        return f"{value} * {unit!r}" if unit != 1 else value

    def in_unit(names: tuple[tuple[str, float], ...], missing: float | None = None) -> str:
        name, unit = next(((name, unit) for name, unit in names if name in at), ("", 1.0))
        return measured(column([name]), unit=unit, missing=missing)

    pair, vehicle = column(known.pair), column(known.vehicle)
    lon, lat = column(known.lon), column(known.lat)
    if pair is not None:
        lon, lat = (f"split_part({pair}, ',', {part})" for part in (2, 1))
    origin = column([known.origin_column])
    kind = column(["source"]) if known in (OWN, ANY) else None
    codes = " ".join(
        f"WHEN {quoted(name)} THEN {ORIGINS.index(code)}" for name, code in known.origins.items()
    )
    return {
        "vehicle": f"trim({vehicle})" if text else f"{vehicle}::VARCHAR",
        "time": time,
        "lon": numeric(lon or "NULL") if text else f"{lon}",
        "lat": numeric(lat or "NULL") if text else f"{lat}",
        "altitude_m": in_unit(known.altitude),
        "speed_kmh": in_unit(known.speed, known.no_speed),
        "heading": measured(column(known.course), missing=known.no_course),
        "origin": f"CASE {origin}::VARCHAR {codes} ELSE 0 END"
        if origin
        else str(ORIGINS.index(known.origin)),
        "new_leg": _flag(column([known.flags.get("new_leg", "")]), text=text),
        "stale": _flag(column([known.flags.get("stale", "")]), text=text),
        "source": f"coalesce({kind}::VARCHAR, 'unknown')" if kind else quoted(known.source),
    }


def _flag(column: str | None, *, text: bool) -> str:
    if column is None:
        return "FALSE"
    return f"lower({column}) IN ('1', 'true', 't', 'yes')" if text else f"coalesce({column}, FALSE)"


def _escaped(name: str) -> str:
    return name.replace('"', '""')


def _read_whole(file: Path) -> TrackFile:
    with file.open("rb") as handle:
        data = handle.read(MAX_TRACK_BYTES + 1)
    if len(data) > MAX_TRACK_BYTES:
        raise FormatError(
            ToldText("import.search.too-large", most=MAX_TRACK_BYTES // 1_000_000),
            ToldText("import.split.mend"),
        )
    made = read_tracks(data)
    if made is None:
        raise FormatError(ToldText("import.search.no-tracker"), ToldText("import.search.docs.mend"))
    return made


def write_positions(tracks: Iterable[tuple[RecordedTrack, SourceKind]], path: Path) -> None:
    """Write tracks as Parquet with OWN's columns, each row with its vehicle and its source."""
    import pyarrow as pa  # noqa: PLC0415 - loaded when files of other trackers are searched
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    tables = list(_tables(tracks))
    if tables:
        pq.write_table(pa.concat_tables(tables), path)


def _tables(tracks: Iterable[tuple[RecordedTrack, SourceKind]]) -> Iterator[pa.Table]:
    import pyarrow as pa  # noqa: PLC0415 - loaded when files of other trackers are searched

    for track, kind in tracks:
        fixes = track.fixes
        size = len(fixes)
        yield pa.table(
            {
                "vehicle": pa.array([track.vehicle] * size, pa.string()),
                "time": pa.array(fixes.time).cast(pa.timestamp("ms", "UTC")),
                "lon": fixes.lon,
                "lat": fixes.lat,
                **{
                    name: pa.array(getattr(fixes, name), from_pandas=True)
                    for name in ("altitude_m", "speed_kmh", "heading")
                },
                "origin": pa.array(np.array(ORIGINS)[fixes.origin]),
                "new_leg": fixes.new_leg,
                "stale": fixes.stale,
                "source": pa.array([kind] * size, pa.string()),
            },
        )


def own_source(path: Path) -> PositionSource:
    """Give a Parquet that was written here as a source."""
    return _parquet(path)


def longest_threshold(sources: Sequence[PositionSource], query: SearchQuery) -> float:
    """Give the longest silence that is no gap among some sources, seconds, as far as it is known.

    A vehicle's own rhythm may be slower; then a gap at the edge of the area is told with care.
    """
    if query.gap_after_s is not None:
        return query.gap_after_s
    return max((THRESHOLD_S[source.source] for source in sources), default=THRESHOLD_S["unknown"])
