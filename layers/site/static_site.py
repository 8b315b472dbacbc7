"""Stories as a folder of plain files: any web space can serve it, and it opens from a disk too.

    index.html                  the stories
    oembed.json                 how another page embeds the first of them
    STORY/index.html            the story's document, which needs no other file
    STORY/oembed.json           how another page embeds it
    STORY/events/EVENT.html     what a link to the event shows; it opens the document there
    STORY/events/EVENT.png      the picture of the event, 1200x630

All addresses are relative, so that the folder works wherever it is put. Only programs that show
previews of links need the picture's full address: `url` is where the folder will be.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from geo.language.messages import capital, messages_of
from geo.language.told_error import ToldError
from layers.picture.map_picture import Picture, picture
from layers.scene.scene_builder import EventMark, Scene
from layers.site.preview_page import Preview, event_page, index_page, tags
from layers.style.picture_options import PictureOptions
from layers.text.clock import moment_told

OPTIONS = PictureOptions(size="social-1200x630", format="png")
WIDE, HIGH = 1200, 760
"""How large an embedded document is, pixels."""
_URL = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_PROVIDER = "Escape Routes"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of all files, the first that a zip can have: the same site gives the same bytes."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site: its path in the folder, with slashes, and what is in it."""

    path: str
    data: bytes


def site_files(
    scenes: Sequence[Scene], documents: Iterable[str], *, url: str = ""
) -> Iterator[SiteFile]:
    """Give the files of a site, one after the other as they are made.

    `documents` are the stories' documents, HTML text, in the order of their scenes. Raises
    ToldError, a ValueError, for stories that have the same id and for a `url` that is no address.
    """
    if url and not _URL.fullmatch(url):
        raise ToldError("site.no-address", url=url)
    names = [scene.story.id for scene in scenes]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ToldError("site.twice", id=twice)
    base = f"{url.rstrip('/')}/" if url else ""
    previews = []
    for scene, document in zip(scenes, documents, strict=True):
        opening = scene.opens_at
        here = f"{base}{scene.story.id}/" if base else ""
        for event in scene.events:
            made = picture(scene, at=event.stop, event=event, options=OPTIONS)
            said = _preview(scene, event, made, here)
            path = f"{scene.story.id}/events/{event.id}"
            yield SiteFile(f"{path}.png", made.data)
            yield SiteFile(f"{path}.html", event_page(said).encode())
            if event is opening:
                previews.append(_of_story(scene, said, base))
        of_story = previews[-1]
        page = document.replace("<style>", f"{tags(of_story)}\n    <style>", 1)
        yield SiteFile(f"{scene.story.id}/index.html", page.encode())
        yield SiteFile(f"{scene.story.id}/oembed.json", _oembed(of_story, "index.html"))
    yield SiteFile("oembed.json", _oembed(previews[0], f"{scenes[0].story.id}/index.html", base))
    yield SiteFile("index.html", index_page(previews, base).encode())


def is_sites_oembed(content: bytes) -> bool:
    """Whether the content of a folder's oembed.json is that of a site made here."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("provider_name") == _PROVIDER


def zipped(files: Iterable[SiteFile]) -> bytes:
    """Give the files of a site as a zip, the same bytes for the same files."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for file in files:
            entry = ZipInfo(file.path, _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = ZIP_STORED if file.path.endswith(".png") else ZIP_DEFLATED
            archive.writestr(entry, file.data)
    return out.getvalue()


def _preview(scene: Scene, event: EventMark, made: Picture, here: str) -> Preview:
    say = messages_of(scene.story.told_in)
    time = capital(moment_told(scene, event.stop, event).text)
    return Preview(
        language=scene.story.told_in,
        site=scene.story.title,
        title=event.headline,
        time=time,
        tellers=event.subject.tellers,
        alt=made.alt_short,
        long=made.alt_long,
        image=f"{event.id}.png",
        document=f"../index.html#event={event.id}",
        oembed="../oembed.json",
        base=f"{here}events/" if here else "",
        page=f"{event.id}.html",
        say=say,
    )


def _of_story(scene: Scene, opening: Preview, base: str) -> Preview:
    """Give what a link to a story shows: the event that it opens at."""
    return Preview(
        language=opening.language,
        site=scene.story.title,
        title=scene.story.title,
        time=scene.summary,
        tellers="",
        alt=opening.alt,
        long=opening.long,
        image=f"events/{opening.image}",
        document="index.html",
        oembed="oembed.json",
        base=f"{base}{scene.story.id}/" if base else "",
        page="",
        say=opening.say,
        folder=f"{scene.story.id}/",
        events=len(scene.events),
    )


def _oembed(preview: Preview, document: str, base: str | None = None) -> bytes:
    """Say how another page embeds a story (oEmbed 1.0, type rich)."""
    here = preview.base if base is None else base
    image = preview.image if base is None else f"{preview.folder}{preview.image}"
    frame = (
        f'<iframe src="{here}{document}" title="{preview.escaped(preview.title)}" width="{WIDE}" '
        f'height="{HIGH}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
    said = {
        "version": "1.0",
        "type": "rich",
        "title": preview.title,
        "provider_name": _PROVIDER,
        "html": frame,
        "width": WIDE,
        "height": HIGH,
        "thumbnail_url": f"{here}{image}",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
