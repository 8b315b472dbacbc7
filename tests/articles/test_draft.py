import json
from dataclasses import replace
from datetime import date

import pytest

from articles.documents.report_reading import read_text
from articles.drafting.decisions import Decision, accepted, sure_ones
from articles.drafting.report_draft import ArticleDraft, draft, head_of, progress_in
from articles.propose import propose
from articles.values import PlaceValue, TimeValue
from cli.draft_command import as_draft
from cli.main import main
from geo.language.told_text import ToldText
from geo.remarks.story_check import find_remarks
from geo.story.loading import read_story
from geo.yaml.yaml_writer import yaml_text
from layers.scene.scene_builder import build_scene
from layers.text.story_tables import claims_table
from tests.articles.proposal_helpers import proposals_in

TEXT = """A banker flees
Published: 2025-03-14

A former banker who is wanted over missing money has left the country, officials said.

Asela Madurawala, 58, was driven from Colombo to Beruwala late on Saturday, two officials said.

He flew to Germany on Monday, the navy said. Madurawala then travelled to Spain.

Moscow denied that he had left.
"""
DAY, ZONE = date(2025, 3, 14), "Asia/Colombo"


@pytest.fixture(scope="module")
def read():
    article = read_text(TEXT)
    return article, propose(article, published=DAY, zone=ZONE)


def made(read, decisions, zone=ZONE):
    article, proposals = read
    return draft(article, proposals, published=DAY, zone=zone, decisions=decisions)


def all_of(proposals, **more):
    return {proposal.id: Decision(choice=0, **more) for proposal in proposals.rows}


def test_what_is_proposed_and_drafted_is_of_the_catalogue(read):
    result = made(read, all_of(read[1]))
    values = [proposal.value for proposal in read[1].rows]
    said = [*result.understood, *result.asked, *(why for _, why in result.missed)]
    said += [value.reading for value in values if isinstance(value, TimeValue)]
    said += [value.question for value in values if not isinstance(value, PlaceValue)]
    said += [
        candidate.reason
        for value in values
        if isinstance(value, PlaceValue)
        for candidate in value.candidates
    ]
    told = [text for text in said if text]
    assert len(told) > 10
    assert [text for text in told if not hasattr(text, "told")] == []


def test_nothing_confirmed_nothing_in_the_story(read):
    result = made(read, {})
    assert result.story == {}
    assert result.open == result.total == len(read[1].rows)
    assert result.progress.startswith("0 of ")


def test_all_confirmed_is_a_story_that_loads(read):
    result = made(read, all_of(read[1]))
    story = read_story(yaml_text(result.story))
    first, second, third = story.legs
    assert (first.origin, first.to, first.mode) == ("colombo", "beruwala", "car")
    assert (first.departure.text or first.window.text) == "2025-03-08T18:00/2025-03-09T00:00"
    assert first.claims[0].informants == 2
    assert [event.claims for event in story.events if event.leg == first.id] == [first.claims]
    assert all(len(event.headline.split()) <= 12 for event in story.events)
    assert (second.origin, second.unreported_ends, second.to) == ("beruwala", ("from",), "germany")
    assert third.after == (second.id,)
    assert result.open == 0


@pytest.mark.parametrize("title", ["A \u202ebanker\u2069\n flees\x07", "\u202e\x07"])
def test_what_no_story_may_hold_is_left_out_of_what_a_page_says_of_itself(read, title):
    article, proposals = read
    told = replace(article, title=title, publisher="The \ud800Post")
    story = made((told, proposals), all_of(proposals)).story
    assert story["title"] in ("A banker flees", str(ToldText("article.untitled")))
    assert story["sources"][0]["publisher"] == "The Post"
    assert read_story(yaml_text(story)).title == story["title"]


def test_a_reading_is_written_down(read):
    result = made(read, all_of(read[1]))
    assert "late: 18:00 to midnight" in result.story["legs"][0]["reading"]


