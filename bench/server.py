"""The Streamlit server, started as `make app` starts it, and the memory that it takes."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from bench import process
from bench.bar import BenchError
from bench.others import OtherLoad
from bench.shipped_story import ROOT

START = 60.0  # seconds that it may take to answer
LOG_LINES = 30
DIRECT = build_opener(ProxyHandler({}))  # this machine is asked without a proxy


@dataclass(frozen=True, slots=True)
class Server:
    """A Streamlit server that was started here, and its log."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    began: float  # time.perf_counter() when it was started

    @property
    def socket_url(self) -> str:
        """Where its readers' browsers speak with it."""
        return f"{self.url.replace('http', 'ws', 1)}/_stcore/stream"

    def answers(self) -> bool:
        """Whether it answers that it is well."""
        try:
            with DIRECT.open(f"{self.url}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False

    def wait(self) -> float:
        """Wait until it answers; gives the seconds since it was started.

        Raises BenchError, with the end of its log, where it ended or needs over `START` seconds.
        """
        while not self.answers():
            gone = time.perf_counter() - self.began
            if self.process.poll() is not None or gone > START:
                raise BenchError(f"Streamlit did not answer within {gone:.0f} s:\n{self.tail()}")
            time.sleep(0.02)
        return time.perf_counter() - self.began

    def tail(self) -> str:
        """Give the last lines of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LOG_LINES:])

    def memory(self) -> float:
        """Resident memory of the server and of all that it has started, added up, in MB."""
        return sum(part.memory for part in process.tree(self.process.pid)) / 1e6


@contextmanager
def started(
    other_load: OtherLoad,
    script: str = "streamlit_app.py",
    *,
    stories: Path | None = None,
    forget: int | None = None,
) -> Iterator[Server]:
    """A server of this app, or of another script here.

    `stories` is a folder of story files other than ours; `forget` is after how many seconds
    Streamlit drops a session that has lost its reader, which by itself takes it two minutes.
    """
    port = _free_port()
    options = {
        "server.headless": "true",
        "server.address": "127.0.0.1",
        "server.port": port,
    }
    if forget is not None:
        options["server.disconnectedSessionTTL"] = forget
    command = [sys.executable, "-m", "streamlit", "run", script]
    environment = {**os.environ}
    if stories:
        environment["ESCAPE_ROUTES_STORIES"] = str(stories)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.txt"
        with path.open("wb") as log:
            began = time.perf_counter()
            running = subprocess.Popen(
                [*command, *(f"--{name}={value}" for name, value in options.items())],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            yield Server(f"http://127.0.0.1:{port}", running, path, began)
        finally:
            other_load.own(running.pid)
            running.terminate()
            try:
                running.wait(timeout=10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
