"""Bytes from a stranger -> text: of bounded size, in UTF-8, and no other kind of file."""

from __future__ import annotations

import re

from geo.errors import Fault, StoryError

MAX_BYTES = 5_000_000

_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\x00", "a database or a GeoPackage"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
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
"""Byte order marks, the longer first: one of UTF-32 begins as one of UTF-16 does."""


def read_bytes(data: bytes, *, name: str) -> str:
    """Turn the bytes of a story's file into text; `name` is used in messages.

    UTF-8 with or without a byte order mark. UTF-16 is refused: YAML allows it, but line
    numbers, sizes and all other readers of these files rely on UTF-8.
    Raises StoryError with one fault: too large, empty, another kind of file, another encoding.
    """
    if len(data) > MAX_BYTES:
        wrong = f"The file is larger than {MAX_BYTES // 1_000_000} MB"
        raise _refused(name, 0, wrong, "Split the story into several files")
    kind = _other_kind(data)
    if kind:
        raise _refused(name, 0, f"This is {kind}, not a story", "Give a story in YAML or JSON")
    wide = next((said for mark, said in _WIDE if data.startswith(mark)), None)
    if wide:
        raise _refused(name, 1, f"The text is {wide}, not UTF-8", "Save the file as UTF-8")
    zero = data.find(b"\x00")
    if zero >= 0:
        wrong = "The file has a zero byte, so it is another encoding or no text"
        raise _refused(name, _line(data, zero), wrong, "Save the file as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            wrong, mend = "The file ends in the middle of a character", "Save or send it once more"
        else:
            wrong, mend = "The text is not UTF-8", "Save the file as UTF-8"
        raise _refused(name, _line(data, error.start), wrong, mend) from error


def _other_kind(data: bytes) -> str | None:
    for begin, kind in _OTHER_KINDS:
        if data.startswith(begin):
            return kind
    head = data[:200].removeprefix(b"\xef\xbb\xbf")
    if _BEGINS_HTML.match(head):
        return "a web page"
    return "an XML file, such as KML or GPX" if _BEGINS_XML.match(head) else None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _refused(name: str, line: int, wrong: str, mend: str) -> StoryError:
    return StoryError([Fault(name, line, "", wrong, mend)])
