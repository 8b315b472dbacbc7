from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import WhenError
from geo.time.instants import UNSAID, Instant, epoch_ms, from_epoch_ms, parse_when, state

DAMASCUS = ZoneInfo("Asia/Damascus")
PARIS = ZoneInfo("Europe/Paris")
ZONES = [ZoneInfo(name) for name in ("UTC", "Asia/Damascus", "America/New_York", "Asia/Kathmandu")]


def utc(*fields):
    return datetime(*fields, tzinfo=UTC)


def bounds(text, zone=DAMASCUS):
    when = parse_when(text, zone=zone)
    return when.earliest, when.latest


# -------------------------------------------------------------------------------- what is accepted

VALID = {
    # clock times: that minute, in the story's zone unless an offset stands behind it
    "2024-12-07T22:30": (utc(2024, 12, 7, 19, 30), utc(2024, 12, 7, 19, 30)),
    "2024-12-07 22:30": (utc(2024, 12, 7, 19, 30), utc(2024, 12, 7, 19, 30)),
    "2024-12-07T22:30:15": (utc(2024, 12, 7, 19, 30, 15), utc(2024, 12, 7, 19, 30, 15)),
    "2024-12-07T22:30Z": (utc(2024, 12, 7, 22, 30), utc(2024, 12, 7, 22, 30)),
    "2024-12-07T22:30-05:00": (utc(2024, 12, 8, 3, 30), utc(2024, 12, 8, 3, 30)),
    "  2024-12-07T22:30  ": (utc(2024, 12, 7, 19, 30), utc(2024, 12, 7, 19, 30)),
    # dates: some time in them, up to where the next begins
    "2024-12-08": (utc(2024, 12, 7, 21), utc(2024, 12, 8, 21)),
    "2024-12": (utc(2024, 11, 30, 21), utc(2024, 12, 31, 21)),
    "2024-12-XX": (utc(2024, 11, 30, 21), utc(2024, 12, 31, 21)),
    "2024-02-XX": (utc(2024, 1, 31, 21), utc(2024, 2, 29, 21)),
    "2024": (utc(2023, 12, 31, 21), utc(2024, 12, 31, 21)),
    "2024-XX": (utc(2023, 12, 31, 21), utc(2024, 12, 31, 21)),
    "2024-XX-XX": (utc(2023, 12, 31, 21), utc(2024, 12, 31, 21)),
    # about: one unit to each side
    "2024-12-08~": (utc(2024, 12, 6, 21), utc(2024, 12, 9, 21)),
    "2024-12~": (utc(2024, 10, 31, 21), utc(2025, 1, 31, 21)),
    "2024~": (utc(2022, 12, 31, 21), utc(2025, 12, 31, 21)),
    "2024-01-01%": (utc(2023, 12, 30, 21), utc(2024, 1, 2, 21)),
    # about a clock time: the figure, since nobody says how far from it
    "2024-12-07T22:30~": (utc(2024, 12, 7, 19, 30), utc(2024, 12, 7, 19, 30)),
    "2024-12-07T22:30:15Z~": (utc(2024, 12, 7, 22, 30, 15), utc(2024, 12, 7, 22, 30, 15)),
    "2024-12-07T22:30+02:00%": (utc(2024, 12, 7, 20, 30), utc(2024, 12, 7, 20, 30)),
    "2024-12-08T01:00~/2024-12-08T06:00": (utc(2024, 12, 7, 22), utc(2024, 12, 8, 3)),
    "../2024-12-08T06:00~": (None, utc(2024, 12, 8, 3)),
    # questioned: the same bounds
    "2024-12-07T22:30?": (utc(2024, 12, 7, 19, 30), utc(2024, 12, 7, 19, 30)),
    "2024-12-08?": (utc(2024, 12, 7, 21), utc(2024, 12, 8, 21)),
    # intervals: the earliest of the first to the latest of the last
    "2024-12-08T00:00/2024-12-08T06:00": (utc(2024, 12, 7, 21), utc(2024, 12, 8, 3)),
    "2024-12-07/2024-12-08": (utc(2024, 12, 6, 21), utc(2024, 12, 8, 21)),
    "2024-12-08/2024-12-08T00:00": (utc(2024, 12, 7, 21), utc(2024, 12, 7, 21)),
    "2024-12-08/2024-12-08": (utc(2024, 12, 7, 21), utc(2024, 12, 8, 21)),
    "2024-11/2024-12-08T06:00": (utc(2024, 10, 31, 21), utc(2024, 12, 8, 3)),
    "../2024-12-08": (None, utc(2024, 12, 8, 21)),
    "2024-12-08/..": (utc(2024, 12, 7, 21), None),
    "2024-12-08T10:00/..": (utc(2024, 12, 8, 7), None),
}
IN_UTC = {
    "202X": (utc(2020, 1, 1), utc(2030, 1, 1)),
    "20XX": (utc(2000, 1, 1), utc(2100, 1, 1)),
    "202X~": (utc(2019, 1, 1), utc(2031, 1, 1)),
    "202X-XX-XX": (utc(2020, 1, 1), utc(2030, 1, 1)),
    "2024-02-29": (utc(2024, 2, 29), utc(2024, 3, 1)),
    "0002": (utc(2, 1, 1), utc(3, 1, 1)),
    "0002-01-01T00:00": (utc(2, 1, 1), utc(2, 1, 1)),
    "9998": (utc(9998, 1, 1), utc(9999, 1, 1)),
    "9998-12-31": (utc(9998, 12, 31), utc(9999, 1, 1)),
}


