"""Make a picture of a moment, or a storyboard of several moments side by side."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command_support import (
    add_compare,
    add_filters,
    add_known_by,
    add_language,
    listed,
    moment,
    scene_of,
    typed_text,
)
from cli.command_words import SAY
from cli.output_files import CommandError, check_output, printable, write
from geo.cyclic_garbage import uncollected
from layers.style.picture_options import BOARD, PICTURE, PictureOptions

if TYPE_CHECKING:
    from cli.command_support import Commands
    from layers.picture.map_picture import Picture


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    picture = commands.add_parser("picture", help=SAY("cli.picture"))
    picture.add_argument("--no-inset", action="store_true", help=SAY("cli.no-inset"))
    picture.add_argument("--event", metavar="ID", help=SAY("cli.picture.event"))
    _picture_options(picture, at=SAY("cli.moment"))
    picture.set_defaults(command=_picture, size=PICTURE.size, extent=PICTURE.extent)
    board = commands.add_parser("storyboard", help=SAY("cli.storyboard"))
    _picture_options(board, at=SAY("cli.storyboard.at"))
    board.add_argument("--same-frame", action="store_true", help=SAY("cli.storyboard.same-frame"))
    board.set_defaults(command=_storyboard, size=BOARD.size, extent=BOARD.extent, no_inset=False)


def _picture_options(command: argparse.ArgumentParser, *, at: str) -> None:
    command.add_argument("story", metavar="STORY", help=SAY("cli.story"))
    command.add_argument("--at", required=True, metavar="MOMENT", help=at)
    command.add_argument(
        "-o", "--output", required=True, metavar="FILE", help=SAY("cli.picture.output")
    )
    command.add_argument("--size", metavar="SIZE", help=SAY("cli.size"))
    command.add_argument("--scale", type=int, default=1, help=SAY("cli.picture.scale"))
    command.add_argument("--extent", metavar="E", help=SAY("cli.picture.extent"))
    command.add_argument("--headline", metavar="TEXT", help=SAY("cli.picture.headline"))
    add_language(command)
    command.add_argument(
        "--legend", action=argparse.BooleanOptionalAction, default=False, help=SAY("cli.legend")
    )
    add_filters(command)
    add_known_by(command)
    add_compare(command)
    command.add_argument("--alt", action="store_true", help=SAY("cli.alt"))


@uncollected()  # a picture's work is short
def _picture(options: argparse.Namespace) -> None:
    from layers.picture.map_picture import picture  # noqa: PLC0415 - drawing is loaded late

    check_output(options.output, options.story)
    scene = scene_of(options)
    at, event = moment(scene, options.at)
    told_event = options.event or event
    _write_picture(options, lambda chosen: picture(scene, at=at, event=told_event, options=chosen))


@uncollected()
def _storyboard(options: argparse.Namespace) -> None:
    from layers.picture.storyboard import storyboard  # noqa: PLC0415 - the same

    check_output(options.output, options.story)
    scene = scene_of(options)
    moments = [event or at for at, event in (moment(scene, text) for text in listed(options.at))]
    _write_picture(
        options,
        lambda chosen: storyboard(
            scene, moments=moments, options=chosen, same_frame=options.same_frame
        ),
    )


def _write_picture(options: argparse.Namespace, make: Callable[[PictureOptions], Picture]) -> None:
    ending = Path(options.output).suffix.lower().removeprefix(".")
    extent = options.extent
    if extent and "," in extent:
        try:
            extent = tuple(float(side) for side in extent.split(","))
        except ValueError as error:
            raise CommandError(SAY("cli.no-extent", extent=extent)) from error
        if len(extent) != len(("west", "south", "east", "north")):
            raise CommandError(SAY("cli.extent-of-four"))
    chosen = PictureOptions(
        size=options.size,
        format=ending,  # type: ignore[arg-type]  # an ending that is none is refused there
        scale=options.scale,
        extent=extent,
        headline=True if options.headline is None else typed_text(options.headline),
        inset=not options.no_inset,
        legend=options.legend,
    )
    try:
        made = make(chosen)
    except ValueError as error:
        raise CommandError(str(error)) from error
    write(options.output, made.data)
    if options.alt:
        print(printable(f"{made.alt_short}\n\n{made.alt_long}"))
