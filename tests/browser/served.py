"""The page as it is served: opened, waited for, and what it says and sends."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Error

PATIENCE = 20_000  # ms
FRAMES = """() => [...document.querySelectorAll('*')].flatMap((node) =>
  node.shadowRoot ? [...node.shadowRoot.querySelectorAll('iframe')] : [])"""
STATE = """() => {
  const { state, map } = ER.document, center = map.getCenter();
  return {
    t: state.t, event: state.event, scale: state.scale, layers: [...state.layers].sort(),
    people: state.persons ? [...state.persons].sort() : null, groups: [...state.groups].sort(),
    view: [center.lat.toFixed(2), center.lng.toFixed(2), map.getZoom().toFixed(2)],
  }; }"""


def until(page, condition, what):
    """Wait for a condition that may look into several frames."""
    for _ in range(PATIENCE // 50):
        try:
            if condition():
                return
        except Error:  # a frame that is being replaced
            pass
        page.wait_for_timeout(50)
    pytest.fail(f"waited in vain for {what}")


def shown(page):
    """The frame of the document that is on show: the one and only, ready and to be seen."""

    def ready():
        if len(page.frames) != 2:
            return False
        if page.evaluate(f"({FRAMES})().some((frame) => frame.style.opacity === '0')"):
            return False
        return page.frames[1].evaluate("() => typeof ER !== 'undefined' && !!ER.document")

    until(page, ready, "the document")
    return page.frames[1]


def opened(page, app_url, **query):
    page.goto(f"{app_url}/?{urlencode(query)}")
    page.get_by_role("radio", name="Events as a table").wait_for(timeout=PATIENCE)
    return shown(page)


def query_of(page):
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query, True).items()}


def at_rest(page, **expected):
    """Wait until the address says so."""
    until(page, lambda: expected.items() <= query_of(page).items(), f"{expected} in {page.url}")


def press(page, locator):
    """Click, once the page stands still: a scroll and a click in one frame meet the map's own."""
    locator.scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    locator.click()


def panel(page, name):
    """Open a panel."""
    press(page, page.get_by_role("radio", name=name, exact=True))


def listen(page):
    """The page's messages to the server, as they are sent from now on."""
    sent = []

    def keep(message):  # playwright marks its listeners, and a method of a list can't be marked
        sent.append(message)

    page.on("websocket", lambda ws: ws.on("framesent", keep))
    return sent
