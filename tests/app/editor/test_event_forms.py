"""The editor as a reporter uses it: a story from nothing, an event at a time, on the page alone."""

from datetime import date

import pytest

from app.editor import draft_session, story_edits
from geo.story.loading import read_story


@pytest.fixture
def empty(open_panel):
    """A story of which only the publication and the zone are known."""
    reader = open_panel("Your own story")
    reader.one("text_input", "own-new-title").set_value("A convoy")
    reader.one("text_input", "own-new-publisher").set_value("Example News")
    reader.one("date_input", "own-new-published").set_value(date(2025, 11, 14))
    reader.one("text_input", "own-new-zone").set_value("tbilisi")
    submit = next(b for b in reader.app.get("button") if b.label == "Begin an empty story")
    submit.click()
    return reader.run()


def type_into(reader, key, value, kind="text_input"):
    widget = reader.one(kind, key)
    if kind == "selectbox" and value not in widget.options:
        widget.options.append(value)  # as typed: the list takes new names
    widget.set_value(value)
    return reader.run()


def test_a_zone_that_is_none_is_told_and_what_was_typed_stays(open_panel):
    reader = open_panel("Your own story")
    reader.one("text_input", "own-new-title").set_value("A convoy")
    reader.one("text_input", "own-new-zone").set_value("Tiblisi")
    next(b for b in reader.app.get("button") if b.label == "Begin an empty story").click()
    reader.run()
    assert "own" not in reader.state
    assert any('"Tiblisi" is no time zone' in text for text in reader.texts())
    assert reader.one("text_input", "own-new-title").value == "A convoy"


def test_a_story_begins_empty(empty):
    own = empty.state["own"]
    assert own.story is None
    assert own.data["sources"][0]["publisher"] == "Example News"
    assert [row["id"] for row in own.data["events"]] == ["event-1"]
    assert any("as soon as one event is complete" in text for text in empty.texts())
    assert "Say what happened." in empty.html()
    assert "told_by" not in empty.html() + " ".join(empty.texts())


def test_a_way_s_teller_is_asked_for_once_and_in_the_words_of_the_form(empty):
    empty.one("toggle", "own-events-event-1-is-way").set_value(True)
    empty.run()
    assert empty.html().count("Say who told it") == 1
    assert "told_by" not in empty.html()
    listed = [text for text in empty.texts() if "“Who told it” is missing" in text]
    assert len(listed) == 1


def test_an_event_told_in_the_reports_words_is_on_the_map(empty):
    type_into(empty, "own-events-event-1-headline", "A convoy leaves, a driver says")
    type_into(empty, "own-events-event-1-people", ["The convoy"], "multiselect")
    type_into(empty, "own-events-event-1-place", "Gori", "selectbox")
    type_into(empty, "own-events-event-1-start", "before dawn on Tuesday")
    type_into(empty, "own-events-event-1-claim-0-told_by", "a driver")
    own = empty.state["own"]
    assert not own.checked.faults, own.checked.faults
    (event,) = own.story.events
    assert own.story.place[event.place].name == "Gori"
    assert event.start.text == "2025-11-11T00:00/2025-11-11T07:45"
    assert event.words == "before dawn on Tuesday"
    assert "before dawn: 0:00 to sunrise" in event.reading
    assert empty.state["story"] == draft_session.KEY
    told = [element.value for element in empty.app.get("caption")]
    assert any("Readers see" in text and "before dawn on Tuesday" in text for text in told)
    assert read_story(own.text).title == "A convoy"


TOLD = """format: 1
id: convoy
title: A convoy
time_zone: Asia/Tbilisi
sources:
  - {id: s, title: Example News, publisher: Example News, published: 2025-11-14, paragraphs: 9}
groups:
  - {id: people, name: People}
people:
  - {id: nino, name: Nino, group: people}
places:
  - {id: gori, name: Gori, lon: 44.1, lat: 42, precision_km: 6, coordinates_from: A map, note: Old}
events:
  # kept
  - id: leaves
    headline: Nino leaves, a driver says
    people: [nino]
    place: gori
    start: 2025-11-11
    claims: [{source: s, paragraphs: [3], told_by: a driver, named: false}]
  - id: denied
    headline: A ministry denies it
    people: [nino]
    place: gori
    start: 2025-11-12
    claims: [{source: s, paragraphs: [4], told_by: a ministry, named: true, stance: denies}]
"""


@pytest.fixture
def told(open_panel):
    """A story that is open, of two events."""
    reader = open_panel("Your own story")
    reader.state["own"] = draft_session.opened("convoy", TOLD)
    reader.state["own_id"] = "0" * 16
    return reader.run()


