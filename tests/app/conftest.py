"""The page as Python runs it, with a panel open."""

import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from app.panel_registry import PANELS
from geo.language.messages import Messages
from tests.waiting import PATIENCE

STORY = "assad-2024"
AT = {
    "story": STORY,
    "t": "2024-12-08T03:00",
    "event": "flight-from-damascus",
    "people": None,
    "layers": None,
    "view": [34.8, 38.5, 6.25],
    "extent": [31.5, 31.0, 45.5, 38.25],
}

PANEL_OF = {Messages("en")(f"app.panel.{name}"): name for name in PANELS}


class Reader:
    """Reads the page and works it; fails the test where a run raises anything."""

    def __init__(self, app):
        self.app = app

    def run(self):
        self.app.run()
        assert not self.app.exception
        return self

    def one(self, kind, key):
        keys = re.compile(rf"{re.escape(key)}(~\d+)?")  # a field's widgets are numbered
        elements = [element for element in self.app.get(kind) if keys.fullmatch(element.key or "")]
        assert len(elements) == 1, (kind, key, [element.key for element in self.app.get(kind)])
        return elements[0]

    def choose(self, key, value, *, kind="button_group"):
        """Choose a value; a panel by what the page calls it."""
        if key == "panel":
            value = PANEL_OF[value]
        self.one(kind, key).set_value(value)
        return self.run()

    def press(self, key):
        self.one("button", key).click()
        return self.run()

    def settle(self, **at):
        """What the document says when all has come to rest."""
        self.app.session_state["map"] = {"at": {**AT, **at}}
        return self.run()

    def texts(self):
        return [element.value for element in self.app.get("text")]

    def codes(self):
        return [element.value for element in self.app.get("code")]

    def images(self):
        return self.app.get("imgs")

    def html(self):
        return "".join(element.proto.body for element in self.app.get("html"))

    @property
    def state(self):
        return self.app.session_state


@pytest.fixture
def open_panel(root, tmp_path, monkeypatch):
    """open_panel("Picture") -> the page with this panel, the map at rest on a known view."""

    def open_one(panel, *, settled=True, edit=None):
        folder = tmp_path / "stories"
        folder.mkdir(exist_ok=True)
        shutil.copy(root / "stories" / f"{STORY}.yaml", folder)
        if edit:
            path = folder / f"{STORY}.yaml"
            path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        monkeypatch.setenv("ESCAPE_ROUTES_STORIES", str(folder))
        app = AppTest.from_file(str(root / "streamlit_app.py"), default_timeout=PATIENCE)
        reader = Reader(app).run()
        if settled:
            reader.settle()
        return reader.choose("panel", panel)

    return open_one
