"""Texts that know their message: told again in another language, copied, kept on their way."""

import copy
import json
import pickle
import shutil
from pathlib import Path

import pytest

from geo.language import messages
from geo.language.messages import Messages, makers_messages, messages_of
from geo.language.told_error import ToldError
from geo.language.told_text import ToldList, ToldText, retold
from geo.places.gazetteer import Entry
from geo.remarks.story_check import check_text

CACHES = (messages.catalogue, messages.languages, makers_messages, messages_of)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of catalogues with the English ones, for a test to add to."""
    folder = tmp_path / "language"
    shutil.copytree(Path(messages.__file__).parent, folder)
    monkeypatch.setattr(messages, "files", lambda package: folder)
    for cached in CACHES:
        cached.cache_clear()
    yield folder
    for cached in CACHES:
        cached.cache_clear()


@pytest.fixture
def german(folder):
    """A language of a few messages, for readers and for makers."""
    (folder / "de.json").write_text(json.dumps({"hint.near": "Meinten Sie {name}?"}))
    texts = {
        "fault.entry": "{name} ({country})",
        "fault.entry.people": "{entry}, {people} Leute",
        "fault.place.ambiguous": "Was von diesen ist {name}: {entries}",
    }
    (folder / "makers" / "de.json").write_text(json.dumps(texts))
    return messages_of("de")


def test_a_text_is_english_and_told_in_a_language(german):
    text = ToldText("hint.near", name="homs")
    assert text == 'Did you mean "homs"?'
    assert retold(text, german) == "Meinten Sie homs?"
    assert ToldError("hint.near", name="homs").told(german) == "Meinten Sie homs?"
    assert retold("as the file has it", german) == "as the file has it"


def test_what_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        ToldText("no such key")
    with pytest.raises(KeyError):
        ToldText("fault.id-twice")


def test_parts_that_are_messages_and_lists_are_told_again(german):
    places = [
        Entry("geonames:1", "city", name, "IQ", 0, 0, people).described
        for name, people in (("Basra", 2600000), ("Rutba", 0))
    ]
    text = ToldText("fault.place.ambiguous", name="x", entries=ToldList(places, style="or"))
    assert text == '"x" may be Basra in Iraq (2,600,000 people) or Rutba in Iraq'
    assert retold(text, german) == (
        "Was von diesen ist x: Basra (Iraq), 2.600.000 Leute oder Rutba (Iraq)"
    )


def test_a_language_without_texts_for_makers_tells_them_in_english(folder):
    (folder / "de.json").write_text("{}")
    assert messages_of("de")("fault.entries-too-many", entries=1200) == (
        "The list has 1,200 entries"
    )


def test_texts_for_makers_are_not_read_for_readers(folder):
    (folder / "makers" / "en.json").unlink()
    assert Messages()("hint.none") == "None is defined yet"


def test_a_text_is_copied_and_pickled_with_its_parts():
    names = ToldList(["a", ToldText("fault.table")], style="or")
    text = ToldText("fault.place.ambiguous", name="x", entries=names)
    for again in (pickle.loads(pickle.dumps(text)), copy.deepcopy(text)):
        assert again == text == '"x" may be a or A table'
        assert again.told(Messages()) == text
        assert again.parts["entries"].names == ("a", "A table")


def test_a_fault_is_told_in_a_language(folder):
    (folder / "de.json").write_text("{}")
    texts = {"fault.file.no-story": "Das ist keine Geschichte", "fault.file.no-story.mend": "Nein"}
    (folder / "makers" / "de.json").write_text(json.dumps(texts))
    (fault,) = check_text("hello", "a.yaml").faults
    assert str(fault).startswith("a.yaml:1: The file is not a story. Begin with")
    assert fault.told(messages_of("de")) == "a.yaml:1: Das ist keine Geschichte. Nein."
