import pytest

from geo.errors import StoryError
from geo.yaml.yaml_reader import (
    MAX_BYTES,
    MAX_DEPTH,
    Rows,
    Table,
    line_of,
    read_bytes,
    read_file,
    read_yaml,
)
from tests.counting import lines_run


def read(text):
    return read_yaml(text, name="story.yaml")


def fault(text):
    with pytest.raises(StoryError) as caught:
        read(text)
    (only,) = caught.value.faults
    return only


# ---------------------------------------------------------------------------------------- lines

TEXT = """\
# a comment
format: 1

places:
  - id: damascus
    name: >-
      Damascus
      the city
    lon: 36.3
  - {id: homs,
     lat: 34.7}
people: [assad,
  maher]
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        (("format",), 2),
        (("places",), 4),
        (("places", 0), 5),
        (("places", 0, "name"), 6),
        (("places", 0, "lon"), 9),
        (("places", 1), 10),
        (("places", 1, "lat"), 11),
        (("people", 0), 12),
        (("people", 1), 13),
        # what is not there has the line of what it should stand in
        (("title",), 2),
        (("places", 0, "lat"), 5),
        (("places", 7), 4),
        (("places", 0, "lon", "degrees"), 9),
    ],
)
def test_every_part_keeps_its_line(path, line):
    assert line_of(read(TEXT), path) == line


def test_what_a_file_has_again_and_again_is_kept_once():
    lines = (f"- {{person: everybody, number: n{i}}}\n" for i in range(3000))
    rows = read(f"events:\n{''.join(lines)}")["events"]
    assert len({id(key) for row in rows for key in row}) == 2
    assert len({id(row["person"]) for row in rows}) == 1
    assert [row["number"] for row in rows] == [f"n{i}" for i in range(3000)]


def test_what_is_read_is_plain_data():
    data = read(TEXT)
    assert data == {
        "format": 1,
        "places": [
            {"id": "damascus", "name": "Damascus the city", "lon": 36.3},
            {"id": "homs", "lat": 34.7},
        ],
        "people": ["assad", "maher"],
    }
    assert isinstance(data, Table)
    assert isinstance(data["places"], Rows)


def test_json_is_read_too():
    assert read('{"a": [1, 2.5, "NO", null, true]}') == {"a": [1, 2.5, "NO", None, True]}


# -------------------------------------------------------------------------------------- scalars

SCALARS = {
    # what YAML 1.1 made of these surprised many an editor
    "NO": "NO",
    "no": "no",
    "yes": "yes",
    "on": "on",
    "12:30": "12:30",
    "1_000": "1_000",
    "0x1F": "0x1F",
    "0o17": "0o17",
    "2024-12-08": "2024-12-08",
    "2024-12-08T22:30": "2024-12-08T22:30",
    ".nan": ".nan",
    ".inf": ".inf",
    "=": "=",
    # the core schema of YAML 1.2
    "true": True,
    "True": True,
    "FALSE": False,
    "null": None,
    "~": None,
    "": None,
    "5": 5,
    "-5": -5,
    "+5": 5,
    "007": 7,
    "5.5": 5.5,
    ".5": 0.5,
    "5.": 5.0,
    "1e3": 1000.0,
    "1e999": float("inf"),
    '"5"': "5",
    "'true'": "true",
    "!!str 5": "5",
    "|\n  5\n": "5\n",
    "9" * 40: "9" * 40,
}


@pytest.mark.parametrize(("text", "value"), SCALARS.items())
def test_scalars_follow_yaml_1_2(text, value):
    read_value = read(f"a: {text}")["a"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_merge_keys_are_ordinary_keys():
    assert read("a: 1\n<<: {b: 2}") == {"a": 1, "<<": {"b": 2}}


def test_aliases_stand_for_what_they_name():
    assert read("a: &x [1, 2]\nb: *x\nc: &y word\nd: *y") == {
        "a": [1, 2],
        "b": [1, 2],
        "c": "word",
        "d": "word",
    }


# -------------------------------------------------------------------------------------- refusals

BEGIN = 'Begin with "format: 1" and go on as in stories/assad-2024.yaml.'
NOT_YAML = "The file is not YAML:"
DAMAGE = "Check the indents, quotes and colons there."
REFUSED = {
    "": f"story.yaml:1: The file is empty. {BEGIN}",
    "# only a comment\n": f"story.yaml:1: The file is empty. {BEGIN}",
    "just words": f"story.yaml:1: The file is not a story. {BEGIN}",
    "- a\n- b": f"story.yaml:1: The file is not a story. {BEGIN}",
    "a: 1\nb: 2\na: 3": 'story.yaml:3: The key "a" stands twice. Keep one of the two.',
    "a:\n  x: 1\n  x: 2": 'story.yaml:3: The key "x" stands twice. Keep one of the two.',
    '1: a\n"1": b': 'story.yaml:2: The key "1" stands twice. Keep one of the two.',
    "? [a]\n: 1": "story.yaml:1: A key is a list or a table. Use a plain word as the key.",
    "a: 1\n---\nb: 2": (
        'story.yaml:2: A second document begins here ("---"). One file, one story.'
    ),
    "a: !!python/object:os.system x": (
        'story.yaml:1: The tag "tag:yaml.org,2002:python/object:os.system" is not allowed. '
        "Delete it."
    ),
    "a: 1\nb: !!binary aGk=": (
        'story.yaml:2: The tag "tag:yaml.org,2002:binary" is not allowed. Delete it.'
    ),
    "a: !mine\n  b: 1": 'story.yaml:1: The tag "!mine" is not allowed. Delete it.',
    "a: !!seq [1]": 'story.yaml:1: The tag "tag:yaml.org,2002:seq" is not allowed. Delete it.',
    "a: 1\nb: *x": (
        'story.yaml:2: The alias "*x" has no anchor yet. '
        "Anchors must stand before the alias, and not around it."
    ),
    "a: &x [*x]": (
        'story.yaml:1: The alias "*x" has no anchor yet. '
        "Anchors must stand before the alias, and not around it."
    ),
    "a: b: c": (
        f"story.yaml:1: {NOT_YAML} mapping values are not allowed in this context. {DAMAGE}"
    ),
    "a: 1\nb: 'open": f"story.yaml:2: {NOT_YAML} found unexpected end of stream. {DAMAGE}",
    "a: 1\n\tb: 2": (
        f"story.yaml:2: {NOT_YAML} found a tab character that violates indentation. {DAMAGE}"
    ),
    'a: "\\ud800"': (
        f"story.yaml:1: {NOT_YAML} found invalid Unicode character escape code. {DAMAGE}"
    ),
    "a: 1\nb: x\x07y": (
        "story.yaml:2: The file has a character that YAML does not allow (U+0007). Delete it."
    ),
    "a: 1\nb: 2\nc: \x00": (
        "story.yaml:3: The file has a character that YAML does not allow (U+0000). Delete it."
    ),
    "a: 1\nb: \ud83d": "story.yaml:2: The file has half a character (U+D83D). Delete it.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_line(text):
    assert str(fault(text)) == REFUSED[text]


def test_a_control_character_is_found_behind_arabic_text():
    assert fault("دمشق: ١\n" * 1 + "b: \x01\n" + "c: 1\n" * 9).line == 2  # noqa: RUF001


def test_nesting_is_bounded_before_anything_recurses():
    deepest = MAX_DEPTH - 1  # the root is a table itself
    assert read("a: " + "[" * deepest + "]" * deepest)
    fault("a: " + "[" * (deepest + 1) + "]" * (deepest + 1))
    only = fault("a: " + "[" * 100_000)
    assert str(only) == (
        "story.yaml:1: The nesting is deeper than 16. A story needs six levels at most."
    )


def test_an_alias_bomb_is_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    read_value = []
    lines_run(lambda: read_value.append(fault("\n".join(lines))), most=500_000)
    (only,) = read_value
    assert only.wrong == "The file unfolds to more than it may hold"
    assert only.line <= 7


# ----------------------------------------------------------------------------------------- files


def file_fault(path):
    with pytest.raises(StoryError) as caught:
        read_file(path)
    (only,) = caught.value.faults
    return str(only)


def test_a_file_is_read_by_its_name(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes("title: دمشق\n".encode())
    assert read_file(path) == ("mine.yaml", "title: دمشق\n")
    assert read_file(str(path))[0] == "mine.yaml"


def test_a_byte_order_mark_is_passed_over():
    assert read_bytes(b"\xef\xbb\xbfformat: 1", name="s") == "format: 1"


def test_a_file_that_is_not_there(tmp_path):
    path = tmp_path / "none.yaml"
    assert file_fault(path) == (
        f"{path}: The file cannot be read (no such file or directory). "
        "Check its name and its folder."
    )
    assert "is a directory" in file_fault(tmp_path)


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("title: Zürich".encode("latin-1"), 1),
        (b"a: 1\nb: \xff\xfe", 2),
    ],
)
def test_another_encoding_is_refused(tmp_path, raw, line):
    path = tmp_path / "other.yaml"
    path.write_bytes(raw)
    expected = f"other.yaml:{line}: The text is not UTF-8. Save the file as UTF-8."
    assert file_fault(path) == expected


def test_a_file_may_not_be_too_large(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert len(read_file(path)[1]) == MAX_BYTES
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert file_fault(path) == (
        "large.yaml: The file is larger than 5 MB. Split the story into several files."
    )
