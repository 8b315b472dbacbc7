"""Reads a PDF's text in a process of its own, for articles/documents/pdf_text.py.

Arguments: how many pages and how many characters are read at most. The PDF comes through the
standard input. Writes JSON to the standard output: the texts of the pages, and the title that the
file gives itself. Exit status LOCKED or BROKEN where it cannot be read.
"""

from __future__ import annotations

import io
import json
import logging
import sys

LOCKED, BROKEN = 3, 4
_MEMORY = 600_000_000
"""Bytes of address space. What is packed in a PDF of 5 MB may be many gigabytes."""
_SECONDS = 20


def main() -> None:
    """Read the PDF."""
    _bound()
    most_pages, most_characters = map(int, sys.argv[1:3])
    from pypdf import PdfReader  # noqa: PLC0415 - after the bounds
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            sys.exit(LOCKED)
        for page in reader.pages[:most_pages]:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > most_characters:
                break
        title = reader.metadata.title if reader.metadata else ""
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
        NotImplementedError,
        AssertionError,
        ZeroDivisionError,
        OverflowError,
        LookupError,
    ):
        sys.exit(BROKEN)
    sys.stdout.write(json.dumps({"pages": pages, "title": str(title or "")}))


def _bound() -> None:
    """Bound the memory and the time of this process, where the system can."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
