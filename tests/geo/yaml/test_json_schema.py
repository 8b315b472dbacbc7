"""The schema and the reference are made from the models; the starter and the stories fit them."""

import json
from typing import get_args

import jsonschema
import pytest

from geo.evidence.admiralty_scale import Stance
from geo.places.gazetteer import Kind
from geo.remarks.story_check import check_text
from geo.story.model import End, Fix, Letter, Mode, Outcome, PathKind, Track, keys_of
from geo.tracks.gaps import SourceKind
from geo.yaml.json_schema import (
    DIALECT,
    EXAMPLES,
    MEANINGS,
    MODELS,
    NAME,
    schema_text,
    story_schema,
)
from geo.yaml.starter_story import starter_text
from geo.yaml.yaml_reader import read_yaml
from layers.style.map_style import PEOPLE
from tools import reference


@pytest.fixture(scope="module")
def validator():
    schema = story_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture
def starter():
    return json.loads(json.dumps(read_yaml(starter_text(), name="starter.yaml")))


# ------------------------------------------------------------------------------------- the schema


def test_it_says_which_dialect_it_is():
    assert story_schema()["$schema"] == DIALECT


@pytest.mark.parametrize("name", ["assad-2024.yaml", "benyovszky-1771.yaml", "haneda-2024.yaml"])
def test_the_shipped_stories_are_valid(root, validator, name):
    text = (root / "stories" / name).read_text(encoding="utf-8")
    validator.validate(json.loads(json.dumps(read_yaml(text, name=name))))


def test_the_starter_is_valid(validator, starter):
    validator.validate(starter)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("title", None),
        ("sources", None),
        ("format", 2),
        ("colour", 1),
        ("events", []),
        ("id", "An id"),
        ("title", "x" * 161),
        ("sources.0.url", "ftp://example.org"),
        ("sources.0.reliability", "G"),
        ("sources.0.published", [2024]),
        ("groups.0.colour", 7),
        ("places.1.lon", 181),
        ("places.1.precision_km", 0),
        ("places.0.area", "FR"),  # without coordinates_from
        ("places.0.lon", 2.0),  # without the others
        ("places.0.kind", "town"),
        ("places.0.gazetteer", "170654"),
        ("legs.0.mode", "rocket"),
        ("legs.0.people", []),
        ("legs.0.claims", []),
        ("legs.0.claims.0.informants", 0),
        ("events.0.support", {"figure": 7, "reason": "x"}),
        ("events.0.headline", "x" * 91),
        ("silenced", [{"remark": "unused"}]),
    ],
)
def test_a_bad_story_is_not(validator, starter, path, value):
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    table = starter
    for step in steps:
        table = table[step]
    if value is None:
        del table[last]
    else:
        table[last] = value
    assert list(validator.iter_errors(starter))


def test_every_key_has_a_description_and_no_other_key_is_allowed():
    schema = story_schema()
    for name, model in MODELS.items():
        table = schema if name == "Story" else schema["$defs"][name]
        assert table["additionalProperties"] is False
        assert list(table["properties"]) == keys_of(model)
        for key, described in table["properties"].items():
            assert described["description"].endswith("."), key
            assert len(described["description"]) > 10, key
            assert "title" not in described, key


def test_the_meaning_of_every_word_is_said():
    words = {
        "reliability": Letter,
        "stance": Stance,
        "kind": Kind,
        "mode": Mode,
        "path": PathKind,
        "outcome": Outcome,
        "source_kind": SourceKind,
        "unreported_ends": End,
    }
    assert {key: set(get_args(kind)) for key, kind in words.items()} == {
        key: set(meanings) for key, meanings in MEANINGS.items()
    }
    text = schema_text()
    enums = [
        described
        for table in json.loads(text)["$defs"].values()
        for described in table["properties"]
        if "enum" in table["properties"][described]
        or "enum" in table["properties"][described].get("items", {})
    ]
    assert set(enums) == set(words)


def test_every_example_is_one(validator):
    schema = story_schema()
    for name in MODELS:
        table = schema if name == "Story" else schema["$defs"][name]
        for key in table["properties"].keys() & EXAMPLES.keys():
            described = {**table["properties"][key], "$defs": schema["$defs"]}
            for example in described["examples"]:
                jsonschema.Draft202012Validator(described).validate(example)


