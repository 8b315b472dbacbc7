"""What the server keeps for all readers: bounded by weight, made once, each from one content."""

import gc
from threading import Barrier, Event, Thread

import pytest

from app.bounded_cache import LEAST, Cache, Kept
from app.story_cache import Folder
from geo.story.model import Story
from geo.story.story_folder import StoryFile


def cache(most, **options):
    return Cache(most + 3 * LEAST, len, **options)


def test_it_keeps_as_much_as_weighs_its_bound_and_what_was_used_last():
    kept = cache(100)
    for key in "abc":
        kept.get(key, lambda: b"x" * 30)
    kept.get("a", lambda: pytest.fail("it was kept"))
    kept.get("d", lambda: b"x" * 30)
    assert [key for key in "abcd" if kept.peek(key)] == ["a", "c", "d"]
    assert kept.weight <= 100 + 3 * LEAST


def test_what_is_too_heavy_is_given_and_not_kept_and_pushes_nothing_out():
    kept = cache(100)
    kept.get("a", lambda: b"x" * 30)
    assert len(kept.get("b", lambda: b"x" * 10**6)) == 10**6
    assert kept.peek("b") is None
    assert kept.peek("a")


def test_what_two_ask_for_at_once_is_made_once():
    kept, begin, made = cache(100), Barrier(8), []

    def ask():
        begin.wait()
        kept.get("a", lambda: made.append(1) or b"x")

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_while_a_thing_is_made_others_are_given():
    kept, go_on = cache(100), Event()
    slow = Thread(target=lambda: kept.get("slow", lambda: go_on.wait() and b"x"))
    slow.start()
    assert kept.get("fast", lambda: b"y") == b"y"
    go_on.set()
    slow.join()
    assert kept.peek("slow") == b"x"


def test_what_could_not_be_made_is_tried_again():
    kept = cache(100)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: b"x") == b"x"


def test_what_is_a_readers_own_goes_with_them_or_when_others_take_its_room():
    kept = cache(100)
    large, small = Kept(kept, b"x" * 60), Kept(kept, b"y" * 30)
    assert large.value
    Kept(kept, b"z" * 50)
    assert (large.value, small.value) == (b"x" * 60, None)
    del large
    gc.collect()
    kept.peek("anything")
    assert kept.weight == 0


@pytest.fixture
def file(root, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes((root / "stories" / "assad-2024.yaml").read_bytes())
    return StoryFile("a", path)


def test_a_story_is_read_once_for_each_content(file):
    folder = Folder()
    first, faults = folder.read(file)
    assert faults == ()
    assert folder.read(file)[0] is first
    assert folder.draw(first, key="a", base="plain") is folder.draw(first, key="a", base="plain")
    file.path.write_bytes(file.path.read_bytes() + b"# a comment\n")
    assert folder.read(file)[0] is not first


def test_the_last_good_content_is_kept_whole(file):
    folder, good = Folder(), file.path.read_text()
    first, _ = folder.read(file)
    file.path.write_text("format: 1\n")
    read, faults = folder.read(file)
    assert read is first
    assert faults
    assert isinstance(read.story, Story)
    assert read.content.text() == good


def test_a_story_with_faults_from_the_start_has_no_last_good_content(file):
    file.path.write_text("format: 1\n")
    read, faults = Folder().read(file)
    assert read.story == faults


def test_stories_and_documents_are_bounded_by_weight(file):
    folder = Folder(stories=1_500_000, documents=2_000_000)
    text = file.path.read_text()
    for number in range(4):
        file.path.write_text(f"{text}# {number}\n")
        read, _ = folder.read(file)
        folder.draw(read, key="a", base="plain")
    assert 0 < folder._read.weight <= 1_500_000
    assert 0 < folder._drawn.weight <= 2_000_000
