"""A film of what was known: it goes through the publications, and shows what was known by each."""

import pytest

from layers.film.captions import spoken
from layers.film.film_encoder import film
from layers.film.film_frame import Screen
from layers.film.film_schedule import Still, publication_stops
from layers.film.publications import publications_of
from layers.scene.scene_builder import build_scene
from layers.style.picture_sizes import PictureError, size_of

SOURCES = [
    {
        "id": publisher.lower(),
        "title": "A report",
        "publisher": publisher,
        "published": published,
        "paragraphs": 4,
    }
    for publisher, published in (("Paper", "2024-05-09"), ("Book", "2025"))
]


@pytest.fixture(scope="module")
def scene(make_story):
    book = {"source": "book", "paragraphs": [1], "told_by": "a guard", "named": False}
    on = {"from": "lyon", "to": "gdansk", "claims": [book]}
    legs = [
        make_story.leg("a", window="2024-05-01"),
        make_story.leg("b", window="2024-05-02", **on),
    ]
    events = [
        make_story.event("leaves", headline="Anna leaves", leg="a"),
        make_story.event("goes-on", headline="Anna goes on", leg="b", claims=[book]),
    ]
    return build_scene(make_story(sources=SOURCES, legs=legs, events=events))


def screen_of(scene, *, captions=True):
    stops = publication_stops(scene)
    return Screen(scene, stops, size=size_of("article-660"), fps=5, seconds=None, captions=captions)


def test_each_stop_is_a_publication_named_in_words(scene):
    first, second = publications_of(scene)
    assert (first.known, first.counted, first.tellers, first.new) == (
        "As known on 9 May 2024",
        "Events known: 1; new among them: 1",
        "What is new comes from: Paper",
        ("Anna leaves",),
    )
    assert (second.known, second.tellers, second.new) == (
        "As known by the end of 2025",
        "What is new comes from: Book",
        ("Anna goes on",),
    )


def test_what_was_not_known_yet_is_not_drawn_nor_named(scene):
    screen = screen_of(scene)
    ways = [[leg.mark.id for leg in screen.marking_at(i).legs] for i in (0, 1)]
    assert ways == [["a"], ["a", "b"]]
    named = []
    for i, stop in enumerate(screen.stops):
        still = Still(stop.at, screen.camera.shot(stop.extent), i, 0.0)
        names = screen.names(still, screen.marking_at(i))
        named.append(" ".join(placed.label.id for placed, _ in names))
    assert "gdansk" not in named[0]
    assert "gdansk" in named[1]


def test_the_camera_stands_still_and_the_film_cuts(scene):
    screen = screen_of(scene)
    assert len({stop.extent for stop in screen.stops}) == 1
    assert [still.share for still in screen.stills] == [0.0, 0.0]


def test_its_words_stand_in_the_subtitles_and_without_captions_on_the_picture(scene):
    screen = screen_of(scene)
    first, _ = spoken(scene, screen.stops, screen.stills, 5)
    assert first.lines == (
        "As known on 9 May 2024",
        "Events known: 1; new among them: 1",
        "What is new comes from: Paper",
    )
    silent = screen_of(scene, captions=False).words(0, 400.0, (20.0, 14.0))
    assert [line for line, _, _ in silent.known.lines] == ["As known on 9 May 2024"]
    assert not silent.title.lines


def test_it_is_described_publication_by_publication(scene):
    made = film(scene, by_publication=True, size="330x400", fps=5, seconds=1, format="gif")
    assert made.alt_short == (
        "Film of what was known of “Made up” by when, from 9 May 2024 to 2025."
    )
    assert "2. As known by the end of 2025. Events known: 2; new among them: 1. " in made.alt_long
    assert "New: Anna goes on." in made.alt_long


def test_it_ends_where_the_scene_is_set_back_to(scene):
    back = build_scene(scene.story, known_by=0)
    with pytest.raises(PictureError, match="published at once"):
        publication_stops(back)


def test_a_story_published_at_once_has_none_and_the_film_no_other_ends(scene, shipped):
    with pytest.raises(PictureError, match="published at once"):
        film(build_scene(shipped), by_publication=True)
    with pytest.raises(PictureError, match="no first or last moment"):
        film(scene, by_publication=True, start="leaves")
