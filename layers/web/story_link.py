"""A story in the part of an address behind "#", which browsers keep to themselves.

The story's file, compressed (raw deflate, RFC 1951), in the letters of base64url (RFC 4648) without
padding. No server is asked for that part, so nothing is stored anywhere. What comes from an address
is untrusted: it is bounded before and while it is unpacked, and then read as any upload.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from geo.language.told_error import ToldError

NAME = "story="
"""What such a part begins with, after "#"."""
LONGEST = 8_000
"""Characters of a part: longer addresses are cut by mail programs, chats and some servers' logs."""
MOST_BYTES = 500_000
"""Bytes of a story from an address. Eight thousand characters could unpack to six million."""
_RAW = -zlib.MAX_WBITS
_LETTERS = re.compile(r"[A-Za-z0-9_-]+")


def packed(text: str) -> str | None:
    """Give a story's file for an address; None where it is too long for one."""
    raw = text.encode()
    if len(raw) > MOST_BYTES:
        return None
    deflate = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    data = deflate.compress(raw) + deflate.flush()
    letters = base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")
    return letters if len(letters) <= LONGEST else None


def unpacked(letters: str) -> str:
    """Give the file that an address holds. Raises ToldError for one that `packed` has not made."""
    if len(letters) > LONGEST:
        raise ToldError("app.link.too-long", most=LONGEST)
    if not _LETTERS.fullmatch(letters):
        raise ToldError("app.link.broken")
    inflate = zlib.decompressobj(_RAW)
    try:
        data = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
        raw = inflate.decompress(data, MOST_BYTES + 1)
    except (binascii.Error, zlib.error) as error:
        raise ToldError("app.link.broken") from error
    if len(raw) > MOST_BYTES:
        raise ToldError("app.link.too-large", most=MOST_BYTES // 1000)
    if not inflate.eof or inflate.unused_data:  # cut off on its way, or something put behind it
        raise ToldError("app.link.broken")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise ToldError("app.link.broken") from error
