"""Storyboards: several moments in one picture, with one legend and one scale."""

import re
from xml.etree import ElementTree as ET

import pytest

from geo.language.messages import Messages
from layers.scene.scene_builder import build_scene, told_in
from layers.style.map_style import SIGNS
from layers.style.picture_sizes import PictureError
from tests.drawn import storyboard

LEGEND = {sign: Messages("en")(f"sign.{sign}") for sign in SIGNS}
SVG = "{http://www.w3.org/2000/svg}"
EVENTS = ["trip-to-moscow", "flight-from-damascus", "rebels-take-damascus", "maher-onward"]


@pytest.fixture(scope="module")
def scene(shipped):
    return build_scene(shipped)


def written(made):
    root = ET.fromstring(made.data)
    return [
        element.text for element in root.iter(f"{SVG}text") if element.get("aria-hidden") != "true"
    ]


SCALE = re.compile(r"[\d,]+ km.*")


def test_each_panel_frames_its_own_subject_and_says_its_scale(scene):
    made = storyboard(scene, moments=EVENTS)
    texts = written(made)
    events = {event.id: event for event in scene.events}
    for name in EVENTS:
        assert events[name].headline in " ".join(texts)
    assert len([text for text in texts if SCALE.fullmatch(text)]) == len(EVENTS)
    assert made.signs == ()
    assert made.data.decode().count('id="routes"') == 1


def test_all_panels_share_one_frame_where_that_is_asked_for(scene):
    made = storyboard(scene, moments=EVENTS, same_frame=True)
    assert len([text for text in written(made) if SCALE.fullmatch(text)]) == 1
    west, _, east, north = made.extent
    assert west < 36
    assert east > 55
    assert north > 55


def test_the_legend_has_three_signs_at_most(scene):
    made = storyboard(scene, moments=EVENTS, legend=True)
    assert 0 < len(made.signs) <= 3
    said = [text for text in written(made) if text in LEGEND.values()]
    assert said == [LEGEND[sign] for sign in made.signs]


def test_no_label_overlaps_another(scene):
    for size in ("slide", "article-660", "social-1080x1350"):
        boxes = [label.box for label in storyboard(scene, moments=EVENTS, size=size).labels]
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


def test_the_alt_text_goes_moment_by_moment(scene):
    made = storyboard(scene, moments=EVENTS)
    assert made.alt_short == "4 maps of “The night Assad left”."
    events = {event.id: event for event in scene.events}
    times = {event.id: event.time for event in scene.events}
    for number, name in enumerate(EVENTS, 1):
        words = (
            times[name]
            .text.replace("November (", "November 2024 (")
            .replace("December", "December 2024")
        )
        said = f"{number}. {events[name].headline}. {words[:1].upper()}{words[1:]}"
        assert said in made.alt_long
    assert "03:00" not in made.alt_long, "a stop is no statement"


def test_each_caption_tells_the_reported_time(scene):
    texts = re.sub(r"\s+", " ", " ".join(written(storyboard(scene, moments=EVENTS))))
    times = {event.id: event.time for event in scene.events}
    for name in EVENTS:
        assert times[name].said in texts, name
    assert not re.search(r"\b\d\d:\d\d\b", texts)


@pytest.mark.parametrize("language", ["en", "ar", "de", "es", "fr", "ru", "tr"])
def test_each_panel_says_who_tells_what_it_shows(scene, language):
    told = told_in(scene, language)
    made = storyboard(scene, moments=EVENTS, language=language)
    texts = re.sub(r"\s+", " ", " ".join(written(made)))
    tellers = [event.subject.tellers for event in told.events if event.id in EVENTS]
    assert len(tellers) == len(EVENTS)
    for line in tellers:
        begins = re.findall(r"\w+", line)[0]
        assert line in texts or (language == "ar" and texts.count(begins) > len(EVENTS))
        assert line in made.alt_long


def test_a_panel_of_a_moment_names_the_publishers(scene):
    made = storyboard(scene, moments=[scene.span[0], scene.span[1]])
    line = "According to Reuters"
    assert written(made).count(line) == 2
    assert made.alt_long.count(f"{line}.") == 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"moments": []}, "A storyboard has 1 to 12 moments, not 0."),
        ({"moments": ["flihgt-from-damascus"]}, 'Did you mean "flight-from-damascus"?'),
        ({"moments": [0]}, "lies outside the story"),
        ({"moments": EVENTS * 3, "size": "article-330"}, "find no room in this size"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_sentence(scene, options, sentence):
    with pytest.raises(PictureError, match=re.escape(sentence)):
        storyboard(scene, **options)
