"""What is typed while the page changes: each word of the browser says which widget it is of."""

import pytest

from app.editor.forms import bound_fields


@pytest.fixture
def field(monkeypatch):
    """A field of a file: what is in the file, and what the browser says of one of its widgets."""
    return Field(monkeypatch)


class Field:
    def __init__(self, monkeypatch):
        self.filed, self.state, self.takes = "", {}, []
        monkeypatch.setattr(bound_fields.st, "session_state", self.state)
        monkeypatch.setattr(bound_fields, "take", self._take)

    def _take(self, change, *, look):
        self.takes.append(change({}))
        return True

    def drawn(self):
        """Give the key of the widget that a run of the page draws."""
        return bound_fields.bind("who", self.filed)

    def says(self, key, value):
        """The browser says it of a widget; the file has what it says, in its own words."""
        self.state[key] = value
        bound_fields.taken("who", key, lambda _, value: value, str.strip)


def test_what_is_typed_keeps_its_widget_and_is_taken_once(field):
    key = field.drawn()
    field.says(key, "The convoy ")
    field.filed = "The convoy"
    assert field.drawn() == key, "somebody may be typing in it"
    field.says(key, "The convoy")
    assert field.takes == ["The convoy "]


def test_what_an_older_widget_was_known_to_say_is_no_change(field):
    before = field.drawn()
    field.says(before, "Gori")
    field.filed = ""  # undone
    after = field.drawn()
    assert after != before
    field.says(before, "Gori")
    field.says(after, "")
    assert field.takes == ["Gori"]


def test_what_is_typed_into_a_widget_that_is_being_replaced_is_not_lost(field):
    before = field.drawn()
    field.filed = "read otherwise"
    after = field.drawn()
    field.says(before, "typed meanwhile")
    assert field.takes == ["typed meanwhile"]
    field.filed = "typed meanwhile"
    assert field.drawn() not in {before, after}


def test_what_is_refused_stays_in_its_widget_and_is_not_taken_again(field, monkeypatch):
    monkeypatch.setattr(bound_fields, "take", lambda *_, **__: field.takes.append(1))
    key = field.drawn()
    field.says(key, "too long")
    field.says(key, "too long")
    assert field.takes == [1]
    assert field.drawn() == key


def test_a_text_that_is_longer_than_its_field_is_not_cut_by_the_browser_s_echo(field):
    field.filed = "A headline of many words"
    key = bound_fields.bind("who", field.filed, most=11)
    field.says(key, "A headline ")
    assert not field.takes


def test_rows_of_one_name_are_told_apart():
    names = {"a": "Tripoli", "b": "Tripoli", "c": "Tripoli (2)", "d": "Tripoli"}
    assert list(bound_fields.told_apart(names).values()) == [
        "Tripoli", "Tripoli (2)", "Tripoli (2) (2)", "Tripoli (3)"]  # fmt: skip
