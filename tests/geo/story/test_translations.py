"""A story as it is told in a reader's language."""

import pytest

from geo.errors import StoryError
from geo.story.loading import load_story, read_story
from geo.time.time_in_words import TimeWords
from geo.yaml.yaml_writer import story_data, story_yaml
from layers.scene.scene_builder import build_scene, told_in

TRANSLATIONS = """
translations:
  - {language: ar, text: The night Assad left, told: ليلة رحيل الأسد}
  - {language: ar, text: two diplomats of the region, told: دبلوماسيان من المنطقة}
"""


@pytest.fixture(scope="module")
def text(root):
    return (root / "stories/assad-2024.yaml").read_text(encoding="utf-8") + TRANSLATIONS


@pytest.fixture(scope="module")
def story(text):
    return read_story(text)


def test_a_text_has_its_translation_and_else_stays_as_it_is(story):
    told = story.translated("ar")
    assert (told.told_in, told.language) == ("ar", "en")
    assert told.title == "ليلة رحيل الأسد"
    assert told.language_of(told.title) == "ar"
    assert told.subtitle == story.subtitle
    assert told.language_of(told.subtitle) == "en"
    tellers = {claim.told_by for event in told.events for claim in event.claims}
    assert "دبلوماسيان من المنطقة" in tellers
    assert "two diplomats of the region" not in tellers


def test_names_come_from_the_story_and_from_data(story):
    names = {language: story.translated(language).place for language in ("ar", "de", "fr")}
    assert names["ar"]["damascus"].name == "دمشق"
    assert names["de"]["damascus"].name == "Damaskus"
    assert names["fr"]["moscow"].name == "Moscou"
    assert names["de"]["iraq"].name == "Irak"
    assert story.translated("ar").person["assad"].label == "بشار الأسد"
    assert story.translated("de").person["assad"].label == "Assad"


def test_the_report_s_own_words_are_never_translated(story):
    own = {row.words for row in (*story.legs, *story.events)}
    told = story.translated("de")
    assert {row.words for row in (*told.legs, *told.events)} == own


def test_times_are_told_in_the_language_and_the_zone_by_its_city(story):
    told = story.translated("de")
    event = next(event for event in told.events if event.id == "flight-from-damascus")
    assert TimeWords(told).of(event).said == "zwischen Mitternacht und 6 Uhr am 8. Dezember"
    assert TimeWords(told).zone_name == "Ortszeit Damaskus"
    assert TimeWords(story).zone_name == "Damascus time"


def test_the_story_s_own_language_is_the_story_itself(story):
    assert story.translated("en") is story
    assert story.translated("en-GB") is story
    assert story.translated(None) is story
    assert story.translated("de").translated("en") is story
    assert story.translated("de").translated("ar").title == "ليلة رحيل الأسد"


def test_a_scene_is_told_anew_with_the_same_filter(story):
    scene = build_scene(story, people=["assad"], layers=["legs", "events"])
    told = told_in(scene, "ar")
    assert [mark.id for mark in told.events] == [mark.id for mark in scene.events]
    assert [mark.stop for mark in told.events] == [mark.stop for mark in scene.events]
    assert told.places == scene.places == ()
    assert told_in(scene, None) is scene


def test_translations_go_with_the_file(story):
    assert read_story(story_yaml(story_data(story))).translations == story.translations


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("{language: ar, text: The night Assad lef, told: ليلة}", "No text of this file reads so"),
        ("{language: ar, text: The night Assad left, told: ليلة}", "It stands here twice"),
        ("{language: Arabic, text: The night Assad left, told: ليلة}", "language"),
    ],
)
def test_a_translation_of_no_text_is_a_fault(text, row, sentence):
    with pytest.raises(StoryError, match=sentence) as caught:
        read_story(text + f"  - {row}\n")
    assert "translations" in str(caught.value)


def test_all_languages_tell_both_stories(root):
    for name in ("assad-2024", "benyovszky-1771"):
        story = load_story(root / "stories" / f"{name}.yaml")
        for language in ("ar", "de", "fr", "es", "ru", "tr"):
            for event in build_scene(story.translated(language)).events:
                assert event.time.said
                assert event.subject.tellers
