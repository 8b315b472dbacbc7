"""YAML text -> plain data with line numbers.

The file is untrusted: only plain data is built (no tags), nodes repeated by aliases
count towards the limit of nodes, and nesting is limited before anything recurses. Scalars follow
YAML 1.2's core schema, so that `NO` is Norway's code and `12:30` a text, not a bool and a number.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from geo.errors import Fault, StoryError, reason_of
from geo.language.told_text import ToldText
from geo.yaml.file_bytes import MAX_BYTES, read_bytes
from geo.yaml.story_limits import MAX_ENTRIES, MAX_KEYS, find_excess

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Rows",
    "Table",
    "line_of",
    "read_bytes",
    "read_file",
    "read_yaml",
]

MAX_DEPTH = 16
"""How many tables and lists may stand inside each other."""
MAX_FIGURES = 32
"""Characters of a number; a longer text of figures stays a text."""
MAX_NODES = 1_500_000
"""Keys, values, tables and lists of a file; those that aliases repeat count each time."""
MOST_SHARED = 1_000
"""How many different words are held in memory only once, however often the file has them."""

_LONG = 60
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CORE_TAGS = {"tag:yaml.org,2002:str": str}


class Table(dict[str, Any]):
    """A YAML mapping with the line of each key; lines count from 1."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Rows(list[Any]):
    """A YAML sequence with the line of each item; lines count from 1."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def line_of(data: object, path: tuple[str | int, ...]) -> int:
    """Give the line of the deepest part of `path` that the file has; 0 for an empty file."""
    line = getattr(data, "line", 0)
    for step in path:
        known = data.lines if isinstance(data, Table | Rows) else ()
        if step not in (range(len(known)) if isinstance(known, list) else known):
            break
        line, data = known[step], data[step]  # type: ignore[index]
    return int(line)


def read_file(path: str | Path) -> tuple[str, str]:
    """Read a story file; gives its name for messages and its text.

    Raises StoryError where there is no such file, it is too large, or it is no UTF-8 text.
    """
    path = Path(path)
    try:
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as error:
        wrong = ToldText("fault.file.unreadable", reason=reason_of(error))
        fault = Fault(str(path), 0, "", wrong, ToldText("fault.file.name.mend"))
        raise StoryError([fault]) from error
    return path.name, read_bytes(raw, name=path.name)


def read_yaml(text: str, *, name: str) -> Table:
    """Read YAML or JSON text into Tables and Rows.

    Raises StoryError: with one fault for what cannot be read, with all that is too much
    (geo/yaml/story_limits.py) for what can.
    """
    if len(text) > MAX_BYTES:  # not read by read_file, which limits the bytes
        wrong = ToldText("fault.text-too-large", most=MAX_BYTES)
        raise StoryError([Fault(name, 0, "", wrong, ToldText("fault.split.mend"))])
    try:
        data = _build(text, name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        wrong = ToldText("fault.yaml", problem=f"{error.problem or error.context}")
        mend = ToldText("fault.yaml.mend")
        raise StoryError([_fault(name, mark, wrong, mend)]) from error
    except yaml.reader.ReaderError as error:
        wrong = ToldText("fault.yaml.character", code=f"{ord_of(error):04X}")
        # libyaml counts its position in bytes, so the line is found by the character itself.
        line = text.count("\n", 0, max(text.find(chr(ord_of(error))), 0)) + 1
        raise StoryError([Fault(name, line, "", wrong, ToldText("fault.delete.mend"))]) from error
    except UnicodeEncodeError as error:
        wrong = ToldText("fault.yaml.half-character", code=f"{ord(text[error.start]):04X}")
        line = text.count("\n", 0, error.start) + 1
        raise StoryError([Fault(name, line, "", wrong, ToldText("fault.delete.mend"))]) from error
    if not isinstance(data, Table):
        wrong = ToldText("fault.file.empty") if data is None else ToldText("fault.file.no-story")
        mend = ToldText("fault.file.no-story.mend")
        raise StoryError([Fault(name, 1, "", wrong, mend)])
    if excess := find_excess(data):
        raise StoryError(
            Fault(name, line_of(data, part.path), field_of(part.path), part.wrong, part.mend)
            for part in excess
        )
    return data


def field_of(path: tuple[str | int, ...]) -> str:
    """Write a path as messages do.

    >>> field_of(("events", 3, "place"))
    'events[3].place'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def ord_of(error: yaml.reader.ReaderError) -> int:
    """Give the code point that a ReaderError is about."""
    character = error.character
    return character if isinstance(character, int) else ord(character[:1] or b"\0")


def _cut(word: str | None) -> str:
    """Shorten a long word for a message."""
    word = word or ""
    return f"{word[: _LONG - 3]}..." if len(word) > _LONG else word


