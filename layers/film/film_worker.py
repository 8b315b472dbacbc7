"""A process that draws a share of a film: it takes a job from its parent and gives frames back.

`python -m layers.film.film_worker` reads one pickled Job from stdin, which only
layers/film/film_encoder.py writes, and writes each still of its share to stdout as raw RGBA. It is
not a worker of a process pool: the page runs in Streamlit's process, which workers of a pool would
start again.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layers.film.film_frame import Screen
from layers.film.film_schedule import Stop
from layers.scene.scene_builder import Scene
from layers.style.picture_sizes import Size


@dataclass(frozen=True, slots=True)
class Job:
    """The arguments of a Screen, and which stills to draw: from `first` on, every `step`-th."""

    scene: Scene
    stops: Sequence[Stop]
    size: Size
    options: dict[str, Any]
    first: int
    step: int


def main() -> None:
    """Draw a share of the stills, and write them to stdout."""
    job: Job = pickle.load(sys.stdin.buffer)
    screen = Screen(job.scene, job.stops, size=job.size, **job.options)
    bitmap = screen.bitmap()
    for still in screen.stills[job.first :: job.step]:
        screen.draw(still, bitmap)
        sys.stdout.buffer.write(bitmap.pixels.data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
