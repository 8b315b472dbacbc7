"""A story as a GeoPackage: layers places, events, legs and a table claims, EPSG:4326.

`start` and `end` are datetime fields, the first ones of their layers; QGIS's Temporal Controller
takes them by these names. An open bound is null, which QGIS takes as unbounded.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from formats import frames
from geo.model import Story


def write(story: Story) -> bytes:
    """Give a story as the bytes of a GeoPackage."""
    import pandas  # noqa: PLC0415 - loaded when a GeoPackage is written
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415

    layers = (
        ("places", "Point", frames.places(story), frames.PLACE_COLUMNS),
        ("events", "Point", frames.events(story), frames.EVENT_COLUMNS),
        ("legs", "MultiLineString", frames.legs(story), frames.LEG_COLUMNS),
    )
    with tempfile.TemporaryDirectory(prefix="escape-routes-") as folder:
        path = Path(folder) / "story.gpkg"
        for name, geometry, rows, columns in layers:
            table = frames.frame(rows, columns)
            pyogrio.write_dataframe(
                table, path, layer=name, driver="GPKG", geometry_type=geometry,
                dataset_options={"VERSION": "1.3"} if name == "places" else None,
            )  # fmt: skip
        claims = pandas.DataFrame(frames.claims(story), columns=list(frames.CLAIM_COLUMNS))
        pyogrio.write_dataframe(claims, path, layer="claims", driver="GPKG")
        return path.read_bytes()
