"""Search many files of recorded positions for what happened in an area and a time."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command_words import SAY
from cli.output_files import CommandError, check_output, printable, replacing, write
from formats.coordinates.angles import CoordinateError
from formats.coordinates.coordinate_parsing import pair_of
from formats.drafts.story_builder import today
from formats.files.format_error import FormatError
from formats.trackers.recorded_tracks import fault_sentences
from geo.errors import WhenError, reason_of
from geo.time.instants import epoch_ms, parse_when
from geo.yaml.yaml_writer import yaml_text

if TYPE_CHECKING:
    from cli.command_support import Commands
    from formats.track_search.search_query import SearchQuery
    from formats.track_search.track_search import Find, SearchResult

_TOLD = 10
"""How many finds of each kind are printed."""
_PIECES = 50
"""How many finds of each kind become a story."""
_WIDE = 40
"""Characters of the progress bar."""
_SHORT = {"gaps": "gap", "silent": "silent", "stops": "stop", "meetings": "meeting"}


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    tracks = commands.add_parser(
        "tracks", help=SAY("cli.tracks"), description=SAY("cli.tracks.more")
    )
    tracks.add_argument("paths", nargs="+", metavar="PATH", help=SAY("cli.tracks.paths"))
    tracks.add_argument("--area", metavar="W,S,E,N", help=SAY("cli.tracks.area"))
    tracks.add_argument("--between", nargs=2, metavar="TIME", help=SAY("cli.tracks.between"))
    tracks.add_argument("--vehicle", metavar="ID", help=SAY("cli.tracks.vehicle"))
    tracks.add_argument("--near", metavar="PLACE", help=SAY("cli.tracks.near"))
    tracks.add_argument(
        "--within", type=float, default=50.0, metavar="KM", help=SAY("cli.tracks.within")
    )
    tracks.add_argument("--gap", type=float, metavar="SECONDS", help=SAY("cli.tracks.gap"))
    tracks.add_argument("--pieces", metavar="FOLDER", help=SAY("cli.tracks.pieces"))
    tracks.add_argument("--memory", default="2GB", help=SAY("cli.tracks.memory"))
    tracks.add_argument("--scheduler", metavar="ADDRESS", help=SAY("cli.tracks.scheduler"))
    tracks.add_argument(
        "-o", "--output", required=True, metavar="FILE", help=SAY("cli.tracks.output")
    )
    tracks.set_defaults(command=_tracks)


def _tracks(options: argparse.Namespace) -> None:
    from formats.track_search.position_sources import files_of  # noqa: PLC0415 - for this alone
    from formats.track_search.search_query import QueryError  # noqa: PLC0415
    from formats.track_search.track_search import search  # noqa: PLC0415

    if not options.output.endswith(".parquet"):
        raise CommandError(SAY("cli.tracks.no-parquet", file=options.output))
    output = Path(options.output)
    check_output(options.output, *options.paths)
    for path in options.paths:
        if not Path(path).exists():
            raise CommandError(SAY("cli.not-read", file=path, reason=SAY("cli.no-folder")))
    try:
        query = _query(options)
        files = [file for file in files_of(map(Path, options.paths)) if not _is(file, output)]
        if options.scheduler:
            from formats.track_search.distributed_search import (  # noqa: PLC0415 - with Dask
                search_distributed,
            )

            result = search_distributed(files, query, scheduler=options.scheduler, output=output)
        else:
            progress = _bar() if sys.stderr.isatty() else None
            with replacing(output) as beside:
                result = search(
                    files, query, output=beside, memory=options.memory, progress=progress
                )
    except (FormatError, QueryError) as error:
        raise CommandError(str(error)) from error
    for line in _report(result):
        print(printable(line))
    for line in _named(result):
        print(printable(line), file=sys.stderr)
    if options.pieces:
        print(SAY("cli.tracks.written", n=_write_pieces(result, output, Path(options.pieces))))


def _is(file: Path, output: Path) -> bool:
    """Whether a file is the output of an earlier search, under any name or link."""
    return output.exists() and output.samefile(file)


def _query(options: argparse.Namespace) -> SearchQuery:
    from formats.track_search.search_query import SearchQuery  # noqa: PLC0415 - for this alone

    start, end = _between(options.between) if options.between else (None, None)
    return SearchQuery(
        area=_area(options.area) if options.area else None,
        start_ms=start,
        end_ms=end,
        vehicle=options.vehicle,
        near=_place(options.near) if options.near else None,
        within_km=options.within,
        gap_after_s=options.gap,
    )


def _area(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError as error:
        raise CommandError(SAY("cli.tracks.no-area", text=text)) from error
    return west, south, east, north


def _between(texts: list[str]) -> tuple[int | None, int | None]:
    """Give the earliest moment of the first time and the latest of the second, UTC.

    A day's latest moment is the next day's start, which is not part of it.
    """
    try:
        first, last = (parse_when(text, zone=UTC) for text in texts)
    except WhenError as error:
        raise CommandError(str(error)) from error
    return (
        None if first.earliest is None else epoch_ms(first.earliest),
        None if last.latest is None else epoch_ms(last.latest) - (not last.point),
    )


def _place(text: str) -> tuple[float, float]:
    """Give (lon, lat) of coordinates, or of the largest place of a name."""
    try:
        pair = pair_of(text)
    except CoordinateError as error:
        raise CommandError(str(error)) from error
    if pair is not None:
        return pair.second.degrees, pair.first.degrees
    from geo.places.gazetteer import entries_by_name  # noqa: PLC0415 - when a place is named

    known = entries_by_name(frozenset([text]))[text]
    entries = [entry for entry in known.main or known.alternative if entry.kind != "country"]
    if not entries:
        raise CommandError(SAY("cli.tracks.no-place", place=text))
    largest = max(entries, key=lambda entry: entry.population)
    return largest.lon, largest.lat


def _report(result: SearchResult) -> list[str]:
    from formats.track_search.find_stories import told  # noqa: PLC0415 - for this alone

    counts = result.counts
    lines = [
        SAY(
            "cli.tracks.found",
            positions=SAY("cli.tracks.positions", n=counts["positions"]),
            vehicles=SAY("cli.tracks.vehicles", n=counts["vehicles"]),
            files=SAY("cli.site.files-made", n=result.files),
        )
    ]
    for kind, finds in result.finds.items():
        lines.append(SAY(f"cli.tracks.{kind}", n=counts[kind]))
        lines += [f"  {_SHORT[kind]}-{i}: {told(find)}" for i, find in enumerate(finds[:_TOLD], 1)]
        if counts[kind] > _TOLD:
            lines.append("  " + SAY("cli.tracks.further", n=counts[kind] - _TOLD))
    return lines


def _named(result: SearchResult) -> list[str]:
    return [
        *(SAY("cli.tracks.named", what=sentence) for sentence in fault_sentences(result.remarks)),
        *(SAY("cli.tracks.left-out", what=sentence) for sentence in result.refused),
    ]


def _write_pieces(result: SearchResult, output: Path, folder: Path) -> int:
    """Write each find as a story with its files beside it; gives how many."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(SAY("cli.site.no-folder", folder=str(folder), reason=reason)) from error
    written = 0
    for kind, finds in result.finds.items():
        for i, find in enumerate(finds[:_PIECES], 1):
            _write_piece(find, output, folder, f"{_SHORT[kind]}-{i}")
            written += 1
    return written


def _write_piece(find: Find, output: Path, folder: Path, name: str) -> None:
    from formats.track_search.find_stories import story_of_find  # noqa: PLC0415 - for this alone

    story = story_of_find(find, output, name=name, day=today())
    for beside, content in story.beside.items():
        write(folder / beside, content)
    write(folder / f"{name}.yaml", yaml_text(story.table).encode())


def _bar() -> Callable[[str, float], None]:
    """Give a function that shows the step of a search and how far it is on the terminal."""
    last: list[str] = []

    def show(step: str, share: float) -> None:
        done = round(share * _WIDE)
        text = SAY(f"cli.tracks.step.{step}")
        if last and last[0] != step:
            print(file=sys.stderr)
        last[:] = [step]
        print(
            f"\r[{'#' * done}{'.' * (_WIDE - done)}] {share:4.0%} {text}",
            end="",
            file=sys.stderr,
            flush=True,
        )

    return show
