"""File names that every system accepts, made from what readers and browsers call the files."""

from __future__ import annotations

import re
from pathlib import PurePath

LONGEST = 60
"""Characters that a part of a name may have."""
_TROUBLE = re.compile(r"[^\w.-]+")
"""Characters that some system does not accept in a file's name."""


def safe_name(*parts: str, default: str = "picture") -> str:
    """Join parts to a file's name that every system takes; `default` where nothing is left."""
    clean = (_TROUBLE.sub("-", part)[:LONGEST].strip("-.") for part in parts)
    return "-".join(part for part in clean if part) or default


def story_file_name(name: str) -> str:
    """Give the name to save a story under, from the file name that a browser gives."""
    path = PurePath(name.replace("\\", "/"))
    stem = path.name.rpartition(".")[0] or path.name
    return f"{safe_name(stem, default='story')}.yaml"
