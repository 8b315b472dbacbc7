"""A report as text: its raw string, and paragraphs as spans into it.

The raw string is never changed. What the rules read is a cleaned copy of each paragraph (soft
hyphens and marks of direction left out, curly quotes straight) that knows where each of its
characters stands in the paragraph.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

Part = Literal["headline", "dateline", "heading", "caption", "body"]

MAX_CHARACTERS = 600_000
"""Characters of a report: some 100,000 words."""

_SIGNS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\n": " ",
        "\r": " ",
        "\u2010": "-",
        "\u2011": "-",
    }
)
_LEFT_OUT = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text for the rules. `at[i]` is where its character i stands in the raw text."""

    text: str
    at: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Give the raw span of a span of the cleaned text."""
        return self.at[start], self.at[end - 1] + 1 if end > start else self.at[start]


def cleaned(text: str) -> Cleaned:
    """Leave out what no rule should see; each other character stays one character."""
    kept, at = [], []
    for i, sign in enumerate(text):
        if sign in _LEFT_OUT or (
            unicodedata.category(sign) in ("Cf", "Cc", "Cs") and sign not in "\n\t\r"
        ):
            continue
        kept.append(sign.translate(_SIGNS))
        at.append(i)
    return Cleaned("".join(kept), (*at, len(text)))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a report. `start`, `end` are characters of the raw text, half open.

    Paragraphs of the body have numbers from 1; headings, captions and what stands above have 0.
    """

    part: Part
    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """A report. `published` and `title` are what the text or page itself says, if it does."""

    raw: str
    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    language: str = "en"
    notes: tuple[str, ...] = field(default=())
    """What readers of the draft should know of how the text was read."""

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs that are numbered."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.part == "body")

    @cached_property
    def sha256(self) -> str:
        """The hash of the raw text, which tells later whether a text is the same."""
        return hashlib.sha256(self.raw.encode("utf-8", "surrogatepass")).hexdigest()

    def text(self, paragraph: Paragraph) -> str:
        """Give a paragraph's raw text."""
        return self.raw[paragraph.start : paragraph.end]


_BLANK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_NUMBERED = re.compile(r"\[(?:\d{1,4}|(?P<heading>heading))\][ \t]+")
_PUBLISHED = re.compile(
    r"(?i)^(?:published|updated|posted|date)\b[^0-9\n]{0,20}(?P<date>\d{4}-\d{2}-\d{2})"
)
_ENDS = (".", "!", "?", '"', "”", "'", "’", ":", ";", ")", "…", "»", "؟", "。")
_MOST_HEADING = 14
"""Words of a line without a full stop that may be a heading."""
_LONG = 4
"""Lines that are this many times as common as blank ones are paragraphs of their own."""


