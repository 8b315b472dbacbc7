"""Recorded tracks into a draft story: a track for each vehicle, a leg for each of its journeys.

What is recorded stands in a file beside the story, with its SHA-256, or in the story itself. No
recording says who was on board, so the people are "nobody named in the file"; that a track belongs
to its vehicle is the file's own claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import PurePath
from typing import Any

import numpy as np

from formats.cells.plain_text import Ids, fits_headline, named, shortened, slug
from formats.shared.import_draft import Draft, Remark
from formats.shared.import_notes import Notes, counted
from formats.shared.track_rows import beyond_values, recorded_rows, stamp
from formats.trackers.recorded_tracks import RecordedTrack, TrackFile, fault_sentences
from geo.errors import LocatedFault
from geo.language.told_text import ToldList, ToldText
from geo.story.model import Story
from geo.story.references import find_faults
from geo.time.closed_bounds import close_bounds
from geo.tracks.fixes import Fixes, summed
from geo.yaml.story_limits import MAX_FIXES, find_excess

NEAR_KM = 0.1
"""The precision of a recorded position, km: what a receiver does in poor conditions."""
_APART_DEGREES = 0.0005
_KINDS = {"ads-b": "plane", "ais-coastal": "ship", "ais-satellite": "ship"}
_MOST_TRACKS = 200
_WHAT = {"ads-b": "transponder", "ais-coastal": "ais", "ais-satellite": "ais", "phone": "device"}


@dataclass(slots=True)
class TrackStory:
    """A story's table and the files that belong beside it, by name."""

    table: dict[str, Any]
    beside: dict[str, bytes] = field(default_factory=dict)


def draft_of(name: str, made: TrackFile, notes: Notes, *, day: date, files_beside: bool) -> Draft:
    """Make a draft of a tracker's file; `name` is the file's, `day` that of the import.

    With `files_beside` what was recorded goes into files beside the story (`Draft.beside`), else
    into the story, which holds MAX_FIXES positions of a track at most.
    """
    story = story_of(name, made, day=day, files_beside=files_beside)
    positions = sum(len(track.fixes) for track in made.tracks)
    notes.say(
        ToldText(
            "import.track.read",
            format=made.format,
            positions=counted(positions, "recorded-position"),
            tracks=counted(len(made.tracks), "track"),
        )
    )
    for sentence in fault_sentences(story_remarks(made)):
        notes.miss(sentence, ToldText("import.track.keep.mend"))
    for sentence in made.left:
        notes.miss(sentence, ToldText("import.track.keep-for-it.mend"))
    refused = list(_too_much(made, files_beside=files_beside))
    if not files_beside:
        if beyond := sum(beyond_values(track.fixes) for track in made.tracks):
            wrong = ToldText("import.track.beyond", n=beyond)
            notes.miss(wrong, ToldText("import.track.look.mend"))
        notes.miss(
            ToldText("import.track.fractions"),
            ToldText("import.track.fractions.mend"),
        )
    if not refused:
        refused = _mended(story.table, notes)
    legs = len(story.table.get("legs", ()))
    notes.say(
        ToldText(
            "import.made",
            counts=ToldList(
                (
                    counted(len(story.table["tracks"]), "track"),
                    counted(legs, "leg"),
                    counted(len(story.table["events"]), "event"),
                ),
                style="series",
            ),
        )
    )
    return Draft(made.format, story.table, tuple(notes.understood), notes.missed(),
                 tuple(notes.questions.values()), (), tuple(refused), story.beside)  # fmt: skip


def story_remarks(made: TrackFile) -> dict[str, int]:
    """Count the faults of all rows, with those that only show once the rows are in order."""
    return summed(made.untracked, *(track.fixes.in_order().remarks for track in made.tracks))