def test_the_text_is_not_in_the_story(read):
    text = yaml_text(made(read, all_of(read[1])).story)
    for sentence in ("was driven from", "denied that he had left", "flew to Germany"):
        assert sentence not in text


def test_what_is_dropped_is_not_in_the_story(read):
    ways = [proposal.id for proposal in read[1].rows if proposal.kind == "movement"]
    result = made(read, all_of(read[1]) | {ways[1]: Decision("drop")})
    assert "germany" not in {row.get("to") for row in result.story["legs"]}


def test_a_way_whose_teller_is_open_waits(read):
    decisions = all_of(read[1])
    for proposal in read[1].rows:
        if proposal.kind == "attribution" and proposal.paragraph == 2:
            del decisions[proposal.id]
    result = made(read, decisions)
    assert ("paragraph 2", 'Who told of "driven" is not confirmed yet') in result.missed


def test_an_unknown_outcome_waits_for_an_answer():
    article = read_text("Asela Madurawala, 58, boarded a ship to Germany on Monday, the navy said.")
    proposals = propose(article, published=DAY, zone=ZONE)
    decisions = all_of(proposals)
    result = made((article, proposals), decisions)
    assert "still on the way?" in result.missed[0][1]
    way = next(proposal.id for proposal in proposals.rows if proposal.kind == "movement")
    decisions[way] = Decision(changes={"outcome": "arrived"})
    story = made((article, proposals), decisions).story
    assert story["events"][0]["place"] == "germany"


def test_a_place_of_several_candidates_waits_for_a_choice():
    article = read_text(
        "He flew to Tripoli on Monday. Libya and Lebanon are near. Nobody saw Tripoli."
    )
    proposals = propose(article, published=DAY, zone=ZONE)
    first, *_, last = [proposal for proposal in proposals.rows if proposal.text == "Tripoli"]
    assert first.id not in accepted(proposals.rows, {first.id: Decision()})
    held = accepted(proposals.rows, {first.id: Decision(choice=0)})
    assert held[first.id].value.candidates == held[last.id].value.candidates


def test_only_what_is_sure_is_accepted_at_once(read):
    flown = "Bortnikov flew from Anadyr to Lavrentiya on 3 March. He left Galle on 4 March."
    proposed = (*read[1].rows, *proposals_in(flown))
    ids = sure_ones(proposed)
    sure = [proposal for proposal in proposed if proposal.id in ids]
    assert [proposal.text for proposal in sure if proposal.kind == "movement"] == ["flew"]
    for proposal in sure:
        if proposal.kind == "place":
            assert len(proposal.value.candidates) == (proposal.value.role != "party")
        if proposal.kind == "movement":
            assert proposal.value.outcome != "unknown"
            assert not proposal.value.question


def test_a_word_for_a_people_is_accepted_with_the_sure_ones_and_a_capital_that_speaks_is_not():
    said = read_text("A Turkish judge fled to Greece on Monday, officials said. Ankara denied it.")
    proposed = propose(said, published=DAY, zone="Europe/Athens").rows
    sure = sure_ones(proposed)
    assert {p.text: p.id in sure for p in proposed if p.value.__class__ is PlaceValue} == {
        "Turkish": True,
        "Greece": True,
        "Ankara": False,
    }


def test_who_speaks_and_when_is_sure_and_makes_no_row_of_a_story():
    told = "Georgian police said on Monday that a bank was founded in 2006. It was near Tripoli."
    rows = proposals_in(told)
    sure = {row.text for row in rows if row.id in sure_ones(rows)}
    assert sure >= {"Georgian", "on Monday", "in 2006"}
    assert "Tripoli" not in sure
    article = read_text(told)
    proposals = propose(article, published=DAY, zone=ZONE)
    assert made((article, proposals), sure_ones(proposals.rows)).story == {}


