"""Long jobs, films and sites: each in a thread of its own, a few for all readers together.

No part of it knows Streamlit. Whoever starts a job says what is to be done, and whether anybody
still waits for it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Any, Generic, Protocol, TypeVar

from app.bounded_cache import MB, Cache, Kept
from geo.language.told_error import ToldError
from layers.scene.scene_builder import Scene
from layers.style.picture_sizes import MachineError

GRACE = 12.0
"""Seconds that a reader may be away, as in a tunnel, before their job is given up."""
MOST_RESULTS = 150 * MB
"""All readers' finished pictures, films and sites together; those seen longest ago go first."""


def weight(made: Any) -> int:
    """Give the size of a picture, film or site in memory, in bytes."""
    return len(getattr(getattr(made, "picture", made), "data", b""))


class Request(Protocol):
    """What is asked for, and how it is made."""

    @property
    def story(self) -> str:
        """The key of the story that it is of."""

    def make(
        self, scene: Scene, *, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> Any:
        """Make it; `scene` is the whole story's. Raises ToldError for what cannot be made."""


R = TypeVar("R", bound=Request)


class Job(Generic[R]):
    """A job: how far it is, and its result. `done` is set last, and once."""

    def __init__(
        self, request: R, *, alive: Callable[[], bool], results: Cache[Any] | None = None
    ) -> None:
        self.request = request
        self.progress = 0.0
        self.error: ToldError | None = None
        """What is wrong with what is asked for, in a sentence."""
        self.failed = False
        """Whether it is the machine that failed."""
        self.kept: Kept[Any] | None = None
        self._results: Cache[Any] = Cache(MOST_RESULTS, weight) if results is None else results
        self._done, self._asked = Event(), Event()
        self._alive, self._seen = alive, time.monotonic()

    @property
    def story(self) -> str:
        """The key of the story that it is about."""
        return self.request.story

    @property
    def made(self) -> Any | None:
        """What was made, as long as there is room for it."""
        return self.kept.value if self.kept else None

    @property
    def done(self) -> bool:
        """Whether it has ended, in whichever way."""
        return self._done.is_set()

    @property
    def asked_to_end(self) -> bool:
        """Whether somebody has cancelled it."""
        return self._asked.is_set()

    def cancel(self) -> None:
        """Ask it to end; it does so within moments."""
        self._asked.set()

    def wait(self, seconds: float) -> bool:
        """Wait until the job has ended, at most so many seconds; gives whether it has."""
        return self._done.wait(seconds)

    def _advance(self, share: float) -> None:
        self.progress = min(max(float(share), self.progress), 1.0)

    def _cancelled(self) -> bool:
        now = time.monotonic()
        if self._alive():
            self._seen = now
        return self._asked.is_set() or now - self._seen > GRACE

    def run(self, scene: Scene) -> None:
        """Do the job in this thread. Raises no error: `error` and `failed` say what was wrong."""
        try:
            made = self.request.make(scene, progress=self._advance, cancelled=self._cancelled)
            if not self.asked_to_end:
                self.kept = Kept(self._results, made)
        except MachineError as error:
            logging.getLogger(__name__).error("A job failed: %s", error)
            self.failed = not self._cancelled()
        except ToldError as error:
            self.error = None if self._cancelled() else error
        except Exception:
            logging.getLogger(__name__).exception("A job failed")
            self.failed = True
        finally:
            self._done.set()


class JobRunner:
    """Runs at most `most` jobs at once, for all readers together."""

    def __init__(self, most: int = 1, *, results: Cache[Any] | None = None) -> None:
        self._most, self._jobs, self._lock = most, list[Job[Any]](), Lock()
        self._results = results

    def start(self, request: R, scene: Scene, *, alive: Callable[[], bool]) -> Job[R] | None:
        """Start a job in a thread; None where as many are being done as may be."""
        with self._lock:
            self._jobs = [job for job in self._jobs if not job.done]
            if len(self._jobs) >= self._most:
                return None
            job = Job(request, alive=alive, results=self._results)
            self._jobs.append(job)
        Thread(target=job.run, args=(scene,), name="job", daemon=True).start()
        return job
