"""What of a faulty story can be shown: its rows without a fault, and the names of those left out.

A row is shown completely or not at all: without its faulty field it could say more than the report
does, such as an event whose denial is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import Fault, StoryError
from geo.story.loading import story_of
from geo.story.model import ROWS, Story
from geo.yaml.yaml_reader import Rows, Table

MOST_ROUNDS = 8
"""How often rows are left out: each round leaves out those that name a row left out before."""
_ROW = re.compile(r"(\w+)\[(\d+)\]")
_STAND_INS: Mapping[str, Any] = {"format": 1, "id": "story", "title": "…"}
"""Values for the keys that a story needs, and that tell readers nothing."""
_NAMES = ("headline", "name", "title", "publisher")
_ORDERS = ("after", "before", "mentions")
"""Lists of ids that say less, never more, if an id is taken out."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not shown: its list, its number there, and its name ("" where it has none)."""

    kind: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class ShowablePart:
    """The story of the rows without a fault, None where they are too few; and the rows left out."""

    story: Story | None
    left_out: tuple[LeftOut, ...] = ()


def showable_part(data: Table, faults: Iterable[Fault], *, name: str = "story") -> ShowablePart:
    """Make a story of the rows without a fault; `faults` are those of the whole table.

    It has no story where a fault belongs to no row and cannot be left out, such as an unknown time
    zone, or where no event, person, place, group or source is left.
    """
    numbers = {kind: list(range(len(data[kind]))) for kind in ROWS if _is_rows(data, kind)}
    part = data
    gone: set[tuple[str, int]] = set()
    known: tuple[Fault, ...] = tuple(faults)
    for _ in range(MOST_ROUNDS):
        bad, keys = _faulty(known)
        if any(_needed(key) for key in keys):
            return ShowablePart(None, _named(data, gone))
        gone |= {(kind, numbers[kind][i]) for kind, i in bad if kind in numbers}
        part, numbers = _without(data, gone, keys)
        if not all(part.get(kind) for kind in ("sources", "groups", "people", "places", "events")):
            return ShowablePart(None, _named(data, gone))
        try:
            return ShowablePart(story_of(part, name=name), _named(data, gone))
        except StoryError as error:
            known = (*(fault for fault in known if not _ROW.match(fault.field)), *error.faults)
            if not _faulty(error.faults)[0] and keys >= _faulty(error.faults)[1]:
                break
    return ShowablePart(None, _named(data, gone))


def _is_rows(data: Mapping[str, Any], kind: str) -> bool:
    return isinstance(data.get(kind), list)


def _needed(key: str) -> bool:
    """Whether nothing can be shown without this key's value, and nothing can stand in for it."""
    field = Story.model_fields.get(key)
    return field is not None and field.is_required() and key not in _STAND_INS


def _faulty(faults: Iterable[Fault]) -> tuple[set[tuple[str, int]], set[str]]:
    """Sort faults into rows, by list and number, and keys of the whole story."""
    rows: set[tuple[str, int]] = set()
    keys: set[str] = set()
    for fault in faults:
        match = _ROW.match(fault.field)
        if match and match[1] in ROWS:
            rows.add((match[1], int(match[2])))
        elif fault.field and fault.field not in ROWS:
            keys.add(re.split(r"[.\[]", fault.field)[0])
    return rows, keys


def _without(
    data: Table, gone: set[tuple[str, int]], keys: set[str]
) -> tuple[Table, dict[str, list[int]]]:
    """Copy a table without some rows and keys; gives it and the old numbers of its rows."""
    part = Table(data.line)
    numbers: dict[str, list[int]] = {}
    lost = {
        row.get("id")
        for kind, i in gone
        if isinstance(row := data[kind][i], Mapping) and isinstance(row.get("id"), str)
    }
    for key, value in data.items():
        if key in keys and key not in _STAND_INS and key not in ROWS:
            continue
        part.lines[key] = data.lines.get(key, 0)
        if key not in ROWS or not isinstance(value, list):
            part[key] = value
            continue
        rows = Rows(getattr(value, "line", 0))
        numbers[key] = [i for i in range(len(value)) if (key, i) not in gone]
        for i in numbers[key]:
            rows.append(_apart(value[i], lost) if key in ("legs", "events") else value[i])
            rows.lines.append(value.lines[i] if isinstance(value, Rows) else 0)
        part[key] = rows
    for key, stand_in in _STAND_INS.items():
        if key in keys or key not in part:
            part[key] = stand_in
    if part.get("opens_at") in lost:
        del part["opens_at"]
    return part, numbers


def _apart(row: Any, lost: set[Any]) -> Any:
    """Copy a row without the ids of left-out rows in its lists (_ORDERS), which then say less."""
    if not lost or not isinstance(row, Table):
        return row
    named = [key for key in _ORDERS if isinstance(row.get(key), list) and lost & _texts(row[key])]
    if not named:
        return row
    copy = Table(row.line)
    copy.update(row)
    copy.lines = dict(row.lines)
    for key in named:
        kept = [name for name in row[key] if name not in lost]
        copy[key] = kept
        if not kept:
            del copy[key]
    return copy


def _texts(value: list[Any]) -> set[Any]:
    return {item for item in value if isinstance(item, str)}


def _named(data: Mapping[str, Any], gone: Iterable[tuple[str, int]]) -> tuple[LeftOut, ...]:
    order = list(ROWS)
    rows = sorted(gone, key=lambda row: (-order.index(row[0]), row[1]))
    return tuple(LeftOut(kind, i, _name(data[kind][i])) for kind, i in rows)


def _name(row: Any) -> str:
    if isinstance(row, Mapping):
        for key in _NAMES:
            if isinstance(row.get(key), str) and row[key].strip():
                return str(row[key]).strip()
    return ""
