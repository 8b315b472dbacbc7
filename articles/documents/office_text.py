"""Reads the text of Word's .docx and OpenDocument's .odt, opened with care."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from articles.article import MAX_CHARACTERS, Article, Part
from articles.documents.markdown_text import laid_out
from articles.report_errors import ArticleError
from geo.language.told_text import ToldText

_MOST = 40_000_000
"""Bytes of the one member that is read, unfolded."""
_MOST_ELEMENTS = 600_000
_MOST_DEPTH = 150
"""Nesting of elements; each text is gone through once for every paragraph around it."""
_SPACES = 10
"""A document may hold so many times as many characters as its text: spaces between its elements."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_docx(data: bytes) -> Article:
    """Read a Word document's paragraphs. Raises ArticleError for one that is broken or too large."""
    root = _xml(data, "word/document.xml", "article.office.broken-word")
    texts, parts, title = list[str](), list[Part](), ""
    for row in root.iter(f"{_WORD}p"):
        text = _joined(row, f"{_WORD}t", {f"{_WORD}tab": " ", f"{_WORD}br": "\n"})
        style = next((element.get(f"{_WORD}val", "") for element in row.iter(f"{_WORD}pStyle")), "")
        part = _part(style, first=not texts)
        if text:
            texts.append(text)
            parts.append(part)
            title = title or (text if part == "headline" else "")
    return _made(texts, parts, title)


def read_odt(data: bytes) -> Article:
    """Read an OpenDocument text's paragraphs. Raises ArticleError for one that is broken or too large."""
    root = _xml(data, "content.xml", "article.office.broken-odt")
    texts, parts, title = list[str](), list[Part](), ""
    for row in root.iter():
        if row.tag not in (f"{_TEXT}p", f"{_TEXT}h"):
            continue
        text = " ".join("".join(row.itertext()).split())
        style = row.get(f"{_TEXT}style-name", "")
        part = "heading" if row.tag == f"{_TEXT}h" and texts else _part(style, first=not texts)
        if row.tag == f"{_TEXT}h" and not texts:
            part = "headline"
        if text:
            texts.append(text)
            parts.append(part)
            title = title or (text if part == "headline" else "")
    return _made(texts, parts, title)


def _part(style: str, *, first: bool) -> Part:
    low = style.lower()
    if low.startswith("title") or (first and low.startswith("heading")):
        return "headline"
    if low.startswith(("heading", "subtitle")):
        return "heading"
    return "caption" if "caption" in low else "body"


def _made(texts: list[str], parts: list[Part], title: str) -> Article:
    if not texts:
        raise ArticleError(ToldText("article.office.empty"), ToldText("article.office.mend"))
    if not any(part == "body" for part in parts):
        parts = ["body"] * len(parts)
    if (
        not title
        and len(texts) > 1
        and not texts[0].endswith((".", '"', "”"))
        and len(texts[0].split()) < 25
    ):
        parts[0], title = "headline", texts[0]
    return laid_out(texts, parts, title=title)


def _joined(row: Any, tag: str, others: dict[str, str]) -> str:
    out = [
        element.text or "" if element.tag == tag else others.get(element.tag, "")
        for element in row.iter()
    ]
    return " ".join("".join(out).split())


def _xml(data: bytes, name: str, broken_key: str) -> Any:
    broken = ArticleError(ToldText(broken_key), ToldText("article.office.mend"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(name)
            if info.flag_bits & 1:
                raise ArticleError(
                    ToldText("article.office.locked"), ToldText("article.locked.mend")
                )
            if info.file_size > _MOST:
                raise _unfolds()
            with archive.open(info) as member:
                text = member.read(_MOST + 1)
        if len(text) > _MOST:
            raise _unfolds()
        return _root(text)
    except ArticleError:
        raise
    except DefusedXmlException as error:
        raise ArticleError(
            ToldText("article.office.entities"),
            ToldText("article.office.entities.mend"),
        ) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        ParseError,
        RecursionError,
    ) as error:
        raise broken from error


def _root(text: bytes) -> Any:
    """Read XML into its elements; gives up at the first element, level or character too many."""
    root = None
    elements = depth = characters = 0
    for event, element in iterparse(io.BytesIO(text), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            root = element if root is None else root
            elements, depth = elements + 1, depth + 1
        else:
            depth -= 1
            characters += len(element.text or "") + len(element.tail or "")
        if elements > _MOST_ELEMENTS or depth > _MOST_DEPTH:
            raise _unfolds()
        if characters > _SPACES * MAX_CHARACTERS:
            mend = ToldText("article.too-long.mend")
            raise ArticleError(ToldText("article.too-long", most=MAX_CHARACTERS), mend)
    return root


def _unfolds() -> ArticleError:
    return ArticleError(ToldText("article.office.unfolds"), ToldText("article.office.paste.mend"))
