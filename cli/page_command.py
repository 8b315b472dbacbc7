"""Write the map as one HTML file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.command_support import add_filters, add_language, scene_of
from cli.command_words import SAY
from cli.output_files import CommandError, check_output, write
from layers.web.base_maps import BASES
from layers.web.html_document import build_document

if TYPE_CHECKING:
    from cli.command_support import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    page = commands.add_parser("page", help=SAY("cli.page"))
    page.add_argument("story", metavar="STORY", help=SAY("cli.story"))
    page.add_argument("-o", "--output", required=True, metavar="FILE", help=SAY("cli.stdout"))
    page.add_argument("--base", default="plain", help=SAY("cli.page.base", known=", ".join(BASES)))
    add_language(page)
    add_filters(page)
    page.set_defaults(command=_page)


def _page(options: argparse.Namespace) -> None:
    check_output(options.output, options.story)
    scene = scene_of(options)
    try:
        document = build_document(scene, base=options.base)
    except ValueError as error:
        raise CommandError(str(error)) from error
    write(options.output, document.encode())
