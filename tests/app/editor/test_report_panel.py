"""A report on the page: asked for and not guessed, confirmed by what the browser sends."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
import streamlit as st

from app import browser_copies, linked_story, panel_registry
from app.editor import draft_session, editor_panel, report_panel
from app.editor.report_session import brought_back, decided
from app.editor.report_view import report_view
from app.jobs.draft_cache import Shelf
from app.panels.share_links import story_address
from articles.documents.report_reading import read_text
from articles.drafting.report_file import report_text
from geo.language.messages import Messages
from geo.yaml.starter_story import starter_text
from layers.web import story_link, streamlit_component

SAY = Messages()
TEXT = """A banker flees

A banker has left the country, officials said.

Asela Madurawala fled from Colombo to Beruwala late on Saturday, two officials said.

Madurawala was then taken to Galle, <img src=x onerror=alert(1)>.
"""
DAY, ZONE = "2025-03-14", "Asia/Colombo"


class State(dict):
    """A session's state: what Streamlit's own does of it."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


@pytest.fixture
def state(monkeypatch):
    made = State(notices=(), story="assad-2024")
    for module in ("app.editor.report_panel", "app.linked_story", "app.browser_copies",
                   "app.editor.editor_panel", "layers.web.streamlit_component"):  # fmt: skip
        monkeypatch.setattr(f"{module}.st.session_state", made)
    shelf = Shelf()
    monkeypatch.setattr("app.jobs.shared_jobs.shelf", lambda: shelf)
    return made


def taken_home(rows=None, *, text=TEXT):
    """The file of a report with its decisions, as the browser makes it."""
    return report_text(
        read_text(text), published=date.fromisoformat(DAY), zone=ZONE, decisions=rows or {}
    )


@pytest.fixture
def report(state):
    report_panel.open_copy(taken_home(), identity="0" * 16)
    return state["report"]


def asked(state):
    """Press the button; the fault that is told then, or None."""
    state.pop("report", None)
    report_panel._asked()
    if report_panel.ASKED in state:
        report_panel.read_asked()
        assert "report" not in state, "the widgets of this run are made, and the map"
        panel_registry.take_up(state)
    return state.pop("report-fault", None)


def sent(state, rows, *, id_="0" * 16):
    """What the browser sends once decisions have come to rest."""
    state[streamlit_component.REVIEW] = {"decided": {"id": id_, "rows": rows}}
    report_panel._decided()


def confirmed(report):
    """All of it accepted, and of several candidates the first."""
    return {
        proposal.id: {
            "action": "accept",
            "choice": 0 if getattr(proposal.value, "candidates", ()) else None,
        }
        for proposal in report.proposals.rows
    }


def test_nothing_is_on_the_map_until_something_is_confirmed(state, report):
    assert "own" not in state
    assert state["story"] == "assad-2024"


def test_what_is_confirmed_is_on_the_map_and_what_is_dropped_leaves_it(state, report):
    rows = confirmed(report)
    sent(state, rows)
    assert state["story"] == draft_session.KEY
    assert {place.id for place in state["own"].story.places} == {"colombo", "beruwala", "galle"}
    galle = next(proposal.id for proposal in report.proposals.rows if proposal.text == "Galle")
    sent(state, rows | {galle: {"action": "drop"}})
    assert "galle" not in {place.id for place in state["own"].story.places}
    sent(state, {})
    assert "own" not in state
    assert state["story"] == "assad-2024"


def test_no_sentence_of_the_text_is_in_the_story_but_its_hash(state, report):
    sent(state, confirmed(report))
    text = state["own"].text
    assert report.article.sha256 in text
    assert "onerror" not in text
    assert "has left the country" not in text


def test_decisions_of_another_report_or_of_no_page_change_nothing(state, report):
    sent(state, confirmed(report), id_="1" * 16)
    assert "own" not in state
    sent(state, {report.proposals.rows[0].id: {"action": "steal"}})
    assert "neither accepted nor dropped" in state["report-fault"]
    for value in (None, 5, {"decided": 5}, {"decided": {"id": "0" * 16, "rows": "x"}}):
        state[streamlit_component.REVIEW] = value
        assert streamlit_component.decided_rows("0" * 16) is None


