"""A folder for files that are on the disk for a moment, and what is said where the disk is full."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.language.told_error import StorageError
from geo.language.told_text import ToldText

_FULL = {errno.ENOSPC, errno.EDQUOT}
_ROOM = 1_000_000
"""With fewer bytes free than this, a write that failed is taken to have failed for want of them."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a new folder, which goes with all that is in it.

    Raises StorageError where there can be none, and for an OSError that says that it is full.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="escape-routes-")
    except OSError as error:
        raise StorageError("storage.none", reason=_reason(error)) from error
    with folder as name:
        try:
            yield Path(name)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            raise disk_full(Path(name)) from error


def is_full(folder: Path) -> bool:
    """Whether there is no room left where a folder is."""
    return shutil.disk_usage(folder).free < _ROOM


def says_full(status: int) -> bool:
    """Whether a program's exit status says that the disk is full, as ffmpeg's 228 does."""
    return status in {(-number) % 256 for number in _FULL}


def disk_full(folder: Path) -> StorageError:
    """Give the error to raise where there was no room for a temporary file."""
    return StorageError("storage.full", folder=str(folder.parent))


def _reason(error: OSError) -> str:
    return (
        os.strerror(error.errno).lower() if error.errno else ToldText("fault.file.unknown-reason")
    )
