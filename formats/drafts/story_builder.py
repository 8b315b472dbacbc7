"""Happenings -> a story's table. What the file does not say is left out, with a note on it.

The claim of a record without a source is the file's own: its teller is "the imported file",
nobody is named, and a paragraph is a row, feature, placemark or slide, counted as in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from formats.cells.plain_text import Ids, fits_headline, line, named, shortened, slug, split_prose
from formats.drafts.entities import Entities
from formats.files.import_limits import MAX_LINE, MAX_PROSE
from formats.shared.import_notes import Notes, counted
from formats.shared.records import Citation, Contents, Happening, Way
from formats.times.date_parsing import Read, order_of, read_date
from geo.errors import WhenError
from geo.language.told_text import ToldText
from geo.time.instants import Instant, parse_when


@dataclass
class StoryBuilder:
    """Builds a story's table; see `table`."""

    name: str
    contents: Contents
    notes: Notes
    today: date
    files_beside: bool = False
    """Whether recorded positions go into files beside the story (`beside`), else into itself."""
    where: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Id of an event or leg -> kind and number of its record."""

    def __post_init__(self) -> None:
        self.zone = ZoneInfo("UTC")
        self.ids = Ids()
        self.tracks: list[dict[str, Any]] = []
        self.beside: dict[str, bytes] = {}
        self.legs: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.known: dict[str, Instant] = {}
        self.first_of: dict[str, datetime] = {}

    def table(self, happenings: Sequence[Happening]) -> dict[str, Any]:
        """Give the story's table; empty where there is no event or no place in it yet."""
        self.zone = self._zone(happenings)
        self.when = self._when(happenings)
        self.entities = Entities(self.name, self.notes)
        for happening in happenings:
            self._add(happening)
        return self._story(happenings)

    # ------------------------------------------------------------------------------- questions

    def _zone(self, happenings: Sequence[Happening]) -> ZoneInfo:
        naive = any(
            Read(text).naive
            for happening in happenings
            for text in (happening.start, happening.end)
            if text is not None
        )
        text = ToldText("import.ask.day-zone")
        if naive:
            text = ToldText("import.ask.clock-zone")
        answer = self.notes.ask(
            "time_zone", text, default=None if naive else "UTC", check=zone_fault
        )
        return ZoneInfo(answer or "UTC")  # without an answer nothing is made of it

    def _when(self, happenings: Sequence[Happening]) -> str | None:
        """The time that the user gives to records without one."""
        untimed = [happening for happening in happenings if happening.start is None]
        self.waiting = any(question.open for question in self.notes.questions.values())
        if not untimed or self.waiting:
            return None
        number = len(untimed)
        records = counted(number, untimed[0].kind)
        text = ToldText("import.ask.when", n=number, records=records, total=len(happenings))
        need = number == len(happenings) and not any(
            happening.ways for happening in happenings if happening.start
        )
        answer = self.notes.ask("when", text, default=None if need else "")
        if not answer:
            return None
        read = read_date(answer, order="day-first" if order_of([answer]) is None else None)
        if read.text is None or ".." in read.text:
            self.notes.miss(
                read.wrong or ToldText("import.time-open", text=answer),
                read.mend or ToldText("import.time-open.mend"),
            )
            return None
        return read.text

    # ---------------------------------------------------------------------------- each record

    def _add(self, happening: Happening) -> None:
        headline, text, more = self._texts(happening)
        start, end = (
            self._instant(happening.start, happening),
            self._instant(happening.end, happening),
        )
        reading = happening.reading
        if start is None and self.when:
            known = "import.draft.time-unread" if happening.words else "import.draft.no-time"
            start, reading = self.when, ToldText(known)
        if start and end and not self._ordered(start, end):
            wrong = ToldText("import.backwards", end=end, start=start)
            self._miss(happening, wrong, ToldText("import.check-both.mend"))
            end = None
        place, mentions = self._places(happening, start)
        if start is None and not happening.ways:
            self._note_left_out(happening, place, mentions)
            return
        self._note_times(start, happening)
        people = self.entities.people(happening.people, happening.group)
        shared = {"people": people}
        claims = self._claims(happening, more)
        legs = self._ways(happening, headline, shared, claims)
        if start is None:
            return
        name = self.ids.give(happening.id or headline, f"{happening.kind}-{happening.number}")
        event: dict[str, Any] = {"id": name, "headline": headline, **shared}
        if place:
            event["place"] = place
        if mentions:
            event["mentions"] = mentions
        event["start"] = start
        if end:
            event["end"] = end
        for field_, value in (("words", happening.words), ("reading", reading), ("text", text)):
            if value:
                event[field_] = shortened(value, MAX_LINE) if field_ == "words" else value
        if len(legs) == 1:
            event["leg"] = legs[0]
        event["claims"] = claims
        self.where[event["id"]] = (happening.kind, happening.number)
        self.events.append(event)

    def _texts(self, happening: Happening) -> tuple[str, str, str]:
        """Give headline, text, and the rest of the text that did not fit."""
        headline, text = happening.headline, happening.text
        if not fits_headline(headline):
            if headline != text and not text.startswith(headline):
                text = f"{headline}\n\n{text}".strip()
            headline = shortened(headline)
            self._miss(
                happening,
                ToldText("import.headline-too-long"),
                ToldText("import.headline-too-long.mend"),
            )
        elif text == headline:
            text = ""
        text, more = split_prose(text)
        more, beyond = split_prose(more)
        if beyond:
            wrong = ToldText("import.text-too-long", most=f"{MAX_PROSE}", text=beyond)
            self._miss(happening, wrong, ToldText("import.draft.shorten.mend"))
        return headline, text, more

    def _instant(self, text: str | None, happening: Happening) -> str | None:
        if text is None:
            return None
        try:
            self._parsed(text)
        except WhenError as error:
            self._miss(happening, error.wrong, error.mend)
            return None
        return text

    def _parsed(self, text: str) -> Instant:
        if text not in self.known:
            self.known[text] = parse_when(text, zone=self.zone)
        return self.known[text]

    def _ordered(self, start: str, end: str) -> bool:
        first, last = (self._parsed(text) for text in (start, end))
        low, high = first.earliest, last.latest
        return low is None or high is None or low <= high

    def _places(self, happening: Happening, start: str | None) -> tuple[str | None, list[str]]:
        note = happening.text if start is None and not happening.ways else ""
        place = self.entities.place(happening.spot, happening, note) if happening.spot else None
        return place, [self.entities.place(spot, happening, note) for spot in happening.more_spots]

    def _note_left_out(self, happening: Happening, place: str | None, mentions: list[str]) -> None:
        if self.waiting:  # an answer may still give it a time or a place
            return
        if place or mentions:
            lost = happening.people or happening.citations
            wrong = ToldText("import.untimed-and-lost" if lost else "import.untimed")
            self._miss(happening, wrong, ToldText("import.untimed.mend"))
        else:
            name = shortened(happening.headline, 60)
            wrong = ToldText("import.neither", name=name)
            self._miss(happening, wrong, ToldText("import.neither.mend"))

    def _ways(self, happening: Happening, headline: str, shared: dict[str, Any],
              claims: list[dict[str, Any]]) -> list[str]:  # fmt: skip
        legs: list[str] = []
        tracks = self._tracks(happening, headline, claims)
        for way in happening.ways:
            spots = [self.entities.place(spot, happening, "") for spot in way.spots]
            spots = [spot for i, spot in enumerate(spots) if i == 0 or spot != spots[i - 1]]
            if len(spots) < 2 or (spots[0] == spots[-1] and len(spots) < 3):  # noqa: PLR2004
                continue
            leg = self._leg(happening, way, spots, headline, shared)
            if way.recording is not None:
                leg["track"] = tracks[way.recording]
                leg["track_part"] = way.part
            leg["claims"] = claims
            for text in (way.departure, way.arrival, way.window):
                self._note_times(text, happening)
            self.where[leg["id"]] = (happening.kind, happening.number)
            self.legs.append(leg)
            legs.append(leg["id"])
        return legs

    def _tracks(self, happening: Happening, headline: str,
                claims: list[dict[str, Any]]) -> list[str]:  # fmt: skip
        """Add a track for each recording; gives their ids."""
        out: list[str] = []
        if not happening.recordings:
            return out
        from formats.drafts.track_legs import fixes_of_recording  # noqa: PLC0415 - few files have any
        from formats.shared.track_rows import beyond_values, in_whole_seconds, recorded_rows  # noqa: PLC0415

        for recording in happening.recordings:
            name = self.ids.give(f"{slug(headline)[:50]}-track", f"track-{happening.number}")
            fixes = fixes_of_recording(recording, as_recorded=self.files_beside)
            if not self.files_beside and len(kept := in_whole_seconds(fixes)) < len(fixes):
                wrong = ToldText("import.track.fractions-of-a-second")
                self._miss(happening, wrong, ToldText("import.track.fractions.mend"))
                fixes = kept
            if not self.files_beside and (beyond := beyond_values(fixes)):
                wrong = ToldText("import.track.beyond", n=beyond)
                self._miss(happening, wrong, ToldText("import.track.look.mend"))
            label = shortened(headline, 60)
            stem = slug(PurePath(self.name).stem) or "imported"
            beside = self.beside if self.files_beside else None
            self.tracks.append(
                {
                    "id": name,
                    "name": named(ToldText("import.track.recording", name=label)),
                    **({"mode": happening.mode} if happening.mode else {}),
                    "source": claims[0]["source"],
                    **recorded_rows(fixes, f"{stem[:45]}-{name[:45]}", beside),
                    "claims": claims,
                }
            )
            out.append(name)
        return out

    def _leg(self, happening: Happening, way: Way, spots: list[str], headline: str,
             shared: dict[str, Any]) -> dict[str, Any]:  # fmt: skip
        leg: dict[str, Any] = {
            "id": self.ids.give(f"{slug(headline)[:50]}-leg", f"leg-{happening.number}"),
            "headline": headline,
            **shared,
            "from": spots[0],
            "to": spots[-1],
        }
        if len(spots) > 2:  # noqa: PLR2004 - more than its ends
            leg["via"] = spots[1:-1]
        if happening.mode:
            leg["mode"] = happening.mode
        leg["path"] = way.path
        if happening.outcome:
            leg["outcome"] = happening.outcome
        for name in ("departure", "arrival", "window"):
            if text := getattr(way, name):
                leg[name] = text
        if happening.start is None and self.when and not way.departure:
            leg["window"] = self.when
        return leg

    def _claims(self, happening: Happening, more: str) -> list[dict[str, Any]]:
        cited = happening.citations or [Citation("")]
        claims = []
        for i, citation in enumerate(cited):
            source = self.entities.source(citation, happening)
            claim: dict[str, Any] = {"source": source, "paragraphs": [happening.paragraph]}
            teller = citation.told_by or (
                ToldText("import.draft.not-said" if citation.name else "import.draft.teller")
            )
            claim["told_by"] = named(teller)
            if citation.informants > 1:
                claim["informants"] = citation.informants
            claim["named"] = citation.named
            if citation.stance and citation.stance != "reports":
                claim["stance"] = citation.stance
            text = citation.text or (more if i == 0 else "")
            if text:
                claim["text"] = text
            claims.append(claim)
        return claims

    def _note_times(self, text: str | None, happening: Happening) -> None:
        if text is None:
            return
        when = self._parsed(text)
        known = [moment for moment in (when.earliest, when.latest) if moment]
        for citation in happening.citations or [Citation("")]:
            first = min([*known, *([self.first_of[citation.name]]
                                   if citation.name in self.first_of else [])])  # fmt: skip
            self.first_of[citation.name] = first

    # --------------------------------------------------------------------------- the story

    def _story(self, happenings: Sequence[Happening]) -> dict[str, Any]:
        if self.waiting and not (self.events and self.entities.places):
            return {}
        if not self.events:
            wrong = ToldText("import.no-event-of-lines" if self.legs else "import.no-event")
            self.notes.miss(wrong, ToldText("import.no-event.mend"))
            return {}
        if not self.entities.places:
            self.notes.miss(ToldText("import.no-place"), ToldText("import.no-place.mend"))
            return {}
        title = named(
            self.contents.title or PurePath(self.name).stem or ToldText("import.draft.title")
        )
        story: dict[str, Any] = {
            "format": 1,
            "id": slug(PurePath(self.name).stem) or "imported",
            "title": title,
        }
        if subtitle := split_prose(self.contents.text)[0]:
            story["subtitle"] = subtitle
        story |= {
            "time_zone": self.zone.key,
            "sources": self.entities.sources(
                paragraphs=max(happening.paragraph for happening in happenings),
                title=line(self.contents.title),
                publisher=line(self.contents.publisher),
                published=self._published,
            ),
            "groups": self.entities.groups,
            "people": self.entities.persons,
            "places": self.entities.places,
        }
        if self.tracks:
            story["tracks"] = self.tracks
        if self.legs:
            story["legs"] = self.legs
        story["events"] = self.events
        return story

    def _published(self, name: str) -> str:
        """When a source was published, as bounds: from the first time that it tells of to today."""
        if not name and self.contents.published:
            return self.contents.published
        first = self.first_of.get(name)
        today = self.today
        day = min(first.astimezone(self.zone).date(), today) if first else today
        return today.isoformat() if day == today else f"{day.isoformat()}/{today.isoformat()}"

    def _miss(self, happening: Happening, wrong: str, mend: str) -> None:
        self.notes.miss(wrong, mend, kind=happening.kind, number=happening.number)


def zone_fault(name: str) -> tuple[str, str] | None:
    """Say what is wrong with the name of a time zone and how to mend it; None for an IANA name."""
    if name in available_timezones():
        return None
    offset = re.fullmatch(r"(?:UTC|GMT)? ?([+-])(\d{1,2})(?::?00)?", name, re.IGNORECASE)
    if offset:
        mirrored = "-" if offset[1] == "+" else "+"
        mend = ToldText("import.zone.offset.mend", sign=mirrored, hours=f"{int(offset[2])}")
    else:
        near = get_close_matches(name, available_timezones(), n=1, cutoff=0.6)
        mend = ToldText("import.zone.mend", zone=near[0] if near else "Asia/Damascus")
    return ToldText("import.zone", name=name[:60]), mend


def today() -> date:
    """Give the day it is, UTC."""
    return datetime.now(UTC).date()
