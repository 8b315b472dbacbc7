"""Changes that a reporter makes to a story's events, people, places and claims; ids are made here.

Nothing here knows Streamlit. Each function takes the file's table (dicts and lists, as
geo.yaml.yaml_reader gives it) and gives a new one, in which what was not touched is the same
object; geo.yaml.yaml_editor puts the difference into the text. A row is named by its list and id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from formats.cells.plain_text import slug
from geo.story.model import ROWS
from geo.yaml.yaml_writer import yaml_text

Data = Mapping[str, Any]
Row = Mapping[str, Any]

RETOLD = ("headline", "people", "claims")
"""Fields that a way shares with its event, as long as nobody has changed only one of the two."""
LOCATED = (
    "lon", "lat", "area", "country", "kind", "gazetteer", "precision_km", "coordinates_from",
    "names", "note",
)  # fmt: skip
"""Fields that say where a place is: they are dropped when the place gets another name."""
_EVENT_TIMES, _WAY_TIMES = ("start", "end"), ("departure", "arrival", "window")
_SINGULAR = {
    "sources": "source",
    "groups": "group",
    "people": "person",
    "places": "place",
    "legs": "way",
    "events": "event",
}
PEOPLE = {"id": "people", "name": "People"}
"""The lane that everybody is in, as long as there is no other."""
OTHERS = "Others"
"""The lane for new people in a story of several lanes: nobody has said to which they belong."""


def begun_text(*, title: str, zone: str, publisher: str, published: date | None) -> str:
    """Write the text of a new story: one source, one lane, and one event that is still empty."""
    source: dict[str, Any] = {"id": "source-1"}
    if publisher.strip():
        source |= {"title": publisher.strip(), "publisher": publisher.strip()}
    if published:
        source["published"] = published.isoformat()
    source["paragraphs"] = 1
    story: dict[str, Any] = {"format": 1, "id": slug(title) or "story"}
    if title.strip():
        story["title"] = title.strip()
    story |= {"time_zone": zone, "sources": [source], "groups": [PEOPLE]}
    return yaml_text({**story, "events": [_empty_event({"sources": [source]}, "event-1")]})


# ------------------------------------------------------------------------------------- rows


def rows_of(data: Data, kind: str) -> Sequence[Row]:
    """Give the rows of a list; those that are no tables as empty ones."""
    many = data.get(kind)
    if not isinstance(many, list | tuple):
        return ()
    return [row if isinstance(row, Mapping) else {} for row in many]


def number_of(data: Data, kind: str, name: str) -> int | None:
    """Give the number of the row with this id, from 0; None where there is none."""
    for i, row in enumerate(rows_of(data, kind)):
        if str(row.get("id", "")) == name:
            return i
    return None


def row_of(data: Data, kind: str, name: str) -> Row:
    """Give the row with this id; an empty one where there is none."""
    number = number_of(data, kind, name)
    return {} if number is None else rows_of(data, kind)[number]


def with_fields(data: Data, kind: str, name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Set fields of a row; None deletes one. Fields that its way shares with events change too."""
    number = number_of(data, kind, name)
    if number is None:
        return dict(data)
    old = rows_of(data, kind)[number]
    out = _replaced(data, kind, number, _set(old, fields))
    leg = str(old.get("leg") or "") if kind == "events" else ""
    told = [key for key in RETOLD if key in fields]
    if leg and told and sum(row.get("leg") == leg for row in rows_of(data, "events")) == 1:
        way = row_of(out, "legs", leg)
        same = {key: fields[key] for key in told if way.get(key) == old.get(key)}
        if way and same:
            out = _replaced(out, "legs", number_of(out, "legs", leg) or 0, _set(way, same))
    return out


