"""Change only the lines of a YAML text that a change concerns.

A round trip of the largest story through ruamel.yaml takes a minute and a gigabyte of memory. So
each changed row or key is taken out of the text, changed by itself, and put back: the cost grows
with the change, and only slightly with the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import yaml as pyyaml
from ruamel.yaml.error import YAMLError

from geo.story.model import Story, keys_of
from geo.yaml.node_edits import Edit, pairs, same
from geo.yaml.yaml_nodes import dumped, node_of, reader_writer
from geo.yaml.yaml_reader import Rows, Table

_Replaced = tuple[int, int, list[str]]
"""First line, the line after the last (both count from 0), and the new lines."""
MAX_ROUND_TRIP = 200_000
"""Most characters of a text, or a part of it, that are given to ruamel.yaml at once."""


class _NotInPartsError(Exception):
    """The layout of the text does not allow changing a part of it by itself."""


def edit_lines(text: str, old: Table, data: Mapping[str, Any], *, strict: bool) -> str | None:
    """Change a text's own lines so that it holds `data`; None where that is not possible.

    `old` is the table of the text. Where a changed part uses an anchor or alias of the rest of the
    text, a `strict` change gives None; otherwise the part is written out. The caller has to read
    the result again and compare it: it is right for texts in block style, but not for all texts.
    """
    try:
        return _Lines(text, old, strict=strict).changed(data)
    except (_NotInPartsError, YAMLError, pyyaml.YAMLError):
        return None


class _Lines:
    def __init__(self, text: str, old: Table, *, strict: bool) -> None:
        self.lines = text.split("\n")
        self.old = old
        self.strict = strict
        self.spans = self._keys()
        self.lost: dict[str, Any] = {}
        """The values of the anchors that were removed from the text."""

    def changed(self, data: Mapping[str, Any]) -> str:
        replaced: list[_Replaced] = []
        for key, was in self.old.items():
            if key not in data:
                start, end = self.spans[key]
                replaced.append((start - len(above(self.lines, start)), end, []))
            elif not same(was, data[key]):
                replaced += self._key(key, was, data[key])
        replaced += self._added(data)
        out: list[str] = []
        at = 0
        for start, end, lines in sorted(replaced, key=lambda change: change[:2]):
            if start < at:
                raise _NotInPartsError
            out += self.lines[at:start]
            out += lines
            at = end
        text = "\n".join(out + self.lines[at:])
        for name, value in self.lost.items():  # the next alias becomes the anchor
            alias = re.compile(rf"(?<![^\s\[{{,])\*{re.escape(name)}(?=[\s\]}},]|$)", re.MULTILINE)
            written = f"&{name} {json.dumps(value, ensure_ascii=False)}"
            text = alias.sub(written.replace("\\", r"\\"), text, count=1)
        return text

    def _keys(self) -> dict[str, tuple[int, int]]:
        """Give the line span of each key of the story, without the comments above the next key."""
        starts = sorted((line - 1, key) for key, line in self.old.lines.items())
        if not starts:
            raise _NotInPartsError
        last = len(self.lines) - len(above([*self.lines, ""], len(self.lines)))
        ends = [start - len(above(self.lines, start)) for start, _ in starts[1:]]
        spans = {key: (start, end) for (start, key), end in zip(starts, [*ends, last], strict=True)}
        for start, end in spans.values():
            if end <= start or self.lines[start][:1] in (" ", "{", "", "-", "?", '"', "'"):
                raise _NotInPartsError
        return spans

    def _added(self, data: Mapping[str, Any]) -> Iterator[_Replaced]:
        order = keys_of(Story)
        for key, value in data.items():
            if key in self.old:
                continue
            before = order[: order.index(key)] if key in order else list(self.old)
            ends = [self.spans[name][1] for name in before if name in self.spans]
            at = max(ends, default=min(start for start, _ in self.spans.values()))
            text = dumped(reader_writer(), {key: node_of(value, key)})
            yield at, at, text.rstrip("\n").split("\n")

    def _key(self, key: str, was: Any, now: Any) -> Iterable[_Replaced]:
        rows = self._rows(key, was) if isinstance(was, Rows) and isinstance(now, list) else None
        if rows and now:
            return self._list(key, was, now, rows)
        start, end = self.spans[key]
        return [(start, end, self._part(self.lines[start:end], {key: was}, {key: now}))]

    def _rows(self, key: str, was: Rows) -> list[tuple[int, int]] | None:
        """Give the line span of each row of a list in block style, without the comments above."""
        starts = [line - 1 for line in was.lines]
        if not starts or starts[0] <= self.spans[key][0]:
            return None
        if any(a >= b for a, b in pairwise(starts)):
            return None
        if len({_dash(self.lines[start]) for start in starts} | {None}) != 2:  # noqa: PLR2004
            return None
        ends = [start - len(above(self.lines, start)) for start in starts[1:]]
        return list(zip(starts, [*ends, self.spans[key][1]], strict=True))

    def _list(
        self, key: str, was: Rows, now: list[Any], rows: list[tuple[int, int]]
    ) -> Iterator[_Replaced]:
        matched = pairs(was, now)
        kept = [i for i, _ in matched if i is not None]
        if not kept or any(a >= b for a, b in pairwise(kept)):
            raise _NotInPartsError
        dash = _dash(self.lines[rows[0][0]]) or 0
        apart = above(self.lines, rows[-1][0])[:1]
        apart = apart if not "".join(apart).strip() else []
        for gone in sorted(set(range(len(was))) - set(kept)):
            start, end = rows[gone]
            yield start - len(above(self.lines, start)), end, []
        at = rows[0][0] - len(above(self.lines, rows[0][0]))
        for i, j in matched:
            if i is None:
                text = dumped(reader_writer(dash), {key: node_of([now[j]], key)})
                yield at, at, [*apart, *text.rstrip("\n").split("\n")[1:]]
                continue
            start, at = rows[i]
            if not same(was[i], now[j]):
                lines = [f"{key}:", *self.lines[start:at]]
                yield start, at, self._part(lines, {key: [was[i]]}, {key: [now[j]]}, dash)[1:]

    def _part(
        self, lines: list[str], was: Mapping[str, Any], now: Mapping[str, Any], dash: int = 2
    ) -> list[str]:
        """Change a part of the text that can be read by itself."""
        text = "\n".join(lines) + "\n"
        if len(text) > MAX_ROUND_TRIP:
            raise _NotInPartsError
        here, elsewhere = _anchors(text)
        # The anchors of these aliases are elsewhere in the file; placeholder lists stand for them.
        heads = [f"elsewhere-{i}: &{name} [x]" for i, name in enumerate(elsewhere)]
        yaml = reader_writer(dash)
        tree = yaml.load("\n".join([*heads, text]))
        edit = Edit(tree, was, now, elsewhere=[tree[f"elsewhere-{i}"] for i in range(len(heads))])
        edit.table(tree, was, now, "")
        if edit.parted and self.strict:
            raise _NotInPartsError
        changed = dumped(yaml, tree)
        for name in set(here) - set(_anchors(changed)[0]):
            if name not in edit.anchored:
                raise _NotInPartsError
            self.lost[name] = edit.anchored[name]
        return changed.rstrip("\n").split("\n")[len(heads) :]


def above(lines: list[str], at: int) -> list[str]:
    """Give the empty lines and comments directly above line `at`, none indented deeper than it."""
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    start = at
    while start:
        line = lines[start - 1]
        inner = line.lstrip(" ")
        if inner and not (inner.startswith("#") and len(line) - len(inner) <= indent):
            break
        start -= 1
    return lines[start:at]


def _dash(line: str) -> int | None:
    """Give the indentation of a row's dash; None where the line begins no row."""
    inner = line.lstrip(" ")
    return len(line) - len(inner) if inner.startswith("- ") else None


def _anchors(text: str) -> tuple[list[str], list[str]]:
    """Give the anchors that are set in a text, and those that it only uses."""
    here: dict[str, None] = {}
    elsewhere: dict[str, None] = {}
    if "&" not in text and "*" not in text:
        return [], []
    for event in pyyaml.parse(text, Loader=getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)):
        name: str | None = getattr(event, "anchor", None)
        alias = isinstance(event, pyyaml.AliasEvent)
        if name and not alias:
            here[name] = None
        elif name and name not in here:
            elsewhere[name] = None
    return list(here), list(elsewhere)
