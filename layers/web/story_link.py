"""A story in the part of an address behind "#", which browsers keep to themselves.

The story's file, compressed (raw deflate, RFC 1951), in the letters of base64url (RFC 4648) without
padding. That part is sent to no server, so nothing is stored anywhere. What comes from an address
is untrusted: its size is limited before and while it is unpacked, and then it is read like any
upload.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from geo.language.told_error import ToldError

NAME = "story="
"""How such a part begins, after "#"."""
LONGEST = 8_000
"""Characters of a part: longer addresses are cut by mail programs, chats and some servers' logs."""
MOST_BYTES = 500_000
"""Bytes of a story from an address. Eight thousand characters could unpack to six million."""
_RAW = -zlib.MAX_WBITS
_LETTERS = re.compile(r"[A-Za-z0-9_-]+")


def packed(text: str) -> str | None:
    """Give a story's file as letters for an address; None if it is too long for that."""
    raw = text.encode()
    if len(raw) > MOST_BYTES:
        return None
    deflate = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    data = deflate.compress(raw) + deflate.flush()
    letters = base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")
    return letters if len(letters) <= LONGEST else None


def unpacked(letters: str) -> str:
    """Give the file that an address holds; raises ToldError for letters not made by `packed`."""
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
    if not inflate.eof or inflate.unused_data:  # it was cut off, or something follows it
        raise ToldError("app.link.broken")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise ToldError("app.link.broken") from error
