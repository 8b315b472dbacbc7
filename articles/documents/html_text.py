"""Reads a web page: the report's paragraphs, its headline and date, and nothing that runs.

The page is parsed as text alone (articles/documents/html_tokens.py): no script, style, entity or link of it
is followed. What stands in navigation, asides, forms and footers is left out.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from articles.article import Article, Part, split_text
from articles.documents.html_tokens import Token, attributes, tokens
from articles.documents.markdown_text import laid_out
from articles.report_errors import ArticleError
from geo.language.told_text import ToldText

_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed form button select textarea nav footer aside menu "
    "dialog canvas video audio head".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_PARAGRAPH: dict[str, Part] = {
    "p": "body", "blockquote": "body", "li": "body", "h1": "headline", "h2": "heading", "h3": "heading",
    "h4": "heading", "h5": "heading", "h6": "heading", "figcaption": "caption", "td": "body", "dd": "body", "pre": "body",
}  # fmt: skip
_BOILERPLATE = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|menu|footer|sidebar|share|social|related|recommend\w*|promo|newsletter|subscribe|comment|comments|cookie|consent|advert\w*|ads?|breadcrumb|byline|author|tags?|toolbar|trending|most-read|teaser|paywall)(?:$|[\s_-])"
)
_READ = frozenset(
    "property name itemprop content datetime lang rel href type class id hidden style aria-hidden".split()
)
_MOST_DEPTH = 400
_MOST_BLOCKS = 20_000
_BLOCKS = frozenset("div section article main body header tr table ul ol dl figure".split())


class _Page:
    def __init__(self) -> None:
        self.blocks: list[tuple[Part, str, tuple[int, ...], float]] = []
        """Parts, texts, the blocks around them, and the share of links."""
        self.meta: dict[str, str] = {}
        self.data: list[str] = []
        self._stack: list[tuple[str, bool, int]] = []
        self._skip = 0
        self._text: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._part: Part = "body"
        self._number = 0
        self._title = self._json = False

    def take(self, token: Token) -> None:
        """Take the page's next token."""
        if token.kind == "start":
            self._begin(token.text, attributes(token.rest, _READ))
        elif token.kind == "end":
            self._end(token.text)
        else:
            self._add(token.text)

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if tag == "meta":
            key = given.get("property") or given.get("name") or given.get("itemprop") or ""
            self.meta.setdefault(key.lower(), given.get("content", ""))
        if tag == "time" and given.get("datetime"):
            self.meta.setdefault("time", given["datetime"])
        if tag == "html" and given.get("lang"):
            self.meta.setdefault("lang", given["lang"])
        if tag == "link" and given.get("rel") == "canonical":
            self.meta.setdefault("canonical", given.get("href", ""))
        if tag == "title":
            self._title = True
        self._json = tag == "script" and "ld+json" in given.get("type", "")
        if tag == "br":
            self._text.append("\n")
        if tag in _VOID:
            return
        names = f"{given.get('class', '')} {given.get('id', '')}"
        hidden = (
            "hidden" in given
            or "display:none" in given.get("style", "").replace(" ", "")
            or given.get("aria-hidden") == "true"
        )
        skip = (
            tag in _SKIPPED
            or hidden
            or (
                tag not in ("html", "body", "main", "article", "p")
                and bool(_BOILERPLATE.search(names))
            )
        )
        if tag in _PARAGRAPH or tag in _BLOCKS:
            self._flush()
        if tag in _PARAGRAPH:
            self._part = _PARAGRAPH[tag]
        if len(self._stack) >= _MOST_DEPTH:
            return
        self._number += 1
        self._stack.append((tag, skip, self._number if tag in _BLOCKS else 0))
        self._skip += skip
        self._in_link += tag == "a"

    def _end(self, tag: str) -> None:
        if tag == "title":
            self._title = False
        self._json = False
        if tag in _PARAGRAPH or tag in _BLOCKS:
            self._flush()
        if tag not in {entry[0] for entry in self._stack[-60:]}:
            return
        while self._stack:
            name, skip, _ = self._stack.pop()
            self._skip -= skip
            self._in_link -= name == "a"
            if name == tag:
                break
        if tag in _PARAGRAPH:
            self._part = "body"

    def _add(self, data: str) -> None:
        if self._title:
            self.meta["title"] = (self.meta.get("title", "") + data)[:500]
        if self._json:
            self.data.append(data)
        if self._skip or self._title:
            return
        self._text.append(data)
        self._linked += len(data) if self._in_link > 0 else 0

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split())
        if text and len(self.blocks) < _MOST_BLOCKS:
            around = tuple(number for _, _, number in self._stack if number)
            self.blocks.append((self._part, text, around, self._linked / max(1, len(text))))
        self._text, self._linked = [], 0

    def close(self) -> None:
        """Take the end of the page."""
        self._flush()


