"""Tracks of FIT, the binary files of Garmin, Wahoo, Coros and others, read with fitdecode.

A `record` message has a position in semicircles (2**31 are 180 degrees), an enhanced height and
speed where the device has them, and a moment in UTC. A session begins a new leg.
"""

from __future__ import annotations

import io
from typing import Any

from formats.files.format_error import FormatError
from formats.shared.units import MS_KMH
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

_DEGREE = 180.0 / 2**31
_SIGN = slice(8, 12)
_EPOCH_S = 631_065_600
"""31 December 1989, from which FIT counts, in seconds since 1970."""
_READ = frozenset(
    ("timestamp", "position_long", "position_lat", "enhanced_altitude", "enhanced_speed",
     "altitude", "speed")
)  # fmt: skip


def is_fit(data: bytes) -> bool:
    """Whether bytes are a FIT file, by the sign in its head."""
    return data[_SIGN] == b".FIT"


def read(data: bytes) -> TrackFile:
    """Read the positions of a FIT file; raises FormatError for a broken one and without any."""
    import fitdecode  # noqa: PLC0415 - loaded when one is read

    if _crc(data):
        raise _broken()
    rows = Rows()
    names: dict[str, str] = {}
    unplaced = 0
    new_leg = False
    try:
        # Its own check and its processor take twice the time of reading.
        with fitdecode.FitReader(
            io.BytesIO(data),
            processor=None,
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,  # fields that no position needs
            keep_raw_chunks=False,
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
        raise _broken() from error
    left = (ToldText("import.fit.unplaced", n=unplaced),) if unplaced else ()
    device = names.pop("device", "") or "Device"
    track = RecordedTrack(device, rows.fixes(), names)
    return track_file([track], format="FIT", source="phone", left=left)


def _record(frame: Any, rows: Rows, *, new_leg: bool) -> bool:
    """Add a record; gives whether it has a position."""
    values = {field.name: field.value for field in frame.fields if field.name in _READ}
    lon, lat = number(values.get("position_long")), number(values.get("position_lat"))
    if lon is None and lat is None:  # indoors, and between two messages with a position
        return False
    seconds = number(values.get("timestamp"))
    height, speed = number(values.get("enhanced_altitude")), number(values.get("enhanced_speed"))
    rows.add(
        None if seconds is None else (seconds + _EPOCH_S) * 1000,
        scaled(lon, _DEGREE),
        scaled(lat, _DEGREE),
        altitude_m=number(values.get("altitude")) if height is None else height,
        speed_kmh=scaled(values.get("speed") if speed is None else speed, MS_KMH),
        origin="receiver",
        new_leg=new_leg,
    )
    return True


def _broken() -> FormatError:
    return FormatError(ToldText("import.fit.broken"), ToldText("import.fit.broken.mend"))


def _crc(data: bytes) -> int:
    """Give the checksum of a file with its own at its end: 0 for a sound one (FIT's CRC-16)."""
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRC[(crc ^ byte) & 0xFF]
    return crc


def _crc_of(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0xA001 if byte & 1 else 0)
    return byte


_CRC = tuple(map(_crc_of, range(256)))


def _device(frame: Any) -> dict[str, str]:
    made = [frame.get_value(name, fallback=None) for name in ("manufacturer", "garmin_product")]
    text = " ".join(str(part) for part in made if part is not None)[:80]
    return {"device": text, "type": text} if text else {}
