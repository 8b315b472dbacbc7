from datetime import date, datetime

import pytest

from articles.times.days import weekday
from articles.times.holidays import easter
from articles.times.sun import sun_times
from articles.times.zones import named_zone
from tests.articles.proposal_helpers import bounds, of_kind

# The report is of Friday 14 March 2025.
DAYS = {
    "He left on Monday.": ("2025-03-10", "2025-03-11"),
    "He left on Friday.": ("2025-03-14", "2025-03-15"),
    "He left on 3 March.": ("2025-03-03", "2025-03-04"),
    "He left on March 3rd.": ("2025-03-03", "2025-03-04"),
    "He left on Oct. 30.": ("2024-10-30", "2024-10-31"),
    "He left on December 8, 2024.": ("2024-12-08", "2024-12-09"),
    "He left on the 13th.": ("2025-03-13", "2025-03-14"),
    "He left on the 20th.": ("2025-02-20", "2025-02-21"),
    "He will leave on the 20th.": ("2025-03-20", "2025-03-21"),
    "He will leave on Monday.": ("2025-03-17", "2025-03-18"),
    "The trial is to open on 5 May.": ("2025-05-05", "2025-05-06"),
    "He left nine days ago.": ("2025-03-05", "2025-03-06"),
    "He left on 01.03.2025.": ("2025-03-01", "2025-03-02"),
    "He left this week.": ("2025-03-10", "2025-03-15"),
    "He left last week.": ("2025-03-03", "2025-03-10"),
    "He left over the weekend.": ("2025-03-08", "2025-03-10"),
    "He left late last month.": ("2025-02-21", "2025-03-01"),
    "He left in mid-February.": ("2025-02-10", "2025-02-22"),
    "He left on New Year's Eve.": ("2024-12-31", "2025-01-01"),
    "He will rule on Nov. 20.": ("2025-11-20", "2025-11-21"),
    "He left in the middle of February.": ("2025-02-10", "2025-02-22"),
    "The trial was to begin on 10 March.": ("2025-03-10", "2025-03-11"),
    "The trial resumes on Monday.": ("2025-03-17", "2025-03-18"),
    "He left on June 4 last year.": ("2024-06-04", "2024-06-05"),
    "On the 10th he left.": ("2025-03-10", "2025-03-11"),
    "He left between 3 and 5 March.": ("2025-03-03", "2025-03-06"),
    "He left early last week.": ("2025-03-03", "2025-03-07"),
    "He left in the week of 5 March.": ("2025-03-03", "2025-03-12"),
    "The week of March 3 he left.": ("2025-03-03", "2025-03-10"),
    "He left around 5 March.": ("2025-03-04", "2025-03-07"),
    "He left in the first week of March.": ("2025-03-01", "2025-03-08"),
    "He left in the last week of February.": ("2025-02-22", "2025-03-01"),
    "He left in the second week of January 2024.": ("2024-01-08", "2024-01-15"),
    "He is free, and in June it is to be sold.": ("2025-06-01", "2025-07-01"),
    "She expects her brother to speak there in June.": ("2025-06-01", "2025-07-01"),
}


@pytest.mark.parametrize("text", DAYS)
@pytest.mark.parametrize("use_model", [True, False])
def test_days(text, use_model):
    first, past = DAYS[text]
    ((_, low, high),) = bounds(text, use_model=use_model)
    assert (low, high) == (f"{first}T00:00", f"{past}T00:00")


