"""Times in words: a row of the design's table each, every branch, and never more than reported."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.language.messages import Messages
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import parse_when
from geo.time.reported_time import ReportedTime, reported_time
from geo.time.time_in_words import TimeTold, TimeWords

SAY = Messages("en")
UNDATED = SAY("time.undated")
MONTHS = [SAY.date(date(2018, month, 1), "MMMM") for month in range(1, 13)]
SHORT_MONTHS = [SAY(f"month.{month}") for month in range(1, 13)]
CLOCK_TIME = re.compile(r"\d{2}:\d{2}")
BLINK = timedelta(microseconds=1)


def told(make_story, *, zone="Asia/Damascus", **fields):
    """Tell the only event of a story."""
    story = make_story(time_zone=zone, events=[make_story.event("it", **fields)])
    return TimeWords(story).of(story.events[0])


def told_leg(make_story, **fields):
    """Tell the only leg of a story that begins earlier and ends later."""
    leg = make_story.leg("ride", mode="train", **fields)
    events = [
        make_story.event("ridden", leg="ride"),
        make_story.event("early", start="2024-12-01"),
        make_story.event("late", start="2024-12-20"),
    ]
    story = make_story(time_zone="Asia/Damascus", legs=[leg], events=events)
    clock = TimeWords(story)
    assert clock.of(story.events[0]) == clock.of(story.legs[0]), "the event has its leg's time"
    return clock.of(story.legs[0])


# -------------------------------------------------------------------------- the rows of the design


def test_a_clock_time(make_story):
    assert told(make_story, start="2024-12-07T22:30") == TimeTold(
        None, "Saturday 7 December, 22:30", "7 Dec, 22:30", hourly=True
    )


def test_a_day(make_story):
    assert told(make_story, start="2024-12-08") == TimeTold(
        None, "Sunday 8 December (no hour reported)", "8 Dec", hourly=False
    )


def test_a_part_of_a_day(make_story):
    time = told(
        make_story, start="2024-12-08T00:00/2024-12-08T06:00", words="early hours of Sunday"
    )
    assert time == TimeTold(
        "early hours of Sunday", "between midnight and six on 8 December", "8 Dec", hourly=True
    )
    assert time.text == "“early hours of Sunday”: between midnight and six on 8 December"


def test_a_span(make_story):
    assert told(make_story, start="2024-11-28/2024-12-02") == TimeTold(
        None, "some time between 28 November and 2 December", "28 Nov to 2 Dec", hourly=False
    )


def test_an_order(make_story):
    story = make_story(
        legs=[
            make_story.leg("flight", called="the flight from Damascus", window="2024-12-08"),
        ],
        events=[make_story.event("landing", after=["flight"])],
    )
    assert TimeWords(story).of(story.events[0]) == TimeTold(
        None, "after the flight from Damascus; no date reported", "undated", hourly=False
    )


def test_open(make_story):
    events = [make_story.event("it", start="2024-05-02/.."), make_story.event("b", start="2024-05")]
    story = make_story(events=events)
    assert TimeWords(story).of(story.events[0]) == TimeTold(
        None, "from 2 May; no end reported", "from 2 May", hourly=False
    )


# -------------------------------------------------------------------------------- one time for all

SPANS = [
    # clock times
    ("2024-12-07T22:30:15", "Saturday 7 December, 22:30:15", "7 Dec, 22:30:15"),
    ("2024-12-07T19:30Z", "Saturday 7 December, 22:30", "7 Dec, 22:30"),
    # units of the calendar
    ("2024-12", "December 2024 (no day reported)", "Dec 2024"),
    ("2024", "2024 (no month reported)", "2024"),
    # about
    ("2024-12-08~", "about 8 December", "about 8 Dec"),
    ("2024-12~", "about December 2024", "about Dec 2024"),
    ("2024~", "about 2024", "about 2024"),
    ("202X~", "about 2020 to 2029", "about 2020 to 2029"),
    ("20XX~", "about 2000 to 2099", "about 2000 to 2099"),
    # days
    ("2024-12-07/2024-12-08", "some time between 7 and 8 December", "7 to 8 Dec"),
    ("2024-12-08~/2024-12-10", "some time between 7 and 10 December", "7 to 10 Dec"),
    ("2024-01/2024-02", "some time between 1 January and 29 February", "1 Jan to 29 Feb"),
    # months and years
    ("2024-10/2024-12", "some time between October 2024 and December 2024",
     "October 2024 to December 2024"),
    ("1770/1772", "some time between 1770 and 1772", "1770 to 1772"),
    ("202X", "some time between 2020 and 2029", "2020 to 2029"),
    # hours of one day
    ("2024-12-08T00:00/2024-12-08T12:00", "between midnight and noon on 8 December", "8 Dec"),
    ("2024-12-08T12:00/2024-12-08T18:00", "between noon and six on 8 December", "8 Dec"),
    ("2024-12-08T18:00/2024-12-09T00:00",
     "between six in the evening and midnight on 8 December", "8 Dec"),
    ("2024-12-08T06:00/2024-12-08T09:00", "between six and nine in the morning on 8 December",
     "8 Dec"),
    ("2024-12-08T13:15/2024-12-08T16:45",
     "between a quarter past one and a quarter to five in the afternoon on 8 December", "8 Dec"),
    ("2024-12-08T09:30/2024-12-08T17:00",
     "between half past nine in the morning and five in the afternoon on 8 December", "8 Dec"),
    ("2024-12-08T00:00/2024-12-08T18:00",
     "between midnight and six in the evening on 8 December", "8 Dec"),
    ("2024-12-08T11:45/2024-12-08T12:30",
     "between a quarter to noon and half past noon on 8 December", "8 Dec"),
    ("2024-12-08T23:45/2024-12-09T00:00",
     "between a quarter to midnight and midnight on 8 December", "8 Dec"),
    # minutes that only a report gives
    ("2024-12-08T03:07/2024-12-08T04:00", "between 03:07 and 04:00 on 8 December", "8 Dec"),
    ("2024-12-08/2024-12-08T03:07", "between midnight and 03:07 on 8 December", "8 Dec"),
    ("2024-12-08T23:07/2024-12-08", "between 23:07 and midnight on 8 December", "8 Dec"),
    # hours of several days
    ("2024-12-07T12:00/2024-12-08T06:00",
     "some time between noon on 7 December and six in the morning on 8 December", "7 Dec to 8 Dec"),
    ("2024-12-07T20:07/2024-12-09T06:00",
     "some time between 20:07 on 7 December and six in the morning on 9 December",
     "7 Dec to 9 Dec"),
    ("2024-12-07/2024-12-08T06:00",
     "some time between the start of 7 December and six in the morning on 8 December",
     "7 Dec to 8 Dec"),
    ("2024-12-07T18:00/2024-12-08",
     "some time between six in the evening on 7 December and the end of 8 December",
     "7 Dec to 8 Dec"),
    # open
    ("2024-12-07T20:00/..", "from eight in the evening on 7 December; no end reported",
     "from 7 Dec"),
    ("2024-12-07T20:07/..", "from 20:07 on 7 December; no end reported", "from 7 Dec"),
    ("../2024-12-08", "by 8 December; no beginning reported", "by 8 Dec"),
    ("../2024-12-08T06:00", "by six in the morning on 8 December; no beginning reported",
     "by 8 Dec"),
    ("../2024-12-08T00:00", "by 7 December; no beginning reported", "by 7 Dec"),
    # about clock times: always in figures
    ("2024-12-07T22:30~", "Saturday 7 December, about 22:30", "7 Dec, about 22:30"),
    ("2024-12-08T00:00~", "Sunday 8 December, about 00:00", "8 Dec, about 00:00"),
    ("2024-12-07T20:00~/2024-12-07T21:00", "between about 20:00 and 21:00 on 7 December", "7 Dec"),
    ("2024-12-07T20:00/2024-12-08T00:00~",
     "some time between eight in the evening on 7 December and about 00:00 on 8 December",
     "7 Dec to 8 Dec"),
    ("2024-12-07T00:00~/2024-12-08T00:00",
     "between about 00:00 and midnight on 7 December", "7 Dec"),
    ("2024-12-07T20:00~/..", "from about 20:00 on 7 December; no end reported", "from 7 Dec"),
    ("2024-12-07T00:00~/..", "from about 00:00 on 7 December; no end reported", "from 7 Dec"),
    ("../2024-12-08T06:00~", "by about 06:00 on 8 December; no beginning reported", "by 8 Dec"),
    ("../2024-12-08T00:00~", "by about 00:00 on 8 December; no beginning reported", "by 8 Dec"),
    # in doubt
    ("2024-12-07T22:30?", "Saturday 7 December, 22:30; the time is in doubt", "7 Dec, 22:30"),
    ("2024-12-07T22:30%", "Saturday 7 December, about 22:30; the time is in doubt",
     "7 Dec, about 22:30"),
    ("2024-12-08?", "Sunday 8 December (no hour reported); the date is in doubt", "8 Dec"),
    ("2024-12-08%", "about 8 December; the date is in doubt", "about 8 Dec"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "said", "short"), SPANS)
def test_a_time_is_told_as_exactly_as_it_is_reported(make_story, start, said, short):
    """The years of the table are left out of days only where a story has a single year."""
    clock = TimeWords(make_story(time_zone="Asia/Damascus"))
    clock._years = False
    when = parse_when(start, zone=clock.zone)
    time = clock.told(ReportedTime(when, when))
    assert (time.said, time.short) == (said, short)


@pytest.mark.parametrize(
    ("start", "hourly"),
    [
        ("2024-12-08", False),
        ("2024-12-07/2024-12-08", False),
        ("2024-12-08T00:00/2024-12-09T00:00", False),
        ("2024-12-08T00:00/2024-12-08T06:00", True),
        ("2024-12-07T20:00/..", True),
        ("2024-12-07T20:00~", True),
        ("2024-12-07T00:00~/..", True),
        ("../2024-12-08T00:00~", True),
        ("2024-12-07/..", False),
        ("../2024-12-07T20:00", True),
        ("../2024-12-07", False),
    ],
)
def test_only_what_speaks_of_hours_needs_a_zone(make_story, start, hourly):
    assert told(make_story, start=start).hourly is hourly


# ------------------------------------------------------------------------------------ both ends


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-12-08T10:00", "2024-12-08T11:00", "Sunday 8 December, 10:00 to 11:00"),
        ("2024-12-08T23:00", "2024-12-09T01:00",
         "Sunday 8 December, 23:00 to Monday 9 December, 01:00"),
        ("2024-12-08T10:00~", "2024-12-08T11:00~",
         "Sunday 8 December, about 10:00 to about 11:00"),
        ("2024-12-08T10:00", "2024-12-08T10:00~", "Sunday 8 December, 10:00 to about 10:00"),
        ("2024-12-08T23:00", "2024-12-09T01:00~",
         "Sunday 8 December, 23:00 to Monday 9 December, about 01:00"),
        ("2024-12-08", "2024-12-08", "Sunday 8 December (no hour reported)"),
        ("2024-12-08", "2024-12-10",
         "from Sunday 8 December to Tuesday 10 December (no hours reported)"),
        ("2024-12-08~", "2024-12-10",
         "begins about 8 December, ends Tuesday 10 December (no hour reported)"),
        ("2024-12-08", "2024-12-09T11:00",
         "begins Sunday 8 December (no hour reported), ends Monday 9 December, 11:00"),
        ("2024-12-08/..", "2024-12-10",
         "begins on 8 December or later, ends Tuesday 10 December (no hour reported)"),
        ("2024-12-08T20:00/..", "../2024-12-10",
         "begins eight in the evening on 8 December or later, ends by 10 December"),
    ],
)  # fmt: skip
def test_what_lasts_is_told_from_both_ends(make_story, start, end, said):
    assert told(make_story, start=start, end=end).said == said


def test_an_end_without_a_beginning_is_no_arrival(make_story):
    events = [
        make_story.event("talks", called="the talks", start="2024-12-07"),
        make_story.event("it", after=["talks"], end="2024-12-08"),
    ]
    story = make_story(events=events)
    assert TimeWords(story).of(story.events[1]).said == (
        "ends Sunday 8 December (no hour reported), after the talks; beginning not reported"
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"window": "2024-12-08T00:00/2024-12-08T06:00"}, "between midnight and six on 8 December"),
        ({"departure": "2024-12-08T10:00", "arrival": "2024-12-08T14:00"},
         "Sunday 8 December, 10:00 to 14:00"),
        ({"departure": "2024-12-08T10:00"},
         "sets out Sunday 8 December, 10:00; arrival not reported"),
        ({"arrival": "2024-12-08"},
         "arrives Sunday 8 December (no hour reported); departure not reported"),
        ({"departure": "2024-12-08/.."}, "sets out on 8 December or later; arrival not reported"),
        ({"arrival": "../2024-12-08"}, "arrives by 8 December; departure not reported"),
        ({"departure": "2024-12-08/..", "arrival": "2024-12-10"},
         "sets out on 8 December or later, arrives Tuesday 10 December (no hour reported)"),
        ({"departure": "2024-12-08", "arrival": "2024-12-09T11:00"},
         "sets out Sunday 8 December (no hour reported), arrives Monday 9 December, 11:00"),
    ],
)  # fmt: skip
def test_a_way_sets_out_and_arrives(make_story, fields, said):
    assert told_leg(make_story, **fields).said == said


# ------------------------------------------------------------------------------------------ order


def test_an_order_stands_beside_what_bounds_there_are(make_story):
    events = [
        make_story.event("call", called="the call", start="2024-12-07T22:30"),
        make_story.event("speech", headline="He speaks", start="2024-12-08"),
        make_story.event("dinner", start="2024-12-07/..", after=["call"], before=["speech"]),
        make_story.event("between", after=["call", "speech"], before=["dinner"]),
    ]
    # One that comes after the speech cannot be before the dinner, which is: the last has no order.
    events[3]["before"] = []
    story = make_story(events=events)
    clock = TimeWords(story)
    said = {event.id: clock.of(event).said for event in story.events}
    assert said["dinner"] == (
        "from 7 December, after the call and before “He speaks”; no end reported"
    )
    assert said["between"] == "after the call and “He speaks”; no date reported"


def test_a_way_is_called_as_its_event_is(make_story):
    story = make_story(
        legs=[make_story.leg("flight", window="2024-12-08")],
        events=[
            make_story.event("flown", leg="flight", called="the flight"),
            make_story.event("filmed", leg="flight", start="2024-12-09", called="the film"),
            make_story.event("landing", after=["flight", "flown"]),
        ],
    )
    clock = TimeWords(story)
    assert clock.name("flight") == clock.name("flown") == "the flight"
    assert clock.of(story.events[2]).said == "after the flight; no date reported"


def test_names_are_joined_with_commas_and_a_last_and():
    assert SAY.listed(["a"]) == "a"
    assert SAY.listed(["a", "b"]) == "a and b"
    assert SAY.listed(["a", "b", "c"]) == "a, b and c"


def test_bounds_that_an_order_gives_are_not_told(make_story):
    """After a clock time and before another: the drawing has both, the words neither."""
    story = make_story(
        events=[
            make_story.event("call", called="the call", start="2024-12-07T22:31"),
            make_story.event("flight", called="the flight", start="2024-12-08T05:46"),
            make_story.event("drive", after=["call"], before=["flight"]),
            make_story.event("packing", start="2024-12-07", after=["call"]),
        ]
    )
    drawn = drawn_bounds(story)
    assert drawn["drive"].s0 == datetime(2024, 12, 7, 22, 31, tzinfo=UTC)
    assert drawn["packing"].s0 == drawn["drive"].s0
    clock = TimeWords(story)
    assert clock.of(story.events[2]) == TimeTold(
        None, "after the call and before the flight; no date reported", "undated", hourly=False
    )
    assert (
        clock.of(story.events[3]).said == "Saturday 7 December (no hour reported), after the call"
    )


# ------------------------------------------------------------------------------- zones and years


def test_a_day_that_begins_at_one_is_a_day_too(make_story):
    """In Damascus clocks went forward at midnight: the day and the one before name no hour."""
    for start, said in [
        ("2018-03-30", "Friday 30 March (no hour reported)"),
        ("2018-03-29", "Thursday 29 March (no hour reported)"),
        ("2018-03-28/2018-03-29", "some time between 28 and 29 March"),
        ("2018-03-30/..", "from 30 March; no end reported"),
        ("../2018-03-29", "by 29 March; no beginning reported"),
        ("2018-03-30T01:00", "Friday 30 March, 01:00"),
    ]:
        time = told(make_story, start=start)
        assert time.said == said
        assert time.hourly is (start == "2018-03-30T01:00")


def test_a_clock_time_that_was_twice_is_told_once(make_story):
    time = told(make_story, zone="Europe/Paris", start="2024-10-27T02:30")
    assert time.said == "Sunday 27 October, 02:30"


def test_the_year_is_told_where_there_is_more_than_one(make_story):
    story = make_story(
        events=[
            make_story.event("one", start="2024-12-31"),
            make_story.event("two", start="2025-01-01T10:00"),
        ]
    )
    clock = TimeWords(story)
    assert clock.of(story.events[0]).said == "Tuesday 31 December 2024 (no hour reported)"
    assert clock.of(story.events[1]).short == "1 Jan 2025, 10:00"


def test_a_day_before_the_new_year_is_of_one_year(make_story):
    assert told(make_story, start="2024-12-31").said == "Tuesday 31 December (no hour reported)"


def test_the_years_of_legs_count_too(make_story):
    story = make_story(
        legs=[make_story.leg("ride", window="2023-05-01")],
        events=[make_story.event("one", start="2024-05-01")],
    )
    assert "2024" in TimeWords(story).of(story.events[0]).said


def test_a_zone_is_called_by_its_name_or_its_city(make_story):
    def name(**fields):
        return TimeWords(make_story(**fields)).zone_name

    assert name(time_zone="Asia/Damascus") == "Damascus time"
    assert name(time_zone="America/New_York") == "New York time"
    assert name(time_zone="UTC") == "UTC time"
    assert name(time_zone="UTC", zone_name="Universal time") == "Universal time"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-12-13", "13 December 2024"),
        ("2024-12-13T10:00", "13 December 2024"),
        ("1772-06", "June 1772"),
        ("1790", "1790"),
        ("1772-06/1772-08", "1 June 1772"),
    ],
)
def test_a_date_is_as_fine_as_it_is_known(make_story, text, words):
    clock = TimeWords(make_story(time_zone="Asia/Damascus"))
    assert clock.date(parse_when(text, zone=clock.zone)) == words


# ----------------------------------------------------------------------- never more than reported


def test_shipped_stories_tell_no_clock_time_that_their_file_has_not(shipped, second_story):
    for story in (shipped, second_story):
        clock = TimeWords(story)
        for row in (*story.legs, *story.events):
            when = reported_time(story, row)
            given = {f"{moment.astimezone(story.zone):%H:%M}" for moment in when.bounds if moment}
            assert set(CLOCK_TIME.findall(clock.of(row).said)) <= given, row.id
            if not any(when.bounds):
                assert UNDATED in clock.of(row).said, row.id


DAY = date(2018, 3, 27)
ZONES = st.sampled_from(["UTC", "Asia/Damascus", "Europe/Paris", "America/Sao_Paulo"])


@st.composite
def pieces(draw):
    """A day or a clock time of a week in which clocks change at midnight in Damascus."""
    day = (DAY + timedelta(days=draw(st.integers(0, 9)))).isoformat()
    if draw(st.booleans()):
        return day
    hour, minute = draw(st.integers(4, 23)), draw(st.sampled_from([0, 15, 30, 45, 7, 59]))
    return f"{day}T{hour:02}:{minute:02}"


@st.composite
def times(draw):
    """A reported time: a day, a clock time, an interval, one that is open."""
    kind = draw(st.sampled_from(["one", "both", "from", "to", "about"]))
    if kind == "about":
        return f"{(DAY + timedelta(days=draw(st.integers(0, 9)))).isoformat()}~"
    if kind == "one":
        return draw(pieces())
    if kind == "from":
        return f"{draw(pieces())}/.."
    if kind == "to":
        return f"../{draw(pieces())}"
    first, last = sorted((draw(pieces()), draw(pieces())))
    return f"{first}/{last}" if first < last else first


HOURS = dict(
    zip(
        [
            "midnight",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "noon",
        ],
        range(13),
        strict=True,
    )
)
QUARTERS = {"a quarter past ": 15, "half past ": 30, "a quarter to ": -15, "": 0}
HOUR = re.compile(rf"\b({'|'.join(filter(None, QUARTERS))}|)({'|'.join(HOURS)})\b")
DAYS = re.compile(rf"\b(?:(\d+) (?:and|to) )?(\d+) ({'|'.join((*MONTHS, *SHORT_MONTHS))})\b")


def days_named(words):
    """Give the days that words name, all of the year 2018."""
    for *days, month in DAYS.findall(words):
        months = MONTHS if month in MONTHS else SHORT_MONTHS
        yield from (date(2018, months.index(month) + 1, int(day)) for day in days if day)


def hours_named(words):
    """Give the minutes of the day that words may mean, a set for each hour that they name."""
    for hour, minute in re.findall(r"\b(\d{2}):(\d{2})\b", words):
        yield {int(hour) * 60 + int(minute)}
    for quarter, name in HOUR.findall(words):
        at = (HOURS[name] * 60 + QUARTERS[quarter]) % 720
        yield {at, at + 720}


@given(text=times(), end=st.none() | times(), zone=ZONES, moves=st.booleans())
def test_words_name_no_hour_and_no_day_outside_what_is_reported(make_story, text, end, zone, moves):
    """A day lies within the bounds, an hour is one of them, and figures are the file's own."""
    clock = TimeWords(make_story(time_zone=zone, events=[make_story.event("a", start="2018")]))
    start = parse_when(text, zone=clock.zone)
    last = parse_when(end, zone=clock.zone) if end else start
    time = clock.told(ReportedTime(start, last, span=end is None), moves=moves)
    bounds = [
        moment
        for when in (start, last)
        for moment in (when.earliest, when.exact or when.latest)
        if isinstance(moment, datetime)
    ]
    # The latest of a day is the next one's first moment, and no part of it.
    inside = [when.latest - BLINK for when in (start, last) if when.latest and not when.exact]
    inside += [when.earliest for when in (start, last) if when.earliest]
    days = [moment.astimezone(clock.zone).date() for moment in inside]
    named = [*days_named(time.said), *days_named(time.short)]
    assert named, time
    assert all(min(days) <= day <= max(days) for day in named), time
    file = f"{text} {end or ''}"
    assert set(CLOCK_TIME.findall(time.said)) <= set(CLOCK_TIME.findall(file)), time
    here = [moment.astimezone(clock.zone) for moment in bounds]
    minutes = {at.hour * 60 + at.minute for at in here} | ({0} if "T" in file else set())
    assert all(hour & minutes for hour in hours_named(time.said)), time
    assert time.hourly == ("T" in file), time
