"""Put changes into a YAML text that somebody wrote, and leave everything else as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from geo.errors import StoryError
from geo.model import Story, keys_of
from geo.nodes import TABLES, dumped, node_of, reader_writer, scalar_of
from geo.reading import Rows, Table, read_yaml

LOST = "# The comments of the earlier file could not be kept.\n"
"""Begins a text that had to be written anew."""

_Old = Any
_Steps = tuple[str | int, ...]


def rewritten(text: str, data: Mapping[str, Any]) -> str:
    """Put changed data into an existing YAML text; what did not change stays as it stands.

    `text` is a story's YAML, within the bounds of geo.reading; `data` the whole table that it is
    to hold. Rows are matched by their `id`, others by their number. Comments, order, quotes and
    aliases stay, save those inside of what is removed; an alias is written out where it no longer
    stands for the same. Without a change the text comes back as it was. A text that ruamel.yaml
    cannot take apart without changing its meaning is written anew, and begins by saying so
    (LOST). Raises StoryError where the text cannot be read, ValueError for data that no story
    file can hold.
    """
    old = read_yaml(text, name="story")
    if _same(old, data):
        return text
    try:
        changed = _changed(text, old, data)
    except YAMLError:
        changed = None
    from geo.writing import story_yaml  # noqa: PLC0415 - it offers this function beside its own

    new = story_yaml(data)
    readable = _read(new) is not None
    if changed is not None:
        for candidate in (_with_comments(changed, text, old), changed):
            found = _read(candidate)
            # Data that the reader refuses, for too long a text or so, cannot be compared; the
            # reader will say what is wrong with them.
            if not readable or (found is not None and _same(found, data)):
                return candidate
    return LOST + new


def _read(text: str) -> Table | None:
    try:
        return read_yaml(text, name="story")
    except StoryError:
        return None


# ------------------------------------------------------------------------------------ the changes


def _changed(text: str, old: Table, data: Mapping[str, Any]) -> str:
    yaml = reader_writer(_dash(text, old))
    tree = yaml.load(text)
    _Edit(tree, old, data).table(tree, old, data, "")
    return dumped(yaml, tree)


def _dash(text: str, old: Table) -> int:
    """How far the dashes of the file's lists are indented."""
    lines = text.split("\n")
    for rows in old.values():
        if isinstance(rows, Rows) and rows:
            line = lines[rows.lines[0] - 1]
            if line.lstrip(" ").startswith("- "):
                return len(line) - len(line.lstrip(" "))
    return 2


class _Edit:
    """One change of a tree; nodes that several aliases share are changed for all or for none."""

    def __init__(self, tree: CommentedMap, old: Table, data: Mapping[str, Any]) -> None:
        self.wanted: dict[int, list[Any]] = {}
        self.done: set[int] = set()
        self._collect(tree, old, data, "")

    def _collect(self, node: Any, old: _Old, new: Any, key: str) -> None:
        if not isinstance(node, CommentedMap | CommentedSeq):
            return
        anchor = node.yaml_anchor()
        if anchor is not None:
            anchor.always_dump = True
            self.wanted.setdefault(id(node), []).append(new)
        if isinstance(node, CommentedMap) and isinstance(new, Mapping):
            for name in old:
                if name in new:
                    self._collect(node[name], old[name], new[name], name)
        elif isinstance(node, CommentedSeq) and isinstance(new, list | tuple):
            for i, j in _pairs(old, new):
                if i is not None:
                    self._collect(node[i], old[i], new[j], key)

    def table(self, node: CommentedMap, old: _Old, new: Mapping[str, Any], key: str) -> None:
        """Change a table's keys in place."""
        for name in [name for name in old if name not in new]:
            del node[name]
        for name, value in new.items():
            if name in old:
                node[name] = self.value(node[name], old[name], value, name)
        order = keys_of(TABLES.get(key, Story)) if key in TABLES or not key else []
        for name, value in new.items():
            if name not in old:
                before = order[: order.index(name)] if name in order else list(node)
                places = [i + 1 for i, one in enumerate(node) if one in before]
                node.insert(max(places, default=0), name, node_of(value, name, depth=2))

    def value(self, node: Any, old: _Old, new: Any, key: str) -> Any:
        """Give the node for a value: the one that stood there, changed or not, or a new one."""
        if _same(old, new):
            return node if self._agreed(node, new) else node_of(new, key, depth=2)
        if isinstance(node, CommentedMap) and isinstance(new, Mapping) and new:
            if not self._agreed(node, new):
                return node_of(new, key, depth=2)
            if id(node) not in self.done:
                self.done |= {id(node)} if node.yaml_anchor() else set()
                self.table(node, old, new, key)
            return node
        if isinstance(node, CommentedSeq) and isinstance(new, list | tuple) and new:
            if not self._agreed(node, new):
                return node_of(new, key, depth=2)
            if id(node) not in self.done:
                self.done |= {id(node)} if node.yaml_anchor() else set()
                self.rows(node, old, new, key)
            return node
        return node_of(new, key, depth=2)

    def rows(self, node: CommentedSeq, old: _Old, new: Any, key: str) -> None:
        """Change a list in place."""
        inline = node.fa.flow_style()
        items = [
            (
                scalar_of(new[j])
                if inline and not isinstance(new[j], list | tuple | Mapping)
                else node_of(new[j], key, depth=2)
            )
            if i is None
            else self.value(node[i], old[i], new[j], key)
            for i, j in _pairs(old, new)
        ]
        comments = {j: node.ca.items[i] for i, j in _pairs(old, new) if i in node.ca.items}
        node.ca.items.clear()
        node[:] = items
        node.ca.items.update(comments)

    def _agreed(self, node: Any, new: Any) -> bool:
        """Whether all that share this node want it to hold the same."""
        return all(_same(one, new) for one in self.wanted.get(id(node), ()))


