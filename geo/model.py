"""The words of a story as frozen models; one class for each word of the design.

The models are the file's format and the loaded story at once: `load_story` validates the file
into them, then replaces the times that only an order gives by closed bounds.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from geo import evidence
from geo.errors import WhenError
from geo.evidence import Stance
from geo.when import UNSAID, Instant, parse_when

Mode = Literal["plane", "helicopter", "car", "foot", "ship", "train", "unknown"]
PathKind = Literal["reported", "inferred", "concealed"]
Outcome = Literal["arrived", "stopped", "intended", "refused"]
End = Literal["from", "to"]

_CONTROL = {*range(0x20), 0x7F, *range(0x80, 0xA0)} - {0x09, 0x0A, 0x0D}
_HALVES = range(0xD800, 0xE000)
"""Surrogates: halves of characters, that no file can hold."""


def _readable(value: Any) -> Any:
    """Turn numbers written as texts into texts; refuse control characters."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        bad = next((c for c in value if ord(c) in _CONTROL or ord(c) in _HALVES), None)
        if bad:
            raise PydanticCustomError(
                "control_character",
                "has the control character U+{code}",
                {"code": f"{ord(bad):04X}"},
            )
    return value


def _when(value: Any, info: ValidationInfo) -> Instant:
    if isinstance(value, Instant):
        return value
    zone = (info.context or {}).get("zone") or ZoneInfo("UTC")
    if isinstance(value, bool) or not isinstance(value, str | int):
        mend = "Write it as 2024-12-08 or 2024-12-08T22:30"
        raise PydanticCustomError("when", "{wrong}", {"wrong": "This is no time", "mend": mend})
    try:
        return parse_when(str(value), zone=zone)
    except WhenError as error:
        raise PydanticCustomError(
            "when", "{wrong}", {"wrong": error.wrong, "mend": error.mend}
        ) from error


# The last of the metadata is the first to see the value.
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=160),
    BeforeValidator(_readable),
]
Headline = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=90),
    BeforeValidator(_readable),
]
Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    BeforeValidator(_readable),
]
Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64),
    BeforeValidator(_readable),
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$", max_length=500)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
When = Annotated[
    Instant,
    PlainValidator(_when),
    WithJsonSchema({"type": "string", "description": "EDTF level 1 or an ISO 8601 interval"}),
]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]


class _Word(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Source(_Word):
    """A publication. `reliability` is the editor's Admiralty letter, F where nothing is said."""

    id: Slug
    title: Line
    publisher: Line
    published: When
    url: Url | None = None
    paragraphs: Annotated[int, Field(ge=1, le=100_000)]
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    reliability_reason: Prose | None = None


class Claim(_Word):
    """What one source says of one event or leg: who told, how many at least, with which stance."""

    source: Slug
    paragraphs: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
    told_by: Line
    informants: Annotated[int, Field(ge=1, le=10_000)] = 1
    named: bool
    stance: Stance = "reports"
    party: bool = False
    text: Prose | None = None


class Support(_Word):
    """An editor's own figure in place of the one that the claims give, with the reason."""

    figure: Annotated[int, Field(ge=1, le=6)]
    reason: Prose


class Group(_Word):
    """A lane of the timeline and a chip of the filter; `colour` counts 1 to 6 in the palette."""

    id: Slug
    name: Line
    colour: Annotated[int, Field(ge=1, le=6)] | None = None


class Person(_Word):
    """A person or a body of people that acts in the story."""

    id: Slug
    name: Line
    short: Line | None = None
    names: dict[str, Line] = Field(default_factory=dict)
    group: Slug
    role: Line | None = None
    plural: bool = False

    @property
    def label(self) -> str:
        """Give the short name where there is one."""
        return self.short or self.name


class Place(_Word):
    """A point (`lon`, `lat` in degrees, right within `precision_km`) or a country (`area`)."""

    id: Slug
    name: Line
    names: dict[str, Line] = Field(default_factory=dict)
    lon: Longitude | None = None
    lat: Latitude | None = None
    precision_km: Annotated[float, Field(gt=0, le=2000, allow_inf_nan=False)] | None = None
    area: CountryCode | None = None
    coordinates_from: Line
    note: Prose | None = None

    @property
    def point(self) -> tuple[float, float]:
        """Give (lon, lat); raises ValueError for an area."""
        if self.lon is None or self.lat is None:
            raise ValueError(f"{self.name} is an area and has no point")
        return self.lon, self.lat


class _Reported(_Word):
    """What an event and a leg share: people, order, words for the time, claims, support."""

    id: Slug
    headline: Headline
    people: Annotated[tuple[Slug, ...], Field(min_length=1)]
    after: tuple[Slug, ...] = ()
    before: tuple[Slug, ...] = ()
    words: Line | None = None
    reading: Prose | None = None
    text: Prose | None = None
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    support: Support | None = None

    @property
    def figure(self) -> int:
        """Give the Admiralty figure: the editor's, else the one that the claims give."""
        return self.support.figure if self.support else evidence.figure(self.claims)

    @property
    def level(self) -> evidence.Level:
        """Give the class of support that is drawn."""
        return evidence.level(self.figure)


class Leg(_Reported):
    """A movement of people from one place to another, along a path known so or so well."""

    origin: Annotated[Slug, Field(alias="from")]
    to: Slug
    mode: Mode = "unknown"
    path: PathKind = "inferred"
    outcome: Outcome = "arrived"
    via: tuple[Slug, ...] = ()
    departure: When = UNSAID
    arrival: When = UNSAID
    window: When = UNSAID
    unreported_ends: tuple[End, ...] = ()

    @property
    def travelled(self) -> bool:
        """Whether anybody set out; an intended or a refused way was not travelled."""
        return self.outcome in ("arrived", "stopped")


class Event(_Reported):
    """Something reported to have happened; `end` only if it lasts, `place` only if reported.

    `mentions` are places that the report names in it without saying that it happened there.
    """

    place: Slug | None = None
    mentions: tuple[Slug, ...] = ()
    leg: Slug | None = None
    start: When = UNSAID
    end: When = UNSAID


class Story(_Word):
    """One file: what sources claim about who went where and when. In times, all bounds closed."""

    format: Literal[1]
    id: Slug
    title: Line
    subtitle: Prose | None = None
    time_zone: Line
    zone_name: Line | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    focus: tuple[CountryCode, ...] = ()
    opens_at: Slug | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    people: Annotated[tuple[Person, ...], Field(min_length=1)]
    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    legs: tuple[Leg, ...] = ()
    events: Annotated[tuple[Event, ...], Field(min_length=1)]

    def with_times(self, *, legs: tuple[Leg, ...], events: tuple[Event, ...]) -> Story:
        """Give the story with its times closed; what was looked up before is looked up anew."""
        story = self.model_copy(update={"legs": legs, "events": events})
        for name in list(story.__dict__):
            if name not in Story.model_fields:
                del story.__dict__[name]
        return story

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone that the story's times are told in."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def place(self) -> dict[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def leg(self) -> dict[str, Leg]:
        """Legs by id."""
        return {leg.id: leg for leg in self.legs}

    @cached_property
    def source(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}
