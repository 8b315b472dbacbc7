"""The messages that the scripts of the page tell, from the catalogue of their language."""

from __future__ import annotations

from geo.language.messages import Message, catalogue, messages_of
from geo.world.points_of_view import borders_note

SHARED = ("clauses", "source.line", "borders")
"""Messages of pictures that the rail needs too, which shows what was known by when."""


def script_messages(language: str, *groups: str, borders: str | None = None) -> dict[str, Message]:
    """Give the messages whose keys begin with the name of a group, such as page, known or kept.

    `borders` is the country from whose point of view a story's borders are drawn, if it names one.
    """
    texts = catalogue(language)
    shared = SHARED if "known" in groups else ()
    messages = {
        key: text for key, text in texts.items() if key.partition(".")[0] in groups or key in shared
    }
    if "borders" in messages:
        messages["borders"] = borders_note(messages_of(language), borders)
    return messages