def test_what_was_taken_home_goes_on_where_it_was(state):
    report_panel.open_copy(taken_home(), identity="0" * 16)
    rows = confirmed(state["report"])
    back = brought_back(taken_home(rows), identity="1" * 16, shelf=Shelf(), fresh=True)
    made, unknown = back.drafted()
    assert (made.open, unknown) == (0, 0)
    assert json.loads(back.text())["decisions"] == rows
    assert back.name == "A-banker-flees.report.json"


def test_a_file_is_read_as_what_it_is(state):
    def upload(name, content):
        file = SimpleNamespace(name=name, getvalue=lambda: content)
        state.update({"report-file": file, "report-published": date.fromisoformat(DAY)})
        state["report-zone"] = ZONE
        return asked(state)

    assert upload("half-done.report.json", taken_home().encode()) is None
    assert state["report"].fresh
    assert upload("page.html", f"<article><p>{TEXT}</p></article>".encode()) is None
    assert not state["report"].fresh
    assert "no .docx file" in upload("report.docx", b"not one")
    assert "no report that was taken home" in upload("story.json", b"\xff{}")


def test_a_copy_that_is_no_report_is_told(state, monkeypatch):
    copy = ("0" * 16, "a.report.json", "{}")
    monkeypatch.setattr(streamlit_component, "opened_copy", lambda: copy)
    browser_copies._opened()
    assert "no report that was taken home" in state["notices"][-1]
    assert "report" not in state


def test_day_and_zone_are_asked_for_and_never_guessed(state):
    def read(day, zone, text=TEXT):
        state.update({"report-text": text, "report-published": day, "report-zone": zone})
        return asked(state)

    assert "When the report was published is not known" in read(None, ZONE)
    assert "time zone is not known" in read(SimpleNamespace(), None)
    assert "There is no report yet" in read(None, None, " ")
    assert "report" not in state
    state["report-publisher"] = " Example News "
    assert read(None, ZONE, f"A banker flees\nPublished: {DAY}\n\n{TEXT}") is None
    report = state["report"]
    assert report.published.isoformat() == DAY
    back = brought_back(report.text(), identity="1" * 16, shelf=report.shelf, fresh=False)
    state["report"] = back
    sent(state, confirmed(back), id_="1" * 16)
    (source,) = state["own"].story.sources
    assert source.publisher == "Example News"


def test_what_nobody_thought_of_is_a_sentence(state, monkeypatch):
    def fails(*_, **__):
        raise RecursionError("secret")

    typed = {"report-text": TEXT, "report-published": date.fromisoformat(DAY), "report-zone": ZONE}
    for name in ("app.editor.report_panel.read_text", "app.editor.report_session.propose"):
        with monkeypatch.context() as broken:
            broken.setattr(name, fails)
            state.update(typed)
            fault = asked(state)
        assert "RecursionError" in fault
        assert "secret" not in fault
        assert "report" not in state
        assert typed.items() <= state.items(), "the form is as it was"


def test_while_a_report_is_read_the_panel_says_so_and_shows_nothing_else(state, monkeypatch):
    shown = []
    monkeypatch.setattr(st, "caption", shown.append)
    monkeypatch.setattr(st, "container", lambda **_: pytest.fail("it would keep what it held"))
    state.update({"report-text": TEXT, "report-published": date.fromisoformat(DAY)})
    state["report-zone"] = ZONE
    report_panel._asked()
    monkeypatch.setattr(editor_panel, "_begin", lambda _: shown.append("the form"))
    editor_panel.draw(None)
    assert shown == [SAY("app.report.reading")]
    panel_registry.take_up(state)
    assert state["report"].proposals.rows


