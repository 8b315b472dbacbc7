"""Remarks on claims, times and rows; remark_catalogue.py explains each.

Every rule yields a Finding: where, which row, which remark, what is asked, how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple

from geo.errors import Path
from geo.evidence import admiralty_scale
from geo.evidence.known_by import publication
from geo.story.model import Claim, Event, Leg, Story
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import Instant
from geo.time.reported_time import has_legs_time

HEADLINE = 64
"""Characters that fit two lines of the card at its size of type."""
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
"""The teller at the start of a headline, before a colon."""
_CLOCKS = re.compile(r"T\d\d:\d\d.*/|/.*T\d\d:\d\d")


class Finding(NamedTuple):
    """A remark before it has a file and a line: path, id of the row, code, what, how to mend it."""

    path: Path
    at: str
    code: str
    wrong: str
    mend: str


def about_claims(story: Story) -> Iterator[Finding]:
    """Ask about what is claimed of each event and leg."""
    retold = _retold(story)
    for path, item in happenings(story):
        if item.id not in retold:
            yield from _stated_as_fact(story, path, item)
            yield from _contradictions(story, path, item)
            yield from _shared_origins(path, item)
            yield from _unsaid_denials(path, item)
        yield from _publication(story, path, item)
        yield from _bounds_explained(path, item)
        if len(item.headline) > HEADLINE:
            wrong = f"The headline has {len(item.headline)} characters, and its card room for"
            mend = "Shorten it and put the rest into the text"
            at = (*path, "headline")
            yield Finding(at, item.id, "long-headline", f"{wrong} {HEADLINE} in two lines", mend)
        if item.support and item.support.figure == admiralty_scale.figure(item.claims):
            wrong = f"The claims give the figure {item.support.figure} anyway"
            mend = 'Take "support" away, or set another figure'
            yield Finding((*path, "support"), item.id, "figure-without-effect", wrong, mend)


def happenings(story: Story) -> Iterator[tuple[Path, Event | Leg]]:
    """Give every leg and event with its path."""
    yield from ((("legs", i), leg) for i, leg in enumerate(story.legs))
    yield from ((("events", i), event) for i, event in enumerate(story.events))


def _stated_as_fact(story: Story, path: Path, item: Event | Leg) -> Iterator[Finding]:
    """Ask where a party's or a single informant's account is told as fact."""
    reports = _reports(item)
    if not reports or item.support or _attributed(story, item, reports):
        return
    at, mend = (*path, "headline"), "Say in the headline or the text who says so"
    if all(claim.party for claim in reports):
        wrong = f"Only a party to it ({reports[0].told_by}) says so, and it is told as fact"
        yield Finding(at, item.id, "party-alone", wrong, mend)
    elif admiralty_scale.figure(item.claims) == 3 and not _in_own_name(story, reports[0]):  # noqa: PLR2004
        wrong = f"One informant ({reports[0].told_by}) says so, and it is told as fact"
        yield Finding(at, item.id, "single-informant", wrong, mend)


def _reports(item: Event | Leg) -> list[Claim]:
    """Give the claims that report it and count."""
    return [claim for claim in item.claims if claim.stance == "reports" and claim.counts]


def _shared_origins(path: Path, item: Event | Leg) -> Iterator[Finding]:
    """Ask where several sources may rest on the same origin."""
    reports = _reports(item)
    sources = {claim.source for claim in reports}
    if len(sources) < 2 or item.support or admiralty_scale.figure(item.claims) not in (2, 3):  # noqa: PLR2004
        return
    at = (*path, "claims")
    for claims_of_origin in admiralty_scale.origins(reports).values():
        origin, ids = (
            claims_of_origin[0].origin or "",
            dict.fromkeys(claim.source for claim in claims_of_origin),
        )
        if len(ids) > 1 and origin.casefold() not in _shown(item).casefold():
            who = f"{', '.join(map(_quoted, list(ids)[:-1]))} and {_quoted(list(ids)[-1])}"
            wrong = f"{who} have it from the same origin ({origin}), and so count as one"
            mend = "Name the origin in the headline or the text, or find another"
            yield Finding(at, item.id, "same-origin", wrong, mend)
    unsaid = [claim for claim in reports if not claim.origin]
    if unsaid:
        wrong = (
            f"{len(sources)} sources report it, and where {_quoted(unsaid[0].source)} "
            f"({unsaid[0].told_by}) has it from is not said; so they do not count as independent"
        )
        mend = 'Add "origin:" to each claim: the party or agency that it goes back to'
        yield Finding(at, item.id, "origin-not-stated", wrong, mend)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _retold(story: Story) -> set[str]:
    """Give the legs that an event tells with the same claims; questions are asked of the event."""
    return {
        event.leg
        for event in story.events
        if event.leg in story.leg and event.claims == story.leg[event.leg].claims
    }


def _in_own_name(story: Story, claim: Claim) -> bool:
    """Whether the source says it in its own name."""
    publisher = story.source[claim.source].publisher.casefold()
    teller = claim.told_by.casefold()
    return teller in publisher or publisher in teller or "itself" in teller.split()


def _attributed(story: Story, item: Event | Leg, reports: Sequence[Claim]) -> bool:
    """Whether headline or text say that somebody tells it, or the reading names the teller.

    Verbs in a reading do not count: they are about the report.
    """
    if _TELLER.match(item.headline):
        return True
    text = _shown(item)
    tellers = {
        word
        for claim in reports
        for word in re.findall(r"\w{4,}", claim.told_by)
        if word[0].isupper()
    }
    people = {word for name in item.people for word in story.person[name].name.split()}
    if any(word in f"{text} {item.reading or ''}" for word in tellers - people):
        return True
    return story.language.startswith("en") and bool(_TELLS.search(text))


def _shown(item: Event | Leg) -> str:
    """Give what readers read first: headline and text."""
    return f"{item.headline} {item.text or ''}"


def _contradictions(story: Story, path: Path, item: Event | Leg) -> Iterator[Finding]:
    stances = {claim.stance for claim in item.claims if claim.counts}
    against = stances & {"denies", "unverified"}
    if "reports" not in stances or not against:
        return
    if tells_of_differences(story, item):
        return
    what = "deny it" if "denies" in against else "could not verify it"
    wrong = f"Some report it, others {what}, and the text does not say so"
    yield Finding(
        (*path, "claims"),
        item.id,
        "unsaid-contradiction",
        wrong,
        "Say in the text that the accounts differ",
    )


def tells_of_differences(story: Story, item: Event | Leg) -> bool:
    """Whether a headline or text says that accounts differ; in another language any text does."""
    text = _shown(item)
    if story.language.startswith("en"):
        return bool(_DIFFERS.search(text) or _TELLS.search(text))
    return bool(item.text)


def _unsaid_denials(path: Path, item: Event | Leg) -> Iterator[Finding]:
    """Ask what is denied, where a claim does not say it."""
    for j, claim in enumerate(item.claims):
        if claim.stance == "denies" and not claim.context and not claim.text:
            wrong = f'"{claim.told_by}" denies it, and nothing says what exactly'
            mend = 'Say under "text" what is denied, or mark it as context if it is something else'
            at = (*path, "claims", j, "text")
            yield Finding(at, item.id, "unsaid-denial", wrong, mend)


def _publication(story: Story, path: Path, item: Event | Leg) -> Iterator[Finding]:
    """Ask about times that the sources could not know."""
    if isinstance(item, Leg) and item.outcome == "intended":
        return
    begins = drawn_bounds(story)[item.id].s0
    given = [(field, when) for field, when in given_times(item) if when.latest is not None]
    known: list[datetime] = []
    late = False
    for j, claim in enumerate(item.claims):
        source, when = story.source[claim.source], publication(story, claim)
        if when.latest is None:
            continue
        known.append(when.latest)
        first = source.published.earliest
        if first is not None and when.latest <= first and when.text != source.published.text:
            wrong = (
                f"The claim was public ({when.text}) before its source was published "
                f"({source.published.text})"
            )
            mend = "Check the time, or cite the source that had it first"
            field = "published" if claim.published.text else "version"
            yield Finding((*path, "claims", j, field), item.id, "before-its-source", wrong, mend)
        if begins >= when.latest:
            late = True
            wrong = f'"{source.id}" was published ({when.text}) before it can have begun'
            mend = "Check the time, or cite a later source"
            at = (*path, "claims", j, "source")
            yield Finding(at, item.id, "after-publication", wrong, mend)
    for field, when in given:
        if known and not late and when.latest is not None and when.latest > max(known):
            wrong = f'"{when.text}" reaches beyond the day on which the last source was published'
            mend = "End it with that day, or cite a later source"
            yield Finding((*path, field), item.id, "after-publication", wrong, mend)


def given_times(item: Event | Leg) -> list[tuple[str, Instant]]:
    """Give the times that the file gives, by field."""
    if isinstance(item, Event):
        if has_legs_time(item):
            return []  # they are the leg's, and are asked about there
        fields = [("start", item.start), ("end", item.end)]
    else:
        fields = [("window", item.window), ("departure", item.departure), ("arrival", item.arrival)]
    return [(field, when) for field, when in fields if when.text]


def _bounds_explained(path: Path, item: Event | Leg) -> Iterator[Finding]:
    if item.reading:
        return
    for field, when in given_times(item):
        if _CLOCKS.search(when.text) and not when.exact:
            wrong = f'"{when.text}" gives hours, and nothing says how they were read'
            mend = 'Add "reading:" with how you came to them'
            yield Finding((*path, field), item.id, "unexplained-bounds", wrong, mend)


# ---------------------------------------------------------------------------------- what is there


def about_rows(story: Story) -> Iterator[Finding]:
    """Ask about unused people, groups, places and sources, and about sources without a link."""
    rows = [item for _, item in happenings(story)]
    acting = {name for item in rows for name in item.people}
    used = set(chain.from_iterable(_places_of(item) for item in rows))
    cited = {claim.source for item in (*rows, *story.tracks) for claim in item.claims}
    cited |= {track.source for track in story.tracks}
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
            yield _unused(
                ("places", i), place.id, f"No event or leg is at {place.name} or names it"
            )
    for i, source in enumerate(story.sources):
        if source.id not in cited:
            yield _unused(("sources", i), source.id, f'No claim rests on "{source.id}"')
        recent = source.published.earliest is not None and source.published.earliest >= _WEB
        if recent and source.url is None:
            wrong = f'"{source.id}" has no address where readers can check it'
            at: Path = ("sources", i)
            yield Finding(at, source.id, "source-without-link", wrong, 'Add "url:" if it has one')


def _unused(path: Path, at: str, wrong: str) -> Finding:
    return Finding(path, at, "unused", wrong, "Take it out, or add what it is for")


def _places_of(item: Event | Leg) -> tuple[str, ...]:
    if isinstance(item, Leg):
        return (item.origin, *item.via, item.to)
    return (*((item.place,) if item.place else ()), *item.mentions)
