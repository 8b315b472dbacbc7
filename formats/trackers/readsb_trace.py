"""Traces of readsb and tar1090 (trace_full_*.json), as readsb's README-json.md documents them.

Rows are [seconds after `timestamp`, lat, lon, feet or "ground", knots, degrees, flags, ...]. Of the
flags, 1 is a stale position (none was received in the 20 seconds before it) and 2 the start of a
new leg.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from formats.files.format_error import FormatError
from formats.shared.units import FOOT_M, KNOT_KMH
from formats.trackers.recorded_tracks import (
    RecordedTrack,
    Rows,
    TrackFile,
    check_amount,
    number,
    scaled,
    track_file,
)
from geo.language.told_text import ToldText
from geo.tracks.fixes import Flags

_STALE, _NEW_LEG = 1, 2
_FLAGS, _DETAILS, _TYPE = 6, 8, 9
_FEWEST = 4
"""Elements of a row that has time, position and height."""
ORIGIN_OF = {
    "adsb_icao": "receiver",
    "adsb_icao_nt": "receiver",
    "adsb_other": "receiver",
    "adsr_icao": "receiver",
    "adsr_other": "receiver",
    "adsc": "satellite",
    "mlat": "multilateration",
}
"""Who found the position, by readsb's `type`. TIS-B and others are unknown: radar, or nobody says.
"""


def is_trace(document: Any) -> bool:
    """Whether JSON is a trace of readsb."""
    return (
        isinstance(document, dict)
        and isinstance(document.get("trace"), list)
        and number(document.get("timestamp")) is not None
        and "icao" in document
    )


def read(document: dict[str, Any]) -> TrackFile:
    """Read a trace; raises FormatError where it has no position."""
    rows: list[Any] = document["trace"]
    check_amount(len(rows))
    begin = float(document["timestamp"])
    made, ground, unread = Rows(), [], 0
    callsigns: dict[str, None] = {}
    origin = "unknown"
    for row in rows:
        if not isinstance(row, list) or len(row) < _FEWEST:
            unread += 1
            continue
        details = _at(row, _DETAILS)
        if isinstance(details, dict):
            if flight := str(details.get("flight") or "").strip()[:20]:
                callsigns[flight] = None
            origin = ORIGIN_OF.get(str(details.get("type")), "unknown")
        if isinstance(kind := _at(row, _TYPE), str):
            origin = ORIGIN_OF.get(kind, "unknown")
        given = number(_at(row, _FLAGS))
        flags = int(given) if given is not None and abs(given) < _MANY else 0
        after = number(row[0])
        made.add(
            None if after is None else (begin + after) * 1000,
            number(row[2]),
            number(row[1]),
            altitude_m=scaled(row[3], FOOT_M),
            speed_kmh=scaled(_at(row, 4), KNOT_KMH),
            heading=number(_at(row, 5)),
            origin=origin,
            new_leg=bool(flags & _NEW_LEG),
            stale=bool(flags & _STALE),
        )
        ground.append(row[3] == "ground")
    made.leg = list(parted_on_the_ground(made.time, np.array(ground, bool), np.array(made.leg)))
    if not len(made):
        raise FormatError(ToldText("import.readsb.no-rows"), ToldText("import.download.mend"))
    names = {
        name: str(document[key]).strip()[:80]
        for key, name in (("r", "registration"), ("desc", "type"))
        if isinstance(document.get(key), str) and document[key].strip()
    }
    left = [ToldText("import.readsb.unread", n=unread)] if unread else []
    if owner := str(document.get("ownOp") or "").strip()[:80]:
        left.append(ToldText("import.readsb.owner", owner=owner))
    if len(callsigns) == 1:
        names["callsign"] = next(iter(callsigns))
    elif callsigns:
        left.append(ToldText("import.readsb.callsigns", names=", ".join(list(callsigns)[:12])))
    track = RecordedTrack(str(document["icao"])[:20], made.fixes(), names)
    return track_file(
        [track], format=ToldText("import.tracker.readsb-trace"), source="ads-b", left=left
    )


def parted_on_the_ground(time: Sequence[float], ground: Flags, new_leg: Flags) -> Flags:
    """Give the new-leg flags with those that the source left out: a stay on the ground ends a leg.

    Where an aircraft stands on the ground between two flights and no row of that stay begins a leg,
    the row after its longest silence does. `time` has a value for each row, all in the same unit.
    """
    flags = new_leg.astype(bool)
    edges = np.flatnonzero(np.diff(ground.astype(np.int8)))
    starts, ends = np.append(0, edges + 1), np.append(edges + 1, len(ground))
    last = len(starts) - 1
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if not len(ground) or not ground[start] or i in (0, last) or flags[start : end + 1].any():
            continue
        silence = np.diff(np.asarray(time[start - 1 : end + 1], np.float64))
        if len(silence) and np.isfinite(silence).any():
            flags[start + int(np.nanargmax(silence))] = True
    return flags


_MANY = 2**31


def _at(row: list[Any], column: int) -> Any:
    return row[column] if len(row) > column else None