@pytest.mark.parametrize(("text", "expected"), VALID.items())
def test_a_time_is_read_in_the_storys_zone(text, expected):
    assert bounds(text) == expected


@pytest.mark.parametrize(("text", "expected"), IN_UTC.items())
def test_a_time_is_read_in_utc(text, expected):
    assert bounds(text, ZONES[0]) == expected


def test_the_call_at_half_past_ten_is_at_half_past_seven_in_utc():
    call = parse_when("2024-12-07T22:30", zone=DAMASCUS)
    assert call.exact
    assert call.earliest == utc(2024, 12, 7, 19, 30)
    assert call.text == "2024-12-07T22:30"


@pytest.mark.parametrize("text", VALID)
def test_bounds_are_in_utc_and_aware(text):
    for moment in bounds(text):
        assert moment is None or moment.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("text", "questioned"),
    [
        ("2024-12-08", False),
        ("2024-12-08~", False),
        ("2024-12-08?", True),
        ("2024-12-08%", True),
        ("2024-12-07?/2024-12-08", True),
        ("2024-12-07/2024-12-08%", True),
        ("../2024-12-08?", True),
        ("2024-12-08T10:00?", True),
        ("2024-12-08T10:00%", True),
        ("2024-12-08T10:00~", False),
    ],
)
def test_a_question_mark_is_kept(text, questioned):
    assert parse_when(text, zone=DAMASCUS).questioned is questioned


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("2024-12-08T10:00", (False, False)),
        ("2024-12-08T10:00?", (False, False)),
        ("2024-12-08T10:00~", (True, True)),
        ("2024-12-08T10:00%", (True, True)),
        ("2024-12-08T10:00~/2024-12-08T11:00", (True, False)),
        ("2024-12-08T10:00/2024-12-08T11:00~", (False, True)),
        ("2024-12-08T10:00~/..", (True, False)),
        ("2024-12-08~", (False, False)),  # a day wider on each side, and no figure
    ],
)
def test_about_a_clock_time_is_a_figure_and_not_exact(text, approximate):
    when = parse_when(text, zone=DAMASCUS)
    assert when.approximate == approximate
    assert when.exact is (when.point and not any(approximate))
    assert when.about is ("~" in text or "%" in text)


# --------------------------------------------------------------------------------- what is refused

