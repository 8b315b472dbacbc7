import json
import re

import pytest

from geo.model import Leg
from layers import style

TEXT = {
    "ink": (style.INK, style.PAPER),
    "second": (style.SECOND, style.PAPER),
    "not travelled": (style.UNTRAVELLED, style.PAPER),
    "countries": (style.COUNTRY_NAME, style.PAPER),
    "cities": (style.CITY_NAME, style.PAPER),
    "countries on land": (style.COUNTRY_NAME, style.LAND),
    "cities in the story's country": (style.CITY_NAME, style.FOCUS),
    "seas": (style.SEA_NAME, style.PAPER),
    "seas on the sea": (style.SEA_NAME, style.SEA),
    "ink on land": (style.INK, style.LAND),
    "ink on the sea": (style.INK, style.SEA),
    **{f"people {i}": (colour, style.PAPER) for i, colour in enumerate(style.PEOPLE_TEXT, 1)},
}


@pytest.mark.parametrize("name", TEXT)
def test_type_can_be_read(name):
    colour, ground = TEXT[name]
    assert style.contrast(colour, ground) >= 4.5


@pytest.mark.parametrize("colour", style.PEOPLE)
def test_lines_of_people_can_be_seen(colour):
    assert style.contrast(colour, style.PAPER) >= 3
    assert style.contrast(colour, style.LAND) >= 3


def test_contrast_is_that_of_wcag():
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert style.contrast("#0b63a5", "#0b63a5") == 1


def test_every_path_has_a_line_of_its_own():
    kinds = set(Leg.model_fields["path"].annotation.__args__)
    assert set(style.PATHS) == kinds == {"reported", "inferred", "concealed"}
    assert style.PATHS["reported"].dash == ()
    on, off = style.PATHS["inferred"].dash
    assert on > off > 0
    dot, gap = style.PATHS["concealed"].dash
    assert dot < 0.1 < gap
    assert style.PATHS["concealed"].round
    dashes = [stroke.dash for stroke in style.PATHS.values()]
    assert len(set(dashes)) == 3, "told apart without colour"
    assert style.NOT_TRAVELLED.width < min(stroke.width for stroke in style.PATHS.values())


def test_support_has_three_looks():
    assert set(style.SUPPORT) == {
        "well supported",
        "single account",
        "contested or unverified",
    }
    assert len(set(style.SUPPORT.values())) == 3


def test_six_colours_of_people_and_as_many_for_their_names():
    assert len(style.PEOPLE) == len(style.PEOPLE_TEXT) == len(set(style.PEOPLE)) == 6
    assert style.colour_of(1) == style.PEOPLE[0]
    assert style.colour_of(6) == style.colour_of(9) == style.PEOPLE[5]


def test_colours_are_mixed_in_solid_steps():
    assert style.mixed("#000000", 0) == "#000000"
    assert style.mixed("#000000", 1) == "#ffffff"
    assert style.mixed("#000000", 0.5) == "#808080"
    assert style.mixed("#ff0000", 0.5, into="#0000ff") == "#800080"


def test_the_band_of_where_somebody_may_be_is_lighter_than_his_line():
    bands = style.style_json()["bands"]
    for line, band in zip(style.PEOPLE, bands, strict=True):
        assert style.contrast(band, style.PAPER) < style.contrast(line, style.PAPER)
        assert style.contrast(line, band) > 2


def test_the_documents_style_is_plain_data():
    data = style.style_json()
    assert json.loads(json.dumps(data)) is not None
    assert [sign for sign, _ in data["legend"]] == list(style.LEGEND)
    assert data["vagueKm"] == style.VAGUE_KM
    colours = re.findall(r"#[0-9A-Fa-f]+", json.dumps(data))
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)


def test_the_stylesheet_has_what_the_style_says():
    css = style.css_variables()
    assert css.startswith(":root{")
    assert f"--ink:{style.INK};" in css
    assert f"--sea-name:{style.SEA_NAME};" in css
    assert f"--text:{style.TYPE['text']}px;" in css


def test_every_sign_of_the_legend_has_words():
    assert all(2 < len(words) < 40 for words in style.LEGEND.values())
    assert len(set(style.LEGEND.values())) == len(style.LEGEND)
