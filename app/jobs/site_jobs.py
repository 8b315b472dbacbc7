"""The request for a story's site: the files that `escape-routes site` writes, as one zip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geo.language.told_error import ToldError
from layers.scene.scene_builder import Scene

MOST_EVENTS = 200
"""Each event has a picture, which takes a tenth of a second and about 150 kB."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site as a zip, and how many files are in it."""

    data: bytes
    files: int


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """Everything that a site depends on; `url` is where it will be, "" where nobody has said."""

    story: str
    digest: str
    """Of the story file's content."""
    url: str

    def make(
        self, scene: Scene, *, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> Site:
        """Make the site; raises ToldError where it cannot, and when it is cancelled."""
        # The drawing code is loaded late.
        from layers.site.static_site import SiteFile, site_files, zipped  # noqa: PLC0415
        from layers.web.html_document import build_document  # noqa: PLC0415

        if len(scene.events) > MOST_EVENTS:
            raise ToldError("site.too-many", most=str(MOST_EVENTS))
        pages, count = 2 * len(scene.events), 0

        def watched() -> Iterator[SiteFile]:
            nonlocal count
            for file in site_files([scene], [build_document(scene)], url=self.url):
                if cancelled():
                    raise ToldError("site.called-off")
                yield file
                count += 1
                progress(count / pages if count < pages else 1.0)

        data = zipped(watched())
        return Site(data, count)
