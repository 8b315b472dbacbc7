"""What commands write: a good file is never lost, and the file that is read is never written to."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli import output_files
from cli.main import main
from cli.output_files import CommandError, printable, write
from geo.tracks.fixes import fixes_of
from geo.tracks.track_file import write_track_file
from layers.film import film_encoder
from tests.strangers.sound_story import STORY
from tools import reference

TABLE = "date,what,lat,lon\n2024-12-08,Flight,33.51,36.29\n"
AT = ["--at", "flight-from-damascus"]
COMMANDS = {
    "export": (["export", "{story}"], "a.geojson"),
    "export-yaml": (["export", "{story}"], "a.yaml"),
    "page": (["page", "{story}"], "a.html"),
    "picture": (["picture", "{story}", *AT], "a.svg"),
    "storyboard": (["storyboard", "{story}", *AT], "a.svg"),
    "film": (["film", "{story}"], "a.gif"),
    "import": (["import", "{table}", "--zone", "UTC"], "a.yaml"),
}


@pytest.fixture
def desk(root, tmp_path, monkeypatch):
    """A folder with a story and a table; a film takes no time."""
    made = SimpleNamespace(data=b"GIF89a" * 1000)
    monkeypatch.setattr(film_encoder, "film", lambda *_, **__: made)
    story, table = tmp_path / "story.yaml", tmp_path / "table.csv"
    story.write_bytes((root / "stories" / "assad-2024.yaml").read_bytes())
    table.write_text(TABLE)
    return SimpleNamespace(folder=tmp_path, story=story, table=table)


def command(desk, name, target):
    arguments, _ = COMMANDS[name]
    filled = [argument.format(story=desk.story, table=desk.table) for argument in arguments]
    return main([*filled, "-o", str(target)])


class FullDisk:
    """A file that takes a thousand bytes, and then the disk is full."""

    def __init__(self, handle):
        self.handle = handle

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.handle)

    def write(self, content):
        os.write(self.handle, content[:1000])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_leaves_the_old_file_whole(desk, name, monkeypatch, capsys):
    target = desk.folder / COMMANDS[name][1]
    target.write_bytes(b"the only copy")
    before = sorted(desk.folder.iterdir())
    monkeypatch.setattr(output_files.os, "fdopen", lambda handle, mode: FullDisk(handle))
    assert command(desk, name, target) == 1
    message = capsys.readouterr().err
    assert f"{target}: The file cannot be written (no space left on device)" in message
    assert target.read_bytes() == b"the only copy"
    assert sorted(desk.folder.iterdir()) == before


def test_a_disk_that_says_only_at_the_end_that_it_is_full_does_no_harm(desk, monkeypatch):
    def fsync(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = desk.folder / "a.txt"
    target.write_bytes(b"the only copy")
    monkeypatch.setattr(output_files.os, "fsync", fsync)
    with pytest.raises(CommandError, match="no space left"):
        write(target, b"another")
    with pytest.raises(CommandError, match="no space left"):
        write(desk.folder / "b.txt", b"new", new=True)
    assert target.read_bytes() == b"the only copy"
    assert not (desk.folder / "b.txt").exists()


def test_new_leaves_nothing_half_written(desk, monkeypatch, capsys):
    def fsync(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = sorted(desk.folder.iterdir())
    monkeypatch.setattr(output_files.os, "fsync", fsync)
    assert main(["new", str(desk.folder / "mine.yaml")]) == 1
    assert "no space left on device" in capsys.readouterr().err
    assert sorted(desk.folder.iterdir()) == before


def test_the_reference_is_not_lost_either(desk, monkeypatch):
    for name in reference.texts():
        (desk.folder / name).write_text("old")
    monkeypatch.setattr(reference, "DOCS", desk.folder)
    monkeypatch.setattr(output_files.os, "fdopen", lambda handle, mode: FullDisk(handle))
    with pytest.raises(CommandError):
        reference.main([])
    assert {(desk.folder / name).read_text() for name in reference.texts()} == {"old"}


def same(path, desk):
    return path


def linked(path, desk):
    link = desk.folder / f"link{path.suffix}"
    link.symlink_to(path)
    return link


def hard(path, desk):
    link = desk.folder / f"hard{path.suffix}"
    link.hardlink_to(path)
    return link


def roundabout(path, desk):
    (desk.folder / "within").mkdir()
    return desk.folder / "within" / ".." / path.name


@pytest.mark.parametrize("named", [same, linked, hard, roundabout])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_file_that_is_read_is_no_output(desk, name, named, capsys):
    source = desk.table if name == "import" else desk.story
    before = source.read_bytes()
    options = [] if name != "export" else ["--format", "yaml"]
    arguments = [
        argument.format(story=desk.story, table=desk.table) for argument in COMMANDS[name][0]
    ]
    assert main([*arguments, *options, "-o", str(named(source, desk))]) == 1
    assert "This is the file that is read, and it would be overwritten" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_what_lies_beside_a_story_is_no_output_either(desk, capsys):
    """A track is the only copy of what was recorded."""
    track, translation = desk.folder / "way.csv", desk.folder / "translations" / "story.de.yaml"
    digest = write_track_file(fixes_of(time=[0, 60_000], lon=[1, 2], lat=[1, 2]), track)
    row = "{id: way, name: A way, vehicle: a car, source: paper, file: way.csv, claims: *told"
    desk.story.write_text(f"{STORY}\ntracks:\n  - {row}, sha256: {digest}}}\n")
    translation.parent.mkdir()
    translation.write_text("translations:\n  - {text: Anna waits, told: Anna wartet}\n")
    assert main(["check", str(desk.story)]) == 0
    before = track.read_bytes(), translation.read_bytes()
    for name, target in [("export", track), ("export", desk.folder / "translations/../way.csv"),
                         ("page", track), ("page", translation)]:  # fmt: skip
        assert main([name, str(desk.story), "-o", str(target)]) == 1
        assert "This is the file that is read" in capsys.readouterr().err
    assert (track.read_bytes(), translation.read_bytes()) == before


def test_a_site_does_not_overwrite_the_story_that_it_is_made_of(desk, monkeypatch, capsys):
    drawn = SimpleNamespace(data=b"", alt_short="short", alt_long="long")
    monkeypatch.setattr("layers.site.static_site.picture", lambda *_, **__: drawn)
    story = desk.folder / "index.html"
    story.write_text(STORY)
    assert main(["site", str(story), "-o", str(desk.folder)]) == 1
    assert "This is the file that is read" in capsys.readouterr().err
    assert story.read_text() == STORY


def test_a_site_overwrites_its_own_pages_and_nobody_elses(desk, monkeypatch, capsys):
    drawn = SimpleNamespace(data=b"", alt_short="short", alt_long="long")
    monkeypatch.setattr("layers.site.static_site.picture", lambda *_, **__: drawn)
    page = desk.folder / "index.html"
    page.write_text("My own page.")
    before = sorted(desk.folder.rglob("*"))
    for marker in ("", "{", '{"provider_name": "Somebody"}'):
        (desk.folder / "oembed.json").write_text(marker)
        assert main(["site", str(desk.story), "-o", str(desk.folder)]) == 1
        assert "index.html: This page was not made by" in capsys.readouterr().err
    (desk.folder / "oembed.json").unlink()
    assert (page.read_text(), sorted(desk.folder.rglob("*"))) == ("My own page.", before)
    page.unlink()
    for _ in range(2):  # the second time over its own
        assert main(["site", str(desk.story), "-o", str(desk.folder)]) == 0
    assert "made by" not in capsys.readouterr().err


def test_a_folder_that_may_not_be_written_to_is_told_before_the_work_begins(
    desk, monkeypatch, capsys
):
    """Who runs the tests may be allowed everything, so the system's answer is given here."""
    monkeypatch.setattr(output_files.os, "access", lambda path, _: Path(path) != desk.folder)
    monkeypatch.setattr("cli.page_command.scene_of", lambda _: pytest.fail("the work began"))
    assert main(["page", str(desk.story), "-o", str(desk.folder / "a.html")]) == 1
    assert "The file cannot be written (its folder may not be changed)" in capsys.readouterr().err