NOT_A_TIME = "is not a time that can be read"
NO_DATE = "is no date of the calendar"
BEYOND = "reaches beyond the years 2 to 9998"
INVALID = {
    "": NOT_A_TIME,
    "?": NOT_A_TIME,
    "~": NOT_A_TIME,
    "Sunday": NOT_A_TIME,
    "22:30": NOT_A_TIME,
    "8 December 2024": NOT_A_TIME,
    "2024-12-8": NOT_A_TIME,
    "20241208": NOT_A_TIME,
    "2024-12-08T22": NOT_A_TIME,
    "2024-12-08T22:30~~": NOT_A_TIME,
    "2024-12-08T22:30?~": NOT_A_TIME,
    "~2024-12-08T22:30": NOT_A_TIME,
    "2024-12-08T22:30~+03:00": NOT_A_TIME,
    "2024-12-08?~": NOT_A_TIME,
    "2024-12-08T22:30+3": NOT_A_TIME,
    "-0044-03-15": NOT_A_TIME,
    "Y17000": NOT_A_TIME,
    "٢٠٢٤-١٢-٠٨": NOT_A_TIME,  # Python would read them
    "{2024}": NOT_A_TIME,
    "2024|2025": NOT_A_TIME,
    "2024-02-30": NO_DATE,
    "2023-02-29": NO_DATE,
    "2024-13": NO_DATE,
    "2024-00-10": NO_DATE,
    "2024-21": NO_DATE,  # EDTF's spring
    "2024-1X": NO_DATE,
    "2024-12-0X": NO_DATE,
    "2024-12-08T24:00": "is no moment of the calendar",
    "2024-12-08T12:60": "is no moment of the calendar",
    "2024-02-30T12:00": "is no moment of the calendar",
    "2024-12-08T10:00+99:99": "has an offset that no clock has",
    "20X4": "leaves out figures in the middle",
    "X024": "leaves out figures in the middle",
    "19XX-01": "knows the month but not the year",
    "2024-XX-08": "knows the day but not the month",
    "2024-12-08/2024-12-07": "ends before it begins",
    "2024-12-08T00:00/2024-12-07": "ends before it begins",
    "2024-12-08T10:00/2024-12-08T09:59": "ends before it begins",
    "../..": "has two open ends and says nothing",
    "2024/2025/2026": "has more than one slash",
    "2024/": "leaves one end empty",
    "/2024": "leaves one end empty",
    "0000": BEYOND,
    "0001": BEYOND,
    "9999": BEYOND,
    "9999-12-31": BEYOND,
    "0002~": BEYOND,
    "9998~": BEYOND,
    "99XX": BEYOND,
    "0001-01-01T00:00+03:00": BEYOND,
    "9999-12-31T23:59-03:00": BEYOND,
}


@pytest.mark.parametrize(("text", "wrong"), INVALID.items())
def test_what_is_no_time_is_refused_with_a_reason_and_a_remedy(text, wrong):
    with pytest.raises(WhenError) as caught:
        parse_when(text, zone=ZONES[0])
    assert caught.value.wrong.startswith(f'"{text[:10]}')
    assert caught.value.wrong.endswith(wrong)
    assert len(caught.value.mend) > 15
    assert str(caught.value) == f"{caught.value.wrong}. {caught.value.mend}."


def test_the_edge_of_the_calendar_is_the_storys_own():
    assert bounds("0002-01-01", ZONES[0])[0] == utc(2, 1, 1)
    with pytest.raises(WhenError, match="reaches beyond the years"):
        parse_when("0002-01-01", zone=DAMASCUS)  # still the year before in UTC


# ------------------------------------------------------------------ when the clocks are put forward


def test_an_hour_that_the_clocks_skipped_is_refused():
    with pytest.raises(WhenError, match="skipped when the clocks went forward") as caught:
        parse_when("2024-03-31T02:30", zone=PARIS)
    assert "+03:00" in caught.value.mend
    assert bounds("2024-03-31T01:59", PARIS) == (utc(2024, 3, 31, 0, 59),) * 2
    assert bounds("2024-03-31T03:00", PARIS) == (utc(2024, 3, 31, 1),) * 2


def test_an_hour_that_the_clocks_showed_twice_covers_both():
    assert bounds("2024-10-27T02:30", PARIS) == (utc(2024, 10, 27, 0, 30), utc(2024, 10, 27, 1, 30))
    assert not parse_when("2024-10-27T02:30", zone=PARIS).exact
    assert bounds("2024-10-27T02:30+02:00", PARIS) == (utc(2024, 10, 27, 0, 30),) * 2


@pytest.mark.parametrize(("day", "hours"), [("03-31", 23), ("10-27", 25), ("06-01", 24)])
def test_a_day_is_as_long_as_its_clocks_make_it(day, hours):
    first, last = bounds(f"2024-{day}", PARIS)
    assert last - first == timedelta(hours=hours)


# ------------------------------------------------------------------------------------------- states


