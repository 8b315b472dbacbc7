import gzip

import pytest

from layers.scene.scene_builder import build_scene
from layers.web.html_document import build_document

MOST, MOST_COMPRESSED = 450_000, 150_000  # bytes


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_document_of_the_first_story_keeps_to_its_size(shipped, language):
    """In Arabic it is the largest: a letter has two bytes there."""
    document = build_document(build_scene(shipped.translated(language))).encode()
    assert len(document) <= MOST
    assert len(gzip.compress(document)) <= MOST_COMPRESSED
