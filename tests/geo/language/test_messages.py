"""Messages: parts, plurals, lines, dates, lists and numbers as the language writes them."""

from datetime import date

import pytest

from geo.language.messages import Messages, capital


@pytest.fixture
def say():
    return Messages("en")


def test_parts_are_filled_in_and_counted_in_the_plural(say):
    assert say("informants", n=1) == "one source"
    assert say("informants", n=1200) == "1,200 sources"
    assert say("time.quoted", words="{said}", said="a day") == "“{said}”: a day"


def test_what_is_not_there_is_an_error(say):
    with pytest.raises(KeyError):
        say("no such key")
    with pytest.raises(KeyError):
        say("time.on")
    with pytest.raises(TypeError):
        say("informants", n="two")


def test_lines_are_the_message_s_and_not_its_parts(say):
    assert say.lines("may-be", who="An\naide") == ("An\naide may be anywhere", "on this stretch")


def test_dates_lists_and_numbers(say):
    day = date(2024, 12, 8)
    assert say.date(day, "MMMMd") == "8 December"
    assert say.date(day, "yMMMMd") == "8 December 2024"
    assert say.date(day, "EEEE") == "Sunday"
    assert say.listed(["a", "b", "c"]) == "a, b and c"
    assert say.series(["a", "b", "c"]) == "a, b, c"
    assert say.clauses(["a", "b"]) == "a; b"
    assert say.clauses([]) == ""
    assert say.number(1234.56, digits=1) == "1,234.6"
    assert capital("über") == "Über"


def test_a_part_that_runs_the_other_way_is_isolated_once():
    english, arabic = Messages("en"), Messages("ar")
    dated = english("source.dated", publisher="הארץ", date="9 May 2024")
    assert dated == "\u2068הארץ\u2069, 9 May 2024"
    assert english("source.dated", publisher="AFP", date="1 May") == "AFP, 1 May"
    dated = arabic("source.dated", publisher="AFP", date="9 مايو")
    assert dated == "\u2068AFP\u2069، 9 مايو"
    assert arabic.clauses([dated, dated]) == f"{dated}؛ {dated}"
