"""The shipped stories in Arabic and in German: nothing overlaps, is cut, or is left in English.

Each size is shown every third stop, so that the three together have been at every one.
"""

import re
from itertools import product

import pytest

from geo.language.messages import Messages, catalogue
from geo.yaml.yaml_writer import story_data
from tests.browser.documents import opener, write
from tests.browser.test_every_stop import SIZES, STORIES, SWEEP, TEXTS, stories  # noqa: F401

LANGUAGES = ("ar", "de")
TURNS = len(SIZES)
EVENTS = "for (const { id } of scene.events)"
assert SWEEP.count(EVENTS) == 1
# The same at every third event from a turn on, with all words that are on the page.
SOME = SWEEP.replace("async (texts)", "async ([texts, turn])").replace(
    EVENTS, f"for (const {{ id }} of scene.events.filter((_, i) => i % {TURNS} === turn))"
)
WORDS = """() => [document.body.innerText,
  ...[...document.querySelectorAll('[title], [aria-label]')].flatMap((n) =>
    [n.title, n.getAttribute('aria-label') || ''])]"""
LATIN = re.compile(r"[A-Za-z]{2,}")
SAME = {"Escape", "Routes", "Natural", "Earth", "UTC", "GeoNames"}
"""What is written so in every language."""


@pytest.fixture(scope="session")
def told(stories, tmp_path_factory):  # noqa: F811 - the fixture of the same stories
    """told("assad-2024", "ar"): the file of the document in that language, made once."""
    folder, made = tmp_path_factory.mktemp("told"), {}

    def path(name, language):
        if (name, language) not in made:
            story = stories[name].translated(language)
            made[name, language] = write(story, folder / f"{name}.{language}.html")
        return made[name, language]

    return path


def own_texts(story):
    """The texts of a story as it is told, in small letters, the longest first.

    Of a translated one these are what has no translation, such as the words that a report says.
    """
    story = story.model_copy(update={"translations": ()})
    words = set(story.time_zone.split("/"))

    def collect(value):
        if isinstance(value, str):
            text = " ".join(value.split())
            words.update([text, *re.split("[,;]", text)])
        elif isinstance(value, dict | list | tuple):
            for item in value.values() if isinstance(value, dict) else value:
                collect(item)

    collect(story_data(story))
    return sorted((text.lower() for text in words if LATIN.search(text)), key=len, reverse=True)


def without(text, own):
    """A text in small letters without those of the story."""
    left = " ".join(re.sub("[\u2066-\u2069\u200e\u200f]", "", text).split()).lower()
    for word in own:
        left = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", left)
    return left


ENGLISH = {
    key: text
    for key, text in catalogue("en").items()
    if isinstance(text, str) and re.fullmatch(r"[A-Za-z][a-z]*( [a-z]+)+\.?", text)
}
"""Sentences of the English catalogue without parts."""


@pytest.mark.parametrize("case", list(product(LANGUAGES, STORIES, range(TURNS))), ids=str)
def test_every_stop_in_another_language(open_page, told, stories, case):  # noqa: F811
    language, story, turn = case
    width, height = SIZES[turn]
    document = opener(open_page)(told(story, language), width=width, height=height)
    facts = document.js(SOME, [TEXTS, turn])
    assert len(facts) > 5
    for event, seen in facts.items():
        assert seen["labels"] == [], event
        assert seen["days"] == [], event
        assert seen["cut"] == [], event
        assert seen["unseen"] == [], event
        assert (seen["wide"], seen["tall"]) == (width, height), event
    own = own_texts(stories[story].translated(language))
    words = without("\n".join(document.js(WORDS)), own)
    say = Messages(language)
    assert say("page.people").lower() in words
    if language == "ar":
        assert set(LATIN.findall(words)) <= {word.lower() for word in SAME}
    else:
        left = [text for key, text in ENGLISH.items() if text.lower() in words]
        assert [text for text in left if text.lower() not in str(catalogue(language)).lower()] == []
    assert document.js("() => document.documentElement.dir") == ("rtl" if language == "ar" else "")
    assert document.js("() => document.documentElement.lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_and_time_run_from_left_to_right(open_page, told, language):
    document = opener(open_page)(told(STORIES[0], language), width=1440, height=900)
    run = "(selector) => getComputedStyle(document.querySelector(selector)).direction"
    assert document.js(run, ".leaflet-container") == "ltr"
    assert document.js(run, ".rail") == "ltr"
    aside, stage = document.rect("aside"), document.rect("#stage")
    assert (aside["x"] < stage["x"]) is (language == "ar")
    back, on = document.rect(".step"), document.rect(".step.next")
    assert back["x"] < on["x"]


def test_what_stays_in_the_story_s_language_says_so(open_page, stories, tmp_path):  # noqa: F811
    story = stories[STORIES[1]].model_copy(update={"translations": ()}).translated("ar")
    file = write(story, tmp_path / "untranslated.html")
    document = opener(open_page)(file, width=1440, height=900)
    assert document.attribute("#card .text", "lang") == "en"
    assert document.attribute("#card .text", "dir") == "auto"


def test_what_is_translated_is_in_the_reader_s_language_and_quoted_words_are_not(open_page, told):
    document = opener(open_page)(told(STORIES[0], "ar"), width=1440, height=900)
    assert document.attribute("#card .when b", "lang") == "en"
    for selector in ("#card h2", "#title"):
        assert document.attribute(selector, "lang") != "en", selector
        assert not LATIN.search(document.text(selector)), selector