def _same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: true is not 1, though Python calls them equal."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


def _pairs(old: Any, new: Any) -> list[tuple[int | None, int]]:
    """Say for each new row which old one it was, by its id, else by its number."""
    ids: dict[Any, int] = {}
    for i, row in enumerate(old):
        name = row.get("id") if isinstance(row, Mapping) else None
        if isinstance(name, str):
            ids.setdefault(name, i)
    pairs: list[tuple[int | None, int]] = []
    taken: set[int] = set()
    for j, row in enumerate(new):
        name = row.get("id") if isinstance(row, Mapping) else None
        found = ids.get(name) if isinstance(name, str) else j if j < len(old) else None
        if found in taken:
            found = None
        taken |= {found} if found is not None else set()
        pairs.append((found, j))
    return pairs


# ----------------------------------------------------------------------------------- the comments


def _with_comments(changed: str, text: str, old: Table) -> str:
    """Give every key and row the comments and empty lines back that stood above it.

    ruamel.yaml keeps a comment with what stands before it, so it would go with a removed row.
    """
    data = _read(changed)
    if data is None:
        return changed
    above = {steps: _above(text.split("\n"), line) for steps, line in _lines(text, old)}
    rows_apart = {
        steps[0]: bool(lines) and not lines[0].strip()
        for steps, lines in above.items()
        if len(steps) > 1
    }
    lines = changed.split("\n")
    for steps, line in sorted(_lines(changed, data), key=lambda one: -one[1]):
        there = _above(lines, line)
        new = [""] if len(steps) > 1 and rows_apart.get(steps[0]) else []
        lines[line - 1 - len(there) : line - 1] = above.get(steps, new)
    tail, end = _above([*text.split("\n"), ""], None), _above([*lines, ""], None)
    return "\n".join([*lines[: len(lines) - len(end)], *tail])


def _lines(text: str, data: Table) -> Iterator[tuple[_Steps, int]]:
    """Name the keys of the story and the rows of its lists, with their lines, each line once."""
    lines, seen = text.split("\n"), set()
    for key, value in data.items():
        if data.lines[key] not in seen and not lines[data.lines[key] - 1].startswith(("{", " ")):
            seen.add(data.lines[key])
            yield (key,), data.lines[key]
        if not isinstance(value, Rows):
            continue
        for row, line in zip(value, value.lines, strict=True):
            own = lines[line - 1].lstrip(" ").startswith("- ")
            name = row.get("id") if isinstance(row, Mapping) else None
            if own and line not in seen and isinstance(name, str):
                seen.add(line)
                yield (key, name), line


def _above(lines: list[str], line: int | None) -> list[str]:
    """Empty lines and comments directly above a line, none of them indented deeper than it."""
    end = len(lines) - 1 if line is None else line - 1
    indent = len(lines[end]) - len(lines[end].lstrip(" "))
    start = end
    while start:
        one = lines[start - 1]
        inner = one.lstrip(" ")
        if inner and not (inner.startswith("#") and len(one) - len(inner) <= indent):
            break
        start -= 1
    return lines[start:end]
