"""A story file as tables: each cell from the file, each change back, nothing else moved."""

import pytest

from app.editor import table_editing
from geo.yaml.starter_story import starter_text
from geo.yaml.yaml_editor import rewritten
from geo.yaml.yaml_reader import read_file, read_yaml
from tests.counting import calls


@pytest.fixture(scope="module")
def text(root):
    return read_file(root / "stories" / "assad-2024.yaml")[1]


@pytest.fixture(scope="module")
def data(text):
    return read_yaml(text, name="assad")


def cells_of(data, table):
    """Every cell of a table as an edit that changes nothing."""
    rows = table_editing.rows(data, table)
    skip = {"field", "of"}
    return {i: {k: v for k, v in row.items() if k not in skip} for i, row in enumerate(rows)}


@pytest.mark.parametrize("table", table_editing.TABLES)
def test_cells_put_back_as_they_are_change_nothing(data, table):
    edits = cells_of(data, table)
    assert edits
    assert table_editing.changed(data, table, edits) == data


@pytest.mark.parametrize("table", table_editing.TABLES)
def test_every_value_of_the_file_stands_in_a_cell(data, table):
    columns = {column.name for column in table_editing.columns(data, table)}
    for row in table_editing.rows(data, table):
        assert set(row) == columns
    if table not in ("story", "claims"):
        keys = {key for row in data[table] for key in row} - {"claims"}
        assert keys <= {name.split(".")[0] for name in columns}
        assert len(table_editing.rows(data, table)) == len(data[table])


def test_claims_of_legs_and_events_stand_in_one_table(data):
    rows = table_editing.rows(data, "claims")
    held = [row for kind in ("legs", "events") for row in data[kind]]
    assert len(rows) == sum(len(row["claims"]) for row in held)
    assert rows[0]["of"] == data["legs"][0]["id"]
    assert rows[-1]["of"] == data["events"][-1]["id"]


def test_a_change_reaches_one_field_and_keeps_the_comments(text, data):
    new = table_editing.changed(data, "events", {2: {"headline": "Something else"}})
    assert new["events"][2]["headline"] == "Something else"
    assert new["events"][1] is data["events"][1]
    before, after = text.splitlines(), rewritten(text, new).splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) == 1
    assert "Something else" in changed[0][1]


@pytest.mark.parametrize(
    ("table", "column", "cell", "value"),
    [
        ("events", "people", "assad, maher", ["assad", "maher"]),
        ("events", "people", " assad ,", ["assad"]),
        ("events", "text", "  Some text. ", "Some text."),
        ("events", "start", "2024-12-08", "2024-12-08"),
        ("events", "place", "damascus", "damascus"),
        ("places", "lon", "36.5", 36.5),
        ("places", "lon", "east", "east"),
        ("places", "precision_km", "8", 8),
        ("places", "names", "ar: دمشق; fr: Damas", {"ar": "دمشق", "fr": "Damas"}),
        ("claims", "paragraphs", "3, 12", [3, 12]),
        ("claims", "paragraphs", "3, x", [3, "x"]),
        ("claims", "named", True, True),
        ("claims", "informants", "2", 2),
        ("people", "plural", False, False),
        ("groups", "colour", "3", 3),
    ],
)
def test_a_cell_becomes_what_the_file_would_have(data, table, column, cell, value):
    new = table_editing.changed(data, table, {0: {column: cell}})
    row = new["legs"][0]["claims"][0] if table == "claims" else new[table][0]
    assert row[column] == value


@pytest.mark.parametrize("cell", [None, "", "   "])
def test_an_emptied_cell_takes_the_key_away(data, cell):
    assert "text" in data["events"][0]
    assert "text" not in table_editing.changed(data, "events", {0: {"text": cell}})["events"][0]


def test_support_is_two_cells_of_one_key(data):
    new = table_editing.changed(data, "events", {0: {"support.figure": "2"}})
    new = table_editing.changed(new, "events", {0: {"support.reason": "Seen by the desk."}})
    assert new["events"][0]["support"] == {"figure": 2, "reason": "Seen by the desk."}
    bare = table_editing.changed(new, "events", {0: {"support.figure": "", "support.reason": None}})
    assert "support" not in bare["events"][0]


def test_a_claim_can_be_given_to_another_event(data):
    first = data["legs"][0]["claims"][0]
    target = data["events"][3]
    new = table_editing.changed(data, "claims", {0: {"of": target["id"], "told_by": "a witness"}})
    assert len(new["legs"][0]["claims"]) == len(data["legs"][0]["claims"]) - 1
    assert new["events"][3]["claims"][-1] == {**first, "told_by": "a witness"}
    assert len(table_editing.rows(new, "claims")) == len(table_editing.rows(data, "claims"))


def test_a_claim_stays_where_it_is_when_its_new_event_is_unknown(data):
    assert table_editing.changed(data, "claims", {0: {"of": "nowhere"}}) == data


