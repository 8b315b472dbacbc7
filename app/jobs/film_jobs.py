"""Films in the making: each in a thread of its own, a few at once for all readers together.

No part of it knows Streamlit. Whoever starts a job says what is to be done, and whether anybody
still waits for it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from app.bounded_cache import MB, Cache, Kept
from app.file_names import safe_name
from layers.scene.scene_builder import Scene, build_scene
from layers.style.picture_options import Language
from layers.style.picture_sizes import MachineError, PictureError

if TYPE_CHECKING:
    from layers.film.film_encoder import Film, FilmFormat

GRACE = 12.0
"""Seconds that a reader may be away, as in a tunnel, before his film is given up."""
MOST_RESULTS = 150 * MB
"""All readers' finished pictures and films together; those seen longest ago go first."""


def weight(made: Any) -> int:
    """Give what a picture or film takes in memory, bytes."""
    return len(getattr(getattr(made, "picture", made), "data", b""))


@dataclass(frozen=True, slots=True)
class FilmRequest:
    """Everything that a film depends on; `start` and `end` are ids of events."""

    story: str
    digest: str
    start: str
    end: str
    people: tuple[str, ...] | None
    layers: tuple[str, ...] | None
    size: str
    format: FilmFormat
    captions: bool
    language: Language

    def make(
        self, scene: Scene, *, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> Film:
        """Make the film; `scene` is the whole story's. Raises PictureError for what cannot be."""
        from layers.film.film_encoder import film  # noqa: PLC0415 - what draws is loaded late

        seen = scene
        if self.people is not None or self.layers is not None:
            seen = build_scene(scene.story, people=self.people, layers=self.layers)
        if not {self.start, self.end} <= {mark.id for mark in seen.events}:
            raise PictureError("film.hidden")
        return film(
            seen,
            start=self.start,
            end=self.end,
            size=self.size,
            format=self.format,
            captions=self.captions,
            language=self.language,
            progress=progress,
            cancelled=cancelled,
        )


class Job:
    """One film: how far it is, and what came of it. `done` is set last, and once."""

    def __init__(
        self, request: FilmRequest, *, alive: Callable[[], bool], results: Cache[Any] | None = None
    ) -> None:
        self.request = request
        self.progress = 0.0
        self.error: PictureError | None = None
        """What is wrong with what is asked for, in a sentence."""
        self.failed = False
        """Whether it is the machine that failed."""
        self.kept: Kept[Film] | None = None
        self._results: Cache[Any] = Cache(MOST_RESULTS, weight) if results is None else results
        self._done, self._asked = Event(), Event()
        self._alive, self._seen = alive, time.monotonic()

    @property
    def story(self) -> str:
        """The key of the story that it is about."""
        return self.request.story

    @property
    def film(self) -> Film | None:
        """The film, as long as there is room for it."""
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
        """Ask it to end; it does so within a few frames."""
        self._asked.set()

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended; gives whether it has."""
        return self._done.wait(seconds)

    def _advance(self, share: float) -> None:
        self.progress = min(max(float(share), self.progress), 1.0)

    def _cancelled(self) -> bool:
        now = time.monotonic()
        if self._alive():
            self._seen = now
        return self._asked.is_set() or now - self._seen > GRACE

    def run(self, scene: Scene) -> None:
        """Make the film in this thread. Ends without an error raised: it says what was wrong."""
        try:
            made = self.request.make(scene, progress=self._advance, cancelled=self._cancelled)
            if not self.asked_to_end:
                self.kept = Kept(self._results, made)
        except MachineError as error:
            logging.getLogger(__name__).error("A film failed: %s", error)
            self.failed = not self._cancelled()
        except PictureError as error:
            self.error = None if self._cancelled() else error
        except Exception:
            logging.getLogger(__name__).exception("A film failed")
            self.failed = True
        finally:
            self._done.set()


class Desk:
    """Lets so many films be made at once, whoever asks."""

    def __init__(self, most: int = 1, *, results: Cache[Any] | None = None) -> None:
        self._most, self._jobs, self._lock = most, list[Job](), Lock()
        self._results = results

    def start(self, request: FilmRequest, scene: Scene, *, alive: Callable[[], bool]) -> Job | None:
        """Start a film in a thread; None where as many are being made as may be."""
        with self._lock:
            self._jobs = [job for job in self._jobs if not job.done]
            if len(self._jobs) >= self._most:
                return None
            job = Job(request, alive=alive, results=self._results)
            self._jobs.append(job)
        Thread(target=job.run, args=(scene,), name="film", daemon=True).start()
        return job


def film_name(request: FilmRequest) -> str:
    """Give the name to save a film under: story, first and last event, size."""
    ends = request.start if request.start == request.end else f"{request.start}-to-{request.end}"
    return f"{safe_name(request.story, ends, request.size)}.{request.format}"
