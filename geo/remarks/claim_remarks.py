"""The questions of a careful desk about claims and travel; remark_catalogue.py explains each.

Every rule gives Noted: where, of which row, which remark, what is to be asked, how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple, TypeVar

from geo.evidence import admiralty_scale
from geo.routes.leg_routes import WGS84, route
from geo.story.model import Claim, Event, Leg, Mode, Person, Story
from geo.story.references import Path
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import Bounds, Instant
from geo.time.reported_time import has_legs_time

HEADLINE = 64
"""Characters that fit two lines of the card at its size of type."""
USUAL_KMH: dict[Mode, float] = {
    "plane": 900,
    "helicopter": 250,
    "train": 200,
    "car": 110,
    "ship": 40,
    "foot": 5,
    "unknown": 900,
}
"""Faster is possible (geo/routes/leg_routes.py) but seldom: an airliner's cruise, a laden
helicopter, a fast train with stops, a motorway, a fast freighter (22 knots), a day's march."""
SLOW_KMH = 100
"""Slower than this nothing stays in the air all the way."""
_FLYING = ("plane", "helicopter")
_FASTEST_KMH = 1000.0
_WEB = datetime(1995, 1, 1, tzinfo=UTC)

_TELLS = re.compile(
    r"\b(say|said|tell|told|accord|report|claim|account|recall|describ|alleg|writ|wrote|insist"
    r"|admit|remember|assert|testif|version|memoir|journal)(s|ed|es|ing|e|ten|y)?\b",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    r"\b(den(y|ies|ied|ial|ials)|disput\w*|contest\w*|contradict\w*|verif\w*|confirm\w*|unclear"
    r"|doubt\w*|reject\w*|refus\w*|differ\w*|disagree\w*|otherwise|against|but|however|though|yet"
    r"|while|whereas|nobody|not|no|never|only|alone)\b",
    re.IGNORECASE,
)
_TELLER = re.compile(r"[^:]{2,48}: ")
"""The teller at the head of a headline, before a colon."""
_CLOCKS = re.compile(r"T\d\d:\d\d.*/|/.*T\d\d:\d\d")


_Row = TypeVar("_Row")
_Mine = Sequence[tuple[Path, "Event | Leg"]]
_NEIGHBOURS = 12
_MEND_BOTH = "Check the times and places, or add the claim that denies one"


class Noted(NamedTuple):
    """One question: path in the file, id of the row, code, what is asked, the way out."""

    path: Path
    at: str
    code: str
    wrong: str
    mend: str


def about_claims(story: Story) -> Iterator[Noted]:
    """Ask about what is claimed of each event and leg."""
    retold = _retold(story)
    for path, one in happenings(story):
        if one.id not in retold:
            yield from _told(story, path, one)
            yield from _contradicted(story, path, one)
            yield from _from_where(path, one)
        yield from _published(story, path, one)
        yield from _read(path, one)
        if len(one.headline) > HEADLINE:
            wrong = f"The headline has {len(one.headline)} characters, and its card room for"
            mend = "Shorten it and put the rest into the text"
            at = (*path, "headline")
            yield Noted(at, one.id, "long-headline", f"{wrong} {HEADLINE} in two lines", mend)
        if one.support and one.support.figure == admiralty_scale.figure(one.claims):
            wrong = f"The claims give the figure {one.support.figure} anyway"
            mend = 'Take "support" away, or set another figure'
            yield Noted((*path, "support"), one.id, "figure-without-effect", wrong, mend)


def happenings(story: Story) -> Iterator[tuple[Path, Event | Leg]]:
    """Give every leg and event with its path."""
    yield from ((("legs", i), leg) for i, leg in enumerate(story.legs))
    yield from ((("events", i), event) for i, event in enumerate(story.events))


def _told(story: Story, path: Path, one: Event | Leg) -> Iterator[Noted]:
    """Only a party, or one informant, told as fact."""
    reports = _reports(one)
    if not reports or one.support or _attributed(story, one, reports):
        return
    at, mend = (*path, "headline"), "Say in the headline or the text who says so"
    if all(claim.party for claim in reports):
        wrong = f"Only a party to it ({reports[0].told_by}) says so, and it is told as fact"
        yield Noted(at, one.id, "party-alone", wrong, mend)
    elif admiralty_scale.figure(one.claims) == 3 and not _own(story, reports[0]):  # noqa: PLR2004
        wrong = f"One informant ({reports[0].told_by}) says so, and it is told as fact"
        yield Noted(at, one.id, "single-informant", wrong, mend)


