"""Find the Chromium that the browser tests use; as a command, print its path.

python tools/chromium.py             print the path, or an error
python tools/chromium.py --install   the same, but install Chromium where there is none
python tools/chromium.py --headless  prefer the Chromium that has no windows, as the tests do
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HEADLESS = "chromium-headless-shell"
"""Debian's Chromium without windows: it draws the same and opens a page with a third less work."""
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


UNUSED = (
    # The popups of the address bar: two more renderers for each page, half of all the work.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright switches off itself: Chromium uses the last list alone.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
"""Features of Chromium that no page here needs."""
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={','.join(UNUSED)}",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""Flags that keep Chromium from calling home, so that only what a page does is seen."""


def flags() -> list[str]:
    """Give the flags to start Chromium with; its sandbox does not work for root, as CI runs it."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


class NoChromiumError(RuntimeError):
    """There is no Chromium here that starts."""


def starts(path: str) -> bool:
    """Whether it runs; Ubuntu's chromium-browser may be a stub that only asks for a snap."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def of_playwright() -> str:
    """Give the path of Playwright's own Chromium, whether it exists or not."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  not needed by most machines

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def candidates(*, headless: bool) -> Iterator[str]:
    """Give the paths of the Chromiums of this machine, Playwright's own last."""
    for name in (HEADLESS, *NAMES) if headless else NAMES:
        if path := shutil.which(name):
            yield path
    if Path(own := of_playwright()).exists():
        yield own


def find(*, headless: bool = False) -> Path:
    """Find the Chromium named by $CHROMIUM, else the machine's, else Playwright's.

    With `headless`, the machine's Chromium without windows comes first. Raises NoChromiumError
    where there is none, or where $CHROMIUM does not start.
    """
    if named := os.environ.get("CHROMIUM"):
        path = shutil.which(named)
        if path is None or not starts(path):
            raise NoChromiumError(
                f"CHROMIUM is {named!r}, which does not start: correct or unset it."
            )
        return Path(path)
    for path in candidates(headless=headless):
        if starts(path):
            return Path(path)
    raise NoChromiumError(
        "No Chromium was found: install one, name it with CHROMIUM=/path/to/it, or run "
        "'make test', which gets one."
    )


def run(*command: str) -> bool:
    """Run a command without questions, with its output on stderr; gives whether it succeeded."""
    print("$", *command, file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return not subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False
    ).returncode


def as_root() -> tuple[str, ...] | None:
    """Give the prefix that runs a command as root; None where that needs a password."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ("sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive")
    return None


def install_from_debian(name: str) -> None:
    """Install a package of Chromium with apt-get, where this user may."""
    root = as_root()
    if not shutil.which("apt-get") or root is None:
        return
    run(*root, "apt-get", "update", "-q")
    # A user who is not root needs the sandbox too, which Debian only recommends.
    wanted = (name, "chromium-sandbox")
    run(*root, "apt-get", "install", "-q", "-y", "--no-install-recommends", *wanted)


def install() -> Path:
    """Install Chromium from Debian, else from Playwright; gives its path."""
    install_from_debian("chromium")
    try:
        return find()
    except NoChromiumError:
        print("There is none from Debian here; trying Playwright's.", file=sys.stderr)
    run(sys.executable, "-m", "playwright", "install", "chromium")
    try:
        return find()
    except NoChromiumError:
        raise NoChromiumError(
            "No Chromium could be installed: install one and run again, or name it with "
            "CHROMIUM=/path/to/it."
        ) from None


def find_or_install(*, headless: bool) -> Path:
    """Find a Chromium, installing one where there is none of the kind asked for.

    A machine that gets none without windows is left with the one it has. Raises
    NoChromiumError where there is none in the end.
    """
    if os.environ.get("CHROMIUM"):
        return find()
    if headless and not shutil.which(HEADLESS):
        install_from_debian(HEADLESS)
    try:
        return find(headless=headless)
    except NoChromiumError:
        return install()


def main() -> int:
    """Print the path of a Chromium, which `--install` installs if need be; gives 1 without one."""
    parser = argparse.ArgumentParser(description="Print the path of a Chromium.")
    parser.add_argument(
        "--install", action="store_true", help="install Chromium where there is none"
    )
    parser.add_argument(
        "--headless", action="store_true", help="prefer the Chromium without windows"
    )
    options = parser.parse_args()
    try:
        if options.install:
            print(find_or_install(headless=options.headless))
        else:
            print(find(headless=options.headless))
    except NoChromiumError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
