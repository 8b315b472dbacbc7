"""Whatever a stranger sends, the reader gives a story or says what is wrong, and nothing else.

`make test` tries the same few examples each time; `make fuzz` tries others, each test for
FUZZ_SECONDS.
"""

import copy
import json
import os
import random
import time
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as with_seed
from hypothesis import strategies as st

from formats import jsonfg
from geo.errors import StoryError
from geo.story.loading import Story, read_story
from geo.yaml.story_limits import MAX_TEXT
from geo.yaml.yaml_reader import read_bytes
from layers.scene.scene_builder import build_scene
from tests.strangers.sound_story import STORY

SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))
"""How long each test looks for something new; 0 for the fixed examples of every run."""


STORIES = Path(__file__).parents[2] / "stories"


def tried(examples, *strategies):
    """Make a test of a check: on so many fixed examples, or on new ones till the time is up."""

    def decorate(check):
        def run(seed):
            options = settings(
                max_examples=examples,
                derandomize=seed is None,
                database=None,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            )
            given_check = options(given(*strategies)(check))
            (given_check if seed is None else with_seed(seed)(given_check))()

        def test():
            end = time.monotonic() + SECONDS
            run(random.randrange(2**32) if SECONDS else None)
            while time.monotonic() < end:
                run(random.randrange(2**32))

        test.__name__ = check.__name__
        return test

    return decorate


def read(data):
    """Read bytes as the upload does; gives a story or the faults, and lets nothing else pass."""
    try:
        return read_story(read_bytes(data, name="bad.yaml"), name="bad.yaml")
    except StoryError as error:
        faults = error.faults
    assert faults
    for fault in faults:
        assert fault.file == "bad.yaml"
        assert fault.line >= 0
        assert fault.wrong
        assert fault.mend
        assert len(str(fault)) < 3_000
    return faults


def sound(data):
    """Read bytes; what is a story can be drawn and exported too."""
    content = read(data)
    if isinstance(content, Story):
        build_scene(content)
        json.loads(jsonfg.text(content))
    return content


WORDS = st.sampled_from(sorted(set(STORY.replace("\n", " ").split())))
SIGNS = st.sampled_from(list("-:?[]{}&*!|>'\"%@`#,~\n \t\\/=<"))
YAMLISH = st.lists(st.one_of(WORDS, SIGNS, st.just("\n  "), st.just(": "), st.just("- ")))
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(
        ["", " ", "../x", "2024", "2024-05-02", "2024-XX", "..", "paris", "anna", "drive", "IT"]
    ),
    st.sampled_from(["x" * (MAX_TEXT + 1), "\u202e", "\x00", "<b>", "{{7*7}}", "\ud800"]),
)
VALUES = st.recursive(
    ODD,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
SOUND = yaml.safe_load(
    STORY.replace("2024-05-09", "'2024-05-09'")
    .replace("start: 2024-05-02", "start: '2024-05-02'")
    .replace("end: 2024-05-03", "end: '2024-05-03'")
)


def paths(value, path=()):
    """Every place in a story at which something else can stand."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from paths(value[key], (*path, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from paths(item, (*path, i))


PLACES = [path for path in paths(SOUND) if path]


def with_value(story, path, value):
    story = copy.deepcopy(story)
    table = story
    for step in path[:-1]:
        table = table[step]
    table[path[-1]] = value
    return story


def written(data):
    """Write data as JSON, which is YAML too; numbers as JavaScript would write them."""
    return json.dumps(data, ensure_ascii=True).encode()


@tried(300, st.binary(max_size=400))
def test_any_bytes(data):
    read(data)


@tried(300, st.text(max_size=400))
def test_any_text(text):
    read(text.encode("utf-8", "surrogatepass"))


@tried(300, YAMLISH)
def test_any_words_and_signs_of_yaml(parts):
    read("".join(parts).encode())


@tried(200, VALUES)
def test_any_data(value):
    read(written(value))


@tried(500, st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
def test_a_story_with_something_else_in_its_places(changes):
    story = SOUND
    for path, value in changes:
        try:
            story = with_value(story, path, value)
        except (TypeError, KeyError, IndexError):  # an earlier change took the place away
            continue
    sound(written(story))


@tried(40, st.data())
def test_the_shipped_stories_cut_and_joined_anew(data):
    name = data.draw(st.sampled_from(["assad-2024", "benyovszky-1771"]))
    lines = (STORIES / f"{name}.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    numbers = st.integers(0, len(lines))
    a, b = sorted(data.draw(st.tuples(numbers, numbers)))
    how = data.draw(st.sampled_from(["drop", "twice", "end", "swap", "indent"]))
    if how == "drop":
        lines[a : min(b, a + 8)] = []
    elif how == "twice":
        lines[b:b] = lines[a : min(b, a + 30)]
    elif how == "end":
        lines[a:] = [lines[a][: data.draw(st.integers(0, 40))]] if a < len(lines) else []
    elif how == "swap" and b < len(lines):
        lines[a], lines[b] = lines[b], lines[a]
    elif a < len(lines):
        lines[a] = " " * data.draw(st.integers(0, 9)) + lines[a].lstrip()
    read("".join(lines).encode())


@tried(200, st.lists(st.tuples(st.integers(0, len(STORY) - 1), st.one_of(SIGNS, st.characters()))))
def test_a_story_with_other_characters_here_and_there(changes):
    text = list(STORY)
    for at, sign in changes[:20]:
        text[at] = sign
    sound("".join(text).encode("utf-8", "surrogatepass"))
