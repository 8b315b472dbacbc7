"""Ways as proposals: departure and arrival of a way joined, with its people and times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter, itemgetter

from articles.linguistics.analysis import Parsed
from articles.linguistics.verbs import SPEECH
from articles.linguistics.words import Word
from articles.places.mentions import Mention
from articles.values import MovementValue, Path, PlaceValue, Proposal, TimeValue
from articles.ways.vehicles import CONCEALED
from articles.ways.way_finding import Move, moves
from geo.language.told_text import ToldText
from geo.places.gazetteer import plain

_start = attrgetter("start")

_TimeAt = tuple[int, Proposal]
"""A time, and its first character in the cleaned text."""


def movement_proposals(
    paragraphs: Sequence[Parsed],
    places: Sequence[tuple[Proposal, Mention]],
    times: Sequence[Proposal],
    people: set[str],
) -> list[Proposal]:
    """Propose the ways of a report, in order. `people` are the names of its people, plain."""
    main = _traveller(paragraphs, people)
    ids = {id(mention): proposal for proposal, mention in places}
    by_portion: dict[int, list[Mention]] = {}
    for _, mention in places:
        by_portion.setdefault(id(mention.parsed), []).append(mention)
    out: list[Proposal] = []
    told = _times_of_ways(times)
    for parsed in paragraphs:
        here = sorted(by_portion.get(id(parsed), []), key=lambda mention: mention.first)
        beside = _in_portion(parsed, told.get(parsed.number, ()))
        for first, last in _joined(moves(parsed, here)):
            out.append(_proposal(parsed, first, last, ids, beside, main, people))
    return out


def summed_up(ways: Sequence[Proposal]) -> list[Proposal]:
    """Take the ends from the ways of a first paragraph that later ones tell leg by leg."""
    later = [proposal for proposal in ways if proposal.paragraph > 1]
    return [
        _summed(proposal) if proposal.paragraph == 1 and len(later) > 1 else proposal
        for proposal in ways
    ]


def _summed(proposal: Proposal) -> Proposal:
    """Make a way of the first paragraph a summary without ends: its legs are told further below."""
    value = proposal.value
    assert isinstance(value, MovementValue)
    question = ToldText("article.ask.sum")
    plain = MovementValue(value.who, path=value.path, question=question)
    return replace(proposal, value=plain, rule="summary")


def _joined(apart: Sequence[Move]) -> list[tuple[Move, Move]]:
    """Join "took off from A" and "landed at B" of one subject; each pair is (first, last)."""
    out: list[tuple[Move, Move]] = []
    i = 0
    while i < len(apart):
        move = apart[i]
        nxt = apart[i + 1] if i + 1 < len(apart) else None
        if nxt is not None and _same_way(move, nxt):
            out.append((move, nxt))
            i += 2
            continue
        out.append((move, move))
        i += 1
    return out


def _same_way(move: Move, nxt: Move) -> bool:
    if (
        move.to is not None
        or nxt.origin is not None
        or move.sort not in ("depart", "call", "pass", "board")
    ):
        return False
    if nxt.sort not in ("arrive", "head") or nxt.outcome not in ("arrived", "unknown"):
        return False
    if move.mode != "unknown" and nxt.mode not in ("unknown", move.mode):
        return False
    if move.verb.sentence == nxt.verb.sentence:
        return move.who == nxt.who
    if nxt.verb.sentence - move.verb.sentence != 1 or move.who is None or nxt.who is None:
        return False
    who = move.parsed.words_text(*move.who).lower(), nxt.parsed.words_text(*nxt.who).lower()
    return who[1] in ("he", "she", "they", "it") or who[1].split()[-1] == who[0].split()[-1]


def _proposal(
    parsed: Parsed,
    first: Move,
    last: Move,
    ids: Mapping[int, Proposal],
    times: Sequence[_TimeAt],
    main: str,
    people: set[str],
) -> Proposal:
    start, end = parsed.clean.raw(
        first.verb.start, parsed.words[min(first.past, len(parsed.words)) - 1].end
    )
    origin, to = first.origin or last.origin, last.to or first.to
    via = (*first.via, *(end for end in last.via if end not in first.via))
    mode = first.mode if first.mode != "unknown" else last.mode
    outcome = last.outcome
    who, question = _named(parsed, first, main, people)
    value = MovementValue(
        who,
        origin.text if origin else None,
        to.text if to else None,
        mode,
        _path(parsed, via, mode),
        outcome,
        tuple(end.text for end in via),
        ids[id(origin)].id if origin else "",
        ids[id(to)].id if to else "",
        tuple(ids[id(end)].id for end in via),
        question=question,
    )
    value = _timed(parsed, first, last, value, times)
    rule = f"way-{first.sort}" if first is last else f"way-{first.sort}-{last.sort}"
    text = parsed.text[first.verb.start : parsed.words[min(first.past, len(parsed.words)) - 1].end]
    return Proposal(
        f"movement-{parsed.number}-{start}",
        "movement",
        parsed.number,
        start,
        end,
        text,
        value,
        rule,
    )


@lru_cache(maxsize=1)
def _is_concealed(text: str) -> bool:
    """Whether a paragraph tells of a hidden way; asked for each of its ways."""
    return CONCEALED.search(text) is not None


def _path(parsed: Parsed, via: Sequence[Mention], mode: str) -> Path:
    if mode in ("ship", "plane", "helicopter", "unknown") and _is_concealed(parsed.text):
        return "concealed"
    return "reported" if any(end.sort == "name" for end in via) else "inferred"


def _times_of_ways(times: Sequence[Proposal]) -> dict[int, list[Proposal]]:
    """Give by paragraph, in order, the times that a way may have: all but that of publication."""
    by_paragraph: dict[int, list[Proposal]] = {}
    for time in times:
        if isinstance(time.value, TimeValue) and time.value.kind != "publication":
            by_paragraph.setdefault(time.paragraph, []).append(time)
    for here in by_paragraph.values():
        here.sort(key=_start)
    return by_paragraph


def _in_portion(parsed: Parsed, times: Sequence[Proposal]) -> list[_TimeAt]:
    """Give those of a paragraph's times that stand in a portion, each with where it does."""
    raw = parsed.clean.at
    low, past = (bisect_left(times, char, key=_start) for char in (raw[0], raw[-1]))
    return [(bisect_left(raw, time.start), time) for time in times[low:past]]


