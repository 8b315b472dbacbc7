"""Links that are passed on: to what is on screen, and the HTML that puts it into an article."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from layers.web import story_link
from layers.web.url_state import Address

LONGEST = 2000
"""Characters of a page's address; a longer one comes from no browser's address bar."""
HEIGHTS = (640, 760, 900)
"""Heights of the frame in an article, pixels; below the first the page would scroll inside it."""


def base_url(url: str | None) -> str | None:
    """Give the page's own address, without query and fragment; None if it is none to be trusted."""
    if not url or len(url) > LONGEST or not url.isprintable() or set(url) & set(" \"'<>\\`"):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port is None else f"{host}:{port}"
    path = quote(parts.path, safe="/%:@!$&()*+,;=-._~") or "/"
    return urlunsplit((parts.scheme, netloc, path, "", ""))


def link(
    url: str | None,
    now: Address,
    *,
    story: str,
    base: str,
    view: bool = True,
    language: str | None = None,
) -> str:
    """Give the link that opens what is on screen; it begins with "?" where the page has no address.

    With `view` the link has the part of the map that is in view; `language` is the chosen one.
    """
    said = now if view else replace(now, view=None)
    query = {"story": story, **({"lang": language} if language else {})}
    query |= {**({} if base == "plain" else {"base": base}), **said.query()}
    return f"{base_url(url) or ''}?{urlencode(query, safe=',:')}"


def story_address(url: str | None, text: str, *, base: str) -> str | None:
    """Give the link that holds a story's file, for whoever opens it; None where it is too long."""
    letters = story_link.packed(text)
    if letters is None:
        return None
    query = "" if base == "plain" else f"?{urlencode({'base': base})}"
    return f"{base_url(url) or ''}{query}#{story_link.NAME}{letters}"


def snippet(address: str, *, title: str, height: int) -> str:
    """Give the HTML that puts the page into an article; `height` in pixels."""
    lines = [
        f'<iframe src="{escape(f"{address}&embed=true")}"',
        f'  title="{escape(" ".join(title.split()))}"',
        f'  width="100%" height="{height}" style="border:0"',
        '  loading="lazy" allowfullscreen></iframe>',
    ]
    return "\n".join(lines)


def picture_snippet(address: str, *, image: str, alt: str, width: int, height: int) -> str:
    """Give the HTML of a picture that links to the page; `image` is its address, sizes pixels."""
    lines = [
        f'<a href="{escape(address)}">',
        f'  <img src="{escape(image)}"',
        f'  alt="{escape(" ".join(alt.split()))}"',
        f'  width="{width}" height="{height}" style="max-width:100%; height:auto"></a>',
    ]
    return "\n".join(lines)
