"""Chromium without a network beyond this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.others import OtherLoad
from tools import chromium

SIZE: ViewportSize = {"width": 1440, "height": 900}
PATIENCE = 60_000  # ms that anything may take before the bench gives up
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
UNCAPPED = ("--disable-frame-rate-limit", "--disable-gpu-vsync")


@contextmanager
def launched(other_load: OtherLoad, *flags: str) -> Iterator[Browser]:
    """Start a Chromium without a network; it ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.flags(), OFFLINE, *flags]
        )
        try:
            yield browser
        finally:
            other_load.own(os.getpid())  # no server runs any more that would be counted twice
            browser.close()


@contextmanager
def opened(browser: Browser) -> Iterator[Page]:
    """Open a page with its own profile, so that its cache is empty."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def version() -> str:
    """Give the version of the Chromium that is measured with."""
    with launched(OtherLoad()) as browser:
        return browser.version
