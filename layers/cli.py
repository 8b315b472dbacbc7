"""The command line: check a story, make its page and pictures, export its data.

Each command gives 0 when all went well, else 1 and says on stderr why. Nothing ends in a trace.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from geo.errors import StoryError, WhenError, nearest, sentences
from geo.export import geojson_text
from geo.model import Story
from geo.story import load_story
from geo.when import epoch_ms, parse_when
from layers.scene import LAYERS, Scene, build_scene
from layers.webmap import BASES, build_document

if TYPE_CHECKING:
    from layers.picture import Picture

WRITERS: dict[str, Callable[[Story], bytes]] = {
    ".geojson": lambda story: geojson_text(story).encode(),
}
"""What `export` can write, by the ending of the file; a further format is one more line."""

EXAMPLES = """\
examples:
  escape-routes check stories/assad-2024.yaml
  escape-routes page stories/assad-2024.yaml -o assad.html
  escape-routes page stories/assad-2024.yaml -o maher.html --people maher --base osm
  escape-routes export stories/assad-2024.yaml -o assad.geojson
  escape-routes export stories/assad-2024.yaml -o - | head
  escape-routes picture stories/assad-2024.yaml --at 2024-12-08T03:00 --size social -o x.svg
  escape-routes picture stories/assad-2024.yaml --at flight-from-damascus -o x.png --scale 2
  escape-routes storyboard stories/assad-2024.yaml --at trip-to-moscow,homs-taken -o board.pdf
"""


class CommandError(ValueError):
    """A command that cannot be done; the message is for the person who gave it."""


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong with the arguments, and ends with status 1."""

    def error(self, message: str) -> NoReturn:
        self.exit(1, f"{self.prog}: {message}. See {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    for stream in (sys.stdout, sys.stderr):  # a file's name may hold bytes that are no text
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    try:
        options = _parser().parse_args(argv)
        command: Callable[[argparse.Namespace], None] = options.command
        command(options)
        sys.stdout.flush()
    except (StoryError, CommandError) as error:
        print(_printable(str(error)), file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has enough: what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except SystemExit as end:  # argparse: help, version, wrong arguments
        return int(end.code or 0)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="escape-routes",
        description="Put a reported journey on a map that never shows more certainty than the "
        "report has.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    check = commands.add_parser("check", help="say everything that is wrong with a story file")
    check.add_argument("story", metavar="STORY", help="the story file")
    check.set_defaults(command=_check)

    page = commands.add_parser("page", help="write the map as one HTML file that needs no network")
    page.add_argument("story", metavar="STORY", help="the story file")
    page.add_argument("-o", "--output", required=True, metavar="FILE", help="- for stdout")
    page.add_argument("--base", default="plain", help=f"base map: {', '.join(BASES)}")
    page.add_argument("--people", metavar="A,B", help="ids of the people or groups to keep")
    page.add_argument("--layers", metavar="A,B", help=f"some of {','.join(LAYERS)}")
    page.set_defaults(command=_page)

    export = commands.add_parser("export", help="write the data, in the format of FILE's ending")
    export.add_argument("story", metavar="STORY", help="the story file")
    export.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help=f"ends in {', '.join(WRITERS)}; - for stdout, as GeoJSON",
    )
    export.set_defaults(command=_export)

    picture = commands.add_parser("picture", help="make a picture of one moment: SVG, PDF or PNG")
    picture.add_argument("--event", metavar="ID", help="the event told, if --at is a time")
    picture.add_argument("--no-inset", action="store_true", help="leave the globe out")
    _picture_options(picture, at="a time such as 2024-12-08T03:00, or an event's id")
    picture.set_defaults(command=_picture, size="social-1200x630", extent=None)
    board = commands.add_parser("storyboard", help="make one picture of several moments")
    _picture_options(board, at="times or ids of events, with commas between")
    board.set_defaults(command=_storyboard, size="slide-1920x1080", extent="story")
    return parser


def _picture_options(command: argparse.ArgumentParser, *, at: str) -> None:
    command.add_argument("story", metavar="STORY", help="the story file")
    command.add_argument("--at", required=True, metavar="MOMENT", help=at)
    command.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="ends in .svg, .pdf or .png"
    )
    command.add_argument("--size", metavar="SIZE", help="a size by name, or WIDTHxHEIGHT")
    command.add_argument("--scale", type=int, default=1, help="1, 2 or 3, for PNG")
    command.add_argument("--extent", metavar="E", help="event, story or west,south,east,north")
    command.add_argument("--headline", metavar="TEXT", help="in place of the event's; '' for none")
    command.add_argument("--language", default="en", help="en, or ar for Arabic names")
    command.add_argument("--no-legend", action="store_true", help="leave the legend out")
    command.add_argument("--alt", action="store_true", help="print the alt text, short and long")


