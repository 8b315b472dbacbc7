"""A story as CSV for a spreadsheet: a row for each event and each leg.

A text that begins as a formula does (= + - @, a tab or a line's end, their wide forms, or blanks
before one of them) gets an apostrophe before it, which spreadsheets take for "this is text" (OWASP,
"CSV Injection"). Columns of numbers hold numbers, negative ones too. Reading the file here takes
the apostrophe away again.
"""

from __future__ import annotations

import csv
import io

from formats.shared.formula_escaping import guarded
from formats.writers.flat_tables import names_of
from geo.story.geojson_export import time_stamps
from geo.story.model import Event, Leg, Story
from geo.time.reported_time import reported_time
from geo.time.time_in_words import TimeWords

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
    "support",
    "level",
    "claims",
    "source",
    "told_by",
    "text",
    "reading",
)
_NUMBERS = {"lat", "lon", "precision_km", "support", "claims"}


def write(story: Story) -> bytes:
    """Give a story as CSV, UTF-8 with a mark of it in front, as spreadsheets want it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    clock = TimeWords(story)
    reported: list[Event | Leg] = [*story.events, *story.legs]
    for one in reported:
        row = _row(clock, one)
        writer.writerow(
            value if name in _NUMBERS else guarded(str(value or ""))
            for name, value in zip(COLUMNS, (row.get(name) for name in COLUMNS), strict=True)
        )
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _row(clock: TimeWords, one: Event | Leg) -> dict[str, object]:
    story, when = clock.story, reported_time(clock.story, one)
    row: dict[str, object] = {
        "id": one.id,
        "headline": one.headline,
        "start": when.start.text,
        "end": when.end.text if isinstance(one, Leg) or not when.span else "",
        **time_stamps(when),
        "words": one.words,
        "told": clock.of(one).said,
        "people": names_of(story, one.people),
        "support": one.figure,
        "level": one.level,
        "claims": len(one.claims),
        "source": "; ".join(dict.fromkeys(story.source[c.source].title for c in one.claims)),
        "told_by": "; ".join(dict.fromkeys(claim.told_by for claim in one.claims)),
        "text": one.text,
        "reading": one.reading,
    }
    if isinstance(one, Leg):
        ends = (story.place[one.origin].name, story.place[one.to].name)
        return row | {"kind": "leg", "from": ends[0], "to": ends[1], "mode": one.mode,
                      "path": one.path, "outcome": one.outcome}  # fmt: skip
    row["kind"] = "event"
    if one.place:
        place = story.place[one.place]
        row |= {"place": place.name, "lat": place.lat, "lon": place.lon,
                "precision_km": place.precision_km, "country": place.area}  # fmt: skip
    return row
