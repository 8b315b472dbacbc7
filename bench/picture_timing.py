"""Pictures and a film of the shipped story: how long they take to make, warm."""

import time

from bench.bar import Figure, median, p95
from bench.others import OtherLoad
from bench.shipped_story import shipped
from layers.film.film_encoder import film
from layers.picture.map_picture import picture
from layers.scene.scene_builder import build_scene
from layers.style.picture_options import PictureOptions

ROUNDS = 9
NIGHT = ("flight-from-damascus", "maher-onward")


def measure(_others: OtherLoad) -> list[Figure]:
    """Measure in ms how long a picture takes in each format."""
    scene = build_scene(shipped())
    figures = []
    for form in ("png", "svg", "pdf"):
        times = []
        for mark in [scene.events[0], *scene.events[:: len(scene.events) // ROUNDS]]:
            told = {"at": mark.stop, "event": mark.id, "options": PictureOptions(format=form)}
            picture(scene, **told)  # the ground of this view, and its typefaces
            begin = time.perf_counter()
            picture(scene, **told)
            times.append(time.perf_counter() - begin)
        ms = [seconds * 1000 for seconds in times[1:]]
        limit = None if form == "pdf" else 200
        name = f"{form.upper()} of 1200x630"
        figures += [
            Figure(f"{name}, median of {len(ms)} events", median(ms), "ms", limit),
            Figure(f"{name}, p95", p95(ms), "ms", limit),
        ]
    begin = time.perf_counter()
    made = film(scene, start=NIGHT[0], end=NIGHT[1], size="slide-1920x1080", seconds=10)
    took = time.perf_counter() - begin
    return [
        *figures,
        Figure("film of 1920x1080, 10 s at 25 frames a second, MP4", took, "s", 15),
        Figure("its frames", made.frames, ""),
        Figure("its size", len(made.data) / 1000, "KB"),
    ]
