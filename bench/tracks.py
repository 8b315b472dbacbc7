"""Many recorded positions: how long a search takes, beside others, and how long a file is read.

100 million positions, made up from a real trace, are searched by area and time for gaps.
MovingPandas gets a tenth of them: it holds them all in memory. track_steps.py has the slider.
"""

import json
import subprocess
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import movingpandas

from bench import track_steps
from bench.bar import BenchError, Figure, median
from bench.building import result_of
from bench.made_positions import VEHICLES, real_fixes, write_positions
from bench.others import OtherLoad
from formats.trackers.track_detection import read_tracks
from geo.tracks.fixes import Fixes

POSITIONS = 100_000_000
TENTH = 10
SECONDS = 30.0
MEMORY_MB = 4000.0
BY_HAND = 1.3
TIMES_FASTER = 5.0
ROUNDS = 3
FIXES = 100_000
READ_S = 2.0
PATIENCE_S = 1800


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure searches of many recorded positions against other tools, and how files are read.

    Raises BenchError where this app and the search by hand find different numbers of gaps.
    """
    figures = [*_read(), *track_steps.measure(other_load)]
    with tempfile.TemporaryDirectory(prefix="escape-routes-bench-") as folder:
        files = write_positions(Path(folder), rows=POSITIONS)
        tenth = str(max(1, len(files) // TENTH))
        ours = [_child(other_load, "ours", folder) for _ in range(ROUNDS)]
        by_hand = [_child(other_load, "hand", folder) for _ in range(ROUNDS)]
        if ours[0]["gaps"] != by_hand[0]["gaps"]:
            raise BenchError(f"{ours[0]['gaps']} gaps were found, {by_hand[0]['gaps']} by hand")
        naive = _child(other_load, "naive", folder)
        searched = _child(other_load, "whole", folder)
        ours_tenth = _child(other_load, "ours", folder, tenth)
        theirs = _child(other_load, "movingpandas", folder, tenth)
    seconds, hand = (median([run["s"] for run in runs]) for runs in (ours, by_hand))
    million = len(files) * len(real_fixes()) * VEHICLES / 1e6
    name = f"{million:.0f} million positions, searched for gaps"
    return [
        *figures,
        Figure(name, seconds, "s", SECONDS, note=f"{ours[0]['gaps']:,} gaps"),
        Figure(f"{name}: memory at most", max(run["mb"] for run in ours), "MB", MEMORY_MB),
        Figure(f"{name}: against DuckDB by hand", seconds / hand, "x", BY_HAND),
        Figure(f"{name}: by hand, leaving the area taken for a gap", naive["s"], "s"),
        Figure("the same for stops, meetings and silences too", searched["s"], "s", SECONDS),
        Figure("the same: memory at most", searched["mb"], "MB", MEMORY_MB),
        Figure("a tenth of them", ours_tenth["s"], "s", tool="Escape Routes"),
        Figure("a tenth of them", theirs["s"], "s",
               tool=f"MovingPandas {movingpandas.__version__}"),
        Figure("a tenth of them: times faster than MovingPandas", theirs["s"] / ours_tenth["s"],
               "x", least=TIMES_FASTER),
    ]  # fmt: skip


def _child(other_load: OtherLoad, *arguments: str) -> dict[str, Any]:
    try:
        return result_of(other_load, "bench.track_child", *arguments, within=PATIENCE_S)
    except subprocess.TimeoutExpired:
        raise BenchError(f"{arguments[0]} took more than {PATIENCE_S} s") from None


def _read() -> list[Figure]:
    figures = []
    for name, data in track_files(real_fixes(), FIXES).items():
        times = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            made = read_tracks(data)
            times.append(time.perf_counter() - begin)
            if made is None or sum(len(track.fixes) for track in made.tracks) != FIXES:
                raise BenchError(f"{name}: not all positions were read")
        figures.append(Figure(f"{FIXES:,} positions of a {name} read", median(times), "s", READ_S))
    return figures


def track_files(base: Fixes, rows: int) -> dict[str, bytes]:
    """Write so many positions as a CSV, a trace and a GPX, a second apart."""
    begin = int(base.time[0] // 1000)
    at = [i % len(base) for i in range(rows)]
    places = [(begin + i, float(base.lon[k]), float(base.lat[k])) for i, k in enumerate(at)]
    csv = "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction\n" + "".join(
        f'{s},{_iso(s)},DAL1812,"{lat:.6f},{lon:.6f}",32000,478,327\n' for s, lon, lat in places
    )
    trace = {
        "icao": "ac671b",
        "timestamp": begin,
        "trace": [
            [s - begin, lat, lon, 32000, 478.6, 327.8, 0, 0, None, "adsb_icao", 33825, 32, 280, 0]
            for s, lon, lat in places
        ],
    }
    points = "".join(
        f'<trkpt lat="{lat:.6f}" lon="{lon:.6f}"><ele>9753.6</ele><time>{_iso(s)}</time></trkpt>'
        for s, lon, lat in places
    )
    gpx = f"<gpx><trk><name>DAL1812</name><trkseg>{points}</trkseg></trk></gpx>"
    return {
        "CSV of Flightradar24": csv.encode(),
        "trace of readsb": json.dumps(trace).encode(),
        "GPX": gpx.encode(),
    }


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
