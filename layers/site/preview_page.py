"""The small pages that tell people, and programs that make previews, what a link leads to.

Open Graph (ogp.me) and Twitter card tags; everything that comes from a story is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geo.language.messages import Messages
from layers.style.map_style import css_variables

IMAGE = (1200, 630)
"""Width and height of a preview's picture, pixels."""
SCRIPT = "location.replace(document.getElementById('open').href)"
"""Takes a reader to the document; programs that make previews run no script, and stay here."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a link shows of itself. Addresses are relative to the page that they stand in.

    `base` is the full address of that page's folder, "" if it is not known.
    """

    language: str
    site: str
    title: str
    time: str
    tellers: str
    alt: str
    long: str
    image: str
    document: str
    oembed: str
    base: str
    page: str
    say: Messages
    folder: str = ""
    events: int = 0

    @property
    def description(self) -> str:
        """The words below the title."""
        if not self.tellers:
            return self.time
        return self.say("site.description", time=self.time, tellers=self.tellers)

    @staticmethod
    def escaped(text: str) -> str:
        """Escape a text for an attribute or an element."""
        return html.escape(text)


def tags(preview: Preview) -> str:
    """Give the tags of a page's head that say what it is."""
    title, text = html.escape(preview.title), html.escape(preview.description)
    image = html.escape(f"{preview.base}{preview.image}")
    alt, site = html.escape(preview.alt), html.escape(preview.site)
    oembed = html.escape(f"{preview.base}{preview.oembed}")
    wide, high = IMAGE
    rows = [
        f"<title>{title}</title>",
        f'<meta name="description" content="{text}">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:site_name" content="{site}">',
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:description" content="{text}">',
        f'<meta property="og:image" content="{image}">',
        '<meta property="og:image:type" content="image/png">',
        f'<meta property="og:image:width" content="{wide}">',
        f'<meta property="og:image:height" content="{high}">',
        f'<meta property="og:image:alt" content="{alt}">',
        '<meta name="twitter:card" content="summary_large_image">',
        f'<meta name="twitter:title" content="{title}">',
        f'<meta name="twitter:description" content="{text}">',
        f'<meta name="twitter:image" content="{image}">',
        f'<meta name="twitter:image:alt" content="{alt}">',
        f'<link rel="alternate" type="application/json+oembed" href="{oembed}" title="{site}">',
    ]
    if preview.base:
        here = html.escape(f"{preview.base}{preview.page}")
        rows += [
            f'<meta property="og:url" content="{here}">',
            f'<link rel="canonical" href="{here}">',
        ]
    return "\n    ".join(rows)


def event_page(preview: Preview) -> str:
    """Give the page of an event: its picture and words, and a link to the document."""
    words = "".join(
        f"<p{second}>{html.escape(text)}</p>"
        for text, second in ((preview.time, ""), (preview.tellers, ""), (preview.long, SMALL))
    )
    body = (
        f"<h1>{html.escape(preview.title)}</h1>{words}"
        f'<p><a id="open" href="{html.escape(preview.document)}">'
        f'<img src="{html.escape(preview.image)}" width="1200" height="630" '
        f'alt="{html.escape(preview.alt)}"><br>{html.escape(preview.say("site.open"))}</a></p>'
    )
    return _page(preview.language, tags(preview), f"{body}<script>{SCRIPT}</script>")


SMALL = ' class="second"'


def index_page(previews: Sequence[Preview], base: str) -> str:
    """Give the page of all stories."""
    first = previews[0]
    say = first.say
    title = first.title if len(previews) == 1 else say("site.stories")
    parts = [
        f'<article><h2><a href="{html.escape(preview.folder)}index.html">'
        f"{html.escape(preview.title)}</a>"
        f"</h2><p>{html.escape(preview.time)}</p>"
        f"<p{SMALL}>{html.escape(preview.say('site.events', n=preview.events))}</p>"
        f'<a href="{html.escape(preview.folder)}index.html"><img width="1200" height="630" '
        f'src="{html.escape(preview.folder + preview.image)}" '
        f'alt="{html.escape(preview.alt)}"></a></article>'
        for preview in previews
    ]
    listing = Preview(
        language=first.language,
        site=title,
        title=title,
        time=first.time
        if len(previews) == 1
        else say.listed(preview.title for preview in previews),
        tellers="",
        alt=first.alt,
        long=first.long,
        image=f"{first.folder}{first.image}",
        document="index.html",
        oembed="oembed.json",
        base=base,
        page="",
        say=say,
    )
    return _page(first.language, tags(listing), f"<h1>{html.escape(title)}</h1>{''.join(parts)}")


@lru_cache(maxsize=1)
def _style() -> str:
    own = (files("layers.site") / "preview_page.css").read_text(encoding="utf-8")
    return f"{css_variables()}{own}"


def _page(language: str, head: str, body: str) -> str:
    policy = "; ".join(
        [
            "default-src 'none'",
            "img-src 'self' file:",
            f"style-src {_hash(_style())}",
            f"script-src {_hash(SCRIPT)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(language)}">\n<head>\n'
        '    <meta charset="utf-8">\n'
        '    <meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'    <meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"    {head}\n    <style>{_style()}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
