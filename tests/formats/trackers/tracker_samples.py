"""Small files of every tracker, made by hand as its documentation or source says."""

import struct
from datetime import UTC, datetime

START = datetime(2024, 12, 8, 1, 0, tzinfo=UTC)
START_MS = int(START.timestamp() * 1000)


def heat(hex_, lat, lon, alt, gs):
    return struct.pack("<Iiihh", hex_, lat, lon, alt, gs)


def heatmap():
    """Two slices of 30 s: an aircraft with its callsign, and one found by multilateration."""
    later = START_MS + 30_000
    mlat = 0x010203 | (5 << 27)
    rows = [
        heat(0x0E7F7C9D, START_MS >> 32, _signed(START_MS), 30_000, 0),
        struct.pack("<Ii", 0xAC671B, (1 << 30) | 4637) + b"DAL1812 ",
        heat(0xAC671B, 33_500_000, 36_250_000, 400, 2500),
        heat(mlat, -10_000_000, 20_000_000, -123, -1),
        heat(0x0E7F7C9D, later >> 32, _signed(later), 30_000, 0),
        heat(0xAC671B, 33_510_000, 36_260_000, 404, 2510),
    ]
    index = [heat(2, 0, 0, 0, 0), heat(6, 0, 0, 0, 0)]
    return b"".join(index + rows)


def _signed(value):
    low = value & 0xFFFFFFFF
    return low - (1 << 32) if low >= 1 << 31 else low


def fit(points, *, sound=True):
    """A FIT file with a record for each (seconds, lon, lat, metres, m/s); None is invalid."""
    begin = int(START.timestamp()) - 631_065_600  # FIT counts from the end of 1989
    fields = [(253, 4, 0x86), (1, 4, 0x85), (0, 4, 0x85), (78, 4, 0x86), (73, 4, 0x86)]
    body = bytes([0x40, 0, 0]) + struct.pack("<HB", 20, len(fields))
    body += b"".join(struct.pack("BBB", *field) for field in fields)
    for seconds, lon, lat, height, speed in points:
        body += b"\0" + struct.pack(
            "<IiiII",
            begin + seconds,
            *(0x7FFFFFFF if v is None else round(v / 180 * 2**31) for v in (lon, lat)),
            round((height + 500) * 5),
            round(speed * 1000),
        )
    return fit_of(body, sound=sound)


def fit_of(body, *, sound=True):
    """A FIT file of these messages."""
    head = struct.pack("<BBHI4s", 14, 0x20, 2100, len(body), b".FIT")
    head += struct.pack("<H", crc(head))
    data = head + body
    return data + struct.pack("<H", crc(data) ^ (0 if sound else 1))


def crc(data):
    """FIT's own checksum, as its description has it."""
    table = (0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
             0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400)  # fmt: skip
    total = 0
    for byte in data:
        for half in (byte & 0xF, byte >> 4):
            total = (total >> 4) ^ table[total & 0xF] ^ table[half]
    return total


def flightradar24_kml():
    marks = "".join(
        f"<Placemark><name>2024-12-08 01:0{i}:00 UTC</name><description><![CDATA[<div><span><b>"
        f"Altitude:</b></span> <span>{1000 * i:,} ft</span></div><div><b>Speed:</b> 10{i} kt</div>"
        f"<div><b>Heading:</b> 9{i}°</div>]]></description>"
        f"<TimeStamp><when>2024-12-08T01:0{i}:00+00:00</when></TimeStamp>"
        f"<Point><altitudeMode>absolute</altitudeMode><coordinates>36.{i},33.5,{i}00</coordinates>"
        "</Point></Placemark>"
        for i in range(4)
    )
    trail = (
        "<Placemark><LineString><coordinates>36,33.5,0 36.1,33.5,9</coordinates></LineString>"
        "</Placemark>"
    )
    return (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>SYR9218</name><Folder><name>Route</name>{marks}</Folder>{trail}</Document></kml>"
    ).encode()


def gx_tracks(*tracks, interpolate=None, name="Walk"):
    """A MultiTrack; a track is a list of (when, coord)."""
    joined = "" if interpolate is None else f"<gx:interpolate>{interpolate}</gx:interpolate>"
    inner = "".join(
        "<gx:Track><altitudeMode>absolute</altitudeMode>"
        + "".join(f"<when>{when}</when>" for when, _ in track)
        + "".join(f"<gx:coord>{coord}</gx:coord>" for _, coord in track)
        + "</gx:Track>"
        for track in tracks
    )
    return (
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">'
        f"<Document><name>{name}</name><Placemark><name>{name}</name>"
        f"<gx:MultiTrack>{joined}{inner}</gx:MultiTrack></Placemark></Document></kml>"
    ).encode()


def tcx(points):
    """As Strava writes it, with spaces before the declaration; None is no position."""
    inner = "".join(
        f"<Trackpoint><Time>{when}</Time>"
        + (
            f"<Position><LatitudeDegrees>{at[1]}</LatitudeDegrees>"
            f"<LongitudeDegrees>{at[0]}</LongitudeDegrees></Position>"
            if at
            else ""
        )
        + "<AltitudeMeters>610.5</AltitudeMeters><HeartRateBpm><Value>120</Value></HeartRateBpm>"
        "<Extensions><TPX xmlns="
        '"http://www.garmin.com/xmlschemas/ActivityExtension/v2"><Speed>2.5</Speed></TPX>'
        "</Extensions></Trackpoint>"
        for when, at in points
    )
    return (
        '          <?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase xmlns='
        '"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        '<Activity Sport="Biking"><Id>2024-12-08T01:00:00Z</Id><Lap><Track>'
        f"{inner}</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
    ).encode()
