"""Expressions of time as proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from articles.linguistics.analysis import Parsed
from articles.times.anchors import Read
from articles.times.time_expressions import expressions
from articles.times.time_reading import Reader
from articles.times.undated_order import order_only
from articles.values import Proposal

_AMERICAN = ("America/", "US/", "Pacific/Honolulu")


def time_proposals(paragraphs: Sequence[Parsed], *, published: date, zone: str) -> list[Proposal]:
    """Propose all times of a report. `zone` is the IANA name of the time zone it is told from."""
    reader = Reader(published, zone, day_first=not zone.startswith(_AMERICAN))
    out: list[Proposal] = []
    for parsed in paragraphs:
        dated = expressions(parsed)
        ordered = sorted(
            [*dated, *order_only(parsed, dated)], key=lambda expression: expression.start
        )
        out += [_proposal(parsed, read) for read in reader.read(parsed, ordered)]
    return out


def _proposal(parsed: Parsed, read: Read) -> Proposal:
    start, end = parsed.clean.raw(read.expression.start, read.expression.end)
    raw = "".join(parsed.text[read.expression.start : read.expression.end])
    return Proposal(
        f"time-{parsed.number}-{start}", "time", parsed.number, start, end, raw, read.value,
        read.rule, read.anchor,
    )  # fmt: skip
