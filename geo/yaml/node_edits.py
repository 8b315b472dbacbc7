"""Edit a tree that ruamel.yaml has read; nodes that do not change are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from geo.story.model import TABLES, Story, keys_of
from geo.yaml.yaml_nodes import node_of, scalar_of

Old = Any


class Edit:
    """An edit of a tree; a node that aliases share changes for all of them or for none."""

    def __init__(
        self,
        tree: CommentedMap,
        old: Mapping[str, Any],
        data: Mapping[str, Any],
        *,
        elsewhere: Sequence[object] | None = None,
    ) -> None:
        """Prepare to change a tree.

        Where the tree is only a part of a text, `elsewhere` are placeholder nodes for anchors
        outside of it. A node with an anchor may then be shared with the rest of the text, so it is
        replaced by a copy and not changed.
        """
        self.wanted: dict[int, tuple[Any, bool]] = {}
        self.done: set[int] = set()
        self.part = elsewhere is not None
        self.elsewhere = {id(node) for node in elsewhere or ()}
        self.parted = False
        """Whether a node that is shared with the rest of the text was replaced by a copy."""
        self.anchored: dict[str, Any] = {}
        """The old value of each anchor."""
        self._collect(tree, old, data, "")

    def _collect(self, node: Any, old: Old, new: Any, key: str) -> None:
        if not isinstance(node, CommentedMap | CommentedSeq):
            return
        anchor = node.yaml_anchor()
        if id(node) in self.elsewhere:
            return
        if anchor is not None:
            anchor.always_dump = True
            self.anchored.setdefault(anchor.value, old)
            first, agreed = self.wanted.get(id(node), (new, True))
            self.wanted[id(node)] = (first, agreed and same(first, new))
        if isinstance(node, CommentedMap) and isinstance(new, Mapping):
            for name in old:
                if name in new:
                    self._collect(node[name], old[name], new[name], name)
        elif isinstance(node, CommentedSeq) and isinstance(new, list | tuple):
            for i, j in pairs(old, new):
                if i is not None:
                    self._collect(node[i], old[i], new[j], key)

    def table(self, node: CommentedMap, old: Old, new: Mapping[str, Any], key: str) -> None:
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
                places = [i + 1 for i, present in enumerate(node) if present in before]
                node.insert(max(places, default=0), name, node_of(value, name, depth=2))

    def value(self, node: Any, old: Old, new: Any, key: str) -> Any:
        """Give the node for a value: the old node, edited where needed, or a new one."""
        shared = id(node) in self.elsewhere or (self.part and _anchor(node) is not None)
        if shared and not same(old, new):
            self.parted = True
            return node_of(new, key, depth=2)
        if not self._agreed(node, new):
            return node_of(new, key, depth=2)
        if same(old, new):
            return node
        if isinstance(node, CommentedMap) and isinstance(new, Mapping) and new:
            if id(node) not in self.done:
                self.done |= {id(node)} if node.yaml_anchor() else set()
                self.table(node, old, new, key)
            return node
        if isinstance(node, CommentedSeq) and isinstance(new, list | tuple) and new:
            if id(node) not in self.done:
                self.done |= {id(node)} if node.yaml_anchor() else set()
                self.rows(node, old, new, key)
            return node
        return node_of(new, key, depth=2)

    def rows(self, node: CommentedSeq, old: Old, new: Any, key: str) -> None:
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
            for i, j in pairs(old, new)
        ]
        comments = {j: node.ca.items[i] for i, j in pairs(old, new) if i in node.ca.items}
        node.ca.items.clear()
        node[:] = items
        node.ca.items.update(comments)

    def _agreed(self, node: Any, new: Any) -> bool:
        """Whether the new value is the same wherever this node is used."""
        first, agreed = self.wanted.get(id(node), (new, True))
        return agreed and same(first, new)


def _anchor(node: Any) -> Any:
    """Give the anchor of a node; a plain scalar has none."""
    return node.yaml_anchor() if hasattr(node, "yaml_anchor") else None


def same(a: Any, b: Any) -> bool:
    """Whether two values are written alike; true is not 1, though Python calls them equal."""
    if a is b:
        return True
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and bool(a == b)


def pairs(old: Any, new: Any) -> list[tuple[int | None, int]]:
    """Match each new row with its old row by id, else by number: (old number, new number)."""
    ids: dict[Any, int] = {}
    for i, row in enumerate(old):
        name = row.get("id") if isinstance(row, Mapping) else None
        if isinstance(name, str):
            ids.setdefault(name, i)
    pairs: list[tuple[int | None, int]] = []
    taken: set[int] = set()
    for j, row in enumerate(new):
        name = row.get("id") if isinstance(row, Mapping) else None
        old_number = ids.get(name) if isinstance(name, str) else j if j < len(old) else None
        if old_number in taken:
            old_number = None
        taken |= {old_number} if old_number is not None else set()
        pairs.append((old_number, j))
    return pairs
