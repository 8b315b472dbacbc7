"""Read a file of another tool into a story; report what was understood, missed and left open."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from articles.lone_times import read_lone_time
from cli.command_words import SAY
from cli.output_files import CommandError, check_beside, check_output, printable, write
from formats.drafts.column_matching import FIELDS
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_TRACK_BYTES
from formats.format_detection import READS, read
from formats.shared.import_draft import Draft, Question
from geo.errors import reason_of
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
"""Questions with an option of their own; those for a field's column are answered by --column, the
others by --answer."""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    importing = commands.add_parser("import", help=SAY("cli.import"))
    importing.add_argument("file", metavar="FILE", help=SAY("cli.import.file", reads=READS))
    importing.add_argument(
        "-o", "--output", required=True, metavar="STORY", help=SAY("cli.yaml-output")
    )
    importing.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help=SAY("cli.import.column"),
    )
    importing.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="QUESTION=ANSWER",
        help=SAY("cli.import.answer"),
    )
    importing.add_argument(
        "--dates", choices=("day-first", "month-first"), help=SAY("cli.import.dates")
    )
    importing.add_argument("--zone", dest="time_zone", help=SAY("cli.import.zone"))
    importing.add_argument("--when", help=SAY("cli.import.when"))
    importing.add_argument("--within", metavar="KM", help=SAY("cli.import.within"))
    importing.add_argument("--sheet", help=SAY("cli.import.sheet"))
    importing.add_argument("--encoding", help=SAY("cli.import.encoding"))
    importing.add_argument(
        "--lines", choices=("intended", "travelled", "-"), help=SAY("cli.import.lines")
    )
    importing.set_defaults(command=_import)


def _import(options: argparse.Namespace) -> None:
    check_output(options.output, options.file)
    path = Path(options.file)
    try:
        with path.open("rb") as handle:
            data = handle.read(MAX_TRACK_BYTES + 1)
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(SAY("cli.not-read", file=options.file, reason=reason)) from error
    try:
        draft = read(
            path.name,
            data,
            mapping=_answers(options),
            files_beside=options.output != "-",
            words=read_lone_time,
        )
    except FormatError as error:
        raise CommandError(str(error)) from error
    if not draft.ready:
        raise CommandError(
            "\n".join(
                [
                    *_missed(draft),
                    *map(_question, draft.open_questions),
                    *(SAY("cli.import.refused", why=str(remark)) for remark in draft.refused),
                    _NOTHING_WRITTEN,
                ]
            )
        )
    beside = {Path(options.output).parent / name: data for name, data in draft.beside.items()}
    for target in beside:
        check_output(str(target), options.file)
        check_beside(target, options.output)
    for target, content in beside.items():
        write(target, content)
    write(options.output, yaml_text(draft.story).encode())
    for line in [*draft.understood, *_missed(draft), *_assumed(draft)]:
        print(printable(line), file=sys.stderr)


_NOTHING_WRITTEN = SAY("cli.import.nothing")


def _answers(options: argparse.Namespace) -> dict[str, str]:
    answers = {name: getattr(options, name) for name in _OPTIONS if getattr(options, name, None)}
    for text in options.column:
        field, _, column = text.partition("=")
        if not field or not column:
            raise CommandError(SAY("cli.import.no-column", text=text))
        answers[field.strip()] = column.strip()
    for text in options.answer:
        question, _, answer = text.rpartition("=")
        if not question or not answer:
            raise CommandError(SAY("cli.import.no-answer", text=text))
        answers[question.strip()] = answer.strip()
    return answers


def _missed(draft: Draft) -> list[str]:
    return [SAY("cli.not-in-story", what=str(remark)) for remark in draft.missed]


def _question(question: Question) -> str:
    if not question.options:
        how = _given(question.id, "...")
        return SAY("cli.import.asked", question=question.text, how=how)
    named = question.id.startswith("place:")  # an id says nothing of its place
    known = " or ".join(
        _given(question.id, choice.value) + (f" ({choice.label})" if named else "")
        for choice in question.options[:8]
    )
    return SAY("cli.import.asked", question=question.text, how=known)


def _given(question: str, answer: str) -> str:
    """Write an answer as it is given on the command line."""
    if option := _OPTIONS.get(question):
        return f"{option} {_shell(answer)}"
    if question in FIELDS:
        return f"--column {question}={_shell(answer)}"
    return f"--answer {_shell(f'{question}={answer}')}"


def _assumed(draft: Draft) -> list[str]:
    """Say which defaults were used, and how to change them."""
    return [
        SAY(
            "cli.import.taken",
            default=question.default,
            question=question.text,
            option=_OPTIONS[question.id],
        )
        for question in draft.questions
        if question.answer is None and question.default and question.id in _OPTIONS
    ]


def _shell(value: str) -> str:
    return f'"{value}"' if " " in value else value
