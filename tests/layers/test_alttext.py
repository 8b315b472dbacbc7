"""Alt text: it names traveller, ends, time and certainty, as far as the picture shows them."""

from datetime import datetime

import pytest

from geo.when import epoch_ms
from layers.alttext import SHORT
from layers.picture import picture
from layers.scene import build_scene


@pytest.fixture(scope="module")
def alt(shipped):
    scene = build_scene(shipped)

    def texts(moment, event=None, **options):
        at = epoch_ms(datetime.fromisoformat(moment).replace(tzinfo=shipped.zone))
        made = picture(scene, at=at, event=event, size="article-510", **options)
        return made.alt_short, made.alt_long

    return texts


def test_the_short_text_names_who_whence_whither_when_and_how_surely(alt):
    short, _ = alt("2024-12-08T03:00", "flight-from-damascus")
    assert short == (
        "Map, Sunday 8 December 2024, 03:00, Damascus time (UTC+3): Assad may be anywhere on the "
        "way from Damascus airport to Hmeimim air base (well supported, way concealed)."
    )


def test_the_long_text_names_the_claims(alt):
    _, long = alt("2024-12-08T03:00", "flight-from-damascus")
    assert "the way was concealed" in long
    assert "two diplomats of the region, unnamed (Reuters, paragraph 8)" in long
    assert "no comment from Qatar’s foreign ministry" in long
    assert "contested or unverified" in long
    assert "shown without endorsement." in long


@pytest.mark.parametrize(
    ("moment", "event", "words"),
    [
        ("2024-11-28T12:00", "trip-to-moscow", "Assad may be anywhere on the way from Damascus to"),
        ("2024-12-05T12:00", "emirates-refuse", "Assad sought to go from Damascus to"),
        ("2024-12-10T12:00", "makhlouf-ambush", "and did not get there"),
        ("2024-12-12T12:00", "flight-from-damascus", "Assad went from Damascus airport to Hmeimim"),
    ],
)
def test_what_is_not_certain_is_not_said_as_certain(alt, moment, event, words):
    short, long = alt(moment, event)
    assert words in short
    assert words in long


def test_the_short_text_stays_short(alt):
    short, _ = alt("2024-12-08T03:00", extent="story")
    assert len(short) <= SHORT + 1


def test_a_view_without_anything_says_so(alt):
    short, _ = alt("2024-12-08T03:00", extent=(-80, -40, -60, -20))
    assert short.endswith("no reported movement in view.")
