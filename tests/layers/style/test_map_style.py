import json
import re

import pytest
from coloraide import Color

from geo.language.messages import Messages
from geo.story.model import Leg
from layers.style import map_style

TEXT = {
    "ink": (map_style.INK, map_style.PAPER),
    "second": (map_style.SECOND, map_style.PAPER),
    "not travelled": (map_style.UNTRAVELLED, map_style.PAPER),
    "countries": (map_style.COUNTRY_NAME, map_style.PAPER),
    "cities": (map_style.CITY_NAME, map_style.PAPER),
    "countries on land": (map_style.COUNTRY_NAME, map_style.LAND),
    "cities in the story's country": (map_style.CITY_NAME, map_style.FOCUS),
    "seas": (map_style.SEA_NAME, map_style.PAPER),
    "seas on the sea": (map_style.SEA_NAME, map_style.SEA),
    "ink on land": (map_style.INK, map_style.LAND),
    "ink on the sea": (map_style.INK, map_style.SEA),
    **{
        f"people {i}": (colour, map_style.PAPER)
        for i, colour in enumerate(map_style.PEOPLE_TEXT, 1)
    },
}


def contrast(colour, beside):
    """The contrast ratio of two colours (WCAG 2.2)."""
    return Color(colour).contrast(beside, method="wcag21")


@pytest.mark.parametrize("name", TEXT)
def test_type_can_be_read(name):
    colour, ground = TEXT[name]
    assert contrast(colour, ground) >= 4.5


@pytest.mark.parametrize("colour", map_style.PEOPLE)
def test_lines_of_people_can_be_seen(colour):
    assert contrast(colour, map_style.PAPER) >= 3
    assert contrast(colour, map_style.LAND) >= 3


def test_every_path_has_a_line_of_its_own():
    kinds = set(Leg.model_fields["path"].annotation.__args__)
    assert set(map_style.PATHS) == kinds == {"reported", "inferred", "concealed"}
    assert map_style.PATHS["reported"].dash == ()
    on, off = map_style.PATHS["inferred"].dash
    assert on > off > 0
    dot, gap = map_style.PATHS["concealed"].dash
    assert dot < 0.1 < gap
    assert map_style.PATHS["concealed"].round
    dashes = [stroke.dash for stroke in map_style.PATHS.values()]
    assert len(set(dashes)) == 3, "told apart without colour"
    assert map_style.NOT_TRAVELLED.width < min(stroke.width for stroke in map_style.PATHS.values())


def test_six_colours_of_people_and_as_many_for_their_names():
    assert len(map_style.PEOPLE) == len(map_style.PEOPLE_TEXT) == len(set(map_style.PEOPLE)) == 6
    assert map_style.colour_of(1) == map_style.PEOPLE[0]
    assert map_style.colour_of(6) == map_style.colour_of(9) == map_style.PEOPLE[5]


def test_colours_are_mixed_in_solid_steps():
    assert map_style.mixed("#000000", 0) == "#000000"
    assert map_style.mixed("#000000", 1) == "#ffffff"
    assert map_style.mixed("#000000", 0.5) == "#808080"
    assert map_style.mixed("#ff0000", 0.5, into="#0000ff") == "#800080"


def test_the_band_of_where_somebody_may_be_is_lighter_than_his_line():
    bands = map_style.style_json(Messages("en"))["bands"]
    for line, band in zip(map_style.PEOPLE, bands, strict=True):
        assert contrast(band, map_style.PAPER) < contrast(line, map_style.PAPER)
        assert contrast(line, band) > 2


def test_the_documents_style_is_plain_data():
    data = map_style.style_json(Messages("en"))
    assert json.loads(json.dumps(data, allow_nan=False))["vagueKm"] == map_style.VAGUE_KM
    assert [sign for sign, _ in data["legend"]] == list(map_style.SIGNS)
    colours = re.findall(r"#[0-9A-Fa-f]+", json.dumps(data))
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)


def test_the_stylesheet_has_what_the_style_says():
    css = map_style.css_variables()
    assert css.startswith(":root{")
    assert f"--ink:{map_style.INK};" in css
    assert f"--sea-name:{map_style.SEA_NAME};" in css
    assert f"--text:{map_style.TYPE['text']}px;" in css


def test_every_sign_of_the_legend_has_words():
    say = Messages("en")
    legend = {sign: say(f"sign.{sign}") for sign in map_style.SIGNS}
    assert all(2 < len(words) < 40 for words in legend.values())
    assert len(set(legend.values())) == len(legend)
