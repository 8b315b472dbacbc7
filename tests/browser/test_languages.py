"""The shipped stories in Arabic and in German: nothing overlaps, is cut, or is left in English."""

import re
from itertools import product

import pytest

from geo.language.messages import Messages, catalogue
from geo.yaml.yaml_writer import story_data
from tests.browser.documents import opener, write
from tests.browser.test_every_stop import (  # noqa: F401
    FITS,
    SIZES,
    STORIES,
    SWEEP,
    TEXTS,
    stories,
)
from tests.right_to_left_stories import own_words, right_to_left_story

LANGUAGES = ("ar", "de")
MEASURED = "const stage ="
FACTS = "return out;\n}"
assert SWEEP.count(MEASURED) == SWEEP.count(FACTS) == 1
# The same, with every line of words that was on the page or is read out.
WORDED_SWEEP = (
    SWEEP.replace(
        MEASURED,
        """document.body.innerText.split('\\n').forEach((line) => lines.add(line));
    for (const n of all('[title], [aria-label]')) {
      lines.add(n.title).add(n.getAttribute('aria-label') || '');
    }
    const stage =""",
    )
    .replace(FACTS, "return [out, [...lines]];\n}")
    .replace("out = {};", "out = {}, lines = new Set();")
)
LATIN = re.compile(r"[A-Za-z]{2,}")
SAME = {"Escape", "Routes", "Natural", "Earth", "UTC", "GeoNames"}
"""What is written so in every language."""
GRADE = re.compile(r"\b[a-f]+[1-6]\b")
"""Letters for the sources and a figure for what they say, the same in every language."""


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


def own_texts(story, language):
    """The texts of a story that have no translation, in small letters, the longest first.

    Such are the title of a report and the words that it says.
    """
    translated = {row.text for row in story.translations if row.language == language}
    translated |= {row.name for row in (*story.people, *story.places) if language in row.names}
    words = set(story.time_zone.split("/"))

    def collect(value):
        if isinstance(value, str) and value not in translated:
            text = " ".join(value.split())
            words.update([text, *re.split("[,;]", text)])
        elif isinstance(value, dict | list | tuple):
            for item in value.values() if isinstance(value, dict) else value:
                collect(item)

    collect(story_data(story.model_copy(update={"translations": ()})))
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


def left_in_english(words, story, language):
    """What is in English among the words of a page, those of the story's language left out."""
    if language == "ar":
        latin = LATIN.findall(GRADE.sub("", words))
        return sorted(set(latin) - {word.lower() for word in SAME})
    there = str(catalogue(language)).lower()
    translated = {row.text: row.told for row in story.translations if row.language == language}
    texts = [text for text, told in translated.items() if " " in text and text != told]
    texts += [text for text in ENGLISH.values() if text.lower() not in there]
    return [text for text in texts if re.search(rf"(?<!\w){re.escape(text.lower())}(?!\w)", words)]


@pytest.mark.parametrize("case", list(product(LANGUAGES, STORIES)), ids=str)
def test_every_stop_in_another_language(open_page, told, stories, case):  # noqa: F811
    language, story = case
    document, seen_lines = opener(open_page)(told(story, language)), set()
    for width, height in SIZES:
        document.page.set_viewport_size({"width": width, "height": height})
        document.frame.wait_for_function(FITS)
        document.painted()
        facts, lines = document.js(WORDED_SWEEP, TEXTS)
        assert len(facts) == len(stories[story].events)
        for event, seen in facts.items():
            at = (width, height, event)
            assert seen["labels"] == [], at
            assert seen["days"] == [], at
            assert seen["cut"] == [], at
            assert seen["unseen"] == [], at
            assert (seen["wide"], seen["tall"]) == (width, height), at
        seen_lines.update(lines)
    words = without("\n".join(sorted(seen_lines)), own_texts(stories[story], language))
    assert Messages(language)("page.people").lower() in words
    assert left_in_english(words, stories[story], language) == []
    assert document.js("() => document.documentElement.dir") == ("rtl" if language == "ar" else "")
    assert document.js("() => document.documentElement.lang") == language
    if language == "ar":  # "2 January" stands in the order of its own letters
        assert set(document.js(ORDERS)) <= {"plaintext"}


ORDERS = """() => [...document.querySelectorAll(".known-line span")]
    .map((day) => getComputedStyle(day).unicodeBidi)"""


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


# Of a text in one line: its edges, those of its box, of its first letter and of its last.
LETTERS = """(selector) => {
  const node = document.querySelector(selector), text = node.firstChild.data.trimEnd();
  const edges = (of) => [of.getBoundingClientRect().left, of.getBoundingClientRect().right];
  const part = (from, to) => {
    const range = document.createRange();
    range.setStart(node.firstChild, from);
    range.setEnd(node.firstChild, to);
    return edges(range);
  };
  return { box: edges(node), all: part(0, text.length), first: part(0, 1),
    last: part(text.length - 1, text.length) };
}"""


@pytest.mark.parametrize(("language", "told_in"), [("he", "en"), ("fa", "ar")])
def test_hebrew_and_persian_run_from_the_right_and_begin_where_the_page_does(
    open_page, make_story, tmp_path, language, told_in
):
    story = right_to_left_story(make_story, language).translated(told_in)
    document = opener(open_page)(write(story, tmp_path / "told.html"), width=1440, height=900)
    edge = 0 if told_in == "en" else 1
    for selector in ("#title", "#subtitle", "#card h2"):
        seen = document.js(LETTERS, selector)
        assert seen["first"][1] == pytest.approx(seen["all"][1], abs=1), selector
        assert seen["last"][0] == pytest.approx(seen["all"][0], abs=1), selector
        assert seen["all"][edge] == pytest.approx(seen["box"][edge], abs=1), selector
    teller = own_words(language)["told_by"]
    written = f"\u2068{teller}\u2069" if told_in == "en" else teller
    assert document.text("#card .claims b").startswith(written)
