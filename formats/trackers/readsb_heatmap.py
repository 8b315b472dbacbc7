"""Heatmaps of readsb (heatmap/00.bin.ttf to 47.bin.ttf of a day): all aircraft of half an hour.

The file has no documentation but readsb's source (globe_index.c, `struct heatEntry`) and the page
of tar1090 that reads it: records of 16 bytes, little endian - hex, lat and lon in millionths of a
degree (int32 each), height in 25 feet and speed in tenths of a knot (int16 each). A record whose
hex is 0x0E7F7C9D begins a slice: lat and lon hold its moment in milliseconds, high and low half. A
record whose lat is 2**30 or more holds a callsign in its last 8 bytes. Height -123 is the ground,
-124 unknown; a negative speed is unknown. Bit 24 of hex marks an address that is not ICAO's, the
upper five bits how the position was found. The records before the first slice are an index.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from formats.files.format_error import FormatError
from formats.shared.units import FOOT_M, KNOT_KMH
from formats.trackers.readsb_trace import ORIGIN_OF, parted_on_the_ground
from formats.trackers.recorded_tracks import (
    RecordedTrack,
    TrackFile,
    track_file,
    whole_ms,
)
from geo.language.told_text import ToldText
from geo.tracks.fixes import ORIGINS, fixes_of

MAGIC = 0x0E7F7C9D
_RECORD = np.dtype([("hex", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("alt", "<i2"), ("gs", "<i2")])
_INFO = 1 << 30
_GROUND, _UNKNOWN = -123, -124
_NOT_ICAO = 1 << 24
_KINDS = ("adsb_icao", "adsb_icao_nt", "adsr_icao", "tisb_icao", "adsc", "mlat", "other", "mode_s",
          "adsb_other", "adsr_other", "tisb_trackfile", "tisb_other", "mode_ac")  # fmt: skip
"""readsb's addrtype_t, in its order."""
_CODES = np.zeros(32, np.int8)
_CODES[: len(_KINDS)] = [ORIGINS.index(ORIGIN_OF.get(kind, "unknown")) for kind in _KINDS]


def is_heatmap(data: bytes) -> bool:
    """Whether bytes are a heatmap: an index of record numbers, the first of them a slice."""
    if len(data) < 2 * _RECORD.itemsize or len(data) % _RECORD.itemsize:
        return False
    first = int.from_bytes(data[:4], "little")
    at = 0 if first == MAGIC else first * _RECORD.itemsize
    return int.from_bytes(data[at : at + 4], "little") == MAGIC


def read(data: bytes) -> TrackFile:
    """Read a heatmap, a track for each aircraft; raises FormatError for one without positions."""
    rows = np.frombuffer(data, _RECORD)
    begins = np.flatnonzero(rows["hex"] == MAGIC)
    if not len(begins):
        raise FormatError(ToldText("import.readsb.no-slice"), ToldText("import.download.mend"))
    moments = (rows["lat"][begins].astype(np.int64) << 32) | (
        rows["lon"][begins].astype(np.int64) & 0xFFFFFFFF
    )
    slices = np.searchsorted(begins, np.arange(len(rows)), side="right") - 1
    is_info = (slices >= 0) & (rows["hex"] != MAGIC) & (rows["lat"] >= _INFO)
    is_fix = (slices >= 0) & (rows["hex"] != MAGIC) & (rows["lat"] < _INFO)
    fixes, times = rows[is_fix], moments[slices[is_fix]]
    address = fixes["hex"] & 0x1FFFFFF
    callsigns = _callsigns(rows[is_info])
    tracks = []
    order = np.argsort(address, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(address[order])) + 1):
        if not len(part):
            continue
        own = fixes[part]
        known = ~np.isin(own["alt"], (_GROUND, _UNKNOWN))
        ground = own["alt"] == _GROUND
        columns = fixes_of(
            time=whole_ms(times[part]),
            lon=own["lon"] / 1e6,
            lat=own["lat"] / 1e6,
            altitude_m=np.where(known, own["alt"] * (25 * FOOT_M), np.nan),
            speed_kmh=np.where(own["gs"] >= 0, own["gs"] * (0.1 * KNOT_KMH), np.nan),
            origin=_CODES[own["hex"] >> 27],
            new_leg=parted_on_the_ground(
                times[part].astype(float), ground, np.zeros(len(own), bool)
            ),
        )
        number = int(address[part[0]])
        name = f"{'~' if number & _NOT_ICAO else ''}{number & 0xFFFFFF:06x}"
        called = callsigns.get(number, "")
        tracks.append(RecordedTrack(name, columns, {"callsign": called} if called else {}))
    return track_file(tracks, format=ToldText("import.tracker.readsb-heatmap"), source="ads-b")


def _callsigns(rows: npt.NDArray[np.void]) -> dict[int, str]:
    """Give the callsign of each address that has a single one."""
    seen: dict[int, set[str]] = {}
    for row in rows:
        text = row.tobytes()[8:].decode("ascii", "replace").strip(" \0")
        if text.isalnum():
            seen.setdefault(int(row["hex"]) & 0x1FFFFFF, set()).add(text)
    return {number: next(iter(texts)) for number, texts in seen.items() if len(texts) == 1}
