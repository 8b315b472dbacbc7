"""Write a small story to begin with, and beside it the schema that editors check it by."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command_words import SAY
from cli.output_files import printable, write
from geo.yaml.json_schema import NAME, schema_text
from geo.yaml.starter_story import starter_text

if TYPE_CHECKING:
    from cli.command_support import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    new = commands.add_parser(
        "new",
        help=SAY("cli.new"),
        description=SAY("cli.new.more", schema=NAME),
    )
    new.add_argument("file", metavar="FILE", help=SAY("cli.new.file"))
    new.set_defaults(command=_new)


def _new(options: argparse.Namespace) -> None:
    if options.file == "-":
        write("-", starter_text().encode())
        return
    path = Path(options.file)
    write(path, starter_text().encode(), new=True)
    schema = path.with_name(NAME)
    if not schema.exists():
        write(schema, schema_text().encode(), new=True)
    name = printable(str(path))
    print(SAY("cli.new.next", file=name))