def test_two_claims_of_one_leg_can_be_moved_at_once(data):
    number = next(i for i, leg in enumerate(data["legs"]) if len(leg["claims"]) > 1)
    rows = table_editing.rows(data, "claims")
    numbers = [i for i, row in enumerate(rows) if row["of"] == data["legs"][number]["id"]][:2]
    target = data["events"][0]["id"]
    new = table_editing.changed(data, "claims", {i: {"of": target} for i in numbers})
    assert len(new["legs"][number]["claims"]) == len(data["legs"][number]["claims"]) - 2
    assert len(new["events"][0]["claims"]) == len(data["events"][0]["claims"]) + 2


@pytest.mark.parametrize("table", [name for name in table_editing.TABLES if name != "story"])
def test_a_row_can_be_added_and_taken_away_again(data, table):
    more = table_editing.with_row(data, table)
    rows = table_editing.rows(more, table)
    assert len(rows) == len(table_editing.rows(data, table)) + 1
    assert table_editing.without_row(more, table, len(rows) - 1) == data


def test_a_new_row_has_an_id_that_nothing_else_has(data):
    more = table_editing.with_row(table_editing.with_row(data, "events"), "events")
    ids = [row["id"] for row in more["events"]]
    assert len(set(ids)) == len(ids)
    assert table_editing.with_row({}, "people")["people"] == [{"id": "person-1"}]


def test_what_is_to_be_mended_stands_at_its_row(data):
    fields = [
        ("title", "is too long"),
        ("events[3].headline", "is missing"),
        ("events[3].claims[0].paragraphs", "is a text"),
        ("legs[0].claims[0]", "is odd"),
        ("places[2]", "has no lon"),
    ]
    assert table_editing.notes(data, "events", fields) == {3: ["headline: is missing"]}
    assert table_editing.notes(data, "places", fields) == {2: ["has no lon"]}
    claims = table_editing.notes(data, "claims", fields)
    assert claims[0] == ["is odd"]
    (second,) = set(claims) - {0}
    assert table_editing.rows(data, "claims")[second]["of"] == data["events"][3]["id"]
    title = [row["field"] for row in table_editing.rows(data, "story")].index("title")
    assert table_editing.notes(data, "story", fields) == {title: ["is too long"]}


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"events": None},
        {"events": "no list"},
        {"events": [None, 3, {"claims": 4}]},
        {"legs": {}},
    ],
)
def test_a_file_that_is_hardly_a_story_still_gives_tables(broken):
    for table in table_editing.TABLES:
        rows = table_editing.rows(broken, table)
        assert len(rows) == len([*table_editing.rows(broken, table)])
        table_editing.columns(broken, table)
    assert len(table_editing.rows({"events": [None, 3, {"claims": 4}]}, "events")) == 3


def test_choices_offer_what_the_file_has(data):
    columns = {column.name: column for column in table_editing.columns(data, "events")}
    assert columns["place"].options == tuple(place["id"] for place in data["places"])
    legs = {column.name: column for column in table_editing.columns(data, "legs")}
    assert "helicopter" in legs["mode"].options
    claims = {column.name: column for column in table_editing.columns(data, "claims")}
    assert claims["named"].kind == "flag"
    assert data["events"][0]["id"] in claims["of"].options


def test_taking_no_row_away_changes_nothing(data):
    for table in table_editing.TABLES:
        assert table_editing.without_rows(data, table, ()) == data


@pytest.mark.parametrize("table", ["events", "claims"])
def test_twice_as_many_rows_take_no_more_than_twice_the_work(table):
    def work(rows):
        events = [
            {"id": f"e{i}", "headline": "H", "claims": [{"told_by": "x"}]} for i in range(rows)
        ]
        data = {"events": events, "legs": []}
        cells = {i: {"text" if table == "claims" else "headline": "y"} for i in range(rows)}
        moves = {i: {"of": f"e{i ^ 1}"} for i in range(rows)} if table == "claims" else {}

        def work():
            table_editing.rows(data, table)
            table_editing.changed(data, table, cells)
            table_editing.changed(data, table, moves)
            table_editing.without_rows(data, table, range(0, rows, 2))
            table_editing.notes(data, table, [(f"events[{i}].headline", "x") for i in range(rows)])

        return calls(work)

    work(3)
    less, more = work(100), work(200)
    assert more < 2.3 * less, (less, more)


def test_a_source_s_versions_are_no_cell_and_stay_as_they_are():
    data = read_yaml(starter_text(), name="starter.yaml")
    names = {column.name for column in table_editing.columns(data, "sources")}
    assert "versions" not in names
    edited = table_editing.changed(data, "sources", {0: {"title": "Another"}})
    assert edited["sources"][0]["versions"] == data["sources"][0]["versions"]
