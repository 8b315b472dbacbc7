"""The request for a film, and the name of its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.file_names import safe_name
from app.jobs.picture_request import as_shown
from layers.scene.scene_builder import Scene
from layers.style.picture_sizes import PictureError

if TYPE_CHECKING:
    from layers.film.film_encoder import Film, FilmFormat


@dataclass(frozen=True, slots=True)
class FilmRequest:
    """Everything that a film depends on; `start` and `end` are ids of events.

    Both are None for a film that goes through the publications.
    """

    story: str
    digest: str
    start: str | None
    end: str | None
    people: tuple[str, ...] | None
    layers: tuple[str, ...] | None
    size: str
    format: FilmFormat
    captions: bool
    language: str
    known_by: str | None = None
    """The step that the story is set back to, by its time as the file has it."""

    def make(
        self, scene: Scene, *, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> Film:
        """Make the film; `scene` is the whole story's. Raises PictureError where it cannot."""
        from layers.film.film_encoder import film  # noqa: PLC0415 - drawing code is loaded late

        seen = as_shown(scene, people=self.people, layers=self.layers, known_by=self.known_by)
        ends = {self.start, self.end} - {None}
        if not seen.events or not ends <= {mark.id for mark in seen.events}:
            raise PictureError("film.hidden")
        return film(
            seen,
            start=self.start,
            end=self.end,
            by_publication=not ends,
            size=self.size,
            format=self.format,
            captions=self.captions,
            language=self.language,
            progress=progress,
            cancelled=cancelled,
        )


def film_name(request: FilmRequest) -> str:
    """Give the name to save a film under: story, first and last event, size."""
    if request.start is None:
        return f"{safe_name(request.story, 'by-publication', request.size)}.{request.format}"
    ends = request.start if request.start == request.end else f"{request.start}-to-{request.end}"
    return f"{safe_name(request.story, ends, request.size)}.{request.format}"
