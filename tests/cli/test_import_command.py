import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import main
from geo.story.loading import load_story
from tests.formats.sample_files import table

HEAD = ("Title", "Date", "Lat", "Lon")


@pytest.fixture
def run(capfdbinary):
    def run_one(*arguments):
        status = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return status, out.decode(), err.decode()

    return run_one


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(table(HEAD, ("Flight", "08/12/2024", "33.51", "36.29")))
    return path


def test_import_asks_and_writes_nothing(run, log, tmp_path):
    story = tmp_path / "log.yaml"
    status, out, err = run("import", log, "-o", story)
    assert (status, out) == (1, "")
    assert err.endswith("Nothing was written.\n")
    assert "Answer with --dates day-first or --dates month-first" in err
    assert not story.exists()


def test_import_writes_a_story_and_says_what_it_understood(run, log, tmp_path):
    story = tmp_path / "log.yaml"
    status, out, err = run("import", log, "-o", story, "--dates", "day-first", "--within", "2")
    assert (status, out) == (0, "")
    assert "Made of them: 1 event, 1 place, 1 person, 1 source." in err
    assert "Taken as UTC" in err
    loaded = load_story(story)
    assert loaded.events[0].start.text == "2024-12-08"
    assert loaded.places[0].precision_km == 2


def test_import_maps_columns_by_hand(run, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(table(("What", "T1", "N", "E"), ("A", "2024", "33.5", "36.3")))
    status, _, err = run("import", path, "-o", "-")
    assert status == 1
    assert "--column start=What" in err
    answers = ("headline=What", "start=T1", "lat=N", "lon=E")
    status, out, _ = run("import", path, "-o", "-", *(x for a in answers for x in ("--column", a)))
    assert status == 0
    assert "headline: A" in out


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "a.csv: The file is empty. Choose one with something in it."),
        ("a.csv", None, "The file cannot be read (no such file or directory)"),
        ("a.kml", b"<html></html>", "a.kml: The file is a web page, not a document."),
    ],
)
def test_import_says_in_one_sentence_what_is_wrong(run, tmp_path, name, content, sentence):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    status, _, err = run("import", path, "-o", "-")
    assert status == 1
    assert sentence in err
    assert err.count("\n") == 1


def test_a_column_that_is_not_written_as_one_is_told(run, log):
    status, _, err = run("import", log, "-o", "-", "--column", "lat")
    assert (status, err) == (1, '"--column lat" names no column. Write it as lat=Y.\n')


@pytest.mark.parametrize("ending", ["geojson", "json", "kml", "gpkg", "csv", "parquet", "yaml"])
def test_export_writes_each_format(run, root, tmp_path, ending):
    path = tmp_path / f"assad.{ending}"
    assert run("export", root / "stories" / "assad-2024.yaml", "-o", path) == (0, "", "")
    assert path.stat().st_size > 10_000


@pytest.mark.parametrize("file", ["assad.geojson", "assad.json", "assad.jsonfg.json"])
def test_what_export_writes_import_reads_back_to_the_same_story(run, root, shipped, tmp_path, file):
    path, back = tmp_path / file, tmp_path / "back.yaml"
    assert run("export", root / "stories" / "assad-2024.yaml", "-o", path) == (0, "", "")
    status, _, err = run("import", path, "-o", back)
    assert status == 0, err
    assert load_story(back) == shipped


def test_export_takes_a_format_by_name(run, root):
    status, out, _ = run(
        "export", root / "stories" / "assad-2024.yaml", "-o", "-", "--format", "csv"
    )
    assert status == 0
    assert out.lstrip("\ufeff").startswith("kind,id,headline")


def test_formats_load_no_heavy_library_before_they_need_it(root):
    script = (
        "import sys, formats, cli.export_command, cli.import_command;"
        "heavy = {'pandas', 'geopandas', 'pyogrio', 'openpyxl', 'pyarrow'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_reader_that_fails_ends_in_a_sentence(run, log, tmp_path, monkeypatch):
    def fails(*_):
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr("formats.readers.csv_reader.read", fails)
    status, out, err = run("import", log, "-o", tmp_path / "log.yaml")
    assert (status, out) == (1, "")
    (sentence,) = [line for line in err.splitlines() if line.startswith("log.csv: ")]
    assert "cannot be read here (RuntimeError)" in sentence
    assert not (tmp_path / "log.yaml").exists()


def test_a_track_does_not_overwrite_a_file_of_something_else(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    points = "".join(
        f'<trkpt lat="33.5" lon="{36 + i / 100}"><time>2024-12-08T00:{i:02}:00Z</time></trkpt>'
        for i in range(10)
    )
    Path("way.gpx").write_text(
        f'<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{points}</trkseg></trk></gpx>'
    )
    assert main(["import", "way.gpx", "-o", "first.yaml"]) == 0
    (track,) = Path().glob("*.csv")
    track.write_text("My own.")
    assert main(["import", "way.gpx", "-o", "first.yaml"]) == 0  # over its own
    track.write_text("My own.")
    Path("first.yaml").unlink()
    capsys.readouterr()
    assert main(["import", "way.gpx", "-o", "first.yaml"]) == 1
    assert f"{track}: This file would be overwritten" in capsys.readouterr().err
    assert (track.read_text(), Path("first.yaml").exists()) == ("My own.", False)
