"""What the commands have in common: their error, and how they read lists and write files."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import WhenError, nearest, sentences
from geo.when import epoch_ms, parse_when
from layers.scene import Scene

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


class CommandError(ValueError):
    """A command that cannot be done; the message is for the person who gave it."""


def write(output: str, content: bytes) -> None:
    """Write a file, or stdout for "-"; raises CommandError where that is not possible."""
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CommandError(
            f"{output}: The file cannot be written ({reason}). Check its name and its folder."
        ) from error


def check_writable(output: str) -> None:
    """Raise CommandError where a file could not be written, before hours go into making it."""
    folder = Path(output).parent
    if output != "-" and not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise CommandError(
            f"{output}: There is no folder {folder} to write in. Make it, or check its name."
        )


def listed(text: str) -> list[str]:
    """Take a list with commas between apart."""
    return [name.strip() for name in text.split(",") if name.strip()]


def count(number: int, one: str, many: str | None = None) -> str:
    """Say a number of things."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def printable(text: str) -> str:
    """Escape what a terminal would obey: a story file may quote anything."""
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)


def moment(scene: Scene, text: str) -> tuple[int, str | None]:
    """Give the moment of a time or of an event's id, and the event."""
    for mark in scene.events:
        if mark.id == text:
            return mark.stop, mark.id
    try:
        when = parse_when(text, zone=scene.story.zone)
    except WhenError as error:
        known = nearest(text, [mark.id for mark in scene.events])
        raise CommandError(sentences(f'"{text}" is neither a time nor an event', known)) from error
    if not when.exact:
        raise CommandError(f'"{text}" is no single moment. Write a clock time, 2024-12-08T03:00.')
    return epoch_ms(when.bounds()[0]), None
