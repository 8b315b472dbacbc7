"""Writing story files: what is written reads as it was, and what did not change stays."""

import copy
import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import StoryError
from geo.story.loading import load_story, read_story
from geo.yaml import yaml_editor, yaml_reader
from geo.yaml.yaml_editor import lost_comments, rewrite, rewritten
from geo.yaml.yaml_reader import read_yaml
from geo.yaml.yaml_writer import story_data, story_yaml
from tests.counting import calls

LONG = "A sentence that is much too long to stand on one line of the file. " * 3


@pytest.fixture(scope="module")
def text(root):
    return (root / "stories" / "assad-2024.yaml").read_text(encoding="utf-8")


def plain(data):
    """The table of a text, to be changed at will: what was shared by aliases is parted."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return [plain(value) for value in data] if isinstance(data, list) else data


def table(text):
    return plain(read_yaml(text, name="x"))


def changed_lines(old, new):
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "+-"]


# ---------------------------------------------------------------------------- a story, written anew


def test_the_shipped_story_written_anew_is_the_same_story(shipped):
    assert read_story(story_yaml(story_data(shipped))) == shipped


@pytest.mark.parametrize("name", ["stories/benyovszky-1771.yaml", "geo/yaml/starter_story.yaml"])
def test_other_stories_written_anew_are_the_same_too(root, name):
    text = (root / name).read_text(encoding="utf-8")
    story = read_story(text)
    assert read_story(story_yaml(story_data(story))) == story
    assert rewritten(text, table(text)) == text
    data = table(text)
    data["title"] = "Another"
    assert len(changed_lines(text, rewritten(text, data))) == 2


def test_the_table_of_a_story_is_what_its_file_says(shipped, text):
    data, given_data = story_data(shipped), table(text)
    assert data["places"] == given_data["places"]
    assert data["people"] == given_data["people"]
    assert [leg["window"] for leg in data["legs"] if "window" in leg] == [
        leg["window"] for leg in given_data["legs"] if "window" in leg
    ]
    windows = {leg["id"]: leg.get("window") for leg in given_data["legs"]}
    for event, was in zip(data["events"], given_data["events"], strict=True):
        if event.get("start") != was.get("start"):  # it is the same as its leg's
            assert was["start"] == windows[was["leg"]]
    assert not any("departure" in leg for leg in data["legs"] if "window" in leg)


def test_it_is_written_as_a_person_would(shipped):
    lines = story_yaml(story_data(shipped)).splitlines()
    assert lines[:2] == ["format: 1", "id: assad-2024"]
    assert "focus: [SY]" in lines
    assert "  - {id: assad, name: Assad, colour: 1}" in lines
    assert "    names: {ar: دمشق}" in lines
    assert "    published: 2024-12-13" in lines
    assert "        named: false" in lines
    assert lines[lines.index("  - id: trip-to-moscow") - 1] == ""
    assert lines[lines.index("legs:") - 1] == ""
    assert max(map(len, (line for line in lines if "https" not in line))) <= 104
    assert any(line.endswith(">-") for line in lines)


@pytest.mark.parametrize(
    "value",
    [
        "12",
        "012",
        "1e3",
        "-.5",
        "true",
        "NO",
        "null",
        "~",
        "",
        "12:30",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "[a]",
        "{a}",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'a'",
        '"a"',
        "a\nb",
        "a\n",
        "\ta",
        " a ",
        "a  b",
        "|",
        ">-",
        "---",
        "...",
        "<<",
        "=",
        "?",
        "? a",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\U0001f600",
        "دمشق",
        LONG,
        LONG.strip(),
        "x" * 300,
        f"- {LONG.strip()}",
        f"{LONG.strip()}:",
        "2024-12-08T22:30",
    ],
)
@pytest.mark.parametrize("where", ["title", "list", "inline", "deep"])
def test_every_text_reads_as_it_was(value, where):
    data = {
        "title": {"title": value},
        "list": {"focus": [value, value]},
        "inline": {"places": [{"id": "x", "names": {"ar": value}}]},
        "deep": {"events": [{"id": "x", "claims": [{"text": value}]}]},
    }[where]
    assert table(story_yaml(data)) == data


def test_true_and_one_and_their_texts_stay_apart():
    data = {"id": "1", "title": "true", "format": 1, "subtitle": True, "language": None}
    read_back = table(story_yaml(data))
    assert read_back == data
    assert [type(read_back[key]) for key in data] == [str, str, int, bool, type(None)]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", object(), {1, 2}])
def test_what_no_story_can_hold_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds
        story_yaml({"title": value})


def test_unknown_keys_stand_behind_the_others():
    data = {"zebra": 1, "title": "x", "format": 1, "apple": {"b": [], "a": {}}}
    assert list(table(story_yaml(data))) == ["format", "title", "zebra", "apple"]
    assert table(story_yaml(data)) == data


def test_a_looked_up_time_or_an_order_alone_is_not_made_up(make_story):
    story = make_story(
        legs=[
            make_story.leg("a", departure="2024-05-01T08:00Z", arrival="2024-05-01T20:00Z"),
            make_story.leg("b", **{"from": "lyon", "to": "paris"}, after=["a"]),
        ],
        events=[
            make_story.event("x", start="2024-05-01", end="2024-05-02"),
            make_story.event("y", after=["x"]),
            make_story.event("z", leg="a"),
            make_story.event("w", leg="a", start="2024-05-01T09:00Z"),
        ],
    )
    data = story_data(story)
    assert "departure" not in data["legs"][1]
    assert [event.get("start") for event in data["events"]] == [
        "2024-05-01",
        None,
        None,
        "2024-05-01T09:00Z",
    ]
    assert [event.get("end") for event in data["events"]] == ["2024-05-02", None, None, None]
    assert read_story(story_yaml(data)) == story


# ------------------------------------------------------------------------------ changes in a text


def test_without_a_change_nothing_changes(text):
    assert rewritten(text, table(text)) == text


def test_a_changed_word_changes_its_line_alone(text):
    data = table(text)
    data["events"][2]["headline"] = "No: it is cold"
    data["places"][0]["lon"] = 36.3
    new = rewritten(text, data)
    assert table(new) == data
    assert changed_lines(text, new) == [
        "-     lon: 36.2913",
        "+     lon: 36.3",
        "-     headline: The Kremlin shows no will to intervene for Assad",
        "+     headline: 'No: it is cold'",
    ]


def test_a_removed_row_takes_its_own_comment_and_no_other(text):
    data = table(text)
    rows = [row["id"] for row in data["events"]]
    # The row above a comment, and the one below it.
    for gone, kept in [
        (rows[rows.index("contacts-denied") - 1], True),
        ("contacts-denied", False),
        (rows[-1], True),
    ]:
        less = {**data, "events": [row for row in data["events"] if row["id"] != gone]}
        for row in (*less["events"], *less["legs"]):
            for order in ("after", "before"):
                if gone in row.get(order, []):
                    row[order] = [name for name in row[order] if name != gone]
        new = rewritten(text, less)
        assert table(new) == less
        assert ("# What was said afterwards." in new) is kept
        removed = sum(line.startswith("-") for line in changed_lines(text, new))
        assert removed < 40


def test_the_comment_above_the_next_list_outlives_the_last_row(text):
    data = table(text)
    data["legs"].pop()
    new = rewritten(text, data)
    assert table(new) == data
    assert "# In about the order of the report" in new
    assert "\n\n# In about the order" in new


def test_an_added_row_stands_apart_like_the_others(text):
    data = table(text)
    data["events"].insert(
        1,
        {"id": "new", "headline": "New", "people": ["assad"], "start": "2024-12-01", "text": LONG},
    )
    data["groups"].append({"id": "new", "name": "New ones", "colour": 2})
    new = rewritten(text, data)
    assert table(new) == data
    lines = changed_lines(text, new)
    assert not [line for line in lines if line.startswith("-")]
    assert (
        lines[:3]
        == [
            "+   - {id: new, name: New ones, colour: 2}",
            "+   - id: new",
            "+     headline: New",
        ]
        or lines[1] == "+ "
    )
    assert "\n\n  - id: new\n    headline: New\n" in new


def test_an_added_key_comes_where_the_models_have_it(text):
    data = table(text)
    data["places"][0]["note"] = "A note"
    data["legs"][0]["text"] = "Other words"
    data["legs"][0].pop("words")
    data["zone_name"] = "Zone"
    new = rewritten(text, data)
    assert table(new) == data
    assert "centre of the city\n    note: A note\n  - id: defence-ministry" in new


def test_what_an_alias_shares_is_changed_for_all_or_parted(text):
    data = table(text)
    data["legs"][0]["claims"][0]["told_by"] = "somebody"
    new = rewritten(text, data)
    assert table(new) == data, "the event's own claims stay as they were"
    data["events"][1]["claims"][0]["told_by"] = "somebody"
    new = rewritten(text, data)
    assert table(new) == data
    assert "claims: *moscow-trip" in new
    assert len(changed_lines(text, new)) == 2


def test_removing_where_an_alias_comes_from_keeps_what_it_says(text):
    data = table(text)
    data["legs"].pop(0)
    new = rewritten(text, data)
    assert table(new) == data


def test_data_that_the_reader_refuses_keep_their_comments_too(text):
    data = table(text)
    data["title"] = "A bell \x07 rings"
    new = rewritten(text, data)
    assert not new.startswith(lost_comments())
    assert len(changed_lines(text, new)) == 2
    with pytest.raises(StoryError, match="control character"):
        read_story(new)


def test_rows_may_change_places(text):
    data = table(text)
    data["events"].reverse()
    new = rewritten(text, data)
    assert table(new) == data
    assert sorted(line.strip() for line in new.splitlines() if line.strip().startswith("#")) == (
        sorted(line.strip() for line in text.splitlines() if line.strip().startswith("#"))
    )


STRANGE = """\
# first
title:   'A   title'   # behind
format: 1   # one

