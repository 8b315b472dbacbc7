"""Makes the rows of a story from confirmed proposals: ways first, then events at places."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from articles.article import Article
from articles.drafting.rows import (
    People,
    Places,
    claim_by,
    claims_of,
    differs,
    is_told_in_days,
    leg_headline,
    slug,
    told_time,
)
from articles.linguistics.names import zones_of
from articles.values import AttributionValue, MovementValue, PlaceValue, Proposal, TimeValue
from geo.language.told_text import ToldText

_LINE, _HEADLINE = 160, 90


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a draft leaves open. `id` is that of the proposal that it is about."""

    id: str
    text: str


class Builder:
    """Builds a story's rows; what cannot be a row is told in `missed`."""

    def __init__(
        self,
        article: Article,
        published: date,
        zone: str,
        done: Mapping[str, Proposal],
        waiting: Sequence[Proposal],
        of_ways: Collection[str] = (),
    ) -> None:
        self._article, self._published, self._zone, self._done = article, published, zone, done
        self._waiting = waiting
        """Attributions that nobody has decided on."""
        self._of_ways = of_ways
        """Ids of the places on the way of somebody, and of the times of ways: they tell no event."""
        self.people, self.places = People(), Places()
        self.legs: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.understood: list[str] = []
        self.missed: list[tuple[str, str]] = []
        self.asked: list[Asked] = []
        self._ids: set[str] = set()
        self._claims: dict[str, tuple[list[dict[str, Any]], str]] = {}
        """The claims of each way in the story, and its headline, by the id of its proposal."""
        self._last: dict[str, tuple[str, str]] = {}
        """The last way of each person that was travelled: its id and where it ended."""

    def build(self) -> None:
        """Make ways first, then what happened at places that no way begins or ends at."""
        used: set[str] = set()
        again: dict[str, list[Proposal]] = {}
        for proposal in self._ways():
            journey = self._journey(proposal)
            if journey != proposal.id:
                again.setdefault(journey, []).append(proposal)
        for proposal in self._ways():
            value = proposal.value
            if isinstance(value, MovementValue) and self._journey(proposal) == proposal.id:
                used |= self._way(proposal, value, again.get(proposal.id, ()))
        self._denials()
        self._happenings(used)
        self._open_denials(used)

    def _ways(self) -> list[Proposal]:
        return [row for row in self._done.values() if isinstance(row.value, MovementValue)]

    def _journey(self, way: Proposal) -> str:
        """Give the id of the way that another one is an account of: its own, where it is no other's.

        Of ways that are said to be each other's, it is the first in the text.
        """
        ids = [way.id]
        while True:
            told = self._done[ids[-1]].value
            before = told.same_id if isinstance(told, MovementValue) else ""
            if before in ids:
                order = list(self._done)
                return min(ids[ids.index(before) :], key=order.index)
            if before not in self._done:
                return ids[-1]
            ids.append(before)

    def _way(self, proposal: Proposal, value: MovementValue, again: Sequence[Proposal]) -> set[str]:
        wrong = self._why_not(proposal, value)
        if wrong:
            for account in (proposal, *again):
                self._miss(account, wrong)
            return set()
        origin, to = self._end(value.origin_id), self._end(value.to_id)
        claims = claims_of(proposal, self._done, where=proposal.paragraph)
        self._claims[proposal.id] = claims, leg_headline(value)
        used = _parts(value).union(*(self._account(value, claims, account) for account in again))
        who = self.people.add(value.who)
        before = self._last.get(who)
        id_ = self._id(slug(f"{value.who}-{value.to or value.origin or proposal.text}"))
        times = self._times(value)
        row: dict[str, Any] = {
            "id": id_,
            "headline": leg_headline(value)[:_HEADLINE],
            "people": [who],
        }
        unreported = []
        if origin is None and to is not None:
            origin = before[1] if before and before[1] != to else to
            unreported.append("from")
        if to is None and origin is not None:
            to = origin
            unreported.append("to")
        assert origin is not None
        assert to is not None
        if origin == to:  # a line needs two ends, and none is invented: it becomes an event
            self._event_of(proposal, value, row, to, times, claims)
            return used - {value.departure_id, value.arrival_id, value.time_id}
        row |= {
            "from": origin,
            "to": to,
            "mode": value.mode,
            "path": value.path,
            "outcome": value.outcome,
        }
        via = [self.places.add(self._done[key]) for key in value.via_ids if key in self._done]
        via = [key for key in via if key and key not in (origin, to)]
        if via:
            row["via"] = via
        row |= {key: text for key, (text, _) in times.items()}
        if unreported:
            row["unreported_ends"] = unreported
        reading = self._reading(times, unreported, before)
        if not times:
            row["after"] = [before[0]] if before else []
            if not before:
                row["window"] = f"../{self._published.isoformat()}"
                reading = f"{reading} {ToldText('article.draft.no-date')}".strip()
        row = {key: part for key, part in row.items() if part not in ([], "")}
        words = self._words(value)
        if words:
            row["words"] = words[:_LINE]
        if reading:
            row["reading"] = reading
        row["claims"] = claims
        self.legs.append(row)
        event = {
            "id": self._id(f"{id_}-way"),
            "headline": row["headline"],
            "people": [who],
            "leg": id_,
        }
        self.events.append({**event, "claims": claims})
        if value.outcome in ("arrived", "stopped"):
            self._last[who] = (id_, to)
        self.understood.append(
            ToldText(
                "article.understood.way",
                headline=row["headline"],
                paragraph=f"{proposal.paragraph}",
            )
        )
        return used

    def _account(
        self, journey: MovementValue, claims: list[dict[str, Any]], account: Proposal
    ) -> set[str]:
        """Add what others tell of a journey to its claims: against it, where it is not the same.

        Gives the ids of the places and times that are theirs.
        """
        value = account.value
        assert isinstance(value, MovementValue)
        if self._untold(account):
            self._miss(account, ToldText("article.way.open-teller", words=account.text))
            return _parts(value)
        (claim,) = claims_of(account, self._done, where=account.paragraph)
        rival = differs(journey, value, self._done)
        if rival and claim.get("stance", "reports") == "reports":
            claim |= {
                "stance": "denies",
                "text": ToldText("article.draft.otherwise", headline=leg_headline(value)),
            }
        claims.append(claim)
        self.understood.append(
            ToldText(
                "article.understood.rival" if rival else "article.understood.told-again",
                headline=leg_headline(journey),
                paragraph=f"{account.paragraph}",
            )
        )
        return _parts(value)

    def _denials(self) -> None:
        """Add to the claims of journeys who denies them, in whatever sentence they do."""
        for teller in self._done.values():
            value = teller.value
            if not isinstance(value, AttributionValue) or value.denied_id not in self._done:
                continue
            if value.stance != "denies":
                continue
            told = self._claims.get(self._journey(self._done[value.denied_id]))
            if told is None:
                self._miss(teller, ToldText("article.draft.nothing-denied", who=value.source))
                continue
            claims, headline = told
            claim = claim_by(value, self._done, where=teller.paragraph)
            if claim not in claims:
                claims.append(claim)
            self.understood.append(
                ToldText(
                    "article.understood.denied",
                    headline=headline,
                    paragraph=f"{teller.paragraph}",
                )
            )

    def _open_denials(self, used: Collection[str]) -> None:
        """Tell which denials stand at no row: no way is chosen, and none is in their sentence."""
        for teller in self._done.values():
            value = teller.value
            if not isinstance(value, AttributionValue) or value.stance != "denies":
                continue
            low, high = value.sentence
            if value.denied_id not in self._done and not any(
                row.paragraph == teller.paragraph and low <= row.start < high
                for row in self._done.values()
                if isinstance(row.value, MovementValue) or row.id in used
            ):
                self._miss(teller, ToldText("article.draft.denial-open", who=value.source))

    def _miss(self, proposal: Proposal, why: str) -> None:
        where = ToldText("article.paragraph", number=f"{proposal.paragraph}")
        self.missed.append((where, why))

    def _why_not(self, proposal: Proposal, value: MovementValue) -> str:
        """Say why a confirmed way is not in the story yet; empty where it can be."""
        if value.outcome == "unknown":
            return ToldText("article.way.outcome", words=proposal.text, who=value.who)
        if not (value.origin_id or value.to_id):
            return ToldText("article.way.no-end", words=proposal.text)
        if any(end and not self._end(end) for end in (value.origin_id, value.to_id)):
            return ToldText("article.way.open-end", words=proposal.text)
        if self._untold(proposal):
            return ToldText("article.way.open-teller", words=proposal.text)
        return ""

    def _untold(self, proposal: Proposal) -> bool:
        """Whether its teller is proposed and open; then it must not count as the report's own."""
        return any(
            waiting.paragraph == proposal.paragraph
            and isinstance(waiting.value, AttributionValue)
            and waiting.value.sentence[0] <= proposal.start < waiting.value.sentence[1]
            for waiting in self._waiting
        )

    def _event_of(
        self,
        proposal: Proposal,
        value: MovementValue,
        row: dict[str, Any],
        place: str,
        times: Mapping[str, tuple[str, str]],
        claims: list[dict[str, Any]],
    ) -> None:
        event = {**row, "place": place}
        first = "departure" if value.origin_id else "arrival"
        told = times.get(first) or times.get("window") or next(iter(times.values()), None)
        if told:
            event["start"] = told[0]
        elif before := self._last.get(row["people"][0]):
            event["after"] = [before[0]]
        else:
            event["start"] = f"../{self._published.isoformat()}"
        reading = " ".join(reading for _, reading in times.values() if reading)
        if reading:
            event["reading"] = reading
        event["claims"] = claims
        self.events.append(event)
        self.understood.append(
            ToldText(
                "article.understood.one-end",
                headline=row["headline"],
                paragraph=f"{proposal.paragraph}",
            )
        )

    def _end(self, id_: str) -> str | None:
        proposal = self._done.get(id_)
        return self.places.add(proposal) if proposal else None

    def _times(self, value: MovementValue) -> dict[str, tuple[str, str]]:
        out: dict[str, tuple[str, str]] = {}
        for key, id_ in (
            ("departure", value.departure_id),
            ("arrival", value.arrival_id),
            ("window", value.time_id),
        ):
            proposal = self._done.get(id_)
            if proposal and isinstance(proposal.value, TimeValue):
                end = value.origin_id if key == "departure" else value.to_id or value.origin_id
                there = self._zone_of(end)
                local = "local time" in proposal.text.lower()
                when = proposal.value
                if key == "window":  # a way takes longer than a moment
                    when = replace(when, about=None)
                told = told_time(when, self._zone, there=there, local=local)
                if told:
                    out[key] = (told, self._local_reading(when, there))
        return out

    def _zone_of(self, place: str) -> str:
        proposal = self._done.get(place)
        value = proposal.value if proposal else None
        if not isinstance(value, PlaceValue) or len(value.candidates) != 1:
            return ""
        candidate = value.candidates[0]
        if candidate.kind == "country":
            zones = zones_of(candidate.country)
            return zones[0] if len(zones) == 1 else ""
        return candidate.zone

    def _local_reading(self, value: TimeValue, there: str) -> str:
        if value.zone or not there or there == self._zone:
            return value.read_as
        if is_told_in_days(value, there, self._zone):
            return value.read_as
        if not value.read_as:
            return ToldText("article.draft.local", zone=there)
        return ToldText("article.draft.local-time", reading=value.read_as, zone=there)

    def _words(self, value: MovementValue) -> str:
        ids = [
            id_
            for id_ in (value.departure_id, value.arrival_id, value.time_id)
            if id_ in self._done
        ]
        return ", ".join(f"“{self._done[id_].text}”" for id_ in ids)

    def _reading(
        self,
        times: Mapping[str, tuple[str, str]],
        unreported: list[str],
        before: tuple[str, str] | None,
    ) -> str:
        parts = list(dict.fromkeys(reading for _, reading in times.values() if reading))
        if "from" in unreported:
            parts.append(
                ToldText("article.draft.began-before")
                if before
                else ToldText("article.draft.began")
            )
        if "to" in unreported:
            parts.append(ToldText("article.draft.ended"))
        return " ".join(part if part.endswith(".") else f"{part}." for part in parts)

    def _happenings(self, used: set[str]) -> None:
        """Make an event of a confirmed place and a confirmed time that stand in one sentence."""
        for proposal in self._done.values():
            value = proposal.value
            if not isinstance(value, PlaceValue) or proposal.id in used or value.role != "scene":
                continue
            if proposal.id in self._of_ways:
                continue
            when = self._with(proposal, used)
            if when is None or not isinstance(when.value, TimeValue):
                continue
            place = self.places.add(proposal)
            told = told_time(when.value, self._zone, there=self._zone_of(proposal.id))
            if self._untold(proposal) or place is None or told is None:
                continue
            claims = claims_of(proposal, self._done, where=proposal.paragraph)
            used |= {proposal.id, when.id}
            who = self.people.add(ToldText("article.draft.nobody"))
            event: dict[str, Any] = {
                "id": self._id(slug(f"{value.name}-{proposal.paragraph}")),
                "headline": ToldText("article.draft.headline", place=value.name)[:_HEADLINE],
                "people": [who],
                "place": place,
                "start": told,
                "words": when.text[:_LINE],
            }
            if when.value.read_as:
                event["reading"] = when.value.read_as
            self.events.append({**event, "claims": claims})
            self.understood.append(
                ToldText(
                    "article.understood.place", place=value.name, paragraph=f"{proposal.paragraph}"
                )
            )

    def _with(self, place: Proposal, used: set[str]) -> Proposal | None:
        text = self._article.text(self._article.body[place.paragraph - 1])
        for proposal in self._done.values():
            if (
                not isinstance(proposal.value, TimeValue)
                or proposal.paragraph != place.paragraph
                or proposal.id in used
                or proposal.id in self._of_ways
            ):
                continue
            low, high = sorted((place.start, proposal.start))
            if proposal.value.kind == "event" and not re.search(r"[.!?]\s", text[low:high]):
                return proposal
        return None

    def _id(self, wanted: str) -> str:
        base = wanted[:56].strip("-") or "row"
        name, number = base, 2
        while name in self._ids:
            name, number = f"{base}-{number}", number + 1
        self._ids.add(name)
        return name


def _parts(value: MovementValue) -> set[str]:
    """Give the ids of the places and times of a way."""
    ids = {value.origin_id, value.to_id, value.departure_id, value.arrival_id, value.time_id}
    return ids - {""}