def _timed(
    parsed: Parsed, first: Move, last: Move, value: MovementValue, times: Sequence[_TimeAt]
) -> MovementValue:
    """Give a way the times that stand with its verbs; `times` are what `_in_portion` gives."""

    def near(move: Move) -> str:
        low, high = move.clause
        start, end = parsed.span(low, max(high, low + 1))
        before = parsed.sentence_of(move.verb.i)[0] - 1  # the last word of the sentence before
        least = min(start, parsed.words[before].end if before >= 0 else 0)
        best: Proposal | None = None
        earliest, past = (bisect_left(times, char, key=itemgetter(0)) for char in (least, end))
        for at, time in times[earliest:past]:
            if best is not None and _dated(best) and not _dated(time):
                continue
            if _of_what_is_described(parsed, move.verb, at):
                continue
            if start <= at < end or (
                parsed.words[parsed.at(at)].sentence == move.verb.sentence and not best
            ):
                best = time
        return best.id if best else ""

    if first is last:
        beside = near(first)
        if not beside:
            return value
        if first.sort == "arrive":
            return replace(value, arrival_id=beside)
        if first.sort in ("depart", "board"):
            return replace(value, departure_id=beside)
        return replace(value, time_id=beside)
    return replace(value, departure_id=near(first), arrival_id=near(last))


def _of_what_is_described(parsed: Parsed, verb: Word, at: int) -> bool:
    """Whether a time stands before those whom a clause describes: "stopped at noon ... the driver, who walked".

    `at` is a character of the cleaned paragraph.
    """
    for _ in range(4):
        if verb.dep == "relcl":
            return at < parsed.words[verb.head].start and verb.head < verb.i
        if verb.dep not in ("conj", "xcomp", "ccomp") or verb.head == verb.i:
            return False
        verb = parsed.words[verb.head]
    return False


def _dated(time: Proposal) -> bool:
    value = time.value
    return isinstance(value, TimeValue) and bool(value.earliest or value.latest)


