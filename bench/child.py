"""Make the document of a story in its own process, to measure time and memory.

python -m bench.child POINTS TRAVELLERS DOCUMENT

The document is written to DOCUMENT; a line of JSON gives the time of each stage and the peak of
memory.
"""

import contextlib
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from bench import synthetic
from bench.shipped_story import ROOT
from geo.cyclic_garbage import uncollected

UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, bytes


def peak() -> float:
    """Give the peak of this process's memory, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6


def make(points: int, travellers: int, file: Path) -> dict[str, Any]:
    """Make and write a story's document; gives seconds of each step, memory (MB), sizes (KB).

    `points` and `travellers` are how many of each the made-up story has. A story that is too large
    for a file is noted under `refused`, and its later steps are measured all the same.
    """
    # Imported here, so that the memory of the process without them can be measured.
    from geo.errors import StoryError  # noqa: PLC0415
    from geo.story.loading import read_story  # noqa: PLC0415
    from geo.story.model import Story  # noqa: PLC0415
    from layers.scene.scene_builder import build_scene  # noqa: PLC0415
    from layers.web.html_document import build_document  # noqa: PLC0415

    result: dict[str, Any] = {"modules_mb": peak()}
    data = synthetic.story(synthetic.points(points), synthetic.travellers(travellers))
    text = json.dumps(data)
    result |= {"file_kb": len(text.encode()) / 1000, "before_mb": peak()}
    begin = time.perf_counter()
    try:
        story = read_story(text)
    except StoryError as error:  # too large for a file; later stages are measured all the same
        result["refused"] = str(error.faults[0])
        begin = time.perf_counter()
        story = Story.model_validate(data)
    read = time.perf_counter()
    scene = build_scene(story)
    built = time.perf_counter()
    html = build_document(scene)
    done = time.perf_counter()
    file.write_text(html, encoding="utf-8")
    return result | {
        "read_s": read - begin,
        "scene_s": built - read,
        "document_s": done - built,
        "document_kb": len(html.encode()) / 1000,
        "peak_mb": peak(),
        "cpu_s": time.process_time(),
    }


def main() -> None:
    points, travellers, file = sys.argv[1:]
    with contextlib.chdir(ROOT), uncollected():  # as the command line works
        print(json.dumps(make(int(points), int(travellers), Path(file))))


if __name__ == "__main__":
    main()
