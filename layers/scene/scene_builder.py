"""Story -> Scene: frozen marks with times and style classes, for every renderer.

Times in a Scene are the bounds closed for drawing, epoch milliseconds (UTC); what is reported of
them stands beside them in words, as `time`. Positions are degrees, `fraction` runs 0..1 along a
leg. A Scene knows nothing of pixels; layers/scene/visibility.py tells which marks show at a moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from geo.errors import nearest, sentences
from geo.evidence.admiralty_scale import Level, level
from geo.evidence.known_by import Knowledge, first_report, publication
from geo.language.messages import messages_of
from geo.language.told_error import ToldError
from geo.routes.leg_routes import route, timing
from geo.story.model import Claim, Event, Leg, Outcome, PathKind, Place, Story
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import Bounds, epoch_ms
from geo.time.reported_time import reported_time
from geo.time.time_in_words import TimeTold, TimeWords
from geo.world.borders import countries
from layers.scene.comparison import (
    COLOURS,
    Pair,
    Verdict,
    checked_pair,
    side_by_side,
    verdict_of,
    verdicts_told,
)
from layers.scene.day_groups import day_groups, reported_by
from layers.scene.extent import Extent, around, home_of
from layers.scene.stops import stops_of
from layers.scene.subject import Subject, subject_of

if TYPE_CHECKING:
    from layers.scene.track_marks import TrackMark

Layer = Literal["places", "areas", "legs", "events"]
LAYERS: tuple[Layer, ...] = ("places", "areas", "legs", "events")
DOUBTED = 4
"""The Admiralty figure from which on something is contested or could not be verified."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A group of people: a lane of the timeline, a chip, a colour counted from 1."""

    id: str
    name: str
    colour: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A point or, with `area` a country's code, an area; named in the story from `since` on."""

    id: str
    name: str
    lon: float
    lat: float
    area: str | None
    since: int
    precision_km: float
    """The true spot lies within so many km; 0 for an area."""
    rank: int
    """How often the story comes here; the label of the busiest place is set first."""


@dataclass(frozen=True, slots=True)
class LegMark:
    """A leg: its line, when it may have been where, and how surely."""

    id: str
    headline: str
    people: tuple[str, ...]
    lanes: tuple[str, ...]
    colour: int
    ends: tuple[str, ...]
    """Its places in order: from, via, to."""
    parts: tuple[tuple[tuple[float, float, float], ...], ...]
    """Its line as (lon, lat, fraction of the length), split at the antimeridian."""
    d0: int
    d1: int
    a0: int
    a1: int
    """Earliest and latest departure, and earliest and latest arrival, epoch ms."""
    approximate: bool
    """Whether any of these is a clock time about which it was (geo/time/instants.py)."""
    path: PathKind | Literal["recorded"]
    outcome: Outcome
    open_start: bool
    open_end: bool
    level: Level
    questioned: bool
    who: str
    may_be: tuple[str, ...]
    """Words that say that they may be anywhere on the stretch, in lines."""
    time: TimeTold

    @property
    def travelled(self) -> bool:
        """Whether anybody set out."""
        return self.outcome in ("arrived", "stopped")


@dataclass(frozen=True, slots=True)
class FirstReport:
    """When something was first reported: a sentence, and the moment by which it surely was."""

    said: str
    at: int


