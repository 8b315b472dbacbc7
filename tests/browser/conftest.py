"""A real Chromium, pages that may not misbehave in it, and the app as its readers get it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from matplotlib import get_data_path
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.served_app import overhear
from tests.waiting import PATIENCE, until
from tools import chromium

LOG_LINES = 40
expect.set_options(timeout=PATIENCE * 1000)

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
"""
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them, and put them first: files that take long are not left for the end of a run."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
    items.sort(key=lambda item: not item.path.is_relative_to(HERE))


# ------------------------------------------------------------------------------- the browser


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fontconfig file with matplotlib's DejaVu alone, so that all machines measure alike.

    No common typeface runs wider: what has room in DejaVu has room in the reader's own.
    """
    folder = tmp_path_factory.mktemp("fonts")
    path = folder / "fonts.conf"
    path.write_text(FONTS.format(fonts=Path(get_data_path(), "fonts", "ttf"), cache=folder))
    return path


@pytest.fixture(scope="session")
def browser(fonts: Path) -> Iterator[Browser]:
    """The Chromium that all tests share; pages of their own keep them apart."""
    # Outside of Playwright, which it may ask: that does not run twice at once.
    path = chromium.find(headless=True)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path,
            args=chromium.flags(),
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        yield launched
        launched.close()


def is_local(url: str) -> bool:
    """Whether it is answered without leaving this machine."""
    parts = urlsplit(url)
    return parts.scheme in {"about", "blob", "data", "file"} or parts.hostname in {
        "127.0.0.1",
        "localhost",
    }


@dataclass
class Noise:
    """What pages said or asked for that a reader's page must not."""

    heard: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"uncaught: {error.error}"))
        context.on("request", lambda request: self._request(request.url))
        # A page tells of its sockets, its context does not.
        context.on("page", lambda page: page.on("websocket", lambda ws: self._request(ws.url)))

    def _console(self, message: Any) -> None:
        if message.type in {"warning", "error"}:
            self.heard.append(f"console {message.type}: {message.text}")

    def _request(self, url: str) -> None:
        if not is_local(url):
            self.heard.append(f"request: {url}")


@pytest.fixture
def noise() -> Noise:
    """What this test's pages were not to say; a test that provokes some clears it."""
    return Noise()


@contextmanager
def opened_pages(browser: Browser, noise: Noise) -> Iterator[Callable[..., Page]]:
    """Opens pages that are listened to, and closes them at the end."""
    contexts: list[BrowserContext] = []

    def open_one(*, width: int = 1440, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        noise.listen(context)
        context.on("page", overhear)
        return context.new_page()

    yield open_one

    for context in contexts:
        context.close()


def assert_silent(noise: Noise, test: pytest.Item) -> None:
    """Fail where a page said or asked for what this test's marks do not let pass."""
    heard = noise.heard
    for marker in test.iter_markers("noisy"):
        patterns = marker.args or ("",)
        heard = [line for line in heard if not any(re.search(p, line) for p in patterns)]
    assert not heard, "The page was to be silent, but:\n" + "\n".join(heard)


@pytest.fixture
def open_page(
    browser: Browser, noise: Noise, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Opens pages: open_page(width=1440, height=900, **options of Browser.new_context).

    Fails the test at its end where one of its pages logged a warning or an error, left an error
    uncaught or asked for anything beyond this machine. `@pytest.mark.noisy("pattern")` lets pass
    what the regular expression finds, `@pytest.mark.noisy` anything.
    """
    with opened_pages(browser, noise) as open_one:
        yield open_one
    assert_silent(noise, request.node)


@dataclass
class SharedPage:
    """The page that the tests of a file share, and what it was not to say."""

    noise: Noise
    open_one: Callable[..., Page]
    page: Page | None = None

    def close(self) -> None:
        if self.page:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="module")
def page_of_file(browser: Browser) -> Iterator[SharedPage]:
    """What shared_page() opens once a file."""
    noise = Noise()
    with opened_pages(browser, noise) as open_one:
        yield SharedPage(noise, open_one)


@pytest.fixture
def shared_page(
    page_of_file: SharedPage, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Gives the page that the tests of a file share: shared_page(**options of open_page).

    It is as the test before left it, 1440 by 900, and blank for the first test and behind one that
    failed. Each test fails for what the page says or asks for in it, as with open_page.
    """
    page_of_file.noise.heard.clear()

    def page_now(**options: Any) -> Page:
        now = page_of_file.page
        if now is None:
            now = page_of_file.page = page_of_file.open_one(**options)
        else:
            now.set_viewport_size({"width": 1440, "height": 900})
        return now

    yield page_now

    if request.node.stash.get(FAILED, False):
        page_of_file.close()
    else:
        assert_silent(page_of_file.noise, request.node)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """One page of a desk's width, 1440 by 900."""
    return open_page()


# ------------------------------------------------------------------------------ the app itself


@dataclass(frozen=True)
class Server:
    """A running Streamlit server."""

    url: str
    log_path: Path
    process: subprocess.Popen[bytes]

    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return answer.status == 200
        except (URLError, ConnectionError, TimeoutError):
            return False

    def wait(self) -> None:
        def answered() -> bool:
            if self.process.poll() is not None:
                pytest.fail(f"Streamlit ended before it answered:\n{self.log()}")
            return self.answers()

        until(answered, "an answer of Streamlit", trace=self.log)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


SERVERS = pytest.StashKey[dict[str, Server]]()
FAILED = pytest.StashKey[bool]()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def serve(
    root: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Callable[..., Server]]:
    """Serves a Streamlit script: serve() the app, serve("path/of/another.py") that one.

    The path is taken from the root of the checkout; what follows it goes to Streamlit, and such a
    server is one of its own. Each is started once and serves till the end; a test that fails shows
    the end of its log.
    """
    servers = pytestconfig.stash.setdefault(SERVERS, {})

    def serve_one(script: str = "streamlit_app.py", *flags: str) -> Server:
        name = " ".join([script, *flags])
        if name not in servers:
            port = free_port()
            log_path = tmp_path_factory.mktemp("streamlit") / "log.txt"
            options = {
                "server.headless": "true",
                "server.address": "127.0.0.1",
                "server.port": port,
                "server.fileWatcherType": "none",
            }
            with log_path.open("wb") as log:
                process = subprocess.Popen(
                    [sys.executable, "-m", "streamlit", "run", script]
                    + [f"--{option}={value}" for option, value in options.items()]
                    + list(flags),
                    cwd=root,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            servers[name] = Server(f"http://127.0.0.1:{port}", log_path, process)
        servers[name].wait()
        return servers[name]

    yield serve_one

    for server in servers.values():
        server.stop()


@pytest.fixture(scope="session")
def app_url(serve: Callable[..., Server]) -> str:
    """Where the app itself is served."""
    return serve().url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    if report.failed and "serve" in getattr(item, "fixturenames", ()):
        for script, server in item.config.stash.get(SERVERS, {}).items():
            tail = "\n".join(server.log().splitlines()[-LOG_LINES:])
            report.sections.append((f"Log of {script}", tail))
    return report
