"""The slider: from a step of a drag to the painted frame, and what a drag sends anywhere."""

import html
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page

from bench.bar import BenchError, Figure, median, p95
from bench.browser import SIZE, UNCAPPED, launched, opened
from bench.others import OtherLoad
from bench.server import started
from bench.shipped_story import shipped
from layers.scene.scene_builder import build_scene
from layers.web.html_document import build_document

STEPS = 200
RUNS = 5
REST = 500  # ms in which the hand stands still; what the document holds back would leave by then
SCRIPT = (Path(__file__).parent / "drag.js").read_text(encoding="utf-8")
DRAWN = "typeof ER === 'object' && Boolean(ER.document)"

# A page that holds the document as a newspaper's would, and counts what the document tells it.
AROUND = """<!doctype html><meta charset="utf-8"><title>Frame</title>
<style>
  body {{ margin: 0 }}
  iframe {{ border: 0; display: block; width: 100vw; height: 100vh }}
</style>
<script>
  let heard = 0, ready = false;
  addEventListener('message', (event) => {{ heard += 1; ready ||= event.data.type === 'ready'; }});
</script>
<iframe sandbox="allow-scripts" srcdoc="{document}"></iframe>"""


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure a drag of the time slider in ms: the document alone, in a frame, and in the app."""
    document = build_document(build_scene(shipped()))
    with tempfile.TemporaryDirectory() as folder, launched(other_load, *UNCAPPED) as browser:
        alone, framed = Path(folder) / "alone.html", Path(folder) / "framed.html"
        alone.write_text(document, encoding="utf-8")
        framed.write_text(AROUND.format(document=html.escape(document)), encoding="utf-8")
        return [
            *_alone(browser, alone.as_uri()),
            *_framed(browser, framed.as_uri()),
            *_served(browser, other_load),
        ]


def _alone(browser: Browser, url: str) -> list[Figure]:
    with opened(browser) as page:
        page.goto(url)
        frame = drawn(page)
        return steps_of(frame, "step to painted frame", limit=8)


def _framed(browser: Browser, url: str) -> list[Figure]:
    with opened(browser) as page:
        page.goto(url)
        page.wait_for_function("ready")
        frame = drawn(page)
        figures = steps_of(frame, "the same in a frame")
        page.wait_for_timeout(REST)
        sent = {}
        _move_by_hand(page, frame, lambda when: sent.update({when: page.evaluate("heard")}))
        during, after = sent["held"] - sent["down"], sent["up"] - sent["held"]
        _heard(after, "message")
        trusted = frame.evaluate("watched")
        if len(trusted) < STEPS / 2:
            raise BenchError(f"Of {STEPS} moves of the mouse {len(trusted)} were seen.")
        return [
            *figures,
            Figure("the same by the browser's mouse, p95", p95(trusted), "ms"),
            Figure("messages out of the document in a drag", during, "", 0),
            Figure("messages once it is let go", after, ""),
        ]


def _served(browser: Browser, other_load: OtherLoad) -> list[Figure]:
    with started(other_load) as server, opened(browser) as page:
        frames: list[Any] = []

        def sent_one(payload: Any) -> None:  # a list's own append can't be listened with
            frames.append(payload)

        page.on("websocket", lambda socket: socket.on("framesent", sent_one))
        server.wait()
        page.goto(server.url)
        frame = drawn(page)
        page.wait_for_timeout(3000)  # the page says a few things of its own when it has come up
        if not frames:
            raise BenchError("The page sent nothing when it came up, so sendings are not seen.")
        figures = steps_of(frame, "the same on the served page")
        page.wait_for_timeout(2000)
        sent = {}
        _move_by_hand(page, frame, lambda when: sent.update({when: len(frames)}))
        during, after = sent["held"] - sent["down"], sent["up"] - sent["held"]
        _heard(after, "websocket frame")
        return [
            *figures,
            Figure("websocket frames sent in a drag", during, "", 0),
            Figure("websocket frames once it is let go", after, ""),
        ]


def _heard(count: int, what: str) -> None:
    """Raise BenchError where nothing is counted after a drag: a 0 in it would mean nothing."""
    if not count:
        raise BenchError(f"No {what} was counted after the drag either, so counting is broken.")


def drawn(page: Page) -> Frame:
    """Wait until the document is painted; gives its frame. Raises BenchError after a minute."""
    for _ in range(600):
        for frame in page.frames:
            if not frame.is_detached() and frame.evaluate(DRAWN):
                frame.evaluate("new Promise((done) => { ER.document.afterPaint(done); })")
                frame.evaluate(SCRIPT)
                return frame
        page.wait_for_timeout(100)
    raise BenchError("No map was drawn within a minute.")


def steps_of(frame: Frame, name: str, *, limit: float | None = None) -> list[Figure]:
    """Drag several times; gives the medians of the runs' medians and p95s, and the worst step, ms.

    Raises BenchError where a drag shows too few moments or does not reach the end.
    """
    runs = []
    for _ in range(RUNS + 1):  # the first one warms up
        run = frame.evaluate("drag", STEPS)
        if run["shown"] < STEPS / 4 or run["t"] != run["end"]:
            raise BenchError(f"A drag showed {run['shown']} moments and ended at {run['t']}.")
        runs.append(run["times"])
    runs = runs[1:]
    return [
        Figure(f"{name}, p95", median([p95(times) for times in runs]), "ms", limit),
        Figure(f"{name}, median", median([median(times) for times in runs]), "ms"),
        Figure(f"{name}, worst of {RUNS * STEPS}", max(map(max, runs)), "ms"),
    ]


def _move_by_hand(page: Page, frame: Frame, count: Any) -> None:
    """Drags with the browser's own mouse; count(when) at "down", "held" and "up"."""
    box = frame.locator('#timeline [role="slider"] .rail').first.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    if not 0 < y < SIZE["height"]:
        raise BenchError("The timeline is not in view, where a mouse could reach it.")
    frame.evaluate("watchDrag()")
    page.mouse.move(box["x"] + 1, y)
    page.mouse.down()
    count("down")
    for i in range(STEPS):
        page.mouse.move(box["x"] + box["width"] * (i + 1) / (STEPS + 1), y)
    page.wait_for_timeout(REST)
    count("held")
    page.mouse.up()
    page.wait_for_timeout(2 * REST)
    count("up")
