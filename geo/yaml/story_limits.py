"""How much a story file may hold, and characters that are refused.

A story file may be untrusted, and everything after the reader (checks, geodesics, pages)
takes time and memory for each row. So a file that is too large is refused here first. The time of
these checks grows no faster than the file.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from geo.great_circle import great_circle_km
from geo.language.told_text import ToldText

MAX_ROWS = 25_000
"""Rows of all lists together: ten thousand events, each at its own place, and some to spare."""
MAX_ENTRIES = 20_000
"""Entries of any one list."""
MAX_CLAIMS = 25_000
"""Claims of all events and legs together; a claim that aliases repeat counts each time."""
MAX_TEXT = 2_000
"""Characters of a text."""
MAX_KEY = 100
"""Characters of a key."""
MAX_KEYS = 100
"""Keys of one table."""
MAX_ITEMS = 200
"""Entries of a list inside a row, such as people or via."""
MAX_FIXES = 5_000
"""Recorded positions in a story's own file; a file beside it may hold more."""
MAX_KM = 5_000_000
"""Length of all legs together, km: their lines take a point every 25 km."""
MAX_BORDERS = 500
"""Legs that begin or end in a country: each is cut at the border's own shape."""
MAX_DANGLING = 200
"""Most ids that name no row; with more of them, listing each would be of no use."""
MAX_FAULTS = 200
"""Most faults of a kind that are told at once."""

KM_UNKNOWN = 5_000.0
"""Length assumed for a leg whose ends have no coordinates, km."""

LISTS = ("sources", "groups", "people", "places", "tracks", "legs", "events")
_LONG_LISTS = frozenset((name,) for name in (*LISTS, "silenced", "translations"))
"""Paths of the lists that may be longer than MAX_ITEMS."""
_LISTS_NAMED_BY: dict[str, tuple[str, ...]] = {
    "people": ("people",),
    "place": ("places",),
    "mentions": ("places",),
    "from": ("places",),
    "to": ("places",),
    "via": ("places",),
    "leg": ("legs",),
    "track": ("tracks",),
    "group": ("groups",),
    "after": ("legs", "events"),
    "before": ("legs", "events"),
    "source": ("sources",),
}
"""Fields that name rows, and in which lists those are."""

_CONTROLS = frozenset(map(chr, (*range(0x20), 0x7F, *range(0x80, 0xA0)))) - set("\t\n\r")
_BIDI_CONTROLS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Embeddings, overrides and isolates of the bidirectional algorithm (UAX 9).

