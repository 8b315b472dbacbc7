"""What the commands share: filters, lists, moments."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command_words import SAY
from cli.output_files import CommandError, check_output
from geo.errors import WhenError, nearest, sentences
from geo.evidence.known_by import Knowledge
from geo.language.messages import in_order, languages
from geo.story.loading import load_story
from geo.story.model import Story
from geo.story.translation_files import translation_files
from geo.time.instants import epoch_ms, parse_when
from geo.time.time_in_words import TimeWords
from layers.scene.scene_builder import LAYERS, Scene, build_scene

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_language(command: argparse.ArgumentParser) -> None:
    """Add the option that says in which language a product is."""
    command.add_argument("--language", metavar="L", help=SAY("cli.language", known=_known()))


def checked_language(asked: str | None) -> str | None:
    """Give the language asked for; raises CommandError for one that has no catalogue."""
    if asked is not None and asked not in languages():
        raise CommandError(SAY("cli.no-language", language=asked, known=_known()))
    return asked


def _known() -> str:
    return ", ".join(in_order())


def add_filters(command: argparse.ArgumentParser) -> None:
    """Add the options that keep only some people and layers."""
    command.add_argument("--people", metavar="A,B", help=SAY("cli.people"))
    command.add_argument("--layers", metavar="A,B", help=SAY("cli.layers", known=",".join(LAYERS)))


def add_known_by(command: argparse.ArgumentParser) -> None:
    """Add the option that sets a story back to what was known by a date."""
    command.add_argument("--known-by", metavar="DATE", help=SAY("cli.known-by"))


def add_compare(command: argparse.ArgumentParser) -> None:
    """Add the option that sets two reports side by side."""
    command.add_argument("--compare", metavar="A,B", help=SAY("cli.compare"))


def step_of(story: Story, options: argparse.Namespace) -> int | None:
    """Give the step that a command's story is set back to; None where it is not.

    Raises CommandError for a date that cannot be read, and for one by which nothing was public.
    """
    date: str | None = getattr(options, "known_by", None)
    if date is None:
        return None
    knowledge = Knowledge(story)
    try:
        step = knowledge.step_by_date(date)
    except WhenError as error:
        raise CommandError(sentences(error.wrong, error.mend)) from error
    except ValueError as error:  # an open end
        raise CommandError(SAY("cli.known-by.unread", date=date)) from error
    if step is None:
        first = TimeWords(story).published(knowledge.steps[0].when)
        raise CommandError(SAY("cli.known-by.none", date=date, first=first))
    return step


def scene_of(options: argparse.Namespace) -> Scene:
    """Build the scene of a command's story, with its filters.

    Raises StoryError for a story that cannot be shown, CommandError for filters that leave no
    event or name something unknown.
    """
    story = load_story(options.story).translated(checked_language(options.language))
    check_files_beside(options.output, story, file=options.story)
    try:
        scene = build_scene(
            story,
            people=None if options.people is None else listed(options.people),
            layers=None if options.layers is None else listed(options.layers),
            known_by=step_of(story, options),
            compare=listed(compare) if (compare := getattr(options, "compare", None)) else None,
        )
    except ValueError as error:
        raise CommandError(str(error)) from error
    if not scene.events:  # the slider stops at events, and a map without any cannot be read
        raise CommandError(SAY("cli.no-event"))
    return scene


def check_files_beside(output: str, story: Story, *, file: str) -> None:
    """Raise CommandError for an output that is a file which a story was read from besides its own.

    `file` is the story's own. Beside it lie its tracks, the only copy of what was recorded, and its
    translations.
    """
    folder, name = Path(file).parent, Path(file).name
    tracks = [folder / track.file for track in story.tracks if track.file]
    check_output(output, *map(str, [*tracks, *translation_files(name, folder=folder)]))


def listed(text: str) -> list[str]:
    """Split a list at its commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def typed_text(argument: str) -> str:
    """Give the text of an argument that was typed in UTF-8, in any locale.

    Python decodes arguments by the locale, and keeps bytes that it cannot decode as lone
    surrogates. Raises CommandError for bytes that are not UTF-8.
    """
    try:
        return os.fsencode(argument).decode()
    except UnicodeError as error:
        raise CommandError(SAY("cli.not-utf-8", text=argument)) from error


def moment(scene: Scene, text: str) -> tuple[int, str | None]:
    """Give the moment of a time or an event's id, epoch milliseconds, and the id if it was one.

    Raises CommandError for what is neither, for a time that is no single moment, and for an event
    that was not known yet.
    """
    for mark in scene.events:
        if mark.id == text:
            return mark.stop, mark.id
    if text in {event.id for event in scene.story.full_story.events} and scene.as_known:
        raise CommandError(SAY("cli.known-by.not-yet", text=text, known=scene.as_known))
    try:
        when = parse_when(text, zone=scene.story.zone)
    except WhenError as error:
        known = nearest(text, [mark.id for mark in scene.events])
        raise CommandError(sentences(SAY("cli.no-moment", text=text), known)) from error
    if not when.exact:
        raise CommandError(SAY("cli.no-single-moment", text=text))
    return epoch_ms(when.bounds()[0]), None
