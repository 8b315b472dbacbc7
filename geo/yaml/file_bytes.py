"""Untrusted bytes -> text: of bounded size, in UTF-8, and no other kind of file."""

from __future__ import annotations

import re

from geo.errors import Fault, StoryError
from geo.language.told_text import ToldText

MAX_BYTES = 5_000_000
"""The largest story file."""

_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "fault.kind.zip-or-office"),
    (b"PK\x05\x06", "fault.kind.zip"),
    (b"\x1f\x8b", "fault.kind.gzip"),
    (b"BZh", "fault.kind.bzip2"),
    (b"\xfd7zXZ\x00", "fault.kind.xz"),
    (b"7z\xbc\xaf\x27\x1c", "fault.kind.7-zip"),
    (b"Rar!\x1a\x07", "fault.kind.rar"),
    (b"\x28\xb5\x2f\xfd", "fault.kind.zstandard"),
    (b"%PDF-", "fault.kind.pdf"),
    (b"{\\rtf", "fault.kind.rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "fault.kind.old-office"),
    (b"\x89PNG\r\n\x1a\n", "fault.kind.png"),
    (b"\xff\xd8\xff", "fault.kind.jpeg"),
    (b"GIF8", "fault.kind.gif"),
    (b"SQLite format 3\x00", "fault.kind.database"),
    (b"\x7fELF", "fault.kind.program"),
    (b"MZ\x90", "fault.kind.program"),
)
"""How files of other kinds begin. None of them can be the beginning of a story."""
_BEGINS_XML = re.compile(rb"\s*<(\?xml|!--|kml|gpx|rss|svg)[\s>?]", re.IGNORECASE)
_BEGINS_HTML = re.compile(rb"\s*<(!doctype|html|head|body|script)[\s>]", re.IGNORECASE)
_WIDE: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""Byte order marks, the longer first, since a mark of UTF-32 begins like a mark of UTF-16."""


def read_bytes(data: bytes, *, name: str) -> str:
    """Turn the bytes of a story's file into text; `name` is used in messages.

    UTF-8 with or without a byte order mark. UTF-16 is refused: YAML allows it, but line
    numbers, sizes and all other readers of these files rely on UTF-8.
    Raises StoryError with one fault: too large, empty, another kind of file, another encoding.
    """
    if len(data) > MAX_BYTES:
        wrong = ToldText("fault.file.too-large", mb=MAX_BYTES // 1_000_000)
        raise _refused(name, 0, wrong, ToldText("fault.split.mend"))
    kind = _other_kind(data)
    if kind:
        raise _refused(
            name,
            0,
            ToldText("fault.file.other-kind", kind=ToldText(kind)),
            ToldText("fault.file.other-kind.mend"),
        )
    wide = next((said for mark, said in _WIDE if data.startswith(mark)), None)
    if wide:
        raise _refused(
            name, 1, ToldText("fault.file.encoding", wide=wide), ToldText("fault.file.utf-8.mend")
        )
    zero = data.find(b"\x00")
    if zero >= 0:
        wrong = ToldText("fault.file.zero-byte")
        raise _refused(name, _line(data, zero), wrong, ToldText("fault.file.utf-8.mend"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            wrong, mend = ToldText("fault.file.cut"), ToldText("fault.file.cut.mend")
        else:
            wrong, mend = ToldText("fault.file.not-utf-8"), ToldText("fault.file.utf-8.mend")
        raise _refused(name, _line(data, error.start), wrong, mend) from error


def _other_kind(data: bytes) -> str | None:
    for begin, kind in _OTHER_KINDS:
        if data.startswith(begin):
            return kind
    head = data[:200].removeprefix(b"\xef\xbb\xbf")
    if _BEGINS_HTML.match(head):
        return "fault.kind.html"
    return "fault.kind.xml" if _BEGINS_XML.match(head) else None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _refused(name: str, line: int, wrong: str, mend: str) -> StoryError:
    return StoryError([Fault(name, line, "", wrong, mend)])
