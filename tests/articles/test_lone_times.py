"""Times in words that stand alone: read by the rules of reports, or asked about."""

from datetime import date

import pytest

from articles.lone_times import read_lone_time

FRIDAY = date(2025, 11, 14)


def read(words, published=FRIDAY):
    return read_lone_time(words, published=published, zone="Asia/Tbilisi")


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("before dawn on Tuesday", "2025-11-11T00:00/2025-11-11T07:45"),
        ("late last week", "2025-11-05/2025-11-09"),
        ("Sunday 9 November 2025", "2025-11-09"),
        ("on Friday evening", "2025-11-14T18:00/2025-11-15T00:00"),
        ("12 November, 18:40", "2025-11-12T18:40"),
        ("around 18:40 on 12 November", "2025-11-12T18:40~"),
        ("circa 18:40 on 12 November", "2025-11-12T18:40~"),
        ("around 5 November", "2025-11-05~"),
        ("on or about 5 November", "2025-11-05~"),
        ("around March 2025", "2025-03~"),
        ("about midnight on 12 November", "2025-11-11T23:00/2025-11-13T01:00"),  # of either day
        ("Nov 12, 6pm", "2025-11-12T18:00"),
        ("between Monday and Wednesday", "2025-11-10/2025-11-12"),
        ("Monday evening to Tuesday morning", "2025-11-10T18:00/2025-11-11T12:00"),
        ("until Monday", "../2025-11-10"),
        ("8/12/2024", "2024-08-12/2024-12-08"),  # whichever comes first
    ],
)
def test_words_become_bounds(words, when):
    told = read(words)
    assert (told.when, told.exact) == (when, False)


def test_about_a_clock_time_needs_no_reading():
    assert read("around 18:40 on 12 November").reading == ""
    assert "60 minutes either way" in read("about midnight on 12 November").reading


def test_how_hours_were_read_is_said():
    assert read("on Friday evening").reading == "evening: 18:00 to midnight"


def test_what_a_file_would_have_is_no_words():
    assert read("2025-11-09T22:30").exact
    assert read("2025-11-09T22:30").when == "2025-11-09T22:30"


@pytest.mark.parametrize(
    "words",
    ["three days later", "at 22:30", "after the ceremony", "a week before Tuesday", "soon",
     "Monday or Tuesday", "Tuesday " + "x" * 200],
)  # fmt: skip
def test_what_gives_no_bounds_is_asked_about(words):
    told = read(words)
    assert told.when is None
    assert told.question


def test_words_that_count_from_a_publication_need_its_day():
    assert "say that day first" in read("Tuesday", published=None).question
    assert read("Sunday 9 November 2025", published=None).when == "2025-11-09"
    assert read("") == read("  ")
    assert read("").question == ""
