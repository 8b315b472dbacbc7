"""What of a paragraph stands between quotation marks."""

from __future__ import annotations

import re

_SINGLE = re.compile(r"(?<![\w'])'(?=[^\s'])([^']|(?<=\w)'(?=\w))*?(?<=[^\s])'(?!\w)")


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Give the spans between double quotes, marks left out, of a cleaned paragraph.

    A quotation that is never closed goes on to the end, as agencies write one of several paragraphs.
    Without any double quotes, single ones count.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for i, sign in enumerate(text):
        if sign == '"':
            if opened is None:
                opened = i + 1
            else:
                spans.append((opened, i))
                opened = None
    if opened is not None and text[opened:].strip():
        spans.append((opened, len(text)))
    if not spans:
        spans = [(m.start() + 1, m.end() - 1) for m in _SINGLE.finditer(text) if " " in m[0]]
    return tuple(spans)


def inside(spans: tuple[tuple[int, int], ...], at: int) -> bool:
    """Whether a character stands in one of the spans."""
    return any(start <= at < end for start, end in spans)
