"""Bad files of every kind: each is refused with its sentences, and costs little."""

import sys
from pathlib import Path

import pytest
import yaml

from geo.errors import StoryError
from geo.language.told_text import ToldText
from geo.routes import leg_routes
from geo.story.loading import read_story
from geo.yaml import yaml_reader
from geo.yaml.story_limits import MAX_ENTRIES, MAX_FAULTS
from geo.yaml.yaml_reader import MAX_NODES, read_bytes
from tests.strangers.corpus import AMOUNTS, CORPUS, EVENT, FILES, YAML, rows
from tests.strangers.sound_story import STORY, line, more

SAID = yaml.safe_load((Path(__file__).parent / "said.yaml").read_text(encoding="utf-8"))
ENOUGH = 120


def refused(data):
    with pytest.raises(StoryError) as caught:
        read_story(read_bytes(data, name="bad.yaml"), name="bad.yaml")
    return caught.value.faults


def test_the_sound_story_is_read():
    story = read_story(read_bytes(STORY.encode(), name="small.yaml"))
    assert [event.id for event in story.events] == ["leaves", "waits"]


def test_there_are_enough_of_them_and_each_has_its_sentences():
    assert len(CORPUS) >= ENOUGH
    assert list(CORPUS) == list(SAID)
    assert len(list(FILES.iterdir())) >= 10


@pytest.mark.parametrize("name", CORPUS)
def test_a_bad_file_is_refused_with_its_sentences(name):
    faults = refused(CORPUS[name])
    assert [str(fault) for fault in faults] == SAID[name]
    for fault in faults:
        sentence = str(fault)
        assert sentence.startswith("bad.yaml:")
        assert isinstance(fault.wrong, ToldText)
        assert isinstance(fault.mend, ToldText)
        assert sentence.endswith((".", "?"))
        assert "\n" not in sentence
        assert len(sentence) < 400


# ---------------------------------------------------------------------------------------- bytes


@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_utf_8_is_read_with_and_without_a_mark_and_with_any_line_ends(begin, end):
    data = begin + STORY.replace("\n", end).encode()
    assert read_story(read_bytes(data, name="s")).title == "A small story"


def test_a_file_of_just_the_size_allowed_is_read():
    data = STORY.encode()
    data += b"#" * (yaml_reader.MAX_BYTES - len(data))
    assert len(read_bytes(data, name="s")) == yaml_reader.MAX_BYTES


# ------------------------------------------------------------------------------------ the cost


def counted(monkeypatch, owner, name):
    calls = []
    original = getattr(owner, name)

    def counting(*given, **named):
        calls.append(given)
        return original(*given, **named)

    monkeypatch.setattr(owner, name, counting)
    return calls


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in YAML if name.startswith(("a bomb", "deep", "a very long"))),
        *(name for name in AMOUNTS if name != "lists in lists in lists"),  # counting is slow
    ],
)
def test_what_is_too_much_costs_no_more_than_its_bound(name, monkeypatch):
    built = counted(monkeypatch, yaml_reader, "_scalar")
    laid = counted(monkeypatch, leg_routes, "_leg_line")
    refused(CORPUS[name])
    assert len(built) <= MAX_NODES + 1
    assert not laid  # no line is laid for a file that is too much


def test_a_list_is_given_up_at_its_bound_and_not_read_to_its_end(monkeypatch):
    built = counted(monkeypatch, yaml_reader, "_scalar")
    refused(AMOUNTS["a flat list of two million"].encode())
    assert len(built) <= MAX_ENTRIES + 2


def test_a_table_is_given_up_at_its_bound(monkeypatch):
    built = counted(monkeypatch, yaml_reader, "_scalar")
    refused(AMOUNTS["very many unknown keys"].encode())
    assert len(built) <= 2 * 100 + 1


def test_as_many_rows_as_are_allowed_are_read_past_the_reader():
    inside = more("events", rows(MAX_ENTRIES - 13, EVENT)).replace("claims: *told}", "claims: []}")
    faults = refused(inside.encode())
    assert {fault.field.rpartition(".")[2] for fault in faults} == {"claims"}


def test_of_very_many_faults_of_size_the_first_are_told():
    row = EVENT.replace("More", '"a\\u202Eb"')
    assert len(refused(more("events", rows(1_000, row)).encode())) == MAX_FAULTS


# -------------------------------------------------------------------------- the disk and the net


def test_no_path_and_no_address_in_a_file_is_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    touched = []
    watching = True

    def hook(event, given):
        if watching and event.startswith(("open", "socket.", "os.", "shutil.", "subprocess.")):
            touched.append((event, repr(given)))

    sys.addaudithook(hook)  # for the rest of the process: it is told to rest below
    for field in ("title: A small", "name: Lyon", "words", "coordinates_from: Nat", "role"):
        key = field.partition(":")[0]
        if key == "coordinates_from":
            continue
        for text in (str(secret), secret.as_uri(), "http://127.0.0.1:9/x", f"!include {secret}"):
            story = line(field, f"{key}: '{text}'")
            read_story(read_bytes(story.encode(), name=str(secret)), name=str(secret))
    read_story(line("url", "url: http://127.0.0.1:9/x"))
    for field, key in (("time_zone", "time_zone"), ("id: small", "id"), ("{id: italy", "{id")):
        refused(line(field, f"{key}: {secret}").encode())
    watching = False
    assert not [call for call in touched if "secret" in call[1] or call[0].startswith("socket.")]
