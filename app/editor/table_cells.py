"""Fields of a story's file as cells of a table, and cells back as fields."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from geo.story.model import Support
from geo.story.story_model import StoryModel

NESTED = {"support": Support}
"""Fields that are tables themselves; each of their keys has a column."""
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def form_of(model: type[StoryModel], key: str) -> Any:
    """The type of a field without Annotated, aliases and None."""
    field = next(
        described
        for name, described in model.model_fields.items()
        if key in (name, described.alias)
    )
    form = field.annotation
    while True:
        if get_origin(form) is Annotated:
            form = get_args(form)[0]
        elif get_origin(form) in (Union, types.UnionType):
            kept = [arg for arg in get_args(form) if arg is not type(None)]
            if len(kept) != 1:
                return form
            form = kept[0]
        else:
            return form


def cell_of(value: Any) -> Any:
    """Give a value as a cell: lists with commas between, names as "ar: ...; fr: ..."."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {cell_of(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(cell_of(item)) for item in value)
    return str(value)


def value_of(model: type[StoryModel], key: str, cell: Any) -> Any:
    """Give a cell as the file has it; what does not fit stays a text, and the check says so."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = str(cell).strip()
    if not text:
        return None
    form = form_of(model, key)
    origin = get_origin(form)
    if origin is tuple:
        return [_number(part) if _counts(form) else part for part in _parts(text, ",")]
    if origin is dict:
        pairs = [part.partition(":") for part in _parts(text, ";")]
        return {name.strip(): value.strip() for name, _, value in pairs}
    return _number(text) if form in (int, float) else text


def _counts(form: Any) -> bool:
    """Whether a list is one of numbers."""
    inner = get_args(form)[0]
    return (get_args(inner)[0] if get_origin(inner) is Annotated else inner) is int


def _parts(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def _number(text: str) -> Any:
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def get(row: Mapping[str, Any], name: str) -> Any:
    """Give what a row has in a column, such as `support.figure`."""
    key, _, inner = name.partition(".")
    value = row.get(key)
    if inner:
        return value.get(inner) if isinstance(value, Mapping) else None
    return value


def put_cell(row: dict[str, Any], name: str, model: type[StoryModel], cell: Any) -> None:
    """Put a cell of a column into a row."""
    key, _, inner = name.partition(".")
    if not inner:
        put(row, key, value_of(model, key, cell))
        return
    old = row.get(key)
    nested = dict(old) if isinstance(old, Mapping) else {}
    put(nested, inner, value_of(NESTED[key], inner, cell))
    put(row, key, nested or None)


def put(row: dict[str, Any], key: str, value: Any) -> None:
    """Set a key, or delete it where the value is None."""
    if value is None:
        row.pop(key, None)
    else:
        row[key] = value
