"""The document as a reader opens it: from a file, with the network off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Locator, Page

from geo.story.model import Story
from layers.scene.scene_builder import build_scene
from layers.web.html_document import build_document

READY = "() => typeof ER !== 'undefined' && ER.document"
# At least one frame: till all is drawn, the map rests and the card is told.
PAINTED = """() => new Promise((done) => {
  const still = new Set(['rest', 'address']);                  // these draw nothing
  const look = () => ER.document.afterPaint(() =>
    (ER.document.pending().every((name) => still.has(name)) ? done() : look()));
  look(); })"""
TOLD = """(id) => ER.document.state.event === id && document.querySelector('#card h2')?.textContent
  === ER.document.scene.byId.event.get(id).headline"""
# What the links to the sources say in full.
CITED = "() => [...document.querySelectorAll('.cite > *')].map((n) => n.getAttribute('aria-label'))"
SETTLED = "() => ER.document.pending().length === 0"
NOW = """() => {
  const { state, map } = ER.document, sorted = (set) => [...set].sort(), c = map.getCenter();
  return { t: state.t, event: state.event,
    groups: sorted(state.groups), layers: sorted(state.layers),
    persons: state.persons && sorted(state.persons), playing: state.playing, scale: state.scale,
    view: [c.lat.toFixed(3), c.lng.toFixed(3), map.getZoom().toFixed(2)].map(Number) };
}"""
RECT = """(node) => { const r = node.getBoundingClientRect();
  return { left: r.left, top: r.top, right: r.right, bottom: r.bottom, width: r.width,
    height: r.height, x: r.left + r.width / 2, y: r.top + r.height / 2 }; }"""


def write(story: Story, path: Path, *, base: str = "plain") -> Path:
    """Build a story's document into a file."""
    path.write_text(build_document(build_scene(story), base=base), encoding="utf-8")
    return path


@dataclass
class Document:
    """A document in a tab of its own or, with `frame`, in another page's frame."""

    page: Page
    frame: Frame
    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def js(self, script: str, argument: Any = None) -> Any:
        return self.frame.evaluate(script, argument)

    def find(self, selector: str) -> Locator:
        return self.frame.locator(selector)

    def text(self, selector: str) -> str:
        return self.frame.locator(selector).first.text_content() or ""

    def texts(self, selector: str) -> list[str]:
        return self.frame.locator(selector).all_text_contents()

    def rect(self, selector: str) -> dict[str, float]:
        return self.frame.locator(selector).first.evaluate(RECT)

    def attribute(self, selector: str, name: str) -> str | None:
        return self.frame.locator(selector).first.get_attribute(name)

    def painted(self) -> None:
        self.js(PAINTED)

    def settled(self) -> None:
        """Wait until nothing is under way: no drawing, no message, no address to be written."""
        self.frame.wait_for_function(SETTLED)
        self.painted()

    def now(self) -> dict[str, Any]:
        return self.js(NOW)

    def moment(self) -> str:
        """Give the time in words, as the card says it of the event told."""
        return self.text("#card .when")

    def everyone(self, on: bool = True) -> None:
        """Show what anybody may be doing, and not the subject alone."""
        self.js("(on) => ER.document.act.setEveryone(on)", on)
        self.painted()

    def shown(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Give the marks on the map by kind and id."""
        self.painted()
        return {(mark["kind"], mark["id"]): mark for mark in self.js("() => ER.document.shown()")}

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.painted()

    def click(self, selector: str) -> None:
        self.find(selector).first.click()
        self.painted()

    def choose(self, event: str) -> None:
        """Click an event in the list, and see its card."""
        # From the page itself: the list is folded away, and 38 real clicks take long.
        self.js("(id) => document.querySelector(`#list [data-event='${id}']`).click()", event)
        self.told(event)
        self.painted()

    def told(self, event: str) -> None:
        """Wait until the card tells the event."""
        self.frame.wait_for_function(TOLD, arg=event)


Opener = Callable[..., Document]


def opener(open_page: Callable[..., Page]) -> Opener:
    """Make what opens documents: open(path, fragment="t=...", width=390, motion=True).

    With held=True its time stands still once it is open, and `page.clock.run_for(ms)` moves it.
    """

    def open_one(
        path: Path, *, fragment: str = "", motion: bool = False, held: bool = False, **options: Any
    ) -> Document:
        reduced = "no-preference" if motion else "reduce"
        page = open_page(**{"offline": True, "reduced_motion": reduced, **options})
        document = Document(page, page.main_frame)
        page.on("console", lambda message: document.said.append(message.text))
        page.on("pageerror", lambda error: document.said.append(str(error)))
        page.on("request", lambda request: document.requests.append(request.url))
        if held:
            page.clock.install()
        page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        page.wait_for_function(READY)
        document.painted()
        if held:
            page.clock.pause_at(page.evaluate("() => Date.now() + 1000"))
        return document

    return open_one
