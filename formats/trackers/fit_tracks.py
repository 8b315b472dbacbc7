"""Tracks of FIT, the binary files of Garmin, Wahoo, Coros and others, read with fitdecode.

A `record` message has a position in semicircles (2**31 are 180 degrees), an enhanced height and
speed where the device has them, and a moment in UTC. A session begins a new leg.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from formats.shared.format_error import FormatError
from formats.shared.import_notes import counted
from formats.trackers.recorded_tracks import (
    MS_KMH,
    RecordedTrack,
    Rows,
    TrackFile,
    check_amount,
    number,
    scaled,
    with_fixes,
)

_DEGREE = 180.0 / 2**31
_SIGN = slice(8, 12)


def is_fit(data: bytes) -> bool:
    """Whether bytes are a FIT file, by the sign in its head."""
    return data[_SIGN] == b".FIT"


def read(data: bytes) -> TrackFile:
    """Read the positions of a FIT file; raises FormatError for a broken one and without any."""
    import fitdecode  # type: ignore[import-untyped]  # noqa: PLC0415 - loaded when one is read

    rows = Rows()
    names: dict[str, str] = {}
    unplaced = 0
    new_leg = False
    try:
        with fitdecode.FitReader(
            io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE, keep_raw_chunks=False
        ) as reader:
            for frame in reader:
                if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                    continue
                if frame.name == "record":
                    placed = _record(frame, rows, new_leg=new_leg)
                    unplaced += not placed
                    new_leg = new_leg and not placed
                    check_amount(len(rows))
                elif frame.name == "session":
                    new_leg = len(rows) > 0
                elif frame.name == "file_id":
                    names = _device(frame)
    except FormatError:
        raise
    except Exception as error:  # whatever fitdecode meets in a broken file
        raise FormatError("The FIT file is broken or ends too early", "Copy it from the device "
                          "again") from error  # fmt: skip
    left = (f"{counted(unplaced, 'record')} without a position: not read",) if unplaced else ()
    device = names.pop("device", "") or "Device"
    tracks = with_fixes([RecordedTrack(device, rows.fixes(), names)])
    return TrackFile("FIT", "phone", tracks, left)


def _record(frame: Any, rows: Rows, *, new_leg: bool) -> bool:
    """Add a record; whether it has a position."""
    lon, lat = _value(frame, "position_long"), _value(frame, "position_lat")
    if lon is None and lat is None:  # indoors, and between two messages with a position
        return False
    when = frame.get_value("timestamp", fallback=None)
    moment = None
    if isinstance(when, datetime):
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
        moment = when.timestamp() * 1000
    height = _value(frame, "enhanced_altitude")
    speed = _value(frame, "enhanced_speed")
    rows.add(
        moment,
        scaled(lon, _DEGREE),
        scaled(lat, _DEGREE),
        altitude_m=_value(frame, "altitude") if height is None else height,
        speed_kmh=scaled(_value(frame, "speed") if speed is None else speed, MS_KMH),
        origin="receiver",
        new_leg=new_leg,
    )
    return True


def _value(frame: Any, name: str) -> float | None:
    return number(frame.get_value(name, fallback=None))


def _device(frame: Any) -> dict[str, str]:
    made = [frame.get_value(name, fallback=None) for name in ("manufacturer", "garmin_product")]
    text = " ".join(str(part) for part in made if part is not None)[:80]
    return {"device": text, "type": text} if text else {}
