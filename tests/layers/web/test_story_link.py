"""A story in an address: what is packed comes back, and what a stranger made of it is refused."""

import base64
import zlib

import pytest

from geo.language.told_error import ToldError
from geo.yaml.starter_story import starter_text
from layers.web import story_link
from layers.web.story_link import packed, unpacked


def letters(raw, *, wbits=-15):
    deflate = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return base64.urlsafe_b64encode(deflate.compress(raw) + deflate.flush()).decode().rstrip("=")


@pytest.mark.parametrize("text", ["title: دمشق", "a", "x" * 5_000])
def test_what_is_packed_comes_back(text):
    assert unpacked(packed(text)) == text


def test_a_story_of_eight_thousand_bytes_is_a_link_of_about_half_of_that():
    text = starter_text()
    assert len(packed(text)) < len(text.encode()) * 0.55
    assert set(packed(text)) <= set(map(chr, range(128)))


def test_a_story_that_is_too_long_has_none(shipped_text):
    assert packed(shipped_text) is None


def test_what_unpacks_to_far_more_is_refused_before_it_is_there():
    bomb = letters(b"a" * 4_000_000)
    assert len(bomb) < story_link.LONGEST
    with pytest.raises(ToldError, match="larger than 500 kB"):
        unpacked(bomb)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (packed("title: a story")[:-3], "not whole"),
        (packed("title: a story") + "AAAA", "not whole"),
        ("", "not whole"),
        ("<script>", "not whole"),
        ("A", "not whole"),
        (letters(b"title: a story", wbits=15), "not whole"),
        (letters(b"\xff\xfe"), "not whole"),
        ("A" * 8_001, "more than 8,000"),
    ],
)
def test_what_is_no_story_s_is_told(given, said):
    with pytest.raises(ToldError, match=said):
        unpacked(given)


@pytest.fixture
def shipped_text(root):
    return (root / "stories" / "assad-2024.yaml").read_text(encoding="utf-8")