def _reports(one: Event | Leg) -> list[Claim]:
    """Claims that report it and count."""
    return [claim for claim in one.claims if claim.stance == "reports" and not claim.context]


def _from_where(path: Path, one: Event | Leg) -> Iterator[Noted]:
    """Several sources, of which nobody can tell whether they are one."""
    reports = _reports(one)
    sources = {claim.source for claim in reports}
    if len(sources) < 2 or one.support or admiralty_scale.figure(one.claims) not in (2, 3):  # noqa: PLR2004
        return
    at = (*path, "claims")
    for same in admiralty_scale.origins(reports).values():
        origin, ids = same[0].origin or "", dict.fromkeys(claim.source for claim in same)
        if len(ids) > 1 and origin.casefold() not in _shown(one).casefold():
            who = f"{', '.join(map(_quoted, list(ids)[:-1]))} and {_quoted(list(ids)[-1])}"
            wrong = f"{who} have it from the same origin ({origin}), and so count as one"
            mend = "Name the origin in the headline or the text, or find another"
            yield Noted(at, one.id, "same-origin", wrong, mend)
    unsaid = [claim for claim in reports if not claim.origin]
    if unsaid:
        wrong = (
            f"{len(sources)} sources report it, and where {_quoted(unsaid[0].source)} "
            f"({unsaid[0].told_by}) has it from is not said; so they do not count as independent"
        )
        mend = 'Add "origin:" to each claim: the party or agency that it goes back to'
        yield Noted(at, one.id, "origin-not-stated", wrong, mend)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _retold(story: Story) -> set[str]:
    """Legs that an event tells with the same claims: what there is to ask is asked of the event."""
    return {
        event.leg
        for event in story.events
        if event.leg in story.leg and event.claims == story.leg[event.leg].claims
    }


def _own(story: Story, claim: Claim) -> bool:
    """Whether the source says it in its own name."""
    publisher = story.source[claim.source].publisher.casefold()
    teller = claim.told_by.casefold()
    return teller in publisher or publisher in teller or "itself" in teller.split()


def _attributed(story: Story, one: Event | Leg, reports: Sequence[Claim]) -> bool:
    """Whether the headline or the text says that somebody tells it, or a reading names them.

    A reading speaks of the report, so its verbs say nothing.
    """
    if _TELLER.match(one.headline):
        return True
    text = _shown(one)
    tellers = {
        word
        for claim in reports
        for word in re.findall(r"\w{4,}", claim.told_by)
        if word[0].isupper()
    }
    people = {word for name in one.people for word in story.person[name].name.split()}
    if any(word in f"{text} {one.reading or ''}" for word in tellers - people):
        return True
    return story.language.startswith("en") and bool(_TELLS.search(text))


def _shown(one: Event | Leg) -> str:
    """What a reader reads of it first: its headline and text."""
    return f"{one.headline} {one.text or ''}"


def _contradicted(story: Story, path: Path, one: Event | Leg) -> Iterator[Noted]:
    stances = {claim.stance for claim in one.claims if not claim.context}
    against = stances & {"denies", "unverified"}
    if "reports" not in stances or not against:
        return
    text, english = _shown(one), story.language.startswith("en")
    if _DIFFERS.search(text) or _TELLS.search(text) if english else one.text:
        return
    what = "deny it" if "denies" in against else "could not verify it"
    wrong = f"Some report it, others {what}, and the text does not say so"
    yield Noted(
        (*path, "claims"),
        one.id,
        "unsaid-contradiction",
        wrong,
        "Say in the text that the accounts differ",
    )


