"""A folder for temporary files, and the error for a disk that is full."""

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
"""If fewer bytes than this are free, a failed write is put down to a full disk."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a new folder, which is deleted afterwards with all that is in it.

    Raises StorageError if it cannot be made, and in place of an OSError that says the disk is full.
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
