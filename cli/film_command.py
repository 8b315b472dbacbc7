"""Make a film of a story from one moment or event to another."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command_support import add_filters, add_known_by, add_language, moment, scene_of
from cli.command_words import SAY
from cli.output_files import CommandError, check_beside, check_output, printable, write
from layers.scene.scene_builder import Scene

if TYPE_CHECKING:
    from cli.command_support import Commands

WIDE = 30
"""Characters of the progress bar."""
CAPTION_FILES = (".srt", ".vtt")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    film = commands.add_parser("film", help=SAY("cli.film"))
    film.add_argument("story", metavar="STORY", help=SAY("cli.story"))
    ends = SAY("cli.moment")
    film.add_argument(
        "--from", dest="start", metavar="MOMENT", help=SAY("cli.film.from", moment=ends)
    )
    film.add_argument("--to", dest="end", metavar="MOMENT", help=SAY("cli.film.to", moment=ends))
    film.add_argument("-o", "--output", required=True, metavar="FILE", help=SAY("cli.film.output"))
    film.add_argument("--size", default="slide-1920x1080", help=SAY("cli.size"))
    film.add_argument("--fps", type=int, help=SAY("cli.film.fps"))
    film.add_argument("--seconds", type=float, help=SAY("cli.film.seconds"))
    add_language(film)
    film.add_argument("--no-captions", action="store_true", help=SAY("cli.film.no-captions"))
    film.add_argument("--no-follow", action="store_true", help=SAY("cli.film.no-follow"))
    add_filters(film)
    add_known_by(film)
    film.add_argument("--by-publication", action="store_true", help=SAY("cli.film.by-publication"))
    film.add_argument("--alt", action="store_true", help=SAY("cli.alt"))
    film.set_defaults(command=_film)


def _film(options: argparse.Namespace) -> None:
    # The drawing code is loaded only when it is needed.
    from layers.film.captions import srt, vtt  # noqa: PLC0415
    from layers.film.film_encoder import film  # noqa: PLC0415

    check_output(options.output, options.story)
    if not options.no_captions and options.output != "-":
        for ending in CAPTION_FILES:
            check_beside(Path(options.output).with_suffix(ending), options.output)
    scene = scene_of(options)
    form: str = Path(options.output).suffix.lower().removeprefix(".")
    try:
        made = film(
            scene,
            start=_end(scene, options.start),
            end=_end(scene, options.end),
            by_publication=options.by_publication,
            size=options.size,
            format=form,  # type: ignore[arg-type]  # an ending that is none is refused there
            fps=options.fps or (10 if form == "gif" else 25),
            seconds=options.seconds,
            captions=not options.no_captions,
            follow=not options.no_follow,
            progress=_bar() if sys.stderr.isatty() else None,
        )
    except ValueError as error:
        raise CommandError(str(error)) from error
    write(options.output, made.data)
    if made.captions and options.output != "-":
        for ending, text in zip(
            CAPTION_FILES, (srt(made.captions), vtt(made.captions)), strict=True
        ):
            write(Path(options.output).with_suffix(ending), text.encode())
    if options.alt:
        print(printable(f"{made.alt_short}\n\n{made.alt_long}"))


def _end(scene: Scene, text: str | None) -> int | str | None:
    if text is None:
        return None
    at, event = moment(scene, text)
    return event or at


def _bar() -> Callable[[float], None]:
    """Give a function that shows a progress bar on the terminal."""

    def show(share: float) -> None:
        done = round(share * WIDE)
        end = "\n" if share >= 1 else ""
        print(
            f"\r[{'#' * done}{'.' * (WIDE - done)}] {share:4.0%}",
            end=end,
            file=sys.stderr,
            flush=True,
        )

    return show
