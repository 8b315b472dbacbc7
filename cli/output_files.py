"""Writing the output of commands: a file completely or not at all, or stdout."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cli.command_words import SAY
from geo.errors import reason_of


class CommandError(ValueError):
    """A command that cannot be carried out; the message is for the user."""


KEPT = "\n\u2068\u2069"
"""What is not printable and yet printed: the end of a line, and isolates (UAX 9)."""


def printable(text: str) -> str:
    """Escape control characters: a terminal would obey them, and a story may hold anything.

    Isolates stay: they order no more than what they enclose, to the end of their line at most.
    """
    return "".join(c if c.isprintable() or c in KEPT else repr(c)[1:-1] for c in text)


def write(output: str | Path, content: bytes, *, new: bool = False) -> None:
    """Write a file, or stdout for "-".

    The content is written to a temporary file beside it, which replaces the file once it is
    complete and on the disk: whatever goes wrong, an old file stays as it was. A link stays, and
    its target is replaced; a device or a pipe is written to directly. With `new` no file is
    overwritten. Raises CommandError where it cannot be written.
    """
    if output == "-":
        _write_stdout(content)
        return
    try:
        path = Path(os.path.realpath(output))
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as handle:  # /dev/null or a pipe: no content to lose
                handle.write(content)
        elif new:
            _create(path, content)
        else:
            _replace(path, content)
    except FileExistsError as error:
        raise CommandError(SAY("cli.there-already", file=str(output))) from error
    except OSError as error:
        raise CommandError(
            SAY("cli.not-written", file=str(output), reason=reason_of(error))
        ) from error


def check_output(output: str, *inputs: str) -> None:
    """Raise CommandError for an output that is one of the inputs, under any name or link.

    Also for an output whose folder is missing or not writable, before a long job starts.
    """
    if output == "-":
        return
    for source in inputs:
        with contextlib.suppress(OSError):  # one of them does not exist
            if os.path.samefile(source, output):  # noqa: PTH121 - either may be a name or a link
                raise CommandError(SAY("cli.overwrites-input", file=output))
    path = Path(os.path.realpath(output))
    reason = ""
    if not path.parent.is_dir():
        reason = SAY("cli.no-folder")
    elif not (path.exists() and not path.is_file()) and not os.access(path.parent, os.W_OK):
        reason = SAY("cli.folder-not-writable")
    if reason:
        raise CommandError(SAY("cli.not-written", file=output, reason=reason))


def check_beside(beside: Path, output: str) -> None:
    """Raise CommandError where a file that nobody named would be overwritten.

    One that stands beside an output that is there already is of an earlier run of the command.
    """
    if beside.exists() and not Path(output).exists():
        raise CommandError(SAY("cli.overwrites-beside", file=str(beside), output=output))


def _write_stdout(content: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # the reading program has closed the pipe
    except OSError as error:
        raise lost_stdout(error) from error


def lost_stdout(error: OSError) -> CommandError:
    """Discard further output to stdout, and give the error to raise."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CommandError(SAY("cli.stdout-not-written", reason=reason_of(error)))


@contextlib.contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """Give the path of a file to be written beside another, which it replaces once it is complete.

    An error within leaves the old file as it was. The mode stays; a link stays, its target is
    replaced.
    """
    path = Path(os.path.realpath(output))
    with tempfile.TemporaryDirectory(prefix=".escape-routes-", dir=path.parent) as folder:
        beside = Path(folder) / path.name
        yield beside
        beside.chmod(_mode(path))
        os.replace(beside, path)  # noqa: PTH105 - the manual says that os.replace is atomic


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(0, SAY("cli.file-not-writable"))
    if path.is_dir():
        raise IsADirectoryError(0, "is a directory")
    with replacing(path) as beside:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _create(path: Path, content: bytes) -> None:
    """Write a new file; an incomplete one is removed."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _mode(path: Path) -> int:
    """Give the permissions of the existing file, else those of any new file."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
