"""The same search on a cluster of Dask: each step of formats/track_search/search_steps.py in parts.

Workers read parts of the files, Dask brings the rows of a vehicle together (its own shuffle), and
workers follow the vehicles. Only small tables are left for this process: holes, stops, and a
position a minute of each vehicle inside. Every worker must see files and output under one path.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from formats.track_search import search_steps
from formats.track_search.position_sources import PositionSource, longest_threshold, sources_of
from formats.track_search.search_query import SearchQuery
from formats.track_search.track_search import (
    FINDS,
    MissingPackageError,
    SearchResult,
    check_sources,
    connected,
    counted_faults,
    list_finds,
    search_end,
)
from geo.language.told_text import ToldText
from geo.tracks.fixes import summed

if TYPE_CHECKING:
    import pandas as pd

FILES_A_PART = 4
"""How many files a task reads."""
WORKER_MEMORY = "1GB"
"""What DuckDB may take in a task; the frames of Dask come on top."""
_TYPES = {
    "vehicle": "string", "time": "int64", "lon": "float64", "lat": "float64",
    "altitude_m": "float64", "speed_kmh": "float64", "heading": "float64", "origin": "int64",
    "new_leg": "bool", "stale": "bool", "source": "string", "core": "bool",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """What one task searches."""

    source: PositionSource
    query: SearchQuery
    pad_km: float


def search_distributed(
    files: Sequence[Path],
    query: SearchQuery,
    *,
    scheduler: str,
    output: Path,
    finds: Sequence[str] = FINDS,
) -> SearchResult:
    """Search files on the cluster of a scheduler, such as tcp://10.0.0.1:8786.

    The positions inside are written into the folder `output`, a Parquet for each part of the
    vehicles. Gives what `track_search.search` gives. Raises FormatError where no file can be
    searched, MissingPackageError where Dask is missing, OSError where no scheduler answers.
    """
    try:
        import dask.dataframe as dd  # noqa: PLC0415 - of the extra `tracks`
        from dask.delayed import delayed  # noqa: PLC0415 - the same
        from distributed import Client  # noqa: PLC0415 - the same
    except ModuleNotFoundError as error:
        raise MissingPackageError(
            ToldText("import.search.no-dask"),
            ToldText("import.search.install.mend"),
        ) from error
    output.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".escape-routes-", dir=output.parent) as spill,
        Client(scheduler, set_as_default=True) as client,  # type: ignore[no-untyped-call]
    ):
        sources = sources_of(files, spill=Path(spill))
        check_sources(sources)
        parts = _parts(sources.sources, query)
        sizes = client.gather(client.map(_looked_at, parts))
        result = SearchResult(files=sources.files, refused=sources.refused)
        result.remarks = summed(sources.remarks, *(faults for _, _, faults in sizes))
        lows = [low for low, _, _ in sizes if low is not None]
        result.end_ms = search_end(
            query, max((h for _, h, _ in sizes if h is not None), default=None)
        )
        read = dd.from_map(_inside, parts, meta=_empty())  # type: ignore[no-untyped-call]
        positions = read.shuffle("vehicle")
        followed = client.gather(
            client.compute(
                [
                    delayed(_followed)(frame, query, tuple(finds), output / f"part-{i:05d}.parquet")
                    for i, frame in enumerate(positions.to_delayed())
                ]
            )
        )
        holes = [part["holes"] for part in followed]
        beyond = []
        if parts[0].pad_km:
            import pandas as pd  # noqa: PLC0415 - loaded with Dask

            all_holes = client.scatter(pd.concat(holes), broadcast=True)
            bounds = (min(lows, default=0), result.end_ms)
            beyond = client.gather(client.map(_beyond, parts, holes=all_holes, bounds=bounds))
        return _concluded(result, query, followed, beyond, finds)


def _parts(sources: Sequence[PositionSource], query: SearchQuery) -> list[_Part]:
    pad = query.pad_km(longest_threshold(sources, query))
    return [
        _Part(replace(source, files=source.files[at : at + FILES_A_PART]), query, pad)
        for source in sources
        for at in range(0, len(source.files), FILES_A_PART)
    ]


def _empty() -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - loaded with Dask

    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _TYPES.items()})


# ------------------------------------------------------------------------------- done by workers


def _looked_at(part: _Part) -> tuple[int | None, int | None, dict[str, int]]:
    """Give the first and the last moment of a part, and the faults of its rows."""
    with tempfile.TemporaryDirectory() as spill, connected(Path(spill)) as database:
        low, high = database.execute(search_steps.bounds([part.source])).fetchone() or (
            None,
            None,
        )
        return low, high, counted_faults([part.source], part.query, database)


def _inside(part: _Part) -> pd.DataFrame:
    """Step 1 of a part."""
    statement = search_steps.inside([part.source], part.query, pad_km=part.pad_km)
    return _asked(statement).astype(_TYPES)


def _followed(
    given: pd.DataFrame, query: SearchQuery, finds: tuple[str, ...], output: Path
) -> dict[str, Any]:
    """Step 2 of some vehicles, all of whose positions are given; writes those inside."""
    with tempfile.TemporaryDirectory() as spill, connected(
        Path(spill), memory=WORKER_MEMORY
    ) as database:  # fmt: skip
        database.register("given", given)
        for statement in search_steps.analysis(query, "SELECT * FROM given", finds):
            database.execute(statement)
        counted = database.execute(search_steps.TALLY).fetchone() or (0, 0, 0)
        if counted[0]:
            database.execute(search_steps.copied(output))
        tables = {"holes": "holes", "stops": "stops", "meetings": "samples"}
        wanted = {kind: name for kind, name in tables.items() if kind in ("holes", *finds)}
        return {"tally": counted} | {
            name: database.execute(f"SELECT * FROM {name}").df() for name in wanted.values()
        }


def _beyond(part: _Part, *, holes: pd.DataFrame, bounds: tuple[int, int]) -> pd.DataFrame:
    """Step 3 of a part."""
    statement = search_steps.elsewhere(
        [part.source], part.query, pad_km=part.pad_km, begin_ms=bounds[0], end_ms=bounds[1]
    )
    return _asked(statement, holes=holes)


def _asked(statement: str, **tables: pd.DataFrame) -> pd.DataFrame:
    with tempfile.TemporaryDirectory() as spill, connected(
        Path(spill), memory=WORKER_MEMORY
    ) as database:  # fmt: skip
        for name, table in tables.items():
            database.register(name, table)
        frame: pd.DataFrame = database.execute(statement).df()
        return frame


# ------------------------------------------------------------------------------------ done here


def _concluded(
    result: SearchResult,
    query: SearchQuery,
    followed: Sequence[dict[str, Any]],
    beyond: Sequence[pd.DataFrame],
    finds: Sequence[str],
) -> SearchResult:
    """Step 4, and the finds of all parts together."""
    import pandas as pd  # noqa: PLC0415 - loaded with Dask

    rows, vehicles, doubled = (sum(part["tally"][i] for part in followed) for i in range(3))
    result.counts |= {"positions": rows - doubled, "vehicles": vehicles}
    result.remarks = summed(result.remarks, {"doubled": doubled})
    with tempfile.TemporaryDirectory() as spill, connected(Path(spill)) as database:
        for name in ("holes", "stops", "samples"):
            frames = [part[name] for part in followed if name in part]
            if frames:
                database.register(f"{name}_of_all", pd.concat(frames))
                database.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM {name}_of_all")
        database.execute(search_steps.NOWHERE_ELSE)
        if beyond:
            database.register("beyond", pd.concat(beyond))
            database.execute(search_steps.NEAREST_ELSEWHERE)
        for statement in search_steps.conclusion(end_ms=result.end_ms):
            database.execute(statement)
        if "meetings" in finds:
            for statement in search_steps.meetings(query):
                database.execute(statement)
        list_finds(result, database, finds)
    return result
