"""The silences of a recorded leg as prisms: where and when each begins, where and when it ends.

A silence lies between two positions, between a reported departure and the first of them, or
between the last of them and a reported arrival.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from geo.routes.leg_routes import STEP_M, WGS84, Position
from geo.story.model import Leg, Place, Story
from geo.time.instants import epoch_ms
from geo.time.reported_time import reported_time
from geo.tracks.fixes import Fixes, Floats
from geo.tracks.gaps import Gap
from geo.tracks.reach import Prism
from geo.tracks.recorded import Recording

GapKind = Literal["inferred", "concealed"]
NEAR_M = 3000.0
"""A track that begins or ends so near to its leg's own end, metres, was recorded up to there."""


def silences(story: Story, leg: Leg, held: Recording) -> tuple[Prism, ...]:
    """Give the silences of a leg whose positions are `held`, in the order of time.

    The last has no end where nobody reported an arrival at a point.
    """
    between = (_prism_of(held, gap) for gap in held.gaps)
    return (*_before(story, leg, held), *between, *_behind(story, leg, held))


def gap_kind(leg: Leg) -> GapKind:
    """Give what is known of a leg's way in its gaps: concealed only where a report says so."""
    return "concealed" if leg.path == "concealed" else "inferred"


def line_of(prism: Prism) -> tuple[tuple[Position, ...], ...]:
    """Give the geodesic between the ends of a gap; nothing where it has no end."""
    if prism.lon1 is None or prism.lat1 is None:
        return ()
    between = int(prism.distance_m // STEP_M)
    inner = WGS84.npts(prism.lon0, prism.lat0, prism.lon1, prism.lat1, between) if between else []
    points = np.array([(prism.lon0, prism.lat0), *inner, (prism.lon1, prism.lat1)])
    parts = parted(points[:, 0], points[:, 1], np.zeros(len(points)))
    return tuple(tuple((lon, lat) for lon, lat, _ in part) for part in parts)


def parted(
    lon: Floats, lat: Floats, share: Floats
) -> tuple[tuple[tuple[float, float, float], ...], ...]:
    """Split a line of (lon, lat, share) where it crosses the antimeridian; degrees, and 0..1."""
    parts: list[list[tuple[float, float, float]]] = [[]]
    for i in range(len(lon)):
        here = (float(lon[i]), float(lat[i]), float(share[i]))
        if i and abs(here[0] - parts[-1][-1][0]) > 180:  # noqa: PLR2004 - degrees
            before = parts[-1][-1]
            edge = 180.0 if before[0] > 0 else -180.0
            to = here[0] + 2 * edge
            part = (edge - before[0]) / (to - before[0])
            at = (
                before[1] + part * (here[1] - before[1]),
                before[2] + part * (here[2] - before[2]),
            )
            parts[-1].append((edge, *at))
            parts.append([(-edge, *at)])
        parts[-1].append(here)
    return tuple(tuple(part) for part in parts if len(part) > 1)


def _prism_of(held: Recording, gap: Gap) -> Prism:
    fixes = held.fixes
    return Prism(
        float(fixes.lon[gap.before]),
        float(fixes.lat[gap.before]),
        gap.start,
        held.top_speed_kmh,
        float(fixes.lon[gap.after]),
        float(fixes.lat[gap.after]),
        gap.end,
    )


def _before(story: Story, leg: Leg, held: Recording) -> Iterator[Prism]:
    """Give the silence from a reported departure to the first position."""
    place, when = story.place[leg.origin], reported_time(story, leg).start.earliest
    if when is None or place.area or "from" in leg.unreported_ends or not len(held.fixes):
        return
    fixes = held.fixes
    start, end = epoch_ms(when), int(fixes.time[0])
    if end - start <= held.gap_after_s * 1000 or _near(fixes, 0, place):
        return
    slack = (place.precision_km or 0.0) * 1000
    lon, lat = place.point
    yield Prism(lon, lat, start, held.top_speed_kmh, float(fixes.lon[0]), float(fixes.lat[0]), end,
                slack0_m=slack)  # fmt: skip


def _behind(story: Story, leg: Leg, held: Recording) -> Iterator[Prism]:
    """Give the silence after the last position: to a reported arrival, or without an end."""
    fixes = held.fixes
    if not len(fixes):
        return
    lon, lat, start = float(fixes.lon[-1]), float(fixes.lat[-1]), int(fixes.time[-1])
    place, when = story.place[leg.to], reported_time(story, leg).end.latest
    known = leg.outcome == "arrived" and not place.area and "to" not in leg.unreported_ends
    if known and _near(fixes, -1, place):
        return
    if known and when is not None:
        end, slack = epoch_ms(when), (place.precision_km or 0.0) * 1000
        if end - start > held.gap_after_s * 1000:
            yield Prism(lon, lat, start, held.top_speed_kmh, *place.point, end, slack1_m=slack)
        return
    yield Prism(lon, lat, start, held.top_speed_kmh)


def _near(fixes: Fixes, row: int, place: Place) -> bool:
    away = float(WGS84.inv(float(fixes.lon[row]), float(fixes.lat[row]), *place.point)[2])
    return away <= NEAR_M + (place.precision_km or 0.0) * 1000
