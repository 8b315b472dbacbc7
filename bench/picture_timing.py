"""Pictures and a film of the shipped story: how long they take to make, warm."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.bar import Figure, median, p95
from bench.others import OtherLoad
from bench.shipped_story import FILE, ROOT, shipped
from layers.film.film_encoder import film
from layers.picture.map_picture import picture
from layers.scene.scene_builder import build_scene
from layers.style.picture_options import PictureOptions

ROUNDS = 9
NIGHT = ("flight-from-damascus", "maher-onward")
LIMITS = {"png": 150, "svg": 60}
"""The longest that the median picture may take, ms."""
SLOWEST = 200
"""The longest that nearly every picture may take, ms."""


def measure(_others: OtherLoad) -> list[Figure]:
    """Measure in ms how long a picture takes in each format."""
    scene = build_scene(shipped())
    figures = []
    for form in ("png", "svg", "pdf"):
        times = []
        for mark in [scene.events[0], *scene.events[:: len(scene.events) // ROUNDS]]:
            options = PictureOptions(size="social-1200x630", format=form)
            told = {"at": mark.stop, "event": mark.id, "options": options}
            picture(scene, **told)  # the ground of this view, and its typefaces
            begin = time.perf_counter()
            picture(scene, **told)
            times.append(time.perf_counter() - begin)
        ms = [seconds * 1000 for seconds in times[1:]]
        limit, slowest = LIMITS.get(form), SLOWEST if form in LIMITS else None
        name = f"{form.upper()} of 1200x630"
        figures += [
            Figure(f"{name}, median of {len(ms)} events", median(ms), "ms", limit),
            Figure(f"{name}, p95", p95(ms), "ms", slowest),
        ]
    begin = time.perf_counter()
    made = film(scene, start=NIGHT[0], end=NIGHT[1], size="slide-1920x1080", seconds=10)
    took = time.perf_counter() - begin
    return [
        *figures,
        *_from_the_shell(),
        Figure("film of 1920x1080, 10 s at 25 frames a second, MP4", took, "s", 10),
        Figure("its frames", made.frames, ""),
        Figure("its size", len(made.data) / 1000, "KB"),
    ]


def _from_the_shell() -> Iterator[Figure]:
    """Measure in s how long the command for a picture takes, from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        for form in LIMITS:
            target = Path(folder, f"moment.{form}")
            command = [sys.executable, "-m", "cli.main", "picture", str(FILE)]
            command += ["--at", NIGHT[0], "--size", "social", "--output", str(target)]
            times = []
            for _ in range(ROUNDS):
                begin = time.perf_counter()
                subprocess.run(command, cwd=ROOT, check=True)
                times.append(time.perf_counter() - begin)
            name = f"{form.upper()} of 1200x630 from the shell, median of {ROUNDS}"
            yield Figure(name, median(times), "s", 1.0)
