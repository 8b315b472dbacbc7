"""A step of the slider in a document with a recording of 100,000 positions.

What is measured is the processor time of the page's main thread, not the clock: it is the same on a
machine that others use too.
"""

import json
import math
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from playwright.sync_api import CDPSession

from bench.bar import BenchError, Figure, median, p95
from bench.browser import launched, opened
from bench.others import OtherLoad
from bench.slider import drawn
from geo.great_circle import DEGREE_KM
from geo.story.loading import load_story
from geo.tracks.fixes import Fixes, fixes_of
from geo.tracks.track_file import write_track_file
from layers.scene.scene_builder import build_scene
from layers.web.html_document import build_document

FIXES = 100_000
STEPS = 200
STEP_MS = 10.0
START = int(datetime(2024, 5, 1, tzinfo=UTC).timestamp() * 1000)
SILENT_EVERY, SILENT_S = 10_000, 300
"""A silence of so many seconds after so many positions."""

# Takes the slider to a share of its way, as a hand would, and waits until that is painted.
DOWN = "() => { globalThis.hand = grasp(); }"
GRASP = """globalThis.grasp = () => {
  const slider = document.querySelector('#timeline [role="slider"]');
  const rail = slider.querySelector('.rail').getBoundingClientRect();
  const at = (type, share, button, buttons) => slider.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse', isPrimary: true,
    clientX: rail.left + rail.width * share, clientY: rail.top + rail.height / 2, button, buttons,
  }));
  at('pointerdown', 0, 0, 1);
  return (share) => {
    at('pointermove', share, -1, 1);
    return new Promise((done) => { ER.document.afterPaint(done); });
  };
};"""


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure steps of the slider over a long recording, ms of the main thread's processor time."""
    with tempfile.TemporaryDirectory() as folder, launched(other_load) as browser:
        page_file = Path(folder) / "track.html"
        story = load_story(written(Path(folder)))
        page_file.write_text(build_document(build_scene(story)), encoding="utf-8")
        with opened(browser) as page:
            page.goto(page_file.as_uri())
            frame = drawn(page)
            frame.evaluate("() => ER.document.set({ scale: 'true' })")
            frame.evaluate(GRASP)
            frame.evaluate(DOWN)
            devtools = page.context.new_cdp_session(page)
            devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
            times = []
            for i in range(STEPS):
                before = _busy(devtools)
                frame.evaluate("(share) => hand(share)", (i + 1) / STEPS)
                times.append((_busy(devtools) - before) * 1000)
            moved = frame.evaluate("ER.document.state.t === ER.document.scene.span[1]")
    if not moved:
        raise BenchError("the slider did not follow the hand")
    name = f"{FIXES:,} positions of a track, step of the slider, processor time"
    return [
        Figure(f"{name}, median", median(times), "ms"),
        Figure(f"{name}, p95", p95(times), "ms", STEP_MS),
    ]


def _busy(devtools: CDPSession) -> float:
    """Give for how long the main thread has been busy, seconds."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return next(float(row["value"]) for row in metrics if row["name"] == "TaskDuration")


def recorded() -> Fixes:
    """Make a recording in wide circles, a position a second, with silences."""
    row = np.arange(FIXES)
    turn = np.cumsum(np.full(FIXES, 0.0015))
    north, east = np.cumsum(0.23 * np.cos(turn)) + row * 0.01, np.cumsum(0.23 * np.sin(turn))
    lat = 40 + north / DEGREE_KM
    return fixes_of(
        time=START + 1000 * (row + SILENT_S * (row // SILENT_EVERY)),
        lon=10 + east / (DEGREE_KM * math.cos(math.radians(42))),
        lat=lat,
        altitude_m=np.round(9000 + 2000 * np.sin(turn / 7)),
        speed_kmh=np.full(FIXES, 828.0),
    )


def written(folder: Path) -> Path:
    """Write a story that rests on the recording, and the recording beside it."""
    fixes = recorded()
    digest = write_track_file(fixes, folder / "track.csv")
    times = [
        datetime.fromtimestamp(int(at) / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for at in fixes.time[:: FIXES // 5]
    ]
    claims = [{"source": "paper", "paragraphs": [1], "told_by": "a witness", "named": False}]
    ends = [
        {"id": name, "name": f"Place {name}", "lon": float(fixes.lon[i]),
         "lat": float(fixes.lat[i]), "precision_km": 1, "coordinates_from": "made up"}
        for name, i in (("a", 0), ("b", -1))
    ]  # fmt: skip
    story = {
        "format": 1, "id": "recorded", "title": "A made-up recording", "time_zone": "UTC",
        "sources": [{"id": "paper", "title": "A report", "publisher": "The Paper",
                     "published": "2025-01-01", "paragraphs": 1}],
        "groups": [{"id": "all", "name": "All"}],
        "people": [{"id": "pilot", "name": "A pilot", "group": "all"}],
        "places": ends,
        "tracks": [{"id": "jet", "name": "the receiver", "mode": "plane", "source": "paper",
                    "source_kind": "ads-b", "file": "track.csv", "sha256": digest,
                    "claims": claims}],
        "legs": [{"id": "flight", "headline": "The flight", "people": ["pilot"], "from": "a",
                  "to": "b", "mode": "plane", "path": "inferred", "track": "jet",
                  "window": "2024-05-01/2024-05-03", "claims": claims}],
        "events": [{"id": f"e{i}", "headline": f"Event {i}", "people": ["pilot"], "leg": "flight",
                    "start": at, "claims": claims} for i, at in enumerate(times)],
    }  # fmt: skip
    path = folder / "story.yaml"
    path.write_text(json.dumps(story), encoding="utf-8")
    return path
