"""The browser starts, and a page that misbehaves is caught."""

from pathlib import Path

import pytest


def test_chromium_opens_a_file(page, tmp_path: Path):
    file = tmp_path / "page.html"
    file.write_text("<!doctype html><title>Damascus, 02:40</title>", encoding="utf-8")
    page.goto(file.as_uri())
    assert page.title() == "Damascus, 02:40"


def test_a_page_has_the_size_asked_for(open_page):
    narrow = open_page(width=390, height=844)
    assert narrow.evaluate("[innerWidth, innerHeight]") == [390, 844]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("console.warn('careful')", "console warning: careful"),
        ("setTimeout(() => { throw new Error('lost') })", "uncaught: lost"),
        ("fetch('https://tiles.invalid/1.png').catch(() => 0)", "https://tiles.invalid/1.png"),
        ("new WebSocket('wss://ear.invalid/')", "request: wss://ear.invalid/"),
    ],
)
def test_a_page_that_misbehaves_is_heard(page, noise, script: str, expected: str):
    page.set_content("<!doctype html><title>Loud</title>")
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(300)
    heard = "\n".join(noise.heard)
    noise.heard.clear()
    assert expected in heard


@pytest.mark.noisy("careful")
def test_a_test_may_allow_noise(page):
    page.set_content("<!doctype html><title>Loud</title>")
    page.evaluate("console.warn('careful')")
