import pytest
import yaml

from cli.main import main
from formats.files.format_error import FormatError
from formats.track_search.position_sources import write_positions
from geo.story.loading import load_story
from tests.formats.track_search.made_tracks import eastward, track


@pytest.fixture
def run(capfd):
    def run_one(*arguments):
        status = main(["tracks", *(str(argument) for argument in arguments)])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run_one


@pytest.fixture
def sky(tmp_path):
    """One with a gap, one that falls silent, two that are near each other for half an hour."""
    folder = tmp_path / "sky"
    folder.mkdir()
    stays = [(m, 36.0, 33.0) for m in range(60)]
    tracks = [
        track("4b1814", eastward(0, 10) + eastward(40, 50, lon=36.5)),
        track("738a10", eastward(0, 20, lat=38)),
        track("219", stays),
        track("220", [(m, 36.002, 33.0) for m in range(30)] + eastward(30, 60, lon=36.1, lat=33.1)),
    ]
    write_positions([(track, "ads-b") for track in tracks], folder / "day.parquet")
    return folder


def test_an_old_output_stays_until_a_search_is_complete_and_is_no_input(run, sky, monkeypatch):
    output = sky / "found.parquet"
    assert run(sky, "-o", output)[0] == 0
    (sky / "again.parquet").symlink_to(output)
    status, out, _ = run(sky, "-o", output)
    assert (status, out.partition("\n")[0].endswith("from 1 file.")) == (0, True)
    before = output.read_bytes()

    def broken(_files, _query, *, output, **_):
        output.write_bytes(b"half")
        raise FormatError("The disk is full", "Make room")

    monkeypatch.setattr("formats.track_search.track_search.search", broken)
    assert run(sky, "-o", output)[0] == 1
    assert output.read_bytes() == before
    assert sorted(path.name for path in sky.iterdir()) == [
        "again.parquet", "day.parquet", "found.parquet",
    ]  # fmt: skip


def test_an_area_may_begin_west_of_greenwich(run, sky):
    for area in (("--area", "-95,25,-85.5,32"), ("--area=-95,25,-85.5,32",)):
        status, out, _ = run(sky, *area, "-o", sky.parent / "none.parquet")
        assert (status, out.partition("\n")[0]) == (0, "0 positions of 0 vehicles, from 1 file.")


def test_tracks_lists_what_it_found_and_writes_the_positions(run, sky, tmp_path):
    output = tmp_path / "found.parquet"
    status, out, err = run(sky, "--area", "30,30,40,40", "--between", "2024-12-08", "2024-12-08",
                           "--gap", 180, "-o", output)  # fmt: skip
    assert (status, err) == (0, "")
    assert output.exists()
    assert out == LISTED


LISTED = """\
164 positions of 4 vehicles, from 1 file.
Gaps, in which nothing was recorded: 1
  gap-1: nothing was recorded of 4b1814 from 2024-12-08 00:10:00 to 2024-12-08 00:40:00 UTC \
(30 min); its ends lie 46 km apart, the first at 35.000, 36.000.
Vehicles that went silent: 2
  silent-1: nothing more was recorded of 738a10 after 2024-12-08 00:20:00 UTC, at 38.000, 37.000; \
the search ends 40 min later.
  silent-2: nothing more was recorded of 4b1814 after 2024-12-08 00:50:00 UTC, at 35.000, 37.500; \
the search ends 10 min later.
Stops: 2
  stop-1: 219 stood still from 2024-12-08 00:00:00 to 2024-12-08 00:59:00 UTC (59 min) at 33.000, \
36.000.
  stop-2: 220 stood still from 2024-12-08 00:00:00 to 2024-12-08 00:29:00 UTC (29 min) at 33.000, \
36.002.
Meetings: 1
  meeting-1: 219 and 220 were near each other from 2024-12-08 00:00:00 to 2024-12-08 00:30:00 UTC \
(30 min), 0.2 km apart at the least, at 33.000, 36.000.
"""


def test_each_find_is_a_story_that_can_be_taken_over(run, sky, tmp_path):
    pieces = tmp_path / "pieces"
    status, out, _ = run(sky, "--area", "30,30,40,40", "--gap", 180, "--pieces", pieces,
                         "-o", tmp_path / "found.parquet")  # fmt: skip
    assert status == 0
    assert out.endswith("6 stories written.\n")
    story = load_story(pieces / "gap-1.yaml")
    assert len(story.recorded["4b1814"]) == 22
    assert [event.headline for event in story.events][-1] == "Nothing is recorded of 4b1814"
    meeting = load_story(pieces / "meeting-1.yaml")
    assert list(meeting.recorded) == ["219", "220"]
    for piece in pieces.glob("*.yaml"):
        assert load_story(piece).id == piece.stem
        assert yaml.safe_load(piece.read_text())["tracks"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["-o", "found.csv"], '"found.csv" does not end in .parquet. Write -o found.parquet.'),
        (["--area", "1,2", "-o", "/tmp/f.parquet"], '"1,2" is no area.'),
        (["--area", "9,9,9,9", "-o", "/tmp/f.parquet"], "The area is none."),
        (
            ["--between", "2025", "2024", "-o", "/tmp/f.parquet"],
            "The first time lies after the second.",
        ),
        (["--between", "?", "2024", "-o", "/tmp/f.parquet"], '"?"'),
        (
            ["--near", "Nowhereville", "-o", "/tmp/f.parquet"],
            '"Nowhereville" is not in the gazetteer.',
        ),
    ],
)
def test_tracks_says_in_a_sentence_what_is_wrong(run, sky, options, sentence):
    status, out, err = run(sky, *options)
    assert (status, out) == (1, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_near_a_place_by_its_name(run, sky, tmp_path):
    status, out, _ = run(sky, "--near", "Damascus", "--within", 90, "-o", tmp_path / "f.parquet")
    assert status == 0
    assert out.startswith("101 positions of 2 vehicles")
