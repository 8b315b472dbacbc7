"""Many recorded positions made up from a real trace, as Parquet: files of a day and some vehicles.

A vehicle of a day has the real trace's positions, moved in place and time as a whole, so that its
rhythm, holes and speeds stay those of a real aircraft.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.bar import BenchError
from bench.shipped_story import ROOT
from formats.trackers.track_detection import read_tracks
from geo.tracks.fixes import ORIGINS, Fixes

REAL = ROOT.parent / "shared" / "tracks" / "readsb-trace.json"
VEHICLES = 1000
"""Vehicles of a file."""
DAY_MS = 86_400_000
SEED = 16


def real_fixes() -> Fixes:
    """Read the real trace, in order of time. Raises BenchError where it is missing or no trace."""
    if not REAL.exists():
        raise BenchError(f"{REAL} is not there: positions are made up from a real trace")
    made = read_tracks(REAL.read_bytes())
    if made is None:
        raise BenchError(f"{REAL} is no trace")
    return made.tracks[0].fixes.in_order()


def write_positions(folder: Path, *, rows: int) -> list[Path]:
    """Write at least `rows` positions; gives the files. A row group has a tenth of the vehicles."""
    base, files = real_fixes(), []
    of_file = len(base) * VEHICLES
    chance = np.random.default_rng(SEED)
    for number in range(-(-rows // of_file)):
        path = folder / f"positions-{number:04d}.parquet"
        pq.write_table(_table(base, number, chance), path, row_group_size=of_file // 10)
        files.append(path)
    return files


def _table(base: Fixes, number: int, chance: np.random.Generator) -> pa.Table:
    """Make one file's rows: `number` is its day, and the vehicles of each day are new ones."""
    size = len(base)
    shift = np.repeat(chance.uniform(-180, 180, VEHICLES), size)
    later = np.repeat(chance.integers(0, DAY_MS // 24, VEHICLES), size)
    north = np.repeat(chance.uniform(-20, 10, VEHICLES), size)
    vehicle = np.repeat(np.arange(VEHICLES, dtype=np.int32), size)
    names = pa.array([f"{number * VEHICLES + i:06x}" for i in range(VEHICLES)])

    def all_of(values: np.ndarray) -> np.ndarray:
        return np.tile(values, VEHICLES)

    time = all_of(base.time) + later + (number % 10) * DAY_MS
    return pa.table(
        {
            "vehicle": pa.DictionaryArray.from_arrays(pa.array(vehicle), names),
            "time": pa.array(time).cast(pa.timestamp("ms", "UTC")),
            "lon": (all_of(base.lon) + shift + 180) % 360 - 180,
            "lat": np.clip(all_of(base.lat) + north, -89, 89),
            **{
                name: pa.array(all_of(getattr(base, name)).astype(np.float32), from_pandas=True)
                for name in ("altitude_m", "speed_kmh", "heading")
            },
            "origin": pa.DictionaryArray.from_arrays(
                pa.array(all_of(base.origin)), pa.array(list(ORIGINS))
            ),
            "new_leg": all_of(base.new_leg),
            "stale": all_of(base.stale),
        }
    )
