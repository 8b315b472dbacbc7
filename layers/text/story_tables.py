"""The story as two tables: its events in the slider's order, and the claims by source."""

from __future__ import annotations

from dataclasses import dataclass

from geo.evidence.admiralty_scale import Stance
from geo.story.model import Claim, Event, Story
from geo.time.time_in_words import TimeWords
from layers.scene.scene_builder import LegMark, Scene

STANCES: dict[Stance, str] = {
    "reports": "reported",
    "denies": "denied",
    "unverified": "could not be verified",
    "no-comment": "no comment",
}

Row = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `events` gives for each row the id of the event that it is about."""

    rows: tuple[Row, ...]
    events: tuple[str | None, ...]


def events_table(scene: Scene) -> Table:
    """Give the events: date in words, headline, place, people, support."""
    story = scene.story
    by_id = {event.id: event for event in story.events}
    legs = {leg.id: leg for leg in scene.legs}
    rows = []
    for mark in scene.events:
        event = by_id[mark.id]
        rows.append(
            Row(
                {
                    "When": _capital(mark.time.text),
                    "What": event.headline,
                    "Where": _where(story, event, legs.get(mark.leg or "")),
                    "Who": ", ".join(story.person[name].label for name in event.people),
                    "Support": _capital(mark.level),
                }
            )
        )
    return Table(tuple(rows), tuple(mark.id for mark in scene.events))


def claims_table(scene: Scene) -> Table:
    """Give the claims source by source, in the order of their paragraphs.

    A leg and the event that tells of it carry the same claims: those stand here once.
    """
    story, clock = scene.story, TimeWords(scene.story)
    claims: dict[tuple[Claim, str | None], str] = {}
    for event in story.events:
        for claim in event.claims:
            claims[claim, event.id] = event.headline
    for leg in story.legs:
        told = next((event.id for event in story.events if event.leg == leg.id), None)
        for claim in leg.claims:
            claims.setdefault((claim, told), leg.headline)
    order = {source.id: i for i, source in enumerate(story.sources)}
    found = sorted(
        claims.items(), key=lambda item: (order[item[0][0].source], item[0][0].paragraphs)
    )
    rows = []
    for (claim, _), headline in found:
        source = story.source[claim.source]
        rows.append(
            Row(
                {
                    "Source": f"{source.publisher}, {clock.date(source.published)}",
                    "Paragraph": ", ".join(str(number) for number in claim.paragraphs),
                    "Told by": _capital(claim.told_by),
                    "Named": "Yes" if claim.named else "No",
                    "Informants": claim.informants,
                    "Stance": _capital(STANCES[claim.stance])
                    + (" (as context)" if claim.context else ""),
                    "Origin": claim.origin or "Not stated",
                    "About": headline,
                }
            )
        )
    return Table(tuple(rows), tuple(event for (_, event), _ in found))


def _where(story: Story, event: Event, leg: LegMark | None) -> str:
    """Give the place, the ends of a movement, or that none is reported: as the card says it."""
    if leg is None:
        return story.place[event.place].name if event.place else "Not reported"

    def end(name: str, *, is_open: bool) -> str:
        place = story.place[name]
        return "a place not reported" if is_open and not place.area else place.name

    first = end(leg.ends[0], is_open=leg.open_start)
    return f"From {first} to {end(leg.ends[-1], is_open=leg.open_end)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
