"""The documentation says only what is true: commands are run, stories read, links followed.

A page is walked through from its top, in a folder `escape-routes` that has a copy of `stories`, or
in the one above if the page says `cd escape-routes` first:

- ```sh: each line that begins with `escape-routes` is run and has to end well; cd, mkdir and cp are
  done; what installs or starts something is the reader's own.
- ```text right below it, with nothing in between: what those commands say, word for word. A
  command may fail only where that is shown.
- ```yaml with `<!-- file: NAME -->` above it is written to that file, with `<!-- more of: NAME -->`
  added to it; ```diff with `<!-- change: NAME -->` changes it.
"""

import json
import os
import re
import shlex
import shutil
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import get_args, get_origin
from urllib.parse import unquote

import pytest
import yaml
from pydantic import BaseModel

from app.panels import share_links
from cli.main import COMMANDS, main
from geo.story.loading import load_story
from geo.story.model import Story
from geo.story.story_folder import find_stories
from layers.style.picture_sizes import SIZES
from layers.web.url_state import Address

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
FENCE = re.compile(
    r"(?:^<!-- (?P<what>file|more of|change): (?P<name>\S+) -->\n+)?"
    r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
SHELL = {"sh", "console"}
LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
COMMAND = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?escape-routes (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block, and what the comment above it says of a file."""

    kind: str
    text: str
    what: str | None
    name: str | None
    below: bool
    """Whether nothing stands between it and the block before."""


def blocks(page):
    text = page.read_text(encoding="utf-8")
    blocks, end = [], 0
    for match in FENCE.finditer(text):
        below = not text[end : match.start()].strip()
        blocks.append(Block(match["kind"], match["text"], match["what"], match["name"], below))
        end = match.end()
    return blocks


def commands(block):
    return COMMAND.findall(block.text) if block.kind in SHELL else []


def lines(page):
    return [
        line for block in blocks(page) if block.kind in SHELL for line in block.text.split("\n")
    ]


def prose(page):
    """The page without its fenced blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page):
    """The names that headings get where the page is shown."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    plain = (re.sub(r"[`*]|\]\([^)]*\)|\[", "", head).strip().lower() for head in heads)
    return [re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in plain]


# ------------------------------------------------------------------------------- the commands

WITH_COMMANDS = [
    name for name, page in zip(NAMES, PAGES, strict=True) if any(map(commands, blocks(page)))
]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder to walk through a page in, with a checkout that holds but the stories."""
    shutil.copytree(ROOT / "stories", tmp_path / "escape-routes" / "stories")
    monkeypatch.chdir(tmp_path)
    return tmp_path


OWN = re.compile(r"(make|source|python3|git|\.venv/bin/(?!escape-routes))\b|$")
"""Lines that the reader has to give: they install or start something."""


def do(line):
    """Do one line of a shell, and give its status."""
    if match := COMMAND.fullmatch(line):
        return main(shlex.split(match[1], comments=True))
    word, *rest = shlex.split(line, comments=True) or [""]
    if word == "cd":
        os.chdir(rest[0])
    elif word == "mkdir":
        Path(rest[0]).mkdir()
    elif word == "cp":
        shutil.copy(*rest)
    else:
        assert OWN.match(word), f"nobody has tried: {line}"
    return 0


def change(path, diff):
    """Do to a file what a diff says: its lines with "-" are there once, and those with "+" come."""
    text = path.read_text(encoding="utf-8")
    lines = diff.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] != sign) for sign in "+-")
    assert text.count(old) == 1, f"{path.name} has not once:\n{old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def walk(page, desk, capsys):
    """Do what a page says, and give the folder that it ends in."""
    os.chdir(desk)
    if "cd escape-routes" not in lines(page):
        os.chdir("escape-routes")
    said, faults = "", []
    for block in blocks(page):
        if block.what == "file":
            Path(block.name).write_text(block.text, encoding="utf-8")
        elif block.what == "more of":
            with Path(block.name).open("a", encoding="utf-8") as file:
                file.write("\n" + block.text)
        elif block.what == "change":
            change(Path(block.name), block.text)
        elif block.kind in SHELL:
            assert not faults, f"a command failed, and the page does not show it: {faults}"
            said = ""
            for line in block.text.splitlines():
                status = do(line)
                heard = capsys.readouterr()
                said += heard.out + heard.err
                faults += [f"{line}: {heard.err}"] if status else []
            continue
        elif block.kind == "text" and block.below:
            assert said == block.text
            faults = []
        said = ""
    assert not faults, faults
    return Path.cwd()


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_the_commands_do_what_the_page_says(name, desk, capsys):
    end = walk(ROOT / name, desk, capsys)
    for line in lines(ROOT / name):
        if match := re.search(r"^escape-routes .*-o (\S+)", line):
            assert (end / match[1]).stat().st_size > 0, line


