"""Many marks on the map: to open it, to move and zoom it, and to find one under the pointer."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Frame

from bench.bar import Figure, median
from bench.browser import UNCAPPED, launched, opened
from bench.building import build
from bench.others import OtherLoad
from bench.slider import drawn

POINTS = (10_000, 100_000)
WITHIN = 120.0  # seconds in which the document of each is to be built
FRAME = 50.0  # ms, the longest that a frame may take while the map moves
ROUNDS = 10
FINDS = 500

# Moves the map by a hand's pace and zooms it, each time till it is painted; the times, ms.
MOVES = """async (rounds) => {
  const { map, afterPaint } = ER.document, times = [];
  const painted = () => new Promise((done) => { afterPaint(() => done(performance.now())); });
  const timed = async (move) => {
    const begin = performance.now();
    move();
    times.push(await painted() - begin);
  };
  await painted();
  for (let i = 0; i < rounds; i++) {
    for (let k = 0; k < 10; k++) {
      await timed(() => map.panBy([i % 2 ? -17 : 17, k % 2 ? -9 : 9], { animate: false }));
    }
    await timed(() => map.setZoom(map.getZoom() + (i % 2 ? -0.5 : 0.5), { animate: false }));
  }
  return times;
}"""
# Asks so many times what lies at a point about the middle of the map; ms each.
FIND = """(count) => {
  const { map, marks } = ER.document, times = [];
  for (let i = 0; i < count; i++) {
    const begin = performance.now();
    marks.at(map.getSize().divideBy(2).add([i % 40, i % 30]));
    times.push(performance.now() - begin);
  }
  return times;
}"""


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure how long it takes to move a map with many points."""
    figures = []
    with tempfile.TemporaryDirectory() as folder, launched(other_load, *UNCAPPED) as browser:
        for points in POINTS:
            path = Path(folder) / f"{points}.html"
            build(other_load, points, 0, path, within=WITHIN)
            figures += _moved(browser, path, f"{points:,} points")
    return figures


def _moved(browser: Browser, path: Path, name: str) -> list[Figure]:
    with opened(browser) as page:
        begin = time.perf_counter()
        page.goto(path.as_uri())
        frame = drawn(page)
        opening = time.perf_counter() - begin
        return [Figure(f"{name}, file opened to map ready", opening, "s"), *_frames(frame, name)]


def _frames(frame: Frame, name: str) -> list[Figure]:
    frame.evaluate(
        "() => ER.document.go((ER.document.scene.span[0] + ER.document.scene.span[1]) / 2)"
    )
    frame.evaluate(MOVES, 2)  # warms up
    times = frame.evaluate(MOVES, ROUNDS)
    finds = frame.evaluate(FIND, FINDS)
    return [
        Figure(f"{name}, panned or zoomed, median", median(times), "ms"),
        Figure(f"{name}, panned or zoomed, worst of {len(times)}", max(times), "ms", FRAME),
        Figure(f"{name}, found under the pointer, median", median(finds), "ms"),
        Figure(f"{name}, found under the pointer, worst of {FINDS}", max(finds), "ms"),
    ]
