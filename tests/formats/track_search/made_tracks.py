"""Vehicles on lines through an area of 10 by 10 degrees, written as tables of several sources."""

from formats.trackers.recorded_tracks import RecordedTrack
from geo.tracks.fixes import fixes_of

MINUTE = 60_000
BEGIN = 1_733_616_000_000  # 2024-12-08, 00:00 UTC
AREA = (30.0, 30.0, 40.0, 40.0)


def track(vehicle, rows, **options):
    """A track of (minutes, lon, lat) rows."""
    minutes, lons, lats = zip(*rows, strict=True)
    fixes = fixes_of(
        time=[BEGIN + round(m * MINUTE) for m in minutes], lon=lons, lat=lats, **options
    )
    return RecordedTrack(vehicle, fixes)


def eastward(first, last, *, lon=35.0, lat=35.0, pace=0.1):
    """A row a minute, `pace` degrees apart."""
    return [(m, lon + pace * (m - first), lat) for m in range(first, last + 1)]


def at(minutes):
    return BEGIN + minutes * MINUTE
