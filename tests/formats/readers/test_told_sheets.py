"""A reporter's own sheet: When, Where, What happened, Who says so, Sure?, all in words."""

from datetime import date

import pytest

from articles.lone_times import read_lone_time
from formats import FormatError, read
from formats.times.date_parsing import DateRules, read_date
from geo.language.messages import Messages
from geo.story.loading import read_story
from geo.yaml.yaml_writer import yaml_text

SHEET = b"""When,Where,What happened,Who says so,Sure?
before dawn on Tuesday,Gori,A convoy leaves the base,a driver,yes
Tuesday morning,the port of Batumi,Two trucks are seen,dock workers,yes
Sunday 9 November 2025,UAE,A plane takes off,a channel on Telegram,not verified
three days later,Black Sea,A ship comes back,a sailor,no
"""
KNOWN = {"published": "2025-11-14", "time_zone": "Asia/Tbilisi"}


def draft_of(**answers):
    return read("log.csv", SHEET, mapping=answers, words=read_lone_time, day=date(2025, 11, 20))


def events(draft):
    return {event["headline"]: event for event in draft.story["events"]}


def test_it_asks_what_words_count_from_and_for_no_column():
    draft = draft_of()
    assert {question.id for question in draft.open_questions} == {"published", "time_zone"}
    assert not any("column" in question.text for question in draft.questions)
    assert not draft.ready


def test_a_year_before_our_era_is_told_as_that_and_nothing_is_asked_about_it():
    sheet = b"date,title,lat,lon\n44 BC,A,1.5,2.5\n2025,B,1.5,2.5\n"
    draft = read("log.csv", sheet, words=read_lone_time)
    assert "published" not in {question.id for question in draft.questions}
    told = [remark.told(Messages("en")) for remark in draft.missed]
    assert any(text.startswith('Row 2: "44 BC" lies before our era') for text in told), told


def test_what_is_clear_in_figures_is_told_and_not_read_as_words():
    """The words' rules would leave out EET, turn the range round and take 12/24 for a month."""
    faulty = ["2025-11-08 03:15 EET", "2025-11-10/2025-11-08", "2025-11-08 03:15-04:00"]
    rows = [*faulty, "9 Nov 18:30", "NaT"]
    sheet = "date,title,lat,lon\n" + "".join(f"{when},A,1.5,2.5\n" for when in rows)
    draft = read("log.csv", sheet.encode(), mapping=KNOWN, words=read_lone_time)
    assert [event["start"] for event in draft.story["events"]] == ["2025-11-09T18:30"]
    told = " ".join(remark.told(Messages("en")) for remark in draft.missed)
    assert all(f'"{when}"' in told for when in faulty), told


def test_words_are_read_against_the_publication_and_kept():
    draft = draft_of(**KNOWN)
    assert draft.ready
    first = events(draft)["A convoy leaves the base"]
    assert first["start"] == "2025-11-11T00:00/2025-11-11T07:45"
    assert first["words"] == "before dawn on Tuesday"
    assert first["reading"].startswith("before dawn: 0:00 to sunrise")
    assert first["claims"][0]["told_by"] == "a driver"
    assert events(draft)["A plane takes off"]["start"] == "2025-11-09"
    story = read_story(yaml_text(draft.story))
    assert story.sources[0].published.text == "2025-11-14"
    assert story.place["uae"].area == "AE"


def test_what_is_left_is_asked_row_by_row_and_the_answer_may_be_in_words():
    questions = {question.id: question for question in draft_of(**KNOWN).questions}
    assert questions["time:5"].text.startswith('Row 5, "A ship comes back": ')
    assert 'Where is "the port of Batumi"?' in questions["place:the port of Batumi"].text
    answers = {
        "time:5": "Wednesday",
        "place:the port of Batumi": "Batumi",
        "place:Black Sea": "sea",
    }
    draft = draft_of(**KNOWN, **answers)
    told = events(draft)["A ship comes back"]
    assert (told["start"], told["words"]) == ("2025-11-12", "three days later")
    assert "whoever imported it" in told["reading"]
    places = {place["name"]: place for place in draft.story["places"]}
    assert places["the port of Batumi"]["precision_km"] == 25
    assert places["Black Sea"]["precision_km"] == 500
    assert not draft.missed
    wrong = draft_of(**KNOWN, **{"time:5": "some day"})
    assert [question.id for question in wrong.open_questions] == ["time:5"]


@pytest.mark.parametrize(
    ("answer", "stance"), [(None, "unverified"), ("reports", None), ("denies", "denies")]
)
def test_what_is_not_sure_is_not_verified_unless_somebody_says_otherwise(answer, stance):
    answers = {"sure:not verified": answer} if answer else {}
    (claim,) = events(draft_of(**KNOWN, **answers))["A plane takes off"]["claims"]
    assert claim.get("stance") == stance
    assert "stance" not in events(draft_of(**KNOWN))["A convoy leaves the base"]["claims"][0]


def test_without_a_reader_of_words_they_are_told_as_no_time():
    draft = read("log.csv", SHEET, mapping=KNOWN)
    assert any("is not a time that can be read" in str(remark) for remark in draft.missed)


def test_a_reader_of_words_that_fails_is_a_sentence():
    def fails(*_, **__):
        raise RecursionError

    with pytest.raises(FormatError):
        read("log.csv", SHEET, mapping=KNOWN, words=fails)


@pytest.mark.parametrize(
    ("told", "read"),
    [("March 2567", "2024-03"), ("Q1 2567", "2024-01/2024-03"), ("2567-W10", None)],
)
def test_thai_months_are_gregorian_ones_and_their_weeks_are_not_read(told, read):
    assert read_date(told, rules=DateRules(calendar=None)).waits
    assert read_date(told, rules=DateRules(calendar="buddhist")).text == read


def test_one_odd_time_is_told_of_its_row_and_the_file_is_read_all_the_same():
    rows = [
        "2024-01-02,~~~~,Homs,36.7,34.7,a",
        f"2024-01-02,{'ca. ' * 400},Homs,36.7,34.7,b",
        "9999-W52,,Homs,36.7,34.7,c",
        "²²²²,,Homs,36.7,34.7,d",
        "2024-01-02,10:15,Homs,36.7,34.7,e",
    ]
    text = "\n".join(["date,time,place,lon,lat,headline", *rows])
    draft = read("odd.csv", text.encode())
    told = " ".join(remark.told(Messages("en")) for remark in draft.missed)
    for cell in ("ca. ca.", "9999-W52", "²²²²"):
        assert cell in told
