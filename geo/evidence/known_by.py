"""What was known by when: which claims were public at a moment, and the story as known then.

A claim becomes public with its source, with a later version of it, or at a time of its own. It
counts as public from the end of the bounds of that time on: of a book dated 1790 it is sure only
when 1790 is over. What was withdrawn or corrected counts no longer from the beginning of those
bounds on. So nothing is shown earlier, or longer, than it was surely known
(docs/decisions/0025-known-by.md).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from geo.story.model import Claim, Event, Leg, Story, Track
from geo.story.story_translation import translatable
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import UNSAID, Instant, parse_when

MOST_STEPS = 400
"""The most steps: the rail has no room for more stops. More moments are merged, each step then
standing for as few of them as possible."""

_Row = TypeVar("_Row", Event, Leg)


@dataclass(frozen=True, slots=True)
class Step:
    """A moment at which something had surely become public, or was surely taken back.

    `at` is in UTC; `when` is the time as the file has it, and tells steps apart. `sources` are the
    ids of those that published then.
    """

    at: datetime
    when: Instant
    sources: tuple[str, ...]


def publication(story: Story, claim: Claim) -> Instant:
    """Give when a claim became public: its own time, its version's, or else its source's."""
    if claim.published.text:
        return claim.published
    source = story.source[claim.source]
    named = (version.published for version in source.versions if version.id == claim.version)
    return next(named, source.published)


def first_report(story: Story, row: Event | Leg) -> Claim:
    """Give the claim that was the first to report something, or else to speak of it."""
    about = [claim for claim in row.claims if not claim.context] or list(row.claims)
    reports = [claim for claim in about if claim.stance == "reports"]
    return min(reports or about, key=lambda claim: _public_from(story, claim))


class Knowledge:
    """What of a story was known at each of its steps.

    Steps are numbered from 0. By the last of them everything is known that the story holds.
    """

    def __init__(self, story: Story) -> None:
        self.full_story = story
        self._rows: dict[str, Event | Leg] = {leg.id: leg for leg in story.legs}
        self._rows |= {event.id: event for event in story.events}
        self._public = {name: self._first_told(row) for name, row in self._rows.items()}
        self._recorded = {track.id: self._first_told(track) for track in story.tracks}
        self.steps = self._steps()
        self._moments = [step.at for step in self.steps]

    def step_by(self, moment: datetime) -> int | None:
        """Give the number of the last step by a moment; None before the first."""
        number = bisect_right(self._moments, moment) - 1
        return None if number < 0 else number

    def step_by_date(self, text: str) -> int | None:
        """Give the number of the last step by the end of a date; None before the first.

        The date is written as in a story's file. Raises WhenError for a date that cannot be read,
        ValueError for a date that is open.
        """
        return self.step_by(_end(parse_when(text, zone=self.full_story.zone)))

    def changes(self, row: Event | Leg) -> list[int]:
        """Give the steps at which what is known of a row changes, in order.

        Its own claims count, and the rows that it names: its leg, and what it is before or after.
        """
        begins = self._public[row.id]
        moments = {begins, *(_public_from(self.full_story, claim) for claim in row.claims)}
        named = {*row.after, *row.before}
        if isinstance(row, Event) and row.leg:
            leg = self.full_story.leg[row.leg]
            named |= {leg.id, *leg.after, *leg.before}
            moments |= {self._recorded[leg.track]} if leg.track else set()
        if isinstance(row, Leg) and row.track:
            moments.add(self._recorded[row.track])
        moments |= {self._public[name] for name in named if name in self._public}
        numbers = {self._number(at) for at in moments if at >= begins}
        numbers |= {self._ends(claim) for claim in row.claims if claim.ended.text}
        return sorted(number for number in numbers if self._number(begins) <= number)

    def story(self, number: int, *, only: Collection[str] | None = None) -> Story:
        """Give the story as it was known at a step, drawn with the bounds of the full story.

        A row is there once a claim that says so is public. What its editor wrote about it (text,
        reading, support) is left out until all its claims are public: it was written with all of
        them in view. A row that was not known yet is not named by others. `only` are the ids of
        rows to keep; the rows that they name are kept too.
        """
        full_story, at = self.full_story, self.steps[number].at
        names: Iterable[str] = self._rows
        if only is not None:
            names = dict.fromkeys(name for key in only for name in (key, *self._named(key)))
        known = {name for name in names if self._public[name] <= at}
        kept = [self._rows[name] for name in names if name in known]
        legs = tuple(self._row(leg, at, known) for leg in kept if isinstance(leg, Leg))
        events = tuple(self._row(event, at, known) for event in kept if isinstance(event, Event))
        fields = {name: getattr(full_story, name) for name in Story.model_fields}
        tracks = tuple(
            track.model_copy(update={"claims": self._claims(track.claims, at)})
            for track in full_story.tracks
            if self._recorded[track.id] <= at
        )
        changed: dict[str, Any] = {"tracks": tracks, "legs": legs, "events": events}
        if only is None:
            used = {name for row in (*legs, *events) for name in row.people}
            places = _places(legs, events)
            cited = {claim.source for row in (*legs, *events) for claim in row.claims}
            changed |= {
                "sources": tuple(
                    source
                    for source in full_story.sources
                    if source.id in cited or _end(source.published) <= at
                ),
                "people": tuple(person for person in full_story.people if person.id in used),
                "places": tuple(place for place in full_story.places if place.id in places),
                "opens_at": full_story.opens_at if full_story.opens_at in known else None,
                "silenced": tuple(
                    row
                    for row in full_story.silenced
                    if row.at not in self._rows or row.at in known
                ),
            }
        story = Story.model_construct(**{**fields, **changed})
        if only is None and full_story.translations:
            texts = translatable(story)  # what was not known has no translation either
            story = story.model_copy(
                update={"translations": tuple(r for r in story.translations if r.text in texts)}
            )
        return story.part_of(full_story, drawn_bounds(full_story)).recorded_by(full_story.recorded)

    def public(self, claims: Sequence[Claim], number: int) -> list[int]:
        """Give the indices, in a list of claims, of those that were public at a step."""
        at = self.steps[number].at
        return [i for i, claim in enumerate(claims) if _public_from(self.full_story, claim) <= at]

    def stood(self, claim: Claim, number: int) -> bool:
        """Whether a claim was surely not withdrawn or corrected yet at a step."""
        return not _has_ended(claim, self.steps[number].at)

    # ------------------------------------------------------------------------------------- rows

    def _row(self, row: _Row, at: datetime, known: Collection[str]) -> _Row:
        claims = self._claims(row.claims, at)
        update: dict[str, Any] = {
            "after": tuple(name for name in row.after if name in known),
            "before": tuple(name for name in row.before if name in known),
        }
        if isinstance(row, Event):
            update["leg"] = row.leg if row.leg in known else None
        elif row.track and self._recorded[row.track] > at:
            update |= {"track": None, "track_part": UNSAID}
        if claims != row.claims:
            update |= {"claims": claims, "text": None, "reading": None, "support": None}
        return row.model_copy(update=update)

    def _claims(self, claims: Iterable[Claim], at: datetime) -> tuple[Claim, ...]:
        """Give the claims that were public at a moment, as they stood."""
        return tuple(
            claim if _has_ended(claim, at) else _standing(claim)
            for claim in claims
            if _public_from(self.full_story, claim) <= at
        )

    def _named(self, name: str) -> tuple[str, ...]:
        row = self._rows[name]
        out = (*row.after, *row.before)
        if isinstance(row, Event) and row.leg:
            leg = self.full_story.leg[row.leg]
            out = (*out, leg.id, *leg.after, *leg.before)
        return out

    # ------------------------------------------------------------------------------------ steps

    def _first_told(self, row: Event | Leg | Track) -> datetime:
        """Give when the first claim about the row itself, not its context, became public."""
        about = [claim for claim in row.claims if not claim.context] or row.claims
        return min(_public_from(self.full_story, claim) for claim in about)

    def _ends(self, claim: Claim) -> int:
        """Give the first step by which a claim may have been withdrawn or corrected."""
        return next(i for i, at in enumerate(self._moments) if _has_ended(claim, at))

    def _number(self, at: datetime) -> int:
        return max(bisect_right(self._moments, at) - 1, 0)

    def _steps(self) -> tuple[Step, ...]:
        """List the steps, from the moment on by which the first event is known."""
        by_moment: dict[datetime, tuple[Instant, dict[str, None]]] = {}
        for row in (*self._rows.values(), *self.full_story.tracks):
            for claim in row.claims:
                when, at = publication(self.full_story, claim), _public_from(self.full_story, claim)
                times = [when] if _end(when) == at else []
                times += [claim.ended] if claim.ended.text else []
                for when in times:
                    by_moment.setdefault(_end(when), (when, {}))[1][claim.source] = None
        first = min(self._public[event.id] for event in self.full_story.events)
        steps = [
            Step(at, when, tuple(sources))
            for at, (when, sources) in sorted(by_moment.items(), key=lambda item: item[0])
            if at >= first
        ]
        size = -(-len(steps) // MOST_STEPS)
        groups = [steps[max(end - size, 0) : end] for end in range(len(steps), 0, -size)]
        return tuple(_joined(group) for group in reversed(groups))


def _joined(steps: Sequence[Step]) -> Step:
    """Merge steps into a single step at the moment of the last."""
    sources = dict.fromkeys(source for step in steps for source in step.sources)
    return Step(steps[-1].at, steps[-1].when, tuple(sources))


def _places(legs: Iterable[Leg], events: Iterable[Event]) -> set[str]:
    """Give the ids of all places that rows name."""
    out = {name for leg in legs for name in (leg.origin, *leg.via, leg.to)}
    return out | {name for event in events for name in (event.place, *event.mentions) if name}


def _end(when: Instant) -> datetime:
    """Give the moment by which a reported time was surely over."""
    return when.bounds()[1]


def _public_from(story: Story, claim: Claim) -> datetime:
    """Give when a claim was surely public, at the latest when it was withdrawn or corrected."""
    public = _end(publication(story, claim))
    return min(public, _end(claim.ended)) if claim.ended.text else public


def _has_ended(claim: Claim, at: datetime) -> bool:
    """Whether a claim may have been withdrawn or corrected by a moment."""
    first = claim.ended.earliest
    if not claim.ended.text or first is None:
        return bool(claim.ended.text)
    return at > first or (claim.ended.point and at == first)


def _standing(claim: Claim) -> Claim:
    """Give a claim as it stood before it was withdrawn or corrected."""
    if not claim.ended.text:
        return claim
    return claim.model_copy(update={"withdrawn": UNSAID, "corrected": UNSAID})
