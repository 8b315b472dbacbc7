"""The story as frozen pydantic models, one class for each kind of row.

The models define the file's format and hold the loaded story. Every time in them is as reported;
the bounds that drawings need are in geo/time/closed_bounds.py. The docstring below a field is its
description in docs/format.md and in the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, PrivateAttr

from geo.evidence import admiralty_scale
from geo.evidence.admiralty_scale import Stance, folded
from geo.language.messages import messages_of
from geo.places.gazetteer import Kind
from geo.story.field_types import (
    CountryCode,
    Gazetteer,
    Headline,
    LanguageCode,
    Latitude,
    Line,
    Longitude,
    Prose,
    Sha256,
    Slug,
    TrackFile,
    Url,
    When,
)
from geo.story.story_model import StoryModel
from geo.story.story_translation import primary, translated
from geo.time.instants import UNSAID, Bounds, Instant
from geo.tracks.fixes import Fixes
from geo.tracks.gaps import SourceKind
from geo.world.borders import city_in

Mode = Literal["plane", "helicopter", "car", "foot", "ship", "train", "unknown"]
PathKind = Literal["reported", "inferred", "concealed"]
Outcome = Literal["arrived", "stopped", "intended", "refused"]
End = Literal["from", "to"]
Letter = Literal["A", "B", "C", "D", "E", "F"]


class Version(StoryModel):
    """A later version of a source: what it added to what had been published, or changed in it."""

    id: Slug
    """Its short name, which claims give as their version; it is the source's own."""
    published: When
    """When this version was published."""
    note: Prose | None = None
    """What it added or changed."""


class Source(StoryModel):
    """A publication that claims rest on."""

    texts = ("title", "reliability_reason")

    id: Slug
    """Its short name in this file, which claims give as their source."""
    title: Line
    """The title under which it was published."""
    publisher: Line
    """Who published it."""
    published: When
    """When it was published. Nothing later can be known from it."""
    versions: tuple[Version, ...] = ()
    """Its later versions, in the order in which they were published."""
    url: Url | None = None
    """Where it can be read; shown as a link."""
    paragraphs: Annotated[int, Field(ge=1, le=100_000)]
    """How many paragraphs its body has, so that claims can cite them by number."""
    reliability: Letter = "F"
    """Your judgement of the source on the Admiralty scale."""
    reliability_reason: Prose | None = None
    """Why you judge it so."""


class Claim(StoryModel):
    """What one source says of one event or leg."""

    texts = ("told_by", "origin", "text")

    source: Slug
    """The id of the source."""
    paragraphs: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
    """The numbers of the paragraphs that say it, counted from 1."""
    told_by: Line
    """Who told it to the source, in words: a name, or "two aides"; never who could not verify it,
    which is the source."""
    origin: Line | None = None
    """The party or agency that it goes back to; claims that give the same origin count once."""
    informants: Annotated[int, Field(ge=1, le=10_000)] = 1
    """How many people told it, at least."""
    named: bool
    """Whether the source names everybody who told it."""
    stance: Stance = "reports"
    """What they say of it."""
    party: bool = False
    """Whether those who told it are a party with an interest of their own."""
    context: bool = False
    """Whether it says something else than its leg or event, and so does not count for support."""
    version: Slug | None = None
    """The id of the source's version that says it first, where the source has later ones."""
    published: When = UNSAID
    """When it became public, where that was at another time than its source or version."""
    withdrawn: When = UNSAID
    """When the source took it back; from then on it does not count for support."""
    corrected: When = UNSAID
    """When the source corrected it: it does not count any more; what replaced it is a new claim."""
    text: Prose | None = None
    """What they say, in your own words; of a denial, what exactly is denied."""

    @property
    def told_origin(self) -> str | None:
        """The origin as it is told; None where those who told it are its origin themselves."""
        same = self.origin and folded(self.origin) == folded(self.told_by)
        return None if same else self.origin

    @property
    def ended(self) -> Instant:
        """When the source withdrew or corrected it; UNSAID where it stands."""
        return self.withdrawn if self.withdrawn.text else self.corrected

    @property
    def counts(self) -> bool:
        """Whether it counts for support: it is no context, and its source still stands by it."""
        return not self.context and not self.ended.text


