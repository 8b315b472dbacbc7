"""The formats that a story can be written in, by a short name.

A writer's module is imported when it is first used. A new format is one more line of WRITERS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from geo.errors import nearest
from geo.language.told_error import ToldError
from geo.story.model import Story


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: its name for readers, the ending of its files, its media type, how to write it."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Story], bytes]


def _from(module: str, function: str = "write") -> Callable[[Story], bytes]:
    def write(story: Story) -> bytes:
        writer: Callable[[Story], bytes] = getattr(import_module(module), function)
        return writer(story)

    return write


WRITERS: dict[str, Writer] = {
    "geojson": Writer("GeoJSON", ".geojson", "application/geo+json", _from("formats.jsonfg")),
    "yaml": Writer(
        "Story YAML", ".yaml", "application/yaml", _from("formats.writers.text_writer", "yaml")
    ),
    "gpkg": Writer(
        "GeoPackage",
        ".gpkg",
        "application/geopackage+sqlite3",
        _from("formats.writers.geopackage_writer"),
    ),
    "kml": Writer(
        "KML", ".kml", "application/vnd.google-earth.kml+xml", _from("formats.writers.kml_writer")
    ),
    "csv": Writer("CSV", ".csv", "text/csv", _from("formats.writers.csv_writer")),
    "parquet": Writer(
        "GeoParquet",
        ".parquet",
        "application/vnd.apache.parquet",
        _from("formats.writers.geoparquet_writer"),
    ),
}
"""The formats by short name; every writer gives the bytes of one file."""

_ALSO = {".json": "geojson", ".yml": "yaml", ".geoparquet": "parquet"}


def writer_of(file: str, *, name: str | None = None) -> Writer:
    """Choose by a format's short name, else by the ending of a file's name.

    Raises ToldError where neither is known.
    """
    if name is not None:
        name = {"jsonfg": "geojson"}.get(name, name)  # one file is both
        if name not in WRITERS:
            raise ToldError("import.export.no-format", name=name, hint=nearest(name, WRITERS))
        return WRITERS[name]
    low = file.lower()
    endings = {writer.ending: key for key, writer in WRITERS.items()} | _ALSO
    for ending in sorted(endings, key=len, reverse=True):
        if low.endswith(ending):
            return WRITERS[endings[ending]]
    dot = low.rpartition("/")[2].rpartition(".")
    known = ", ".join(writer.ending for writer in WRITERS.values())
    if not dot[1]:
        raise ToldError("import.export.no-ending", file=file, endings=known)
    ending = f"{dot[1]}{dot[2]}"
    raise ToldError("import.export.other-ending", ending=ending, endings=known)
