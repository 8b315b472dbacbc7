"""--known-by on the command line: pictures, films and exports of what was known by a date."""

import json

import pytest

from cli.main import main
from geo.story.loading import load_story


@pytest.fixture
def story(root):
    return str(root / "stories" / "benyovszky-1771.yaml")


@pytest.fixture
def run(capsys):
    """run("check", "a.yaml") -> (status, stdout, stderr)"""

    def run_one(*arguments):
        status = main([str(item) for item in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run_one


def test_a_picture_of_what_was_known(run, story, tmp_path):
    file = tmp_path / "x.svg"
    given = ("picture", story, "--at", "sails", "--known-by", "1790-12", "-o", file, "--alt")
    status, out, err = run(*given)
    assert (status, err) == (0, "")
    assert out.startswith("As known by the end of 1790. The exiles put to sea")
    assert "As known by the end of 1790" in file.read_text()


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1700", "Nothing of the story was public by 1700; the first was published some time in"),
        ("soon", '"soon" is not a time that can be read'),
        ("1790/..", "--known-by 1790/.. is no date that has an end"),
    ],
)
def test_a_date_that_does_not_do_is_refused(run, story, tmp_path, date, said):
    for command in (("picture", "--at", "sails", "-o", "x.svg"), ("export", "-o", "x.geojson")):
        name, *options, file = command
        status, _, err = run(name, story, *options, tmp_path / file, "--known-by", date)
        assert status == 1
        assert said in err


def test_an_event_that_nobody_had_told_is_named_as_such(run, story, tmp_path):
    status, _, err = run(
        "picture", story, "--at", "home", "--known-by", "1790", "-o", tmp_path / "x.svg"
    )
    assert status == 1
    assert 'As known by the end of 1790, nobody had told of "home" yet' in err


def test_an_export_of_what_was_known_can_be_shown_as_it_is(run, story, tmp_path):
    file = tmp_path / "x.yaml"
    assert run("export", story, "--known-by", "1790", "-o", file)[0] == 0
    exported = load_story(file)
    assert len(exported.events) == 8
    assert {source.id for source in exported.sources} == {"memoirs", "cook"}


def test_an_export_says_who_reported_it_first_and_keeps_the_dates_of_claims(
    run, make_story, tmp_path
):
    file, made = tmp_path / "a.yaml", tmp_path / "a.geojson"
    claim = {"source": "paper", "paragraphs": [1], "told_by": "a guard", "named": False}
    dates = {"published": "2024-05-10T09:00", "withdrawn": "2024-06"}
    event = make_story.event("noon", start="2024-05-01", claims=[{**claim, **dates}, claim])
    file.write_text(make_story.text(events=[event]))
    assert run("export", file, "-o", made)[0] == 0
    (feature,) = (row for row in json.loads(made.read_text())["features"] if row["id"] == "noon")
    assert feature["properties"]["claims"][0] == {**claim, **dates}
    assert feature["properties"]["first_reported"] == "2024-05-09"
    assert feature["properties"]["first_reported_by"] == "paper"
    back = tmp_path / "b.yaml"
    assert run("import", made, "-o", back)[0] == 0
    assert load_story(back) == load_story(file)
