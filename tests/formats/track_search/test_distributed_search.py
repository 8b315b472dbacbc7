"""The search on a cluster gives what the search here gives."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from distributed import LocalCluster

from formats.track_search import distributed_search
from formats.track_search.position_sources import write_positions
from formats.track_search.search_query import SearchQuery
from formats.track_search.track_search import search
from tests.formats.track_search.made_tracks import AREA, eastward, track


@pytest.fixture
def files(tmp_path):
    """Files of a day's parts: each vehicle has rows in several."""
    far = [(m, -100.0, 50.0) for m in range(400, 500)]
    stays = [(m, 36.0, 33.0) for m in range(60)]
    vehicles = {
        "gap": eastward(0, 10) + eastward(40, 50, lon=36.5),
        "far": [*eastward(0, 10), *far, *eastward(900, 910)],
        "left": eastward(0, 100),
        "silent": eastward(0, 20, lat=38),
        "still": stays,
        "beside": [(m, lon + 0.002, lat) for m, lon, lat in stays[10:50]],
    }
    for part in range(3):
        rows = {name: own[part::3] for name, own in vehicles.items()}
        tracks = [(track(name, own), "ads-b") for name, own in rows.items()]
        write_positions(tracks, tmp_path / f"part-{part}.parquet")
    return sorted(tmp_path.glob("*.parquet"))


def test_two_workers_find_what_one_machine_finds(files, tmp_path, monkeypatch):
    monkeypatch.setattr(distributed_search, "FILES_A_PART", 1)
    query = SearchQuery(area=AREA, gap_after_s=240)
    here = search(files, query, output=tmp_path / "here.parquet")
    assert {kind: len(finds) for kind, finds in here.finds.items()} == {
        "gaps": 3, "silent": 4, "stops": 2, "meetings": 4}  # fmt: skip
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        local_directory=str(tmp_path / "dask"),
    ) as cluster:  # fmt: skip
        there = distributed_search.search_distributed(
            files, query, scheduler=cluster.scheduler_address, output=Path(tmp_path / "there")
        )
    assert there.counts == here.counts
    assert there.finds == here.finds
    assert there.end_ms == here.end_ms
    order = [("vehicle", "ascending"), ("time", "ascending")]
    tables = [pq.read_table(tmp_path / name) for name in ("here.parquet", "there")]
    assert tables[0].sort_by(order).equals(tables[1].sort_by(order))
