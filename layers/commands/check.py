"""Say everything that is wrong with a story file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from geo.story import load_story
from layers.commands.shared import count, printable

if TYPE_CHECKING:
    from layers.commands.shared import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    check = commands.add_parser("check", help="say everything that is wrong with a story file")
    check.add_argument("story", metavar="STORY", help="the story file")
    check.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> None:
    story = load_story(options.story)
    claims = sum(len(one.claims) for one in (*story.events, *story.legs))
    counts = [
        count(len(story.events), "event"),
        count(len(story.legs), "leg"),
        count(claims, "claim"),
        count(len(story.people), "person", "people"),
        count(len(story.places), "place"),
        count(len(story.sources), "source"),
    ]
    print(f"{printable(options.story)}: well. {', '.join(counts)}.")
