"""Stories built by a child process, within a bounded time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.bar import BenchError
from bench.others import OtherLoad
from bench.shipped_story import ROOT


class TooSlowError(Exception):
    """It was not done within the time limit, which the message gives."""


def build(
    other_load: OtherLoad, points: int, travellers: int, file: Path, *, within: float
) -> dict[str, Any]:
    """Build the document of a made-up story into a file; gives the result of `bench.child`."""
    command = [sys.executable, "-m", "bench.child", str(points), str(travellers), str(file)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=within, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooSlowError(f"not built in {within:.0f} s") from None
    if done.returncode:
        raise BenchError(f"The document of {points} points failed: {done.stderr[-500:]}")
    result: dict[str, Any] = json.loads(done.stdout)
    other_load.ended(result["cpu_s"])
    return result
