"""What a film shows when: it holds at events long enough to be read, and eases between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from geo.time.instants import from_epoch_ms
from layers.film.camera import Camera, Flight, Shot, flight
from layers.film.publications import Publication, publications_of
from layers.picture.map_picture import checked_event, checked_moment
from layers.scene.extent import Extent, union
from layers.scene.scene_builder import EventMark, Scene
from layers.style.picture_sizes import PictureError
from layers.text.clock import Clock

READING, SKIMMING = 0.28, 0.08
"""How long a stop is held for each word of its headline, and for each word below it, seconds."""
LOOKING = 1.0
"""Seconds in addition for looking at the map."""
SILENT = 1.6
"""Seconds of a stop without a caption, and the least time for reading a caption."""
LAST = 0.6
"""How much longer the last stop is held, seconds."""
SHORTEST, LONGEST = 0.9, 2.4
"""Bounds of a flight, seconds; between them it lasts PACE for each unit of its length."""
PACE = 0.45
HURRIED = 0.35
"""A film in fewer seconds a stop than this can't be followed."""
MOST_SECONDS = 600.0
"""The longest film."""
MOST_STOPS = 300
"""Stops of a film: with two seconds each, as long as a film may last."""
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
STEPS = ((6 * HOUR, MINUTE), (2 * DAY, 15 * MINUTE), (10 * DAY, HOUR))
"""Pairs of a gap between stops and a step, ms: in gaps up to that length the clock moves by that
step, in longer gaps by six hours."""