def test_cards_say_what_was_read_and_what_a_way_rests_on(report):
    view = report_view(report, SAY)
    cards = {card["words"]: card for card in view["cards"]}
    way = cards["fled"]
    assert way["told"][0] == "Asela Madurawala: from Colombo to Beruwala"
    words = {card["id"]: card["words"] for card in cards.values()}
    assert {words[number] for number in way["rests"]} >= {"Colombo", "Beruwala", "late on Saturday"}
    assert cards["late on Saturday"]["told"][0] == (
        "Between six in the evening and midnight on 8 March 2025"
    )
    candidates = view["candidates"][cards["Colombo"]["candidates"]]
    assert candidates[0]["name"] == "Colombo, Sri Lanka"
    assert words[way["now"]["to_id"]] == "Beruwala"
    assert {field["name"] for field in view["kinds"]["movement"]["fields"]} == set(way["now"])


def test_a_card_says_about_a_clock_time():
    copy = taken_home(text="He left Galle around 9 p.m. on Saturday.")
    view = report_view(brought_back(copy, identity="0" * 16, shelf=Shelf(), fresh=True), SAY)
    (told,) = [card["told"] for card in view["cards"] if card["words"].startswith("around 9")]
    assert told == ["Saturday 8 March 2025, about 21:00"]


def test_what_is_sent_of_a_report_grows_with_its_length_and_not_with_its_square(state):
    """One paragraph: all of its places and times are near each of its ways."""
    told = "On Saturday he left Galle for Colombo by car, officials said. "

    def size(sentences):
        copy = taken_home(text=told * sentences)
        view = report_view(brought_back(copy, identity="0" * 16, shelf=Shelf(), fresh=True), SAY)
        assert len(view["cards"]) >= 4 * sentences
        return len(json.dumps(view))

    few, many = size(10), size(40)
    assert many < 4 * few
    assert (many - few) / 30 < 40 * len(told)


# ------------------------------------------------------------------------------------- a link


def link_found(state, letters):
    state[streamlit_component.LINK] = {"found": letters}
    linked_story._found()


def test_a_story_of_an_address_is_shown_and_marked_until_it_is_changed(state, starter):
    link_found(state, story_link.packed(starter))
    own = state["own"]
    assert state["story"] == draft_session.KEY
    assert linked_story.notice(own) == (SAY("app.link.unchecked"),)
    assert linked_story.notice(None) == ()
    changed = draft_session.retyped(own, own.text + "\n")
    assert linked_story.notice(changed) == (), "what the reader has changed is their own"


@pytest.mark.parametrize("text", ["title: none", "format: 1\nid: &a [*a]", "]["])
def test_a_story_of_an_address_that_cannot_be_shown_is_told(state, text):
    link_found(state, story_link.packed(text))
    assert state["notices"][0] == SAY("app.link.faulty")
    assert len(state["notices"]) > 1
    assert "own" not in state


def test_an_address_that_holds_no_story_is_told(state):
    link_found(state, "A" * 10_000)
    assert "more than 8,000" in state["notices"][0]
    for value in (None, 5, {"found": 5}):
        state[streamlit_component.LINK] = value
        assert streamlit_component.found_story() is None


def test_the_link_holds_the_story_behind_the_number_sign(starter):
    address = story_address("https://example.org/maps?x=1", starter, base="osm")
    before, _, letters = address.partition("#story=")
    assert before == "https://example.org/maps?base=osm"
    assert story_link.unpacked(letters) == starter
    assert story_address("https://example.org/", "x" * 600_000, base="plain") is None


def test_the_cards_of_a_report_are_made_once_for_all_its_decisions(report):
    first = report_view(report, SAY)
    again = report_view(decided(report, {}), SAY)
    assert again["cards"] is first["cards"]
    assert again["id"] == report.id


def test_where_a_place_is_can_be_told_by_hand_and_what_cannot_be_read_is_said(report, state):
    cards = {card["words"]: card for card in report_view(report, SAY)["cards"]}
    assert "where" in cards["Beruwala"]["now"]
    row = {"action": "accept", "changes": {"where": "36.19, 44.01"}}
    told = decided(report, {cards["Beruwala"]["id"]: row})
    assert told.where_faults() == []
    row = {"action": "accept", "changes": {"where": "95, 200"}}
    (fault,) = decided(report, {cards["Beruwala"]["id"]: row}).where_faults()
    assert "95, 200" in str(fault)


@pytest.fixture
def starter():
    return starter_text()
