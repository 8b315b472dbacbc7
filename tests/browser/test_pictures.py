"""A picture and the document show the same marks at the same moment, in the same styles."""

import pytest

from geo.language.messages import Messages
from layers.scene.scene_builder import build_scene
from layers.scene.visibility import signs
from layers.style.map_style import VAGUE_KM, style_json
from tests.browser.documents import opener, write
from tests.drawn import composed


@pytest.fixture
def scene(shipped):
    return build_scene(shipped)


@pytest.fixture
def document(open_page, shipped, tmp_path):
    return opener(open_page)(write(shipped, tmp_path / "story.html"))


def test_at_every_event_both_show_the_same_marks(document, scene):
    for mark in scene.events:
        document.choose(mark.id)
        theirs = document.shown()
        made = composed(scene, at=mark.stop, size="slide", event=mark.id)
        ours = {(drawn.kind, drawn.id): drawn for drawn in made.marking.shown}
        assert set(theirs) == set(ours), mark.id
        for key, row in theirs.items():
            assert row.get("state", "named") == ours[key].state, (mark.id, key)
            if key[0] == "leg":
                reached = (ours[key].least, ours[key].furthest)
                assert (row["least"], row["furthest"]) == pytest.approx(reached), (mark.id, key)


def test_both_name_the_same_signs_for_the_same_marks(document, scene):
    for mark in scene.events[::3]:
        document.choose(mark.id)
        theirs = document.js(
            "(km) => [...ER.marks.signs(ER.document.scene, ER.document.shown(), km)]", VAGUE_KM
        )
        made = composed(scene, at=mark.stop, size="slide", event=mark.id)
        assert set(theirs) == signs(scene, made.marking.shown), mark.id


def test_the_document_draws_in_the_styles_that_pictures_are_drawn_in(document):
    theirs = document.js("() => ER.document.marks.style")
    ours = style_json(Messages("en"))
    assert {name: theirs[name] for name in ours if name in theirs} == {
        name: list(map(list, value)) if name == "legend" else _plain(value)
        for name, value in ours.items()
    }


def _plain(value):
    """As JSON gives it back."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
