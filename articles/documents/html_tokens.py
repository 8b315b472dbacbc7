"""Web pages as tags and texts, in time that grows with the page's length and no faster.

The parser of the standard library takes time that grows with the square of the length for tags and
comments that never close, in the releases of Python before October 2025 (python/cpython#135462): a
page of a few megabytes would hold the server for hours. Tags end here as browsers end them, by the
tokenization of the HTML standard: at the next ">" outside of quotes, and at the end of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

_RAW = ("script", "style")
"""Elements whose content is no markup; it ends at their own end tag alone."""
_BEGIN = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_TAG = re.compile(r"""(?:[^"'>=]|=(?!\s*+["'])|=\s*+(?:"[^"]*+"|'[^']*+')|["'])*+>""")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>=]++)\s*+(?:=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?+"""
)


class Token(NamedTuple):
    """A tag's begin, a tag's end, or a text."""

    kind: Literal["start", "end", "text"]
    text: str
    """The tag's name in small letters, or the text with its references resolved."""
    rest: str = ""
    """What stands in a start tag behind its name, for `attributes`."""


def tokens(page: str) -> Iterator[Token]:
    """Give the tags and texts of a page in their order, without comments and declarations.

    Raises ValueError for a reference to a character by a number that no computer has.
    """
    at, raw = 0, ""
    while at < len(page):
        if raw:
            close = re.compile(f"</{raw}(?=[\\s/>])", re.IGNORECASE).search(page, at)
            end = close.start() if close else len(page)
            if end > at:
                yield Token("text", page[at:end])
            at, raw = end, ""
            continue
        begin = _BEGIN.search(page, at)
        if begin is None:
            yield Token("text", unescape(page[at:]))
            return
        if begin.start() > at:
            yield Token("text", unescape(page[at : begin.start()]))
        at = begin.end()
        closing = page[at] == "/"
        name = _NAME.match(page, at + closing)
        if name is None:  # a comment or a declaration
            comment = page.startswith("!--", at)
            end = page.find("-->" if comment else ">", at + 1 + comment)
            if end < 0:
                return
            at = end + (3 if comment else 1)
            continue
        tag = _TAG.match(page, name.end())
        if tag is None:  # it never closes
            return
        told = name[0].lower()
        yield Token("end", told) if closing else Token("start", told, tag[0][:-1])
        raw = told if told in _RAW and not closing else ""
        at = tag.end()


def attributes(rest: str, names: frozenset[str]) -> dict[str, str]:
    """Give those of some attributes that a start tag has, the first of each name.

    `rest` is what stands behind the tag's name. An attribute without a value has "".
    Raises ValueError as `tokens` does.
    """
    out: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        name = match["name"].lower()
        if name in names and name not in out:
            out[name] = unescape(match["double"] or match["single"] or match["bare"] or "")
    return out
