"""A story as CSV for a spreadsheet: a row for each event and each leg.

A text that begins as a formula does (= + - @, a tab or a line's end, their wide forms, or blanks
before one of them) gets an apostrophe before it, which spreadsheets take for "this is text" (OWASP,
"CSV Injection"). Columns of numbers hold numbers, negative ones too. Reading the file here takes
the apostrophe away again.
"""

from __future__ import annotations

import csv
import io

from formats.frames import names_of
from formats.guard import guarded
from formats.times import Times
from geo.model import Event, Leg, Story

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
    times = Times(story)
    reported: list[Event | Leg] = [*story.events, *story.legs]
    for one in reported:
        row = _row(story, one, times)
        writer.writerow(
            value if name in _NUMBERS else guarded(str(value or ""))
            for name, value in zip(COLUMNS, (row.get(name) for name in COLUMNS), strict=True)
        )
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _row(story: Story, one: Event | Leg, times: Times) -> dict[str, object]:
    row: dict[str, object] = {
        "id": one.id,
        "headline": one.headline,
        **times.of(one).stamps(),
        "words": one.words,
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
                      "path": one.path, "outcome": one.outcome,
                      "start": one.departure.text, "end": one.arrival.text}  # fmt: skip
    row |= {"kind": "event", "start": one.start.text}
    if one.end != one.start:
        row["end"] = one.end.text
    if one.place:
        place = story.place[one.place]
        row |= {"place": place.name, "lat": place.lat, "lon": place.lon,
                "precision_km": place.precision_km, "country": place.area}  # fmt: skip
    return row
