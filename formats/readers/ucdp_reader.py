"""UCDP GED's event table into happenings, with its precision codes as bounds.

The codes are those of the UCDP GED Codebook version 19.1 (Högbladh 2019, Department of Peace and
Conflict Research, Uppsala University; later versions have the same ones). `date_prec`: 1 the day
is known, 2 within two to six days, 3 the week, 4 the month, 5 more than a month. Whatever the
code, the event lies somewhere from `date_start` to `date_end`, and that is what is read; where
both are one day though the code says otherwise, the whole week, month or year of it is.

| where_prec | the codebook | here, ours |
|---|---|---|
| 1 | the exact place | within 5 km |
| 2 | within about 25 km of a known point | within 25 km |
| 3 | a second-order division, such as a district | within 75 km |
| 4 | a first-order division, such as a province | within 250 km |
| 5 | a line, or an area without clear borders | within 250 km |
| 6 | the country alone | the country, without a point |
| 7 | international waters or airspace | within 1000 km |

The kilometres for 1 and from 3 on are this project's choice: the codebook gives none.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from formats.cells.plain_text import line
from formats.drafts.column_matching import flat
from formats.drafts.country_codes import code_of
from formats.readers.conflict_table import Row, day_of, rows_of, spot_of
from formats.shared.import_notes import Notes
from formats.shared.records import Citation, Contents, Happening, Spot
from formats.times.date_parsing import Order
from geo.language.told_text import ToldText

HEADS = {"whereprec", "dateprec", "datestart", "dateend"}
KM = {1: 5.0, 2: 25.0, 3: 75.0, 4: 250.0, 5: 250.0, 7: 1000.0}
COUNTRY = 6
_KINDS = {
    1: "import.ucdp.kind.state",
    2: "import.ucdp.kind.non-state",
    3: "import.ucdp.kind.one-sided",
}
# fmt: off
_READ = frozenset(
    [
        "id", "relid", "year", "typeofviolence", "conflictname", "dyadname", "sidea", "sideb",
        "numberofsources", "sourcearticle", "sourceoffice", "sourcedate", "sourceheadline",
        "sourceoriginal", "whereprec", "wherecoordinates", "wheredescription", "latitude",
        "longitude", "country", "eventclarity", "dateprec", "datestart", "dateend", "best",
        "high", "low",
    ]
)
# fmt: on
_QUOTED = re.compile(r'"([^"]+)"')
_INFERRED = 2
"""event_clarity 2: the source gives only a sum over several events."""
_WHERE_WORDS = {COUNTRY: "import.ucdp.where.6", 7: "import.ucdp.where.7"}


def is_ucdp(names: list[str]) -> bool:
    """Whether a table has the heads of UCDP GED."""
    return {flat(name) for name in names} >= HEADS


def happenings(contents: Contents, notes: Notes) -> list[Happening]:
    """Understand the rows of a UCDP GED table."""
    rows, order = rows_of(contents, date_head="datestart", read=_READ, notes=notes)
    notes.say(ToldText("import.ucdp.codebook"))
    return [_happening(row, order, notes) for row in rows]


def _happening(row: Row, order: Order | None, notes: Notes) -> Happening:
    relid, plain_id = row.text("relid"), row.text("id")
    happening = Happening(
        "row", row.number, row.number, id=relid if relid not in ("", "0") else plain_id
    )
    kind = ToldText(_KINDS.get(int(row.code("typeofviolence") or 0), "import.event"))
    name = line(row.text("wherecoordinates"))
    happening.headline = f"{kind}, {name}" if name else kind
    happening.people = [line(text) for side in ("sidea", "sideb") if (text := row.text(side))]
    happening.people = list(dict.fromkeys(happening.people))
    happening.text = _text(row)
    _time(row, order, happening, notes)
    if row.code("eventclarity") == _INFERRED:
        clear = ToldText("import.ucdp.inferred")
        happening.reading = f"{happening.reading} {clear}".strip()
    happening.spot = _spot(row, name, notes)
    happening.citations = _sources(row)
    return happening


def _text(row: Row) -> str:
    best, low, high = (row.text(name) for name in ("best", "low", "high"))
    deaths = ToldText("import.ucdp.deaths", best=best, low=low or "?", high=high or "?")
    parts = [
        row.text("conflictname") or row.text("dyadname"),
        row.text("sourceheadline"),
        row.text("wheredescription"),
        deaths if best else "",
    ]
    return "\n".join(part for part in parts if part)


def _time(row: Row, order: Order | None, happening: Happening, notes: Notes) -> None:
    first, wrong, mend = day_of(row.cell("datestart"), order)
    last, wrong_end, mend_end = day_of(row.cell("dateend"), order)
    for day, fault, help_ in ((first, wrong, mend), (last, wrong_end, mend_end)):
        if day is None:
            notes.miss(fault, help_, kind="row", number=row.number)
    first, last = first or last, last or first
    if first is None or last is None:
        return
    if last < first:
        notes.miss(
            ToldText("import.ucdp.backwards", last=f"{last}", first=f"{first}"),
            ToldText("import.check-both.mend"),
            kind="row",
            number=row.number,
        )
        first, last = last, first
    code = int(row.code("dateprec") or 0)
    low, high = _widened(first, last, code)
    happening.start = low.isoformat() if low == high else f"{low.isoformat()}/{high.isoformat()}"
    if low != high:
        happening.reading = ToldText(
            "import.ucdp.time", first=f"{first}", last=f"{last}", code=f"{code}"
        )


def _widened(first: date, last: date, code: int) -> tuple[date, date]:
    """Widen a single day whose code says that the exact day is not known."""
    if first != last or code == 1:
        return first, last
    if code in (2, 3):
        return first - timedelta(days=6), last + timedelta(days=6)
    if code == 4:  # noqa: PLR2004 - the codebook's numbers
        days = calendar.monthrange(first.year, first.month)[1]
        return first.replace(day=1), first.replace(day=days)
    if code == 5:  # noqa: PLR2004
        return date(first.year, 1, 1), date(first.year, 12, 31)
    return first, last


def _spot(row: Row, name: str, notes: Notes) -> Spot | None:
    code = int(row.code("whereprec") or 0)
    country = row.text("country")
    area = code_of(country, of_dataset=True)
    if code == COUNTRY and area:
        return Spot(country, area=area)
    km = KM.get(code, 1000.0)
    if code not in KM:
        notes.miss(
            ToldText("import.ucdp.no-where-precision", code=f"{row.cell('whereprec')}"),
            ToldText("import.ucdp.codes.mend"),
            kind="row",
            number=row.number,
        )
    spot = spot_of(row, name or country, km, notes)
    if spot and code in _WHERE_WORDS:
        spot.note = ToldText(_WHERE_WORDS[code])
    return spot


def _sources(row: Row) -> list[Citation]:
    """Give the sources: offices with their days where both are listed, else the articles."""
    offices = _list(row.text("sourceoffice"))
    if offices:
        return [Citation(name) for name in dict.fromkeys(offices)]
    articles = row.text("sourcearticle")
    quoted = _QUOTED.findall(articles) or [part for part in articles.split(";") if part.strip()]
    names = [line(part.split(",")[0]) for part in quoted]
    return [Citation(name) for name in dict.fromkeys(names) if name]


def _list(text: str) -> list[str]:
    return [line(part) for part in text.split(";") if part.strip()]
