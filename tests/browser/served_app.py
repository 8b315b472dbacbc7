"""The page as it is served: opened, waited for, and what it says and sends."""

from urllib.parse import parse_qs, urlencode, urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Error
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import waiting

FRAMES = """() => [...document.querySelectorAll('*')].flatMap((node) =>
  node.shadowRoot ? [...node.shadowRoot.querySelectorAll('iframe')] : [])"""
STATE = """() => {
  const { state, map } = ER.document, center = map.getCenter();
  return {
    t: state.t, event: state.event, scale: state.scale, layers: [...state.layers].sort(),
    people: state.persons ? [...state.persons].sort() : null, groups: [...state.groups].sort(),
    view: [center.lat.toFixed(2), center.lng.toFixed(2), map.getZoom().toFixed(2)],
  }; }"""
# Whether anything begun on this page is still to come: a run of the script, a message, a scroll.
PENDING = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const line = window[Symbol.for('escape-routes')];
  return Boolean(app) && app.dataset.testScriptState !== 'notRunning'
    || [...(line?.frames ?? [])].some((frame) => frame.pending()); }"""
# What would show that the page moves: where each part stands that may be pressed.
WHERE = """() => [...document.querySelectorAll('iframe, button, [role=radio], [role=combobox]')]
  .map((node) => Object.values(node.getBoundingClientRect().toJSON()).join()).join()"""
IN_DOCUMENT = """(apart) => typeof ER !== 'undefined'
  && (!ER.document || ER.document.pending().some((name) => !apart.includes(name)))"""
FRAME = "() => new Promise((done) => requestAnimationFrame(() => done()))"


class Talk:
    """What a page and its server say to each other: whether an answer is still to come."""

    def __init__(self, page):
        self.asked = False
        self.sent = []
        page.on("websocket", self._open)

    def _open(self, socket):
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, data):
        self.sent.append(data)
        if isinstance(data, bytes) and BackMsg.FromString(data).HasField("rerun_script"):
            self.asked = True

    def _received(self, data):
        if not isinstance(data, bytes):
            return
        message = ForwardMsg.FromString(data)
        if message.HasField("script_finished"):
            early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            self.asked = early


TALKS = WeakKeyDictionary()


def overhear(page):
    """Listen to what a page and its server say to each other; at_ease() asks about it."""
    TALKS[page] = Talk(page)


def until(page, condition, what):
    """Wait for a condition that may look into several frames."""

    def holds():
        try:
            return condition()
        except Error:  # a frame that is being replaced
            return False

    waiting.until(
        holds, what, pause=lambda s: page.wait_for_timeout(s * 1000), trace=lambda: page.url
    )


def at_ease(page, *, apart=()):
    """Wait until nothing that was begun is still to come, on the page and in its document.

    Apart from what is named, as `ER.document.pending()` names it.
    """
    seen = []  # three looks, a frame between them: what was sent meanwhile has then been heard

    def rests():
        page.evaluate(FRAME)
        documents = page.frames[1:]
        pending = TALKS[page].asked or page.evaluate(PENDING)
        if pending or any(document.evaluate(IN_DOCUMENT, list(apart)) for document in documents):
            seen.clear()
            return False
        where = page.evaluate(WHERE)
        if seen and seen[-1] != where:
            seen.clear()
        seen.append(where)
        return len(seen) == 3

    until(page, rests, "a page at ease")


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


def chip(document, name):
    """Press a chip of the people or layers, behind their button."""
    if document.locator("#chips").is_hidden():
        document.locator(".open.people").click()
    document.locator("#chips button", has_text=name).click()


def opened(page, app_url, **query):
    page.goto(f"{app_url}/?{urlencode(query)}")
    page.get_by_role("radio", name="Events as a table").wait_for()
    return shown(page)


def query_of(page):
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query, True).items()}


def at_rest(page, **expected):
    """Wait until the address says so."""
    until(page, lambda: expected.items() <= query_of(page).items(), f"{expected} in {page.url}")


def press(page, locator):
    """Click, once the page stands still: in a scroll a click goes to what was there before."""
    locator.scroll_into_view_if_needed()
    at_ease(page)
    locator.click()


def panel(page, name):
    """Open a panel, if it is not open."""
    pill = page.get_by_role("radio", name=name, exact=True)
    if not pill.is_checked():
        press(page, pill)


def listen(page):
    """The page's messages to the server, as they are sent from now on."""
    sent = TALKS[page].sent
    sent.clear()
    return sent