def test_what_is_passed_on_a_way_is_not_told_to_be_there_at_its_end():
    text = (
        "A van brought Perera from Doha to Muscat, by way of Dubai and Sohar, and came on 8 March."
    )
    rows = proposals_in(text)
    way = next(row for row in rows if row.kind == "movement")
    assert way.value.via == ("Dubai", "Sohar")
    article = read_text(text)
    proposals = propose(article, published=DAY, zone=ZONE)
    decisions = all_of(proposals)
    del decisions[way.id]
    assert "dubai" not in {
        e.get("place") for e in made((article, proposals), decisions).story.get("events", ())
    }


@pytest.mark.parametrize(
    "text",
    [
        "Perera left Doha early on 8 March in a car to see a friend near Muscat.",
        "A boat from Muscat searched the bay on 8 March.",
        "The car of Perera was stopped between Doha and Muscat on 8 March.",
        "The ship, on its way from Doha to Muscat, took Perera aboard on 8 March.",
    ],
)
def test_a_place_that_is_only_named_beside_a_time_is_no_event(text):
    article = read_text(text)
    proposals = propose(article, published=DAY, zone=ZONE)
    sure = sure_ones(proposals.rows)
    assert not made((article, proposals), sure).story


def test_a_denial_that_stands_at_no_row_is_told():
    text = (
        "It is over.\n\nPerera flew from Dubai to Muscat on 8 March.\n\n"
        "A spokesman denied that he had gone abroad."
    )
    article = read_text(text)
    proposals = propose(article, published=DAY, zone=ZONE)
    ways = [row.id for row in proposals.rows if row.kind == "movement" and row.paragraph == 2]
    denial = next(row.id for row in proposals.rows if getattr(row.value, "stance", "") == "denies")
    decisions = all_of(proposals)
    (told,) = made((article, proposals), decisions).missed
    assert "What A spokesman denies is not in the story yet" in told[1]
    decisions |= {denial: Decision(changes={"denied_id": ways[0]})}
    assert not made((article, proposals), decisions).missed


def test_the_draft_asks_whether_somebody_can_be_on_two_ways_at_once(rivals):
    article, proposals, _ = rivals
    result = made((article, proposals), all_of(proposals))
    legs = [
        {key: part for key, part in leg.items() if key not in ("window", "departure", "arrival")}
        for leg in result.story["legs"]
    ]
    times = [("2025-03-03", "2025-03-09"), ("2025-03-05", "2025-03-07")]
    for leg, (leg["departure"], leg["arrival"]) in zip(legs, times, strict=True):
        leg.pop("after", None)
    asked = as_draft(replace(result, story={**result.story, "legs": legs})).questions
    assert any("at the same time" in question.text for question in asked), asked
    assert not any("at the same time" in question.text for question in as_draft(result).questions)


def test_a_headline_of_several_people_is_in_the_plural():
    text = "Perera's wife and two sons flew from Galle to Doha on Monday, the navy said."
    article = read_text(text)
    proposals = propose(article, published=DAY, zone=ZONE)
    story = made((article, proposals), all_of(proposals)).story
    assert (
        story["legs"][0]["headline"] == "Perera's wife and two sons go from Galle to Doha by plane"
    )
    assert story["people"][0]["plural"]


def test_the_time_is_that_of_the_place():
    text = "Asela Madurawala, 58, flew from Doha to Moscow at 2 p.m. on Monday, the navy said."
    article = read_text(text)
    proposals = propose(article, published=DAY, zone=ZONE)
    (leg,) = made((article, proposals), all_of(proposals)).story["legs"]
    assert leg["window"] == "2025-03-10T14:00+03:00"
    assert "local time there (Europe/Moscow)" in leg["reading"]


def event_of(text, zone):
    article = read_text(text)
    proposals = propose(article, published=DAY, zone=zone)
    story = made((article, proposals), all_of(proposals), zone).story
    return *story["events"], *story["places"]


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Europe/Athens", "2025-02-21/2025-02-28"),
        ("Europe/Moscow", "2025-02-21/2025-02-28"),
        ("Asia/Tokyo", "2025-02-21T00:00+03:00/2025-03-01T00:00+03:00"),
    ],
)
def test_days_told_of_a_neighbouring_zone_are_days_and_have_no_hour(zone, start):
    event, _ = event_of("A warrant was issued in Ankara late in February, officials said.", zone)
    assert event["start"] == start


