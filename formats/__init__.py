"""Formats of other tools: read into a draft story, written from a story.

`read(name, data)` gives a Draft, `WRITERS` the formats to write. Libraries such as pandas,
pyogrio or openpyxl are loaded when they are needed, not with this package.
"""

from formats.files.format_error import FormatError
from formats.format_detection import READS, read
from formats.shared.import_draft import Column, Draft, Option, Question, Remark
from formats.writer_registry import WRITERS, Writer, writer_of

__all__ = [
    "READS",
    "WRITERS",
    "Column",
    "Draft",
    "FormatError",
    "Option",
    "Question",
    "Remark",
    "Writer",
    "read",
    "writer_of",
]
