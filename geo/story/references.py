"""Faults between rows: ids that name no row, ids used twice, fields that contradict each other.

Each fault is (path inside the file, what is wrong, how to mend it); the loader adds the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from geo.errors import LocatedFault, Path, nearest
from geo.story.model import Claim, Event, Leg, Place, Source, Story, Track, translatable
from geo.time.instants import Instant
from geo.world.borders import countries


def find_faults(story: Story) -> list[LocatedFault]:
    """List the faults of a story whose single fields are all valid."""
    return list(
        chain(
            _twice(story),
            _references(story),
            chain.from_iterable(_place(i, place) for i, place in enumerate(story.places)),
            chain.from_iterable(_track(i, track) for i, track in enumerate(story.tracks)),
            chain.from_iterable(_leg(i, leg) for i, leg in enumerate(story.legs)),
            chain.from_iterable(_event(i, event) for i, event in enumerate(story.events)),
            chain.from_iterable(_source(i, source) for i, source in enumerate(story.sources)),
            _claims(story),
            _codes(("focus",), story.focus),
            _translations(story),
        )
    )


def _translations(story: Story) -> Iterator[LocatedFault]:
    """Texts that the file has not: each has changed since, or was never there."""
    texts = translatable(story) if story.translations else set()
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(story.translations):
        if row.text not in texts:
            hint = nearest(row.text, texts)
            yield ("translations", i, "text"), "No text of this file reads so", hint
        elif (row.language, row.text) in seen:
            yield ("translations", i, "text"), "It stands here twice", "Delete one of the two"
        seen.add((row.language, row.text))


def _twice(story: Story) -> Iterator[LocatedFault]:
    happenings = chain(
        ((("legs", i), leg.id) for i, leg in enumerate(story.legs)),
        ((("events", i), event.id) for i, event in enumerate(story.events)),
    )
    people = chain(
        ((("groups", i), group.id) for i, group in enumerate(story.groups)),
        ((("people", i), person.id) for i, person in enumerate(story.people)),
    )
    for rows in (
        happenings,
        ((("sources", i), source.id) for i, source in enumerate(story.sources)),
        ((("places", i), place.id) for i, place in enumerate(story.places)),
        ((("tracks", i), track.id) for i, track in enumerate(story.tracks)),
    ):
        seen: set[str] = set()
        for path, name in rows:
            if name in seen:
                yield (*path, "id"), f'The id "{name}" stands twice', "Give each its own id"
            seen.add(name)
    groups = {group.id: group.id for group in story.groups}
    known: dict[str, str] = {}
    for path, name in people:
        if name in known and not (path[0] == "people" and _only_of_group(story, name, groups)):
            yield (*path, "id"), f'The id "{name}" stands twice', "Give each its own id"
        known[name] = name


def _only_of_group(story: Story, name: str, groups: dict[str, str]) -> bool:
    """Whether a person has the id of their own group."""
    namesakes = [person for person in story.people if person.id == name]
    return name in groups and len(namesakes) == 1 and namesakes[0].group == name


def _references(story: Story) -> Iterator[LocatedFault]:
    people, places = set(story.person), set(story.place)
    groups = {group.id for group in story.groups}
    legs, tracks = set(story.leg), set(story.track)
    happenings = legs | {event.id for event in story.events}

    def check(
        path: Path, names: Iterable[str], known: set[str], what: str
    ) -> Iterator[LocatedFault]:
        for name in names:
            if name not in known:
                yield path, f'The {what} "{name}" is unknown', nearest(name, known)

    for i, track in enumerate(story.tracks):
        yield from check(("tracks", i, "source"), [track.source], set(story.source), "source")
    for i, person in enumerate(story.people):
        yield from check(("people", i, "group"), [person.group], groups, "group")
    for i, leg in enumerate(story.legs):
        at = ("legs", i)
        yield from check((*at, "from"), [leg.origin], places, "place")
        yield from check((*at, "to"), [leg.to], places, "place")
        yield from check((*at, "via"), leg.via, places, "place")
        yield from check((*at, "people"), leg.people, people, "person")
        yield from check((*at, "track"), [leg.track] if leg.track else [], tracks, "track")
        yield from _order(at, leg, happenings)
    for i, event in enumerate(story.events):
        at = ("events", i)
        yield from check((*at, "place"), [event.place] if event.place else [], places, "place")
        yield from check((*at, "mentions"), event.mentions, places, "place")
        yield from check((*at, "leg"), [event.leg] if event.leg else [], legs, "leg")
        yield from check((*at, "people"), event.people, people, "person")
        yield from _order(at, event, happenings)
    if story.opens_at:
        known = {event.id for event in story.events}
        yield from check(("opens_at",), [story.opens_at], known, "event")


def _order(at: Path, item: Leg | Event, known: set[str]) -> Iterator[LocatedFault]:
    for field, names in (("after", item.after), ("before", item.before)):
        for name in names:
            if name == item.id:
                wrong = f'"{name}" cannot be {field} itself'
                yield (*at, field), wrong, "Name another event or leg"
            elif name not in known:
                wrong = f'The event or leg "{name}" is unknown'
                yield (*at, field), wrong, nearest(name, known)


def _place(i: int, place: Place) -> Iterator[LocatedFault]:
    at = ("places", i)
    if place.country is not None:
        yield from _codes((*at, "country"), [place.country])
    given = (place.area, place.lon, place.lat) != (None, None, None)
    if given and not place.coordinates_from:
        wrong = '"coordinates_from" is missing'
        yield (*at, "coordinates_from"), wrong, 'Add "coordinates_from:" here'
    if place.area is not None:
        yield from _codes((*at, "area"), [place.area])
        if place.lon is not None or place.lat is not None or place.precision_km is not None:
            mend = "Keep either area, or lon, lat and precision_km"
            yield at, f'"{place.id}" is an area and a point at once', mend
        return
    for field in ("lon", "lat", "precision_km"):
        if getattr(place, field) is None:
            mend = f'Add "{field}:", or "area:" with a country\'s code'
            yield at, f'The place "{place.id}" has no {field}', mend


def _leg(i: int, leg: Leg) -> Iterator[LocatedFault]:
    at = ("legs", i)
    if leg.origin == leg.to and not leg.via:
        yield (*at, "to"), f'The leg "{leg.id}" ends where it begins', "Name another place"
    if leg.window.text and (leg.departure.text or leg.arrival.text):
        mend = "Keep the window for the whole leg, or departure and arrival"
        yield (*at, "window"), "There is a window and a departure or an arrival", mend

    if leg.track and leg.path == "reported":
        wrong = "The way rests on a track, and what lies between its positions is not reported"
        yield (*at, "path"), wrong, 'Leave "path" out, or write "concealed" if a claim says so'
    if leg.track and not leg.travelled:
        wrong = "There is a recording of a way that nobody went"
        yield (*at, "track"), wrong, 'Take "track" away, or change the outcome'
    if leg.track_part.text and not leg.track:
        yield (*at, "track_part"), "There is a part of a track without a track", 'Add "track:"'
    if leg.track_part.text and "/" not in leg.track_part.text:
        wrong = f'"{leg.track_part.text}" is a moment and no part of a track'
        mend = "Write two moments with a slash between, such as 2024-12-07T22:30/2024-12-08T01:00"
        yield (*at, "track_part"), wrong, mend


def _track(i: int, track: Track) -> Iterator[LocatedFault]:
    at = ("tracks", i)
    if track.file and track.fixes:
        yield (*at, "fixes"), "There is a file and a list of fixes", "Keep one of the two"
    if not track.file and not track.fixes:
        yield at, f'The track "{track.id}" has no positions', 'Add "file:" or "fixes:"'
    if track.file and not track.sha256:
        yield (*at, "file"), '"sha256" is missing', 'Add "sha256:" with the SHA-256 of the file'
    if track.sha256 and not track.file:
        yield (*at, "sha256"), "There is a hash without a file", 'Add "file:", or delete it'
    for j, fix in enumerate(track.fixes):
        if not fix.time.exact:
            wrong = f'"{fix.time.text}" is no moment'
            yield (*at, "fixes", j, "time"), wrong, "Write it as 2024-12-07T22:40:05Z"


def _event(i: int, event: Event) -> Iterator[LocatedFault]:
    if event.end.text and not (event.start.text or event.after or event.before):
        yield ("events", i, "end"), "There is an end without a start", 'Add "start:"'


def _source(i: int, source: Source) -> Iterator[LocatedFault]:
    at = ("sources", i)
    yield from _closed((*at, "published"), source.published)
    seen: set[str] = set()
    for j, version in enumerate(source.versions):
        path = (*at, "versions", j)
        yield from _closed((*path, "published"), version.published)
        if version.id in seen:
            yield (*path, "id"), f'The id "{version.id}" stands twice', "Give each its own id"
        seen.add(version.id)


def _closed(path: Path, when: Instant) -> Iterator[LocatedFault]:
    """A time of publication has two bounds: else nobody could tell by when it was known."""
    if when.text and (when.earliest is None or when.latest is None):
        wrong = f'The time of publication "{when.text}" is open'
        yield path, wrong, "Write the day, such as 2024-12-13"


def _claims(story: Story) -> Iterator[LocatedFault]:
    sources = story.source
    rows: tuple[tuple[str, Sequence[Leg | Event | Track]], ...] = (
        ("tracks", story.tracks), ("legs", story.legs), ("events", story.events),
    )  # fmt: skip
    claims: list[tuple[Path, Claim]] = [
        ((kind, i, "claims", j), claim)
        for kind, items in rows
        for i, item in enumerate(items)
        for j, claim in enumerate(item.claims)
    ]
    for kind, items in rows:
        for i, item in enumerate(items):
            if all(claim.context for claim in item.claims):
                wrong = f'Every claim of "{item.id}" is context, so nobody says that it happened'
                yield (kind, i, "claims"), wrong, 'Leave "context" out of what says that very thing'
    for path, claim in claims:
        source = sources.get(claim.source)
        if source is None:
            wrong = f'The source "{claim.source}" is unknown'
            yield (*path, "source"), wrong, nearest(claim.source, sources)
            continue
        yield from _claim_times(path, claim, source)
        for number in claim.paragraphs:
            if number > source.paragraphs:
                wrong = f"Paragraph {number} is cited, but {source.id} has {source.paragraphs}"
                yield (*path, "paragraphs"), wrong, "Cite a paragraph that is there"


def _claim_times(path: Path, claim: Claim, source: Source) -> Iterator[LocatedFault]:
    """When a claim became public, and when it was taken back."""
    versions = {version.id: version.published for version in source.versions}
    if claim.version is not None and claim.version not in versions:
        wrong = f'The version "{claim.version}" of "{source.id}" is unknown'
        yield (*path, "version"), wrong, nearest(claim.version, versions)
    for field in ("published", "withdrawn", "corrected"):
        yield from _closed((*path, field), getattr(claim, field))
    if claim.withdrawn.text and claim.corrected.text:
        wrong = "The claim was withdrawn and corrected"
        yield (*path, "corrected"), wrong, "Keep one of the two"
    public = claim.published if claim.published.text else versions.get(claim.version or "")
    public = public or source.published
    field = "withdrawn" if claim.withdrawn.text else "corrected"
    ended = claim.ended.latest
    if ended is not None and public.earliest is not None and ended <= public.earliest:
        wrong = f"The claim was {field} ({claim.ended.text}) before it was public ({public.text})"
        yield (*path, field), wrong, "Check both times"


def _codes(path: Path, codes: Iterable[str]) -> Iterator[LocatedFault]:
    for code in codes:
        if code not in countries():
            mend = "Use a code of ISO 3166 that Natural Earth draws, such as LB"
            yield path, f'The country code "{code}" is unknown', mend
