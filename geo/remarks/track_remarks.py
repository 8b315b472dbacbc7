"""Remarks on recorded positions: where they and an account disagree, and what of them is doubtful.

remark_catalogue.py explains each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from geo.errors import Path
from geo.language.told_text import ToldDate, ToldList, ToldText
from geo.remarks.claim_remarks import Finding, tells_of_differences
from geo.routes.leg_routes import WGS84
from geo.story.model import Leg, Place, Story
from geo.time.instants import Instant, from_epoch_ms
from geo.time.reported_time import reported_time
from geo.tracks.fixes import Fixes, Flags
from geo.tracks.reach import milliseconds
from geo.tracks.recorded import Recording, recording

MOVING_KMH = 10.0
FLYING_KMH = 100.0
"""What is in motion: faster than a jogger on the ground, faster than a taxiing aircraft."""
STILL_M = 1000.0
"""Where no speed was recorded, a position farther than this from the recording's end is in motion,
metres."""
ELSEWHERE_KM = 50.0
"""A recording that begins or ends farther than this from the reported place, beyond that place's
precision, disagrees with it, km."""
_MINUTE_MS = 60_000
_ABOUT_MS = 30 * _MINUTE_MS
"""From here on a recording is asked about where the report says "about"; it is drawn nowhere."""
_FLYING = ("plane", "helicopter")
_MEND = "remark.track.mend"


def about_tracks(story: Story) -> Iterator[Finding]:
    """Ask where a recording and an account disagree, and about positions that cannot be true."""
    used = {leg.track for leg in story.legs}
    for i, track in enumerate(story.tracks):
        at: Path = ("tracks", i)
        if track.id not in used:
            wrong = ToldText("remark.unused.track", name=track.name)
            yield Finding(at, track.id, "unused", wrong, ToldText("remark.unused.mend"))
        yield from _doubtful(at, recording(story, track))
    for i, leg in enumerate(story.legs):
        if leg.track is None:
            continue
        held = recording(story, story.track[leg.track], leg)
        if len(held.fixes):
            yield from _contested(i, story, leg, held)
            yield from _times(i, story, leg, held)
            yield from _places(i, story, leg, held)


def departed(fixes: Fixes, *, flying: bool) -> tuple[int | None, int] | None:
    """Give when a recording sets out, ms since 1970: its last row at rest, its first in motion.

    An aircraft that taxies is neither. The first is None where nothing was recorded at rest before;
    the answer is None where it never is in motion.
    """
    under_way = np.flatnonzero(_faster(fixes, 0, FLYING_KMH if flying else MOVING_KMH))
    if not len(under_way):
        return None
    moved = int(np.flatnonzero(_faster(fixes, 0, MOVING_KMH))[0])
    return (int(fixes.time[moved - 1]) if moved else None), int(fixes.time[under_way[0]])


def arrived(fixes: Fixes, *, flying: bool) -> tuple[int, int | None] | None:
    """Give when a recording comes to rest, ms since 1970: its last row in motion, the next at rest.

    An aircraft that taxies is neither. The second is None where nothing was recorded at rest
    afterwards; the answer is None where it never is in motion.
    """
    under_way = np.flatnonzero(_faster(fixes, -1, FLYING_KMH if flying else MOVING_KMH))
    if not len(under_way):
        return None
    still = int(np.flatnonzero(_faster(fixes, -1, MOVING_KMH))[-1]) + 1
    return int(fixes.time[under_way[-1]]), (int(fixes.time[still]) if still < len(fixes) else None)


def _faster(fixes: Fixes, end: int, kmh: float) -> Flags:
    """Mark rows recorded as faster; without a speed, those away from an end of the recording."""
    size = np.ones(len(fixes))
    away = np.asarray(
        WGS84.inv(fixes.lon[end] * size, fixes.lat[end] * size, fixes.lon, fixes.lat)[2]
    )
    speed = fixes.speed_kmh
    return np.asarray(np.where(np.isnan(speed), away > STILL_M, speed > kmh), bool)


def _doubtful(at: Path, held: Recording) -> Iterator[Finding]:
    mend = ToldText("remark.track-questioned.mend")
    doubts = [
        ToldText(f"remark.track.doubt.{name}", number=str(n))
        for name, n in held.marks.counted.items()
    ]
    doubts += [
        ToldText(f"remark.track.left-out.{name}", number=str(n))
        for name, n in held.fixes.remarks.items()
    ]
    if doubts:
        wrong = ToldText("remark.track-questioned", doubts=ToldList(doubts, style="series"))
        yield Finding((*at, "fixes"), held.track.id, "track-questioned", wrong, mend)


def _contested(i: int, story: Story, leg: Leg, held: Recording) -> Iterator[Finding]:
    stances = {claim.stance for claim in held.track.claims if not claim.context}
    if not stances & {"denies", "unverified"} or tells_of_differences(story, leg):
        return
    key = "denied" if "denies" in stances else "unverified"
    wrong = ToldText(f"remark.track-contested.{key}", track=held.track.name)
    mend = ToldText("remark.track-contested.mend")
    yield Finding(("legs", i, "track"), leg.id, "track-contested", wrong, mend)


def _times(i: int, story: Story, leg: Leg, held: Recording) -> Iterator[Finding]:
    """Ask where the recording sets out or comes to rest outside the bounds that are reported."""
    when = reported_time(story, leg)
    flying = held.track.mode in _FLYING or leg.mode in _FLYING
    field = "window" if leg.window.text else "departure"
    if out := departed(held.fixes, flying=flying):
        rest, motion = out
        told = _words(leg, field)
        at: Path = ("legs", i, field)
        begun = _is(int(held.fixes.time[0]), when.start.latest)
        if rest is not None and not begun and _behind(rest, when.start):
            wrong = ToldText("remark.track.left-at-rest", told=told, clock=_clock(story, rest))
            yield Finding(at, leg.id, "track-disagrees", wrong, ToldText(_MEND))
        elif _ahead(motion, when.start):
            clock = _clock(story, motion)
            wrong = ToldText("remark.track.left-moving", told=told, clock=clock)
            yield Finding(at, leg.id, "track-disagrees", wrong, ToldText(_MEND))
    back = arrived(held.fixes, flying=flying) if leg.outcome == "arrived" else None
    if back is not None:
        motion, still = back
        ended = _is(int(held.fixes.time[-1]), when.end.earliest)
        told = _words(leg, "window" if leg.window.text else "arrival")
        at = ("legs", i, "window" if leg.window.text else "arrival")
        if _behind(motion, when.end):
            clock = _clock(story, motion)
            wrong = ToldText("remark.track.arrived-moving", told=told, clock=clock)
            yield Finding(at, leg.id, "track-disagrees", wrong, ToldText(_MEND))
        elif still is not None and not when.span and not ended and _ahead(still, when.end):
            clock = _clock(story, still)
            wrong = ToldText("remark.track.arrived-at-rest", told=told, clock=clock)
            yield Finding(at, leg.id, "track-disagrees", wrong, ToldText(_MEND))


def _is(at: int, told: datetime | None) -> bool:
    """Whether a reported time is the recording's own first or last moment, to a minute.

    A leg that was made from the recording has such times, and they say nothing about rest.
    """
    return told is not None and abs(at - milliseconds(told)) <= _MINUTE_MS


def _behind(at: int, when: Instant) -> bool:
    """Whether a recorded moment is later than a reported time, by more than is asked about."""
    slack = _ABOUT_MS if when.approximate[1] else _MINUTE_MS
    return when.latest is not None and at > milliseconds(when.latest) + slack


def _ahead(at: int, when: Instant) -> bool:
    """Whether a recorded moment is earlier than a reported time, by more than is asked about."""
    slack = _ABOUT_MS if when.approximate[0] else _MINUTE_MS
    return when.earliest is not None and at < milliseconds(when.earliest) - slack


def _clock(story: Story, at: int) -> str:
    moment = from_epoch_ms(at, zone=story.zone)
    return ToldText(
        "remark.track.clock", clock=f"{moment:%H:%M}", day=ToldDate(moment.date(), "MMMMd")
    )


def _words(leg: Leg, field: str) -> str:
    """Give what the report says of a time: its words, else what the file has."""
    return f"“{leg.words}”" if leg.words else str(getattr(leg, field).text)


def _places(i: int, story: Story, leg: Leg, held: Recording) -> Iterator[Finding]:
    fixes = held.fixes
    ends = (("from", leg.origin, 0, "begins"), ("to", leg.to, -1, "ends"))
    for field, name, row, word in ends:
        place = story.place[name]
        if place.area or field in leg.unreported_ends:
            continue
        if field == "to" and leg.outcome != "arrived":
            continue
        km = _km(fixes, row, place)
        if km > ELSEWHERE_KM + (place.precision_km or 0.0):
            wrong = ToldText(f"remark.track.{word}", km=f"{km:,.0f}", place=place.name)
            yield Finding(("legs", i, field), leg.id, "track-disagrees", wrong, ToldText(_MEND))


def _km(fixes: Fixes, row: int, place: Place) -> float:
    lon, lat = float(fixes.lon[row]), float(fixes.lat[row])
    return float(WGS84.inv(lon, lat, *place.point)[2]) / 1000
