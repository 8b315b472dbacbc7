"""The scripts that folium's pages fetch from CDNs, from pinned npm packages instead.

They are fetched once, by npm from the registry that it is set to, into a folder outside the
repository, and are checked against the hashes in packages.json each time they are read.

python -m bench.packages            fetches what is not there yet
python -m bench.packages --pin      asks npm for the hashes of the versions named, and notes them
"""

import base64
import hashlib
import json
import mimetypes
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Route

from bench.bar import BenchError

PINS = Path(__file__).parent / "packages.json"
TIMEOUT = 120.0  # seconds that npm may take for one package

# Which file of which package stands for an address; the first that matches.
FILES = (
    (r"/leaflet@[\d.]+/(dist/.+)", "leaflet", r"\1"),
    (r"/leaflet\.timeline@[\d.]+/(dist/.+)", "leaflet.timeline", r"\1"),
    (r"/leaflet-timedimension@[\d.]+/(dist/.+)", "leaflet-timedimension", r"\1"),
    (r"/iso8601-js-period@[\d.]+/(.+)", "iso8601-js-period", r"\1"),
    (r"/jqueryui/[\d.]+/(.+)", "jquery-ui-dist", r"\1"),
    (r"/jquery/[\d.]+/(.+)|/jquery-[\d.]+(\.min\.js)$", "jquery", "dist/jquery.min.js"),
    (r"/bootstrap@[\d.]+/(dist/.+)", "bootstrap", r"\1"),
    (r"/moment\.js/[\d.]+/(.+)", "moment", r"min/\1"),
)
# Icons and colours of which these pages show nothing; they are answered with an empty file.
UNUSED = re.compile(r"awesome|glyphicons|highlight\.js")


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm in a fixed version, with the hash of its file."""

    name: str
    version: str
    integrity: str  # as npm gives it: sha512- and the hash in base 64

    @property
    def file(self) -> Path:
        return folder() / f"{self.name}-{self.version}.tgz"


def folder() -> Path:
    """A folder for what can be fetched again: $ESCAPE_ROUTES_CACHE or the user's cache."""
    own = os.environ.get("ESCAPE_ROUTES_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(own) if own else Path(base) / "escape-routes" / "bench"


@lru_cache(maxsize=1)
def pinned() -> dict[str, Package]:
    """Give the packages of the list of fixed versions, by name."""
    rows = json.loads(PINS.read_text(encoding="utf-8"))
    return {row["name"]: Package(**row) for row in rows}


def npm(*arguments: str, cwd: Path | None = None) -> str:
    """Run npm; gives what it prints. Raises BenchError where it is missing, fails or is slow."""
    try:
        done = subprocess.run(
            ["npm", *arguments],
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    except (FileNotFoundError, subprocess.TimeoutExpired) as fault:
        raise BenchError(f"npm is needed once, to fetch what folium's pages use: {fault}") from None
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:]
        raise BenchError(f"npm {arguments[0]} failed: {''.join(last)}")
    return done.stdout


def fetch() -> None:
    """Fetch the packages that are not there yet."""
    for package in pinned().values():
        if package.file.exists():
            continue
        folder().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder()) as scratch:
            npm("pack", f"{package.name}@{package.version}", "--ignore-scripts", cwd=Path(scratch))
            made = next(Path(scratch).glob("*.tgz"))
            check(package, made.read_bytes())
            made.replace(package.file)


def check(package: Package, data: bytes) -> None:
    """Compare a package's hash with the list's. Raises BenchError where it is another file."""
    digest = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if digest != package.integrity:
        raise BenchError(
            f"{package.name} {package.version} is not what was pinned: {digest[:20]}... "
            f"in place of {package.integrity[:20]}..."
        )


@lru_cache(maxsize=16)
def content(name: str) -> dict[str, bytes]:
    """The files of a package that a page could ask for, by their paths."""
    package = pinned()[name]
    data = package.file.read_bytes()
    check(package, data)
    out = {}
    with tarfile.open(package.file) as archive:
        for member in archive:
            path = member.name.partition("/")[2]
            if member.isfile() and path.endswith((".js", ".css", ".png")):
                file = archive.extractfile(member)
                out[path] = file.read() if file else b""
    return out


def answer(url: str) -> bytes | None:
    """What stands for an address: a file of a package, nothing for what is unused, else None."""
    for pattern, name, path in FILES:
        if match := re.search(pattern, url):
            file = match.expand(path)
            # Some the CDN makes smaller by itself; the package has them as they were written.
            return content(name).get(file) or content(name).get(file.replace(".min.", "."))
    return b"" if UNUSED.search(url) else None


def serve(context: BrowserContext) -> list[str]:
    """Answer a browser's requests to other hosts; gives the list of those that were refused."""
    refused: list[str] = []

    def handle(route: Route) -> None:
        url = route.request.url
        if re.match(r"(file|data|blob):|http://127\.0\.0\.1[:/]", url):
            route.continue_()
            return
        body = answer(url)
        if body is None:
            refused.append(url)
            route.abort()
            return
        kind = mimetypes.guess_type(url)[0] or "text/plain"
        route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})

    context.route("**/*", handle)
    return refused


def serve_cached(client: CDPSession) -> None:
    """The same for one page whose browser cache stays on: Playwright's own interception ends it."""

    def handle(event: dict[str, Any]) -> None:
        url, this = event["request"]["url"], {"requestId": event["requestId"]}
        body = answer(url)
        if body is None:
            client.send("Fetch.failRequest", {**this, "errorReason": "AddressUnreachable"})
            return
        kind = mimetypes.guess_type(url)[0] or "text/plain"
        headers = {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
        client.send(
            "Fetch.fulfillRequest",
            {
                **this,
                "responseCode": 200,
                "responseHeaders": [{"name": k, "value": v} for k, v in headers.items()],
                "body": base64.b64encode(body).decode(),
            },
        )

    client.on("Fetch.requestPaused", handle)
    client.send("Fetch.enable", {"patterns": [{"urlPattern": "https://*"}]})


def pin() -> None:
    """Write each package's hash, as npm tells it, into the list of fixed versions."""
    rows = json.loads(PINS.read_text(encoding="utf-8"))
    for row in rows:
        said = npm("view", f"{row['name']}@{row['version']}", "dist.integrity")
        row["integrity"] = said.strip()
    PINS.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        if "--pin" in sys.argv[1:]:
            pin()
        fetch()
    except BenchError as fault:
        sys.exit(str(fault))
