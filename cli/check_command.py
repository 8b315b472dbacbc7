"""Say what is wrong with a story file, and what a careful editor would ask."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from articles.drafting.report_draft import progress_in
from cli.command_words import SAY
from cli.output_files import CommandError, printable
from geo.errors import StoryError
from geo.remarks.story_check import Checked, check_text
from geo.story.model import Story
from geo.yaml.yaml_reader import read_file
from layers.style.map_style import PEOPLE

if TYPE_CHECKING:
    from cli.command_support import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    check = commands.add_parser(
        "check",
        help=SAY("cli.check"),
        description=SAY("cli.check.more"),
    )
    check.add_argument("story", metavar="STORY", help=SAY("cli.story"))
    check.add_argument(
        "--format", choices=("text", "json"), default="text", help=SAY("cli.check.format")
    )
    check.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> None:
    text, checked = _checked(options.story)
    if options.format == "json":
        print(json.dumps(report(options.story, checked), indent=2, ensure_ascii=False))
        if checked.faults:
            raise SystemExit(1)
        return
    if progress := progress_in(text):
        print(SAY("cli.check.draft", told=progress))
        if checked.story is None and (not progress.parts["looked"] or _is_empty(text)):
            raise CommandError(SAY("cli.check.nothing", file=options.story))
    if checked.story is None:
        raise StoryError(checked.faults)
    counts = ", ".join(
        SAY(f"cli.count.{what}", n=number) for what, number in _counts(checked.story).items()
    )
    if not checked.remarks:
        print(SAY("cli.check.well", file=printable(options.story), counts=counts))
        return
    asked = SAY("cli.count.remarks", n=len(checked.remarks))
    print(SAY("cli.check.asked", file=printable(options.story), counts=counts, asked=asked))
    for remark in checked.remarks:
        print(printable(str(remark)))


def _checked(path: str) -> tuple[str, Checked]:
    """Read a file once, since it may be a pipe; gives its text, and what the check says."""
    try:
        name, text = read_file(path)
    except StoryError as error:
        return "", Checked(None, error.faults, ())
    return text, check_text(text, name, palette=PEOPLE, folder=Path(path).parent)


def _is_empty(text: str) -> bool:
    """Whether a file has nothing but comments and an empty mapping, as `draft` writes it."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")] == ["{}"]


def report(path: str, checked: Checked) -> dict[str, Any]:
    """Give the result of a check as plain data for other programs, as docs/remarks.md describes."""
    return {
        "version": 1,
        "file": path,
        "story": checked.story.id if checked.story else None,
        "counts": _counts(checked.story) if checked.story else {},
        "faults": [asdict(fault) for fault in checked.faults],
        "remarks": [asdict(remark) for remark in checked.remarks],
    }


def _counts(story: Story) -> dict[str, int]:
    return {
        "events": len(story.events),
        "legs": len(story.legs),
        "claims": sum(len(item.claims) for item in (*story.events, *story.legs)),
        "people": len(story.people),
        "places": len(story.places),
        "sources": len(story.sources),
    }
