"""A report against the story made from it by hand: what counts as found, and what as invented."""

from datetime import date

import pytest

from geo.story.loading import load_story
from tests.articles.scoring import share
from tests.articles.story_scoring import scored_by_story

ARTICLE_DAY, ARTICLE_ZONE = date(2024, 12, 13), "Asia/Damascus"


@pytest.fixture(scope="module")
def story(root):
    return load_story(root / "stories" / "assad-2024.yaml")


def place(paragraph, lon, lat, country):
    candidate = {"name": "", "lon": lon, "lat": lat, "country": country, "reason": ""}
    return {
        "kind": "place",
        "paragraph": paragraph,
        "text": "",
        "value": {"role": "end", "candidates": [candidate]},
    }


def way(paragraph, **value):
    told = {"from": None, "to": None, "mode": "unknown", "outcome": "unknown"} | value
    return {"kind": "movement", "paragraph": paragraph, "text": "", "value": told}


def test_nothing_is_found_of_nothing(story):
    n, faults = scored_by_story([], story)
    assert n["place.hit"] == n["time.hit"] == n["attribution.hit"] == n["movement.hit"] == 0
    assert "way missed: maher-iraq" in faults


def test_a_place_counts_in_the_paragraphs_of_its_row_only(story):
    here, elsewhere = place(11, 37.6, 55.8, "RU"), place(4, 37.6, 55.8, "RU")
    assert scored_by_story([here], story)[0]["place.hit"] == 1
    assert scored_by_story([elsewhere], story)[0]["place.hit"] == 0


def test_a_mode_or_an_outcome_that_is_not_the_story_s_is_invented(story):
    n, faults = scored_by_story([way(6, to="Iraq", mode="ship", outcome="arrived")], story)
    assert (n["movement.hit"], n["movement.invented"]) == (1, 1)
    assert "way of maher-iraq: ship is not the story's" in faults


def teller(paragraph, **value):
    told = {"stance": "reports", "informants": 1, "at_least": False, "named": False} | value
    return {"kind": "attribution", "paragraph": paragraph, "text": "", "value": told}


def test_a_number_is_the_story_s_least_where_the_report_says_more_than_it(story):
    (over, plain) = teller(1, informants=12, at_least=True), teller(1, informants=12)
    assert scored_by_story([over], story)[0]["count.right"] == 1
    assert scored_by_story([plain], story)[0]["count.right"] == 0


def test_two_named_at_once_are_a_claim_of_each(story):
    both = teller(19, stance="denies", informants=2, named=True)
    n, _ = scored_by_story([teller(19, informants=3), both], story)
    assert (n["attribution.hit"], n["stance.right"], n["count.right"]) == (3, 3, 3)


def test_the_article_against_the_shipped_story(root, story):
    article = root.parent / "shared" / "article.txt"
    if not article.exists():
        pytest.skip(
            "the article is not part of the project; it lies beside a maintainer's checkout"
        )
    from articles.documents.report_reading import read_text  # noqa: PLC0415
    from articles.propose import propose  # noqa: PLC0415 - the language model, for this test only

    text = read_text(article.read_text(encoding="utf-8"))
    proposals = propose(text, published=ARTICLE_DAY, zone=ARTICLE_ZONE).rows
    n, faults = scored_by_story([proposal.as_json() for proposal in proposals], story)
    assert share(n, "place.hit", "place.gold") >= 0.95, faults
    assert share(n, "attribution.hit", "attribution.gold") >= 0.88
    assert share(n, "stance.right", "attribution.hit") >= 0.95, faults
    assert share(n, "count.right", "attribution.hit") >= 0.90, faults
    assert share(n, "movement.hit", "movement.gold") >= 0.75
    assert n["movement.invented"] == 0, faults
