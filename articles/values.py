"""What is proposed: frozen values with the words they rest on, and nothing decided yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

Role = Literal["scene", "start", "end", "party", "background", "described"]
TimeKind = Literal["event", "publication", "background", "in-quote"]
Stance = Literal["reports", "denies", "unverified", "no-comment"]
Mode = Literal["plane", "helicopter", "car", "foot", "ship", "train", "unknown"]
Path = Literal["reported", "inferred", "concealed"]
Outcome = Literal["arrived", "stopped", "refused", "intended", "unknown"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant. Of a country, `lon` and `lat` are a point inside, for a view."""

    name: str
    lon: float
    lat: float
    country: str
    reason: str
    id: str = ""
    """As a story's `gazetteer` has it; empty for a state."""
    kind: str = "city"
    zone: str = ""


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place: its role, and candidates, the likeliest first; none for a description."""

    role: Role
    candidates: tuple[Candidate, ...] = ()
    name: str = ""
    country: str = ""
    """The code of the country of a party, or of the country told beside the name."""
    inside: str = ""
    """The named place that a described one lies in or near."""


@dataclass(frozen=True, slots=True)
class TimeValue:
    """Half-open bounds in local time without offset; None is open. `reading` tells how read."""

    kind: TimeKind
    earliest: datetime | None = None
    latest: datetime | None = None
    after: str | None = None
    before: str | None = None
    reading: str = ""
    zone: str = ""
    """The time zone that the report names with it; empty for the story's own."""
    question: str = ""
    """Asked where the words could not be read; then both bounds are open."""
    about: datetime | str | None = None
    """The one clock time about which it was, or the one day, month or year, as a story has it. A
    story has that and no bounds, which only help to compare the times of a report: how far from
    it, the report does not say."""

    @property
    def read_as(self) -> str:
        """How it was read, as far as a story has it: what is about a clock time needs no reading."""
        return "" if self.about else self.reading


@dataclass(frozen=True, slots=True)
class AttributionValue:
    """Who told. `informants` is how many, `at_least` whether there may be more."""

    source: str
    cue: str
    informants: int = 1
    at_least: bool = False
    named: bool = False
    stance: Stance = "reports"
    party: bool | None = None
    same_as: str = ""
    """The id of an earlier attribution to the same people."""
    citing: str = ""
    question: str = ""
    sentence: tuple[int, int] = (0, 0)
    """The characters of its sentence in the paragraph: what it covers."""
    denied_id: str = ""
    """The id of the way that is denied, once somebody has said which."""


@dataclass(frozen=True, slots=True)
class MovementValue:
    """A way. Ends, mode and outcome are those that are told; None or "unknown" where they are not."""

    who: str
    origin: str | None = None
    to: str | None = None
    mode: Mode = "unknown"
    path: Path = "inferred"
    outcome: Outcome = "unknown"
    via: tuple[str, ...] = ()
    origin_id: str = ""
    """The id of the place proposal that `origin` names."""
    to_id: str = ""
    via_ids: tuple[str, ...] = ()
    departure_id: str = ""
    """The id of the time proposal that says when they set out; `arrival_id` when they came."""
    arrival_id: str = ""
    time_id: str = ""
    question: str = ""
    same_id: str = ""
    """The id of the way that this is another account of, once somebody has said so."""


Value = PlaceValue | TimeValue | AttributionValue | MovementValue
Kind = Literal["place", "time", "attribution", "movement"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something found in a report, that a person has yet to confirm.

    `start`, `end` are characters of the paragraph's raw text, half open. The id is the same for
    the same text and rules.
    """

    id: str
    kind: Kind
    paragraph: int
    start: int
    end: int
    text: str
    value: Value
    rule: str
    anchor: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the row that `escape-routes draft --proposals` writes."""
        value = {key: _plain(part) for key, part in asdict(self.value).items()}
        if value.get("about", "") is None:  # of few times
            del value["about"]
        if "origin" in value:
            value = {"who": value.pop("who"), "from": value.pop("origin"), **value}
        return {
            "id": self.id,
            "kind": self.kind,
            "paragraph": self.paragraph,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": value,
            "rule": self.rule,
            "anchor": self.anchor,
        }


def _plain(part: Any) -> Any:
    if isinstance(part, datetime):
        return part.isoformat(timespec="minutes")
    if isinstance(part, Mapping):
        return {key: _plain(item) for key, item in part.items()}
    if isinstance(part, list | tuple):
        return [_plain(item) for item in part]
    return part