def story_of(name: str, made: TrackFile, *, day: date, files_beside: bool) -> TrackStory:
    """Give the story of a tracker's file."""
    stem = slug(PurePath(name).stem) or "imported"
    title = named(made.title or PurePath(name).stem or ToldText("import.draft.title"))
    builder = _Builder(stem, named(name), files_beside=files_beside)
    first = min(int(track.fixes.time.min()) for track in made.tracks)
    for number, track in enumerate(made.tracks[:_MOST_TRACKS], 1):
        builder.add(track, made, number)
    since = min(_day(first), day)
    table = {
        "format": 1,
        "id": stem,
        "title": title,
        "time_zone": "UTC",
        "sources": [
            {
                "id": builder.source,
                "title": named(name),
                "publisher": ToldText("import.draft.not-said"),
                "published": day.isoformat() if since == day else f"{since}/{day}",
                "paragraphs": len(made.tracks),
            }
        ],
        "groups": [{"id": _GROUP, "name": ToldText(_NOBODY)}],
        "people": [{"id": _PERSON, "name": ToldText(_NOBODY), "group": _GROUP}],
        "places": builder.places,
        "tracks": builder.tracks,
        **({"legs": builder.legs} if builder.legs else {}),
        "events": builder.events,
    }
    return TrackStory(table, builder.beside)


_GROUP, _PERSON, _NOBODY = "nobody-named-group", "nobody-named", "import.draft.nobody"


class _Builder:
    """Collects the rows of a story."""

    def __init__(self, stem: str, file: str, *, files_beside: bool) -> None:
        self._stem = stem
        self._ids, self._file = Ids(), file
        self.source = self._ids.give(file, "source")
        self.places: list[dict[str, Any]] = []
        self.tracks: list[dict[str, Any]] = []
        self.legs: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.beside: dict[str, bytes] = {}
        self._files = self.beside if files_beside else None

    def add(self, track: RecordedTrack, made: TrackFile, number: int) -> None:
        """Add a track with its journeys."""
        label = shortened(named(track.label), 60)
        track_id = self._ids.give(label, f"track-{number}")
        claims = [
            {
                "source": self.source,
                "paragraphs": [number],
                "told_by": ToldText("import.draft.teller"),
                "named": False,
            }
        ]
        mode = _KINDS.get(made.source, "unknown")
        row = {
            "id": track_id,
            "name": named(
                ToldText(f"import.track.{_WHAT.get(made.source, 'recording')}", name=label)
            ),
            **{
                key: named(track.names[name])
                for key, name in (("vehicle", "type"), ("registration", "registration"))
                if track.names.get(name)
            },
            "device": named(track.vehicle),
            "mode": mode,
            "source": self.source,
            "source_kind": made.source,
            **recorded_rows(track.fixes, f"{self._stem[:45]}-{track_id[:45]}", self._files),
            "claims": claims,
        }
        self.tracks.append(row)
        fixes = track.fixes.in_order()
        parts = journeys(fixes)
        for i, part in enumerate(parts, 1):
            name = (
                label
                if len(parts) == 1
                else ToldText("import.track.journey", name=label, number=f"{i}")
            )
            self._journey(name, fixes.take(part), row, claims, alone=len(parts) == 1, number=number)

    def _journey(
        self,
        label: str,
        fixes: Fixes,
        track: Mapping[str, Any],
        claims: list[dict[str, Any]],
        *,
        alone: bool,
        number: int,
    ) -> None:
        first, last = int(fixes.time[0]), int(fixes.time[-1])
        departs, arrives = stamp(first), stamp(last)
        headline = label if fits_headline(label) else shortened(label)
        moves = _apart(fixes)
        begin = self._place(ToldText("import.track.first", name=label), fixes, 0, number)
        event = {
            "id": self._ids.give(f"{label} is recorded", f"event-{number}"),
            "headline": headline,
            "people": [_PERSON],
            "place": begin,
            "start": departs,
            **({"end": arrives} if arrives != departs else {}),
        }
        if moves:
            end = self._place(ToldText("import.track.last", name=label), fixes, -1, number)
            leg = {
                "id": self._ids.give(f"{label} leg", f"leg-{number}"),
                "headline": headline,
                "people": [_PERSON],
                "from": begin,
                "to": end,
                "mode": track["mode"],
                "path": "inferred",
                "departure": departs,
                "arrival": arrives,
                "track": track["id"],
                **({} if alone else {"track_part": f"{departs}/{stamp(last + 999)}"}),
                "claims": claims,
            }
            self.legs.append(leg)
            del event["place"]
            event["leg"] = leg["id"]
        self.events.append({**event, "claims": claims})

    def _place(self, name: str, fixes: Fixes, row: int, number: int) -> str:
        place = {
            "id": self._ids.give(name, f"place-{len(self.places) + 1}"),
            "name": named(name),
            "lon": round(float(fixes.lon[row]), 7),
            "lat": round(float(fixes.lat[row]), 7),
            "precision_km": NEAR_KM,
            "coordinates_from": named(
                ToldText("import.track.of-file", file=self._file, number=f"{number}")
            ),
        }
        self.places.append(place)
        return str(place["id"])


