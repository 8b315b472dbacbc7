"""Read a file of another tool into a story; report what was understood, missed and left open."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command_support import printable
from cli.output_files import CommandError, check_output, write
from formats.format_detection import READS, read
from formats.shared.format_error import FormatError
from formats.shared.import_draft import Draft, Question
from formats.shared.import_limits import MAX_BYTES
from geo.yaml.yaml_writer import yaml_text

if TYPE_CHECKING:
    from cli.command_support import Commands

_OPTIONS = {
    "dates": "--dates",
    "time_zone": "--zone",
    "when": "--when",
    "within": "--within",
    "sheet": "--sheet",
    "encoding": "--encoding",
    "lines": "--lines",
}
"""Questions that have an option of their own; the others are answered by --column."""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    importing = commands.add_parser(
        "import", help="read a table, map or track of another tool into a story"
    )
    importing.add_argument("file", metavar="FILE", help=f"one of {READS}")
    importing.add_argument(
        "-o", "--output", required=True, metavar="STORY", help="a .yaml file; - for stdout"
    )
    importing.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column is a field, as in lat=Y; lat=- for none (may be repeated)",
    )
    importing.add_argument("--dates", choices=("day-first", "month-first"), help="of 8/12/2024")
    importing.add_argument("--zone", dest="time_zone", help="an IANA time zone: Asia/Damascus")
    importing.add_argument("--when", help="the time of what has none, as 2024-12-01/2024-12-08")
    importing.add_argument("--within", metavar="KM", help="how exactly places are known")
    importing.add_argument("--sheet", help="which sheet of a workbook")
    importing.add_argument("--encoding", help="of a table that is not UTF-8, as cp1252")
    importing.add_argument(
        "--lines", choices=("intended", "travelled", "-"), help="what lines without a time are"
    )
    importing.set_defaults(command=_import)


def _import(options: argparse.Namespace) -> None:
    check_output(options.output, options.file)
    path = Path(options.file)
    try:
        with path.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CommandError(
            f"{options.file}: The file cannot be read ({reason}). Check its name and its folder."
        ) from error
    try:
        draft = read(path.name, data, mapping=_answers(options))
    except FormatError as error:
        raise CommandError(str(error)) from error
    if not draft.ready:
        raise CommandError(
            "\n".join([*_missed(draft), *map(_question, draft.open_questions), _NOTHING_WRITTEN])
        )
    write(options.output, yaml_text(draft.story).encode())
    for line in [*draft.understood, *_missed(draft), *_assumed(draft)]:
        print(printable(line), file=sys.stderr)


_NOTHING_WRITTEN = "Nothing was written."


def _answers(options: argparse.Namespace) -> dict[str, str]:
    answers = {name: getattr(options, name) for name in _OPTIONS if getattr(options, name, None)}
    for text in options.column:
        field, _, column = text.partition("=")
        if not field or not column:
            raise CommandError(f'"--column {text}" names no column. Write it as lat=Y.')
        answers[field.strip()] = column.strip()
    return answers


def _missed(draft: Draft) -> list[str]:
    return [f"Not in the story: {remark}" for remark in draft.missed]


def _question(question: Question) -> str:
    how = _OPTIONS.get(question.id, f"--column {question.id}=")
    space = "" if how.endswith("=") else " "
    if not question.options:
        return f"Asked: {question.text} Answer with {how}{space}..."
    known = " or ".join(f"{how}{space}{_shell(choice.value)}" for choice in question.options[:8])
    return f"Asked: {question.text} Answer with {known}"


def _assumed(draft: Draft) -> list[str]:
    """Say which defaults were used, and how to change them."""
    return [
        f"Taken as {question.default}: {question.text} Say otherwise with {_OPTIONS[question.id]}"
        for question in draft.questions
        if question.answer is None and question.default and question.id in _OPTIONS
    ]


def _shell(value: str) -> str:
    return f'"{value}"' if " " in value else value
