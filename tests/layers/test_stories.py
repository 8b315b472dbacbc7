"""Which story files a folder has."""

import pytest

from geo.errors import Fault
from layers.stories import StoryFile, find_stories


def test_files_by_name(tmp_path):
    for name in ("b.yaml", "a.json", "notes.txt", "c.yml"):
        (tmp_path / name).write_text("")
    assert [one.key for one in find_stories(tmp_path)] == ["a", "b", "c"]


def test_two_of_one_name_are_kept_apart(tmp_path):
    for name in ("a.yaml", "a.json"):
        (tmp_path / name).write_text("")
    assert [one.key for one in find_stories(tmp_path)] == ["a.json", "a.yaml"]


def test_no_folder_no_stories(tmp_path):
    assert find_stories(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("title: The night\n", "The night"),
        ('format: 1\ntitle: "The: night"  # of all\n', "The: night"),
        ("places:\n  - title: not this\n", "a"),
        ("title:\n", "a"),
        ("", "a"),
    ],
)
def test_the_title_is_found_without_reading_the_story(tmp_path, text, title):
    (tmp_path / "a.yaml").write_text(text)
    assert find_stories(tmp_path)[0].title() == title


def test_a_change_shows_in_the_digest(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a")
    before = StoryFile("a", path).digest()
    path.write_text("b")
    assert StoryFile("a", path).digest() != before
    path.unlink()
    assert StoryFile("a", path).digest() == ""
    assert StoryFile("a", path).title() == "a"


def test_faults_are_given_not_raised(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("format: 1\n")
    faults = StoryFile("a", path).load()
    assert len(faults) > 3
    assert all(isinstance(one, Fault) for one in faults)
