"""What is typed while a value of the file is on its way to the browser."""

from app.editor.forms import bound_fields


def test_what_the_browser_sends_before_it_has_a_value_is_no_change(monkeypatch):
    """A widget says what it said before, or nothing, till the value put into it has come there."""
    state, clock, given = {}, [100.0], []
    monkeypatch.setattr(bound_fields.st, "session_state", state)
    monkeypatch.setattr(bound_fields.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(
        bound_fields, "take", lambda change, *, look: given.append(change({})) or True
    )
    bound_fields.bind("who", [])
    state["who"] = ["The convoy"]
    bound_fields.taken("who", lambda _, value: value)
    bound_fields.bind("who", ["the-convoy"])  # the file has made an id of it
    bound_fields.run_ended()
    assert given == [["The convoy"]]
    for echo in (["The convoy"], []):
        state["who"] = echo
        bound_fields.taken("who", lambda _, value: value)
        assert given == [["The convoy"]]
        assert bound_fields.bind("who", ["the-convoy"]) == "who"
        assert state["who"] == ["the-convoy"], "it is put in again"
        bound_fields.run_ended()
    clock[0] += bound_fields.ECHO_S
    state["who"] = []
    bound_fields.taken("who", lambda _, value: value)
    assert given == [["The convoy"], []], "later on it is a person who empties it"
