"""Build a partial story from a file with faulty fields, to find its further faults.

A row keeps its valid fields; a faulty field gets a stand-in, and no fault is ever reported of a
stand-in. The partial story is checked for faults and then discarded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from geo.errors import LocatedFault, Path
from geo.story.model import ROWS, Story

Broken = dict[tuple[str, int], set[str]]
"""The faulty fields of each faulty row; the key is its list and its number."""

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
    "source": "x",
    "title": "x",
    "to": "x",
}
_FIELD = 2
"""The position of a row's field in a path, after the list and the number."""
_DEPENDS_ON = {
    ("legs", "to"): {"from", "via"},
    ("legs", "window"): {"departure", "arrival"},
    ("tracks", "file"): {"fixes", "sha256"},
    ("tracks", "fixes"): {"file", "sha256"},
    ("tracks", "sha256"): {"file"},
    ("events", "end"): {"start", "after", "before"},
}
"""Field -> the fields whose faults can be the cause of a fault in it."""


def build_partial_story(
    data: Mapping[str, Any], paths: Iterable[Path], *, zone: ZoneInfo
) -> tuple[Story | None, Broken]:
    """Build a story from the valid fields; gives it and the faulty fields by row.

    `paths` are the paths of the faults. The story is None where a list or an id is faulty: further
    faults would then only be consequences of that.
    """
    broken: Broken = {}
    faulty_keys: set[str] = set()
    for path in paths:
        if path and path[0] not in ROWS:
            faulty_keys.add(str(path[0]))
        elif len(path) <= _FIELD or path[_FIELD] == "id":
            return None, broken
        else:
            broken.setdefault((str(path[0]), int(path[1])), set()).add(str(path[_FIELD]))
    rows = {
        kind: tuple(
            _row(model, row, broken.get((kind, i), set()), zone) for i, row in enumerate(entries)
        )
        for kind, model in ROWS.items()
        if isinstance(entries := data.get(kind, ()), list | tuple)
    }
    # Both have passed the model, which also accepts a number such as 2024 as a text.
    focus = () if "focus" in faulty_keys else tuple(map(str, data.get("focus", ())))
    opens_at = None if "opens_at" in faulty_keys else data.get("opens_at")
    opens_at = None if opens_at is None else str(opens_at)
    fields: dict[str, Any] = {**rows, "focus": focus, "opens_at": opens_at}
    return Story.model_construct(**fields), broken


def without_stand_ins(faults: Iterable[LocatedFault], broken: Broken) -> list[LocatedFault]:
    """Leave out the faults of stand-ins."""
    return [fault for fault in faults if not _stands_in(fault[0], broken)]


def _row(
    model: type[BaseModel], row: Mapping[str, Any], bad: set[str], zone: ZoneInfo
) -> BaseModel:
    valid = {key: value for key, value in row.items() if key not in bad}
    known = {field.alias or key for key, field in model.model_fields.items()}
    stand_ins = {key: value for key, value in _STAND_INS.items() if key in bad & known}
    return model.model_validate({**valid, **stand_ins}, context={"zone": zone})


def _stands_in(path: Path, broken: Broken) -> bool:
    if len(path) < _FIELD:
        return False
    bad = broken.get((str(path[0]), int(path[1])), set())
    if path[0] == "places":
        return bool(bad)
    field = path[_FIELD] if len(path) > _FIELD else ""
    depends_on = _DEPENDS_ON.get((str(path[0]), str(field)), set())
    return field in bad or not bad.isdisjoint(depends_on)
