"""The command line: check a story, make its page and pictures, export its data.

A command returns 0 if it succeeded, else 1 with the reason on stderr, and never a traceback:
with ESCAPE_ROUTES_TRACE=1 it is shown before the reason. Each command has its own module in this
folder.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import gc
import importlib
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import NoReturn

from cli.command_words import SAY
from cli.output_files import CommandError, lost_stdout, printable
from geo.cyclic_garbage import uncollected
from geo.errors import StoryError, reason_of
from geo.language.told_error import StorageError

COMMANDS = {
    "new": "new_command",
    "draft": "draft_command",
    "check": "check_command",
    "page": "page_command",
    "export": "export_command",
    "import": "import_command",
    "picture": "picture_command",
    "storyboard": "picture_command",
    "film": "film_command",
    "site": "site_command",
    "tracks": "tracks_command",
}
"""The module of each command. Only that of the command given is loaded: loading all takes long."""

# A process that ends gives back all its memory: no need to look for cyclic garbage in it first.
atexit.register(gc.freeze)

EXAMPLES = """\
examples:
  escape-routes new my-story.yaml
  escape-routes draft report.txt --published 2024-12-13 --zone Asia/Damascus -o my-story.yaml
  escape-routes check stories/assad-2024.yaml
  escape-routes check stories/assad-2024.yaml --format json
  escape-routes page stories/assad-2024.yaml -o assad.html
  escape-routes page stories/assad-2024.yaml -o maher.html --people maher --base osm
  escape-routes export stories/assad-2024.yaml -o assad.geojson
  escape-routes export stories/assad-2024.yaml -o - | head
  escape-routes export stories/assad-2024.yaml -o assad.gpkg
  escape-routes import events.csv -o events.yaml --dates day-first --zone Asia/Damascus
  escape-routes picture stories/assad-2024.yaml --at 2024-12-08T03:00 --size social -o x.svg
  escape-routes picture stories/assad-2024.yaml --at flight-from-damascus -o x.png --scale 2
  escape-routes storyboard stories/assad-2024.yaml --at trip-to-moscow,homs-taken -o board.pdf
  escape-routes film stories/assad-2024.yaml --from homs-taken --to maher-onward -o film.mp4
  escape-routes site stories/assad-2024.yaml -o public --url https://example.org/maps
  escape-routes tracks adsb/2024-12 --area 34,32,38,36 --between 2024-12-07 2024-12-08 -o x.parquet

With ESCAPE_ROUTES_TRACE=1 in the environment, a command that fails shows where in the program.
"""


class _Parser(argparse.ArgumentParser):
    """Says in a sentence what is wrong with the arguments, and exits with status 1."""

    def error(self, message: str) -> NoReturn:
        self.exit(1, SAY("cli.wrong-arguments", program=self.prog, message=message) + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status."""
    for stream in (sys.stdout, sys.stderr):  # a file name may hold bytes that are not text
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    try:
        with _ended_by_signals():
            with uncollected():  # what is loaded stays
                given = _with_western_values(sys.argv[1:] if argv is None else argv)
                options = _parser(given).parse_args(given)
            command: Callable[[argparse.Namespace], None] = options.command
            command(options)
            _flush()
    except BrokenPipeError:  # the reading program has closed the pipe: discard the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except SystemExit as end:  # argparse: help, version, wrong arguments; or a signal
        return int(end.code or 0)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - any error is told, not shown
        if os.environ.get(TRACE):
            traceback.print_exception(error)
        print(printable(_said(error)), file=sys.stderr)
        return 1
    return 0


def _with_western_values(argv: Sequence[str]) -> list[str]:
    """Join an option and degrees that begin with a minus, as in --area -95,25,-85,32.

    argparse takes such a value for an option of its own.
    """
    out: list[str] = []
    for argument in argv:
        option = out[-1] if out else ""
        if option.startswith("--") and "=" not in option and _DEGREES.fullmatch(argument):
            out[-1] = f"{option}={argument}"
        else:
            out.append(argument)
    return out


_DEGREES = re.compile(r"-[\d.]+(?:\s*,\s*-?[\d.]+)+")
TRACE = "ESCAPE_ROUTES_TRACE"


def _said(error: BaseException) -> str:
    """Say why a command failed. An unforeseen error gets one sentence, which quotes no file."""
    if isinstance(error, StoryError | CommandError | StorageError):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return SAY("cli.called-off")
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        return SAY("cli.cannot-go-on", reason=reason_of(error), where=where)
    if isinstance(error, MemoryError):
        return SAY("cli.no-memory")
    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return SAY("cli.failed", kind=f"{type(error).__name__}{at}", trace=TRACE)


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the signals that end a program end it in order, so that its temporary files go.

    The second one ends it at once.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _frame: object) -> NoReturn:
        signal.signal(number, signal.SIG_DFL)
        raise SystemExit(128 + number)  # as shells tell it

    numbers = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {
        number: signal.signal(number, end)
        for number in numbers
        if signal.getsignal(number) is signal.SIG_DFL  # nohup has one ignored
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _flush() -> None:
    """Flush stdout, so that a failed write is noticed."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise lost_stdout(error) from error


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """Make the parser of the command that is given, or of all where none is."""
    parser = _Parser(
        prog="escape-routes",
        description=SAY("cli.purpose"),
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help=SAY("cli.version"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    given = COMMANDS.get(argv[0]) if argv else None
    for name in dict.fromkeys([given] if given else COMMANDS.values()):
        importlib.import_module(f"cli.{name}").add(commands)
    return parser


class _Version(argparse.Action):
    """Looks the version up once it is asked for: the metadata of packages take long to read."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  see above

        try:
            number = version("escape-routes")
        except PackageNotFoundError:  # run from a checkout that is not installed
            number = SAY("cli.not-installed")
        print(f"{parser.prog} {number}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