HOURS = {
    "He left on Monday evening.": ("2025-03-10T18:00", "2025-03-11T00:00"),
    "He left early on Monday.": ("2025-03-10T00:00", "2025-03-10T09:00"),
    "He left late on Monday.": ("2025-03-10T18:00", "2025-03-11T00:00"),
    "He left in the early hours of Monday.": ("2025-03-10T00:00", "2025-03-10T06:00"),
    "He left in the small hours of the 10th.": ("2025-03-10T00:00", "2025-03-10T06:00"),
    "He left on Monday night.": ("2025-03-10T18:00", "2025-03-11T06:00"),
    "He left on the evening of 8 March.": ("2025-03-08T18:00", "2025-03-09T00:00"),
    "He left at 2:35 p.m. on Monday.": ("2025-03-10T14:35", "2025-03-10T14:36"),
    "He left at 6.40 on Monday.": ("2025-03-10T06:40", "2025-03-10T06:41"),
    "He left on Saturday night at 10:30 PM.": ("2025-03-08T22:30", "2025-03-08T22:31"),
    "He left at about 4 a.m. on Monday.": ("2025-03-10T03:30", "2025-03-10T04:30"),
    "He left around noon on Monday.": ("2025-03-10T11:00", "2025-03-10T13:00"),
    "He left at 2030 GMT on Monday.": ("2025-03-11T02:00", "2025-03-11T02:01"),
    "He left at about 1900 GMT on 8 March.": ("2025-03-09T00:00", "2025-03-09T01:00"),
    "He left at two after midnight on Saturday.": ("2025-03-08T02:00", "2025-03-08T02:01"),
    "He left on 7 March, a Friday.": ("2025-03-07T00:00", "2025-03-08T00:00"),
    "He left on the intervening night of March 7 and 8.": ("2025-03-07T18:00", "2025-03-08T06:00"),
    "He left a bit before lunch on Monday.": ("2025-03-10T06:00", "2025-03-10T13:00"),
    "He left overnight Saturday to Sunday.": ("2025-03-08T18:00", "2025-03-09T06:00"),
    "He will have left by summer.": (None, "2025-09-24T00:00"),
    "He left last winter.": ("2023-12-01T00:00", "2025-03-22T00:00"),
    "He left at half past ten on the night of 8 March.": ("2025-03-08T22:30", "2025-03-08T22:31"),
    "At 0530 on Monday he left.": ("2025-03-10T05:30", "2025-03-10T05:31"),
    "It was 6.15 on the morning of 8 March.": ("2025-03-08T06:15", "2025-03-08T06:16"),
    "He left on the night of 7 to 8 March.": ("2025-03-07T18:00", "2025-03-08T06:00"),
    "He left on Monday at six.": ("2025-03-10T06:00", "2025-03-10T18:01"),
    "He left towards sunset on Monday.": ("2025-03-10T15:25", "2025-03-10T18:40"),
    "He left between 1 and 3 p.m. on Monday.": ("2025-03-10T13:00", "2025-03-10T15:01"),
    "He left overnight from Sunday to Monday.": ("2025-03-09T18:00", "2025-03-10T06:00"),
    "He left before dawn on Monday.": ("2025-03-10T00:00", "2025-03-10T06:20"),
    "He had gone by Monday morning.": (None, "2025-03-10T12:00"),
}


@pytest.mark.parametrize("text", HOURS)
@pytest.mark.parametrize("use_model", [True, False])
def test_hours(text, use_model):
    ((_, low, high),) = bounds(text, use_model=use_model)
    assert (low, high) == HOURS[text]


FOLLOWING = {
    "He left late on Saturday. He boarded at 05:50.": "2025-03-09T05:50",
    "He left on Monday evening. The next day he was seen.": "2025-03-11T00:00",
    "He left on Monday. Two days later he was seen.": "2025-03-12T00:00",
    "He left on Monday night. The following afternoon he was seen.": "2025-03-11T12:00",
    "He left on Sunday. That evening he was seen.": "2025-03-09T18:00",
    "He was held in November. He had left the month before.": "2024-10-01T00:00",
    "He fled on June 13 last year. On the 20th he was seen.": "2024-06-20T00:00",
    "He left at 6:42 a.m. on Monday. The boat left two hours later.": "2025-03-10T08:12",
}


FOLLOWING |= {
    "He left on 21 February, a Friday. She came on Monday. At 9.30 pm that Friday he was seen.": "2025-02-21T21:30",
    "He left on the night of 3 to 4 March. The same day he was seen.": "2025-03-03T00:00",
    "He took the 0700 GMT ferry to Galle on Monday.": "2025-03-10T00:00",
    "He left on Monday. He held the door just before nine.": "2025-03-10T07:30",
    "He left on Monday night. He ate at the break of day.": "2025-03-11T03:20",
    "He was tried in 2009. He left the following winter.": "2009-12-01T00:00",
}


@pytest.mark.parametrize("text", FOLLOWING)
def test_what_follows_counts_from_the_last_time(text):
    assert bounds(text)[-1][1] == FOLLOWING[text]


def test_the_telling_is_no_anchor():
    text = 'He left on Monday. The police said on Thursday: "No." The next day he was in Galle.'
    assert bounds(text)[-1][1] == "2025-03-11T00:00"


def test_a_small_hour_behind_a_day_has_both_readings():
    ((_, _, _), (_, low, high)) = bounds(
        "On Thursday he sailed. The ship called at 1:15 a.m. there."
    )
    assert (low, high) == ("2025-03-13T01:15", "2025-03-14T01:16")


