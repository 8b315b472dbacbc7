"""The page: until its map is ready, at the first visit and after, and the server's memory."""

import time

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from bench.bar import BenchError, Figure, median
from bench.browser import launched, opened
from bench.others import OtherLoad
from bench.server import Server, started

STARTS = 3
RELOADS = 7
SETTLED = 3000  # ms in which what the page fetches after the map has come, too

# Before any script of the page: when the document in its frame said that it is painted, in ms since
# the navigation began. With `seq` it answers a state that it was asked to show.
HEAR = """
if (window.parent === window) {
  window.readies = [];
  window.addEventListener('message', ({ data }) => {
    if (!data || data.ns !== 'escape-routes' || data.type !== 'ready') return;
    readies.push({ at: performance.now(), asked: data.seq !== undefined });
  });
}
"""
READY = "(asked) => readies.find((ready) => ready.asked === asked)?.at"


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure the page: its server's start and first load in s, its memory in MB, its reloads."""
    health, first, start_to_ready, memory = [], [], [], []
    with launched(other_load) as browser:
        for turn in range(STARTS):
            with started(other_load) as server, opened(browser) as page:
                page.add_init_script(HEAR)
                health.append(server.wait())
                page.goto(server.url, wait_until="commit")
                first.append(_ready(page, server))
                start_to_ready.append(time.perf_counter() - server.began)
                page.wait_for_timeout(SETTLED)
                memory.append(server.memory())
                if turn == STARTS - 1:
                    again = _reloads(page, server, state=False)
                    at_a_moment = _reloads(page, server, state=True)
                    after = server.memory()
    return [
        Figure(f"first visit to map ready, median of {STARTS} starts", median(first), "s", 4),
        Figure("first visit to map ready, slowest", max(first), "s"),
        Figure("start of the server to its first answer, median", median(health), "s"),
        Figure("start of the server to map ready, median", median(start_to_ready), "s"),
        Figure(f"reload to map ready, median of {RELOADS}", median(again), "s", 0.8),
        Figure("reload to map ready, slowest", max(again), "s"),
        Figure("reload of a chosen moment, median", median(at_a_moment), "s"),
        Figure(f"memory with one session, most of {STARTS} starts", max(memory), "MB", 230),
        Figure(f"memory after {2 * RELOADS} reloads", after, "MB"),
    ]


def _ready(page: Page, server: Server, *, asked: bool = False) -> float:
    """Seconds from the navigation to the painted map, by the page's own clock."""
    try:
        handle = page.wait_for_function(READY, arg=asked, polling=50)
    except PlaywrightTimeoutError:
        seen = page.inner_text("body").strip()
        raise BenchError(f"No map came. The page: {seen}\nThe server: {server.tail()}") from None
    return float(handle.json_value()) / 1000


def _reloads(page: Page, server: Server, *, state: bool) -> list[float]:
    """Reloads of the plain page, or of one whose address names a moment and people."""
    query = "?story=assad-2024&t=2024-12-07T22:30&people=assad" if state else ""
    page.goto(f"{server.url}/{query}", wait_until="commit")
    _ready(page, server, asked=state)
    times = []
    for _ in range(RELOADS):
        page.wait_for_timeout(SETTLED / 3)
        page.reload(wait_until="commit")
        times.append(_ready(page, server, asked=state))
    return times
