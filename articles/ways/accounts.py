"""Ways that may be one journey told twice: asked about, and never joined unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from articles.values import MovementValue, Proposal, TimeValue
from geo.language.told_text import ToldText
from geo.places.gazetteer import plain


def asked_whether_told_before(
    ways: Sequence[Proposal], times: Sequence[Proposal]
) -> list[Proposal]:
    """Ask of each way that may be one told before whether it is: the same people, the same end."""
    dated = {time.id: time.value for time in times if isinstance(time.value, TimeValue)}
    out: list[Proposal] = []
    for way in ways:
        before = next((told for told in reversed(out) if _may_be(told, way, dated)), None)
        out.append(way if before is None else _asked(way, before))
    return out


def _asked(way: Proposal, before: Proposal) -> Proposal:
    value = way.value
    assert isinstance(value, MovementValue)
    question = ToldText("article.ask.same", words=before.text, number=f"{before.paragraph}")
    if value.question:
        question = ToldText("article.ask.both", first=value.question, second=question)
    return replace(way, value=replace(value, question=question))


def _may_be(told: Proposal, way: Proposal, dated: Mapping[str, TimeValue]) -> bool:
    before, value = told.value, way.value
    assert isinstance(before, MovementValue)
    assert isinstance(value, MovementValue)
    if not _same_people(before.who, value.who):
        return False
    ends = (before.to, value.to) if before.to and value.to else (before.origin, value.origin)
    same = bool(ends[0] and ends[1]) and plain(ends[0] or "") == plain(ends[1] or "")
    return same and not _apart(before, value, dated)


def _same_people(first: str, second: str) -> bool:
    names = [{plain(word) for word in who.split() if word[:1].isupper()} for who in (first, second)]
    if all(names):
        return bool(names[0] & names[1])
    return plain(first) == plain(second)


def _apart(before: MovementValue, value: MovementValue, dated: Mapping[str, TimeValue]) -> bool:
    """Whether their reported times do not meet."""
    first, second = ([*_bounds(way, dated)] for way in (before, value))
    return bool(first and second) and not any(a < d and c < b for a, b in first for c, d in second)


def _bounds(
    way: MovementValue, dated: Mapping[str, TimeValue]
) -> Iterator[tuple[datetime, datetime]]:
    for id_ in (way.departure_id, way.arrival_id, way.time_id):
        time = dated.get(id_)
        if time is not None and time.earliest is not None and time.latest is not None:
            yield time.earliest, time.latest
