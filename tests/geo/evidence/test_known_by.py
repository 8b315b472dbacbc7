"""What was known by when: steps, claims as of a step, the story as it was known."""

from datetime import UTC, datetime

import pytest

from geo.errors import WhenError
from geo.evidence.known_by import MOST_STEPS, Knowledge, first_report, publication
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import parse_when
from geo.time.time_in_words import TimeWords

YEARS = ["1784", "1790", "1821", "1822", "1906", "1987"]


@pytest.fixture(scope="module")
def known(second_story):
    return Knowledge(second_story)


def source(name, published, **fields):
    row = {"id": name, "title": name.title(), "publisher": name.title(), "paragraphs": 4}
    return {**row, "published": published, **fields}


def claim(name, **fields):
    teller = {"source": name, "paragraphs": [1], "told_by": "a guard", "named": False}
    return {**teller, "origin": name, **fields}


@pytest.fixture
def told(make_story):
    """Make a story of one event with these claims, and what was known of it."""

    def make(*claims, sources=None, **fields):
        event = make_story.event("noon", start="2024-05-01T12:00Z", claims=list(claims), **fields)
        sources = sources or [source("daily", "2024-05-09"), source("weekly", "2024-05-12")]
        return Knowledge(make_story(events=[event], sources=sources))

    return make


def event_at(knowledge, number):
    (event,) = knowledge.story(number).events
    return event


# ----------------------------------------------------------------------------------------- steps


def test_a_story_of_one_report_has_one_step(shipped):
    (step,) = Knowledge(shipped).steps
    assert (step.when.text, step.sources) == ("2024-12-13", ("reuters",))