Kind = Literal["map", "card", "journey", "publication"]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the film holds: a moment (epoch ms), the event told, and what the camera shows.

    What was only said is a `card` of text; the last stop shows all of the `journey`. A
    `publication` shows all of it too, as it was known by then.
    """

    at: int
    told: EventMark | None
    extent: Extent
    kind: Kind = "map"
    publication: Publication | None = None


@dataclass(frozen=True, slots=True)
class Still:
    """A frame's content: the last stop's number, and how much of the way to the next is done."""

    at: int
    shot: Shot
    stop: int
    share: float
    times: int = 1
    """For how many frames it stands."""


def stops_of(
    scene: Scene, start: int | str, end: int | str, *, extent: Extent | None = None
) -> list[Stop]:
    """List where a film from one moment or event to another holds.

    With `extent` the camera stands still there. Raises PictureError for an event that is unknown,
    a moment outside the story, and an end before the start.
    """
    first, last = _moment(scene, start), _moment(scene, end)
    events = sorted(scene.events, key=lambda mark: mark.stop)
    order = {mark.id: i for i, mark in enumerate(events)}
    if last < first or order.get(str(end), math.inf) < order.get(str(start), -1):
        clock = Clock(scene.story)
        begin, until = (
            clock.moment(from_epoch_ms(at, zone=scene.story.zone)) for at in (first, last)
        )
        raise PictureError("film.ends-first", end=until, begin=begin)
    begin_at = order.get(str(start), 0)  # of events at one moment, from the one that is named
    end_at = order.get(str(end), len(events))
    kept = [
        mark
        for i, mark in enumerate(events)
        if first <= mark.stop <= last and begin_at <= i <= end_at
    ]
    views = _views(kept, scene.home)
    out = [
        Stop(mark.stop, mark, extent or view, "card" if _is_card(mark) else "map")
        for mark, view in zip(kept, views, strict=True)
    ]
    before = [mark for mark in events if mark.stop <= first]
    if not out or out[0].at > first:
        told = before[-1] if before else None
        out.insert(0, Stop(first, told, extent or (told.view if told else scene.home)))
    if out[-1].at < last:
        out.append(Stop(last, out[-1].told, out[-1].extent))
    return out


def with_ending(stops: Sequence[Stop], *, captions: bool) -> list[Stop]:
    """Let a film end on the full journey; without captions, cards are left out: they are empty."""
    kept = [stop for stop in stops if captions or stop.kind != "card"] or list(stops[-1:])
    seen = [stop.extent for stop in kept if stop.kind == "map"]
    if len(seen) < 2:  # noqa: PLR2004 - one map is the whole journey
        return kept
    return [*kept, Stop(kept[-1].at, None, union(seen), "journey")]


def publication_stops(scene: Scene) -> list[Stop]:
    """List the stops of a film through the publications of a story: what was known by each.

    The camera stands still and shows all of the journey, so that only knowledge changes. Raises
    PictureError for a story that was published all at once.
    """
    known = publications_of(scene)
    last = known[-1].scene
    views = [mark.view for mark in last.events if not _is_card(mark)]
    extent = union(views) if views else last.home
    return [Stop(scene.span[1], None, extent, "publication", publication) for publication in known]


def _is_card(mark: EventMark) -> bool:
    return mark.subject.kind == "statement"


def _views(marks: Sequence[EventMark], home: Extent) -> list[Extent]:
    """Give what the camera shows at each event; at a card, what it shows after it."""
    views = [None if _is_card(mark) else mark.view for mark in marks]
    out: list[Extent] = []
    ahead: Extent | None = None
    for view in reversed(views):
        ahead = view or ahead
        out.append(ahead or next((view for view in reversed(views) if view), home))
    return out[::-1]


def check_length(stops: Sequence[Stop], *, seconds: float | None, captions: bool) -> None:
    """Raise PictureError for a film of too many stops, before anything of it is laid out.

    How long the camera flies is not known then: a film lasts as long as its holds and the
    shortest flights at least.
    """
    least = sum(_hold(stop, captions=captions) for stop in stops) + LAST
    least += SHORTEST * sum(_flies(a, b) for a, b in pairwise(stops))
    if len(stops) <= MOST_STOPS and (seconds is not None or least <= MOST_SECONDS):
        return
    most = {"stops": MOST_STOPS, "minutes": round(MOST_SECONDS / 60)}
    if seconds is not None:
        raise PictureError("film.too-many-stops", n=len(stops), **most)
    raise PictureError("film.too-long", n=len(stops), least=int(least / 60), **most)


def planned(
    stops: Sequence[Stop], camera: Camera, *, fps: int, seconds: float | None, captions: bool
) -> tuple[Plan, float, float]:
    """Give a film's holds and flights, its seconds, and how much it is stretched to last them.

    Raises PictureError for a film that would be too short to follow, or too long.
    """
    shots = [camera.shot(stop.extent) for stop in stops]
    flights = [flight(a, b) for a, b in pairwise(shots)]
    holds = [_hold(stop, captions=captions) for stop in stops]
    holds[-1] += LAST
    moves = [
        min(max(PACE * flight.length, SHORTEST), LONGEST) if _flies(a, b) else 0.0
        for flight, (a, b) in zip(flights, pairwise(stops), strict=True)
    ]
    natural = sum(holds) + sum(moves)
    wanted = natural if seconds is None else float(seconds)
    if not math.isfinite(wanted) or wanted < max(HURRIED * len(stops), 1 / fps):
        raise PictureError(
            "film.too-short",
            n=len(stops),
            seconds=f"{wanted:g}",
            least=f"{max(HURRIED * len(stops), 1):.0f}",
            natural=f"{natural:.0f}",
        )
    if wanted > MOST_SECONDS:
        raise PictureError(
            "film.too-many-seconds", seconds=f"{wanted:.0f}", most=f"{MOST_SECONDS:.0f}"
        )
    return Plan(stops, shots, flights, holds, moves), wanted, wanted / natural


def film_stills(
    stops: Sequence[Stop],
    camera: Camera,
    *,
    fps: int,
    seconds: float | None = None,
    captions: bool = True,
) -> list[Still]:
    """Lay out the stills of a film; equal frames are a single still that stands for longer.

    Without `seconds` it takes as long as its captions need to be read. Raises PictureError for a
    film that would be too short to follow, or too long.
    """
    plan, wanted, stretch = planned(stops, camera, fps=fps, seconds=seconds, captions=captions)
    out: list[Still] = []
    for k in range(max(round(wanted * fps), 1)):
        still = plan.still(k / fps / stretch)
        if out and (out[-1].stop, out[-1].share, out[-1].at) == (still.stop, still.share, still.at):
            last = out.pop()
            still = Still(last.at, last.shot, last.stop, last.share, last.times + 1)
        out.append(still)
    return out


@dataclass(frozen=True, slots=True)
class Plan:
    """The stops with their shots, and how many seconds each hold and each flight lasts."""

    stops: Sequence[Stop]
    shots: Sequence[Shot]
    flights: Sequence[Flight]
    holds: Sequence[float]
    moves: Sequence[float]

    def still(self, now: float) -> Still:
        """Give what shows after so many seconds."""
        for i, stop in enumerate(self.stops):
            if now < self.holds[i] or i == len(self.moves):
                return Still(stop.at, self.shots[i], i, 0.0)
            now -= self.holds[i]
            if now < self.moves[i]:
                share = _ease(now / self.moves[i])
                at = _between(stop.at, self.stops[i + 1].at, share)
                return Still(at, self.flights[i].at(share), i, share)
            now -= self.moves[i]
        raise AssertionError("a film ends with a hold")


def _ease(share: float) -> float:
    """Begin and end gently (smoothstep, a cubic Hermite polynomial)."""
    return share * share * (3 - 2 * share)


def _between(first: int, last: int, share: float) -> int:
    """Give a moment on the way between two, in steps that suit the gap (STEPS)."""
    gap = last - first
    step = next((step for most, step in STEPS if gap <= most), 6 * HOUR)
    return min(max(round((first + gap * share) / step) * step, first), last)


def _flies(a: Stop, b: Stop) -> bool:
    """Whether the camera flies between two stops; to and from a card or a publication it cuts."""
    return {"card", "publication"}.isdisjoint((a.kind, b.kind))


def _hold(stop: Stop, *, captions: bool) -> float:
    if publication := stop.publication:
        words = f"{publication.known} {publication.counted} {publication.tellers}".split()
        return 2 * LOOKING + max(READING * len(words), SILENT)
    if not captions or stop.told is None:
        return SILENT
    small = f"{stop.told.time.text} {stop.told.subject.tellers}"
    reading = READING * len(stop.told.headline.split()) + SKIMMING * len(small.split())
    return (0.0 if stop.kind == "card" else LOOKING) + max(reading, SILENT)


def _moment(scene: Scene, asked: int | str) -> int:
    if isinstance(asked, str):
        mark = checked_event(scene, asked)
        assert mark is not None
        return mark.stop
    checked_moment(scene, asked)
    return asked
