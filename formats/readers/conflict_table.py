"""What the readers of event tables on conflicts share: cells by their heads, days, places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from formats.drafts.column_matching import flat
from formats.shared.date_parsing import Cell, Order, order_of, read_date
from formats.shared.import_notes import Notes
from formats.shared.number_parsing import degrees_of, fault_of
from formats.shared.plain_text import plain
from formats.shared.records import Contents, Record, Spot


def getter(contents: Contents) -> Callable[[Record, str], Cell]:
    """Give a function that finds a cell by its head, as heads are compared."""
    by_flat: Mapping[str, str] = {flat(name): name for name in reversed(contents.columns)}

    def get(record: Record, name: str) -> Cell:
        return record.values.get(by_flat.get(name, ""))

    return get


def date_order(
    contents: Contents, get: Callable[[Record, str], Cell], name: str, notes: Notes
) -> Order | None:
    """Give the order of day and month in numeric dates, or ask for it."""
    order = order_of(get(record, name) for record in contents.records)
    if order in ("day-first", "month-first"):
        return order
    if order is None:
        return None
    options = (("day-first", "8/12 is 8 December"), ("month-first", "8/12 is 12 August"))
    text = "Does the day or the month come first in the dates?"
    return notes.ask("dates", text, options)  # type: ignore[return-value]


def note_unread_columns(contents: Contents, read: Collection[str], notes: Notes) -> None:
    """Note which columns were not read."""
    left = [name for name in contents.columns if flat(name) not in read]
    if left:
        notes.miss(f"Columns not read: {', '.join(left)}", "Add by hand what they say")


def day_of(value: Cell, order: Order | None) -> tuple[date | None, str, str]:
    """Read a cell as a day; gives the day, what is wrong, and how to mend it."""
    if isinstance(value, str):
        value = value.strip().removesuffix(" 00:00:00.000").removesuffix(" 00:00:00")
    read = read_date(value, order=order)
    if read.text is None:
        return None, read.wrong or "There is no date", read.mend or "Write it as 2024-12-08"
    try:
        return date.fromisoformat(read.text[:10]), "", ""
    except ValueError:
        return None, f'"{read.text}" is no day', "Write it as 2024-12-08"


def spot_of(
    record: Record, get: Callable[[Record, str], Cell], name: str, km: float | None, notes: Notes
) -> Spot | None:
    """Make the place of a row; notes coordinates that cannot be read."""
    lon, lat = (degrees_of(get(record, field)) for field in ("longitude", "latitude"))
    fault = fault_of(lon, lat)
    if fault:
        notes.miss(*fault, kind="row", number=record.number)
        return None
    return Spot(name, lon, lat, km)


def text_of(get: Callable[[Record, str], Cell], record: Record, name: str) -> str:
    """Give a cell's text, made plain; a whole number without a decimal point."""
    value = get(record, name)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(str(value))
