"""Changes in a tree that ruamel.yaml has read: what did not change stays the node that it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from geo.story.model import Story, keys_of
from geo.yaml.yaml_nodes import TABLES, node_of, scalar_of

Old = Any


class Edit:
    """One change of a tree; nodes that several aliases share are changed for all or for none."""

    def __init__(
        self,
        tree: CommentedMap,
        old: Mapping[str, Any],
        data: Mapping[str, Any],
        *,
        elsewhere: Sequence[object] | None = None,
    ) -> None:
        """Prepare to change a tree.

        Where it is a part of a text alone, `elsewhere` are the nodes that stand for what is not in
        it, and what has an anchor may be shared with what is not: it is parted, not changed.
        """
        self.wanted: dict[int, tuple[Any, bool]] = {}
        self.done: set[int] = set()
        self.part = elsewhere is not None
        self.elsewhere = {id(node) for node in elsewhere or ()}
        self.parted = False
        """Whether anything was written out that shared its node with what is elsewhere."""
        self.anchored: dict[str, Any] = {}
        """What stood behind each anchor."""
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
                places = [i + 1 for i, one in enumerate(node) if one in before]
                node.insert(max(places, default=0), name, node_of(value, name, depth=2))

    def value(self, node: Any, old: Old, new: Any, key: str) -> Any:
        """Give the node for a value: the one that stood there, changed or not, or a new one."""
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
        """Whether all that share this node want it to hold the same."""
        first, agreed = self.wanted.get(id(node), (new, True))
        return agreed and same(first, new)


def _anchor(node: Any) -> Any:
    """The anchor of a node; a bare scalar has none."""
    return node.yaml_anchor() if hasattr(node, "yaml_anchor") else None


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: true is not 1, though Python calls them equal."""
    if one is other:
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def pairs(old: Any, new: Any) -> list[tuple[int | None, int]]:
    """Say for each new row which old one it was, by its id, else by its number."""
    ids: dict[Any, int] = {}
    for i, row in enumerate(old):
        name = row.get("id") if isinstance(row, Mapping) else None
        if isinstance(name, str):
            ids.setdefault(name, i)
    pairs: list[tuple[int | None, int]] = []
    taken: set[int] = set()
    for j, row in enumerate(new):
        name = row.get("id") if isinstance(row, Mapping) else None
        found = ids.get(name) if isinstance(name, str) else j if j < len(old) else None
        if found in taken:
            found = None
        taken |= {found} if found is not None else set()
        pairs.append((found, j))
    return pairs