def test_the_first_story_ends_as_a_story_that_the_page_finds(desk, capsys):
    page = ROOT / "docs" / "story-by-hand.md"
    slow = re.compile(r"^escape-routes (picture|film|page) .*\n", re.MULTILINE)
    short = desk / "short.md"
    short.write_text(slow.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")
    end = walk(short, desk, capsys)
    story = load_story(end / "nellie-bly.yaml")
    assert (len(story.places), len(story.legs), len(story.events)) == (3, 2, 3)
    assert {event.level for event in story.events} == {"single account"}
    shown = find_stories(desk / "escape-routes" / "stories")
    assert "nellie-bly" in {file.key for file in shown}
    assert "?story=nellie-bly" in page.read_text(encoding="utf-8")


def test_each_command_has_an_example_somewhere():
    shown = {
        line.split()[0] for page in PAGES for block in blocks(page) for line in commands(block)
    }
    assert set(COMMANDS) == shown


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_options_in_the_text_exist(name, capsys):
    """Those that are no line of a block: `escape-routes check`, `--no-inset`."""
    text = prose(ROOT / name)
    helps = {}
    for command in re.findall(r"`escape-routes (\w+)", text):
        assert main([command, "--help"]) == 0, command
    for command in COMMANDS:
        main([command, "--help"])
        helps[command] = capsys.readouterr().out
    known = set(re.findall(r"--[a-z-]+", " ".join(helps.values())))
    others = {"--check", "--server"}  # of tools/reference.py, of Streamlit
    for option in re.findall(r"`(--[a-z-]+)", text):
        assert option in known | others, option


# ------------------------------------------------------------------------------- what they name


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    page = ROOT / name
    for link in LINK.findall(prose(page)):
        if re.match(r"https?:|mailto:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name} links to {link}"
        assert target.is_relative_to(ROOT), f"{name} links out of the checkout: {link}"
        if anchor:
            known = anchors(target)
            assert anchor in known, f"{link}: did you mean {get_close_matches(anchor, known)}?"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "docs/README.md"])
def test_each_page_is_in_the_index(name):
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    if name.startswith("docs/decisions/"):
        assert "](decisions/)" in index
    elif name.startswith("docs/"):
        assert f"]({Path(name).name})" in index


MADE = re.compile(r"^(?:my-|nellie-|story\.yaml$)")
"""Files of the reader's own that a page speaks of."""
ELSEWHERE = {
    "packages.txt",
    "uv.lock",
    "environment.yml",
    "secrets.toml",
}
"""Files of Streamlit's, which this project does without."""


@pytest.mark.parametrize("name", NAMES)
def test_files_that_are_named_exist(name):
    page = ROOT / name
    endings = "py|md|yaml|yml|toml|txt|json|lock"
    for file in re.findall(rf"`([\w./-]+\.(?:{endings}))`", prose(page)):
        if file.startswith(".") or file in ELSEWHERE or MADE.match(Path(file).name):
            continue
        places = (ROOT, page.parent, ROOT / "geo", ROOT / "layers", ROOT / "docs")
        assert any((place / file).is_file() for place in places), f"{name} names {file}"
    for folder in re.findall(r"`([\w./-]+/)`", prose(page)):
        assert (ROOT / folder).is_dir(), f"{name} names {folder}"


