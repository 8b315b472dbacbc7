"""Stories of many events: read, made into a scene and into a document, with time and memory."""

import math
import tempfile
from itertools import pairwise
from pathlib import Path

from bench.bar import Figure
from bench.building import TooSlowError, build
from bench.others import OtherLoad

NUMBERS = (100, 1_000, 10_000)
WITHIN = 60.0  # seconds for each
LITTLE = 5.0  # MB over the bare process, below which their growth says nothing
LIMIT = 5.0  # seconds from the file to the document, for the largest story


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure each step from file to document in s, and memory in MB, for stories of many sizes."""
    figures, took, kept = [], {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for number in NUMBERS:
            size = f"{number:,} events"
            try:
                result = build(other_load, number, 0, Path(folder) / "document.html", within=WITHIN)
            except TooSlowError as slow:
                figures.append(Figure(f"{size}, read to document", None, "s", note=str(slow)))
                continue
            stages = {name: result[f"{name}_s"] for name in ("read", "scene", "document")}
            took[number], kept[number] = (
                sum(stages.values()),
                result["peak_mb"] - result["before_mb"],
            )
            limit = LIMIT if number == NUMBERS[-1] else None
            note = (
                "read past the limits of a file: " + result["refused"]
                if "refused" in result
                else ""
            )
            figures += [
                *(Figure(f"{size}, {name}", value, "s") for name, value in stages.items()),
                Figure(f"{size}, read to document", took[number], "s", limit, note=note),
                Figure(f"{size}, the file", result["file_kb"], "KB"),
                Figure(f"{size}, the document", result["document_kb"], "KB"),
                Figure(f"{size}, most memory", result["peak_mb"], "MB"),
                Figure(f"{size}, of it over the bare process", kept[number], "MB"),
            ]
    for fewer, more in pairwise(NUMBERS):
        if fewer in took and more in took:
            name = f"growth from {fewer:,} to {more:,} events, as a power of their number"
            times = more / fewer
            figures.append(Figure(f"{name}, time", power(took[fewer], took[more], times), "^"))
            if kept[fewer] > LITTLE:
                figures.append(
                    Figure(f"{name}, memory", power(kept[fewer], kept[more], times), "^")
                )
    return figures


def power(before: float, after: float, times: float) -> float:
    """Give the power of growth: 1 where it grows with the number, 2 with the number's square."""
    return math.log(max(after, 1e-9) / max(before, 1e-9)) / math.log(times)
