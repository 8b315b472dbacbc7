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
from geo.evidence.own_name import in_own_name
from geo.language.calendar_names import ABOUT_WORDS
from geo.language.told_text import ToldList, ToldText
from geo.story.model import Claim, Event, Leg, Story
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import Instant
from geo.time.reported_time import has_legs_time

HEADLINE = 64
"""Characters that fit two lines of the card at its size of type."""
_WEB = datetime(1995, 1, 1, tzinfo=UTC)
"""From here on a source may be expected to be on the web."""

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
"""An interval with a time of day in it."""
_ABOUT = re.compile(rf"(?:\b(?:{ABOUT_WORDS})\b|~)[^\d]{{0,16}}\d", re.IGNORECASE)
"""Words that say that a figure is only about right."""


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
        yield from _about_as_exact(path, item)
        if len(item.headline) > HEADLINE:
            long, room = f"{len(item.headline)}", f"{HEADLINE}"
            wrong = ToldText("remark.long-headline", long=long, room=room)
            mend = ToldText("remark.long-headline.mend")
            at = (*path, "headline")
            yield Finding(at, item.id, "long-headline", wrong, mend)
        if item.support and item.support.figure == admiralty_scale.figure(item.claims):
            wrong = ToldText("remark.figure-without-effect", figure=f"{item.support.figure}")
            mend = ToldText("remark.figure-without-effect.mend")
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
    at, mend = (*path, "headline"), ToldText("remark.told-as-fact.mend")
    if all(claim.party for claim in reports):
        wrong = ToldText("remark.party-alone", who=reports[0].told_by)
        yield Finding(at, item.id, "party-alone", wrong, mend)
    elif admiralty_scale.figure(item.claims) == 3 and not in_own_name(story, reports[0]):  # noqa: PLR2004
        wrong = ToldText("remark.single-informant", who=reports[0].told_by)
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
            who = ToldList(map(_quoted, ids))
            wrong = ToldText("remark.same-origin", who=who, origin=origin)
            mend = ToldText("remark.same-origin.mend")
            yield Finding(at, item.id, "same-origin", wrong, mend)
    unsaid = [claim for claim in reports if not claim.origin]
    if unsaid:
        wrong = ToldText(
            "remark.origin-not-stated",
            sources=len(sources),
            source=_quoted(unsaid[0].source),
            who=unsaid[0].told_by,
        )
        mend = ToldText("remark.origin-not-stated.mend")
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
    key = "denied" if "denies" in against else "unverified"
    wrong = ToldText(f"remark.unsaid-contradiction.{key}")
    yield Finding(
        (*path, "claims"),
        item.id,
        "unsaid-contradiction",
        wrong,
        ToldText("remark.unsaid-contradiction.mend"),
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
            wrong = ToldText("remark.unsaid-denial", who=claim.told_by)
            mend = ToldText("remark.unsaid-denial.mend")
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
            wrong = ToldText(
                "remark.before-its-source", day=when.text, source_day=source.published.text
            )
            mend = ToldText("remark.before-its-source.mend")
            field = "published" if claim.published.text else "version"
            yield Finding((*path, "claims", j, field), item.id, "before-its-source", wrong, mend)
        if begins >= when.latest:
            late = True
            wrong = ToldText("remark.after-publication", source=source.id, day=when.text)
            mend = ToldText("remark.after-publication.mend")
            at = (*path, "claims", j, "source")
            yield Finding(at, item.id, "after-publication", wrong, mend)
    for field, when in given:
        if known and not late and when.latest is not None and when.latest > max(known):
            wrong = ToldText("remark.beyond-publication", time=when.text)
            mend = ToldText("remark.beyond-publication.mend")
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
        if _CLOCKS.search(when.text) and not when.point:
            wrong = ToldText("remark.unexplained-bounds", time=when.text)
            mend = ToldText("remark.unexplained-bounds.mend")
            yield Finding((*path, field), item.id, "unexplained-bounds", wrong, mend)


def _about_as_exact(path: Path, item: Event | Leg) -> Iterator[Finding]:
    """Ask about a time to the minute or the day where the report's words say "about"."""
    if not _ABOUT.search(item.words or ""):
        return
    given = given_times(item)
    if given and not any(when.about or "/" in when.text for _, when in given):
        (field, when), *_ = given
        wrong = ToldText("remark.about-as-exact", words=item.words or "", time=when.text)
        mend = ToldText("remark.about-as-exact.mend", time=when.text.removesuffix("?"))
        yield Finding((*path, field), item.id, "about-as-exact", wrong, mend)


# ---------------------------------------------------------------------------------- unused rows


def about_rows(story: Story) -> Iterator[Finding]:
    """Ask about unused people, groups, places and sources, and about sources without a link."""
    rows = [item for _, item in happenings(story)]
    acting = {name for item in rows for name in item.people}
    used = set(chain.from_iterable(_places_of(item) for item in rows))
    cited = {claim.source for item in (*rows, *story.tracks) for claim in item.claims}
    cited |= {track.source for track in story.tracks}
    for i, person in enumerate(story.people):
        if person.id not in acting:
            yield _unused(
                ("people", i), person.id, ToldText("remark.unused.person", name=person.name)
            )
    grouped = {person.group for person in story.people if person.id in acting}
    empty = {group.id for group in story.groups} - {person.group for person in story.people}
    for i, group in enumerate(story.groups):
        if group.id in empty - grouped:
            yield _unused(("groups", i), group.id, ToldText("remark.unused.group", name=group.name))
    for i, place in enumerate(story.places):
        if place.id not in used:
            yield _unused(("places", i), place.id, ToldText("remark.unused.place", name=place.name))
    for i, source in enumerate(story.sources):
        if source.id not in cited:
            yield _unused(
                ("sources", i), source.id, ToldText("remark.unused.source", source=source.id)
            )
        recent = source.published.earliest is not None and source.published.earliest >= _WEB
        if recent and source.url is None:
            wrong = ToldText("remark.source-without-link", source=source.id)
            at: Path = ("sources", i)
            yield Finding(
                at,
                source.id,
                "source-without-link",
                wrong,
                ToldText("remark.source-without-link.mend"),
            )


def _unused(path: Path, at: str, wrong: str) -> Finding:
    return Finding(path, at, "unused", wrong, ToldText("remark.unused.mend"))


def _places_of(item: Event | Leg) -> tuple[str, ...]:
    if isinstance(item, Leg):
        return (item.origin, *item.via, item.to)
    return (*((item.place,) if item.place else ()), *item.mentions)
