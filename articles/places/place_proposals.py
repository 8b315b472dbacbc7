"""Places as proposals: every mention of each place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from articles.linguistics.analysis import Parsed
from articles.linguistics.demonyms import PROVINCES
from articles.linguistics.names import Bearer, largest_in, us_states
from articles.places.candidates import Context, lands_of, ranked
from articles.places.described import described
from articles.places.mentions import Finder, Mention
from articles.places.place_roles import role_of
from articles.values import Candidate, PlaceValue, Proposal
from geo.great_circle import great_circle_km
from geo.language.told_text import ToldText
from geo.places.gazetteer import plain


def place_proposals(
    paragraphs: Sequence[Parsed], *, zone: str, loose: bool = False
) -> list[tuple[Proposal, Mention]]:
    """Propose the places of a report, each with its mention.

    `zone` is the IANA name of the time zone that the report is told from.
    """
    finder = Finder(paragraphs, loose=loose)
    by_paragraph = [(parsed, finder.mentions(parsed)) for parsed in paragraphs]
    mentions = [mention for _, many in by_paragraph for mention in many]
    counts = Counter(
        named.country for named in mentions if named.country and named.sort in ("name", "demonym")
    )
    home = largest_in(zone)
    sure = _sure(mentions, {*counts, *([home.country] if home else ())})
    at_home = {home.country: 1.0} if home else {}
    out: list[tuple[Proposal, Mention]] = []
    open_names: set[int] = set()
    chosen: dict[str, str] = {}
    for parsed, many in by_paragraph:
        near = Counter(mention.country for mention in many if mention.country)
        lands = lands_of(counts, near)
        for i, mention in enumerate(many):
            beside, state = _beside(
                parsed,
                mention,
                many[i + 1] if i + 1 < len(many) else None,
                {*lands, *at_home},
            )
            role = role_of(mention)
            points = [(b.lon, b.lat) for key, b in sure.items() if key != mention.key]
            context = Context(
                beside,
                state,
                lands,
                points,
                home.country if home else "",
                chosen.get(mention.key, ""),
            )
            candidates = ranked(mention.known if mention.sort == "name" else (), context)
            others = {key: b for key, b in sure.items() if key != mention.key}
            if mention.sort == "name" and (
                _doubtful(candidates, {**lands, **at_home}, others, beside)
                or _by_further_names(mention, beside)
            ):
                open_names.add(len(out))
            if beside and candidates:
                chosen.setdefault(mention.key, candidates[0].id)
            elif mention.key not in chosen and candidates:
                chosen[mention.key] = ""
            country = mention.country or (
                candidates[0].country
                if candidates and len({c.country for c in candidates}) == 1
                else ""
            )
            out.append(
                (
                    _proposal(parsed, mention, PlaceValue(role, candidates, mention.text, country)),
                    mention,
                )
            )
        for mention in described(parsed, many):
            inside = _inside(mention, many)
            out.append(
                (
                    _proposal(
                        parsed, mention, PlaceValue("described", (), mention.text, "", inside)
                    ),
                    mention,
                )
            )
    told = {*counts, *(bearer.country for bearer in sure.values())}
    told |= {home.country} if home and told else set()
    towns = _near_towns(out, open_names, told) if open_names else {}
    rows = [_with_near(row, i, out, towns) if i in open_names else row for i, row in enumerate(out)]
    return sorted(rows, key=lambda row: (row[0].paragraph, row[0].start))


def _proposal(parsed: Parsed, mention: Mention, value: PlaceValue) -> Proposal:
    start, end = parsed.clean.raw(*mention.chars)
    rule = {"demonym": "people-or-state", "described": "described-place"}.get(
        mention.sort, "named-place"
    )
    if mention.sort == "name" and not value.candidates:
        rule = "name-not-in-gazetteer"
    return Proposal(
        f"place-{parsed.number}-{start}",
        "place",
        parsed.number,
        start,
        end,
        mention.text,
        value,
        rule,
    )


def _by_further_names(mention: Mention, beside: str) -> bool:
    """Whether only small towns bear the name, and as a further one: it may be none of them."""
    return (
        not beside
        and bool(mention.known)
        and not any(
            bearer.main or bearer.kind != "city" or bearer.population > _SMALL
            for bearer in mention.known
        )
    )


_SMALL = 50_000
_FAR_KM = 1500.0


def _doubtful(
    candidates: Sequence[Candidate], lands: dict[str, float], sure: dict[str, Bearer], beside: str
) -> bool:
    """Whether no candidate fits the report: none in a country that it names or near its places."""
    if beside and candidates:
        return False
    return not any(
        candidate.kind in ("country", "state")
        or lands.get(candidate.country)
        or any(
            great_circle_km((candidate.lon, candidate.lat), (b.lon, b.lat)) < _FAR_KM
            for b in sure.values()
        )
        for candidate in candidates
    )


def _near_towns(
    rows: Sequence[tuple[Proposal, Mention]], open_names: Collection[int], lands: Collection[str]
) -> dict[tuple[bool, str, str], list[int]]:
    """Give the rows of the towns that an unknown name may be near, in order.

    By whether the town's name is open itself, its plain name and its id. None is in a country that
    is not among `lands`.
    """
    out: dict[tuple[bool, str, str], list[int]] = {}
    for i, (proposal, mention) in enumerate(rows):
        value = proposal.value
        if not isinstance(value, PlaceValue) or value.role == "party":
            continue
        town = next(iter(value.candidates), None)
        if (
            town is None
            or mention.key in us_states()
            or town.kind not in ("city", "airport")
            or (town.kind == "city" and plain(town.name) != mention.key)
            or (lands and town.country not in lands)
        ):
            continue
        out.setdefault((i in open_names, mention.key, town.id), []).append(i)
    return out


def _with_near(
    row: tuple[Proposal, Mention],
    here: int,
    rows: Sequence[tuple[Proposal, Mention]],
    towns: Mapping[tuple[bool, str, str], Sequence[int]],
) -> tuple[Proposal, Mention]:
    """Add places that are named around an unknown name as candidates for what it is near.

    `towns` are what `_near_towns` gives. Those that are open themselves come last.
    """
    proposal, told = row
    value = proposal.value
    assert isinstance(value, PlaceValue)
    nearest = []
    for (is_open, key, _), places in towns.items():
        at = bisect_left(places, here)
        if key != told.key:
            i = min(places[max(at - 1, 0) : at + 1], key=lambda i: abs(i - here))
            nearest.append((is_open, abs(i - here), i))
    out: list[Candidate] = []
    for _, _, i in sorted(nearest):
        beside = rows[i][0]
        assert isinstance(beside.value, PlaceValue)
        town = beside.value.candidates[0]
        if town.id in {c.id for c in (*out, *value.candidates)}:
            continue
        reason = ToldText("article.place.no-fitting", name=told.text, other=beside.text)
        out.append(
            replace(
                town,
                name=ToldText("article.place.near", place=town.name),
                reason=reason,
                kind="near",
            )
        )
        if len(out) == _NEAR:
            break
    if len(out) + len(value.candidates) < 2:
        out = []
    return replace(proposal, value=replace(value, candidates=(*value.candidates, *out))), told


_NEAR = 3


def _sure(mentions: Sequence[Mention], told: Collection[str]) -> dict[str, Bearer]:
    """Give the places whose name can hardly mean another; other names are ranked by distance.

    A small town counts only in a country that is among `told` or has two such towns: Skye in
    Australia is no help.
    """
    alone = {
        mention.key: main[0].country
        for mention in mentions
        if len(main := [b for b in mention.known if b.main and b.kind == "city"]) == 1
    }
    several = {land for land, towns in Counter(alone.values()).items() if towns > 1}
    out: dict[str, Bearer] = {}
    for mention in mentions:
        main = [b for b in mention.known if b.main and b.kind == "city"]
        big = [b for b in main if b.population > 100_000]
        if any(b.kind in ("country", "state") for b in mention.known):
            continue
        if len(main) == 1 and (
            main[0].population > _SMALL or not told or main[0].country in {*told, *several}
        ):
            out[mention.key] = main[0]
        elif len(big) == 1 and all(
            b.population * 20 < big[0].population for b in main if b is not big[0]
        ):
            out[mention.key] = big[0]
    return out


def _beside(
    parsed: Parsed, mention: Mention, nxt: Mention | None, told: Collection[str]
) -> tuple[str, str]:
    """Give the country, and the state, told right after a name: "Tripoli, Lebanon's second city".

    `told` are the countries that the report speaks of: two names that are also those of two towns
    of another country tell nothing.
    """
    if nxt is None or nxt.sort not in ("name", "demonym"):
        return "", ""
    if nxt.key == mention.key:
        return "", ""
    gap = parsed.text[mention.chars[1] : nxt.chars[0]]
    if nxt.sort == "demonym":
        beside = re.fullmatch(r",\s(?:a|an|the|on\sthe|in\sthe|off\sthe)\s(?:\w+\s)?", gap)
    else:
        beside = re.fullmatch(
            r",\s|\s\(|,?\s(?:in|on|off)\s|,?\s(?:[\w'-]+\s){0,6}(?:of|in|on|off)\s(?:the\s)?", gap
        )
        if beside and len(gap) > 8 and not gap.startswith(","):
            beside = re.fullmatch(
                r"\sin\sthe\s(?:\w+\s)?state\sof\s|\s(?:province|region|district),?\sin\s", gap
            )
    if not beside or re.search(
        r"\b(?:and|to|from|said|was|were|had|where|before|after|who|they|he|she)\b", gap
    ):
        return "", ""
    text = nxt.text
    state = us_states().get(plain(text), "")
    towns = {b.part for b in mention.known if b.country == "US"}
    if state and plain(text) == "georgia":
        in_state = [b for b in mention.known if b.part == state and b.country == "US"]
        in_land = [b for b in mention.known if b.country == "GE"]
        return ("US", state) if in_state and not in_land else ("GE", "")
    if state and state in towns:
        return "US", state
    land, part = PROVINCES.get(plain(text), ("", ""))
    if part and any(b.country == land and b.part == part for b in mention.known):
        return land, part
    if nxt.country:
        return nxt.country, ""
    lands = {b.country for b in mention.known if b.main} & {b.country for b in nxt.known if b.main}
    return (next(iter(lands)), "") if len(lands) == 1 and lands <= set(told) else ("", "")


def _inside(mention: Mention, named: Sequence[Mention]) -> str:
    """Give the named place in the same phrase: "his house in Colombo"."""
    for beside in named:
        gap = mention.parsed.text[mention.chars[1] : beside.chars[0]]
        if gap in (" in ", " at ", " near ", " of ", " on ", " outside ", " off "):
            return beside.text
    return ""
