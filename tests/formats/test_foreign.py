"""What comes out of files as others write them, compared with what was put in.

Each file of the folder foreign has its outcome beside it in expected.yaml, written by hand:

| key | what it holds |
|---|---|
| answers | the answers to the file's questions |
| asks | the questions that stay open; the draft is not ready then |
| refused | a part of the sentence with which the file is refused |
| at | positions [lon, lat] of places, all that the story has (`loose`: to 0.01 degrees) |
| areas, places | areas and names of places that the story has |
| km | bounds of the precision of the places, in their order |
| starts, ends, words | times and words of the events, in their order; the last ones |
| names | headlines of the events |
| title, subtitle | those of the story |
| legs | [path, [lon, lat] of its begin, [lon, lat] of its end], all that the story has |
| says | parts of what is told of the file; most_said: how many remarks at most |
| texts, notes | parts of texts of events, and of notes of places |
| never | what stands nowhere in the story |
| placed | every event has a place |
"""

from pathlib import Path

import pytest
import yaml

from formats import FormatError, read
from geo.story.loading import read_story
from geo.yaml.yaml_writer import yaml_text
from tests.formats.sample_files import TODAY

FOLDER = Path(__file__).parent / "foreign"
EXPECTED = yaml.safe_load((FOLDER / "expected.yaml").read_text())


def positions(draft):
    return {place["id"]: [place.get("lon"), place.get("lat")] for place in draft.story["places"]}


def near(positions, expected, loose):
    by = 0.01 if loose else 0.0001
    return len(positions) == len(expected) and all(
        abs((a - c + 180) % 360 - 180) <= by and abs(b - d) <= by
        for (a, b), (c, d) in zip(positions, expected, strict=True)
    )


def fields(draft, name):
    return [event[name] for event in draft.story["events"] if name in event]


def test_every_file_has_its_outcome_and_there_are_enough_of_them():
    files = {file.name for file in FOLDER.iterdir()} - {"expected.yaml"}
    assert files == set(EXPECTED)
    assert len(files) >= 60


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_is_in_a_file_comes_out(name):
    expected, data = EXPECTED[name], (FOLDER / name).read_bytes()
    if "refused" in expected:
        with pytest.raises(FormatError) as caught:
            read(name, data, day=TODAY)
        assert expected["refused"] in str(caught.value)
        return
    draft = read(name, data, mapping=expected.get("answers"), day=TODAY)
    told = [str(remark) for remark in draft.missed] + list(draft.understood)
    for part in expected.get("says", ()):
        assert any(part in sentence for sentence in told), told
    assert len(draft.missed) <= expected.get("most_said", 20)
    asked = [question.id for question in draft.open_questions]
    assert asked == expected.get("asks", [])
    if asked:
        assert not draft.ready
    else:
        assert draft.ready, told
        read_story(yaml_text(draft.story))
    compare(draft, expected)


def compare(draft, expected):
    if not draft.story:
        return
    compare_places(draft, expected)
    compare_legs(draft, expected)
    for key, name in (("starts", "start"), ("ends", "end"), ("words", "words")):
        if key in expected:
            assert fields(draft, name)[-len(expected[key]) :] == expected[key]
    for key in expected.keys() & {"title", "subtitle"}:
        assert draft.story[key] == expected[key]
    if "names" in expected:
        assert fields(draft, "headline") == expected["names"]
    texts = fields(draft, "text")
    for part in expected.get("texts", ()):
        assert any(part in text for text in texts), texts
    for part in expected.get("never", ()):
        assert part not in yaml_text(draft.story)
    if expected.get("placed"):
        assert len(fields(draft, "place")) == len(draft.story["events"])


def compare_places(draft, expected):
    rows = draft.story["places"]
    if "at" in expected:
        points = list(positions(draft).values())
        assert near(points, expected["at"], expected.get("loose")), points
    if "km" in expected:
        points = [row["precision_km"] for row in rows]
        bounds = zip(points, expected["km"], strict=True)
        assert all(low <= km <= high for km, (low, high) in bounds), points
    assert set(expected.get("places", ())) <= {row["name"] for row in rows}
    if "areas" in expected:
        assert [row.get("area") for row in rows] == expected["areas"]
    notes = [row.get("note", "") for row in rows]
    for part in expected.get("notes", ()):
        assert any(part in note for note in notes), notes


def compare_legs(draft, expected):
    if "legs" not in expected:
        return
    at = positions(draft)
    ways = [(leg["path"], at[leg["from"]], at[leg["to"]]) for leg in draft.story["legs"]]
    assert [leg[0] for leg in ways] == [leg[0] for leg in expected["legs"]]
    for end in (1, 2):
        assert near([leg[end] for leg in ways], [leg[end] for leg in expected["legs"]], None)
    assert not any(leg.get("outcome") == "intended" for leg in draft.story["legs"])
