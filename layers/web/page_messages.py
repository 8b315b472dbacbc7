"""The messages that the scripts of the page tell, from the catalogue of their language."""

from __future__ import annotations

from geo.language.messages import Message, catalogue


def script_messages(language: str, group: str) -> dict[str, Message]:
    """Give the messages whose key begins with the name of a group: page, kept or home."""
    texts = catalogue(language)
    return {key: text for key, text in texts.items() if key.startswith(f"{group}.")}