class Support(StoryModel):
    """Your own figure for how well something is supported, in place of the claims' figure."""

    texts = ("reason",)

    figure: Annotated[int, Field(ge=1, le=6)]
    """A figure of the Admiralty scale, 1 (confirmed) to 6 (cannot be judged)."""
    reason: Prose
    """Why the figure that follows from the claims does not do; shown to readers."""


class Group(StoryModel):
    """People who share a lane of the timeline, a colour and a chip of the filter."""

    texts = ("name",)

    id: Slug
    """Its short name in this file."""
    name: Line
    """Its name for readers."""
    colour: Annotated[int, Field(ge=1, le=6)] | None = None
    """A colour of the palette, 1 to 6; without it the number of its row, at most 6."""


class Person(StoryModel):
    """A person or a body of people that acts in the story."""

    texts = ("name", "short", "role")

    id: Slug
    """The short name in this file, which events and legs give under people."""
    name: Line
    """The full name for readers."""
    short: Line | None = None
    """The name where there is little room, such as on the map."""
    names: dict[str, Line] = Field(default_factory=dict)
    """The name in other languages, by language code, such as ar."""
    group: Slug
    """The id of the group that the person belongs to."""
    role: Line | None = None
    """Who that is, in a few words."""
    plural: bool = False
    """Whether it is several people, so that sentences say "they"."""

    @property
    def label(self) -> str:
        """The short name, or the full name where there is none."""
        return self.short or self.name

    def name_in(self, language: str) -> str | None:
        """Give the name that the file has in a language."""
        return self.names.get(language)


class Place(StoryModel):
    """A point, right within some kilometres; a country; or a name that is looked up offline."""

    texts = ("name", "note")

    id: Slug
    """Its short name in this file."""
    name: Line
    """Its name for readers. Without lon, lat and area it is looked up in the gazetteer."""
    names: dict[str, Line] = Field(default_factory=dict)
    """The name in other languages, by language code; the gazetteer adds Arabic if it has it."""
    lon: Longitude | None = None
    """Longitude of the point in degrees, east of Greenwich positive."""
    lat: Latitude | None = None
    """Latitude of the point in degrees, north of the equator positive."""
    precision_km: Annotated[float, Field(gt=0, le=2000, allow_inf_nan=False)] | None = None
    """How far from the point the place may really be, in kilometres."""
    area: CountryCode | None = None
    """The two letters of a country (ISO 3166), where only the country is reported."""
    country: CountryCode | None = None
    """The country that the place lies in: tells namesakes apart, and the point is checked by it."""
    kind: Kind | None = None
    """What kind of place is meant, which tells namesakes apart."""
    gazetteer: Gazetteer | None = None
    """Exactly which entry of the gazetteer is meant, as a message of the check gives it."""
    coordinates_from: Line = ""
    """Where the coordinates are from. Needed with lon and lat or area; a look-up fills it in."""
    note: Prose | None = None
    """What readers should know of the place, such as how your reading goes beyond the report."""

    @property
    def point(self) -> tuple[float, float]:
        """Give (lon, lat); raises ValueError for an area."""
        if self.lon is None or self.lat is None:
            raise ValueError(f"{self.name} is an area and has no point")
        return self.lon, self.lat

    def name_in(self, language: str) -> str | None:
        """Give the name in a language: the file's, a country's by CLDR, or a known city's."""
        if (name := self.names.get(language)) is not None:
            return name
        if self.area:
            return messages_of(language).territory(self.area)
        if self.lon is not None and self.lat is not None:
            return city_in(language, self.name, lon=self.lon, lat=self.lat)
        return None


