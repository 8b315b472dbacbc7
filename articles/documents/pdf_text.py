"""Reads the text layer of a PDF, lines joined into paragraphs.

pypdf reads it in a process of its own (articles/documents/pdf_process.py), with bounds of memory and time: a
few kilobytes can hold pages that take hours, and can only end that process.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from articles.article import MAX_CHARACTERS, Article, split_text, stated_date
from articles.documents.pdf_process import BROKEN, LOCKED
from articles.report_errors import ArticleError
from geo.language.told_text import ToldText

_MOST_PAGES = 60
_SECONDS = 30.0
"""Time by the clock for reading the text; of the processor it may take two thirds as much."""
_PROCESS = Path(__file__).with_name("pdf_process.py")
_SHORT = 0.75
"""Share of the page's longest line; a shorter line that ends a sentence ends its paragraph."""


def read_pdf(data: bytes) -> Article:
    """Read a PDF with a text layer. Raises ArticleError for one that is locked, broken, a picture or too large."""
    if importlib.util.find_spec("pypdf") is None:
        raise ArticleError(
            ToldText("article.pdf.none"),
            ToldText("article.pdf.none.mend"),
        )
    told = _extracted(data)
    text = "\n".join(_joined(page) for page in told["pages"])
    if len(text.split()) < 20:
        raise ArticleError(
            ToldText("article.pdf.pictures"),
            ToldText("article.paste.mend"),
        )
    rows = split_text(text)
    headline = next((row for row in rows if row.part == "headline"), None)
    title = text[headline.start : headline.end] if headline else told["title"]
    return Article(
        text, tuple(rows), title=" ".join(title.split())[:160], published=stated_date(text)
    )


def _extracted(data: bytes) -> Any:
    """Give the texts of the pages, and the title that the file gives itself."""
    unfolds = ArticleError(ToldText("article.office.unfolds"), ToldText("article.paste.mend"))
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROCESS), str(_MOST_PAGES), str(MAX_CHARACTERS)],
            input=data, capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise unfolds from error
    if done.returncode == LOCKED:
        raise ArticleError(ToldText("article.pdf.locked"), ToldText("article.locked.mend"))
    if done.returncode == BROKEN:
        raise ArticleError(ToldText("article.pdf.broken"), ToldText("article.paste.mend"))
    if done.returncode:
        raise unfolds
    return json.loads(done.stdout)


def _joined(page: str) -> str:
    """Join a page's lines: a paragraph ends at a blank line, or at a short line that ends a sentence."""
    lines = [line.rstrip() for line in page.split("\n")]
    longest = max((len(line) for line in lines), default=0)
    out: list[str] = []
    for line in lines:
        if not line.strip() or re.fullmatch(
            r"\s*(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\s*", line, re.IGNORECASE
        ):
            out.append("\n\n")
        elif len(line) < _SHORT * longest and line.endswith((".", '"', "”", "!", "?")):
            out.append(f"{line}\n\n")
        elif line.endswith("-") and len(line) > 1 and line[-2].isalpha():
            out.append(line[:-1])
        else:
            out.append(f"{line} ")
    return "".join(out)
