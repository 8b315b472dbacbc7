"""The messages that the scripts of the page tell, from the catalogue of their language."""

from __future__ import annotations

from geo.language.messages import Message, catalogue

SHARED = ("clauses", "source.line", "borders")
"""Messages of pictures that the rail of what was known tells too."""


def script_messages(language: str, *groups: str) -> dict[str, Message]:
    """Give the messages whose key begins with the name of a group: page, known, kept or home."""
    texts = catalogue(language)
    shared = SHARED if "known" in groups else ()
    return {
        key: text for key, text in texts.items() if key.partition(".")[0] in groups or key in shared
    }
