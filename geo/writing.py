"""Write story files: new ones from tables, and changes into a text that keeps its comments.

Tables are plain dicts, lists, texts and numbers, as the file has them (docs/format.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.model import ROWS, Story, Word
from geo.nodes import dumped, node_of, ordered, reader_writer
from geo.rewriting import rewritten

__all__ = ["rewritten", "story_data", "story_yaml"]

_AIRY = ("legs", "events")
"""Lists whose rows are long, and so have an empty line between them."""


def story_data(story: Story) -> dict[str, Any]:
    """Give the table of a story's file: what its file says, or could have said.

    Times are as they were given (Instant.text). Reading it again gives the same story. Keys come
    in the order of the models; what has its default is left out.
    """
    return _table(story)


def story_yaml(data: Mapping[str, Any]) -> str:
    """Write a story's table as YAML: block style, keys in the models' order, short lists inline.

    Reading the text gives the same table. Raises ValueError for what no story file can hold (a
    text with half a character, a number that is not finite, a value that is no plain data).
    """
    yaml = reader_writer()
    parts: list[str] = []
    table = ordered(data, Story)
    for key, value in table.items():
        if key in ROWS and isinstance(value, list | tuple) and value:
            rows = [[row] for row in value] if key in _AIRY else [value]
            texts = [dumped(yaml, {key: node_of(many, key)}) for many in rows]
            texts[1:] = [text.split("\n", 1)[1] for text in texts[1:]]
            parts.append("\n" + "\n".join(texts))
        else:
            parts.append(dumped(yaml, {key: node_of(value, key)}))
    return "".join(parts) if parts else "{}\n"


def _table(one: Word) -> dict[str, Any]:
    """A model as its table in the file."""
    table: dict[str, Any] = {}
    for name, field in type(one).model_fields.items():
        value = _plain(getattr(one, name))
        if value is None or value in ("", [], {}):
            continue
        if not field.is_required() and value == _plain(
            field.get_default(call_default_factory=True)
        ):
            continue
        table[field.alias or name] = value
    return table


def _plain(value: Any) -> Any:
    if isinstance(value, Word):
        return _table(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value if isinstance(value, str | int | float | None) else value.text
