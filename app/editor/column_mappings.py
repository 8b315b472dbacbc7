"""What a reader says each column means, kept for their next file with the same heads.

It is kept in the reader's session, in the server's memory alone, and goes with it: nobody gets
another reader's choices.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, MutableMapping
from typing import Any

from formats import Draft
from formats.drafts.column_matching import FIELDS

KEPT = "own-mappings"
"""State key: by the digest of a file's heads, the fields and the names of their columns."""
MOST = 20
"""How many mappings are kept, the latest ones."""
MOST_SIZE = 10_000
"""Characters of column names in all; a larger mapping is not kept."""


def keep_mapping(state: MutableMapping[Any, Any], draft: Draft, answers: Mapping[str, str]) -> None:
    """Keep the answers about a file's columns, and no other answers."""
    mapping = {field: column for field, column in answers.items() if field in FIELDS}
    if not mapping or sum(map(len, mapping.values())) > MOST_SIZE:
        return
    kept = {**state.get(KEPT, {})}
    kept.pop(_digest(draft), None)
    kept[_digest(draft)] = mapping
    state[KEPT] = dict(list(kept.items())[-MOST:])


def kept_mapping(state: Mapping[Any, Any], draft: Draft) -> Mapping[str, str]:
    """Give what was said of the columns of an earlier file with the same heads in this order."""
    mapping: Mapping[str, str] = state.get(KEPT, {}).get(_digest(draft), {})
    return mapping


def forget_mapping(state: MutableMapping[Any, Any], draft: Draft) -> None:
    """Forget what was said of these heads."""
    state[KEPT] = {
        key: value for key, value in state.get(KEPT, {}).items() if key != _digest(draft)
    }


def _digest(draft: Draft) -> str:
    heads = json.dumps([column.name for column in draft.columns])
    return hashlib.sha256(heads.encode(errors="replace")).hexdigest()