def test_a_time_has_no_default():
    leg = story_schema()["$defs"]["Leg"]["properties"]
    assert not any("default" in leg[key] for key in ("departure", "arrival", "window"))
    assert leg["mode"]["default"] == "unknown"


# ------------------------------------------------------------------------------------ the starter


def test_the_starter_has_neither_faults_nor_remarks():
    checked = check_text(starter_text(), "starter.yaml", palette=PEOPLE)
    assert checked.story is not None
    assert (checked.faults, checked.remarks) == ((), ())


def test_the_starter_names_the_schema_beside_it_in_its_first_line():
    first = starter_text().partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={NAME}"


def test_the_starter_shows_every_key(starter):
    text = starter_text()
    for model in MODELS.values():
        for key in keys_of(model):
            assert f"{key}:" in text, key


ALONE = {key for model in MODELS.values() for key in keys_of(model)} - {
    *("figure", "reason", "remark", "at", "support", "silenced"),  # parts of a table
    *("tracks", *keys_of(Track), *keys_of(Fix), "track", "track_part"),  # go in together
    *("translations", "told"),
}
COMMENTED = [
    line
    for line in starter_text().splitlines()
    if line.lstrip().startswith("# ") and line.lstrip("# ").partition(":")[0] in ALONE
]


@pytest.mark.parametrize("line", COMMENTED)
def test_a_key_that_is_commented_out_may_be_put_in(line):
    text = starter_text().replace(line, line.replace("# ", "", 1), 1)
    assert text != starter_text()
    checked = check_text(text, "starter.yaml")
    assert not checked.faults, [str(fault) for fault in checked.faults]


@pytest.mark.parametrize("key", ["support", "silenced", "translations"])
def test_a_table_that_is_commented_out_may_be_put_in(key):
    lines = starter_text().splitlines()
    start = next(i for i, line in enumerate(lines) if line.lstrip().startswith(f"# {key}:"))
    for i in range(start, start + 4):
        if i < len(lines) and lines[i].lstrip().startswith("# "):
            lines[i] = lines[i].replace("# ", "", 1)
    checked = check_text("\n".join(lines), "starter.yaml")
    assert not checked.faults, [str(fault) for fault in checked.faults]
    assert getattr(checked.story, key, None) or checked.story.events[-1].support


def test_the_track_that_is_commented_out_may_be_put_in():
    text, begun = starter_text(), starter_text().index("# tracks:")
    end = text.index("\n\n", begun)
    table = text[begun:end].replace("# ", "", 1).replace("\n# ", "\n")
    text = text[:begun] + table + text[end:].replace("# track", "track")
    checked = check_text(text, "starter.yaml")
    assert not checked.faults, [str(fault) for fault in checked.faults]
    assert checked.story.leg["paris-lyon"].track == checked.story.tracks[0].id
    assert len(checked.story.recorded["train-phone"]) == 1


def test_most_keys_that_may_be_left_out_are_commented_out():
    assert len(COMMENTED) >= 18


# ---------------------------------------------------------------------------------- the documents


@pytest.mark.parametrize("name", ["format.md", "remarks.md", NAME])
def test_the_documents_are_current(root, name):
    text = (root / "docs" / name).read_text(encoding="utf-8")
    assert text == reference.texts()[name], "run python -m tools.reference"


def test_the_tool_says_what_is_not_current(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(reference, "DOCS", tmp_path)
    assert reference.main(["--check"]) == 1
    assert "docs/format.md is not current" in capsys.readouterr().out
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0
    (tmp_path / "remarks.md").write_text("old", encoding="utf-8")
    assert reference.main(["--check"]) == 1


def test_the_reference_explains_every_key():
    text = reference.format_text()
    for model in MODELS.values():
        part = text.partition(f"## {reference.NAMES[model.__name__]}\n")[2].partition("\n## ")[0]
        for key in keys_of(model):
            assert f"| `{key}` |" in part, key
    assert "earliest" not in text, "nothing of the inside shows"
