"""A CSV file, or the CSV of a published Google Sheet, into records; each row is an event."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from formats.drafts.column_matching import is_head
from formats.shared.date_parsing import read_date
from formats.shared.format_error import FormatError
from formats.shared.formula_escaping import unescape_formula
from formats.shared.import_limits import MAX_COLUMNS, MAX_ROWS
from formats.shared.import_notes import Notes
from formats.shared.number_parsing import number_of
from formats.shared.plain_text import shortened, tidy
from formats.shared.records import Contents, Record

_DELIMITERS = ",;\t|"
_SEP_LINE = re.compile(r'"?sep=(.)"?[^\S\n]*\r?\n', re.IGNORECASE)
_LOOKED_AT = 10
"""So many of the first rows are looked at for the heads."""
MOST = 120_000
"""So many rows are counted of a table that has too many."""
_SAMPLE = 50
"""How many rows are used to find the delimiter."""

ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("cp1252", "Western European (Windows)"),
    ("cp1250", "Central European (Windows)"),
    ("cp1251", "Cyrillic (Windows)"),
    ("cp1256", "Arabic (Windows)"),
    ("mac_roman", "Western European (old Macintosh)"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read(data: bytes, notes: Notes) -> Contents | None:
    """Read a table from the bytes of a CSV file.

    Gives None where the encoding has to be asked first. Raises FormatError where it is no table.
    """
    text = _decoded(data, notes)
    if text is None:
        return None
    text, named = _without_sep_line(text)
    delimiter = notes.answers.get("delimiter") or named or _delimiter(text)
    rows = _rows(text, delimiter, first=2 if named else 1)
    label = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}.get(delimiter, delimiter)
    return table(rows, format_name=f"CSV table, parted by {label}", notes=notes)


def table(
    rows: list[tuple[int, list[object]]], *, format_name: str, notes: Notes, kind: str = "row"
) -> Contents | None:
    """Make records of numbered rows, the first of which holds the heads.

    Titles above the heads are passed over. Gives None where it has to be asked whether the first
    row has heads. Raises FormatError without a head, without rows, or with too many of them.
    """
    filled = [(number, row) for number, row in rows if any(_text(cell) for cell in row)]
    if not filled:
        raise FormatError("The table is empty", "Give it a row of heads and a row for each event")
    at = _row_of_heads([row for _, row in filled[:_LOOKED_AT]])
    above = [_text(cell) for _, row in filled[:at] for cell in row if _text(cell)]
    if above:
        notes.say(
            f"Above the heads in row {filled[at][0]} stands: {shortened('; '.join(above), 300)}"
        )
    filled = filled[at:]
    (at, first), *rest = filled
    if _looks_like_data(first):
        asked = "The first row looks like data, not heads. Are there heads in it?"
        options = (("none", "no: every row is an event"), ("first", "yes: it holds the heads"))
        answer = notes.ask("heads", asked, options)
        if answer is None:
            return None
        if answer == "none":
            rest = filled
            first = [f"Column {i}" for i in range(1, max(len(row) for _, row in filled[:50]) + 1)]
    heads = _heads([_text(cell) for cell in first], notes)
    if not rest:
        raise FormatError(
            "The table has heads and no rows", "Give it a row for each event", where=f"Row {at}"
        )
    if len(rest) > MAX_ROWS:
        many = f"{len(rest):,}" if len(rest) < MOST - 1 else f"more than {MOST - 2:,}"
        raise FormatError(
            f"The table has {many} rows and {MAX_ROWS:,} are read at most",
            "Split it into several files",
        )
    records = []
    for number, row in rest:
        values = {
            head: (tidy(cell) if isinstance(cell, str) else cell)
            for head, cell in zip(heads, row, strict=False)
            if head
        }
        if any(_text(cell) for cell in row[len(heads) :]):
            wrong = "There are more cells than heads; those beyond were not read"
            notes.miss(wrong, "Check the quotes and the signs that part the cells",
                       kind=kind, number=number)  # fmt: skip
        if any(not head and _text(cell) for head, cell in zip(heads, row, strict=False)):
            notes.miss("A cell stands in a column without a head and was not read",
                       "Give the column a head", kind=kind, number=number)  # fmt: skip
        records.append(Record(number, values))  # type: ignore[arg-type]
    return Contents(format_name, kind, records, columns=[head for head in heads if head])


def _without_sep_line(text: str) -> tuple[str, str]:
    """Take Excel's own first line away, such as sep=; and give the sign that it names."""
    match = _SEP_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, "")