def _fault(name: str, mark: Any, wrong: str, mend: str) -> Fault:
    return Fault(name, mark.line + 1 if mark else 0, "", wrong, mend)


# Tuples: a union of types would be built anew each time that it is asked for.
_NODES = (Table, Rows)
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


# One pass over the parser's events; split into functions, they would have to share its state.
def _build(text: str, name: str) -> Any:  # noqa: PLR0912, PLR0915
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root: Any = None
    stack: list[tuple[Table | Rows, str | None]] = []  # the open node, and its pending key
    anchors: dict[str, tuple[Any, int]] = {}
    sizes: list[int] = []  # nodes counted when each open node began
    anchor_of: list[str | None] = []
    words: dict[str, str] = {}  # a large story has the same keys and short values in each row
    nodes = 0

    def shared(word: str) -> str:
        return words.setdefault(word, word) if len(words) < MOST_SHARED else words.get(word, word)

    def refuse(mark: Any, wrong: str, mend: str) -> StoryError:
        return StoryError([_fault(name, mark, wrong, mend)])

    def place(value: Any, mark: Any) -> None:
        nonlocal root
        if not stack:
            root = value
            return
        parent, key = stack[-1]
        if isinstance(parent, Rows):
            if len(parent) >= MAX_ENTRIES:
                wrong = ToldText("fault.list-too-long", most=MAX_ENTRIES)
                raise refuse(mark, wrong, ToldText("fault.split.mend"))
            parent.append(value)
            parent.lines.append(mark.line + 1)
        elif key is None:
            if isinstance(value, _NODES):
                raise refuse(mark, ToldText("fault.key.no-word"), ToldText("fault.key.mend"))
            word = "" if value is None else shared(str(value))
            if word in parent:
                raise refuse(
                    mark,
                    ToldText("fault.key.twice", name=_cut(word)),
                    ToldText("fault.key.twice.mend"),
                )
            if len(parent.lines) >= MAX_KEYS:
                mend = ToldText("fault.keys-too-many.mend")
                raise refuse(mark, ToldText("fault.keys-too-many", most=f"{MAX_KEYS}"), mend)
            parent.lines[word] = mark.line + 1
            stack[-1] = (parent, word)
        else:
            parent[key] = value
            stack[-1] = (parent, None)

    documents = 0
    for event in yaml.parse(text, Loader=loader):
        mark: Any = event.start_mark
        if isinstance(event, yaml.ScalarEvent):  # most events
            nodes += 1
            value = _scalar(event, name)
            if isinstance(value, str) and len(value) <= _LONG:
                value = shared(value)
            if event.anchor:
                anchors[event.anchor] = (value, 1)
            place(value, mark)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                mend = ToldText("fault.alias.mend")
                raise refuse(mark, ToldText("fault.alias", name=_cut(event.anchor)), mend)
            value, size = anchors[event.anchor]
            nodes += size
            place(value, mark)
        elif isinstance(event, _STARTS):
            nodes += 1
            if event.tag not in (None, "!"):
                raise refuse(
                    mark, ToldText("fault.tag", name=_cut(event.tag)), ToldText("fault.delete.mend")
                )
            if len(stack) >= MAX_DEPTH:
                mend = ToldText("fault.nesting.mend")
                raise refuse(mark, ToldText("fault.nesting", most=f"{MAX_DEPTH}"), mend)
            mapping = isinstance(event, yaml.MappingStartEvent)
            stack.append((Table(mark.line + 1) if mapping else Rows(mark.line + 1), None))
            sizes.append(nodes)
            anchor_of.append(event.anchor)
        elif isinstance(event, _ENDS):
            done, _ = stack.pop()
            began, anchor = sizes.pop(), anchor_of.pop()
            if anchor:
                anchors[anchor] = (done, nodes - began + 1)
            place(done, _Line(done.line - 1))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise refuse(
                    mark, ToldText("fault.second-document"), ToldText("fault.second-document.mend")
                )
        if nodes > MAX_NODES:
            mend = ToldText("fault.unfolds.mend")
            raise refuse(mark, ToldText("fault.unfolds"), mend)
    return root


class _Line:
    """Stands for a YAML mark where only the line is known."""

    def __init__(self, line: int) -> None:
        self.line = line


def _scalar(event: yaml.ScalarEvent, name: str) -> Any:
    text: str = event.value
    if event.tag not in (None, "!", *_CORE_TAGS):
        wrong = ToldText("fault.tag", name=_cut(event.tag))
        raise StoryError([_fault(name, event.start_mark, wrong, ToldText("fault.delete.mend"))])
    if not event.implicit[0] or event.tag is not None or event.style:
        return text
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if len(text) <= MAX_FIGURES:
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text
