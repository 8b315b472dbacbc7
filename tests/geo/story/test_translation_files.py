import pytest

from geo.errors import StoryError
from geo.language.messages import Messages
from geo.story.loading import load_story
from geo.story.story_folder import StoryFile
from geo.story.story_translation import translatable
from geo.yaml.starter_story import starter_text
from layers.scene.scene_builder import build_scene
from layers.web.web_payload import scene_rows


@pytest.fixture
def folder(tmp_path):
    """A story and a way to lay a translation beside it."""
    (tmp_path / "trip.yaml").write_text(starter_text(), encoding="utf-8")
    (tmp_path / "translations").mkdir()

    def lay(text, name="trip.de.yaml"):
        (tmp_path / "translations" / name).write_text(text, encoding="utf-8")
        return tmp_path / "trip.yaml"

    return lay


def rows(*pairs):
    lines = (f"  - {{text: {text!r}, told: {told!r}}}" for text, told in pairs)
    return "translations:\n" + "\n".join(lines) + "\n"


def test_a_file_beside_the_story_translates_it(folder):
    title = load_story(folder("{}", name="other.de.yaml")).title
    story = load_story(folder(rows((title, "Eine Reise"))))
    assert story.translated("de").title == "Eine Reise"
    assert story.translated("fr").title == story.title == title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (rows(("Nobody says so", "Niemand")), "No text of this file reads so"),
        ("translations:\n  - {text: only}\n", "This is no row of a translation"),
        ("translations:\n  - 7\n", "This is no row of a translation"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(folder, text, said):
    with pytest.raises(StoryError) as caught:
        load_story(folder(text))
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.wrong) == ("trip.de.yaml", 2, said)


def test_a_text_is_translated_once(folder):
    title = load_story(folder("{}", name="other.de.yaml")).title
    with pytest.raises(StoryError, match="It stands here twice"):
        load_story(folder(rows((title, "Eine Reise"), (title, "Die Reise"))))


def test_a_page_notices_that_a_translation_has_changed(folder):
    file = StoryFile("trip", folder(rows()))
    before = file.read().digest
    folder("{}")
    assert file.read().digest != before


@pytest.mark.parametrize("name", ["assad-2024", "benyovszky-1771", "haneda-2024"])
def test_a_shipped_story_has_all_its_texts_in_arabic_and_in_german(root, name):
    """What has no translation are names that have one of their own, and the titles of reports.

    A title in brackets is our own description.
    """
    story = load_story(root / f"stories/{name}.yaml")
    titles = {source.title for source in story.sources if not source.title.startswith("[")}
    for language in ("ar", "de"):
        told = {row.text for row in story.translations if row.language == language}
        names = {row.name for row in (*story.people, *story.places) if language in row.names}
        assert translatable(story) - told - names == titles


@pytest.mark.parametrize("language", ["ar", "de"])
def test_who_tells_is_as_many_and_as_named_in_another_language(shipped, language):
    """What the words for a teller say already is read off the file's own words."""
    scenes = [build_scene(story) for story in (shipped.translated(language), shipped)]
    for here, there in zip(*(scene_rows(scene)["events"] for scene in scenes), strict=True):
        for claim, written in zip(here["claims"], there["claims"], strict=True):
            assert claim.get("counted") == written.get("counted"), claim
            assert claim.get("unnamed") == written.get("unnamed"), claim
    flight = next(mark for mark in scenes[0].events if mark.id == "flight-from-damascus")
    assert Messages(language)("tellers.and-others", who="") not in flight.subject.tellers