def test_a_source_of_which_only_the_year_is_known_is_public_at_its_end(known):
    assert [step.when.text for step in known.steps] == YEARS
    assert known.steps[1].at == datetime(1791, 1, 1, tzinfo=UTC)
    assert known.step_by(datetime(1790, 12, 31, tzinfo=UTC)) == 0
    assert known.step_by(datetime(1791, 1, 1, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("date", "step"), [("1783", None), ("1784", 0), ("1790-06", 0), ("1790", 1), ("2024-12-08", 5)]
)
def test_a_date_stands_for_the_last_step_by_its_end(known, date, step):
    assert known.step_by_date(date) == step


def test_what_is_no_date_is_refused(known):
    with pytest.raises(WhenError):
        known.step_by_date("soon")
    with pytest.raises(ValueError, match="open"):
        known.step_by_date("1790/..")


def test_a_source_that_nobody_cites_is_no_step(told):
    sources = [source("daily", "2024-05-09"), source("weekly", "2024-05-12")]
    assert len(told(claim("daily"), sources=sources).steps) == 1


def test_of_too_many_moments_a_step_stands_for_several_and_the_last_for_all(make_story):
    hours = [f"2024-06-{day:02}T{hour:02}:00Z" for day in range(1, 29) for hour in range(24)]
    events = [
        make_story.event(
            f"e-{n}",
            start="2024-05-01",
            claims=[claim("paper", published=at) for at in hours[n::4]],
        )
        for n in range(4)
    ]
    known = Knowledge(make_story(events=events))
    assert MOST_STEPS / 2 < len(known.steps) <= MOST_STEPS < len(hours)
    assert known.steps[-1].when.text == hours[-1]
    counts = [
        sum(len(event.claims) for event in known.story(n).events)
        for n in (0, 1, len(known.steps) - 1)
    ]
    assert counts == [2, 4, len(hours)]


# ---------------------------------------------------------------------------------------- claims


def test_a_claim_is_public_with_its_source_its_version_or_at_a_time_of_its_own(told):
    later = source("daily", "2024-05-09", versions=[{"id": "b", "published": "2024-05-10"}])
    known = told(
        claim("daily"),
        claim("daily", version="b"),
        claim("daily", version="b", published="2024-05-11T09:00Z"),
        sources=[later],
    )
    times = [
        publication(known.full_story, claim).text for claim in known.full_story.events[0].claims
    ]
    assert times == ["2024-05-09", "2024-05-10", "2024-05-11T09:00Z"]
    assert [len(event_at(known, number).claims) for number in range(3)] == [1, 2, 3]


def test_support_is_that_of_the_claims_that_were_public(told):
    known = told(claim("daily"), claim("weekly"))
    assert [event_at(known, number).figure for number in (0, 1)] == [3, 1]


@pytest.mark.parametrize("end", ["withdrawn", "corrected"])
def test_what_was_taken_back_counts_until_then_and_stays_in_the_list(told, end):
    known = told(claim("daily", **{end: "2024-06-01"}), claim("weekly"))
    assert [step.when.text for step in known.steps] == ["2024-05-09", "2024-05-12", "2024-06-01"]
    assert [event_at(known, number).figure for number in range(3)] == [3, 1, 3]
    assert event_at(known, 1).claims[0].ended.text == ""
    assert event_at(known, 2).claims[0].ended.text == "2024-06-01"
    assert known.full_story.events[0].figure == 3, "and now"


def test_what_may_have_been_taken_back_counts_no_longer(told):
    known = told(
        claim("daily", withdrawn="2024-05"), claim("weekly"), sources=[
            source("daily", "2024-05-02"), source("weekly", "2024-05-12")])  # fmt: skip
    names = [step.when.text for step in known.steps]
    assert names == ["2024-05-02", "2024-05-12", "2024-05"]
    assert event_at(known, names.index("2024-05-12")).figure == 3, "the weekly's alone"


def test_an_event_whose_every_claim_was_withdrawn_cannot_be_judged(told):
    known = told(claim("daily", withdrawn="2024-06-01"))
    assert known.full_story.events[0].figure == 6
    assert event_at(known, 0).figure == 3


def test_what_was_withdrawn_was_public_before(told):
    known = told(claim("daily"), claim("year", withdrawn="2024-05-20"),
                 sources=[source("daily", "2024-05-09"), source("year", "2024")])  # fmt: skip
    assert [step.when.text for step in known.steps] == ["2024-05-09", "2024-05-20"]


# ----------------------------------------------------------------------------------------- story


def test_the_second_story_by_the_end_of_1790(second_story, known):
    story = known.story(1)
    assert {event.id for event in story.events} == {
        *("exiled", "mutiny", "sails", "along-the-kurils", "at-bering-island", "at-simushir"),
        *("reaches-japan", "turned-away"),
    }
    assert {source.id for source in story.sources} == {"cook", "memoirs"}
    kurils = {event.id: event for event in story.events}["along-the-kurils"]
    assert [row.source for row in kurils.claims] == ["cook", "memoirs"]
    assert kurils.figure == 4, "he denies it; that two more accounts agree came out later"
    figures = [
        {event.id: event.figure for event in known.story(number).events}["along-the-kurils"]
        for number in range(len(known.steps))
    ]
    assert figures == [2, 4, 4, 1, 1, 1]


def test_what_an_editor_wrote_with_all_claims_is_left_out_until_all_are_public(told):
    known = told(
        claim("daily"),
        claim("weekly"),
        text="Both say so.",
        reading="Noon is twelve.",
        support={"figure": 4, "reason": "Both are friends."},
    )
    before, now = event_at(known, 0), event_at(known, 1)
    assert (before.text, before.reading, before.support) == (None, None, None)
    assert now == known.full_story.events[0]


def test_what_was_not_known_yet_is_not_named(make_story):
    first, later = claim("daily"), claim("weekly")
    known = Knowledge(
        make_story(
            legs=[make_story.leg("drive", window="2024-05-02", claims=[later])],
            events=[
                make_story.event("waits", before=["drive"], claims=[first]),
                make_story.event("leaves", leg="drive", claims=[first, later]),
            ],
            sources=[source("daily", "2024-05-09"), source("weekly", "2024-05-12")],
        )
    )
    story = known.story(0)
    waits, leaves = story.events
    assert (story.legs, waits.before, leaves.leg) == ((), (), None)
    assert TimeWords(story).of(waits).said == "no date reported"
    now = known.story(1)
    assert TimeWords(now).of(now.events[0]).said == "before “A leg”; no date reported"
    assert {place.id for place in story.places} == set()
    assert drawn_bounds(story) is drawn_bounds(known.full_story), "stops stay where they are"


def test_a_claim_that_is_mere_context_makes_nothing_known(told):
    known = told(claim("daily", context=True), claim("weekly"))
    assert [step.when.text for step in known.steps] == ["2024-05-12"]


def test_changes_are_the_steps_at_which_a_row_is_known_otherwise(second_story, known):
    changes = {event.id: known.changes(event) for event in second_story.events}
    assert changes["along-the-kurils"] == [0, 1, 3]
    assert changes["reaches-kamchatka"] == [5]
    for event in second_story.events:
        seen = [
            next((row for row in known.story(n).events if row.id == event.id), None)
            for n in range(len(known.steps))
        ]
        assert all(
            seen[n] == seen[n - 1] for n in range(1, len(seen)) if n not in changes[event.id]
        ), event.id


def test_the_first_report_is_the_first_that_reports_and_not_one_that_denies(second_story):
    rows = {event.id: event for event in second_story.events}
    assert first_report(second_story, rows["american-claim"]).source == "cultru"
    assert first_report(second_story, rows["along-the-kurils"]).source == "cook"


# ----------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("when", "published", "known_by", "short"),
    [
        ("1790", "some time in 1790", "As known by the end of 1790", "1790"),
        ("1772-06", "some time in June 1772", "As known by the end of June 1772", "June 1772"),
        ("2024-12-13", "13 December 2024", "As known on 13 December 2024", "13 Dec 2024"),
        ("2024-12-09T18:00/2024-12-10T00:00", "9 December 2024",
         "As known on 9 December 2024, evening", "9 Dec 2024"),
        ("2024-12-09T22:30", "9 December 2024, 22:30", "As known on 9 December 2024, 22:30",
         "9 Dec 2024"),
        ("1821/1822", "some time between 1 January 1821 and 31 December 1822",
         "As known on 31 December 1822", "31 Dec 1822"),
    ],
)  # fmt: skip
def test_a_publication_in_words(second_story, when, published, known_by, short):
    words = TimeWords(second_story)
    instant = parse_when(when, zone=second_story.zone)
    assert words.published(instant) == published
    assert words.known_by(instant) == known_by
    assert words.published_short(instant) == short