def test_about_a_clock_time_is_the_figure_and_no_bounds():
    text = "A warrant was issued in Ankara at around 5:47 p.m. on Monday, officials said."
    event, _ = event_of(text, "Europe/Istanbul")
    assert (event["start"], "reading" in event) == ("2025-03-10T17:47~", False)
    event, _ = event_of(text, "Asia/Tokyo")
    assert event["start"] == "2025-03-10T17:47+03:00~"


def test_a_way_about_a_clock_time_has_bounds_as_it_takes_longer_than_a_moment():
    text = (
        "Asela Madurawala, 58, flew from Doha to Moscow at about 2 p.m. on Monday, the navy said."
    )
    article = read_text(text)
    proposals = propose(article, published=DAY, zone=ZONE)
    (leg,) = made((article, proposals), all_of(proposals)).story["legs"]
    assert leg["window"] == "2025-03-10T13:30+03:00/2025-03-10T14:30+03:00"
    assert "about: 30 minutes either way" in leg["reading"]


def test_the_airport_of_an_island_stands_for_the_island_with_a_wide_precision():
    event, place = event_of("He was seen on Syros on Monday, two officials said.", "Europe/Athens")
    assert (event["place"], place["name"], place["precision_km"]) == ("syros", "Syros", 30)
    assert place["note"].startswith("The gazetteer knows only an airport of this name")


RIVALS = """Asela Madurawala, 58, was driven from Colombo to Galle late on Saturday, two officials said.

Madurawala flew from Colombo to Galle on Saturday evening, the navy said.

His lawyer denied that he had left at all.
"""


@pytest.fixture(scope="module")
def rivals():
    article = read_text(RIVALS)
    proposals = propose(article, published=DAY, zone=ZONE)
    return article, proposals, [row for row in proposals.rows if row.kind == "movement"]


def joined(rivals, *, mode="plane"):
    """Both ways said to be one journey, and the lawyer's denial to be of it."""
    article, proposals, (first, second) = rivals
    denied = next(row for row in proposals.rows if getattr(row.value, "stance", "") == "denies")
    decisions = all_of(proposals) | {
        second.id: Decision(changes={"same_id": first.id, "mode": mode}),
        denied.id: Decision(changes={"denied_id": second.id}),
    }
    return made((article, proposals), decisions)


def test_a_way_told_twice_is_asked_about_and_stays_two_unasked(rivals):
    article, proposals, (first, second) = rivals
    assert (bool(first.value.question), "told once more" in second.value.question) == (False, True)
    assert second.id not in sure_ones(proposals.rows)
    assert len(made((article, proposals), all_of(proposals)).story["legs"]) == 2


def test_two_accounts_of_one_journey_contradict_each_other_wherever_the_draft_is_looked_at(rivals):
    result = joined(rivals)
    story = read_story(yaml_text(result.story))
    (leg,) = story.legs
    assert [(claim.told_by, claim.stance) for claim in leg.claims] == [
        ("two officials", "reports"),
        ("the navy", "denies"),
        ("His lawyer", "denies"),
    ]
    assert (
        leg.claims[1].text == "Tells it otherwise: Madurawala goes from Colombo to Galle by plane."
    )
    draft_there = as_draft(result)
    assert draft_there.refused == ()
    assert sum("contradict each other" in line for line in draft_there.understood) == 1
    scene = build_scene(story)
    assert scene.legs[0].level == "contested or unverified"
    assert {mark.level for mark in scene.events} == {"contested or unverified"}
    assert len(claims_table(scene).rows) == 3
    assert "unsaid-contradiction" in {remark.code for remark in find_remarks(story)}


