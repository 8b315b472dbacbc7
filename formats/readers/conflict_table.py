"""What the readers of event tables on conflicts share: cells by their heads, days, places."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from formats.cells.cell import Cell
from formats.cells.number_parsing import number_of
from formats.cells.plain_text import plain
from formats.coordinates.angles import degrees_of
from formats.coordinates.positions import fault_of
from formats.drafts.column_matching import flat
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Record, Spot
from formats.times.date_parsing import Order, order_of, read_date
from geo.language.told_text import ToldText


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table, its cells found by their heads, as heads are compared."""

    record: Record
    heads: Mapping[str, str]

    @property
    def number(self) -> int:
        """Its number in the file."""
        return self.record.number

    def cell(self, name: str) -> Cell:
        """Give a cell as it is; None where there is none."""
        return self.record.values.get(self.heads.get(name, ""))

    def code(self, name: str) -> float | None:
        """Give a cell as a number; None where it is none."""
        return number_of(self.cell(name))

    def text(self, name: str) -> str:
        """Give a cell's text, made plain; a whole number without a decimal point."""
        value = self.cell(name)
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return plain(str(value))


def rows_of(
    contents: Contents, *, date_head: str, read: Collection[str], notes: Notes
) -> tuple[list[Row], Order | None]:
    """Give the rows, and the order of day and month in their numeric dates.

    Asks for an order that the dates leave open, and notes the columns that are not among those
    that are read.
    """
    heads = {flat(name): name for name in reversed(contents.columns)}
    rows = [Row(record, heads) for record in contents.records]
    order = _date_order(rows, date_head, notes)
    left = [name for name in contents.columns if flat(name) not in read]
    if left:
        notes.miss(
            ToldText("import.columns-unread", columns=", ".join(left)),
            ToldText("import.columns-unread.mend"),
        )
    return rows, order


def _date_order(rows: list[Row], head: str, notes: Notes) -> Order | None:
    order = order_of(row.cell(head) for row in rows)
    if order in ("day-first", "month-first"):
        return order
    if order is None:
        return None
    options = [(name, ToldText(f"import.order.{name}")) for name in ("day-first", "month-first")]
    text = ToldText("import.ask.dates-order")
    return notes.ask("dates", text, options)  # type: ignore[return-value]


def day_of(value: Cell, order: Order | None) -> tuple[date | None, str, str]:
    """Read a cell as a day; gives the day, what is wrong, and how to mend it."""
    if isinstance(value, str):
        value = value.strip().removesuffix(" 00:00:00.000").removesuffix(" 00:00:00")
    read = read_date(value, order=order)
    if read.text is None:
        return (
            None,
            read.wrong or ToldText("import.date.none"),
            read.mend or ToldText("import.date.mend"),
        )
    try:
        return date.fromisoformat(read.text[:10]), "", ""
    except ValueError:
        return (
            None,
            ToldText("import.date.no-single-day", text=read.text),
            ToldText("import.date.mend"),
        )


def spot_of(row: Row, name: str, km: float | None, notes: Notes) -> Spot | None:
    """Make the place of a row; notes coordinates that cannot be read.

    The true place lies within `km` kilometres; None where the row does not say.
    """
    lon, lat = (degrees_of(row.cell(field)) for field in ("longitude", "latitude"))
    fault = fault_of(lon, lat)
    if fault:
        notes.miss(*fault, kind="row", number=row.number)
        return None
    return Spot(name, lon, lat, km)