def _published(story: Story, path: Path, one: Event | Leg) -> Iterator[Noted]:
    """Times that the sources could not know."""
    if isinstance(one, Leg) and one.outcome == "intended":
        return
    begins = drawn_bounds(story)[one.id].s0
    given = [(field, when) for field, when in given_times(one) if when.latest is not None]
    known: list[datetime] = []
    late = False
    for j, claim in enumerate(one.claims):
        source = story.source[claim.source]
        published = source.published.latest
        if published is None:
            continue
        known.append(published)
        if begins >= published:
            late = True
            wrong = (
                f'"{source.id}" was published ({source.published.text}) before it can have begun'
            )
            mend = "Check the time, or cite a later source"
            at = (*path, "claims", j, "source")
            yield Noted(at, one.id, "after-publication", wrong, mend)
    for field, when in given:
        if known and not late and when.latest is not None and when.latest > max(known):
            wrong = f'"{when.text}" reaches beyond the day on which the last source was published'
            mend = "End it with that day, or cite a later source"
            yield Noted((*path, field), one.id, "after-publication", wrong, mend)


def given_times(one: Event | Leg) -> list[tuple[str, Instant]]:
    """Give the times that the file gives, by field."""
    if isinstance(one, Event):
        if has_legs_time(one):
            return []  # the movement of its leg, which has given them
        fields = [("start", one.start), ("end", one.end)]
    else:
        fields = [("window", one.window), ("departure", one.departure), ("arrival", one.arrival)]
    return [(field, when) for field, when in fields if when.text]


def _read(path: Path, one: Event | Leg) -> Iterator[Noted]:
    if one.reading:
        return
    for field, when in given_times(one):
        if _CLOCKS.search(when.text) and not when.exact:
            wrong = f'"{when.text}" gives hours, and nothing says how they were read'
            mend = 'Add "reading:" with how you came to them'
            yield Noted((*path, field), one.id, "unexplained-bounds", wrong, mend)


# ------------------------------------------------------------------------------------ on the way


def about_ways(story: Story) -> Iterator[Noted]:
    """Ask about speeds and ways of legs, and about people in two places at once."""
    drawn = drawn_bounds(story)
    for i, leg in enumerate(story.legs):
        if not leg.travelled:
            continue
        km = route(story, leg).length_m / 1000
        yield from _speed(i, leg, km, drawn[leg.id])
        if leg.path == "reported" and not leg.via and km > 50:  # noqa: PLR2004 - as geo/remarks/remark_catalogue.py says
            wrong = "The way is called reported, and no place on it is named"
            mend = 'Name its places under "via", or make the path "inferred"'
            yield Noted(("legs", i, "path"), leg.id, "way-not-described", wrong, mend)
    yield from _in_two_places(story)


def _speed(i: int, leg: Leg, km: float, drawn: Bounds) -> Iterator[Noted]:
    d0, d1, a0, a1 = drawn.s0, drawn.s1, drawn.e0, drawn.e1
    at: Path = ("legs", i, "mode")
    who = "anybody on foot" if leg.mode == "foot" else f"a {leg.mode}"
    who = "anything" if leg.mode == "unknown" else who
    most, least = (
        (later - sooner).total_seconds() / 3600 for sooner, later in ((d0, a1), (d1, a0))
    )
    usual = USUAL_KMH[leg.mode]
    mend = "Check the times, the places and the mode"
    if leg.outcome == "arrived" and km > usual * most:
        wrong = f"{km:,.0f} km in {most:.1f} h is faster than {who} usually goes ({usual:g} km/h)"
        yield Noted(at, leg.id, "implausible-speed", wrong, mend)
    if leg.mode in _FLYING and not leg.via and least > 1 and km < SLOW_KMH * least:
        wrong = f"{km:,.0f} km in {least:.1f} h or more is slow for {who}"
        yield Noted(at, leg.id, "implausible-speed", wrong, mend)


def _in_two_places(story: Story) -> Iterator[Noted]:
    sure: dict[str, list[tuple[Path, Event | Leg]]] = {}
    for path, one in happenings(story):
        if admiralty_scale.figure(one.claims) <= 3:  # noqa: PLR2004 - nobody denies it
            for name in set(one.people):
                sure.setdefault(name, []).append((path, one))
    for person in story.people:
        if not person.plural:
            mine = sure.get(person.id, [])
            yield from _at_both(story, person, mine)
            yield from _on_both(story, person, mine)


