"""Write the map as one HTML file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from geo.story import load_story
from layers.commands.shared import CommandError, listed, write
from layers.scene import LAYERS, build_scene
from layers.webmap import BASES, build_document

if TYPE_CHECKING:
    from layers.commands.shared import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    page = commands.add_parser("page", help="write the map as one HTML file that needs no network")
    page.add_argument("story", metavar="STORY", help="the story file")
    page.add_argument("-o", "--output", required=True, metavar="FILE", help="- for stdout")
    page.add_argument("--base", default="plain", help=f"base map: {', '.join(BASES)}")
    page.add_argument("--people", metavar="A,B", help="ids of the people or groups to keep")
    page.add_argument("--layers", metavar="A,B", help=f"some of {','.join(LAYERS)}")
    page.set_defaults(command=_page)


def _page(options: argparse.Namespace) -> None:
    story = load_story(options.story)
    try:
        people = None if options.people is None else listed(options.people)
        layers = None if options.layers is None else listed(options.layers)
        scene = build_scene(story, people=people, layers=layers)
        if not scene.events:  # the slider stops at events, and a map without any cannot be read
            raise CommandError(
                "No event would be left to stop at. Keep the layer events, and somebody to whom "
                "something happens."
            )
        document = build_document(scene, base=options.base)
    except ValueError as error:
        raise CommandError(str(error)) from error
    write(options.output, document.encode())