def test_an_event_at_a_time_is_edited_and_lists_show_names(told):
    choice = told.one("selectbox", "own-event")
    assert choice.options == ["1. Nino leaves, a driver says", "2. A ministry denies it"]
    assert told.one("multiselect", "own-events-leaves-people").options == ["Nino"]
    assert told.one("selectbox", "own-events-leaves-place").options == ["Gori"]
    choice.set_value("denied")
    told.run()
    assert told.one("text_input", "own-events-denied-headline").value == "A ministry denies it"
    assert "Say what is denied" in told.html()
    assert told.state["command"]["to"]["event"] == "denied"


def test_a_change_is_undone_and_done_again_and_the_fields_follow(told):
    key = "own-events-leaves-headline"
    type_into(told, key, "Nino sets out, a driver says")
    changed = told.state["own"].text
    assert "# kept" in changed
    told.press("own-undo")
    assert told.state["own"].text == TOLD
    assert told.one("text_input", key).value == "Nino leaves, a driver says"
    told.press("own-redo")
    assert told.state["own"].text == changed
    assert told.one("text_input", key).value == "Nino sets out, a driver says"


def test_what_is_wrong_stands_beside_its_field_and_the_rest_stays_on_the_map(told):
    type_into(told, "own-events-leaves-start", "at 22:30")
    own = told.state["own"]
    assert [event.id for event in own.story.events] == ["denied"]
    assert "gives no day that it counts from" in told.html()
    assert told.one("text_input", "own-events-leaves-start").value == "at 22:30"
    assert any("Not on the map yet: Nino leaves, a driver says" in text for text in told.texts())
    assert told.one("selectbox", "own-event").options[0].endswith("(not on the map yet)")
    type_into(told, "own-events-leaves-start", "Tuesday at 22:30")
    assert told.state["own"].story.events[0].start.text == "2025-11-11T22:30"


def test_to_close_and_to_empty_the_text_ask_first(told):
    told.press("own-close")
    assert told.state["own"]
    told.press("own-asks-no")
    assert told.state["own"]
    told.choose("own-view-7", "text")
    area = next(field for field in told.app.get("text_area") if field.key.startswith("own-text"))
    area.set_value("  ")
    told.run()
    assert told.state["own"].text == TOLD
    told.press("own-asks-yes")
    assert told.state["own"].text == ""
    told.press("own-undo")
    assert told.state["own"].text == TOLD
    told.press("own-close")
    told.press("own-asks-yes")
    assert "own" not in told.state


def test_a_name_that_several_places_have_is_asked_about_beside_a_small_map(told):
    type_into(told, "own-events-leaves-place", "the port of Batumi", "selectbox")
    (which,) = [radio for radio in told.app.get("radio") if radio.key.startswith("own-which")]
    assert told.app.get("image")
    which.set_value("near:geonames:615532")
    told.run()
    place = told.state["own"].story.place["the-port-of-batumi"]
    assert (place.name, place.precision_km) == ("the port of Batumi", 25)
    assert told.state["own"].story.events[0].place == place.id


def test_a_movement_is_told_by_its_ends_and_keeps_what_the_event_says(told):
    told.one("toggle", "own-events-leaves-is-way").set_value(True)
    told.run()
    assert "Say where it ended or was to end." in told.html()
    assert "did they get there?" in told.html()  # nobody said so
    leg = told.state["own"].data["legs"][0]["id"]
    assert told.one("selectbox", f"own-legs-{leg}-outcome").value is None
    type_into(told, f"own-legs-{leg}-outcome", "they got there", "selectbox")
    type_into(told, f"own-legs-{leg}-to", "Tbilisi", "selectbox")
    type_into(told, f"own-legs-{leg}-departure", "Monday evening")
    own = told.state["own"]
    assert own.data["legs"][0]["departure"] == "2025-11-10T18:00/2025-11-11T00:00"
    assert [fault.field for fault in own.checked.faults] == ["legs[0].window"]  # it has both now
    type_into(told, f"own-legs-{leg}-window", "")
    (way,) = told.state["own"].story.legs
    assert (way.origin, way.to, way.headline) == ("gori", "tbilisi", "Nino leaves, a driver says")
    assert "“Monday evening”: evening" in way.reading


def test_the_rows_that_events_name_have_forms_of_their_own(told):
    told.choose("own-view-7", "people")
    type_into(told, "own-people-nino-name", "Nino B.")
    assert told.state["own"].data["people"] == [
        {"id": "nino", "name": "Nino B.", "group": "people"}
    ]
    told.choose("own-view-7", "places")
    type_into(told, "own-places-gori-name", "Nowhereville-on-Sea")
    assert told.state["own"].data["places"] == [{"id": "gori", "name": "Nowhereville-on-Sea"}]
    assert any("does not know “Nowhereville-on-Sea”" in text for text in told.texts())
    type_into(told, "own-point-places-gori-Nowhereville-on-Sea", "41.65, 41.64")
    place = told.state["own"].story.place["gori"]
    assert (place.lat, place.lon, place.precision_km, place.note) == (41.65, 41.64, 1, None)
    told.choose("own-view-7", "sources")
    type_into(told, "own-sources-s-published", "15 November 2025")
    assert told.state["own"].data["sources"][0]["published"] == "2025-11-15"
    told.choose("own-view-7", "story")
    type_into(told, "own-story-title", "")
    assert "Give the story a title." in told.html()
    assert told.state["own"].story.title == "…"
    assert len(told.state["own"].story.events) == 2