@dataclass(frozen=True, slots=True)
class EventMark:
    """An event: where, the bounds of its start and end, and the slider's stop."""

    id: str
    headline: str
    people: tuple[str, ...]
    lanes: tuple[str, ...]
    colour: int
    place: str | None
    mentions: tuple[str, ...]
    leg: str | None
    precision_km: float
    lon: float | None
    lat: float | None
    s0: int
    s1: int
    e0: int
    e1: int
    """The bounds of its start, s0 to s1, and of its end, e0 to e1, epoch ms."""
    approximate: tuple[bool, bool]
    """Whether the first and the last of these are clock times about which it was."""
    stop: int
    level: Level
    figure: int
    questioned: bool
    time: TimeTold
    """When it was, as reported."""
    first: FirstReport | None
    """When it was first reported; None in a story that was published all at once."""
    group: str
    """The reported day or days under which its stop stands."""
    subject: Subject
    view: Extent
    text: str | None
    reading: str | None
    support_reason: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a renderer needs of a story, filtered by people and layers."""

    story: Story
    span: tuple[int, int]
    home: Extent
    lanes: tuple[Lane, ...]
    places: tuple[PlaceMark, ...]
    legs: tuple[LegMark, ...]
    events: tuple[EventMark, ...]
    tracks: tuple[TrackMark, ...] = ()
    known_by: int | None = None
    """The step of Knowledge at which it shows what was known; None for all that is known."""
    as_known: str = ""
    """By when what it shows was known, in words; "" for all that is known."""
    compared: Pair | None = None
    """The two sources that are set side by side; each row is in the colour of how they tell it."""
    verdicts: tuple[tuple[Verdict, str], ...] = ()
    """How many events the two sources tell in which way, in words."""
    people: tuple[str, ...] | None = field(default=None, compare=False)
    """The people and groups that were kept; None is all."""
    layers: tuple[str, ...] | None = field(default=None, compare=False)
    """The layers that were kept; None is all."""

    @property
    def set_apart(self) -> str:
        """By when it was known, and whose reports are compared; "" for all that is known."""
        if not self.compared:
            return self.as_known
        say = messages_of(self.story.told_in)
        pair = side_by_side(self.story, self.compared, say)
        return say.clauses([self.as_known, pair]) if self.as_known else pair

    @property
    def as_told(self) -> str:
        """The same, with how many events are told in which way, for products without a key."""
        say = messages_of(self.story.told_in)
        return say.clauses([self.set_apart, *(words for _, words in self.verdicts)])

    @property
    def opens_at(self) -> EventMark | None:
        """The event that is shown first."""
        named = [event for event in self.events if event.id == self.story.opens_at]
        return next(iter(named or self.events), None)

    @property
    def summary(self) -> str:
        """What the story says of itself below its title: its subtitle, or where it opens."""
        return self.story.subtitle or (self.opens_at.headline if self.opens_at else "")


def build_scene(
    story: Story,
    *,
    people: Collection[str] | None = None,
    layers: Collection[str] | None = None,
    known_by: int | None = None,
    compare: Sequence[str] | None = None,
) -> Scene:
    """Build the scene of a story.

    `people` are ids of people or groups to keep, `layers` some of "places", "areas", "legs",
    "events"; None keeps all. `known_by` is the number of a step of Knowledge: what was not public
    by then is absent, and support follows from what was; None and the last step are all that is
    known. `compare` are the ids of two sources: what neither tells is absent, and colours say how
    they tell the rest (layers/scene/comparison.py).
    Raises ToldError, a ValueError, for an id or a layer that the story does not have, IndexError
    for a step that it does not have.
    """
    maker = MarkMaker(story)
    steps = maker.knowledge.steps
    if known_by is not None and known_by == len(steps) - 1:
        known_by = None
    told = story if known_by is None else maker.knowledge.story(known_by)
    kept = _people(story, people)
    shown = set(_known(layers, LAYERS, "layer")) if layers is not None else set(LAYERS)
    legs = tuple(leg for leg in told.legs if not kept.isdisjoint(leg.people))
    events = tuple(event for event in told.events if not kept.isdisjoint(event.people))
    pair = None if compare is None else checked_pair(story, compare)
    if pair:
        legs = tuple(leg for leg in legs if verdict_of(leg.claims, pair))
        events = tuple(event for event in events if verdict_of(event.claims, pair))
    leg_marks, event_marks, tracks = maker.marks(told, legs, events)
    if pair:
        leg_marks, event_marks = _compared(told, pair, leg_marks, event_marks)
    named = _named(legs, events, maker.drawn)
    marks = [mark for place in story.places if (mark := _place(place, named))]
    return Scene(
        story=told,
        span=_span(story),
        home=home_of(story),
        lanes=maker.lanes,
        places=tuple(mark for mark in marks if ("areas" if mark.area else "places") in shown),
        legs=leg_marks if "legs" in shown else (),
        events=event_marks if "events" in shown else (),
        tracks=tracks if "legs" in shown else (),
        known_by=known_by,
        as_known="" if known_by is None else TimeWords(story).known_by(steps[known_by].when),
        people=None if people is None else tuple(people),
        layers=None if layers is None else tuple(layers),
        compared=pair,
        verdicts=_verdicts(told, pair, events) if pair else (),
    )


def told_in(scene: Scene, language: str | None) -> Scene:
    """Give a scene as it is told to readers of a language (BCP 47); None is the scene's own."""
    if language is None or language == scene.story.told_in:
        return scene
    story = scene.story.full_story.translated(language)
    return build_scene(
        story,
        people=scene.people,
        layers=scene.layers,
        known_by=scene.known_by,
        compare=scene.compared,
    )


