"""Reads the text layer of a PDF, lines joined into paragraphs."""

from __future__ import annotations

import importlib.util
import io
import logging
import re

from articles.article import Article, split_text, stated_date
from articles.report_errors import ArticleError
from geo.language.told_text import ToldText

_MOST_PAGES = 60
_SHORT = 0.75
"""Share of the page's longest line; a shorter line that ends a sentence ends its paragraph."""


def read_pdf(data: bytes) -> Article:
    """Read a PDF with a text layer. Raises ArticleError for one that is locked, broken or a picture."""
    if importlib.util.find_spec("pypdf") is None:
        raise ArticleError(
            ToldText("article.pdf.none"),
            ToldText("article.pdf.none.mend"),
        )
    from pypdf import PdfReader  # noqa: PLC0415 - only for a PDF
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(ToldText("article.pdf.locked"), ToldText("article.locked.mend"))
        pages = [page.extract_text() for page in reader.pages[:_MOST_PAGES]]
        told = reader.metadata.title if reader.metadata else ""
    except ArticleError:
        raise
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
        MemoryError,
        LookupError,
    ) as error:
        raise ArticleError(
            ToldText("article.pdf.broken"), ToldText("article.paste.mend")
        ) from error
    text = "\n".join(_joined(page) for page in pages)
    if len(text.split()) < 20:
        raise ArticleError(
            ToldText("article.pdf.pictures"),
            ToldText("article.paste.mend"),
        )
    rows = split_text(text)
    headline = next((row for row in rows if row.part == "headline"), None)
    title = text[headline.start : headline.end] if headline else str(told or "")
    return Article(
        text, tuple(rows), title=" ".join(title.split())[:160], published=stated_date(text)
    )


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
