"""Write the data of a story, in the format of the file's ending."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command_support import add_known_by, check_files_beside, step_of
from cli.command_words import SAY
from cli.output_files import CommandError, check_output, write
from formats.writer_registry import WRITERS, writer_of
from geo.evidence.known_by import Knowledge
from geo.story.loading import read_story
from geo.yaml.yaml_reader import read_file

if TYPE_CHECKING:
    from cli.command_support import Commands

YAML = (".yaml", ".yml")
ENDINGS = ", ".join(writer.ending for writer in WRITERS.values())


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    export = commands.add_parser("export", help=SAY("cli.export"))
    export.add_argument("story", metavar="STORY", help=SAY("cli.story"))
    export.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help=SAY("cli.export.output", endings=ENDINGS),
    )
    export.add_argument(
        "--format",
        choices=WRITERS,
        help=SAY("cli.export.format"),
    )
    add_known_by(export)
    export.set_defaults(command=_export)


def _export(options: argparse.Namespace) -> None:
    name = options.format or ("geojson" if options.output == "-" else None)
    try:
        writer = writer_of(options.output, name=name)
    except ValueError as error:
        raise CommandError(str(error)) from error
    check_output(options.output, options.story)
    file, text = read_file(options.story)  # read once, so that what is checked is what is written
    story = read_story(text, name=file, folder=Path(options.story).parent)
    check_files_beside(options.output, story, file=options.story)
    step = step_of(story, options)
    if step is not None:
        story = Knowledge(story).story(step)
    elif writer is WRITERS["yaml"] and Path(options.story).suffix.lower() in YAML:
        write(options.output, text.encode())  # unchanged, with its comments
        return
    write(options.output, writer.write(story))
