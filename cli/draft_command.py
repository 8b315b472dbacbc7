"""Read a report's text into proposals, and what is confirmed of them into a draft story."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from articles.article import Article
from articles.documents.report_reading import MAX_BYTES, READS, read_article
from articles.drafting.decisions import sure_ones
from articles.drafting.report_draft import STORY_QUESTIONS, ArticleDraft, draft, head_of
from articles.propose import propose
from articles.report_errors import ArticleError
from cli.command_words import SAY
from cli.output_files import CommandError, check_output, printable, write
from formats.shared.import_draft import Draft, Question, Remark
from geo.errors import StoryError, reason_of
from geo.remarks.story_check import find_remarks
from geo.story.loading import read_story
from geo.yaml.yaml_writer import yaml_text

if TYPE_CHECKING:
    from cli.command_support import Commands

_FEW = 12
"""Questions that are printed."""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    drafting = commands.add_parser(
        "draft",
        help=SAY("cli.draft"),
        description=SAY("cli.draft.more"),
    )
    drafting.add_argument(
        "article", metavar="ARTICLE", help=SAY("cli.draft.file", reads=SAY(READS))
    )
    drafting.add_argument("--published", metavar="DATE", help=SAY("cli.draft.published"))
    drafting.add_argument("--zone", required=True, help=SAY("cli.draft.zone"))
    drafting.add_argument(
        "-o", "--output", required=True, metavar="STORY", help=SAY("cli.yaml-output")
    )
    drafting.add_argument("--proposals", metavar="FILE", help=SAY("cli.draft.proposals"))
    drafting.add_argument(
        "--yes-single",
        action="store_true",
        help=SAY("cli.draft.accept"),
    )
    drafting.set_defaults(command=_draft)


def _draft(options: argparse.Namespace) -> None:
    for path in filter(None, (options.output, options.proposals)):
        check_output(path, options.article)
    try:
        _zone(options.zone)
        article = read_article(options.article, _bytes(options.article))
        published = _published(options.published, article)
        proposals = propose(article, published=published, zone=options.zone)
        decisions = sure_ones(proposals.rows) if options.yes_single else {}
        made = draft(
            article, proposals, published=published, zone=options.zone, decisions=decisions
        )
    except ArticleError as error:
        raise CommandError(f"{options.article}: {error}") from error
    if options.proposals:
        rows = [proposal.as_json() for proposal in proposals.rows]
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        write(options.proposals, f"{text}\n".encode(errors="backslashreplace"))
    text = yaml_text(made.story) if made.story else _EMPTY
    write(options.output, (head_of(made, article) + text).encode())
    for line in _told(as_draft(made), made, proposals.notes):
        print(printable(line), file=sys.stderr)


_EMPTY = f"# {SAY('cli.draft.empty')}\n{{}}\n"


def as_draft(made: ArticleDraft) -> Draft:
    """Give an article's draft as importers give theirs; `refused` says why it cannot be opened."""
    refused: tuple[Remark, ...] = ()
    at_once: list[Question] = []
    if made.story:
        try:
            story = read_story(yaml_text(made.story))
            at_once = [
                Question(remark.at, remark.wrong, default=remark.mend)
                for remark in find_remarks(story)
                if remark.code in STORY_QUESTIONS
            ]
        except StoryError as error:
            refused = tuple(
                Remark(fault.field, fault.wrong, fault.mend) for fault in error.faults[:_FEW]
            )
    return Draft(
        "report",
        made.story,
        made.understood,
        tuple(Remark(where, wrong, "") for where, wrong in made.missed),
        (
            *(
                Question(asked.id, asked.text, default=SAY("cli.draft.left-out"))
                for asked in made.asked
            ),
            *at_once,
        ),
        refused=refused,
    )


def _told(result: Draft, made: ArticleDraft, notes: tuple[str, ...]) -> list[str]:
    lines = [*(note if note.endswith(".") else f"{note}." for note in notes), f"{made.progress}."]
    lines += [SAY("cli.in-story", what=line) for line in result.understood]
    lines += [
        SAY("cli.not-in-story", what=str(remark)) for remark in (*result.missed, *result.refused)
    ]
    lines += [SAY("cli.asked", question=question.text) for question in result.questions[:_FEW]]
    if len(result.questions) > _FEW:
        lines.append(SAY("cli.asked.more", n=len(result.questions) - _FEW))
    return lines


def _bytes(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(path).open("rb") as handle:
            return handle.read(MAX_BYTES + 1)
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(SAY("cli.not-read", file=path, reason=reason)) from error


def _zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CommandError(SAY("cli.no-zone", name=name)) from error


def _published(text: str | None, article: Article) -> date:
    """Give the day of publication: the option's, else the text's own; never today's date."""
    if text is not None:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(SAY("cli.no-day", text=text)) from error
    if article.published is None:
        raise CommandError(SAY("cli.no-published"))
    return article.published
