from datetime import UTC, datetime, timedelta

import pytest

from layers.scene.scene_builder import build_scene
from layers.text.clock import Clock, moment_told


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


# -------------------------------------------------------------- what a picture says of its time


@pytest.fixture(scope="module")
def scene(make_story):
    """A part of a day, a clock time, an order alone, a day."""
    events = [
        make_story.event(
            "sleep", start="2024-12-08T00:00/2024-12-08T06:00", words="early hours of Sunday"
        ),
        make_story.event("call", start="2024-12-07T22:30", called="the call"),
        make_story.event("drive", after=["call"]),
        make_story.event("speech", start="2024-12-09"),
        make_story.event("quoted", start="2024-12-10", words="on Tuesday"),
    ]
    return build_scene(make_story(time_zone="Asia/Damascus", events=events))


@pytest.mark.parametrize(
    ("name", "strong", "rest", "text"),
    [
        ("sleep", "“early hours of Sunday”",
         "between midnight and six on 8 December 2024, Damascus time",
         "“early hours of Sunday”: between midnight and six on 8 December 2024, Damascus time"),
        ("call", "Saturday 7 December 2024, 22:30", "Damascus time",
         "Saturday 7 December 2024, 22:30, Damascus time"),
        ("drive", "after the call; no date reported", "", "after the call; no date reported"),
        ("speech", "Monday 9 December 2024 (no hour reported)", "",
         "Monday 9 December 2024 (no hour reported)"),
        ("quoted", "“on Tuesday”", "Tuesday 10 December 2024 (no hour reported)",
         "“on Tuesday”: Tuesday 10 December 2024 (no hour reported)"),
    ],
)  # fmt: skip
def test_a_picture_of_an_event_tells_its_reported_time(scene, name, strong, rest, text):
    (told,) = (mark for mark in scene.events if mark.id == name)
    words = moment_told(scene, told.stop, told)
    assert (words.strong, words.rest, words.text) == (strong, rest, text)


def test_only_a_picture_at_a_moment_asked_for_names_it(scene):
    """Beside the stop, or with no event told, the moment is the user's and says so."""
    told = next(mark for mark in scene.events if mark.id == "drive")
    at = 1_733_616_000_000  # 2024-12-08T00:00Z
    for event in (None, told):
        words = moment_told(scene, at, event)
        assert words.strong == "The map at 03:00 on 8 December 2024"
        assert words.rest == "Damascus time (UTC+3)"
        assert words.text == f"{words.strong}, {words.rest}"
