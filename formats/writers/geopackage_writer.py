"""A story as a GeoPackage: layers places, events, legs and a table claims, EPSG:4326.

A story with tracks has a layer gaps too: the lines of legs are what was recorded of them, and those
of gaps nobody recorded.

`start` and `end` are the first datetime fields of their layers, and QGIS's Temporal Controller
finds them by these names. An open bound is null, which QGIS takes as unbounded.
"""

from __future__ import annotations

from pathlib import Path

from formats.writers import flat_tables
from geo.story.model import Story
from geo.temporary_folder import disk_full, is_full, temporary_folder


def write(story: Story) -> bytes:
    """Give a story as the bytes of a GeoPackage; raises StorageError where the disk is full."""
    with temporary_folder() as folder:
        path = folder / "story.gpkg"
        try:
            _layers(story, path)
        except RuntimeError as error:  # GDAL's errors do not say why
            if is_full(folder):
                raise disk_full(folder) from error
            raise
        return path.read_bytes()


def _layers(story: Story, path: Path) -> None:
    import pandas  # noqa: PLC0415 - loaded when a GeoPackage is written
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415

    layers = [
        ("places", "Point", flat_tables.places(story), flat_tables.PLACE_COLUMNS),
        ("events", "Point", flat_tables.events(story), flat_tables.EVENT_COLUMNS),
        ("legs", "MultiLineString", flat_tables.legs(story), flat_tables.LEG_COLUMNS),
    ]
    if gaps := flat_tables.gaps(story):
        layers.append(("gaps", "MultiLineString", gaps, flat_tables.GAP_COLUMNS))
    for name, geometry, rows, columns in layers:
        table = flat_tables.frame(rows, columns)
        pyogrio.write_dataframe(
            table, path, layer=name, driver="GPKG", geometry_type=geometry,
            dataset_options={"VERSION": "1.3"} if name == "places" else None,
        )  # fmt: skip
    claims = pandas.DataFrame(flat_tables.claims(story), columns=list(flat_tables.CLAIM_COLUMNS))
    pyogrio.write_dataframe(claims, path, layer="claims", driver="GPKG")
