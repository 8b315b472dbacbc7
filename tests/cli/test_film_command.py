"""The film from the command line, and plain words where it cannot be made."""

import pytest

from cli.main import main


@pytest.fixture
def story(root):
    return str(root / "stories" / "assad-2024.yaml")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder that commands are given in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_film_is_written_in_the_format_of_its_ending_and_described(story, tmp_path, capsys):
    target = tmp_path / "night.mp4"
    ends = ["--from", "flight-from-damascus", "--to", "2024-12-08T03:30"]
    small = ["--size", "330x400", "--seconds", "2", "--fps", "10"]
    quiet = ["--no-captions", "--no-follow"]
    assert main(["film", story, *ends, *small, *quiet, "-o", str(target), "--alt"]) == 0
    assert target.read_bytes()[4:8] == b"ftyp"
    said = capsys.readouterr()
    assert said.out.startswith("Film of “The night Assad left”")
    assert said.err == ""  # the bar is for terminals alone


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "x.avi"], 'A film has no format "avi". Known are: mp4, webm, gif.'),
        (["-o", "x"], 'A film has no format "". Known are: mp4, webm, gif.'),
        (["-o", "x.mp4", "--from", "nobody"], '"nobody" is neither a time nor an event'),
        (["-o", "x.mp4", "--from", "maher-onward", "--to", "homs-taken"], "swap its two ends"),
        (["-o", "x.mp4", "--to", "2025-12-08T03:00"], "lies outside the story"),
        (["-o", "x.mp4", "--seconds", "3"], "can't be followed in 3 seconds"),
        (["-o", "x.mp4", "--fps", "7"], "has no 7 frames a second"),
        (["-o", "x.mp4", "--size", "slyde"], 'The size "slyde" is unknown'),
        (["-o", "nowhere/x.mp4"], "nowhere/x.mp4: The file cannot be written (no such file"),
        (["-o", "x.mp4", "--by-publication"], "All of the story was published at once"),
        (["-o", "x.mp4", "--seconds", "soon"], "invalid float value: 'soon'"),
    ],
)
def test_a_film_that_cannot_be_made_says_why(story, folder, capsys, options, said):
    assert main(["film", story, *options]) == 1
    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1
    assert not list(folder.iterdir())


def test_a_film_called_off_by_the_keyboard_ends_without_a_trace(story, monkeypatch, capsys):
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("layers.film.film_encoder.film", interrupted)
    assert main(["film", story, "-o", "x.mp4"]) == 1
    assert capsys.readouterr().err == "Called off.\n"


def test_a_film_does_not_overwrite_captions_of_something_else(story, folder, capsys):
    captions = folder / "night.srt"
    captions.write_text("My own.")
    assert main(["film", story, "-o", "night.mp4", "--seconds", "2"]) == 1
    assert "night.srt: This file would be overwritten" in capsys.readouterr().err
    assert captions.read_text() == "My own."
