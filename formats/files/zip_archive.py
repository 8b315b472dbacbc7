"""A zip (KMZ, XLSX) opened with care: few members, bounded sizes, nothing encrypted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_MEMBERS, MAX_RATIO, MAX_UNZIPPED
from geo.language.told_text import ToldText

_LARGE = 1_000_000
"""The compression ratio is checked for members of more than so many bytes."""
_CHUNK = 65_536
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError, KeyError)
"""What zipfile raises where a member is not as the zip declares it."""
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""How a zip begins: with a member, with nothing in it, in parts (APPNOTE 4.3)."""


def is_zip(data: bytes) -> bool:
    """Whether a file begins as a zip does; a table may begin with "PK" too."""
    return data.startswith(_SIGNATURES)


class Archive:
    """The members of a zip, none of which is ever unpacked to disk.

    Raises FormatError for a zip that is broken, encrypted, or would unfold to too much.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise FormatError(
                ToldText("import.zip.broken"), ToldText("import.zip.broken.mend")
            ) from error
        if len(self._members) > MAX_MEMBERS:
            raise FormatError(
                ToldText("import.zip.too-many", files=len(self._members)),
                ToldText("import.save-document.mend"),
            )
        total = sum(member.file_size for member in self._members)
        if total > MAX_UNZIPPED:
            raise _bomb()
        for member in self._members:
            if member.flag_bits & 1:
                raise FormatError(ToldText("import.zip.locked"), ToldText("import.zip.locked.mend"))
            packed = max(member.compress_size, 1)
            if member.file_size > _LARGE and member.file_size / packed > MAX_RATIO:
                raise _bomb()

    @property
    def names(self) -> list[str]:
        """The names of the members, as the zip has them; folders left out."""
        return [member.filename for member in self._members if not member.is_dir()]

    def read(self, name: str) -> bytes:
        """Give a member's bytes; raises FormatError where it is broken or too large."""
        parts, size = [], 0
        try:
            with self._zip.open(name) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    if size > MAX_UNZIPPED:
                        raise _bomb()
                    parts.append(chunk)
        except FormatError:
            raise
        except _BROKEN as error:
            raise FormatError(
                ToldText("import.zip.member-broken", file=name),
                ToldText("import.zip.member-broken.mend"),
            ) from error
        return b"".join(parts)

    def xml(self) -> Iterator[tuple[str, bytes]]:
        """Give the members that are XML."""
        for name in self.names:
            if name.lower().endswith((".xml", ".rels", ".kml", ".vml")):
                yield name, self.read(name)


def _bomb() -> FormatError:
    return FormatError(ToldText("import.unfolds"), ToldText("import.unfolds.mend"))