def test_an_entry_of_a_diary_counts_from_the_one_before():
    told = bounds(
        "Tuesday 4 March. No bread.\n\nThursday. At 0200 a shell fell.\n\nMonday: we left."
    )
    assert [low for _, low, _ in told] == [
        "2025-03-04T00:00", "2025-03-06T00:00", "2025-03-06T02:00", "2025-03-10T00:00",
    ]  # fmt: skip


def test_a_day_of_the_month_after_one_of_the_month_before_may_be_of_either():
    told = bounds("He left on 6 February. On the 11th he was seen.")
    assert told[-1][1:] == ("2025-02-11T00:00", "2025-03-12T00:00")


def test_a_newspaper_s_day_is_no_time():
    assert not of_kind("time", "He told the Sunday Herald.")


def test_days_before_something_are_an_order_and_no_date():
    (proposal,) = of_kind("time", "He left Australia days before his trial.")
    assert (proposal.text, proposal.value.before) == ("days before his trial", "his trial")


def test_what_has_no_day_is_asked():
    (proposal,) = of_kind("time", "The gate was open from midnight.")
    assert (proposal.value.earliest, proposal.value.latest) == (None, None)
    assert "from midnight" in proposal.value.question


KINDS = {
    "The ministry said on Friday that he had gone.": "publication",
    "He left, two officials said late on Sunday.": "publication",
    "Police demanded his return on Saturday.": "event",
    "The bank has been short of money since 2019.": "background",
    "He was jailed in 2018.": "background",
    '"I shall be there on Monday," he said.': "in-quote",
}


@pytest.mark.parametrize("text", KINDS)
def test_kinds(text):
    (proposal,) = of_kind("time", text)
    assert proposal.value.kind == KINDS[text]


def test_tomorrow_in_a_quote_counts_from_the_speech():
    text = '"Tomorrow you will sleep in Galle," he told the crew on Sunday, the skipper said.'
    ((words, low, _), *_) = bounds(text)
    assert (words, low) == ("Tomorrow", "2025-03-10T00:00")


ORDERS = {
    "The trawler then sailed to Gan.": ("then", "after"),
    "He sought a ban after auditors found a gap.": ("after auditors found a gap", "after"),
    "He left before the soldiers came.": ("before the soldiers came", "before"),
}


@pytest.mark.parametrize("text", ORDERS)
def test_order_only(text):
    words, side = ORDERS[text]
    (proposal,) = of_kind("time", text)
    assert proposal.text == words
    assert getattr(proposal.value, side)
    assert (proposal.value.earliest, proposal.value.latest) == (None, None)


