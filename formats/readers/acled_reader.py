"""ACLED's event table into happenings, with its precision codes as bounds.

The codes are those of the ACLED Codebook (Raleigh and Dowd 2015, sections 3.2 "Spatial precision
codes" and 4.1 "Time precision"; later editions have the same ones):

| time_precision | the codebook | here |
|---|---|---|
| 1 | the day is known | that day |
| 2 | a week or a like stretch; the date is one day of it | six days before to six days after |
| 3 | the month | the date's month |

| geo_precision | the codebook | here, ours |
|---|---|---|
| 1 | the town itself | within 5 km |
| 2 | a small part of a region, a nearby town stands for it | within 50 km |
| 3 | a larger region, its capital or a landmark stands for it | within 250 km |

The kilometres are this project's choice: the codebook gives none. Each publication under `source`
becomes a claim; who told it to the publication is not in the table.
"""

from __future__ import annotations

from datetime import timedelta

from formats.cells.plain_text import line
from formats.drafts.column_matching import flat
from formats.readers.conflict_table import Row, day_of, rows_of, spot_of
from formats.shared.import_notes import Notes
from formats.shared.records import Citation, Contents, Happening
from formats.times.date_parsing import Order
from geo.language.told_text import ToldText

HEADS = {"eventidcnty", "eventdate", "timeprecision", "geoprecision"}
KM = {1: 5.0, 2: 50.0, 3: 250.0}
# fmt: off
_READ = frozenset(
    [
        "eventidcnty", "eventdate", "timeprecision", "geoprecision", "eventtype",
        "subeventtype", "actor1", "actor2", "assocactor1", "assocactor2", "latitude",
        "longitude", "location", "country", "source", "notes", "fatalities", "year",
    ]
)
# fmt: on
_WORDS = {2: "import.acled.words.week", 3: "import.acled.words.month"}


def is_acled(names: list[str]) -> bool:
    """Whether a table has ACLED's heads."""
    return {flat(name) for name in names} >= HEADS


def happenings(contents: Contents, notes: Notes) -> list[Happening]:
    """Understand the rows of an ACLED table."""
    rows, order = rows_of(contents, date_head="eventdate", read=_READ, notes=notes)
    notes.say(ToldText("import.acled.codebook"))
    return [_happening(row, order, notes) for row in rows]


def _happening(row: Row, order: Order | None, notes: Notes) -> Happening:
    happening = Happening("row", row.number, row.number, id=row.text("eventidcnty"))
    location = line(row.text("location"))
    what = row.text("subeventtype") or row.text("eventtype") or ToldText("import.event")
    happening.headline = f"{what}, {location}" if location else what
    fatalities = row.text("fatalities")
    count = (
        ToldText("import.acled.fatalities", fatalities=fatalities)
        if fatalities not in ("", "0")
        else ""
    )
    happening.text = "\n".join(part for part in (row.text("notes"), count) if part)
    for name in ("actor1", "assocactor1", "actor2", "assocactor2"):
        happening.people += [line(part) for part in row.text(name).split(";") if part.strip()]
    happening.people = list(dict.fromkeys(happening.people))
    _time(row, order, happening, notes)
    code = row.code("geoprecision")
    km = KM.get(int(code)) if code is not None else None
    if km is None:
        notes.miss(
            ToldText("import.acled.no-geo-precision", code=f"{row.cell('geoprecision')}"),
            ToldText("import.acled.codes.mend"),
            kind="row",
            number=row.number,
        )
    happening.spot = spot_of(row, location, km, notes)
    outlets = [line(part) for part in row.text("source").split(";")]
    happening.citations = [Citation(name) for name in dict.fromkeys(outlets) if name]
    return happening


def _time(row: Row, order: Order | None, happening: Happening, notes: Notes) -> None:
    day, wrong, mend = day_of(row.cell("eventdate"), order)
    if day is None:
        notes.miss(wrong, mend, kind="row", number=row.number)
        return
    code = row.code("timeprecision")
    if code == 1:
        happening.start = day.isoformat()
    elif code == 2:  # noqa: PLR2004 - the codebook's numbers
        week = timedelta(days=6)
        happening.start = f"{(day - week).isoformat()}/{(day + week).isoformat()}"
    else:
        happening.start = f"{day.year:04}-{day.month:02}"
        if code != 3:  # noqa: PLR2004
            notes.miss(
                ToldText("import.acled.no-time-precision", code=f"{row.cell('timeprecision')}"),
                ToldText("import.acled.codes.mend"),
                kind="row",
                number=row.number,
            )
    if code != 1:
        known = ToldText(_WORDS.get(int(code or 0), "import.acled.words.none"))
        happening.reading = ToldText(
            "import.acled.time", day=day.isoformat(), code=f"{code or 0:g}", words=known
        )
