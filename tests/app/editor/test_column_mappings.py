"""A file's columns, mapped by hand once: the next file with the same heads is read as that one."""

from types import SimpleNamespace

import pytest

from app.editor import column_mappings, file_import
from app.editor.column_mappings import forget_mapping, keep_mapping, kept_mapping
from formats import read

HEADS = "Quand,Titre,A,B"
ROWS = f"{HEADS}\n2024-05-01,Ada leaves,2.3522,48.8566\n"
ANSWERS = {"start": "Quand", "headline": "Titre", "lat": "B", "lon": "A", "time_zone": "UTC"}


def draft(heads=HEADS):
    return read("a.csv", ROWS.replace(HEADS, heads).encode())


def test_a_mapping_is_kept_by_the_heads_alone_and_nothing_else_that_was_answered():
    state = {}
    keep_mapping(state, draft(), ANSWERS)
    mapping = kept_mapping(state, draft())
    assert mapping == {name: ANSWERS[name] for name in ("start", "headline", "lat", "lon")}
    assert not kept_mapping(state, draft("Quand,Titre,B,A"))
    forget_mapping(state, draft())
    assert not kept_mapping(state, draft())


def test_few_and_small_ones_are_kept(monkeypatch):
    state = {}
    monkeypatch.setattr(column_mappings, "MOST", 2)
    for last in "CDE":
        keep_mapping(state, draft(f"Quand,Titre,A,{last}"), ANSWERS)
    assert [bool(kept_mapping(state, draft(f"Quand,Titre,A,{last}"))) for last in "CDE"] == [
        False,
        True,
        True,
    ]
    keep_mapping(state, draft(), {"lat": "x" * 10_001})
    assert not kept_mapping(state, draft())


@pytest.fixture
def uploads(open_panel, monkeypatch):
    """uploads("name") -> the page with a file of this name and the same rows uploaded."""
    reader = open_panel("Your own story")
    chosen = []
    monkeypatch.setattr(file_import.st, "file_uploader", lambda *_, key, **__: (
        chosen[-1] if key == "own-upload" and chosen else None))  # fmt: skip

    def upload(name):
        chosen.append(SimpleNamespace(file_id=name, name=name, getvalue=ROWS.encode))
        return reader.run()

    return upload


def test_the_next_file_with_these_heads_is_read_as_the_one_before_until_it_is_forgotten(uploads):
    reader = uploads("first.csv")
    assert not any("same heads" in text for text in reader.texts())
    for field, i in (("lat", 3), ("lon", 2)):
        widget = next(box for box in reader.app.selectbox if box.key.startswith(f"own-column-{i}-"))
        widget.set_value(field)
        reader.run()
    uploads("second.csv")
    answers = reader.state["own-answers"]
    assert answers[0] == "second.csv"
    assert (answers[1]["lat"], answers[1]["lon"]) == ("B", "A")
    assert any("same heads" in text for text in reader.texts())
    reader.press("own-mapping-forget")
    assert not reader.state["own-answers"][1]
    uploads("third.csv")
    assert not reader.state["own-answers"][1]
