"""Reads Markdown: headings apart, links and emphasis left in the raw text and out of the words."""

from __future__ import annotations

import re

from articles.article import Article, Paragraph, Part, split_text, stated_date

_HEADING = re.compile(r"^#{1,6}\s+\S", re.MULTILINE)
_LINK = re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,400}\)")
_ADDRESS = r"\([^)]{0,1000}\)"
_IMAGE = re.compile(r"!\[[^\[\]]*\]" + _ADDRESS)
_LABEL = re.compile(r"\[([^\[\]]*)\]" + _ADDRESS)
_MARKS = [
    re.compile(rf"(?<![\w*]){mark}(?=[^\s{sign}])([^{sign}\n]+)(?<=\S){mark}(?![\w*])")
    for sign, mark in (("*", r"\*"), ("*", r"\*\*"), ("_", "_"), ("_", "__"), ("`", "`"))
]
"""Emphasis, the inner first. A search ends at the next such sign, or what never closes takes hours."""
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def looks_like_markdown(text: str) -> bool:
    """Whether a pasted text has headings or links of Markdown."""
    return bool(_HEADING.search(text)) or len(_LINK.findall(text)) > 1


def read_markdown(text: str) -> Article:
    """Read Markdown. The article's raw text is the Markdown without its marks, laid out plainly."""
    plain: list[str] = []
    parts: list[Part] = []
    front = _FRONT.match(text)
    title = ""
    for block in re.split(r"\n[ \t]*\n", text[front.end() :] if front else text):
        bare = block.strip()
        if (
            not bare
            or re.fullmatch(r"[-*_ ]{3,}|```.*?```", bare, re.DOTALL)
            or bare.startswith(("<!--", "[^"))
        ):
            continue
        image = re.fullmatch(r"!\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?", bare)
        heading = re.match(r"(#{1,6})\s+(.*)", bare)
        if image:
            part: Part = "caption"
            words = image[1]
        elif heading:
            part = "headline" if not title and len(heading[1]) == 1 else "heading"
            words = heading[2].rstrip("# ")
            title = title or (words if part == "headline" else "")
        else:
            part, words = "body", bare
        words = _bare(words)
        if words:
            plain.append(words)
            parts.append(part)
    if not parts:
        return Article(text, tuple(split_text(text)))
    return laid_out(plain, parts, title=_bare(title), published_from=text)


def laid_out(
    texts: list[str], parts: list[Part], *, title: str, published_from: str = ""
) -> Article:
    """Make an article of texts with their parts, blank lines between."""
    raw, rows, number = "", [], 0
    for text, part in zip(texts, parts, strict=True):
        start = len(raw)
        raw += text
        number += part == "body"
        rows.append(Paragraph(part, number if part == "body" else 0, start, len(raw)))
        raw += "\n\n"
    return Article(
        raw, tuple(rows), title=title[:160], published=stated_date(published_from or raw)
    )


def _bare(text: str) -> str:
    text = _IMAGE.sub("", text)
    text = _LABEL.sub(r"\1", text)
    for mark in _MARKS:
        text = mark.sub(r"\1", text)
    text = re.sub(r"^(?:>\s?|[-*+]\s+|\d{1,3}[.)]\s+)", "", text, flags=re.MULTILINE)
    return " ".join(re.sub(r"<[^>\n]{1,200}>", " ", text).split())
