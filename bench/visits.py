"""A visit and a reload of the three served pages, and what the server sends for them."""

from playwright.sync_api import Browser, CDPSession, Page

from bench import packages
from bench.bar import Figure, median
from bench.browser import PATIENCE, SIZE, launched
from bench.others import OtherLoad
from bench.peers import OURS
from bench.served_pages import APPS, App, prepared, serving, until_painted
from bench.server import Server

RELOADS = 3
SETTLED = 2000  # ms in which a page fetches what it still wants


class Sent:
    """What came over the wire since it was last asked, in KB: files, and frames of the socket."""

    def __init__(self, client: CDPSession) -> None:
        self.bytes = 0.0
        client.on("Network.loadingFinished", lambda event: self.add(event["encodedDataLength"]))
        client.on("Network.webSocketFrameReceived", lambda event: self.frame(event["response"]))
        client.send("Network.enable")

    def add(self, length: float) -> None:
        self.bytes += max(length, 0)

    def frame(self, response: dict) -> None:
        """Count the bytes of a message over a WebSocket."""
        text = response["payloadData"]
        self.add(len(text) * (3 / 4 if response["opcode"] == 2 else 1))  # binary comes in base 64

    def taken(self) -> float:
        """Give the KB since the last call, and count from 0 again."""
        taken, self.bytes = self.bytes / 1000, 0.0
        return taken


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure visits of each app: time until the map is painted in s, KB sent, memory in MB."""
    packages.fetch()
    figures = []
    for app in APPS:
        with serving(other_load, app) as server, launched(other_load) as browser:
            figures += visited(browser, app, server)
    return figures


def visited(browser: Browser, app: App, server: Server) -> list[Figure]:
    """Measure a first visit and several reloads of an app."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE)
    page = prepared(context)
    client = context.new_cdp_session(page)
    if app.name != OURS:
        packages.serve_cached(client)
    sent = Sent(client)
    first = visit(page, app, server, again=False)
    sent_first = sent.taken()
    again, bytes_again = [], []
    for _ in range(RELOADS):
        again.append(visit(page, app, server, again=True))
        bytes_again.append(sent.taken())
    context.close()
    return [
        Figure("first visit to the painted map, after the server's start", first, "s",
               tool=app.name),
        Figure(f"reload to the painted map, median of {RELOADS}", median(again), "s",
               tool=app.name),
        Figure("sent for the first visit", sent_first, "KB", tool=app.name),
        Figure("sent for a reload", median(bytes_again), "KB", tool=app.name),
        Figure("memory of the server with one reader", server.memory(), "MB", tool=app.name),
    ]  # fmt: skip


def visit(page: Page, app: App, server: Server, *, again: bool) -> float:
    """Load or reload the page; gives the seconds until its map is painted."""
    if again:
        page.reload(wait_until="commit")
    else:
        page.goto(server.url, wait_until="commit")
    took = until_painted(page, app, server)
    page.wait_for_timeout(SETTLED)
    return took