@pytest.mark.parametrize("name", NAMES)
def test_targets_of_make_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    indented = re.findall(r"^(?: {4})?make ([a-z]+)", text, re.MULTILINE)
    for target in {*indented, *re.findall(r"`make ([a-z]+)", text)}:
        assert target in targets, f"make {target}"


def test_the_sizes_in_the_table_are_those_that_there_are():
    text = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)`[^|]*\| (\d+) × (\d+) \|", text, re.MULTILINE)
    table = {name: (int(wide), int(high)) for name, wide, high in rows}
    assert table == {size.name: (size.width, size.height) for size in SIZES.values()}


def test_the_frame_for_an_article_is_the_one_that_the_page_gives(shipped):
    now = Address(t="2024-12-08T03:00", event="flight-from-damascus")
    address = share_links.link("https://example.org/", now, story="assad-2024", base="plain")
    shown = [block.text for block in blocks(ROOT / "docs" / "embedding.md")]
    assert f"{share_links.snippet(address, title=shipped.title, height=760)}\n" in shown


# -------------------------------------------------------------------------- stories and parts


def models(model):
    """A model of the format and all those that its fields hold."""
    kinds = [model]
    for field in model.model_fields.values():
        todo = [field.annotation]
        while todo:
            kind = todo.pop()
            if get_origin(kind) is not None:
                todo += get_args(kind)
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                kinds += models(kind)
    return kinds


KEYS = {
    field.alias or name: field
    for model in models(Story)
    for name, field in model.model_fields.items()
}
FREE = {"names"}
"""Whose keys are languages."""


def unknown_keys(value):
    if isinstance(value, list):
        return [key for item in value for key in unknown_keys(item)]
    if not isinstance(value, dict):
        return []
    return [
        key
        for name, part in value.items()
        for key in ([name] if name not in KEYS else [] if name in FREE else unknown_keys(part))
    ]


YAML = [
    pytest.param(block.text, id=f"{name}-{i}")
    for name, page in zip(NAMES, PAGES, strict=True)
    for i, block in enumerate(blocks(page))
    if block.kind == "yaml"
]


@pytest.mark.parametrize("text", YAML)
def test_parts_of_stories_have_keys_that_there_are(text, tmp_path):
    value = yaml.safe_load(text)
    assert unknown_keys(value) == []
    if isinstance(value, dict) and {"format", "events"} <= value.keys():
        path = tmp_path / "story.yaml"
        path.write_text(text, encoding="utf-8")
        load_story(path)


@pytest.mark.parametrize("name", NAMES)
def test_json_in_the_pages_is_json(name):
    for block in blocks(ROOT / name):
        if block.kind == "json":
            json.loads(block.text)


# ------------------------------------------------------------------- these tests can fail at all


def page_of(tmp_path, text):
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```sh\nescape-routes check stories/none.yaml\n```\n", "none.yaml"),
        (
            "```sh\nescape-routes check stories/assad-2024.yaml\n```\n\n```text\nall well\n```\n",
            "all well",
        ),
        (
            """<!-- file: a.yaml -->
```yaml
id: a
```

<!-- change: a.yaml -->
```diff
-id: b
+id: c
```
""",
            "id: b",
        ),
    ],
)
def test_a_page_that_is_wrong_is_found_out(desk, capsys, text, said):
    with pytest.raises(AssertionError) as caught:
        walk(page_of(desk, text), desk, capsys)
    assert said in str(caught.value)


def test_a_key_that_there_is_not_is_found_out():
    assert unknown_keys(yaml.safe_load("places: [{id: a, latitude: 3, names: {ar: x}}]")) == [
        "latitude"
    ]


def test_headings_get_the_names_that_links_use(tmp_path):
    page = page_of(tmp_path, "# A `code` title: two, words\n\n```sh\n# no heading\n```\n")
    assert anchors(page) == ["a-code-title-two-words"]
