"""A visitor who uses the limits fully: how long other readers wait, and the memory it takes.

A real browser uploads files at the limits of size and changes a story of 12,000 events. Meanwhile
other readers come, one after another, over the server's own protocol; the slowest of them counts.
Each figure is told as soon as it is there: the part takes minutes, and one case that fails leaves
the others.
"""

import asyncio
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from bench import report, synthetic
from bench.bar import BenchError, Figure
from bench.browser import SIZE, launched
from bench.others import OtherLoad
from bench.server import Server, started
from bench.sessions import FORGET, gone, session
from geo.language.messages import Messages
from geo.yaml.yaml_writer import yaml_text

EVENTS = 12_000
FIVE = 5
LINKS = 80_000
PROPERTIES = 200_000
PATIENCE = 120_000  # ms that the visitor at the limits waits for each piece of their own work
TIME_LIMIT = (
    600.0  # seconds after which no case begins any more, so that all take 15 minutes at most
)
PAUSE = 0.2
LOAD = 4.0  # seconds of a fresh load
MEMORY = 1000.0  # MB of the server's process
BACK = 1.10  # of the memory before


@dataclass
class Watch:
    """What others saw meanwhile: seconds of their loads, and the server's memory in MB."""

    loads: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure what other readers meet while the largest files are open: s a load, memory in MB."""
    figures: list[Figure] = []
    begin = time.monotonic()
    with (
        started(other_load, forget=FORGET) as server,
        launched(other_load) as browser,
        tempfile.TemporaryDirectory() as folder,
    ):
        server.wait()
        files = written(Path(folder))
        for name, case in cases(browser, server, files).items():
            if time.monotonic() - begin > TIME_LIMIT:
                measured = [Figure(name, None, "s", note=f"not begun within {TIME_LIMIT:.0f} s")]
            else:
                measured = attempted(name, case)
            for figure in measured:
                print(f"  {report.line(figure.as_json())}", file=sys.stderr)
            figures += measured
    return figures


def cases(
    browser: Browser, server: Server, files: dict[str, Path]
) -> dict[str, Callable[[], list[Figure]]]:
    """Give what is measured, by what it is called."""

    def one_visitor(name: str, work: Callable[[Page], None]) -> list[Figure]:
        with watched(server) as watch:
            visited(browser, server, work)
        forgotten(server)
        return watch_figures(name, watch)

    def warm() -> list[Figure]:
        visited(browser, server, lambda page: imported(page, files["links"]))
        forgotten(server)
        return []

    works: dict[str, Callable[[Page], None]] = {
        f"a KML with {LINKS:,} links that never close is read": lambda page: imported(
            page, files["links"]
        ),
        f"a GeoJSON with {PROPERTIES:,} properties is read": lambda page: imported(
            page, files["properties"]
        ),
        f"a story of {EVENTS:,} events is opened and changed": lambda page: changed(
            page, files["own-0"]
        ),
    }
    return {
        "warming up": warm,
        **{name: partial(one_visitor, name, work) for name, work in works.items()},
        f"{FIVE} sessions with {EVENTS:,} events": lambda: many_visitors(browser, server, files),
    }


def attempted(name: str, case: Callable[[], list[Figure]]) -> list[Figure]:
    """Measure a case; where it fails, its figure has no value, which misses its bar."""
    try:
        return case()
    except (BenchError, PlaywrightError) as fault:
        return [Figure(name, None, "s", limit=LOAD, note=str(fault).partition("\n")[0])]


def many_visitors(browser: Browser, server: Server, files: dict[str, Path]) -> list[Figure]:
    """Measure several sessions with the largest story at once, and the memory that they leave."""
    # After the first time the allocator has the memory that it keeps.
    at_once(browser, server, files)
    before = server.memory()
    watch = at_once(browser, server, files)
    after = server.memory()
    name = f"{FIVE} sessions with {EVENTS:,} events"
    return [
        Figure(f"{name}, memory at most", max(watch.memory), "MB"),
        Figure(f"{name}, slowest fresh load of {len(watch.loads)}", max(watch.loads), "s"),
        Figure(f"{name}, memory before", before, "MB"),
        Figure(f"{name}, memory when they have gone", after, "MB"),
        Figure(f"{name}, memory that is left over that before", after / before, "x", BACK),
    ]


def at_once(browser: Browser, server: Server, files: dict[str, Path]) -> Watch:
    """Have several visitors at the limits at the same time, and wait until they are forgotten."""
    contexts = []
    with watched(server) as watch:
        for i in range(FIVE):
            context = browser.new_context(viewport=SIZE)
            contexts.append(context)
            opened(own_story(context.new_page(), server), files[f"own-{i}"])
    for context in contexts:
        context.close()
    forgotten(server)
    return watch


def watch_figures(name: str, watch: Watch) -> list[Figure]:
    """Give the figures of what other readers met: the slowest load in s, memory in MB."""
    return [
        Figure(f"{name}: slowest fresh load of {len(watch.loads)}", max(watch.loads), "s", LOAD),
        Figure(f"{name}: memory at most", max(watch.memory), "MB", MEMORY),
    ]


# ------------------------------------------------------------------------------ the other readers


@contextmanager
def watched(server: Server) -> Iterator[Watch]:
    """Let other readers come while something is done, at least one of them."""
    watch, over = Watch(), threading.Event()

    def come() -> None:
        while not over.is_set() or not watch.loads:
            begin = time.perf_counter()
            asyncio.run(visit(server))
            watch.loads.append(time.perf_counter() - begin)
            time.sleep(PAUSE)

    def weigh() -> None:
        while not over.is_set():
            watch.memory.append(server.memory())
            time.sleep(PAUSE)

    threads = [threading.Thread(target=come), threading.Thread(target=weigh)]
    for thread in threads:
        thread.start()
    try:
        yield watch
    finally:
        over.set()
        for thread in threads:
            thread.join()


def forgotten(server: Server) -> None:
    """Wait until closed sessions are forgotten; in a thread, as a browser has this one's loop."""
    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, gone(server, [])).result()


