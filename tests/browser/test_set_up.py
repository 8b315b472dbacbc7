"""The browser starts, and a page that misbehaves is caught."""

from pathlib import Path

import pytest
from matplotlib import get_data_path
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from tests.browser.served_app import until

TEXT = "Damascus airport, 02:40"


def test_chromium_opens_a_file(page, tmp_path: Path):
    file = tmp_path / "page.html"
    file.write_text("<!doctype html><title>Damascus, 02:40</title>", encoding="utf-8")
    page.goto(file.as_uri())
    assert page.title() == "Damascus, 02:40"


def test_every_machine_has_the_same_typefaces(page):
    """As wide as matplotlib measures them in its own DejaVu, whatever the machine has."""
    page.set_content("<!doctype html><title>Wide</title>")
    measured = page.evaluate(
        """(text) => { const g = document.createElement('canvas').getContext('2d');
        return ['system-ui', 'sans-serif', 'Arial', 'serif', 'Georgia'].map((family) => {
          g.font = `200px ${family}`; return g.measureText(text).width; }); }""",
        TEXT,
    )
    sans, serif = width_of("DejaVuSans.ttf"), width_of("DejaVuSerif.ttf")
    assert measured[:2] == pytest.approx([sans, sans], rel=0.005)
    assert measured[3] == pytest.approx(serif, rel=0.005)
    assert {measured[2], measured[4]} <= set(measured[:2] + measured[3:4])


def width_of(file):
    font = get_font(Path(get_data_path(), "fonts", "ttf", file))
    font.set_size(200, 72)
    font.set_text(TEXT, 0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64


def test_a_page_has_the_size_asked_for(open_page):
    narrow = open_page(width=390, height=844)
    assert narrow.evaluate("[innerWidth, innerHeight]") == [390, 844]


@pytest.mark.noisy
@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("console.warn('careful')", "console warning: careful"),
        ("queueMicrotask(() => { throw new Error('lost') })", "uncaught: lost"),
        ("fetch('https://tiles.invalid/1.png').catch(() => 0)", "https://tiles.invalid/1.png"),
        ("new WebSocket('wss://ear.invalid/')", "request: wss://ear.invalid/"),
    ],
)
def test_a_page_that_misbehaves_is_heard(page, noise, script: str, expected: str):
    page.set_content("<!doctype html><title>Loud</title>")
    page.evaluate(f"() => {{ {script} }}")
    until(page, lambda: expected in "\n".join(noise.heard), expected)


@pytest.mark.noisy("careful")
def test_a_test_may_allow_noise(page):
    page.set_content("<!doctype html><title>Loud</title>")
    page.evaluate("console.warn('careful')")