def test_a_second_account_that_says_nothing_else_supports_the_first(rivals):
    story = read_story(yaml_text(joined(rivals, mode="unknown").story))
    assert [claim.stance for claim in story.legs[0].claims] == ["reports", "reports", "denies"]


def test_ways_that_are_said_to_be_each_other_s_are_one_and_not_none(rivals):
    article, proposals, (first, second) = rivals
    decisions = all_of(proposals) | {
        first.id: Decision(changes={"same_id": second.id}),
        second.id: Decision(changes={"same_id": first.id}),
    }
    (leg,) = made((article, proposals), decisions).story["legs"]
    assert leg["mode"] == "car"


def test_a_denial_of_a_way_that_is_not_in_the_story_is_told(rivals):
    article, proposals, (first, second) = rivals
    denied = next(row for row in proposals.rows if getattr(row.value, "stance", "") == "denies")
    decisions = all_of(proposals) | {
        second.id: Decision(changes={"to_id": "", "origin_id": ""}),
        denied.id: Decision(changes={"denied_id": second.id}),
    }
    missed = made((article, proposals), decisions).missed
    assert "His lawyer denies is not in the story" in missed[-1][1]
    assert first.id


# ------------------------------------------------------------------------------- the command


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*words):
    return main(["draft", *words, "--zone", ZONE])


def test_the_command_writes_story_and_proposals(report, capsys):
    assert run("report.txt", "-o", "s.yaml", "--proposals", "p.json", "--yes-single") == 0
    rows = json.loads((report / "p.json").read_text(encoding="utf-8"))
    assert {row["kind"] for row in rows} == {"place", "time", "attribution", "movement"}
    for row in rows:
        assert {"kind", "paragraph", "start", "end", "text", "value", "rule", "anchor"} <= set(row)
    time = next(row["value"] for row in rows if row["text"] == "late on Saturday")
    assert (time["earliest"], time["latest"]) == ("2025-03-08T18:00", "2025-03-09T00:00")
    way = next(row["value"] for row in rows if row["text"] == "driven")
    assert (way["from"], way["to"], way["mode"]) == ("Colombo", "Beruwala", "car")
    assert "proposals looked at" in capsys.readouterr().err


@pytest.mark.parametrize(("left", "total"), [(0, 0), (41, 41), (1029, 2041)])
def test_what_a_draft_says_of_itself_is_read_again(read, left, total):
    result = ArticleDraft(open=left, total=total)
    head = head_of(result, read[0])
    counts = {"looked": total - left, "total": total, "open": left}
    assert progress_in(head).parts == counts
    assert progress_in(head) == result.progress
    assert progress_in("# A story of my own\n" + head) is None


def test_check_says_how_much_is_open(report, capsys):
    assert run("report.txt", "-o", "s.yaml") == 0
    text = (report / "s.yaml").read_text(encoding="utf-8")
    assert progress_in(text).parts["looked"] == 0
    assert "SHA-256" in text
    assert main(["check", "s.yaml"]) == 1
    told = capsys.readouterr()
    assert "A draft: 0 of" in told.out
    assert "open.\n" in told.out
    assert "Nothing of it is confirmed yet" in told.err


FAULTS = {
    "no-such.txt": (["no-such.txt"], "cannot be read"),
    "zone": (["report.txt", "--zone", "Mars"], "is no time zone"),
    "day": (["report.txt", "--published", "Friday"], "is no day"),
    "empty": (["empty.txt"], "There is no text in it"),
    "undated": (["undated.txt"], "When was the report published?"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_one_clear_sentence(report, capsys, name):
    (report / "empty.txt").write_text(" ", encoding="utf-8")
    (report / "undated.txt").write_text("He flew to Galle.", encoding="utf-8")
    words, wrong = FAULTS[name]
    zone = [] if "--zone" in words else ["--zone", ZONE]
    assert main(["draft", *words, *zone, "-o", "s.yaml"]) == 1
    told = capsys.readouterr().err
    assert wrong in told
    assert "Traceback" not in told
