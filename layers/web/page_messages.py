"""The messages that the scripts of the page tell, from the catalogue of their language."""

from __future__ import annotations

from geo.language.messages import Message, catalogue

LANGUAGE = "en"
"""The language of the page's own words; a story's words are in the story's."""


def messages_of(group: str) -> dict[str, Message]:
    """Give the messages whose key begins with the name of a group: page, kept or home."""
    texts = catalogue(LANGUAGE)
    return {key: text for key, text in texts.items() if key.startswith(f"{group}.")}