def _check(options: argparse.Namespace) -> None:
    story = load_story(options.story)
    claims = sum(len(one.claims) for one in (*story.events, *story.legs))
    counts = [
        _count(len(story.events), "event"),
        _count(len(story.legs), "leg"),
        _count(claims, "claim"),
        _count(len(story.people), "person", "people"),
        _count(len(story.places), "place"),
        _count(len(story.sources), "source"),
    ]
    print(f"{_printable(options.story)}: well. {', '.join(counts)}.")


def _page(options: argparse.Namespace) -> None:
    story = load_story(options.story)
    try:
        people = None if options.people is None else _listed(options.people)
        layers = None if options.layers is None else _listed(options.layers)
        scene = build_scene(story, people=people, layers=layers)
        if not scene.events:  # the slider stops at events, and a map without any cannot be read
            raise CommandError(
                "No event would be left to stop at. Keep the layer events, and somebody to whom "
                "something happens."
            )
        document = build_document(scene, base=options.base)
    except ValueError as error:
        raise CommandError(str(error)) from error
    _write(options.output, document.encode())


def _export(options: argparse.Namespace) -> None:
    ending = ".geojson" if options.output == "-" else Path(options.output).suffix.lower()
    if ending not in WRITERS:
        named = f'"{ending}" is no ending' if ending else f'"{options.output}" has no ending'
        raise CommandError(f"{named} that can be exported. Known are: {', '.join(WRITERS)}.")
    _write(options.output, WRITERS[ending](load_story(options.story)))


def _picture(options: argparse.Namespace) -> None:
    from layers.picture import picture  # noqa: PLC0415 - what draws is loaded when it is asked for

    scene = build_scene(load_story(options.story))
    at, event = _moment(scene, options.at)
    told = options.event or event
    _put_picture(
        options,
        lambda common: picture(scene, at=at, event=told, inset=not options.no_inset, **common),
    )


def _storyboard(options: argparse.Namespace) -> None:
    from layers.storyboard import storyboard  # noqa: PLC0415 - the same

    scene = build_scene(load_story(options.story))
    moments = [event or at for at, event in (_moment(scene, one) for one in _listed(options.at))]
    _put_picture(options, lambda common: storyboard(scene, moments=moments, **common))


def _put_picture(options: argparse.Namespace, make: Callable[[dict[str, Any]], Picture]) -> None:
    ending = Path(options.output).suffix.lower().removeprefix(".")
    extent = options.extent
    if extent and "," in extent:
        try:
            extent = tuple(float(side) for side in extent.split(","))
        except ValueError as error:
            raise CommandError(
                f'"{extent}" is no extent. Write event, story or west,south,east,north in degrees.'
            ) from error
        if len(extent) != len(("west", "south", "east", "north")):
            raise CommandError("An extent has four numbers: west,south,east,north in degrees.")
    common = {
        "size": options.size,
        "format": ending,
        "scale": options.scale,
        "extent": extent,
        "headline": True if options.headline is None else options.headline,
        "language": options.language,
        "legend": not options.no_legend,
    }
    try:
        made = make(common)
    except ValueError as error:
        raise CommandError(str(error)) from error
    _write(options.output, made.data)
    if options.alt:
        print(_printable(f"{made.alt_short}\n\n{made.alt_long}"))


def _moment(scene: Scene, text: str) -> tuple[int, str | None]:
    """Give the moment of a time or of an event's id, and the event."""
    for mark in scene.events:
        if mark.id == text:
            return mark.stop, mark.id
    try:
        when = parse_when(text, zone=scene.story.zone)
    except WhenError as error:
        known = nearest(text, [mark.id for mark in scene.events])
        raise CommandError(sentences(f'"{text}" is neither a time nor an event', known)) from error
    if not when.exact:
        raise CommandError(f'"{text}" is no single moment. Write a clock time, 2024-12-08T03:00.')
    return epoch_ms(when.bounds()[0]), None


def _write(output: str, content: bytes) -> None:
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CommandError(
            f"{output}: The file cannot be written ({reason}). Check its name and its folder."
        ) from error


def _listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _printable(text: str) -> str:
    """Escape what a terminal would obey: a story file may quote anything."""
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)


def _version() -> str:
    try:
        return version("escape-routes")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