def span(low, high):
    return Instant(utc(2024, 12, 8, low), utc(2024, 12, 8, high))


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(0, "ahead"), (1, "perhaps"), (3, "perhaps"), (4, "under way"), (7, "under way"), (9, "past")],
)
def test_an_event_that_lasts(hour, expected):
    """Begins from 1 to 4, ends from 6 to 9."""
    assert state(span(1, 4), span(6, 9), utc(2024, 12, 8, hour)) == expected


def test_windows_are_half_open():
    start, end, blink = span(1, 4), span(6, 9), timedelta(milliseconds=1)
    assert state(start, end, utc(2024, 12, 8, 1) - blink) == "ahead"
    assert state(start, end, utc(2024, 12, 8, 4) - blink) == "perhaps"
    assert state(start, end, utc(2024, 12, 8, 9) - blink) == "under way"


def test_an_event_on_some_day_is_perhaps_all_day():
    day = parse_when("2024-12-08", zone=DAMASCUS)
    seen = [state(day, day, utc(2024, 12, 7, 20) + timedelta(hours=n)) for n in (0, 1, 12, 24)]
    assert seen == ["ahead", "perhaps", "perhaps", "perhaps"]
    assert state(day, day, utc(2024, 12, 8, 21)) == "under way"
    assert state(day, day, utc(2024, 12, 8, 21, 1)) == "past"


def test_an_event_known_to_the_minute_is_under_way_at_just_its_moment():
    call = parse_when("2024-12-07T22:30", zone=DAMASCUS)
    at, blink = utc(2024, 12, 7, 19, 30), timedelta(milliseconds=1)
    assert [state(call, call, at + n * blink) for n in (-1, 0, 1)] == ["ahead", "under way", "past"]


def test_an_open_time_has_no_state():
    with pytest.raises(ValueError, match="open"):
        state(parse_when("2024/..", zone=DAMASCUS), UNSAID, utc(2024, 1, 1))


# ------------------------------------------------------------------------------------------- epochs


def test_epoch_milliseconds_go_there_and_back():
    moment = utc(2024, 12, 7, 19, 30, 0, 250_000)
    assert epoch_ms(moment) == 1_733_599_800_250
    back = from_epoch_ms(1_733_599_800_250, zone=DAMASCUS)
    assert back == moment
    assert (back.hour, back.minute) == (22, 30)


# ------------------------------------------------------------------------------- whatever is typed

FIGURES = st.integers(0, 99).map(lambda n: f"{n:02}") | st.sampled_from(["XX", "1X", "X1"])
YEARS = st.integers(0, 9999).map(lambda n: f"{n:04}") | st.sampled_from(["202X", "20XX", "XXXX"])
DATES = st.builds(
    "{}{}{}".format,
    st.builds(
        "-".join, st.lists(FIGURES, max_size=2).flatmap(lambda f: YEARS.map(lambda y: [y, *f]))
    ),
    st.sampled_from(
        ["", "T10:30", "T02:30:59", " 24:00", "T10:30Z", "T10:30+03:00", "T00:00-14:00"]
    ),
    st.sampled_from(["", "", "~", "?", "%"]),
)
ENDS = DATES | st.just("..")
TYPED = (
    st.text() | DATES | st.builds("{}/{}".format, ENDS, ENDS) | st.text("0123456789-T:/.X~?%Z+ ")
)


@given(text=TYPED, zone=st.sampled_from(ZONES))
def test_whatever_is_typed_is_a_time_or_a_when_error(text, zone):
    try:
        when = parse_when(text, zone=zone)
    except WhenError as error:
        said = (error.wrong, error.mend)
        when = None
    if when is None:
        assert all(said)
        return
    assert when.earliest is not None or when.latest is not None
    if when.earliest is not None and when.latest is not None:
        assert when.earliest <= when.latest


@given(text=DATES, zone=st.sampled_from(ZONES), at=st.datetimes(timezones=st.just(UTC)))
def test_an_accepted_time_has_exactly_one_state_at_any_moment(text, zone, at):
    try:
        when = parse_when(text, zone=zone)
    except WhenError:
        return
    order = ["ahead", "perhaps", "under way", "past"]
    later = min(at, utc(9999, 12, 30)) + timedelta(hours=1)
    assert order.index(state(when, when, at)) <= order.index(state(when, when, max(at, later)))
