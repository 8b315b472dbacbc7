"""The document: how large it is, and how long building it takes."""

import gzip
import time

from bench.bar import Figure, median, p95
from bench.others import OtherLoad
from bench.shipped_story import shipped
from layers.scene.scene_builder import build_scene
from layers.web.html_document import build_document

ROUNDS = 20
LEVEL = 9  # of gzip, its slowest and smallest; servers often take 6, told beside it


def measure(_others: OtherLoad) -> list[Figure]:
    """Measure the size of a document in KB, and how long it takes to make in ms."""
    reading, building = [], []
    html = ""
    for _ in range(ROUNDS + 1):  # the first one warms up: base map, page texts
        begin = time.perf_counter()
        story = shipped()
        read = time.perf_counter()
        html = build_document(build_scene(story))
        building.append(time.perf_counter() - read)
        reading.append(read - begin)
    cold, warm = building[0] * 1000, [seconds * 1000 for seconds in building[1:]]
    text = html.encode()
    return [
        Figure("size", len(text) / 1000, "KB", 450),
        Figure(f"gzipped, level {LEVEL}", len(gzip.compress(text, LEVEL)) / 1000, "KB", 150),
        Figure("gzipped, level 6", len(gzip.compress(text, 6)) / 1000, "KB"),
        Figure(f"scene and document built, median of {ROUNDS}", median(warm), "ms", 250),
        Figure(f"scene and document built, p95 of {ROUNDS}", p95(warm), "ms", 250),
        Figure("the same for the first time in a process", cold, "ms"),
        Figure("story read from its file, median", median(reading[1:]) * 1000, "ms"),
    ]