def _decoded(data: bytes, notes: Notes) -> str | None:
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise FormatError("The text cannot be read", "Save the table as UTF-8") from error
    if b"\0" in data:
        raise FormatError("The file is no text", "Save the table as CSV in UTF-8, or as XLSX")
    answer = notes.answers.get("encoding")
    if answer in (None, "", "utf-8"):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            text = f"The text is not UTF-8 (row {line}). In which encoding was it saved?"
            notes.ask("encoding", text, ENCODINGS[1:])
            return None
    if answer not in [name for name, _ in ENCODINGS]:
        notes.ask("encoding", "In which encoding was the table saved?", ENCODINGS)
        return None
    notes.ask("encoding", "In which encoding was the table saved?", ENCODINGS)
    try:
        return data.decode(answer)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormatError(
            f"The text is not {dict(ENCODINGS)[answer]}",
            "Choose another encoding, or save the table as UTF-8",
            where=f"Row {line}",
        ) from error


def _delimiter(text: str) -> str:
    """Choose the delimiter that splits the first rows into the most columns, evenly."""
    head = "".join(text.splitlines(keepends=True)[:_SAMPLE])
    best, chosen = (0, 0.0), ","
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(head), delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not rows:
            continue
        # A title above the heads has one cell, so the usual width counts, not the first row's.
        widths = Counter(len(row) for row in rows if len(row) > 1) or Counter({1: len(rows)})
        columns, times = widths.most_common(1)[0]
        even = times / len(rows)
        score = (columns > 1, even * columns)
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _rows(text: str, delimiter: str, *, first: int = 1) -> list[tuple[int, list[object]]]:
    # The limit of the csv module is the size that a file may have in all.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[object]]] = []
    try:
        for number, row in enumerate(reader, first):
            rows.append((number, [unescape_formula(cell) for cell in row]))
            if number > MOST:
                break
    except csv.Error as error:
        raise FormatError(
            f"The table cannot be read ({error})",
            "Check the quotes: each that opens a cell has to close it",
            where=f"Row {len(rows) + 1}",
        ) from error
    return rows


def _row_of_heads(rows: list[list[object]]) -> int:
    """Choose the row with the heads: the first, or a lower one that has two known heads more.

    Rows of one cell above it are titles.
    """
    known = [sum(is_head(_text(cell)) for cell in row) for row in rows]
    best = max(range(len(rows)), key=lambda i: (known[i], -i))
    if known[best] > known[0] + 1 or (known[best] > known[0] and _is_title(rows[0])):
        return best
    if known[0] == 0 and _is_title(rows[0]):
        return next((i for i, row in enumerate(rows) if not _is_title(row)), 0)
    return 0


def _is_title(row: list[object]) -> bool:
    return sum(bool(_text(cell)) for cell in row) == 1


def _looks_like_data(row: list[object]) -> bool:
    """Whether a row has dates or coordinates in it and no known head."""
    cells = [cell for cell in row if _text(cell)]
    if len(cells) < 2 or any(is_head(_text(cell)) for cell in cells):  # noqa: PLR2004 - a head alone
        return False
    texts = [_text(cell) for cell in cells]
    dated = any(read_date(text).text and any(c.isdecimal() for c in text) for text in texts)
    numbers = sum(number_of(text) is not None for text in texts)
    return dated or numbers >= 2  # noqa: PLR2004 - a pair of coordinates


def _heads(heads: list[str], notes: Notes) -> list[str]:
    while heads and not heads[-1]:
        heads.pop()
    if len(heads) > MAX_COLUMNS:
        raise FormatError(
            f"The table has {len(heads)} columns and {MAX_COLUMNS} are read at most",
            "Delete those that say nothing of the events",
            where="Row 1",
        )
    seen: dict[str, int] = {}
    named = []
    for head in heads:
        name = tidy(head)
        if name:
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                notes.miss(f'The head "{name}" stands twice', "Give each column its own head")
                name = f"{name} ({seen[name]})"
        named.append(name)
    return named


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
