"""The editor as a reporter uses it: a story from nothing, an event at a time, on the page alone."""

import pytest

from geo.story.loading import read_story


@pytest.fixture(scope="module")
def root_of(request):
    return request.config.rootpath


@pytest.fixture
def empty(open_panel):
    """A story of which only the publication and the zone are known."""
    from datetime import date

    reader = open_panel("Your own story")
    reader.one("text_input", "own-new-title").set_value("A convoy")
    reader.one("text_input", "own-new-publisher").set_value("Example News")
    reader.one("date_input", "own-new-published").set_value(date(2025, 11, 14))
    reader.one("selectbox", "own-new-zone").set_value("Asia/Tbilisi")
    submit = next(b for b in reader.app.get("button") if b.label == "Begin an empty story")
    submit.click()
    return reader.run()


def type_into(reader, key, value, kind="text_input"):
    reader.one(kind, key).set_value(value)
    return reader.run()


def test_a_story_begins_empty(empty):
    own = empty.state["own"]
    assert own.story is None
    assert own.data["sources"][0]["publisher"] == "Example News"
    assert [row["id"] for row in own.data["events"]] == ["event-1"]
    assert any("as soon as one event is complete" in text for text in empty.texts())
    assert "Say what happened." in empty.html()


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
    assert empty.state["story"] == "own"
    told = [one.value for one in empty.app.get("caption")]
    assert any("Readers see" in text and "before dawn on Tuesday" in text for text in told)
    assert read_story(own.text).title == "A convoy"