def with_row(data: Data, kind: str, fields: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Add a row at the end of a list, under an id of its own; gives the table and the id."""
    name = _new_id(data, kind, str(fields.get("name") or fields.get("title") or ""))
    out = dict(data)
    out[kind] = [*_list(data, kind), {"id": name, **fields}]
    return out, name


def without_row(data: Data, kind: str, name: str) -> dict[str, Any]:
    """Delete a row, with an event its way; `after` and `before` that name it are deleted too."""
    number = number_of(data, kind, name)
    if number is None:
        return dict(data)
    row = rows_of(data, kind)[number]
    out = dict(data)
    out[kind] = [row for i, row in enumerate(_list(data, kind)) if i != number]
    if not out[kind]:
        del out[kind]
    if kind in ("events", "legs"):
        out = _without_orders(out, name)
    if kind == "events":
        if out.get("opens_at") == name:
            del out["opens_at"]
        leg = str(row.get("leg") or "")
        if leg and all(event.get("leg") != leg for event in rows_of(out, "events")):
            out = without_row(out, "legs", leg)
    return out


def moved(data: Data, name: str, by: int) -> dict[str, Any]:
    """Move an event up or down among the events."""
    many = _list(data, "events")
    number = number_of(data, "events", name)
    if number is None or not 0 <= number + by < len(many):
        return dict(data)
    many[number], many[number + by] = many[number + by], many[number]
    return {**data, "events": many}


# ------------------------------------------------------------------------ events and their ways


def with_event(data: Data) -> tuple[dict[str, Any], str]:
    """Add an event that is still empty; gives the table and the event's id."""
    name = _new_id(data, "events", "")
    return {**data, "events": [*_list(data, "events"), _empty_event(data, name)]}, name


def with_way(data: Data, event: str) -> dict[str, Any]:
    """Say that an event is a movement: it gets a way, which has the event's time from then on.

    What came of the way is left to be chosen, and until then it is told as a fault.
    """
    row = row_of(data, "events", event)
    if not row or row.get("leg"):
        return dict(data)
    shared = ("headline", "people", "after", "before", "words", "reading", "claims")
    way = {key: row[key] for key in shared if key in row}
    if row.get("start") is not None:
        way["window"] = row["start"]
    if row.get("place"):
        way["from"] = row["place"]
    way["outcome"] = ""  # to be chosen: left out, it would say that they arrived
    out, name = with_row(data, "legs", way)
    gone = dict.fromkeys(("start", "end", "after", "before", "words", "reading", "place"))
    return with_fields(out, "events", event, {**gone, "leg": name})


def without_way(data: Data, event: str) -> dict[str, Any]:
    """Say that an event is no movement: its time is its own again, and its way goes."""
    row = row_of(data, "events", event)
    leg = str(row.get("leg") or "")
    way = row_of(data, "legs", leg)
    back: dict[str, Any] = {"leg": None}
    for key in ("after", "before", "words", "reading"):
        if key in way and key not in row:
            back[key] = way[key]
    start = way.get("window") or way.get("departure") or way.get("arrival")
    if start is not None and "start" not in row:
        back["start"] = start
    if way.get("from") and "place" not in row:
        back["place"] = way["from"]
    out = with_fields(data, "events", event, back)
    if all(event.get("leg") != leg for event in rows_of(out, "events")):
        out = without_row(out, "legs", leg)
    return out


# --------------------------------------------------------------------------------------- claims


def claims_of(data: Data, kind: str, name: str) -> list[Row]:
    """Give the claims of an event or a leg; those that are no tables as empty ones."""
    many = row_of(data, kind, name).get("claims")
    if not isinstance(many, list | tuple):
        return []
    return [claim if isinstance(claim, Mapping) else {} for claim in many]


def with_claim(data: Data, kind: str, name: str) -> dict[str, Any]:
    """Add a claim that is still empty: of the last source, not named."""
    claims = [*claims_of(data, kind, name), _empty_claim(data)]
    return with_fields(data, kind, name, {"claims": claims})


def with_claim_fields(
    data: Data, kind: str, name: str, number: int, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """Set fields of a claim; a source has at least as many paragraphs as are cited of it."""
    claims = claims_of(data, kind, name)
    if not 0 <= number < len(claims):
        return dict(data)
    claim = claims[number] = _set(claims[number], fields)
    out = with_fields(data, kind, name, {"claims": claims})
    cited = [n for n in items(claim.get("paragraphs")) if isinstance(n, int)]
    source = row_of(out, "sources", str(claim.get("source", "")))
    known = source.get("paragraphs")
    if source and cited and (not isinstance(known, int) or known < max(cited)):
        out = with_fields(out, "sources", str(source["id"]), {"paragraphs": max(cited)})
    return out


def without_claim(data: Data, kind: str, name: str, number: int) -> dict[str, Any]:
    """Take a claim away."""
    claims = [claim for i, claim in enumerate(claims_of(data, kind, name)) if i != number]
    return with_fields(data, kind, name, {"claims": claims or None})


# --------------------------------------------------------------------- people, places and names


def with_people(data: Data, kind: str, name: str, chosen: Iterable[str]) -> dict[str, Any]:
    """Say to whom an event happens: by ids of people, or by names, which become people."""
    out: dict[str, Any] = dict(data)
    ids: list[str] = []
    for person in chosen:
        known = number_of(out, "people", person)
        if known is None:
            person_id = _by_name(out, "people", person)
            if person_id is None:
                out, group = a_group(out)
                out, person_id = with_row(out, "people", {"name": person.strip(), "group": group})
        else:
            person_id = person
        if person_id not in ids:
            ids.append(person_id)
    return with_fields(out, kind, name, {"people": ids or None})


def with_place(data: Data, name: str, fields: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Give the place of a name; where there is none, add one with `fields`."""
    known = _by_name(data, "places", name)
    if known is not None:
        return dict(data), known
    return with_row(data, "places", {"name": name.strip(), **fields})


def located(data: Data, place: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Say where a place is; what was said before of where it is goes."""
    return with_fields(data, "places", place, {**dict.fromkeys(LOCATED), **fields})


def renamed_place(data: Data, place: str, name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give a place another name; where the old one was does not stay."""
    return located(data, place, {"name": name.strip() or None, **fields})


def with_group(data: Data, person: str, group: str) -> dict[str, Any]:
    """Put a person into a lane, by its id or by a name, which becomes a lane."""
    out: dict[str, Any] = dict(data)
    name: str | None = group
    if number_of(out, "groups", group) is None:
        name = _by_name(out, "groups", group)
        if name is None:
            out, name = with_row(out, "groups", {"name": group.strip()})
    out = with_fields(out, "people", person, {"group": name})
    used = {row.get("group") for row in rows_of(out, "people")}
    for row in rows_of(out, "groups"):  # the lane of everybody goes with the last one in it
        if row.get("id") == PEOPLE["id"] and row.get("name") == PEOPLE["name"] \
                and row["id"] not in used:  # fmt: skip
            out = without_row(out, "groups", str(row["id"]))
    return out


def used_by(data: Data, kind: str, name: str) -> list[str]:
    """Name the events and ways that name a row, by their headlines; people for a lane."""
    if kind == "groups":
        return [_title(row) for row in rows_of(data, "people") if row.get("group") == name]
    out = []
    for row in (*rows_of(data, "events"), *rows_of(data, "legs")):
        claims = items(row.get("claims"))
        named = {
            "people": items(row.get("people")),
            "places": [row.get("place"), row.get("from"), row.get("to"),
                       *items(row.get("via")), *items(row.get("mentions"))],
            "sources": [claim.get("source") for claim in claims if isinstance(claim, Mapping)],
        }  # fmt: skip
        if name in named.get(kind, ()):
            out.append(_title(row))
    return list(dict.fromkeys(out))


def _title(row: Row) -> str:
    return str(row.get("headline") or row.get("name") or row.get("title") or "")


# --------------------------------------------------------------------------------------- inside


def items(value: Any) -> list[Any]:
    """Give the items of a list in the file; none where the value is no list."""
    return list(value) if isinstance(value, list | tuple) else []


def _list(data: Data, kind: str) -> list[Any]:
    return items(data.get(kind))


def _set(row: Row, fields: Mapping[str, Any]) -> dict[str, Any]:
    out = {**row}
    for key, value in fields.items():
        if value is None or value == "":
            out.pop(key, None)
        else:
            out[key] = value
    return out


def _replaced(data: Data, kind: str, number: int, row: Row) -> dict[str, Any]:
    many = _list(data, kind)
    many[number] = row
    return {**data, kind: many}


def _without_orders(data: Data, name: str) -> dict[str, Any]:
    out = dict(data)
    for kind in ("legs", "events"):
        for row in rows_of(out, kind):
            gone = {
                key: [item for item in items(row[key]) if item != name] or None
                for key in ("after", "before")
                if name in items(row.get(key))
            }
            if gone:
                out = with_fields(out, kind, str(row.get("id", "")), gone)
    return out


def _empty_event(data: Data, name: str) -> dict[str, Any]:
    return {"id": name, "claims": [_empty_claim(data)]}


def _empty_claim(data: Data) -> dict[str, Any]:
    sources = rows_of(data, "sources")
    claim: dict[str, Any] = {"source": str(sources[-1].get("id", ""))} if sources else {}
    return {**claim, "paragraphs": [1], "named": False}


def a_group(data: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Give the lane for a new person: the only one there is, else a lane "Others"."""
    groups = rows_of(data, "groups")
    if not groups:
        return {**data, "groups": [PEOPLE]}, PEOPLE["id"]
    if len(groups) == 1:
        return data, str(groups[0].get("id", ""))
    known = _by_name(data, "groups", OTHERS)
    return (data, known) if known else with_row(data, "groups", {"name": OTHERS})


def _by_name(data: Data, kind: str, name: str) -> str | None:
    plain = " ".join(name.casefold().split())
    for row in rows_of(data, kind):
        if " ".join(str(row.get("name", "")).casefold().split()) == plain:
            return str(row.get("id", ""))
    return None


def _new_id(data: Data, kind: str, name: str) -> str:
    """Make an id that no row of the story has, from a name or, without one, from a number."""
    used = {str(row.get("id", "")) for list_ in ROWS for row in rows_of(data, list_)}
    base = slug(name)
    if base and base not in used:
        return base
    base = base or _SINGULAR[kind]
    number = 2 if slug(name) else 1
    while f"{base}-{number}" in used:
        number += 1
    return f"{base}-{number}"
