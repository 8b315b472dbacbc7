"""A sheet of an XLSX workbook into records, each row an event, formulas by their saved value."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from formats.files.safe_xml import refuse_entities
from formats.files.zip_archive import Archive
from formats.readers.csv_reader import MOST, table
from formats.shared.import_notes import Notes
from formats.shared.records import Contents
from geo.language.told_text import ToldText

_NO_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""Parts of a number format that are literal text, a colour or a language."""
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError,
           IndexError, SyntaxError, OSError, EOFError, RuntimeError, AssertionError)  # fmt: skip
"""What openpyxl raises for a broken workbook."""


def read(data: bytes, archive: Archive, notes: Notes) -> Contents | None:
    """Read the sheet that has rows, or the one that `notes.answers["sheet"]` names.

    Gives None where the sheet has to be asked first. Raises FormatError for a broken workbook,
    and for XML with entities in it.
    """
    formulas = False
    behind = {"link": 0, "comment": 0}
    for name, content in archive.xml():
        refuse_entities(content, name)
        if name.startswith("xl/worksheets/sheet"):
            behind["link"] += content.count(b"<hyperlink ")
        elif "comment" in name.rpartition("/")[2].lower() and name.endswith(".xml"):
            behind["comment"] += content.count(b"<comment ")
        formulas = formulas or (name.startswith("xl/worksheets/") and b"<f" in content)
    _note_behind_cells(behind, notes)
    try:
        return _read(data, notes, formulas=formulas)
    except FormatError:
        raise
    except _BROKEN as error:
        raise FormatError(
            ToldText("import.xlsx.broken"), ToldText("import.xlsx.broken.mend")
        ) from error


def _read(data: bytes, notes: Notes, *, formulas: bool) -> Contents | None:
    book = _opened(data, values=True)
    try:
        names = [sheet.title for sheet in book.worksheets if _has_rows(sheet)]
        if not names:
            raise FormatError(ToldText("import.xlsx.empty"), ToldText("import.xlsx.empty.mend"))
        chosen = names[0]
        if len(names) > 1:
            options = [(name, name) for name in names]
            answer = notes.ask("sheet", ToldText("import.ask.sheet"), options)
            if answer is None:
                return None
            chosen = answer
            left = ", ".join(f'"{name}"' for name in names if name != chosen)
            notes.miss(
                ToldText("import.xlsx.others", names=left), ToldText("import.each-by-itself.mend")
            )
        rows = _rows(book[chosen])
    finally:
        book.close()
    if formulas:
        _without_value(data, chosen, rows, notes)
    format_name = (
        ToldText("import.format.xlsx-sheet", sheet=chosen)
        if len(names) > 1
        else ToldText("import.format.xlsx")
    )
    return table(rows, format_name=format_name, notes=notes)


def _opened(data: bytes, *, values: bool) -> Any:
    import warnings  # noqa: PLC0415 - with openpyxl, which is loaded when it is needed

    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that hold no cells
        return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _has_rows(sheet: Any) -> bool:
    return any(
        any(cell is not None for cell in row)
        for row in sheet.iter_rows(max_row=50, max_col=MAX_COLUMNS, values_only=True)
    )


def _rows(sheet: Any) -> list[tuple[int, list[object]]]:
    # The size that a workbook declares may be wrong, so rows are counted here.
    sheet.reset_dimensions()
    rows: list[tuple[int, list[object]]] = []
    empty, cells = 0, 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells += len(row)
        if cells > MAX_CELLS:
            raise FormatError(
                ToldText("import.xlsx.too-many", most=MAX_CELLS),
                ToldText("import.xlsx.too-many.mend"),
            )
        values = [_value(cell) for cell in row]
        if any(value not in (None, "") for value in values):
            rows.append((number, values))
            empty = 0
        else:
            empty += 1
        if len(rows) > MOST or empty > MAX_ROWS:
            break
    return rows


def _value(cell: Any) -> object:
    value = cell.value
    if isinstance(value, datetime):
        return _as_shown(value, cell.number_format or "")
    if isinstance(value, str) and cell.data_type == "e":
        return None
    if isinstance(value, datetime | date | time | str | int | float | bool):
        return value
    return None if value is None else str(value)


def _as_shown(value: datetime, number_format: str) -> object:
    """Give a time as finely as its cell shows it: nobody reported what the cell does not show."""
    shown = _NO_LETTERS.sub("", number_format.lower())
    if "h" in shown or "general" in shown:
        return value
    if "d" in shown or not shown.strip():
        return value.date() if value.time() == time() or shown.strip() else value
    if "m" in shown:
        return f"{value.year:04}-{value.month:02}" if "y" in shown else value.date()
    return f"{value.year:04}" if "y" in shown else value.date()


def _note_behind_cells(members: Mapping[str, int], notes: Notes) -> None:
    """Note links and comments behind cells, which a story has no place for."""
    for what, number in members.items():
        if number:
            notes.miss(
                ToldText(f"import.xlsx.{what}", n=number),
                ToldText("import.xlsx.behind.mend"),
            )


def _without_value(
    data: bytes, name: str, rows: list[tuple[int, list[object]]], notes: Notes
) -> None:
    """Note formulas whose value the workbook does not hold."""
    values = dict(rows)
    book = _opened(data, values=False)
    try:
        sheet = book[name]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > MAX_ROWS * 2:
                break
            known = values.get(number, [])
            for i, cell in enumerate(row):
                if cell.data_type == "f" and (i >= len(known) or known[i] is None):
                    notes.miss(
                        ToldText("import.xlsx.formula"),
                        ToldText("import.xlsx.formula.mend"),
                        kind="row",
                        number=number,
                    )
    finally:
        book.close()
