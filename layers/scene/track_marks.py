"""What was recorded of a leg, where nothing was, and where somebody could have been then.

The three are drawn as three different things: positions as a solid line with its fixes, a gap as a
line that nobody recorded, and reach as an area that says "could have been".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from geo.language.messages import Messages
from geo.routes.leg_routes import Position
from geo.story.model import Leg, Mode, Story, Track
from geo.time.instants import Bounds, epoch_ms
from geo.tracks.fixes import Floats, Ints
from geo.tracks.landings import Landing, LandingKind, landing_kind, landings
from geo.tracks.reach import Prism, Region, clipped, possible_at, possible_during
from geo.tracks.recorded import Recording, part_of, recording
from geo.tracks.silences import GapKind, gap_kind, line_of, parted, silences

MOST_REACHES = 40
"""How many gaps of a track, the longest, have a reach; the rest are only lines."""
LEAST_REACH_KM = 5.0
"""A gap has a reach where its top speed allows so many km more than the way between its ends."""
MOST_LANDINGS = 12
"""How many airports or harbours of a reach are named: those with the longest time for a stay."""
OUTLINE_POINTS = 240
"""Points of a recorded line for labels and the pointer; the line is drawn with all its points."""
MOST_SIMPLIFIED = 4000
"""From how many positions an outline is made: with more it would take seconds."""


@dataclass(frozen=True, slots=True)
class GapMark:
    """A silence: its prism, and the line between its ends as parts of (lon, lat).

    `until` (epoch ms) is its end, or the moment up to which its reach grows. `region` is its reach
    at any time, None for a gap that is only a line; `landings` are some of `landing_count` airports
    or harbours in it, as `landing_kind` says.
    """

    prism: Prism
    until: int
    kind: GapKind
    parts: tuple[tuple[Position, ...], ...]
    region: Region | None
    landings: tuple[Landing, ...]
    landing_count: int
    landing_kind: LandingKind | None
    """What is listed for the mode; None if nothing is."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackMark:
    """A track as it is drawn; `leg` is the leg that rests on it, None where none does.

    Times are epoch milliseconds, columns are numpy arrays of one length, in the order of time.
    `starts` are the rows with which an unbroken run begins.
    """

    id: str
    leg: str | None
    name: str
    mode: Mode
    colour: int
    people: tuple[str, ...]
    lanes: tuple[str, ...]
    time: Ints
    lon: Floats
    lat: Floats
    altitude_m: Floats
    speed_kmh: Floats
    doubted: Ints
    """Rows that are questioned: frozen, a jump, a teleport, or a clock that ran back."""
    starts: Ints
    gaps: tuple[GapMark, ...]
    gap_after_s: float
    concealed: bool
    """Whether a report says that the way in its gaps was concealed."""
    top_speed_kmh: float
    questioned: bool
    """Whether it is contested, or could not be verified, that this is their journey."""

    def runs(self) -> Iterator[slice]:
        """Give the rows of each run without a gap."""
        cuts = [*self.starts.tolist(), len(self.time)]
        for first, last in pairwise(cuts):
            yield slice(first, last)

    def outline(self) -> tuple[tuple[tuple[float, float, float], ...], ...]:
        """Give its line over all gaps, thinned out, with the share of its time at each point."""
        rows = _thinned(self.lon, self.lat)
        first, last = float(self.time[0]), float(self.time[-1])
        share = np.asarray((self.time[rows] - first) / max(last - first, 1.0), np.float64)
        return parted(self.lon[rows], self.lat[rows], share)

    def gap_at(self, at: int | None) -> GapMark | None:
        """Give the gap that a moment lies in."""
        if at is None:
            return None
        return next((gap for gap in self.gaps if gap.prism.start < at < gap.until), None)

    def reach_at(self, at: int) -> Region | None:
        """Give where somebody could have been at a moment; None if it is in no gap with a reach."""
        gap = self.gap_at(at)
        if gap is None or gap.region is None:
            return None
        return shapely.intersection(possible_at(gap.prism, at), gap.region)


def track_marks(
    story: Story,
    legs: Sequence[Leg],
    drawn: Mapping[str, Bounds],
    looks: Mapping[str, tuple[int, tuple[str, ...]]],
) -> tuple[TrackMark, ...]:
    """Give the tracks of legs as they are drawn; `looks` are colour and lanes by leg."""
    return tuple(
        _mark(story, leg, story.track[leg.track], drawn[leg.id], looks[leg.id])
        for leg in legs
        if leg.track is not None
    )


def recorded_span(story: Story) -> Iterator[tuple[int, int]]:
    """Give the first and the last moment that was recorded of each leg with a track, epoch ms."""
    for leg in story.legs:
        time = part_of(story.recorded[leg.track], leg).time if leg.track else np.empty(0, np.int64)
        if len(time):
            yield int(time.min()), int(time.max())


def track_points(story: Story, leg: Leg) -> list[Position]:
    """Give positions that a leg's track recorded, enough for its extent; none without a track."""
    if leg.track is None:
        return []
    fixes = part_of(story.recorded[leg.track], leg)
    if not len(fixes):
        return []
    extremes = [at(column) for column in (fixes.lon, fixes.lat) for at in (np.argmin, np.argmax)]
    rows = np.append(_evenly(len(fixes), OUTLINE_POINTS), extremes)
    return list(zip(fixes.lon[rows].tolist(), fixes.lat[rows].tolist(), strict=True))