def test_a_file_keeps_its_rights_and_a_link_stays_one(desk):
    target, link = desk.folder / "a.txt", desk.folder / "link.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write(link, b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_new_file_has_the_rights_of_any_new_file(desk):
    plain = desk.folder / "plain"
    plain.write_bytes(b"")
    write(desk.folder / "a.txt", b"new")
    assert (desk.folder / "a.txt").stat().st_mode == plain.stat().st_mode


def test_a_pipe_or_a_device_is_written_to(desk):
    write("/dev/null", b"new")
    assert Path("/dev/null").is_char_device()


def test_a_full_device_is_told(desk, capsys):
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    assert main(["page", str(desk.story), "-o", "/dev/full"]) == 1
    assert "/dev/full: The file cannot be written (no space left" in capsys.readouterr().err
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize(
    "arguments", [["export", "-o", "-"], ["check"], ["check", "--format=json"]]
)
def test_a_full_stdout_is_told_in_a_sentence(desk, root, arguments):
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    line = [sys.executable, "-m", "cli.main", arguments[0], str(desk.story), *arguments[1:]]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            line, cwd=root, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert "no space left on device" in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_a_terminal_would_obey_is_escaped_and_isolated_names_stay():
    assert printable("a\x1b[2J\u202eb\n") == "a\\x1b[2J\\u202eb\n"
    assert printable("by \u2068הארץ\u2069") == "by \u2068הארץ\u2069"
