"""The command line: what each command does, and the sentence that each fault gets."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cli import check_command
from cli.main import main
from geo.temporary_folder import temporary_folder
from layers.film import film_encoder


@pytest.fixture
def story(root):
    return str(root / "stories" / "assad-2024.yaml")


@pytest.fixture
def run(capfdbinary):
    """run("check", "a.yaml") -> (status, stdout, stderr)"""

    def run_one(*arguments):
        status = main([str(item) for item in arguments])
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return status, out.decode(), err.decode()

    return run_one


def test_check_says_in_one_line_that_all_is_well(run, story, shipped):
    status, out, err = run("check", story)
    assert (status, err) == (0, "")
    assert out.startswith(
        f"{story}: well. {len(shipped.events)} events, {len(shipped.legs)} legs, "
    )
    assert out.endswith("1 source.\n")
    assert out.count("\n") == 1


def test_check_says_all_that_is_wrong(run, root, tmp_path):
    bad = tmp_path / "bad.yaml"
    text = (root / "stories" / "assad-2024.yaml").read_text()
    bad.write_text(
        text.replace("time_zone: Asia", "time_zone: Azia").replace("lon: 36", "lon: 936")
    )
    status, out, err = run("check", bad)
    assert (status, out) == (1, "")
    lines = err.splitlines()
    assert len(lines) > 1
    assert all(line.startswith("bad.yaml:") for line in lines)
    assert "Asia/Damascus" in err


@pytest.fixture
def asked(root, tmp_path):
    """The shipped story without what it silences and without a teller: so with remarks."""
    path = tmp_path / "asked.yaml"
    text = (root / "stories" / "assad-2024.yaml").read_text(encoding="utf-8")
    start, end = text.index("silenced:"), text.index("sources:")
    text = (text[:start] + text[end:]).replace(
        '"One source: Assad’s brother takes', '"Assad’s brother takes'
    )
    path.write_text(text, encoding="utf-8")
    return path


def test_check_tells_remarks_and_is_content(run, asked):
    status, out, err = run("check", asked)
    assert (status, err) == (0, "")
    first, *rest = out.splitlines()
    assert first.startswith(f"{asked}: can be shown. 38 events, ")
    assert first.endswith(f" {len(rest)} remarks:")
    assert all(line.startswith("asked.yaml:") and line.endswith("]") for line in rest)
    assert any(line.endswith("[single-informant]") for line in rest)


def test_check_gives_both_lists_to_other_programs(run, asked, tmp_path):
    status, out, err = run("check", asked, "--format", "json")
    assert (status, err) == (0, "")
    data = json.loads(out)
    assert list(data) == ["version", "file", "story", "counts", "faults", "remarks"]
    assert (data["version"], data["file"], data["story"]) == (1, str(asked), "assad-2024")
    assert data["counts"]["events"] == 38
    assert data["faults"] == []
    keys = ["file", "line", "field", "code", "at", "wrong", "mend"]
    assert all(list(remark) == keys for remark in data["remarks"])
    bad = tmp_path / "bad.yaml"
    bad.write_text(asked.read_text(encoding="utf-8").replace("lon: 36", "lon: 936"))
    status, out, err = run("check", bad, "--format", "json")
    assert (status, err) == (1, "")
    data = json.loads(out)
    assert (data["story"], data["counts"], data["remarks"]) == (None, {}, [])
    assert all(list(item) == ["file", "line", "field", "wrong", "mend"] for item in data["faults"])
    assert all(item["line"] > 200 for item in data["faults"])
    assert json.loads(run("check", tmp_path / "none.yaml", "--format", "json")[1])["faults"]


def test_new_writes_a_story_that_can_be_checked_and_shown(run, tmp_path):
    file = tmp_path / "my story.yaml"
    status, out, err = run("new", file)
    assert (status, err) == (0, "")
    assert out.endswith(f"escape-routes check {file}\n")
    status, out, err = run("check", file)
    assert (status, err) == (0, "")
    assert ": well. " in out
    assert run("page", file, "-o", tmp_path / "map.html") == (0, "", "")


def test_new_puts_the_schema_beside_it_as_the_first_line_says(run, tmp_path):
    file = tmp_path / "a.yaml"
    run("new", file)
    named = file.read_text(encoding="utf-8").partition("\n")[0].partition("$schema=")[2]
    schema = json.loads((tmp_path / named).read_text(encoding="utf-8"))
    assert schema["$schema"].endswith("2020-12/schema")


def test_new_overwrites_nothing(run, tmp_path):
    file, schema = tmp_path / "a.yaml", tmp_path / "story.schema.json"
    file.write_text("mine", encoding="utf-8")
    status, out, err = run("new", file)
    assert (status, out) == (1, "")
    assert err == f"{file}: The file is there already. Choose another name.\n"
    assert file.read_text(encoding="utf-8") == "mine"
    schema.write_text("mine", encoding="utf-8")
    assert run("new", tmp_path / "b.yaml")[0] == 0
    assert schema.read_text(encoding="utf-8") == "mine"


def test_new_writes_to_stdout(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = run("new", "-")
    assert (status, err) == (0, "")
    assert out.startswith("# yaml-language-server: ")
    assert list(tmp_path.iterdir()) == []


def test_new_says_what_it_cannot_write(run, tmp_path):
    status, out, err = run("new", tmp_path / "none" / "a.yaml")
    assert (status, out) == (1, "")
    assert "The file cannot be written (no such file or directory)" in err
    assert err.count("\n") == 1


def test_a_fault_cannot_command_the_terminal(run, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text('format: 1\ntime_zone: "\\e[31mred\\e]0;title\\a"\n')
    status, _, err = run("check", bad)
    assert status == 1
    assert "\x1b" not in err
    assert "\x07" not in err


def test_page_writes_the_document(run, story, tmp_path):
    file = tmp_path / "page.html"
    assert run("page", story, "-o", file) == (0, "", "")
    html = file.read_text()
    assert html.startswith("<!DOCTYPE html>")
    assert "img-src data:;" in html


def test_page_with_a_base_map_of_tiles(run, story, tmp_path):
    file = tmp_path / "page.html"
    assert run("page", story, "-o", file, "--base", "osm")[0] == 0
    assert "img-src data: https://tile.openstreetmap.org;" in file.read_text()


def test_page_keeps_the_people_and_layers_named(run, story):
    status, html, _ = run(
        "page", story, "-o", "-", "--people", "maher, asma", "--layers", "legs,events"
    )
    assert status == 0
    data = html.split('id="story">')[1].split("</script>")[0]
    scene = json.loads(data)["scene"]
    assert scene["places"] == []
    assert {name for mark in scene["events"] for name in mark["people"]} >= {"maher", "asma"}
    assert all({"maher", "asma"} & set(mark["people"]) for mark in scene["events"])


def test_export_writes_geojson(run, story, shipped, tmp_path):
    file = tmp_path / "story.GeoJSON"
    assert run("export", story, "-o", file) == (0, "", "")
    data = json.loads(file.read_text())
    kinds = [feature["properties"]["kind"] for feature in data["features"]]
    assert kinds.count("event") == len(shipped.events)
    status, out, _ = run("export", story, "-o", "-")
    assert status == 0
    assert json.loads(out) == data


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("check nowhere.yaml", "nowhere.yaml: The file cannot be read (no such file or directory)"),
        ("check {folder}", "cannot be read (is a directory)"),
        ("page nowhere.yaml -o -", "nowhere.yaml: The file cannot be read"),
        ("page {story} -o {folder}/none/page.html", "The file cannot be written (no such file"),
        ("page {story} -o {folder}", "The file cannot be written (is a directory)"),
        ("page {story} -o - --base moon", 'base map "moon" is unknown. Known are: plain, osm'),
        ("page {story} -o - --people mahr", '"mahr" is unknown. Did you mean "maher"?'),
        ("page {story} -o - --layers lags", '"lags" is unknown. Did you mean "legs"?'),
        ("page {story} -o - --layers places", "No event would be left to stop at"),
        ("page {story} -o - --people=", "No event would be left to stop at"),
        (
            "export {story} -o story.shp",
            '".shp" is no ending that can be exported. Known are: .geojson',
        ),
        ("export {story} -o story", '"story" has no ending that can be exported'),
        ("export {story} -o {folder}/none/a.geojson", "The file cannot be written"),
        ("export {story}", "required: -o/--output"),
        ("bogus", "invalid choice: 'bogus'"),
        ("", "required: COMMAND"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, story, tmp_path, arguments, said):
    filled = arguments.format(story=story, folder=tmp_path)
    status, out, err = run(*filled.split())
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_story_exported_as_yaml_keeps_its_comments(run, story, tmp_path):
    target = tmp_path / "copy.yaml"
    assert run("export", story, "-o", target)[0] == 0
    assert target.read_text(encoding="utf-8") == Path(story).read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["page", "--help"]])
def test_help_and_version(run, arguments):
    status, out, err = run(*arguments)
    assert (status, err) == (0, "")
    assert "escape-routes" in out


def test_help_has_an_example_of_each_command(run):
    out = run("--help")[1]
    for command in ("check", "page", "export"):
        assert f"\n  escape-routes {command} stories/" in out
    assert "\n  escape-routes new my-story.yaml\n" in out


def test_a_reader_that_has_enough_is_no_fault_with_a_trace(root, story):
    command = [sys.executable, "-m", "cli.main", "export", story, "-o", "-"]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_a_picture_is_written_in_the_format_of_its_ending(root, tmp_path):
    story = str(root / "stories" / "assad-2024.yaml")
    for ending, start in ((".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")):
        target = tmp_path / f"moment{ending}"
        assert main(["picture", story, "--at", "flight-from-damascus", "-o", str(target)]) == 0
        assert target.read_bytes().startswith(start)


def test_a_storyboard_is_written_and_its_alt_text_printed(root, tmp_path, capsys):
    story, target = str(root / "stories" / "assad-2024.yaml"), tmp_path / "board.svg"
    at = "trip-to-moscow,2024-12-08T03:00"
    assert main(["storyboard", story, "--at", at, "-o", str(target), "--alt"]) == 0
    assert b'id="routes"' in target.read_bytes()
    assert "Moscow" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--at", "flight-from-damscus"], 'Did you mean "flight-from-damascus"?'),
        (["--at", "2024-12-08"], "is no single moment"),
        (["--at", "2030-01-01T00:00"], "lies outside the story"),
        (["--at", "2024-12-08T03:00", "--size", "huge"], 'The size "huge" is unknown'),
        (["--at", "2024-12-08T03:00", "--event", "nobody"], 'The event "nobody" is unknown'),
        (["--at", "2024-12-08T03:00", "--extent", "1,2,3"], "An extent has four numbers"),
        (["--at", "2024-12-08T03:00", "--extent", "1,x,3,4"], "is no extent"),
    ],
)
def test_a_picture_that_cannot_be_made_says_why(root, tmp_path, capsys, options, said):
    story = str(root / "stories" / "assad-2024.yaml")
    assert main(["picture", story, "-o", str(tmp_path / "x.svg"), *options]) == 1
    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1


@pytest.mark.parametrize("command", ["picture", "storyboard"])
def test_a_headline_is_read_as_utf_8_whatever_the_locale(root, tmp_path, command):
    story, target = str(root / "stories" / "assad-2024.yaml"), tmp_path / "x.svg"
    typed = "Größe".encode().decode("ascii", "surrogateescape")  # as Python has it under LC_ALL=C
    options = ["--at", "2024-12-08T03:00", "-o", str(target)]
    assert main([command, story, *options, "--headline", typed]) == 0
    assert "Größe" in target.read_text(encoding="utf-8")


def test_a_headline_that_is_no_text_is_told(run, story, tmp_path):
    options = ["--at", "2024-12-08T03:00", "-o", tmp_path / "x.svg"]
    status, _, err = run("picture", story, *options, "--headline", "Gr\udcf6\udcdfe")
    assert (status, err.count("\n")) == (1, 1)
    assert "is not UTF-8. Set the terminal to UTF-8" in err


def fails(*_, **__):
    raise KeyError("a line of the file")


def test_a_fault_of_the_program_is_told_in_one_sentence_without_the_file_s_words(
    run, story, monkeypatch
):
    monkeypatch.setattr(check_command, "check_text", fails)
    status, out, err = run("check", story)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "fault of this program (KeyError at test_main.py:" in err
    assert "ESCAPE_ROUTES_TRACE=1" in err
    assert "a line of" not in err


def test_a_fault_of_the_program_shows_its_trace_to_who_wants_it(story, monkeypatch, capsys):
    monkeypatch.setattr(check_command, "check_text", fails)
    monkeypatch.setenv("ESCAPE_ROUTES_TRACE", "1")
    assert main(["check", story]) == 1
    assert 'raise KeyError("a line of the file")' in capsys.readouterr().err


def test_what_the_system_refuses_is_told_as_that_and_not_as_a_lost_output(run, story, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied", "/somewhere")

    monkeypatch.setattr(check_command, "check_text", refused)
    said = "The command cannot go on (permission denied: /somewhere).\n"
    assert run("check", story) == (1, "", said)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_command_in_order_and_its_temporary_folder_goes(
    story, tmp_path, monkeypatch, request, name
):
    number = getattr(signal, name)
    inherited = signal.signal(number, signal.SIG_DFL)  # ignored where the run began under nohup
    request.addfinalizer(lambda: signal.signal(number, inherited))
    folders = []

    def interrupted(*_, **__):
        with temporary_folder() as folder:
            folders.append(folder)
            signal.raise_signal(number)

    monkeypatch.setattr(film_encoder, "film", interrupted)
    assert main(["film", story, "-o", str(tmp_path / "x.mp4")]) == 128 + number
    (folder,) = folders
    assert not folder.exists()
    assert signal.getsignal(number) is signal.SIG_DFL


def test_a_story_may_come_through_a_pipe(run, story, tmp_path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    writing = threading.Thread(target=lambda: pipe.write_bytes(Path(story).read_bytes()))
    writing.start()
    assert run("check", pipe)[0] == 0  # a second look at the pipe would wait for ever
    writing.join()


def test_a_site_is_written_below_a_folder_that_is_made(run, story, tmp_path, monkeypatch):
    monkeypatch.setattr("layers.site.static_site.picture", lambda *_, **__: Drawn)
    status, out, err = run("site", story, "-o", tmp_path / "public" / "maps")
    assert (status, err) == (0, "")
    assert out.endswith("index.html: 1 story, 80 files.\n")
    page = tmp_path / "public" / "maps" / "assad-2024" / "index.html"
    assert "<title>The night Assad left</title>" in page.read_text()
    status, _, err = run("site", story, "-o", tmp_path, "--url", "example.org")
    assert status == 1
    assert '"example.org" is no address of a folder' in err
    (tmp_path / "file").write_text("")
    status, _, err = run("site", story, "-o", tmp_path / "file" / "x")
    assert status == 1
    assert "The folder cannot be made" in err


class Drawn:
    """A picture that nobody had to draw."""

    data, alt_short, alt_long = b"", "short", "long"


def test_a_picture_loads_nothing_that_it_does_not_need(root, story, tmp_path):
    """The commands' modules are loaded one by one: that of the page alone takes half a second."""
    script = (
        "import sys; from cli.main import main; "
        f"[main(['picture', {story!r}, '--at', 'homs-taken', '-o', {str(tmp_path)!r} + name]) "
        "for name in ('/x.svg', '/x.png')]; "
        "print(sorted({'folium', 'pandas', 'articles', 'formats', 'coloraide', 'layers.web', "
        "'matplotlib.figure', 'PIL.JpegImagePlugin'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_product_speaks_the_language_asked_for(run, story, tmp_path):
    file = tmp_path / "map.html"
    assert run("page", story, "-o", file, "--language", "ar")[0] == 0
    page = file.read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert "بين منتصف الليل والسادسة في 8 ديسمبر" in page
    assert "سوريا" in page
    status, _, err = run("page", story, "-o", file, "--language", "xx")
    assert status == 1
    assert 'The language "xx" is unknown. Known are: en, ar, fr, de, es, ru, tr.' in err