def key_words(tracks: Sequence[TrackMark], say: Messages) -> dict[str, str]:
    """Give the words of the key for what is recorded, by sign; the gap's states its threshold."""
    return {
        "recorded": say("sign.recorded"),
        "gap": gap_words(tracks, say),
        "reach": say("sign.reach"),
        "doubted": say("sign.doubted"),
    }


def gap_words(tracks: Sequence[TrackMark], say: Messages, *, chosen_s: float | None = None) -> str:
    """Give the key's words for a gap: its threshold, and the sources' own where a reader chose."""
    own = own_span(tracks, say)
    if chosen_s is None:
        return say("sign.gap", span=own)
    return say("sign.gap.chosen", gap=say("sign.gap", span=span_told(chosen_s, say)), own=own)


def own_span(tracks: Sequence[TrackMark], say: Messages) -> str:
    """Tell the longest silence that is no gap by the sources' own rule: a span, or from and to."""
    thresholds = [track.gap_after_s for track in tracks]
    least, most = span_told(min(thresholds), say), span_told(max(thresholds), say)
    return least if least == most else say("span.from-to", least=least, most=most)


def span_told(seconds: float, say: Messages) -> str:
    """Tell a length of time in the unit that suits it: "20 seconds", "15 minutes", "6 hours"."""
    for unit, size in (("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            number = round(seconds / size, 1)
            return say(f"span.{unit}", n=int(number) if number.is_integer() else number)
    return say("span.seconds", n=round(seconds))


def _mark(
    story: Story, leg: Leg, track: Track, drawn: Bounds, look: tuple[int, tuple[str, ...]]
) -> TrackMark:
    held = recording(story, track, leg)
    fixes = held.fixes
    after = [gap.after for gap in held.gaps]
    return TrackMark(
        id=track.id,
        leg=leg.id,
        name=track.name,
        mode=track.mode,
        colour=look[0],
        people=leg.people,
        lanes=look[1],
        time=fixes.time,
        lon=fixes.lon,
        lat=fixes.lat,
        altitude_m=fixes.altitude_m,
        speed_kmh=fixes.speed_kmh,
        doubted=np.flatnonzero(held.marks.any),
        starts=np.array([0, *after] if len(fixes) else [], np.int64),
        gaps=tuple(_gaps(story, leg, held, drawn)),
        gap_after_s=held.gap_after_s,
        concealed=gap_kind(leg) == "concealed",
        top_speed_kmh=held.top_speed_kmh,
        questioned=track.figure >= 4,  # noqa: PLR2004 - a party denies it, or it is not verified
    )


def _gaps(story: Story, leg: Leg, held: Recording, drawn: Bounds) -> Iterator[GapMark]:
    kind = gap_kind(leg)
    prisms = silences(story, leg, held)
    last = epoch_ms(drawn.e1)
    longest = sorted(prisms, key=lambda prism: prism.start - (prism.end or last))[:MOST_REACHES]
    for prism in prisms:
        until = last if prism.end is None else prism.end
        yield _gap(prism, until, kind, held.track, with_reach=prism in longest)


def _gap(prism: Prism, until: int, kind: GapKind, track: Track, *, with_reach: bool) -> GapMark:
    room = prism.metres(until - prism.start) - prism.distance_m
    region: Region | None = None
    near: tuple[Landing, ...] = ()
    kind_listed = landing_kind(track.mode)
    if with_reach and until > prism.start and room >= LEAST_REACH_KM * 1000 and prism.kept:
        region = clipped(possible_during(prism, until=until), track.mode)
        near = landings(prism, kind_listed, until=until) if kind_listed else ()
    return GapMark(
        prism, until, kind, line_of(prism), region, near[:MOST_LANDINGS], len(near), kind_listed
    )


def _thinned(lon: Floats, lat: Floats) -> Ints:
    """Choose the rows of an outline: the ends, and those that say most about its shape."""
    size = len(lon)
    if size <= OUTLINE_POINTS:
        return np.arange(size)
    x = np.unwrap(lon, period=360) * np.cos(np.radians(np.clip(lat, -85, 85).mean()))
    points = np.column_stack([x, lat])
    wide = float(np.ptp(points, axis=0).max()) or 1.0
    evenly = _evenly(size, MOST_SIMPLIFIED)
    points = points[evenly]
    for share in (1e-4, 3e-4, 1e-3, 3e-3, 1e-2):
        rows = _simplified(points, wide * share)
        if len(rows) <= OUTLINE_POINTS:
            return evenly[rows]
    return _evenly(size, OUTLINE_POINTS)


def _evenly(size: int, most: int) -> Ints:
    """Give `most` rows of a track or fewer, evenly spread, with the first and the last."""
    return np.unique(np.linspace(0, size - 1, min(size, most)).astype(np.int64))


def _simplified(points: Floats, tolerance: float) -> Ints:
    """Give the rows that Douglas and Peucker's algorithm keeps (shapely)."""
    line = shapely.linestrings(np.column_stack([points, np.arange(len(points), dtype=float)]))
    kept = shapely.get_coordinates(shapely.simplify(line, tolerance), include_z=True)
    return kept[:, 2].astype(np.int64)
