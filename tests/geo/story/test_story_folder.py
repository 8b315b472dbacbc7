"""Which story files a folder has."""

import hashlib
import os
from pathlib import Path

import pytest

from geo.errors import Fault
from geo.story.model import Story
from geo.story.story_folder import FolderError, StoryFile, find_stories
from geo.yaml.file_bytes import MAX_BYTES


def test_files_by_name(tmp_path):
    for name in ("b.yaml", "a.json", "notes.txt", "c.yml"):
        (tmp_path / name).write_text("")
    assert [item.key for item in find_stories(tmp_path)] == ["a", "b", "c"]


def test_two_of_one_name_are_kept_apart(tmp_path):
    for name in ("a.yaml", "a.json"):
        (tmp_path / name).write_text("")
    assert [item.key for item in find_stories(tmp_path)] == ["a.json", "a.yaml"]


def test_a_name_that_is_taken_keeps_its_ending(tmp_path):
    (tmp_path / "your-own.yaml").write_text("")
    (file,) = find_stories(tmp_path, taken=("your-own",))
    assert file.key == "your-own.yaml"


def test_a_folder_that_cannot_be_read_is_told_with_the_reason(tmp_path, monkeypatch):
    def listed(path, once=Path.iterdir):
        if path == tmp_path:  # tests may run as who may read everything
            raise PermissionError(13, "Permission denied")
        return once(path)

    monkeypatch.setattr("pathlib.Path.iterdir", listed)
    with pytest.raises(FolderError, match=r"^The folder .* cannot be read \(permission denied\)$"):
        find_stories(tmp_path)


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
    before = StoryFile("a", path).read().digest
    path.write_text("b")
    assert StoryFile("a", path).read().digest != before
    path.unlink()
    assert StoryFile("a", path).read().digest == ""
    assert StoryFile("a", path).title() == "a"


def test_faults_are_given_not_raised(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("format: 1\n")
    faults = StoryFile("a", path).read().load()
    assert len(faults) > 3
    assert all(isinstance(item, Fault) for item in faults)


def test_digest_story_and_text_are_of_the_same_bytes(tmp_path, root):
    path = tmp_path / "a.yaml"
    good = (root / "stories" / "assad-2024.yaml").read_bytes()
    path.write_bytes(good)
    content = StoryFile("a", path).read()
    path.write_bytes(good[:5000])  # half a save
    assert content.digest == hashlib.sha256(good).hexdigest()
    assert isinstance(content.load(), Story)
    assert content.text() == good.decode()


def unreadable(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    yield StoryFile("gone", tmp_path / "gone.yaml"), "no such file or directory"
    yield StoryFile("folder", tmp_path / "folder.yaml"), "it is no file"
    os.mkfifo(tmp_path / "pipe.yaml")
    yield StoryFile("pipe", tmp_path / "pipe.yaml"), "it is no file"


def test_what_cannot_be_read_is_told_without_its_folder(tmp_path):
    for file, reason in unreadable(tmp_path):
        (fault,) = file.read().load()
        assert str(fault).startswith(f"{file.path.name}: The file cannot be read ({reason})")
        assert str(tmp_path) not in str(fault)
        assert (file.read().text(), file.title()) == (None, file.key)


def test_of_a_huge_file_only_what_a_story_may_have_is_read(tmp_path):
    path = tmp_path / "a.yaml"
    with path.open("wb") as handle:
        handle.truncate(3_000_000_000)  # takes no room: it is all hole
    content = StoryFile("a", path).read()
    assert len(content.data) == MAX_BYTES + 1
    (fault,) = content.load()
    assert "larger than 5 MB" in str(fault)
    assert StoryFile("a", path).title() == "a"


def test_a_translation_is_read_as_carefully_as_its_story(tmp_path, root):
    path, folder = tmp_path / "a.yaml", tmp_path / "translations"
    path.write_bytes((root / "stories" / "assad-2024.yaml").read_bytes())
    folder.mkdir()
    os.mkfifo(folder / "a.de.yaml")
    (fault,) = StoryFile("a", path).read().load()
    assert str(fault).startswith("a.de.yaml: The file cannot be read (it is no file)")
    (folder / "a.de.yaml").unlink()
    with (folder / "a.de.yaml").open("wb") as handle:
        handle.truncate(3_000_000_000)
    content = StoryFile("a", path).read()
    assert len(content.beside) == MAX_BYTES + 1
    (fault,) = content.load()
    assert str(fault).startswith("a.de.yaml: The file is larger than 5 MB")
