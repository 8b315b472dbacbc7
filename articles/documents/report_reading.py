"""Reads a report from a file or a pasted text: plain, Markdown, HTML, .docx, .odt, .pdf."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from articles.article import MAX_CHARACTERS, Article, Paragraph, split_text, stated_date
from articles.documents.html_text import read_html
from articles.documents.markdown_text import looks_like_markdown, read_markdown
from articles.documents.office_text import read_docx, read_odt
from articles.documents.pdf_text import read_pdf
from articles.linguistics.language import language_of
from articles.report_errors import ArticleError
from geo.language.told_text import ToldText

MAX_BYTES = 10_000_000
READS = "article.reads"


def read_article(name: str, data: bytes) -> Article:
    """Read a report's file; its kind is told by what it holds, then by its name.

    Raises ArticleError for a file that is too large, broken, empty, or of no kind that is read.
    """
    if len(data) > MAX_BYTES:
        raise ArticleError(
            ToldText("article.too-large", file=name, mb=MAX_BYTES // 1_000_000),
            ToldText("article.too-large.mend"),
        )
    ending = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF"):
        article = read_pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        article = (
            read_odt(data)
            if ending == ".odt" or b"opendocument.text" in data[:200]
            else read_docx(data)
        )
    elif ending in (".docx", ".odt", ".pdf", ".doc", ".rtf", ".pages"):
        raise ArticleError(
            ToldText("article.other-file", file=name, ending=ending),
            ToldText("article.other-file.mend", formats=ToldText(READS)),
        )
    else:
        text = _decoded(data, name)
        html = ending in (".html", ".htm", ".xhtml") or re.match(
            r"(?is)\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|article)\b", text
        )
        if not html:
            return read_text(text, markdown=ending in (".md", ".markdown"))
        article = read_html(text)
    return _finished(article)


def read_text(text: str, *, markdown: bool = False) -> Article:
    """Read a pasted text, plain or Markdown. Raises ArticleError for one that is empty or too long."""
    if markdown or looks_like_markdown(text):
        return _finished(read_markdown(text))
    rows = split_text(text)
    headline = next((row for row in rows if row.part == "headline"), None)
    title = " ".join(text[headline.start : headline.end].split()) if headline else ""
    return _finished(Article(text, tuple(rows), title=title, published=stated_date(text)))


def _finished(article: Article) -> Article:
    """Check an article's size and tell its language."""
    if not article.raw.strip() or not article.body:
        raise ArticleError(
            ToldText("article.empty"),
            ToldText("article.empty.mend"),
        )
    if len(article.raw) > MAX_CHARACTERS:
        raise ArticleError(
            ToldText("article.too-long", most=MAX_CHARACTERS), ToldText("article.too-long.mend")
        )
    language = language_of(" ".join(article.text(paragraph) for paragraph in article.body[:40]))
    notes = list(article.notes)
    if language != "en":
        notes.append(ToldText("article.seems", language=ToldText(f"article.language.{language}")))
    longest: Paragraph = max(article.body, key=lambda paragraph: paragraph.end - paragraph.start)
    if len(article.body) == 1 and longest.end - longest.start > 4_000:
        notes.append(ToldText("article.no-paragraphs"))
    return replace(article, language=language, notes=tuple(notes))


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\x00" in text:
        raise ArticleError(
            ToldText("article.no-text", file=name),
            ToldText("article.other-file.mend", formats=ToldText(READS)),
        )
    return text