def split_text(raw: str) -> list[Paragraph]:
    """Number a plain text's paragraphs: blank lines separate them, else each line is one.

    A first line without a full stop is the headline; a line that says when the report was published
    is not part of the body. Numbers in brackets before each paragraph ("[3] ...") are taken over.
    """
    blocks = _blocks(raw)
    numbered = [_NUMBERED.match(raw, start, end) for start, end in blocks]
    if sum(bool(match) for match in numbered) >= max(2, len(blocks) // 2):
        return _as_numbered(raw, blocks)
    parts: list[tuple[Part, int, int]] = []
    for start, end in blocks:
        rows = [(start + a, start + b) for a, b in _lines(raw[start:end])]
        if not parts and len(rows) > 1 and _heads(raw[slice(*rows[0])]):
            for a, b in rows:
                parts.append((_head_part(raw[a:b], first=not parts), a, b))
            continue
        parts.append((_part(raw[start:end], first=not parts, alone=len(rows) == 1), start, end))
    return _counted(parts)


def _as_numbered(raw: str, blocks: list[tuple[int, int]]) -> list[Paragraph]:
    parts: list[tuple[Part, int, int]] = []
    for start, end in blocks:
        match = _NUMBERED.match(raw, start, end)
        if match:
            parts.append(("heading" if match["heading"] else "body", match.end(), end))
        else:
            parts.append(("headline" if not parts else "heading", start, end))
    return _counted(parts)


def _counted(parts: list[tuple[Part, int, int]]) -> list[Paragraph]:
    number, out = 0, []
    if parts and not any(part == "body" for part, _, _ in parts):
        parts = [("body", start, end) for _, start, end in parts]
    for part, start, end in parts:
        number += part == "body"
        out.append(Paragraph(part, number if part == "body" else 0, start, end))
    return out


def _blocks(raw: str) -> list[tuple[int, int]]:
    edges, last = [], 0
    for match in _BLANK.finditer(raw):
        edges.append((last, match.start()))
        last = match.end()
    edges.append((last, len(raw)))
    blocks = [trimmed for a, b in edges if (trimmed := _trim(raw, a, b))]
    rows = sum(raw.count("\n", a, b) for a, b in blocks)
    ended = sum(
        raw[a:b].rstrip().endswith(_ENDS)
        for start, end in blocks
        for a, b in ((start + x, start + y) for x, y in _lines(raw[start:end]))
    )
    if rows >= _LONG * max(1, len(blocks)) and ended > rows / 2:  # a paragraph a line
        return [(s + a, s + b) for s, e in blocks for a, b in _lines(raw[s:e])]
    return blocks


def _lines(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for line in text.split("\n"):
        if trimmed := _trim(text, at, at + len(line)):
            out.append(trimmed)
        at += len(line) + 1
    return out


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _heads(line: str) -> bool:
    return (
        not line.rstrip().endswith((".", "!", '"', "”")) and len(line.split()) <= 2 * _MOST_HEADING
    )


def _head_part(line: str, *, first: bool) -> Part:
    return "headline" if first else "dateline" if _PUBLISHED.match(line) else "heading"


def _part(text: str, *, first: bool, alone: bool) -> Part:
    if _PUBLISHED.match(text) and len(text) < 120:
        return "dateline"
    if re.match(r"(?i)(?:photo|picture|image|caption|file photo|foto)\s*:", text):
        return "caption"
    words = len(text.split())
    if (
        alone
        and not text.rstrip().endswith(_ENDS)
        and words <= (2 if not first else 3) * _MOST_HEADING
    ):
        return "headline" if first else "heading" if words <= _MOST_HEADING else "body"
    return "body"


def stated_date(raw: str) -> date | None:
    """Read the date of a line "Published: 2025-03-14" near the top."""
    for line in raw[:2000].split("\n"):
        if match := _PUBLISHED.match(line.strip()):
            try:
                return date.fromisoformat(match["date"])
            except ValueError:
                return None
    return None


_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’. /-]+(?:,\s[A-Z][\w. ]{2,25})?(?:\s*\([^)]{2,40}\))?\s*[-–—]{1,2}\s+"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ'’. /-]+,[^.–—\"]{0,40}?(?:\([^)]{2,40}\))?\s*[-–—]{1,2}\s+"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ'’. /-]+(?:,\s[^.–—\"(]{0,40})?\([^)]{2,40}\)\s*[-–—:]?\s+"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ'’ /-]+[.,]\s[A-Z][a-z]+\s\d{1,2}\.?\s(?:/[^/]{2,30}/|\([^)]{2,40}\))[.:]?\s*[-–—]?\s+"
)


_ENTRY_CLOCK = re.compile(
    r"((?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?(?:[ap]\.?m\.?|GMT|UTC|[A-Z]{2,4}\b))?)(?:\s?[-–—|:]\s+)",
    re.IGNORECASE,
)

_LONGEST_DATELINE = 200
"""Characters. Where spaces go on and on, a search takes time that grows with their square."""


def dateline_end(text: str) -> int:
    """Give the index at which the report begins, after "SEATTLE (Coastal Press) - "; else 0."""
    match = _DATELINE.match(text, 0, _LONGEST_DATELINE)
    return match.end() if match else 0


def entry_clock_end(text: str) -> int:
    """Give the index at which an entry begins, after "18:40 - " as in a live blog; else 0."""
    match = _ENTRY_CLOCK.match(text, 0, _LONGEST_DATELINE)
    return match.end() if match else 0
