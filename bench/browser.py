"""Chromium, with nobody to talk to but this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.others import Others
from tools import chromium

SIZE: ViewportSize = {"width": 1440, "height": 900}
PATIENCE = 60_000  # ms that anything may take before the bench gives up
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
UNCAPPED = ("--disable-frame-rate-limit", "--disable-gpu-vsync")


@contextmanager
def launched(others: Others, *flags: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.flags(), OFFLINE, *flags]
        )
        try:
            yield browser
        finally:
            others.own(os.getpid())  # no server runs any more that would be counted twice
            browser.close()


@contextmanager
def opened(browser: Browser) -> Iterator[Page]:
    """A page with a profile of its own, so that nothing of another one's is in its cache."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def version() -> str:
    with launched(Others()) as browser:
        return browser.version
