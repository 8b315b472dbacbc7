"""The positions of a track as a draft story holds them: in its own file, or in one beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np

from geo.temporary_folder import temporary_folder
from geo.tracks.fixes import Fixes
from geo.tracks.track_file import write_track_file
from geo.yaml.story_limits import MAX_FIXES

_CSV_ROWS = 20_000
"""Up to how many positions are written as CSV; more are written as Parquet, a tenth as large."""


def recorded_rows(fixes: Fixes, name: str, beside: dict[str, bytes] | None) -> dict[str, Any]:
    """Give the fields of a track for its positions.

    They go into a file of that name in `beside`, which is given by its SHA-256; where that is None,
    they stand in the story itself, MAX_FIXES at most.
    """
    if beside is None:
        return {"fixes": inline(fixes.in_order())}
    file = f"{name}.{'csv' if len(fixes) <= _CSV_ROWS else 'parquet'}"
    with temporary_folder() as folder:
        digest = write_track_file(fixes, folder / file)
        beside[file] = (folder / file).read_bytes()
    return {"file": file, "sha256": digest}


def recorded_text(fixes: Fixes) -> str:
    """Give fixes as the text of a track's file, CSV."""
    with temporary_folder() as folder:
        write_track_file(fixes, folder / "track.csv")
        return (folder / "track.csv").read_text(encoding="utf-8")


def in_whole_seconds(fixes: Fixes) -> Fixes:
    """Give the first of the fixes of each second; they are in order."""
    return fixes.take(np.flatnonzero(np.diff(fixes.time // 1000, prepend=-1)))


def inline(fixes: Fixes) -> list[dict[str, Any]]:
    """Give fixes as rows of a story's own file, to the second."""
    rows = []
    for i in range(min(len(fixes), MAX_FIXES)):
        row: dict[str, Any] = {
            "time": stamp(int(fixes.time[i])),
            "lon": round(float(fixes.lon[i]), 6),
            "lat": round(float(fixes.lat[i]), 6),
        }
        for name, (digits, low, high) in _VALUES.items():
            value = float(getattr(fixes, name)[i])
            if low <= value <= high:
                row[name] = round(value, digits)
        rows.append(row)
    return rows


_VALUES = {
    "altitude_m": (0, -1000, 100_000),
    "speed_kmh": (1, 0, 20_000),
    "heading": (1, 0, 360),
}
"""Decimals, and the bounds within which a story's own file holds a value (geo/story/model.py)."""


def beyond_values(fixes: Fixes) -> int:
    """Count the heights, speeds and courses that no story's own file holds."""
    with np.errstate(invalid="ignore"):
        return sum(
            int(((values < low) | (values > high)).sum())
            for name, (_, low, high) in _VALUES.items()
            for values in [getattr(fixes, name)]
        )


def stamp(moment: int) -> str:
    """Write a moment, ms since 1970, as a story does: UTC, to the second."""
    when = datetime.fromtimestamp(moment // 1000, UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
