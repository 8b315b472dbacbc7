"""Search made-up positions in a process of its own, to measure time and memory.

python -m bench.track_child ours|whole|hand|naive|movingpandas FOLDER [FILES]

A line of JSON gives the seconds, the peak of memory in MB, and how many gaps were found.
"""

import json
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.child import peak
from formats.track_search.search_query import SearchQuery
from formats.track_search.track_search import FINDS, MEMORY, THREADS, search

AREA = (20.0, 25.0, 50.0, 50.0)
BETWEEN = (datetime(2025, 2, 5, tzinfo=UTC), datetime(2025, 2, 12, tzinfo=UTC))
GAP_S = 60.0
_INSIDE = f"lon BETWEEN {AREA[0]} AND {AREA[2]} AND lat BETWEEN {AREA[1]} AND {AREA[3]}"
_DURING = "time BETWEEN '{}' AND '{}'".format(*BETWEEN)


def ours(files: list[Path], finds: tuple[str, ...]) -> int:
    """Search recorded positions with this app; gives the number of gaps."""
    start, end = (int(moment.timestamp() * 1000) for moment in BETWEEN)
    query = SearchQuery(area=AREA, start_ms=start, end_ms=end, gap_after_s=GAP_S)
    with tempfile.TemporaryDirectory() as folder:
        result = search(files, query, output=Path(folder) / "found.parquet", finds=finds)
    return result.counts["gaps"]


def by_hand(files: list[Path], *, careful: bool) -> int:
    """What somebody would write: with care, going out of the area and back is no gap."""
    import duckdb  # noqa: PLC0415 - measured with what it takes

    database = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": str(THREADS),
            "preserve_insertion_order": "false",
        }
    )
    database.execute("SET TimeZone = 'UTC'")
    names = ", ".join(f"'{file}'" for file in files)
    rows = f"(SELECT *, {_INSIDE} AS core FROM read_parquet([{names}]) WHERE {_DURING})"
    if careful:
        seen = f"SELECT DISTINCT vehicle FROM {rows} WHERE core"
        rows = f"(SELECT * FROM {rows} WHERE vehicle IN ({seen}))"
    else:
        rows = f"(SELECT * FROM {rows} WHERE core)"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "gaps.parquet"
        database.execute(
            f"COPY (SELECT *, lead(time) OVER w AS next, lead(core) OVER w AS next_core, "
            f"lead(lon) OVER w AS next_lon, lead(lat) OVER w AS next_lat FROM {rows} "
            "WINDOW w AS (PARTITION BY vehicle ORDER BY time) QUALIFY (core OR next_core) AND "
            f"epoch_ms(next) - epoch_ms(time) > {GAP_S * 1000}) TO '{target}' (FORMAT parquet)"
        )
        database.execute(
            f"COPY (SELECT * FROM read_parquet([{names}]) WHERE {_DURING} AND {_INSIDE} "
            f"ORDER BY vehicle, time) TO '{folder}/found.parquet' (FORMAT parquet)"
        )
        row = database.execute(f"SELECT count(*) FROM '{target}'").fetchone()
    return int(row[0])


def movingpandas_split(files: list[Path]) -> int:
    """Read, filter and split at gaps, as MovingPandas's documentation does it."""
    import movingpandas  # noqa: PLC0415 - measured with what it takes
    import pandas as pd  # noqa: PLC0415 - the same

    west, south, east, north = AREA
    table = pd.read_parquet(
        files,
        columns=["vehicle", "time", "lon", "lat"],
        filters=[
            ("lon", ">=", west), ("lon", "<=", east), ("lat", ">=", south), ("lat", "<=", north),
            ("time", ">=", BETWEEN[0]), ("time", "<=", BETWEEN[1]),
        ],
    )  # fmt: skip
    table["vehicle"] = table["vehicle"].astype(str)
    table["time"] = table["time"].dt.tz_localize(None)
    tracks = movingpandas.TrajectoryCollection(
        table, traj_id_col="vehicle", t="time", x="lon", y="lat", crs="EPSG:4326"
    )
    parts = movingpandas.ObservationGapSplitter(tracks).split(gap=timedelta(seconds=GAP_S))
    return len(parts.trajectories) - len(tracks.trajectories)


def main() -> None:
    what, folder, *most = sys.argv[1:]
    files = sorted(Path(folder).glob("*.parquet"))[: int(most[0]) if most else None]
    begin = time.perf_counter()
    if what in ("ours", "whole"):
        gaps = ours(files, ("gaps",) if what == "ours" else FINDS)
    elif what in ("hand", "naive"):
        gaps = by_hand(files, careful=what == "hand")
    else:
        gaps = movingpandas_split(files)
    seconds = time.perf_counter() - begin
    cpu = time.process_time()
    print(json.dumps({"s": seconds, "cpu_s": cpu, "mb": peak(), "gaps": gaps}))


if __name__ == "__main__":
    main()
