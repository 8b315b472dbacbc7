"""The rail of what was known by when, and two reports side by side, in the second story."""

import pytest

from tests.browser.documents import opener, write
from tests.browser.served_app import until

EARLY = {
    *("exiled", "mutiny", "sails", "along-the-kurils", "at-bering-island", "at-simushir"),
    *("reaches-japan", "turned-away"),
}
ROWS = "() => [...document.querySelectorAll('#list [data-event]')].map((n) => n.dataset.event)"
STOPS = "() => [...document.querySelectorAll('.rail .stop:not(.told)')].map((n) => n.dataset.event)"
HEADS = "() => [...document.querySelectorAll('#list .verdict')].map((n) => n.textContent)"


@pytest.fixture(scope="module")
def file(second_story, tmp_path_factory):
    return write(second_story, tmp_path_factory.mktemp("known") / "known.html")


@pytest.fixture
def open_story(open_page, file):
    return lambda **options: opener(open_page)(file, **options)


def press(document, step):
    """Press a stop of the rail, counted from 0."""
    box = document.find(".known-line i").nth(step).bounding_box()
    document.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    document.painted()


def test_set_back_what_was_not_public_is_absent_everywhere(open_story):
    document = open_story()
    assert document.text(".known-line span.told") == "now"
    assert len(document.js(STOPS)) == 23
    press(document, 1)
    assert set(document.js(STOPS)) == set(document.js(ROWS)) == EARLY
    assert document.text("#list .all") == "All 8 events · As known by the end of 1790"
    assert document.text("#card .as-known") == "As known by the end of 1790"
    assert document.now()["event"] in EARLY, "the event told came out later: the one before is"
    document.everyone()
    legs = {name for kind, name in document.shown() if kind == "leg"}
    assert legs <= {"exile-overland", "south-kurils", "south-japan", "own-bering-island"}
    assert "Cultru" not in document.text("#source")
    document.choose("along-the-kurils")
    assert document.text("#card .grade b") == "contested or unverified"
    assert document.texts("#card .claims b")[-1].startswith("Benyovszky himself")
    assert len(document.texts("#card .claims > li")) == 2
    assert document.find("#card .text").count() == 0
    until(document.page, lambda: "known=1790" in document.page.url, "the step in the address")
    press(document, 5)
    assert len(document.js(STOPS)) == 23
    assert document.text("#card .grade b") == "well supported"
    assert document.find("#card .as-known").count() == 0
    assert "Cultru" in document.text("#source")


def test_a_link_opens_set_back_and_the_keys_move_it(open_story):
    document = open_story(fragment="event=sails&known=1784")
    assert document.now()["event"] == "sails"
    assert document.attribute(".known", "aria-valuetext") == "As known by the end of 1784"
    document.find(".known").focus()
    document.press("ArrowRight", "ArrowRight")
    assert document.attribute(".known", "aria-valuetext") == "As known by the end of 1821"
    assert document.now()["event"] == "sails", "the arrows moved the rail alone"
    document.press("End")
    assert document.attribute(".known", "aria-valuetext") == "All that is known now"


def test_the_lanes_have_a_line_from_each_event_to_its_first_report(open_story):
    document = open_story()
    document.js("() => ER.document.act.setLanes(true)")
    document.painted()
    titles = document.js("() => [...document.querySelectorAll('.lag')].map((n) => n.title)")
    assert any(title.endswith("first reported some time in 1784, Cook and King")
               for title in titles)  # fmt: skip
    assert document.find(".lag.beyond").count() == len(titles), "all were printed years after"


def test_two_reports_side_by_side(open_story):
    document = open_story()
    document.js("() => ER.document.act.setList(true)")
    first, second = (document.find("#list select").nth(n) for n in (0, 1))
    first.select_option("ryumin")
    second.select_option("memoirs")
    document.painted()
    heads = document.js(HEADS)
    assert heads[:2] == ["2 where they contradict each other", "1 that both tell"]
    assert "that only Severny Arkhiv, Ryumin" in heads[2]
    assert "to-the-strait" not in document.js(ROWS), "he denies it, and these Memoirs are silent"
    told = document.js("() => ER.document.scene.events.map((e) => [e.id, e.verdict])")
    verdicts = dict(told)
    assert verdicts["along-the-kurils"] == "contradict"
    assert verdicts["mutiny"] == "both"
    assert "governor-notes" not in verdicts
    assert len(document.texts("#compared li")) == len(heads)
    legs = {name for kind, name in document.shown() if kind == "leg"}
    assert {"south-kurils", "own-bering-island"} <= legs
    pair = "compare=ryumin,memoirs"
    until(document.page, lambda: pair in document.page.url, "the pair in the address")
    document.click("#list .pair .view")
    assert len(document.js(ROWS)) == 23
    assert document.js(HEADS) == []


def test_two_reports_come_with_the_link_and_leave_a_phone_its_map(open_story):
    document = open_story(fragment="compare=ryumin,memoirs", width=390, height=844)
    assert document.texts("#compared li")[:1] == ["2 where they contradict each other"]
    key, stage = document.rect("#compared"), document.rect("#stage")
    assert key["bottom"] - key["top"] < 40
    assert key["right"] - key["left"] < (stage["right"] - stage["left"]) / 2
    document.click("#compared summary")
    assert document.rect("#compared")["bottom"] > key["bottom"] + 40


def test_on_a_phone_the_rail_stands_on_the_first_screen(open_story):
    document = open_story(width=390, height=844)
    for selector in (".known", ".step.next", "#card h2"):
        rect = document.rect(selector)
        assert 0 <= rect["top"] < rect["bottom"] <= 844, selector
    line, back, on = (
        document.rect(selector) for selector in (".known-line", ".step", ".step.next")
    )
    assert back["right"] < line["left"] < line["right"] < on["left"]
