"""A story file as tables to edit: its rows as cells, and changed cells back as rows.

Nothing here knows Streamlit. The file's table (dicts and lists, as geo.yaml.yaml_reader gives it)
is never changed in place: each change gives a new one, in which what was not touched is the same
object.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from app.editor.table_cells import NESTED, cell_of, form_of, get, put, put_cell, value_of
from geo.story.model import ROWS, Claim, Story, keys_of
from geo.story.story_model import StoryModel

Data = Mapping[str, Any]
Kind = Literal["text", "choice", "flag"]
HOLDERS = ("legs", "events")
"""The lists whose rows have claims."""
OWN_LISTS = ("claims", "versions")
"""Fields that are lists of tables: no cell holds them."""
TABLES = ("story", "events", "legs", "claims", "places", "people", "groups", "sources")
"""The tables in the order in which they are offered."""
REFERENCES = {
    "place": "places",
    "from": "places",
    "to": "places",
    "leg": "legs",
    "group": "groups",
    "source": "sources",
    "track": "tracks",
    "opens_at": "events",
}
"""Fields that name one row of another list by its id."""
_PATH = re.compile(r"(\w+)\[(\d+)\](?:\.claims\[(\d+)\])?(?:\.(.*))?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key in the file, what kind of cells it has, and what may stand in them."""

    name: str
    kind: Kind = "text"
    options: tuple[str, ...] = ()
    wide: bool = False


def columns(data: Data, table: str) -> tuple[Column, ...]:
    """List the columns of a table; choices offer what the file has at the time."""
    if table == "story":
        return (Column("field"), Column("value", wide=True))
    if table == "claims":
        holders = tuple(str(row.get("id", "")) for kind in HOLDERS for row in _rows(data, kind))
        return (Column("of", "choice", holders), *_columns(data, Claim))
    return tuple(_columns(data, ROWS[table]))


def rows(data: Data, table: str) -> list[dict[str, Any]]:
    """Give a table's rows as cells: texts, and true or false; None where the file says nothing."""
    if table == "story":
        return [
            {"field": key, "value": cell_of(data.get(key))}
            for key in keys_of(Story)
            if key not in ROWS and key not in ("format", "silenced", "translations")
        ]
    names = [column.name for column in columns(data, table)]
    out = []
    for holder, row in _holders(data, table):
        cells = {name: cell_of(get(row, name)) for name in names}
        if table == "claims":
            cells["of"] = str(holder.get("id", ""))
        out.append(cells)
    return out


