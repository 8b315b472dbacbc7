"""XML from strangers: no entities, no document types, nothing fetched, bounded size and depth."""

from __future__ import annotations

import io
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError

from formats.shared.format_error import FormatError
from formats.shared.import_limits import MAX_DEPTH, MAX_ELEMENTS


def root_of(data: bytes, *, name: str = "the file") -> Element:
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
                much = "too many elements" if count > MAX_ELEMENTS else "elements nested too deep"
                raise FormatError(f"The XML has {much}", "Split the document, or save it again")
    except DefusedXmlException as error:
        raise _entities(name) from error
    except ParseError as error:
        line, column = error.position
        mend = "Save the document again with the tool that made it"
        if "unbound prefix" in str(error):
            mend = "Declare the prefix in the first element, as in xmlns:gx="
        raise FormatError(
            f"The XML is broken ({str(error).partition(':')[0]})",
            mend,
            where=f"Line {line}, column {column + 1}",
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that is unknown, or is not kept
        if isinstance(error, FormatError):
            raise
        raise FormatError("The XML's encoding cannot be read", "Save it as UTF-8") from error
    if root is None:
        raise FormatError("The document is empty", "Save it again with the tool that made it")
    return root


def refuse_entities(data: bytes, name: str) -> None:
    """Raise FormatError for an XML member that declares entities or could hide them."""
    head = data[:4]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
        raise FormatError(f'"{name}" inside the file is not UTF-8', "Save the workbook again")
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
        f"The XML of {name} declares a document type or entities, which are not read",
        "Save it again without them",
    )