They are refused: an unclosed one reverses whatever follows it in a label, a table, a picture or an
exported file, which is out of our control, and an override makes a name read as another one.
Arabic and Hebrew need none of them: direction follows from the letters, and the marks U+200E,
U+200F and U+061C stay allowed.
"""
_NO_XML = frozenset(map(chr, (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)))
"""Surrogates (halves of characters) and two noncharacters: no XML, and so no SVG or KML, can hold
them."""
_FORBIDDEN = re.compile(f"[{re.escape(''.join(sorted(_CONTROLS | _BIDI_CONTROLS | _NO_XML)))}]")

Path = tuple[str | int, ...]


def allowed(text: str) -> str:
    """Give a text without the characters that no story may hold."""
    return _FORBIDDEN.sub("", text)


@dataclass(frozen=True, slots=True)
class Excess:
    """Something beyond a limit: where in the file, what, and how to mend it."""

    path: Path
    wrong: str
    mend: str


_NODES = (dict, list, Mapping)
"""Types of what holds further values; the common ones first, since many values are asked."""


def find_excess(data: Mapping[str, Any]) -> list[Excess]:
    """List what goes beyond a limit; sizes first, and the rest only if those are within bounds."""
    excess = [*_sizes(data)][:MAX_FAULTS]
    if not excess:
        excess = [*_rows(data)] or [*_dangling(data)] or [*_lengths(data)]
    return excess


def _sizes(data: Mapping[str, Any]) -> Iterator[Excess]:
    """Check each table, list and text once; what several aliases share is checked once."""
    seen: set[int] = set()
    waiting: deque[tuple[Any, Path]] = deque([(data, ())])
    while waiting:
        value, path = waiting.popleft()
        if isinstance(value, str):
            yield from _text(value, path)
            continue
        if not isinstance(value, _NODES) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Mapping):
            for key in value:
                yield from _key(key, path)
            waiting.extend(
                (item, (*path, key)) for key, item in value.items() if _needs_check(item)
            )
            continue
        if path not in _LONG_LISTS and len(value) > (most := _most(path)):
            fixes = path[-1:] == ("fixes",)
            mend = ToldText("fault.fixes.mend" if fixes else "fault.entries.mend", most=most)
            yield Excess(path, ToldText("fault.entries-too-many", entries=len(value)), mend)
        else:
            waiting.extend((item, (*path, i)) for i, item in enumerate(value) if _needs_check(item))


def _most(path: Path) -> int:
    """Give how many entries a list inside a row may have."""
    return MAX_FIXES if path[:1] == ("tracks",) and path[-1:] == ("fixes",) else MAX_ITEMS


def _needs_check(value: object) -> bool:
    """Tell whether a value needs a closer check; most are short, harmless texts."""
    if isinstance(value, str):
        return len(value) > MAX_TEXT or _FORBIDDEN.search(value) is not None
    return isinstance(value, _NODES)


def _text(text: str, path: Path) -> Iterator[Excess]:
    long = len(text.strip())
    if long > MAX_TEXT:
        wrong = ToldText("fault.text-too-long", long=f"{long}")
        yield Excess(path, wrong, ToldText("fault.at-most.mend", most=f"{MAX_TEXT}"))
    elif fault := forbidden_character(text):
        yield Excess(path, *fault)


def forbidden_character(text: str) -> tuple[str, str] | None:
    """Say which character a text may not hold, and how to mend it; None where there is none."""
    match = _FORBIDDEN.search(text)
    if match is None:
        return None
    bad = match[0]
    if bad in _BIDI_CONTROLS:
        wrong = ToldText("fault.turning-character", code=f"{ord(bad):04X}")
        return wrong, ToldText("fault.turning-character.mend")
    return ToldText("fault.control-character", code=f"{ord(bad):04X}"), ToldText(
        "fault.delete.mend"
    )


def _key(key: str, path: Path) -> Iterator[Excess]:
    if len(key) > MAX_KEY:
        yield Excess(
            path, ToldText("fault.key.too-long", characters=len(key)), ToldText("fault.key.mend")
        )
    elif _FORBIDDEN.search(key) or "\n" in key:
        yield Excess(path, ToldText("fault.key.invisible"), ToldText("fault.key.mend"))


def _rows(data: Mapping[str, Any]) -> Iterator[Excess]:
    count = claims = 0
    for name in LISTS:
        for i, row in enumerate(_list(data, name)):
            count, claims = count + 1, claims + len(_list(row, "claims"))
            if count > MAX_ROWS or claims > MAX_CLAIMS:
                wrong = (
                    ToldText("fault.rows-too-many", most=MAX_ROWS)
                    if count > MAX_ROWS
                    else ToldText("fault.claims-too-many", most=MAX_CLAIMS)
                )
                yield Excess((name, i), wrong, ToldText("fault.split.mend"))
                return


def _dangling(data: Mapping[str, Any]) -> Iterator[Excess]:
    ids = {
        name: {row.get("id") for row in _list(data, name) if _hashable(row, "id")} for name in LISTS
    }
    first: tuple[Path, str] | None = None
    count = 0
    for path, field, word in _references(data):
        if not any(word in ids[name] for name in _LISTS_NAMED_BY[field]):
            count += 1
            first = first or (path, word)
    if first and count > MAX_DANGLING:
        wrong = ToldText("fault.dangling", names=count, first=first[1][:60])
        yield Excess(first[0], wrong, ToldText("fault.dangling.mend"))


def _references(data: Mapping[str, Any]) -> Iterator[tuple[Path, str, str]]:
    """Give each reference to another row, with its path, its field and the id it names."""
    for name in LISTS:
        for i, row in enumerate(_list(data, name)):
            tables: list[tuple[Path, Any]] = [((name, i), row)]
            tables += [
                ((name, i, "claims", j), claim) for j, claim in enumerate(_list(row, "claims"))
            ]
            for at, table in tables:
                if not isinstance(table, Mapping):
                    continue
                for field in _LISTS_NAMED_BY.keys() & table.keys():
                    words = table[field] if isinstance(table[field], list) else [table[field]]
                    for word in words:
                        if isinstance(word, str):
                            yield (*at, field), field, word


def _lengths(data: Mapping[str, Any]) -> Iterator[Excess]:
    places = {place["id"]: place for place in _list(data, "places") if _hashable(place, "id")}
    km, borders = 0.0, 0
    for i, leg in enumerate(_list(data, "legs")):
        if not isinstance(leg, Mapping):
            continue
        names = [leg.get("from"), *_list(leg, "via"), leg.get("to")]
        stops = [places.get(name, {}) if isinstance(name, str) else {} for name in names]
        borders += "area" in stops[0] or "area" in stops[-1]
        km += sum(_km(a, b) for a, b in pairwise(map(_point, stops)))
        if km > MAX_KM:
            wrong = ToldText("fault.legs-too-long", most=MAX_KM)
            yield Excess(("legs", i), wrong, ToldText("fault.split.mend"))
            return
        if borders > MAX_BORDERS:
            wrong = ToldText("fault.borders-too-many", most=f"{MAX_BORDERS}")
            yield Excess(("legs", i), wrong, ToldText("fault.borders-too-many.mend"))
            return


def _point(place: Mapping[str, Any]) -> tuple[float, float] | None:
    lon, lat = place.get("lon"), place.get("lat")
    if isinstance(lon, int | float) and isinstance(lat, int | float):
        return float(lon), float(lat)
    return None


def _km(a: tuple[float, float] | None, b: tuple[float, float] | None) -> float:
    """Great-circle distance, km; KM_UNKNOWN where not known."""
    if a is None or b is None or not all(map(math.isfinite, (*a, *b))):
        return KM_UNKNOWN
    return great_circle_km(a, b)


def _list(table: Any, name: str) -> Sequence[Any]:
    entries = table.get(name) if isinstance(table, Mapping) else None
    return entries if isinstance(entries, list) else ()


def _hashable(row: Any, name: str) -> bool:
    return isinstance(row, Mapping) and isinstance(row.get(name), str)
