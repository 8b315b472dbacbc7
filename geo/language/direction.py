"""Which way a text runs, by the bidirectional classes of its letters (UAX 9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_RIGHT = frozenset({"R", "AL"})
_STRONG = _RIGHT | {"L"}


def is_right_to_left(text: str) -> bool:
    """Tell whether a text has letters that run from right to left, such as Arabic or Hebrew."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT for c in text)


def begins_right_to_left(text: str) -> bool:
    """Tell whether the first letter of a text outside isolated parts runs from right to left."""
    letters = (c for part, inside in _parts(text) if not inside for c in part)
    classes = (unicodedata.bidirectional(c) for c in letters)
    return next((letter for letter in classes if letter in _STRONG), "L") in _RIGHT


def is_all_right_to_left(text: str) -> bool:
    """Tell whether all of a text but its spaces is letters that run from right to left."""
    classes = {unicodedata.bidirectional(c) for c in text}
    return classes <= {*_RIGHT, "WS", "NSM"}


_DIGITS = frozenset({"EN", "AN"})
_ISOLATES = {"\u2066": "L", "\u2067": "R", "\u2068": ""}
_END = "\u2069"
_MIRRORED = str.maketrans("()[]{}<>\u00ab\u00bb\u2039\u203a", ")(][}{><\u00bb\u00ab\u203a\u2039")


def isolated(text: str) -> str:
    """Isolate a text (UAX 9), so that it runs its own way in a sentence that runs the other way."""
    return f"\u2068{text}{_END}"


def has_isolates(text: str) -> bool:
    """Tell whether a text has isolated parts."""
    return _END in text


def closed_isolates(lines: Sequence[str]) -> list[str]:
    """Give lines of a broken text so that a part isolated across a break is so in each of them."""
    out, begun = list[str](), ""
    for line in lines:
        opened = begun
        for letter in line:
            if letter in _ISOLATES:
                opened += letter
            elif letter == _END:
                opened = opened[:-1]
        out.append(f"{begun}{line}{_END * len(opened)}")
        begun = opened
    return out


def visual_runs(line: str, *, right_to_left: bool = True) -> list[str]:
    """Cut a line of both directions into runs, in order from the left edge.

    A run begins and ends with letters of the same direction, so every program lays it out alike. A
    run without letters is already reversed and mirrored, as it is to be seen. The rule is that of
    UAX 9 for a right-to-left line with isolated parts; it supports no other embeddings. In a line
    that runs from left to right, parts from right to left have to be isolated.
    """
    if not right_to_left:
        parts = [part for part in _parts(line) if part[0]]
        return [
            run
            for part, inside in parts
            for run in (visual_runs(part) if inside and begins_right_to_left(part) else [part])
        ]
    runs: list[tuple[str, str]] = []
    for part, inside in _parts(line):
        runs += _isolated(part) if inside else _resolved(part)
    return [
        text if side else text[::-1].translate(_MIRRORED) for side, text in reversed(runs) if text
    ]


def _parts(line: str) -> list[tuple[str, bool]]:
    """Cut a line at its isolates; of an isolate within another only the outer counts."""
    parts, depth, held = list[tuple[str, bool]](), 0, ""
    for letter in line:
        if letter in _ISOLATES or letter == _END:
            deeper = depth + (1 if letter in _ISOLATES else -1)
            if (depth == 0) != (max(deeper, 0) == 0):
                parts.append((held, depth > 0))
                held = ""
            depth = max(deeper, 0)
        else:
            held += letter
    return [*parts, (held, depth > 0)]


def _isolated(part: str) -> list[tuple[str, str]]:
    """Give an isolated part as a single run if it begins left to right; else run by run."""
    return _resolved(part) if begins_right_to_left(part) else [("L", part)]


def _resolved(part: str) -> list[tuple[str, str]]:
    """Give the runs of a part in the order in which it is read: a side, and the text.

    The side is "L", "R", "N" for a number among letters that run from the right, or "".
    """
    runs, strong = list[tuple[str, str]](), "R"
    for letter in part:
        kind = unicodedata.bidirectional(letter)
        strong = "L" if kind == "L" else "R" if kind in _RIGHT else strong
        digit = "L" if strong == "L" else "N"
        side = digit if kind in _DIGITS else strong if kind in _STRONG else ""
        if runs and (runs[-1][0] == side or (kind == "NSM" and runs[-1][0])):
            runs[-1] = (runs[-1][0], runs[-1][1] + letter)
        elif (
            len(runs) > 1
            and not runs[-1][0]
            and side
            and runs[-2][0] == side
            and (side != "N" or _joins_numbers(runs[-1][1]))
        ):
            between = runs.pop()[1]
            runs[-1] = (side, runs[-1][1] + between + letter)
        else:
            runs.append((side, letter))
    return runs


def _joins_numbers(text: str) -> bool:
    """Whether a text between two figures joins them into a number, as in 22:30 and 1.5."""
    return len(text) == 1 and unicodedata.bidirectional(text) in ("CS", "ES")
