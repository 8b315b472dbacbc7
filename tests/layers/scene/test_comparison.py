"""Two reports side by side in products; tests/vectors hold the rule to that of the page."""

import pytest

from layers.scene.comparison import COLOURS, checked_pair
from layers.scene.scene_builder import build_scene, told_in
from layers.text.alt_text import alt_texts
from tests.drawn import picture

PAIR = ("ryumin", "memoirs")


@pytest.fixture(scope="module")
def compared(second_story):
    return build_scene(second_story, compare=PAIR)


def test_rows_have_the_colour_of_how_they_are_told_and_what_neither_tells_is_absent(compared):
    colours = {mark.id: mark.colour for mark in compared.events}
    assert colours["along-the-kurils"] == COLOURS["contradict"]
    assert colours["mutiny"] == COLOURS["both"]
    assert "governor-notes" not in colours
    assert "to-the-strait" not in colours, "he denies it, and these Memoirs are silent"
    assert {claim.source for mark in compared.events for claim in mark.claims} <= set(PAIR)


def test_words_and_alt_text_say_whose_reports_they_are(compared):
    assert compared.as_told.startswith(
        "Two reports side by side: Severny Arkhiv, Ryumin’s notes and Benyovszky’s Memoirs; "
        "2 where they contradict each other; 1 that both tell"
    )
    _, full = alt_texts(compared, compared.span[1], [])
    assert full.startswith(compared.as_told)


def test_a_picture_has_the_pair_and_a_key_of_how_they_tell(compared):
    made = picture(compared, at=compared.span[1])
    assert "Two reports side by side" in made.data.decode()
    assert "1 that both tell" in made.data.decode()


def test_the_pair_goes_along_into_another_language(compared):
    assert told_in(compared, "de").set_apart.startswith("Zwei Berichte nebeneinander: ")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["ryumin"], "A comparison is of two"),
        (["ryumin", "ryumin"], "A comparison is of two"),
        (["ryumin", "memoir"], 'The source "memoir" is unknown. Did you mean "memoirs"?'),
    ],
)
def test_what_is_no_two_sources_is_refused(second_story, names, said):
    with pytest.raises(ValueError, match="source") as caught:
        checked_pair(second_story, names)
    assert str(caught.value).startswith(said)
