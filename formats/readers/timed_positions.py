"""Times of the positions of a line, as tools write them beside GeoJSON, into recorded positions.

Known are `times`, `coordTimes`, `datetimes`, `timestamps` and `time` as lists among the properties,
under `coordinateProperties` (OGC API Moving Features, togeojson), the members of MF-JSON's
`temporalGeometry`, and seconds or milliseconds since 1970 as the fourth number of each position.
Without a zone the moments are asked about as all clock times are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from math import isfinite, nan
from typing import Any
from zoneinfo import ZoneInfo

from formats.coordinates.positions import Position
from formats.drafts.story_builder import zone_fault
from formats.drafts.track_legs import sort_fixes
from formats.shared.import_notes import Notes
from formats.shared.records import Fix, Record
from formats.times.date_parsing import DateRules, number_kind, read_date
from geo.errors import WhenError
from geo.language.told_text import ToldText
from geo.time.instants import parse_when

KEYS = ("coordTimes", "times", "datetimes", "timestamps", "time", "coordinateTimes")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RULES = DateRules(seconds="unix")
_THIRD, _FOURTH = 2, 3
_ZONE = "import.ask.clock-zone"
_ZONED = re.compile(r"[Zz]$|[+-]\d\d:?(\d\d)?$|UTC$|GMT$")


def times_of(feature: dict[str, Any]) -> list[Any] | None:
    """Give the list of times that a feature has for its positions; None where it has none."""
    properties = feature.get("properties")
    places: list[Any] = [properties, feature]
    if isinstance(properties, dict):
        places.insert(0, properties.get("coordinateProperties"))
    for place in places:
        for key in KEYS if isinstance(place, dict) else ():
            if isinstance(place.get(key), list) and place[key]:
                times: list[Any] = place[key]
                return times
    return None


def fourth_of(line: Any) -> list[Any] | None:
    """Give the fourth numbers of a line's positions where each of them is a moment; else None."""
    if not isinstance(line, list) or not line:
        return None
    measures = [at[_FOURTH] if isinstance(at, list) and len(at) > _FOURTH else None for at in line]
    return measures if all(number_kind(value) == "seconds" for value in measures) else None


def heights_of(line: Any) -> list[float]:
    """Give the third numbers of a line's positions, metres; nan where a position has none."""
    positions = line if isinstance(line, list) else []
    thirds = [at[_THIRD] if isinstance(at, list) and len(at) > _THIRD else nan for at in positions]
    return [
        float(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        else nan
        for value in thirds
    ]


def add_fixes(
    record: Record, lines: Sequence[Sequence[Position]], times: Sequence[Sequence[Any]],
    notes: Notes, *, kind: str, heights: Sequence[Sequence[float]] = (),
) -> bool:  # fmt: skip
    """Give a record its recorded positions; gives whether it has any.

    `heights` are those of the positions of each line in metres, nan where there is none.

    A position without a readable time breaks the recording there. Where the counts differ, the
    pairs are read as far as they go.
    """
    runs: list[tuple[Fix, ...]] = []
    unread = 0
    for number, (line, moments) in enumerate(zip(lines, times, strict=False)):
        metres = heights[number] if number < len(heights) else ()
        if len(line) != len(moments):
            wrong = ToldText(
                "import.timed.pairs", times=f"{len(moments)}", positions=f"{len(line)}"
            )
            notes.miss(wrong, ToldText("import.save-track.mend"), kind=kind, number=record.number)
        run: list[Fix] = []
        parts = [run]
        for i, ((lon, lat), value) in enumerate(zip(line, moments, strict=False)):
            at = _seconds(value, notes)
            if at is None:
                unread += 1
                run = []
                parts.append(run)
            else:
                run.append(Fix(lon, lat, at, metres[i] if i < len(metres) else nan))
        for part in filter(None, parts):
            ordered, moved = sort_fixes(part)
            if moved:
                note_moved(moved, record.number, notes, kind=kind)
            runs.append(tuple(ordered))
    if unread:
        note_untimed(unread, record.number, notes, kind=kind)
    record.fixes = tuple(runs)
    return bool(runs)


def note_moved(moved: int, number: int, notes: Notes, *, kind: str) -> None:
    """Note positions that were put into the order of time."""
    notes.miss(
        ToldText("import.timed.moved", n=moved),
        ToldText("import.moved.mend"),
        kind=kind,
        number=number,
    )


def note_untimed(untimed: int, number: int, notes: Notes, *, kind: str) -> None:
    """Note positions without a time, at which a recording is split."""
    notes.miss(
        ToldText("import.timed.untimed", n=untimed),
        ToldText("import.timed.untimed.mend"),
        kind=kind,
        number=number,
    )


def note_zoneless(times: Iterable[str], number: int, notes: Notes, *, kind: str) -> None:
    """Note times that say no zone, which GPX and KML take for UTC."""
    zoneless = sum(bool(text) and not _ZONED.search(text) for text in times)
    if zoneless:
        notes.miss(
            ToldText("import.timed.zoneless", n=zoneless),
            ToldText("import.timed.zoneless.mend"),
            kind=kind,
            number=number,
        )


def _seconds(value: Any, notes: Notes) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    read = read_date(value, rules=_RULES)
    if read.text is None:
        return None
    zone: tzinfo = UTC
    if read.naive:
        answer = notes.ask("time_zone", ToldText(_ZONE), check=zone_fault)
        zone = ZoneInfo(answer) if answer else UTC  # without an answer nothing is made of it
    try:
        when = parse_when(read.text, zone=zone)
    except WhenError:
        return None
    if not when.exact or when.earliest is None:
        return None
    return (when.earliest - _EPOCH).total_seconds()
