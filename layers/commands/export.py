"""Write the data of a story, in the format of the file's ending."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from geo.export import geojson_text
from geo.model import Story
from geo.story import load_story
from layers.commands.shared import CommandError, write

if TYPE_CHECKING:
    from layers.commands.shared import Commands


WRITERS: dict[str, Callable[[Story], bytes]] = {
    ".geojson": lambda story: geojson_text(story).encode(),
}
"""What `export` can write, by the ending of the file; a further format is one more line."""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
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


def _export(options: argparse.Namespace) -> None:
    ending = ".geojson" if options.output == "-" else Path(options.output).suffix.lower()
    if ending not in WRITERS:
        named = f'"{ending}" is no ending' if ending else f'"{options.output}" has no ending'
        raise CommandError(f"{named} that can be exported. Known are: {', '.join(WRITERS)}.")
    write(options.output, WRITERS[ending](load_story(options.story)))
