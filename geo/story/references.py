"""Faults between rows: ids that name no row, ids used twice, fields that contradict each other.

Each fault is (path inside the file, what is wrong, how to mend it); the loader adds the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from geo.errors import LocatedFault, Path, nearest
from geo.language.told_text import ToldText
from geo.story.model import Claim, Event, Leg, Place, Source, Story, Track
from geo.story.story_translation import translatable
from geo.time.instants import Instant
from geo.world.borders import countries
from geo.world.points_of_view import has_no_ground, points_of_view


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
            _point_of_view(story),
            _translations(story),
        )
    )


def _translations(story: Story) -> Iterator[LocatedFault]:
    """Find translations of texts that the file does not have: they changed, or never were there."""
    texts = translatable(story) if story.translations else set()
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(story.translations):
        if row.text not in texts:
            hint = nearest(row.text, texts)
            yield ("translations", i, "text"), ToldText("fault.translation.unread"), hint
        elif (row.language, row.text) in seen:
            yield (
                ("translations", i, "text"),
                ToldText("fault.translation.twice"),
                ToldText("fault.translation.twice.mend"),
            )
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
                yield (
                    (*path, "id"),
                    ToldText("fault.id-twice", name=name),
                    ToldText("fault.id-twice.mend"),
                )
            seen.add(name)
    groups = {group.id: group.id for group in story.groups}
    known: dict[str, str] = {}
    for path, name in people:
        if name in known and not (path[0] == "people" and _only_of_group(story, name, groups)):
            yield (
                (*path, "id"),
                ToldText("fault.id-twice", name=name),
                ToldText("fault.id-twice.mend"),
            )
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
                yield path, ToldText(f"fault.unknown.{what}", name=name), nearest(name, known)

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
                wrong = ToldText("fault.order.itself", name=name, field=field)
                yield (*at, field), wrong, ToldText("fault.order.itself.mend")
            elif name not in known:
                wrong = ToldText("fault.unknown.happening", name=name)
                yield (*at, field), wrong, nearest(name, known)


def _place(i: int, place: Place) -> Iterator[LocatedFault]:
    at = ("places", i)
    if place.country is not None:
        yield from _codes((*at, "country"), [place.country])
    given = (place.area, place.lon, place.lat) != (None, None, None)
    if given and not place.coordinates_from:
        wrong = ToldText("fault.key-missing", name="coordinates_from")
        yield (*at, "coordinates_from"), wrong, ToldText("fault.add.mend", name="coordinates_from")
    if place.area is not None:
        yield from _codes((*at, "area"), [place.area])
        if place.lon is not None or place.lat is not None or place.precision_km is not None:
            mend = ToldText("fault.area-and-point.mend")
            yield at, ToldText("fault.area-and-point", id=place.id), mend
        return
    for field in ("lon", "lat", "precision_km"):
        if getattr(place, field) is None:
            mend = ToldText("fault.place.no-field.mend", field=field)
            yield at, ToldText("fault.place.no-field", id=place.id, field=field), mend


def _leg(i: int, leg: Leg) -> Iterator[LocatedFault]:
    at = ("legs", i)
    if leg.origin == leg.to and not leg.via:
        yield (
            (*at, "to"),
            ToldText("fault.leg.no-way", id=leg.id),
            ToldText("fault.leg.no-way.mend"),
        )
    if leg.window.text and (leg.departure.text or leg.arrival.text):
        mend = ToldText("fault.leg.window.mend")
        yield (*at, "window"), ToldText("fault.leg.window"), mend

    if leg.track and not leg.travelled:
        wrong = ToldText("fault.track.nobody")
        yield (*at, "track"), wrong, ToldText("fault.track.nobody.mend")
    if leg.track_part.text and not leg.track:
        yield (
            (*at, "track_part"),
            ToldText("fault.track.part-alone"),
            ToldText("fault.track.name.mend"),
        )
    if leg.track_part.text and "/" not in leg.track_part.text:
        wrong = ToldText("fault.track.part-moment", text=leg.track_part.text)
        mend = ToldText("fault.track.part-moment.mend")
        yield (*at, "track_part"), wrong, mend


def _track(i: int, track: Track) -> Iterator[LocatedFault]:
    at = ("tracks", i)
    if track.file and track.fixes:
        yield (*at, "fixes"), ToldText("fault.track.both"), ToldText("fault.track.both.mend")
    if not track.file and not track.fixes:
        yield (
            at,
            ToldText("fault.track.no-positions", id=track.id),
            ToldText("fault.track.no-positions.mend"),
        )
    if track.file and not track.sha256:
        yield (
            (*at, "file"),
            ToldText("fault.key-missing", name="sha256"),
            ToldText("fault.track.sha256.mend"),
        )
    if track.sha256 and not track.file:
        yield (*at, "sha256"), ToldText("fault.track.hash"), ToldText("fault.track.hash.mend")
    for j, fix in enumerate(track.fixes):
        if not fix.time.exact:
            wrong = ToldText("fault.track.no-moment", text=fix.time.text)
            yield (*at, "fixes", j, "time"), wrong, ToldText("fault.track.no-moment.mend")


def _event(i: int, event: Event) -> Iterator[LocatedFault]:
    if event.end.text and not (event.start.text or event.after or event.before):
        yield (
            ("events", i, "end"),
            ToldText("fault.event.no-start"),
            ToldText("fault.event.no-start.mend"),
        )


def _source(i: int, source: Source) -> Iterator[LocatedFault]:
    at = ("sources", i)
    yield from _closed((*at, "published"), source.published)
    seen: set[str] = set()
    for j, version in enumerate(source.versions):
        path = (*at, "versions", j)
        yield from _closed((*path, "published"), version.published)
        if version.id in seen:
            yield (
                (*path, "id"),
                ToldText("fault.id-twice", name=version.id),
                ToldText("fault.id-twice.mend"),
            )
        seen.add(version.id)


def _closed(path: Path, when: Instant) -> Iterator[LocatedFault]:
    """Find open times of publication: nobody could tell by when the thing was known."""
    if when.text and (when.earliest is None or when.latest is None):
        wrong = ToldText("fault.source.open-time", text=when.text)
        yield path, wrong, ToldText("fault.source.open-time.mend")


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
                wrong = ToldText("fault.claims.context", id=item.id)
                yield (kind, i, "claims"), wrong, ToldText("fault.claims.context.mend")
    for path, claim in claims:
        source = sources.get(claim.source)
        if source is None:
            wrong = ToldText("fault.unknown.source", name=claim.source)
            yield (*path, "source"), wrong, nearest(claim.source, sources)
            continue
        yield from _claim_times(path, claim, source)
        for number in claim.paragraphs:
            if number > source.paragraphs:
                wrong = ToldText(
                    "fault.claims.paragraph",
                    number=f"{number}",
                    source=source.id,
                    paragraphs=f"{source.paragraphs}",
                )
                yield (*path, "paragraphs"), wrong, ToldText("fault.claims.paragraph.mend")


def _claim_times(path: Path, claim: Claim, source: Source) -> Iterator[LocatedFault]:
    """Check when a claim became public, and when it was taken back."""
    versions = {version.id: version.published for version in source.versions}
    if claim.version is not None and claim.version not in versions:
        wrong = ToldText("fault.unknown.version", version=claim.version, source=source.id)
        yield (*path, "version"), wrong, nearest(claim.version, versions)
    for field in ("published", "withdrawn", "corrected"):
        yield from _closed((*path, field), getattr(claim, field))
    if claim.withdrawn.text and claim.corrected.text:
        wrong = ToldText("fault.claim.withdrawn-and-corrected")
        yield (*path, "corrected"), wrong, ToldText("fault.claim.withdrawn-and-corrected.mend")
    public = claim.published if claim.published.text else versions.get(claim.version or "")
    public = public or source.published
    field = "withdrawn" if claim.withdrawn.text else "corrected"
    ended = claim.ended.latest
    if ended is not None and public.earliest is not None and ended <= public.earliest:
        wrong = ToldText(f"fault.claim.{field}-early", ended=claim.ended.text, public=public.text)
        yield (*path, field), wrong, ToldText("fault.claim.ended.mend")


def _point_of_view(story: Story) -> Iterator[LocatedFault]:
    """Find an unknown point of view, and countries that have no ground in the chosen one."""
    view = story.borders
    if view is None:
        return
    if view not in points_of_view():
        mend = ToldText("fault.borders.unknown.mend", views=", ".join(points_of_view()))
        yield ("borders",), ToldText("fault.borders.unknown", code=view), mend
        return
    rows: list[tuple[Path, str | None]] = [(("focus",), code) for code in story.focus]
    for i, place in enumerate(story.places):
        rows += [(("places", i, "area"), place.area), (("places", i, "country"), place.country)]
    for path, code in rows:
        if code and has_no_ground(code, seen_by=view):
            wrong = ToldText("fault.borders.no-ground", code=code, view=view)
            yield path, wrong, ToldText("fault.borders.no-ground.mend")


def _codes(path: Path, codes: Iterable[str]) -> Iterator[LocatedFault]:
    for code in codes:
        if code not in countries():
            mend = ToldText("fault.unknown.country.mend")
            yield path, ToldText("fault.unknown.country", code=code), mend
