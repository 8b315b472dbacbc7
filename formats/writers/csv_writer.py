"""A story as CSV for a spreadsheet: a row for each event and each leg.

For a leg that rests on a track, `recorded` and `gaps` are the intervals (ISO 8601, UTC) in which
something was recorded and in which nothing was; `path` says what is known of the way in the gaps.

A text that begins as a formula does (= + - @, a tab or a line's end, their wide forms, or blanks
before one of them) gets an apostrophe before it, with which spreadsheets show it as text (OWASP,
"CSV Injection"). Columns of numbers hold numbers, negative ones too. The reader here removes the
apostrophe again.
"""

from __future__ import annotations

import csv
import io

from formats.cells.formula_escaping import escape_formula
from formats.writers.flat_tables import names_of
from geo.evidence.known_by import first_report, publication
from geo.story.geojson_export import time_stamps
from geo.story.model import Event, Leg, Story
from geo.time.reported_time import reported_time
from geo.time.time_in_words import TimeWords
from geo.tracks.track_parts import intervals, track_parts

COLUMNS = (
    "kind",
    "id",
    "headline",
    "start",
    "end",
    "earliest",
    "latest",
    "end_earliest",
    "end_latest",
    "approximate",
    "words",
    "told",
    "people",
    "place",
    "lat",
    "lon",
    "precision_km",
    "country",
    "from",
    "to",
    "mode",
    "path",
    "outcome",
    "recorded",
    "gaps",
    "support",
    "level",
    "first_reported",
    "first_reported_by",
    "claims",
    "source",
    "told_by",
    "text",
    "reading",
)
_NUMBERS = {"lat", "lon", "precision_km", "support", "claims"}


def write(story: Story) -> bytes:
    """Give a story as CSV in UTF-8 with a byte order mark, which spreadsheets need."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    clock = TimeWords(story)
    reported: list[Event | Leg] = [*story.events, *story.legs]
    for item in reported:
        row = _row(clock, item)
        writer.writerow(
            value if name in _NUMBERS else escape_formula(str(value or ""))
            for name, value in zip(COLUMNS, (row.get(name) for name in COLUMNS), strict=True)
        )
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _row(clock: TimeWords, item: Event | Leg) -> dict[str, object]:
    story, when = clock.story, reported_time(clock.story, item)
    first = first_report(story, item)
    row: dict[str, object] = {
        "id": item.id,
        "headline": item.headline,
        "start": when.start.text,
        "end": when.end.text if isinstance(item, Leg) or not when.span else "",
        **time_stamps(when),
        "words": item.words,
        "told": clock.of(item).said,
        "people": names_of(story, item.people),
        "support": item.figure,
        "level": item.level,
        "first_reported": publication(story, first).text,
        "first_reported_by": story.source[first.source].publisher,
        "claims": len(item.claims),
        "source": "; ".join(dict.fromkeys(story.source[c.source].title for c in item.claims)),
        "told_by": "; ".join(dict.fromkeys(claim.told_by for claim in item.claims)),
        "text": item.text,
        "reading": item.reading,
    }
    if isinstance(item, Leg):
        ends = (story.place[item.origin].name, story.place[item.to].name)
        parts = track_parts(story, item)
        return row | {"kind": "leg", "from": ends[0], "to": ends[1], "mode": item.mode,
                      "path": item.path, "outcome": item.outcome,
                      "recorded": intervals(parts, "recorded"),
                      "gaps": intervals(parts, "gap")}  # fmt: skip
    row["kind"] = "event"
    if item.place:
        place = story.place[item.place]
        row |= {"place": place.name, "lat": place.lat, "lon": place.lon,
                "precision_km": place.precision_km, "country": place.area}  # fmt: skip
    return row
