"""Untrusted XML: no entities, no document types, nothing fetched, bounded size and depth."""

from __future__ import annotations

import io
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError

from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_DEPTH, MAX_ELEMENTS
from geo.language.told_text import ToldText


def root_of(data: bytes, *, name: str = "") -> Element:
    """Read an XML document into its elements.

    Raises FormatError for a document type, an entity, a fault in the XML, too many or too deeply
    nested elements.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - loaded when XML is read
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    if data[
        :1
    ].isspace():  # before the declaration XML allows nothing; many files have a line there
        data = data.lstrip()
    count, depth = 0, 0
    root: Element | None = None
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                continue
            root = element if root is None else root
            count, depth = count + 1, depth + 1
            if count > MAX_ELEMENTS or depth > MAX_DEPTH:
                key = "import.xml.elements" if count > MAX_ELEMENTS else "import.xml.deep"
                raise FormatError(ToldText(key), ToldText("import.xml.split.mend"))
    except DefusedXmlException as error:
        raise _entities(name) from error
    except ParseError as error:
        line, column = error.position
        mend = ToldText("import.save-document-again.mend")
        if "unbound prefix" in str(error):
            mend = ToldText("import.xml.prefix.mend")
        raise FormatError(
            ToldText("import.xml.broken", reason=str(error).partition(":")[0]),
            mend,
            where=ToldText("import.where.line-and-column", line=f"{line}", column=f"{column + 1}"),
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that is unknown, or is not kept
        if isinstance(error, FormatError):
            raise
        raise FormatError(ToldText("import.xml.encoding"), ToldText("import.utf-8.mend")) from error
    if root is None:
        raise FormatError(
            ToldText("import.xml.empty"), ToldText("import.save-again-with-tool.mend")
        )
    return root


def refuse_entities(data: bytes, name: str) -> None:
    """Raise FormatError for an XML member that declares entities or could hide them."""
    head = data[:4]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
        raise FormatError(
            ToldText("import.zip.not-utf-8", file=name), ToldText("import.zip.save-workbook.mend")
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _entities(name)


@lru_cache(maxsize=1024)
def local(tag: object) -> str:
    """Give the name of an element without its namespace; empty for comments."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element, *names: str) -> Element | None:
    """Give the first direct child that has one of the names, whatever its namespace."""
    for inner in element:
        if local(inner.tag) in names:
            return inner
    return None


def text_of(element: Element | None, *names: str) -> str:
    """Give the text of the child of that name, stripped; empty where there is none."""
    target = child(element, *names) if element is not None and names else element
    return (target.text or "").strip() if target is not None else ""


def _entities(name: str) -> FormatError:
    return FormatError(
        ToldText("import.xml.declares", file=name or ToldText("import.xml.file")),
        ToldText("import.xml.declares.mend"),
    )
