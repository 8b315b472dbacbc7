"""A story's document with what a page around it has to know of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from layers.scene.scene_builder import Scene
from layers.web.html_document import build_document


@dataclass(frozen=True, slots=True)
class Document:
    """HTML text, the key of its story and of its base map, and a hash that tells it from others.

    `title` and `summary` are what the page around it says of itself.
    """

    story: str
    title: str
    summary: str
    base: str
    html: str
    hash: str


def document_of(scene: Scene, *, key: str, base: str = "plain") -> Document:
    """Build the document of a whole story's scene; `key` is what the address calls the story."""
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
