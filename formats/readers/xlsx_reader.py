"""A sheet of an XLSX workbook into records, each row an event, formulas by their saved value."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date, datetime, time
from typing import Any

from formats.readers.csv_reader import table
from formats.shared.format_error import FormatError
from formats.shared.import_limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from formats.shared.import_notes import Notes
from formats.shared.records import Contents
from formats.shared.safe_xml import refuse_entities
from formats.shared.zip_archive import Archive

_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError,
           IndexError, SyntaxError, OSError, EOFError, RuntimeError, AssertionError)  # fmt: skip
"""What openpyxl raises for a broken workbook."""


def read(data: bytes, archive: Archive, notes: Notes) -> Contents | None:
    """Read the sheet that has rows, or the one that `notes.answers["sheet"]` names.

    Gives None where the sheet has to be asked first. Raises FormatError for a broken workbook,
    and for XML with entities in it.
    """
    formulas = False
    for name, content in archive.xml():
        refuse_entities(content, name)
        formulas = formulas or (name.startswith("xl/worksheets/") and b"<f" in content)
    try:
        return _read(data, notes, formulas=formulas)
    except FormatError:
        raise
    except _BROKEN as error:
        raise FormatError("The workbook is broken", "Save it again as XLSX, or as CSV") from error


def _read(data: bytes, notes: Notes, *, formulas: bool) -> Contents | None:
    book = _opened(data, values=True)
    try:
        names = [sheet.title for sheet in book.worksheets if _has_rows(sheet)]
        if not names:
            raise FormatError("The workbook is empty", "Give it a sheet with a row for each event")
        chosen = names[0]
        if len(names) > 1:
            options = [(name, name) for name in names]
            answer = notes.ask("sheet", "Which sheet has the events?", options)
            if answer is None:
                return None
            chosen = answer
            left = ", ".join(f'"{name}"' for name in names if name != chosen)
            notes.miss(f"Not read, as another sheet was chosen: {left}", "Read each by itself")
        rows = _rows(book[chosen])
    finally:
        book.close()
    if formulas:
        _without_value(data, chosen, rows, notes)
    where = f', sheet "{chosen}"' if len(names) > 1 else ""
    return table(rows, format_name=f"XLSX workbook{where}", notes=notes)


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
                f"The sheet has more than {MAX_CELLS:,} cells",
                "Delete the columns and rows that say nothing of the events",
            )
        values = [_value(cell) for cell in row]
        if any(value not in (None, "") for value in values):
            rows.append((number, values))
            empty = 0
        else:
            empty += 1
        if len(rows) > MAX_ROWS + 1 or empty > MAX_ROWS:
            break
    return rows


def _value(cell: Any) -> object:
    value = cell.value
    if isinstance(value, datetime) and value.time() == time():
        # A cell that shows no hour holds a day; nobody reported its midnight.
        if "h" not in (cell.number_format or "").lower():
            return value.date()
    elif isinstance(value, str) and cell.data_type == "e":
        return None
    if isinstance(value, datetime | date | time | str | int | float | bool):
        return value
    return None if value is None else str(value)


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
                        "A cell has a formula whose value was not saved, and was not read",
                        "Open the workbook in a spreadsheet, save it, and read it again",
                        kind="row",
                        number=number,
                    )
    finally:
        book.close()
