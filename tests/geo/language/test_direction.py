"""Which way texts run, and how a line of both directions is cut into runs."""

import pytest

from geo.language.direction import begins_right_to_left, is_right_to_left, visual_runs


@pytest.mark.parametrize(
    ("text", "some", "first"),
    [
        ("Damascus", False, False),
        ("دمشق", True, True),
        ("דמשק", True, True),
        ("Reuters، 13 ديسمبر", True, False),
        ("13 ديسمبر", True, True),
        ("22:30", False, False),
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
