"""What is left of a story whose fields are not all in order, so that its other faults are told too.

A row with a faulty field keeps its sound ones; the faulty one is given a stand-in, and nothing is
ever said about a stand-in. The result is looked over for faults and then thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from geo.errors import Found, Path
from geo.story.model import ROWS, Story

Broken = dict[tuple[str, int], set[str]]
"""The faulty fields of each faulty row, which is named by its list and its number."""

_STAND_INS: dict[str, Any] = {
    "claims": [{"source": "x", "paragraphs": [1], "told_by": "x", "named": True}],
    "coordinates_from": "x",
    "from": "x",
    "group": "x",
    "headline": "x",
    "name": "x",
    "paragraphs": 100_000,
    "people": ["x"],
    "published": "2000",
    "publisher": "x",
    "title": "x",
    "to": "x",
}
_FIELD = 2
"""Where in a path the field of a row stands, behind the list and the number."""
_HANGS_ON = {
    ("legs", "to"): {"from", "via"},
    ("legs", "window"): {"departure", "arrival"},
    ("events", "end"): {"start", "after", "before"},
}
"""What is said of the first field, may merely follow from a fault of the others."""


def salvage(
    data: Mapping[str, Any], paths: Iterable[Path], *, zone: ZoneInfo
) -> tuple[Story | None, Broken]:
    """Give a story of what is sound, and what is not; None where too little is left to look over.

    `paths` are where the faults are. Without its lists or the ids in them nothing could be said
    that is not a mere consequence.
    """
    broken: Broken = {}
    alone: set[str] = set()
    for path in paths:
        if path and path[0] not in ROWS:
            alone.add(str(path[0]))
        elif len(path) <= _FIELD or path[_FIELD] == "id":
            return None, broken
        else:
            broken.setdefault((str(path[0]), int(path[1])), set()).add(str(path[_FIELD]))
    rows = {
        kind: tuple(
            _row(model, row, broken.get((kind, i), set()), zone) for i, row in enumerate(many)
        )
        for kind, model in ROWS.items()
        if isinstance(many := data.get(kind, ()), list | tuple)
    }
    # Both have passed the model, which takes a number for the text that it would be: `2024`.
    focus = () if "focus" in alone else tuple(map(str, data.get("focus", ())))
    opens_at = None if "opens_at" in alone else data.get("opens_at")
    opens_at = None if opens_at is None else str(opens_at)
    sound: dict[str, Any] = {**rows, "focus": focus, "opens_at": opens_at}
    return Story.model_construct(**sound), broken


def told(found: Iterable[Found], broken: Broken) -> list[Found]:
    """Leave out what is said of a stand-in."""
    return [one for one in found if not _stands_in(one[0], broken)]


def _row(
    model: type[BaseModel], row: Mapping[str, Any], bad: set[str], zone: ZoneInfo
) -> BaseModel:
    sound = {key: value for key, value in row.items() if key not in bad}
    known = {field.alias or key for key, field in model.model_fields.items()}
    stand_ins = {key: value for key, value in _STAND_INS.items() if key in bad & known}
    return model.model_validate({**sound, **stand_ins}, context={"zone": zone})


def _stands_in(path: Path, broken: Broken) -> bool:
    if len(path) < _FIELD:
        return False
    bad = broken.get((str(path[0]), int(path[1])), set())
    if path[0] == "places":
        return bool(bad)
    field = path[_FIELD] if len(path) > _FIELD else ""
    hangs_on = _HANGS_ON.get((str(path[0]), str(field)), set())
    return field in bad or not bad.isdisjoint(hangs_on)