def _verdicts(story: Story, pair: Pair, events: Iterable[Event]) -> tuple[tuple[Verdict, str], ...]:
    told = (verdict for event in events if (verdict := verdict_of(event.claims, pair)))
    return verdicts_told(told, story, pair, messages_of(story.told_in))


def _compared(
    story: Story, pair: Pair, legs: Iterable[LegMark], events: Iterable[EventMark]
) -> tuple[tuple[LegMark, ...], tuple[EventMark, ...]]:
    """Colour marks by how two sources tell them; an event has their claims alone."""

    def look(claims: Iterable[Claim]) -> dict[str, Any]:
        verdict = verdict_of(claims, pair)
        assert verdict is not None
        return {"colour": COLOURS[verdict], "questioned": verdict == "contradict"}

    leg_marks = tuple(replace(mark, **look(story.leg[mark.id].claims)) for mark in legs)
    ids = {mark.id for mark in leg_marks}
    return leg_marks, tuple(
        replace(
            mark,
            leg=mark.leg if mark.leg in ids else None,
            claims=tuple(claim for claim in mark.claims if claim.source in pair),
            **look(mark.claims),
        )
        for mark in events
    )


class MarkMaker:
    """Makes the marks of a story's rows, as all of it is known or as it was at a step."""

    def __init__(self, story: Story) -> None:
        self.story, self.knowledge = story, Knowledge(story)
        self.lanes, self.drawn = _lanes(story), drawn_bounds(story)
        self.stops = stops_of(story, self.drawn)

    def marks(
        self, told: Story, legs: Sequence[Leg], events: Iterable[Event]
    ) -> tuple[tuple[LegMark, ...], tuple[EventMark, ...], tuple[TrackMark, ...]]:
        """Give the marks of legs and events of `told`, the story or what was known, and of tracks.

        Events come in the order of their stops, which are those of the full story. If only what was
        known at a step is told, a stop without a day of its own has that by which it was reported:
        the bounds that follow from its order were not all known yet.
        """
        clock = TimeWords(told)
        leg_marks = tuple(_leg(clock, leg, self.lanes, self.drawn[leg.id]) for leg in legs)
        tracks: tuple[TrackMark, ...] = ()
        if any(leg.track for leg in legs):
            from layers.scene.track_marks import track_marks  # noqa: PLC0415 - few stories have any

            looks = {mark.id: (mark.colour, mark.lanes) for mark in leg_marks}
            tracks = track_marks(told, legs, self.drawn, looks)
            leg_marks = tuple(_recorded(mark, tracks) for mark in leg_marks)
        by_id = {event.id: event for event in events}
        if told is self.story:
            names = tuple(self.stops)
            groups = dict(zip(names, day_groups(clock, names), strict=True))
        else:
            groups = {
                name: clock.day_of(event) or reported_by(clock, [event])
                for name, event in by_id.items()
            }
        order = sorted(by_id, key=self._turns.__getitem__)
        several = len(self.knowledge.steps) > 1
        event_marks = tuple(
            _event(
                clock,
                by_id[name],
                self.lanes,
                self.drawn[name],
                (self.stops[name], groups[name], _first(clock, by_id[name]) if several else None),
            )
            for name in order
        )
        return leg_marks, event_marks, tracks

    @cached_property
    def _turns(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.stops)}


