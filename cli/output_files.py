"""Where commands write: a file that is whole or not touched, or stdout."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path


class CommandError(ValueError):
    """A command that cannot be done; the message is for the person who gave it."""


def write(output: str | Path, content: bytes, *, new: bool = False) -> None:
    """Write a file, or stdout for "-".

    The content is written beside the file and takes its place once it is whole and on the disk:
    whatever goes wrong, an old file stays as it was. A link stays a link to the file that changes;
    a device or a pipe is written to. With `new` no file is overwritten. Raises CommandError where
    it cannot be written.
    """
    if output == "-":
        _put_out(content)
        return
    try:
        path = Path(os.path.realpath(output))
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as handle:  # /dev/null, a pipe: nothing that could be lost
                handle.write(content)
        elif new:
            _create(path, content)
        else:
            _replace(path, content)
    except FileExistsError as error:
        raise CommandError(f"{output}: The file is there already. Choose another name.") from error
    except OSError as error:
        raise CommandError(
            f"{output}: The file cannot be written ({_reason(error)}). Check its name and its "
            "folder."
        ) from error


def check_output(output: str, *inputs: str) -> None:
    """Raise CommandError for an output that is one of the inputs, by whatever name or link.

    And for one in a folder that is not there or cannot be written to, before hours go into it.
    """
    if output == "-":
        return
    for one in inputs:
        with contextlib.suppress(OSError):  # one of them is not there
            if os.path.samefile(one, output):  # noqa: PTH121 - either may be a name or a link
                raise CommandError(
                    f"{output}: This is the file that is read, and it would be overwritten. Choose "
                    "another name."
                )
    path = Path(os.path.realpath(output))
    reason = ""
    if not path.parent.is_dir():
        reason = "no such file or directory"
    elif not (path.exists() and not path.is_file()) and not os.access(path.parent, os.W_OK):
        reason = "its folder may not be changed"
    if reason:
        raise CommandError(
            f"{output}: The file cannot be written ({reason}). Check its name and its folder."
        )


def _put_out(content: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # whoever read it has enough
    except OSError as error:
        raise lost_stdout(error) from error


def lost_stdout(error: OSError) -> CommandError:
    """Say that stdout takes nothing more, and let what is left go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CommandError(f"The output cannot be written ({_reason(error)}).")


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(0, "the file may not be changed")
    if path.is_dir():
        raise IsADirectoryError(0, "is a directory")
    handle, name = tempfile.mkstemp(prefix=".escape-routes-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(path))
        os.replace(beside, path)  # noqa: PTH105 - in the word of the manual
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _create(path: Path, content: bytes) -> None:
    """Write a file that is not there yet; one that could not be finished is taken away."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _mode(path: Path) -> int:
    """The rights of the file that is there, else those that any new file gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
