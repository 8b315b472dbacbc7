"""Films in their threads: how many, how far, and how they end."""

import logging
import sys
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.bounded_cache import Cache
from app.jobs import job_runner
from app.jobs.film_jobs import FilmRequest, film_name
from app.jobs.job_runner import JobRunner
from layers.style.picture_sizes import MachineError, PictureError
from tests.waiting import PATIENCE, until

SCENE = SimpleNamespace(events=[SimpleNamespace(id="a"), SimpleNamespace(id="b")])
REQUEST = FilmRequest("s", "", "a", "b", None, None, "800x600", "mp4", captions=True, language="en")


class CancelledError(PictureError):
    """As the engine's own."""


@pytest.fixture
def engine(monkeypatch):
    """An engine that films until it is told to be ready, or cancelled."""
    it = SimpleNamespace(ready=threading.Event(), calls=[], error=None)

    def film(scene, **options):
        it.calls.append(options)
        options["progress"](0.5)
        while not it.ready.wait(0.005):
            if options["cancelled"]():
                raise CancelledError("cancelled")
        if it.error:
            raise it.error
        return "the film"

    monkeypatch.setitem(sys.modules, "layers.film.film_encoder", SimpleNamespace(film=film))
    yield it
    it.ready.set()


def here():
    return True


def test_a_film_is_made_beside_whoever_asked(engine):
    job = JobRunner().start(REQUEST, SCENE, alive=here)
    assert not job.done
    engine.ready.set()
    assert job.wait(PATIENCE)
    assert (job.made, job.error, job.progress) == ("the film", None, 0.5)
    assert engine.calls[0]["start"] == "a"
    assert engine.calls[0]["captions"] is True


def test_so_many_at_once_and_no_more(engine):
    runner = JobRunner(2)
    jobs = [runner.start(REQUEST, SCENE, alive=here) for _ in range(2)]
    assert runner.start(REQUEST, SCENE, alive=here) is None
    jobs[0].cancel()
    assert jobs[0].wait(PATIENCE)
    assert runner.start(REQUEST, SCENE, alive=here) is not None


def test_a_film_that_is_cancelled_ends_at_once_and_says_nothing(engine):
    job = JobRunner().start(REQUEST, SCENE, alive=here)
    job.cancel()
    assert job.wait(PATIENCE)
    assert (job.made, job.error) == (None, None)


def test_a_film_that_nobody_waits_for_ends_by_itself(engine, monkeypatch):
    monkeypatch.setattr(job_runner, "GRACE", 0.05)
    job = JobRunner().start(REQUEST, SCENE, alive=lambda: False)
    assert job.wait(PATIENCE)
    assert (job.made, job.error) == (None, None)


def test_a_reader_in_a_tunnel_keeps_their_film(engine):
    there, asked = [True, False, False], []

    def alive():
        asked.append(there[len(asked)] if len(asked) < len(there) else True)
        return asked[-1]

    job = JobRunner().start(REQUEST, SCENE, alive=alive)
    until(lambda: len(asked) > len(there) + 2, "questions after the tunnel")
    assert not job.done
    engine.ready.set()
    assert job.wait(PATIENCE)
    assert job.made == "the film"


def test_what_cannot_be_filmed_is_said(engine):
    engine.error = PictureError("film.ends-first", begin="noon", end="dawn")
    engine.ready.set()
    job = JobRunner().start(REQUEST, SCENE, alive=here)
    assert job.wait(PATIENCE)
    assert (
        str(job.error) == "The film would end at dawn, before it begins at noon; swap its two ends."
    )


def test_a_fault_of_the_engine_is_one_sentence_and_a_line_in_the_log(engine, caplog):
    engine.error = RuntimeError("at /some/path")
    engine.ready.set()
    with caplog.at_level(logging.ERROR):
        job = JobRunner().start(REQUEST, SCENE, alive=here)
        assert job.wait(PATIENCE)
    assert job.failed
    assert "at /some/path" in caplog.text


def test_what_the_machine_says_of_its_files_is_for_the_log_alone(engine, caplog):
    engine.error = MachineError("film.failed", said="/some/path: No space left on device")
    engine.ready.set()
    job = JobRunner().start(REQUEST, SCENE, alive=here)
    assert job.wait(PATIENCE)
    assert job.failed
    assert "/some/path" in caplog.text


def test_a_film_gives_its_room_to_others_and_is_known_to_have_been_made(engine):
    engine.ready.set()
    results = Cache(30_000, lambda _: 10_000)
    first = JobRunner(results=results).start(REQUEST, SCENE, alive=here)
    assert first.wait(PATIENCE)
    assert first.made == "the film"
    second = JobRunner(results=results).start(REQUEST, SCENE, alive=here)
    assert second.wait(PATIENCE)
    assert (first.made, first.error, second.made) == (None, None, "the film")
    assert first.kept


def test_a_film_is_called_by_its_events_and_no_day_that_nobody_reported():
    assert film_name(REQUEST) == "s-a-to-b-800x600.mp4"
    assert film_name(replace(REQUEST, end="a")) == "s-a-800x600.mp4"
