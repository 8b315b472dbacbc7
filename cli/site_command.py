"""Write stories as a folder of plain files for any web space."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command_support import add_language, check_files_beside, checked_language
from cli.command_words import SAY
from cli.output_files import CommandError, check_output, printable, write
from geo.errors import reason_of

if TYPE_CHECKING:
    from cli.command_support import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    site = commands.add_parser(
        "site",
        help=SAY("cli.site"),
        description=SAY("cli.site.purpose"),
    )
    site.add_argument("stories", metavar="STORY", nargs="+", help=SAY("cli.site.stories"))
    site.add_argument(
        "-o", "--output", required=True, metavar="FOLDER", help=SAY("cli.site.output")
    )
    site.add_argument(
        "--url",
        default="",
        help=SAY("cli.site.url"),
    )
    add_language(site)
    site.set_defaults(command=_site)


def _site(options: argparse.Namespace) -> None:
    # The drawing code is loaded only when it is needed.
    from geo.story.loading import load_story  # noqa: PLC0415
    from layers.scene.scene_builder import build_scene  # noqa: PLC0415
    from layers.site.static_site import site_files  # noqa: PLC0415
    from layers.web.html_document import build_document  # noqa: PLC0415

    folder = Path(options.output)
    language = checked_language(options.language)
    stories = [load_story(path).translated(language) for path in options.stories]
    scenes = [build_scene(story) for story in stories]
    _check_folder(folder, [story.id for story in stories], options.stories)
    documents = (build_document(scene) for scene in scenes)
    done, made = 0, set[Path]()
    try:
        for file in site_files(scenes, documents, url=options.url):
            path = folder / file.path
            if path.parent not in made:
                _make(path.parent)
                made.add(path.parent)
            for story, read in zip(stories, options.stories, strict=True):
                check_output(str(path), read)
                check_files_beside(str(path), story, file=read)
            write(path, file.data)
            done += 1
    except ValueError as error:
        raise CommandError(str(error)) from error
    where = printable(str(folder / "index.html"))
    told = SAY("cli.site.stories-made", n=len(scenes))
    files = SAY("cli.site.files-made", n=done)
    print(SAY("cli.site.done", file=where, stories=told, files=files))


def _check_folder(folder: Path, ids: Sequence[str], inputs: Sequence[str]) -> None:
    """Raise CommandError where pages of somebody else would be overwritten.

    What is read is left to the check of each file, which says that it is.
    """
    from layers.site.static_site import is_sites_oembed  # noqa: PLC0415 - as above

    known = folder / "oembed.json"
    try:
        if known.is_file() and is_sites_oembed(known.read_bytes()):
            return
        for page in (folder / "index.html", known, *(folder / id_ / "index.html" for id_ in ids)):
            if page.exists() and not any(page.samefile(read) for read in inputs):
                raise CommandError(SAY("cli.site.anothers", file=printable(str(page))))
    except OSError as error:
        raise CommandError(
            SAY("cli.site.no-folder", folder=str(folder), reason=reason_of(error))
        ) from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(
            SAY("cli.site.no-folder", folder=str(folder), reason=reason_of(error))
        ) from error
