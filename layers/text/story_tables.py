"""The story as two tables: its events in the slider's order, and the claims by source."""

from __future__ import annotations

from dataclasses import dataclass

from geo.evidence.known_by import publication
from geo.language.messages import Messages, capital, messages_of
from geo.story.model import Claim, Event, Story
from geo.time.time_in_words import TimeWords
from layers.scene.scene_builder import LegMark, Scene

Row = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `events` gives for each row the id of the event that it is about.

    `wide` are the headings of long texts.
    """

    rows: tuple[Row, ...]
    events: tuple[str | None, ...]
    wide: tuple[str, ...]


def events_table(scene: Scene) -> Table:
    """Give the events: date in words, headline, place, people, support."""
    story, say = scene.story, messages_of(scene.story.told_in)
    by_id = {event.id: event for event in story.events}
    legs = {leg.id: leg for leg in scene.legs}
    rows = []
    for mark in scene.events:
        event = by_id[mark.id]
        rows.append(
            Row(
                {
                    say("table.when"): capital(mark.time.text),
                    say("table.what"): event.headline,
                    say("table.where"): _where(story, event, legs.get(mark.leg or ""), say),
                    say("table.who"): say.series(story.person[name].label for name in event.people),
                    say("table.support"): capital(say(f"level.{mark.level}")),
                }
            )
        )
    events = tuple(mark.id for mark in scene.events)
    return Table(tuple(rows), events, wide=(say("table.what"),))


def claims_table(scene: Scene) -> Table:
    """Give the claims source by source, in the order of their paragraphs.

    A leg and the event that tells of it carry the same claims: those stand here once.
    """
    story, clock = scene.story, TimeWords(scene.story)
    say = clock.say
    claims: dict[tuple[Claim, str | None], str] = {}
    for event in story.events:
        for claim in event.claims:
            claims[claim, event.id] = event.headline
    for leg in story.legs:
        told = next((event.id for event in story.events if event.leg == leg.id), None)
        for claim in leg.claims:
            claims.setdefault((claim, told), leg.headline)
    order = {source.id: i for i, source in enumerate(story.sources)}
    ordered = sorted(
        claims.items(), key=lambda item: (order[item[0][0].source], item[0][0].paragraphs)
    )
    rows = []
    for (claim, _), headline in ordered:
        source = story.source[claim.source]
        rows.append(
            Row(
                {
                    say("table.source"): say(
                        "table.source.dated",
                        publisher=source.publisher,
                        date=clock.date(publication(story, claim)),
                    ),
                    say("table.paragraph"): say.series(map(str, claim.paragraphs)),
                    say("table.told-by"): capital(claim.told_by),
                    say("table.named"): say("table.named.yes" if claim.named else "table.named.no"),
                    say("table.informants"): claim.informants,
                    say("table.stance"): _stance(claim, clock),
                    say("table.origin"): claim.origin or say("table.origin.none"),
                    say("table.about"): headline,
                }
            )
        )
    events = tuple(event for (_, event), _ in ordered)
    return Table(tuple(rows), events, wide=(say("table.told-by"), say("table.about")))


def _stance(claim: Claim, clock: TimeWords) -> str:
    stance = clock.say(f"table.stance.{claim.stance}")
    if claim.context:
        stance = clock.say("table.stance.context", stance=stance)
    ended = clock.ended(claim)
    return clock.say("table.stance.ended", stance=stance, ended=ended) if ended else stance


def _where(story: Story, event: Event, leg: LegMark | None, say: Messages) -> str:
    """Give the place or the ends of a movement, or say that none is reported, as on the card."""
    if leg is None:
        return story.place[event.place].name if event.place else say("table.nowhere")

    def end(name: str, *, is_open: bool) -> str:
        place = story.place[name]
        return say("table.open-end") if is_open and not place.area else place.name

    first = end(leg.ends[0], is_open=leg.open_start)
    return say("table.way", origin=first, to=end(leg.ends[-1], is_open=leg.open_end))
