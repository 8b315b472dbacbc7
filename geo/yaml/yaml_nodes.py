"""Make the nodes of a YAML text to write: quoted, folded, or on one line.

The reader (geo/yaml/yaml_reader.py) takes YAML 1.2's core scalars; a text that would be read as
something else, there or by a reader of YAML 1.1, is quoted.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, PlainScalarString
from ruamel.yaml.tag import Tag

from geo.language.told_error import ToldError
from geo.story.model import TABLES, keys_of
from geo.story.story_model import StoryModel

WIDTH = 100
"""The longest line, in characters, where a line can be broken."""

_INLINE = ("groups", "names")
"""Tables that are written on one line where they fit."""
_ONE_LINE = "fixes"
"""Tables that are always written on one line: recorded positions, of which there are many."""
_NOT_TEXT = re.compile(
    r"|~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9]*)?)"
    r"([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|[-+]?\.(inf|nan)|[-+]?[0-9]+(:[0-9]{1,2})+",
    re.IGNORECASE,
)
"""Text that some reader of YAML takes for a number, a boolean or nothing."""
_SIGNS = re.compile(r"^[-?:,\[\]{}#&*!|>%@`'\"=]|[:?-][,?\[\]{}]|:$")
"""Punctuation that a reader of YAML may take for syntax."""
_PROSE = re.compile(r"[^\s#&*!|>'\"%@`{}\[\]?,-]\S*( \S+)+")
"""Words with single spaces between them: text that can be folded without loss."""


class TextResolver(VersionedResolver):
    """Reads every scalar as text, so that it is written back unchanged."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Give the tag of a node."""
        if kind is not ScalarNode:
            return super().resolve(kind, value, implicit)
        nothing = not value and implicit[0]
        return Tag(suffix=f"tag:yaml.org,2002:{'null' if nothing else 'str'}")


def reader_writer(dash: int = 2) -> YAML:
    """Give a ruamel.yaml round-trip reader and writer; `dash` is the indentation of rows."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = TextResolver
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 1_000_000  # fold only where fold_pos says so
    yaml.indent(mapping=2, sequence=dash + 2, offset=dash)
    return yaml


def dumped(yaml: YAML, node: Any) -> str:
    """Write a node as YAML."""
    out = io.StringIO()
    yaml.dump(node, out)
    return out.getvalue()


def ordered(table: Mapping[str, Any], model: type[StoryModel] | None) -> dict[str, Any]:
    """Give the table with its keys in the model's order, unknown keys last."""
    order = [] if model is None else keys_of(model)
    known = {key: table[key] for key in order if key in table}
    return {**known, **{str(key): table[key] for key in table if key not in known}}


def node_of(value: Any, key: str, depth: int = 0) -> Any:
    """Make the ruamel.yaml node for the value of a key; raises ToldError as `scalar_of` does."""
    if isinstance(value, Mapping):
        table = CommentedMap()
        for name, item in ordered(value, TABLES.get(key)).items():
            table[scalar_of(name)] = node_of(item, name, depth + 1)
        if not table or key == _ONE_LINE or (key in _INLINE and _fits(table, depth)):
            table.fa.set_flow_style()
        return table
    if isinstance(value, list | tuple):
        rows = CommentedSeq(node_of(item, key, depth + 1) for item in value)
        if not any(isinstance(item, CommentedMap | CommentedSeq) for item in rows) and (
            not rows or _fits(rows, depth)
        ):
            rows = CommentedSeq(
                scalar_of(item) for item in value
            )  # nothing is folded inside a line
            rows.fa.set_flow_style()
        return rows
    return scalar_of(value, foldable=depth * 2 + len(key) + 2)


def _fits(node: Any, depth: int) -> bool:
    """Whether a table or a list is short enough for one line."""
    if isinstance(node, CommentedMap):
        if any(
            isinstance(item, CommentedSeq | CommentedMap | FoldedScalarString)
            for item in node.values()
        ):
            return False
        length = sum(len(str(name)) + len(str(item)) + 4 for name, item in node.items())
    else:
        length = sum(len(str(item)) + 2 for item in node)
    return length + 4 * depth + 16 < WIDTH and "\n" not in str(node)


def scalar_of(value: Any, *, foldable: int | None = None) -> Any:
    """Make the node of a scalar; prose that is too long for its line is folded.

    `foldable` is how many characters stand before it in its line, where it may be folded. Raises
    ToldError for a number without a finite value, and for what is no scalar.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return PlainScalarString("true" if value else "false")
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise ToldError("fault.no-such-number", value=str(value))
        return PlainScalarString(str(value))
    if not isinstance(value, str):
        raise ToldError("fault.no-such-value", kind=str(type(value)))
    value.encode()  # half a character raises a UnicodeEncodeError, which is a ValueError
    if _NOT_TEXT.fullmatch(value) or _SIGNS.search(value) or not value.isprintable():
        return DoubleQuotedScalarString(value)
    if foldable is not None and foldable + len(value) > WIDTH and _PROSE.fullmatch(value):
        return _folded(value, WIDTH - 4 - foldable // 4)
    # Given a plain str, ruamel.yaml would use the quotes of the text that it replaces.
    return PlainScalarString(value)


def _folded(text: str, width: int) -> FoldedScalarString:
    """Fold prose where a line would grow too long."""
    folds: list[int] = []
    start = 0
    while len(text) - start > width:
        at = text.rfind(" ", start, start + width + 1)
        at = at if at > start else text.find(" ", start + 1)
        if at < 0:
            break
        folds.append(at)
        start = at + 1
    folded: FoldedScalarString = FoldedScalarString(text)
    folded.fold_pos = folds  # type: ignore[attr-defined]  # ruamel sets it in the same way
    return folded
