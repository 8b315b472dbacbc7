"""A CSV file, or the CSV of a published Google Sheet, into records; each row is an event."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from formats.cells.formula_escaping import unescape_formula
from formats.cells.number_parsing import number_of
from formats.cells.plain_text import shortened, tidy
from formats.drafts.column_matching import is_head
from formats.files.format_error import FormatError, broken_table
from formats.files.import_limits import MAX_COLUMNS, MAX_ROWS
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Record
from formats.times.date_parsing import read_date
from geo.language.told_text import ToldText

_DELIMITERS = ",;\t|"
_SIGNS = {
    ",": "import.sign.comma",
    ";": "import.sign.semicolon",
    "\t": "import.sign.tab",
    "|": "import.sign.bar",
}
_SEP_LINE = re.compile(r'"?sep=(.)"?[^\S\n]*\r?\n', re.IGNORECASE)
_LOOKED_AT = 10
"""How many of the first rows are searched for the heads."""
MOST = 120_000
"""Up to how many rows are counted in a table that has too many."""
_SAMPLE = 50
"""How many rows are used to find the delimiter."""

ENCODINGS = (
    ("utf-8", "import.encoding.utf-8"),
    ("cp1252", "import.encoding.cp1252"),
    ("cp1250", "import.encoding.cp1250"),
    ("cp1251", "import.encoding.cp1251"),
    ("cp1256", "import.encoding.cp1256"),
    ("mac_roman", "import.encoding.mac_roman"),
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
    sign = ToldText(_SIGNS[delimiter]) if delimiter in _SIGNS else delimiter
    format_name = ToldText("import.format.csv", table=ToldText("import.table"), sign=sign)
    return table(rows, format_name=format_name, notes=notes)


def table(
    rows: list[tuple[int, list[object]]], *, format_name: str, notes: Notes, kind: str = "row"
) -> Contents | None:
    """Make records of numbered rows, the first of which holds the heads.

    Titles above the heads are skipped. Gives None where it has to be asked whether the first row
    has heads. Raises FormatError without a head, without rows, or with too many of them.
    """
    filled = [(number, row) for number, row in rows if any(_text(cell) for cell in row)]
    if not filled:
        raise FormatError(ToldText("import.table.empty"), ToldText("import.table.empty.mend"))
    at = _row_of_heads([row for _, row in filled[:_LOOKED_AT]])
    above = [_text(cell) for _, row in filled[:at] for cell in row if _text(cell)]
    if above:
        notes.say(
            ToldText(
                "import.table.above",
                row=f"{filled[at][0]}",
                titles=shortened("; ".join(above), 300),
            )
        )
    filled = filled[at:]
    (at, first), *rest = filled
    if _looks_like_data(first):
        asked = ToldText("import.ask.heads")
        options = (
            ("none", ToldText("import.ask.heads.none")),
            ("first", ToldText("import.ask.heads.first")),
        )
        answer = notes.ask("heads", asked, options)
        if answer is None:
            return None
        if answer == "none":
            rest = filled
            first = [
                ToldText("import.table.column", number=f"{i}")
                for i in range(1, max(len(row) for _, row in filled[:50]) + 1)
            ]
    heads = _heads([_text(cell) for cell in first], notes)
    if not rest:
        raise FormatError(
            ToldText("import.table.no-rows"),
            ToldText("import.table.no-rows.mend"),
            where=ToldText("import.where.row", row=f"{at}"),
        )
    if len(rest) > MAX_ROWS:
        counted = len(rest) < MOST - 1
        many = len(rest) if counted else ToldText("import.table.many", rows=MOST - 2)
        raise FormatError(
            ToldText("import.table.too-many", rows=many, most=MAX_ROWS),
            ToldText("import.split.mend"),
        )
    records = []
    for number, row in rest:
        values = {
            head: (tidy(cell) if isinstance(cell, str) else cell)
            for head, cell in zip(heads, row, strict=False)
            if head
        }
        if any(_text(cell) for cell in row[len(heads) :]):
            wrong = ToldText("import.table.cells-beyond")
            notes.miss(wrong, ToldText("import.table.cells-beyond.mend"), kind=kind, number=number)
        if any(not head and _text(cell) for head, cell in zip(heads, row, strict=False)):
            notes.miss(
                ToldText("import.table.no-head"),
                ToldText("import.table.no-head.mend"),
                kind=kind,
                number=number,
            )
        records.append(Record(number, values))  # type: ignore[arg-type]
    return Contents(format_name, kind, records, columns=[head for head in heads if head])


def _without_sep_line(text: str) -> tuple[str, str]:
    """Remove Excel's own first line, such as sep=; and give the sign that it names."""
    match = _SEP_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, "")


def _decoded(data: bytes, notes: Notes) -> str | None:
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise FormatError(
                    ToldText("import.table.unreadable-text"), ToldText("import.table.utf-8.mend")
                ) from error
    if b"\0" in data:
        raise FormatError(ToldText("import.table.no-text"), ToldText("import.table.no-text.mend"))
    answer = notes.answers.get("encoding")
    if answer in (None, "", "utf-8"):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            text = ToldText("import.ask.encoding-not-utf-8", row=f"{line}")
            notes.ask("encoding", text, _encodings()[1:])
            return None
    if answer not in [name for name, _ in ENCODINGS]:
        notes.ask("encoding", ToldText("import.ask.encoding"), _encodings())
        return None
    notes.ask("encoding", ToldText("import.ask.encoding"), _encodings())
    try:
        return data.decode(answer)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormatError(
            ToldText("import.table.other-encoding", encoding=ToldText(dict(ENCODINGS)[answer])),
            ToldText("import.table.other-encoding.mend"),
            where=ToldText("import.where.row", row=f"{line}"),
        ) from error


def _encodings() -> list[tuple[str, str]]:
    return [(name, ToldText(key)) for name, key in ENCODINGS]


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
    # A cell of more than 131,072 characters, the csv module's own limit, raises csv.Error.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[object]]] = []
    try:
        for number, row in enumerate(reader, first):
            rows.append((number, [unescape_formula(cell) for cell in row]))
            if number > MOST:
                break
    except csv.Error as error:
        raise broken_table(error, row=len(rows) + 1) from error
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
            ToldText(
                "import.table.columns-too-many", columns=f"{len(heads)}", most=f"{MAX_COLUMNS}"
            ),
            ToldText("import.table.columns-too-many.mend"),
            where=ToldText("import.where.row", row="1"),
        )
    seen: dict[str, int] = {}
    named = []
    for head in heads:
        name = tidy(head)
        if name:
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                notes.miss(
                    ToldText("import.table.head-twice", head=name),
                    ToldText("import.table.head-twice.mend"),
                )
                name = f"{name} ({seen[name]})"
        named.append(name)
    return named


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
