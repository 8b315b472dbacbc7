"""Which way texts run, and how a line of both directions is cut into runs."""

import pytest

from geo.language.direction import (
    begins_right_to_left,
    closed_isolates,
    is_right_to_left,
    visual_runs,
)


@pytest.mark.parametrize(
    ("text", "some", "first"),
    [
        ("Damascus", False, False),
        ("دمشق", True, True),
        ("דמשק", True, True),
        ("Reuters، 13 ديسمبر", True, False),
        ("13 ديسمبر", True, True),
        ("22:30", False, False),
        ("“\u2068בקר\u2069”: before dawn", True, False),
    ],
)
def test_a_text_runs_as_its_letters_do(text, some, first):
    assert is_right_to_left(text) is some
    assert begins_right_to_left(text) is first


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("دمشق", ["دمشق"]),
        ("المصدر: \u2068Reuters\u2069، 13", ["13", " ،", "Reuters", " :", "المصدر"]),
        ("في 22:30، 14 ديسمبر.", [".", "ديسمبر", " ", "14", " ،", "22:30", " ", "في"]),
        ("بحسب \u2068an aide\u2069 (\u2068AFP\u2069)", ["(", "AFP", ") ", "an aide", " ", "بحسب"]),
        ("«\u2068early\u2069»: بين", ["بين", " :«", "early", "»"]),
        ("وادي رم", ["وادي رم"]),
    ],
)  # fmt: skip
def test_a_line_is_cut_into_runs_from_the_left_edge(line, runs):
    assert visual_runs(line) == runs


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("Source: \u2068הארץ\u2069, 9 May", ["Source: ", "הארץ", ", 9 May"]),
        ("By \u2068עד (שוטר)\u2069.", ["By ", "(", "עד (שוטר", "."]),
        ("By \u2068شب ۳\u2069.", ["By ", "۳", " ", "شب", "."]),
        ("\u2068AFP\u2069, \u2068הארץ\u2069", ["AFP", ", ", "הארץ"]),
    ],
)
def test_in_a_line_from_left_to_right_isolated_parts_are_cut_into_runs(line, runs):
    assert visual_runs(line, right_to_left=False) == runs


def test_a_part_that_is_broken_into_two_lines_is_isolated_in_both():
    assert closed_isolates(["a \u2068Cook and", "King\u2069, 1784", "b"]) == [
        "a \u2068Cook and\u2069",
        "\u2068King\u2069, 1784",
        "b",
    ]
