"""A story as GeoParquet 1.1: one table of its places, events and legs, with a column `kind`.

A gap of a leg that rests on a track is a row of its own, of the kind `gap`.
"""

from __future__ import annotations

import io
import json

from formats.writers import flat_tables
from formats.writers.flat_tables import Row
from geo.story.model import Story

_FURTHER = ("name", "names", "area", "coordinates_from", "note", "claims", "seconds")
COLUMNS = tuple(
    dict.fromkeys(("kind", *flat_tables.EVENT_COLUMNS, *flat_tables.LEG_COLUMNS, *_FURTHER))
)


def write(story: Story) -> bytes:
    """Give a story as the bytes of a GeoParquet file; `claims` are JSON, as in the GeoJSON."""
    claims: dict[tuple[str, str], list[Row]] = {}
    for claim in flat_tables.claims(story):
        kept = {key: value for key, value in claim.items() if key not in ("kind", "of", "headline")}
        claims.setdefault((claim["kind"], claim["of"]), []).append(kept)
    rows = [{"kind": "place", **row} for row in flat_tables.places(story)]
    for kind, items in (("event", flat_tables.events(story)), ("leg", flat_tables.legs(story))):
        for row in items:
            claims_json = json.dumps(claims[kind, row["id"]], ensure_ascii=False)
            rows.append({"kind": kind, **row, "claims": claims_json})
    rows += [{"kind": "gap", **row} for row in flat_tables.gaps(story)]
    empty = dict.fromkeys(COLUMNS)
    table = flat_tables.frame([{**empty, **row} for row in rows], COLUMNS)
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False, compression="zstd")
    return buffer.getvalue()
