"""What the page looks up to show what was known by a date: steps, and each row as known at them.

A row has `known`: the number of the step from which on it is known; or, if what is known of it
changed, pairs of a step and how the row differs, from that step on, from the row as it is at the
end. `claims` are the numbers of the claims that were public, `stood` the numbers of those of them
that were withdrawn or corrected only later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from geo.evidence.known_by import Knowledge
from geo.language.messages import Messages
from geo.story.model import Claim, Event, Leg, Story
from geo.time.time_in_words import TimeWords
from layers.scene.scene_builder import EventMark, LegMark, MarkMaker, Scene

Json = dict[str, Any]
Known = int | list[tuple[int, Json]]
NAMED = 3
"""How many publishers are named at a stop of the rail."""


def has_steps(scene: Scene) -> bool:
    """Whether anything of a story became known later than the rest."""
    return len(Knowledge(scene.story).steps) > 1


class KnownRows:
    """The steps of a scene, and what each of its rows was at them."""

    def __init__(
        self,
        scene: Scene,
        *,
        leg_row: Callable[[LegMark], Json],
        event_row: Callable[[EventMark], Json],
    ) -> None:
        story = scene.story
        self.maker, self.clock = MarkMaker(story), TimeWords(story)
        self.knowledge = self.maker.knowledge
        self.rows: dict[str, Leg | Event] = {leg.id: leg for leg in story.legs}
        self.rows |= {event.id: event for event in story.events}
        self.shown = [*(mark.id for mark in scene.legs), *(mark.id for mark in scene.events)]
        self._legs, self._event_row = leg_row, event_row
        self._full = {mark.id: self._leg_row(story, mark) for mark in scene.legs}
        self._full |= {mark.id: event_row(mark) for mark in scene.events}

    def steps(self) -> Json:
        """Give the stops of the rail, and each source with the stop from which on it is public."""
        say, story = self.clock.say, self.knowledge.full_story
        since: dict[str, int] = {}
        rows = []
        for number, step in enumerate(self.knowledge.steps):
            for source in step.sources:
                since.setdefault(source, number)
            rows.append(
                {
                    "id": step.when.text,
                    "short": self.clock.published_short(step.when),
                    "said": self.clock.known_by(step.when),
                    "who": _who((story.source[name].publisher for name in step.sources), say),
                }
            )
        dated = [
            [
                since.get(source.id, 0),
                say(
                    "source.dated",
                    publisher=source.publisher,
                    date=self.clock.date(source.published),
                ),
            ]
            for source in story.sources
        ]
        return {"steps": rows, "sources": dated}

    def dated(self) -> dict[str, Json]:
        """Give the rows by id, each with its `known`."""
        known = self._known()
        return {name: {**row, "known": known[name]} for name, row in self._full.items()}

    def _leg_row(self, story: Story, mark: LegMark) -> Json:
        """Give a leg's row with who tells of it, so that two sources can be compared."""
        claims = story.leg[mark.id].claims
        return {**self._legs(mark), "claims": [_teller(claim) for claim in claims]}

    def _known(self) -> dict[str, Known]:
        last = len(self.knowledge.steps) - 1
        due: dict[int, list[str]] = {}
        for name in self.shown:
            for number in self.knowledge.changes(self.rows[name]):
                due.setdefault(number, []).append(name)
        out: dict[str, list[tuple[int, Json]]] = {name: [] for name in self.shown}
        for number, names in sorted(due.items()):
            for name, patch in self._patches(number, names, last):
                if not out[name] or out[name][-1][1] != patch:
                    out[name].append((number, patch))
        for pairs in out.values():
            if pairs[-1][1]:
                pairs.append((last, {}))
        return {name: pairs if pairs[0][1] else pairs[0][0] for name, pairs in out.items()}

    def _patches(self, number: int, names: list[str], last: int) -> Iterable[tuple[str, Json]]:
        if number == last:
            yield from ((name, {}) for name in names)
            return
        wanted = set(names)
        told = self.knowledge.story(number, only=names)
        legs, events, _ = self.maker.marks(
            told,
            [leg for leg in told.legs if leg.id in wanted],
            [event for event in told.events if event.id in wanted],
        )
        rows = {mark.id: self._leg_row(told, mark) for mark in legs}
        rows |= {mark.id: self._event_row(mark) for mark in events}
        for name in names:
            now, full = rows[name], self._full[name]
            patch = {
                key: now.get(key)
                for key in dict.fromkeys((*full, *now))
                if key != "claims" and now.get(key) != full.get(key)
            }
            if now["claims"] != full["claims"]:
                patch |= self._claims(name, number)
            yield name, patch

    def _claims(self, name: str, number: int) -> Json:
        """Give the numbers of the claims that were public at a step, and of those that stood."""
        claims = self.rows[name].claims
        public = self.knowledge.public(claims, number)
        stood = [
            i for i in public if claims[i].ended.text and self.knowledge.stood(claims[i], number)
        ]
        return {"claims": public, **({"stood": stood} if stood else {})}


def _teller(claim: Claim) -> Json:
    """Give the part of a claim that says how its source speaks of a leg."""
    row: Json = {"source": claim.source, "stance": claim.stance}
    row |= {"context": True} if claim.context else {}
    return row | ({"ended": claim.ended.text} if claim.ended.text else {})


def _who(publishers: Iterable[str], say: Messages) -> str:
    names = list(dict.fromkeys(publishers))
    if len(names) <= NAMED:
        return say.series(names)
    return say("source.more", names=say.series(names[:NAMED]), n=len(names) - NAMED)
