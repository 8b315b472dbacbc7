"""Apply changes to a YAML text that somebody wrote, and keep everything else as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml.error import YAMLError

from geo.errors import Fault, StoryError
from geo.language.told_text import ToldText
from geo.yaml.line_edits import MAX_ROUND_TRIP, above, edit_lines
from geo.yaml.node_edits import Edit, same
from geo.yaml.story_limits import find_excess
from geo.yaml.yaml_nodes import dumped, reader_writer
from geo.yaml.yaml_reader import MAX_BYTES, Rows, Table, read_yaml
from geo.yaml.yaml_writer import yaml_text

_Steps = tuple[str | int, ...]


def rewritten(text: str, data: Mapping[str, Any]) -> str:
    """Apply changed data to an existing YAML text; what did not change stays as it is.

    `text` is a story's YAML, within the limits of geo.yaml.yaml_reader; `data` is all that it is to
    hold. Rows are matched by their `id`, list items without one by their number. Comments, order,
    quotes and aliases stay, except in what is removed; an alias is written out where its value
    differs from the anchor's. Without a change the text comes back as it was. A text that cannot
    be edited in place is rewritten, and its first line says so. Raises
    StoryError where the text cannot be read or would grow too large, ValueError for data that no
    story file can hold.
    """
    return rewrite(text, read_yaml(text, name="story"), data)[0]


def rewrite(text: str, old: Table, data: Mapping[str, Any]) -> tuple[str, Table | None]:
    """Apply changed data to a text as `rewritten` does; gives the new text and its table.

    `old` is the table of the old text. The new table is read from the new text; None where the
    reader refuses it. Raises StoryError for data that make a text larger than MAX_BYTES.
    """
    if same(old, data):
        return text, old
    refused = bool(find_excess(data))
    for candidate in _candidates(text, old, data):
        new_table = _read(candidate)
        # Data that the reader refuses, such as a text that is too long, cannot be compared; the
        # reader says what is wrong with them.
        if (new_table is not None and same(new_table, data)) or (new_table is None and refused):
            return candidate, new_table
    anew = lost_comments() + yaml_text(data)
    if len(anew.encode()) > MAX_BYTES:
        wrong = ToldText("fault.change-too-large", mb=MAX_BYTES // 1_000_000)
        raise StoryError([Fault("story", 0, "", wrong, ToldText("fault.split.mend"))])
    return anew, _read(anew)


def lost_comments() -> str:
    """Give the first line of a file that had to be rewritten completely: its comments are lost."""
    return f"# {ToldText('fault.comments-lost')}\n"


def _candidates(text: str, old: Table, data: Mapping[str, Any]) -> Iterator[str]:
    """Give candidate texts; the first keeps most of the old text."""
    short = len(text) <= MAX_ROUND_TRIP
    parts = edit_lines(text, old, data, strict=short)
    if parts is not None:
        yield parts
    if not short:
        return
    try:
        changed = _changed(text, old, data)
    except YAMLError:
        return
    yield _with_comments(changed, text, old)
    yield changed


def _read(text: str) -> Table | None:
    try:
        return read_yaml(text, name="story")
    except StoryError:
        return None


# ------------------------------------------------------------------------------------ the changes


def _changed(text: str, old: Table, data: Mapping[str, Any]) -> str:
    yaml = reader_writer(_dash(text, old))
    tree = yaml.load(text)
    Edit(tree, old, data).table(tree, old, data, "")
    return dumped(yaml, tree)


def _dash(text: str, old: Table) -> int:
    """Give the indentation of the dashes in the file's lists."""
    lines = text.split("\n")
    for rows in old.values():
        if isinstance(rows, Rows) and rows:
            line = lines[rows.lines[0] - 1]
            if line.lstrip(" ").startswith("- "):
                return len(line) - len(line.lstrip(" "))
    return 2


# ----------------------------------------------------------------------------------- the comments


def _with_comments(changed: str, text: str, old: Table) -> str:
    """Restore the comments and empty lines that were above each key and row.

    ruamel.yaml keeps a comment with what comes before it, so it would go with a removed row.
    """
    data = _read(changed)
    if data is None:
        return changed
    before = text.split("\n")
    stood = {steps: above(before, line - 1) for steps, line in _lines(text, old)}
    rows_apart = {
        steps[0]: bool(lines) and not lines[0].strip()
        for steps, lines in stood.items()
        if len(steps) > 1
    }
    lines, out, at = changed.split("\n"), list[str](), 0
    for steps, line in sorted(_lines(changed, data), key=lambda entry: entry[1]):
        new = [""] if len(steps) > 1 and rows_apart.get(steps[0]) else []
        out += lines[at : line - 1 - len(above(lines, line - 1))]
        out += stood.get(steps, new)
        at = line - 1
    out += lines[at:]
    end = len(out) - len(above([*out, ""], len(out)))
    return "\n".join([*out[:end], *above([*before, ""], len(before))])


def _lines(text: str, data: Table) -> Iterator[tuple[_Steps, int]]:
    """Give the keys of the story and the rows of its lists with their lines, each line once."""
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