def journeys(fixes: Fixes) -> list[slice]:
    """Split fixes, which are in order, where the source says that a new leg begins."""
    cuts = [0, *(int(row) for row in np.flatnonzero(fixes.new_leg) if row > 0), len(fixes)]
    return [slice(a, b) for a, b in pairwise(cuts) if b > a]


def _day(moment: int) -> date:
    return datetime.fromtimestamp(moment // 1000, UTC).date()


def _apart(fixes: Fixes) -> bool:
    """Whether the vehicle moved at all: its positions span more than a receiver's error."""
    turn = (fixes.lon - fixes.lon[0] + 180) % 360 - 180
    return bool(
        max(np.ptp(turn) * np.cos(np.radians(fixes.lat[0])), np.ptp(fixes.lat)) > _APART_DEGREES
    )


def _too_much(made: TrackFile, *, files_beside: bool) -> list[Remark]:
    if len(made.tracks) > _MOST_TRACKS:
        return [
            Remark(
                "",
                ToldText("import.track.too-many", tracks=len(made.tracks), most=f"{_MOST_TRACKS}"),
                ToldText("import.track.too-many.mend"),
            )
        ]
    long = max(len(track.fixes) for track in made.tracks)
    if files_beside or long <= MAX_FIXES:
        return []
    return [
        Remark(
            "",
            ToldText("import.track.too-long", long=long, most=MAX_FIXES),
            ToldText("import.track.too-long.mend"),
        )
    ]


def _mended(table: dict[str, Any], notes: Notes) -> list[Remark]:
    """Remove what no story can hold, and note it; gives the faults that remain.

    A leg that is too fast for its mode loses the mode: the recording or its vehicle may be wrong.
    """
    for step in (_without_mode, _without_leg):
        faults = _faults(table)
        legs = {int(path[1]): wrong for path, wrong, _ in faults if path[:1] == ("legs",)}
        if not legs:
            break
        for row, wrong in legs.items():
            notes.miss(
                ToldText(step(table, row), wrong=wrong),
                ToldText("import.track.look.mend"),
                kind="leg",
                number=row + 1,
            )
        table["legs"] = [leg for leg in table["legs"] if leg]
    if not table.get("legs", True):
        del table["legs"]
    return [Remark("", wrong, mend) for _, wrong, mend in _faults(table)]


def _without_mode(table: dict[str, Any], row: int) -> str:
    table["legs"][row].pop("mode", None)
    return "import.track.mode-open"


def _without_leg(table: dict[str, Any], row: int) -> str:
    leg = table["legs"][row]
    for event in table["events"]:
        if event.get("leg") == leg["id"]:
            del event["leg"]
            event["place"] = leg["from"]
    table["legs"][row] = None
    return "import.track.leg-out"


def _faults(table: Mapping[str, Any]) -> list[LocatedFault]:
    excess = [(part.path, part.wrong, part.mend) for part in find_excess(dict(table))]
    if excess:
        return excess
    story = Story.model_validate(table, context={"zone": UTC})
    return list(find_faults(story)) or list(close_bounds(story)[1])