class _Reported(StoryModel):
    """What an event and a leg share: people, order, words for the time, claims, support."""

    texts = ("headline", "called", "reading", "text")

    id: Slug
    """Its short name in this file; events and legs share their ids."""
    headline: Headline
    """What happens, as a headline in the present."""
    called: Line | None = None
    """What sentences call it, such as "the flight from Damascus"; else they quote the headline."""
    people: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """The ids of those to whom it happens or who go."""
    after: tuple[Slug, ...] = ()
    """Ids of events and legs that come before this one."""
    before: tuple[Slug, ...] = ()
    """Ids of events and legs that come after this one."""
    words: Line | None = None
    """The report's own words for the time."""
    reading: Prose | None = None
    """How you read the time or the place where the report leaves room."""
    text: Prose | None = None
    """What readers should know of it, in your own words."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """Who says so; at least one."""
    support: Support | None = None
    """Your own figure in place of the one that follows from the claims."""

    @property
    def figure(self) -> int:
        """Give the Admiralty figure: the editor's, else the one that the claims give."""
        return self.support.figure if self.support else admiralty_scale.figure(self.claims)

    @property
    def level(self) -> admiralty_scale.Level:
        """Give the class of support that is drawn."""
        return admiralty_scale.level(self.figure)


class Fix(StoryModel):
    """A recorded position that stands in the story's own file."""

    time: When
    """The moment, to the second."""
    lon: Longitude
    """Longitude in degrees, east of Greenwich positive."""
    lat: Latitude
    """Latitude in degrees, north of the equator positive."""
    altitude_m: Annotated[float, Field(ge=-1000, le=100_000, allow_inf_nan=False)] | None = None
    """Height as recorded, metres."""
    speed_kmh: Annotated[float, Field(ge=0, le=20_000, allow_inf_nan=False)] | None = None
    """Speed over ground as recorded, km/h."""
    heading: Annotated[float, Field(ge=0, le=360, allow_inf_nan=False)] | None = None
    """Course over ground, degrees clockwise from north."""


class Track(StoryModel):
    """What a transponder, a receiver or a phone recorded of one vehicle or device."""

    texts = ("name",)

    id: Slug
    """Its short name in this file, which legs give as their track."""
    name: Line
    """What readers call it, such as "the transponder of the Yak-40"."""
    vehicle: Line | None = None
    """The vehicle that it is said to be, such as "Ilyushin Il-76"."""
    registration: Line | None = None
    """The vehicle's registration, flight number or call sign."""
    device: Line | None = None
    """The device, such as a transponder's address or a ship's MMSI."""
    mode: Mode = "unknown"
    """How it moves, which says how fast it can."""
    source: Slug
    """The id of the source that has published or passed on the recording."""
    source_kind: SourceKind = "unknown"
    """What recorded it, which says from when on a silence is a gap."""
    file: TrackFile | None = None
    """A file beside the story that holds the positions, CSV or GeoParquet, in place of fixes."""
    sha256: Sha256 | None = None
    """The SHA-256 of that file, so that nobody changes it unnoticed. Needed with file."""
    fixes: tuple[Fix, ...] = ()
    """The positions themselves, in place of a file."""
    gap_after_s: Annotated[float, Field(gt=0, le=10_000_000, allow_inf_nan=False)] | None = None
    """The longest silence that is no gap, seconds; else the data's own rhythm or source_kind."""
    top_speed_kmh: Annotated[float, Field(gt=0, le=20_000, allow_inf_nan=False)] | None = None
    """The vehicle's own top speed over ground, km/h, in place of that of the mode."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """Who says that this is the recording of that journey; it may be contested."""

    @property
    def figure(self) -> int:
        """Give the Admiralty figure for whose track it is, as the claims give it."""
        return admiralty_scale.figure(self.claims)


class Leg(_Reported):
    """A movement of people from one place to another."""

    origin: Annotated[Slug, Field(alias="from")]
    """The id of the place where it begins."""
    to: Slug
    """The id of the place where it ends."""
    mode: Mode = "unknown"
    """How they go; unknown where the report does not say."""
    path: PathKind = "inferred"
    """How well the way between the ends is known."""
    outcome: Outcome = "arrived"
    """What came of it."""
    via: tuple[Slug, ...] = ()
    """Ids of places that the report names on the way, in order."""
    departure: When = UNSAID
    """When they set out."""
    arrival: When = UNSAID
    """When they arrived."""
    window: When = UNSAID
    """One time for the whole way, in place of departure and arrival."""
    unreported_ends: tuple[End, ...] = ()
    """Ends that the line needs but no report names; they are drawn open."""
    track: Slug | None = None
    """The id of the track that recorded it. Then path says what is known of the way in its gaps."""
    track_part: When = UNSAID
    """The part of the track that is this leg, as two moments with a slash; else all of it."""

    @property
    def travelled(self) -> bool:
        """Whether anybody set out; an intended or a refused way was not travelled."""
        return self.outcome in ("arrived", "stopped")


class Event(_Reported):
    """Something reported to have happened."""

    place: Slug | None = None
    """The id of the place where it is reported to have happened; left out where none is."""
    mentions: tuple[Slug, ...] = ()
    """Ids of places that the report names in it without saying that it happened there."""
    leg: Slug | None = None
    """The id of the leg whose movement it is; without a time of its own it has the leg's."""
    start: When = UNSAID
    """When it began or, if it does not last, when it was."""
    end: When = UNSAID
    """When it ended, only if it lasts."""