async def visit(server: Server) -> None:
    """Open a session as another reader would, and close it after its first run."""
    link = await session(server.socket_url, server.tail)
    await link.close()


# ------------------------------------------------------------------------ the visitor at the limits


def visited(browser: Browser, server: Server, work: Callable[[Page], None]) -> None:
    """Let a visitor with a new browser context do some work on the page of their own story."""
    context = browser.new_context(viewport=SIZE)
    try:
        work(own_story(context.new_page(), server))
    finally:
        context.close()


def own_story(page: Page, server: Server) -> Page:
    """Open the page and choose the visitor's own story; gives the page."""
    page.set_default_timeout(PATIENCE)
    page.goto(server.url)
    page.get_by_role("radio", name="Your own story").click()
    page.locator(".st-key-own-file input[type=file]").wait_for(state="attached")
    return page


def imported(page: Page, path: Path) -> None:
    """Give the page a file to import, and wait until it can be opened as a story."""
    page.locator(".st-key-own-file input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Open as a story").wait_for()


def pressed(page: Page, name: str) -> None:
    """Press a button by the keyboard: right after a scroll Chromium loses a program's click."""
    page.get_by_role("button", name=name, exact=True).press("Enter")


def opened(page: Page, path: Path) -> None:
    """Give the page a story file, open it, and wait for its map."""
    page.locator(".st-key-own-file input[type=file]").set_input_files(path)
    pressed(page, "Open it")
    page.locator(".st-key-own-head").wait_for()
    page.locator('iframe[title="A made-up story"]').wait_for()


def changed(page: Page, path: Path) -> None:
    """Open a story and change it twice: each time all of it is checked and drawn again."""
    opened(page, path)
    page.get_by_role("radio", name=Messages("en")("app.own.view.rows")).click()
    for _ in range(2):
        said = page.locator(".st-key-own-head").inner_text()
        pressed(page, "Add a row")
        page.wait_for_function(
            "(said) => document.querySelector('.st-key-own-head').innerText !== said", arg=said
        )


def written(folder: Path) -> dict[str, Path]:
    """Write the files at the limits."""
    link = "&lt;a href=x&gt;word "
    place = "<TimeStamp><when>2024</when></TimeStamp><Point><coordinates>1,2</coordinates></Point>"
    links = f"<kml><Placemark><description>{link * LINKS}</description>{place}</Placemark></kml>"
    feature = {
        "type": "Feature",
        "properties": {"date": "2024", **{f"p{i}": 1 for i in range(PROPERTIES)}},
        "geometry": {"type": "Point", "coordinates": [1, 2]},
    }
    story = yaml_text(synthetic.story(synthetic.points(EVENTS)))
    texts = {
        "links": ("links.kml", links),
        "properties": ("properties.geojson", json.dumps(feature)),
        **{f"own-{i}": (f"own-{i}.yaml", f"# {i}\n{story}") for i in range(FIVE)},
    }
    paths = {}
    for name, (file, text) in texts.items():
        paths[name] = folder / file
        paths[name].write_text(text, encoding="utf-8")
    return paths