def _first(clock: TimeWords, event: Event) -> FirstReport:
    """Say when an event happened, when that was first reported, and by whom."""
    story, claim = clock.story, first_report(clock.story, event)
    when = publication(story, claim)
    told = {
        "published": clock.published(when),
        "publisher": story.source[claim.source].publisher,
    }
    if claim.stance != "reports":
        said = clock.say("time.first.mentioned", **told)
    elif day := clock.day_of(event):
        said = clock.say("time.first", day=day, **told)
    else:
        said = clock.say("time.first.undated", **told)
    return FirstReport(said, epoch_ms(when.bounds()[1]))


def _lanes(story: Story) -> tuple[Lane, ...]:
    return tuple(
        Lane(
            group.id,
            group.name,
            story.colour[group.id],
            tuple(person.id for person in story.people if person.group == group.id),
        )
        for group in story.groups
    )


def _people(story: Story, names: Collection[str] | None) -> set[str]:
    if names is None:
        return set(story.person)
    groups = {group.id for group in story.groups}
    names = _known(names, {*story.person, *groups}, "person")
    return {person.id for person in story.people if person.id in names or person.group in names}


def _known(names: Collection[str], known: Collection[str], what: str) -> Collection[str]:
    for name in names:
        if name not in known:
            hint = sentences(nearest(name, known))
            raise ToldError(f"scene.unknown.{what}", name=name, hint=hint)
    return names


def _span(story: Story) -> tuple[int, int]:
    """Give the story's first and last moment, reported or recorded."""
    drawn = drawn_bounds(story).values()
    first = epoch_ms(min(bounds.s0 for bounds in drawn))
    last = epoch_ms(max(bounds.e1 for bounds in drawn))
    if any(leg.track for leg in story.legs):
        from layers.scene.track_marks import recorded_span  # noqa: PLC0415 - few stories have any

        for begin, end in recorded_span(story):
            first, last = min(first, begin), max(last, end)
    return first, last


def _groups(story: Story, people: Iterable[str], lanes: tuple[Lane, ...]) -> list[Lane]:
    """Give the lanes of some people, the first person's first."""
    by_id = {lane.id: lane for lane in lanes}
    return list(
        {
            by_id[story.person[name].group].id: by_id[story.person[name].group] for name in people
        }.values()
    )


def _place(place: Place, named: dict[str, list[datetime]]) -> PlaceMark | None:
    """Make a place's mark: it is named once an event or a leg at it may have begun."""
    moments = named.get(place.id)
    if not moments:
        return None
    lon, lat = _position(place)
    return PlaceMark(
        place.id,
        place.name,
        lon,
        lat,
        place.area,
        epoch_ms(min(moments)),
        place.precision_km or 0.0,
        len(moments),
    )


def _named(
    legs: Iterable[Leg], events: Iterable[Event], drawn: Mapping[str, Bounds]
) -> dict[str, list[datetime]]:
    """Give, by place, the moments from which on the events and legs that name it may be told."""
    named: dict[str, list[datetime]] = {}
    for event in events:
        for name in dict.fromkeys((event.place, *event.mentions)):
            if name:
                named.setdefault(name, []).append(drawn[event.id].s0)
    for leg in legs:
        for name in dict.fromkeys((leg.origin, leg.to, *leg.via)):
            named.setdefault(name, []).append(drawn[leg.id].s0)
    return named