def read_html(text: str) -> Article:
    """Read a page. Raises ArticleError where it holds no report."""
    page = _Page()
    try:
        for token in tokens(text):
            page.take(token)
        page.close()
    except ValueError as error:
        raise ArticleError(
            ToldText("article.html.broken"), ToldText("article.paste.mend")
        ) from error
    blocks = _body(page.blocks)
    title = _title(page)
    parts: list[Part] = []
    texts: list[str] = []
    for part, words, _, _ in blocks:
        parts.append("heading" if part == "headline" and texts and title else part)
        texts.append(words)
    if not any(part == "body" for part in parts):
        rows = split_text("\n\n".join(words for _, words, _, _ in page.blocks))
        if not rows:
            raise ArticleError(ToldText("article.html.empty"), ToldText("article.paste.mend"))
    article = laid_out(texts, parts, title=title)
    data = _linked_data(page.data)
    return Article(
        article.raw,
        article.paragraphs,
        title=title,
        publisher=(page.meta.get("og:site_name") or _publisher(data))[:160],
        url=page.meta.get("og:url") or page.meta.get("canonical", ""),
        published=_published(page, data),
    )


def _body(
    blocks: list[tuple[Part, str, tuple[int, ...], float]],
) -> list[tuple[Part, str, tuple[int, ...], float]]:
    """Keep what stands in the block that has most of the prose."""
    prose: dict[int, int] = {}
    for part, text, around, links in blocks:
        if part == "body" and links < 0.5 and len(text) > 60:
            for number in around:
                prose[number] = prose.get(number, 0) + len(text)
    if not prose:
        return [block for block in blocks if block[3] < 0.6]
    most = max(prose.values())
    best = max(number for number, size in prose.items() if size >= 0.8 * most)
    out: list[tuple[Part, str, tuple[int, ...], float]] = []
    for block in blocks:
        part, text, around, links = block
        inside = best in around
        if (part == "headline" and not any(row[0] == "headline" for row in out)) or (
            inside
            and links < 0.6
            and (part != "body" or len(text) > 24 or text.endswith((".", '"', "”")))
        ):
            out.append(block)
    return out


def _title(page: _Page) -> str:
    told = (
        page.meta.get("og:title")
        or next((text for part, text, _, _ in page.blocks if part == "headline"), "")
        or page.meta.get("title", "")
    )
    return " ".join(told.split())[:160]


def _linked_data(texts: list[str]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for text in texts[:20]:
        try:
            data = json.loads(text[:200_000])
        except (ValueError, RecursionError):
            continue
        many = (
            data
            if isinstance(data, list)
            else data.get("@graph", [data])
            if isinstance(data, dict)
            else []
        )
        out += [item for item in many if isinstance(item, dict)] if isinstance(many, list) else []
    return out


def _publisher(data: list[dict[str, Any]]) -> str:
    for item in data:
        name = item.get("publisher")
        told = name.get("name") if isinstance(name, dict) else name
        if isinstance(told, str):
            return told
    return ""


def _published(page: _Page, data: list[dict[str, Any]]) -> date | None:
    told = [
        page.meta.get(key, "")
        for key in (
            "article:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dcterms.created",
            "parsely-pub-date",
        )
    ]
    told += [str(item.get("datePublished", "")) for item in data] + [page.meta.get("time", "")]
    for text in told:
        match = re.match(r"\d{4}-\d{2}-\d{2}", text.strip())
        if match:
            try:
                return date.fromisoformat(match[0])
            except ValueError:
                continue
    return None
