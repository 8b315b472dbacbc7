"""A story's document, with what the page around it needs to know of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from layers.scene.scene_builder import Scene
from layers.web.html_document import build_document


@dataclass(frozen=True, slots=True)
class Document:
    """HTML text, the keys of its story and its base map, and a hash that changes with the text.

    `title` and `summary` are those of the page around it.
    """

    story: str
    title: str
    summary: str
    base: str
    html: str
    hash: str


def document_of(scene: Scene, *, key: str, base: str = "plain") -> Document:
    """Build the document of a scene; `key` is what the address calls the story.

    `base` is a key of BASES. Raises ValueError and ToldError as `build_document` does.
    """
    html = build_document(scene, base=base)
    digest = hashlib.sha256(html.encode()).hexdigest()[:16]
    return Document(
        story=key,
        title=scene.story.title,
        summary=scene.summary,
        base=base,
        html=html,
        hash=digest,
    )
