"""A picture and the document show the same marks at the same moment, in the same styles.

tests/layers/picture/test_map_picture.py holds that pictures show those of marks_at.
"""

import pytest

from geo.language.messages import Messages
from layers.scene.scene_builder import build_scene
from layers.scene.visibility import marks_at, signs
from layers.style.map_style import VAGUE_KM, style_json
from tests.browser.documents import PAINTED, opener, write

# Every event clicked in the list, and what the map shows then: in one call, since each takes long.
SHOWN = f"""async ([ids, km]) => {{
  const painted = {PAINTED}, {{ scene }} = ER.document, out = [];
  for (const id of ids) {{
    document.querySelector(`#list [data-event='${{id}}']`).click();
    await painted();
    const marks = ER.document.shown(), signs = [...ER.marks.signs(scene, marks, km)];
    out.push({{ event: ER.document.state.event, marks, signs }});
  }}
  return out; }}"""


@pytest.fixture
def scene(shipped):
    return build_scene(shipped)


@pytest.fixture(scope="module")
def path(shipped, tmp_path_factory):
    return write(shipped, tmp_path_factory.mktemp("document") / "story.html")


@pytest.fixture
def document(shared_page, path):
    return opener(shared_page)(path)


def test_at_every_event_both_show_the_same_marks_and_name_the_same_signs(document, scene):
    seen = document.js(SHOWN, [[mark.id for mark in scene.events], VAGUE_KM])
    assert [theirs["event"] for theirs in seen] == [mark.id for mark in scene.events]
    for mark, theirs in zip(scene.events, seen, strict=True):
        shown = marks_at(scene, mark.stop)
        ours = {(drawn.kind, drawn.id): drawn for drawn in shown}
        rows = {(row["kind"], row["id"]): row for row in theirs["marks"]}
        assert set(rows) == set(ours), mark.id
        for key, row in rows.items():
            assert row.get("state", "named") == ours[key].state, (mark.id, key)
            if key[0] == "leg":
                reached = (ours[key].least, ours[key].furthest)
                assert (row["least"], row["furthest"]) == pytest.approx(reached), (mark.id, key)
        assert set(theirs["signs"]) == signs(scene, shown), mark.id


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
