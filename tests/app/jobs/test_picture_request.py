"""What a picture is made of, what it is called, and what is said of it."""

import re
import shlex
from dataclasses import replace
from threading import Lock

import pytest

from app.jobs import picture_request
from app.jobs.picture_request import SIZE_NAMES, PictureRequest
from cli.main import main
from geo.language.messages import Messages
from geo.story.loading import load_story
from layers.scene.scene_builder import build_scene
from layers.style.picture_sizes import SIZES, PictureError

SAY = Messages("en")
TOLD = "flight-from-damascus"


@pytest.fixture(scope="module")
def scene(root):
    return build_scene(load_story(root / "stories" / "assad-2024.yaml"))


@pytest.fixture(scope="module")
def plain(scene):
    at = next(mark.stop for mark in scene.events if mark.id == TOLD)
    return PictureRequest(
        story="assad-2024",
        digest="",
        moments=(),
        at=at,
        event=TOLD,
        people=None,
        layers=None,
        size="article-330",
        format="svg",
        scale=1,
        extent="event",
        headline=True,
        language="en",
        inset=True,
        legend=True,
    )


@pytest.fixture
def workdir(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_size_has_words():
    words = [SAY(f"app.size.{name}") for name in SIZE_NAMES]
    assert len(set(words)) == len(SIZES) + 1


def test_an_event_that_a_filter_hides_is_still_told(plain, scene):
    hidden = replace(plain, layers=("places", "legs"))
    made = picture_request.make(hidden, scene, lock=Lock())
    told = next(mark for mark in scene.events if mark.id == TOLD)
    lines = re.findall(r">([^<>]+)</text>", made.data.decode())
    assert told.headline in " ".join(lines), "however its lines are broken"
    assert f"“{told.time.words}” {told.time.said}" in " ".join(lines)
    assert not re.search(r"\d\d:\d\d", " ".join(lines)), "nobody asked for a clock time"
    extent = picture_request.make(plain, scene, lock=Lock()).extent
    assert made.extent == pytest.approx(extent, abs=0.5)  # the legend takes less room
    assert {mark.kind for mark in made.shown} == {"place", "leg"}


def test_people_that_a_filter_hides_are_not_drawn(plain, scene):
    few = picture_request.make(
        replace(plain, people=("assad",), extent="story"), scene, lock=Lock()
    )
    all_ = picture_request.make(replace(plain, extent="story"), scene, lock=Lock())
    legs = {mark.id for mark in few.shown if mark.kind == "leg"}
    assert legs < {mark.id for mark in all_.shown if mark.kind == "leg"}


def test_a_storyboard_does_not_show_what_a_filter_hides(plain, scene):
    board = replace(plain, moments=(TOLD, "homs-taken"), people=("araqchi",), extent="story")
    with pytest.raises(PictureError, match="hidden by the map’s filters"):
        picture_request.make(board, scene, lock=Lock())


def test_a_picture_in_another_format_differs_in_nothing_else(plain):
    asked = picture_request.in_format(plain, "png", scale=2)
    assert asked == replace(plain, format="png", scale=2)
    assert picture_request.in_format(asked, "pdf", scale=3) == replace(plain, format="pdf")
    assert picture_request.in_format(asked, "svg") == plain
    with pytest.raises(PictureError, match="too large"):
        picture_request.in_format(replace(plain, size="4000x3000"), "png", scale=2)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "assad-2024-flight-from-damascus-article-330.svg"),
        ({"format": "png", "scale": 3}, "assad-2024-flight-from-damascus-article-330@3x.png"),
        ({"scale": 3}, "assad-2024-flight-from-damascus-article-330.svg"),
        ({"at": 1_733_600_100_000}, "assad-2024-2024-12-07T2235-article-330.svg"),
        ({"moments": ("a", "b"), "size": "800x600"}, "assad-2024-2-moments-800x600.svg"),
        ({"story": '../a "b"\n/c'}, "a-b-c-flight-from-damascus-article-330.svg"),
        ({"story": "/" * 9}, "flight-from-damascus-article-330.svg"),
    ],
)
def test_the_name_of_the_file(plain, scene, changes, name):
    assert picture_request.file_name(replace(plain, **changes), scene) == name


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"headline": 'It\'s $HOME; "so"', "language": "en", "inset": False},
        {"headline": False, "legend": False, "extent": (-3.5, 31.0, 45.5, 38.25)},
        {"moments": (TOLD, "homs-taken"), "extent": "story", "size": "900x700"},
        {"people": ("assad", "maher"), "layers": ("legs", "events")},
    ],
)
def test_the_command_makes_the_same_picture(plain, scene, changes, root, workdir):
    asked = replace(plain, **changes)
    line = picture_request.command(asked, scene, file=str(root / "stories" / "assad-2024.yaml"))
    assert main(shlex.split(line)[1:]) == 0
    made = picture_request.make(asked, scene, lock=Lock())
    assert (workdir / picture_request.file_name(asked, scene)).read_bytes() == made.data


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ((), ""),
        (("legend",), "At this size there was no room for the legend."),
        (
            ("Homs", "inset"),
            "At this size there was no room for “Homs” and the small map of the journey.",
        ),
        (
            ("Homs", "Aleppo", "legend"),
            "At this size there was no room for “Homs”, “Aleppo” and the legend.",
        ),
    ],
)
def test_what_was_left_out_is_told_in_one_sentence(left_out, said):
    assert picture_request.left_out_sentence(left_out, SAY) == said