def _named(parsed: Parsed, move: Move, main: str, people: set[str]) -> tuple[str, str]:
    """Give who goes, and a question where that is a guess: a pronoun is read as the traveller."""
    if move.who is None:
        return main, ToldText("article.ask.who-is-it")
    text = parsed.words_text(*move.who)
    if re.fullmatch(r"(?i)he|she|him|her|it|they|them|who", text) and not main:
        return text, ToldText("article.ask.who", words=text)
    if re.fullmatch(r"(?i)he|she|him|her", text):
        name = _meant(parsed, move, main, people)
        return name, ToldText("article.ask.is", words=text, name=name)
    return text, ""


def _meant(parsed: Parsed, move: Move, main: str, people: set[str]) -> str:
    """Give who a pronoun is: the traveller, or the only other person named before it."""
    before = [
        word
        for word in parsed.words[: move.verb.i]
        if word.name and plain(word.text) in people and not _speaks(parsed, word)
    ]
    own = {plain(part) for part in main.replace("-", " ").split()}
    if not before or any(plain(word.text) in own for word in before):
        return main
    names = {_whole_name(parsed, word.i, people) for word in before}
    return names.pop() if len(names) == 1 else main


def _speaks(parsed: Parsed, word: Word) -> bool:
    """Whether a name is that of a teller: "he" in what they tell is then somebody else."""
    at = word
    for _ in range(5):
        if at.verb:
            return at.lemma in SPEECH
        if at.head == at.i or at.dep in ("pobj", "dobj", "poss"):
            return False
        at = parsed.words[at.head]
    return False


def _traveller(paragraphs: Sequence[Parsed], people: set[str]) -> str:
    """Give the name of the person whom the report names most often, as it is first told."""
    counts: Counter[str] = Counter()
    full: dict[str, str] = {}
    for parsed in paragraphs:
        for word in parsed.words:
            key = plain(word.text)
            if word.name and key in people:
                counts[key] += 1
                if key not in full:
                    full[key] = _whole_name(parsed, word.i, people)
    ranked = [key for key, _ in counts.most_common() if counts[key] > 1]
    return full[ranked[0]] if ranked else ""


def _whole_name(parsed: Parsed, i: int, people: set[str]) -> str:
    low = high = i
    while (
        low > 1
        and parsed.words[low - 1].text == "-"
        and parsed.words[low - 2].lower in ("al", "el", "ash", "an", "ad")
    ):
        low -= 2
    while (
        low > 0
        and parsed.words[low - 1].name
        and (plain(parsed.words[low - 1].text) in people or parsed.words[low - 1].tag == "NNP")
    ):
        low -= 1
    while (
        high + 2 < len(parsed.words)
        and parsed.words[high + 1].text == "-"
        and parsed.words[high + 2].name
        and parsed.words[high + 2].start == parsed.words[high].end + 1
    ):
        high += 2
    while (
        high + 1 < len(parsed.words)
        and parsed.words[high + 1].name
        and plain(parsed.words[high + 1].text) in people
    ):
        high += 1
    return parsed.words_text(low, high + 1)


def used_places(
    proposals: Sequence[Proposal], places: Sequence[tuple[Proposal, Mention]]
) -> list[Proposal]:
    """Give the places, with the role start or end where a way begins or ends."""
    starts = {
        proposal.value.origin_id
        for proposal in proposals
        if isinstance(proposal.value, MovementValue)
    }
    ends = {
        proposal.value.to_id for proposal in proposals if isinstance(proposal.value, MovementValue)
    }
    for ids in (starts, ends):
        ids |= {
            named.id
            for described, named in pairwise(proposal for proposal, _ in places)
            if described.id in ids and _lies_in(described, named)
        }
    used = starts | ends
    out: list[Proposal] = []
    for proposal, _ in places:
        value = proposal.value
        assert isinstance(value, PlaceValue)
        if value.role != "described" and proposal.id in used:
            value = replace(value, role="end" if proposal.id in ends else "start")
        out.append(replace(proposal, value=value))
    return out


def _lies_in(described: Proposal, named: Proposal) -> bool:
    """Whether a named place is that of a description: Colombo in "his house in Colombo"."""
    value = described.value
    return (
        isinstance(value, PlaceValue)
        and bool(value.inside)
        and value.inside == named.text
        and described.paragraph == named.paragraph
    )