class Silence(StoryModel):
    """A remark of the check that you have looked into and do not want to be told again."""

    remark: Slug
    """The code of the remark, as the check gives it."""
    at: Slug | None = None
    """The id of the row that it is about; without it, of all of them."""
    reason: Prose
    """Why it may stand as it is."""


class Translation(StoryModel):
    """A text of the file in another language, wherever it stands; the report's words have none."""

    language: LanguageCode
    """The language, by its code, such as ar."""
    text: Prose
    """The text as it stands in this file, in full."""
    told: Prose
    """What it is in that language."""


class Story(StoryModel):
    """One file: what sources claim about who went where and when."""

    texts = ("title", "subtitle", "zone_name")

    format: Literal[1]
    """The version of this format: 1."""
    id: Slug
    """The story's short name, used in links."""
    title: Line
    """The title for readers."""
    subtitle: Prose | None = None
    """A sentence or two below the title."""
    time_zone: Line
    """The zone of all times without an offset, by its IANA name, such as Asia/Damascus."""
    zone_name: Line | None = None
    """What readers call that time, such as Damascus time."""
    language: LanguageCode = "en"
    """The language of the texts."""
    focus: tuple[CountryCode, ...] = ()
    """Countries (ISO 3166) that stand out on the map."""
    borders: CountryCode | None = None
    """The country (ISO 3166) from whose point of view borders are drawn, such as UA; without it
    they are drawn as Natural Earth does by default."""
    opens_at: Slug | None = None
    """The id of the event that is shown first."""
    silenced: tuple[Silence, ...] = ()
    """Remarks of the check that may stand, each with a reason."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """The publications that everything rests on."""
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    """The lanes of the timeline, from the top."""
    people: Annotated[tuple[Person, ...], Field(min_length=1)]
    """Everybody who acts in the story."""
    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    """Every place and country that it names."""
    tracks: tuple[Track, ...] = ()
    """Recorded positions of vehicles and devices."""
    legs: tuple[Leg, ...] = ()
    """Who went from where to where."""
    events: Annotated[tuple[Event, ...], Field(min_length=1)]
    """What happened, in the order of time."""

    translations: tuple[Translation, ...] = ()
    """Texts of this file in other languages."""

    _drawn: Mapping[str, Bounds] | None = PrivateAttr(default=None)
    _recorded: Mapping[str, Fixes] = PrivateAttr(default_factory=dict)
    _full_story: Story | None = PrivateAttr(default=None)
    _told_in: str | None = PrivateAttr(default=None)
    _translated: Mapping[str, str] = PrivateAttr(default_factory=dict)
    """The texts that are told in another language, and how the file has each."""
    _original: Story | None = PrivateAttr(default=None)

    def drawn_by(self, bounds: Mapping[str, Bounds]) -> Story:
        """Keep the bounds of closed_bounds, so that they are derived once; gives the story."""
        self._drawn = bounds
        return self

    @property
    def drawn(self) -> Mapping[str, Bounds] | None:
        """The bounds of closed_bounds, if derived; call closed_bounds.drawn_bounds to get them."""
        return self._drawn

    def recorded_by(self, fixes: Mapping[str, Fixes]) -> Story:
        """Keep the positions of the tracks, by id, as they were recorded; gives the story."""
        self._recorded = fixes
        return self

    @property
    def recorded(self) -> Mapping[str, Fixes]:
        """The positions of the tracks by id, in the order in which they were recorded."""
        return self._recorded

    def part_of(self, full_story: Story, bounds: Mapping[str, Bounds]) -> Story:
        """Mark this story as a part of a full story, with whose bounds it is drawn; give itself."""
        self._full_story, self._drawn = full_story, bounds
        self._told_in, self._translated = full_story._told_in, full_story._translated
        return self

    @property
    def full_story(self) -> Story:
        """The story that it is a part of, where it holds only what was known by a moment."""
        return self._full_story or self

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that its reported times name, in its zone."""
        times = [when for leg in self.legs for when in (leg.departure, leg.arrival, leg.window)]
        times += [when for event in self.events for when in (event.start, event.end)]
        years = set()
        for when in times:
            if when.earliest is not None:
                years.add(when.earliest.astimezone(self.zone).year)
            if when.latest is not None:
                inside = when.latest if when.point else when.latest - timedelta(microseconds=1)
                years.add(inside.astimezone(self.zone).year)
        return frozenset(years)

    @property
    def told_in(self) -> str:
        """The language (BCP 47) in which readers are told it; its texts may be in another."""
        return self._told_in or self.language

    def language_of(self, text: str) -> str:
        """Give the language (BCP 47) of a text of the story, as it is told."""
        return self.told_in if text in self._translated else self.language

    def as_written(self, text: str) -> str:
        """Give a text as the file has it, of which this story may tell a translation."""
        return self._translated.get(text, text)

    def translated(self, language: str | None) -> Story:
        """Give the story as it is told to readers of a language (BCP 47); None is its own.

        A text has its translation where the file has one, a person or place its name there, and a
        country the name that CLDR has for it. All else, and the report's own words, stay as they
        are: `language_of` tells which.
        """
        original = self._original or self
        if language is None or primary(language) == primary(original.language):
            return original
        if language == self._told_in:
            return self
        known = {
            row.text: row.told
            for row in original.translations
            if primary(row.language) == primary(language)
        }
        told, by_translation = translated(original, language, known)
        for name in _DERIVED:
            told.__dict__.pop(name, None)
        told._told_in, told._translated, told._original = language, by_translation, original
        return told

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
    def colour(self) -> dict[str, int]:
        """Colours of the palette by group, 1 to 6: the group's own, else the number of its row."""
        return {group.id: group.colour or min(i, 6) for i, group in enumerate(self.groups, 1)}

    @cached_property
    def leg(self) -> dict[str, Leg]:
        """Legs by id."""
        return {leg.id: leg for leg in self.legs}

    @cached_property
    def track(self) -> dict[str, Track]:
        """Tracks by id."""
        return {track.id: track for track in self.tracks}

    @cached_property
    def source(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}


_DERIVED = ("zone", "place", "person", "colour", "leg", "source", "track")
"""What a story derives from its rows once; a copy with other texts has to derive it again."""


ROWS: dict[str, type[StoryModel]] = {
    "sources": Source,
    "groups": Group,
    "people": Person,
    "places": Place,
    "tracks": Track,
    "legs": Leg,
    "events": Event,
}
"""The lists of a story's file and what their rows are, in the file's order."""
TABLES: dict[str, type[StoryModel]] = {
    **ROWS,
    "silenced": Silence,
    "fixes": Fix,
    "versions": Version,
    "translations": Translation,
    "claims": Claim,
    "support": Support,
}
"""The tables of a story's file by the key that they, or the list of them, stand under."""


def keys_of(model: type[StoryModel]) -> list[str]:
    """Give the keys of a model's table in the order in which a file has them.

    A leg's and an event's own keys stand between who and what is claimed.
    """
    names = list(model.model_fields)
    if issubclass(model, _Reported):
        own = [name for name in names if name not in _Reported.model_fields]
        shared = list(_Reported.model_fields)
        first = shared.index("people") + 1
        names = [*shared[:first], *own, *shared[first:]]
    return [model.model_fields[name].alias or name for name in names]