NO_TIMES = [
    "They walked out one after another.",
    "He is one of the men on night duty.",
    "She worked there for nine years.",
    "The boat is 5.8 metres long and cost $2,019.",
    "He may march on the capital.",
    "The second half was played in Sun City.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time(text):
    assert not of_kind("time", text)


def test_a_reading_is_written_down():
    (proposal,) = of_kind("time", "He left before dawn on Monday.")
    assert proposal.value.reading.startswith("before dawn: 0:00 to sunrise (about 6:")
    assert proposal.rule == "weekday-back+before-sunrise"
    assert proposal.anchor == "published"


def test_easter_by_known_years():
    assert [easter(year) for year in (2024, 2025, 2038)] == [
        date(2024, 3, 31), date(2025, 4, 20), date(2038, 4, 25),
    ]  # fmt: skip


def test_the_sun_by_known_times():
    """London, 21 June 2024: 4:43 and 21:21 British Summer Time (HM Nautical Almanac Office)."""
    rise, fall = sun_times(date(2024, 6, 21), lon=-0.1278, lat=51.5074, zone="Europe/London")
    assert abs((rise - datetime(2024, 6, 21, 4, 43)).total_seconds()) < 240
    assert abs((fall - datetime(2024, 6, 21, 21, 21)).total_seconds()) < 240


def test_no_sunrise_in_the_polar_night():
    assert sun_times(date(2024, 12, 21), lon=25.0, lat=71.0, zone="Europe/Oslo") is None


def test_last_weekday_said_late_in_the_week_has_two_readings():
    span = weekday(
        "last Wednesday", published=date(2025, 3, 14), anchor=None, future=False, supposed=False
    )
    assert (span.first, span.past) == (date(2025, 3, 5), date(2025, 3, 13))


def test_a_clock_time_takes_the_day_behind_it():
    ((_, low, high), _) = bounds("He took the 0700 GMT ferry to Galle on Monday.")
    assert (low, high) == ("2025-03-10T12:30", "2025-03-10T12:31")


def test_the_same_evening_long_after_a_day_is_asked():
    text = "He left on Monday.\n\nNobody spoke.\n\nNothing stirred.\n\nShe left the same evening."
    assert of_kind("time", text)[-1].value.question


LIVE = "18:40 - He is in Galle.\n\n17:05 - He left at noon.\n\n15:30 - No trace.\n"


def test_the_clock_times_of_a_live_blog_are_those_of_publication():
    values = [proposal.value for proposal in of_kind("time", LIVE) if proposal.text[0] == "1"]
    assert [(value.kind, value.earliest.hour) for value in values] == [
        ("publication", 18),
        ("publication", 17),
        ("publication", 15),
    ]


def test_clock_times_that_rise_tell_the_story():
    rising = "\n\n".join(reversed(LIVE.strip().split("\n\n")))
    assert "publication" not in {
        proposal.value.kind for proposal in of_kind("time", f"He left on Monday.\n\n{rising}")
    }


def test_what_the_reporter_did_dates_the_telling():
    (met,) = of_kind("time", "I met his brother last week in a shop.")
    assert met.value.kind == "publication"


DATELINES = [
    "(Corrects the day in paragraph 2)\n\nCOLOMBO, March 14 (Northwire) - He left on Monday.",
    "COLOMBO, March 14 (NNI): He left on Monday.",
    "COLOMBO, March 14. /Northwire/. He left on Monday.",
    "He left on Monday by the bus that runs every Thursday.",
]


@pytest.mark.parametrize("text", DATELINES)
def test_datelines_and_timetables_are_no_times(text):
    assert [told.text for told in of_kind("time", text)] == ["on Monday"]


def test_a_telling_lies_never_ahead():
    (told,) = of_kind("time", "He may be in Galle, an aide told the agency on Monday.")
    assert told.value.earliest == datetime(2025, 3, 10)


def test_hours_in_a_quote_count_from_the_day_in_it():
    text = 'He left on Monday. "On the 12th, between 23:00 and 01:00, he fled," she said.'
    assert bounds(text)[-1][1] == "2025-03-12T23:00"


def test_a_people_s_time_is_their_country_s():
    assert named_zone("Uruguayan time", "America/Asuncion") == "America/Montevideo"
    assert named_zone("American time", "Asia/Tokyo") == ""


def test_what_was_yet_to_come_may_lie_behind_the_next_such_day():
    """The report is of a Friday: "before Wednesday" may mean the next one."""
    (past,) = bounds("The navy could not reach it before Wednesday.")
    assert past[1:] == (None, "2025-03-19T00:00")
    (home,) = bounds("He would be home by the weekend.")
    assert home[1:] == (None, "2025-03-17T00:00")


def test_a_vessel_named_like_a_month_is_no_time():
    assert not bounds("He went aboard the cray boat Mavis June.")


def test_a_barrier_is_no_event():
    assert not bounds("He got off before the barrier at Galle and walked into the hills.")


AFTER = {
    # Words of a day that count from what is told right before.
    "He came on 9 March. He left that afternoon.": ("2025-03-09T12:00", "2025-03-09T18:00"),
    "He was there by 7 March, and left on the following day.": (None, "2025-03-09T00:00"),
    "He came after 7 March, and left the next day.": ("2025-03-09T00:00", None),
    # 14 March is more than a week later: Sunday is the 2nd, or the 9th.
    "He came on Saturday 1 March. He left on Sunday.": ("2025-03-02T00:00", "2025-03-10T00:00"),
    "He came on 1 March. He left before dawn on Sunday.": ("2025-03-02T00:00", "2025-03-09T06:25"),
    "He came on 10 March. He left on Tuesday.": ("2025-03-11T00:00", "2025-03-12T00:00"),
}


@pytest.mark.parametrize(("text", "expected"), AFTER.items())
def test_what_counts_from_the_time_before(text, expected):
    assert bounds(text)[-1][1:] == expected


NO_SUN = {
    # No town has this zone, so that the sun's times are not known.
    "He left before dawn on Monday.": ("2025-03-10T00:00", "2025-03-10T12:00"),
    "He left after dawn on Monday.": ("2025-03-10T00:00", "2025-03-10T15:00"),
    "He left before sunset on Monday.": ("2025-03-10T09:00", "2025-03-11T00:00"),
    "He left after sunset on Monday.": ("2025-03-10T12:00", "2025-03-11T04:00"),
}


@pytest.mark.parametrize(("text", "expected"), NO_SUN.items())
def test_where_the_sun_is_not_known_its_times_are_wide(text, expected):
    assert bounds(text, zone="GMT")[-1][1:] == expected
