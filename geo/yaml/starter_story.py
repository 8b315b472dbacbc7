"""The story to begin with: small, valid, and with a comment at every key."""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).with_name("starter_story.yaml")


def starter_text() -> str:
    """Give the starter's text, which loads without a fault or a remark."""
    return _FILE.read_text(encoding="utf-8")