# above people
people:
- id: a   # of a
  # inside a
  name: >
    Folded
    name

# of b
- {id: b, name: "B" }  # behind b

#last of people
events: [ {id: c,
   # within
   name: x}, d ]
# the end
"""


def test_another_hand_is_kept_too():
    data = table(STRANGE)
    assert rewritten(STRANGE, data) == STRANGE
    data["format"] = 2
    data["people"][1]["name"] = "Bert"
    new = rewritten(STRANGE, data)
    assert table(new) == data
    for comment in ("# first", "# behind", "# one", "# of a", "# inside a", "# of b", "# the end"):
        assert comment in new
    less = copy.deepcopy(data)
    less["people"].pop(0)
    new = rewritten(STRANGE, less)
    assert table(new) == less
    assert "# of b" in new
    assert "# inside a" not in new


def test_json_stays_readable_with_changes():
    text = '{"format": 1, "title": "x", "people": [{"id": "a", "name": "A"}]}'
    data = table(text)
    data["people"][0]["name"] = "true"
    assert table(rewritten(text, data)) == data


words = st.one_of(
    # Without halves of characters, control characters and what turns a text round.
    st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=["Cc", "Cs", "Cf"],
            exclude_characters="\ufffe\uffff",
        ),
        max_size=30,
    ),
    st.text("ab: #-\n'\"[]{},&*!|>%@`?", max_size=12),
    st.sampled_from(["a", "a b", "1", "true", "2024-12-08", "x: y", "# x", LONG, "بيروت", ""]),
)
scalars = st.one_of(
    words,
    st.booleans(),
    st.none(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
)
ids = st.sampled_from(["a", "b", "c", "d"])
claims = st.lists(
    st.fixed_dictionaries(
        {"source": ids},
        optional={"text": words, "paragraphs": st.lists(st.integers(1, 9), max_size=3)},
    ),
    max_size=3,
)
rows = st.lists(
    st.fixed_dictionaries(
        {"id": ids},
        optional={
            "name": scalars,
            "names": st.dictionaries(ids, words, max_size=2),
            "people": st.lists(words, max_size=3),
            "claims": claims,
            "note": words,
        },
    ),
    max_size=4,
    unique_by=lambda row: row["id"],
)
tables = st.fixed_dictionaries(
    {"format": st.just(1)},
    optional={
        "title": words,
        "focus": st.lists(ids, max_size=3),
        "groups": rows,
        "places": rows,
        "legs": rows,
        "events": rows,
    },
)


@settings(max_examples=60)
@given(tables)
def test_what_is_written_reads_as_it_was(data):
    assert table(story_yaml(data)) == data


def commented(text):
    """The text with a comment above each key and row of its lists, told apart by numbers."""
    out = []
    for line in text.splitlines():
        if line.startswith("  - ") or (line and line[0].isalpha()):
            out.append(f"{' ' * (len(line) - len(line.lstrip()))}# comment {len(out)}")
        out.append(line)
    return "\n".join(out) + "\n"


@settings(max_examples=60)
@given(tables, tables)
def test_whatever_changes_is_put_into_the_text(old, new):
    text = story_yaml(old)
    result = rewritten(text, new)
    assert table(result) == new
    assert not result.startswith(lost_comments())


simple = st.text("abc ,.'", min_size=1, max_size=20).map(str.strip).filter(bool)
simple_rows = st.lists(
    st.fixed_dictionaries({"id": ids, "name": simple}, optional={"note": simple}),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row["id"],
)
simple_tables = st.fixed_dictionaries(
    {"format": st.just(1), "places": simple_rows, "events": simple_rows}
)


@settings(max_examples=40)
@given(simple_tables, simple_tables)
def test_the_comments_of_rows_that_stay_are_kept(old, new):
    text = commented(story_yaml(old))
    result = rewritten(text, new)
    assert table(result) == new
    lines = text.splitlines()
    for kind in ("places", "events"):
        stay = {row["id"] for row in old[kind]} & {row["id"] for row in new[kind]}
        start = lines.index(f"{kind}:")
        for name in stay:
            above = lines[lines.index(f"  - id: {name}", start) - 1]
            assert f"{above}\n  - id: {name}\n" in result


def test_a_text_that_was_kept_loads_as_a_story(root, text):
    data = table(text)
    data["title"] = "Another title"
    story = read_story(rewritten(text, data))
    assert story.title == "Another title"
    assert story.events == load_story(root / "stories" / "assad-2024.yaml").events


# ---------------------------------------------------------------- large texts: changed in parts


@pytest.fixture
def in_parts(monkeypatch):
    """Every text is taken for a large one, which ruamel.yaml never gets as a whole."""
    monkeypatch.setattr("geo.yaml.yaml_editor.MAX_ROUND_TRIP", 0)


def test_a_large_text_keeps_all_that_did_not_change(in_parts, text):
    data = table(text)
    data["title"] = "Another"
    data["events"][2]["headline"] = "No: it is cold"
    data["events"].append({"id": "new", "headline": "New"})
    gone = data["groups"].pop()["id"]
    data["zebra"] = "new"
    new = rewritten(text, data)
    assert table(new) == data
    lines = changed_lines(text, new)
    assert [line for line in lines if line.startswith("-")] == [
        "- title: The night Assad left",
        *(line for line in lines if line.startswith("-") and f"id: {gone}" in line),
        "-     headline: The Kremlin shows no will to intervene for Assad",
    ]


def test_what_an_alias_of_a_large_text_shares_is_parted(in_parts, text):
    data = table(text)
    data["legs"][0]["claims"][0]["told_by"] = "somebody"
    new = rewritten(text, data)
    assert table(new) == data, "what the others share stays as it was"
    assert not new.startswith(lost_comments())


def test_another_hand_is_kept_in_a_large_text(in_parts):
    data = table(STRANGE)
    data["format"] = 2
    data["people"][1]["name"] = "Bert"
    new = rewritten(STRANGE, data)
    assert table(new) == data
    assert len(changed_lines(STRANGE, new)) <= 6
    assert "# inside a" in new


def test_a_large_text_of_another_layout_is_written_anew_and_says_so(in_parts):
    text = '{"format": 1, "title": "x", "people": [{"id": "a", "name": "A"}]}'
    data = table(text)
    data["people"][0]["name"] = "B"
    new = rewritten(text, data)
    assert new.startswith(lost_comments())
    assert table(new) == data


@settings(max_examples=60)
@given(tables, tables)
def test_whatever_changes_is_put_into_a_large_text(old, new):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geo.yaml.yaml_editor.MAX_ROUND_TRIP", 0)
        assert table(rewritten(commented(story_yaml(old)), new)) == new


class Counted(str):
    """A text that counts how often it is taken apart."""

    __slots__ = ("taken",)

    def split(self, *arguments, **options):
        self.taken = getattr(self, "taken", 0) + 1
        return super().split(*arguments, **options)


def long_story(rows, *, alias):
    names = [f"p{i}" for i in range(20)]
    shared = "people: *all" if alias else "people: [p1]"
    people = "".join(f"  - {{id: {name}}}\n" for name in names)
    events = "".join(
        f"  # row {i}\n  - id: e{i}\n    headline: H\n    {shared}\n"
        "    claims: [{source: x, told_by: y}]\n"
        for i in range(rows)
    )
    head = f"format: 1\ntitle: T\nfocus: &all [{', '.join(names)}]\n"
    return f"{head}sources:\n  - {{id: x}}\npeople:\n{people}events:\n{events}"


@pytest.mark.parametrize("alias", [False, True])
@pytest.mark.parametrize("limit", [0, 10**9])
def test_what_a_change_costs_grows_with_the_text_and_no_faster(monkeypatch, alias, limit):
    monkeypatch.setattr("geo.yaml.yaml_editor.MAX_ROUND_TRIP", limit)
    if limit:  # the other way: all of it through ruamel.yaml
        monkeypatch.setattr("geo.yaml.yaml_editor.edit_lines", lambda *_, **__: None)

    def change(rows):
        text = long_story(rows, alias=alias)
        data = read_yaml(text, name="x")
        data["events"][3] = {**data["events"][3], "headline": "Other"}
        return calls(rewritten, text, data)

    change(5)
    less, more = change(60), change(120)
    assert more < 2.3 * less, (less, more)


def test_the_comments_are_given_back_in_one_pass():
    text = long_story(30, alias=False)
    counted = Counted(text)
    old = read_yaml(text, name="x")
    assert yaml_editor._with_comments(text, counted, old) == text
    assert counted.taken <= 3


def test_a_change_reads_the_new_text_once(monkeypatch, text):
    read = []
    build = yaml_reader._build
    monkeypatch.setattr(yaml_reader, "_build", lambda *given: read.append(1) or build(*given))
    old = read_yaml(text, name="x")
    new = {**old, "title": "Another"}
    assert rewrite(text, old, new)[1] == new
    assert len(read) == 2, "the old text and the new one"


def test_a_change_that_would_make_the_file_too_large_is_refused(monkeypatch, in_parts):
    monkeypatch.setattr("geo.yaml.yaml_editor.MAX_BYTES", 100)
    with pytest.raises(StoryError, match="would make the file larger"):
        rewritten('{"format": 1, "title": "x"}', {"format": 1, "title": "y" * 200})
