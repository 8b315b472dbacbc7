"""Decisions and a half-confirmed report as files: what comes back, and what a stranger put there."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from articles.documents.marked_text import marked, pieces
from articles.documents.report_reading import read_text
from articles.drafting.decision_rows import decisions_of, where_faults
from articles.drafting.decisions import Decision, accepted
from articles.drafting.report_file import read_report, report_text
from articles.drafting.rows import Places
from articles.propose import propose
from articles.report_errors import ArticleError

TEXT = """A banker flees
Published: 2025-03-14

A banker has left 🛥 the country.

Asela Madurawala fled from Colombo to Galle late on Saturday, two officials said.
"""
DAY, ZONE = date(2025, 3, 14), "Asia/Colombo"


@pytest.fixture(scope="module")
def article():
    return read_text(TEXT)


@pytest.fixture(scope="module")
def proposals(article):
    return propose(article, published=DAY, zone=ZONE, use_model=False).rows


@pytest.fixture(scope="module")
def by_words(proposals):
    return {proposal.text: proposal for proposal in proposals}


def test_a_report_comes_back_as_it_was(article):
    rows = {"place-1-3": {"action": "drop"}}
    told = read_report(report_text(article, published=DAY, zone=ZONE, decisions=rows))
    assert (told.article.raw, told.article.paragraphs) == (article.raw, article.paragraphs)
    assert (told.published, told.zone, told.decisions) == (DAY, ZONE, rows)
    assert told.article.sha256 == article.sha256


BROKEN = [
    {"escape-routes-report": 2},
    {"published": "tomorrow"},
    {"published": 5},
    {"zone": None},
    {"decisions": []},
    {"article": "text"},
]
BROKEN_ARTICLES = [
    {"raw": ""},
    {"raw": "x" * 600_001},
    {"raw": "\ud800 half a character"},
    {"notes": "n"},
    {"title": ["t"]},
    {"paragraphs": []},
    {"paragraphs": [["body", 1, 0, 99_999]]},
    {"paragraphs": [["body", 1, -5, 3]]},
    {"paragraphs": [["body", 7, 0, 3]]},
    {"paragraphs": [["script", 0, 0, 3]]},
    {"paragraphs": [["heading", 0, 0, 3]]},
    {"paragraphs": [["body", True, 0, 3]]},
]


@pytest.mark.parametrize(
    "broken",
    [*BROKEN, *({"article": broken} for broken in BROKEN_ARTICLES)],
    ids=lambda content: repr(content)[:60],
)
def test_a_file_that_no_page_has_made_is_refused(article, broken):
    file = json.loads(report_text(article, published=DAY, zone=ZONE, decisions={}))
    for name, value in broken.items():
        file[name] = file[name] | value if isinstance(value, dict) else value
    with pytest.raises(ArticleError):
        read_report(json.dumps(file))


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, "title: a story"], ids=len)
def test_another_file_is_refused(text):
    with pytest.raises(ArticleError, match="no report that was taken home"):
        read_report(text)


# ---------------------------------------------------------------------------- the decisions


def test_decisions_are_read_with_their_changes(by_words, proposals):
    galle, late = by_words["Galle"], by_words["late on Saturday"]
    rows = {
        galle.id: {"action": "accept", "choice": 0, "changes": {"role": "scene"}},
        late.id: {"action": "accept", "changes": {"latest": "2025-03-08T20:30"}},
        "place-9-9": {"action": "drop"},
    }
    decisions, unknown = decisions_of(rows, proposals)
    assert decisions == {
        galle.id: Decision("accept", 0, {"role": "scene"}),
        late.id: Decision("accept", None, {"latest": datetime(2025, 3, 8, 20, 30)}),
    }
    assert unknown == 1


def test_bounds_that_somebody_gives_take_the_place_of_about_a_clock_time():
    article = read_text("Asela Madurawala left Galle around 9 p.m. on Saturday.")
    rows = propose(article, published=DAY, zone=ZONE, use_model=False).rows
    (when,) = [row for row in rows if row.kind == "time"]
    assert when.value.about == datetime(2025, 3, 8, 21)
    assert when.as_json()["value"]["about"] == "2025-03-08T21:00"
    changed = {when.id: {"action": "accept", "changes": {"latest": "2025-03-08T21:10"}}}
    decisions, _ = decisions_of(changed, rows)
    value = accepted(rows, decisions)[when.id].value
    assert (value.about, value.latest) == (None, datetime(2025, 3, 8, 21, 10))


def test_a_place_of_several_is_open_until_one_is_chosen(by_words, proposals):
    galle = by_words["Galle"]
    assert len(galle.value.candidates) > 1
    assert decisions_of({galle.id: {"action": "accept"}}, proposals) == ({}, 0)


def test_another_end_brings_its_name_along(by_words, proposals):
    way = next(proposal for proposal in proposals if proposal.kind == "movement")
    row = {"action": "accept", "changes": {"to_id": by_words["Colombo"].id, "origin_id": ""}}
    changes = decisions_of({way.id: row}, proposals)[0][way.id].changes
    assert (changes["to"], changes["origin"]) == ("Colombo", None)


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("Galle", "accept"),
        ("Galle", {"action": "steal"}),
        ("Galle", {"action": "accept", "choice": 99}),
        ("Galle", {"action": "accept", "choice": True}),
        ("Galle", {"action": "accept", "choice": 0, "changes": ["role"]}),
        ("Galle", {"action": "accept", "choice": 0, "changes": {"role": "king"}}),
        ("Galle", {"action": "accept", "choice": 0, "changes": {"role": ["scene"]}}),
        ("Galle", {"action": "accept", "choice": 0, "changes": {"candidates": []}}),
        ("late on Saturday", {"action": "accept", "changes": {"earliest": "2025-03-10T00:00"}}),
        ("late on Saturday", {"action": "accept", "changes": {"earliest": "soon"}}),
        ("late on Saturday", {"action": "accept", "changes": {"earliest": "2025-03-08T01:00Z"}}),
        ("said", {"action": "accept", "changes": {"informants": 0}}),
        ("said", {"action": "accept", "changes": {"informants": True}}),
        ("said", {"action": "accept", "changes": {"source": " "}}),
        ("said", {"action": "accept", "changes": {"named": "yes"}}),
        ("fled", {"action": "accept", "changes": {"to_id": "time-1-60"}}),
        ("fled", {"action": "accept", "changes": {"to_id": 5}}),
    ],
)
def test_what_no_page_can_decide_is_refused(by_words, proposals, words, row):
    with pytest.raises(ArticleError):
        decisions_of({by_words[words].id: row}, proposals)


# ------------------------------------------------------------------------ the text with marks


def test_pieces_are_the_text_again_and_each_proposal_has_its_words(article, proposals):
    for (_part, cut), paragraph in zip(marked(article, proposals), article.paragraphs, strict=True):
        assert "".join(words for words, _ in cut) == article.text(paragraph)
    body = [cut for part, cut in marked(article, proposals) if part == "body"]
    for proposal in proposals:
        words = (w for w, ids in body[proposal.paragraph - 1] if proposal.id in ids)
        assert "".join(words) == proposal.text


def test_a_proposal_inside_another_one_is_a_piece_of_both(by_words):
    late, fled = by_words["late on Saturday"], by_words["fled"]
    text = "one two three"
    inner, outer = replace(late, start=4, end=7), replace(fled, start=0, end=13)
    assert pieces(text, [outer, inner]) == [
        ("one ", (outer.id,)),
        ("two", (outer.id, inner.id)),
        (" three", (outer.id,)),
    ]


def here(text):
    return (44.01, 36.19) if text == "36.19, 44.01" else None


@pytest.mark.parametrize(
    ("where", "at"),
    [("36.19, 44.01", (44.01, 36.19)), ("Tripoli, Lebanon", (35.845, 34.437)), ("Lebanon", None)],
)
def test_a_place_is_told_by_hand(by_words, proposals, where, at):
    galle = by_words["Galle"]
    row = {"action": "accept", "choice": 0, "changes": {"where": where}}
    decisions, _ = decisions_of({galle.id: row}, proposals, read_coordinates=here)
    (place,) = accepted(proposals, decisions)[galle.id].value.candidates
    if at is None:
        assert (place.kind, place.country) == ("country", "LB")
    else:
        assert (place.lon, place.lat) == pytest.approx(at, abs=0.05)


@pytest.mark.parametrize(
    ("where", "wrong"),
    [("Springfield", "Several places"), ("Qobbehan", "The gazetteer has no place")],
)
def test_a_place_that_cannot_be_told_so_stays_out_and_is_said(by_words, proposals, where, wrong):
    galle = by_words["Galle"]
    rows = {galle.id: {"action": "accept", "changes": {"where": where}}}
    decisions, _ = decisions_of(rows, proposals, read_coordinates=here)
    assert accepted(proposals, decisions)[galle.id].value.candidates == ()
    (fault,) = where_faults(rows, proposals, read_coordinates=here)
    assert str(fault).startswith(wrong)
    assert "coordinates" in str(fault)


def test_a_point_given_by_hand_says_so_in_the_story(by_words, proposals):
    galle = by_words["Galle"]
    row = {"action": "accept", "changes": {"where": "36.19, 44.01"}}
    decisions, _ = decisions_of({galle.id: row}, proposals, read_coordinates=here)
    places = Places()
    places.add(accepted(proposals, decisions)[galle.id])
    (row,) = places.rows
    assert (row["name"], row["lon"], row["precision_km"]) == ("Galle", 44.01, 1)
    assert row["coordinates_from"] == "Given by hand (36.19, 44.01)"
