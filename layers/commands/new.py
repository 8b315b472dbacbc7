"""Write a small story to begin with, and beside it the schema that editors check it by."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from geo.schema import NAME, schema_text
from geo.starter import starter_text
from layers.commands.shared import CommandError, printable, write

if TYPE_CHECKING:
    from layers.commands.shared import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    new = commands.add_parser(
        "new",
        help="write a small story to begin with",
        description=f"Writes a story with a comment at every key, and {NAME} beside it, which "
        "editors use to complete and check it while you type. No file is overwritten.",
    )
    new.add_argument("file", metavar="FILE", help="the file to write; - for stdout")
    new.set_defaults(command=_new)


def _new(options: argparse.Namespace) -> None:
    if options.file == "-":
        write("-", starter_text().encode())
        return
    path = Path(options.file)
    _create(path, starter_text())
    schema = path.with_name(NAME)
    if not schema.exists():
        _create(schema, schema_text())
    name = printable(str(path))
    print(f"{name}: an example to change. Next: escape-routes check {name}")


def _create(path: Path, text: str) -> None:
    """Write a file that is not there yet; raises CommandError where it is, or cannot be."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
    except FileExistsError as error:
        raise CommandError(f"{path}: The file is there already. Choose another name.") from error
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CommandError(
            f"{path}: The file cannot be written ({reason}). Check its name and its folder."
        ) from error