def changed(data: Data, table: str, edits: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """Put edited cells, by row and column, into the file's table."""
    out = dict(data)
    if table == "story":
        names = [row["field"] for row in rows(data, "story")]
        for number, cells in edits.items():
            if "value" in cells:
                put(out, names[number], value_of(Story, names[number], cells["value"]))
        return out
    model = Claim if table == "claims" else ROWS[table]
    where = _places(data, table)
    _own_lists(out, {where[number][0] for number in edits})
    moves: list[tuple[tuple[str, int, int], str]] = []
    for number, cells in edits.items():
        row = dict(_row(out, where[number]))
        for name, cell in cells.items():
            if table == "claims" and name == "of":
                moves.append((where[number], str(cell)))
            else:
                put_cell(row, name, model, cell)
        _replace(out, where[number], row)
    if moves:
        _own_lists(out, HOLDERS)
        at: dict[str, tuple[str, int]] = {}
        for kind in HOLDERS:
            for k, item in enumerate(_rows(out, kind)):
                at.setdefault(str(item.get("id", "")), (kind, k))
        for place, holder in sorted(moves, reverse=True):  # from the last: numbers stay true
            _move(out, place, at.get(holder))
    return out


def with_row(data: Data, table: str) -> dict[str, Any]:
    """Add an empty row with an id of its own at the end; to claims, one of the last event."""
    out = dict(data)
    if table == "claims":
        events = list(_rows(out, "events"))
        if events:
            last = dict(events[-1])
            last["claims"] = [*_claims(last), {}]
            out["events"] = [*events[:-1], last]
        return out
    many = list(_rows(out, table))
    used = {str(row.get("id", "")) for kind in ROWS for row in _rows(out, kind)}
    single = {"people": "person", "sources": "source"}.get(table, table.removesuffix("s"))
    number = len(many) + 1
    while f"{single}-{number}" in used:
        number += 1
    out[table] = [*many, {"id": f"{single}-{number}"}]
    return out


def without_row(data: Data, table: str, number: int) -> dict[str, Any]:
    """Delete a row; rows that name it stay, and the check finds the fault."""
    return without_rows(data, table, (number,))


def without_rows(data: Data, table: str, numbers: Collection[int]) -> dict[str, Any]:
    """Delete rows, each as `without_row` does."""
    out = dict(data)
    gone = set(numbers)
    if not gone:
        return out
    if table != "claims":
        out[table] = [row for k, row in enumerate(_rows(data, table)) if k not in gone]
        return out
    claims: dict[tuple[str, int], set[int]] = {}
    for number, (kind, i, j) in enumerate(_places(data, table)):
        if number in gone:
            claims.setdefault((kind, i), set()).add(j)
    _own_lists(out, HOLDERS)
    for (kind, i), lost in claims.items():
        holder = dict(_rows(out, kind)[i])
        holder["claims"] = [claim for k, claim in enumerate(_claims(holder)) if k not in lost]
        out[kind][i] = holder
    return out


def notes(data: Data, table: str, fields: Iterable[tuple[str, str]]) -> dict[int, list[str]]:
    """Sort what is to be mended by the rows of a table: pairs of a field's path and a sentence.

    Gives texts such as "headline: The text is ..." by the row's number.
    """
    where = {place: number for number, place in enumerate(_places(data, table))}
    names = [row["field"] for row in rows(data, "story")] if table == "story" else []
    out: dict[int, list[str]] = {}
    for path, sentence in fields:
        match = _PATH.fullmatch(path)
        if match is None:
            top = re.split(r"[.\[]", path)[0]
            if top in names:
                out.setdefault(names.index(top), []).append(sentence)
            continue
        kind, i, j, field = match[1], int(match[2]), match[3], match[4] or ""
        if j is not None and table == "claims":
            number = where.get((kind, i, int(j)))
        elif j is None and table == kind:
            number = where.get((kind, i, -1))
        else:
            continue
        if number is not None:
            out.setdefault(number, []).append(f"{field}: {sentence}" if field else sentence)
    return out


# ------------------------------------------------------------------------------ where a row is


def _places(data: Data, table: str) -> list[tuple[str, int, int]]:
    """Where each row of a table is in the file: list, number and, of a claim, its own number."""
    if table == "story":
        return []
    if table == "claims":
        return [
            (kind, i, j)
            for kind in HOLDERS
            for i, row in enumerate(_rows(data, kind))
            for j in range(len(_claims(row)))
        ]
    return [(table, i, -1) for i in range(len(_rows(data, table)))]


def _rows(data: Data, kind: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a list; those that are no tables at all as empty ones."""
    many = data.get(kind)
    if isinstance(many, _Own):
        return many
    if not isinstance(many, list | tuple):
        return ()
    return [row if isinstance(row, Mapping) else {} for row in many]


class _Own(list[Mapping[str, Any]]):
    """A list that this change has made, and so may change in place: nobody else has it."""


def _own_lists(out: dict[str, Any], kinds: Iterable[str]) -> None:
    """Copy lists once, so that many changes in them need no copy each."""
    for kind in kinds:
        if isinstance(out.get(kind), list | tuple):
            out[kind] = _Own(_rows(out, kind))


def _holders(data: Data, table: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Give each row of a table after what holds it: of a claim its event or leg, else itself."""
    for kind in HOLDERS if table == "claims" else (table,):
        for row in _rows(data, kind):
            for claim in _claims(row) if table == "claims" else (row,):
                yield row, claim


def _claims(row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return _rows(row, "claims")


def _row(data: Data, where: tuple[str, int, int]) -> Mapping[str, Any]:
    kind, i, j = where
    row = _rows(data, kind)[i]
    return row if j < 0 else _claims(row)[j]


def _replace(out: dict[str, Any], where: tuple[str, int, int], row: Mapping[str, Any]) -> None:
    """Put a row into a list that this change has copied (`_own_lists`)."""
    kind, i, j = where
    if j < 0:
        out[kind][i] = row
    else:
        holder = dict(out[kind][i])
        holder["claims"] = [row if k == j else claim for k, claim in enumerate(_claims(holder))]
        out[kind][i] = holder


def _move(out: dict[str, Any], where: tuple[str, int, int], to: tuple[str, int] | None) -> None:
    """Move a claim to another event or leg; where there is no such row, the claim stays."""
    kind, i, j = where
    if to is None or to == (kind, i):
        return
    claim = _row(out, where)
    source = dict(out[kind][i])
    source["claims"] = [claim for n, claim in enumerate(_claims(source)) if n != j]
    out[kind][i] = source
    target = dict(out[to[0]][to[1]])
    target["claims"] = [*_claims(target), claim]
    out[to[0]][to[1]] = target


def _columns(data: Data, model: type[StoryModel]) -> list[Column]:
    out = []
    for key in keys_of(model):
        if key in OWN_LISTS:
            continue
        if key in NESTED:
            out += [Column(f"{key}.{name}") for name in keys_of(NESTED[key])]
            continue
        form = form_of(model, key)
        if form is bool:
            out.append(Column(key, "flag"))
        elif get_origin(form) is Literal:
            out.append(Column(key, "choice", tuple(str(arg) for arg in get_args(form))))
        elif key in REFERENCES:
            ids = tuple(str(row.get("id", "")) for row in _rows(data, REFERENCES[key]))
            out.append(Column(key, "choice", ids))
        else:
            wide = key in ("headline", "title", "text", "reading", "words", "note", "told_by")
            out.append(Column(key, wide=wide))
    return out
