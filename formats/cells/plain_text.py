"""Texts of a file: HTML to plain text, forbidden characters removed, ids made from names."""

from __future__ import annotations

import re
import unicodedata
from html import unescape as unescaped

from formats.files.import_limits import MAX_HEADLINE, MAX_LINE, MAX_PROSE

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
_ELEMENT = re.compile(r"<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})(?P<rest>[^<>]*)>")
_HREF = re.compile(
    r"\b(?:href|src)\s?=\s?(?P<address>\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE
)
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"}
_SILENT = {"script", "style", "head", "title", "iframe", "object"}
_BAD = {*range(0x20), 0x7F, *range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {9, 10}
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls of text direction (geo/yaml/story_limits.py), and byte order marks."""

_CONTROL = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_BAD)) + "]")
_TOO_LONG = re.compile(r"&#([0-9]{20,}|[xX][0-9a-fA-F]{20,})")
_ENDS = 64
"""Longest id, as geo/story/model.py has it."""


def plain(value: str) -> str:
    """Make a text that may hold HTML plain; the address of a link follows its words."""
    if not _TAG.search(value):
        return tidy(value)
    return tidy(_without_tags(_without_comments(value)))


def tidy(value: str) -> str:
    """Remove characters that a story may not hold and superfluous spaces; keep line breaks."""
    if value.isprintable() and "  " not in value:  # most texts: nothing to remove
        return value.strip()
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = _CONTROL.sub(" ", _BIDI_CONTROLS.sub("", value)).replace("\u00a0", " ")
    lines = (" ".join(line.split()) for line in value.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(value: str) -> str:
    """Make a text one line."""
    return " ".join(tidy(value).split())


def fits_headline(value: str) -> bool:
    """Whether a text can be a headline as it is."""
    return len(value) <= MAX_HEADLINE


def shortened(value: str, longest: int = MAX_HEADLINE) -> str:
    """Give the beginning of a text that is too long for its field, with an ellipsis."""
    if len(value) <= longest:
        return value
    head = value[: longest - 1]
    space = head.rfind(" ")
    return (head[:space] if space > longest // 2 else head).rstrip(" ,;:-") + "…"


def named(value: str) -> str:
    """Give a text as a name of a person, place or publication: one line that fits its field."""
    return shortened(line(value), MAX_LINE)


def split_prose(value: str) -> tuple[str, str]:
    """Split a text into what one field holds, at a space, and the rest."""
    if len(value) <= MAX_PROSE:
        return value, ""
    at = max(value.rfind("\n", 0, MAX_PROSE), value.rfind(" ", 0, MAX_PROSE))
    at = at if at > MAX_PROSE // 2 else MAX_PROSE
    return value[:at].rstrip(), value[at:].lstrip()


class Ids:
    """Gives each thing an id of its own, made from its name."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._next: dict[str, int] = {}

    def give(self, name: str, otherwise: str) -> str:
        """Give an unused id for a name; `otherwise` where the name has no Latin letter or figure.

        >>> ids = Ids()
        >>> ids.give("Damascus airport", "place"), ids.give("Damascus Airport", "place")
        ('damascus-airport', 'damascus-airport-2')
        """
        base = slug(name) or otherwise
        name_id = base
        number = self._next.get(base, 1)
        while name_id in self._used:
            number += 1
            name_id = f"{base[: _ENDS - 8]}-{number}"
        self._next[base] = number
        self._used.add(name_id)
        return name_id


def slug(name: str) -> str:
    """Make an id from a name: lower-case letters, figures and hyphens; "" where none are left."""
    flat = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    words = re.sub(r"['`]", "", flat.lower())
    made = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if len(made) > _ENDS - 4:
        cut = made[: _ENDS - 4]
        made = (cut[: cut.rfind("-")] if "-" in cut[20:] else cut).strip("-")
    return made


def _without_comments(value: str) -> str:
    parts, at = [], 0
    while (begin := value.find("<!--", at)) >= 0:
        end = value.find("-->", begin)
        if end < 0:
            break
        parts.append(value[at:begin])
        at = end + 3
    return "".join(parts) + value[at:]


def _without_tags(value: str) -> str:
    """Keep the words, break lines where blocks end, put the address of a link after its words.

    One pass over the text: the time of the standard library's HTML parser grows with the square of
    the number of unclosed tags, and the text is untrusted.
    """
    parts: list[str] = []
    link: tuple[str, int] | None = None
    silent, at = "", 0
    for tag in _ELEMENT.finditer(value):
        if not silent:
            parts.append(unescape(value[at : tag.start()]))
        at = tag.end()
        name, closes = tag["name"].lower(), bool(tag["slash"])
        if name in _SILENT:
            silent = "" if closes and name == silent else silent or ("" if closes else name)
        elif silent:
            continue
        elif name in _BREAKS:
            parts.append("\n")
        elif name == "a":  # in HTML a link ends where the next one begins; there are none inside it
            if link:
                parts.append(_behind(parts, *link))
            link = None if closes else (_address(tag["rest"]), len(parts))
        elif name == "img" and (address := _address(tag["rest"])):
            parts.append(f" {address} ")
        elif name in ("td", "th"):
            parts.append(" ")
    if not silent:
        parts.append(unescape(value[at:]))
    return "".join(parts)


def _behind(parts: list[str], address: str, since: int) -> str:
    """Give the address to put after a link's words, which are the parts from `since` on."""
    words = "".join(parts[since:])
    if not address or address in words:
        return ""
    return f" ({address})" if words.strip() else f" {address} "


def unescape(value: str) -> str:
    """Give a text with the characters that its references stand for (`&amp;`, `&#38;`).

    A number too long for any character stays as it is: Python refuses to read it.
    """
    return unescaped(_TOO_LONG.sub(r"&amp;#\1", value))


def _address(attributes: str) -> str:
    match = _HREF.search(attributes)
    address = unescape(match["address"].strip("\"'")) if match else ""
    return address if address.startswith(("http://", "https://")) else ""
