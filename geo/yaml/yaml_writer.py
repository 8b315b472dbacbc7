"""Write new story files from plain data; geo/yaml/yaml_editor.py changes existing ones.

Tables are plain dicts, lists, texts and numbers, as the file has them (docs/format.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml as pyyaml

from geo.story.model import ROWS, Story
from geo.story.story_model import StoryModel
from geo.yaml.yaml_nodes import dumped, node_of, ordered, reader_writer

LARGE = 500
"""From so many rows on libyaml writes the story: ten times as fast, with fewer empty lines."""
_SPACED = ("legs", "events")
"""Lists with an empty line between their long rows."""


def story_data(story: Story) -> dict[str, Any]:
    """Give a story as the plain data of its file.

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
            rows = [[row] for row in value] if key in _SPACED else [value]
            texts = [dumped(yaml, {key: node_of(row_group, key)}) for row_group in rows]
            texts[1:] = [text.split("\n", 1)[1] for text in texts[1:]]
            parts.append("\n" + "\n".join(texts))
        else:
            parts.append(dumped(yaml, {key: node_of(value, key)}))
    return "".join(parts) if parts else "{}\n"


def yaml_text(data: Mapping[str, Any]) -> str:
    """Write a story's table as YAML, as `story_yaml` does; libyaml writes large ones (LARGE)."""
    rows = sum(len(value) for value in data.values() if isinstance(value, list | tuple))
    if rows < LARGE:
        return story_yaml(data)
    return pyyaml.dump(
        _bare(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100_000
    )


def _bare(value: Any) -> Any:
    """Copy a table to plain dicts, lists and texts, since libyaml knows no subclasses of them."""
    if isinstance(value, Mapping):
        return {key: _bare(item) for key, item in value.items()}
    if isinstance(value, str):
        return str(value)  # a message of the catalogue is a text that knows its key
    return [_bare(item) for item in value] if isinstance(value, list | tuple) else value


class _Dumper(getattr(pyyaml, "CSafeDumper", pyyaml.SafeDumper)):  # type: ignore[misc]
    """Writes what geo/yaml/yaml_reader.py reads: YAML 1.2's core schema, no aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Write no aliases: shared tables come from the code, not from the author."""
        return True


def _text(dumper: Any, value: str) -> Any:
    # Whatever could be taken for a number is quoted; in YAML 1.2, 1e3 is a number.
    style = "'" if value[:1] in "0123456789+-." and value.isprintable() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def _table(model: StoryModel) -> dict[str, Any]:
    """Give a model as its table in the file."""
    table: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = _plain(getattr(model, name))
        if value is None or value in ("", [], {}):
            continue
        if not field.is_required() and value == _plain(
            field.get_default(call_default_factory=True)
        ):
            continue
        table[field.alias or name] = value
    return table


def _plain(value: Any) -> Any:
    if isinstance(value, StoryModel):
        return _table(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value if isinstance(value, str | int | float | None) else value.text