# ------------------------------------------------------------------------------- without a page


@pytest.fixture
def data():
    return draft_session.opened("convoy", TOLD).data


def test_another_name_of_a_person_changes_nothing_else(data):
    out = story_edits.with_fields(data, "people", "nino", {"name": "Nino B."})
    assert out["people"][0] == {"id": "nino", "name": "Nino B.", "group": "people"}
    assert {**out, "people": data["people"]} == data


def test_another_name_of_a_place_is_another_place(data):
    out = story_edits.renamed_place(data, "gori", "Kutaisi", {})
    assert out["places"] == [{"id": "gori", "name": "Kutaisi"}]
    assert out["events"] == data["events"]


def test_a_movement_has_the_time_and_place_of_its_event_and_gives_them_back(data):
    out = story_edits.with_way(data, "leaves")
    (leg,) = out["legs"]
    assert (leg["window"], leg["from"]) == ("2025-11-11", "gori")
    event = story_edits.row_of(out, "events", "leaves")
    assert event["leg"] == leg["id"]
    assert "start" not in event
    renamed = story_edits.with_fields(out, "events", "leaves", {"headline": "They go"})
    assert renamed["legs"][0]["headline"] == "They go"
    back = story_edits.without_way(out, "leaves")
    assert "legs" not in back
    assert back["events"] == data["events"]


def test_what_names_an_event_that_goes_lets_it_go(data):
    data = story_edits.with_fields(data, "events", "denied", {"after": ["leaves"]})
    out = story_edits.without_row({**data, "opens_at": "leaves"}, "events", "leaves")
    assert [row["id"] for row in out["events"]] == ["denied"]
    assert "after" not in out["events"][0]
    assert "opens_at" not in out


def test_a_source_has_as_many_paragraphs_as_are_cited_of_it(data):
    fields = {"paragraphs": [12]}
    out = story_edits.with_claim_fields(data, "events", "leaves", 0, fields)
    assert out["sources"][0]["paragraphs"] == 12
    assert out["events"][0]["claims"][0]["paragraphs"] == [12]


def test_an_id_is_made_of_a_name_and_never_given_twice(data):
    out, first = story_edits.with_row(data, "places", {"name": "Gori"})
    assert first == "gori-2"
    out, second = story_edits.with_row(out, "places", {"name": "თბილისი"})
    assert second == "place-1"
    out, third = story_edits.with_event(out)
    assert third == "event-1"
    assert story_edits.with_place(out, " gori ", {}) == (out, "gori")


def test_the_history_forgets_what_was_undone_once_something_else_is_done():
    own = draft_session.opened("convoy", TOLD)
    edited = draft_session.edited(own, {**own.data, "title": "One"})
    two = draft_session.edited(draft_session.undone(edited), {**own.data, "title": "Two"})
    assert not two.after
    assert draft_session.redone(two) is two
    assert draft_session.undone(draft_session.undone(two)).text == TOLD


def test_somebody_new_gets_no_lane_of_others_that_nobody_gave_them(data):
    out = story_edits.with_people(data, "events", "leaves", ["nino", "A driver"])
    assert story_edits.row_of(out, "people", "a-driver")["group"] == "people"
    two = story_edits.with_group(data, "nino", "The family")
    assert [row["name"] for row in two["groups"]] == ["The family"]
    two = {**two, "groups": [*two["groups"], {"id": "police", "name": "Police"}]}
    out = story_edits.with_people(two, "events", "leaves", ["A driver"])
    assert story_edits.row_of(out, "people", "a-driver")["group"] == "others"


def test_what_is_shared_is_what_the_map_shows():
    own = draft_session.opened("convoy", TOLD)
    assert own.shared == TOLD
    broken = draft_session.retyped(own, TOLD.replace("start: 2025-11-12", "start: some day"))
    shared = read_story(broken.shared)
    assert [event.id for event in shared.events] == ["leaves"]
    assert draft_session.opened("x", "title: [").shared is None


def test_a_place_that_its_name_and_country_settle_is_told_and_not_asked_about(open_panel):
    reader = open_panel("Your own story").press("own-begin").choose("own-view-7", "places")
    told = [caption.value for caption in reader.app.get("caption")]
    assert any("Latitude 48" in text and "GeoNames" in text for text in told), told
    assert not any("Which “Paris” is it?" in text for text in reader.texts())
    type_into(reader, "own-places-paris-name", "Springfield")
    assert any("Which “Springfield” is it?" in text for text in reader.texts())
