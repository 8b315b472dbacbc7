"""The command line: check a story, make its page, export its data.

Each command gives 0 when all went well, else 1 and says on stderr why. Nothing ends in a trace.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from geo.errors import StoryError
from geo.export import geojson_text
from geo.model import Story
from geo.story import load_story
from layers.scene import LAYERS, build_scene
from layers.webmap import BASES, build_document

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
    return parser


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
        scene = build_scene(story, people=_listed(options.people), layers=_listed(options.layers))
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


def _listed(text: str | None) -> list[str] | None:
    return None if text is None else [name.strip() for name in text.split(",") if name.strip()]


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
