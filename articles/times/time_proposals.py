"""Expressions of time as proposals."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

from articles.linguistics.analysis import Parsed
from articles.times.anchors import Read
from articles.times.hours import clock_time
from articles.times.time_expressions import entry_clock, expressions
from articles.times.time_reading import Reader
from articles.times.undated_order import order_only
from articles.values import Proposal

_AMERICAN = ("America/", "US/", "Pacific/Honolulu")


def time_proposals(paragraphs: Sequence[Parsed], *, published: date, zone: str) -> list[Proposal]:
    """Propose all times of a report. `zone` is the IANA name of the time zone it is told from."""
    reader = Reader(published, zone, day_first=not zone.startswith(_AMERICAN))
    reader.live = _live(paragraphs)
    out: list[Proposal] = []
    for parsed in paragraphs:
        dated = expressions(parsed)
        ordered = sorted(
            [*dated, *order_only(parsed, dated)], key=lambda expression: expression.start
        )
        out += [_proposal(parsed, read) for read in reader.read(parsed, ordered)]
    return out


def _live(paragraphs: Sequence[Parsed]) -> bool:
    """Whether it is a live blog: entries headed by clock times, the newest first."""
    heads = [parsed.text[: parsed.begins] for parsed in paragraphs if entry_clock(parsed)]
    clocks = [clock_time(head.rstrip(" -–—|:"))[:1] for head in heads]
    return len(clocks) > 2 and all(
        later >= earlier for later, earlier in itertools.pairwise(clocks)
    )


def _proposal(parsed: Parsed, read: Read) -> Proposal:
    start, end = parsed.clean.raw(read.expression.start, read.expression.end)
    raw = "".join(parsed.text[read.expression.start : read.expression.end])
    return Proposal(
        f"time-{parsed.number}-{start}", "time", parsed.number, start, end, raw, read.value,
        read.rule, read.anchor,
    )  # fmt: skip
