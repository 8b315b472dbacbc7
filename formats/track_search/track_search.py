"""Search many positions on this machine: DuckDB, in bounded memory and on two cores.

What does not fit into the memory goes to a folder that is removed afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from formats.files.format_error import FormatError
from formats.track_search import search_steps
from formats.track_search.position_sources import (
    FoundSources,
    PositionSource,
    longest_threshold,
    sources_of,
)
from formats.track_search.search_query import SearchQuery
from geo.language.told_text import ToldText
from geo.temporary_folder import temporary_folder
from geo.tracks.fixes import summed

if TYPE_CHECKING:
    import duckdb

MEMORY = "2GB"
THREADS = 2
FINDS = ("gaps", "silent", "stops", "meetings")
"""What is looked for, in the order in which it is told."""
LISTED = 1000
"""How many finds of each kind are listed, the longest first; all are counted."""
Progress = Callable[[str, float], None]


class MissingPackageError(FormatError):
    """A package of the extra `tracks` is not installed."""


@dataclass(frozen=True, slots=True)
class Find:
    """A gap, a silence, a stop or a meeting; moments are milliseconds since 1970 (UTC).

    `second_vehicle` is the other of a meeting. `stop_lon` and `stop_lat` are where a gap ends;
    `km` how far its ends lie apart, or how near two vehicles came. `longest_s` is the longest
    silence that does not count as a gap. Speed and height are those of the last position before it.
    """

    kind: str
    vehicle: str
    start: int
    stop: int
    lon: float
    lat: float
    second_vehicle: str = ""
    stop_lon: float | None = None
    stop_lat: float | None = None
    km: float | None = None
    longest_s: float | None = None
    speed_kmh: float | None = None
    altitude_m: float | None = None
    parted: bool = False

    @property
    def seconds(self) -> float:
        """How long it lasted, in seconds."""
        return (self.stop - self.start) / 1000


@dataclass(slots=True)
class SearchResult:
    """What a search found: `counts` of positions, vehicles and each kind, and the finds listed."""

    counts: dict[str, int] = field(default_factory=dict)
    finds: dict[str, list[Find]] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    files: int = 0
    end_ms: int = 0
    """The last moment that was searched."""


def search(
    files: Sequence[Path],
    query: SearchQuery,
    *,
    output: Path | None = None,
    finds: Sequence[str] = FINDS,
    memory: str = MEMORY,
    threads: int = THREADS,
    progress: Progress | None = None,
) -> SearchResult:
    """Search files, and write the positions inside as Parquet to `output`, sorted by vehicle, time.

    `finds` are those of FINDS that are looked for. `progress` is told the step and the share of it
    that is done, 0..1. Raises FormatError where no file can be searched or DuckDB is missing.
    """
    with temporary_folder() as spill:
        told = progress or _silent
        sources = sources_of(files, spill=spill, progress=lambda share: told("reading", share))
        check_sources(sources)
        with connected(spill, memory=memory, threads=threads) as database:
            run = _Run(database, told)
            return _search(sources, query, run, output=output, finds=finds)


def check_sources(sources: FoundSources) -> None:
    """Raise FormatError where no file can be searched."""
    if not sources.sources:
        wrong = ToldText("import.search.none", files=sources.files)
        if sources.refused:
            reasons = "; ".join(sources.refused[:3])
            wrong = ToldText("import.search.none-because", files=sources.files, reasons=reasons)
        raise FormatError(
            wrong,
            ToldText("import.search.docs.mend"),
        )


@contextmanager
def connected(
    spill: Path, *, memory: str = MEMORY, threads: int = THREADS
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB with its bounds, and close it.

    `spill` is a folder for what does not fit into `memory`, which is written as DuckDB does
    ("2GB"). Raises MissingPackageError where DuckDB is missing, FormatError where the memory
    does not suffice or a file cannot be read.
    """
    try:
        import duckdb  # noqa: PLC0415 - of the extra `tracks`
    except ModuleNotFoundError as error:
        raise MissingPackageError(
            ToldText("import.search.no-duckdb"),
            ToldText("import.search.install.mend"),
        ) from error
    database = duckdb.connect(
        config={
            "memory_limit": memory,
            "threads": str(threads),
            "temp_directory": str(spill / "duckdb"),
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    try:
        database.execute("SET TimeZone = 'UTC'")
        yield database
    except duckdb.OutOfMemoryException as error:
        raise FormatError(
            ToldText("import.search.memory", memory=memory),
            ToldText("import.search.memory.mend"),
        ) from error
    except duckdb.Error as error:  # a stranger's file may raise any of them
        reason = str(error).partition("\n")[0][:200]
        raise FormatError(
            ToldText("import.search.file", reason=reason), ToldText("import.search.file.mend")
        ) from error
    finally:
        database.close()


class _Run:
    """Runs statements, and tells how far each is."""

    def __init__(self, database: duckdb.DuckDBPyConnection, told: Progress) -> None:
        self.database, self._told = database, told

    def __call__(self, step: str, statement: str) -> None:
        """Run a statement while its share is told."""
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(step, over), daemon=True)
        if self._told is not _silent:
            watch.start()
        try:
            self.database.execute(statement)
        finally:
            over.set()
            if watch.is_alive():
                watch.join()
        self._told(step, 1.0)

    def _watch(self, step: str, over: threading.Event) -> None:
        while not over.wait(_EVERY_S):
            share = self.database.query_progress()
            self._told(step, max(0.0, min(share / 100, 1.0)))

    def row(self, statement: str) -> tuple[Any, ...]:
        """Give the one row of a statement."""
        return self.database.execute(statement).fetchone() or ()


_EVERY_S = 0.3


def _silent(_step: str, _share: float) -> None:
    """Tell nobody."""


def _search(
    readable: FoundSources,
    query: SearchQuery,
    run: _Run,
    *,
    output: Path | None,
    finds: Sequence[str],
) -> SearchResult:
    sources = readable.sources
    pad = query.pad_km(longest_threshold(sources, query))
    low, high = run.row(search_steps.bounds(sources))
    result = SearchResult(files=readable.files, refused=readable.refused)
    result.remarks = summed(readable.remarks, counted_faults(sources, query, run.database))
    result.end_ms = search_end(query, high)
    inside = search_steps.inside(sources, query, pad_km=pad)
    for number, statement in enumerate(search_steps.analysis(query, inside, finds)):
        run("finding" if number == 0 else "following", statement)
    wants_holes = "gaps" in finds or "silent" in finds
    if wants_holes:
        run.database.execute(search_steps.NOWHERE_ELSE)
        if pad and run.row("SELECT count(*) FROM holes")[0]:
            outside = search_steps.elsewhere(
                sources, query, pad_km=pad, begin_ms=low or 0, end_ms=result.end_ms
            )
            run("beyond", f"CREATE OR REPLACE TEMP TABLE elsewhere AS {outside}")
        for statement in search_steps.conclusion(end_ms=result.end_ms):
            run("following", statement)
    if "meetings" in finds:
        for statement in search_steps.meetings(query):
            run("meeting", statement)
    fill(result, run.database, finds)
    if output is not None:
        run("writing", search_steps.copied(output))
    return result


def counted_faults(
    sources: Sequence[PositionSource], query: SearchQuery, database: duckdb.DuckDBPyConnection
) -> dict[str, int]:
    """Count the faults of rows that DuckDB reads in place."""
    cursor = database.execute(search_steps.counts(sources, query))
    names = [column[0] for column in cursor.description or ()]
    return {
        name: int(number or 0)
        for name, number in zip(names, cursor.fetchone() or (), strict=False)
        if number
    }


def search_end(query: SearchQuery, high: int | None) -> int:
    """Give the last moment that is searched: the query's, or that of the data (`high`)."""
    ends = [end for end in (query.end_ms, high) if end is not None]
    return min(ends) if ends else 0


def fill(result: SearchResult, database: duckdb.DuckDBPyConnection, finds: Sequence[str]) -> None:
    """Put what the tables of a search hold into its result."""
    rows = database.execute(search_steps.TALLY).fetchone() or (0, 0, 0)
    result.counts |= {"positions": rows[0] - rows[2], "vehicles": rows[1]}
    if rows[2]:
        result.remarks = summed(result.remarks, {"doubled": rows[2]})
    list_finds(result, database, finds)


def list_finds(
    result: SearchResult, database: duckdb.DuckDBPyConnection, finds: Sequence[str]
) -> None:
    """Put the finds into a result, the longest first."""
    for kind in finds:
        total = database.execute(f"SELECT count(*) FROM {kind}").fetchone()
        result.counts[kind] = total[0] if total else 0
        cursor = database.execute(_LISTS[kind].format(end=result.end_ms) + f" LIMIT {LISTED}")
        names = [column[0] for column in cursor.description or ()]
        result.finds[kind] = [
            Find(kind, **dict(zip(names, row, strict=True))) for row in cursor.fetchall()
        ]


_LISTS = {
    "gaps": "SELECT vehicle, start, stop, lon, lat, stop_lon, stop_lat, moved_km AS km, longest_s, "
    "speed_kmh, altitude_m, parted FROM gaps ORDER BY seconds DESC, vehicle, start",
    "silent": "SELECT vehicle, start, {end} AS stop, lon, lat, longest_s, speed_kmh, altitude_m "
    "FROM silent ORDER BY start, vehicle",
    "stops": "SELECT vehicle, start, stop, lon, lat FROM stops "
    "ORDER BY stop - start DESC, vehicle, start",
    "meetings": "SELECT vehicle, second_vehicle, start, stop, lon, lat, km FROM meetings "
    "ORDER BY stop - start DESC, vehicle, second_vehicle, start",
}
