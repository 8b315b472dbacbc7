"""Scores proposals of a report against a story that was made from it by hand.

A story says less of the text than marks in it do: which paragraphs a row rests on, and no words. So
a row's place, time, teller or way counts as found if one of its paragraphs has a proposal of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from geo.great_circle import great_circle_km
from geo.story.model import Claim, Event, Leg, Place, Story

CLOSE_KM = 161
ITSELF = "itself"
"""In who tells, a story's own word for what the agency tells without anybody's account."""
Rows = Sequence[Mapping[str, Any]]


def scored_by_story(rows: Rows, story: Story) -> tuple[Counter[str], list[str]]:
    """Count what of a story's rows was proposed, and say in words what was missed or is wrong."""
    n: Counter[str] = Counter()
    faults: list[str] = []
    by_kind = {
        kind: [row for row in rows if row["kind"] == kind]
        for kind in ("place", "time", "attribution", "movement")
    }
    _places(by_kind["place"], story, n, faults)
    _times(by_kind["time"], story, n, faults)
    _tellers(by_kind["attribution"], story, n, faults)
    _ways(by_kind["movement"], story, n, faults)
    return n, faults


def _cited(row: Leg | Event) -> set[int]:
    return {number for claim in row.claims for number in claim.paragraphs}


def _in(rows: Rows, paragraphs: set[int]) -> Rows:
    return [row for row in rows if row["paragraph"] in paragraphs]


def _places(rows: Rows, story: Story, n: Counter[str], faults: list[str]) -> None:
    places = {place.id: place for place in story.places}
    cited: dict[str, set[int]] = {}
    for leg in story.legs:
        for side, end in (("from", leg.origin), ("to", leg.to)):
            if side not in leg.unreported_ends:
                cited.setdefault(end, set()).update(_cited(leg))
    for event in story.events:
        if event.place:
            cited.setdefault(event.place, set()).update(_cited(event))
    for id_, paragraphs in cited.items():
        n["place.gold"] += 1
        hit = any(_is_place(row, places[id_]) for row in _in(rows, paragraphs))
        n["place.hit"] += hit
        faults += [] if hit else [f"place missed: {places[id_].name}"]


def _is_place(row: Mapping[str, Any], place: Place) -> bool:
    candidates = row["value"]["candidates"]
    if place.area:
        return any(candidate["country"] == place.area for candidate in candidates)
    if place.lon is None or place.lat is None:
        return False
    at = (place.lon, place.lat)
    near = any(
        great_circle_km((candidate["lon"], candidate["lat"]), at) <= CLOSE_KM
        for candidate in candidates
    )
    return near or (
        row["value"]["role"] == "described"
        and bool(set(row["text"].lower().split()[1:]) & set(place.name.lower().split()))
    )


def _times(rows: Rows, story: Story, n: Counter[str], faults: list[str]) -> None:
    seen: set[str] = set()
    for row in (*story.legs, *story.events):
        whens = (
            (row.window, row.departure, row.arrival)
            if isinstance(row, Leg)
            else (row.start, row.end)
        )
        for when in whens:
            if when.earliest is None or when.latest is None or when.text in seen:
                continue
            seen.add(when.text)
            n["time.gold"] += 1
            zone = ZoneInfo(story.time_zone)
            low, high = (at.astimezone(zone) for at in (when.earliest, when.latest))
            hit = any(_holds(row_there, low, high, zone) for row_there in _in(rows, _cited(row)))
            n["time.hit"] += hit
            faults += [] if hit else [f"time missed: {when.text} of {row.id}"]


def _holds(row: Mapping[str, Any], low: datetime, high: datetime, zone: ZoneInfo) -> bool:
    earliest, latest = row["value"]["earliest"], row["value"]["latest"]
    if not earliest or not latest:
        return False
    first, past = (datetime.fromisoformat(at).replace(tzinfo=zone) for at in (earliest, latest))
    return first <= low and high <= past


def _tellers(rows: Rows, story: Story, n: Counter[str], faults: list[str]) -> None:
    told: dict[tuple[tuple[int, ...], str, str], Claim] = {}
    for row in (*story.legs, *story.events):
        for claim in row.claims:
            if ITSELF not in claim.told_by.replace(",", "").split():
                told.setdefault((claim.paragraphs, claim.told_by, claim.stance), claim)
    free = [row for row in rows for _ in range(_claims_told(row))]
    for (paragraphs, teller, stance), claim in told.items():
        here = [row for row in free if row["paragraph"] in paragraphs]
        here.sort(
            key=lambda row, stance=stance, claim=claim: (
                row["value"]["stance"] != stance,
                not _counts(row, claim),
            )
        )
        n["attribution.gold"] += 1
        if not here:
            faults.append(f"teller missed: {teller}, paragraph {paragraphs[0]}")
            continue
        free.remove(here[0])
        value = here[0]["value"]
        n["attribution.hit"] += 1
        n["stance.right"] += value["stance"] == stance
        n["count.right"] += _counts(here[0], claim)
        if value["stance"] != stance or not _counts(here[0], claim):
            faults.append(
                f"teller differs: {teller}: {value['stance']}, {value['informants']} in place of "
                f"{stance}, {claim.informants}"
            )


def _claims_told(row: Mapping[str, Any]) -> int:
    """Give how many claims of a story a cue can stand for: of two named at once, a story has one each."""
    value = row["value"]
    return value["informants"] if value["named"] and not value["at_least"] else 1


def _counts(row: Mapping[str, Any], claim: Claim) -> bool:
    """Whether a proposal's number of informants is that of the story, which says how many at least.

    The rules of marking have the number that is told: "over a dozen" is 12 and more there, and at least
    13 in a story; "aides" are 2 and more there, and stand without a number in a story.
    """
    value = row["value"]
    if value["informants"] == claim.informants:
        return True
    if value["at_least"]:
        unsaid = "informants" not in claim.model_fields_set
        return value["informants"] == (2 if unsaid else claim.informants - 1)
    return claim.informants == 1 and _claims_told(row) > 1


def _ways(rows: Rows, story: Story, n: Counter[str], faults: list[str]) -> None:
    places = {place.id: place for place in story.places}
    free = list(rows)
    for leg in story.legs:
        ends = [places[id_] for id_ in (leg.origin, leg.to, *leg.via)]
        n["movement.gold"] += 1
        here = [row for row in free if row["paragraph"] in _cited(leg) and _is_way(row, leg, ends)]
        if not here:
            faults.append(f"way missed: {leg.id}")
            continue
        free.remove(here[0])
        n["movement.hit"] += 1
        value = here[0]["value"]
        wrong = [
            end
            for end in (value["from"], value["to"])
            if end and not any(_named(end, place) for place in ends)
        ]
        wrong += [] if value["mode"] in ("unknown", leg.mode) else [value["mode"]]
        wrong += [] if value["outcome"] in ("unknown", leg.outcome) else [value["outcome"]]
        n["movement.invented"] += len(wrong)
        faults += [f"way of {leg.id}: {fault} is not the story's" for fault in wrong]


def _is_way(row: Mapping[str, Any], leg: Leg, ends: Sequence[Place]) -> bool:
    value = row["value"]
    return (
        bool(value["to"] and _named(value["to"], ends[1]))
        or bool(not value["to"] and value["from"] and _named(value["from"], ends[0]))
        or (leg.outcome in ("refused", "stopped") and value["outcome"] == leg.outcome)
    )


def _named(words: str, place: Place) -> bool:
    a, b = set(words.lower().replace("’s", "").split()), set(place.name.lower().split())
    return bool((a & b) - {"the", "of", "air", "city"})
