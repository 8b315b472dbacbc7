"""What is measured in a child process, within a bounded time."""

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
    arguments = (str(points), str(travellers), str(file))
    try:
        return result_of(other_load, "bench.child", *arguments, within=within)
    except subprocess.TimeoutExpired:
        raise TooSlowError(f"not built in {within:.0f} s") from None


def result_of(other_load: OtherLoad, module: str, *arguments: str, within: float) -> dict[str, Any]:
    """Run a module in a process of its own; gives the JSON that is the last line it prints.

    Its own processor time is not counted as other load. Raises TimeoutExpired after so many
    seconds, and BenchError where it fails.
    """
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=within, check=False
    )
    if done.returncode:
        raise BenchError(f"{module} {' '.join(arguments)} failed: {done.stderr[-500:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    other_load.ended(result["cpu_s"])
    return result
