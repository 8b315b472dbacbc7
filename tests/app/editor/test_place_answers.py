"""Where a name may be: what is offered, what is taken without a question, what is said of it."""

import pytest

from app.editor.place_answers import NEAR_KM, SEA_KM, choices, given, sure
from app.editor.place_sketch import sketch
from geo.language.messages import Messages
from geo.language.told_error import ToldError

SAY = Messages()


def test_a_name_that_one_place_has_is_taken_with_how_well_it_is_known():
    (first, *_) = offered = choices("Gori", SAY)
    assert sure(offered) is first
    assert first.fields["country"] == "GE"
    assert first.fields["precision_km"] >= 2
    assert "GeoNames" in first.fields["coordinates_from"]


def test_a_country_is_known_by_the_names_that_reports_use():
    assert sure(choices("UAE", SAY)).fields["area"] == "AE"
    assert sure(choices("Georgia", SAY)).fields["area"] == "GE"


def test_namesakes_are_offered_and_none_is_taken():
    offered = choices("Springfield", SAY)
    assert sure(offered) is None
    assert len(offered) > 3
    assert sure(choices("Springfield (Illinois)", SAY)).label.startswith("Springfield in IL")
    assert sure(choices("Homs, Syria", SAY)).fields["country"] == "SY"


def test_a_known_place_in_a_longer_name_is_offered_as_near_and_never_taken():
    offered = choices("the port of Batumi", SAY)
    assert sure(offered) is None
    assert offered[0].label.startswith("at or near Batumi")
    assert offered[0].fields["precision_km"] == NEAR_KM
    assert "the port of Batumi" in offered[0].fields["note"]


def test_a_sea_is_offered_as_a_whole():
    offered = choices("the Black Sea", SAY)
    assert sure(offered) is None
    assert [choice.fields["precision_km"] for choice in offered] == [SEA_KM]


def test_what_nothing_has_is_asked_for_by_hand():
    assert choices("Nowhereville-on-Sea", SAY) == ()
    point = given("41°39′N 41°38′E", SAY)
    assert point.fields["lat"] == pytest.approx(41.65)
    assert point.fields["lon"] == pytest.approx(41.6333, abs=1e-3)
    assert point.fields["precision_km"] >= 1
    for text in ("Gori", "95, 200", "///a.b.c"):
        with pytest.raises(ToldError, match="is no point"):
            given(text, SAY)


def test_a_sketch_has_every_spot_and_escapes_what_is_written():
    svg = sketch([(44.1, 42.0, "1"), (-8.3, 52.7, "<")])
    assert svg.count("<circle") == 2
    assert "&lt;" in svg
    with pytest.raises(ValueError, match="empty"):
        sketch([])