def _position(place: Place) -> tuple[float, float]:
    if place.area is None:
        return place.point
    country = countries()[place.area]
    return country.lon, country.lat


def _leg(clock: TimeWords, leg: Leg, lanes: tuple[Lane, ...], drawn: Bounds) -> LegMark:
    story = clock.story
    path = route(story, leg)
    groups = _groups(story, leg.people, lanes)
    if leg.travelled:
        times = timing(leg, path.length_m, drawn).corners
    else:
        times = (drawn.s0, drawn.s1, drawn.e0, drawn.e1)
    d0, d1, a0, a1 = map(epoch_ms, times)
    who, when = _who(clock, leg.people), reported_time(story, leg)
    return LegMark(
        id=leg.id,
        headline=leg.headline,
        people=leg.people,
        lanes=tuple(lane.id for lane in groups),
        colour=groups[0].colour,
        ends=(leg.origin, *leg.via, leg.to),
        parts=path.parts,
        d0=d0,
        d1=d1,
        a0=a0,
        a1=a1,
        approximate=any(when.start.approximate + when.end.approximate),
        path=leg.path,
        outcome=leg.outcome,
        open_start=path.open_start,
        open_end=path.open_end,
        level=leg.level,
        questioned=leg.figure >= DOUBTED or when.questioned,
        who=who,
        may_be=clock.say.lines("may-be", who=who),
        time=clock.of(leg),
    )


def _recorded(mark: LegMark, tracks: Iterable[TrackMark]) -> LegMark:
    """Give a leg the line and the times of the track that it rests on."""
    track = next((track for track in tracks if track.leg == mark.id), None)
    if track is None or len(track.time) == 0:
        return mark
    first, last = int(track.time[0]), int(track.time[-1])
    return replace(
        mark,
        parts=track.outline() or mark.parts,
        d0=first,
        d1=first,
        a0=last,
        a1=last,
        approximate=False,
        path="recorded",
        open_start=False,
        open_end=False,
    )


def _who(clock: TimeWords, people: tuple[str, ...]) -> str:
    story = clock.story
    labels = [story.person[name].label for name in people]
    if len(labels) == 1:
        return labels[0]
    group = story.person[people[0]].group
    members = [person.id for person in story.full_story.people if person.group == group]
    if set(members) == set(people):
        return next(row.name for row in story.groups if row.id == group)
    return clock.say.listed(labels)


def _event(
    clock: TimeWords,
    event: Event,
    lanes: tuple[Lane, ...],
    drawn: Bounds,
    turn: tuple[int, str, FirstReport | None],
) -> EventMark:
    """Make the mark of an event; `turn` is its stop, the words of its group, its first report."""
    story = clock.story
    place = story.place[event.place] if event.place else None
    point = place.point if place and not place.area else (None, None)
    groups = _groups(story, event.people, lanes)
    figure, when = event.figure, reported_time(story, event)
    return EventMark(
        id=event.id,
        headline=event.headline,
        people=event.people,
        lanes=tuple(lane.id for lane in groups),
        colour=groups[0].colour,
        place=event.place,
        mentions=event.mentions,
        leg=event.leg,
        precision_km=(place.precision_km or 0.0) if place else 0.0,
        lon=point[0],
        lat=point[1],
        s0=epoch_ms(drawn.s0),
        s1=epoch_ms(drawn.s1),
        e0=epoch_ms(drawn.e0),
        e1=epoch_ms(drawn.e1),
        approximate=when.approximate,
        stop=turn[0],
        level=level(figure),
        figure=figure,
        questioned=figure >= DOUBTED or when.questioned,
        time=clock.of(event),
        group=turn[1],
        first=turn[2],
        subject=subject_of(story, event, clock.say),
        view=around(story, event),
        text=event.text,
        reading=event.reading,
        support_reason=event.support.reason if event.support else None,
        claims=event.claims,
    )
