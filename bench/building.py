"""Stories built by a child process, within a bounded time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.bar import BenchError
from bench.others import Others
from bench.shipped_story import ROOT


class TooSlowError(Exception):
    """It was not done in the time that it had; the text says in how long."""


def build(
    others: Others, points: int, travellers: int, file: Path, *, within: float
) -> dict[str, Any]:
    """Build the document of a made-up story into a file; gives what `bench.child` tells."""
    command = [sys.executable, "-m", "bench.child", str(points), str(travellers), str(file)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=within, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooSlowError(f"not built in {within:.0f} s") from None
    if done.returncode:
        raise BenchError(f"The document of {points} points failed: {done.stderr[-500:]}")
    told: dict[str, Any] = json.loads(done.stdout)
    others.ended(told["cpu_s"])
    return told
