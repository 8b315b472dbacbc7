"""A catalogue made up here, of brackets: whatever stands outside them in a product is a leak.

Its language is Greek, so that dates and lists are Greek letters; all that is left in Latin ones is
the story's own words, or English that is not in the catalogue.
"""

import html
import json
import re
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from geo.evidence.admiralty_scale import Level
from geo.language import messages
from geo.language.messages import Messages, messages_of
from geo.story.loading import read_story
from geo.yaml.yaml_writer import story_data
from layers.scene.scene_builder import build_scene
from layers.scene.subject import LONGEST
from layers.text.story_tables import claims_table, events_table
from layers.web import page_messages
from layers.web.html_document import build_document
from layers.web.map_guide import guide_html
from layers.web.web_payload import document_data
from tests.drawn import picture, storyboard

LANGUAGE = "el"
BRACKETED = re.compile(r"«[^«»]*»")
WORD = re.compile(r"[A-Za-z]{2,}")
LEAVES_OUT = ("base", "style", "tiles", "messages")
"""Parts of the document's payload with no sentence of it: shapes, colours, the catalogue."""
SIGNS = {"utc"}
"""What is written so in every language."""
GROUND = ("country", "sea", "city")
"""Kinds of labels that name the base map: geography, as Natural Earth writes it."""


def bracketed(text):
    """Put brackets around all of a message but its parts."""
    return "".join(
        piece if not piece.strip() or piece.startswith("{") else f"«{piece}»"
        for piece in re.split(r"(\{\w+\}|\n)", text)
    )


@pytest.fixture(scope="module")
def scene(root):
    """The shipped story in a language that has a catalogue of brackets."""
    english = dict(messages.catalogue("en"))
    made = {
        key: bracketed(message)
        if isinstance(message, str)
        else {form: bracketed(text) for form, text in message.items()}
        for key, message in english.items()
    }
    made["locale"] = LANGUAGE
    known = {"en": english, LANGUAGE: made}

    def there(language, *, makers=False):
        assert not makers, "what is said to makers of stories is in no product"
        return known[language]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "catalogue", there)
        patch.setattr(page_messages, "catalogue", there)
        patch.setattr(messages, "languages", lambda: frozenset({"en", LANGUAGE}))
        messages_of.cache_clear()
        text = (root / "stories/assad-2024.yaml").read_text(encoding="utf-8")
        assert "\nlanguage: en" in text
        yield build_scene(read_story(text.replace("\nlanguage: en", f"\nlanguage: {LANGUAGE}")))
    messages_of.cache_clear()


@pytest.fixture(scope="module")
def own(scene):
    """All texts of the story in small letters, the longest first."""
    words = set(scene.story.time_zone.split("/"))

    def collect(value):
        if isinstance(value, str):
            words.add(" ".join(value.split()))
            clause = re.split("[,;]", value)[0]
            if len(clause) <= LONGEST:  # a label names who tells by the first clause
                words.add(clause)
        elif isinstance(value, dict):
            for item in value.values():
                collect(item)
        elif isinstance(value, list | tuple):
            for item in value:
                collect(item)

    collect(story_data(scene.story))
    return sorted((text.lower() for text in words if WORD.search(text)), key=len, reverse=True)


def leaks(text, own):
    """The Latin words outside the brackets that are none of the story's, in small letters."""
    left = " ".join(BRACKETED.sub(" ", " ".join(text.split())).split()).lower()
    for word in own:
        left = left.replace(word, " ")
    return set(WORD.findall(left)) - SIGNS


def test_a_leak_would_be_noticed(own, scene):
    title = scene.story.title
    assert not leaks(f"«A map of “»{title}«”.» 7 Δεκεμβρίου, 22:30", own)
    assert leaks(f"«A map of “»{title}«”.» no date reported", own) == {"no", "date", "reported"}


@pytest.mark.parametrize("event", ["flight-from-damascus", "rebels-take-damascus"])
def test_a_picture_and_its_alt_text(scene, own, event):
    (told,) = (mark for mark in scene.events if mark.id == event)
    made = picture(scene, at=told.stop, event=event)
    ground = {line for label in made.labels if label.kind in GROUND for line in label.lines}
    root = ET.fromstring(made.data)
    lines = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert not leaks(" ".join(line for line in lines if line not in ground), own)
    assert not leaks(made.alt_short, own)
    assert not leaks(made.alt_long, own)


def test_a_storyboard_and_a_moment_that_was_asked_for(scene, own):
    (told,) = (mark for mark in scene.events if mark.id == "flight-from-damascus")
    made = storyboard(scene, moments=[told.id, told.stop + 60_000])
    assert not leaks(made.alt_long, own)


@pytest.mark.parametrize("table", [events_table, claims_table])
def test_the_tables(scene, own, table):
    for row in table(scene).rows:
        for heading, cell in row.items():
            assert not leaks(f"{heading} {cell}", own), cell


def test_the_guide(scene, own):
    text = html.unescape(re.sub(r"<[^>]*>", " ", guide_html(scene.story)))
    assert not leaks(text, own)


def test_the_payload_of_the_document(scene, own):
    keys = {*get_args(Level), "under way"}

    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for item in value.values():
                yield from texts(item)
        elif isinstance(value, list):
            for item in value:
                yield from texts(item)

    data = json.loads(json.dumps(document_data(scene)))
    legend = data["style"]["legend"]
    said = [*texts({key: value for key, value in data.items() if key not in LEAVES_OUT})]
    said += [words for _, words in legend]
    sentences = [text for text in said if text not in keys and re.search(r"\w\W* \W*\w", text)]
    assert len(sentences) > 100
    for text in sentences:
        assert not leaks(text, own), text


def test_the_document_around_it(scene):
    say = Messages(LANGUAGE)
    page = build_document(scene)
    for key in ("page.map", "page.legend", "page.no-script"):
        assert say(key) in page


@pytest.mark.parametrize(
    ("language", "speaks"), [("en", "en"), ("en-GB", "en"), ("el-CY", "el"), ("ar", "en")]
)
def test_a_story_speaks_its_own_language_where_there_is_a_catalogue(scene, language, speaks):
    assert messages_of(language).language == speaks
