"""The three served pages that are compared: this app and two with streamlit-folium, same points."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from bench import synthetic
from bench.bar import BenchError
from bench.others import OtherLoad
from bench.page_timing import HEAR, READY
from bench.peers import OURS
from bench.server import Server, started

NUMBER = 1_000  # points; of them a tenth shows
FIRST_DAY = 50  # which the two apps begin with
SCRIPT = (Path(__file__).parent / "served.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class App:
    """An app of Streamlit that is measured: its name in the tables, and its script."""

    name: str
    script: str


APPS = (
    App(OURS, "streamlit_app.py"),
    App("st_folium, rebuilt", "bench/apps/rebuilt.py"),
    App("st_folium, feature group", "bench/apps/grouped.py"),
)


def shown(day: int) -> int:
    """How many points are there on a day."""
    return synthetic.there(synthetic.points(NUMBER), synthetic.moments([day])[0])


@contextmanager
def serving(other_load: OtherLoad, app: App, *, forget: int | None = None) -> Iterator[Server]:
    """An app's server that answers; ours has the made-up story in place of its own."""
    with TemporaryDirectory() as folder:
        story = json.dumps(synthetic.story(synthetic.points(NUMBER)))
        (Path(folder) / "points.json").write_text(story, encoding="utf-8")
        with started(other_load, app.script, stories=Path(folder), forget=forget) as server:
            server.wait()
            yield server


def prepared(context: BrowserContext) -> Page:
    """A page that hears and sees when an app's map is there."""
    page = context.new_page()
    page.add_init_script(HEAR)
    page.add_init_script(SCRIPT)
    return page


def until_painted(page: Page, app: App, server: Server, *, day: int = FIRST_DAY) -> float:
    """Give the seconds from the navigation to the painted map, by the page's own clock.

    Raises BenchError, with what the page shows and the end of the server's log, where no map comes.
    """
    try:
        if app.name == OURS:
            handle = page.wait_for_function(READY, arg=False, polling=50)
        else:
            page.evaluate("([day, number]) => watchFor(day, number)", [day, shown(day)])
            handle = page.wait_for_function("() => globalThis.took", polling=50)
    except PlaywrightTimeoutError:
        seen = page.inner_text("body").strip()[:500]
        raise BenchError(f"{app.name}: no map came. The page: {seen}\n{server.tail()}") from None
    return float(handle.json_value()) / 1000