def _at_both(story: Story, person: Person, mine: _Mine) -> Iterator[Noted]:
    """At two places too far apart."""
    there = [
        (path, one, story.place[one.place])
        for path, one in mine
        if isinstance(one, Event) and one.place and story.place[one.place].area is None
    ]
    drawn = drawn_bounds(story)
    there.sort(key=lambda row: (drawn[row[1].id].s0, drawn[row[1].id].s1))
    for (_, one, here), (path, other, yonder) in _close(there):
        if here.id == yonder.id:
            continue
        km = WGS84.inv(*here.point, *yonder.point)[2] / 1000
        km -= (here.precision_km or 0) + (yonder.precision_km or 0)
        first, second = drawn[one.id], drawn[other.id]
        if km > _FASTEST_KMH * max(_hours(first, second), _hours(second, first)):
            wrong = f'{person.label} cannot be in {here.name} ("{one.id}") and in {yonder.name}'
            at = (*path, "place")
            yield Noted(at, other.id, "in-two-places", f"{wrong} at these times", _MEND_BOTH)


def _on_both(story: Story, person: Person, mine: _Mine) -> Iterator[Noted]:
    """Surely on two ways at the same time."""
    drawn = drawn_bounds(story)
    legs = [(path, leg) for path, leg in mine if isinstance(leg, Leg) and leg.travelled]
    legs.sort(key=lambda row: (drawn[row[1].id].s0, drawn[row[1].id].s1))
    for (_, first), (path, leg) in _close(legs):
        begun = max(drawn[first.id].s1, drawn[leg.id].s1)
        if begun < min(drawn[first.id].e0, drawn[leg.id].e0):
            wrong = f'{person.label} is surely on the leg "{first.id}" at the same time'
            yield Noted((*path, "people"), leg.id, "in-two-places", wrong, _MEND_BOTH)


def _close(rows: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Pair each row with the few next ones: all with all would take too long in a large file."""
    for i, row in enumerate(rows):
        for other in rows[i + 1 : i + 1 + _NEIGHBOURS]:
            yield row, other


def _hours(first: Bounds, second: Bounds) -> float:
    """The most time that there can be from the start of the first to the second's, hours."""
    return (second.s1 - first.s0).total_seconds() / 3600


# ---------------------------------------------------------------------------------- what is there


def about_rows(story: Story) -> Iterator[Noted]:
    """Ask what people, groups, places and sources are for, and where sources can be read."""
    rows = [one for _, one in happenings(story)]
    acting = {name for one in rows for name in one.people}
    used = set(chain.from_iterable(_places_of(one) for one in rows))
    cited = {claim.source for one in rows for claim in one.claims}
    for i, person in enumerate(story.people):
        if person.id not in acting:
            yield _unused(("people", i), person.id, f"{person.name} has no event and no leg")
    grouped = {person.group for person in story.people if person.id in acting}
    empty = {group.id for group in story.groups} - {person.group for person in story.people}
    for i, group in enumerate(story.groups):
        if group.id in empty - grouped:
            yield _unused(("groups", i), group.id, f"Nobody belongs to {group.name}")
    for i, place in enumerate(story.places):
        if place.id not in used:
            yield _unused(("places", i), place.id, f"Nothing happens at {place.name} or names it")
    for i, source in enumerate(story.sources):
        if source.id not in cited:
            yield _unused(("sources", i), source.id, f'No claim rests on "{source.id}"')
        recent = source.published.earliest is not None and source.published.earliest >= _WEB
        if recent and source.url is None:
            wrong = f'"{source.id}" has no address where readers can check it'
            at: Path = ("sources", i)
            yield Noted(at, source.id, "source-without-link", wrong, 'Add "url:" if it has one')


def _unused(path: Path, at: str, wrong: str) -> Noted:
    return Noted(path, at, "unused", wrong, "Take it out, or add what it is for")


def _places_of(one: Event | Leg) -> tuple[str, ...]:
    if isinstance(one, Leg):
        return (one.origin, *one.via, one.to)
    return (*((one.place,) if one.place else ()), *one.mentions)
