from datetime import UTC, datetime, timedelta

import pytest

from geo.when import parse_when
from layers.words import Clock


@pytest.fixture(scope="module")
def clock(shipped):
    return Clock(shipped)


def clock_of(make_story, zone, **fields):
    return Clock(make_story(time_zone=zone, **fields))


def test_a_moment_is_told_in_the_storys_zone(clock):
    assert (
        clock.moment(datetime(2024, 12, 7, 23, 40, tzinfo=UTC)) == "Sunday 8 December 2024, 02:40"
    )
    assert clock.moment(datetime(2024, 12, 7, 19, 30, tzinfo=UTC)) == (
        "Saturday 7 December 2024, 22:30"
    )


@pytest.mark.parametrize(
    ("zone", "moment", "words", "offset"),
    [
        ("Asia/Damascus", (2024, 12, 8, 0), "Sunday 8 December 2024, 03:00", "UTC+3"),
        ("Asia/Kathmandu", (2024, 12, 8, 0), "Sunday 8 December 2024, 05:45", "UTC+5:45"),
        ("America/St_Johns", (2024, 12, 8, 0), "Saturday 7 December 2024, 20:30", "UTC-3:30"),
        ("Europe/London", (2024, 12, 8, 0), "Sunday 8 December 2024, 00:00", "UTC"),
        ("Europe/London", (2024, 7, 8, 0), "Monday 8 July 2024, 01:00", "UTC+1"),
        ("Europe/Paris", (2024, 3, 31, 0, 59), "Sunday 31 March 2024, 01:59", "UTC+1"),
        ("Europe/Paris", (2024, 3, 31, 1), "Sunday 31 March 2024, 03:00", "UTC+2"),
        ("Pacific/Apia", (2024, 12, 8, 12), "Monday 9 December 2024, 01:00", "UTC+13"),
        ("Europe/Amsterdam", (1900, 1, 1, 12), "Monday 1 January 1900, 12:19", "UTC+0:20"),
    ],
)
def test_moments_and_offsets_of_many_zones(make_story, zone, moment, words, offset):
    clock = clock_of(make_story, zone)
    at = datetime(*moment, tzinfo=UTC)
    if zone == "Europe/Amsterdam" and at.astimezone(clock.zone).utcoffset() < timedelta(minutes=19):
        pytest.skip("this machine's zones merge Amsterdam with Brussels before 1970")
    assert (clock.moment(at), clock.offset(at)) == (words, offset)


def test_a_zone_is_called_by_its_name_or_its_city(clock, make_story):
    assert clock.name == "Damascus time"
    assert clock_of(make_story, "America/New_York").name == "New York time"
    assert clock_of(make_story, "UTC").name == "UTC time"
    assert clock_of(make_story, "UTC", zone_name="Universal time").name == "Universal time"


def test_a_date_is_the_day_on_which_a_time_begins(clock, shipped):
    assert clock.date(shipped.sources[0].published) == "13 December 2024"


BOUNDS = [
    ("2024-12-07T22:30", None, "7 Dec, 22:30"),
    ("2024-12-08", None, "some time on 8 Dec"),
    ("2024-12-08T00:00/2024-12-08T06:00", None, "some time on 8 Dec, 00:00 to 06:00"),
    ("2024-12-07T12:00/2024-12-08T00:00", None, "some time on 7 Dec, 12:00 to 24:00"),
    ("2024-12-07/2024-12-08", None, "some time from 7 to 8 Dec"),
    ("2024-11-27/2024-12-02", None, "some time from 27 Nov to 2 Dec"),
    ("2024-12-07T12:00/2024-12-08T06:00", None, "some time from 7 Dec, 12:00 to 8 Dec, 06:00"),
    ("2024-12-07T12:00/2024-12-08", None, "some time from 7 Dec, 12:00 to 8 Dec"),
    ("2024-12-07/2024-12-08T06:00", None, "some time from 7 Dec to 8 Dec, 06:00"),
    # rounded outwards to quarters of an hour
    ("2024-12-08T00:13/2024-12-08T05:46", None, "some time on 8 Dec, 00:00 to 06:00"),
    ("2024-12-08T00:15/2024-12-08T05:45", None, "some time on 8 Dec, 00:15 to 05:45"),
    ("2024-12-08T05:46/2024-12-08T23:50", None, "some time on 8 Dec, 05:45 to 24:00"),
    # what lasts
    ("2024-12-08T10:00", "2024-12-08T11:00", "8 Dec, 10:00 to 8 Dec, 11:00"),
    (
        "2024-12-08",
        "2024-12-09T11:00",
        "begins some time on 8 Dec; ends 9 Dec, 11:00",
    ),
    ("2024-12-08", "2024-12-08", "some time on 8 Dec"),
]


@pytest.mark.parametrize(("start", "end", "words"), BOUNDS)
def test_bounds_in_words(make_story, start, end, words):
    event = make_story.event("one", start=start, **({"end": end} if end else {}))
    story = make_story(time_zone="Asia/Damascus", events=[event])
    assert Clock(story).bounds(story.events[0]) == words


def test_an_event_that_is_a_leg_has_the_whole_window(clock, shipped):
    (flight,) = (event for event in shipped.events if event.id == "flight-from-damascus")
    assert clock.bounds(flight) == "some time on 8 Dec, 00:00 to 06:00"


def test_the_year_is_told_where_there_is_more_than_one(make_story):
    events = [
        make_story.event("one", start="2024-12-31"),
        make_story.event("two", start="2025-01-01T10:00"),
    ]
    story = make_story(events=events)
    clock = Clock(story)
    assert clock.bounds(story.events[0]) == "some time on 31 Dec 2024"
    assert clock.bounds(story.events[1]) == "1 Jan 2025, 10:00"


def test_words_never_say_more_than_the_bounds(clock, shipped):
    """What is shown of uncertain bounds is never narrower than they are."""
    for event in shipped.events:
        (s0, s1), (_, e1) = event.start.bounds(), event.end.bounds()
        if s0 == s1:
            continue
        words = clock.bounds(event)
        assert words.startswith("some time "), event.id
        for moment in (s0, e1):
            here = moment.astimezone(shipped.zone)
            if here.minute % 15:
                assert f"{here:%H:%M}" not in words, event.id


def test_a_time_with_a_question_mark_is_told_as_without(make_story):
    story = make_story(events=[make_story.event("one", start="2024-12-08?")])
    assert Clock(story).bounds(story.events[0]) == "some time on 8 Dec"
    assert parse_when("2024-12-08?", zone=UTC).questioned
